"""The campaign model on the command line, run as a person runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

REFERENCE = """
brief: {basket: 58, margin: 0.55, return_rate: 0.08, code_discount: 0.10, universe: 400000,
        repeat_factor: 1, conversion_level: 2}
creators:
  - {count: 40, followers: 5000, deal: gift}
  - {count: 8, followers: 30000, deal: paid}
  - {count: 1, followers: 200000, deal: paid}
draws: 4000
seed: 2024
"""


def outcome(file: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "campaign", "outcome"]
    return subprocess.run(
        [*command, str(file), *options], capture_output=True, text=True, check=False
    )


def test_the_reference_campaign_gives_its_published_figures(tmp_path: Path) -> None:
    file = tmp_path / "ref-1.yaml"
    file.write_text(REFERENCE)
    result = json.loads(outcome(file, "--json").stdout)
    assert result["cost"] == 9884.23
    assert result["reach_net"] == pytest.approx(76_469, abs=1)
    assert result["orders"]["incremental"] == pytest.approx(238.81, abs=0.01)
    assert result["roi"] == pytest.approx(-0.323, abs=0.001)
    assert result["break_even"]["orders"] == pytest.approx(352.7, abs=0.1)
    assert result["ranges"]["roi"]["p50"] == pytest.approx(-0.40, abs=0.03)
    assert result["probability_of_profit"] == pytest.approx(0.16, abs=0.03)


def test_the_table_shows_expected_figures_and_ranges(tmp_path: Path) -> None:
    file = tmp_path / "ref-1.yaml"
    file.write_text(REFERENCE)
    lines = outcome(file).stdout.splitlines()
    row = next(line for line in lines if " reach_net " in line)
    assert "76,46" in row
    assert row.count(",") >= 4


def test_every_problem_of_a_plan_is_named_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text("brief: {margin: 2, colour: red}\ncreators: [{followers: many, deal: bribe}]")
    done = outcome(file)
    assert done.returncode == 1
    for place in ("brief.margin", "brief.colour", "creators.0.followers", "creators.0.deal"):
        assert place in done.stderr


@pytest.mark.parametrize("text", ["brief: [", "- 1\n- 2", "", "\x00"])
def test_a_file_that_is_no_plan_is_refused_in_a_sentence(tmp_path: Path, text: str) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text(text)
    done = outcome(file)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "wrong.yaml" in done.stderr

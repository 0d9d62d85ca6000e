"""The campaign model on the command line, run as a person runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from flask.testing import FlaskCliRunner

from school.app import create_app
from school.settings import Settings

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


@pytest.fixture
def app_runner(tmp_path: Path) -> FlaskCliRunner:
    """The command line in this process."""
    return create_app(Settings(env="test", instance=tmp_path / "instance")).test_cli_runner()


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


def test_the_table_shows_expected_figures_and_ranges(
    app_runner: FlaskCliRunner, tmp_path: Path
) -> None:
    file = tmp_path / "ref-1.yaml"
    file.write_text(REFERENCE)
    result = app_runner.invoke(args=["campaign", "outcome", str(file)])
    lines = result.stdout.splitlines()
    row = next(line for line in lines if " reach_net " in line)
    assert "76,46" in row
    assert row.count(",") >= 4


def test_every_problem_of_a_plan_is_named_with_its_place(
    app_runner: FlaskCliRunner, tmp_path: Path
) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text(
        "brief: {margin: 5, colour: red}\ncreators:\n  - {followers: many,\n     count: -1}"
    )
    result = app_runner.invoke(args=["campaign", "outcome", str(file)])
    assert result.exit_code == 1
    lines = result.stderr.removeprefix("Error: ").splitlines()
    assert [line.removeprefix(f"{file}:").split(" ")[:2] for line in lines] == [
        ["1:", "brief.colour"],
        ["1:", "brief.margin"],
        ["3:", "creators.0.followers"],
        ["4:", "creators.0.count"],
    ]


DOUBLING = "\n".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"brief: [", "wrong.yaml:1: "),
        (b"- 1\n- 2", "wrong.yaml:1: "),
        (b"", "wrong.yaml:1: "),
        (b"\x00", "wrong.yaml:1: "),
        (b"\xff\xfe", "UTF-8"),
        (b"draws: 10\ndraws: 20", "wrong.yaml:2: draws"),
        (b"creators: {}", "wrong.yaml:1: creators "),
        (b"creators:\n  - {followers: .nan}", "wrong.yaml:2: creators.0.followers "),
        (b"creators:\n  - {count: 1}", "wrong.yaml:2: creators.0.followers "),
        (b"creators:\n  - {followers: 1, count: 1e9}", "wrong.yaml:2: creators.0.count "),
        (b"brief: !!python/object:os.system {}", "wrong.yaml:1: brief"),
        (b"brief: " + b"[" * 20_000, "wrong.yaml:1: brief"),
        (b"a0: &a0 [1]\n" + DOUBLING.encode(), "wrong.yaml:1: a0"),
        (b"#" * 10_000_000, "larger than 64 KB"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_in_a_sentence(
    app_runner: FlaskCliRunner, tmp_path: Path, content: bytes, said: str
) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_bytes(content)
    result = app_runner.invoke(args=["campaign", "outcome", str(file)])
    assert (result.exit_code, result.stdout) == (1, "")
    assert said in result.stderr
    assert str(file) in result.stderr

"""The brief of an exercise: the brand and its market, each field a formula."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields
from typing import Any

from school.campaign.plan import Brief, PlanError
from school.exercises.authoring import instead
from school.exercises.contract import Numbers
from school.exercises.draft import Draft
from school.exercises.figures import round_half_up
from school.exercises.formula import Formula
from school.exercises.sampling import Findings, told

BRIEF_FIELDS = frozenset(field.name for field in fields(Brief)) - {"sector", "niches"}


def brief_of(formulas: Mapping[str, Formula], values: Numbers) -> Brief:
    """The brief of these numbers. Raises FormulaUndefined, PlanError."""
    figures: dict[str, Any] = {name: formula.evaluate(values) for name, formula in formulas.items()}
    if "universe" in figures:
        figures["universe"] = int(round_half_up(figures["universe"], 0))
    return Brief(**figures)


def check_brief(draft: Draft[Any], formulas: Mapping[str, Formula], known: Collection[str]) -> None:
    """Note the fields that a brief has not, and the formulas that use what nothing defines."""
    for name, formula in formulas.items():
        if name not in BRIEF_FIELDS:
            draft.fault(f"brief.{name}", "is not a field of a brief", instead(name, BRIEF_FIELDS))
        draft.check_formula(f"brief.{name}", formula, known)


def by_path(formulas: Mapping[str, Formula]) -> dict[str, Formula]:
    """The formulas of a brief by the dotted path of their field."""
    return {f"brief.{name}": formula for name, formula in formulas.items()}


def note_impossible(findings: Findings, error: PlanError, numbers: Numbers) -> None:
    """Note why the brief of these numbers cannot be."""
    for problem in error.problems:
        what = f"{problem.what} when {told(numbers)}"
        findings.note(f"brief.{problem.field}", what, problem.remedy % dict(problem.values))

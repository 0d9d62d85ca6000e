"""A plan written as plain data (YAML, JSON), and its outcome as JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, asdict, dataclass, fields
from typing import Any, cast

from school.campaign.measures import MEASURES
from school.campaign.messages import N_
from school.campaign.outcome import Outcome, measure
from school.campaign.plan import Brief, Creator, Niche, Plan, PlanError
from school.campaign.uncertainty import MAX_DRAWS, Ranges
from school.campaign.validity import PlanProblem, problems_of, refuse, within

__all__ = ["Request", "as_json", "read"]

DEFAULT_SEED = 2024
JSON_MEASURES = tuple(
    name for name in MEASURES if not name.startswith(("grp", "revenue.", "margin", "profit"))
)

UNKNOWN_KEY = N_("is not a known key")
KNOWN_KEYS = N_("Use one of: %(choices)s.")
NOT_GIVEN = N_("is missing")
GIVE_IT = N_("Give it a value.")
NOT_KEYS = N_("is not a set of keys and values")
NOT_A_LIST = N_("is not a list")
WRITE_LIST = N_("Write one item a line, each after a dash.")


@dataclass(frozen=True, slots=True)
class Request:
    """A plan to compute and, when `draws` is given, how often to draw it and from which seed."""

    plan: Plan
    draws: int | None = within(None, 1, MAX_DRAWS)
    seed: int = within(DEFAULT_SEED, 0, 2**32 - 1)

    def __post_init__(self) -> None:
        refuse(problems_of(self))


def read(data: object) -> Request:
    """Return what plain data asks for: the keys of `Plan`, and `draws` and `seed`.

    What is left out takes its default; `read(asdict(plan)).plan == plan`. Raises
    `PlanError` with every problem, each placed by a path such as `creators.0.deal`.
    """
    found: list[PlanProblem] = []
    given = _known(data, (*_names(Plan), "draws", "seed"), "", found) or {}
    brief = _brief(given.pop("brief", {}), found)
    lines = _items(given.pop("creators", []), "creators", found)
    creators = [_creator(each, f"creators.{place}", found) for place, each in enumerate(lines)]
    drawing: dict[str, Any] = {key: given.pop(key) for key in ("draws", "seed") if key in given}
    if not found:
        given |= {"brief": brief, "creators": tuple(creators)}
    plan = _build(Plan, given, "", found)
    request = _build(Request, drawing | {"plan": plan}, "", found)
    if found:
        raise PlanError(tuple(found))
    return cast(Request, request)


def as_json(result: Outcome, ranges: Ranges | None = None) -> dict[str, Any]:
    """Return an outcome, and its ranges if drawn, as nested plain data.

    Money is in € (the cost to the cent), ROI a fraction; a figure that does not exist is null.
    """
    data: dict[str, Any] = {}
    for name in JSON_MEASURES:
        *groups, key = name.split(".")
        place = data
        for group in groups:
            place = place.setdefault(group, {})
        place[key] = measure(result, name)
    data["cost"] = round(result.cost, 2)
    if ranges is not None:
        data["ranges"] = {
            name.replace(".", "_"): asdict(each) for name, each in ranges.by_measure.items()
        }
        data["probability_of_profit"] = ranges.probability_of_profit
    return data


def _brief(data: object, found: list[PlanProblem]) -> Any:
    given = _known(data, _names(Brief), "brief", found)
    if given is None:
        return None
    niches = _items(given.pop("niches", []), "brief.niches", found)
    built = [_record(Niche, each, f"brief.niches.{at}", found) for at, each in enumerate(niches)]
    return _build(Brief, {**given, "niches": tuple(filter(None, built))}, "brief", found)


def _creator(data: object, place: str, found: list[PlanProblem]) -> Any:
    given = _known(data, _names(Creator), place, found)
    if given is None:
        return None
    formats = _items(given.pop("formats", []), f"{place}.formats", found)
    return _build(Creator, {**given, "formats": tuple(formats)}, place, found)


def _record(kind: type[Any], data: object, place: str, found: list[PlanProblem]) -> Any:
    given = _known(data, _names(kind), place, found)
    return None if given is None else _build(kind, given, place, found)


def _build(kind: type[Any], given: dict[str, Any], place: str, found: list[PlanProblem]) -> Any:
    """Return a record of this kind, or None after adding to `found` what is wrong with it.

    A missing value is stood in for, so that the others are checked all the same.
    """
    missing = [each for each in fields(kind) if _is_required(each) and each.name not in given]
    found.extend(PlanProblem(_at(place, each.name), NOT_GIVEN, GIVE_IT, {}) for each in missing)
    stand_ins = {each.name: each.metadata.get("low", "") for each in missing}
    try:
        return kind(**given, **stand_ins)
    except PlanError as error:
        found.extend(problem.under(place) for problem in error.problems)
        return None


def _known(
    data: object, names: Sequence[str], place: str, found: list[PlanProblem]
) -> dict[str, Any] | None:
    """Return the known keys, after adding the others to `found`; None if there are no keys."""
    if not isinstance(data, Mapping):
        found.append(PlanProblem(place or "file", NOT_KEYS, KNOWN_KEYS, _choices(names)))
        return None
    unknown = [key for key in data if key not in names]
    found.extend(
        PlanProblem(_at(place, str(key)), UNKNOWN_KEY, KNOWN_KEYS, _choices(names))
        for key in unknown
    )
    return {key: value for key, value in data.items() if key in names}


def _items(data: object, place: str, found: list[PlanProblem]) -> Sequence[Any]:
    if isinstance(data, (list, tuple)):
        return data
    found.append(PlanProblem(place, NOT_A_LIST, WRITE_LIST, {}))
    return ()


def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))


def _is_required(each: Field[Any]) -> bool:
    return each.default is MISSING and each.default_factory is MISSING


def _choices(names: Sequence[str]) -> dict[str, str]:
    return {"choices": ", ".join(names)}


def _at(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name

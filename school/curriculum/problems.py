"""What is wrong in a curriculum, said so that its author can mend it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass

from school.exercises.contract import Fault


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong: where (`file`, `line` from 1, `field`), `what`, and the `remedy`."""

    file: str
    line: int
    field: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: {self.what} → {self.remedy}"

    def as_json(self) -> dict[str, str | int]:
        """The five fields, as `flask content check --json` prints them."""
        return asdict(self)


def located(file: str, faults: Iterable[Fault]) -> Iterator[Problem]:
    """The faults found in a file, as problems of that file."""
    for fault in faults:
        yield Problem(file, fault.line, fault.field, fault.what, fault.remedy)


class CurriculumError(ValueError):
    """A curriculum that cannot be published. Carries every problem, sorted by file and line."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))

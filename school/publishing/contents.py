"""What a folder holds, and whether it may be published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from school.curriculum import lint, reader
from school.curriculum.document import Part
from school.curriculum.folder import open_folder
from school.curriculum.lesson import Lesson
from school.curriculum.problems import CurriculumError, Problem
from school.curriculum.programme import Programme
from school.curriculum.reader import Findings
from school.publishing import media
from school.publishing.comparison import File


@dataclass(frozen=True)
class Contents:
    """The files of a curriculum by path: texts as written, the bytes of media."""

    texts: Mapping[str, str]
    media: Mapping[str, bytes]

    def examine(self) -> Findings:
        """What its texts say, and every problem that reading them shows."""
        return reader.examine(self.texts, self.media.keys())


def report_folder(path: Path) -> lint.Report:
    """Every problem of a folder, its media's too, by file and line, and how exercises went."""
    contents, problems = _open(path)
    findings = contents.examine()
    found = lint.report(findings)
    return replace(found, problems=sorted({*problems, *findings.problems, *found.problems}))


def check_folder(path: Path) -> list[Problem]:
    """Every problem of a folder, its media's too, by file and line; none when it is sound."""
    return report_folder(path).problems


def read_folder(path: Path) -> Contents:
    """A folder whose every file could be read. Raises CurriculumError with every problem."""
    contents, problems = _open(path)
    if problems:
        raise CurriculumError(check_folder(path))
    return contents


def read(contents: Contents) -> Findings:
    """What texts say when reading them shows no problem. Raises CurriculumError with every one."""
    findings = contents.examine()
    if findings.problems:
        raise CurriculumError(sorted({*findings.problems, *lint.check(findings)}))
    return findings


def check(findings: Findings, others: Iterable[Problem] = ()) -> None:
    """Raise CurriculumError with every problem that reading did not show, `others` included."""
    if problems := {*lint.check(findings), *others}:
        raise CurriculumError(sorted(problems))


def files_of(contents: Contents, programme: Programme) -> tuple[File, ...]:
    """The files, each with the permanent key of the document that it is."""
    keys = {part.file: key_of(part) for part in parts_of(programme)}
    texts = (File(keys[path], path, text.encode()) for path, text in contents.texts.items())
    media_files = (File(f"media:{path}", path, source) for path, source in contents.media.items())
    return (*texts, *media_files)


def parts_of(programme: Programme) -> Iterator[Part]:
    """The programme, its modules and their lessons."""
    yield programme
    for module in programme.modules.values():
        yield module
        yield from module.lessons


def key_of(part: Part) -> str:
    """The permanent key of the document of a part of the curriculum."""
    if isinstance(part, Programme):
        return "programme"
    return f"lesson:{part.id}" if isinstance(part, Lesson) else f"module:{part.id}"


def _open(path: Path) -> tuple[Contents, list[Problem]]:
    folder = open_folder(path)
    problems = list(folder.problems)
    found: dict[str, bytes] = {}
    for name in sorted(folder.media):
        try:
            found[name] = b"" if media.check_name(name) else _read_media(path / name)
        except OSError as error:
            what = f"cannot be read: {error.strerror}"
            problems.append(Problem(name, 1, "file", what, "check its rights"))
        else:
            problems += media.check(name, found[name])
    return Contents(folder.files, found), problems


def _read_media(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(media.LARGEST_FILE + 1)

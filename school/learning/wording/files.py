"""What the pages say of the files of an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from school.exercises.contract import AnswerError
from school.exercises.figures import format_value
from school.exercises.files import MEGABYTE, FileRule
from school.learning.wording.speech import _, ngettext
from school.web.language import current

KILOBYTE = 1024


def size(count: int) -> str:
    """A number of bytes, in kilobytes or megabytes."""
    if count >= MEGABYTE:
        return _("%(size)s MB", size=format_value(round(count / MEGABYTE, 1), "number", current()))
    return _("%(size)s kB", size=format_value(max(1, round(count / KILOBYTE)), "int", current()))


def types(rule: FileRule) -> str:
    """The types of files that are taken."""
    return ", ".join(rule.types)


def expected_files(rule: FileRule) -> str:
    """How many files are expected, of which types, how large."""
    if rule.least == 0:
        count = ngettext("%(num)d file at most.", "%(num)d files at most.", rule.most)
    elif rule.least == rule.most:
        count = ngettext("%(num)d file is expected.", "%(num)d files are expected.", rule.most)
    else:
        count = _("From %(least)d to %(most)d files.", least=rule.least, most=rule.most)
    taken = _(
        "Types: %(types)s. Each of %(size)s at most.", types=types(rule), size=size(rule.largest)
    )
    return f"{count} {taken}"


def file_problem(problem: AnswerError, rule: FileRule) -> str:
    """Why files are not taken, and what to do."""
    name = problem.field.partition(".")[2]
    said = _SAID.get(problem.code)
    return said(name, rule) if said else ""


_SAID: Mapping[str, Callable[[str, FileRule], str]] = {
    "file-type": lambda name, rule: _(
        "“%(name)s” is not of a type that is taken (%(types)s).", name=name, types=types(rule)
    ),
    "file-empty": lambda name, rule: _("“%(name)s” is empty.", name=name),
    "file-large": lambda name, rule: _(
        "“%(name)s” is too heavy: %(size)s at most.", name=name, size=size(rule.largest)
    ),
    "file-content": lambda name, rule: _(
        "“%(name)s” is not what its name says. Open it, save it again, then attach it.", name=name
    ),
    "too-many": lambda _name, rule: ngettext(
        "%(num)d file at most: untick what is to be left out, then attach again.",
        "%(num)d files at most: untick what is to be left out, then attach again.",
        rule.most,
    ),
    "missing": lambda _name, rule: ngettext(
        "Attach %(num)d file at least.", "Attach %(num)d files at least.", rule.least
    ),
    "too-many-kept": lambda _name, _rule: _(
        "Too many different files were attached here: hand in with those you have."
    ),
    "not-an-option": lambda _name, _rule: _("A file is not there any more. Attach it again."),
}

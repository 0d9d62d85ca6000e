"""Reading a whole curriculum: what it gives, and every problem at once on its line."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from school.curriculum.lesson import Passage
from school.curriculum.problems import CurriculumError
from school.curriculum.reader import read, read_lesson
from tests.curriculum.texts import (
    FILES,
    LESSON,
    MEDIA,
    PROGRAMME,
    ROI,
    TODAY,
    changed,
    line_of,
    problems,
    problems_with,
)


def test_a_curriculum_is_read_and_linked() -> None:
    programme = read(FILES, MEDIA, TODAY)
    first, second = programme.lessons()
    assert (first.id, second.id) == ("roi-collaboration", "objectifs")
    assert [module.id for module in programme.announced] == ["essentiel", "paliers"]
    assert programme.modules["essentiel"].minutes == 75
    assert programme.text == "Le programme.\n"
    assert first.checked == dt.date(2026, 11, 20)
    assert [type(part).__name__ for part in first.parts] == [
        "Passage",
        "NumericExercise",
        "Passage",
    ]
    assert first.exercises[0].line == line_of(ROI, "```exercise")
    assert first.parts[2] == Passage("\nLa suite.\n", line_of(ROI, "La suite.") - 1)
    assert first.scenario["budget"].extremes() == (9000, 15000)


TEN_ERRORS = """\
---
id: roi-collaboration
title: Mesurer : le ROI
minutes: 500
objectifs:
  - Calculer le ROI
skills: [roy]
requires: [objectif]
checked: 2027-11-20
sources:
  - {title: "Un article", url: "javascript:alert(1)"}
---
# Mesurer

![](../media/courbe.svg)

Voir [les objectifs](lesson:objectif).

```exercise numeric roi-micro
params: {cout: 800..2400 step 100, marge: 3000..5000 step 100}
answer: roi(marge, couts) * 100
---
Coût {{ cout | eur }}, marge {{ marge | eur }}. Quel ROI ?
```
"""


def test_ten_errors_give_ten_problems_on_their_lines() -> None:
    found = problems_with(TEN_ERRORS)
    assert [(problem.file, problem.line, problem.field) for problem in found] == [
        (LESSON, 3, "title"),
        (LESSON, 4, "minutes"),
        (LESSON, 5, "objectifs"),
        (LESSON, 7, "skills.0"),
        (LESSON, 8, "requires.0"),
        (LESSON, 9, "checked"),
        (LESSON, 11, "sources.0.url"),
        (LESSON, 15, "image"),
        (LESSON, 17, "link"),
        (LESSON, 21, "answer"),
    ]


TEN_MORE_ERRORS = """\
---
id: roi-collaboration
title: "Mesurer"
minutes: 45
skills: [roi]
checked: 20 novembre 2026
objectives: [Calculer]
sources: []
---
Un budget de {{ budget }} €, et [un fichier](../media/absente.svg).

> [!NOTA]
> Un rappel.\u202e

```exercice numeric un
answer: 1
---
Combien ?
```

```exercise numeric deux
params: {a: 1..2}
\tanswer: a
---
Combien ?
```

```exercise numerik trois
answer: 1
---
Combien ?
```

```exercise numeric trois
answer: 1
Combien ?
```

```exercise numeric trois
answer: 1
skills: [rois]
---
Combien ?
"""


def test_ten_faults_of_writing_give_ten_problems_on_their_lines() -> None:
    found = problems_with(TEN_MORE_ERRORS)
    assert [(problem.line, problem.field) for problem in found] == [
        (6, "checked"),
        (10, "link"),
        (10, "slot"),
        (12, "callout"),
        (13, "text"),
        (15, "fence"),
        (23, "params"),
        (28, "kind"),
        (34, "fence"),
        (39, "fence"),
    ]
    assert all(problem.remedy for problem in found)


@pytest.mark.parametrize(
    ("old", "new", "field", "remedy"),
    [
        ("id: roi-collaboration\n", "", "id", "add id: a-permanent-name, which progress hangs on"),
        ("minutes: 45", "minute: 45", "minute", "write minutes"),
        ("minutes: 45", 'minutes: "45"', "minutes", "write digits alone, such as 10"),
        ("minutes: 45", "minutes: 45\nminutes: 40", "minutes", "keep one of them"),
        ("requires: [objectifs]", "requires: &a [objectifs]", "requires", "write the value itself"),
        (
            "requires: [objectifs]",
            "requires: [roi-collaboration]",
            "requires",
            "remove roi-collaboration",
        ),
        ("minutes: 45", "minutes: 45 min", "minutes", "write digits alone, such as 10"),
        ("skills: [roi]", "skills: [ROI]", "skills.0", "write roi"),
        ("checked: 2026-11-20", "checked: 20/11/2026", "checked", None),
        ("La suite.", "> [!ATTENTION]\n> Oui.", "callout", "write WARNING"),
        (
            '{title: "Un article", ',
            '{titre: A, title: "Un article", ',
            "sources.0.titre",
            "write title",
        ),
        ("9000..15000 step 500", "15000..9000", "scenario.budget", "write 9000..15000"),
        ("https://example.org/a", "exemple", "sources.0.url", "write it whole, from https://"),
        ("lesson:objectifs", "objectifs.md", "link", None),
        ("lesson:objectifs", "javascript:alert(1)", "link", None),
        ("lesson:objectifs", "&#106;avascript:alert(1)", "link", None),
        ("../media/courbe.svg", "https://example.org/courbe.svg", "image", None),
        ("../media/courbe.svg", "../media/../programme.md", "image", None),
        ("../media/courbe.svg", "../media/courbes.svg", "image", "write media/courbe.svg"),
        ("Une courbe qui monte", " ", "image", None),
        ("La suite.", "[a]: ftp://example.org/a", "link", None),
        ("La suite.", "La s&#x202e;uite.", "text", "delete this character"),
        ("La suite.", "```python\nx = 1", "fence", "close it with ```"),
        ("exercise numeric roi-micro", "exercise numeric Roi_Micro", "fence", None),
        ("exercise numeric roi-micro", f"exercise numeric {'a' * 61}", "fence", None),
        ("id: roi-collaboration", f"id: {'a' * 61}", "id", None),
        ("exercise numeric roi-micro", "exercise numeric", "fence", None),
        ("Mesurer le ROI d'une collaboration", '"\\u200b"', "title", "delete this character"),
    ],
)
def test_one_error_gives_one_problem_on_its_line(
    old: str, new: str, field: str, remedy: str | None
) -> None:
    lesson = changed((old, new))
    (problem,) = problems_with(lesson)
    assert (problem.file, problem.field) == (LESSON, field)
    assert remedy is None or problem.remedy == remedy
    begins = line_of(ROI, old.split("\n")[0])
    assert problem.line in ((begins, begins + new.count("\n")) if new else (1,))


def test_a_date_between_quotes_is_a_date() -> None:
    assert problems_with(changed(("checked: 2026-11-20", 'checked: "2026-11-20"'))) == []


def test_what_is_code_is_not_checked() -> None:
    code = "`[a](b) {{ c }}` et :\n\n```\n![](x.png) {{ d }}\n> [!FOO]\n```"
    assert problems_with(changed(("La suite.", code))) == []


def test_an_unreadable_lesson_does_not_orphan_those_that_require_it() -> None:
    files = {**FILES, "01-essentiel/02-objectifs.md": "---\nid: objectifs\n- [\n---\n"}
    assert {problem.file for problem in problems(files)} == {"01-essentiel/02-objectifs.md"}


def test_lessons_that_require_each_other_are_told_once() -> None:
    other = FILES["01-essentiel/02-objectifs.md"].replace("[]", "[roi-collaboration]", 1)
    (problem,) = problems({**FILES, "01-essentiel/02-objectifs.md": other})
    assert "roi-collaboration → objectifs → roi-collaboration" in problem.what
    assert problem.line == line_of(ROI, "requires:")


def test_ids_of_lessons_are_unique() -> None:
    copy = ROI.replace("roi-micro", "roi-macro")
    (problem,) = problems({**FILES, "01-essentiel/03-copie.md": copy})
    assert (problem.file, problem.line, problem.field) == ("01-essentiel/03-copie.md", 2, "id")


def test_ids_of_exercises_are_unique_in_the_whole_programme() -> None:
    fence = "```exercise numeric roi-micro\nanswer: 1\n---\nCombien ?\n```\n"
    files = {**FILES, "01-essentiel/02-objectifs.md": FILES["01-essentiel/02-objectifs.md"] + fence}
    (problem,) = problems(files)
    assert (problem.file, problem.line) == ("01-essentiel/02-objectifs.md", 12)
    assert f"taken by {LESSON}, line 20" in problem.what


def test_a_module_needs_its_page_and_its_place_in_the_year() -> None:
    without = {file: text for file, text in FILES.items() if not file.endswith("module.md")}
    assert [p.file for p in problems(without)] == ["01-essentiel/module.md"]
    strange = {
        **FILES,
        "01-essentiel/module.md": FILES["01-essentiel/module.md"].replace(
            "essentiel", "essentiels"
        ),
    }
    (problem,) = problems(strange)
    assert (problem.line, problem.field, problem.remedy) == (2, "id", "write essentiel")


def test_a_missing_programme_is_one_problem() -> None:
    without = {file: text for file, text in FILES.items() if file != "programme.md"}
    assert [(p.file, p.line) for p in problems(without)] == [("programme.md", 1)]


@pytest.mark.parametrize(
    ("old", "new", "line", "field"),
    [
        ("block: BC4", "block: BC5", 7, "skills.0.block"),
        ("weeks: [4, 6]", "weeks: [4, 40]", 10, "modules.1.weeks"),
        ("weeks: [4, 6]", "weeks: [6, 4]", 10, "modules.1.weeks"),
        ("id: paliers", "id: essentiel", 10, "modules.1.id"),
        ('title: "Calculer un ROI", ', "", 7, "skills.0.title"),
        ("weeks: 36\n", "", 1, "weeks"),
    ],
)
def test_the_programme_is_checked_too(old: str, new: str, line: int, field: str) -> None:
    assert old in PROGRAMME
    found = problems({**FILES, "programme.md": PROGRAMME.replace(old, new, 1)})
    assert [(p.file, p.line, p.field) for p in found] == [("programme.md", line, field)]


def test_files_without_a_place_are_told() -> None:
    assert [p.file for p in problems({**FILES, "notes.md": "x"})] == ["notes.md"]


def test_a_text_over_the_limit_is_refused_unread() -> None:
    (problem,) = problems_with(ROI + "a" * 64 * 1024)
    assert (problem.line, problem.what) == (1, "is over 64 KB")


def test_line_ends_and_marks_of_other_systems_are_refused() -> None:
    found = problems_with("\ufeff" + ROI.replace("\n", "\r\n"))
    assert [p.what for p in found] == ["begins with a byte order mark", "has line ends of Windows"]


def test_one_lesson_can_be_read_alone() -> None:
    assert read_lesson(LESSON, ROI).exercises[0].id == "roi-micro"
    with pytest.raises(CurriculumError, match="minutes"):
        read_lesson(LESSON, changed(("45", "0")))


_PIECES = st.sampled_from(
    (
        *(
            "---\n",
            "id: a\n",
            "scenario: {a: 1..2}\n",
            "skills: [a]\n",
            "- ",
            "[",
            "{",
            ": ",
            "&a ",
        ),
        *(
            "```",
            "exercise numeric a\n",
            "```\n",
            "answer: 1\n",
            "> [!HINT]\n",
            "{{ a }}",
            "![](x)",
        ),
        *("](", "*a", "\n", "\t", "«", "\r", "\ud800"),
    )
)
_TEXTS = st.one_of(st.text(), st.lists(_PIECES, max_size=40).map("".join))


@settings(deadline=None)
@given(lesson=_TEXTS, module=_TEXTS, programme=_TEXTS)
def test_reading_never_fails_but_by_saying_why(lesson: str, module: str, programme: str) -> None:
    files = {LESSON: lesson, "01-essentiel/module.md": module, "programme.md": programme}
    with pytest.raises(CurriculumError) as caught:
        read(files, MEDIA, TODAY)
    assert all(problem.line >= 1 and problem.remedy for problem in caught.value.problems)


@settings(deadline=None)
@given(body=_TEXTS)
def test_any_body_is_read_or_refused(body: str) -> None:
    text = ROI + body
    for problem in problems_with(text):
        assert 1 <= problem.line <= text.count("\n") + 1

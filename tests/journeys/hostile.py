"""A curriculum whose every text is hostile, as an author, or who took their place, might write it.

Publishing refuses most of it today. It is put in the database all the same: what is kept there may
come from an older version, and no page may let it run.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from school.curriculum import reader
from school.curriculum.problems import CurriculumError
from tests.factories import publish
from tests.publishing.folders import SVG, forget_renderer, overwrite_source

VECTORS = sorted(
    (Path(__file__).parents[1] / "curriculum" / "xss_vectors.txt")
    .read_text(encoding="utf-8")
    .splitlines(),
    key=lambda vector: vector.startswith("```"),  # what opens a block of code comes last
)
INLINE = [vector for vector in VECTORS if not vector.startswith("```")]
"""Those that may stand inside an exercise, itself a block of code."""


@dataclass(frozen=True)
class Line:
    """A line of a file; where it holds a vector, `{}` stands for it."""

    form: str
    vector: str | None = None

    def text(self, number: int, *, hostile: bool) -> str:
        """The line with its vector, or with a harmless word that is nowhere else."""
        return self.form.replace("{}", self.vector or "" if hostile else f"neutre {number}", 1)


File = Sequence[Line]
LESSONS = ("textes", "titres", "chiffres", "fermes", "jeux", "listes")
OUTLINE = ("programme.md", "01-essentiel/module.md")


def packed(most: int, vectors: Sequence[str] = VECTORS) -> Iterator[str]:
    """Vectors, as many together as fit in so many characters."""
    together = ""
    for vector in vectors:
        joined = f"{together} {vector}" if together else vector
        if len(joined) > most:
            yield together
            joined = vector
        together = joined[:most]
    yield together


def publish_hostile(session: Session) -> None:
    """Publish the curriculum in harmless words, then put the vectors in their place; commit."""
    files = curriculum()
    harmless = {path: text(file, hostile=False) for path, file in files.items()}
    publish(session, harmless | {"media/a.svg": SVG.decode()})
    for path, file in files.items():
        overwrite_source(session, path, text(readable(path, file), hostile=True))
    forget_renderer(session)


def text(file: File, *, hostile: bool) -> str:
    """What a file says."""
    lines = (line.text(number, hostile=hostile) for number, line in enumerate(file, 1))
    return "\n".join(lines) + "\n"


def readable(path: str, file: File) -> File:
    """A lesson without the vectors that keep it from being read at all."""
    if path in OUTLINE:
        return file
    try:
        reader.read_lesson(path, text(file, hostile=True))
    except CurriculumError as error:
        at_fault = {problem.line for problem in error.problems}
        kept = [_without(line, number, at_fault) for number, line in enumerate(file, 1)]
        if kept == file:
            raise
        return readable(path, kept)
    return file


def _without(line: Line, number: int, at_fault: Collection[int]) -> Line:
    return Line(line.text(number, hostile=False)) if number in at_fault else line


def plain(text: str) -> list[Line]:
    """Lines that hold no vector."""
    return [Line(line) for line in text.splitlines()]


def each(form: str) -> list[Line]:
    """A line of this form for each vector."""
    return [Line(form, vector) for vector in VECTORS]


def quoted(form: str, most: int = 0) -> list[Line]:
    """A line of front matter for each vector, or for as many as fit together."""
    vectors = list(packed(most)) if most else VECTORS
    return [Line(form, json.dumps(vector, ensure_ascii=False)) for vector in vectors]


def curriculum() -> Mapping[str, File]:
    """The files, by path."""
    titles = quoted("title: {}", 300)
    bodies = [_texts(), _titles(), _numeric("chiffre", 3), _numeric("ferme", 1), _plays()]
    bodies.append(_listed())
    lessons = dict(zip(LESSONS, bodies, strict=True))
    lessons |= {f"titre-{number}": plain("Un mot.") for number in range(len(titles) - len(LESSONS))}
    return {"programme.md": _programme(), "01-essentiel/module.md": _module()} | {
        f"01-essentiel/{number:02}-{name}.md": _lesson(name, title, body)
        for number, (title, (name, body)) in enumerate(zip(titles, lessons.items(), strict=True))
    }


def _programme() -> File:
    titles, summaries = (quoted(f"    {field}: {{}}", 300) for field in ("title", "summary"))
    blocks = [
        line
        for number, title in enumerate(titles)
        for line in (*plain(f"  - id: BC{number}"), title)
    ]
    skills = [
        Line(f"  - {{id: s{number}, block: BC{number % len(titles)}, title: {{}}}}", line.vector)
        for number, line in enumerate(quoted("{}"))
    ]
    modules = [
        line
        for number, both in enumerate(zip(titles, summaries, strict=True))
        for line in (*plain(f"  - id: module-{number}\n    weeks: [1, 3]"), *both)
    ]
    return [
        *plain("---\nweeks: 36"),
        *quoted("title: {}", 300)[:1],
        *plain("blocks:"),
        *blocks,
        *plain("skills:"),
        *skills,
        *plain("modules:"),
        *modules,
        *plain("---"),
        *paragraphs("{}"),
    ]


def _module() -> File:
    return [
        *plain("---\nid: module-0"),
        *quoted("title: {}", 300)[:1],
        *quoted("summary: {}", 300)[1:2],
        *plain("---"),
        *paragraphs("{}"),
    ]


def _lesson(name: str, title: Line, body: File) -> File:
    every = name == "jeux"
    return [
        *plain(f"---\nid: {name}\nminutes: 5\nskills: [s0]\nchecked: 2026-11-20"),
        title,
        *plain("objectives:"),
        *(quoted("  - {}") if every else plain("  - Lire")),
        *plain("sources:"),
        *(quoted('  - {title: {}, url: "https://example.org/a"}') if every else plain("  []")),
        *plain("---"),
        *body,
    ]


def _texts() -> File:
    return [
        *plain("# Liste\n"),
        *each("- {}"),
        *plain("\n# Tableau\n\n| Un | Deux |\n| --- | --- |"),
        *each("| {} | mot |"),
        *plain("\n# Citations\n"),
        *paragraphs("> {}"),
        *plain("# Liens\n"),
        *paragraphs("[{}](https://example.org/a)"),
        *plain("# Images\n"),
        *paragraphs("![{}](../media/a.svg)"),
        *plain("# Notes\n"),
        *(Line(f"[^n{number}]: {{}}", vector) for number, vector in enumerate(VECTORS)),
        *plain("\n" + " ".join(f"a[^n{number}]" for number in range(len(VECTORS))) + "\n"),
        *plain("# Paragraphes\n"),
        *paragraphs("{}"),
    ]


def _titles() -> File:
    in_titles = [*paragraphs("# {}"), *paragraphs("### {}")]
    without_figures = [line for line in in_titles if "{{" not in (line.vector or "")]
    return [*plain("Un mot.\n"), *without_figures, *paragraphs("*{}*")]


def _plays() -> File:
    return [*_choice(), *_simulator(), *_campaign()]


def _numeric(name: str, tries: int) -> File:
    head = f"""\
```exercise numeric {name}
params: {{cout: 1200..1300}}
answer: cout * 2
mistakes: {{simple: cout}}
tries: {tries}
---
Coût {{{{ cout | eur }}}}. Et le double ?
"""
    return [
        *plain(head),
        *(line for vector in INLINE for line in (Line("{}", vector), Line(""))),
        *callout("HINT"),
        *callout("MISTAKE simple"),
        *callout("SOLUTION"),
        *plain("```\n"),
    ]


def _choice() -> File:
    options = [
        line
        for number, vector in enumerate(packed(300))
        for line in (
            Line(f"- [{' ' if number else 'x'}] {{}}", vector),
            Line("  > {}", vector),
        )
    ]
    return [
        *plain("```exercise choice choix\ntries: 1\n---\nLequel ?\n"),
        *options,
        *callout("SOLUTION"),
        *plain("```\n"),
    ]


def _simulator() -> File:
    head = """\
```exercise simulator reglage
params: {plancher: 20..40 step 10}
inputs:
  prix: {from: 0, to: 100, step: 10, start: 10, format: eur}
outputs:
  reste: {formula: prix, format: eur}
goals: [{id: assez, measure: reste, at_least: 2 * plancher, points: 1}]
---
Réglez.
"""
    return [*plain(head), *labels("INPUT prix", "OUTPUT reste", "GOAL assez"), *plain("```\n")]


def _campaign() -> File:
    head = """\
```exercise campaign campagne
params: {budget: 9000..12000 step 500}
brief: {budget: budget, basket: 58, margin: 0.55, universe: 400000}
choices:
  nano: {followers: 5000, deal: gift, max: 40}
  micro: {followers: 30000, deal: paid, max: 10, formats: [post, reel, stories]}
goals:
  - {id: budget, measure: cost, at_most: budget, points: 1}
  - {id: portee, measure: reach_net, at_least: 60000, points: 2}
draws: 50
---
Composez.
"""
    names = ("CHOICE nano", "CHOICE micro", "GOAL budget", "GOAL portee")
    return [*plain(head), *labels(*names), *plain("```\n")]


def _listed() -> File:
    return [*_order(), *_match(), *_short(), *_markup(), *_audit(), *_forecast(), *_assignment()]


def _order() -> File:
    packs = list(packed(300, INLINE))
    steps = [
        line
        for number, (text, why) in enumerate(zip(packs, packs[5:], strict=False), 1)
        for line in (Line(f"{number}. {{}}", text), Line("   > {}", why))
    ]
    head = "```exercise order etapes\ntries: 1\n---\nDans l'ordre ?\n\n"
    return [*plain(head), *steps, *callout("SOLUTION"), *plain("```\n")]


def _match() -> File:
    packs = list(packed(300, INLINE))
    rows = [
        *(Line(f"| {{}} | mot {number} |", text) for number, text in enumerate(packs[:6])),
        *(Line(f"| terme {number} | {{}} |", text) for number, text in enumerate(packs[6:12])),
        *(Line("|  | {} |", text) for text in packs[12:15]),
    ]
    head = "```exercise match paires\ntries: 1\n---\nReliez.\n\n| Terme | Sens |\n| --- | --- |"
    return [*plain(head), *rows, *plain("```\n")]


def _short() -> File:
    head = """\
```exercise short mot
accept: ["<img src=x onerror=alert(1)>"]
mistakes: {autre: ["<svg onload=alert(1)>"]}
tries: 1
---
Quel mot ?
"""
    return [*plain(head), *callout("MISTAKE autre"), *callout("SOLUTION"), *plain("```\n")]


def _markup() -> File:
    head = "```exercise markup relire\ndocuments: {texte: {type: post}}\ntries: 1\n---\nRelisez.\n"
    marks = [
        *(Line("> [[{}|image]]", vector) for vector in INLINE[:5]),
        *(Line("> [[mot|image|{}]]", vector) for vector in INLINE[5:10]),
    ]
    text = [Line("> {}", vector) for vector in INLINE]
    return [*plain(head), *plain("> [!DOCUMENT texte]"), *marks, *text, *plain("\n```\n")]


def _audit() -> File:
    head = """\
```exercise audit dossiers
creators: 3
planted: [pod]
brief: {conversion_level: 3.5, repeat_factor: 1.8}
tries: 1
---
Trois dossiers.
"""
    return [*plain(head), *callout("SOLUTION"), *plain("```\n")]


def _forecast() -> File:
    head = """\
```exercise forecast prevision
params: {nanos: 20..40}
brief: {basket: 58}
creators: [{count: nanos, followers: 5000, deal: gift}]
measure: clicks
---
{{ nanos | int }} nano.
"""
    return [*plain(head), Line("{}", INLINE[0]), *callout("SOLUTION"), *plain("```\n")]


def _assignment() -> File:
    rows = [Line("> | {} | Mot | Mot |", text) for text in list(packed(300, INLINE))[:12]]
    head = """\
```exercise assignment note
points: 12
---
Écrivez.

> [!RUBRIC]
> | Critère | Faible (0) | Bon (1) |
> | --- | --- | --- |
"""
    return [*plain(head.rstrip("\n")), *rows, *plain("```\n")]


def paragraphs(form: str) -> list[Line]:
    """A paragraph for each vector."""
    return [line for vector in VECTORS for line in (Line(form, vector), Line(""))]


def callout(name: str) -> list[Line]:
    """A part of an exercise's prose, with a paragraph for each vector that opens no block."""
    inside = [line for vector in INLINE for line in (Line("> {}", vector), Line(">"))]
    return [Line(f"> [!{name}]"), *inside, Line("")]


def labels(*names: str) -> list[Line]:
    """The labels of an exercise's controls, which hold the vectors among them."""
    share = -(-sum(len(vector) + 1 for vector in INLINE) // len(names)) + 110
    return [
        line
        for name, vector in zip(names, packed(share), strict=True)
        for line in (Line(f"> [!{name}]"), Line("> {}", vector), Line(""))
    ]

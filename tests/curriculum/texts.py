"""A small curriculum that is right, to break one thing at a time."""

from __future__ import annotations

import datetime as dt

from school.curriculum.problems import Problem
from school.curriculum.reader import examine

TODAY = dt.date(2026, 11, 24)
LESSON = "01-essentiel/01-roi.md"
MEDIA = frozenset({"media/courbe.svg"})

PROGRAMME = """\
---
title: Responsable marketing d'influence
weeks: 36
blocks:
  - {id: BC4, title: Mesurer}
skills:
  - {id: roi, title: "Calculer un ROI", block: BC4}
modules:
  - {id: essentiel, title: L'essentiel, summary: "Quatre leçons.", weeks: [1, 3]}
  - {id: paliers, title: Paliers, summary: "À venir.", weeks: [4, 6]}
---
Le programme.
"""

MODULE = """\
---
id: essentiel
title: L'essentiel
summary: Quatre leçons.
---
Le module.
"""

ROI = """\
---
id: roi-collaboration
title: Mesurer le ROI d'une collaboration
minutes: 45
objectives:
  - Calculer le ROI
skills: [roi]
requires: [objectifs]
checked: 2026-11-20
sources:
  - {title: "Un article", url: "https://example.org/a"}
scenario: {budget: 9000..15000 step 500}
---
# Mesurer

![Une courbe qui monte](../media/courbe.svg)

Voir [les objectifs](lesson:objectifs).

```exercise numeric roi-micro
params: {cout: 800..2400 step 100, marge: 3000..5000 step 100}
answer: roi(marge, cout) * 100
mistakes: {fraction: roi(marge, cout)}
---
Coût {{ cout | eur }}, marge {{ marge | eur }}, budget {{ budget | eur }}. Quel ROI ?

> [!MISTAKE fraction]
> Exprimez-le en pourcentage.
```

La suite.
"""

OBJECTIFS = """\
---
id: objectifs
title: Fixer un objectif
minutes: 30
objectives: [Choisir]
skills: [roi]
requires: []
checked: 2026-11-20
sources: []
---
Un texte.
"""

FILES = {
    "programme.md": PROGRAMME,
    "01-essentiel/module.md": MODULE,
    "01-essentiel/02-objectifs.md": OBJECTIFS,
    LESSON: ROI,
}


def problems(files: dict[str, str]) -> list[Problem]:
    """Every problem that reading finds in a curriculum."""
    return list(examine(files, MEDIA, TODAY).problems)


def problems_with(lesson: str) -> list[Problem]:
    """Every problem of the small curriculum with another text for its first lesson."""
    return problems({**FILES, LESSON: lesson})


def changed(*changes: tuple[str, str]) -> str:
    """The first lesson with pieces of it replaced, each of which it must hold."""
    text = ROI
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def line_of(text: str, piece: str) -> int:
    """The line, from 1, of the first line that holds a piece."""
    return next(n for n, line in enumerate(text.split("\n"), start=1) if piece in line)

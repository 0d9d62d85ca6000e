"""What the scores of made-up students say against an exercise.

Faults: the right answer does not earn everything, the best one does not pass, an answer that a
student could give is asked again, a named mistake is often taken for something else, chance often
passes. Warnings: chance passes now and then, a mistake passes, the same answer passes or is best
whatever is drawn, it passes some draws and is hopeless in others, a goal is met by everybody or by
nobody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from school.exercises.contract import Exercise, Fault, Numbers, Settings
from school.exercises.sampling import Findings, told

RARE = 0.05
"""Share of the variants in which a mistake may be taken for another, or a draw be out of line."""

LUCKY, TRIVIAL = 0.4, 0.6
"""Shares of the variants that chance may pass: without a warning, then without a fault.

Between them lies one chance in two, which is what two options leave.
"""

OFTEN = 0.5
"""Share of the variants that the same answer may pass, or be the best of, whatever is drawn."""

HOPELESS = 0.5
"""A score under this share of what passes is far from it."""

_FULL = 1 - 1e-9


@dataclass(frozen=True)
class Play:
    """A made-up student's try at a variant: its numbers, score from 0 to 1, mistake, goals met.

    `refused` says why the answer could not be read; empty when it was.
    """

    numbers: Numbers
    score: float
    mistake: str | None = None
    goals: Mapping[str, bool] = field(default_factory=dict)
    refused: str = ""

    def passes(self, settings: Settings) -> bool:
        """Whether it passes the exercise."""
        return self.score >= settings.pass_score


Trials = Sequence[Play]
Trial = Mapping[str, Trials]
"""The tries of each player, by name."""


def judge(exercise: Exercise, tries: Trial) -> list[Fault]:
    """What keeps an exercise from being published."""
    findings = Findings(exercise.head)
    for player, plays in tries.items():
        _judge_refusals(player, plays, findings)
    for play in tries.get("right", ()):
        if play.score < _FULL:
            what = f"the right answer earns {play.score:.2f} when {told(play.numbers)}"
            findings.note("exercise", what, "let it earn every point")
    for play in tries.get("best", ()):
        if not play.passes(exercise.settings):
            what = f"the best answer earns only {play.score:.2f} when {told(play.numbers)}"
            findings.note("pass", what, "lower pass:, or ask for less")
    for player, plays in tries.items():
        if player.startswith("mistake:"):
            _judge_mistake(player.partition(":")[2], plays, findings)
    lucky = _passing(exercise, tries.get("random", ()))
    if lucky > TRIVIAL and exercise.settings.graded:
        what = f"is reached by chance in {lucky:.0%} of the variants"
        findings.note("pass", what, "raise pass:, or leave less to chance")
    return findings.faults()


def _judge_refusals(player: str, plays: Trials, findings: Findings) -> None:
    for play in plays:
        if play.refused:
            what = f"the answer of {player} is asked again when {told(play.numbers)}"
            findings.note("exercise", f"{what}: {play.refused}", "make it one that can be given")


def _judge_mistake(mistake: str, plays: Trials, findings: Findings) -> None:
    """A mistake is told from the right answer, and from the mistakes before it."""
    path = f"mistakes.{mistake}"
    for other, named in ((None, "the right answer"), *_others(mistake, plays)):
        met = [
            play for play in plays
            if not play.refused
            and (play.score >= _FULL if other is None else play.mistake == other)
        ]  # fmt: skip
        if len(met) > RARE * len(plays):
            what = f"is taken for {named} in {len(met) / len(plays):.0%} of the variants"
            remedy = f"keep it apart from {named}: other formula, parameters or tolerance"
            findings.note(path, f"{what}, as when {told(met[0].numbers)}", remedy)
    lost = [play for play in plays if play.mistake is None and play.score < _FULL]
    if len(lost) > RARE * len(plays):
        what = f"is not recognised in {len(lost) / len(plays):.0%} of the variants"
        findings.note(path, f"{what}, as when {told(lost[0].numbers)}", "check how it is marked")


def _others(mistake: str, plays: Trials) -> Sequence[tuple[str, str]]:
    hit = dict.fromkeys(play.mistake for play in plays if play.mistake not in (None, mistake))
    return [(other, f"the mistake {other}") for other in hit if other]


def warn(exercise: Exercise, tries: Trial) -> list[Fault]:
    """What an author should weigh; an exercise may be published with it."""
    findings = Findings(exercise.head)
    if not exercise.settings.graded:
        return []
    lucky = _passing(exercise, tries.get("random", ()))
    if LUCKY < lucky <= TRIVIAL:
        what = f"is reached by chance in {lucky:.0%} of the variants"
        findings.note("pass", what, "raise pass:, or leave less to chance")
    for player, plays in tries.items():
        kind, _, name = player.partition(":")
        passing = _passing(exercise, plays)
        if kind == "mistake" and passing > RARE:
            what = f"passes all the same in {passing:.0%} of the variants"
            findings.note(f"mistakes.{name}", what, "narrow partial:, or raise pass:")
        if kind == "always":
            _warn_of_habit(exercise, player, plays, findings)
    _warn_of_goals(tries, findings)
    return findings.faults()


def _warn_of_habit(exercise: Exercise, player: str, plays: Trials, findings: Findings) -> None:
    """The same answer is not always the best, nor good for some students and hopeless for others.

    Compared are the shares of the variants in which it passes, and in which it earns less than
    half of what passes.
    """
    for earned, said in ((_FULL, "earns every point"), (exercise.settings.pass_score, "passes")):
        share = sum(play.score >= earned for play in plays) / len(plays)
        if share >= OFTEN:
            what = f"{player} {said} in {share:.0%} of the variants"
            findings.note("exercise", what, f"ask for something that {player} does not reach")
            return
    passed = [play for play in plays if play.passes(exercise.settings)]
    bound = HOPELESS * exercise.settings.pass_score
    hopeless = [play for play in plays if play.score < bound]
    if min(len(passed), len(hopeless)) > RARE * len(plays):
        what = (
            f"{player} passes when {told(passed[0].numbers)}, and earns "
            f"{hopeless[0].score:.2f} when {told(hopeless[0].numbers)}"
        )
        findings.note("params", what, f"narrow them, or let the targets follow; see {player}")


def _warn_of_goals(tries: Trial, findings: Findings) -> None:
    met: dict[str, list[bool]] = {}
    for plays in tries.values():
        for play in plays:
            for goal, reached in play.goals.items():
                met.setdefault(goal, []).append(reached)
    for goal, each in met.items():
        if all(each):
            findings.note("goals", f"{goal} is met by everybody", "ask for more")
        elif not any(each):
            findings.note("goals", f"{goal} is met by nobody", "ask for less")


def _passing(exercise: Exercise, plays: Trials) -> float:
    return sum(play.passes(exercise.settings) for play in plays) / len(plays) if plays else 0.0

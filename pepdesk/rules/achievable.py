"""A for achievable: a target that is neither met already nor out of reach, with help, a lead and a starting point.

What each card must hold is asked by ``target_list``; here stands what only shows when its answers are read together.
The bounds are ours: a grade is usually a year's work, so three in a term are out of reach (dossier d asks for a
baseline that differs from the target and names no bound).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pepdesk.form.address import Address
from pepdesk.rules.issue import Issue, Level
from pepdesk.rules.phrases import says_nothing
from pepdesk.rules.places import issue_at
from pepdesk.rules.target_list import nobody_in_particular
from pepdesk.smart.levels import Figure, figures, wants_less
from pepdesk.smart.tokens import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pepdesk.rules.view import View
    from pepdesk.smart import Judgement

GRADES_TOO_FAR = 3
YEARS_TOO_FAR = 2.0
_GRADES = ("grade", "letter grade")
_PAID_FOR = (
    r"\b(?:tuition|tutor(?:ing)?|counsell(?:or|ing)|play therap(?:y|ist)|art therap(?:y|ist)|therap(?:y|ist)"
    r"|educational psychologist|swimming lessons|music lessons|driving lessons|riding lessons|boxing)\b"
)


class Step(NamedTuple):
    """How a starting point compares with its target: ``kind`` is "met", "leap" or "" (nothing to say)."""

    kind: str
    scale: str = ""
    now: str = ""
    then: str = ""
    span: tuple[int, int] | None = None


@lru_cache(maxsize=512)
def step(baseline: str, outcome: str) -> Step:
    """Sets the figures of both texts side by side, scale by scale; a scale with several figures now is left out."""
    goals = figures(outcome)
    for scale in dict.fromkeys(figure.scale for figure in goals):
        there = [figure for figure in goals if figure.scale == scale]
        now = _starting(scale, baseline, there)
        if now is None:
            continue
        goal, ahead = there[-1], _quoted(there[-1], outcome)
        gap = goal.value - now[0]
        if (gap >= 0) if wants_less(outcome) else (gap <= 0):
            return Step("met", scale, now[1], ahead, goal.span)
        too_far = GRADES_TOO_FAR if scale in _GRADES else YEARS_TOO_FAR if scale == "reading age" else None
        if too_far is not None and gap >= too_far:
            return Step("leap", scale, now[1], ahead, goal.span)
    return Step("")


def _starting(scale: str, baseline: str, there: list[Figure]) -> tuple[float, str] | None:
    """The one figure of this scale the child has now, with its words; if need be from the target ("from 3 to 6")."""
    now = [figure for figure in figures(baseline) if figure.scale == scale]
    if len({figure.value for figure in now}) == 1:
        return now[0].value, _quoted(now[0], baseline)
    if not now and len(there) > 1 and scale in (*_GRADES, "reading age") and there[0].value != there[-1].value:
        return there[0].value, f"{there[0].value:g}" if scale != "letter grade" else "the grade it starts from"
    return None


def _quoted(figure: Figure, text: str) -> str:
    return text[figure.span[0] : figure.span[1]]


def achievable(view: View, row: str, said: Judgement | None) -> bool | None:
    """Whether a target can be reached: None while the starting point, the lead or the help is still to come."""
    outcome = view.text("targets", "outcome", row)
    if not outcome.strip():
        return None
    if any(issue.level is not Level.TIP for issue in against(view, row, said)):
        return False
    lead = view.text("targets", "lead", row)
    if says_nothing(lead) or nobody_in_particular(lead):
        return False
    asked = [view.text("targets", field, row) for field in ("baseline", "lead") if view.asks("targets", field, row)]
    return True if all(text.strip() for text in asked) and any(_whole(view, row)) else None


def _whole(view: View, row: str) -> Iterator[bool]:
    """For each line of help, whether it says what is done, who gives it and how often."""
    for line in view.rows("targets", "strategy", row):
        parts = ("strategy_what", "strategy_who", "strategy_often")
        yield all(view.settled("targets", part, row, line) for part in parts if view.asks("targets", part, row, line))


def missing(view: View, row: str) -> Iterator[Issue]:
    """One question for each part without which nobody can tell whether the target is within reach (for the window)."""
    at = Address("targets", "outcome", (row,))
    if not view.text("targets", "outcome", row).strip():
        return
    for field, code, message, question in (
        (
            "baseline",
            "achievable_start",
            "Nothing yet says where the child starts from.",
            "What can the child do today?",
        ),
        ("lead", "achievable_lead", "Nobody is named yet to see that it happens.", "Which one person will see to it?"),
    ):
        if view.asks("targets", field, row) and not view.text("targets", field, row).strip():
            yield issue_at(view, Address("targets", field, (row,)), Level.TIP, code, message, question)
    if view.record.form.has("targets", "strategy_what") and not any(_whole(view, row)) and at in view.shown:
        message = "No line of help says yet what will be done, by whom and how often."
        yield issue_at(view, at, Level.TIP, "achievable_help", message, "What will help, who gives it, and how often?")


def issues(view: View) -> Iterator[Issue]:
    """What speaks against the new targets being within reach, target by target."""
    for row in view.rows("targets", "target"):
        yield from against(view, row, view.judgements.get(Address("targets", "outcome", (row,))))


def against(view: View, row: str, said: Judgement | None) -> Iterator[Issue]:
    """What speaks against the target of one row; tips among it do not take the letter away."""
    outcome, at = view.text("targets", "outcome", row), Address("targets", "outcome", (row,))
    if not outcome.strip() or at not in view.shown:
        return
    found = step(view.text("targets", "baseline", row), outcome)
    if found.kind == "met":
        message = f"“{found.then}” is already reached: the starting point says “{found.now}”."
        question = "What would be the next step from here?"
        yield issue_at(view, at, Level.SHOULD, "achievable_met", message, question, found.span)
    elif found.kind == "leap" and (said is None or said.within_term is not False):
        far = "three grades or more" if found.scale in _GRADES else "two years or more"
        message = f"From “{found.now}” to “{found.then}” is {far} in one term."
        question = "Which step on that road could be reached this term?"
        yield issue_at(view, at, Level.SHOULD, "achievable_leap", message, question, found.span)
    yield from _unpaid(view, row)


def _unpaid(view: View, row: str) -> Iterator[Issue]:
    """Help that is usually paid for, with no cost line and nothing said under resources (St Helens itemises it)."""
    if view.rows("targets", "cost_line", row) or view.text("targets", "resources", row).strip():
        return
    for line in view.rows("targets", "strategy", row):
        if match := pattern(_PAID_FOR).search(view.text("targets", "strategy_what", row, line).lower()):
            at = Address("targets", "strategy_what", (row, line))
            message = f"“{match.group()}” usually costs something, and no cost line says who pays."
            question = "Who pays for it? If it costs nothing extra, say so under “Other things needed”."
            yield issue_at(view, at, Level.TIP, "achievable_cost", message, question, match.span())
            return

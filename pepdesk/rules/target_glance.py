"""One target at a glance: how far from where the child is to where they will be, who helps when, what it costs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from pepdesk.record.values import shown
from pepdesk.rules.money import PP_PLUS, cap_for, cost_lines, pounds
from pepdesk.smart.tokens import number

if TYPE_CHECKING:
    from pepdesk.rules.view import View

_NUMBER: Final = (
    r"\d{1,6}(?:\.\d+)?"
    "|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty"
)
_OF: Final = re.compile(
    rf"\b({_NUMBER})(?: [a-z-]{{3,}})? ?(?:/|(?:out )?of (?:the |her |his |their )?(?:last )?) ?({_NUMBER})\b", re.I
)
_PERCENT: Final = re.compile(rf"\b({_NUMBER}) ?(?:%|per ?cent\b)", re.I)
_THINGS: Final = re.compile(rf"\b({_NUMBER}) ((?!of\b|out\b|per\b|times?\b)[a-z][\w-]{{2,}})", re.I)
_SHORT: Final = 140
"""Letters of a last target that are shown."""


@dataclass(frozen=True, slots=True)
class Way:
    """From ``start`` to ``goal`` on a scale from 0 to ``whole``; the words are as in the plan: "1 of 5"."""

    start: float
    goal: float
    whole: float
    start_words: str
    goal_words: str


@dataclass(frozen=True, slots=True)
class Glance:
    """What stands above a target. ``help`` is a line for each support, ``cost`` its sum in words ("" for none).

    ``share`` is what of the term's (or year's) cap this target's PP+ takes, in %, None without both. ``last`` tells of
    the last targets about the same area.
    """

    way: Way | None
    help: tuple[str, ...]
    cost: str
    share: int | None
    last: tuple[str, ...]


def glance(view: View, target: str) -> Glance:
    """The glance at the target in the row ``target``, of what is on show."""
    cost, share = _cost(view, target)
    way = way_of(view.text("targets", "baseline", target), view.text("targets", "outcome", target))
    return Glance(way, _help(view, target), cost, share, _last(view, target))


@lru_cache(maxsize=64)
def way_of(baseline: str, outcome: str) -> Way | None:
    """The two figures that are said in the same way in both texts; None rather than a guess."""
    if (first := _OF.search(baseline)) and (whole := number(first[2])):
        goal = next((one for one in _OF.finditer(outcome) if number(one[2]) == whole), None)
        if goal is not None:
            ends = (f"{_digits(one[1])} of {_digits(one[2])}" for one in (first, goal))
            return _way(first[1], goal[1], whole, *ends)
    if (first := _PERCENT.search(baseline)) and (goal := _PERCENT.search(outcome)):
        return _way(first[1], goal[1], 100, f"{_digits(first[1])}%", f"{_digits(goal[1])}%")
    later = {one[2].lower().rstrip("s"): one for one in _THINGS.finditer(outcome)}
    for first in _THINGS.finditer(baseline):
        if goal := later.get(first[2].lower().rstrip("s")):
            most = max(number(first[1]) or 0, number(goal[1]) or 0)
            ends = (f"{_digits(one[1])} {one[2]}" for one in (first, goal))
            return _way(first[1], goal[1], most, *ends)
    return None


def _way(start: str, goal: str, whole: float, start_words: str, goal_words: str) -> Way | None:
    first, last = number(start), number(goal)
    if first is None or last is None or not 0 <= max(first, last) <= whole or whole <= 0:
        return None
    return Way(first, last, whole, start_words, goal_words)


def _digits(words: str) -> str:
    value = number(words)
    return words if value is None else f"{value:g}"


def _help(view: View, target: str) -> tuple[str, ...]:
    """For each support: what; who, when and how often, as far as it is said."""
    lines = []
    for row in view.rows("targets", "strategy", target):
        said = [
            view.text("targets", f"strategy_{part}", target, row).strip() for part in ("what", "who", "when", "often")
        ]
        if any(said):
            rest = ", ".join(part for part in said[1:] if part)
            lines.append(": ".join(part for part in (said[0], rest) if part))
    return tuple(lines)


def _cost(view: View, target: str) -> tuple[str, int | None]:
    lines = [line for line in cost_lines(view) if line.rows[0] == target and line.cost is not None]
    if not lines:
        return "", None
    whole = round(sum((line.cost or Decimal(0) for line in lines), Decimal(0)), 2)
    paid = round(sum((line.cost or Decimal(0) for line in lines if line.source == PP_PLUS), Decimal(0)), 2)
    words = f"{pounds(whole)} for this target" + (f", {pounds(paid)} of it from PP+" if paid != whole else ", from PP+")
    cap = cap_for(view, "term") or cap_for(view, "year")
    if cap is None or not cap.amount or not paid:
        return words, None
    share = round(paid * 100 / cap.amount)
    return f"{words}: {share}% of the usual most a {cap.per}", share


def _last(view: View, target: str) -> tuple[str, ...]:
    """The last targets about the same area: what was hoped for, and what became of it."""
    area = view.text("targets", "area", target)
    form = view.record.form
    if not area or not form.has("review", "area"):
        return ()
    told = []
    for row in view.rows("review", "last_target"):
        words = view.text("review", "target", row).strip()
        if words and view.text("review", "area", row) == area:
            answers = [view.answer("review", name, row) for name in ("result", "next_step")]
            became = [shown(form.field("review", name), form, answer)
                      for name, answer in zip(("result", "next_step"), answers, strict=True) if answer]  # fmt: skip
            cut = words if len(words) <= _SHORT else f"{words[: _SHORT - 1].rstrip()}…"
            told.append(f"{cut} – {'; '.join(became) or 'not looked at yet'}")
    return tuple(told)

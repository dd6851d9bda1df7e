"""What became of the last targets: judged with evidence, the money's effect told, and taken up again as it should be.

That each is judged at all is asked by its required questions; here stands what does not fit together. Whether an unmet
target is broken into smaller steps (Haringey) or may be carried on is the authority's choice (``unmet_targets``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pepdesk.form.address import Address
from pepdesk.rules.issue import Issue, Level
from pepdesk.rules.money import pounds
from pepdesk.rules.phrases import plain, says_nothing
from pepdesk.rules.places import issue_at

if TYPE_CHECKING:
    from pepdesk.rules.view import View

_UNMET = ("partly_achieved", "not_achieved")
_GOES_ON = ("smaller_step", "next_step", "carry_forward")
_FEWEST_WORDS = 4
"""A text this short is compared with no other: two targets may both say "read more" (our figure)."""


def issues(view: View) -> Iterator[Issue]:
    """What does not fit together in the review, last target by last target."""
    rows = view.rows("review", "last_target")
    for number, row in enumerate(rows, 1):
        name = f"Last target {number}"
        yield from _next_step(view, name, row)
        yield from _told_well(view, name, row)
        yield from _taken_up(view, name, row)
    yield from _repeated(view, rows)


def _next_step(view: View, name: str, row: str) -> Iterator[Issue]:
    """The result and what happens next agree, in the authority's way."""
    result, step = view.text("review", "result", row), view.text("review", "next_step", row)
    at = Address("review", "next_step", (row,))
    if result == "not_achieved" and step == "finished":
        message = f"{name} was not met, yet it is called finished."
        yield issue_at(view, at, Level.SHOULD, "unmet_finished", message, "Go on with a smaller step, or drop it.")
    if result == "achieved" and step in ("carry_forward", "smaller_step"):
        message = f"{name} was met, yet it goes on as it was."
        yield issue_at(view, at, Level.SHOULD, "met_carried", message, "Call it finished, or take the next step up.")
    carried = result in _UNMET and step == "carry_forward" and view.authority.unmet_targets == "break_down"
    if carried and plain(view.text("review", "target", row)) not in _new_texts(view):
        excused = bool(view.text("review", "next_reason", row).strip())
        level = Level.TIP if excused else Level.SHOULD
        message = f"{name} was not fully met and is carried forward unchanged."
        yield issue_at(view, at, level, "unmet_carried", message, "Break it into a smaller step that can be reached.")


def _told_well(view: View, name: str, row: str) -> Iterator[Issue]:
    """The evidence says something, and money that made little difference is explained (St Helens)."""
    if says_nothing(view.text("review", "evidence", row)):
        message, advice = f"{name}: this is no evidence.", "Say what was seen or counted, and when."
        at = Address("review", "evidence", (row,))
        yield issue_at(view, at, Level.SHOULD, "evidence_filler", message, advice)
    spent, note = view.money("review", "spent", row), Address("review", "impact_note", (row,))
    little = view.text("review", "impact", row) == "minimal"
    if spent and spent > 0 and little and note in view.shown and not view.settled("review", "impact_note", row):
        message = f"{pounds(spent)} was spent on {name[:1].lower()}{name[1:]} and made little difference."
        advice = "Say what did not work, so that nobody pays for it again."
        yield issue_at(view, note, Level.TIP, "impact_unexplained", message, advice)


def _taken_up(view: View, name: str, row: str) -> Iterator[Issue]:
    """A target that goes on has a new target of the same subject, or one that says it answers a last target."""
    area, step = view.text("review", "area", row), view.text("review", "next_step", row)
    new = view.rows("targets", "target")
    if step not in _GOES_ON or not area or not new:
        return
    areas = [view.text("targets", "area", one) for one in new]
    linked = any("last_target" in view.several("targets", "linked_to", one) for one in new)
    if area in areas or linked or "" in areas:
        return
    message = f"{name} goes on, but no new target takes it up."
    advice = "Write a new target for it, or say here that it is finished or dropped."
    at = Address("review", "next_step", (row,))
    yield issue_at(view, at, Level.SHOULD, "not_taken_up", message, advice)


def _repeated(view: View, rows: tuple[str, ...]) -> Iterator[Issue]:
    """A new target is not the last one word for word (Haringey: broken down, not repeated)."""
    if view.authority.unmet_targets != "break_down":
        return
    old = {
        plain(view.text("review", "target", row)): number
        for number, row in enumerate(rows, 1)
        if view.text("review", "result", row) != "achieved"  # ``relevant`` speaks of one that was met
    }
    for number, row in enumerate(view.rows("targets", "target"), 1):
        text = plain(view.text("targets", "outcome", row))
        if text in old and _long_enough(text):
            message = f"Target {number} repeats last target {old[text]} word for word."
            advice = "Make it a smaller step, with a new date and a starting point of today."
            at = Address("targets", "outcome", (row,))
            yield issue_at(view, at, Level.SHOULD, "repeated", message, advice)


def _new_texts(view: View) -> frozenset[str]:
    """The new targets' texts that ``_repeated`` would speak of."""
    texts = (plain(view.text("targets", "outcome", row)) for row in view.rows("targets", "target"))
    return frozenset(text for text in texts if _long_enough(text))


def _long_enough(text: str) -> bool:
    return len(text.split()) >= _FEWEST_WORDS

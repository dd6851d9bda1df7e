"""What a machine can see of the last targets: judged with evidence, money and difference told, not just repeated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pepdesk.form.address import Address
from pepdesk.rules.quality_seen import RUBRICS, SHARE, QualityTest, Seen, answered, quality_test, share, there
from pepdesk.rules.quality_targets import each_target

if TYPE_CHECKING:
    from pepdesk.rules.quality_seen import Issues
    from pepdesk.rules.view import View

_ALIKE = 0.8  # the share of words two targets have in common from which they count as the same target (our figure)


def _last(view: View, *fields: str) -> Seen:
    """The share of last targets with an answer to all of these; 100 where there is no last plan."""
    checks = []
    for row in view.rows("review", "last_target"):
        there = tuple(answered(view, "review", *fields, rows=(row,)))
        gap = next((address for address, good in there if not good), None)
        checks.append((gap or Address("review", fields[0], (row,)), gap is None))
    nothing = 0 if view.asks("review", "actions_done") else 100  # shown without a row: a review with nothing reviewed
    return share(checks, Address("review", "target"), nothing)


@quality_test(
    "Last targets judged, with evidence", SHARE, "Say what became of the last target and how you know.", RUBRICS
)
def reviewed_targets(view: View, _: Issues) -> Seen:
    """The share of last targets with a result and the evidence for it."""
    return _last(view, "target", "result", "evidence")


@quality_test(
    "Last targets with spending and difference made",
    SHARE,
    "Say what was spent on the last target and how much difference it made.",
    RUBRICS,
)
def reviewed_impact(view: View, _: Issues) -> Seen:
    """The share of last targets that say what was spent and how much difference it made."""
    return _last(view, "spent", "impact")


@quality_test(
    "Last targets with what happens now",
    SHARE,
    "Say what happens to the last target now and, if it was not met, why.",
    RUBRICS,
)
def reviewed_next(view: View, _: Issues) -> Seen:
    """The share of last targets that say what happens now and, where not met, why."""
    return _last(view, "next_step", "why_not", "next_reason")


@quality_test(
    "New targets not repeated from last time",
    SHARE,
    "Break the target into a smaller step instead of repeating it.",
    "dossier c, Haringey",
)
def not_repeated(view: View, _: Issues) -> Seen:
    """The share of new targets that do not just say again what a last target said; carried with a reason is fine."""
    last = [
        _bag(view.text("review", "target", row))
        for row in view.rows("review", "last_target")
        if not there(view, "review", "next_reason", row)
    ]

    def new(row: str) -> bool:
        words = _bag(view.text("targets", "outcome", row))
        return not any(_same(words, before) for before in last)

    return each_target(view, "outcome", new)


def _bag(text: str) -> frozenset[str]:
    """The words of a target without figures, dates and the small words, so that only its sense is compared."""
    return frozenset(word for word in text.lower().split() if len(word) > 3 and word.isalpha())


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and bool(other) and len(one & other) >= _ALIKE * len(one | other)


TESTS: tuple[QualityTest, ...] = (
    reviewed_targets,
    reviewed_impact,
    reviewed_next,
    not_repeated,
)

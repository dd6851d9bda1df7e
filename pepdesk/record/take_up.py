"""Unmet targets taken up again: broken into a smaller step, or carried on, as the authority says.

Read from a plan's own review of its last targets, so that it can be offered as soon as a result is written down.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pepdesk.authority.model import Authority
from pepdesk.form.address import Address, RowsAt
from pepdesk.record.answers import Value, text_of
from pepdesk.record.changes import Batch, Change, SetAnswer
from pepdesk.record.record import new_row

if TYPE_CHECKING:
    from pepdesk.record.record import PepRecord

_UNMET = ("partly_achieved", "not_achieved")
_OVER = ("finished", "next_step", "dropped")
_LAST = RowsAt("review", "last_target")
_TARGETS = RowsAt("targets", "target")
_LINK = "last_target"


@dataclass(frozen=True, slots=True)
class Offer:
    """A last target that was not met: ``how`` is "break_down" or "carry". The other texts are stored answers or ""."""

    row: str
    how: str
    area: str
    target: str
    measure: str


def offers(record: PepRecord) -> tuple[Offer, ...]:
    """The plan's unmet last targets that no new target has taken up yet, in order.

    A new target takes up one last target of its area: of two about maths, the second is still offered after the first.
    """
    if not record.form.has("review", "result") or not record.form.has("targets", "linked_to"):
        return ()
    how = (record.authority or Authority()).unmet_targets
    taken = Counter(
        _text(record, "targets", "area", row)
        for row in record.rows.get(_TARGETS, ())
        if _LINK in _several(record, "targets", "linked_to", row)
    )
    found = []
    for row in record.rows.get(_LAST, ()):
        area, target, measure = (_text(record, "review", name, row) for name in ("area", "target", "measure"))
        unmet = _text(record, "review", "result", row) in _UNMET
        if not (unmet and target) or _text(record, "review", "next_step", row) in _OVER:
            continue
        if taken[area]:
            taken[area] -= 1
        else:
            found.append(Offer(row, how, area, target, measure))
    return tuple(found)


def take_up(record: PepRecord, offer: Offer) -> Change:
    """The change that takes an offer up, in the first empty target card or a new one.

    The area and the link to the last target are filled in; the words of the target only where the
    authority lets it be carried: a step that is smaller has to be found by people.
    """
    rows = record.rows.get(_TARGETS, ())
    empty = next(
        (row for row in rows if not any(a.tab == "targets" and a.rows[:1] == (row,) for a in record.answers)), ""
    )
    change = None if empty else new_row(record, _TARGETS, len(rows))
    row = change.row if change else empty
    answers = {"area": offer.area}
    if offer.how == "carry":
        answers |= {"outcome": offer.target, "measure": offer.measure}
    puts: list[Change] = [
        SetAnswer(Address("targets", name, (row,)), Value(text)) for name, text in answers.items() if text
    ]
    puts.append(SetAnswer(Address("targets", "linked_to", (row,)), Value((_LINK,))))
    return Batch((change, *puts) if change else tuple(puts))


def _text(record: PepRecord, tab: str, name: str, row: str) -> str:
    return text_of(record.answers.get(Address(tab, name, (row,))))


def _several(record: PepRecord, tab: str, name: str, row: str) -> tuple[str, ...]:
    answer = record.answers.get(Address(tab, name, (row,)))
    return answer.value if isinstance(answer, Value) and isinstance(answer.value, tuple) else ()

"""What to take over of another's version of a part, when something was written here too since the version both know."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pepdesk.handover.sections import Section, Value, stands, with_value
from pepdesk.record.differences import (
    AnswerDiffers,
    Difference,
    OrderDiffers,
    RowOnlyHere,
    RowOnlyThere,
    differences,
    row_answers,
    rows_in,
    take,
)
from pepdesk.record.joining import Side, suggest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pepdesk.form.address import Address, RowsAt
    from pepdesk.handover.ledger import Part
    from pepdesk.handover.signed import Signed
    from pepdesk.record.record import PepRecord


@dataclass(frozen=True, slots=True)
class Comparison:
    """``there`` is the record with their version in the section; ``take`` what changed on their side only.

    ``ask`` is what both changed, or cannot be told; what changed here only is in neither.
    """

    there: PepRecord
    take: tuple[Difference, ...]
    ask: tuple[Difference, ...]


def compare(here: PepRecord, section: Section, theirs: Value, base: Value | None) -> Comparison:
    """Their version of a section beside what is here. ``base`` is what both sides began from; None: not known."""
    there = without_strays(with_value(here, section, theirs), here)
    before = None if base is None else with_value(here, section, base)
    takes, asks = list[Difference](), list[Difference]()
    for one in differences(here, there):
        side = _side(one, here, there, before)
        if side is Side.THERE:
            takes.append(one)
        elif side is None:
            asks.append(one)
    return Comparison(there, tuple(takes), tuple(asks))


def taken(here: PepRecord, there: PepRecord, chosen: Iterable[Difference]) -> PepRecord:
    """A copy of ``here`` with these differences taken over from ``there``."""
    work = replace(here, answers=dict(here.answers), rows=dict(here.rows))
    work.apply(take(here, there, chosen))
    return work


def without_strays(record: PepRecord, here: PepRecord) -> PepRecord:
    """A copy without the answers and rows whose own row is not there, except for strays that are in ``here`` too."""
    rows = {
        at: ids
        for at, ids in record.rows.items()
        if _has_row(record, at) or (here.rows.get(at) == ids and not _has_row(here, at))
    }
    there = replace(record, rows=rows)
    answers = {
        at: one
        for at, one in record.answers.items()
        if _stands(there, at) or (here.answers.get(at) == one and not _stands(here, at))
    }
    return replace(there, answers=answers)


def common_value(part: Part, one: Signed) -> Value | None:
    """The newest value that what is here and ``one`` both come from, as far as it was kept."""
    if part.head is not None and part.head.digest in one.past:
        return part.head.value
    return next((value for digest, value in reversed(part.kept) if digest in one.past), None)


def place_of(one: Difference) -> str:
    """A difference's place as text, to remember that somebody has chosen."""
    match one:
        case AnswerDiffers(address):
            return f"answer {address}"
        case OrderDiffers(at):
            return f"order {at}"
        case RowOnlyHere(at, row) | RowOnlyThere(at, row):
            return f"row {at} {row}"


def _has_row(record: PepRecord, at: RowsAt) -> bool:
    """Whether the row that a group's rows stand in is there; a group that stands in none always is."""
    parent = record.form.tab(at.tab).group(at.group).parent
    return not parent or not at.rows or at.rows[0] in record.rows_at(record.form.tab(at.tab).group(parent), at.tab)


def _stands(record: PepRecord, at: Address) -> bool:
    try:
        return stands(record, at)
    except KeyError:
        return False


def _side(one: Difference, here: PepRecord, there: PepRecord, base: PepRecord | None) -> Side | None:
    """As ``joining.suggest``; a row that one side took away and the other left as it was is gone."""
    if base is not None and isinstance(one, RowOnlyHere | RowOnlyThere) and one.row in rows_in(base, one.at):
        holder, gone = (here, Side.THERE) if isinstance(one, RowOnlyHere) else (there, Side.HERE)
        same = row_answers(holder, one.at, one.row) == row_answers(base, one.at, one.row)
        return gone if same and _nested(holder, one) == _nested(base, one) else None
    if isinstance(one, AnswerDiffers) and base is None:
        if one.here is None:
            return Side.THERE  # nothing stands here: nothing is lost by taking theirs
        return Side.HERE if one.there is None else None
    if isinstance(one, RowOnlyHere | RowOnlyThere) and base is None:
        return Side.HERE if isinstance(one, RowOnlyHere) else Side.THERE
    return suggest(one, base)


def _nested(record: PepRecord, one: RowOnlyHere | RowOnlyThere) -> dict[object, object]:
    path = (*one.at.rows, one.row)
    return {at: ids for at, ids in record.rows.items() if at.tab == one.at.tab and at.rows == path}

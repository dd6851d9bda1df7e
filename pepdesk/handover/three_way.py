"""What to take over of another's version of a part, when something was written here too since the version both know."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pepdesk.handover.sections import Section, Value, stands, with_value
from pepdesk.record.childs_words import childs_side
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
    from collections.abc import Iterable, Mapping, Sequence

    from pepdesk.form.address import Address, RowsAt
    from pepdesk.handover.ledger import Part
    from pepdesk.handover.signed import Signed
    from pepdesk.record.record import PepRecord


@dataclass(frozen=True, slots=True)
class Comparison:
    """``there`` is the record with their version in the section; ``take`` what changed on their side only.

    ``ask`` is what both changed, or cannot be told; what changed here only is in neither. ``childs`` are differences of
    which one side has the child's own words, which therefore stand whoever chooses: that side.
    """

    there: PepRecord
    take: tuple[Difference, ...]
    ask: tuple[Difference, ...]
    childs: Mapping[Difference, Side]


def compare(here: PepRecord, section: Section, theirs: Value, bases: Sequence[Value]) -> Comparison:
    """Their version of a section beside what is here.

    ``bases`` are the newest values that both sides come from, several where both had joined each other's; none: not
    known.
    """
    there = without_strays(with_value(here, section, theirs), here)
    befores = [with_value(here, section, base) for base in bases]
    takes, asks, childs = list[Difference](), list[Difference](), dict[Difference, Side]()
    for one in differences(here, there):
        side = _childs(one, here, there, befores)
        if side is not None:
            childs[one] = side
        side = side or _agreed(one, here, there, befores)
        if side is Side.THERE:
            takes.append(one)
        elif side is None:
            asks.append(one)
    return Comparison(there, tuple(takes), tuple(asks), childs)


def taken(here: PepRecord, there: PepRecord, chosen: Iterable[Difference]) -> PepRecord:
    """A copy of ``here`` with these differences taken over from ``there``."""
    work = replace(here, answers=dict(here.answers), rows=dict(here.rows))
    work.apply(take(here, there, chosen))
    return work


def without_strays(record: PepRecord, here: PepRecord) -> PepRecord:
    """A copy without the answers and rows whose own row is not there; strays of ``here`` stay strays.

    What another side took the row of is out of sight, and no version speaks of it.
    """
    rows = {at: ids for at, ids in record.rows.items() if _stands(record, at)}
    rows |= {at: ids for at, ids in here.rows.items() if not _stands(here, at) and not _stands(record, at)}
    there = replace(record, rows=rows)
    answers = {at: one for at, one in record.answers.items() if _stands(there, at)}
    answers |= {at: one for at, one in here.answers.items() if not _stands(here, at) and not _stands(there, at)}
    return replace(there, answers=answers)


def common_values(part: Part, one: Signed) -> tuple[Value, ...]:
    """The newest values that what is here and ``one`` both come from, as far as they were kept.

    More than one where neither goes on from the other: both sides had joined, or chosen between, the same two versions.
    """
    known = frozenset(one.past)
    common = {two.digest: two.value for two in part.kept if two.digest in known}
    older = {digest for two in part.kept if two.digest in known for digest in two.after}
    if part.head is not None and part.head.digest in known:
        common[part.head.digest] = part.head.value
        older |= {*part.head.past}
    return tuple(value for digest, value in common.items() if digest not in older)


def place_of(one: Difference) -> str:
    """A difference's place as text, to remember that somebody has chosen."""
    match one:
        case AnswerDiffers(address):
            return f"answer {address}"
        case OrderDiffers(at):
            return f"order {at}"
        case RowOnlyHere(at, row) | RowOnlyThere(at, row):
            return f"row {at} {row}"


def _stands(record: PepRecord, at: Address | RowsAt) -> bool:
    try:
        return stands(record, at)
    except KeyError:
        return False


def _childs(one: Difference, here: PepRecord, there: PepRecord, bases: Sequence[PepRecord]) -> Side | None:
    """The side with the child's own words, if it has to stand whichever common version one starts from."""
    sides = {childs_side(one, here, there, base) for base in bases or (None,)}
    return sides.pop() if len(sides) == 1 else None


def _agreed(one: Difference, here: PepRecord, there: PepRecord, bases: Sequence[PepRecord]) -> Side | None:
    """The side that changed it, if no common version speaks for the other; None when a person has to say."""
    sides = {_side(one, here, there, base) for base in bases or (None,)} - {None}
    if not sides and isinstance(one, OrderDiffers) and bases and not _moved(one, bases):
        # Rows that each side added by itself: their order says nothing, so long as both sides settle on the same.
        return Side.THERE if one.there < one.here else Side.HERE
    return sides.pop() if len(sides) == 1 else None


def _moved(one: OrderDiffers, bases: Sequence[PepRecord]) -> bool:
    """Whether rows that were together in a version both know stand in another order on one side."""
    for base in bases:
        known = rows_in(base, one.at)
        if [row for row in one.here if row in known] != [row for row in one.there if row in known]:
            return True
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

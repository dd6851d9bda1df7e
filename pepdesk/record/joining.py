"""Two versions of one plan joined: which side to propose for each difference, from the save both came from."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from pepdesk.record.differences import AnswerDiffers, Difference, OrderDiffers, RowOnlyHere, rows_in

if TYPE_CHECKING:
    from pepdesk.record.record import PepRecord


class Side(StrEnum):
    """Whose version of a difference is kept."""

    HERE = "here"
    THERE = "there"


def suggest(one: Difference, base: PepRecord | None) -> Side | None:
    """The side that changed it since ``base``, or has the row that was added; None when a person has to say.

    That is when both changed it, when a row was taken away on one side only, or when ``base`` is not known.
    """
    if base is None:
        return None
    if isinstance(one, AnswerDiffers):
        return _the_changed(one.here, one.there, base.answers.get(one.address))
    if isinstance(one, OrderDiffers):
        order = tuple(row for row in rows_in(base, one.at) if row in one.here)
        return _the_changed(one.here, one.there, order)
    if one.row in rows_in(base, one.at):
        return None
    # A row that was added is kept: on this side it simply stays.
    return Side.HERE if isinstance(one, RowOnlyHere) else Side.THERE


def _the_changed(here: object, there: object, before: object) -> Side | None:
    if here == before:
        return Side.THERE
    return Side.HERE if there == before else None

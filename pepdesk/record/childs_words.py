"""The child's own words where versions of a plan meet: no adult's version takes their place unsaid.

Which of two differing versions holds them, which answers would be lost to a change or another version, and how that is
said. An adult who undoes something is told by the window (``app.session``); a child who takes their own words back may.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pepdesk.record.answers import Whose, whose_words
from pepdesk.record.differences import AnswerDiffers, OrderDiffers, RowOnlyHere, row_answers
from pepdesk.record.joining import Side

if TYPE_CHECKING:
    from pepdesk.form.address import Address
    from pepdesk.record.answers import Answer
    from pepdesk.record.changes import Change
    from pepdesk.record.differences import Difference
    from pepdesk.record.record import PepRecord

MARKS: Final[dict[Whose, str]] = {
    "own": "in the child’s own words",
    "told": "in the child’s words, as an adult wrote them down",
}
"""What is said of an answer beside its words."""


def childs_side(one: Difference, here: PepRecord, there: PepRecord, base: PepRecord | None = None) -> Side | None:
    """The side that has to stand because only there the child's own words are; None where people or ``base`` decide.

    That is where neither side, or both, are the child's. A side without an answer gives way, too, unless ``base`` (what
    both came from; None: not known) has the child's words: then the child took them back.
    """
    if isinstance(one, OrderDiffers):
        return None
    if not isinstance(one, AnswerDiffers):
        side, record = (Side.HERE, here) if isinstance(one, RowOnlyHere) else (Side.THERE, there)
        return side if any(whose_words(answer) for _, answer in row_answers(record, one.at, one.row)) else None
    mine, theirs = bool(whose_words(one.here)), bool(whose_words(one.there))
    if mine == theirs:
        return None
    other = one.there if mine else one.here
    if other is None and base is not None and whose_words(base.answers.get(one.address)):
        return None
    return Side.HERE if mine else Side.THERE


def would_go(one: Difference, here: PepRecord) -> bool:
    """Whether taking this difference over would replace what stands in the child's own words ``here``, or remove it."""
    if isinstance(one, AnswerDiffers):
        return bool(whose_words(one.here))
    return isinstance(one, RowOnlyHere) and any(whose_words(two) for _, two in row_answers(here, one.at, one.row))


def lost(before: PepRecord, after: PepRecord) -> tuple[Address, ...]:
    """Where ``before`` has the child's own words and ``after`` says anything else, be it the child's too."""
    return tuple(at for at, one in before.answers.items() if whose_words(one) and after.answers.get(at) != one)


def overwritten(record: PepRecord, change: Change) -> tuple[Address, ...]:
    """Where ``change`` would put something else, or nothing, in the place of the child's own words."""
    if not any(whose_words(answer) for answer in record.answers.values()):
        return ()
    after = replace(record, answers=dict(record.answers), rows=dict(record.rows))
    after.apply(change)
    return lost(record, after)


def mark_of(answer: Answer | None) -> str:
    """What is said beside an answer in the child's words; "" for any other."""
    return MARKS.get(whose_words(answer), "")

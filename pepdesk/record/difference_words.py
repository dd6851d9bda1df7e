"""Differences in words, for people to read: where, what it says here, what it says there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pepdesk.form.address import Address, RowsAt
from pepdesk.record.answers import Attached, Value
from pepdesk.record.childs_words import mark_of
from pepdesk.record.differences import AnswerDiffers, Difference, OrderDiffers, RowOnlyHere, row_answers, rows_in
from pepdesk.record.values import shown

if TYPE_CHECKING:
    from pepdesk.record.answers import Answer
    from pepdesk.record.record import PepRecord

NO_ANSWER = "No answer"
NOT_THERE = "Not there"
_NO_WORDS = "Nothing written in it"
_SHORT = 60


@dataclass(frozen=True, slots=True)
class Told:
    """One difference in words. ``address`` is where to go to see it in the plan that is here."""

    difference: Difference
    tab: str
    where: str
    here: str
    there: str
    address: Address

    @property
    def short(self) -> str:
        """What kind of difference it is, seen from here, in a few words."""
        if isinstance(self.difference, OrderDiffers):
            return "in another order"
        if self.here in (NO_ANSWER, NOT_THERE):
            return "not there now" if self.here == NOT_THERE else "not answered now"
        if self.there in (NO_ANSWER, NOT_THERE):
            return "new"
        return "changed"


def told(here: PepRecord, there: PepRecord, one: Difference) -> Told:
    """A difference of these two records in words."""
    if isinstance(one, AnswerDiffers):
        return _told_answer(here, there, one)
    tab, group = here.form.tab(one.at.tab), here.form.tab(one.at.tab).group(one.at.group)
    noun = group.repeat.noun if group.repeat else "row"
    inside = _outer_name(here, there, one.at)
    if isinstance(one, OrderDiffers):
        where = f"{group.title}: the order{inside}"
        words = [_order(record, one.at, rows) for record, rows in ((here, one.here), (there, one.there))]
        return Told(one, tab.id, where, words[0], words[1], _first_address(here, one.at, one.here[0]))
    record = here if isinstance(one, RowOnlyHere) else there
    name = f"{noun} {rows_in(record, one.at).index(one.row) + 1}" if one.row in rows_in(record, one.at) else noun
    where = f"{name[:1].upper()}{name[1:]}{inside}"
    words_of = _row(record, one.at, one.row)
    sides = (words_of, NOT_THERE) if isinstance(one, RowOnlyHere) else (NOT_THERE, words_of)
    return Told(one, tab.id, where, *sides, _first_address(here, one.at, one.row))


def row_name(record: PepRecord, address: Address) -> str:
    """The rows an answer stands in: "Carer", or "target 2, step 1"; "" for none. A row not listed has no number."""
    form = record.form
    tab, question = form.tab(address.tab), form.field(address.tab, address.field)
    if not question.group or not address.rows:
        return ""
    group = tab.group(question.group)
    chain = [tab.group(group.parent), group] if group.parent else [group]
    names = []
    for depth, one in enumerate(chain[: len(address.rows)]):
        if one.repeat is None:
            continue
        row, rows = address.rows[depth], rows_in(record, RowsAt(address.tab, one.id, address.rows[:depth]))
        if one.repeat.rows_from:
            names.append(form.choices[one.repeat.rows_from].label(row))
        else:
            names.append(f"{one.repeat.noun} {rows.index(row) + 1}" if row in rows else one.repeat.noun)
    return ", ".join(names)


def _told_answer(here: PepRecord, there: PepRecord, one: AnswerDiffers) -> Told:
    question = here.form.field(one.address.tab, one.address.field)
    row = row_name(here, one.address)
    where = f"{question.label} ({row})" if row else question.label
    sides = [_words(record, one.address, answer) for record, answer in ((here, one.here), (there, one.there))]
    if sides[0] == sides[1]:
        sides[1] = f"{sides[1]} ({_what_else(one)})"
    return Told(one, one.address.tab, where, sides[0], sides[1], one.address)


def _words(record: PepRecord, address: Address, answer: Answer | None) -> str:
    """An answer as it reads, and whose words it is in."""
    if not record.form.has(address.tab, address.field):
        return NO_ANSWER
    words = shown(record.form.field(address.tab, address.field), record.form, answer)
    mark = mark_of(answer)
    return (f"{words} ({mark})" if mark else words) or NO_ANSWER


def _what_else(one: AnswerDiffers) -> str:
    """How two answers differ that read the same."""
    if isinstance(one.here, Attached) or isinstance(one.there, Attached):
        return "another file of that name"
    if isinstance(one.here, Value) and isinstance(one.there, Value):
        return "written differently"
    return "answered in another way"


def _row(record: PepRecord, at: RowsAt, row: str) -> str:
    """Everything in a row, a question a line."""
    lines = []
    for address, answer in row_answers(record, at, row):
        question = record.form.field(address.tab, address.field)
        deeper = row_name(record, address).split(", ")[len(at.rows) + 1 :]
        label = f"{question.label} ({', '.join(deeper)})" if deeper else question.label
        lines.append(f"{label}{'' if label.endswith('?') else ':'} {shown(question, record.form, answer)}")
    return "\n".join(lines) or _NO_WORDS


def _order(record: PepRecord, at: RowsAt, rows: tuple[str, ...]) -> str:
    return "\n".join(f"{number}. {_title(record, at, row)}" for number, row in enumerate(rows, 1))


def _title(record: PepRecord, at: RowsAt, row: str) -> str:
    """The first thing written in a row, cut short."""
    for address, answer in row_answers(record, at, row):
        words = " ".join(shown(record.form.field(address.tab, address.field), record.form, answer).split())
        if words:
            return words if len(words) <= _SHORT else f"{words[: _SHORT - 1].rstrip()}…"
    return _NO_WORDS.lower()


def _outer_name(here: PepRecord, there: PepRecord, at: RowsAt) -> str:
    """The row that a nested group stands in: " (target 2)"; "" when it stands in none."""
    if not at.rows:
        return ""
    parent = RowsAt(at.tab, here.form.tab(at.tab).group(at.group).parent)
    record = here if at.rows[0] in rows_in(here, parent) else there
    return f" ({row_name(record, Address(at.tab, _first_question(here, at), at.rows))})"


def _first_address(here: PepRecord, at: RowsAt, row: str) -> Address:
    """A question to go to: in the row if it is here, else in the group."""
    rows = rows_in(here, at)
    return Address(at.tab, _first_question(here, at), (*at.rows, row if row in rows or not rows else rows[0]))


def _first_question(here: PepRecord, at: RowsAt) -> str:
    """The first question in a group, or in the groups nested in it."""
    tab = here.form.tab(at.tab)
    groups = (at.group, *(group.id for group in tab.groups if group.parent == at.group))
    return next(one.id for group in groups for one in tab.fields if one.group == group)

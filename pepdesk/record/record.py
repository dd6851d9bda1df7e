"""The one truth while a plan is open: its answers and rows. Changed only through ``apply``."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from pepdesk.form.address import Address, RowsAt
from pepdesk.record.changes import Batch, Change, InsertRow, MoveRow, RemoveRow, SetAnswer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pepdesk.authority.model import Authority
    from pepdesk.form.model import Field, Form, Group
    from pepdesk.record.answers import Answer
    from pepdesk.record.comments import Comment
    from pepdesk.record.sent import Sent


@dataclass(frozen=True, slots=True)
class Signing:
    """That this version was signed: who, in which role, when (ISO, with zone), over which snapshot (SHA-256, hex).

    ``fingerprint`` is the certificate's (SHA-256, hex); "" for a mark made before the one who signed, as its witness.
    """

    name: str
    role: str
    at: str
    snapshot: str
    fingerprint: str


@dataclass(slots=True)
class PepRecord:
    """One child's plan for one term.

    ``plan_id`` is 32 hex digits and lasts as long as the plan; ``version`` starts at 1 and goes up when a signed plan
    is amended, ``parent`` then being the SHA-256 of the snapshot it came from. ``rows`` holds the row ids of freely
    repeated groups, in order; fixed grids take theirs from the form. ``retired`` keeps answers to questions the form
    no longer has. A record with ``signings`` is not to be changed. ``authority`` is what the authority asked when the
    plan was begun, None for a plan begun without one: a newer pack never changes an open plan. ``handover`` is what was
    exchanged with other people about it, as ``handover.ledger`` writes and reads it; empty for most. ``comments`` are
    what professionals said to each other about its questions: beside the plan, in no document (``record.comments``).
    ``sent`` is that a person said it was sent (``record.sent``): beside the plan too.
    """

    plan_id: str
    form: Form
    created: str
    answers: dict[Address, Answer] = field(default_factory=dict)
    rows: dict[RowsAt, tuple[str, ...]] = field(default_factory=dict)
    retired: dict[str, str] = field(default_factory=dict)
    version: int = 1
    parent: str = ""
    signings: tuple[Signing, ...] = ()
    authority: Authority | None = None
    handover: dict[str, Any] = field(default_factory=dict)
    comments: tuple[Comment, ...] = ()
    sent: Sent | None = None

    def answer(self, tab: str, question: str, *rows: str) -> Answer | None:
        """The answer at that place, or None."""
        return self.answers.get(Address(tab, question, rows))

    def rows_at(self, group: Group, tab: str, parent_rows: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The row ids of a repeated group, whatever its conditions; a group that does not repeat has none."""
        if group.repeat is None:
            return ()
        if group.repeat.rows_from:
            return tuple(option.value for option in self.form.choices[group.repeat.rows_from].options)
        return self.rows.get(RowsAt(tab, group.id, parent_rows), ())

    def apply(self, change: Change) -> Change:
        """Do ``change`` and return the one that undoes it. Raises ``KeyError`` for a row that is not there."""
        match change:
            case SetAnswer():
                return self._set(change)
            case InsertRow():
                return self._insert(change)
            case RemoveRow():
                return self._remove(change)
            case MoveRow():
                return self._move(change)
            case Batch():
                undone = [self.apply(one) for one in change.changes]
                return Batch(tuple(reversed(undone)))

    def _set(self, change: SetAnswer) -> SetAnswer:
        before = self.answers.get(change.address)
        if change.answer is None:
            self.answers.pop(change.address, None)
        else:
            self.answers[change.address] = change.answer
        return SetAnswer(change.address, before)

    def _insert(self, change: InsertRow) -> RemoveRow:
        rows = self.rows.get(change.at, ())
        self.rows[change.at] = (*rows[: change.index], change.row, *rows[change.index :])
        self.answers.update(change.answers)
        self.rows.update(change.nested)
        return RemoveRow(change.at, change.row)

    def _remove(self, change: RemoveRow) -> InsertRow:
        rows = self.rows.get(change.at, ())
        index = self._position(change.at, change.row)
        path = (*change.at.rows, change.row)
        inside = {question.id for question in self._fields_in(change.at)}
        children = {group.id for group in self.form.tab(change.at.tab).groups if group.parent == change.at.group}
        answers = tuple(
            (address, answer)
            for address, answer in self.answers.items()
            if address.tab == change.at.tab and address.field in inside and address.rows[: len(path)] == path
        )
        nested = tuple(
            (at, ids)
            for at, ids in self.rows.items()
            if at.tab == change.at.tab and at.group in children and at.rows == path
        )
        for address, _ in answers:
            del self.answers[address]
        for at, _ in nested:
            del self.rows[at]
        self._put_rows(change.at, tuple(row for row in rows if row != change.row))
        return InsertRow(change.at, index, change.row, answers, nested)

    def _move(self, change: MoveRow) -> MoveRow:
        before = self._position(change.at, change.row)
        rest = [row for row in self.rows[change.at] if row != change.row]
        rest.insert(change.index, change.row)
        self._put_rows(change.at, tuple(rest))
        return MoveRow(change.at, change.row, before)

    def _position(self, at: RowsAt, row: str) -> int:
        rows = self.rows.get(at, ())
        if row not in rows:
            raise KeyError(f"{at} has no row {row}")
        return rows.index(row)

    def _put_rows(self, at: RowsAt, rows: tuple[str, ...]) -> None:
        """Store rows; no rows at all and never-had-rows are the same state, so that undo restores an equal record."""
        if rows:
            self.rows[at] = rows
        else:
            self.rows.pop(at, None)

    def _fields_in(self, at: RowsAt) -> Iterator[Field]:
        tab = self.form.tab(at.tab)
        inside = {at.group, *(group.id for group in tab.groups if group.parent == at.group)}
        return (question for question in tab.fields if question.group in inside)


def new_record(form: Form, created: str, authority: Authority | None = None) -> PepRecord:
    """An empty plan on ``form``, with the rows each repeated group starts with. ``created`` is ISO with zone."""
    record = PepRecord(secrets.token_hex(16), form, created, authority=authority)
    for tab in form.tabs:
        for group in tab.groups:
            if group.repeat and not group.repeat.rows_from and not group.parent:
                for index in range(_starting_count(group)):
                    record.apply(new_row(record, RowsAt(tab.id, group.id), index))
    return record


def new_row(record: PepRecord, at: RowsAt, index: int) -> InsertRow:
    """The change that adds an empty row at ``index``, nested groups having the rows they start with."""
    row = new_row_id()
    nested = tuple(
        (
            RowsAt(at.tab, child.id, (*at.rows, row)),
            tuple(new_row_id() for _ in range(_starting_count(child))),
        )
        for child in record.form.tab(at.tab).groups
        if child.parent == at.group and _starting_count(child)
    )
    return InsertRow(at, index, row, (), nested)


def copied_row(record: PepRecord, at: RowsAt, row: str) -> InsertRow:
    """The change that adds a copy of ``row`` after it: its answers, not the rows nested in it.

    Raises ``ValueError`` for a row that is not there.
    """
    new = new_row(record, at, record.rows.get(at, ()).index(row) + 1)
    old_path, new_path = (*at.rows, row), (*at.rows, new.row)
    fields = {field.id for field in record.form.tab(at.tab).fields if field.group == at.group}
    copies = tuple(
        (Address(address.tab, address.field, new_path), answer)
        for address, answer in record.answers.items()
        if address.tab == at.tab and address.field in fields and address.rows == old_path
    )
    return replace(new, answers=copies)


def new_row_id() -> str:
    """An id for a new row, unlike any made on another computer."""
    return secrets.token_hex(4)


def _starting_count(group: Group) -> int:
    return max(group.repeat.start_with, group.repeat.min) if group.repeat else 0

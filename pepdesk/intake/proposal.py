"""A filled form set beside a plan: what is new, what is otherwise than in the plan, what could not be understood.

Nothing is changed here. ``Proposal.batch`` gives the one change that takes over what a person chose.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from pepdesk.form.address import Address, RowsAt
from pepdesk.intake.filled import Filled, Found, is_new_row
from pepdesk.intake.new_rows import chain, rows_for
from pepdesk.intake.understood import means_the_same, says_the_same, understood
from pepdesk.record.answers import whose_words
from pepdesk.record.changes import Batch, Change, InsertRow, SetAnswer
from pepdesk.record.differences import rows_in
from pepdesk.record.record import new_row

if TYPE_CHECKING:
    from pepdesk.form.model import Role
    from pepdesk.record.answers import Answer
    from pepdesk.record.record import PepRecord

NOT_ASKED: Final = "This plan does not ask that."
NO_SUCH_ROW: Final = "This plan has no such line."
TWICE: Final = "This question stands twice in the form, with different answers."
ROW_GONE: Final = "The plan has this row no longer; it would be added again."
EMPTIED: Final = "Taken out in the form."
OWN_WORDS: Final = "The plan has this in the child’s own words. The child can change it in My voice, full screen."
ANOTHER_PLAN: Final = "The form was made from another plan. Make sure that it is about the same child."
ANOTHER_CHILD: Final = "The form and the plan say different things about who the child is. Is it the same child?"
ANOTHER_FORM: Final = "The form asks the questions of another kind of plan; only what both ask can be taken over."
_WHO: Final = (Address("child", "surname"), Address("child", "first_name"), Address("child", "date_of_birth"))


class Kind(StrEnum):
    """What an answer of the form is to the plan."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    NOT_UNDERSTOOD = "not_understood"


@dataclass(frozen=True, slots=True)
class Proposed:
    """One answer of the form. ``address`` is its place in the plan, None if it belongs to no question of the plan.

    ``old`` is what the plan says now; ``new`` what it would say, None to take the answer away or (where ``kind`` is
    NOT_UNDERSTOOD) if nothing can be taken over. ``text`` is as written. ``look``: why a person should look, or "".
    ``row`` names the rows it stands in ("target 2, step 1"), "" for none.
    """

    kind: Kind
    address: Address | None
    label: str
    row: str
    owner: Role | None
    old: Answer | None
    new: Answer | None
    text: str
    look: str = ""

    @property
    def can_be_taken(self) -> bool:
        """Whether choosing it changes the plan."""
        if self.address is None or self.kind is Kind.SAME or whose_words(self.old):
            return False
        return self.kind is not Kind.NOT_UNDERSTOOD or self.new is not None

    @property
    def suggested(self) -> bool:
        """Whether it may start out chosen: it fills an empty place and nothing about it is in doubt."""
        return self.kind is Kind.NEW and not self.look


@dataclass(frozen=True, slots=True)
class Proposal:
    """Everything of one form beside one plan, in the plan's order; what belongs to no question comes last.

    ``warnings`` concern the whole form, the gravest first; with one of those nothing should start out chosen.
    """

    record: PepRecord
    items: tuple[Proposed, ...]
    warnings: tuple[str, ...]
    remarks: tuple[str, ...]

    def of(self, kind: Kind) -> tuple[Proposed, ...]:
        """The answers of one kind."""
        return tuple(one for one in self.items if one.kind is kind)

    def suggested(self) -> tuple[Proposed, ...]:
        """What may start out chosen."""
        return () if self.warnings else tuple(one for one in self.items if one.suggested)

    def batch(self, chosen: Iterable[Proposed]) -> Batch:
        """The change that takes over what was chosen, rows included, as one step. Empty if nothing can be taken."""
        taken = [one for one in chosen if one.can_be_taken]
        inserts = _inserts(self.record, [one.address for one in taken if one.address])
        return Batch((*inserts, *(SetAnswer(one.address, one.new) for one in taken if one.address)))


def propose(record: PepRecord, filled: Filled, base: PepRecord | None = None) -> Proposal:
    """``filled`` beside ``record``, which stays as it is and must not change before ``batch`` is applied to it.

    ``base``: the plan as it was when the form was made of it, if anybody still has it. What the form still says as it
    did then is no change, however the plan has gone on.
    """
    known, strange = _sorted_out(record, filled)
    if base is not None:
        known = {address: one for address, one in known.items() if not _is_untouched(base, address, one)}
    written = {address: found for address, found in known.items() if found.text.strip()}
    places = rows_for(record, written)
    names = _RowNames(record, places.values())
    items = [
        _proposed(record, found, places.get(address, address), names)
        for address, found in known.items()
        if address in written or _was_emptied(record, filled, address)
    ]
    order = {place: number for number, place in enumerate(_in_order(record))}
    items.sort(key=lambda one: order[one.address.tab, one.address.field] if one.address else len(order))
    loose = [
        Proposed(Kind.NOT_UNDERSTOOD, None, one.where, "", None, None, None, one.text, one.why)
        for one in filled.not_understood
    ]
    return Proposal(record, (*items, *strange, *loose), _warnings(record, filled, items), filled.remarks)


def _sorted_out(record: PepRecord, filled: Filled) -> tuple[dict[Address, Found], list[Proposed]]:
    """What belongs to questions of the plan, by address; and what does not, as far as something is written there."""
    known: dict[Address, Found] = {}
    strange: list[Proposed] = []
    for found in filled.found:
        why = _why_strange(record, found)
        before = known.get(found.address) if found.address and not why else None
        if before and before.text.strip() and found.text.strip() != before.text.strip():
            why = TWICE if found.text.strip() else "skip"
        if not why and found.address:
            known[found.address] = found
        elif why != "skip" and found.text.strip():
            strange.append(Proposed(Kind.NOT_UNDERSTOOD, None, found.label, "", None, None, None, found.text, why))
    return known, strange


def _why_strange(record: PepRecord, found: Found) -> str:
    address = found.address
    if address is None or not record.form.has(address.tab, address.field):
        return found.doubtful or NOT_ASKED
    groups = chain(record.form, address.tab, address.field)
    if len(groups) != len(address.rows):
        return NO_SUCH_ROW
    for row, group in zip(address.rows, groups, strict=True):
        if group.repeat and group.repeat.rows_from and row not in record.rows_at(group, address.tab):
            return NO_SUCH_ROW
    return ""


def _was_emptied(record: PepRecord, filled: Filled, address: Address) -> bool:
    """Whether an answer the plan has was taken out of a form that was made from it."""
    return bool(filled.plan_id == record.plan_id and address in record.answers)


def _proposed(record: PepRecord, found: Found, place: Address, names: _RowNames) -> Proposed:
    question = record.form.field(place.tab, place.field)
    old = record.answers.get(place)
    read = understood(question, record.form, found.text)
    look = [read.why, found.doubtful]
    if old is not None and (means_the_same(read.answer, old) or says_the_same(question, record.form, old, found.text)):
        kind, look = Kind.SAME, []
    elif read.why:
        kind = Kind.NOT_UNDERSTOOD
    else:
        kind = Kind.NEW if old is None else Kind.CHANGED
        look += [EMPTIED if read.answer is None else "", ROW_GONE if _row_gone(found, place) else ""]
        look += [OWN_WORDS if whose_words(old) else ""]
    words = " ".join(part for part in look if part)
    return Proposed(kind, place, question.label, names.of(place), question.owner, old, read.answer, found.text, words)


def _is_untouched(base: PepRecord | None, address: Address, found: Found) -> bool:
    """Whether the form was handed out with just this text: then it says nothing about the plan as it is now."""
    if base is None or not base.form.has(address.tab, address.field):
        return False
    question = base.form.field(address.tab, address.field)
    return says_the_same(question, base.form, base.answers.get(address), found.text)


def _row_gone(found: Found, place: Address) -> bool:
    assert found.address is not None
    return any(
        before != now and not is_new_row(before) for before, now in zip(found.address.rows, place.rows, strict=True)
    )


def _warnings(record: PepRecord, filled: Filled, items: Iterable[Proposed]) -> tuple[str, ...]:
    told = []
    if filled.plan_id and filled.plan_id != record.plan_id:
        told.append(ANOTHER_PLAN)
    if any(one.kind is Kind.CHANGED and one.new is not None and one.address in _WHO for one in items):
        told.append(ANOTHER_CHILD)
    if filled.form_id and filled.form_id != record.form.id:
        told.append(ANOTHER_FORM)
    return tuple(told)


class _RowNames:
    """The rows of an address in words, those that would be made counted on after those the plan has."""

    def __init__(self, record: PepRecord, places: Iterable[Address]) -> None:
        self._form = record.form
        self._rows: dict[RowsAt, list[str]] = {}
        for place in places:
            for depth, group in enumerate(chain(record.form, place.tab, place.field)):
                at = RowsAt(place.tab, group.id, place.rows[:depth])
                rows = self._rows.setdefault(at, list(record.rows_at(group, place.tab, at.rows)))
                if place.rows[depth] not in rows:
                    rows.append(place.rows[depth])
        self._record = record

    def of(self, place: Address) -> str:
        names = []
        for depth, group in enumerate(chain(self._form, place.tab, place.field)):
            at, row = RowsAt(place.tab, group.id, place.rows[:depth]), place.rows[depth]
            assert group.repeat is not None
            if group.repeat.rows_from:
                names.append(self._form.choices[group.repeat.rows_from].label(row))
                continue
            rows = self._rows.get(at) or list(rows_in(self._record, at))
            names.append(f"{group.repeat.noun} {rows.index(row) + 1}" if row in rows else group.repeat.noun)
        return ", ".join(names)


def _in_order(record: PepRecord) -> Iterator[tuple[str, str]]:
    return ((question.tab, question.id) for tab in record.form.tabs for question in tab.fields)


def _inserts(record: PepRecord, places: Iterable[Address]) -> Iterator[Change]:
    """The rows that ``places`` need and the plan has not, outer ones first, each with its nested rows in order."""
    needed: dict[RowsAt, dict[str, None]] = {}
    for place in places:
        for depth, group in enumerate(chain(record.form, place.tab, place.field)):
            if group.repeat and not group.repeat.rows_from:
                needed.setdefault(RowsAt(place.tab, group.id, place.rows[:depth]), {})[place.rows[depth]] = None
    made: set[tuple[str, ...]] = set()
    for at in sorted(needed, key=lambda one: len(one.rows)):
        if at.rows and (at.tab, *at.rows) in made:
            continue  # it came with its parent
        have = rows_in(record, at)
        fresh = [row for row in needed[at] if row not in have]
        for number, row in enumerate(fresh):
            started = new_row(record, at, len(have) + number)
            nested = {where._replace(rows=(*at.rows, row)): rows for where, rows in started.nested}
            nested |= {
                where: tuple(rows)
                for where, rows in needed.items()
                if (where.tab, where.rows) == (at.tab, (*at.rows, row))
            }
            made.add((at.tab, *at.rows, row))
            yield InsertRow(at, len(have) + number, row, (), tuple(nested.items()))

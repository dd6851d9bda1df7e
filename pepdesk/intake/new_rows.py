"""Which row of a plan the rows of a filled form become: one that says the same already, one still empty, or a new one.

A form printed before the plan had its rows calls them "new1", "new2"…; a form made of a plan uses the plan's own names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from pepdesk.form.address import Address, RowsAt
from pepdesk.intake.filled import Found
from pepdesk.intake.understood import means_the_same, says_the_same, understood
from pepdesk.record.differences import row_answers, rows_in
from pepdesk.record.record import new_row_id

if TYPE_CHECKING:
    from pepdesk.form.model import Form, Group
    from pepdesk.record.record import PepRecord

Written = Mapping[Address, Found]
"""What somebody wrote, by its address in the document; nothing empty."""


def chain(form: Form, tab: str, field: str) -> list[Group]:
    """The repeated groups a question stands in, outermost first: one for each row of its address."""
    page = form.tab(tab)
    groups: list[Group] = []
    name = form.field(tab, field).group
    while name:
        groups.insert(0, page.group(name))
        name = groups[0].parent
    return [group for group in groups if group.repeat]


def rows_for(record: PepRecord, written: Written) -> dict[Address, Address]:
    """Each written address with the one it has in the plan; a row that has to be made gets a name of its own."""
    mapped: dict[RowsAt, dict[str, str]] = {}
    for address in written:
        path: tuple[str, ...] = ()
        for depth, group in enumerate(chain(record.form, address.tab, address.field)):
            there = RowsAt(address.tab, group.id, path)
            if group.repeat and group.repeat.rows_from:
                path = (*path, address.rows[depth])
                continue
            known = mapped.setdefault(there, {})
            row = address.rows[depth]
            if row not in known:
                inside = _inside(record.form, written, address, depth)
                known[row] = _row_for(record, there, row, inside, depth, taken=set(known.values()))
            path = (*path, known[row])
    return {address: _mapped(record.form, mapped, address) for address in written}


def _mapped(form: Form, mapped: Mapping[RowsAt, Mapping[str, str]], address: Address) -> Address:
    path: tuple[str, ...] = ()
    for depth, group in enumerate(chain(form, address.tab, address.field)):
        known = mapped.get(RowsAt(address.tab, group.id, path), {})
        path = (*path, known.get(address.rows[depth], address.rows[depth]))
    return Address(address.tab, address.field, path)


def _inside(form: Form, written: Written, first: Address, depth: int) -> list[Found]:
    """Everything written in the row that ``first`` stands in, and in the rows nested there."""
    group = chain(form, first.tab, first.field)[depth]
    return [
        found
        for address, found in written.items()
        if address.tab == first.tab
        and address.rows[: depth + 1] == first.rows[: depth + 1]
        and group in chain(form, address.tab, address.field)
    ]


def _row_for(
    record: PepRecord, there: RowsAt, row: str, inside: Iterable[Found], depth: int, *, taken: set[str]
) -> str:
    """The plan's row: itself, one with the same words, one begun with the same words, an empty one, or a new name."""
    rows = rows_in(record, there)
    if row in rows:
        return row
    own = [one for one in inside if one.address and len(one.address.rows) == depth + 1]
    free = [one for one in rows if one not in taken]
    for wanted in (own, own[:1]):
        same = (one for one in free if wanted and all(_same(record, there, one, found) for found in wanted))
        if (like := next(same, None)) is not None:
            return like
    empty = (one for one in free if not row_answers(record, there, one))
    return next(empty, None) or new_row_id()


def _same(record: PepRecord, there: RowsAt, row: str, found: Found) -> bool:
    assert found.address is not None
    question = record.form.field(found.address.tab, found.address.field)
    old = record.answers.get(Address(there.tab, question.id, (*there.rows, row)))
    if old is None:
        return False
    read = understood(question, record.form, found.text).answer
    return says_the_same(question, record.form, old, found.text) or means_the_same(read, old)

"""The questions on show in the order of the form, row by row: row ids have no order of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pepdesk.form.address import RowsAt

if TYPE_CHECKING:
    from pepdesk.app.session import Session
    from pepdesk.form.address import Address


def in_form_order(session: Session) -> list[Address]:
    """Every question on show, row by row, as they follow each other in the form."""
    place = {
        (tab.id, question.id): number
        for number, (tab, question) in enumerate((tab, one) for tab in session.form.tabs for one in tab.fields)
    }
    return sorted(session.on_screen.shown, key=lambda one: (_group_place(session, one, place), one.field))


def _group_place(session: Session, address: Address, place: dict[tuple[str, str], int]) -> tuple[object, ...]:
    """The tab, then the first question of the group a row belongs to, then the row, then the question itself."""
    tab = session.form.tab(address.tab)
    own = place[address.tab, address.field]
    if not address.rows:
        return (session.form.tabs.index(tab), own, (), own)
    group = tab.group(session.form.field(address.tab, address.field).group)
    top = group.parent or group.id
    inside = [one for one in tab.fields if one.group and top in (one.group, tab.group(one.group).parent)]
    return (session.form.tabs.index(tab), place[address.tab, inside[0].id], row_places(session, address), own)


def row_places(session: Session, address: Address) -> tuple[int, ...]:
    """Where the rows of an answer stand among the others, counted from 0 (row ids have no order of their own)."""
    group_id = session.form.field(address.tab, address.field).group
    if not group_id or not address.rows:
        return ()
    tab = session.form.tab(address.tab)
    group = tab.group(group_id)
    chain = [tab.group(group.parent), group] if group.parent else [group]
    places = []
    for depth, row in enumerate(address.rows):
        rows = session.on_screen.rows.get(RowsAt(address.tab, chain[depth].id, address.rows[:depth]), ())
        places.append(rows.index(row) if row in rows else len(rows))
    return tuple(places)

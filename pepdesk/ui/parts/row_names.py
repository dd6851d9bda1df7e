"""The names of rows in words: "Carer" for a fixed row, "Target 2, kind of help 1" for rows that are added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pepdesk.form.address import RowsAt

if TYPE_CHECKING:
    from pepdesk.app.session import Session
    from pepdesk.form.address import Address
    from pepdesk.form.model import Group


def row_words(session: Session, address: Address) -> str:
    """The rows an answer stands in; "" for none, or when a row is not there any more."""
    tab = session.form.tab(address.tab)
    group_id = session.form.field(address.tab, address.field).group
    if not group_id or not address.rows:
        return ""
    group = tab.group(group_id)
    chain = [tab.group(group.parent), group] if group.parent else [group]
    names = [_name(session, one, address, depth) for depth, one in enumerate(chain[: len(address.rows)])]
    words = ", ".join(name for name in names if name)
    return words[:1].upper() + words[1:]


def _name(session: Session, group: Group, address: Address, depth: int) -> str:
    assert group.repeat is not None
    row = address.rows[depth]
    if group.repeat.rows_from:
        return session.form.choices[group.repeat.rows_from].label(row)
    rows = session.on_screen.rows.get(RowsAt(address.tab, group.id, address.rows[:depth]), ())
    return f"{group.repeat.noun} {rows.index(row) + 1}" if row in rows else ""

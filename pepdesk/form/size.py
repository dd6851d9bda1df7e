"""How many places for answers a form has: as it stands when every table is full, or with the rows of one plan."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pepdesk.form.model import Form, Tab

MOST_ROWS: Final = 100
"""Lines one table may have room for; the forms here have at most 20."""
MOST_PLACES: Final = 3_000
"""Places for answers when every table is full; the forms here have at most 2,013. Each costs the window a widget."""

RowsOf = Callable[[str, str, tuple[str, ...]], tuple[str, ...]]
"""The row ids of a repeated group: tab, group, row of the group it stands in."""


def places_in(form: Form, rows_of: RowsOf, enough: int) -> int:
    """How many places for answers there are with these rows; counting stops soon after ``enough``."""
    count = 0
    for tab in form.tabs:
        for question in tab.fields:
            paths = _paths(tab, question.group, rows_of) if question.group else 1
            count += paths
            if count > enough:
                return count
    return count


def full_size(form: Form) -> int:
    """How many places for answers the form has when every table holds as many rows as it may."""

    def most(tab: str, group: str, _rows: tuple[str, ...]) -> tuple[str, ...]:
        repeat = form.tab(tab).group(group).repeat
        if repeat is None:
            return ()
        options = form.choices[repeat.rows_from].options if repeat.rows_from else ()
        return ("",) * (len(options) if repeat.rows_from else repeat.max)

    return places_in(form, most, MOST_PLACES)


def _paths(tab: Tab, group_id: str, rows_of: RowsOf) -> int:
    """In how many places a question of the group is asked."""
    group = tab.group(group_id)
    outer = tab.group(group.parent) if group.parent else None
    if outer is None or outer.repeat is None:
        return len(rows_of(tab.id, group_id, ())) if group.repeat else 1
    above = rows_of(tab.id, outer.id, ())
    return sum(len(rows_of(tab.id, group_id, (row,))) for row in above) if group.repeat else len(above)

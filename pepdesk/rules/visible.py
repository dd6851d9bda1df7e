"""Which tabs, rows and questions a plan shows.

The meaning is FHIR's (architecture, section 4): a hidden question counts as unanswered for every condition, a hidden
tab or group hides all in it, and what was answered there is kept.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from pepdesk.form.address import Address
from pepdesk.form.model import ANY_ROW, YEAR_GROUPS, Condition, Field, FieldType, Group, Operator, Tab, Test
from pepdesk.record.answers import Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pepdesk.form.model import Form
    from pepdesk.record.record import PepRecord

_YEAR_ORDER = {year: place for place, year in enumerate(YEAR_GROUPS)}


class Visibility:
    """What one record shows, worked out once per assessment; remembers what it has worked out."""

    def __init__(self, record: PepRecord) -> None:
        self._record = record
        self._form: Form = record.form
        self._tabs: dict[str, bool] = {}
        self._questions: dict[Address, bool] = {}
        self._rows: dict[tuple[str, str, tuple[str, ...]], tuple[str, ...]] = {}
        self._offered: dict[str, tuple[str, ...]] = {}

    def tab(self, tab: Tab) -> bool:
        """Whether the tab is shown."""
        known = self._tabs.get(tab.id)
        if known is None:
            self._tabs[tab.id] = (
                False  # a condition that leads back to its own tab finds it hidden, not an endless loop
            )
            known = self._tabs[tab.id] = self._holds(tab.visible_when, ())
        return known

    def rows(self, tab: Tab, group: Group, parent_rows: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The rows shown of a repeated group: for a fixed grid, only the options whose condition holds."""
        key = (tab.id, group.id, parent_rows)
        if key not in self._rows:
            self._rows[key] = self._work_out_rows(tab, group, parent_rows)
        return self._rows[key]

    def group(self, tab: Tab, group: Group, parent_rows: tuple[str, ...] = ()) -> bool:
        """Whether the group (in its parent's row, if nested) is shown."""
        if not self.tab(tab):
            return False
        if group.parent and not self.group(tab, tab.group(group.parent)):
            return False
        return group.visible_when is None or self._holds(group.visible_when, parent_rows)

    def question(self, field: Field, rows: tuple[str, ...] = ()) -> bool:
        """Whether the question is shown in those rows; False for rows that are not there."""
        address = Address(field.tab, field.id, rows)
        known = self._questions.get(address)
        if known is None:
            self._questions[address] = False
            known = self._questions[address] = self._work_out(field, rows)
        return known

    def offered(self, choice_list: str) -> tuple[str, ...]:
        """The values of a choice list whose condition holds, in the list's order."""
        known = self._offered.get(choice_list)
        if known is None:
            self._offered[choice_list] = ()  # as with tabs: no endless loop
            options = self._form.choices[choice_list].options
            known = tuple(o.value for o in options if o.visible_when is None or self._holds(o.visible_when, ()))
            self._offered[choice_list] = known
        return known

    def offers(self) -> dict[str, tuple[str, ...]]:
        """``offered`` for each choice list that has conditions; of the others everything is always offered."""
        return {
            one.id: self.offered(one.id)
            for one in self._form.choices.values()
            if any(option.visible_when for option in one.options)
        }

    def holds(self, condition: Condition) -> bool:
        """Whether a condition holds that names no row of its own; hidden answers count as none."""
        return self._holds(condition, ())

    def questions(self) -> Iterator[tuple[Field, Address]]:
        """Every question shown, in form order, rows of a group one after the other."""
        for tab in self._form.tabs:
            if self.tab(tab):
                yield from self._in_tab(tab)

    def _in_tab(self, tab: Tab) -> Iterator[tuple[Field, Address]]:
        for item in tab.layout():
            if isinstance(item, Group):
                yield from self._in_group(tab, item, ())
            elif self._on_show(item, (address := Address(tab.id, item.id))):
                yield item, address

    def _in_group(self, tab: Tab, group: Group, rows: tuple[str, ...]) -> Iterator[tuple[Field, Address]]:
        if not self.group(tab, group, rows):
            return
        paths = [(*rows, row) for row in self.rows(tab, group, rows)] if group.repeat else [rows]
        for path in paths:
            for item in tab.layout(group.id):
                if isinstance(item, Group):
                    yield from self._in_group(tab, item, path)
                elif self._on_show(item, (address := Address(tab.id, item.id, path))):
                    yield item, address

    def _on_show(self, field: Field, address: Address) -> bool:
        """As ``question``, for rows that are known to be there because the walk has just come through them."""
        known = self._questions.get(address)
        if known is None:
            self._questions[address] = field.visible_when is None
            known = field.visible_when is None or self._holds(field.visible_when, address.rows)
            self._questions[address] = known
        return known

    def _work_out_rows(self, tab: Tab, group: Group, parent_rows: tuple[str, ...]) -> tuple[str, ...]:
        if group.repeat is None or not group.repeat.rows_from:
            return self._record.rows_at(group, tab.id, parent_rows)
        return self.offered(group.repeat.rows_from)

    def _work_out(self, field: Field, rows: tuple[str, ...]) -> bool:
        tab = self._form.tab(field.tab)
        if not self.tab(tab) or len(rows) != field.depth:
            return False
        if field.group and not self._row_is_there(tab, tab.group(field.group), rows):
            return False
        return field.visible_when is None or self._holds(field.visible_when, rows)

    def _row_is_there(self, tab: Tab, group: Group, rows: tuple[str, ...]) -> bool:
        parent_rows = rows[:-1] if group.repeat else rows
        if not self.group(tab, group, parent_rows):
            return False
        if group.parent and not self._row_is_there(tab, tab.group(group.parent), parent_rows):
            return False
        return group.repeat is None or rows[-1] in self.rows(tab, group, parent_rows)

    def _holds(self, condition: Condition | None, rows: tuple[str, ...]) -> bool:
        if condition is None:
            return True
        return all(self._test(test, rows) for test in condition.all) and (
            not condition.any or any(self._holds(one, rows) for one in condition.any)
        )

    def _test(self, test: Test, rows: tuple[str, ...]) -> bool:
        field = self._form.field(test.tab, test.field)
        if test.row == ANY_ROW:
            return any(self._compare(test, field, path) for path in self._paths(field))
        return self._compare(test, field, (test.row,) if test.row else rows[: test.depth])

    def _paths(self, field: Field) -> Iterator[tuple[str, ...]]:
        tab = self._form.tab(field.tab)
        group = tab.group(field.group)
        if not group.parent:
            yield from ((row,) for row in self.rows(tab, group))
            return
        for parent_row in self.rows(tab, tab.group(group.parent)):
            yield from ((parent_row, row) for row in self.rows(tab, group, (parent_row,)))

    def _compare(self, test: Test, field: Field, rows: tuple[str, ...]) -> bool:
        answer = self._record.answers.get(Address(field.tab, field.id, rows))
        given = answer.value if isinstance(answer, Value) and self.question(field, rows) else None
        if test.operator is Operator.ANSWERED:
            return (given is not None) == (test.operands == ("yes",))
        if given is None:
            return False
        values = (given,) if isinstance(given, str) else given
        match test.operator:
            case Operator.EQUALS | Operator.ANY_OF:
                return any(value in test.operands for value in values)
            case Operator.NOT:
                return not any(value in test.operands for value in values)
            case Operator.AT_LEAST:
                return any(in_order(field, test.operands[0], value) for value in values)
            case Operator.AT_MOST:
                return any(in_order(field, value, test.operands[0]) for value in values)


def in_order(field: Field, low: str, high: str) -> bool:
    """Whether ``low`` comes before ``high`` or equals it, by the field's type; False when either is not understood."""
    if field.type is FieldType.YEAR_GROUP:
        return low in _YEAR_ORDER and high in _YEAR_ORDER and _YEAR_ORDER[low] <= _YEAR_ORDER[high]
    if field.type in (FieldType.DATE, FieldType.DATETIME):
        return low <= high
    try:
        return Decimal(low) <= Decimal(high)
    except InvalidOperation:
        return False

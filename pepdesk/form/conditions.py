"""Conditions as data: the closed set of ``forms/README.md``, read and tied to the questions they name."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pepdesk.form.faults import Faults, near_miss
from pepdesk.form.model import ANY_ROW, TYPES_WITH_CHOICES, YEAR_GROUPS, Condition, FieldType, Operator, Test

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pepdesk.form.model import ChoiceList, Field, Tab


def read_condition(raw: Mapping[str, Any], tab: str, file: str, heading: str, faults: Faults) -> Condition:
    """The condition written as ``raw`` in ``tab``; what cannot be read becomes a fault and is left out."""
    tests: list[Test] = []
    any_of: tuple[Condition, ...] = ()
    for key, wanted in raw.items():
        if key == "any":
            if isinstance(wanted, list) and wanted and all(isinstance(one, dict) for one in wanted):
                any_of = tuple(read_condition(one, tab, file, heading, faults) for one in wanted)
            else:
                faults.add(file, heading, '"any" must be a list of conditions.', 'E.g. any = [ { a = "x" } ].')
            continue
        tests.extend(_read_tests(key, wanted, tab, file, heading, faults))
    return Condition(tuple(tests), any_of)


def _read_tests(
    key: str,
    wanted: Any,  # noqa: ANN401 - anything TOML can hold
    tab: str,
    file: str,
    heading: str,
    faults: Faults,
) -> Iterator[Test]:
    place, _, row = key.partition("@")
    tab_id, dot, field_id = place.rpartition(".")
    target = (tab_id if dot else tab, field_id)
    comparisons = wanted if isinstance(wanted, dict) else {"equals": wanted}
    for name, operand in comparisons.items():
        if name not in tuple(Operator):
            faults.add(file, heading, f'a condition cannot say "{name}".', near_miss(name, tuple(Operator)))
            continue
        operands = tuple(_text(one) for one in (operand if isinstance(operand, list) else [operand]))
        yield Test(*target, Operator(name), operands, row or None)


def _text(operand: object) -> str:
    """An operand in stored form: true and false are the answers yes and no."""
    if isinstance(operand, bool):
        return "yes" if operand else "no"
    if isinstance(operand, datetime.date):
        return operand.isoformat()
    return str(operand)


class Resolver:
    """Ties every condition of a form to its questions once all tabs are read."""

    def __init__(self, tabs: tuple[Tab, ...], choices: Mapping[str, ChoiceList], faults: Faults) -> None:
        self._fields = {(tab.id, field.id): field for tab in tabs for field in tab.fields}
        self._groups = {(tab.id, group.id): group for tab in tabs for group in tab.groups}
        self._tab_ids = {tab.id for tab in tabs}
        self._choices = choices
        self._faults = faults

    def resolve(
        self, condition: Condition | None, file: str, heading: str, tab: str = "", group: str = ""
    ) -> Condition | None:
        """The same condition with each test's depth known; tests that name nothing become faults and are dropped.

        ``tab`` and ``group`` say where the condition stands, so that a question of the same row needs no row name.
        """
        if condition is None:
            return None
        tests = tuple(
            found for test in condition.all if (found := self._test(test, file, heading, tab, group)) is not None
        )
        nested = tuple(self.resolve(one, file, heading, tab, group) or one for one in condition.any)
        return Condition(tests, nested)

    def _test(self, test: Test, file: str, heading: str, tab: str, group: str) -> Test | None:
        field = self._fields.get((test.tab, test.field))
        if field is None:
            self._unknown(test, file, heading)
            return None
        if field.depth and test.row is None and not self._same_row(field, tab, group):
            self._faults.add(
                file,
                heading,
                f'the condition names "{test.tab}.{test.field}", which stands in rows.',
                f'Name the row, "{test.field}@row", or any row, "{test.field}@*".',
            )
            return None
        if test.row not in (None, ANY_ROW) and not field.depth:
            self._faults.add(file, heading, f'"{test.field}" has no rows, so "@{test.row}" cannot stand after it.')
        self._check_row(test, field, file, heading)
        self._check_operands(test, field, file, heading)
        return replace(test, depth=field.depth)

    def _same_row(self, field: Field, tab: str, group: str) -> bool:
        own = self._groups.get((tab, group))
        return field.tab == tab and own is not None and field.group in (own.id, own.parent)

    def _unknown(self, test: Test, file: str, heading: str) -> None:
        if test.tab not in self._tab_ids:
            self._faults.add(
                file,
                heading,
                f'the condition names "{test.tab}", which is not a tab of this form.',
                near_miss(test.tab, self._tab_ids),
            )
            return
        names = [field for tab, field in self._fields if tab == test.tab]
        self._faults.add(
            file,
            heading,
            f'the condition names "{test.field}", which is not a question on the tab "{test.tab}".',
            near_miss(test.field, names),
        )

    def _check_row(self, test: Test, field: Field, file: str, heading: str) -> None:
        group = self._groups.get((field.tab, field.group))
        rows_from = group.repeat.rows_from if group and group.repeat else ""
        if test.row in (None, ANY_ROW) or rows_from not in self._choices:
            return
        rows = [option.value for option in self._choices[rows_from].options]
        if test.row not in rows:
            self._faults.add(file, heading, f'"{test.row}" is not a row there.', near_miss(str(test.row), rows))

    def _check_operands(self, test: Test, field: Field, file: str, heading: str) -> None:
        known: tuple[str, ...] = ()
        if test.operator is Operator.ANSWERED or field.type is FieldType.YES_NO:
            known = ("yes", "no")
        elif field.type in TYPES_WITH_CHOICES and field.choices in self._choices:
            known = tuple(option.value for option in self._choices[field.choices].options)
        elif field.type is FieldType.YEAR_GROUP:
            known = YEAR_GROUPS
        for operand in test.operands if known else ():
            if operand not in known:
                self._faults.add(
                    file,
                    heading,
                    f'"{operand}" is not an answer to "{test.tab}.{test.field}".',
                    near_miss(operand, known),
                )

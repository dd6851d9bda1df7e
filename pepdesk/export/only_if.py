"""What is left of a condition on one form: the year groups and choices the form does not offer can never hold.

A question that all forms share ("Only if Year group is Year 2 or Year 9") never stands on a form for nurseries, and on
one for schools only for the years it is for.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pepdesk.export.question_list import condition_words
from pepdesk.form.model import Condition, Field, FieldType, Operator
from pepdesk.rules.visible import in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pepdesk.form.model import Form, Test

_EITHER = frozenset({Operator.EQUALS, Operator.ANY_OF})
_Place = tuple[str, str]


class OnlyIf:
    """Conditions on one form, for children in ``years`` (stored values; those of the form unless one is known)."""

    def __init__(self, form: Form, years: Sequence[str] = ()) -> None:
        self._form = form
        self._years = tuple(years) or form.years

    def never(self, condition: Condition | None) -> bool:
        """Whether no answer that the form offers could make it hold."""
        return condition is not None and self._left(condition, frozenset()) is False

    def words(self, condition: Condition | None) -> str:
        """What is left of it as "Only if …."; "" where it always holds (a child is in some year group)."""
        left = self._left(condition, frozenset()) if condition else True
        return f"Only if {condition_words(self._form, left)}." if isinstance(left, Condition) else ""

    def _left(self, condition: Condition, asked: frozenset[_Place]) -> Condition | bool:
        """The condition without what is certain; True if it always holds, False if never. ``asked``: on the way."""
        tests = [self._test(test, asked) for test in condition.all]
        either = [self._left(one, asked) for one in condition.any]
        if False in tests or (either and all(one is False for one in either)):
            return False
        open_tests = tuple(one for one in tests if not isinstance(one, bool))
        open_either = tuple(one for one in either if not isinstance(one, bool)) if True not in either else ()
        if len(open_either) == 1:
            return Condition(open_tests + open_either[0].all, open_either[0].any)
        return Condition(open_tests, open_either) if open_tests or open_either else True

    def _test(self, test: Test, asked: frozenset[_Place]) -> Test | bool:
        field = self._form.field(test.tab, test.field)
        if test.operator is Operator.ANSWERED:
            return test if field.type is not FieldType.YEAR_GROUP else test.operands == ("yes",)
        if self._is_never_asked(field, asked):
            return False
        if field.type is FieldType.YEAR_GROUP:
            return self._year(test, field)
        if field.choices and test.operator in _EITHER:
            place = frozenset({(field.tab, field.id)})
            options = self._form.choices[field.choices].options
            can = {one.value for one in options if self._is_offered(one.visible_when, asked | place)}
            return _among(test, can)
        return test

    def _year(self, test: Test, field: Field) -> Test | bool:
        good = {year for year in self._years if _holds(test, field, year)}
        if len(good) == len(self._years):
            return True
        if not good:
            return False
        return _among(test, good) if test.operator in _EITHER else test

    def _is_offered(self, condition: Condition | None, asked: frozenset[_Place]) -> bool:
        return condition is None or self._left(condition, asked) is not False

    def _is_never_asked(self, field: Field, asked: frozenset[_Place]) -> bool:
        """Whether the question can never be on show; a condition that leads back to itself decides nothing."""
        place = (field.tab, field.id)
        if place in asked:
            return False
        tab = self._form.tab(field.tab)
        conditions = [field.visible_when, tab.visible_when]
        name = field.group
        while name:
            conditions.append(tab.group(name).visible_when)
            name = tab.group(name).parent
        return not all(self._is_offered(one, asked | {place}) for one in conditions)


def _among(test: Test, can: set[str]) -> Test | bool:
    """The test with those operands only that there can be."""
    left = tuple(one for one in test.operands if one in can)
    return replace(test, operands=left) if left else False


def _holds(test: Test, field: Field, year: str) -> bool:
    match test.operator:
        case Operator.NOT:
            return year not in test.operands
        case Operator.AT_LEAST:
            return in_order(field, test.operands[0], year)
        case Operator.AT_MOST:
            return in_order(field, year, test.operands[0])
        case _:
            return year in test.operands

"""A blank form asks everything that some child on it could be asked, and nothing else."""

from __future__ import annotations

import random
from functools import cache
from itertools import chain

import pytest

from pepdesk.app.catalogue import take_authority, take_form
from pepdesk.export.form_sheet import Grid, Note, form_sheet
from pepdesk.export.only_if import OnlyIf
from pepdesk.form.address import Address
from pepdesk.form.model import Condition, Field, FieldType, Form, Operator, Test
from pepdesk.record.answers import Answer, Value
from pepdesk.record.record import PepRecord
from pepdesk.record.values import year_group_words
from pepdesk.rules.visible import Visibility

FORMS = ("early_years", "year_r_11", "post_16")
OTHER_YEARS = {
    "early_years": ("Year 1", "Year 9", "Year 12"),
    "year_r_11": ("Nursery", "2 years old", "Year 12"),
    "post_16": ("Nursery", "Reception", "Year 2", "Year 9", "Year 11"),
}
YEAR = Address("child", "year_group")


@cache
def form(name: str) -> Form:
    return take_form(name, take_authority("england"))


@cache
def asked(name: str, year: str = "") -> frozenset[tuple[str, str]]:
    record = PepRecord("", form(name), "", {YEAR: Value(year)}) if year else None
    return frozenset((ask.field.tab, ask.field.id) for ask in form_sheet(form(name), None, record).asks())


def printed(name: str) -> str:
    """Everything the blank form says besides its questions and choices."""
    sheet = form_sheet(form(name))
    notes = (part.text for part in sheet.parts if isinstance(part, Note))
    return "\n".join(chain(notes, (ask.help for ask in sheet.asks())))


def drawn_by_lot(name: str, year: str, lot: random.Random) -> PepRecord:
    """A child in that year about whom every question of choice is answered somehow."""
    record = PepRecord("", form(name), "", {YEAR: Value(year)})
    for tab in form(name).tabs:
        for field in tab.fields:
            if not field.depth and (answer := _some_answer(name, field, lot)):
                record.answers[Address(tab.id, field.id)] = answer
    return record


def _some_answer(name: str, field: Field, lot: random.Random) -> Answer | None:
    if field.type is FieldType.YES_NO:
        return Value(lot.choice(("yes", "no")))
    values = [one.value for one in form(name).choices[field.choices].options] if field.choices else []
    if field.type is FieldType.CHOICES and values:
        return Value(tuple(lot.sample(values, min(3, len(values)))))
    return Value(lot.choice(values)) if values else None


@pytest.mark.parametrize("name", FORMS)
def test_whatever_is_answered_no_question_comes_up_that_the_blank_form_leaves_out(name: str) -> None:
    lot = random.Random(20261122)
    for year in form(name).years:
        for _ in range(6):
            for field, _ in Visibility(drawn_by_lot(name, year, lot)).questions():
                if field.type not in (FieldType.NOTE, FieldType.ATTACHMENT):
                    assert (field.tab, field.id) in asked(name)
                    assert (field.tab, field.id) in asked(name, year)


def test_questions_of_other_years_are_left_out() -> None:
    gone = {"red_book", "vaccinations", "early_review_state", "early_review_date"}
    for name, left_out in {
        "early_years": {"ehcp_after"},
        "year_r_11": gone - {"vaccinations"} | {"ehcp_after"},
        "post_16": gone,
    }.items():
        there = {field for _, field in asked(name)}
        every = {field.id for tab in form(name).tabs for field in tab.fields}
        assert left_out <= every
        assert not left_out & there
        assert len(there) > 300
    assert ("sen", "ehcp_after") in asked("post_16")
    assert asked("year_r_11", "3") < asked("year_r_11")


@pytest.mark.parametrize("name", FORMS)
def test_no_form_speaks_of_years_it_is_not_for(name: str) -> None:
    conditions = [line.partition("Only if ")[2].partition(".")[0] for line in printed(name).split("\n")]
    for words in OTHER_YEARS[name]:
        assert not [line for line in conditions if f"is {words}" in line or f"or {words}" in line]
    rows = {row for part in form_sheet(form(name)).parts if isinstance(part, Grid) for row, _ in part.rows}
    assert ("Health visitor" in " ".join(rows)) == (name == "early_years")
    assert not any("is not answered" in line and "Year group" in line for line in conditions)


def test_a_condition_that_every_child_of_the_form_meets_is_not_printed_and_years_are_told_as_runs() -> None:
    told = printed("year_r_11")
    assert 'Only if "Year group" is Year 3 to Year 11.' in told
    assert 'Only if "Year group" is Year 2 or Year 4 to Year 6 or Year 9 to Year 11.' in told
    assert "Year group" not in printed("post_16")


@pytest.mark.parametrize("name", FORMS)
def test_what_is_left_of_a_condition_holds_just_when_the_condition_does(name: str) -> None:
    """For every condition about the year alone and every year of the form."""
    years, found = form(name).years, 0
    for tab in form(name).tabs:
        for condition in (one.visible_when for one in (tab, *tab.groups, *tab.fields)):
            if condition is None or {test.field for test in _tests(condition)} != {"year_group"}:
                continue
            found += 1
            holds = [Visibility(PepRecord("", form(name), "", {YEAR: Value(year)})).holds(condition) for year in years]
            assert OnlyIf(form(name)).never(condition) == (not any(holds))
            assert bool(OnlyIf(form(name)).words(condition)) == (any(holds) and not all(holds))
            for year, is_so in zip(years, holds, strict=True):
                assert OnlyIf(form(name), (year,)).never(condition) != is_so
                assert OnlyIf(form(name), (year,)).words(condition) == ""
    assert found > 5


def _tests(condition: Condition) -> list[Test]:
    return [*condition.all, *(test for one in condition.any for test in _tests(one))]


def test_a_question_that_waits_for_one_that_never_comes_never_comes_either() -> None:
    early = form("early_years")
    after = next(test for tab in early.tabs for one in tab.fields if one.id == "ehcp_after" for test in [
        Test(tab.id, one.id, Operator.ANSWERED, ("no",)), Test(tab.id, one.id, Operator.NOT, ("x",)),
    ] if test.operator is Operator.NOT)  # fmt: skip
    assert OnlyIf(early).never(Condition((after,)))
    assert not OnlyIf(form("post_16")).never(Condition((after,)))
    year = Test("child", "year_group", Operator.ANY_OF, ("N2", "9"))
    assert OnlyIf(early).words(Condition((year,))) == f'Only if "Year group" is {year_group_words("N2")}.'

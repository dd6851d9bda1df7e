"""What differs between two records: taking all of it over makes them equal, and it can be read."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepdesk.app.documents import sample_plan
from pepdesk.form.address import Address, RowsAt
from pepdesk.form.model import Form
from pepdesk.record.answers import Attached, Attachment, NotApplicable, Value
from pepdesk.record.changes import Batch, MoveRow, RemoveRow, SetAnswer
from pepdesk.record.difference_words import Told, told
from pepdesk.record.differences import OrderDiffers, RowOnlyHere, RowOnlyThere, differences, not_asked, take, take_all
from pepdesk.record.joining import Side, suggest
from pepdesk.record.record import PepRecord, new_record, new_row
from tests.record.test_record import changes, copy
from tests.small_form import small_form

GOALS = RowsAt("goals", "goal")
NAME = Address("about", "name")
CREATED = "2026-11-22T10:00:00+00:00"


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    return small_form(tmp_path_factory.mktemp("forms"))


@pytest.fixture
def plan(form: Form) -> PepRecord:
    return new_record(form, CREATED)


def two_versions(form: Form, data: st.DataObject) -> tuple[PepRecord, PepRecord]:
    """Two records that went different ways from the same one."""
    here = new_record(form, CREATED)
    for _ in range(data.draw(st.integers(0, 4))):
        here.apply(data.draw(changes(here)))
    there = copy(here)
    for record in (here, there):
        for _ in range(data.draw(st.integers(0, 8))):
            record.apply(data.draw(changes(record)))
    return here, there


@given(data=st.data())
def test_taking_everything_over_makes_them_equal_and_can_be_undone(form: Form, data: st.DataObject) -> None:
    here, there = two_versions(form, data)
    before = copy(here)
    batch = take_all(here, there)
    assert here == before, "working it out changes nothing"
    inverse = here.apply(batch)
    assert (here.answers, here.rows) == (there.answers, there.rows)
    assert differences(here, there) == ()
    assert take_all(here, there) == Batch(())
    here.apply(inverse)
    assert here == before


@given(data=st.data())
def test_what_is_not_chosen_stays_as_it_was(form: Form, data: st.DataObject) -> None:
    here, there = two_versions(form, data)
    found = differences(here, there)
    chosen = tuple(one for one in found if data.draw(st.booleans()))
    here.apply(take(here, there, chosen))
    left = differences(here, there)
    # An order may differ otherwise once rows came or went; everything else is exactly what was left.
    assert [one for one in left if not isinstance(one, OrderDiffers)] == [
        one for one in found if one not in chosen and not isinstance(one, OrderDiffers)
    ]


@given(data=st.data())
def test_every_difference_can_be_told_and_none_reads_the_same_on_both_sides(form: Form, data: st.DataObject) -> None:
    here, there = two_versions(form, data)
    for one in differences(here, there):
        words = told(here, there, one)
        assert words.where
        assert words.here
        assert words.there
        assert words.here != words.there or isinstance(one, OrderDiffers)
        assert here.form.has(words.address.tab, words.address.field)


def test_answers_are_told_in_words_with_the_row_named(plan: PepRecord) -> None:
    second = plan.rows[GOALS][1]
    plan.apply(SetAnswer(Address("about", "born"), Value("2014-03-05")))
    plan.apply(SetAnswer(Address("goals", "outcome", (second,)), Value("Read for pleasure")))
    there = copy(plan)
    plan.apply(SetAnswer(Address("about", "born"), Value("2014-03-06")))
    plan.apply(SetAnswer(Address("goals", "outcome", (second,)), NotApplicable("moved school")))
    plan.apply(SetAnswer(Address("about", "came", ("carer",)), Value("no")))
    lines = {one.where: (one.there, one.here, one.short) for one in _told(plan, there)}
    assert lines == {
        "Born": ("5 March 2014", "6 March 2014", "changed"),
        "Came? (Carer)": ("No answer", "No", "new"),
        "Outcome (goal 2)": ("Read for pleasure", "Not applicable: moved school", "changed"),
    }


def test_a_row_that_went_is_one_difference_with_everything_in_it_and_comes_back_to_its_place(plan: PepRecord) -> None:
    first = plan.rows[GOALS][0]
    step = plan.rows[RowsAt("goals", "step", (first,))][0]
    plan.apply(SetAnswer(Address("goals", "outcome", (first,)), Value("Swim 25 m")))
    plan.apply(SetAnswer(Address("goals", "what", (first, step)), Value("Lessons")))
    there = copy(plan)
    plan.apply(RemoveRow(GOALS, first))
    (gone,) = differences(plan, there)
    assert gone == RowOnlyThere(GOALS, first)
    words = told(plan, there, gone)
    assert (words.where, words.here) == ("Goal 1", "Not there")
    assert words.there == "Outcome: Swim 25 m\nWhat (row 1): Lessons"
    plan.apply(take(plan, there, [gone]))
    assert (plan.answers, plan.rows) == (there.answers, there.rows)


def test_rows_in_another_order_are_told_by_what_is_written_in_them(plan: PepRecord) -> None:
    plan.apply(new_row(plan, GOALS, 2))
    for row, words in zip(plan.rows[GOALS], ("one", "two", "three"), strict=True):
        plan.apply(SetAnswer(Address("goals", "outcome", (row,)), Value(words)))
    there = copy(plan)
    plan.apply(MoveRow(GOALS, plan.rows[GOALS][2], 0))
    (order,) = differences(plan, there)
    assert told(plan, there, order).here == "1. three\n2. one\n3. two"
    assert len(take(plan, there, [order]).changes) == 1, "one row moved, one row moves back"


def test_another_file_of_the_same_name_is_told(plan: PepRecord) -> None:
    there = copy(plan)
    for record, digit in ((plan, "a"), (there, "b")):
        record.answers[NAME] = Attached((Attachment(digit * 64, "image/png", "house.png", 5, "A house"),))
    (line,) = _told(plan, there)
    assert line.there == "house.png: A house (another file of that name)"


def test_questions_of_another_form_are_counted_not_compared(plan: PepRecord) -> None:
    other = sample_plan("year_r_11", date(2026, 11, 22))
    assert differences(plan, other) == ()
    assert not_asked(plan, other) == len(other.answers)


def test_what_only_one_side_touched_is_suggested_and_what_both_did_is_not(plan: PepRecord) -> None:
    born, score = Address("about", "born"), Address("about", "score")
    base = copy(plan)
    there = copy(plan)
    plan.apply(SetAnswer(NAME, Value("Only here")))
    there.apply(SetAnswer(born, Value("2014-03-05")))
    plan.apply(SetAnswer(score, Value("3")))
    there.apply(SetAnswer(score, Value("4")))
    plan.apply(new_row(plan, GOALS, 0))
    there.apply(RemoveRow(GOALS, base.rows[GOALS][0]))
    sides = {str(getattr(one, "address", type(one).__name__)): suggest(one, base) for one in differences(plan, there)}
    assert sides[str(NAME)] is Side.HERE
    assert sides[str(born)] is Side.THERE
    assert sides[str(score)] is None
    added, removed = [one for one in differences(plan, there) if isinstance(one, RowOnlyHere)]
    assert suggest(added, base) is Side.HERE
    assert suggest(removed, base) is None, "whether a row should go is for a person to say"
    assert suggest(added, None) is None


def _told(here: PepRecord, there: PepRecord) -> list[Told]:
    return [told(here, there, one) for one in differences(here, there)]

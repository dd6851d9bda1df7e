"""The child's own words where versions of a plan meet: whatever adults choose, none of theirs takes their place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepdesk.form.address import Address
from pepdesk.handover.two_copies import join
from pepdesk.record.answers import Answer, NotKnown, Value, whose_words
from pepdesk.record.changes import Batch, RemoveRow, SetAnswer
from pepdesk.record.childs_words import childs_side, lost, overwritten, would_go
from pepdesk.record.difference_words import told
from pepdesk.record.differences import AnswerDiffers, RowOnlyHere, differences, take, take_all
from pepdesk.record.joining import Side, suggest
from pepdesk.record.record import PepRecord, new_record
from tests.handover.people import GOALS, two_sided_form

PLAN = new_record(two_sided_form(), "2026-11-22T09:00:00+00:00")
PLACES = tuple(Address("about", name) for name in ("wishes", "agreed", "name", "care"))
"""Answers of both sides, of the school and of the social worker: nobody's part is another rule."""
SAID = st.sampled_from(
    [
        None,
        Value("adult one"),
        Value("adult two"),
        NotKnown("adult"),
        NotKnown("child", "own"),
        *(Value(f"child {n}", w) for n in (1, 2) for w in ("own", "told")),
    ]
)
ANSWERS = st.fixed_dictionaries(dict.fromkeys(PLACES, SAID))
Some = dict[Address, Answer | None]


def plan(answers: Some) -> PepRecord:
    return replace(
        PLAN, answers={at: one for at, one in answers.items() if one is not None}, rows={GOALS: ("g1", "g2")}
    )


@given(ANSWERS, ANSWERS, st.none() | ANSWERS, st.lists(st.booleans(), min_size=4, max_size=4))
def test_whatever_is_chosen_an_adults_answer_never_stands_where_one_version_has_the_childs(
    here: Some, there: Some, base: Some | None, theirs: list[bool]
) -> None:
    ours, other, common = plan(here), plan(there), plan(base) if base is not None else None
    chosen = []
    for one, wanted in zip(differences(ours, other), theirs, strict=False):
        side = childs_side(one, ours, other, common) or suggest(one, common) or (Side.THERE if wanted else Side.HERE)
        chosen += [one] if side is Side.THERE else []
    ours.apply(take(ours, other, chosen))
    for at in PLACES:
        if whose_words(here[at]) or whose_words(there[at]):
            found = ours.answers.get(at)
            withdrawn = found is None and base is not None and bool(whose_words(base[at]))
            assert whose_words(found) or withdrawn
            assert withdrawn or found in (here[at], there[at])


@given(ANSWERS, ANSWERS, st.none() | ANSWERS)
def test_both_sides_come_to_the_same_words_of_the_child(here: Some, there: Some, base: Some | None) -> None:
    ours, other, common = plan(here), plan(there), plan(base) if base is not None else None
    mirror = {Side.HERE: Side.THERE, Side.THERE: Side.HERE, None: None}
    there_too = {one.address: one for one in differences(other, ours) if isinstance(one, AnswerDiffers)}
    for one in differences(ours, other):
        assert isinstance(one, AnswerDiffers)
        assert childs_side(one, ours, other, common) is mirror[childs_side(there_too[one.address], other, ours, common)]


@pytest.mark.parametrize("role", ["", "designated_teacher", "social_worker"])
@given(ANSWERS, ANSWERS, st.booleans())
def test_two_copies_in_clear_never_lose_what_the_child_said_to_an_adults_version(
    role: str, here: Some, there: Some, theirs: bool
) -> None:
    found = join(plan(here), plan(there), role, theirs=theirs)
    for at in PLACES:
        if whose_words(here[at]) or whose_words(there[at]):
            assert whose_words(found.record.answers.get(at))


@given(ANSWERS, ANSWERS)
def test_bringing_everything_back_leaves_what_the_child_says_now(now: Some, then: Some) -> None:
    ours, before = plan(now), plan(then)
    ours.apply(take_all(plan(now), before, lambda one: would_go(one, plan(now))))
    assert lost(plan(now), ours) == ()
    for at in PLACES:
        assert ours.answers.get(at) == (now[at] if whose_words(now[at]) else then[at])


def test_a_row_with_the_childs_words_in_it_stays_and_is_never_missed() -> None:
    here, there = plan({}), plan({})
    here.answers[Address("about", "said", ("g1",))] = Value("I read to my dog", "own")
    there.apply(RemoveRow(GOALS, "g1"))
    (gone,) = [one for one in differences(here, there) if isinstance(one, RowOnlyHere)]
    (came,) = [one for one in differences(there, here) if not isinstance(one, AnswerDiffers)]
    assert childs_side(gone, here, there, here) is Side.HERE
    assert childs_side(came, there, here, here) is Side.THERE
    assert would_go(gone, here)
    assert overwritten(here, Batch((SetAnswer(PLACES[0], None), RemoveRow(GOALS, "g1"))))
    assert not overwritten(here, RemoveRow(GOALS, "g2"))


def test_a_difference_says_whose_words_it_is_in() -> None:
    here, there = plan({PLACES[0]: Value("Art", "own")}), plan({PLACES[0]: Value("Art")})
    (one,) = differences(here, there)
    said = told(here, there, one)
    assert (said.here, said.there) == ("Art (in the child’s own words)", "Art")

"""Comments are kept beside the plan: joined without loss, in no document, and nothing a signature speaks for."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepdesk.app.documents import make_documents, sample_plan
from pepdesk.form.address import Address
from pepdesk.form.model import Audience
from pepdesk.problem import RecordProblem
from pepdesk.record.codec import read_from_outside, read_record, snapshot_hash, write_record
from pepdesk.record.comments import LONGEST, MOST, Comment, joined, new_comment, parted
from pepdesk.record.record import PepRecord

PLACE = Address("targets", "outcome", ("r1",))
WORDS = "Zanzibar quince: ask the carer about Mondays"
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

_COMMENTS = st.lists(
    st.builds(
        lambda number, at, settled: Comment(f"{number:016x}", at, "social_worker", PLACE, f"words {number}", settled),
        st.integers(0, 30),
        st.integers(0, 5),
        st.booleans(),
    ),
    max_size=12,
    unique_by=lambda one: one.id,
).map(tuple)


def plan() -> PepRecord:
    return sample_plan("year_r_11", date(2026, 11, 22))


def commented() -> PepRecord:
    record = plan()
    return replace(record, comments=(new_comment(PLACE, "social_worker", WORDS, 1_700_000_000_000),))


def test_a_plan_keeps_its_comments_and_one_without_any_is_written_as_ever() -> None:
    record = commented()
    assert read_record(write_record(record)).comments == record.comments
    assert json.loads(write_record(record))["pepdesk"] == 4
    bare = json.loads(write_record(plan()))
    assert "comments" not in bare
    assert bare["pepdesk"] < 4


def test_no_signature_speaks_for_comments_and_a_file_from_outside_brings_none() -> None:
    record = commented()
    assert snapshot_hash(record) == snapshot_hash(replace(record, comments=()))
    assert read_from_outside(write_record(record)).comments == ()


@pytest.mark.parametrize("audience", [Audience.FULL, Audience.CHILD, Audience.PARENT])
@pytest.mark.parametrize("draft", [True, False])
def test_documents_are_the_same_to_the_last_byte_with_and_without_comments(audience: Audience, draft: bool) -> None:
    record = commented()
    made = [
        make_documents(one, NOW, pdf=True, word=True, draft=draft, audience=audience)
        for one in (record, replace(record, comments=()))
    ]
    assert (made[0].pdf, made[0].word) == (made[1].pdf, made[1].word)


@given(_COMMENTS, _COMMENTS)
def test_joining_loses_none_and_unsettles_none(here: tuple[Comment, ...], there: tuple[Comment, ...]) -> None:
    found = joined(here, there)
    assert {one.id for one in found} == {one.id for one in (*here, *there)}
    assert {one.id for one in found if one.settled} == {one.id for one in (*here, *there) if one.settled}
    assert {one.id for one in found} == {one.id for one in joined(there, here)}
    assert joined(found, there) == found


def test_when_there_are_too_many_the_oldest_settled_ones_make_room() -> None:
    old = tuple(Comment(f"{n:016x}", n, "", PLACE, "x", n % 2 == 1) for n in range(MOST))
    new = new_comment(PLACE, "", "y" * (LONGEST + 5), MOST)
    found = joined(old, (new,))
    assert len(found) == MOST
    assert old[1] not in found
    assert found[-1].text == "y" * LONGEST


@pytest.mark.parametrize(
    "spoil",
    [
        lambda one: one.__setitem__(0, "short"),
        lambda one: one.__setitem__(1, -1),
        lambda one: one.__setitem__(1, True),
        lambda one: one.__setitem__(2, "carer"),
        lambda one: one.__setitem__(3, "nowhere"),
        lambda one: one.__setitem__(4, " "),
        lambda one: one.__setitem__(5, 2),
        lambda one: one.append("more"),
    ],
)
def test_spoilt_comments_make_no_plan(spoil: Callable[[list[object]], object]) -> None:
    raw = json.loads(write_record(commented()))
    spoil(raw["comments"][0])
    with pytest.raises(RecordProblem):
        read_record(json.dumps(raw).encode())


@given(_COMMENTS, _COMMENTS, st.lists(st.integers(0, 40), max_size=6))
def test_what_came_by_joining_goes_again_and_what_was_said_since_stays(
    here: tuple[Comment, ...], there: tuple[Comment, ...], since: list[int]
) -> None:
    both = joined(here, there)
    assert set(parted(both, here, both)) == set(here)
    said = {number: Comment(f"{100 + number:016x}", number, "", PLACE, "later") for number in since}.values()
    settled = tuple(replace(one, settled=True) for one in both)
    now = parted((*settled, *said), here, both)
    assert {one.id for one in now} >= {one.id for one in (*here, *said)}
    assert {one.id for one in now if one.settled} >= {one.id for one in both if not one.settled}

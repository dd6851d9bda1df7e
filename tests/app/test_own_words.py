"""Answers in the child's own words: written only where there are some, and kept apart from what adults write."""

from __future__ import annotations

import json
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from pepdesk.app.documents import sample_plan
from pepdesk.app.session import Session
from pepdesk.form.address import Address
from pepdesk.handover.sections import section_of, value_of, with_value
from pepdesk.problem import RecordProblem
from pepdesk.record.answers import Attached, Attachment, NotKnown, Value
from pepdesk.record.carry import next_plan
from pepdesk.record.changes import Batch, SetAnswer
from pepdesk.record.codec import FORMAT, read_record, snapshot_hash, write_record

BEST = Address("voice", "going_well")
PICTURES = Address("voice", "pictures")
VENUE = Address("meeting", "venue")
DRAWN = Attached((Attachment("a" * 64, "image/png", "My drawing.png", 900, "a dog"),))


def test_a_plan_without_own_words_is_written_as_before_and_one_with_them_comes_back_whole(qapp: QApplication) -> None:
    record = sample_plan("year_r_11", date(2026, 11, 22))
    before = write_record(record)
    session = Session(record)
    assert session.set_own_answer(BEST, Value("I like “maths”,\nsort of."))
    assert session.set_own_answer(PICTURES, DRAWN, whose="told")
    written = write_record(record)
    back = read_record(written)
    assert back.answers[BEST] == Value("I like “maths”,\nsort of.", "own")
    assert back.answers[PICTURES] == Attached(DRAWN.files, "told")
    assert write_record(back) == written
    assert json.loads(written)["answers"]["voice.going_well"] == {"own": "I like “maths”,\nsort of."}
    session.undo()
    session.undo()
    assert write_record(record) == before


def test_that_a_child_does_not_know_is_theirs_and_only_a_newer_pepdesk_reads_such_a_plan(qapp: QApplication) -> None:
    session = Session(sample_plan("year_r_11", date(2026, 11, 22)))
    assert session.set_own_answer(BEST, NotKnown("The child"))
    assert not session.set_answer(BEST, Value("He likes art."))
    assert not session.set_answer(BEST, None)
    written = session.snapshot()
    assert json.loads(written)["answers"]["voice.going_well"] == {"own": {"nk": "The child"}}
    assert json.loads(written)["pepdesk"] == FORMAT == 5, "an older one refuses it in words, and changes nothing"
    back = read_record(written)
    assert back.answers[BEST] == NotKnown("The child", "own")
    assert write_record(back) == written
    following, _ = next_plan(back, back.form, "spring", "2026/27", "2027-01-05T09:00:00+00:00", date(2027, 1, 5))
    assert BEST not in following.answers
    assert session.set_own_answer(BEST, NotKnown("The child"), whose="told")
    assert session.answer(BEST) == NotKnown("The child")
    assert json.loads(session.snapshot())["pepdesk"] < FORMAT
    assert session.set_answer(BEST, Value("Art"))


@pytest.mark.parametrize("bad", [{"own": {"na": "no"}}, {"own": {"own": "x"}}, {"told": 3}, {"own": "a", "told": "b"}])
def test_what_is_no_answer_in_own_words_is_refused(bad: object) -> None:
    raw = json.loads(write_record(sample_plan("year_r_11", date(2026, 11, 22))))
    raw["answers"]["voice.going_well"] = bad
    with pytest.raises(RecordProblem):
        read_record(json.dumps(raw).encode())


def test_adults_cannot_change_own_words_but_the_child_and_undo_can(qapp: QApplication) -> None:
    session = Session(sample_plan("year_r_11", date(2026, 11, 22)))
    before = session.answer(BEST)
    session.set_own_answer(BEST, Value("Art"))
    session.end_burst()
    assert not session.set_answer(BEST, Value("He likes art."))
    assert not session.set_answer(BEST, None)
    assert session.answer(BEST) == Value("Art", "own")
    assert session.set_own_answer(BEST, Value("Art, and lunch"))
    assert session.set_own_answer(BEST, None)
    session.undo()
    session.undo()
    assert session.answer(BEST) == before


def test_own_words_go_with_their_part_to_the_other_side_and_never_to_next_term(qapp: QApplication) -> None:
    record = sample_plan("year_r_11", date(2026, 11, 22))
    other = sample_plan("year_r_11", date(2026, 11, 22))
    Session(record).set_own_answer(BEST, Value("Art"))
    section = section_of(record.form, BEST)
    assert with_value(other, section, value_of(record, section)).answers[BEST] == Value("Art", "own")
    following, _ = next_plan(record, record.form, "spring", "2026/27", "2027-01-05T09:00:00+00:00", date(2027, 1, 5))
    assert not any(getattr(one, "whose", "") for one in following.answers.values())


def test_a_signature_speaks_for_whose_words_they_are() -> None:
    record = sample_plan("year_r_11", date(2026, 11, 22))
    record.answers[BEST] = Value("Art")
    typed = snapshot_hash(record)
    record.answers[BEST] = Value("Art", "own")
    assert snapshot_hash(record) != typed


def test_no_change_of_several_answers_at_once_touches_own_words_and_a_join_does_only_as_chosen(
    qapp: QApplication,
) -> None:
    session = Session(sample_plan("year_r_11", date(2026, 11, 22)))
    session.set_own_answer(BEST, Value("Art"))
    before = session.read()
    for bad in (SetAnswer(BEST, None), SetAnswer(BEST, Value("Art")), SetAnswer(BEST, Value("Maths", "own"))):
        assert not session.apply_batch((SetAnswer(VENUE, Value("Room 4")), bad), "Several")
        assert session.read() == before
    assert session.apply_batch((SetAnswer(VENUE, Value("Room 4")),), "Several")
    assert session.join_version(Batch((SetAnswer(BEST, None),)), (), "The child took it back in the other version")
    assert session.answer(BEST) is None


def test_undo_says_when_it_takes_the_childs_words_away(qapp: QApplication) -> None:
    session = Session(sample_plan("year_r_11", date(2026, 11, 22)))
    assert not session.undo_takes_own_words
    session.set_answer(VENUE, Value("Room 4"))
    session.set_own_answer(BEST, Value("Art"))
    assert session.undo_takes_own_words
    session.undo()
    assert not session.undo_takes_own_words
    session.redo()
    session.set_own_answer(BEST, None)
    assert not session.undo_takes_own_words, "it only brings the child's words back"

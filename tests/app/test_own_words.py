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
from pepdesk.record.answers import Attached, Attachment, Value
from pepdesk.record.carry import next_plan
from pepdesk.record.codec import read_record, snapshot_hash, write_record

BEST = Address("voice", "going_well")
PICTURES = Address("voice", "pictures")
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

"""The session: one way in, exact undo, signals that carry addresses, and a plan that cannot change once signed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pepdesk.app.session import Session
from pepdesk.form.address import Address, RowsAt
from pepdesk.record.answers import Value
from pepdesk.record.changes import SetAnswer
from pepdesk.record.codec import read_record, snapshot_hash
from pepdesk.record.record import Signing, new_record
from pepdesk.rules.assess import Difference
from tests.small_form import small_form

NAME, SCORE = Address("about", "name"), Address("about", "score")
GOALS = RowsAt("goals", "goal")


@pytest.fixture
def session(tmp_path: Path, qapp: object) -> Session:
    return Session(new_record(small_form(tmp_path), "2026-11-22T10:00:00+00:00"), lambda: date(2026, 11, 22))


def type_text(session: Session, address: Address, text: str) -> None:
    for end in range(1, len(text) + 1):
        session.set_answer(address, Value(text[:end]))


def test_typing_is_one_step_to_undo_and_a_new_field_begins_another(session: Session) -> None:
    type_text(session, NAME, "Zoë")
    session.end_burst()
    type_text(session, NAME, "Zoë Ŵyn")
    type_text(session, SCORE, "17")
    session.undo()
    assert session.answer(SCORE) is None
    session.undo()
    assert session.answer(NAME) == Value("Zoë")
    session.undo()
    assert session.answer(NAME) is None
    for _ in range(3):
        session.redo()
    assert (session.answer(NAME), session.answer(SCORE)) == (Value("Zoë Ŵyn"), Value("17"))


def test_undo_of_a_removed_row_brings_back_what_stood_in_it(session: Session) -> None:
    row = session.read().rows[GOALS][0]
    session.set_answer(Address("goals", "outcome", (row,)), Value("read"))
    session.remove_row(GOALS, row)
    assert session.answer(Address("goals", "outcome", (row,))) is None
    session.undo()
    assert session.answer(Address("goals", "outcome", (row,))) == Value("read")
    assert session.read().rows[GOALS][0] == row


def test_a_duplicated_row_is_a_copy_that_stands_after_its_original(session: Session) -> None:
    row = session.read().rows[GOALS][0]
    session.set_answer(Address("goals", "outcome", (row,)), Value("read"))
    copy = session.duplicate_row(GOALS, row)
    assert session.read().rows[GOALS][1] == copy
    assert session.answer(Address("goals", "outcome", (copy,))) == Value("read")
    assert session.read().rows[RowsAt("goals", "step", (copy,))]
    session.undo()
    assert session.answer(Address("goals", "outcome", (copy,))) is None


def test_signals_carry_addresses_and_only_what_changed(session: Session, qtbot: QtBot) -> None:
    changed: list[frozenset[Address]] = []
    seen: list[Difference] = []
    session.changed.connect(changed.append)
    session.assessed.connect(seen.append)
    session.set_answer(SCORE, Value("20"))
    assert changed == [frozenset({SCORE})]
    assert Address("about", "help_given") in seen[0].addresses
    session.set_answer(SCORE, Value("20"))
    assert len(changed) == 1


def test_a_batch_is_one_step(session: Session) -> None:
    session.apply_batch([SetAnswer(NAME, Value("A")), SetAnswer(SCORE, Value("1"))], "Import")
    assert session.undo_stack.count() == 1
    session.undo()
    assert session.read().answers == {}


def test_a_signed_plan_cannot_change_until_it_is_amended(session: Session) -> None:
    session.set_answer(NAME, Value("Zoë"))
    before = snapshot_hash(session.read())
    session.sign(Signing("A Teacher", "designated_teacher", "2026-11-22T11:00:00+00:00", before, "123"))
    assert session.is_frozen
    assert not session.set_answer(NAME, Value("Eve"))
    assert session.insert_row(GOALS) == ""
    session.undo()
    assert session.answer(NAME) == Value("Zoë")
    session.amend()
    assert session.set_answer(NAME, Value("Zoe"))
    again = read_record(session.snapshot())
    assert (again.version, again.parent, again.signings) == (2, before, ())


def test_the_copy_given_to_readers_changes_nothing_here(session: Session) -> None:
    copy = session.read()
    copy.answers[NAME] = Value("Eve")
    copy.rows[GOALS] = ()
    assert session.answer(NAME) is None
    assert session.read().rows[GOALS]


def test_the_coach_may_come_after_the_window_and_says_the_same(tmp_path: Path, qtbot: QtBot) -> None:
    record = new_record(small_form(tmp_path), "2026-11-22T10:00:00+00:00")
    row = record.rows[GOALS][0]
    record.answers[NAME] = Value("Zoë")
    record.answers[Address("goals", "outcome", (row,))] = Value("Zoë will improve her reading.")
    late = Session(record, lambda: date(2026, 11, 22), coach_later=True)
    assert late.assessment.judgements == {}
    with qtbot.waitSignal(late.assessed, timeout=2000):
        pass
    assert late.assessment == Session(record, lambda: date(2026, 11, 22)).assessment
    assert late.assessment.judgements

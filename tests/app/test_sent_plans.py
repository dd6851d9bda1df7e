"""That a plan was sent: said by a person, kept beside the plan, never part of what was signed, gone with a change."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from pepdesk.app.caseload import Group, group_of
from pepdesk.app.documents import sample_plan
from pepdesk.app.history import read_history, read_version
from pepdesk.app.library import Library, card_of, read_card, write_card
from pepdesk.app.progress import Progress
from pepdesk.app.sent_plans import as_sent, may_be_sent, note_sent, usual_reader
from pepdesk.app.session import Session
from pepdesk.authority.model import Authority
from pepdesk.export.embedded import carried_plan
from pepdesk.form.address import Address
from pepdesk.problem import RecordProblem
from pepdesk.record.answers import Value
from pepdesk.record.carry import next_plan
from pepdesk.record.codec import read_from_outside, read_record, sent_now, snapshot_hash, without_asides, write_record
from pepdesk.record.record import PepRecord, Signing
from pepdesk.record.sent import LONGEST, Sent
from pepdesk.rules.assess import assess
from pepdesk.storage.derivation import FLOOR
from pepdesk.storage.unlocking import create_vault

TODAY = date(2027, 3, 4)
DAY = date(2027, 3, 3)
TO = "the virtual school of Gateshead"
VENUE = Address("meeting", "venue")


def signed_plan() -> PepRecord:
    record = read_record(write_record(sample_plan("year_r_11", TODAY)))
    record.signings = (
        Signing("T", "designated_teacher", "2027-03-02T10:00:00+00:00", snapshot_hash(record), "f" * 64),
    )
    return record


def test_what_is_noted_comes_back_and_is_no_part_of_what_was_signed_carried_or_read_from_outside() -> None:
    plain = signed_plan()
    record = replace(plain, sent=as_sent(plain, DAY, f"  {TO} "))
    written = write_record(record)
    assert read_record(written) == record
    assert write_record(read_record(written)) == written
    assert json.loads(written)["sent"] == [1, "2027-03-03", TO, ""]
    assert json.loads(written)["pepdesk"] == json.loads(write_record(plain))["pepdesk"], (
        "an older PepDesk still opens it"
    )
    assert "sent" not in json.loads(write_record(plain))
    assert snapshot_hash(record) == snapshot_hash(plain) == record.signings[0].snapshot
    assert carried_plan(record) == carried_plan(plain)
    assert without_asides(record) == read_from_outside(written) == plain
    assert next_plan(record, record.form, "summer", "2026/27", plain.created, TODAY)[0].sent is None
    assert usual_reader(Authority(name="Gateshead")) == TO
    unnamed = Authority(name="England (no particular authority)")
    assert usual_reader(unnamed) == usual_reader(None) == "the virtual school"


@pytest.mark.parametrize(
    "bad",
    [
        [], "yes", {}, [1, "2027-03-03", TO], [0, "2027-03-03", TO, ""], [True, "2027-03-03", TO, ""],
        [1, "3 March 2027", TO, ""], [1, "2027-02-30", TO, ""], [1, "2027-03-03", " ", ""],
        [1, "2027-03-03", "x" * (LONGEST + 1), ""], [1, "2027-03-03", TO, "ab"], [1, "2027-03-03", TO, "z" * 64],
    ],
)  # fmt: skip
def test_a_spoilt_note_makes_no_plan(bad: object) -> None:
    raw = json.loads(write_record(signed_plan()))
    with pytest.raises(RecordProblem):
        read_record(json.dumps({**raw, "sent": bad}).encode())


def test_a_signed_plan_is_sent_until_it_is_amended_and_undo_leaves_the_note_alone(qapp: QApplication) -> None:
    session = Session(signed_plan())
    told = []
    session.sent_noted.connect(lambda: told.append(sent_now(session.read())))
    note = as_sent(session.read(), DAY, TO)
    session.note_sent(note)
    session.note_sent(note)
    session.undo()
    assert told == [note]
    session.note_sent(None)
    assert told == [note, None]
    session.note_sent(note)
    session.amend()
    assert sent_now(session.read()) is None, "another version"
    assert card_of(session.read(), session.assessment).sent_on == ""


def test_an_unsigned_plan_is_no_longer_the_one_that_was_sent_once_it_says_anything_else(qapp: QApplication) -> None:
    session = Session(sample_plan("year_r_11", TODAY))
    assert may_be_sent(session.read(), session.assessment), "complete: it can be exported as final"
    note = as_sent(session.read(), DAY, TO)
    session.note_sent(note)
    session.set_answer(VENUE, Value("Room 9"))
    assert sent_now(session.read()) is None
    session.sign(signed_plan().signings[0])
    assert sent_now(session.read()) is None, "what was signed is not what was sent"
    session.amend()
    again = Session(replace(session.read(), version=1))
    again.set_answer(Address("child", "first_language"), None)
    assert not may_be_sent(again.read(), again.assessment)


def test_a_plan_that_is_not_open_is_noted_as_one_more_signed_save_and_found_in_its_history(tmp_path: Path) -> None:
    vault, _ = create_vault(tmp_path / "vault", "violet kettle Orkney badger lamp", cost=FLOOR)
    library, record = Library(vault), signed_plan()
    draft, card = library.drafts.create(), card_of(record, assess(record, TODAY))
    first = library.drafts.save(draft, write_record(record), write_card(card), None, signed=True)
    note_sent(library, draft, as_sent(record, DAY, TO), TODAY)
    newest = library.drafts.open_newest(draft).generation
    assert (newest.number, newest.signed, newest.kept, newest.parent_mac) == (2, True, True, first.mac)
    now = read_card(newest.summary)
    assert now == replace(card, sent_on="2027-03-03", sent_to=TO)
    assert group_of(now, "", TODAY) is Group.SENT
    note_sent(library, draft, None, TODAY)
    assert library.entries()[0].card == card
    saves = read_history(library, draft, datetime(2027, 3, 4, tzinfo=UTC), Progress()).saves
    noted = [sent_now(read_version(library, one, record)) for one in saves]
    assert noted == [None, Sent(1, "2027-03-03", TO), None]
    assert library.open(draft).record == record, "answers, rows and signatures as before"

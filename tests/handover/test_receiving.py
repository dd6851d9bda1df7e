"""Through the open window's session: one step to undo, saved with the plan; and what comes of odd attachments."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from pepdesk.app.contact_cards import add_card, load_cards, own_card, verify_card
from pepdesk.app.handover import choices, choose, contents, propose_sections, send, where_it_stands
from pepdesk.app.library import Library
from pepdesk.app.receiving import Received, addressed, draft_of, look, open_sealed, take_in, take_in_draft, take_in_new
from pepdesk.app.session import Session
from pepdesk.form.address import Address
from pepdesk.handover.ledger import Ledger, ledger_of
from pepdesk.handover.merge import Verdict
from pepdesk.people.card import OwnCard, write_card
from pepdesk.people.card_book import Known
from pepdesk.people.identity import make_identity
from pepdesk.people.people_file import from_bytes, to_bytes
from pepdesk.problem import ChangedKey, HandoverProblem
from pepdesk.record.answers import Attached, Attachment, Value, text_of
from pepdesk.record.codec import read_from_outside, read_record, snapshot_hash, write_record
from pepdesk.record.record import PepRecord
from pepdesk.rules.assess import assess
from pepdesk.storage.vault import Vault
from tests.export.sample import drawing
from tests.handover.people import DAY, SHARED, two_sided_form
from tests.storage.open_vaults import open_vault

FORM = two_sided_form()
NAME, CARE, AGREED, PHOTO = (Address("about", name) for name in ("name", "care", "agreed", "photo"))


class Side:
    """One person: vault, card, and the plan in an open session."""

    def __init__(self, folder: Path, name: str, role: str) -> None:
        folder.mkdir()
        self.vault: Vault = open_vault(folder)
        self.library = Library(self.vault)
        self.own: OwnCard = own_card(self.vault, make_identity(name, role, f"{name}'s office"), DAY)
        self.draft, self.session = "", Session(PepRecord("ab" * 16, FORM, "2026-11-22T10:00:00+00:00"))

    def knows(self, other: Side) -> None:
        add_card(self.vault, write_card(other.own.card))
        assert load_cards(self.vault).known(other.own.card.id) is Known.KNOWN
        verify_card(self.vault, other.own.card.id, other.own.card.code, DAY)

    def write(self, at: Address, text: str) -> None:
        self.session.set_answer(at, Value(text))
        self.session.end_burst()

    def text(self, at: Address) -> str:
        return text_of(self.session.answer(at))

    def send(self, other: Side, *, at: int, reason: str = "") -> bytes:
        out = send(
            self.session.read(), self.vault, self.own, [other.own.card], read=self.session.attachments.read,
            reason=reason, now_ms=at,
        )  # fmt: skip
        self.session.note_handover(out.handover)
        return out.data

    def look(self, data: bytes) -> Received:
        return look(self.vault, open_sealed(self.vault, data), self.session.read())

    def take(self, data: bytes) -> int:
        return take_in(self.session, self.vault, self.look(data))


@pytest.fixture
def sides(tmp_path: Path, qapp: object) -> tuple[Side, Side]:
    teacher = Side(tmp_path / "school", "Dana", "designated_teacher")
    worker = Side(tmp_path / "council", "Sam", "social_worker")
    teacher.knows(worker)
    worker.knows(teacher)
    return teacher, worker


def test_taking_in_is_one_step_and_after_undoing_it_the_owners_part_comes_again(sides: tuple[Side, Side]) -> None:
    teacher, worker = sides
    teacher.write(NAME, "Ada")
    teacher.write(AGREED, "ten pages")
    worker.take(teacher.send(worker, at=1000))
    before = worker.session.undo_stack.count()
    worker.write(CARE, "with her aunt")
    data = worker.send(teacher, at=2000)
    teacher.take(data)
    assert teacher.text(CARE) == "with her aunt"
    steps = teacher.session.undo_stack.count()
    teacher.session.undo()
    assert teacher.text(CARE) == ""
    assert teacher.text(NAME) == "Ada"
    again = teacher.look(data)
    assert again.merged.again
    take_in(teacher.session, teacher.vault, again)
    assert (teacher.text(CARE), teacher.session.undo_stack.count()) == ("with her aunt", steps)
    assert before == 1
    assert read_record(teacher.session.snapshot()).handover
    assert snapshot_hash(teacher.session.read()) == snapshot_hash(worker.session.read())


def test_a_plan_is_stored_with_what_it_remembers_and_without_it_as_it_always_was(
    sides: tuple[Side, Side], tmp_path: Path
) -> None:
    teacher, worker = sides
    teacher.write(NAME, "Ada")
    plain = teacher.session.snapshot()
    assert b"handover" not in plain
    data = teacher.send(worker, at=1000)
    record = read_record(teacher.session.snapshot())
    assert write_record(replace(record, handover={})) == plain
    assert snapshot_hash(record) == snapshot_hash(read_record(plain))
    assert not read_from_outside(teacher.session.snapshot()).handover  # only packages prove who wrote what
    assert json.loads(teacher.session.snapshot())["pepdesk"] == 3
    received = look(worker.vault, open_sealed(worker.vault, data), None)
    assert any("not those installed here" in one for one in received.report.remarks)
    worker.draft = take_in_new(worker.library, received, DAY)
    assert draft_of(worker.library, record.plan_id) == worker.draft
    assert draft_of(worker.library, "cd" * 16) == ""
    opened = worker.library.open(worker.draft).record
    assert text_of(opened.answers.get(NAME)) == "Ada"
    assert ledger_of(opened) != Ledger()
    teacher.write(NAME, "Beth")
    received = look(worker.vault, open_sealed(worker.vault, teacher.send(worker, at=2000)), opened)
    take_in_draft(worker.library, worker.draft, received, DAY)
    assert text_of(worker.library.open(worker.draft).record.answers.get(NAME)) == "Beth"
    with pytest.raises(HandoverProblem, match="changed while"):
        take_in_draft(worker.library, worker.draft, received, DAY)
    assert [one.kind for one in worker.vault.audit.read().entries if one.kind == "merged"] == ["merged"] * 2


def test_somebody_not_compared_needs_a_reason_and_a_changed_key_stops_everything(
    sides: tuple[Side, Side], tmp_path: Path
) -> None:
    teacher, worker = sides
    stranger = Side(tmp_path / "else", "Sam", "carer")
    add_card(teacher.vault, write_card(stranger.own.card))
    with pytest.raises(HandoverProblem, match="thirty digits"):
        teacher.send(stranger, at=1000)
    assert teacher.send(stranger, at=1000, reason="they are at the meeting")
    assert ledger_of(teacher.session.read()).sent[-1].reason == "they are at the meeting"
    twin = Side(tmp_path / "twin", "Sam", "social_worker")
    with pytest.raises(ChangedKey):
        add_card(teacher.vault, write_card(twin.own.card))
    with pytest.raises(ChangedKey):
        teacher.send(twin, at=3000, reason="x")
    assert load_cards(teacher.vault).known(twin.own.card.id) is Known.UNKNOWN
    assert load_cards(teacher.vault).known(worker.own.card.id) is Known.VERIFIED
    add_card(teacher.vault, write_card(twin.own.card), replace_key=True)
    assert load_cards(teacher.vault).known(twin.own.card.id) is Known.KNOWN


def test_a_picture_travels_and_one_that_is_none_does_not_get_in(sides: tuple[Side, Side]) -> None:
    teacher, worker = sides
    good = drawing()
    bad = b"\x89PNG\r\n\x1a\n and nothing more"
    files = tuple(
        Attachment(teacher.session.attachments.store(data), "image/png", name, len(data))
        for data, name in ((good, "drawing.png"), (bad, "bad.png"))
    )
    teacher.session.set_answer(PHOTO, Attached(files))
    assert worker.take(teacher.send(worker, at=1000)) == 1
    assert worker.session.attachments.read(hashlib.sha256(good).hexdigest()) == good
    assert worker.session.attachments.picture(hashlib.sha256(bad).hexdigest()) is None


def test_choosing_between_two_versions_is_a_step_too_and_where_it_stands_says_how_many(
    sides: tuple[Side, Side],
) -> None:
    teacher, worker = sides
    teacher.write(AGREED, "ten pages")
    worker.take(teacher.send(worker, at=1000))
    teacher.write(AGREED, "twenty pages")
    worker.write(AGREED, "a book")
    teacher.take(worker.send(teacher, at=2000))
    record = teacher.session.read()
    (one,) = choices(record)
    assert (one.section, teacher.text(AGREED)) == (SHARED, "twenty pages")
    assert where_it_stands(record, assess(record, DAY)).to_choose == 1
    book = load_cards(teacher.vault)
    batch, handover = choose(record, teacher.own.card, book, one.section, {one.place: True})
    teacher.session.take_in(batch, "Choose between two versions", handover)
    assert teacher.text(AGREED) == "a book"
    assert not choices(teacher.session.read())
    assert addressed(book, teacher.look(worker.send(teacher, at=3000)).package).card == teacher.own.card
    lines = contents(
        record, teacher.own.card, book, propose_sections(record, teacher.own.card, book, [worker.own.card])
    )
    assert {line.kind for line in lines} <= {"own", "shared", "signed", "draft"}


def test_the_plan_must_be_as_it_was_looked_at(sides: tuple[Side, Side]) -> None:
    teacher, worker = sides
    teacher.write(NAME, "Ada")
    received = worker.look(teacher.send(worker, at=1000))
    assert [one.verdict for one in received.merged.outcomes] == [Verdict.TAKEN]
    worker.write(CARE, "typed while looking")
    with pytest.raises(HandoverProblem, match="changed while"):
        take_in(worker.session, worker.vault, received)
    assert worker.text(CARE) == "typed while looking"


def test_cards_are_kept_beside_the_signing_identities_and_neither_loses_the_other(sides: tuple[Side, Side]) -> None:
    teacher, worker = sides
    people = from_bytes(teacher.vault.read_people())
    assert from_bytes(to_bytes(people)) == people
    identity = make_identity("Dana", "designated_teacher", "Another School")
    teacher.vault.write_people(to_bytes(people.with_own(identity)))
    assert load_cards(teacher.vault).known(worker.own.card.id) is Known.VERIFIED
    made = own_card(teacher.vault, identity, DAY)
    assert own_card(teacher.vault, identity, DAY) == made
    assert made.card != teacher.own.card

"""The school's way in, changing the key and the audit trail, from the command line as people would use it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from pepdesk.people.escrow_card import escrow_code, read_card
from pepdesk.problem import StorageProblem
from pepdesk.storage.derivation import FLOOR
from pepdesk.storage.drafts import Drafts
from pepdesk.storage.slots import ESCROW, canonical, read_slots, write_slots
from pepdesk.storage.unlocking import unlock, unlock_with_card
from tests.storage.open_vaults import DRAFT
from tests.storage.test_commands import pepdesk

LEAVER, LEAD, NEW = "correct horse battery staple", "the words of the data lead", "somebody else goes on with it"


@pytest.fixture(autouse=True)
def quick_derivation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pepdesk.storage.vault.calibrate", lambda: FLOOR)


class Office:
    """A teacher's vault with a plan, and the data lead's with a card."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name, words in (("teacher", LEAVER), ("lead", LEAD), ("new", NEW)):
            (folder / f"{name}.txt").write_text(words, "utf-8")
        for name in ("teacher", "lead"):
            self.run("create", name)
        Drafts(unlock(folder / "teacher", LEAVER)).save(DRAFT, b"a plan", b"", None)
        self.card = folder / "lead.pepcard"
        words = ("--name", "Data Lead", "--organisation", "Elm Trust", "-o", self.card)
        self.code = json.loads(self.run("escrow", "lead", "card", *words, "--json"))["code"]

    def run(self, verb: str, whose: str, *words: str | Path, status: int = 0) -> str:
        verbs, rest = ([verb, words[0]], words[1:]) if verb == "escrow" else ([verb], words)
        opening = ("--vault", self.folder / whose, "--passphrase-file", self.folder / f"{whose}.txt")
        return pepdesk("vault", *verbs, *rest, *opening, status=status)[0]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_the_data_lead_takes_over_a_leavers_plans(office: Office) -> None:
    office.run("escrow", "teacher", "add", office.card, "--code", office.code)
    assert office.code in office.run("escrow", "teacher", "show")
    take = ("open", office.folder / "teacher", "--new-passphrase-file", office.folder / "new.txt")
    office.run("escrow", "lead", *take)
    vault = unlock(office.folder / "teacher", NEW)
    assert Drafts(vault).open_newest(DRAFT).body == b"a plan"
    with pytest.raises(StorageProblem):
        unlock(office.folder / "teacher", LEAVER)
    assert ("escrow", "used") in {(one.kind, one.detail.get("what")) for one in vault.audit.read().entries}
    own = unlock(office.folder / "lead", LEAD).audit.read().entries
    assert own[-1].detail == {"what": "opened", "vault": vault.vault_id.hex()}


def test_a_card_counts_only_with_its_digits_read_back(office: Office) -> None:
    other = escrow_code(bytes(32))
    for wrong in (other, office.code[:-1], office.code[:-1] + str((int(office.code[-1]) + 1) % 10), "yes"):
        office.run("escrow", "teacher", "add", office.card, "--code", wrong, status=3)
    assert "no card" not in office.run("escrow", "teacher", "show", "--json")
    assert json.loads(office.run("escrow", "teacher", "show", "--json")) == []
    office.run("escrow", "teacher", "add", office.card, "--code", office.code.replace(" ", "-"))


def test_a_removed_card_and_another_card_open_nothing(office: Office) -> None:
    office.run("escrow", "teacher", "add", office.card, "--code", office.code)
    with pytest.raises(StorageProblem):
        unlock_with_card(office.folder / "teacher", b"\7" * 32)
    office.run("escrow", "teacher", "remove")
    office.run("escrow", "lead", "open", office.folder / "teacher", status=3)
    assert Drafts(unlock(office.folder / "teacher", LEAVER)).open_newest(DRAFT).body == b"a plan"


def test_the_card_still_opens_after_a_change_of_key(office: Office) -> None:
    office.run("escrow", "teacher", "add", office.card, "--code", office.code)
    office.run("rotate", "teacher", "--new-passphrase-file", office.folder / "new.txt")
    take = ("open", office.folder / "teacher", "--new-passphrase-file", office.folder / "lead.txt")
    office.run("escrow", "lead", *take)
    assert unlock(office.folder / "teacher", LEAD).epoch == 2


def test_every_changed_field_of_an_escrow_slot_is_refused(office: Office) -> None:
    from pepdesk.people.people_file import from_bytes

    office.run("escrow", "teacher", "add", office.card, "--code", office.code)
    key = from_bytes(unlock(office.folder / "lead", LEAD).read_people()).escrow
    assert key is not None
    vault = unlock_with_card(office.folder / "teacher", key)
    (slot,) = (slot for slot in vault._contents.slots if slot.kind == ESCROW)
    assert slot.reader == read_card(office.card.read_bytes()).public_key
    from pepdesk.problem import DamagedFile
    from pepdesk.storage import escrow
    from pepdesk.storage.slots import WrongKey, unwrap

    fields = json.loads(write_slots((slot,)))[0]
    refused = 0
    for name, value in fields.items():
        for changed in (value + 1,) if isinstance(value, int) else (value[:-1] + "01"[value[-1] == "0"], value[2:]):
            for other in read_slots(canonical([fields | {name: changed}])):
                slot_key = escrow.open_with(key, other)
                if slot_key is not None:
                    with pytest.raises((WrongKey, DamagedFile)):
                        unwrap(other, slot_key)
                refused += 1
    assert refused >= 8


def test_strange_cards_are_refused(tmp_path: Path) -> None:
    card = {"format": "PepDesk escrow card 1", "name": "A", "organisation": "B", "key": "A" * 43 + "="}
    good = read_card(json.dumps(card).encode())
    assert good.public_key == bytes(32)
    changes = ({"key": "AAAA"}, {"name": "\x07"}, {"name": ""}, {"format": "2"}, {"key": 7})
    bad = [card | change for change in changes]
    for junk in (*(json.dumps(one).encode() for one in bad), b"", b"[" * 5000, b"\xff", b"null", b" " * 5000):
        with pytest.raises(StorageProblem):
            read_card(junk)
    (tmp_path / "key.txt").write_text(LEAVER)
    (tmp_path / "zero.pepcard").write_text(json.dumps(card))  # a key that makes every secret the same is refused
    opening = ("--vault", tmp_path / "v", "--passphrase-file", tmp_path / "key.txt")
    pepdesk("vault", "create", *opening)
    pepdesk("vault", "escrow", "add", tmp_path / "zero.pepcard", "--code", good.code, *opening, status=3)


def test_the_audit_trail_is_written_out_as_a_table_and_as_json(office: Office) -> None:
    office.run("audit", "teacher", "-o", office.folder / "trail.csv")
    rows = list(csv.DictReader(io.StringIO((office.folder / "trail.csv").read_text("utf-8"))))
    assert [row["kind"] for row in rows][:1] == ["key"]
    found = json.loads(office.run("audit", "teacher", "--json"))
    assert found["faults"] == []
    assert found["entries"] == rows
    office.run("audit", "teacher", "-o", office.folder / "trail.csv", status=3)
    newest = sorted((office.folder / "teacher").glob("*.pdl"))[-1]
    newest.write_bytes(newest.read_bytes()[:-1])
    office.run("audit", "teacher", status=1)

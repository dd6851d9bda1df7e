"""``identity card``, ``send``, ``receive`` and ``verify`` as people run them, and how they say no."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from pepdesk.cli import FINE, NOT_DONE, run_command
from pepdesk.people.card import read_card
from pepdesk.record.codec import write_record
from pepdesk.storage.derivation import FLOOR
from pepdesk.storage.drafts import Drafts
from pepdesk.storage.unlocking import create_vault, unlock
from tests.handover.people import teacher_and_worker, two_sided_form

FORM = two_sided_form()
PASSPHRASE = "correct horse battery"


class Desk:
    """One person's vault and what a command said."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], name: str, role: str) -> None:
        folder.mkdir()
        self.folder, self.capsys = folder, capsys
        (folder / "words.txt").write_text(PASSPHRASE, "utf-8")
        create_vault(folder / "vault", PASSPHRASE, cost=FLOOR)
        self("identity", "new", "--name", name, "--role", role, "--organisation", "Example")
        self.card = folder / "me.pepcard"
        self.code = self("identity", "card", "-o", self.card)["code"]

    def __call__(self, *words: object, status: int = FINE, plain: bool = False) -> Any:
        opening = ["--vault", str(self.folder / "vault"), "--passphrase-file", str(self.folder / "words.txt")]
        ended = run_command([*map(str, words), *opening, *([] if plain else ["--json"])])
        out, told = self.capsys.readouterr()
        assert ended == status, (ended, out, told)
        return json.loads(out) if out.strip() and not plain else out + told


@pytest.fixture
def desks(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> tuple[Desk, Desk]:
    monkeypatch.setattr("pepdesk.cli.passphrase.unlock", lru_cache(unlock))  # derived once, not for each command
    return (
        Desk(tmp_path / "one", capsys, "Dana Teacher", "designated_teacher"),
        Desk(tmp_path / "two", capsys, "Sam Worker", "social_worker"),
    )


def draft_in(desk: Desk) -> str:
    teacher, _ = teacher_and_worker(FORM)
    teacher.write("name", "Ada Canary")
    drafts = Drafts(unlock(desk.folder / "vault", PASSPHRASE))
    return drafts.save(drafts.create(), write_record(teacher.plan), b"{}", None).draft_id


def test_cards_go_out_as_file_text_and_picture_and_come_in_checked(desks: tuple[Desk, Desk]) -> None:
    teacher, worker = desks
    for ending in ("png", "svg", "txt"):
        teacher("identity", "card", "-o", teacher.folder / f"me.{ending}")
    assert (teacher.folder / "me.png").read_bytes().startswith(b"\x89PNG")
    assert b"<svg" in (teacher.folder / "me.svg").read_bytes()
    text = teacher("identity", "card")["card"]
    assert read_card(text).code == teacher.code
    broken = "\n".join(text[start : start + 60].lower() for start in range(0, len(text), 60))
    assert worker("identity", "add", broken)["known"] == "known"
    for odd in (text[:-1], text[:-2] + "AA", "PEPCARD1:", "hello", text.replace("PEPCARD1", "PEPCARD2")):
        worker("identity", "add", odd, status=NOT_DONE)
    worker("identity", "compare", "Dana Teacher", worker.code, status=NOT_DONE)
    assert worker("identity", "compare", "Dana Teacher", teacher.code)["known"] == "verified"
    rows = worker("identity", "cards")
    assert [row["known"] for row in rows["others"]] == ["verified"]
    assert teacher.code in worker("identity", "cards", plain=True)
    teacher("identity", "card", "-o", teacher.folder / "me.jpg", status=NOT_DONE)


def test_a_package_is_made_looked_into_taken_in_and_verified(desks: tuple[Desk, Desk]) -> None:
    teacher, worker = desks
    draft, file = draft_in(teacher), teacher.folder / "plan.pepx"
    teacher("identity", "add", worker.card)
    teacher("send", draft, "--to", "social_worker", "-o", file, status=NOT_DONE)  # digits not compared, no reason
    assert not file.exists()
    sent = teacher(
        "send", draft, "--to", "Sam Worker", "-o", file, "--reason", "at the meeting", "--note", "see Monday"
    )
    (part,) = sent["contains"]
    assert (part["section"], part["whose"], part["answers"], part["kind"]) == (
        "about.designated_teacher", "designated teacher", 1, "own",
    )  # fmt: skip
    assert "Canary" not in sent["message"]
    teacher("send", draft, "--to", "Sam Worker", "-o", file, "--reason", "x", status=NOT_DONE)  # never over a file
    assert "not among your people" in worker("receive", file, status=NOT_DONE, plain=True)
    worker("identity", "add", teacher.card, "--digits", teacher.code)
    looked = worker("receive", file, "--look")
    assert (looked["new"], looked["taken_in"], looked["draft"], looked["note"]) == (True, False, "", "see Monday")
    taken = worker("receive", file)
    assert taken["draft"]
    words = worker("receive", file, plain=True)
    assert "taken this package in already" in words
    assert "Canary" not in words
    (verdict,) = worker("verify", file)
    assert (verdict["ok"], verdict["kind"]) == (True, "package")
    assert "Dana Teacher" in verdict["summary"]
    damaged = teacher.folder / "damaged.pepx"
    damaged.write_bytes(file.read_bytes()[:-1])
    worker("verify", damaged, status=1)
    worker("receive", damaged, status=NOT_DONE)
    worker("receive", worker.folder / "absent.pepx", status=NOT_DONE)
    worker("send", "no-draft", "--to", "Dana Teacher", "-o", worker.folder / "x.pepx", status=NOT_DONE)
    worker("send", taken["draft"], "--to", "Nobody", "-o", worker.folder / "x.pepx", status=NOT_DONE)
    parts = ("--part", "about.nobody")
    worker("send", taken["draft"], "--to", "Dana Teacher", "-o", worker.folder / "x.pepx", *parts, status=NOT_DONE)


def test_both_versions_can_be_chosen_between_from_the_command_line(desks: tuple[Desk, Desk]) -> None:
    teacher, worker = desks
    draft = draft_in(teacher)
    for one, other in ((teacher, worker), (worker, teacher)):
        one("identity", "add", other.card, "--digits", other.code)
    first = teacher.folder / "1.pepx"
    edit(teacher, draft, "about.agreed", "ten pages")
    teacher("send", draft, "--to", "Sam Worker", "-o", first)
    theirs = worker("receive", first)["draft"]
    edit(teacher, draft, "about.agreed", "twenty pages")
    edit(worker, theirs, "about.agreed", "a book")
    back = worker.folder / "2.pepx"
    worker("send", theirs, "--to", "Dana Teacher", "-o", back)
    told = teacher("receive", back, status=1)
    assert (told["to_choose"], [row["verdict"] for row in told["sections"] if "shared" in row["section"]]) == (
        1,
        ["choose"],
    )
    assert answer(teacher, draft, "about.agreed") == "twenty pages"
    assert teacher("receive", back, "--choose", "theirs")["to_choose"] == 0
    assert answer(teacher, draft, "about.agreed") == "a book"


def edit(desk: Desk, draft: str, address: str, text: str) -> None:
    """Out in clear, changed, in again: the draft keeps what it remembers of exchanges."""
    file = desk.folder / "edit.json"
    file.unlink(missing_ok=True)
    desk("drafts", "export", draft, "-o", file)
    raw = json.loads(file.read_text("utf-8"))
    raw["answers"][address] = text
    file.write_text(json.dumps(raw), "utf-8")
    desk("drafts", "import", file, "--into", draft)


def answer(desk: Desk, draft: str, address: str) -> str:
    drafts = Drafts(unlock(desk.folder / "vault", PASSPHRASE))
    return str(json.loads(drafts.open_newest(draft).body)["answers"].get(address, ""))

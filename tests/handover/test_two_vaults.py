"""Three vaults, driven by the commands: write on both sides, exchange, sign, return, amend, sign again."""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from pepdesk.app.documents import sample_plan
from pepdesk.app.library import Library, card_of, write_card
from pepdesk.app.session import Session
from pepdesk.cli import run_command
from pepdesk.form.address import Address
from pepdesk.record.answers import Value, text_of
from pepdesk.record.changes import SetAnswer
from pepdesk.record.codec import read_record, snapshot_hash, write_record
from pepdesk.record.record import PepRecord
from pepdesk.rules.assess import assess
from pepdesk.storage.derivation import FLOOR
from pepdesk.storage.generations import Generation
from pepdesk.storage.unlocking import create_vault, unlock
from tests.handover.people import DAY

PASSPHRASE = "correct horse battery"


class Desk:
    """One person's vault. ``apart``: each ``send`` and ``receive`` is a process of its own; the rest never is."""

    def __init__(self, folder: Path, name: str, role: str, organisation: str, *, apart: bool) -> None:
        folder.mkdir()
        self.folder, self.role, self.apart, self.draft = folder, role, apart, ""
        (folder / "words.txt").write_text(PASSPHRASE, "utf-8")
        create_vault(folder / "vault", PASSPHRASE, cost=FLOOR)
        self.library = Library(unlock(folder / "vault", PASSPHRASE))
        self("identity", "new", "--name", name, "--role", role, "--organisation", organisation)
        self.code = self("identity", "card", "-o", folder / "me.pepcard")["code"]

    def __call__(self, *words: object, status: int = 0) -> Any:
        opening = ["--vault", str(self.folder / "vault"), "--passphrase-file", str(self.folder / "words.txt"), "--json"]
        ended, out, told = self._run([*map(str, words), *opening])
        assert ended == status, (words, ended, out, told)
        assert "Traceback" not in told
        return json.loads(out) if out.strip() else told

    def _run(self, words: list[str]) -> tuple[int, str, str]:
        if self.apart and words[0] in ("send", "receive"):
            command = [sys.executable, "-m", "pepdesk", *words]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            return done.returncode, done.stdout, done.stderr
        out, told = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(told):
            ended = run_command(words)
        return ended, out.getvalue(), told.getvalue()

    def knows(self, *others: Desk) -> None:
        for other in others:
            added = self("identity", "add", other.folder / "me.pepcard", "--digits", other.code)
            assert added["known"] == "verified"

    def keep(self, record: PepRecord, based_on: Generation | None) -> None:
        card = write_card(card_of(record, assess(record, DAY)))
        self.draft = self.draft or self.library.drafts.create()
        self.library.save(self.draft, write_record(record), card, based_on, signed=bool(record.signings))

    def write(self, **answers: str) -> None:
        """Answers typed into the plan, as the window stores them."""
        opened = self.library.open(self.draft)
        assert not opened.record.signings
        for address, text in answers.items():
            opened.record.apply(SetAnswer(Address.parse(address.replace("__", ".")), Value(text)))
        self.keep(opened.record, opened.generation)

    def amend(self) -> None:
        """Open the next version, as the window does."""
        opened = self.library.open(self.draft)
        session = Session(opened.record)
        session.amend()
        self.keep(read_record(session.snapshot()), opened.generation)
        session.close()

    def plan(self) -> tuple[object, ...]:
        record = self.library.open(self.draft).record
        return record.answers, record.rows, record.version, snapshot_hash(record)

    def text(self, address: str) -> str:
        return text_of(self.library.open(self.draft).record.answers.get(Address.parse(address)))

    def signed(self) -> list[str]:
        return [one.role for one in self.library.open(self.draft).record.signings]

    def send(self, name: str, *to: Desk, more: tuple[object, ...] = ()) -> Path:
        file = self.folder / f"{name}.pepx"
        readers = [word for one in to for word in ("--to", one.folder / "me.pepcard")]
        self("send", self.draft, *readers, "-o", file, *more)
        return file

    def receive(self, file: Path, *more: object, status: int = 0) -> Any:
        told = self("receive", file, *more, status=status)
        self.draft = told["draft"] or self.draft
        return told


@pytest.mark.timeout(600)
@pytest.mark.parametrize("apart", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["here", "processes"])
def test_two_sides_and_the_virtual_school_write_in_their_own_vaults_and_every_answer_ends_where_it_belongs(
    tmp_path: Path, apart: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not apart:  # each vault is derived once, not for each command
        monkeypatch.setattr("pepdesk.cli.passphrase.unlock", lru_cache(unlock))
    teacher = Desk(tmp_path / "school", "Dana Teacher", "designated_teacher", "Example School", apart=apart)
    worker = Desk(tmp_path / "council", "Sam Worker", "social_worker", "Example Council", apart=apart)
    adviser = Desk(tmp_path / "virtual", "Vic Head", "virtual_school", "Example Council", apart=apart)
    for one, others in ((teacher, (worker, adviser)), (worker, (teacher, adviser)), (adviser, (teacher, worker))):
        one.knows(*others)
    teacher.keep(sample_plan("year_r_11", DAY), None)

    # First exchange: the plan goes to the social worker, and what they wrote comes back.
    first = worker.receive(teacher.send("one", worker))
    assert first["new"]
    assert first["sender_known"] == "verified"
    worker.write(care__plan_summary="Stays with her aunt.", notes__disagreements="written by the social worker")
    teacher.write(school__class_name="Head of School")
    teacher.receive(worker.send("two", teacher))
    assert teacher.text("care.plan_summary") == "Stays with her aunt."
    assert teacher.text("notes.disagreements") == "written by the social worker"

    # Second exchange; a replayed package is refused, and one meant for another too.
    worker.receive(teacher.send("three", worker))
    assert worker.plan() == teacher.plan()
    worker("receive", tmp_path / "school" / "one.pepx", status=3)
    adviser("receive", tmp_path / "school" / "three.pepx", status=3)

    # Both sign the same text.
    worker.receive(teacher.send("signed", worker, more=("--say", "signed")))
    assert worker.signed() == ["designated_teacher"]
    signed = worker.send("both", teacher, adviser, more=("--say", "signed"))
    teacher.receive(signed)
    assert teacher.signed() == ["designated_teacher", "social_worker"]

    # The virtual school returns it once; the school opens the next version, mends and both sign again.
    adviser.receive(signed)
    assert adviser.signed() == ["designated_teacher", "social_worker"]
    back = adviser.send("back", teacher, worker, more=("--say", "returned", "--words", "Target 2 needs a date."))
    for one in (teacher, worker):
        one.receive(back)
        assert one.signed() == ["designated_teacher", "social_worker"]
    worker_before = worker.plan()
    teacher.amend()
    teacher.write(school__class_name="Another Head")
    again = teacher.send("again", worker, adviser)
    waiting = worker.receive(again, "--look", status=1)
    assert waiting["waits"]
    assert worker.plan() == worker_before
    worker.receive(again, "--amend")
    assert worker.signed() == []
    assert worker.plan()[2] == 2
    assert worker.plan() == teacher.plan()
    worker.receive(teacher.send("v2", worker, more=("--say", "signed")))
    final = worker.send("v2 both", teacher, adviser, more=("--say", "signed"))
    teacher.receive(final)
    adviser.receive(final, "--amend")
    done = adviser.send("off", teacher, worker, more=("--say", "signed"))
    for one in (teacher, worker):
        one.receive(done)
        assert one.signed() == ["designated_teacher", "social_worker", "virtual_school"]
    assert teacher.plan() == worker.plan()
    assert teacher.text("school.class_name") == "Another Head"
    kinds = [row["kind"] for row in teacher("vault", "audit")["entries"]]
    assert kinds.count("sent") == 5
    assert kinds.count("merged") == 5

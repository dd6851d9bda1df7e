"""Saving while people type, on a real vault in a real folder: nothing acknowledged is lost, trouble is told."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pepdesk.app import autosave
from pepdesk.app.autosave import Autosave
from pepdesk.app.jobs import Jobs, Mistake
from pepdesk.app.library import Library, card_of, read_card, write_card
from pepdesk.app.session import Session
from pepdesk.form.address import Address
from pepdesk.form.loader import load_form
from pepdesk.problem import NotSaved, PepDeskProblem
from pepdesk.record.answers import Value
from pepdesk.record.record import new_record
from pepdesk.rules.assess import assess
from pepdesk.storage.derivation import FLOOR
from pepdesk.storage.unlocking import create_vault, unlock
from tests.small_form import FORM, small_form, write_forms

PASSPHRASE = "five plain words for tests"
NAME = Address("about", "name")


class Desk:
    """An open plan on a vault in a folder, as the window has it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "vault"
        vault, _sheet = create_vault(self.folder, PASSPHRASE, cost=FLOOR)
        self.library = Library(vault)
        self.jobs = Jobs()
        self.session = Session(new_record(small_form(folder), "2026-11-22T10:00:00+00:00"), lambda: date(2026, 11, 22))
        self.draft = self.library.drafts.create()
        self.autosave = Autosave(self.session, self.library, self.draft, None, self.jobs)

    def on_disk(self) -> Value | None:
        """The name as another start of PepDesk would find it."""
        again = Library(unlock(self.folder, PASSPHRASE))
        found = again.open(self.draft).record.answers.get(NAME)
        assert found is None or isinstance(found, Value)
        return found


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Desk:
    return Desk(tmp_path)


def test_what_was_typed_is_on_the_disk_a_second_after_a_pause(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.autosave.saved, timeout=5000):
        desk.session.set_answer(NAME, Value("Zoë"))
    assert desk.on_disk() == Value("Zoë")
    assert desk.autosave.is_clean


def test_typing_without_a_pause_is_saved_at_least_every_two_seconds(desk: Desk, qtbot: QtBot) -> None:
    start = time.monotonic()
    saved: list[float] = []
    desk.autosave.saved.connect(lambda _when: saved.append(time.monotonic() - start))
    while not saved and time.monotonic() - start < 8:
        desk.session.set_answer(NAME, Value(f"word {time.monotonic()}"))
        qtbot.wait(50)
    assert saved
    assert autosave.LONGEST_MS == 2000


def test_saving_on_request_is_kept_for_ever(desk: Desk, qtbot: QtBot) -> None:
    desk.session.set_answer(NAME, Value("Zoë"))
    with qtbot.waitSignal(desk.autosave.saved, timeout=5000):
        desk.autosave.save_now()
    assert desk.library.drafts.history(desk.draft)[0].kept


def test_a_save_that_fails_is_told_and_tried_again_with_the_text_still_here(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(autosave, "RETRY_MS", 50)
    real, failures = desk.library.drafts.save, [NotSaved("The disk is full.", "Free some space.")]

    def full_once(*args: object, **kept: object) -> object:
        if failures:
            raise failures.pop()
        return real(*args, **kept)  # type: ignore[arg-type]

    monkeypatch.setattr(desk.library.drafts, "save", full_once)
    told: list[PepDeskProblem] = []
    desk.autosave.failed.connect(told.append)
    with qtbot.waitSignal(desk.autosave.saved, timeout=8000):
        desk.session.set_answer(NAME, Value("Zoë"))
    assert [problem.title for problem in told] == ["The disk is full."]
    assert desk.on_disk() == Value("Zoë")


def test_a_bug_while_saving_is_told_reported_and_tried_again(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(autosave, "RETRY_MS", 50)
    real, bugs = desk.library.drafts.save, [ZeroDivisionError()]
    reported: list[BaseException] = []

    def wrong_once(*args: object, **kept: object) -> object:
        if bugs:
            raise bugs.pop()
        return real(*args, **kept)  # type: ignore[arg-type]

    monkeypatch.setattr(desk.library.drafts, "save", wrong_once)
    monkeypatch.setattr(desk.jobs, "_bug", reported.append)
    told: list[PepDeskProblem] = []
    desk.autosave.failed.connect(told.append)
    with qtbot.waitSignal(desk.autosave.saved, timeout=8000):
        desk.session.set_answer(NAME, Value("Zoë"))
    assert [type(problem) for problem in told] == [Mistake]
    assert [type(bug) for bug in reported] == [ZeroDivisionError]
    assert desk.on_disk() == Value("Zoë")
    assert desk.autosave.is_clean


def test_what_is_typed_during_a_slow_save_counts_as_unsaved_and_follows_at_once(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.autosave._longest.setInterval(50)
    real = desk.library.drafts.save

    def slow(*args: object, **kept: object) -> object:
        time.sleep(0.4)
        return real(*args, **kept)  # type: ignore[arg-type]

    monkeypatch.setattr(desk.library.drafts, "save", slow)
    told: list[object] = []
    desk.autosave.saved.connect(lambda _when: told.append("saved"))
    desk.autosave.unsaved.connect(told.append)
    desk.session.set_answer(NAME, Value("first"))
    desk.autosave.save_soon()
    desk.session.set_answer(NAME, Value("second"))
    start = time.monotonic()
    qtbot.waitUntil(lambda: desk.autosave.is_clean, timeout=8000)
    assert time.monotonic() - start < 1.3
    assert told[-4:] == ["saved", True, "saved", False]
    assert desk.on_disk() == Value("second")


def test_two_windows_on_one_plan_both_keep_their_work(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.autosave.saved, timeout=5000):
        desk.session.set_answer(NAME, Value("first"))
    opened = desk.library.open(desk.draft)
    other = Session(opened.record, lambda: date(2026, 11, 22))
    theirs = Autosave(other, Library(unlock(desk.folder, PASSPHRASE)), desk.draft, opened.generation, desk.jobs)
    with qtbot.waitSignal(theirs.saved, timeout=5000):
        other.set_answer(NAME, Value("theirs"))
    with qtbot.waitSignal(desk.autosave.conflict, timeout=5000):
        desk.session.set_answer(NAME, Value("mine"))
    assert desk.autosave.draft_id != desk.draft
    entries = {entry.draft_id: entry for entry in Library(unlock(desk.folder, PASSPHRASE)).entries()}
    assert {entries[desk.draft].is_sibling, entries[desk.autosave.draft_id].is_sibling} == {False, True}
    assert desk.on_disk() == Value("theirs")
    assert desk.library.open(desk.autosave.draft_id).record.answers[NAME] == Value("mine")


def test_an_abandoned_plan_is_not_saved_any_more(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.autosave.saved, timeout=5000):
        desk.session.set_answer(NAME, Value("kept"))
    desk.session.set_answer(NAME, Value("given up"))
    desk.autosave.abandon()
    desk.session.set_answer(NAME, Value("given up too"))
    desk.autosave.save_now()
    qtbot.wait(autosave.LONGEST_MS + 300)
    assert desk.on_disk() == Value("kept")


def test_a_form_that_asks_for_the_term_in_words_has_a_card_too(tmp_path: Path) -> None:
    write_forms(tmp_path, form=FORM.replace('"about"', '"about", "meeting"'))
    tab = '[tab]\ntitle = "Meeting"\nowner = "both"\n[field.term]\nlabel = "Term"\ntype = "line"\n'
    (tmp_path / "small" / "meeting.toml").write_text(tab, encoding="utf-8")
    record = new_record(load_form(tmp_path, "small"), "2026-11-22T10:00:00+00:00")
    record.answers[Address("meeting", "term")] = Value("Autumn")
    assert card_of(record, assess(record, date(2026, 11, 22))).term == "Autumn"


def test_a_card_survives_its_way_through_the_summary(tmp_path: Path) -> None:
    record = new_record(small_form(tmp_path), "2026-11-22T10:00:00+00:00")
    card = card_of(record, assess(record, date(2026, 11, 22)))
    assert read_card(write_card(card)) == card
    assert read_card(b"not json").initials == "?"
    assert read_card(b'{"first_name": "Zo", "unknown": 1}').first_name == "Zo"

"""The history of a plan: what changed since when, one answer or all of it brought back, and taken back again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from pepdesk.app.documents import sample_plan
from pepdesk.app.history import read_history, read_version
from pepdesk.app.library import Library, card_of, write_card
from pepdesk.app.progress import Progress, Stopped
from pepdesk.app.times import moment_words
from pepdesk.form.address import Address, RowsAt
from pepdesk.problem import StorageProblem
from pepdesk.record.answers import Value
from pepdesk.record.changes import RemoveRow, SetAnswer
from pepdesk.record.codec import write_record
from pepdesk.record.record import PepRecord, Signing
from pepdesk.rules.assess import assess
from pepdesk.storage.drafts import Drafts
from pepdesk.storage.generations import Generation
from pepdesk.storage.vault import Vault
from pepdesk.ui.drafts.history_window import HistoryWindow
from pepdesk.ui.frame.main_window import MainWindow
from pepdesk.ui.parts.two_texts import changed_spans
from tests.storage.open_vaults import open_vault
from tests.ui.desks import WAIT_MS, all_words, button, unlocked_window

NOW = datetime.now().astimezone().replace(hour=15, minute=0)
PLAN, LAST = "ab" * 16, "cd" * 16
VENUE, VOICE = Address("meeting", "venue"), Address("voice", "going_well")
TARGETS = RowsAt("targets", "target")


def save(
    vault: Vault, record: PepRecord, draft: str, based: Generation | None, ago: timedelta, **marks: bool
) -> Generation:
    drafts = Drafts(vault, now_ms=lambda: int((NOW - ago).timestamp() * 1000))
    card = write_card(card_of(record, assess(record, date(2026, 11, 22))))
    return drafts.save(draft, write_record(record), card, based, **marks)


def three_saves(vault: Vault) -> PepRecord:
    """A plan signed nine days ago, saved yesterday with another venue, today without its first target."""
    record = sample_plan("year_r_11", date(2026, 11, 22))
    made = save(vault, record, PLAN, None, timedelta(days=9), signed=True)
    record.apply(SetAnswer(VENUE, Value("Room 4")))
    made = save(vault, record, PLAN, made, timedelta(days=1))
    record.apply(RemoveRow(TARGETS, record.rows[TARGETS][0]))
    save(vault, record, PLAN, made, timedelta(hours=1), kept=True)
    return record


def open_history(qtbot: QtBot, window: MainWindow) -> HistoryWindow:
    qtbot.waitUntil(lambda: window.page is not None, timeout=WAIT_MS)
    window.drafts.history_of(PLAN)
    qtbot.waitUntil(lambda: window.findChild(HistoryWindow) is not None, timeout=WAIT_MS)
    dialog = window.findChild(HistoryWindow)
    qtbot.waitUntil(lambda: "difference" in all_words(dialog), timeout=WAIT_MS)
    return dialog


def choose(qtbot: QtBot, dialog: HistoryWindow, title: str) -> list[tuple[str, str]]:
    """Mark a version by the start of its words; gives what is listed as different."""
    line = next(one for one in dialog._saves.lines() if one.text(0).startswith(title))
    dialog._saves.setCurrentItem(line)
    qtbot.waitUntil(lambda: dialog._then is not None, timeout=WAIT_MS)
    return [(one.where, one.short) for one in dialog._view.all()]


def test_moments_are_told_as_people_speak_of_them() -> None:
    now = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)
    words = [moment_words(now - timedelta(hours=hours), now) for hours in (1, 6, 20, 70, 24 * 30, 24 * 400, -30)]
    assert words == [
        "this afternoon at 15:30", "this morning at 10:30", "yesterday at 20:30", "Thursday at 18:30",
        "23 October at 16:30", "18 October 2025 at 16:30", "23 November 2026 at 22:30",
    ]  # fmt: skip


def test_the_versions_people_ask_for_come_first_and_last_term_is_found_by_the_child(tmp_path: Path) -> None:
    vault = open_vault(tmp_path)
    record = three_saves(vault)
    last = sample_plan("year_r_11", date(2026, 6, 22))
    last.apply(SetAnswer(Address("meeting", "date"), Value("2026-06-22")))
    save(vault, last, LAST, None, timedelta(days=150))
    library = Library(vault)
    history = read_history(library, PLAN, NOW, Progress())
    assert [one.title for one in history.marked] == ["Last signature", "Last term’s plan", "This morning"]
    assert [one.number for one in history.saves] == [3, 2, 1]
    assert [one.note for one in history.saves] == ["kept", "", "signed"]
    signed, term, morning = (read_version(library, one, record) for one in history.marked)
    assert signed.answers[VENUE] != Value("Room 4")
    assert term.plan_id == last.plan_id
    assert (morning.answers[VENUE], len(morning.rows[TARGETS])) == (Value("Room 4"), len(record.rows[TARGETS]) + 1)


def test_a_child_of_the_same_name_is_not_compared_with(tmp_path: Path) -> None:
    vault = open_vault(tmp_path)
    record = three_saves(vault)
    other = sample_plan("year_r_11", date(2026, 6, 22))
    other.apply(SetAnswer(Address("meeting", "date"), Value("2026-06-22")))
    other.apply(SetAnswer(Address("child", "date_of_birth"), Value("2013-01-01")))
    save(vault, other, LAST, None, timedelta(days=150))
    library = Library(vault)
    term = read_history(library, PLAN, NOW, Progress()).marked[1]
    with pytest.raises(StorageProblem, match="another child"):
        read_version(library, term, record)


def test_reading_the_history_stops_when_asked(tmp_path: Path) -> None:
    vault = open_vault(tmp_path)
    three_saves(vault)
    progress = Progress()
    progress.stop()
    with pytest.raises(Stopped):
        read_history(Library(vault), PLAN, NOW, progress)


def test_one_answer_comes_back_and_goes_again_as_one_step(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        three_saves(window.desk.library.vault)
        dialog = open_history(qtbot, window)
        session = window.desk.session
        assert choose(qtbot, dialog, "Last signature") == [("Place", "changed"), ("Target 1", "not there now")]
        button(dialog, "Bring this back").click()
        assert session.answer(VENUE) != Value("Room 4")
        assert [one.where for one in dialog._view.all()] == ["Target 1"]
        assert session.undo_stack.count() == 1
        button(dialog, "Undo").click()
        assert session.answer(VENUE) == Value("Room 4")
        assert len(dialog._view.all()) == 2


def test_the_whole_plan_comes_back_as_one_step_and_no_save_is_lost(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        three_saves(window.desk.library.vault)
        dialog = open_history(qtbot, window)
        session = window.desk.session
        before = session.read()
        choose(qtbot, dialog, "Last signature")
        button(dialog, "Bring everything back").click()
        then = dialog._then
        assert (session.read().answers, session.read().rows) == (then.answers, then.rows)
        assert "Nothing differs." in all_words(dialog)
        qtbot.waitUntil(lambda: window.desk.is_clean, timeout=WAIT_MS)
        numbers = [one.number for one in window.desk.library.drafts.history(PLAN)]
        assert {1, 2, 3} < set(numbers), "earlier saves stay"
        session.undo()
        assert session.read() == before


def test_going_to_the_question_closes_the_history_and_shows_it(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        three_saves(window.desk.library.vault)
        dialog = open_history(qtbot, window)
        choose(qtbot, dialog, "Last signature")
        button(dialog, "Go there").click()
        qtbot.waitUntil(lambda: window.plan_view.bookmark[0] == "meeting", timeout=WAIT_MS)
        assert not isValid(dialog)


def test_of_a_signed_plan_nothing_is_brought_back_and_that_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        three_saves(window.desk.library.vault)
        dialog = open_history(qtbot, window)
        session = window.desk.session
        session._record.signings = (Signing("A Teacher", "designated_teacher", "2026-11-22T11:00:00", "", ""),)
        choose(qtbot, dialog, "Yesterday")
        assert "amend the plan first" in all_words(dialog)
        assert not button(dialog, "Bring this back").isEnabled()
        session._record.signings = ()


def test_only_the_words_that_differ_are_marked_and_nothing_when_all_does() -> None:
    one, other = "He reads 40 words a minute.", "He reads 60 words a minute now."
    spans = changed_spans(one, other)
    assert [one[start:end] for start, end in spans[0]] == ["40"]
    assert "".join(other[start:end] for start, end in spans[1]).split() == ["60", "now"]
    assert changed_spans("Quite another thing", "No answer") == ([], [])


def press(qtbot: QtBot, dialog: HistoryWindow, words: str) -> str:
    """Press a button of the question that is asked; gives what it said."""
    qtbot.waitUntil(lambda: any(box.isVisible() for box in dialog.findChildren(QMessageBox)), timeout=WAIT_MS)
    (box,) = [box for box in dialog.findChildren(QMessageBox) if box.isVisible()]
    said = box.text()
    button(box, words).click()
    return said


def test_what_the_child_says_now_stays_and_what_the_child_said_then_comes_only_after_a_question(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        record = sample_plan("year_r_11", date(2026, 11, 22))
        enjoy = Address("voice", "enjoy")
        record.apply(SetAnswer(VOICE, Value("He likes art, we think")))
        record.apply(SetAnswer(enjoy, Value("Swimming with Nan", "own")))
        made = save(window.desk.library.vault, record, PLAN, None, timedelta(days=9), signed=True)
        record.apply(SetAnswer(VENUE, Value("Room 4")))
        record.apply(SetAnswer(VOICE, Value("Art", "own")))
        record.apply(SetAnswer(enjoy, Value("Chess", "own")))
        save(window.desk.library.vault, record, PLAN, made, timedelta(days=1))
        dialog = open_history(qtbot, window)
        session = window.desk.session
        assert len(choose(qtbot, dialog, "Last signature")) == 3
        lines = {one.address: number for number, one in enumerate(dialog._view.all())}
        tree = dialog._view._list
        assert "Art (in the child’s own words)" in [one.here for one in dialog._view.all()]
        tree.setCurrentItem(tree.lines()[lines[VOICE]])
        button(dialog, "Bring this back").click()
        assert "so it stays" in all_words(dialog)
        assert session.answer(VOICE) == Value("Art", "own")
        tree.setCurrentItem(tree.lines()[lines[enjoy]])
        button(dialog, "Bring this back").click()
        press(qtbot, dialog, "Leave it as it is")
        assert session.answer(enjoy) == Value("Chess", "own")
        button(dialog, "Bring everything back").click()
        assert "but 2 answers in the child’s own words, which stayed as now" in all_words(dialog)
        assert (session.answer(VOICE), session.answer(enjoy)) == (Value("Art", "own"), Value("Chess", "own"))
        assert session.answer(VENUE) != Value("Room 4")
        button(dialog, "Undo").click()
        tree.setCurrentItem(tree.lines()[lines[enjoy]])
        button(dialog, "Bring this back").click()
        assert press(qtbot, dialog, "Bring it back") == "Bring back what the child said then?"
        assert session.answer(enjoy) == Value("Swimming with Nan", "own")
        assert session.answer(VENUE) == Value("Room 4")


def test_what_the_child_said_last_term_does_not_come_into_this_terms_plan(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        vault = window.desk.library.vault
        record = three_saves(vault)
        last = sample_plan("year_r_11", date(2026, 6, 22))
        last.answers[Address("meeting", "date")] = Value("2026-06-22")
        last.answers[VOICE] = Value("Art, with Ms Hill", "own")
        save(vault, last, LAST, None, timedelta(days=150))
        dialog = open_history(qtbot, window)
        choose(qtbot, dialog, "Last term’s plan")
        tree = dialog._view._list
        number = next(n for n, one in enumerate(dialog._view.all()) if one.address == VOICE)
        tree.setCurrentItem(tree.lines()[number])
        button(dialog, "Bring this back").click()
        assert "Ask the child again" in all_words(dialog)
        assert window.desk.session.answer(VOICE) == record.answers[VOICE]

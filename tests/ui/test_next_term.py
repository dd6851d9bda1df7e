"""Next term's plan from the list or from the open plan: said beforehand what comes along, the last plan unchanged."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pytestqt.qtbot import QtBot

from pepdesk.app.documents import sample_plan
from pepdesk.form.address import Address, RowsAt
from pepdesk.record.answers import Value, text_of
from pepdesk.record.codec import write_record
from pepdesk.record.record import PepRecord
from pepdesk.ui.frame.main_window import MainWindow
from pepdesk.ui.home.home_page import HomePage
from pepdesk.ui.home.next_term_dialog import NextTermDialog
from pepdesk.ui.parts.picker import Picker
from tests.ui.desks import WAIT_MS, button, start_sample, unlocked_window


def _dialog(qtbot: QtBot, window: MainWindow) -> NextTermDialog:
    qtbot.waitUntil(lambda: window.findChild(NextTermDialog) is not None, timeout=WAIT_MS)
    found = window.findChild(NextTermDialog)
    assert isinstance(found, NextTermDialog)
    return found


def _pick(picker: Picker, value: str) -> None:
    picker.pick(value)
    picker.picked.emit(value)


def test_the_new_plan_is_another_draft_and_the_last_one_stays_as_it_was(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        old = start_sample(qtbot, window)
        before, old_draft = write_record(old), window.desk.last_draft
        window.go_home()
        qtbot.waitUntil(lambda: isinstance(window.page, HomePage) and window.page.entries != (), timeout=WAIT_MS)
        button(window.page, "Start next term…").click()
        dialog = _dialog(qtbot, window)
        assert (dialog._term.value, dialog._year.value, dialog._form.value) == ("spring", "2026/27", "year_r_11")
        with qtbot.waitSignal(window.desk.saved, timeout=WAIT_MS):
            button(dialog, "Start the new plan").click()
        session, library = window.desk.session, window.desk.library
        assert session is not None
        assert library is not None
        assert window.desk.last_draft != old_draft
        assert session.answer(Address("meeting", "term")) == Value("spring")
        assert session.answer(Address("child", "surname")) == old.answers[Address("child", "surname")]
        assert not [address for address in session.read().answers if address.tab == "voice"]
        rows = session.read().rows[RowsAt("review", "last_target")]
        assert text_of(session.answer(Address("review", "target", rows[:1]))) == text_of(
            old.answers[Address("targets", "outcome", rows[:1])]
        )
        assert write_record(library.open(old_draft).record) == before
        assert len(library.entries()) == 2


def test_it_says_what_comes_along_what_is_reviewed_and_why_the_rest_stays(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        start_sample(qtbot, window)
        window.plans.next_term()
        dialog = _dialog(qtbot, window)
        words = dialog._words.toPlainText()
        for said in ("Term: Spring", "answers come along as before:", "4 targets come back to be reviewed",
                     "stay with the last plan", "the child's own words", "My voice: "):  # fmt: skip
            assert said in words, said
        _pick(dialog._term, "autumn")
        assert dialog._year.value == "2027/28", "the next autumn is in the next school year"
        assert "Year group: Year 9" in dialog._words.toPlainText()


def test_a_child_who_moves_on_is_proposed_the_next_form_and_may_stay(qtbot: QtBot) -> None:
    record = sample_plan("year_r_11", date(2026, 11, 22))
    record.answers[Address("child", "year_group")] = Value("11")
    dialog = NextTermDialog(None, record)
    qtbot.addWidget(dialog)
    assert dialog._form.value == "year_r_11"
    _pick(dialog._term, "autumn")
    assert dialog._form.value == "post_16"
    _pick(dialog._form, "year_r_11")
    _pick(dialog._year, "2028/29")
    assert dialog._form.value == "year_r_11", "what somebody chose stays"
    started: list[PepRecord] = []
    dialog.started.connect(started.append)
    dialog._begin()
    assert started[0].form.id == "year_r_11"
    assert text_of(started[0].answers[Address("meeting", "academic_year")]) == "2028/29"

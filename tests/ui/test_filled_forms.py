"""A form goes out of the window and comes back into it: looked through, taken over as one step, nothing unseen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit
from pytestqt.qtbot import QtBot

from pepdesk.app.forms_to_fill import FormOrder, make_form
from pepdesk.form.address import Address, RowsAt
from pepdesk.record.answers import Value
from pepdesk.record.record import PepRecord
from pepdesk.ui.documents.form_dialog import FormDialog
from pepdesk.ui.documents.review_list import ReviewList
from pepdesk.ui.documents.review_window import ReviewWindow
from pepdesk.ui.frame.main_window import MainWindow
from pepdesk.ui.parts.picker import Picker
from tests.ui.desks import WAIT_MS, all_words, button, let_go, open_window, start_sample, unlocked_window

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
OUTCOME, NOTES = Address("targets", "outcome", ("r1",)), Address("sign_off", "next_steps")


def changed_copy(record: PepRecord, **changes: str) -> PepRecord:
    """The plan as somebody would have changed it in Word: ``tab__field`` or ``tab__field__row``."""
    answers = dict(record.answers)
    for name, words in changes.items():
        tab, field, *rows = name.split("__")
        answers[Address(tab, field, tuple(rows))] = Value(words)
    return replace(record, answers=answers, rows=dict(record.rows))


def review(qtbot: QtBot, window: MainWindow, path: Path) -> ReviewWindow:
    window.forms.read_file(str(path))
    dialog = window.findChild(ReviewWindow)
    assert dialog is not None
    told = ("cannot be used", "nothing that is not in the plan", "not understood;")
    qtbot.waitUntil(lambda: any(words in all_words(dialog) for words in told), timeout=WAIT_MS)
    return dialog


def ticks(dialog: ReviewWindow) -> dict[str, bool]:
    lines = dialog.findChild(ReviewList).list_widget().lines()
    return {line.text(0).split("\n")[0]: line.checkState(0) is Qt.CheckState.Checked for line in lines}


def test_new_answers_are_ticked_changed_ones_are_not_and_all_is_one_step(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        record = start_sample(qtbot, window)
        session = window.desk.session
        assert session is not None
        filled = changed_copy(record, targets__outcome__r1="By 12 December Łucja reads 18 of 20 words.")
        row = {Address("notes", "action_what", ("new1",)): Value("Ring the optician")}
        filled.answers.update({at: answer for at, answer in row.items() if record.form.has(at.tab, at.field)})
        order = FormOrder(record.form, record.authority, None, replace(filled, rows=_with_row(record)))
        (path := tmp_path / "filled.docx").write_bytes(make_form(order, NOW, word=True))
        dialog = review(qtbot, window, path)
        listed = ticks(dialog)
        outcome = next(name for name in listed if "be able to do" in name)
        assert not listed[outcome]
        new = [name for name, ticked in listed.items() if ticked]
        assert new
        assert len(listed) == len(new) + 1
        for item in dialog.findChild(ReviewList).list_widget().lines():
            item.setCheckState(0, Qt.CheckState.Checked)
        before = session.read()
        button(dialog, f"Take over {len(listed)} answers").click()
        after = session.read()
        assert after.answers[OUTCOME] == Value("By 12 December Łucja reads 18 of 20 words.")
        assert len(after.rows[RowsAt("notes", "action")]) == len(before.rows.get(RowsAt("notes", "action"), ())) + 1
        assert "Taken over" in all_words(dialog)
        assert "Ring the optician" in dialog.findChildren(QPlainTextEdit)[-1].toPlainText()
        session.undo()
        assert (session.read().answers, session.read().rows) == (before.answers, before.rows)
        dialog.reject()
        let_go()


def _with_row(record: PepRecord) -> dict[RowsAt, tuple[str, ...]]:
    at = RowsAt("notes", "action")
    return {**record.rows, at: (*record.rows.get(at, ()), "new1")}


def test_what_was_changed_in_the_plan_since_the_form_went_out_is_not_undone_by_it(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        record = start_sample(qtbot, window)
        session = window.desk.session
        assert session is not None
        order = FormOrder(record.form, record.authority, None, session.read())
        (path := tmp_path / "sent.docx").write_bytes(make_form(order, NOW, word=True))
        session.set_answer(OUTCOME, Value("Written after the form went out."))
        dialog = review(qtbot, window, path)
        assert "nothing that is not in the plan" in all_words(dialog)
        dialog.reject()
        let_go()


def test_another_childs_form_is_said_first_and_nothing_is_ticked(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        record = start_sample(qtbot, window)
        other = changed_copy(record, child__surname="Another", child__first_name="Somebody")
        other.plan_id = "0" * 32
        order = FormOrder(record.form, record.authority, None, other)
        (path := tmp_path / "other.docx").write_bytes(make_form(order, NOW, word=True))
        dialog = review(qtbot, window, path)
        assert "Is it the same child?" in all_words(dialog)
        assert not any(ticks(dialog).values())
        dialog.reject()
        let_go()


def test_a_file_that_is_no_form_is_told_in_words(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        start_sample(qtbot, window)
        (path := tmp_path / "no.docx").write_bytes(b"PK\x03\x04 nothing")
        dialog = review(qtbot, window, path)
        assert "cannot be used" in all_words(dialog)
        assert not button(dialog, "Take over").isVisible()
        dialog.reject()
        let_go()


@pytest.mark.parametrize("kind", ["word", "pdf"])
def test_the_open_plans_form_is_written_with_or_without_its_answers(qtbot: QtBot, tmp_path: Path, kind: str) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        start_sample(qtbot, window)
        window.forms.form_to_fill()
        dialog = window.findChild(FormDialog)
        next(one for one in dialog.findChildren(Picker) if one.value == "word").pick(kind)
        sizes = []
        for with_answers in (True, False):
            dialog.findChild(QCheckBox).setChecked(with_answers)
            path = tmp_path / f"{with_answers}.{kind}"
            dialog.write_to(str(path))
            qtbot.waitUntil(lambda path=path: f"Written: {path.name}" in all_words(dialog), timeout=WAIT_MS)
            sizes.append(len(path.read_bytes()))
        assert sizes[0] != sizes[1]
        dialog.reject()
        let_go()


def test_without_a_plan_form_part_and_year_are_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "none") as window:
        window.forms.form_to_fill()
        dialog = window.findChild(FormDialog)
        form, owner, year, _kind = (one for one in dialog.findChildren(Picker) if one.isVisible())
        form.pick("post_16")
        form.picked.emit("post_16")
        owner.pick("social_worker")
        year.pick("13")
        dialog.write_to(str(tmp_path / "part.docx"))
        qtbot.waitUntil(lambda: "Written: part.docx" in all_words(dialog), timeout=WAIT_MS)
        assert (tmp_path / "part.docx").read_bytes().startswith(b"PK")
        dialog.reject()
        let_go()

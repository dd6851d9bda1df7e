"""The window that matches a council's form: what is unsure first, a correction is kept, the export offers the form."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from pepdesk import paths
from pepdesk.app.documents import sample_plan
from pepdesk.app.jobs import Jobs
from pepdesk.app.own_forms import forms_for
from pepdesk.ui.documents.export_own_form import OwnFormBox
from pepdesk.ui.documents.export_work import Order, carry_out
from pepdesk.ui.documents.own_form_dialog import OwnFormDialog
from pepdesk.ui.documents.own_form_words import CHECKED, LEFT_ALONE, TO_CHECK
from pepdesk.ui.documents.question_picker import QuestionPicker
from pepdesk.ui.start import application
from tests.ui.desks import WAIT_MS, let_go

SHIPPED = paths.resources_dir() / "own_forms"


@pytest.fixture
def dialog(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[OwnFormDialog]:
    monkeypatch.setenv("PEPDESK_HOME", str(tmp_path / "home"))
    application()
    jobs, around = Jobs(), QWidget()
    qtbot.addWidget(around)
    made = OwnFormDialog(around, jobs, "england", "year_r_11")
    made.show()
    copy = tmp_path / "Council form.docx"  # without its mapping, so that everything is proposed anew
    copy.write_bytes((SHIPPED / "anyshire_tables.docx").read_bytes())
    made.read(str(copy))
    qtbot.waitUntil(made._found.isVisible, timeout=WAIT_MS)
    yield made
    jobs.close()
    let_go()


def row_of(dialog: OwnFormDialog, words: str) -> int:
    return next(row for row in range(dialog._table.rowCount()) if dialog._table.item(row, 0).text() == words)


def choose(dialog: OwnFormDialog, row: int, words: str) -> None:
    dialog._table.setCurrentCell(row, 0)
    dialog._editor.choose()
    picker = next(one for one in dialog.findChildren(QuestionPicker) if one.isVisible())
    picker._edit.setText(words)
    picker._choose()


def test_what_is_unsure_comes_first_and_each_press_leads_to_the_next(dialog: OwnFormDialog) -> None:
    states = [dialog._table.item(row, 2).text() for row in range(dialog._table.rowCount())]
    assert states[0] == f"? {TO_CHECK}"
    assert states == sorted(states)
    left = len(dialog._open())
    assert left
    for _ in range(left):
        dialog._confirm()
    assert not dialog._open()
    assert "none left" in dialog._count.text()


def test_a_correction_is_shown_saved_and_offered_by_the_export(dialog: OwnFormDialog, tmp_path: Path) -> None:
    choose(dialog, row_of(dialog, "UPN"), "social care number")
    assert "Social care number" in dialog._table.item(row_of(dialog, "UPN"), 1).text()
    assert CHECKED in dialog._table.item(row_of(dialog, "UPN"), 2).text()
    dialog._table.setCurrentCell(row_of(dialog, "Legal status"), 0)
    dialog._editor._leave_alone()
    assert dialog._table.item(row_of(dialog, "Legal status"), 1).text() == LEFT_ALONE
    dialog._title.setText("Our council")
    dialog._save.click()
    record = sample_plan("year_r_11", date(2026, 11, 22))
    (own,) = forms_for(record)
    said = {one.label: one.answers for one in own.mapping.entries}
    assert (own.mapping.title, said["UPN"], said["Legal status"]) == ("Our council", ("child.social_care_id",), ())
    box = OwnFormBox((own,))
    assert box.form is None
    box._wanted.setChecked(True)
    assert box.form is own
    box.allow(False)  # a copy that leaves answers out
    assert box.form is None
    now = datetime.now().astimezone()
    order = Order(
        record, now, pdf=False, word=False, draft=True, folder=tmp_path / "out", picture=lambda _name: None, own=own
    )
    made = carry_out(order)
    assert [path.suffix for path in made.files] == [".docx"]
    assert made.own is not None
    assert made.own.placed > 50


def test_the_columns_of_a_table_can_be_matched_anew(dialog: OwnFormDialog) -> None:
    dialog._table.setCurrentCell(row_of(dialog, "7. Review of previous targets"), 0)
    combos = {
        one.accessibleName(): one for one in dialog._editor.findChildren(QComboBox) if one.isVisibleTo(dialog._editor)
    }
    combo = combos["Column “How do we know?”"]
    combo.setCurrentIndex(combo.findData("review.impact_note"))
    combo.activated.emit(combo.currentIndex())
    assert dialog._looked is not None
    entry = next(one.entry for one in dialog._looked.proposed if one.place.words == "7. Review of previous targets")
    assert entry.rows[0].columns[2] == "review.impact_note"
    rows = combos["What each row is"]
    rows.setCurrentIndex(rows.findData("notes.action"))
    rows.activated.emit(rows.currentIndex())
    entry = next(one.entry for one in dialog._looked.proposed if one.place.words == "7. Review of previous targets")
    assert entry.rows[0].group == "notes.action"


def test_a_file_that_is_no_form_is_refused_in_words(dialog: OwnFormDialog, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(b"PK\x03\x04")
    dialog.read(str(tmp_path / "x.docx"))
    qtbot.waitUntil(dialog._wrong.isVisible, timeout=WAIT_MS)
    assert "cannot be used" in dialog._wrong.text()
    assert not dialog._save.isEnabled()

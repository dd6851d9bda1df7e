"""The window makes a blank sheet of the open plan's form and year group, with nothing of the plan on it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from pepdesk.ui.documents.paper_dialog import PaperDialog
from pepdesk.ui.frame.main_window import MainWindow
from pepdesk.ui.parts.picker import Picker
from pepdesk.ui.parts.waiting import Waiting
from tests.export import pdf_reader
from tests.ui.desks import WAIT_MS, all_words, button, let_go, open_window, start_sample, unlocked_window


def _dialog(window: MainWindow) -> PaperDialog:
    window.plans.paper_sheet()
    dialog = window.findChild(PaperDialog)
    assert dialog is not None
    return dialog


def _write(qtbot: QtBot, dialog: PaperDialog, path: Path) -> str:
    dialog.write_to(str(path))
    qtbot.waitUntil(lambda: path.exists() and button(dialog, "Open it").isVisible(), timeout=WAIT_MS)
    return "\n".join(words for _, words in pdf_reader.spoken(path.read_bytes())) if path.suffix == ".pdf" else ""


def test_the_open_plans_year_group_is_taken_and_its_answers_stay_where_they_are(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        record = start_sample(qtbot, window)
        dialog = _dialog(window)
        assert [one.value for one in dialog.findChildren(Picker) if one.isVisible()] == ["child", "8", "pdf"]
        heard = _write(qtbot, dialog, tmp_path / "blank.pdf")
        assert "How are your lessons?" in heard
        answers = [getattr(one, "value", "") for one in record.answers.values()]
        long = [one for one in answers if isinstance(one, str) and len(one) > 12]
        assert long
        assert not [one for one in [*long, "Łucja"] if one in heard]
        dialog.findChild(QCheckBox).setChecked(True)
        assert "Łucja" in _write(qtbot, dialog, tmp_path / "named.pdf")
        assert "✓ Written: named.pdf" in all_words(dialog)
        dialog.reject()
        let_go()


def test_without_a_plan_the_form_is_chosen_its_year_groups_follow_and_the_making_can_be_stopped(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with open_window(qtbot, tmp_path / "none") as window:
        dialog = _dialog(window)
        owner, form, year, kind = (one for one in dialog.findChildren(Picker) if one.isVisible())
        assert (owner.value, form.value, year.value) == ("child", "early_years", "E1")
        assert not dialog.findChild(QCheckBox).isVisible()
        form.pick("post_16")
        form.picked.emit("post_16")
        assert year.value == "12"
        dialog.write_to(str(tmp_path / "stopped.pdf"))
        button(dialog.findChild(Waiting), "Stop").click()
        qtbot.waitUntil(lambda: "Stopped. No file was written." in all_words(dialog), timeout=WAIT_MS)
        assert not (tmp_path / "stopped.pdf").exists()
        kind.pick("word")
        _write(qtbot, dialog, tmp_path / "sheet.docx")
        assert (tmp_path / "sheet.docx").read_bytes().startswith(b"PK")
        dialog.reject()
        let_go()


def test_a_folder_that_is_not_there_is_told_and_nothing_is_left_waiting(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with open_window(qtbot, tmp_path / "none") as window:
        dialog = _dialog(window)
        dialog.write_to(str(tmp_path / "file" / "sheet.pdf"))
        qtbot.waitUntil(lambda: "could not be written" in all_words(dialog), timeout=WAIT_MS)
        assert button(dialog, "Make the sheet…").isEnabled()
        dialog.reject()
        let_go()

"""What people type, and what files from outside say, is shown as text: never as markup, which would fetch pictures."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import Qt, QTextDocument
from PySide6.QtWidgets import QDialog, QLabel, QMessageBox, QTextBrowser, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

import pepdesk
from pepdesk.app.documents import sample_plan
from pepdesk.form.address import Address
from pepdesk.form.model import FieldType
from pepdesk.problem import PepDeskProblem
from pepdesk.record.answers import NotApplicable, Value
from pepdesk.record.record import PepRecord
from pepdesk.ui.documents.export_wizard import ExportWizard
from pepdesk.ui.parts.problem_box import show_problem
from pepdesk.ui.parts.texts import as_tip
from tests.ui.desks import WAIT_MS, let_go, unlocked_window

UI = Path(pepdesk.__file__).parent / "ui"
NEVER = {"QTextBrowser", "QErrorMessage", "QWhatsThis", "setHtml", "insertHtml", "appendHtml", "setMarkdown",
         "setWhatsThis", "setOpenExternalLinks", "QWebEngineView", "QStaticText", "RichText", "AutoText",
         "MarkdownText"}  # fmt: skip
BOXES = {"warning", "information", "question", "critical", "about"}


def _calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield name, node


def _is_ours(value: ast.expr) -> bool:
    """Whether a tooltip's words are PepDesk's own or went through ``as_tip``."""
    if isinstance(value, ast.Constant):
        return isinstance(value.value, str) and "<" not in value.value
    if isinstance(value, ast.IfExp):
        return _is_ours(value.body) and _is_ours(value.orelse)
    if not isinstance(value, ast.Call):
        return False
    name = getattr(value.func, "id", "")
    return name == "as_tip" or (
        name == "tr" and len(value.args) == 1 and not value.keywords and _is_ours(value.args[0])
    )


def _faults(source: str) -> list[str]:
    tree, found = ast.parse(source), []
    for node in ast.walk(tree):
        name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
        if name in NEVER:
            found.append(f"{node.lineno}: {name}")
    for name, call in _calls(tree):
        if name == "setToolTip" and not _is_ours(call.args[-1]):
            found.append(f"{call.lineno}: setToolTip without as_tip()")
        if name == "QTextEdit" or (name == "openUrl" and "fromLocalFile" not in ast.unparse(call)):
            found.append(f"{call.lineno}: {name}")
        owner = call.func.value if isinstance(call.func, ast.Attribute) else None
        if name in BOXES and getattr(owner, "id", "") == "QMessageBox":
            found.append(f"{call.lineno}: QMessageBox.{name}")
    return found


def test_no_module_of_the_window_shows_markup() -> None:
    files = sorted(UI.rglob("*.py"))
    assert len(files) > 80
    found = [f"{file.relative_to(UI)}:{fault}" for file in files for fault in _faults(file.read_text("utf-8"))]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "a.setToolTip(text)",
        'a.setToolTip(f"{text}")',
        'a.setToolTip(tr("{text}", text=text))',
        "QMessageBox.warning(a, b, c)",
        "QTextBrowser()",
        "a.setHtml(b)",
        "QTextEdit()",
        "QDesktopServices.openUrl(QUrl(answer))",
    ],
)
def test_the_lint_itself_finds_faults(source: str) -> None:
    assert _faults(source)


def hostile(folder: Path) -> tuple[PepRecord, str]:
    """The sample with a picture's address in every text, and the address."""
    bait = f'<img src="file://{folder}/bait.png"><b>bold</b> & <a href="file:///etc/passwd">x</a>'
    record = sample_plan("year_r_11", date(2026, 11, 22))
    texts = (FieldType.LINE, FieldType.PARAGRAPH, FieldType.PERSON, FieldType.DATE, FieldType.CHOICE, FieldType.NUMBER)
    for address in list(record.answers):
        if record.form.has(address.tab, address.field) and record.form.field(*address[:2]).type in texts:
            record.answers[address] = Value(bait)
    record.answers[Address("meeting", "venue")] = NotApplicable(bait)
    return record, bait


def marked_up(widget: QWidget) -> list[str]:
    """Whatever of this window and all below it would read text as markup."""
    found = []
    for one in [widget, *widget.findChildren(QWidget)]:
        if isinstance(one, QTextEdit | QTextBrowser):
            found.append(f"{type(one).__name__}")
        if isinstance(one, QMessageBox) and one.textFormat() is not Qt.TextFormat.PlainText:
            found.append(f"box {one.text()}")
        if isinstance(one, QLabel) and one.textFormat() is not Qt.TextFormat.PlainText:
            auto = one.textFormat() is Qt.TextFormat.AutoText and not Qt.mightBeRichText(one.text())
            found += [] if auto else [f"label {one.text()}"]
        found += [f"tooltip {one.toolTip()}"] if "<img" in one.toolTip() or "<b>" in one.toolTip() else []
    return found


def test_markup_in_every_answer_is_shown_as_text_in_every_window(qtbot: QtBot, tmp_path: Path) -> None:
    record, bait = hostile(tmp_path)
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        with qtbot.waitSignal(window.desk.saved, timeout=WAIT_MS):
            window.plans.start(record)
        view = window.plan_view
        assert view is not None
        view.pages.build_all()
        view.check_plan()
        assert marked_up(window) == []
        show_problem(window, PepDeskProblem(bait, bait))
        for open_one in (window.plans.export, view.go_to_question, window.look.about):
            open_one()
        dialogs = window.findChildren(QDialog)
        assert len(dialogs) >= 4
        assert any(isinstance(one, ExportWizard) for one in dialogs)
        assert [fault for dialog in dialogs for fault in marked_up(dialog)] == []
        assert bait not in window.windowTitle()
        for dialog in dialogs:
            dialog.close()
        let_go()
        window.go_home()
        qtbot.waitUntil(lambda: window.plan_view is None, timeout=WAIT_MS)
        assert marked_up(window) == []


def test_a_tooltip_shows_markup_as_text(qtbot: QtBot) -> None:
    words = 'Year 8 <img src="file:///x.png">\nnext <b>line</b>'
    shown = QTextDocument()
    shown.setHtml(as_tip(words))  # as a tooltip does
    assert shown.toPlainText() == words
    assert as_tip("a < b, said Ann & Bob") == "a < b, said Ann & Bob"

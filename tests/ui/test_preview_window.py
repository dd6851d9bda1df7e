"""The preview: chosen, looked at, read, printed and saved by a person, with nothing left behind."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton, QSpinBox, QTabBar
from pytestqt.qtbot import QtBot

from pepdesk.form.model import Audience
from pepdesk.ui.documents.preview_page import PreviewPage
from pepdesk.ui.documents.preview_print import new_printer
from pepdesk.ui.documents.preview_text import PreviewText
from pepdesk.ui.documents.preview_window import PreviewWindow
from pepdesk.ui.frame.main_window import MainWindow
from tests.ui.desks import WAIT_MS, start_sample, unlocked_window

pytestmark = pytest.mark.timeout(90)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path):  # noqa: ANN201 - a generator of a window
    with unlocked_window(qtbot, tmp_path / "vault") as made:
        start_sample(qtbot, made)
        yield made


def opened(qtbot: QtBot, window: MainWindow) -> PreviewWindow:
    window.plans.preview()
    (preview,) = window.findChildren(PreviewWindow)
    page = preview.findChild(PreviewPage)
    qtbot.waitUntil(lambda: preview._preview is not None and has_picture(page), timeout=WAIT_MS)
    return preview


def has_picture(page: PreviewPage) -> bool:
    return not page._label.pixmap().isNull()


def choose(combo: QComboBox, words: str) -> None:
    index = combo.findText(words)
    assert index >= 0, [combo.itemText(at) for at in range(combo.count())]
    combo.setCurrentIndex(index)
    combo.activated.emit(index)


def named(preview: PreviewWindow, kind: type, name: str):  # noqa: ANN201
    return next(one for one in preview.findChildren(kind) if one.accessibleName() == name)


def test_pages_text_and_contents_go_together(qtbot: QtBot, window: MainWindow) -> None:
    preview = opened(qtbot, window)
    text, page = preview.findChild(PreviewText), preview.findChild(PreviewPage)
    assert "Lusia" in text.toPlainText()
    item = next(one for one in preview._items if one.text(0).startswith("New targets, page"))
    number = int(item.text(0).rsplit(" ", 1)[1])
    preview._contents.setCurrentItem(item)
    assert text.textCursor().block().text() == "New targets"
    assert text.textCursor().blockFormat().headingLevel() == 2
    assert page.accessibleName() == f"Picture of page {number} of {preview._preview.pages.count}"
    qtbot.keyClick(text, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert preview._contents.currentItem().text(0).startswith("Target 1, page")
    named(preview, QSpinBox, "Page").setValue(2)
    assert page.accessibleName().startswith("Picture of page 2 of")
    qtbot.waitUntil(lambda: page._wanted.page == 1 and page._wanted in page._kept, timeout=WAIT_MS)


def test_another_part_or_copy_is_another_document(qtbot: QtBot, window: MainWindow) -> None:
    preview = opened(qtbot, window)
    text = preview.findChild(PreviewText)
    with qtbot.waitSignal(preview.shown, timeout=WAIT_MS):
        choose(named(preview, QComboBox, "Part of the plan"), "The targets only")
    assert "are left out" in text.toPlainText()
    assert "Legal surname" not in text.toPlainText()
    few = preview._preview.pages.count
    large = next(box for box in preview.findChildren(QCheckBox) if "Large" in box.text())
    with qtbot.waitSignal(preview.shown, timeout=WAIT_MS):
        large.click()
    assert preview._preview.pages.count > few
    with qtbot.waitSignal(preview.shown, timeout=WAIT_MS):
        choose(named(preview, QComboBox, "Copy for"), "The child")
    assert not named(preview, QComboBox, "Part of the plan").isEnabled()
    assert "SDQ" not in text.toPlainText()


def test_it_prints_the_pages_asked_for(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    preview = opened(qtbot, window)
    printer = new_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    printer.setFromTo(2, 4)
    preview.print_on(printer)
    qtbot.waitUntil(lambda: preview._printing is None, timeout=WAIT_MS)
    trail = window.desk.library.vault.audit
    qtbot.waitUntil(lambda: [one.kind for one in trail.read().entries][-1:] == ["printed"], timeout=WAIT_MS)
    paper = pypdfium2.PdfDocument(str(tmp_path / "paper.pdf"))
    assert len(paper) == 3
    assert [round(edge) for edge in paper.get_page_size(0)] == [595, 842]
    # The second page of the plan, in the same places on paper as on screen.
    printed = paper[0].render(scale=0.5).to_pil().convert("L")
    shown = preview._preview.pages.picture(1, 36)
    assert (printed.width, printed.height) == (shown.across, shown.down)
    dots = [shown.data[row * shown.stride + 4 * at] for row in range(shown.down) for at in range(shown.across)]
    apart = sum(abs(ours - theirs) for ours, theirs in zip(dots, printed.tobytes(), strict=True)) / len(dots)
    paper.close()
    assert apart < 6


def test_it_saves_what_is_on_show_and_replaces_nothing(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    preview = opened(qtbot, window)
    for _ in range(2):
        preview.save_pdf_in(str(tmp_path))
        qtbot.waitUntil(lambda: preview._told.text().startswith("Written"), timeout=WAIT_MS)
        preview._told.say("")
    preview.save_word_in(str(tmp_path))
    qtbot.waitUntil(lambda: preview._told.text().startswith("Written"), timeout=WAIT_MS)
    word, pdf, second = sorted(
        (path for path in tmp_path.iterdir() if path.is_file()), key=lambda path: (path.suffix, len(path.name))
    )
    assert [path.suffix for path in (word, pdf, second)] == [".docx", ".pdf", ".pdf"]
    assert second.stem == f"{pdf.stem} (2)"
    assert pdf.read_bytes() == second.read_bytes() == preview._preview.pdf


def test_locking_takes_the_pages_away(qtbot: QtBot, window: MainWindow) -> None:
    preview = opened(qtbot, window)
    pages = preview._preview.pages
    window.lock_now()
    qtbot.waitUntil(lambda: pages.count == 0, timeout=WAIT_MS)


def test_while_the_child_looks_on_only_the_childs_copy_comes_on_screen(qtbot: QtBot, window: MainWindow) -> None:
    window.desk.session.show_to(Audience.CHILD)
    preview = opened(qtbot, window)
    assert preview._preview.order.audience is Audience.CHILD
    assert not named(preview, QComboBox, "Copy for").isEnabled()
    assert "SDQ" not in preview.findChild(PreviewText).toPlainText()


def test_buttons_rest_until_there_is_something_to_print(qtbot: QtBot, window: MainWindow) -> None:
    window.plans.preview()
    (preview,) = window.findChildren(PreviewWindow)
    buttons = [one for one in preview.findChildren(QPushButton) if one.text() in {"&Print…", "Save P&DF…"}]
    assert len(buttons) == 2
    assert not any(one.isEnabled() for one in buttons)
    qtbot.waitUntil(lambda: all(one.isEnabled() for one in buttons), timeout=WAIT_MS)


def test_a_narrow_window_shows_the_text_or_the_contents_beside_the_page(qtbot: QtBot, window: MainWindow) -> None:
    preview = opened(qtbot, window)
    text, contents, which = preview.findChild(PreviewText), preview._contents, preview.findChild(QTabBar)
    letter = preview.fontMetrics().averageCharWidth()
    preview.resize(letter * 160, 700)
    assert text.isVisible()
    assert contents.isVisible()
    assert not which.isVisible()
    preview.resize(letter * 90, 700)
    qtbot.waitUntil(which.isVisible)
    assert (text.isVisible(), contents.isVisible()) == (True, False)
    which.setCurrentIndex(1)
    assert (text.isVisible(), contents.isVisible()) == (False, True)
    preview.resize(letter * 160, 700)
    qtbot.waitUntil(lambda: text.isVisible() and contents.isVisible() and not which.isVisible())

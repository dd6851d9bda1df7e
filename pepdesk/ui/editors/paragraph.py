"""Several lines of plain text that grow with what is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QPaintEvent, QTextCursor, QTextOption, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QScrollArea, QWidget

from pepdesk.ui.editors.editor import Editor, Question, differing_middle, plain, units
from pepdesk.ui.editors.stumbles import Stumbles
from pepdesk.ui.parts.spelling import spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QTextBlock

    from pepdesk.ui.editors.editor import Stored

SPELL_PAUSE_MS = 400
"""Spelling is looked at after this pause in typing, so that it never slows a key."""
FEWEST_LINES = 3
MOST_LINES = 20
_BREAKS = str.maketrans("\u2029\u2028", "\n\n")


class GrowingText(QPlainTextEdit):
    """Plain text without its own undo; Tab leaves it; as high as its lines, from 3 to 20 of them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._stumbles, self._slips = Stumbles(self), Stumbles(self, dots=True)
        self._spell_soon = QTimer(self, singleShot=True, interval=SPELL_PAUSE_MS)
        self._spell_soon.timeout.connect(self.spell)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.document().setDocumentMargin(6)
        self.document().documentLayout().documentSizeChanged.connect(self.fit)
        self._soon = QTimer(self, singleShot=True, interval=0)  # after the page has made room for a new line
        self._soon.timeout.connect(self._keep_caret_in_sight)
        self.cursorPositionChanged.connect(self._soon.start)
        self.textChanged.connect(self._spell_soon.start)
        spelling().changed.connect(self._spell_soon.start)

    def text(self) -> str:
        """The text, its lines parted by newlines. Hard spaces stay, which ``toPlainText`` would make soft."""
        return self.document().toRawText().translate(_BREAKS)

    def show_text(self, text: str) -> None:
        """Show ``text`` by replacing only what differs, so that the caret stays."""
        before, after = self.text(), text.translate(_BREAKS)
        if before == after:
            return
        start, end, middle = differing_middle(before, after)
        cursor = QTextCursor(self.document())
        cursor.setPosition(units(before[:start]))
        cursor.setPosition(units(before[:end]), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(middle)

    def underline(self, spans: tuple[tuple[int, int], ...]) -> None:
        """Underline these places. Only how the text is drawn changes: not the text, the caret or what can be undone."""
        self._stumbles.put(self.text(), spans)

    def underlined(self) -> list[str]:
        """The underlined words, as they are now."""
        return self._stumbles.words()

    def spell(self) -> None:
        """Mark the words that are probably misspelt, but not the one that is being typed."""
        text = self.text()
        here = len(text) if not self.hasFocus() else self._letters_before(text)
        spans = spelling().misspelt(text) if not self.isReadOnly() else ()
        typing = self.hasFocus() and not self.textCursor().hasSelection()
        self._slips.put(text, tuple(one for one in spans if not (typing and one[1] == here)))

    def slips(self) -> list[tuple[int, int]]:
        """Where the marked words stand, in UTF-16 units."""
        return self._slips.places()

    def slip_at(self, position: int) -> tuple[int, int] | None:
        """The marked word at a position (UTF-16 units), if there is one."""
        return next((one for one in self.slips() if one[0] <= position <= one[1]), None)

    def select_slip(self, place: tuple[int, int]) -> str:
        """Select a marked word; gives it."""
        cursor = self.textCursor()
        cursor.setPosition(place[0])
        cursor.setPosition(place[1], QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        return cursor.selectedText()

    def _letters_before(self, text: str) -> int:
        """How many characters of ``text`` stand before the caret."""
        position = self.textCursor().position()
        if text.isascii():
            return position
        return len(text.encode("utf-16-le", "surrogatepass")[: 2 * position].decode("utf-16-le", "surrogatepass"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, then the waves under words."""
        super().paintEvent(event)
        self._stumbles.paint(self._blocks())
        self._slips.paint(self._blocks())

    def _blocks(self) -> Iterator[tuple[QTextBlock, QPointF]]:
        """The paragraphs in sight, each with its corner."""
        block = self.firstVisibleBlock()
        while block.isValid():
            corner = self.blockBoundingGeometry(block).translated(self.contentOffset()).topLeft()
            if corner.y() > self.viewport().height():
                return
            yield block, corner
            block = block.next()

    def mark_gap(self, gap: str) -> None:
        """Mark the first ``gap``; without one the caret goes to the end."""
        start = self.text().find(gap)
        cursor = self.textCursor()
        if start < 0:
            cursor.movePosition(QTextCursor.MoveOperation.End)
        else:
            cursor.setPosition(units(self.text()[:start]))
            cursor.setPosition(units(self.text()[: start + len(gap)]), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.setFocus()

    def mark_words(self, start: int, length: int) -> None:
        """Mark so many letters from ``start`` on and scroll the page to them; the focus stays where it is."""
        text, cursor = self.text(), self.textCursor()
        cursor.setPosition(units(text[:start]))
        cursor.setPosition(units(text[: start + length]), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self._scroll_to_caret()

    def fit(self) -> None:
        """Be as high as the text needs."""
        lines = round(self.document().size().height())
        shown = min(max(lines, FEWEST_LINES), MOST_LINES)
        height = shown * self.fontMetrics().lineSpacing() + 2 * round(self.document().documentMargin()) + 4
        if height != self.minimumHeight():
            self.setFixedHeight(height)
        bars = Qt.ScrollBarPolicy.ScrollBarAsNeeded if lines > MOST_LINES else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if bars is not self.verticalScrollBarPolicy():
            self.setVerticalScrollBarPolicy(bars)

    def _keep_caret_in_sight(self) -> None:
        """Scroll the page along: the text itself does not scroll, so it cannot do this."""
        if self.hasFocus():
            self._scroll_to_caret()

    def _scroll_to_caret(self) -> None:
        page = self.parentWidget()
        while page is not None and not isinstance(page, QScrollArea):
            page = page.parentWidget()
        if page is not None and (content := page.widget()) is not None:
            caret = self.viewport().mapTo(content, self.cursorRect().center())
            page.ensureVisible(page.horizontalScrollBar().value(), caret.y(), 0, 2 * self.fontMetrics().height())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Leave the menu to the question: Qt's own has an undo of its own."""
        event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page, unless this is in use and longer than it is high."""
        if self.hasFocus() and self.verticalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAsNeeded:
            super().wheelEvent(event)
        else:
            event.ignore()


class ParagraphEditor(Editor):
    """The editor of longer texts."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self._text = GrowingText(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._text)
        self._showing = False
        self._text.textChanged.connect(self._changed)

    def focus_target(self) -> QWidget:
        """The text."""
        return self._text

    def value(self) -> Stored:
        """The text as typed."""
        return self._text.text()

    def show_value(self, value: Stored) -> None:
        """Show the text."""
        self._showing = True
        self._text.show_text(plain(value))
        self._showing = False

    def freeze(self, frozen: bool) -> None:
        """Make the text read-only; it can still be marked and copied by keyboard."""
        self._text.setReadOnly(frozen)
        if frozen:
            self._text.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )

    def underline(self, text: str, spans: tuple[tuple[int, int], ...]) -> None:
        """Underline these places of the text."""
        self._text.underline(spans if text == self._text.text() else ())

    def mark_gap(self, gap: str) -> None:
        """Take the focus with the first gap marked."""
        self._text.mark_gap(gap)

    def mark_words(self, start: int, length: int) -> None:
        """Mark these letters."""
        self._text.mark_words(start, length)

    def fit(self) -> None:
        """Fit the height to font and text."""
        self._text.fit()

    def _changed(self) -> None:
        if not self._showing:
            self.edited.emit(self._text.text())

"""The words of a document to read beside its picture: headings as headings, reached by a key or from the contents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from pepdesk.export.reading_text import Kind
from pepdesk.ui.parts.scrolling import with_plain_bars
from pepdesk.ui.parts.theme import theme
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.export.reading_text import Line

_LARGER = {1: 1.5, 2: 1.3, 3: 1.15, 4: 1.05}


class PreviewText(QTextEdit):
    """Read-only. Tab leaves it; marking and copying work as everywhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        with_plain_bars(self)
        self._lines: tuple[Line, ...] = ()
        self._headings: list[int] = []
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAcceptRichText(False)
        self.setAccessibleName(tr("The document as text"))
        self.setAccessibleDescription(tr("The same words as on the pages, in the order they are read"))
        theme().changed.connect(self._write)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show another document, from its beginning."""
        self._lines = tuple(lines)
        self._write()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def go_to_heading(self, number: int) -> None:
        """Put the cursor on heading ``number``, counted from 0, at the head of the view if there is text enough."""
        if not 0 <= number < len(self._headings):
            return
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.setTextCursor(QTextCursor(self.document().findBlockByNumber(self._headings[number])))
        self.ensureCursorVisible()

    def next_heading(self, step: int) -> int:
        """The number of the next heading after (``step`` 1) or before (-1) the cursor, -1 when there is none."""
        at = self.textCursor().blockNumber()
        if step > 0:
            return next((number for number, block in enumerate(self._headings) if block > at), -1)
        before = [number for number, block in enumerate(self._headings) if block < at]
        return before[-1] if before else -1

    def _write(self) -> None:
        self.clear()
        self._headings = []
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for number, line in enumerate(self._lines):
            if number:
                cursor.insertBlock()
            cursor.setBlockFormat(self._block_format(line))
            if line.level:
                self._headings.append(cursor.blockNumber())
            # A line break within a paragraph must not begin another block: headings are found by block.
            cursor.insertText(line.words.replace("\n", "\u2028"), self._letters(line))
        cursor.endEditBlock()

    def _block_format(self, line: Line) -> QTextBlockFormat:
        form = QTextBlockFormat()
        form.setHeadingLevel(line.level)
        high = self.fontMetrics().height()
        form.setTopMargin(high * (0.9 if line.level else 0.45 if line.kind is Kind.QUESTION else 0.1))
        form.setLeftMargin(high * (0.8 if line.kind is Kind.ITEM else 0))
        return form

    def _letters(self, line: Line) -> QTextCharFormat:
        form = QTextCharFormat()
        if line.level or line.kind is Kind.QUESTION:
            form.setFontWeight(QFont.Weight.Bold)
        form.setFontPointSize(self.font().pointSizeF() * _LARGER.get(line.level, 1.0))
        return form

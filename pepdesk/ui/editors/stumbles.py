"""Waves under words of a text: a drawing over it that follows the words while somebody types, and changes nothing.

Qt's own wave is one faint pixel high at 100 % (seen); this one is thick enough for people who see little.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextCursor

from pepdesk.ui.editors.editor import units
from pepdesk.ui.parts.theme import theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QTextBlock, QTextLine
    from PySide6.QtWidgets import QPlainTextEdit

Spans = tuple[tuple[int, int], ...]
_THICK = 8
"""The wave's line is an eighth of a thin letter's height, at least 1.5 pixels."""


class Stumbles:
    """The places of one text that are underlined: with waves, or with ``dots`` for spelling, told apart by shape."""

    def __init__(self, text: QPlainTextEdit, *, dots: bool = False) -> None:
        self._text = text
        self._dots = dots
        self._places: list[QTextCursor] = []

    def put(self, text: str, spans: Spans) -> None:
        """Underline these places of ``text``, which is what stands there."""
        wanted = [(units(text[:start]), units(text[:end])) for start, end in spans]
        if wanted == self.places():
            return
        self._places = []
        for start, end in wanted:
            place = QTextCursor(self._text.document())
            place.setPosition(start)
            place.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            self._places.append(place)
        self._text.viewport().update()

    def places(self) -> list[tuple[int, int]]:
        """Where the underlined words are now, in UTF-16 units of the document."""
        return [(place.selectionStart(), place.selectionEnd()) for place in self._places]

    def words(self) -> list[str]:
        """The underlined words, as they are now."""
        return [place.selectedText() for place in self._places]

    def paint(self, blocks: Iterator[tuple[QTextBlock, QPointF]]) -> None:
        """Draw the waves under those ``blocks`` (with the corner of each) that have any."""
        if not self._places:
            return
        high = self._text.fontMetrics().descent()
        painter = QPainter(self._text.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._pen())
        for block, corner in blocks:
            for start, end in self.places():
                for line, first, last in _lines(block, start, end):
                    left, right = _x(line, first), _x(line, last)
                    base = corner.y() + line.y() + line.ascent() + high * 0.3
                    if self._dots:
                        low = base + high * 0.6
                        painter.drawLine(QPointF(corner.x() + left, low), QPointF(corner.x() + right, low))
                    else:
                        painter.drawPolyline(_wave(corner.x() + left, corner.x() + right, base, high * 0.6))
        painter.end()

    def _pen(self) -> QPen:
        tokens, thin = theme().tokens, self._text.fontMetrics().xHeight() / _THICK
        if not self._dots:
            return QPen(QColor(tokens.should), max(1.5, thin))
        pen = QPen(QColor(tokens.error), max(2.0, thin * 1.4))
        pen.setStyle(Qt.PenStyle.DotLine)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        return pen


def _lines(block: QTextBlock, start: int, end: int) -> Iterator[tuple[QTextLine, int, int]]:
    """The lines of a block that hold a piece of the place, and the piece within the block."""
    layout = block.layout()
    first, last = start - block.position(), end - block.position()
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        begins, ends = line.textStart(), line.textStart() + line.textLength()
        if first < ends and last > begins:
            yield line, max(first, begins), min(last, ends)


def _x(line: QTextLine, position: int) -> float:
    found: Any = line.cursorToX(position)  # the stubs promise a float, the call gives the position beside it
    return float(found[0] if isinstance(found, tuple) else found)


def _wave(left: float, right: float, top: float, high: float) -> list[QPointF]:
    """A zigzag from ``left`` to ``right``."""
    step = max(high, 2.0)
    count = max(1, round((right - left) / step))
    return [QPointF(min(left + number * step, right), top + high * (number % 2)) for number in range(count + 1)]

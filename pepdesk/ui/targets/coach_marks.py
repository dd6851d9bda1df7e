"""The letters of a target, painted: a box with a sign and the word. Told apart by sign and shape, not by colour alone.

One painted widget and not a label for each: a label that changes has the whole page laid out anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pepdesk.ui.parts.theme import theme
from pepdesk.ui.targets.coach_words import STATES, WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pepdesk.ui.parts.theme import Tokens

SIGNS = {True: "✓", False: "○", None: "…"}
_APART = 20
_LINES_APART = 6


class LetterMarks(QWidget):
    """The letters with their states; as many lines as the width needs."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._states: tuple[tuple[str, bool | None], ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_states(self, states: Sequence[tuple[str, bool | None]]) -> None:
        """Show these letters: True stands, False does not, None cannot be told yet."""
        before, self._states = self._states, tuple(states)
        if before == self._states:
            return
        self.setAccessibleName(", ".join(f"{WORDS[letter]}: {STATES[state]}" for letter, state in self._states))
        if [letter for letter, _ in before] != [letter for letter, _ in self._states]:
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """All letters on one line."""
        boxes = self._boxes(10_000)
        return QSize(boxes[-1].right() + 1 if boxes else 0, self._line_height())

    def minimumSizeHint(self) -> QSize:
        """The longest word."""
        return QSize(max((box.width() for box in self._boxes(1)), default=0), self._line_height())

    def hasHeightForWidth(self) -> bool:
        """The words go on below where they do not fit."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the lines needed."""
        boxes = self._boxes(width)
        return boxes[-1].bottom() + 1 if boxes else self._line_height()

    def changeEvent(self, event: QEvent) -> None:
        """Take the room another font needs."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Each letter: its box, its sign, its word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for (letter, state), box in zip(self._states, self._boxes(self.width()), strict=True):
            self._paint(painter, WORDS[letter], state, box, theme().tokens)
        painter.end()

    def _paint(self, painter: QPainter, word: str, state: bool | None, box: QRect, tokens: Tokens) -> None:
        side = self._side()
        square = QRect(box.left(), box.top() + (box.height() - side) // 2, side, side)
        colour = QColor(tokens.good if state else tokens.border if state is None else tokens.should)
        dashes = Qt.PenStyle.DotLine if state is None else Qt.PenStyle.SolidLine
        painter.setPen(QPen(colour, max(1.5, side / 14), dashes))
        painter.setBrush(colour if state else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(square.adjusted(1, 1, -1, -1), 4, 4)
        painter.setPen(QColor(tokens.raised if state else tokens.text if state is False else tokens.muted))
        painter.drawText(square, Qt.AlignmentFlag.AlignCenter, SIGNS[state])
        painter.setPen(QColor(tokens.text if state is not None else tokens.muted))
        text = box.adjusted(side + self._gap(), 0, 0, 0)
        painter.drawText(text, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), word)

    def _boxes(self, width: int) -> list[QRect]:
        """Where each letter goes in this width."""
        metrics, high = QFontMetrics(self.font()), self._line_height()
        boxes: list[QRect] = []
        left = top = 0
        for letter, _ in self._states:
            wide = self._side() + self._gap() + metrics.horizontalAdvance(WORDS[letter]) + 2
            if left and left + wide > width:
                left, top = 0, top + high + _LINES_APART
            boxes.append(QRect(left, top, wide, high))
            left += wide + _APART
        return boxes

    def _side(self) -> int:
        return self._line_height() - 2

    def _gap(self) -> int:
        return self._side() // 3

    def _line_height(self) -> int:
        return self.fontMetrics().height() + 4

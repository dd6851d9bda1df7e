"""Words that lead somewhere: a link as wide as its text needs, which wraps, and a part that unfolds on demand."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from pepdesk.form.address import Address
from pepdesk.ui.parts.theme import TARGET, theme
from pepdesk.words import tr

_PAD = 3
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


def indent(widget: QWidget) -> int:
    """How far in the words of a link stand, pixels: what belongs to one begins there too."""
    return round(QFontMetrics(widget.font()).height() * 1.3)


class LinkButton(QAbstractButton):
    """A button that looks like a link: a glyph, then underlined words that wrap. Enter and Space press it."""

    glyph = "→"

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:
        """What the wrapped words need, and never less than can be hit."""
        room = QRect(0, 0, max(width - self._indent(), 1), 100_000)
        words = QFontMetrics(self.font()).boundingRect(room, _WRAP, self.text())
        return max(words.height() + 2 * _PAD, TARGET)

    def sizeHint(self) -> QSize:
        """One line."""
        width = QFontMetrics(self.font()).horizontalAdvance(self.text()) + self._indent() + 2
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Room for a long word; the rest wraps."""
        return QSize(QFontMetrics(self.font()).averageCharWidth() * 16 + self._indent(), TARGET)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Glyph and words."""
        painter = QPainter(self)
        painter.setPen(QColor(theme().tokens.tip))
        painter.setFont(self.font())
        area = self.rect().adjusted(0, _PAD, 0, 0)
        corner = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        painter.drawText(area.adjusted(_PAD, 0, 0, 0), int(corner), self.glyph)  # clear of the ring of the focus
        underlined = QFont(self.font())
        underlined.setUnderline(True)
        painter.setFont(underlined)
        painter.drawText(area.adjusted(self._indent(), 0, 0, 0), int(_WRAP), self.text())
        painter.end()

    def _indent(self) -> int:
        return indent(self)


class Jump(LinkButton):
    """Goes to a question. ``wanted(Address)``."""

    wanted = Signal(object)

    def __init__(self, text: str, address: Address, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.address = address
        self.setAccessibleDescription(tr("Goes to the question"))
        self.clicked.connect(self._go)

    def _go(self) -> None:
        self.wanted.emit(self.address)


class _Unfold(LinkButton):
    """The words that open and close a fold; says which it is."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setCheckable(True)
        self.show_state(False)

    def show_state(self, opened: bool) -> None:
        """Show and say whether the part below is open."""
        self.glyph = "▾" if opened else "▸"
        self.setAccessibleDescription(tr("Shown below") if opened else tr("Shows more"))
        self.update()


class Fold(QWidget):
    """Words to press, and below them ``inside``, which is hidden until then."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.button = _Unfold(text, self)
        self._body = QWidget(self)
        self.inside = QVBoxLayout(self._body)
        self.inside.setContentsMargins(indent(self), 0, 0, 4)
        self.inside.setSpacing(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.button)
        layout.addWidget(self._body)
        self._body.hide()
        self.button.toggled.connect(self._show)

    def _show(self, wanted: bool) -> None:
        self._body.setVisible(wanted)
        self.button.show_state(wanted)

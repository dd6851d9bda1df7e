"""Labels that show text as text (never as markup), one class for each size and colour in ``theme``."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QLabel, QWidget

from pepdesk.ui.parts.theme import theme
from pepdesk.ui.parts.ticks import words_begin

BAR = 4
"""Width of the coloured bar before errors and owner chips, pixels."""


def as_tip(text: str) -> str:
    """``text`` for a tooltip, which would read what looks like markup as markup and fetch the pictures it names."""
    return f"<qt>{escape(text)}</qt>".replace("\n", "<br>") if GuiQt.mightBeRichText(text) else text


class PlainLabel(QLabel):
    """A label for plain text that wraps. ``&`` is shown as it is, even when the label is somebody's buddy."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, wrap: bool = True) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if text:
            self.say(text)

    def say(self, text: str) -> None:
        """Show ``text``."""
        self.setText(text.replace("&", "&&") if self.buddy() else text)

    def stand_by(self, editor: QWidget, text: str) -> None:
        """Show ``text`` as the label of ``editor``."""
        self.setBuddy(editor)
        self.say(text)


class PageTitle(PlainLabel):
    """The title of a page."""


class GroupTitle(PlainLabel):
    """The title of a group of questions."""


class StrongText(PlainLabel):
    """A question, or a column's heading."""


class Hint(PlainLabel):
    """Text of less weight: hints and remarks."""


class UnderChoice(Hint):
    """What a radio button or a box to tick means; it begins below the words of the button."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """The box before the words grows with the letters."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        left = words_begin(self.fontMetrics())
        if self.contentsMargins().left() != left:
            self.setContentsMargins(left, 0, 0, 0)


class SmallText(Hint):
    """The same, smaller."""


class BarText(PlainLabel):
    """Text with a coloured bar at its left."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setContentsMargins(BAR + 8, 2, 0, 2)

    def bar(self) -> str:
        """The bar's colour."""
        return theme().tokens.hairline

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bar, then the text."""
        painter = QPainter(self)
        painter.fillRect(0, 0, BAR, self.height(), QColor(self.bar()))
        painter.end()
        super().paintEvent(event)


class PointText(PlainLabel):
    """One point of a list: a dot, then words whose further lines stand under the first."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setContentsMargins(self.fontMetrics().averageCharWidth() * 2, 0, 0, 0)

    def changeEvent(self, event: QEvent) -> None:
        """Further in with larger letters."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.setContentsMargins(self.fontMetrics().averageCharWidth() * 2, 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The dot, then the words."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(0, self.fontMetrics().ascent(), "•")
        painter.end()


class HelpText(BarText):
    """Help about a question."""

    def bar(self) -> str:
        """Blue."""
        return theme().tokens.tip


class RemarkText(BarText):
    """What the coach remarks."""

    def bar(self) -> str:
        """Amber."""
        return theme().tokens.should


class ErrorText(BarText):
    """What must be mended."""

    def bar(self) -> str:
        """Dark red; never the colour of a role."""
        return theme().tokens.error


class ShouldText(BarText):
    """What should be better."""

    def bar(self) -> str:
        """Amber."""
        return theme().tokens.should


class TipText(BarText):
    """What could be better."""

    def bar(self) -> str:
        """Blue."""
        return theme().tokens.tip

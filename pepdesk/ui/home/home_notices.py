"""What stands on the page of plans now and then: a reminder with its button, no plans yet, nothing found."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pepdesk.ui.parts.labels import button
from pepdesk.ui.parts.prose import Card
from pepdesk.ui.parts.texts import GroupTitle, PlainLabel
from pepdesk.ui.parts.theme import prose_width, theme
from pepdesk.words import tr

_EMPTY = (
    tr("Your plans will be listed here, with what is due next and whose turn it is."),
    tr(
        "A new plan asks for the child’s name, date of birth, year group and school. Everything else can wait, and is "
        "saved as you type."
    ),
    tr(
        "Would you rather look first? Open the sample: nothing you do in it is kept. If a colleague has sent you a "
        "package, open that."
    ),
)


class Notice(QFrame):
    """A reminder and what to do about it. ``pressed()``. Hidden at first."""

    pressed = Signal()

    def __init__(self, words: PlainLabel, verb: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(words, 1)
        row.addWidget(button(verb, self.pressed.emit))
        self.hide()


class Empty(Card):
    """No plans yet: what will be here, why to begin, and how."""

    begin_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._holder = QWidget()
        inside = QVBoxLayout(self._holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        inside.addWidget(GroupTitle(tr("No plans yet")))
        for line in _EMPTY:
            inside.addWidget(PlainLabel(line))
        inside.addWidget(button(tr("&Begin the first plan…"), self.begin_wanted.emit), 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()  # a column would ask the words how high they are as wide as the card, and cut them
        row.addWidget(self._holder, 1000)
        row.addStretch(1)
        self.column.addLayout(row)
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self._holder.setMaximumWidth(prose_width(QFontMetrics(QApplication.font()).averageCharWidth()))


class NothingFound(QWidget):
    """A search or a group without any plan. ``all_wanted()``."""

    all_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(PlainLabel(tr("No plan is found. All of them are still there.")), 1)
        layout.addWidget(button(tr("Show all plans a&gain"), self.all_wanted.emit))
        self.hide()

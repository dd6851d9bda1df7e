"""Above the questions of a target: from where to where, who helps when, what it costs, and the target of last term."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from pepdesk.rules.target_glance import glance
from pepdesk.ui.overview.overview_money import MoneyBar, MoneyWords
from pepdesk.ui.parts.texts import Hint, PlainLabel, PointText, SmallText
from pepdesk.ui.parts.theme import theme
from pepdesk.words import tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pepdesk.app.session import Session
    from pepdesk.form.address import Address
    from pepdesk.rules.assess import Difference
    from pepdesk.rules.target_glance import Glance, Way

PAUSE_MS = 250
"""After the last change, until the glance follows."""
_MOST_HELP = 3


class WayLine(QLabel):
    """A line with a disc where the child is and a ring where they will be, each with its words."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._way: Way | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def tell(self, way: Way) -> None:
        """Show it."""
        self._way = way
        self.setAccessibleName(tr("From {start} now to {goal}", start=way.start_words, goal=way.goal_words))
        self.update()

    def sizeHint(self) -> QSize:
        """Words above, the line below."""
        return QSize(self.fontMetrics().averageCharWidth() * 40, round(self.fontMetrics().height() * 2.1))

    def minimumSizeHint(self) -> QSize:
        """As narrow as its words allow."""
        return QSize(self.fontMetrics().averageCharWidth() * 20, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The scale, the way, its two ends."""
        if self._way is None:
            return
        tokens, way = theme().tokens, self._way
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetricsF(self.font())
        r = metrics.height() * 0.28
        y, wide = self.height() - 2 * r, min(self.width(), metrics.averageCharWidth() * 60) - 2 * r
        start, goal = (r + wide * value / way.whole for value in (way.start, way.goal))
        painter.setPen(QPen(QColor(tokens.border), r * 0.35))
        painter.drawLine(QLineF(r, y, r + wide, y))
        painter.setPen(QPen(QColor(tokens.chosen), r * 0.8))
        painter.drawLine(QLineF(start, y, goal, y))
        painter.setPen(QPen(QColor(tokens.chosen), max(r / 3, 2)))
        painter.setBrush(QColor(tokens.raised))
        painter.drawEllipse(QPointF(goal, y), r, r)
        painter.setBrush(QColor(tokens.chosen))
        painter.drawEllipse(QPointF(start, y), r, r)
        self._write(painter, metrics, (start, goal), r + wide)
        painter.end()

    def _write(self, painter: QPainter, metrics: QFontMetricsF, at: tuple[float, float], right: float) -> None:
        """The words over the two ends, moved apart where they would meet."""
        assert self._way is not None
        words = (
            tr("Now {start}", start=self._way.start_words),
            tr("Target {goal}", goal=self._way.goal_words),
        )
        wide = [metrics.horizontalAdvance(one) for one in words]
        right = max(right, sum(wide) + metrics.averageCharWidth() * 2)
        left = [min(max(x - w / 2, 0), right - w) for x, w in zip(at, wide, strict=True)]
        first, last = (0, 1) if at[0] <= at[1] else (1, 0)
        gap = metrics.averageCharWidth() * 2
        left[last] = min(max(left[last], left[first] + wide[first] + gap), right - wide[last])
        left[first] = max(min(left[first], left[last] - gap - wide[first]), 0)
        painter.setPen(QColor(theme().tokens.text))
        for x, one in zip(left, words, strict=True):
            painter.drawText(QPointF(x, metrics.ascent()), one)


class TargetGlance(QWidget):
    """The glance at one target; what there is nothing to say of takes no room. Follows the plan after a pause."""

    def __init__(self, session: Session, row: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._row = session, row
        self._shown: Glance | None = None
        self._way, self._bar = WayLine(self), MoneyBar(self)
        self._helps = [PointText("", self) for _ in range(_MOST_HELP)]
        self._more, self._cost, self._last = Hint("", self), SmallText("", self), Hint("", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (self._way, *self._helps, self._more, self._cost, self._bar, self._last):
            column.addWidget(widget)
        self._soon = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._soon.timeout.connect(self.refresh)
        session.changed.connect(self._note)
        session.assessed.connect(self._note_assessed)
        theme().changed.connect(self._way.updateGeometry)
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Show what holds now."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Show what the plan says now."""
        found = glance(self._session.on_screen.view, self._row)
        if found == self._shown:
            return
        self._shown = found
        if found.way is not None:
            self._way.tell(found.way)
        self._way.setVisible(found.way is not None)
        for place, label in enumerate(self._helps):
            self._say(label, found.help[place] if place < len(found.help) else "")
        more = len(found.help) - _MOST_HELP
        self._say(self._more, tr("and {more} more", more=more) if more > 0 else "")
        self._say(self._cost, found.cost)
        if found.share is not None:
            self._bar.tell(MoneyWords(found.cost, "", "", found.share))
        self._bar.setVisible(found.share is not None)
        self._say(self._last, "\n".join(tr("Last term: {words}", words=one) for one in found.last))
        self.setVisible(bool(found.way or found.help or found.cost or found.last))

    def _say(self, label: PlainLabel, words: str) -> None:
        label.say(words)
        label.setVisible(bool(words))

    def _note(self, addresses: Iterable[Address]) -> None:
        if any(one.tab in ("targets", "review", "meeting") for one in addresses):
            self._soon.start()

    def _note_assessed(self, _what: Difference) -> None:
        self._soon.start()

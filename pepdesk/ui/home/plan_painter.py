"""Paints one plan of the list as a card, and the headings between them: from palette and tokens, at every zoom.

In a wide list a card has three columns of three lines; in a narrow one (large letters) five lines below each other.
Nothing is told by colour alone: all of it is in words, the bar has its numbers beside it.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pepdesk.app.caseload import (
    Plan,
    due_words,
    meeting_words,
    progress_words,
    rating_words,
    saved_words,
    state_words,
    title_words,
)
from pepdesk.ui.home.plan_rows import ROW, Heading, PlanRows
from pepdesk.ui.parts.theme import theme

WIDE = 112
"""From so many average letters on a card has columns."""
_PAD = 12
_GAP = 8
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_SHARES = (0.40, 0.34)


class PlanPainter(QStyledItemDelegate):
    """The delegate; ``fit`` tells it how wide the list is."""

    def __init__(self, rows: PlanRows, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows, self._wide = rows, True
        self._heading_size = self._card_size = QSize()

    def fit(self, width: int, metrics: QFontMetrics) -> bool:
        """Choose columns or lines for a list so wide; gives whether the sizes are others now."""
        before, self._wide = self._card_size, width >= metrics.averageCharWidth() * WIDE
        line = metrics.height()
        self._heading_size = QSize(100, round(line * 1.9))
        self._card_size = QSize(100, _line(line) * (3 if self._wide else 5) + 2 * _PAD + _GAP)
        return before != self._card_size

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """A heading's line, or a card's three or five, known beforehand: all rows are asked for before any is painted.

        The list decides on the width.
        """
        return self._heading_size if self._rows.is_heading(index.row()) else self._card_size

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One row."""
        row, model = index.data(ROW), index.model()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Heading):
            self._heading(painter, option, row)
        elif isinstance(row, Plan):
            names = isinstance(model, PlanRows) and model.names
            marked = bool(option.state & QStyle.StateFlag.State_Selected)
            _Card(painter, option, row, names=names, marked=marked).paint(wide=self._wide)
        painter.restore()

    def _heading(self, painter: QPainter, option: QStyleOptionViewItem, row: Heading) -> None:
        font = QFont(option.font)
        font.setWeight(QFont.Weight.Bold)
        painter.setFont(font)
        painter.setPen(option.palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.WindowText))
        low = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        painter.drawText(option.rect.adjusted(4, 0, -4, -_GAP), low, row.words)


def _line(height: int) -> int:
    return round(height * 1.25)


class _Card:
    """One card on its way to the screen."""

    def __init__(
        self, painter: QPainter, option: QStyleOptionViewItem, plan: Plan, *, names: bool, marked: bool
    ) -> None:
        self._painter, self._plan, self._names, self._marked = painter, plan, names, marked
        self._area = option.rect.adjusted(2, 2, -2, 2 - _GAP)
        self._bold, self._usual = QFont(option.font), QFont(option.font)
        self._bold.setWeight(QFont.Weight.Bold)
        self._small = QFont(option.font)
        self._small.setPointSizeF(option.font.pointSizeF() * 0.92)
        self._line = _line(QFontMetrics(option.font).height())
        self._tokens = theme().tokens
        self._text, self._muted = QColor(self._tokens.text), QColor(self._tokens.muted)

    def paint(self, *, wide: bool) -> None:
        """Sheet, mark, and the words in columns or below each other."""
        self._sheet()
        badge = round(self._line * 1.9)
        inner = self._area.adjusted(_PAD + 6, _PAD, -_PAD, -_PAD)
        self._badge(QRect(inner.left(), inner.top(), badge, badge))
        words = inner.adjusted(badge + _PAD, 0, 0, 0)
        if wide:
            first, second = (round(words.width() * share) for share in _SHARES)
            self._who(words.left(), words.top(), first - _PAD * 2)
            self._due(words.left() + first, words.top(), second - _PAD * 2)
            self._how_far(words.left() + first + second, words.top(), words.width() - first - second)
        else:
            self._below_each_other(words.left(), words.top(), words.width())

    def _below_each_other(self, left: int, top: int, width: int) -> None:
        plan, line = self._plan, self._line
        self._say(left, top, width, title_words(plan, names=self._names), self._bold, self._text)
        what = f"{plan.entry.card.form} · {meeting_words(plan)}"
        self._say(left, top + line, width, what, self._small, self._muted)
        self._due(left, top + 2 * line, width, lines=1)
        used = self._progress(left, top + 4 * line, width)
        rest = " · ".join(part for part in (rating_words(plan), state_words(plan)) if part)
        self._say(left + used, top + 4 * line, width - used, f"· {rest}", self._small, self._text)

    def _sheet(self) -> None:
        """The card's ground; the marked one has a thick edge and a bar, so that no colour is needed to see it."""
        edge = self._tokens.chosen if self._marked else self._tokens.hairline
        width = 3 if self._marked else 1
        self._painter.setPen(QPen(QColor(edge), width))
        self._painter.setBrush(QColor(self._tokens.raised))
        inset = width / 2
        self._painter.drawRoundedRect(QRectF(self._area).adjusted(inset, inset, -inset, -inset), 6, 6)
        if self._marked:
            self._painter.fillRect(self._area.adjusted(0, 6, 8 - self._area.width(), -6), QColor(edge))

    def _badge(self, area: QRect) -> None:
        self._painter.setPen(QPen(QColor(self._tokens.border), 1))
        self._painter.setBrush(QColor(self._tokens.window))
        self._painter.drawEllipse(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5))
        self._painter.setFont(self._bold)
        self._painter.setPen(self._text)
        self._painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), self._plan.entry.card.initials[:2])

    def _who(self, left: int, top: int, width: int) -> None:
        self._say(left, top, width, title_words(self._plan, names=self._names), self._bold, self._text)
        self._say(left, top + self._line, width, self._plan.entry.card.form, self._small, self._muted)
        last = f"{meeting_words(self._plan)} · {saved_words(self._plan, datetime.now().astimezone())}"
        self._say(left, top + 2 * self._line, width, last, self._small, self._muted)

    def _due(self, left: int, top: int, width: int, *, lines: int = 2) -> None:
        due, why = due_words(self._plan)
        ink, font = (self._muted, self._usual)
        if (found := self._plan.due) is not None and self._plan.presses:
            ink, font = self._text, self._bold
            if found.passed:
                ink = QColor(self._tokens.error)
            elif found.days <= 1:
                ink = QColor(self._tokens.should)
        long = lines > 1 and font is self._usual and QFontMetrics(font).horizontalAdvance(due) > width
        used = 1
        if long:  # such as to whom it was sent: two small lines are more than a cut one
            used = self._wrapped(QRect(left, top, width, lines * self._line), due)
        else:
            self._say(left, top, width, due, font, ink)
        if why:
            self._wrapped(QRect(left, top + used * self._line, width, (lines + 1 - used) * self._line), why)

    def _how_far(self, left: int, top: int, width: int) -> None:
        self._progress(left, top, width)
        below = top + self._line
        if rating := rating_words(self._plan):
            self._say(left, below, width, rating, self._small, self._text)
            below += self._line
        ink = self._text if self._plan.entry.card.turn else self._muted
        self._say(left, below, width, state_words(self._plan), self._small, ink)

    def _progress(self, left: int, top: int, width: int) -> int:
        """The bar and its numbers, which come first where there is little room; gives how far they reach."""
        words = progress_words(self._plan)
        needed = QFontMetrics(self._small).horizontalAdvance(words) + self._line // 3
        room = min(width - needed - _PAD, self._line * 6)
        room = room + _PAD if room > self._line * 2 else 0
        if room:
            self._bar(QRect(left, top, room - _PAD, self._line))
        self._say(left + room, top, min(needed, width - room), words, self._small, self._text)
        return room + needed

    def _bar(self, area: QRect) -> None:
        """How much of what is needed is there; the numbers stand beside it."""
        card, height = self._plan.entry.card, max(self._line // 3, 6)
        track = QRectF(area.left() + 0.5, area.center().y() - height / 2, area.width() - 1, height)
        self._painter.setPen(QPen(QColor(self._tokens.border), 1))
        self._painter.setBrush(QColor(self._tokens.window))
        self._painter.drawRect(track)
        share = min(card.answered / card.needed, 1.0) if card.needed else 0.0
        self._painter.fillRect(
            QRectF(track.left(), track.top(), track.width() * share, height), QColor(self._tokens.chosen)
        )

    def _say(self, left: int, top: int, width: int, words: str, font: QFont, ink: QColor) -> None:
        """One line, cut with "…" where it does not fit: all of it is in the tooltip and in what is read out."""
        self._painter.setFont(font)
        self._painter.setPen(ink)
        cut = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, width)
        self._painter.drawText(QRect(left, top, width, self._line), _LEFT, cut)

    def _wrapped(self, area: QRect, words: str) -> int:
        """A line, and what is left in a second one where there is room for it; gives how many lines that are."""
        metrics = QFontMetrics(self._small)
        lines = max(area.height() // self._line, 1)
        first, rest = words, list[str]()
        if lines > 1 and metrics.horizontalAdvance(words) > area.width():
            first = ""
            rest = words.split(" ")
            while rest and metrics.horizontalAdvance(f"{first} {rest[0]}") <= area.width():
                first = f"{first} {rest.pop(0)}".strip()
            if first:
                self._say(area.left(), area.top() + self._line, area.width(), " ".join(rest), self._small, self._muted)
            first = first or words
        self._say(area.left(), area.top(), area.width(), first, self._small, self._muted)
        return 2 if rest else 1

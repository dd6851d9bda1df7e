"""The list of sections, which is the real navigator: title, how far it has got, whose it is, and "3 of 7"."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from pepdesk.rules.assess import TabState
from pepdesk.ui.parts.owners import owner_word, owner_words
from pepdesk.ui.parts.scrolling import with_plain_bars
from pepdesk.ui.parts.texts import as_tip
from pepdesk.ui.parts.theme import theme
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.ui.parts.sections import Line

_LINE = Qt.ItemDataRole.UserRole
_PAD = 8
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WRAP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
_RING = 4
"""Room for the ring round the list, which would hide whose sections these are."""


class Contents(QListWidget):
    """``chosen(str)`` – the id of the tab somebody chose; ``gone_in()`` – Enter: on to its questions."""

    chosen = Signal(str)
    gone_in = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        with_plain_bars(self)
        self.setAccessibleName(tr("Sections of the plan"))
        self.setAccessibleIdentifier("contents")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)  # a title may need another line now
        self.setViewportMargins(_RING, _RING, 0, _RING)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.setItemDelegate(_SectionLine(self))
        self.currentItemChanged.connect(self._choose)

    def show_sections(self, lines: tuple[Line, ...], current: str) -> None:
        """Show these lines; only those that differ are touched while their order is the same."""
        self.blockSignals(True)
        if [line.id for line in lines] != [self._line(row).id for row in range(self.count())]:
            self.clear()
            self.addItems([line.title for line in lines])
        for row, line in enumerate(lines):
            item = self.item(row)
            if item.data(_LINE) != line:
                item.setData(_LINE, line)
                item.setText(line.title)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken(line))
                said = ", ".join(one for one in (line.state_words, line.count_spoken) if one)
                item.setToolTip(as_tip(f"{line.title}: {said}"))
            if line.id == current and self.currentRow() != row:
                self.setCurrentRow(row)
        self.blockSignals(False)

    def show_current(self, tab_id: str) -> None:
        """Mark the section that is open."""
        self.blockSignals(True)
        for row in range(self.count()):
            if self._line(row).id == tab_id:
                self.setCurrentRow(row)
        self.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the questions of the section that is open; everything else as usual."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.gone_in.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the open section in sight."""
        super().resizeEvent(event)
        if (item := self.currentItem()) is not None:
            self.scrollToItem(item)

    def _line(self, row: int) -> Line:
        line: Line = self.item(row).data(_LINE)
        return line

    def _choose(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(_LINE).id)


def spoken(line: Line) -> str:
    """A line as a screen reader says it."""
    if line.owner is None:
        return f"{line.title}. {line.state_words}."
    whose = owner_word(line.owner, line.form_id)
    return tr(
        "{section}. {state}, {count}. Completed by {whose}.",
        section=line.title,
        state=line.state_words,
        count=line.count_spoken,
        whose=whose,
    )


class _SectionLine(QStyledItemDelegate):
    """Paints a line: glyph, title and count above; state and owner below.

    Where the count does not fit beside the title (large letters), the title has the width for itself, in two lines if
    need be, and the count stands below.
    """

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Two lines of text and air, three for a long title."""
        line, high = index.data(_LINE), round(option.fontMetrics.height() * 1.95)
        view = self.parent()
        if line is not None and isinstance(view, QListWidget):
            inner = _inner(view.viewport().rect())
            high += _words(QFont(option.font), line, inner.width()).further * option.fontMetrics.height()
        return QSize(100, high + 2 * _PAD)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One section."""
        line: Line | None = index.data(_LINE)
        if line is None:
            return
        tokens = theme().tokens
        picked = bool(option.state & QStyle.StateFlag.State_Selected)
        area = option.rect
        painter.save()
        if picked:
            painter.fillRect(area, option.palette.color(QPalette.ColorRole.Highlight))
        role = QPalette.ColorRole.HighlightedText if picked else QPalette.ColorRole.Text
        text = option.palette.color(role)
        muted = text if picked else QColor(tokens.muted)
        if line.owner is not None:
            painter.fillRect(area.left(), area.top() + 4, 4, area.height() - 8, tokens.owner(line.owner))
        inner = _inner(area)
        words = _words(QFont(option.font), line, inner.width())
        painter.setFont(option.font)
        painter.setPen(text if picked else _state_colour(line))
        first = QRect(inner.left(), inner.top(), inner.width(), option.fontMetrics.height())
        painter.drawText(first, int(_LEFT), line.glyph)
        words.draw(painter, inner.adjusted(words.indent, 0, 0, 0), text, muted)
        painter.restore()


class _Words:
    """The words of a line in the width there is for them. ``further`` – lines the title needs beyond its first."""

    def __init__(self, font: QFont, line: Line, width: int) -> None:
        self._line, self._bold, self._small = line, QFont(font), QFont(font)
        self._bold.setWeight(QFont.Weight.Bold)
        self._small.setPointSizeF(font.pointSizeF() * 0.88)
        self.indent = QFontMetrics(font).horizontalAdvance("◐ ") + 4
        self._width = width - self.indent
        needed = self._wide(line.title, self._bold) + self._wide(line.count_words, self._small) + 8
        self._beside = needed <= self._width
        self._high = QFontMetrics(font).height()
        wrapped = QFontMetrics(self._bold).boundingRect(QRect(0, 0, self._width, 10_000), _WRAP, line.title).height()
        self.further = 0 if self._beside else max(round(wrapped / self._high) - 1, 0)

    def draw(self, painter: QPainter, area: QRect, ink: QColor, muted: QColor) -> None:
        """Title and count, state and owner."""
        line = self._line
        title = QRect(area.left(), area.top(), area.width(), self._high * (1 + self.further))
        lower = QRect(area.left(), area.bottom() - self._high + 1, area.width(), self._high)
        whose = owner_words(line.owner, line.form_id) if line.owner else ""
        tries = [whose, whose[:1]] if self._beside else [f"{line.count_words}   {whose[:1]}", whose[:1]]
        room = area.width() - self._wide(line.state_words, self._small) - 8
        right = next((one for one in tries if self._wide(one, self._small) <= room), "")  # the bar has its colour too
        left = area.width() - (self._wide(right, self._small) + 8 if right else 0)
        state = QFontMetrics(self._small).elidedText(line.state_words, Qt.TextElideMode.ElideRight, left)
        painter.setPen(muted)
        painter.setFont(self._small)
        painter.drawText(lower, int(_RIGHT), right)
        painter.drawText(lower, int(_LEFT), state)
        if self._beside:
            painter.drawText(title, int(_RIGHT), line.count_words)
        painter.setPen(ink)
        painter.setFont(self._bold)
        painter.drawText(title, _WRAP, line.title)

    @staticmethod
    def _wide(words: str, font: QFont) -> int:
        return QFontMetrics(font).horizontalAdvance(words)


@lru_cache(maxsize=64)
def _words(font: QFont, line: Line, width: int) -> _Words:
    """The same while nothing changes: a list that scrolls asks for each line again and again.

    ``font`` has to be a copy: that of an option is gone with it.
    """
    return _Words(font, line, width)


def _inner(area: QRect) -> QRect:
    """Where the words of a line stand."""
    return area.adjusted(4 + _PAD, _PAD, -12, -_PAD)


def _state_colour(line: Line) -> QColor:
    tokens = theme().tokens
    colours = {TabState.NEEDS_ATTENTION: tokens.error, TabState.COMPLETE: tokens.good}
    return QColor(colours.get(line.state, tokens.muted) if line.state else tokens.muted)

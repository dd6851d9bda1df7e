"""The list of sections, which is the real navigator: title, how far it has got, whose it is, and "3 of 7"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from pepdesk.rules.assess import TabState
from pepdesk.ui.parts.owners import owner_word, owner_words
from pepdesk.ui.parts.texts import as_tip
from pepdesk.ui.parts.theme import theme

if TYPE_CHECKING:
    from pepdesk.ui.parts.sections import Line

_LINE = Qt.ItemDataRole.UserRole
_PAD = 8


class Contents(QListWidget):
    """``chosen(str)`` – the id of the tab somebody chose."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Sections of the plan")
        self.setAccessibleIdentifier("contents")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
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
    return f"{line.title}. {line.state_words}, {line.count_spoken}. Completed by {whose}."


class _SectionLine(QStyledItemDelegate):
    """Paints a line: glyph, title and count above; state and owner below."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Two lines of text and air."""
        return QSize(200, round(option.fontMetrics.height() * 1.95) + 2 * _PAD)

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
        painter.setFont(option.font)
        role = QPalette.ColorRole
        if picked:
            painter.fillRect(area, option.palette.color(role.Highlight))
        text = option.palette.color(role.HighlightedText if picked else role.Text)
        muted = text if picked else QColor(tokens.muted)
        if line.owner is not None:
            painter.fillRect(area.left(), area.top() + 4, 4, area.height() - 8, tokens.owner(line.owner))
        inner = area.adjusted(4 + _PAD, _PAD, -12, -_PAD)
        glyph_width = option.fontMetrics.horizontalAdvance("◐ ") + 4
        half = inner.height() // 2
        upper = QRect(inner.left(), inner.top(), inner.width(), half)
        lower = QRect(
            inner.left() + glyph_width, inner.top() + half, inner.width() - glyph_width, inner.height() - half
        )
        painter.setPen(text if picked else self._state_colour(line))
        painter.drawText(upper, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line.glyph)
        self._text(painter, upper.adjusted(glyph_width, 0, 0, 0), line.title, line.count_words, text, muted,
                   base=option.font, bold=True)  # fmt: skip
        whose = owner_words(line.owner, line.form_id) if line.owner else ""
        self._text(painter, lower, line.state_words, whose, muted, muted, base=option.font, bold=False)
        painter.restore()

    def _text(self, painter: QPainter, area: QRect, left: str, right: str, left_ink: QColor, right_ink: QColor, *,
              base: QFont, bold: bool) -> None:  # fmt: skip
        font = QFont(base)
        small = QFont(font)
        small.setPointSizeF(font.pointSizeF() * 0.88)
        if bold:
            font.setWeight(QFont.Weight.Bold)
        else:
            font = small
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(small)
        width = painter.fontMetrics().horizontalAdvance(right) + 8
        if not bold and width + painter.fontMetrics().horizontalAdvance(left) > area.width():
            right, width = (
                right[:1],
                painter.fontMetrics().horizontalAdvance(right[:1]) + 8,
            )  # the shape, without its word
        painter.setPen(right_ink)
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | middle, right)
        painter.setFont(font)
        painter.setPen(left_ink)
        cut = painter.fontMetrics().elidedText(left, Qt.TextElideMode.ElideRight, area.width() - width)
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | middle, cut)

    def _state_colour(self, line: Line) -> QColor:
        tokens = theme().tokens
        colours = {TabState.NEEDS_ATTENTION: tokens.error, TabState.COMPLETE: tokens.good}
        return QColor(colours.get(line.state, tokens.muted) if line.state else tokens.muted)

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
from pepdesk.ui.owners import OWNERS
from pepdesk.ui.theme import theme

if TYPE_CHECKING:
    from pepdesk.ui.sections import Section

_SECTION = Qt.ItemDataRole.UserRole
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

    def show_sections(self, sections: tuple[Section, ...], current: str) -> None:
        """Show these sections; only lines that differ are touched while their order is the same."""
        self.blockSignals(True)
        if [section.tab.id for section in sections] != [self._section(row).tab.id for row in range(self.count())]:
            self.clear()
            self.addItems([section.tab.title for section in sections])
        for row, section in enumerate(sections):
            item = self.item(row)
            if item.data(_SECTION) != section:
                item.setData(_SECTION, section)
                item.setText(section.tab.title)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken(section))
                item.setToolTip(f"{section.tab.title}: {section.state_words}")
            if section.tab.id == current and self.currentRow() != row:
                self.setCurrentRow(row)
        self.blockSignals(False)

    def show_current(self, tab_id: str) -> None:
        """Mark the section that is open."""
        self.blockSignals(True)
        for row in range(self.count()):
            if self._section(row).tab.id == tab_id:
                self.setCurrentRow(row)
        self.blockSignals(False)

    def _section(self, row: int) -> Section:
        section: Section = self.item(row).data(_SECTION)
        return section

    def _choose(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(_SECTION).tab.id)


def spoken(section: Section) -> str:
    """A line as a screen reader says it."""
    owner = OWNERS[section.tab.owner][1]
    return f"{section.tab.title}. {section.state_words}, {section.count_words} answered. Completed by {owner}."


class _SectionLine(QStyledItemDelegate):
    """Paints a line: glyph, title and count above; state and owner below."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Two lines of text and air."""
        return QSize(200, round(option.fontMetrics.height() * 1.95) + 2 * _PAD)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One section."""
        section: Section | None = index.data(_SECTION)
        if section is None:
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
        painter.fillRect(area.left(), area.top() + 4, 4, area.height() - 8, tokens.owner(section.tab.owner))
        inner = area.adjusted(4 + _PAD, _PAD, -12, -_PAD)
        glyph_width = option.fontMetrics.horizontalAdvance("◐ ") + 4
        half = inner.height() // 2
        upper = QRect(inner.left(), inner.top(), inner.width(), half)
        lower = QRect(
            inner.left() + glyph_width, inner.top() + half, inner.width() - glyph_width, inner.height() - half
        )
        painter.setPen(text if picked else self._state_colour(section))
        painter.drawText(upper, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, section.glyph)
        self._text(painter, upper.adjusted(glyph_width, 0, 0, 0), section.tab.title, section.count_words, text, muted,
                   base=option.font, bold=True)  # fmt: skip
        self._text(painter, lower, section.state_words, " ".join(OWNERS[section.tab.owner]), muted, muted,
                   base=option.font, bold=False)  # fmt: skip
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
                right[0],
                painter.fontMetrics().horizontalAdvance(right[0]) + 8,
            )  # the shape, without its word
        painter.setPen(right_ink)
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | middle, right)
        painter.setFont(font)
        painter.setPen(left_ink)
        cut = painter.fontMetrics().elidedText(left, Qt.TextElideMode.ElideRight, area.width() - width)
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | middle, cut)

    def _state_colour(self, section: Section) -> QColor:
        tokens = theme().tokens
        colours = {TabState.NEEDS_ATTENTION: tokens.error, TabState.COMPLETE: tokens.good}
        return QColor(colours.get(section.progress.state, tokens.muted))

"""A list whose lines wrap and are as high as their words need in the width there is."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeWidget, QTreeWidgetItem, QWidget

from pepdesk.ui.parts.scrolling import with_plain_bars
from pepdesk.ui.parts.theme import theme
from pepdesk.ui.parts.ticks import box_side, words_begin

BAR = Qt.ItemDataRole.UserRole + 7
"""The role of a line that has a coloured bar before it: the name of the colour in ``theme.Tokens``."""
_BAR = 4
_TEXT_AIR = 8  # Qt keeps 3 pixels free at each side of the words of a line
_BEFORE_BOX = 4  # before a box to tick, pixels
_MOUSE = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonRelease)
_TICK = Qt.ItemDataRole.CheckStateRole


class _Wrapped(QStyledItemDelegate):
    """Lines as high as their words need in the width there is."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The height of the wrapped words, with air."""
        tree = self.parent()
        assert isinstance(tree, QTreeWidget)
        width = tree.viewport().width() - (tree.indentation() if index.parent().isValid() else 0) - _TEXT_AIR
        if index.data(_TICK) is not None:  # the box takes room from the words
            width -= _BEFORE_BOX + words_begin(option.fontMetrics)
        wrap = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        words = str(index.data(Qt.ItemDataRole.DisplayRole))
        metrics = QFontMetrics(index.data(Qt.ItemDataRole.FontRole) or option.font)
        return QSize(width, metrics.boundingRect(QRect(0, 0, width, 10_000), wrap, words).height() + 8)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The line, and before it the bar it has; a box to tick as large as the letters."""
        if index.data(_TICK) is None:
            super().paint(painter, option, index)
        else:
            self._paint_with_box(painter, option, index)
        if token := index.data(BAR):
            area = option.rect
            bar = QRect(area.left() - _BAR - 4, area.top() + 4, _BAR, area.height() - 8)
            painter.fillRect(bar, QColor(getattr(theme().tokens, str(token))))

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """A click on the box ticks it, where it is painted; keys as Qt has them."""
        wanted = Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled
        if not isinstance(event, QMouseEvent) or event.type() not in _MOUSE or index.flags() & wanted != wanted:
            return super().editorEvent(event, model, option, index)
        at = event.position().x() - option.rect.left()
        if event.button() is not Qt.MouseButton.LeftButton or at > _BEFORE_BOX + words_begin(option.fontMetrics):
            return False
        if event.type() is QEvent.Type.MouseButtonRelease:
            ticked = Qt.CheckState(index.data(_TICK)) is Qt.CheckState.Checked
            state = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
            return model.setData(index, state.value, _TICK)
        return True

    def _paint_with_box(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tree = self.parent()
        assert isinstance(tree, QTreeWidget)
        style, line = tree.style(), QStyleOptionViewItem(option)
        self.initStyleOption(line, index)
        line.features &= ~QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, line, painter, tree)
        side, box = box_side(option.fontMetrics), QStyleOptionViewItem(line)
        box.rect = QRect(line.rect.left() + _BEFORE_BOX, line.rect.center().y() - side // 2, side, side)
        on = Qt.CheckState(index.data(_TICK)) is Qt.CheckState.Checked
        box.state = (box.state & ~QStyle.StateFlag.State_HasFocus) | (
            QStyle.StateFlag.State_On if on else QStyle.StateFlag.State_Off
        )
        style.drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck, box, painter, tree)
        line.rect = line.rect.adjusted(_BEFORE_BOX + words_begin(option.fontMetrics) - 3, 0, 0, 0)
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, line, painter, tree)


class WrappedTree(QTreeWidget):
    """The list, called ``name``; its lines wrap anew when it gets wider or narrower."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        with_plain_bars(self)
        self.setItemDelegate(_Wrapped(self))
        self.setHeaderHidden(True)
        self.header().setAccessibleName(name)
        self.setAccessibleName(name)
        self.setWordWrap(True)
        self.setRootIsDecorated(False)
        self.setIndentation(12)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def add_heading(self, words: str) -> QTreeWidgetItem:
        """A line in bold that cannot be chosen; add the lines below it as its children."""
        top = QTreeWidgetItem([words])
        font = top.font(0)
        font.setBold(True)
        top.setFont(0, font)
        top.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.addTopLevelItem(top)
        return top

    def lines(self) -> list[QTreeWidgetItem]:
        """The lines below the headings, in order."""
        tops = [self.topLevelItem(row) for row in range(self.topLevelItemCount())]
        found = [top.child(index) for top in tops if top is not None for index in range(top.childCount())]
        return [one for one in found if one is not None]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

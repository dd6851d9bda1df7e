"""A list whose lines wrap and are as high as their words need in the width there is."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeWidget, QTreeWidgetItem, QWidget

_BOX_AIR = 12  # around a box to tick, as Fusion draws it


class _Wrapped(QStyledItemDelegate):
    """Lines as high as their words need in the width there is."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The height of the wrapped words, with air."""
        tree = self.parent()
        assert isinstance(tree, QTreeWidget)
        width = tree.viewport().width() - (2 if index.parent().isValid() else 1) * tree.indentation() - 12
        if index.data(Qt.ItemDataRole.CheckStateRole) is not None:  # the box takes room from the words
            width -= tree.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth) + _BOX_AIR
        wrap = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        words = str(index.data(Qt.ItemDataRole.DisplayRole))
        metrics = QFontMetrics(index.data(Qt.ItemDataRole.FontRole) or option.font)
        return QSize(width, metrics.boundingRect(QRect(0, 0, width, 10_000), wrap, words).height() + 8)


class WrappedTree(QTreeWidget):
    """The list, called ``name``; its lines wrap anew when it gets wider or narrower."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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

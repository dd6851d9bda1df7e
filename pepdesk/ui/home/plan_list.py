"""The list of plans: one view for twenty plans or two thousand, built for what can be seen of it.

All rows are laid out at once (some 6 ms for two thousand): a list that Qt lays out in batches stays empty to the last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from pepdesk.ui.home.plan_painter import PlanPainter
from pepdesk.ui.home.plan_rows import PlanRows
from pepdesk.ui.parts.scrolling import with_plain_bars
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.caseload import Caseload, Group, Order
    from pepdesk.app.library import Entry

_CARDS_SEEN = 2
_EDGE = 5
"""Room for the ring of the focus, pixels."""


class PlanList(QListView):
    """``marked()`` – another plan is; ``opened(draft id)`` – Enter or a double click on one."""

    marked = Signal()
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        with_plain_bars(self)
        self.setAccessibleName(tr("My plans"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setViewportMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        self.viewport().setAutoFillBackground(False)  # the page shows through: a list's own palette has another ground
        self.rows = PlanRows(self)
        self._painter = PlanPainter(self.rows, self)
        self._painter.fit(self.viewport().width(), self.fontMetrics())
        self.setModel(self.rows)
        self.setItemDelegate(self._painter)
        self.activated.connect(self._open)
        self.selectionModel().currentChanged.connect(self._tell)

    def arrange(
        self, load: Caseload, words: str, group: Group | None, order: Order, *, names: bool, current: str = ""
    ) -> None:
        """List what was found; ``current`` (else the plan marked now, else the first) is marked."""
        before = current or self.draft_id
        self.rows.arrange(load, words, group, order, names=names)
        row = self.rows.row_of(before)
        if row >= 0:
            self.setCurrentIndex(self.rows.index(row))
            self._show_marked()
        self.marked.emit()

    @property
    def entry(self) -> Entry | None:
        """The plan that is marked."""
        return self.rows.entry(self.currentIndex().row())

    @property
    def draft_id(self) -> str:
        """Its draft; "" for none."""
        return self.entry.draft_id if self.entry else ""

    def changeEvent(self, event: QEvent) -> None:
        """Larger letters may ask for another arrangement of the cards."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()
            self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns or lines, whatever there is room for."""
        self._fit()
        super().resizeEvent(event)
        if event.size().height() < event.oldSize().height():  # something came above it: what is marked stays in sight
            QTimer.singleShot(0, self, self._keep_marked)

    def _fit(self) -> None:
        if self._painter.fit(self.viewport().width(), self.fontMetrics()):
            self.scheduleDelayedItemsLayout()
            QTimer.singleShot(0, self, self._show_marked)  # once they are laid out
        line = self.fontMetrics().height()
        self.setMinimumHeight(line * 5 * _CARDS_SEEN)
        self.verticalScrollBar().setSingleStep(line * 2)

    def _keep_marked(self) -> None:
        if self.visualRect(self.currentIndex()).intersects(self.viewport().rect()):
            self._show_marked()

    def _show_marked(self) -> None:
        """The marked plan, with the heading above it if it is the first of all."""
        if self.currentIndex().row() <= 1:
            self.scrollToTop()
        else:
            self.scrollTo(self.currentIndex())

    def _open(self, index: QModelIndex) -> None:
        if (entry := self.rows.entry(index.row())) is not None:
            self.opened.emit(entry.draft_id)

    def _tell(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.marked.emit()

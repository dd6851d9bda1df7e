"""What stands beside the page: problems, comments, last term's answers. It goes when none of them is open."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget

_OPENED = frozenset((QEvent.Type.ShowToParent, QEvent.Type.HideToParent))


class Side(QSplitter):
    """The panes in ``inside``, one below the other, or side by side where it lies under the page.

    ``came()`` – it is on show now, and was not before.
    """

    came = Signal()

    def __init__(self, inside: tuple[QWidget, ...], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.panes = inside
        for pane in inside:
            self.addWidget(pane)
            pane.hide()
            pane.installEventFilter(self)
        self.hide()

    def opened(self) -> list[QWidget]:
        """The panes that are open, in order."""
        return [pane for pane in self.panes if not pane.isHidden()]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Come with the first pane and go with the last."""
        if event.type() in _OPENED and self.isHidden() != (not self.opened()):
            self.setVisible(bool(self.opened()))
            if self.opened():
                self.came.emit()
        return super().eventFilter(watched, event)

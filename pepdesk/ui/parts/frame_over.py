"""A frame that lies over a widget and moves with it: the ring of the focus, the mark of what was found.

The frame belongs to the page that scrolls, and is moved, never shown or hidden: either would have Qt lay out the whole
page again (9 ms of the 16 a change of page may take, on the page of targets; measured with ``tests/bench/window.py``).
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtWidgets import QScrollArea, QWidget
from shiboken6 import isValid

_MOVES = frozenset(
    (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest)
)
_NOWHERE = QRect(0, 0, 0, 0)


class Frame(QWidget):
    """What is painted; clicks and the focus go through it."""

    def __init__(self, sheet: QWidget) -> None:
        super().__init__(sheet)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setGeometry(_NOWHERE)
        self.show()

    def place(self, target: QWidget, sheet: QWidget) -> QRect:
        """Where it lies when it lies over ``target``."""
        return QRect(target.mapTo(sheet, QPoint(0, 0)), target.size())


class FrameOver(QObject):
    """Lays a frame of ``kind`` over one widget at a time inside ``area``."""

    def __init__(self, area: QWidget, kind: type[Frame]) -> None:
        super().__init__(area)
        self._area, self._kind = area, kind
        self._target: QWidget | None = None
        self._frame: Frame | None = None
        self._watched: list[QWidget] = []

    def lay_over(self, target: QWidget | None) -> None:
        """Lay it over ``target``; None takes it away."""
        for watched in self._watched:
            if isValid(watched):  # the focus also moves because a widget is being destroyed
                watched.removeEventFilter(self)
                watched.destroyed.disconnect(self._drop)
        self._watched.clear()
        self._target = target
        if target is None:
            self._lift()
            return
        sheet = _sheet(target, self._area)
        if self._frame is None or not isValid(self._frame) or self._frame.parentWidget() is not sheet:
            self._lift()
            self._frame = self._frame_on(sheet)
        widget: QWidget | None = target
        while widget is not None and widget is not sheet:
            widget.installEventFilter(self)
            widget.destroyed.connect(self._drop)
            self._watched.append(widget)
            widget = widget.parentWidget()
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whatever moves or resizes between the target and the page moves the frame."""
        if event.type() in _MOVES:
            self._place()
        return super().eventFilter(watched, event)

    def _frame_on(self, sheet: QWidget) -> Frame:
        before = sheet.findChild(self._kind, "", Qt.FindChildOption.FindDirectChildrenOnly)
        return before or self._kind(sheet)

    def _drop(self) -> None:
        """Something under the frame is going: let go before it is gone."""
        self._watched.clear()
        self._target = None
        self._lift()

    def _lift(self) -> None:
        if self._frame is not None and isValid(self._frame):
            self._frame.setGeometry(_NOWHERE)

    def _place(self) -> None:
        frame, target = self._frame, self._target
        if frame is None or not isValid(frame):  # it went with the page it lay on
            return
        sheet = frame.parentWidget()
        if target is None or sheet is None or not target.isVisibleTo(sheet):
            self._lift()
            return
        frame.setGeometry(frame.place(target, sheet))
        frame.raise_()


def _sheet(target: QWidget, area: QWidget) -> QWidget:
    """What the frame lies on: the page that scrolls with the target, or the whole area."""
    widget = target.parentWidget()
    while widget is not None and widget is not area:
        if isinstance(widget, QScrollArea) and (page := widget.widget()) is not None:
            return page
        widget = widget.parentWidget()
    return area

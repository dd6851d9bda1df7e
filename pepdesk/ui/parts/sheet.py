"""What every dialog is made of: a title, a body that scrolls when the screen is too small for it, a row of buttons."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from pepdesk.ui.parts.focus_ring import FocusRing
from pepdesk.ui.parts.scrolling import ScrollPage
from pepdesk.ui.parts.texts import PageTitle

_MARGIN = 28
_RING = 5  # room for the ring round what has the focus
_BETWEEN = 16
_OF_SCREEN = 0.92
_TITLE_BAR = 40  # what the system's own frame takes at most of the screen's height, pixels


class Sheet(QDialog):
    """A dialog titled ``title``, at least ``letters`` average letters wide, that goes away by itself when closed.

    Subclasses fill ``body`` and, from left to right, ``foot``. A ``tall`` one takes all the height the screen has.
    """

    def __init__(self, title: str, parent: QWidget | None = None, *, letters: int = 66, tall: bool = False) -> None:
        super().__init__(parent)
        FocusRing(self)  # first, so that it goes before what it rings
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"PepDesk – {_in_a_row(title)}")
        self._letters = letters
        self._tall = tall
        self._was_shown = False
        self._height = 0
        self._below: list[QWidget] = []
        self._inside = inside = QWidget()
        self.title = PageTitle(title)
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(_RING, _RING, _MARGIN, _RING)
        self.body.setSpacing(12)
        self.body.addWidget(self.title)
        self.foot = QHBoxLayout()
        layout = QVBoxLayout(self)
        edge = _MARGIN - _RING
        layout.setContentsMargins(edge, edge, 0, edge)
        self.foot.setContentsMargins(_RING, 0, _MARGIN, 0)
        layout.setSpacing(_BETWEEN)
        self._area = self._scrolled(inside)
        self._area.verticalScrollBar().rangeChanged.connect(self._make_room_for_bar)
        self._area.verticalScrollBar().rangeChanged.connect(self._follow_content)
        layout.addWidget(self._area, 1)
        layout.addLayout(self.foot)

    def put_below(self, widget: QWidget) -> None:
        """Put a part between the body and the buttons, where it does not scroll away."""
        row = QHBoxLayout()
        row.setContentsMargins(_RING, 0, _MARGIN, 0)
        row.addWidget(widget)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertLayout(layout.count() - 1, row)
        self._below.append(widget)

    def show_part(self, widget: QWidget) -> None:
        """Scroll a part of the body into sight."""
        QApplication.sendPostedEvents()  # what was just said needs its place first
        self._area.ensureWidgetVisible(widget)

    def showEvent(self, event: QShowEvent) -> None:
        """Come up as large as the content wants, but never larger than the screen."""
        super().showEvent(event)
        if self._was_shown:
            return
        self._was_shown = True
        self.resize(self._wanted())
        self._height = self.height()
        self._centre()

    def _centre(self) -> None:
        """Over the window it belongs to, and wholly on the screen: Qt placed it before it had its size."""
        screen, parent = self.screen().availableGeometry(), self.parentWidget()
        over = screen if self._tall or parent is None else parent.window().frameGeometry()
        place = self.rect()
        place.moveCenter(over.center())
        place.moveRight(min(place.right(), screen.right()))
        place.moveBottom(min(place.bottom(), screen.bottom()))
        self.move(max(place.left(), screen.left()), max(place.top(), screen.top()))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab and Shift+Tab, with what they come to in sight: Qt scrolls only for one that comes from inside."""
        moved = super().focusNextPrevChild(forward)
        if moved and (now := self.focusWidget()) is not None and self._inside.isAncestorOf(now):
            self._area.ensureWidgetVisible(now)
        return moved

    def _wanted(self) -> QSize:
        screen = self.screen().availableGeometry()
        room = QSize(round(screen.width() * _OF_SCREEN), screen.height() - _TITLE_BAR)
        column = self.fontMetrics().averageCharWidth() * self._letters
        hint = self._inside.sizeHint()
        beside = _RING + _MARGIN
        column = min(max(column, self._inside.minimumSizeHint().width() - beside), room.width() - 2 * _MARGIN)
        height = self._inside.heightForWidth(column + beside) if self._inside.hasHeightForWidth() else hint.height()
        if self._tall:
            height = room.height()
        around = self.foot.sizeHint().height() + 2 * _MARGIN + _BETWEEN
        around += sum(one.sizeHint().height() + _BETWEEN for one in self._below if not one.isHidden())
        return QSize(column + 2 * _MARGIN, max(height, hint.height()) + around).boundedTo(room)

    def _follow_content(self, _least: int, most: int) -> None:
        """Something came that has no room: become larger, once for each time that more is wanted."""
        if most and self._was_shown and (height := self._wanted().height()) > self._height:
            self._height = height
            QTimer.singleShot(0, self, self._grow)

    def _grow(self) -> None:
        """Become as high as the content wants now, if that is more, without leaving the screen."""
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self.resize(self.size().expandedTo(QSize(0, self._wanted().height())))
        room, frame = self.screen().availableGeometry(), self.frameGeometry()
        left, down = max(frame.right() - room.right(), 0), max(frame.bottom() - room.bottom(), 0)
        if left or down:
            self.move(max(room.left(), self.x() - left), max(room.top(), self.y() - down))

    def _make_room_for_bar(self, _least: int, most: int) -> None:
        """The scroll bar stands in the margin: what scrolls ends where the buttons below it end."""
        bar = self._area.verticalScrollBar().sizeHint().width() if most else 0
        margins = self.body.contentsMargins()
        if margins.right() != _MARGIN - bar:
            margins.setRight(_MARGIN - bar)
            self.body.setContentsMargins(margins)

    def _scrolled(self, inside: QWidget) -> ScrollPage:
        area = ScrollPage()
        area.setWidget(inside)
        return area


def _in_a_row(title: str) -> str:
    """A title as it goes on after other words; a name such as PepDesk keeps its capital."""
    first = title.partition(" ")[0][1:]
    return title if first != first.lower() else f"{title[0].lower()}{title[1:]}"

"""One page as a picture, drawn in the background when it is first looked at, with its zoom and its own scroll bars."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.scrolling import with_plain_bars
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.jobs import Jobs
    from pepdesk.app.preview import PagePicture, Pages
    from pepdesk.problem import PepDeskProblem

ZOOMS = (50, 75, 100, 125, 150, 200, 300)
"""Percent of the size on paper."""
_SCREEN_DOTS = 96.0
_POINTS = 72.0
_KEPT = 6
"""Pictures kept, so that going back is at once; more would fill the memory (4 MB each at 100 %)."""
_EDGE = 12


class _Wanted(NamedTuple):
    page: int
    dots: float


class PreviewPage(QScrollArea):
    """``turned(int)``: another page (from 0) is wanted by Page up or down; ``drawn()``: the page wanted is on show."""

    turned = Signal(int)
    drawn = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        with_plain_bars(self)
        self._jobs = jobs
        self._pages: Pages | None = None
        self._page = 0
        self._zoom = 0
        self._wanted: _Wanted | None = None
        self._kept: dict[_Wanted, QPixmap] = {}
        self._label = QLabel()
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWidget(self._label)
        self.setWidgetResizable(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleDescription(tr("A picture. The words are in the document as text."))

    @property
    def zoom(self) -> int:
        """Percent of the size on paper; 0 fits the page's width into the view."""
        return self._zoom

    def show_pages(self, pages: Pages | None) -> None:
        """Show another document from its first page; None shows nothing and forgets every picture."""
        self._pages, self._page, self._wanted = pages, 0, None
        self._kept.clear()
        self._label.clear()
        self._draw()

    def go_to(self, page: int) -> None:
        """Show a page (from 0), from its upper edge."""
        if self._pages is not None and 0 <= page < self._pages.count:
            self._page = page
            self.verticalScrollBar().setValue(0)
            self._draw()

    def set_zoom(self, percent: int) -> None:
        """Show pages at this size; 0 fits their width."""
        self._zoom = percent
        self._draw()

    def step_zoom(self, step: int) -> None:
        """The next size up (``step`` 1) or down (-1)."""
        now = self._percent()
        larger = [percent for percent in ZOOMS if percent > now + 0.5]
        smaller = [percent for percent in ZOOMS if percent < now - 0.5]
        if step > 0 and larger:
            self.set_zoom(larger[0])
        elif step < 0 and smaller:
            self.set_zoom(smaller[-1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page again."""
        super().resizeEvent(event)
        if self._zoom == 0:
            self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page up and Page down turn the page where there is no more of it to see."""
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_PageDown and bar.value() >= bar.maximum():
            self.turned.emit(self._page + 1)
        elif event.key() == Qt.Key.Key_PageUp and bar.value() <= bar.minimum():
            self.turned.emit(self._page - 1)
        else:
            super().keyPressEvent(event)

    def _percent(self) -> float:
        if self._zoom or self._pages is None or not self._pages.count:
            return self._zoom or 100.0
        across, _ = self._pages.size(self._page)
        room = self.width() - self.verticalScrollBar().sizeHint().width() - _EDGE
        return max(room / (across / _POINTS * _SCREEN_DOTS) * 100, 20.0)

    def _draw(self) -> None:
        if self._pages is None or not self._pages.count:
            return
        dots = round(_SCREEN_DOTS * self._percent() / 100 * self.devicePixelRatioF(), 1)
        wanted = _Wanted(self._page, dots)
        if wanted == self._wanted:
            return
        self._wanted = wanted
        self.setAccessibleName(tr("Picture of page {page} of {count}", page=self._page + 1, count=self._pages.count))
        if wanted in self._kept:
            self._show(self._kept[wanted])
            return
        work = partial(_picture, self._pages, wanted)
        Errand["PagePicture | None"](self, partial(self._arrived, wanted), self._failed).run(self._jobs, work)

    def _arrived(self, wanted: _Wanted, picture: PagePicture | None) -> None:
        if wanted != self._wanted or picture is None:  # turned or zoomed on meanwhile
            return
        image = QImage(picture.data, picture.across, picture.down, picture.stride, QImage.Format.Format_RGB32)
        pixmap = QPixmap.fromImage(image)  # copies the dots
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        while len(self._kept) >= _KEPT:
            del self._kept[next(iter(self._kept))]
        self._kept[wanted] = pixmap
        self._show(pixmap)

    def _show(self, pixmap: QPixmap) -> None:
        self._label.setPixmap(pixmap)
        self.drawn.emit()

    def _failed(self, _problem: PepDeskProblem) -> None:
        self._wanted = None


def _picture(pages: Pages, wanted: _Wanted) -> PagePicture | None:
    """Work for the job; None when the document was closed meanwhile."""
    try:
        return pages.picture(wanted.page, wanted.dots)
    except IndexError:
        return None

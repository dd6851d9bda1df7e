"""Paper from a preview: page by page as a picture of 300 dots an inch, drawn in the background, nothing on disk."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from pepdesk.ui.parts.errand import Errand

if TYPE_CHECKING:
    from pepdesk.app.jobs import Jobs
    from pepdesk.app.preview import PagePicture, Pages
    from pepdesk.problem import PepDeskProblem

DOTS_AN_INCH = 300


def new_printer() -> QPrinter:
    """The usual printer, set to A4 without margins: the document has its own."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(DOTS_AN_INCH)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    return printer


class Printing(QObject):
    """Prints ``pages`` on ``printer``. ``went(done, of)`` after each page; ``ended(bool)``: whether all were sent."""

    went = Signal(int, int)
    ended = Signal(bool)

    def __init__(self, parent: QObject, jobs: Jobs, pages: Pages, printer: QPrinter) -> None:
        super().__init__(parent)
        self._jobs, self._pages, self._printer = jobs, pages, printer
        last = pages.count - 1
        from_, to = printer.fromPage() or 1, printer.toPage() or pages.count
        self._todo = list(range(min(from_, to) - 1, min(max(from_, to) - 1, last) + 1))
        self._all = len(self._todo)
        self._painter: QPainter | None = None

    def start(self) -> None:
        """Begin; everything after this happens between other events."""
        self._painter = QPainter()
        if not self._todo or not self._painter.begin(self._printer):
            self._end(printed=False)
            return
        self._ask()

    def stop(self) -> None:
        """Print no further page."""
        self._todo = []
        if self._painter is not None:
            self._printer.abort()
            self._end(printed=False)

    def _ask(self) -> None:
        work = partial(self._pages.picture, self._todo[0], float(DOTS_AN_INCH))
        Errand["PagePicture"](self, self._draw, self._failed).run(self._jobs, work)

    def _draw(self, picture: PagePicture) -> None:
        if self._painter is None:
            return
        image = QImage(picture.data, picture.across, picture.down, picture.stride, QImage.Format.Format_RGB32)
        paper = self._printer.paperRect(QPrinter.Unit.DevicePixel)
        scale = min(paper.width() / picture.across, paper.height() / picture.down)
        self._painter.drawImage(QRectF(0, 0, picture.across * scale, picture.down * scale), image)
        del self._todo[0]
        self.went.emit(self._all - len(self._todo), self._all)
        if not self._todo:
            self._end(printed=True)
        elif self._printer.newPage():
            self._ask()
        else:
            self._end(printed=False)

    def _failed(self, _problem: PepDeskProblem) -> None:
        self.stop()

    def _end(self, *, printed: bool) -> None:
        if self._painter is not None and self._painter.isActive():
            self._painter.end()
        self._painter = None
        self.ended.emit(printed)

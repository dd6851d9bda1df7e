"""A chart on screen: painted by us, told in words to a screen reader, and unfolded as a table for who wants that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontInfo, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from pepdesk.export import chart_marks
from pepdesk.export.chart_layout import lay_out
from pepdesk.export.chart_marks import Box, Drawing, Ink, Shape, Stroke, Words
from pepdesk.ui.parts.scrolling import with_plain_bars
from pepdesk.ui.parts.theme import theme
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.rules.series import Chart
    from pepdesk.ui.parts.theme import Tokens

_LEAST = 24
"""So many letters a chart is wide at least."""


class ChartPicture(QLabel):
    """The picture itself. Its name for a screen reader is all that it shows, in a sentence."""

    def __init__(self, chart: Chart, parent: QWidget) -> None:
        super().__init__(parent)
        self._chart = chart
        self._drawn: tuple[tuple[int, str], Drawing] | None = None
        self.setAccessibleName(chart.sentence())
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """The height follows the width: names may need a line of their own."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the drawing."""
        return round(self._drawing(width).high)

    def sizeHint(self) -> QSize:
        """A common width."""
        width = self.fontMetrics().averageCharWidth() * 60
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """A narrow one."""
        width = self.fontMetrics().averageCharWidth() * _LEAST
        return QSize(width, self.fontMetrics().height() * 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The marks, in the colours of the theme."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fonts = self._fonts()
        for mark in self._drawing(self.width()).marks:
            draw(painter, mark, theme().tokens, fonts)
        painter.end()

    def _fonts(self) -> tuple[QFont, QFont]:
        return self.font(), bold_of(self.font())

    def _drawing(self, width: int) -> Drawing:
        key = (width, self.font().key())
        if self._drawn is None or self._drawn[0] != key:
            metrics = tuple(QFontMetricsF(font) for font in self._fonts())
            em = QFontInfo(self.font()).pixelSize()
            made = lay_out(self._chart, width, em, lambda words, bold: metrics[bold].horizontalAdvance(words))
            self._drawn = key, made
        return self._drawn[1]


def bold_of(font: QFont) -> QFont:
    """The same letters, bold."""
    bold = QFont(font)
    bold.setBold(True)
    return bold


def draw(painter: QPainter, mark: chart_marks.Mark, tokens: Tokens, fonts: tuple[QFont, QFont]) -> None:
    """Paint one mark; ``fonts`` are the plain and the bold one."""
    colour = QColor(_COLOURS[mark.ink](tokens))
    match mark:
        case Stroke():
            style = Qt.PenStyle.DashLine if mark.dashed else Qt.PenStyle.SolidLine
            painter.setPen(QPen(colour, mark.wide, style))
            painter.drawLine(QLineF(mark.x1, mark.y1, mark.x2, mark.y2))
        case Words():
            painter.setFont(fonts[mark.bold])
            painter.setPen(colour)
            across = QFontMetricsF(fonts[mark.bold]).horizontalAdvance(mark.text)
            painter.drawText(QPointF(mark.x - across * mark.anchor, mark.y), mark.text)
        case Shape():
            inside = QColor(tokens.raised) if chart_marks.is_hollow(mark) else colour
            painter.setPen(QPen(colour, max(mark.r / 3, 1.5)))
            painter.setBrush(inside)
            if corners := chart_marks.corners(mark):
                painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
            else:
                painter.drawEllipse(QPointF(mark.x, mark.y), mark.r * 0.9, mark.r * 0.9)
        case Box():
            frame = QRectF(mark.x, mark.y, mark.wide, mark.high)
            if mark.ink is Ink.GROUND:
                painter.fillRect(frame, colour)
                return
            painter.fillRect(frame, QBrush(colour, Qt.BrushStyle.BDiagPattern) if mark.hatched else colour)
            painter.setPen(QPen(colour, 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(frame)


_COLOURS = {
    Ink.TEXT: lambda tokens: tokens.text,
    Ink.MUTED: lambda tokens: tokens.muted,
    Ink.GRID: lambda tokens: tokens.hairline,
    Ink.MAIN: lambda tokens: tokens.chosen,
    Ink.LIMIT: lambda tokens: tokens.should,
    Ink.GROUND: lambda tokens: tokens.raised,
}


class ChartTable(QTableWidget):
    """The figures of a chart, read only, as high as they need; its columns share the width."""

    def __init__(self, chart: Chart, parent: QWidget) -> None:
        header, rows = chart.table()
        super().__init__(len(rows), len(header), parent)
        with_plain_bars(self)
        self.setAccessibleName(tr("{title} as a table", title=chart.title))
        self.setHorizontalHeaderLabels(list(header))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setShowGrid(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        across = self.horizontalHeader()
        across.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        )
        across.setFont(bold_of(self.font()))
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        across.setSectionsClickable(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.verticalHeader().sectionResized.connect(self.updateGeometry)
        across.geometriesChanged.connect(self.updateGeometry)
        for place, cells in enumerate(rows):
            for column, words in enumerate(cells):
                self.setItem(place, column, QTableWidgetItem(words))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """All rows."""
        high = self.horizontalHeader().sizeHint().height() + self.verticalHeader().length() + 2 * self.frameWidth()
        return QSize(self.fontMetrics().averageCharWidth() * _LEAST, high)

    def minimumSizeHint(self) -> QSize:
        """All rows: the page scrolls, not the table."""
        return self.sizeHint()

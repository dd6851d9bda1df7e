"""A chart in a PDF: vectors under one figure, never cut."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.colors import HexColor

from pepdesk.export import chart_marks, look
from pepdesk.export.boxes.lines import Style, break_lines
from pepdesk.export.boxes.lines import width as width_of
from pepdesk.export.boxes.text import Text
from pepdesk.export.chart_colours import PAPER
from pepdesk.export.chart_layout import lay_out
from pepdesk.export.chart_marks import Box, Drawing, Ink, Shape, Stroke, Words

if TYPE_CHECKING:
    from pepdesk.export.tagged.canvas import TaggedCanvas
    from pepdesk.export.tagged.structure import Element
    from pepdesk.rules.series import Chart

_ENDLESS = 10_000


@dataclass(frozen=True, slots=True)
class ChartBox:
    """``element`` is its figure; ``plain`` and ``bold`` are the letters' styles."""

    element: Element
    drawing: Drawing
    plain: Style
    bold: Style
    gap: float = 6.0
    keeps_with_next: bool = False

    @classmethod
    def made(cls, element: Element, chart: Chart, width: float, plain: Style, bold: Style) -> ChartBox:
        """Laid out in a column ``width`` points wide."""

        def measure(words: str, strong: bool) -> float:
            style = bold if strong else plain
            return width_of(break_lines(words, style, _ENDLESS)[0]) * style.size

        return cls(element, lay_out(chart, width, plain.size, measure), plain, bold)

    @property
    def height(self) -> float:
        """All of it."""
        return self.drawing.high

    def least(self) -> float:
        """All of it."""
        return self.height

    def cut(self, room: float, page: float) -> tuple[ChartBox | None, ChartBox | None]:
        """Whole or not at all."""
        return (self, None) if self.height <= room + 0.01 or room >= page else (None, self)

    def draw(self, canvas: TaggedCanvas, left: float, top: float) -> None:
        """All marks as one figure."""
        box = [left, top - self.drawing.high, left + self.drawing.wide, top]
        edges = " ".join(f"{edge:.2f}" for edge in box)
        self.element.attributes = f"/O /Layout /Placement /Block /BBox [{edges}]"
        with canvas.content(self.element):
            canvas.saveState()
            for mark in self.drawing.marks:
                self._draw(canvas, mark, left, top)
            canvas.restoreState()

    def _draw(self, canvas: TaggedCanvas, mark: chart_marks.Mark, left: float, top: float) -> None:
        colour = HexColor(PAPER[mark.ink])
        canvas.setStrokeColor(colour)
        canvas.setFillColor(colour)
        match mark:
            case Stroke():
                canvas.setLineWidth(max(mark.wide, 0.7) if mark.ink is not Ink.GRID else 0.6)
                canvas.setDash(*((4, 2.5) if mark.dashed else ()))
                canvas.line(left + mark.x1, top - mark.y1, left + mark.x2, top - mark.y2)
                canvas.setDash()
            case Words():
                self._write(canvas, mark, left, top)
            case Shape():
                _shape(canvas, mark, left, top)
            case Box():
                canvas.setLineWidth(1)
                fill = 0 if mark.hatched else 1
                canvas.rect(left + mark.x, top - mark.y - mark.high, mark.wide, mark.high, stroke=1, fill=fill)
                for x1, y1, x2, y2 in chart_marks.hatching(mark, 4.0) if mark.hatched else ():
                    canvas.line(left + x1, top - y1, left + x2, top - y2)

    def _write(self, canvas: TaggedCanvas, words: Words, left: float, top: float) -> None:
        base = self.bold if words.bold else self.plain
        style = Style(base.font, base.size, PAPER[words.ink])
        line = break_lines(words.text, style, _ENDLESS)[0]
        x = left + words.x - width_of(line) * style.size * words.anchor
        upper = top - words.y + style.size + (style.leading - style.size) / 2
        Text(self.element, (line,), style).draw_plain(canvas, x, upper)


def _shape(canvas: TaggedCanvas, shape: Shape, left: float, top: float) -> None:
    canvas.setLineWidth(1.2)
    if chart_marks.is_hollow(shape):
        canvas.setFillColor(HexColor(look.WHITE))
    if corners := chart_marks.corners(shape):
        path = canvas.beginPath()
        path.moveTo(left + corners[0][0], top - corners[0][1])
        for x, y in corners[1:]:
            path.lineTo(left + x, top - y)
        path.close()
        canvas.drawPath(path, stroke=1, fill=1)
    else:
        canvas.circle(left + shape.x, top - shape.y, shape.r * 0.9, stroke=1, fill=1)

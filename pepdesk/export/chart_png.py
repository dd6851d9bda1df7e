"""A chart as a PNG for Word files, which Word shows in every version."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageDraw, ImageFont

from pepdesk.export import chart_marks, look
from pepdesk.export.chart_colours import PAPER
from pepdesk.export.chart_layout import lay_out
from pepdesk.export.chart_marks import Box, Ink, Shape, Stroke, Words
from pepdesk.paths import resources_dir

if TYPE_CHECKING:
    from pepdesk.rules.series import Chart

DOTS: Final = 2.5
"""Dots a point: 180 an inch, sharp on paper."""
_DRAWN: Final = 2
"""So many times larger it is drawn first, for smooth lines."""


@lru_cache(maxsize=8)
def _font(size: float, *, bold: bool) -> ImageFont.FreeTypeFont:
    name = "NotoSans-Bold.ttf" if bold else "NotoSans-Regular.ttf"
    return ImageFont.truetype(str(resources_dir() / "fonts" / name), size)


def chart_png(chart: Chart, wide: float, size: float) -> bytes:
    """The picture, ``wide`` points across with letters of ``size`` points; the same chart gives the same bytes."""
    scale = DOTS * _DRAWN
    fonts = {bold: _font(size * scale, bold=bold) for bold in (False, True)}
    drawing = lay_out(chart, wide, size, lambda words, bold: fonts[bold].getlength(words) / scale)
    paper = Image.new("RGB", (round(drawing.wide * scale), round(drawing.high * scale)), look.WHITE)
    pen = ImageDraw.Draw(paper)
    for mark in drawing.marks:
        _draw(pen, mark, scale, fonts)
    out = io.BytesIO()
    small = paper.resize((paper.width // _DRAWN, paper.height // _DRAWN), Image.Resampling.LANCZOS)
    small.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


def _draw(
    pen: ImageDraw.ImageDraw, mark: chart_marks.Mark, scale: float, fonts: dict[bool, ImageFont.FreeTypeFont]
) -> None:
    colour = PAPER[mark.ink]
    match mark:
        case Stroke():
            _stroke(pen, mark, scale, colour)
        case Words():
            font = fonts[mark.bold]
            x = mark.x * scale - font.getlength(mark.text) * mark.anchor
            pen.text((x, mark.y * scale), mark.text, font=font, fill=colour, anchor="ls")
        case Shape():
            inside = look.WHITE if chart_marks.is_hollow(mark) else colour
            wide = round(1.2 * scale)
            if corners := chart_marks.corners(mark):
                pen.polygon([(x * scale, y * scale) for x, y in corners], inside, colour, wide)
            else:
                x, y, r = mark.x * scale, mark.y * scale, mark.r * 0.9 * scale
                pen.ellipse((x - r, y - r, x + r, y + r), inside, colour, wide)
        case Box():
            edges = [edge * scale for edge in (mark.x, mark.y, mark.x + mark.wide, mark.y + mark.high)]
            pen.rectangle(edges, None if mark.hatched else colour, colour, round(scale))
            for line in chart_marks.hatching(mark, 4.0) if mark.hatched else ():
                pen.line([edge * scale for edge in line], colour, round(scale))


def _stroke(pen: ImageDraw.ImageDraw, stroke: Stroke, scale: float, colour: str) -> None:
    """A line; Pillow draws none dashed, so its dashes are drawn one by one."""
    x1, y1, x2, y2 = (edge * scale for edge in (stroke.x1, stroke.y1, stroke.x2, stroke.y2))
    wide = max(round(stroke.wide * scale * (0.6 if stroke.ink is Ink.GRID else 1)), 1)
    if not stroke.dashed:
        pen.line((x1, y1, x2, y2), colour, wide)
        return
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5 or 1
    dash, at = 4 * scale, 0.0
    while at < length:
        until = min(at + dash, length)
        ends = [at / length, until / length]
        pen.line([(x1 + (x2 - x1) * end, y1 + (y2 - y1) * end) for end in ends], colour, wide)
        at += dash * 1.6

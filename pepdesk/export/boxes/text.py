"""A stretch of text in one style that belongs to one element: paragraph, heading, caption, item or part of a cell."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportlab.lib.colors import HexColor

from pepdesk.export.boxes.lines import Line, Style, break_lines
from pepdesk.export.boxes.right_to_left import Turned
from pepdesk.export.boxes.right_to_left import width as width_of
from pepdesk.export.fonts import RIGHT_TO_LEFT, Run

if TYPE_CHECKING:
    from reportlab.pdfgen.textobject import PDFTextObject

    from pepdesk.export.tagged.canvas import TaggedCanvas
    from pepdesk.export.tagged.structure import Element

_TOGETHER = 2
"""Fewest lines of a paragraph left alone at the foot or head of a page."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry in the outline that readers show beside the pages; ``level`` counts from 0."""

    title: str
    level: int


@dataclass(frozen=True, slots=True)
class Text:
    """Laid-out lines. ``rule`` is the colour of a thin line below, as wide as ``rule_width``."""

    element: Element
    lines: tuple[Line, ...]
    style: Style
    gap: float = 0.0
    keeps_with_next: bool = False
    bookmark: Bookmark | None = None
    rule: str = ""
    rule_width: float = 0.0

    @property
    def height(self) -> float:
        """Lines and, with a rule, the room it needs."""
        return len(self.lines) * self.style.leading + (5.0 if self.rule else 0.0)

    def least(self) -> float:
        """Two lines, or one when there is but one; a text that keeps with the next stays whole."""
        if self.keeps_with_next or len(self.lines) <= _TOGETHER + 1:
            return self.height
        return _TOGETHER * self.style.leading

    def cut(self, room: float, page: float) -> tuple[Text | None, Text | None]:
        """Cut between lines, at least two on each side."""
        if self.height <= room + 0.01:
            return self, None
        count = min(int((room + 0.01) / self.style.leading), len(self.lines) - 1)
        if len(self.lines) - count < _TOGETHER:
            count = len(self.lines) - _TOGETHER
        if count < _TOGETHER and room < page:
            return None, self
        count = max(count, 1)
        head = replace(self, lines=self.lines[:count], rule="", keeps_with_next=False)
        return head, replace(self, lines=self.lines[count:], gap=0.0, bookmark=None)

    def draw(self, canvas: TaggedCanvas, left: float, top: float) -> None:
        """Draw as content of the element, with outline entry and rule."""
        if self.bookmark:
            canvas.outline_entry(self.bookmark.title, self.bookmark.level, top)
        with canvas.content(self.element):
            self.draw_plain(canvas, left, top)
        if self.rule:
            with canvas.artefact():
                canvas.setStrokeColor(HexColor(self.rule))
                canvas.setLineWidth(0.75)
                y = top - self.height + 1.5
                canvas.line(left, y, left + self.rule_width, y)

    def draw_plain(self, canvas: TaggedCanvas, left: float, top: float) -> None:
        """Draw the lines without opening a sequence of marked content."""
        style = self.style
        # Half the leading puts the line's middle; 0.36 of the size is about half a capital's height.
        base = top - style.leading / 2 - style.size * 0.36
        pen = _pen(canvas, left, base, style)
        for number, line in enumerate(self.lines):
            plain = tuple(part for part in line if isinstance(part, Run))
            if len(plain) == len(line):
                _put(pen, plain, style)
            else:
                canvas.drawText(pen)
                _draw_mixed(canvas, line, left, base - number * style.leading, style)
                pen = _pen(canvas, left, base - (number + 1) * style.leading, style)
        canvas.drawText(pen)


def _pen(canvas: TaggedCanvas, left: float, base: float, style: Style) -> PDFTextObject:
    pen = canvas.beginText(left, base)
    pen.setFillColor(HexColor(style.colour))
    pen.setFont(style.font, style.size, style.leading)
    return pen


def _put(pen: PDFTextObject, line: tuple[Run, ...], style: Style) -> None:
    """Write a line and go to the next."""
    current = style.font
    for part in line:
        if part.font != current:
            pen.setFont(part.font, style.size, style.leading)
            current = part.font
        pen.textOut(part.text)
    if current != style.font:
        pen.setFont(style.font, style.size, style.leading)
    pen.textLine()


def _draw_mixed(canvas: TaggedCanvas, line: Line, left: float, base: float, style: Style) -> None:
    """Draw a line with turned stretches, each marked with the words as they are read."""
    for part in line:
        turned = part if isinstance(part, Turned) else None
        with canvas.spoken_in(turned.lang) if turned else nullcontext():
            for run in (part,) if isinstance(part, Run) else part.parts:
                pen = _pen(canvas, left, base, style)
                pen.setFont(run.font, style.size, style.leading)
                pen.textOut(run.text)
                canvas.drawText(pen)
                left += width_of((run,)) * style.size


def text(
    element: Element,
    words: str,
    style: Style,
    width: float,
    *,
    gap: float = 0.0,
    keeps_with_next: bool = False,
    bookmark: Bookmark | None = None,
) -> Text:
    """Lay ``words`` (cleaned) out in ``width`` points as content of ``element``."""
    lines = tuple(break_lines(words, style, width))
    if RIGHT_TO_LEFT.search(words):
        element.actual = words.replace("\n", " ")
    return Text(element, lines, style, gap, keeps_with_next, bookmark)

"""What stands on the pages of a fillable PDF: a question with its fields, never cut, and a grid of questions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from reportlab.lib.colors import HexColor

from pepdesk.export import look
from pepdesk.export.boxes.to_fill import Words
from pepdesk.export.pdf_form_canvas import Entry, FormCanvas

if TYPE_CHECKING:
    from pepdesk.export.tagged.canvas import TaggedCanvas
    from pepdesk.export.tagged.structure import Element

_SMALL: Final = 110.0
"""A grid no higher than this many points stays whole."""
_FEW: Final = 3
_SMALL_OF_FEW: Final = 190.0
"""The same for a grid of up to three rows, one of which would stand alone."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A field ``width`` by ``height`` points, ``left`` and ``down`` from the upper left corner of what it stands in."""

    element: Element
    entry: Entry
    left: float
    down: float
    width: float
    height: float

    def draw(self, canvas: TaggedCanvas, left: float, top: float) -> None:
        """Put the field on the page."""
        assert isinstance(canvas, FormCanvas)
        left, top = left + self.left, top - self.down
        canvas.entry(self.element, self.entry, (left, top - self.height, left + self.width, top))


@dataclass(frozen=True, slots=True)
class Question:
    """The words of a question and its fields."""

    parts: tuple[Words | Spot, ...]
    height: float
    gap: float
    keeps_with_next: bool = False

    def least(self) -> float:
        """All of it."""
        return self.height

    def cut(self, room: float, page: float) -> tuple[Question | None, Question | None]:
        """Whole or not at all; one longer than an empty page runs over its foot, which the layout never makes."""
        return (self, None) if self.height <= room + 0.01 or room >= page else (None, self)

    def draw(self, canvas: TaggedCanvas, left: float, top: float) -> None:
        """Words and fields."""
        for part in self.parts:
            part.draw(canvas, left, top)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a grid; parts are placed from the row's upper left corner."""

    parts: tuple[Words | Spot, ...]
    height: float


@dataclass(frozen=True, slots=True)
class GridBox:
    """A grid, parted between rows. ``repeated``: its header was drawn on a page before."""

    header: Line
    rows: tuple[Line, ...]
    width: float
    gap: float = 8.0
    repeated: bool = False
    keeps_with_next: bool = False

    @property
    def height(self) -> float:
        """Header and rows."""
        return self.header.height + sum(row.height for row in self.rows)

    def least(self) -> float:
        """Header and first row; all of a small grid."""
        if self._is_small or not self.rows:
            return self.height
        return self.header.height + self.rows[0].height

    @property
    def _is_small(self) -> bool:
        """Whether it is never parted."""
        return self.height <= (_SMALL_OF_FEW if len(self.rows) <= _FEW else _SMALL)

    def cut(self, room: float, page: float) -> tuple[GridBox | None, GridBox | None]:
        """Between rows; on an empty page at least one row stays."""
        fits, used = 0, self.header.height
        for row in self.rows:
            if used + row.height > room + 0.01:
                break
            fits, used = fits + 1, used + row.height
        fits = max(fits, 1) if room >= page else fits
        if fits == len(self.rows):
            return self, None
        if not fits or (self._is_small and room < page):
            return None, self
        fits -= fits == len(self.rows) - 1 > 2  # no row goes to the next page alone
        return replace(self, rows=self.rows[:fits]), replace(self, rows=self.rows[fits:], repeated=True)

    def draw(self, canvas: TaggedCanvas, left: float, top: float) -> None:
        """Shade and rules as artefacts, the header again on a later page likewise; then the rows."""
        with canvas.artefact():
            canvas.setFillColor(HexColor(look.SHADE))
            canvas.rect(left, top - self.header.height, self.width, self.header.height, stroke=0, fill=1)
            canvas.setStrokeColor(HexColor(look.RULE))
            canvas.setLineWidth(0.6)
            line = top
            for row in (self.header, *self.rows):
                line -= row.height
                canvas.line(left, line, left + self.width, line)
        if self.repeated:
            with canvas.artefact("repeated"):
                for part in self.header.parts:
                    assert isinstance(part, Words)
                    part.text.draw_plain(canvas, left + part.left, top - part.down)
        else:
            self._draw_row(canvas, left, top, self.header)
        top -= self.header.height
        for row in self.rows:
            self._draw_row(canvas, left, top, row)
            top -= row.height

    @staticmethod
    def _draw_row(canvas: TaggedCanvas, left: float, top: float, row: Line) -> None:
        for part in row.parts:
            part.draw(canvas, left, top)

"""A table that runs over pages: its header row is repeated, its rows stay whole unless they are long."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportlab.lib.colors import HexColor

from pepdesk.export import look
from pepdesk.export.boxes.text import Text

if TYPE_CHECKING:
    from pepdesk.export.tagged.canvas import TaggedCanvas

PAD_X = 7.0
PAD_Y = 5.0
_LONG_ROW = 0.3
"""A row higher than this share of a page may be cut even though it would fit on the next page."""


_BEGINNING = 60.0
"""Points of a row that may stand at the foot of a page, the rest of it on the next."""
_SMALL = 120.0
"""A table no higher than this many points (four or five short rows) stays whole."""
_FEW = 3
_SMALL_OF_FEW = 170.0
"""The same for a table of up to three rows, one of which would stand alone."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Texts under each other; none for an empty cell."""

    texts: tuple[Text, ...]

    @property
    def height(self) -> float:
        """All texts with the gaps between them."""
        return sum(text.height for text in self.texts) + sum(text.gap for text in self.texts[1:])

    def cut(self, room: float, page: float) -> tuple[Cell, Cell]:
        """What fits into ``room`` and the rest; either may be empty."""
        used = 0.0
        for index, text in enumerate(self.texts):
            gap = text.gap if index else 0.0
            head, rest = text.cut(room - used - gap, page)
            if rest is not None:
                before = self.texts[:index] + ((head,) if head else ())
                return Cell(before), Cell((rest, *self.texts[index + 1 :]))
            used += gap + text.height
        return self, Cell(())


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row; ``shade`` is its ground or empty.

    ``again`` is the row's header shown once more where the row runs on; it is no content, having been read before.
    """

    cells: tuple[Cell, ...]
    shade: str = ""
    again: Text | None = None

    @property
    def height(self) -> float:
        """The highest cell with its padding."""
        return max(cell.height for cell in self.cells) + 2 * PAD_Y

    def cut(self, room: float, page: float) -> tuple[Row, Row] | None:
        """Cut through all cells; None when some cell could not begin in ``room``."""
        parts = [cell.cut(room - 2 * PAD_Y, page - 2 * PAD_Y) for cell in self.cells]
        if any(cell.texts and not head.texts for cell, (head, _) in zip(self.cells, parts, strict=True)):
            return None
        again = self.again or (self.cells[0].texts[0] if self.cells[0].texts else None)
        head = replace(self, cells=tuple(head for head, _ in parts))
        # Shown again only if the header itself does not run on, and only its first lines.
        again = replace(again, lines=again.lines[:3]) if again and not parts[0][1].texts else None
        return head, replace(self, cells=tuple(rest for _, rest in parts), again=again)


@dataclass(frozen=True, slots=True)
class Table:
    """``widths`` in points; ``caption`` stands above. ``repeated`` says that the header was drawn on a page before.

    ``ruled`` says that a line is right above it already: then it draws none of its own there.
    """

    widths: tuple[float, ...]
    header: Row | None
    rows: tuple[Row, ...]
    caption: Text | None = None
    gap: float = 0.0
    repeated: bool = False
    keeps_with_next: bool = False
    ruled: bool = False

    @property
    def _head_height(self) -> float:
        caption = self.caption.height + 4.0 if self.caption else 0.0
        return caption + (self.header.height if self.header else 0.0)

    @property
    def height(self) -> float:
        """Caption, header and all rows."""
        return self._head_height + sum(row.height for row in self.rows)

    def least(self) -> float:
        """Head and first row, or the beginning of a long first row; all of a small table."""
        if self._is_small:
            return self.height
        first = self.rows[0].height if self.rows else 0.0
        if first <= _BEGINNING and len(self.rows) > 1:  # one row alone at the foot looks lost
            first += min(self.rows[1].height, _BEGINNING)
        return self._head_height + min(first, 2 * _BEGINNING)

    @property
    def _is_small(self) -> bool:
        """Whether it is never parted, where a page holds it."""
        return self.height <= (_SMALL_OF_FEW if len(self.rows) <= _FEW else _SMALL)

    def cut(self, room: float, page: float) -> tuple[Table | None, Table | None]:
        """Cut between rows, or through a row that is long."""
        if self.header and self.header.height > page / 2:
            # A header of that size could leave no room for anything else: let it run on like a row, once.
            return replace(self, header=None, rows=(self.header, *self.rows)).cut(room, page)
        if self.height <= room + 0.01:
            return self, None
        if self._is_small and room < page:
            return None, self
        used = self._head_height
        fits: list[Row] = []
        rest = list(self.rows)
        while rest and used + rest[0].height <= room + 0.01:
            used += rest[0].height
            fits.append(rest.pop(0))
        forced = not fits and room >= page
        if rest and (forced or rest[0].height > _LONG_ROW * page):
            parts = rest[0].cut(room - used, room - used if forced else page)
            if parts:
                fits.append(parts[0])
                rest[0] = parts[1]
        if len(rest) == 1 and len(fits) > 2 and rest[0].height <= _BEGINNING and rest[0].again is None:
            rest.insert(0, fits.pop())  # no row goes to the next page alone
        if not fits:
            return None, self
        head = replace(self, rows=tuple(fits))
        repeated = self.header is not None
        return head, replace(self, rows=tuple(rest), caption=None, gap=0.0, repeated=repeated, ruled=False)

    def draw(self, canvas: TaggedCanvas, left: float, top: float) -> None:
        """Draw shades and rules as artefacts, then caption, header and rows."""
        if self.caption:
            self.caption.draw(canvas, left, top)
            top -= self.caption.height + 4.0
        rows = [self.header, *self.rows] if self.header else list(self.rows)
        with canvas.artefact():
            self._draw_ground(canvas, left, top, rows)
        for row in rows:
            if row is self.header and self.repeated:
                with canvas.artefact("repeated"):
                    self._draw_row(canvas, left, top, row, plain=True)
            else:
                self._draw_row(canvas, left, top, row, plain=False)
            top -= row.height

    def _draw_ground(self, canvas: TaggedCanvas, left: float, top: float, rows: list[Row]) -> None:
        width = sum(self.widths)
        canvas.setStrokeColor(HexColor(look.RULE))
        canvas.setLineWidth(0.6)
        if not (self.ruled or (self.header and self.header.shade)):
            canvas.line(left, top, left + width, top)
        for row in rows:
            if row.shade:
                canvas.setFillColor(HexColor(row.shade))
                canvas.rect(left, top - row.height, width, row.height, stroke=0, fill=1)
            top -= row.height
            canvas.line(left, top, left + width, top)

    def _draw_row(self, canvas: TaggedCanvas, left: float, top: float, row: Row, *, plain: bool) -> None:
        if row.again:
            with canvas.artefact("repeated"):
                row.again.draw_plain(canvas, left + PAD_X, top - PAD_Y)
        for cell, width in zip(row.cells, self.widths, strict=True):
            down = top - PAD_Y
            for index, text in enumerate(cell.texts):
                down -= text.gap if index else 0.0
                if plain:
                    text.draw_plain(canvas, left + PAD_X, down)
                else:
                    text.draw(canvas, left + PAD_X, down)
                down -= text.height
            left += width

"""What the cells of a table are to each other: labels, headings, titles, and room for answers beside or below them."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, Final

from pepdesk.intake.own_form_sheet import Boxed, Paragraph, Table
from pepdesk.intake.own_form_wild import is_blank, wilds, words

if TYPE_CHECKING:
    from pepdesk.intake.own_form_sheet import Cell

_INDEX: Final = re.compile(r"(?:[a-z]+\s*)?\d{1,2}\s*[.):]?|[ivx]{1,4}[.):]|[a-h][.)]", re.IGNORECASE)
"""What stands before a row that is counted and not named: "1", "2.", "Target 3", "b)"."""


class CellKind(Enum):
    """What a cell is: words only, empty, with places in it, or the lower part of one above."""

    LABEL = "label"
    BLANK = "blank"
    LIVE = "live"
    MERGED = "merged"


class Grid:
    """One table, looked at row by row."""

    def __init__(self, table: Table) -> None:
        self._rows = table.rows
        self._kinds = {cell.ref: _kind(cell) for row in table.rows for cell in row.cells}
        self._header: dict[int, int] = {}
        header = -1
        for number in range(len(self._rows)):
            if self._is_header(number):
                header = number
            elif header >= 0 and not self._same_shape(number, header):
                header = -1
            self._header[number] = header

    def kind(self, number: int, cell: Cell) -> CellKind:
        """What the cell of row ``number`` is."""
        return self._kinds[cell.ref]

    def _row_kinds(self, number: int) -> list[CellKind]:
        return [self._kinds[cell.ref] for cell in self._rows[number].cells]

    def _same_shape(self, one: int, two: int) -> bool:
        return [c.col for c in self._rows[one].cells] == [c.col for c in self._rows[two].cells]

    def _is_header(self, number: int) -> bool:
        """Whether a row holds headings only (its corner may be empty) and there is something to write in below."""
        kinds = self._row_kinds(number)
        if len(kinds) < 2 or number + 1 >= len(self._rows) or not self._same_shape(number, number + 1):
            return False
        if any(one is not CellKind.LABEL for one in kinds[1:]) or kinds[0] not in (CellKind.LABEL, CellKind.BLANK):
            return False
        below = self._row_kinds(number + 1)
        return all(one in (CellKind.BLANK, CellKind.LIVE) for one in below[1:])

    def title(self, number: int) -> str:
        """The words of a row that is a title over the rows below; "" if it is none."""
        row = self._rows[number]
        if len(row.cells) != 1 or self._kinds[row.cells[0].ref] is not CellKind.LABEL:
            return ""
        alone = number + 1 < len(self._rows) and len(self._rows[number + 1].cells) == 1  # then it names the cell below
        return "" if alone or self.has_room(number, row.cells[0]) else words(row.cells[0].text)[:120]

    def open_rows(self, number: int) -> int:
        """How many rows from here are empty ones under headings; 0 if this is none."""
        count = 0
        while number + count < len(self._rows) and self._is_open(number + count):
            if self._header[number + count] != self._header[number]:
                break
            count += 1
        return count

    def _is_open(self, number: int) -> bool:
        header = self._header[number]
        if header < 0 or header == number or len(self._rows[number].cells) < 2:
            return False
        cells = self._rows[number].cells
        rest = [self._kinds[cell.ref] for cell in cells[1:]]
        first = self._kinds[cells[0].ref]
        bare = first is CellKind.BLANK or (first is CellKind.LIVE and is_bare(cells[0]))
        counted = first is CellKind.LABEL and bool(_INDEX.fullmatch(words(cells[0].text)))
        empty = all(one is CellKind.BLANK or (one is CellKind.LIVE and is_bare(cell))
                    for one, cell in zip(rest, cells[1:], strict=True))  # fmt: skip
        return empty and (counted or bare)

    def headings(self, number: int) -> tuple[str, ...]:
        """The column headings that hold for a row; empty if it stands under none."""
        header = self._header[number]
        return tuple(words(cell.text) for cell in self._rows[header].cells) if 0 <= header != number else ()

    def labels(self, number: int, cell: Cell) -> tuple[str, str]:
        """The words that name a cell: beside it (or above it), and the heading of its column."""
        row = self._rows[number]
        place = row.cells.index(cell)
        header = self.headings(number)
        if header and place:
            return words(self._text(number, 0)), header[place]
        if place and self._kinds[row.cells[place - 1].ref] in (CellKind.LABEL, CellKind.MERGED):
            return words(self._text(number, place - 1)), ""
        for above in range(number - 1, -1, -1):
            over = next((one for one in self._rows[above].cells if one.col <= cell.col < one.col + one.span), None)
            if over is None or self._kinds[over.ref] is CellKind.MERGED:
                continue
            return (
                (words(over.text), "") if self._kinds[over.ref] is CellKind.LABEL else (self._left(number, place), "")
            )
        return self._left(number, place), ""

    def _left(self, number: int, place: int) -> str:
        """The nearest words to the left in the row."""
        for before in range(place - 1, -1, -1):
            if said := words(self._text(number, before)):
                return said
        return ""

    def _text(self, number: int, place: int) -> str:
        """A cell's words; those of the cell it is merged with, if it is the lower part."""
        cell = self._rows[number].cells[place]
        while number > 0 and self._kinds[cell.ref] is CellKind.MERGED:
            number -= 1
            over = next((one for one in self._rows[number].cells if one.col == cell.col), None)
            if over is None:
                return ""
            cell = over
        return cell.text

    def has_room(self, number: int, cell: Cell) -> bool:
        """Whether a cell with words is also the place for the answer, after them."""
        if any(one in (CellKind.BLANK, CellKind.LIVE) for one in self._row_kinds(number)) or self._is_header(number):
            return False
        below = self._row_kinds(number + 1) if number + 1 < len(self._rows) else []
        if below and all(one is CellKind.BLANK for one in below) and self._same_shape(number, number + 1):
            return False
        last = cell.blocks[-1] if cell.blocks else None
        trailing = isinstance(last, Paragraph) and not last.text.strip() and len(cell.blocks) > 1
        return trailing or (isinstance(last, Paragraph) and last.text.rstrip().endswith(":"))

    def is_tick_cell(self, cell: Cell) -> bool:
        """Whether a cell holds boxes with their words and nothing else to fill in."""
        blocks = [one for one in cell.blocks if isinstance(one, Paragraph) and one.text.strip()]
        return bool(blocks) and all({one.kind for one in wilds(block)} == {"tick"} for block in blocks)

    def cell_before(self, number: int, cell: Cell) -> Cell | None:
        """The cell to the left."""
        cells = self._rows[number].cells
        place = cells.index(cell)
        return cells[place - 1] if place else None


def is_bare(cell: Cell) -> bool:
    """Whether a cell holds a place without words: just a box, a control, a field."""
    if cell.control is not None:
        return True
    for block in cell.blocks:
        if not isinstance(block, Paragraph):
            return isinstance(block, Boxed)
        text = list(block.text)
        for one in wilds(block):
            text[one.start : one.end] = " " * (one.end - one.start)
        if "".join(text).strip():
            return False
    return True


def _kind(cell: Cell) -> CellKind:
    if cell.merged == "continue":
        return CellKind.MERGED
    if cell.control is not None or any(not isinstance(one, Paragraph) for one in cell.blocks):
        return CellKind.LIVE
    marked = [one for block in cell.blocks if isinstance(block, Paragraph) for one in wilds(block)]
    if is_blank(cell.text) and not any(one.kind in ("tick", "mark") and not _is_bookmark(one.mark) for one in marked):
        return CellKind.BLANK
    return CellKind.LIVE if any(one.kind != "end" for one in marked) else CellKind.LABEL


def _is_bookmark(mark: object) -> bool:
    return getattr(mark, "what", "") == "bookmark"

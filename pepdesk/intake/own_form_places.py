"""The places of a form where an answer can stand, each with its label and a name by which it is found again."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

from pepdesk.intake.own_form_grid import CellKind, Grid
from pepdesk.intake.own_form_sheet import Boxed, Paragraph, Table, paragraphs
from pepdesk.intake.own_form_wild import BOXES, Wild, is_blank, wilds, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pepdesk.intake.own_form_sheet import Block, Cell, Mark, Sheet

PlaceKind = Literal["text", "ticks", "list", "rows"]
MOST_PLACES: Final = 3_000
LONGEST_LABEL: Final = 300
_SECTION_WORDS: Final = 14


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is put in the document the place was found in. ``refs`` are numbers of elements of its kind.

    ``what``: cell, room (in a cell, after its first ``start`` blocks), line (letters ``start`` to ``end`` of the first
    paragraph; further ones only go on with its line), blank (whole paragraphs), control, legacy, bookmark, tick (one
    letter), row.
    """

    what: str
    refs: tuple[int, ...]
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """One place. ``at`` finds it again; ``label`` are the words beside it, ``column`` those above it in a table.

    ``section`` is the heading it stands under, ``hints`` are tags, aliases and names. ``options`` are the words beside
    each box, or the items of a list; ``spots`` has one for each box, for ``rows`` one for each row, else just one.
    ``columns`` are the headings of the table it stands in; ``open_columns`` are those of ``rows`` to write in, and
    ``accepts`` has for each column the only texts that can stand there (none: any), where there are boxes or lists.
    """

    at: str
    kind: PlaceKind
    label: str
    spots: tuple[Spot, ...]
    section: str = ""
    column: str = ""
    hints: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    open_columns: tuple[int, ...] = ()
    accepts: tuple[tuple[str, ...], ...] = ()
    is_date: bool = False

    @property
    def words(self) -> str:
        """The label for people: with the table's column, or the first hint where there are no words."""
        said = " – ".join(one for one in (self.label, self.column) if one)
        return said or (self.hints[0] if self.hints else "") or "(no label)"


@dataclass(slots=True)
class _Around:
    """What stands round the blocks being looked at: label and column of the cell, last words before."""

    label: str = ""
    column: str = ""
    last: str = ""
    columns: tuple[str, ...] = ()


def find_places(sheet: Sheet) -> tuple[Place, ...]:
    """Every place of a form, in the document's order; the first ``MOST_PLACES`` of them."""
    finder = _Finder()
    finder.blocks(sheet.blocks, _Around(), body=True)
    return tuple(finder.named())


class _Finder:
    def __init__(self) -> None:
        self._places: list[Place] = []
        self._section = ""

    def named(self) -> Iterable[Place]:
        """The places, names made unlike each other."""
        used: dict[str, int] = {}
        for place in self._places[:MOST_PLACES]:
            number = used[place.at] = used.get(place.at, 0) + 1
            yield replace(place, at=f"{place.at}#{number}") if number > 1 else place

    def _add(self, at: str, kind: PlaceKind, label: str, spots: Sequence[Spot], **more: object) -> None:
        place = Place(at, kind, label[:LONGEST_LABEL], tuple(spots), self._section)
        self._places.append(replace(place, **more))  # type: ignore[arg-type]

    # Running text -------------------------------------------------------------------------------------------------

    def blocks(self, blocks: Sequence[Block], around: _Around, *, body: bool = False) -> None:
        """Look through blocks that follow each other, in the body or in one cell."""
        skip = 0
        for number, block in enumerate(blocks):
            if skip:
                skip -= 1
            elif isinstance(block, Table):
                self._table(block, around)
                around.last = ""
            elif isinstance(block, Boxed):
                self._control(block.control, around.last or around.label, around)
            elif wild := [one for one in wilds(block) if one.kind != "end"]:
                skip = self._paragraph(block, wild, blocks[number + 1 :], around)
            elif not is_blank(block.text):
                skip = self._words(block, blocks[number + 1 :], around, body=body)

    def _words(self, paragraph: Paragraph, after: Sequence[Block], around: _Around, *, body: bool) -> int:
        """Words without a place in them: a heading, a label for what follows, or a question with room below."""
        said = words(paragraph.text)
        asks = paragraph.text.rstrip()[-1:] in ("?", ":")
        gap = _empty_ones(after)
        title = paragraph.level or (paragraph.bold and not asks and not gap and not _is_unnamed(after[:1]))
        if body and title and len(said.split()) <= _SECTION_WORDS:
            self._section = said
        around.last = said
        follows = after[len(gap) : len(gap) + 1]
        lines = any(BLANK_LINE.search(one.text) for one in gap)
        if not gap or not (lines or (body and asks and not (follows and isinstance(follows[0], Table)))):
            return 0
        at = f"below:{paragraph.ref + 1}"
        self._add(
            at,
            "text",
            said,
            [Spot("blank", tuple(one.ref for one in gap))],
            column=around.column,
            columns=around.columns,
        )
        return len(gap)

    def _paragraph(self, paragraph: Paragraph, wild: list[Wild], after: Sequence[Block], around: _Around) -> int:
        """A paragraph with places in it; gives how many of the following ones belong to them."""
        ticks = [one for one in wild if one.kind == "tick"]
        if ticks:
            used = self._ticks(paragraph, ticks, after, around)
            for one in wild:
                if one.kind != "tick":
                    self._line(paragraph, one, _before(paragraph, wild, one), around)
            return used
        for one in wild:
            self._line(paragraph, one, _before(paragraph, wild, one), around)
        around.last = _before(paragraph, wild, wild[-1]) or around.last
        last = wild[-1]
        if last.kind != "line" or paragraph.text[last.end :].strip():
            return 0
        more = [one for one in _empty_ones(after) if BLANK_LINE.search(one.text)]
        if more and self._places and self._places[-1].spots[0].what in ("line", "blank"):
            spot = self._places[-1].spots[0]
            longer = replace(spot, refs=(*spot.refs, *(one.ref for one in more)))
            self._places[-1] = replace(self._places[-1], spots=(longer,))
        return len(more)

    def _line(self, paragraph: Paragraph, wild: Wild, before: str, around: _Around) -> None:
        label = before or around.label or around.last
        if wild.mark is None:
            number = sum(one.at.startswith(f"line:{paragraph.ref + 1}.") for one in self._places) + 1
            spot = Spot("line", (paragraph.ref,), wild.start, wild.end)
            self._add(
                f"line:{paragraph.ref + 1}.{number}",
                "text",
                label,
                [spot],
                column=around.column,
                columns=around.columns,
            )
            return
        self._marked(wild.mark, label, around)

    def _control(self, mark: Mark, label: str, around: _Around) -> None:
        if mark.kind == "tick":
            self._add(
                _name("tag", mark), "ticks", label, [Spot("control", (mark.ref,))], hints=mark.names, options=("",)
            )
        elif mark.kind != "picture":
            self._marked(mark, label, around)

    def _marked(self, mark: Mark, label: str, around: _Around) -> None:
        kind: PlaceKind = "list" if mark.kind == "list" and mark.items else "text"
        at = _name({"control": "tag", "legacy": "field"}.get(mark.what, "bookmark"), mark)
        self._add(at, kind, label, [Spot(mark.what, (mark.ref,), mark.start, mark.end)], hints=mark.names,
                  options=mark.items, is_date=mark.kind == "date", column=around.column,
                  columns=around.columns)  # fmt: skip

    # Boxes --------------------------------------------------------------------------------------------------------

    def _ticks(self, paragraph: Paragraph, ticks: list[Wild], after: Sequence[Block], around: _Around) -> int:
        """The boxes of a paragraph, and of those after it that hold nothing else."""
        label, found = boxes(paragraph, ticks)
        used = 0
        if not label:
            for block in after:
                more = [one for one in wilds(block) if one.kind == "tick"] if isinstance(block, Paragraph) else []
                if not more or not isinstance(block, Paragraph) or block.text.lstrip()[:1] not in BOXES + "☒":
                    break
                found += boxes(block, more)[1]
                used += 1
        hints = tuple(name for one in ticks if one.mark for name in one.mark.names)
        label = label or around.label or around.last or (found[0][0] if len(found) == 1 else "")
        spots = [spot for _, spot in found]
        options = tuple(said for said, _ in found)
        self._add(
            f"ticks:{paragraph.ref + 1}",
            "ticks",
            label,
            spots,
            options=options,
            column=around.column,
            columns=around.columns,
            hints=hints,
        )
        return used

    # Tables -------------------------------------------------------------------------------------------------------

    def _table(self, table: Table, around: _Around) -> None:
        grid = Grid(table)
        outer, title = self._section, around.last or around.label
        if title and len(title.split()) <= _SECTION_WORDS and not self._section.endswith(title):
            self._section = f"{outer} – {title}" if outer else title
        number = 0
        while number < len(table.rows):
            block = grid.open_rows(number)
            if block:
                self._rows(table, grid, number, block)
                number += block
                continue
            if title_here := grid.title(number):
                self._section = f"{outer} – {title_here}" if outer else title_here
            self._row(table, grid, number)
            number += 1
        self._section = outer

    def _rows(self, table: Table, grid: Grid, first: int, count: int) -> None:
        """Empty rows under headings: one place for all of them."""
        rows = table.rows[first : first + count]
        columns = grid.headings(first)
        writable = tuple(n for n, cell in enumerate(rows[0].cells) if grid.kind(first, cell) is not CellKind.LABEL)
        label = self._section.rpartition(" – ")[2]
        self._add(f"rows:{table.number}.{first + 1}", "rows", label, [Spot("row", (row.ref,)) for row in rows],
                  columns=columns, open_columns=writable, accepts=tuple(map(_accepted, rows[0].cells)))  # fmt: skip

    def _row(self, table: Table, grid: Grid, number: int) -> None:
        row = table.rows[number]
        for cell in row.cells:
            kind = grid.kind(number, cell)
            label, column = grid.labels(number, cell)
            around = _Around(label, column, columns=grid.headings(number) if column else ())
            if kind is CellKind.MERGED:
                continue
            if cell.control is not None:
                self._control(cell.control, label, around)
            elif kind is CellKind.BLANK and (label or column):
                self._blank(table, number, cell, around)
            elif kind is CellKind.LIVE:
                self._live(grid, number, cell, around)
            elif kind is CellKind.LABEL and grid.has_room(number, cell):
                self._room(table, number, cell, around)

    def _live(self, grid: Grid, number: int, cell: Cell, around: _Around) -> None:
        """A cell with places in it. Boxes in several cells of a row, each with its words, are one question."""
        before = len(self._places)
        self.blocks(cell.blocks, around)
        if before == 0 or len(self._places) != before + 1 or not grid.is_tick_cell(cell):
            return
        new, old = self._places[-1], self._places[-2]
        beside = grid.cell_before(number, cell)
        if beside and grid.is_tick_cell(beside) and old.kind == "ticks" and all(new.options) and all(old.options):
            self._places[-2:] = [replace(old, options=old.options + new.options, spots=old.spots + new.spots)]

    def _blank(self, table: Table, number: int, cell: Cell, around: _Around) -> None:
        at = f"cell:{table.number}.{number + 1}.{cell.col + 1}"
        marks = [mark for block in cell.blocks if isinstance(block, Paragraph) for mark in block.marks]
        named = [mark for mark in marks if mark.what == "bookmark"]
        if named:
            at = _name("bookmark", named[0])
        self._add(at, "text", around.label, [Spot("cell", (cell.ref,))], column=around.column, columns=around.columns,
                  hints=named[0].names if named else ())  # fmt: skip

    def _room(self, table: Table, number: int, cell: Cell, around: _Around) -> None:
        filled = [n for n, one in enumerate(cell.blocks) if isinstance(one, Paragraph) and one.text.strip()]
        last = filled[-1] if filled else 0
        block = cell.blocks[last]
        label = words(" ".join(one.text for one in cell.blocks[: last + 1] if isinstance(one, Paragraph)))
        at = f"room:{table.number}.{number + 1}.{cell.col + 1}"
        if last + 1 < len(cell.blocks):
            spot = Spot("room", (cell.ref,), last + 1)
        else:
            assert isinstance(block, Paragraph)
            spot = Spot("line", (block.ref,), len(block.text), len(block.text))
        self._add(at, "text", label, [spot], column=around.column, columns=around.columns)


BLANK_LINE: Final = re.compile(r"_{2,}|\.{4,}|…{2,}")


def boxes(paragraph: Paragraph, ticks: Sequence[Wild]) -> tuple[str, list[tuple[str, Spot]]]:
    """The label before the boxes of a paragraph, and each box's words with its spot."""
    text = paragraph.text
    after = not text.rstrip()[-1:] or text.rstrip()[-1:] not in BOXES + "☒" or text.lstrip()[:1] in BOXES + "☒"
    edges = [0, *(one.end for one in ticks)] if not after else [*(one.start for one in ticks), len(text)]
    pieces = [text[one:two] for one, two in pairwise(edges)]
    label = words(text[: ticks[0].start]) if after else ""
    if not after:
        head = re.match(r"(.*[:?])(.*)", pieces[0], re.DOTALL)
        label, pieces[0] = (words(head[1]), head[2]) if head else ("", pieces[0])
    spots = [_tick_spot(paragraph, one) for one in ticks]
    return label, [(words(re.split(r"_{2,}|…|\.{4,}", piece)[0]), spot)
                   for piece, spot in zip(pieces, spots, strict=True)]  # fmt: skip


def _tick_spot(paragraph: Paragraph, wild: Wild) -> Spot:
    if wild.mark is None:
        return Spot("tick", (paragraph.ref,), wild.start, wild.end)
    return Spot(wild.mark.what, (wild.mark.ref,), wild.start, wild.end)


def _before(paragraph: Paragraph, wild: Sequence[Wild], one: Wild) -> str:
    """The words between the place before and this one."""
    earlier = max((other.end for other in wild if other.end <= one.start and other is not one), default=0)
    return words(paragraph.text[earlier : one.start])


def _accepted(cell: Cell) -> tuple[str, ...]:
    """The only texts that can stand in a cell to be filled: a box says "Yes", a list one of its items; else any."""
    marks = [cell.control] if cell.control else [one for each in paragraphs(cell.blocks) for one in each.marks]
    boxed = [one.control for one in cell.blocks if isinstance(one, Boxed)]
    for mark in (*marks, *boxed):
        if mark.kind in ("tick", "list"):
            return ("Yes",) if mark.kind == "tick" else mark.items
    return ("Yes",) if any(letter in BOXES for letter in cell.text) else ()


def _is_unnamed(blocks: Sequence[Block]) -> bool:
    """Whether what comes next is a place without words of its own, named by what stands before it."""
    if not blocks or isinstance(blocks[0], Table):
        return False
    if isinstance(blocks[0], Boxed):
        return True
    wild = [one for one in wilds(blocks[0]) if one.kind != "end"]
    return bool(wild) and not words(blocks[0].text[: wild[0].start])


def _empty_ones(blocks: Sequence[Block]) -> list[Paragraph]:
    """The paragraphs at the beginning of ``blocks`` that say nothing and hold no mark."""
    found: list[Paragraph] = []
    for block in blocks:
        if not isinstance(block, Paragraph) or not is_blank(block.text) or block.marks:
            break
        found.append(block)
    return found


def _name(kind: str, mark: Mark) -> str:
    """``tag:name``, or by its number where it has no name."""
    return f"{kind}:{mark.names[0]}" if mark.names else f"{kind}:{mark.ref + 1}"

"""Laying a filled document over the empty one it came from: which paragraph, cell and row is which.

The form's own words are the fixed points: paragraphs and rows that hold them are matched in order, and what stands
between two of them in the filled document was written there. So text may grow, rows may be added, lines may break.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from pepdesk.intake.own_form_grid import CellKind, Grid
from pepdesk.intake.own_form_sheet import Boxed, Paragraph, Table, paragraphs
from pepdesk.intake.own_form_wild import Wild, is_blank, wilds

if TYPE_CHECKING:
    from pepdesk.intake.own_form_sheet import Block, Cell, Row, Sheet

_MOST_BLOCKS: Final = 4_000
_SPACES: Final = re.compile(r"[ \t\u00a0\u2002]+")


@dataclass(slots=True)
class Pairs:
    """What was found. Keys are numbers of elements of the empty form; values are parts of the filled one.

    ``wild``: paragraph and number of its wild place → what stands there. ``after``: paragraph → the blocks that follow
    it up to the next fixed one. ``gap``: an empty paragraph or control → the blocks written in its stead. ``rows``: an
    empty row → all rows there. ``loose``: what stands where there is only space: words before,
    the paragraphs it could belong to, text.
    """

    wild: dict[tuple[int, int], str] = field(default_factory=dict)
    after: dict[int, tuple[Block, ...]] = field(default_factory=dict)
    gap: dict[int, tuple[Block, ...]] = field(default_factory=dict)
    boxed: dict[int, Boxed] = field(default_factory=dict)
    cell: dict[int, Cell] = field(default_factory=dict)
    rows: dict[int, tuple[Row, ...]] = field(default_factory=dict)
    matched: set[int] = field(default_factory=set)
    loose: list[tuple[str, frozenset[int], str]] = field(default_factory=list)


def align(form: Sheet, filled: Sheet, open_rows: frozenset[int]) -> Pairs:
    """Match ``filled`` with ``form``; ``open_rows`` are the form's rows that are there to be filled and added to."""
    laying = _Laying(open_rows)
    laying.blocks(form.blocks, filled.blocks)
    return laying.pairs


class _Laying:
    def __init__(self, open_rows: frozenset[int]) -> None:
        self.pairs = Pairs()
        self._open = open_rows

    def blocks(self, form: Sequence[Block], filled: Sequence[Block]) -> None:
        """Match two runs of blocks; between fixed ones everything belongs to the gap."""
        fixed = [_fixed(block) for block in form]
        known = [(number, one.name) for number, one in enumerate(fixed) if one.name]
        shown = [(number, name) for number, block in enumerate(filled[:_MOST_BLOCKS])
                 if (name := _name_of(block, fixed))]  # fmt: skip
        matched = [(known[one][0], shown[two][0])
                   for one, two in _in_order([name for _, name in known], [name for _, name in shown])]  # fmt: skip
        for one, two in matched:
            self._pair(form[one], filled[two])
        edges = [(-1, -1), *matched, (len(form), len(filled))]
        for (one, two), (next_one, next_two) in pairwise(edges):
            between = tuple(filled[two + 1 : next_two])
            before = form[one] if one >= 0 else None
            if isinstance(before, Paragraph):
                self.pairs.after[before.ref] = between
            self._note_loose(before, form[one + 1 : next_one], between)
            missing = any(number in dict(known) for number in range(one + 1, next_one))
            for block in form[one + 1 : next_one]:
                if isinstance(block, Paragraph) and _is_gap(block) and not missing:
                    self.pairs.gap[block.ref] = between
                elif isinstance(block, Boxed) and not missing:
                    self._boxed(block, between)

    def _note_loose(self, before: Block | None, gaps: Sequence[Block], between: tuple[Block, ...]) -> None:
        """Keep what stands between fixed words, in case no question claims it."""
        text = "\n".join(one.text for one in paragraphs(between) if not is_blank(one.text))
        if text:
            claims = {one.ref for one in (before, *gaps) if isinstance(one, Paragraph)}
            claims |= {-1 - one.control.ref for one in gaps if isinstance(one, Boxed)}
            self.pairs.loose.append((before.text if isinstance(before, Paragraph) else "", frozenset(claims), text))

    def _boxed(self, block: Boxed, between: tuple[Block, ...]) -> None:
        """A control round whole paragraphs: the control in its stead, or, if it was lost, what stands there."""
        same = [one for one in between if isinstance(one, Boxed)]
        self.pairs.boxed[block.control.ref] = same[0] if same else Boxed(block.control, between)

    def _pair(self, one: Block, two: Block) -> None:
        if isinstance(one, Paragraph) and isinstance(two, Paragraph):
            self.pairs.matched.add(one.ref)
            said, places = _letters(two.text)
            for number, (start, end) in enumerate(spans(_pieces(one, wilds(one)), said) or ()):
                text = two.text[places[start] : places[end - 1] + 1] if start < end else ""
                self.pairs.wild[one.ref, number] = text.strip()
        elif isinstance(one, Boxed) and isinstance(two, Boxed):
            self.pairs.boxed[one.control.ref] = two
        elif isinstance(one, Table) and isinstance(two, Table):
            self._table(one, two)

    def _table(self, form: Table, filled: Table) -> None:
        grid = Grid(form)
        fixed = [
            _fixed_cells(grid, number, row) if row.ref not in self._open else () for number, row in enumerate(form.rows)
        ]
        known = [number for number, one in enumerate(fixed) if one]
        patterns = sorted(set(fixed) - {()}, key=lambda one: -len(one))
        shown = [
            (number, next((one for one in patterns if _row_fits(one, row)), ()))
            for number, row in enumerate(filled.rows)
        ]
        shown = [(number, name) for number, name in shown if name]
        both = _in_order([fixed[number] for number in known], [name for _, name in shown])
        matched = [(known[one], shown[two][0]) for one, two in both]
        for one, two in matched:
            self._row(form.rows[one], filled.rows[two])
        edges = [(-1, -1), *matched, (len(form.rows), len(filled.rows))]
        for (one, two), (next_one, next_two) in pairwise(edges):
            self._loose_rows(form.rows[one + 1 : next_one], filled.rows[two + 1 : next_two])

    def _loose_rows(self, form: Sequence[Row], filled: Sequence[Row]) -> None:
        """Rows without fixed words: those to be added to take all that is there, others are paired by their order."""
        if any(row.ref in self._open for row in form):
            for row in form:
                if row.ref in self._open:
                    self.pairs.rows[row.ref] = tuple(filled)
            return
        if len(form) == len(filled):
            for one, two in zip(form, filled, strict=True):
                self._row(one, two)
            return
        text = "\n".join(cell.text for row in filled for cell in row.cells if not is_blank(cell.text))
        self.pairs.loose += [("", frozenset(), text)] if text else []

    def _row(self, form: Row, filled: Row) -> None:
        if len(form.cells) != len(filled.cells):
            by_column = {cell.col: cell for cell in filled.cells}
            both = [(cell, by_column[cell.col]) for cell in form.cells if cell.col in by_column]
        else:
            both = list(zip(form.cells, filled.cells, strict=True))
        for one, two in both:
            self.pairs.cell[one.ref] = two
            self.blocks(one.blocks, two.blocks)


def spans(pieces: Sequence[str], said: str) -> list[tuple[int, int]] | None:
    """What stands between the fixed ``pieces`` in ``said``, from letter to letter; None if they are not all there."""
    if not said.startswith(pieces[0]):
        return None
    found, at = [], len(pieces[0])
    for number, piece in enumerate(pieces[1:], 1):
        last = number == len(pieces) - 1
        if last:
            end = len(said) - len(piece) if said.endswith(piece) and len(said) - len(piece) >= at else -1
        else:
            end = said.find(piece, at) if piece else at
        if end < 0:
            return None
        found.append((at, end))
        at = end + len(piece)
    if len(pieces) == 1 and len(said) != at:
        return None
    return found


def _pieces(paragraph: Paragraph, wild: Sequence[Wild]) -> list[str]:
    """The fixed words before, between and after the wild places."""
    edges = [0, *(edge for one in wild for edge in (one.start, one.end)), len(paragraph.text)]
    return [_plain(paragraph.text[edges[n] : edges[n + 1]]) for n in range(0, len(edges), 2)]


def _plain(text: str) -> str:
    return _SPACES.sub(" ", text).strip(" \n")


def _letters(text: str) -> tuple[str, list[int]]:
    """The same as ``_plain``, and for each of its letters the place in ``text`` it comes from."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        letter = " " if letter in " \t\u00a0\u2002" else letter
        if letter == " " and letters[-1:] == [" "]:
            continue
        letters.append(letter)
        places.append(place)
    said = "".join(letters)
    begin = len(said) - len(said.lstrip(" \n"))
    end = len(said.rstrip(" \n"))
    return said[begin:end], places[begin:end]


def _is_gap(block: Block) -> bool:
    """Whether a block has no fixed words by which it could be known."""
    if isinstance(block, Boxed):
        return not block.control.names
    return isinstance(block, Paragraph) and not any(_pieces(block, wilds(block))) and not _has_ticks(block)


def _has_ticks(paragraph: Paragraph) -> bool:
    return any(one.kind == "tick" for one in wilds(paragraph))


@dataclass(frozen=True, slots=True)
class _Fixed:
    """What is known of one block of the form: its name ("" for a gap), its own words, and the table it is, if one."""

    name: str
    pieces: tuple[str, ...] = ()
    table: frozenset[str] | None = None
    rows: int = 0

    @property
    def letters(self) -> int:
        return sum(map(len, self.pieces))


def _fixed(block: Block) -> _Fixed:
    if isinstance(block, Boxed):
        return _Fixed(f"box {block.control.names[0]}" if block.control.names else "")
    if isinstance(block, Table):
        said = frozenset(one for one in _table_words(block) if one)
        return _Fixed("table " + "\x1f".join(sorted(said)), table=said, rows=len(block.rows))
    if _is_gap(block):
        return _Fixed("")
    pieces = tuple(_pieces(block, wilds(block)))
    return _Fixed("words " + "\x1f".join(pieces), pieces)


def _name_of(block: Block, fixed: Sequence[_Fixed]) -> str:
    """The name of the form's block that a filled block comes from, "" if from none that can be told."""
    if isinstance(block, Boxed):
        return f"box {block.control.names[0]}" if block.control.names else ""
    if isinstance(block, Table):
        return _table_name(block, fixed)
    said = _plain(block.text)
    if not said and not block.marks:
        return ""
    fitting = [one for one in fixed if one.pieces and spans(one.pieces, said) is not None]
    return max(fitting, key=lambda one: one.letters).name if fitting else ""


def _table_words(table: Table) -> frozenset[str]:
    grid = Grid(table)
    return frozenset(_plain(cell.text) for number, row in enumerate(table.rows) for cell in row.cells
                     if grid.kind(number, cell) is CellKind.LABEL)  # fmt: skip


def _table_name(table: Table, fixed: Sequence[_Fixed]) -> str:
    """The form's table most of whose words a filled table holds, at least half."""
    said = {_plain(cell.text) for row in table.rows for cell in row.cells}
    starts = {
        _plain(next((one.text for one in paragraphs(cell.blocks)), "")) for row in table.rows for cell in row.cells
    }
    best, most = "", 0.5
    for one in fixed:
        if one.table:
            share = len([words for words in one.table if words in said or words.split("\n")[0] in starts]) / len(
                one.table
            )
            if share > most or (share == most and not best):
                best, most = one.name, share
        elif one.table is not None and not best and one.rows == len(table.rows):
            best = one.name
    return best


def _fixed_cells(grid: Grid, number: int, row: Row) -> tuple[tuple[int, str], ...]:
    """The cells of a row that hold the form's own words: place in the row, and first paragraph."""
    found = []
    for place, cell in enumerate(row.cells):
        if grid.kind(number, cell) is CellKind.LABEL:
            first = next((one for one in paragraphs(cell.blocks) if not is_blank(one.text)), None)
            if first is not None:
                piece = _pieces(first, wilds(first))[0]
                found.append((place, piece))
    if not found:
        for place, cell in enumerate(row.cells):
            first = next(
                (one for one in cell.blocks if isinstance(one, Paragraph) and any(_pieces(one, wilds(one)))), None
            )
            if first is not None and (piece := _pieces(first, wilds(first))[0]):
                found.append((place, piece))
    return tuple(found)


def _row_fits(fixed: tuple[tuple[int, str], ...], row: Row) -> bool:
    def begins(place: int, piece: str) -> bool:
        return any(_plain(one.text).startswith(piece) for one in paragraphs(row.cells[place].blocks))

    return all(place < len(row.cells) and begins(place, piece) for place, piece in fixed)


def _in_order(form: Sequence[object], filled: Sequence[object]) -> list[tuple[int, int]]:
    """Pairs of equal names, in order in both."""
    matcher = difflib.SequenceMatcher(None, form, filled, autojunk=False)
    return [(one + n, two + n) for one, two, size in matcher.get_matching_blocks() for n in range(size)]

"""Lays a form to fill in out for the pages of a PDF: where each question's words, boxes and room to write stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pepdesk.export import blocks, look
from pepdesk.export.boxes.filling import TICK_LIST
from pepdesk.export.boxes.lines import Style
from pepdesk.export.boxes.text import Text, text
from pepdesk.export.boxes.to_fill import Words
from pepdesk.export.fonts import Weight
from pepdesk.export.form_sheet import Ask, Choice, Grid, Heading, Note, Questions, with_continued
from pepdesk.export.pdf_form_boxes import GridBox, Line, Question, Spot
from pepdesk.export.pdf_form_canvas import LEADING, PAD, SIZE, Entry, Kind, height_of
from pepdesk.export.pdf_form_entries import (
    ARROW,
    TABLE_WORDS,
    TALL,
    TICK,
    can_be_drawn,
    choices_of,
    entry,
    lead,
    least_of,
    longest_word,
    needed,
    tick,
    wide,
)
from pepdesk.export.pdf_form_words import example, faceless, listed_hint
from pepdesk.export.plain_text import clean
from pepdesk.export.story import Story
from pepdesk.export.tagged.structure import Element
from pepdesk.form.model import FieldType

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pepdesk.export.form_sheet import Part

ONE_LINE: Final = 19.0
"""Points a field of one line is high."""
_LABEL_SHARE: Final = 0.42
_BETWEEN: Final = 12.0
_WORDS_A_LINE: Final = 15
_FEWEST, _USUAL, _MOST = 3, 4, 7
"""Lines a free text gets: where its length is limited, and where it is not."""
_HIGHEST: Final = 520.0
"""Points a field may be high: a page less its question."""
_NARROW: Final = {
    FieldType.DATE: 112.0,
    FieldType.NUMBER: 80.0,
    FieldType.MONEY: 90.0,
    FieldType.DATETIME: 150.0,
}
"""Points across the field of an answer of a word or two, beside its question."""
_MANY: Final = 4
"""More questions than this stand closer together in a line."""
_LABEL_WIDTH: Final = 110.0
"""Points after which the words of a question that stands beside others are broken."""
_NARROWER: Final = 10.0
"""Points by which the lines of fields are tried narrower to even them out."""
_GAP: Final = 3.0
_LINES_IN_GRID: Final = 3
_WIDE: Final = frozenset({FieldType.PARAGRAPH})
_ROW_HEADER, _COLUMN_HEADER = "/O /Table /Scope /Row", "/O /Table /Scope /Column"


class FormStory(Story):
    """Boxes and structure of a form to fill in; headings and sentences as in every document."""

    def put(self, parts: Iterable[Part]) -> None:
        """Add what a form sheet asks."""
        for part in with_continued(parts):
            match part:
                case Heading(level, words):
                    self._add(blocks.Heading(level, faceless(words)))
                case Note(words):
                    self._add(blocks.Paragraph(words, blocks.Tone.HELP))
                case Questions(asks=asks, name=name):
                    self._questions(name, asks)
                case Grid(rows=rows):
                    for ask in (ask for _, asks in rows for ask in asks):
                        can_be_drawn(ask)
                    self._grid(part)

    def _questions(self, row: str, asks: Sequence[Ask]) -> None:
        """Questions below each other; those of a ``row`` of a table that is too wide side by side under its name."""
        for ask in asks:
            can_be_drawn(ask)
        if row:
            self._flow(faceless(row), asks)
            return
        for ask in asks:
            self._question(ask)

    def read_only(self, words: str, name: str, value: str) -> None:
        """A field that tells and cannot be changed."""
        said = text(self._section.add("P"), words, self._small(), self._width)
        element = self._section.add("Form")
        entry = Entry(Kind.LINE, name, words, value, read_only=True)
        spot = Spot(element, entry, 0.0, said.height + 2, self._width, ONE_LINE)
        self.boxes.append(Question((Words(said, 0.0, 0.0), spot), said.height + ONE_LINE + 2, gap=14.0))

    # One question --------------------------------------------------------------------------------------------------

    def _small(self) -> Style:
        return self._style(Weight.REGULAR, look.SMALL, look.MUTED)

    def _question(self, ask: Ask) -> None:
        ticks = ask.ticks and not ask.given
        if (ticks and ask.field.type is FieldType.CHOICES) or self._is_long(ask):
            self._below(ask)
        else:
            self._beside(ask)

    def _is_long(self, ask: Ask) -> bool:
        """Whether the answer needs the whole width: free text, a long answer, or choices with many words."""
        room = self._width * (1 - _LABEL_SHARE) - _BETWEEN - 2 * PAD
        if ask.choices and not ask.ticks:
            return max(wide(choice.words) for choice in choices_of(ask)) + ARROW > room
        return ask.field.type in (FieldType.PARAGRAPH, FieldType.CHOICES) or "\n" in ask.given or wide(ask.given) > room

    def _said(self, ask: Ask, width: float) -> list[Words]:
        """The question and its help, one below the other."""
        style = self._style(Weight.BOLD, SIZE, look.NAVY)
        said = [Words(text(self._section.add("P"), clean(ask.field.label), style, width), 0.0, 0.0)]
        hint = " ".join(part for part in (ask.help, listed_hint(ask)) if part)
        if hint:
            below = text(self._section.add("P"), clean(hint), self._small(), width)
            said.append(Words(below, 0.0, said[0].text.height + 1))
        return said

    def _beside(self, ask: Ask) -> None:
        """The question at the left, its field at the right."""
        label = self._width * _LABEL_SHARE
        left = label + _BETWEEN
        nudge = max((ONE_LINE - SIZE * look.LEADING) / 2, 0.0)
        said = [Words(one.text, 0.0, one.down + nudge) for one in self._said(ask, label)]
        parts: list[Words | Spot] = [*said]
        if ask.ticks and not ask.given:
            parts += self._side_by_side(ask, left)
        else:
            width = self._width - left
            narrow = _NARROW.get(ask.field.type, width)
            width = max(narrow, min(wide(ask.given) + 2 * PAD + 2, width))
            parts.append(Spot(self._section.add("Form"), entry(ask), left, 0.0, width, ONE_LINE))
            unit = example(ask.field)
            if unit and width + left + wide(unit) < self._width:
                beside = text(self._section.add("P"), unit, self._small(), self._width)
                parts.append(Words(beside, left + width + 6, (ONE_LINE - beside.height) / 2))
        height = max(said[-1].down + said[-1].text.height, ONE_LINE)
        self.boxes.append(Question(tuple(parts), height, gap=7.0))

    def _below(self, ask: Ask) -> None:
        """The question above, its fields below over the whole width."""
        said = self._said(ask, self._width)
        down = said[-1].down + said[-1].text.height + 3
        parts: list[Words | Spot] = [*said]
        if ask.ticks and not ask.given:
            ticks, height = self._listed(ask, down)
            parts += ticks
        else:
            made = entry(ask, several=not ask.choices or bool(ask.ticks))
            height = ONE_LINE if made.kind is not Kind.TEXT else self._room(ask, made, self._width)
            parts.append(Spot(self._section.add("Form"), made, 0.0, down, self._width, height))
        self.boxes.append(Question(tuple(parts), down + height, gap=9.0))

    @staticmethod
    def _room(ask: Ask, made: Entry, width: float, usual: int = _USUAL) -> float:
        """Points of room to write: by the most words the form wants, and for all that stands there already."""
        lines = usual if ask.field.type is FieldType.PARAGRAPH else 2
        if ask.field.max_words and ask.field.type is FieldType.PARAGRAPH:
            lines = min(max(ask.field.max_words // _WORDS_A_LINE + 1, _FEWEST), _MOST)
        there = height_of(made.value, width) + LEADING if made.value else 0.0
        return min(max(lines * LEADING + 2 * PAD, there), _HIGHEST)

    # Boxes to tick -------------------------------------------------------------------------------------------------

    def _tick(
        self, ask: Ask, choice: Choice, listed: Element, left: float, down: float, width: float
    ) -> list[Words | Spot]:
        """One box with its words, ``down`` points below to the words' upper edge."""
        item = listed.add("LI")
        style = self._style(size=SIZE)
        spot = Spot(item.add("Lbl").add("Form"), tick(ask, choice), left, down + (style.leading - TICK) / 2, TICK, TICK)
        said = text(item.add("LBody"), faceless(choice.words), style, width - TICK - 6)
        return [spot, Words(said, left + TICK + 5, down)]

    def _side_by_side(self, ask: Ask, left: float, down: float = 0.0) -> list[Words | Spot]:
        listed = self._section.add("L", TICK_LIST)
        down += (ONE_LINE - SIZE * look.LEADING) / 2
        parts: list[Words | Spot] = []
        for choice in ask.choices:
            across = TICK + 5 + wide(choice.words) + 18
            parts += self._tick(ask, choice, listed, left, down, across)
            left += across
        return parts

    def _listed(self, ask: Ask, down: float) -> tuple[list[Words | Spot], float]:
        """The boxes in as many columns as hold every option in one line, two at most where options are long."""
        widest = max(wide(choice.words) for choice in ask.choices) + TICK + 20
        columns = next((count for count in (3, 2) if widest <= self._width / count), 1 if len(ask.choices) < 6 else 2)
        across = self._width / columns
        listed = self._section.add("L", TICK_LIST)
        parts: list[Words | Spot] = []
        height = 0.0
        for start in range(0, len(ask.choices), columns):
            row: list[Words | Spot] = []
            for column, choice in enumerate(ask.choices[start : start + columns]):
                row += self._tick(ask, choice, listed, column * across, down + height, across)
            height += max(part.text.height for part in row if isinstance(part, Words)) + 3
            parts += row
        return parts, height - 3

    # Grids ---------------------------------------------------------------------------------------------------------

    def _grid(self, grid: Grid) -> None:
        widths = self._columns(grid)
        if widths is None:
            for name, asks in grid.rows:
                self._flow(faceless(name), asks)
            return
        table = self._section.add("Table", summary=clean(grid.caption))
        header = self._header(table.add("THead").add("TR"), grid, widths)
        body = table.add("TBody")
        rows = tuple(self._grid_row(body.add("TR"), name, asks, widths) for name, asks in grid.rows)
        self.boxes.append(GridBox(header, rows, sum(widths)))

    def _flow(self, name: str, asks: Sequence[Ask]) -> None:
        """A row too wide for a grid: under its name as many questions side by side as fit, each above its field."""
        down = 0.0
        parts: list[Words | Spot] = []
        head = text(self._section.add("P"), name, self._style(Weight.BOLD, look.BODY, look.INK), self._width)
        parts.append(Words(head, 0.0, down))
        down += head.height + 2
        for line in self._lines(asks):
            left, height = 0.0, 0.0
            label = max(self._flow_label(ask, width).height for ask, width in line)
            for ask, width in line:
                placed, high = self._flowing(ask, left, down, width, label)
                parts += placed
                left, height = left + width + _BETWEEN, max(height, high)
            down += label + height + 6
        self.boxes.append(Question(tuple(parts), down - 6, gap=9.0))

    def _lines(self, asks: Sequence[Ask]) -> list[list[tuple[Ask, float]]]:
        """The questions in lines with the width of each; what takes words gets what is left of a line.

        As few lines as hold them, and none much shorter than the others: no field stands alone below four.
        """
        needs = []
        for ask in asks:
            label = wide(ask.field.label_short or ask.field.label)
            need = max(needed(ask, many=len(asks) > _MANY), min(label, _LABEL_WIDTH))
            needs.append((ask, min(need, self._width)))
        lines, narrower = _broken(needs, self._width), self._width - _NARROWER
        while len(lines) > 1 and len(tried := _broken(needs, narrower)) == len(lines):
            lines, narrower = tried, narrower - _NARROWER
        return [self._widened(line) for line in lines]

    def _widened(self, line: list[tuple[Ask, float]]) -> list[tuple[Ask, float]]:
        left = self._width - sum(need for _, need in line) - _BETWEEN * (len(line) - 1)
        tall = [ask for ask, _ in line if ask.field.type in TALL]
        return [(ask, need + left / len(tall) if ask in tall else need) for ask, need in line]

    def _flow_label(self, ask: Ask, width: float, element: Element | None = None) -> Text:
        style = self._style(Weight.BOLD, TABLE_WORDS, look.NAVY)
        words = ask.field.label_short or ask.field.label
        return text(element or Element("P"), clean(words), style, width)

    def _flowing(
        self, ask: Ask, left: float, down: float, width: float, label: float
    ) -> tuple[list[Words | Spot], float]:
        """One question at its place in a line of them, and how high its field is."""
        said = self._flow_label(ask, width, self._section.add("P"))
        parts: list[Words | Spot] = [Words(said, left, down + label - said.height)]
        down += label + 1
        if not (ask.ticks and not ask.given):
            several = ask.field.type in _WIDE or self._overflows(ask, width)
            made = entry(ask, several=several)
            height = self._cell_height(ask, width) if several else ONE_LINE
            return [*parts, Spot(self._section.add("Form"), made, left, down, width, height)], height + 1
        if ask.field.type is FieldType.YES_NO:
            return [*parts, *self._side_by_side(ask, left, down)], ONE_LINE
        ticks, height = self._listed(ask, down)
        return [*parts, *ticks], height

    def _columns(self, grid: Grid) -> list[float] | None:
        """The columns' widths in points, the row names' first; None when what is to be written there cannot fit."""
        names = [*(faceless(name) for name, _ in grid.rows), lead(grid)]
        needs = [min(max(max(map(longest_word, names)) + 10, max(map(wide, names)) ** 0.5 * 8), 140.0)]
        for index, words in enumerate(grid.header):
            column = [asks[index] for _, asks in grid.rows]
            if any(ask.field.type is FieldType.CHOICES for ask in column):
                return None
            needs.append(max(longest_word(words) + 2 * _GAP + 1, max(map(least_of, column)) + 2 * _GAP))
        left = self._width - sum(needs)
        if left < 0:
            return None
        kinds = [ask.field.type for ask in grid.rows[0][1]]
        shares = [0.4, *(2.0 if kind in _WIDE else 1.0 if kind in TALL else 0.1 for kind in kinds)]
        return [need + left * share / sum(shares) for need, share in zip(needs, shares, strict=True)]

    def _header(self, line: Element, grid: Grid, widths: Sequence[float]) -> Line:
        style = self._style(Weight.BOLD, TABLE_WORDS, look.NAVY)
        parts: list[Words | Spot] = []
        left = 0.0
        for words, width in zip((lead(grid), *grid.header), widths, strict=True):
            said = text(line.add("TH", _COLUMN_HEADER), clean(words), style, width - 2 * _GAP)
            parts.append(Words(said, left + _GAP, 4.0))
            left += width
        return Line(tuple(parts), max(part.text.height for part in parts if isinstance(part, Words)) + 8)

    def _grid_row(self, line: Element, name: str, asks: Sequence[Ask], widths: Sequence[float]) -> Line:
        style = self._style(Weight.BOLD, TABLE_WORDS, look.NAVY)
        said = text(line.add("TH", _ROW_HEADER), faceless(name), style, widths[0] - 2 * _GAP)
        height = max(said.height, *(self._cell_height(ask, width) for ask, width in zip(asks, widths[1:], strict=True)))
        parts: list[Words | Spot] = [Words(said, _GAP, _GAP + 2)]
        left = widths[0]
        for ask, width in zip(asks, widths[1:], strict=True):
            cell = line.add("TD")
            if ask.ticks and not ask.given:
                listed = cell.add("L", TICK_LIST)
                for number, choice in enumerate(ask.choices):
                    down = _GAP + number * (SIZE * look.LEADING + 2)
                    parts += self._tick(ask, choice, listed, left + _GAP, down, width - 2 * _GAP)
            else:
                made = entry(ask, several=self._is_tall(ask, width))
                tall = height if made.kind is Kind.TEXT else ONE_LINE
                parts.append(Spot(cell.add("Form"), made, left + _GAP, _GAP, width - 2 * _GAP, tall))
            left += width
        return Line(tuple(parts), height + 2 * _GAP)

    def _is_tall(self, ask: Ask, width: float) -> bool:
        """Whether a cell needs several lines: free text, or words already there that one line cannot hold."""
        return ask.field.type in TALL or self._overflows(ask, width)

    @staticmethod
    def _overflows(ask: Ask, width: float) -> bool:
        """Whether words that stand there already need more than one line; a list is as wide as its longest choice."""
        is_list = bool(ask.choices) and not ask.ticks
        return not is_list and ("\n" in ask.given or wide(ask.given) > width - 2 * _GAP - 2 * PAD)

    def _cell_height(self, ask: Ask, width: float) -> float:
        if ask.ticks and not ask.given:
            return len(ask.choices) * (SIZE * look.LEADING + 2) - 2
        if not self._is_tall(ask, width):
            return ONE_LINE
        lines = _LINES_IN_GRID if ask.field.type in _WIDE else 2
        there = height_of(ask.given, width - 2 * _GAP) if ask.given else 0.0
        return min(max(lines * LEADING + 2 * PAD, there), _HIGHEST)


def _broken(needs: Sequence[tuple[Ask, float]], width: float) -> list[list[tuple[Ask, float]]]:
    """The questions in order, as many to a line as fit ``width`` points; one that is wider has a line to itself."""
    lines: list[list[tuple[Ask, float]]] = []
    used = 0.0
    for ask, need in needs:
        if not lines or used + need > width:
            lines.append([])
            used = 0.0
        lines[-1].append((ask, need))
        used += need + _BETWEEN
    return lines

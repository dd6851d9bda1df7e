"""Lays out a question to answer by hand: where its words, its boxes or faces and the room to write stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pepdesk.export import look
from pepdesk.export.boxes.lines import Style, break_lines
from pepdesk.export.boxes.lines import width as width_of
from pepdesk.export.boxes.text import Text, text
from pepdesk.export.boxes.to_fill import PAD, Mark, Room, ToFill, Words
from pepdesk.export.plain_text import clean

if TYPE_CHECKING:
    from pepdesk.export import blocks
    from pepdesk.export.tagged.structure import Element

TICK_LIST: Final = "/O /List /ListNumbering /None"
TICK_BOX: Final = "/O /PrintField /Role /cb /checked /off"
"""A box on paper is a field that nobody can click (ISO 32000-1, 14.8.5.6)."""
ROOM: Final = "/O /PrintField /Role /tv"
_MOST_COLUMNS = 4
_MANY = 5
"""More options than this stand in two columns even if some then take two lines."""
_SHARE_BESIDE = 0.62
_NARROWER = 6.0
"""Points by which a column is tried narrower to even out the lines in it."""


class Filling:
    """Lays out one question ``width`` points wide under the element ``section``."""

    def __init__(
        self, block: blocks.ToFill, section: Element, width: float, styles: tuple[Style, Style, Style]
    ) -> None:
        self._block, self._section, self._width = block, section, width
        self._bold, self._plain, self._muted = styles
        self._words: list[Words] = []
        self._marks: list[Mark] = []
        self._room: Room | None = None
        self._down = 0.0

    def box(self) -> ToFill:
        """The box with everything in its place."""
        block = self._block
        if block.beside:
            self._line_beside()
            return self._done(gap=11.0)
        self._say(block.question, self._bold, self._width)
        if block.hint:
            self._say(block.hint, self._muted, self._width, gap=2.0)
        if block.ticks:
            self._down += 7.0
            (self._scale if block.scale else self._list)()
        elif block.drawn:
            self._empty_box()
        elif block.lines:
            self._space(block.lines * block.ruling, block.ruling)
        return self._done(gap=(12.0 if block.ticks else 20.0) if block.large else 13.0)

    def _done(self, gap: float) -> ToFill:
        return ToFill(tuple(self._words), tuple(self._marks), self._room, self._down, gap)

    def _say(self, words: str, style: Style, width: float, gap: float = 0.0) -> None:
        said = text(self._section.add("P"), clean(words), style, width)
        self._down += gap
        self._words.append(Words(said, 0.0, self._down))
        self._down += said.height

    def _space(self, height: float, ruling: float, left: float = 0.0) -> None:
        element = self._section.add("Form", ROOM, alt=f"Room to write: {clean(self._block.question)}")
        self._room = Room(element, left, self._down, self._width - left, height, ruling)
        self._down += height

    def _line_beside(self) -> None:
        question = text(
            self._section.add("P"), clean(self._block.question), self._bold, self._width * _SHARE_BESIDE
        )  # fmt: skip
        beside = min(max(width_of(line) for line in question.lines) * self._bold.size, self._width * _SHARE_BESIDE) + 8
        height = max(question.height, self._bold.leading)
        self._words.append(Words(question, 0.0, 0.0))
        if self._block.given:
            given = text(self._section.add("P"), clean(self._block.given), self._plain, self._width - beside - PAD)
            self._words.append(Words(given, beside + PAD, 0.0))
            height = max(height, given.height)
        self._space(height, height, beside)
        self._down += 4.0

    def _empty_box(self) -> None:
        self._down += 8.0
        inside = text(self._section.add("P"), clean(self._block.drawn), self._muted, self._width - 2 * PAD)
        self._words.append(Words(inside, PAD, self._down + PAD * 0.6))
        least = inside.height + 2 * PAD  # the box holds at least its own words
        self._space(max(self._block.lines * self._block.ruling, least), 0.0)

    # Boxes and faces ---------------------------------------------------------------------------------------------

    def _item(self, listed: Element, tick: blocks.Tick, size: float, left: float, down: float) -> Element:
        """Place the mark of one option; the element for its words."""
        item = listed.add("LI")
        label = item.add("Lbl")
        if tick.face:
            element = label.add("Figure", alt=str(tick.face))
        else:
            element = label.add("Form", TICK_BOX, alt=f"Box to tick: {clean(tick.words)}")
        self._marks.append(Mark(element, tick.face, size, left, down))
        return item.add("LBody")

    def _scale(self) -> None:
        """Marks side by side in columns of one width, the words of each in the middle below it."""
        ticks = self._block.ticks
        listed = self._section.add("L", TICK_LIST)
        across = self._width / len(ticks)
        box = look.TICK_BOX[self._block.large]
        high = look.FACE if any(tick.face for tick in ticks) else box
        deepest = 0.0
        for number, tick in enumerate(ticks):
            size = high if tick.face else box
            middle = (number + 0.5) * across
            # A box among faces stands on the same middle line.
            body = self._item(listed, tick, size, middle - size / 2, self._down + (high - size) / 2)
            said = _balanced(text(body, clean(tick.words), self._plain, across - 4), clean(tick.words), across - 4)
            below = self._down + high + 2.0
            for row, line in enumerate(said.lines):
                seen = width_of(line) * self._plain.size
                one = Text(body, (line,), self._plain)
                self._words.append(Words(one, middle - seen / 2, below + row * self._plain.leading))
            deepest = max(deepest, said.height)
        self._down += high + 2.0 + deepest

    def _list(self) -> None:
        """Boxes in as many columns as hold every option in one line; many long options in two."""
        ticks, style = self._block.ticks, self._plain
        listed = self._section.add("L", TICK_LIST)
        size = look.TICK_BOX[self._block.large]
        indent = size + 7.0
        widest = max(width_of(break_lines(clean(tick.words), style, 10_000)[0]) for tick in ticks) * style.size
        fitting = [n for n in range(_MOST_COLUMNS, 1, -1) if widest + indent + 10 <= self._width / n]
        columns = fitting[0] if fitting else 2 if len(ticks) > _MANY else 1
        across = self._width / columns
        between = 5.0 if self._block.large else 3.0
        for start in range(0, len(ticks), columns):
            height = 0.0
            for column, tick in enumerate(ticks[start : start + columns]):
                left = column * across
                nudge = (style.leading - size) / 2
                body = self._item(listed, tick, size, left, self._down + nudge)
                said = text(body, clean(tick.words), style, across - indent - 8)
                self._words.append(Words(said, left + indent, self._down))
                height = max(height, said.height)
            self._down += height + between
        self._down -= between


def _balanced(said: Text, words: str, width: float) -> Text:
    """The same words in as many lines, none of them much shorter than the others: "I'd rather / not say"."""
    narrower = width - _NARROWER
    while narrower > _NARROWER and len(said.lines) > 1:
        tried = text(said.element, words, said.style, narrower)
        if len(tried.lines) > len(said.lines):
            break
        said, narrower = tried, narrower - _NARROWER
    return said

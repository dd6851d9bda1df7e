"""Text of one style broken into lines of a given width. Nothing is dropped: every letter and space is in some line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pepdesk.export import fonts, look
from pepdesk.export.boxes import right_to_left
from pepdesk.export.boxes.right_to_left import Turned
from pepdesk.export.fonts import RIGHT_TO_LEFT, Run

Line = tuple[Run | Turned, ...]


@dataclass(frozen=True, slots=True)
class Style:
    """How text looks: registered font, size in points, colour as ``#rrggbb``."""

    font: str
    size: float
    colour: str = look.INK

    @property
    def leading(self) -> float:
        """The distance from line to line in points."""
        return round(self.size * look.LEADING, 2)


# A line may end after spaces, after a hyphen or stroke between letters, and round each Chinese or Japanese letter.
_HAN = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff"
_PIECE = re.compile(rf"[{_HAN}] *|(?:(?![{_HAN}])[^ ])+?(?:[-–—/](?=[^\W\d])|(?=[{_HAN}])|(?= )|$) *| +")


_SIGNS = "@.,;:?=&_/\\-"


@lru_cache(maxsize=20_000)
def _width(piece: str, font: str) -> float:
    """The width of a piece at size 1."""
    return width(_laid_out(piece, font))


def width(line: Line) -> float:
    """The width of a line at size 1."""
    return sum(right_to_left.width(part.parts) if isinstance(part, Turned) else fonts.width(part) for part in line)


def _laid_out(text: str, font: str) -> Line:
    """One line's letters by font, right-to-left stretches turned round."""
    if not RIGHT_TO_LEFT.search(text):
        return fonts.runs(text, font)
    line: list[Run | Turned] = []
    for turned, part in right_to_left.stretches(text):
        line += [right_to_left.turn(part, font)] if turned else fonts.runs(part, font)
    return tuple(line)


def break_lines(text: str, style: Style, width: float) -> list[Line]:
    """Break cleaned ``text`` into lines no wider than ``width`` points (a hanging space aside).

    Words too long for a line are broken between letters. Raises :class:`~pepdesk.export.fonts.NoGlyph`.
    """
    *broken, last = text.split("\n")
    # The space keeps the words on both sides of a line break apart for whoever copies or hears them.
    return [line for paragraph in (*(words + " " for words in broken), last) for line in _fill(paragraph, style, width)]


def _fill(paragraph: str, style: Style, width: float) -> Iterator[Line]:
    limit = width / style.size
    line: list[str] = []
    used = 0.0
    for match in _PIECE.finditer(paragraph):
        for piece in _fitting(match[0], style.font, limit):
            needs = _width(piece, style.font)
            # A space at a line's end may hang over the edge.
            visible = _width(piece.rstrip(" "), style.font) if piece.endswith(" ") else needs
            if line and used + visible > limit:
                yield _laid_out("".join(line), style.font)
                line, used = [], 0.0
            line.append(piece)
            used += needs
    yield _laid_out("".join(line), style.font)


def _fitting(piece: str, font: str, limit: float) -> Iterator[str]:
    """The piece, or the parts of one that is wider than a whole line."""
    while len(piece) > 1 and _width(piece.rstrip(" "), font) > limit:
        end = len(piece) - 1
        while end > 1 and _width(piece[:end], font) > limit:
            end -= 1
        # An address is better broken after a sign in it than anywhere.
        sign = next((at for at in range(end, end // 3, -1) if piece[at - 1] in _SIGNS), end)
        yield piece[:sign]
        piece = piece[sign:]
    yield piece

"""How wide the columns of a table are: as asked or by what they hold, but wide enough for their longest words."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from pepdesk.export import look

if TYPE_CHECKING:
    from pepdesk.export.blocks import Table

_LETTER: Final = 0.6
"""Width of a bold letter as a share of the size: the mean of English words in Noto Sans Bold, rounded up."""
_FURTHER: Final = 0.5
"""The same for the letters of a word after the first eleven: only names and addresses are longer, and seldom bold."""
_MEAN_OF: Final = 11
_SLACK: Final = 0.5
"""A short word may be wider than the mean tells: "Copy"."""
_STAGES: Final = ((30, True), (18, True), (18, False), (11, False))
"""Tried in turn until all columns fit: up to how many letters a word stays whole (an e-mail address first, an ordinary
word to the last), and whether dates stay on one line."""
_DATE: Final = re.compile(r"\b\d{1,2} [A-Z][a-z]+ \d{4}\b")
PADDING: Final = 14.0
"""Left and right padding of a cell together, in points."""


def size(columns: int) -> float:
    """The size of letters in a table of so many columns, in points of ordinary print."""
    return look.BODY - 0.5 if columns <= 4 else look.SMALL


def shares(table: Table, width: float, *, large: bool = False) -> tuple[float, ...]:
    """The share of ``width`` points each column takes; they add up to 1. Dates stay on one line where there is room."""
    columns = list(zip(table.header, *table.rows, strict=True))
    wished = table.weights or [_amount(cells) for cells in columns]
    letters = look.size(size(len(columns)), large=large)
    for longest, whole_dates in _STAGES:
        least = [_least(cells, letters, longest, whole_dates=whole_dates) / width for cells in columns]
        if sum(least) < 1:
            return _at_least([each / sum(wished) for each in wished], least)
    return tuple(each / sum(least) for each in least)


def _amount(cells: Sequence[str]) -> float:
    """How much a column holds, damped so that one long column does not starve the others."""
    return math.sqrt(max(4.0, sum(map(len, cells)) / len(cells)))


def _least(cells: Sequence[str], letters: float, most: int, *, whole_dates: bool) -> float:
    if whole_dates:
        cells = [_DATE.sub(lambda found: found[0].replace(" ", "_"), cell) for cell in cells]
    longest = max((len(word) for cell in cells for word in cell.replace("-", "- ").split()), default=0)
    long = min(longest, most)
    return (min(long, _MEAN_OF) * _LETTER + max(long - _MEAN_OF, 0) * _FURTHER + _SLACK) * letters + PADDING


def _at_least(wished: list[float], least: list[float]) -> tuple[float, ...]:
    """Raise the columns that are too narrow and take what they need from the others, in proportion."""
    narrow: set[int] = set()
    while True:
        free = 1 - sum(least[i] for i in narrow)
        asked = sum(wish for i, wish in enumerate(wished) if i not in narrow)
        given = [least[i] if i in narrow else wish * free / asked for i, wish in enumerate(wished)]
        lacking = {i for i, share in enumerate(given) if i not in narrow and share < least[i] - 1e-9}
        if not lacking:
            return tuple(given)
        narrow |= lacking

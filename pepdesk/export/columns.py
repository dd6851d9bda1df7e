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
_LONGEST: Final = 18
"""A word longer than this may be broken."""
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
    for whole_dates in (True, False):
        least = [_least(cells, letters, whole_dates=whole_dates) / width for cells in columns]
        if sum(least) < 1:
            return _at_least([each / sum(wished) for each in wished], least)
    return tuple(each / sum(least) for each in least)


def _amount(cells: Sequence[str]) -> float:
    """How much a column holds, damped so that one long column does not starve the others."""
    return math.sqrt(max(4.0, sum(map(len, cells)) / len(cells)))


def _least(cells: Sequence[str], letters: float, *, whole_dates: bool) -> float:
    if whole_dates:
        cells = [_DATE.sub(lambda found: found[0].replace(" ", "_"), cell) for cell in cells]
    longest = max((len(word) for cell in cells for word in cell.replace("-", "- ").split()), default=0)
    return min(longest, _LONGEST) * letters * _LETTER + PADDING


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

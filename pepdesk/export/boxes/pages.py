"""Fill pages with boxes: nothing is drawn here, so the number of pages is known before the first is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from pepdesk.export.boxes.box import Box


_NEARLY_EMPTY: Final = 0.2
"""The share of a page under which its end looks left behind."""
_ENOUGH: Final = 0.3
"""The share of the last page that is then filled."""


class Placed(NamedTuple):
    """A box and how far below the upper margin it begins, in points."""

    box: Box
    down: float


def fill(boxes: Sequence[Box | None], page: float) -> list[list[Placed]]:
    """Spread ``boxes`` over pages with ``page`` points of height; None among them begins a new page.

    What comes to an end a few lines down a page takes more of the page before with it, so that nobody takes the end
    for a page that was left behind in the printer.
    """
    pages: list[list[Placed]] = []
    for part in _parts(boxes):
        filled = _filled(part, page)
        if len(filled) > 1 and _used(filled[-1]) < _NEARLY_EMPTY * page:
            filled = _evened(part, page, filled)
        pages += filled
    return pages or [[]]


def _parts(boxes: Sequence[Box | None]) -> Iterator[Sequence[Box]]:
    """The boxes between one forced beginning of a page and the next."""
    for breaks, group in groupby(boxes, key=lambda box: box is None):
        if not breaks:
            yield [box for box in group if box is not None]


def _evened(boxes: Sequence[Box], page: float, filled: list[list[Placed]]) -> list[list[Placed]]:
    """The same pages, but the last one begun earlier, at a box that may stand at the head of a page."""
    first = next((n for n, box in enumerate(boxes) if box is filled[-1][0].box), 0)
    before = len(filled[-2])
    for start in range(first - 1, max(first - before, 0), -1):
        if boxes[start - 1].keeps_with_next:
            continue
        end = _filled(boxes[start:], page)
        if len(end) > 1:
            break
        if _used(end[0]) >= _ENOUGH * page:
            begun = _filled(boxes[:start], page)
            return [*begun, *end] if len(begun) == len(filled) - 1 else filled
    return filled


def _used(page: Sequence[Placed]) -> float:
    return page[-1].down + page[-1].box.height if page else 0.0


def _filled(boxes: Sequence[Box], page: float) -> list[list[Placed]]:
    pages: list[list[Placed]] = [[]]
    used = 0.0
    for index, box in enumerate(boxes):
        if used and used + _needed(boxes, index) > page:
            pages.append([])
            used = 0.0
        rest: Box | None = box
        while rest is not None:
            gap = rest.gap if used else 0.0
            head, following = rest.cut(page - used - gap, page)
            if head is None and not used:
                raise ValueError(f"{type(rest).__name__} does not fit an empty page")
            if head is not None:
                pages[-1].append(Placed(head, used + gap))
                used += gap + head.height
            if following is not None:
                pages.append([])
                used = 0.0
            rest = following
    return pages


def _needed(boxes: Sequence[Box], index: int) -> float:
    """Room that box ``index`` asks for at the foot of a page, with all it must not be parted from."""
    needed = 0.0
    for box in boxes[index:]:
        needed += box.gap
        if not box.keeps_with_next:
            return needed + box.least()
        needed += box.height
    return needed

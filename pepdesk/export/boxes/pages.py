"""Fill pages with boxes: nothing is drawn here, so the number of pages is known before the first is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pepdesk.export.boxes.box import Box


class Placed(NamedTuple):
    """A box and how far below the upper margin it begins, in points."""

    box: Box
    down: float


def fill(boxes: Sequence[Box | None], page: float) -> list[list[Placed]]:
    """Spread ``boxes`` over pages with ``page`` points of height; None among them begins a new page."""
    pages: list[list[Placed]] = [[]]
    used = 0.0
    for index, box in enumerate(boxes):
        if box is None or (used and used + _needed(boxes, index) > page):
            if pages[-1]:
                pages.append([])
            used = 0.0
        rest = box
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
    return pages if pages[-1] or len(pages) == 1 else pages[:-1]


def _needed(boxes: Sequence[Box | None], index: int) -> float:
    """Room that box ``index`` asks for at the foot of a page, with all it must not be parted from."""
    needed = 0.0
    for box in boxes[index:]:
        if box is None:
            break
        needed += box.gap
        if not box.keeps_with_next:
            return needed + box.least()
        needed += box.height
    return needed

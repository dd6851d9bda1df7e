"""Headings that go down one level at a time, without which nobody can find their way by headings alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from pepdesk.export.blocks import Heading

if TYPE_CHECKING:
    from pepdesk.export.blocks import Block


def in_steps(blocks: Iterable[Block]) -> Iterator[Block]:
    """The same blocks; a heading that would skip a level, or lies outside 2 to 4, is given the nearest that fits."""
    level = 1  # the document's title
    for block in blocks:
        if isinstance(block, Heading):
            level = max(2, min(block.level, level + 1, 4))
            yield replace(block, level=level)
        else:
            yield block

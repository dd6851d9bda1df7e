"""Blocks as both writers can draw them: headings without skipped levels, no table or list without content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pepdesk.export.blocks import Answer, Answers, Bullets, Heading, LongAnswer, Table, Tone

if TYPE_CHECKING:
    from pepdesk.export.blocks import Block

NO_ROWS: Final = "Nothing entered"
"""Stands in place of a table without rows."""


def tidied(blocks: Iterable[Block]) -> Iterator[Block]:
    """The same blocks, drawable.

    A heading that would skip a level or lies outside 2 to 4 gets the nearest level that fits (without which nobody can
    find their way by headings alone), a table without rows becomes a sentence, an empty list is left out.
    """
    level = 1  # the document's title
    for block in blocks:
        match block:
            case Heading():
                level = max(2, min(block.level, level + 1, 4))
                yield replace(block, level=level)
            case Table(rows=()):
                yield LongAnswer(Answer(block.caption, NO_ROWS, tone=Tone.MISSING))
            case Answers(items=()) | Bullets(items=()):
                continue
            case _:
                yield block

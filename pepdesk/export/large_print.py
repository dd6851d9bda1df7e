"""The blocks of a document as its print holds them; in large print no narrow columns, questions above answers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pepdesk.export.blocks import Answer, Answers, Heading, LongAnswer, Paragraph, Table
from pepdesk.export.tidy import NO_ROWS, tidied
from pepdesk.rules.series import Chart, Kind

if TYPE_CHECKING:
    from pepdesk.export.blocks import Block, Document

MOST_COLUMNS: Final = 3
"""A table with more columns is told row by row: at 18 points its words would break in the middle."""
MOST_SUBJECTS: Final = {False: 20, True: 8}
"""Rows of a chart that fit a page with its heading, in ordinary and in large print; one with more is drawn in parts."""
_SHORT: Final = 80
"""Letters of a cell up to which it stands in one line with its question."""
_NOTHING: Final = ("", "–")


def blocks_of(document: Document) -> Iterator[Block]:
    """The document's blocks, drawable, for the print it asks for."""
    blocks = _spread(document.blocks) if document.large else document.blocks
    return tidied(_in_parts(blocks, MOST_SUBJECTS[document.large]))


def _in_parts(blocks: Iterable[Block], most: int) -> Iterator[Block]:
    """Charts of subjects with more than ``most`` rows as several of about the same size."""
    for block in blocks:
        if not isinstance(block, Chart) or block.kind is not Kind.STEPS or len(block.series) <= most:
            yield block
            continue
        each = math.ceil(len(block.series) / math.ceil(len(block.series) / most))
        for first in range(0, len(block.series), each):
            yield replace(block, series=block.series[first : first + each])


def _spread(blocks: Iterable[Block]) -> Iterator[Block]:
    level = 2
    for block in blocks:
        match block:
            case Answers(_, items):
                yield from map(LongAnswer, items)
            case Table(header=header, rows=rows) if rows and len(header) > MOST_COLUMNS:
                yield from _row_by_row(block, level)
            case _:
                level = block.level if isinstance(block, Heading) else level
                yield block


def _row_by_row(table: Table, level: int) -> Iterator[Block]:
    """Each row under a heading of its own, without the cells that say nothing; ``level`` is the heading above."""
    if table.caption_shown:
        yield Heading(min(level + 1, 4), table.caption)
        level += 1
    for number, row in enumerate(table.rows, 1):
        first, cells = (1, row[1:]) if table.row_headers else (0, row)
        yield Heading(min(level + 1, 4), row[0] if first and row[0].strip() else f"{table.caption} {number}")
        said = [
            (asked, words) for asked, words in zip(table.header[first:], cells, strict=True) if words not in _NOTHING
        ]
        if all(len(words) <= _SHORT and "\n" not in words for _, words in said):
            yield Paragraph("\n".join(f"{asked}: {words}" for asked, words in said) or NO_ROWS)
        else:
            yield from (LongAnswer(Answer(asked, words)) for asked, words in said)

"""A document as lines to read or listen to: the same words in the same order as its PDF, without any layout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pepdesk.export import marks
from pepdesk.export.blocks import (
    Answer,
    Answers,
    Bullets,
    Heading,
    LongAnswer,
    Mark,
    Paragraph,
    Picture,
    SignatureBox,
    Table,
    ToFill,
    Tone,
)
from pepdesk.export.large_print import blocks_of
from pepdesk.export.plain_text import clean, paragraphs
from pepdesk.rules.series import Chart

if TYPE_CHECKING:
    from pepdesk.export.blocks import Block, Document


class Kind(StrEnum):
    """What a line is, for those who show it."""

    HEADING = "heading"
    QUESTION = "question"  # a question, or the name of a table
    WORDS = "words"
    ITEM = "item"  # of a list


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph. ``level`` is 1 to 4 for a heading, else 0."""

    kind: Kind
    words: str
    level: int = 0


def reading_lines(document: Document) -> tuple[Line, ...]:
    """Everything the document says, title first; what stands at the head of each page is said once before it."""
    head = " · ".join(part for part in (clean(document.marking), clean(document.watermark)) if part)
    lines = [Line(Kind.WORDS, head)] if head else []
    lines.append(Line(Kind.HEADING, " ".join(clean(document.title).split()), 1))
    lines += _said(document.subtitle)
    for block in blocks_of(document):
        lines += _lines(block)
    return tuple(lines)


def _lines(block: Block) -> Iterator[Line]:
    match block:
        case Heading(level, words):
            yield Line(Kind.HEADING, " ".join(clean(words).split()), level)
        case Paragraph(words):
            yield from _said(words)
        case Bullets(items):
            yield from (Line(Kind.ITEM, f"• {clean(item)}") for item in items)
        case Answers(_, items):
            for item in items:
                yield from _answered(item)
        case LongAnswer(answer):
            yield from _answered(answer)
        case Picture(caption, says):
            yield Line(Kind.WORDS, f"Picture: {clean(says or caption)}")
            yield from _said(caption)
        case Chart():
            yield Line(Kind.WORDS, f"Picture: {clean(block.sentence())}")
        case SignatureBox(_, role, printed):
            yield Line(Kind.QUESTION, clean(role))
            yield from _said(printed or "Name and date: not filled in")
            yield Line(Kind.WORDS, "Digital signature")
        case Mark():
            yield Line(Kind.QUESTION, clean(marks.head(block)))
            yield from _said(marks.sentence(block))
        case Table():
            yield from _table(block)
        case ToFill(question, hint, ticks):
            yield Line(Kind.QUESTION, clean(question))
            yield from _said(hint)
            yield from (Line(Kind.ITEM, f"☐ {clean(tick.words)}") for tick in ticks)


def _table(table: Table) -> Iterator[Line]:
    """The names of the columns once, then each row in a line, its cells parted by strokes."""
    if table.caption_shown:
        yield Line(Kind.QUESTION, clean(table.caption))
    yield Line(Kind.QUESTION, " | ".join(map(_flat, table.header)))
    for row in table.rows:
        yield Line(Kind.WORDS, " | ".join(map(_flat, row)))


def _answered(answer: Answer) -> Iterator[Line]:
    yield Line(Kind.QUESTION, clean(answer.question))
    yield from _said(answer.text, quoted=answer.tone is Tone.QUOTE)
    yield from _said(answer.source)


def _said(words: str, *, quoted: bool = False) -> Iterator[Line]:
    parts = [part for part in paragraphs(clean(words)) if part]
    yield from (Line(Kind.WORDS, part) for part in (["\n".join(parts)] if quoted and parts else parts))


def _flat(words: str) -> str:
    return " ".join(clean(words).split())

"""A witnessed mark in Word: the mark, the sentence below it, and controls by which a program finds its facts."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from pepdesk.export import marks
from pepdesk.export.plain_text import clean
from pepdesk.export.word_source import drawing, paragraph, runs

if TYPE_CHECKING:
    from pepdesk.export.blocks import Mark
    from pepdesk.export.word_source import Embedded

_WIDEST, _HIGHEST = 240.0, 64.0


def mark(block: Mark, embedded: Embedded | None) -> str:
    """The source of a mark. ``embedded`` is its picture in the package, None for a typed name."""
    keep = "<w:keepNext/>"
    if embedded is None:
        shown = paragraph("Quote", clean(block.name), keep)
    else:
        scale = min(_WIDEST / embedded.across, _HIGHEST / embedded.down)
        picture = drawing(embedded, marks.sentence(block), embedded.across * scale, embedded.down * scale)
        shown = f'<w:p><w:pPr><w:pStyle w:val="Normal"/>{keep}</w:pPr><w:r>{picture}</w:r></w:p>'
    how, before, sealed, end = marks.caption(block)
    said = (
        _held("name", "Who made the mark", clean(block.name))
        + runs(how)
        + _held("made", "When", marks.made_words(block), block.made)
        + runs(before)
        + _held("witness", "Witness", clean(block.witness))
        + runs(sealed)
        + _held("code", "Code of the witness", block.witness_code)
        + runs(end)
    )
    head = paragraph("Question", clean(marks.head(block)), keep)
    inside = f'{head}{shown}<w:p><w:pPr><w:pStyle w:val="Help"/></w:pPr>{said}</w:p>'
    alias = quoteattr(clean(marks.head(block)))
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val={alias}/><w:tag w:val="{marks.TAG}.role.{block.role}"/>'
        f'<w:lock w:val="sdtContentLocked"/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>'
    )


def _held(fact: str, alias: str, words: str, moment: str = "") -> str:
    """Words in a control of their own; ``moment`` makes it a date (ISO)."""
    kind = f"<w:date w:fullDate={quoteattr(moment)}/>" if moment else "<w:text/>"
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{alias}"/><w:tag w:val="{marks.TAG}.{fact}"/>'
        f'<w:lock w:val="sdtContentLocked"/>{kind}</w:sdtPr><w:sdtContent>{runs(words)}</w:sdtContent></w:sdt>'
    )

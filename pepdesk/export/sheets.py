"""Blocks become boxes and elements, boxes fill pages, pages are drawn with head and foot."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from reportlab.lib.colors import HexColor

from pepdesk.export import fonts, look
from pepdesk.export.boxes import pages
from pepdesk.export.boxes.lines import Style, break_lines
from pepdesk.export.boxes.lines import width as width_of
from pepdesk.export.boxes.text import Text
from pepdesk.export.fonts import Typeface, Weight
from pepdesk.export.plain_text import clean
from pepdesk.export.story import Story
from pepdesk.export.tagged.canvas import TaggedCanvas
from pepdesk.export.tagged.profile import Properties
from pepdesk.export.tagged.structure import Element

if TYPE_CHECKING:
    from pepdesk.export.blocks import Document

WIDTH = look.PAPER[0] - 2 * look.MARGIN_SIDE
HEIGHT = look.PAPER[1] - look.MARGIN_TOP - look.MARGIN_BOTTOM


def draw(document: Document, typeface: Typeface) -> bytes:
    """Give the bytes of the PDF."""
    story = Story(document, typeface, WIDTH)
    filled = pages.fill(story.boxes, HEIGHT)
    canvas = TaggedCanvas(story.root, _properties(document), look.PAPER, fonts.font_name(typeface, Weight.REGULAR))
    for number, page in enumerate(filled, start=1):
        _draw_head(canvas, document, typeface)
        for box, down in page:
            box.draw(canvas, look.MARGIN_SIDE, look.PAPER[1] - look.MARGIN_TOP - down)
        _draw_foot(canvas, document, typeface, f"Page {number} of {len(filled)}")
        canvas.end_page()
    return canvas.finish()


def _properties(document: Document) -> Properties:
    created = datetime.fromisoformat(document.created)
    if created.tzinfo is None:
        raise ValueError("a document's date of creation needs its zone")
    return Properties(
        title=_line(document.title),
        author=_line(document.author),
        subject=_line(document.subtitle),
        keywords=_line(", ".join(document.keywords)),
        lang=document.lang,
        created=created,
    )


def _line(words: str) -> str:
    return " ".join(clean(words).split())


def _draw_head(canvas: TaggedCanvas, document: Document, typeface: Typeface) -> None:
    marking = _line(document.marking)
    if not marking:
        return
    style = Style(fonts.font_name(typeface, Weight.BOLD), look.SMALL, look.MARKING)
    line = break_lines(marking, style, WIDTH)[0]
    wide = width_of(line) * style.size
    with canvas.artefact("header"):
        left = (look.PAPER[0] - wide) / 2
        Text(Element("P"), (line,), style).draw_plain(canvas, left, look.PAPER[1] - 26)


def _draw_foot(canvas: TaggedCanvas, document: Document, typeface: Typeface, numbered: str) -> None:
    style = Style(fonts.font_name(typeface, Weight.REGULAR), 8.5, look.MUTED)
    right = break_lines(numbered, style, WIDTH)[0]
    wide = width_of(right) * style.size
    words = "  ·  ".join(part for part in (_line(document.footer), _version(document)) if part)
    lines = break_lines(words, style, WIDTH - wide - 16) if words else []
    base = look.MARGIN_BOTTOM - 20
    with canvas.artefact("footer"):
        canvas.setStrokeColor(HexColor(look.RULE))
        canvas.setLineWidth(0.6)
        canvas.line(look.MARGIN_SIDE, base, look.MARGIN_SIDE + WIDTH, base)
        Text(Element("P"), tuple(lines[:2]), style).draw_plain(canvas, look.MARGIN_SIDE, base - 4)
        Text(Element("P"), (right,), style).draw_plain(canvas, look.MARGIN_SIDE + WIDTH - wide, base - 4)


def _version(document: Document) -> str:
    version = _line(document.version)
    return f"Version {version}" if version else ""

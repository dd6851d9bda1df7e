"""Blocks become boxes and elements, boxes fill pages, pages are drawn with head and foot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from reportlab.lib.colors import HexColor

from pepdesk.export import fonts, look
from pepdesk.export.boxes import pages
from pepdesk.export.boxes.lines import Style, break_lines
from pepdesk.export.boxes.lines import width as width_of
from pepdesk.export.boxes.text import Bookmark, Text
from pepdesk.export.fonts import Typeface, Weight
from pepdesk.export.plain_text import clean
from pepdesk.export.story import Story
from pepdesk.export.tagged.canvas import TaggedCanvas
from pepdesk.export.tagged.profile import Properties
from pepdesk.export.tagged.structure import Element

if TYPE_CHECKING:
    from pepdesk.export.blocks import Document
    from pepdesk.export.boxes.box import Box

WIDTH = look.PAPER[0] - 2 * look.MARGIN_SIDE
HEIGHT = look.PAPER[1] - look.MARGIN_TOP - look.MARGIN_BOTTOM


def draw(document: Document, typeface: Typeface) -> bytes:
    """Give the bytes of the PDF."""
    story = Story(document, typeface, WIDTH)
    canvas = TaggedCanvas(story.root, properties(document), look.PAPER, fonts.font_name(typeface, Weight.REGULAR))
    return put_on_pages(story.boxes, canvas, document, typeface)


def put_on_pages(boxes: Sequence[Box | None], canvas: TaggedCanvas, document: Document, typeface: Typeface) -> bytes:
    """Draw ``boxes`` (None begins a page) with head and foot of ``document``; give the bytes of the PDF."""
    filled = pages.fill(boxes, HEIGHT)
    place: list[str] = []  # the headings a page stands under, outermost first
    for number, page in enumerate(filled, start=1):
        _draw_watermark(canvas, document, typeface)
        _draw_head(canvas, document, typeface)
        if page and number > 1 and _heading(page[0].box) is None:
            _draw_place(canvas, document, typeface, place)
        for box, down in page:
            if (heading := _heading(box)) and heading.level:
                place[heading.level - 1 :] = [heading.title]
            box.draw(canvas, look.MARGIN_SIDE, look.PAPER[1] - look.MARGIN_TOP - down)
        _draw_foot(canvas, document, typeface, f"Page {number} of {len(filled)}")
        canvas.end_page()
    return canvas.finish()


def properties(document: Document) -> Properties:
    """What the file says of itself. Raises ``ValueError`` for a date of creation without a zone."""
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
        carried=document.carried,
    )


def _line(words: str) -> str:
    return " ".join(clean(words).split())


def _heading(box: Box) -> Bookmark | None:
    """A heading's entry in the outline, None for anything else."""
    return box.bookmark if isinstance(box, Text) else None


def _draw_place(canvas: TaggedCanvas, document: Document, typeface: Typeface, place: Sequence[str]) -> None:
    """Where in the plan a page goes on that begins without a heading, at the upper right."""
    if not place:
        return
    size = look.FOOT[document.large]
    style = Style(fonts.font_name(typeface, Weight.REGULAR), size, look.MUTED)
    line = break_lines(" › ".join(place[-2:]) + ", continued", style, WIDTH)[0]
    with canvas.artefact("header"):
        left = look.MARGIN_SIDE + WIDTH - width_of(line) * style.size
        Text(Element("P"), (line,), style).draw_plain(canvas, left, look.PAPER[1] - look.MARGIN_TOP + size + 7)


def head_words(document: Document) -> str:
    """What stands at the head of every page."""
    return "  ·  ".join(part for part in (_line(document.marking), _line(document.watermark)) if part)


def _draw_watermark(canvas: TaggedCanvas, document: Document, typeface: Typeface) -> None:
    """The watermark from corner to corner behind everything else; the head says it too, where it can be read aloud."""
    words = _line(document.watermark)
    if not words:
        return
    style = Style(fonts.font_name(typeface, Weight.BOLD), look.WATERMARK_SIZE, look.WATERMARK)
    line = break_lines(words, style, 10_000)[0]
    with canvas.artefact("watermark"):
        canvas.saveState()
        canvas.translate(look.PAPER[0] / 2, look.PAPER[1] / 2)
        canvas.rotate(look.WATERMARK_ANGLE)
        Text(Element("P"), (line,), style).draw_plain(canvas, -width_of(line) * style.size / 2, style.leading / 2)
        canvas.restoreState()


def _draw_head(canvas: TaggedCanvas, document: Document, typeface: Typeface) -> None:
    marking = head_words(document)
    if not marking:
        return
    size = look.size(look.SMALL, large=document.large)
    style = Style(fonts.font_name(typeface, Weight.BOLD), size, look.MARKING)
    line = break_lines(marking, style, WIDTH)[0]
    wide = width_of(line) * style.size
    with canvas.artefact("header"):
        left = (look.PAPER[0] - wide) / 2
        Text(Element("P"), (line,), style).draw_plain(canvas, left, look.PAPER[1] - 26)


def _draw_foot(canvas: TaggedCanvas, document: Document, typeface: Typeface, numbered: str) -> None:
    style = Style(fonts.font_name(typeface, Weight.REGULAR), look.FOOT[document.large], look.MUTED)
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

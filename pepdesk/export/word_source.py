"""Pieces of WordprocessingML source that all writers of Word blocks use; every text in them is escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from pepdesk.export import look
from pepdesk.export.boxes.right_to_left import HEBREW, stretches
from pepdesk.export.plain_text import clean

WIDTH: Final = round((look.PAPER[0] - 2 * look.MARGIN_SIDE) * 20)
"""Width of the text in twentieths of a point."""

_ROOMY: Final = tuple(f'<w:p><w:pPr><w:pStyle w:val="{name}' for name in ("Heading", "Question", "Caption"))
"""How paragraphs begin whose style has room above them."""
_HAN: Final = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff]")
_HAN_RUN: Final = '<w:rFonts w:hint="eastAsia" w:eastAsia="Microsoft YaHei"/><w:lang w:val="en-GB" w:eastAsia="zh-CN"/>'

_DRAWING_SPACES: Final = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


@dataclass(frozen=True, slots=True)
class Embedded:
    """A picture in the package: its relation's id, its size in dots, and its number from 1."""

    relation: str
    across: int
    down: int
    number: int


def paragraph(style: str, words: str, properties: str = "", letters: str = "") -> str:
    """A paragraph of ``words`` (cleaned); ``properties`` is source that follows the style.

    ``letters`` names a style for its letters only, "" for none.
    """
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs(words, letters)}</w:p>'


def thin(properties: str = "") -> str:
    """An empty paragraph that takes hardly any room."""
    return (
        f'<w:p><w:pPr>{properties}<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/></w:pPr></w:p>'
    )


def without_thin_lines(source: Sequence[str]) -> list[str]:
    """Take the thin paragraph after a table away where what follows brings its own room.

    At the head of a page it would push a heading down, and LibreOffice parts fewer headings from their text without it.
    """
    turned = [
        each.removesuffix(thin()) if each.endswith(f"</w:tbl>{thin()}") and after.startswith(_ROOMY) else each
        for each, after in pairwise(source)
    ]
    return [*turned, *source[-1:]]


def runs(words: str, letters: str = "") -> str:
    """Runs of ``words``; right-to-left and Chinese letters get runs that say so, line breaks become breaks.

    ``letters`` names a style for letters, "" for none.
    """
    style = f'<w:rStyle w:val="{letters}"/>' if letters else ""
    return "<w:r><w:br/></w:r>".join(_line(line, style) for line in words.split("\n"))


def _line(words: str, style: str) -> str:
    source = []
    for right_to_left, stretch in stretches(words):
        if right_to_left:
            lang = "he-IL" if HEBREW.search(stretch) else "ar-SA"
            source.append(_run(stretch, f'{style}<w:rtl/><w:lang w:bidi="{lang}"/>'))
        else:
            for han, letters in groupby(stretch, key=lambda letter: _HAN.match(letter) is not None):
                source.append(_run("".join(letters), style + (_HAN_RUN if han else "")))
    return "".join(source)


def _run(words: str, properties: str) -> str:
    told = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{told}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def drawing(embedded: Embedded, says: str, wide: float, high: float) -> str:
    """A picture in a line, ``wide`` and ``high`` points; ``says`` is for those who cannot see it."""
    extent = f'cx="{round(wide * 12700)}" cy="{round(high * 12700)}"'
    told, name = quoteattr(clean(says)), f"Picture {embedded.number}"
    return (
        f'<w:drawing><wp:inline {_DRAWING_SPACES} distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f'<wp:docPr id="{embedded.number}" name="{name}" descr={told}/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{embedded.number}" name="{name}" descr={told}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{embedded.relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>"
    )

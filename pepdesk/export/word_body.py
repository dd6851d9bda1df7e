"""Blocks as the paragraphs and tables of a Word document.

Each block becomes WordprocessingML source in which every text was escaped, parsed once; python-docx's own way of
building tables cell by cell takes time with the square of their size.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import singledispatch
from itertools import groupby
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from pepdesk.export import columns, look
from pepdesk.export.blocks import (
    Answers,
    Block,
    Bullets,
    Document,
    Heading,
    LongAnswer,
    PageBreak,
    Paragraph,
    Picture,
    SignatureBox,
    Table,
    Tone,
)
from pepdesk.export.fonts import RIGHT_TO_LEFT
from pepdesk.export.plain_text import clean, paragraphs
from pepdesk.export.tidy import tidied

if TYPE_CHECKING:
    from docx.section import _Footer, _Header
    from lxml.etree import _Element

WIDTH: Final = round((look.PAPER[0] - 2 * look.MARGIN_SIDE) * 20)
"""Width of the text in twentieths of a point."""

_DRAWING_SPACES: Final = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)

_STYLES: Final = {
    Tone.BODY: "Normal",
    Tone.HELP: "Help",
    Tone.WARNING: "Warning",
    Tone.MISSING: "NotAnswered",
    Tone.QUOTE: "Quote",
}
_PAGE_BREAK: Final = "page break"
_END_OF_STYLE: Final = "/>"
_SHORT: Final = 600
"""A row with no more letters than this in any cell is kept on one page."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """A picture in the package: its relation's id, its size in dots, and its number from 1."""

    relation: str
    across: int
    down: int
    number: int


def elements(document: Document, embed: Callable[[bytes], Embedded]) -> list[_Element]:
    """The elements of the body, title first. ``embed`` puts a picture's bytes into the package."""
    source = [_paragraph("Heading1", clean(document.title))]
    if document.subtitle:
        source.append(_paragraph("Subtitle", clean(document.subtitle)))
    blocks = tidied(document.blocks)
    for kind, group in groupby(blocks, key=type):
        if kind is SignatureBox:
            source.append(_signatures([block for block in group if isinstance(block, SignatureBox)]))
        elif kind is Picture:
            source += [_picture(block, embed(block.data)) for block in group if isinstance(block, Picture)]
        else:
            source += [_source(block) for block in group]
    whole = "".join(_with_page_breaks(source))
    body = parse_xml(f"<w:body {nsdecls('w')}>{whole}</w:body>")
    return list(body)


def _with_page_breaks(source: list[str]) -> list[str]:
    """Let the paragraph after a page break begin the page; an empty paragraph of its own would push that down."""
    turned: list[str] = []
    breaks = False
    for each in source:
        if breaks and each != _PAGE_BREAK:
            opening, style, rest = each.partition(_END_OF_STYLE) if each.startswith("<w:p>") else ("", "", each)
            turned.append(
                f"{opening}{style}<w:pageBreakBefore/>{rest}" if style else _thin("<w:pageBreakBefore/>") + each
            )
        elif each != _PAGE_BREAK:
            turned.append(each)
        breaks = each == _PAGE_BREAK
    return turned


def fill_header(header: _Header, document: Document) -> None:
    """The marking in the middle of every page's head."""
    if document.marking:
        header.is_linked_to_previous = False
        _replace(header, _paragraph("Header", clean(document.marking)))


def fill_footer(footer: _Footer, document: Document) -> None:
    """Footer text and version at the left, "Page x of y" at the right of every page's foot."""
    footer.is_linked_to_previous = False
    version = f"Version {clean(document.version)}" if document.version else ""
    words = "  ·  ".join(part for part in (clean(document.footer), version) if part)
    numbers = (
        "<w:r><w:tab/></w:r>"
        + _runs("Page ")
        + '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        + _runs(" of ")
        + '<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    )
    _replace(footer, f'<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{_runs(words)}{numbers}</w:p>')


def _replace(part: _Header | _Footer, source: str) -> None:
    element = parse_xml(source.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1))
    old = part.paragraphs[0]._p  # noqa: SLF001 - python-docx's documented way to the element
    old.getparent().replace(old, element)


@singledispatch
def _source(block: Block) -> str:
    raise TypeError(f"no way to write {type(block).__name__}")


@_source.register
def _(block: Heading) -> str:
    return _paragraph(f"Heading{block.level}", clean(block.text))


@_source.register
def _(block: Paragraph) -> str:
    return _prose(clean(block.text), block.tone)


@_source.register
def _(block: Bullets) -> str:
    return "".join(_paragraph("ListBullet", clean(item)) for item in block.items)


@_source.register
def _(block: LongAnswer) -> str:
    answer = block.answer
    return _paragraph("Question", clean(answer.question)) + _prose(clean(answer.text), answer.tone)


@_source.register
def _(block: Answers) -> str:
    widths = _widths((look.LABEL_SHARE, 1 - look.LABEL_SHARE))
    rows = [
        _row((_cell(item.question, widths[0]), _cell(item.text, widths[1], item.tone)), (item.question, item.text))
        for item in block.items
    ]
    return _table("PlanAnswers", block.caption, widths, rows, header=False, lead=True)


@_source.register
def _(block: Table) -> str:
    widths = _widths(columns.shares(block, WIDTH / 20))
    small = columns.size(len(widths)) < columns.size(1)

    def cells(texts: Sequence[str]) -> list[str]:
        return [_cell(words, width, small=small) for words, width in zip(texts, widths, strict=True)]

    rows = [_row(cells(block.header), header=True), *(_row(cells(texts), texts) for texts in block.rows)]
    caption = _paragraph("Caption", clean(block.caption)) if block.caption_shown else ""
    return caption + _table("PlanTable", block.caption, widths, rows, header=True, lead=block.row_headers)


@_source.register
def _(_block: PageBreak) -> str:
    return _PAGE_BREAK


def _picture(block: Picture, embedded: Embedded) -> str:
    """The picture in a line of its own, as large as in the PDF, with its words for those who cannot see it."""
    scale = min(
        WIDTH / 20 / embedded.across, look.PICTURE_HEIGHT / embedded.down, 72 / look.PICTURE_DOTS
    )  # points a dot
    extent = f'cx="{round(embedded.across * scale * 12700)}" cy="{round(embedded.down * scale * 12700)}"'
    says, name = quoteattr(clean(block.says or block.caption)), f"Picture {embedded.number}"
    drawing = (
        f'<w:drawing><wp:inline {_DRAWING_SPACES} distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f'<wp:docPr id="{embedded.number}" name="{name}" descr={says}/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{embedded.number}" name="{name}" descr={says}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{embedded.relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>"
    )
    return (
        f'<w:p><w:pPr><w:pStyle w:val="Normal"/><w:keepNext/></w:pPr><w:r>{drawing}</w:r></w:p>'
        f"{_paragraph('Help', clean(block.caption))}"
    )


def _signatures(boxes: Sequence[SignatureBox]) -> str:
    widths = _widths((24, 34, 42))
    heads = ("Role", "Name and date", "Signature")
    rows = [_row([_cell(words, width) for words, width in zip(heads, widths, strict=True)], header=True)]
    for box in boxes:
        printed = box.printed.strip()
        name = _cell(printed or "Not filled in", widths[1], Tone.BODY if printed else Tone.MISSING)
        rows.append(_row((_cell(box.role, widths[0]), name, _cell("", widths[2])), (), height=1000))
    return _table("PlanSignatures", "Signatures by role", widths, rows, header=True, lead=True)


def _widths(weights: Sequence[float]) -> list[int]:
    return [round(WIDTH * weight / sum(weights)) for weight in weights]


def _table(style: str, caption: str, widths: list[int], rows: list[str], *, header: bool, lead: bool) -> str:
    """A table and the thin paragraph without which two tables in a row would become one in Word."""
    words = quoteattr(clean(caption))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    look_value = (0x0020 if header else 0) | (0x0080 if lead else 0) | 0x0600
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="{look_value:04X}" w:firstRow="{int(header)}" w:lastRow="0" '
        f'w:firstColumn="{int(lead)}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={words}/><w:tblDescription w:val={words}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
        f"{_thin()}"
    )


def _thin(properties: str = "") -> str:
    """An empty paragraph that takes hardly any room."""
    return (
        f'<w:p><w:pPr>{properties}<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/></w:pPr></w:p>'
    )


def _row(cells: Sequence[str], words: Sequence[str] = (), *, header: bool = False, height: int = 0) -> str:
    whole = header or all(len(each) <= _SHORT for each in words)
    inside = "<w:cantSplit/>" if whole else ""
    inside += f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    inside += "<w:tblHeader/>" if header else ""
    properties = f"<w:trPr>{inside}</w:trPr>" if inside else ""
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def _cell(words: str, width: int, tone: Tone = Tone.BODY, *, small: bool = False) -> str:
    style = "TableNotAnswered" if tone is Tone.MISSING else "TableTextSmall" if small else "TableText"
    inside = "".join(_paragraph(style, part) for part in paragraphs(clean(words)))
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inside}</w:tc>'


def _prose(words: str, tone: Tone) -> str:
    return "".join(_paragraph(_STYLES[tone], part) for part in paragraphs(words))


def _paragraph(style: str, words: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{_runs(words)}</w:p>'


def _runs(words: str) -> str:
    """Runs of ``words``; right-to-left letters get runs that say so, line breaks become breaks."""
    source = []
    for right_to_left, group in groupby(words, key=lambda letter: RIGHT_TO_LEFT.match(letter) is not None):
        properties = '<w:rPr><w:rtl/><w:lang w:bidi="ar-SA"/></w:rPr>' if right_to_left else ""
        for index, line in enumerate("".join(group).split("\n")):
            if index:
                source.append("<w:r><w:br/></w:r>")
            if line:
                source.append(f'<w:r>{properties}<w:t xml:space="preserve">{escape(line)}</w:t></w:r>')
    return "".join(source)

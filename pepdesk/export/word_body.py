"""Blocks as the paragraphs and tables of a Word document.

Each block becomes WordprocessingML source in which every text was escaped, parsed once; python-docx's own way of
building tables cell by cell takes time with the square of their size.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import singledispatch
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import quoteattr

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
    Mark,
    PageBreak,
    Paragraph,
    Picture,
    SignatureBox,
    Table,
    ToFill,
    Tone,
)
from pepdesk.export.chart_colours import SIZE
from pepdesk.export.chart_png import DOTS, chart_png
from pepdesk.export.large_print import blocks_of
from pepdesk.export.plain_text import clean, paragraphs, title_lines
from pepdesk.export.word_mark import mark
from pepdesk.export.word_sheet import to_fill
from pepdesk.export.word_source import WIDTH, Embedded, drawing, paragraph, runs, thin, without_thin_lines
from pepdesk.export.word_watermark import SPACES, watermark
from pepdesk.rules.series import Chart

if TYPE_CHECKING:
    from docx.section import _Footer, _Header
    from lxml.etree import _Element

_STYLES: Final = {
    Tone.BODY: "Normal",
    Tone.HELP: "Help",
    Tone.WARNING: "Warning",
    Tone.NOTICE: "Notice",
    Tone.MISSING: "NotAnswered",
    Tone.QUOTE: "Quote",
    Tone.ALOUD: "SheetLarge",
}
_SOURCE: Final = "AnswerSource"
"""The letters that say, under an answer within a bar, whose words it is in; LibreOffice ignores such in a table."""
_NO_UPPER_LINE: Final = '<w:tblBorders><w:top w:val="nil"/></w:tblBorders><w:tblLayout'
_PAGE_BREAK: Final = "page break"
_NEW_PAGE: Final = '<w:pageBreakBefore/><w:spacing w:before="0"/>'
"""Begins a page; the room above a heading falls away there, as it does where a page ends by itself."""
_END_OF_STYLE: Final = "/>"
_SHORT: Final = 600
"""A row with no more letters than this in any cell is kept on one page."""


def elements(document: Document, embed: Callable[[bytes], Embedded]) -> list[_Element]:
    """The elements of the body, title first. ``embed`` puts a picture's bytes into the package."""
    source = [paragraph("Heading1", title_lines(clean(document.title), look.BALANCED))]
    if document.subtitle:
        source.append(paragraph("Subtitle", clean(document.subtitle)))
    blocks = blocks_of(document)
    for kind, group in groupby(blocks, key=type):
        if kind is SignatureBox:
            source.append(_signatures([block for block in group if isinstance(block, SignatureBox)]))
        elif kind is Picture:
            source[-1] = _kept_with_next(source[-1])
            source += [_picture(block, embed(block.data)) for block in group if isinstance(block, Picture)]
        elif kind is Chart:
            source += [_chart(block, embed, large=document.large) for block in group if isinstance(block, Chart)]
        elif kind is Mark:
            found = [block for block in group if isinstance(block, Mark)]
            source += [mark(block, embed(block.picture) if block.picture else None) for block in found]
        elif kind is ToFill:
            source += [to_fill(block, embed) for block in group if isinstance(block, ToFill)]
        else:
            source += [_table_of(block, document) if isinstance(block, Table) else _source(block) for block in group]
    whole = "".join(_with_page_breaks(_under_ruled_headings(without_thin_lines(source))))
    body = parse_xml(f"<w:body {nsdecls('w')}>{whole}</w:body>")
    return list(body)


def _under_ruled_headings(source: list[str]) -> list[str]:
    """Take the upper line off a table that stands right under the line of a heading."""
    turned = source[:1]
    for before, each in pairwise(source):
        ruled = each.startswith("<w:tbl>") and before.startswith('<w:p><w:pPr><w:pStyle w:val="Heading2"')
        turned.append(each.replace("<w:tblLayout", _NO_UPPER_LINE, 1) if ruled else each)
    return turned


def _with_page_breaks(source: list[str]) -> list[str]:
    """Let the paragraph after a page break begin the page; an empty paragraph of its own would push that down."""
    turned: list[str] = []
    breaks = False
    for each in source:
        if breaks and each != _PAGE_BREAK:
            opening, style, rest = each.partition(_END_OF_STYLE) if each.startswith("<w:p>") else ("", "", each)
            turned.append(f"{opening}{style}{_NEW_PAGE}{rest}" if style else thin("<w:pageBreakBefore/>") + each)
        elif each != _PAGE_BREAK:
            turned.append(each)
        breaks = each == _PAGE_BREAK
    return turned


def fill_header(header: _Header, document: Document) -> None:
    """The marking in the middle of every page's head, with the watermark in words and, behind the page, in letters."""
    words = clean(document.watermark)
    said = "  ·  ".join(part for part in (clean(document.marking), words) if part)
    if said:
        header.is_linked_to_previous = False
        behind = watermark(words) if words else ""
        _replace(header, f'<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>{behind}{runs(said)}</w:p>')


def fill_footer(footer: _Footer, document: Document) -> None:
    """Footer text and version at the left, "Page x of y" at the right of every page's foot."""
    footer.is_linked_to_previous = False
    version = f"Version {clean(document.version)}" if document.version else ""
    words = "  ·  ".join(part for part in (clean(document.footer), version) if part)
    numbers = (
        "<w:r><w:tab/></w:r>"
        + runs("Page ")
        + '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        + runs(" of ")
        + '<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    )
    _replace(footer, f'<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{runs(words)}{numbers}</w:p>')


def _replace(part: _Header | _Footer, source: str) -> None:
    element = parse_xml(source.replace("<w:p>", f"<w:p {nsdecls('w')} {SPACES}>", 1))
    old = part.paragraphs[0]._p  # noqa: SLF001 - python-docx's documented way to the element
    old.getparent().replace(old, element)


@singledispatch
def _source(block: Block) -> str:
    raise TypeError(f"no way to write {type(block).__name__}")


@_source.register
def _(block: Heading) -> str:
    return paragraph(f"Heading{block.level}", clean(block.text))


@_source.register
def _(block: Paragraph) -> str:
    return _prose(clean(block.text), block.tone)


@_source.register
def _(block: Bullets) -> str:
    return "".join(paragraph("ListBullet", clean(item)) for item in block.items)


@_source.register
def _(block: LongAnswer) -> str:
    answer = block.answer
    return paragraph("Question", clean(answer.question)) + _prose(clean(answer.text), answer.tone, answer.source)


@_source.register
def _(block: Answers) -> str:
    widths = _widths((look.LABEL_SHARE, 1 - look.LABEL_SHARE))
    rows = []
    for number, item in enumerate(block.items):
        keeps = _keeps(number, len(block.items), (item.question, item.text))
        cells = (
            _cell(item.question, widths[0], keeps=keeps),
            _cell(item.text, widths[1], item.tone, keeps=keeps, source=item.source),
        )
        rows.append(_row(cells, (item.question, item.text)))
    return _table("PlanAnswers", block.caption, widths, rows, header=False, lead=True)


def _table_of(block: Table, document: Document) -> str:
    widths = _widths(columns.shares(block, WIDTH / 20, large=document.large))
    small = columns.size(len(widths)) < columns.size(1)

    def cells(texts: Sequence[str], *, keeps: bool) -> list[str]:
        return [_cell(words, width, small=small, keeps=keeps) for words, width in zip(texts, widths, strict=True)]

    rows = [_row(cells(block.header, keeps=True), header=True)]
    for number, texts in enumerate(block.rows):
        rows.append(_row(cells(texts, keeps=_keeps(number, len(block.rows), texts)), texts))
    caption = paragraph("Caption", clean(block.caption)) if block.caption_shown else ""
    return caption + _table("PlanTable", block.caption, widths, rows, header=True, lead=block.row_headers)


@_source.register
def _(_block: PageBreak) -> str:
    return _PAGE_BREAK


def _kept_with_next(source: str) -> str:
    """The same, its last paragraph staying on the page of what follows."""
    before, mark, after = source.rpartition("/></w:pPr>")
    return f"{before}/><w:keepNext/></w:pPr>{after}" if mark else source


def _picture(block: Picture, embedded: Embedded) -> str:
    """The picture in a line of its own, as large as in the PDF, with its words for those who cannot see it."""
    scale = min(
        WIDTH / 20 / embedded.across, look.PICTURE_HEIGHT / embedded.down, 72 / look.PICTURE_DOTS
    )  # points a dot
    drawn = drawing(embedded, block.says or block.caption, embedded.across * scale, embedded.down * scale)
    return (
        f'<w:p><w:pPr><w:pStyle w:val="Normal"/><w:keepNext/></w:pPr><w:r>{drawn}</w:r></w:p>'
        f"{paragraph('Help', clean(block.caption))}"
    )


def _chart(block: Chart, embed: Callable[[bytes], Embedded], *, large: bool) -> str:
    """The chart as a picture as wide as the text, with its words for those who cannot see it."""
    embedded = embed(chart_png(block, WIDTH / 20, look.size(SIZE, large=large)))
    drawn = drawing(embedded, block.sentence(), embedded.across / DOTS, embedded.down / DOTS)
    return f'<w:p><w:pPr><w:pStyle w:val="Normal"/><w:keepNext/></w:pPr><w:r>{drawn}</w:r></w:p>'


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
        f"{thin()}"
    )


def _keeps(number: int, rows: int, words: Sequence[str]) -> bool:
    """Whether row ``number`` of so many stays with the next: neither the first nor the last stands alone on a page."""
    return all(len(each) <= _SHORT for each in words) and (number == 0 < rows - 1 or (number == rows - 2 and rows > 2))


def _row(cells: Sequence[str], words: Sequence[str] = (), *, header: bool = False, height: int = 0) -> str:
    whole = header or all(len(each) <= _SHORT for each in words)
    inside = "<w:cantSplit/>" if whole else ""
    inside += f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    inside += "<w:tblHeader/>" if header else ""
    properties = f"<w:trPr>{inside}</w:trPr>" if inside else ""
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def _cell(
    words: str, width: int, tone: Tone = Tone.BODY, *, small: bool = False, keeps: bool = False, source: str = ""
) -> str:
    style = "TableNotAnswered" if tone is Tone.MISSING else "TableTextSmall" if small else "TableText"
    together = "<w:keepNext/>" if keeps else ""
    inside = "".join(paragraph(style, part, together) for part in paragraphs(clean(words)))
    inside += paragraph("TableSource", clean(source), together) if source else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inside}</w:tc>'


def _prose(words: str, tone: Tone, source: str = "") -> str:
    style = "Quote" if source else _STYLES[tone]
    said = "".join(paragraph(style, part) for part in paragraphs(words))
    return _kept_with_next(said) + paragraph(style, clean(source), letters=_SOURCE) if source else said

"""A form to fill in as a Word file: real tables and headings, protected so that only answers can be typed in.

The protection has no password: it keeps questions from being typed over by accident, and stops nobody who means it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from pepdesk.export import columns, look
from pepdesk.export.blocks import Document
from pepdesk.export.form_names import HOW_TO
from pepdesk.export.form_sheet import Grid, Heading, Note, Questions, with_continued
from pepdesk.export.outline import MARKING, owner_words
from pepdesk.export.plain_text import clean, title_lines
from pepdesk.export.word_form_source import Fields
from pepdesk.export.word_source import WIDTH, paragraph, thin, without_thin_lines
from pepdesk.form.model import FieldType
from pepdesk.record.answers import text_of
from pepdesk.record.codec import snapshot_hash
from pepdesk.record.values import long_date, year_group_words

if TYPE_CHECKING:
    from docx.document import Document as Package

    from pepdesk.authority.model import Authority
    from pepdesk.export.form_sheet import Ask, FormSheet, Part

PROPERTIES: Final = "pepdesk:"
"""Begins the names of the document's own properties, by which it is known again."""
_QUESTION_SHARE: Final = 0.36
_ROOM: Final = {FieldType.PARAGRAPH: 1250}
"""Least height of an answer's row in twentieths of a point; a longer answer makes it grow."""
_LEAST: Final = 480
_SHORT: Final = 600
"""An answer with more letters may split over pages."""
_MOST_ROOM: Final = 1900
_CUSTOM: Final = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VARIANTS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT_ID: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # [MS-OSHARED] 2.3.3.1: properties that users define
_CUSTOM_TYPE: Final = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_W14: Final = "http://schemas.microsoft.com/office/word/2010/wordml"
_PLACEHOLDER_STYLE: Final = (
    '<w:style xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:type="character" '
    'w:styleId="PlaceholderText"><w:name w:val="Placeholder Text"/><w:basedOn w:val="DefaultParagraphFont"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:rPr><w:color w:val="595959"/></w:rPr></w:style>'
)


@dataclass(frozen=True, slots=True)
class Origin:
    """What a form to fill in is made of: the authority that asks, when (ISO with zone), whether it holds a plan.

    ``protect``: only answers can be typed in.
    """

    authority: Authority | None
    created: str
    of_plan: bool = False
    protect: bool = True


def render(sheet: FormSheet, origin: Origin) -> bytes:
    """The bytes of the Word file; the same sheet and origin always give the same bytes."""
    import docx

    from pepdesk.export import word, word_body
    from pepdesk.paths import resources_dir

    package = docx.Document(str(resources_dir() / "word" / "pepdesk.docx"))
    document = _about(sheet, origin)
    section = package.element.body[-1]
    for element in _elements(sheet, document):
        section.addprevious(element)
    word_body.fill_header(package.sections[0].header, document)
    word_body.fill_footer(package.sections[0].footer, document)
    _add_style(package)
    if origin.protect:
        _protect(package)
    _add_properties(package, properties(sheet, origin))
    return word.finished(package, document)


def properties(sheet: FormSheet, origin: Origin) -> dict[str, str]:
    """By what the document is known again: form, version, revision, authority, part, and the plan it was made of."""
    form, record = sheet.form, sheet.record
    return {
        "form": form.id,
        "version": str(form.version),
        "revision": str(form.revision),
        "authority": origin.authority.id if origin.authority else "",
        "owner": sheet.owner.value if sheet.owner else "",
        "plan": record.plan_id if origin.of_plan else "",
        "snapshot": snapshot_hash(record) if origin.of_plan else "",
    }


def _about(sheet: FormSheet, origin: Origin) -> Document:
    """Title, marking and the like, in the shape all Word files of ours share."""
    name = origin.authority.name if origin.authority else ""
    part = f"Part to be completed by {owner_words(sheet.owner, sheet.form.id)}" if sheet.owner else ""
    marking = (origin.authority.marking if origin.authority else "") or MARKING
    return Document(
        title=sheet.form.title,
        subtitle=" · ".join(one for one in (name, part, _child(sheet) if origin.of_plan else "") if one),
        marking=marking if origin.of_plan else f"{marking} when filled in",
        footer=f"Form to fill in, made {long_date(origin.created[:10])}",
        version=f"{sheet.form.id} {sheet.form.version}.{sheet.form.revision}",
        created=origin.created,
        blocks=(),
    )


def _child(sheet: FormSheet) -> str:
    """First name and year group, if this part asks for nothing that must be hidden: both stand in every copy."""
    record = sheet.record
    year = text_of(record.answer("child", "year_group"))
    return " · ".join(
        one for one in (text_of(record.answer("child", "first_name")), year_group_words(year) if year else "") if one
    )


def _elements(sheet: FormSheet, document: Document) -> list[object]:
    from docx.oxml.ns import nsdecls
    from docx.oxml.parser import parse_xml

    source = [paragraph("Heading1", title_lines(clean(document.title), look.BALANCED))]
    if document.subtitle:
        source.append(paragraph("Subtitle", clean(document.subtitle)))
    source += [paragraph("Help", line) for line in HOW_TO.split("\n")]
    drawing = _Drawing()
    source += [drawing.part(part) for part in with_continued(sheet.parts)]
    whole = "".join(without_thin_lines(source))
    return list(parse_xml(f'<w:body {nsdecls("w")} xmlns:w14="{_W14}">{whole}</w:body>'))


class _Drawing:
    """The parts of a sheet as source, the fields numbered through."""

    def __init__(self) -> None:
        self._fields = Fields()

    def part(self, part: Part) -> str:
        match part:
            case Heading(level, text):
                return paragraph(f"Heading{level}", clean(text))
            case Note(text):
                return paragraph("Help", clean(text), "<w:keepNext/>")
            case Questions():
                return self._questions(part)
            case Grid():
                return self._grid(part)

    def _questions(self, part: Questions) -> str:
        left = round(WIDTH * _QUESTION_SHARE)
        rows = [
            _row(
                (_cell(_asked(ask), left), _cell(self._fields.answer(ask, "TableText"), WIDTH - left)),
                _height(ask),
                whole=len(ask.given) <= _SHORT,
            )
            for ask in part.asks
        ]
        name = paragraph("Caption", clean(part.name)) if part.name else ""
        return name + _table(
            "PlanAnswers", part.caption, (left, WIDTH - left), _together(rows), header=False, lead=True
        )

    def _grid(self, part: Grid) -> str:
        named = bool(part.lead)
        widths = _widths(part)
        heads = (part.lead, *part.header) if named else part.header
        head = _row([_cell(_words(words), width) for words, width in zip(heads, widths, strict=True)], header=True)
        rows = [head]
        for name, asks in part.rows:
            cells = [_cell(_words(name), widths[0])] if named else []
            cells += [
                _cell(self._fields.answer(ask, "TableTextSmall"), width)
                for ask, width in zip(asks, widths[named:], strict=True)
            ]
            rows.append(_row(cells, _LEAST))
        return _table("PlanTable", part.caption, widths, [_kept(head), *_together(rows[1:])], header=True, lead=named)


def _asked(ask: Ask) -> str:
    """The question's cell: the question, and what helps to answer it."""
    if not ask.help:
        return paragraph("TableText", clean(ask.field.label))
    plain = '<w:spacing w:before="0" w:after="40"/>'
    help_words = paragraph("Help", clean(ask.help), plain).replace("<w:r>", '<w:r><w:rPr><w:b w:val="0"/></w:rPr>')
    return paragraph("TableText", clean(ask.field.label)) + help_words


def _words(words: str) -> str:
    return paragraph("TableTextSmall", clean(words))


def _height(ask: Ask) -> int:
    """Room to write: by the words the form allows, about ten a line."""
    if ask.field.type is not FieldType.PARAGRAPH:
        return _LEAST
    lines = (ask.field.max_words or 40) / 10
    return min(max(round(lines * 260), _ROOM[FieldType.PARAGRAPH]), _MOST_ROOM)


def _widths(part: Grid) -> tuple[int, ...]:
    """Columns by what they ask: a row's name and free text take more than a date or a tick."""
    weights = [_weight(ask.field.type) for ask in part.rows[0][1]] if part.rows else [1.0] * len(part.header)
    heads = [*([part.lead] if part.lead else []), *part.header]
    if part.lead:
        weights.insert(0, 1.3)
    least = [_longest_word(words, part if index == 0 and part.lead else None) for index, words in enumerate(heads)]
    kinds = [_least_for(ask.field.type) for ask in part.rows[0][1]] if part.rows else [0.0] * len(part.header)
    wanted = [0.0, *kinds] if part.lead else kinds
    least = [max(one, other) for one, other in zip(least, wanted, strict=True)]
    free = max(WIDTH - sum(least), 0)
    shares = [low + free * weight / sum(weights) for low, weight in zip(least, weights, strict=True)]
    return tuple(round(share * WIDTH / sum(shares)) for share in shares)


def _longest_word(head: str, names: Grid | None) -> float:
    """Room for the longest word of a heading (and of the row names), in twentieths of a point."""
    words = [*head.split(), *(word for name, _ in (names.rows if names else ()) for word in name.split())]
    letters = min(max((len(word) for word in words), default=0), 16)
    return (letters * columns.size(9) * 0.6 + columns.PADDING) * 20


def _least_for(kind: FieldType) -> float:
    """Room for both boxes of yes and no side by side, in twentieths of a point."""
    return 1560.0 if kind is FieldType.YES_NO else 0.0


def _weight(kind: FieldType) -> float:
    kinds = {FieldType.PARAGRAPH: 2.2, FieldType.LINE: 1.5, FieldType.PERSON: 1.5, FieldType.CHOICE: 1.3}
    return kinds.get(kind, 0.1 if kind is FieldType.YES_NO else 0.7)


def _cell(inside: str, width: int) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inside}</w:tc>'


def _row(cells: list[str] | tuple[str, ...], height: int = 0, *, header: bool = False, whole: bool = True) -> str:
    """A row; ``whole``: never split over two pages."""
    least = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    head = "<w:tblHeader/>" if header else ""
    keep = "<w:cantSplit/>" if whole else ""
    return f"<w:tr><w:trPr>{keep}{least}{head}</w:trPr>{''.join(cells)}</w:tr>"


def _together(rows: list[str]) -> list[str]:
    """The rows of a table; neither the first nor the last of them stands alone on a page."""
    last = len(rows) - 1
    return [_kept(row) if number == 0 < last or number == last - 1 > 0 else row for number, row in enumerate(rows)]


def _kept(row: str) -> str:
    """The row, staying on the page of the next."""
    return re.sub(r'(<w:pStyle w:val="\w+"/>)(?!<w:keepNext/>)', r"\1<w:keepNext/>", row)


def _table(style: str, caption: str, widths: tuple[int, ...], rows: list[str], *, header: bool, lead: bool) -> str:
    words = quoteattr(clean(caption))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    flags = (0x0020 if header else 0) | (0x0080 if lead else 0) | 0x0600
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="{flags:04X}" w:firstRow="{int(header)}" w:lastRow="0" '
        f'w:firstColumn="{int(lead)}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={words}/><w:tblDescription w:val={words}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>{thin()}"
    )


def _add_style(package: Package) -> None:
    from docx.oxml.parser import parse_xml

    package.styles.element.append(parse_xml(_PLACEHOLDER_STYLE))


def _protect(package: Package) -> None:
    from docx.oxml.ns import nsdecls, qn
    from docx.oxml.parser import parse_xml

    source = f'<w:documentProtection {nsdecls("w")} w:edit="forms" w:enforcement="1"/>'
    settings = package.settings.element
    settings.find(qn("w:defaultTabStop")).addprevious(parse_xml(source))


def _add_properties(package: Package, said: dict[str, str]) -> None:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part as PackagePart

    inside = "".join(
        f'<property fmtid="{_FORMAT_ID}" pid="{number}" name={quoteattr(PROPERTIES + name)}>'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(said.items(), 2)
    )
    source = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VARIANTS}">{inside}</Properties>'
    )
    whole = package.part.package
    part = PackagePart(PackURI("/docProps/custom.xml"), _CUSTOM_TYPE, source.encode(), whole)
    whole.relate_to(part, _CUSTOM_RELATION)

"""Builds a Word form as councils make them, and notes what belongs to each of its places.

Labels in tables, content controls, fields of older Word, bookmarks, dotted lines: whatever ``make_own_forms.py`` and
the tests ask for. The same steps always give the same bytes.
"""

# ruff: noqa: ANN401, D102, E501, SLF001 - works on the XML below python-docx

from __future__ import annotations

import io
import struct
import sys
import zlib
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from docx import Document  # noqa: E402
from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: E402
from docx.oxml import OxmlElement, parse_xml  # noqa: E402
from docx.oxml.ns import nsdecls, qn  # noqa: E402
from docx.shared import Cm, Pt, RGBColor  # noqa: E402

from pepdesk.intake.own_form_mapping import Entry, RowsOf  # noqa: E402
from pepdesk.intake.own_form_package import put_parts, read_parts  # noqa: E402

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"


@dataclass
class Builder:
    """A Word form being written, and what belongs to each of its places, in order."""

    font: str
    colour: str
    document: Any = field(init=False)
    truth: list[Entry] = field(default_factory=list)
    number: int = 0

    def __post_init__(self) -> None:
        self.document = Document(str(ROOT / "resources" / "word" / "pepdesk.docx"))
        self.document.styles["Normal"].font.name = self.font
        self.document.core_properties.created = self.document.core_properties.modified = datetime(2026, 11, 22)
        self.document.core_properties.author = "Anyshire Virtual School (invented)"
        section = self.document.sections[0]
        section.left_margin = section.right_margin = Cm(2)

    def want(self, *answers: str, values: tuple[str, ...] = (), rows: tuple[RowsOf, ...] = ()) -> None:
        """Note what the next place is for; nothing: it is left alone."""
        self.truth.append(Entry("", "", answers, values, rows))

    def head(self, title: str, small: str) -> None:
        header = self.document.sections[0].header.paragraphs[0]
        header.add_run().add_picture(io.BytesIO(crest(self.colour)), width=Cm(1.4))
        header.add_run("   " + small).font.size = Pt(9)
        self.document.core_properties.title = title
        paragraph = self.document.add_paragraph()
        run = paragraph.add_run(title)
        run.bold, run.font.size, run.font.color.rgb = True, Pt(20), RGBColor.from_string(self.colour)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT

    def heading(self, words: str) -> None:
        self.document.add_heading(words, 1)

    def say(self, words: str, *, bold: bool = False, container: Any = None) -> Any:
        paragraph = (container or self.document).add_paragraph()
        paragraph.add_run(words).bold = bold
        return paragraph

    def table(self, columns: int, *, style: bool = True) -> Any:
        if [one.tag for one in self.document.element.body][-2:-1] == [qn("w:tbl")]:
            self.document.add_paragraph()  # Word and LibreOffice make one of two tables that touch
        table = self.document.add_table(rows=0, cols=columns)
        borders(table)
        return table

    def pairs(self, table: Any, *pairs: tuple[str, tuple[str, ...]]) -> None:
        """Label and empty cell, as many to a row as there are columns for."""
        wide = len(table.columns) // 2
        for start in range(0, len(pairs), wide):
            cells = table.add_row().cells
            for place, (label, answers) in enumerate(pairs[start : start + wide]):
                self.label(cells[2 * place], label)
                self.want(*answers)

    def label(self, cell: Any, words: str, fill: str = "E8EEF4") -> None:
        run = cell.paragraphs[0].add_run(words)
        run.bold = True
        cell._tc.get_or_add_tcPr().append(
            parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{fill}"/>')
        )

    def headings(self, table: Any, *words: str) -> None:
        for cell, one in zip(table.add_row().cells, words, strict=True):
            self.label(cell, one, "D3DEE9")

    def blanks(self, table: Any, count: int) -> None:
        for _ in range(count):
            table.add_row()

    def control(self, paragraph: Any, tag: str, alias: str, kind: str = "text", items: tuple[str, ...] = ()) -> None:
        """A run-level content control with its placeholder."""
        self.number += 1
        inner = {
            "text": "<w:text/>", "rich": "", "date": '<w:date><w:dateFormat w:val="d MMMM yyyy"/><w:lid w:val="en-GB"/></w:date>',
            "list": "<w:dropDownList>" + "".join(f'<w:listItem w:displayText="{one}" w:value="{one}"/>' for one in items) + "</w:dropDownList>",
            "tick": f'<w14:checkbox xmlns:w14="{W14}"><w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
                    '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>',
        }[kind]  # fmt: skip
        shown = {"date": "Click to enter a date.", "list": "Choose an item.", "tick": "☐"}.get(
            kind, "Click to enter text."
        )
        named = (f'<w:alias w:val="{alias}"/>' if alias else "") + (f'<w:tag w:val="{tag}"/>' if tag else "")
        grey = (
            '<w:rPr><w:color w:val="595959"/></w:rPr>'
            if kind != "tick"
            else '<w:rPr><w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic"/></w:rPr>'
        )
        holder = "" if kind == "tick" else "<w:showingPlcHdr/>"
        paragraph._p.append(parse_xml(
            f'<w:sdt {nsdecls("w")}><w:sdtPr>{named}<w:id w:val="{4000 + self.number}"/>{holder}{inner}</w:sdtPr>'
            f'<w:sdtContent><w:r>{grey}<w:t xml:space="preserve">{shown}</w:t></w:r></w:sdtContent></w:sdt>'
        ))  # fmt: skip

    def legacy(self, paragraph: Any, name: str, kind: str = "text", items: tuple[str, ...] = ()) -> None:
        """A form field of older Word."""
        inner = {"text": "<w:textInput/>", "tick": '<w:checkBox><w:sizeAuto/><w:default w:val="0"/></w:checkBox>',
                 "list": "<w:ddList>" + "".join(f'<w:listEntry w:val="{one}"/>' for one in items) + "</w:ddList>"}[kind]  # fmt: skip
        code = {"text": "FORMTEXT", "tick": "FORMCHECKBOX", "list": "FORMDROPDOWN"}[kind]
        pieces = [f'<w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="{name}"/><w:enabled/><w:calcOnExit w:val="0"/>{inner}</w:ffData></w:fldChar>',
                  f'<w:instrText xml:space="preserve"> {code} </w:instrText>', '<w:fldChar w:fldCharType="separate"/>']  # fmt: skip
        pieces += ["<w:t>\u2002\u2002\u2002\u2002\u2002</w:t>"] if kind == "text" else []
        for piece in (*pieces, '<w:fldChar w:fldCharType="end"/>'):
            paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{piece}</w:r>"))

    def bookmark(self, paragraph: Any, name: str) -> None:
        """An empty bookmark at the paragraph's end."""
        self.number += 1
        for kind in ("bookmarkStart", "bookmarkEnd"):
            mark = OxmlElement(f"w:{kind}")
            mark.set(qn("w:id"), str(900 + self.number))
            if kind == "bookmarkStart":
                mark.set(qn("w:name"), name)
            paragraph._p.append(mark)

    def data(self) -> bytes:
        """The file, the same bytes every time."""
        stream = io.BytesIO()
        self.document.save(stream)
        return put_parts(read_parts(stream.getvalue()), {})


def borders(table: Any) -> None:
    """Thin grey lines round every cell."""
    edges = "".join(f'<w:{one} w:val="single" w:sz="4" w:space="0" w:color="7A8A99"/>'
                    for one in ("top", "left", "bottom", "right", "insideH", "insideV"))  # fmt: skip
    old = table._tbl.tblPr.find(qn("w:tblBorders"))
    new = parse_xml(f"<w:tblBorders {nsdecls('w')}>{edges}</w:tblBorders>")
    if old is not None:
        table._tbl.tblPr.replace(old, new)
    else:
        layout = table._tbl.tblPr.find(qn("w:tblLayout"))
        look = table._tbl.tblPr.find(qn("w:tblLook"))
        first = layout if layout is not None else look
        first.addprevious(new) if first is not None else table._tbl.tblPr.append(new)


def crest(colour: str) -> bytes:
    """A small picture: a coloured shield on white."""
    red, green, blue = bytes.fromhex(colour)
    rows = b""
    for y in range(48):
        rows += b"\x00" + b"".join(
            bytes((red, green, blue)) if abs(x - 24) < (20 if y < 28 else 20 - (y - 28)) and y >= 4 else b"\xff\xff\xff"
            for x in range(48)
        )  # fmt: skip

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    size = struct.pack(">IIBBBBB", 48, 48, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")

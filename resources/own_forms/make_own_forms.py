"""Writes three invented councils' Word forms, with their mappings: ``python resources/own_forms/make_own_forms.py``.

They lie beside this script as examples to try, and as material for tests: one of tables, one of
content controls, one of dotted lines and boxes. "Anyshire" is nobody. What they ask follows the outlines of real forms
(sections and kinds of questions); every word is our own. The same script always writes the same bytes.
"""

# ruff: noqa: ANN401, D102, E501, SLF001 - a script of long tables that works on the XML below python-docx

from __future__ import annotations

import io
import struct
import sys
import zlib
from dataclasses import dataclass, field, replace
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

from pepdesk.intake.own_form_mapping import Entry, Mapping, RowsOf, digest, mapping_toml  # noqa: E402
from pepdesk.intake.own_form_package import put_parts, read_parts  # noqa: E402
from pepdesk.intake.own_form_places import find_places  # noqa: E402
from pepdesk.intake.own_form_sheet import read_sheet  # noqa: E402

FOLDER = ROOT / "resources" / "own_forms"
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


NAME = ("child.first_name", "child.surname")


def tables() -> Builder:
    """School age: label cells with empty ones beside or below, rows to fill, a printed grid."""
    b = Builder("Verdana", "1F4E79")
    b.head("Personal Education Plan, Reception to Year 11", "Anyshire Virtual School – Form T")
    b.heading("1. Front page")
    t = b.table(4)
    b.pairs(t, ("Name of child or young person", NAME), ("Date of birth", ("child.date_of_birth",)),
            ("NC year group", ("child.year_group",)), ("UPN", ("child.upn",)),
            ("School", ("school.name",)), ("Date of enrolment", ("school.on_roll",)),
            ("Date of PEP meeting", ("meeting.date",)), ("Date of last PEP", ("meeting.previous_date",)),
            ("Designated teacher", ("school.designated_teacher",)), ("Email of designated teacher", ("school.designated_email",)),
            ("Social worker", ("contacts.social_worker_name",)), ("Social worker's email", ("contacts.social_worker_email",)),
            ("Legal status", ("care.legal_status",)), ("Date came into care", ("care.date_into_care",)))  # fmt: skip
    b.heading("2. People at the meeting")
    t = b.table(4)
    b.headings(t, "Role", "Name", "Invited", "Present")
    b.blanks(t, 6)
    b.want(rows=(RowsOf("meeting.person", ("@", "meeting.name", "meeting.invited", "meeting.attended")),
                 RowsOf("meeting.other_person", ("meeting.other_role", "meeting.other_name", "meeting.other_invited", "meeting.other_attended"))))  # fmt: skip
    b.heading("3. Care and health")
    t = b.table(1)
    for words, answer in (("Essential information from the social worker", "care.plan_summary"),
                          ("How was schooling disrupted before the child came into care?", "care.before_care"),
                          ("Health needs and medication", "health.health_needs")):  # fmt: skip
        b.label(t.add_row().cells[0], words)
        t.add_row()
        b.want(answer)
    t = b.table(4)
    b.pairs(t, ("SDQ score", ("health.sdq_score",)), ("Date of SDQ", ("health.sdq_date",)))
    b.heading("4. Attendance and behaviour")
    t = b.table(4)
    b.pairs(t, ("Attendance this year (%)", ("attendance.percent",)), ("Figures up to", ("attendance.as_of",)),
            ("Authorised absence (sessions)", ("attendance.authorised",)), ("Unauthorised absence (sessions)", ("attendance.unauthorised",)))  # fmt: skip
    t = b.table(1)
    b.label(t.add_row().cells[0], "Plan to improve attendance")
    t.add_row()
    b.want("attendance.plan")
    b.heading("5. Schools attended so far")
    t = b.table(4)
    b.headings(t, "Name of school", "From", "To", "Reason for leaving")
    b.blanks(t, 3)
    b.want(
        rows=(
            RowsOf(
                "school.history",
                ("school.history_provider", "school.history_from", "school.history_to", "school.history_reason"),
            ),
        )
    )
    b.heading("6. Attainment")
    t = b.table(4)
    b.headings(t, "Subject", "Start of year", "Now", "Target")
    for words, row in (("English", "english"), ("Maths", "maths"), ("Science", "science")):
        cells = t.add_row().cells
        b.label(cells[0], words)
        for name in ("start_of_year", "current", "target_grade"):
            b.want(f"attainment.{name}@{row}")
    b.heading("7. Review of previous targets")
    t = b.table(4)
    b.headings(t, "Target", "Result", "How do we know?", "If not achieved, why?")
    b.blanks(t, 3)
    b.want(
        rows=(RowsOf("review.last_target", ("review.target", "review.result", "review.evidence", "review.why_not")),)
    )
    b.heading("8. New targets")
    t = b.table(6)
    b.headings(t, "Why this target", "SMART target", "Actions", "Who is responsible", "By when", "Success criteria")
    b.blanks(t, 3)
    b.want(
        rows=(
            RowsOf(
                "targets.target",
                (
                    "targets.need",
                    "targets.outcome",
                    "targets.strategy_what",
                    "targets.lead",
                    "targets.due",
                    "targets.measure",
                ),
            ),
        )
    )
    b.heading("9. Views and notes")
    t = b.table(2)
    b.pairs(t, ("Carer's views", ("views.carer_well",)), ("Social worker's views", ("views.social_worker_view",)),
            )  # fmt: skip
    t = b.table(1)
    b.label(t.add_row().cells[0], "Discussion notes")
    t.add_row()
    b.want("notes.discussion")
    t = b.table(4)
    b.pairs(
        t, ("Date of next PEP", ("meeting.next_date",)), ("Total pupil premium requested", ("funding.total_requested",))
    )
    return b


def controls() -> Builder:
    """After 16: content controls of every kind, most with tags, some known by their label only."""
    b = Builder("Calibri", "5B2C6F")
    b.head("Post-16 Personal Education Plan", "Anyshire Virtual School – Form C")

    def line(
        label: str,
        tag: str,
        *answers: str,
        kind: str = "text",
        alias: str = "",
        items: tuple[str, ...] = (),
        values: tuple[str, ...] = (),
    ) -> None:
        paragraph = b.say(label + ": ")
        b.control(paragraph, tag, alias, kind, items)
        b.want(*answers, values=values)

    b.heading("Front page")
    line("Student name", "StudentName", *NAME)
    line("Date of birth", "DOB", "child.date_of_birth", kind="date")
    line(
        "Year group",
        "NCY",
        "child.year_group",
        kind="list",
        items=("Year 12", "Year 13", "Year 14"),
        values=("12", "13", "14"),
    )
    line("College or provider", "Provider", "school.name")
    line("Date of enrolment", "Enrolment", "school.on_roll", kind="date")
    line("PEP date", "PepDate", "meeting.date", kind="date")
    line("Form completed by", "CompletedBy", "meeting.completed_by")
    line(
        "Term",
        "Term",
        "meeting.term",
        kind="list",
        items=("Autumn", "Spring", "Summer"),
        values=("autumn", "spring", "summer"),
    )
    b.heading("People")
    t = b.table(2)
    for label, tag, answers in (("Social worker", "", ("contacts.social_worker_name",)), ("Social worker telephone", "", ("contacts.social_worker_phone",)),
                                ("Personal adviser", "", ("pathway.adviser",)), ("Carer or key worker", "", ("contacts.carer_name",)),
                                ("Independent reviewing officer", "", ("contacts.reviewing_officer",))):  # fmt: skip
        cells = t.add_row().cells
        b.label(cells[0], label, "EFE6F3")
        b.control(cells[1].paragraphs[0], tag, "", "text")
        b.want(*answers)
    b.heading("Situation")
    line("What the young person is doing now", "Situation", "situation.status", kind="list",
         items=("In education", "Apprenticeship", "Employment", "Not in education, employment or training"),
         values=("education", "apprenticeship", "employed", "neet"))  # fmt: skip
    paragraph = b.say("Is anything stopping full participation? ")
    b.control(paragraph, "", "", "tick")
    paragraph.add_run(" Yes   ")
    b.control(paragraph, "", "", "tick")
    paragraph.add_run(" No")
    b.want("situation.barrier", values=("yes", "no"))
    b.say("Reason and support given", bold=True)
    paragraph = b.say("")
    b.control(paragraph, "BarrierSupport", "Reason and support given", "rich")
    b.want("situation.barrier_support")
    b.heading("Attendance")
    line("Attendance percentage", "AttendancePercent", "attendance.percent")
    line("Figures as at", "AttendanceDate", "attendance.as_of", kind="date")
    b.heading("Views before the meeting")
    for label, tag, answer in (("What is going well?", "GoingWell", "voice.going_well"), ("What is not going so well?", "NotWell", "voice.not_well"),
                               ("What would help me?", "Help", "voice.what_helps"), ("Carer's views", "CarerViews", "views.carer_well")):  # fmt: skip
        b.say(label, bold=True)
        b.control(b.say(""), tag, label, "rich")
        b.want(answer)
    b.heading("Plan")
    t = b.table(3)
    b.headings(t, "Target", "Planned action", "By when")
    for _ in range(3):
        for cell in t.add_row().cells:
            b.control(cell.paragraphs[0], "", "", "rich")
    b.want(rows=(RowsOf("targets.target", ("targets.outcome", "targets.strategy_what", "targets.due")),))
    b.heading("Next step")
    line("Where the young person goes next: course, provider or employer", "NextStep", "transition.to", kind="rich")
    line("Date of next PEP", "NextPep", "meeting.next_date", kind="date")
    line("Discussion notes", "Notes", "notes.discussion", kind="rich")
    return b


def lines() -> Builder:
    """Early years: dotted lines and underscores after labels, boxes to tick, room to write."""
    b = Builder("Arial", "7B341E")
    b.head("Early Years Personal Education Plan", "Anyshire Virtual School – Form L")
    b.heading("All about this plan")
    for text, answers in (("Child's name: ______________________________", NAME), ("Date of birth: ______________   UPN (if any): ________________", ()),
                          ("Name of setting: ______________________________", ("school.name",)), ("Date started at the setting: ______________", ("school.on_roll",)),
                          ("Date of meeting: __________________   Chaired by: ____________________", ())):  # fmt: skip
        b.say(text)
        if answers:
            b.want(*answers)
        elif text.startswith("Date of birth"):
            b.want("child.date_of_birth")
            b.want("child.upn")
        else:
            b.want("meeting.date")
            b.want("meeting.chair")
    b.say("Which term? ☐ Autumn  ☐ Spring  ☐ Summer")
    b.want("meeting.term", values=("autumn", "spring", "summer"))
    b.say("Kind of PEP:  ☐ First PEP   ☐ Termly review   ☐ Extra PEP")
    b.want("meeting.pep_type", values=("initial", "review", "extra"))
    b.heading("People who care for the child")
    for label, answer in (("Social worker", "contacts.social_worker_name"), ("Social worker's telephone", "contacts.social_worker_phone"),
                          ("Name of carer", "contacts.carer_name"), ("Key person", "school.key_adult"),
                          ("Designated lead for children in care", "school.designated_teacher")):  # fmt: skip
        b.say(f"{label}: ..........................................................")
        b.want(answer)
    b.say("Is an interpreter needed?   Yes ☐   No ☐")
    b.want("child.interpreter", values=("yes", "no"))
    b.heading("My voice")
    for label, answer in (("What makes me happy here?", "voice.going_well"), ("What makes me sad or cross?", "voice.not_well"),
                          ("Who do I like to be with?", "voice.trusted_adult"), ("My favourite toys, books and songs", "voice.enjoy")):  # fmt: skip
        b.say(label, bold=True)
        b.say("_" * 70)
        b.say("_" * 70)
        b.want(answer)
    b.heading("Learning and development")
    for label, answer in (("How does the child learn and play best?", "attainment.learns_best"), ("What is going well in learning?", "attainment.progress_summary"),
                          ("Early experiences the child missed", "attainment.gaps")):  # fmt: skip
        b.say(f"{label} {'_' * 50}")
        b.say("_" * 70)
        b.want(answer)
    b.say("Has the two-year check been made? ")
    b.say("☐ Yes, made")
    b.say("☐ No, not yet")
    b.want("attainment.two_year_state", values=("done", "due"))
    b.heading("Early years pupil premium")
    b.say("EYPP spent since the last PEP: £ ____________")
    b.want("early_funding.eypp_spent")
    b.say("What difference has EYPP made? ____________________________________________")
    b.say("_" * 70)
    b.want("early_funding.eypp_impact")
    b.heading("Targets")
    for number in (1, 2, 3):
        b.say(f"Target {number}", bold=True)
        for label, answer in (("What the child will be able to do", "outcome"), ("Where the child is now", "baseline"),
                              ("How we will know it has been met", "measure"), ("Person responsible", "lead"), ("To be met by", "due")):  # fmt: skip
            b.say(f"{label}: ______________________________________________")
            b.want(f"targets.{answer}@new{number}")
    b.heading("Views and next meeting")
    b.say("Carer's views", bold=True)
    b.say("_" * 70)
    b.say("_" * 70)
    b.want("views.carer_well")
    b.say("Date of next PEP …………………………   Date of next care review …………………………")
    b.want("meeting.next_date")
    b.want("meeting.next_review_date")
    return b


FORMS = {
    "anyshire_tables": (tables, "year_r_11", "Anyshire, tables (invented example)"),
    "anyshire_controls": (controls, "post_16", "Anyshire, content controls (invented example)"),
    "anyshire_lines": (lines, "early_years", "Anyshire, lines and boxes (invented example)"),
}


def made(name: str) -> tuple[bytes, Mapping]:
    """One form and its mapping."""
    build, form, title = FORMS[name]
    builder = build()
    data = builder.data()
    places = find_places(read_sheet(data))
    if len(places) != len(builder.truth):
        raise SystemExit(
            f"{name}: {len(places)} places found, {len(builder.truth)} made:\n"
            + "\n".join(f"{one.at}  {one.words}" for one in places)
        )
    entries = tuple(
        replace(one, at=place.at, label=place.words) for place, one in zip(places, builder.truth, strict=True)
    )
    note = "An invented form, as an example. Make your own with: pepdesk own-form propose FORM.docx"
    return data, Mapping(name, title, form, f"{name}.docx", digest(data), entries, note)


def main() -> None:
    """Write all three."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in FORMS:
        data, mapping = made(name)
        (FOLDER / f"{name}.docx").write_bytes(data)
        (FOLDER / f"{name}.toml").write_text(mapping_toml(mapping), encoding="utf-8")


if __name__ == "__main__":
    main()

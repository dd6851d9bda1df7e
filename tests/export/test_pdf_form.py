"""A form as a PDF with fields: everything is asked, named, heard and drawn, and the standards are kept."""

from __future__ import annotations

import io
import re
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import page as validation
import pikepdf
import pypdfium2
import pytest
from fontTools import agl
from fontTools.ttLib import TTFont

from pepdesk.app.documents import sample_plan
from pepdesk.export.fonts import NoGlyph
from pepdesk.export.form_sheet import form_sheet
from pepdesk.export.pdf_form import render_form
from pepdesk.export.pdf_form_font import form_font
from pepdesk.form.address import Address
from pepdesk.form.model import Role
from pepdesk.form.pdf_names import ABOUT, field_name
from pepdesk.record.answers import NotApplicable, Value
from pepdesk.record.record import PepRecord
from tests.export import pdf_forms, pdf_reader
from tests.export.pdf_forms import FORMS, WHEN, blank, fields, form, with_answers


def broken(data: bytes, file: Path) -> list[str]:
    """The rules of PDF/UA-1 and PDF/A-2a that a file breaks."""
    file.write_bytes(data)
    return [
        f"{profile} {failure.rule_id}: {failure.message}"
        for profile in ("ua1", "2a")
        for failure in validation.validate_pdf(str(file), profile=profile).failures
    ]


def uncompressed(file: Path) -> bytes:
    plain = file.with_suffix(".plain.pdf")
    subprocess.run(["qpdf", "--check", file], check=True, capture_output=True)
    options = ["--newline-before-endstream", "--stream-data=uncompress"]
    subprocess.run(["qpdf", *options, file, plain], check=True, capture_output=True)
    return plain.read_bytes()


@pytest.mark.checker("qpdf")
@pytest.mark.parametrize("name", FORMS)
def test_a_blank_form_keeps_every_rule_and_its_tree_agrees(name: str, tmp_path: Path) -> None:
    file = tmp_path / "form.pdf"
    assert broken(blank(name), file) == []
    assert pdf_reader.faults(blank(name)) == []
    assert broken(uncompressed(file), file) == []


def test_so_does_one_with_answers_in_it(tmp_path: Path) -> None:
    data = with_answers("year_r_11")
    assert broken(data, tmp_path / "form.pdf") == []
    assert pdf_reader.faults(data) == []


@pytest.mark.parametrize("name", FORMS)
def test_every_question_has_its_field_in_the_order_of_the_form(name: str) -> None:
    asked: list[str] = []
    for ask in form_sheet(form(name)).asks():
        asked += [field_name(ask.address, one.value) for one in ask.choices] if ask.ticks else [field_name(ask.address)]
    assert len(set(asked)) == len(asked)
    assert set(fields(blank(name))) == set(asked)
    assert [path for path in heard(blank(name)) if path != ABOUT] == asked


def heard(data: bytes) -> list[str]:
    """The full names of the fields in the order in which a screen reader meets them."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = []

        def walk(element: object) -> None:
            for kid in pdf_reader._kids(element):
                if not isinstance(kid, int) and kid.get("/Type") == "/OBJR":
                    assert str(element.S) == "/Form"  # type: ignore[attr-defined]
                    found.append(full_name(kid.Obj))
                elif not isinstance(kid, int) and kid.get("/Type") != "/MCR":
                    walk(kid)

        walk(pdf.Root.StructTreeRoot.K[0])
        return found


def full_name(field: pikepdf.Object) -> str:
    outer = full_name(field.Parent) + "." if "/Parent" in field else ""
    return f"{outer}{field.T}"


def test_fields_say_their_question_tabs_follow_the_tree_and_nothing_runs() -> None:
    with pikepdf.open(io.BytesIO(blank("year_r_11"))) as pdf:
        acroform = pdf.Root.AcroForm
        assert "/NeedAppearances" not in acroform
        assert "/XFA" not in acroform
        assert not {"/OpenAction", "/AA"} & set(pdf.Root.keys())
        assert "/JavaScript" not in pdf.Root.get("/Names", {})
        spoken = {}
        for sheet in pdf.pages:
            assert sheet.get("/Tabs", "/S") == "/S"
            for field in sheet.get("/Annots", []):
                assert not {"/A", "/AA"} & set(field.keys())
                assert {"/N"} == set(field.AP.keys())
                spoken[full_name(field)] = str(field.TU)
    assert re.match(r".*target.* 2: \w", spoken["targets.outcome@new2"], re.IGNORECASE)
    assert "22/11/2026" in spoken["meeting.date"]
    assert spoken["meeting.invited@carer.yes"].endswith("Yes")
    assert min(map(len, spoken.values())) > 3


def test_a_row_too_wide_for_a_table_stands_under_its_name() -> None:
    said = [words for _, words in pdf_reader.spoken(blank("year_r_11"))]
    subjects = said[said.index("Subjects") :]
    first = subjects[subjects.index("English") :][:13]
    assert first[1::2] == ["Start of year", "Last PEP", "Now", "Target", "Compared with age", "Predicted"]
    assert all(words.startswith("[field ") for words in first[2::2])


def test_the_same_form_gives_the_same_bytes() -> None:
    assert render_form(form("early_years"), created=WHEN, owner=Role.CARER) == render_form(
        form("early_years"), created=WHEN, owner=Role.CARER
    )


def test_answers_are_drawn_whole_in_any_letters_and_boxes_are_ticked() -> None:
    data = with_answers("year_r_11")
    plan = sample_plan("year_r_11", date(2026, 11, 22))
    longest = max((one for one in plan.answers.values() if isinstance(one, Value)), key=lambda one: len(one.value))
    assert isinstance(longest.value, str)
    assert len(longest.value) > 300
    drawn = " ".join(" ".join(pictures(data)).split())
    for words in ("Gwyŵn-Żółkiewska", "Adébáyọ̀", " ".join(longest.value.split())):
        assert words in drawn
    with pikepdf.open(io.BytesIO(data)) as pdf:
        boxes = {
            full_name(one): str(one.AS) for sheet in pdf.pages for one in sheet.get("/Annots", []) if one.FT == "/Btn"
        }
    assert set(boxes.values()) == {"/Yes", "/Off"}


def pictures(data: bytes) -> list[str]:
    """The words each field's picture draws, read through the map of the font that draws them."""
    found = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for sheet in pdf.pages:
            for field in sheet.get("/Annots", []):
                if field.FT == "/Btn":
                    continue
                shown, current = "", {}
                for operands, operator in pikepdf.parse_content_stream(field.AP.N):
                    if str(operator) == "Tf":
                        current = pdf_reader._characters(field.AP.N.Resources.Font[str(operands[0])])
                    elif str(operator) == "Tj":
                        shown += "".join(current[code] for code in bytes(operands[0]))
                found.append(shown)
    return found


def test_what_is_no_choice_of_a_list_still_stands_there() -> None:
    """A question that does not apply, or a choice an older form had, is offered beside the choices or as words."""
    asked = form("year_r_11")
    answers = {
        Address("meeting", "format"): NotApplicable("no meeting was held"),
        Address("meeting", "term"): Value("michaelmas"),
        Address("meeting", "invited", ("carer",)): NotApplicable("no carer"),
        Address("meeting", "extra_reason"): Value(("school_change", "gone")),
        Address("meeting", "pep_type"): Value("extra"),
    }
    data = render_form(asked, created=WHEN, record=PepRecord("", asked, "", answers))
    found = fields(data)
    assert "Not applicable: no meeting was held" in found["meeting.format"][1]
    assert "michaelmas" in found["meeting.term"][1]
    assert found["meeting.invited@carer"][0] in ("text", "several")
    assert found["meeting.extra_reason"][0] == "several"
    drawn = " ".join(pictures(data))
    assert "Not applicable: no carer" in drawn
    assert "gone" in drawn


def test_a_part_holds_no_answer_of_another() -> None:
    plan = sample_plan("year_r_11", date(2026, 11, 22))
    data = render_form(plan.form, created=WHEN, record=plan, owner=Role.CHILD)
    for name in fields(data):
        tab, _, rest = name.partition(".")
        assert plan.form.field(tab, re.split("[@.]", rest)[0]).owner is Role.CHILD
    everything = unpacked(data)
    theirs = [one.value for place, one in plan.answers.items() if isinstance(one, Value) and place.tab == "care"]
    written = [one for one in theirs if isinstance(one, str) and len(one) > 20]
    assert len(written) > 3
    for words in written:
        assert words.encode() not in everything
        assert words.encode("utf-16-be").hex().upper().encode() not in everything
        assert words.encode("utf-16-be") not in everything


def unpacked(data: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        out = io.BytesIO()
        pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all, qdf=True)
        return out.getvalue()


def test_a_letter_that_cannot_be_drawn_is_told_with_its_question() -> None:
    asked = form("year_r_11")
    record = PepRecord("", asked, "", {Address("meeting", "venue"): Value("Room \U0001f9ff")})
    with pytest.raises(NoGlyph, match=r"U\+1F9FF.*Place"):
        render_form(asked, created=WHEN, record=record)


def test_the_forms_font_has_every_letter_under_a_name_of_adobes_list() -> None:
    font = form_font()
    assert len(set(font.letters.values())) == len(font.letters)
    assert set("ŁłŻżŴŵŶŷĞğİıŞşČčŘřŐőȘșẂẃÅåß€£–’“") <= set(font.letters.values())
    known = TTFont(io.BytesIO(font.data)).getBestCmap()
    assert {ord(letter) for letter in font.letters.values()} <= set(known)
    for code, name in font.named.items():
        points = agl.LEGACY_AGL2UV[name]
        assert font.letters[code] == chr(points[0] if isinstance(points, list | tuple) else points)
        assert bytes([code]) not in b"\t\n\r()\\"


def test_nothing_stands_outside_the_page_and_no_two_fields_overlap() -> None:
    for name in FORMS:
        document = pypdfium2.PdfDocument(with_answers(name))
        width, height = document.get_page_size(0)
        document.close()
        with pikepdf.open(io.BytesIO(with_answers(name))) as pdf:
            for sheet in pdf.pages:
                boxes = [[float(edge) for edge in one.Rect] for one in sheet.get("/Annots", [])]
                for left, bottom, right, top in boxes:
                    assert 40 < left < right < width - 40
                    assert 50 < bottom < top < height - 50
                for number, one in enumerate(boxes):
                    assert not any(overlap(one, other) for other in boxes[number + 1 :])


def overlap(one: list[float], other: list[float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_a_long_name_of_the_form_and_a_long_answer_make_room(tmp_path: Path) -> None:
    """Four pages of words in one box: letters grow small, and nothing runs over the foot."""
    asked = replace(form("early_years"), title="A title " * 30)
    answers = {
        Address("meeting", "venue"): Value("word " * 60),
        Address("care", "care_plan"): Value("Long words. " * 900),
    }
    for question in asked.tab("care").fields:
        answers.setdefault(Address("care", question.id), Value("x"))
    data = render_form(asked, created=WHEN, record=PepRecord("", asked, "", answers))
    assert broken(data, tmp_path / "form.pdf") == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert min(float(one.Rect[1]) for sheet in pdf.pages for one in sheet.get("/Annots", [])) > 50
    assert pdf_forms.fields(data)["meeting.venue"][0] == "several"

"""Filling councils' own forms and reading them back: nothing lost, the look kept, other programs content."""

from __future__ import annotations

import io
import json
import subprocess
import zipfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from installers import checkers
from pepdesk import paths
from pepdesk.app.documents import sample_plan
from pepdesk.authority.loader import form_for, load_authority
from pepdesk.export.own_form import NO_BOX, NO_ITEM, OwnFormFilled, fill_own_form
from pepdesk.form.address import Address, RowsAt
from pepdesk.intake.own_form_mapping import Entry, Mapping, RowsOf, digest
from pepdesk.intake.own_form_places import find_places
from pepdesk.intake.own_form_read import FURTHER, LOST, SHARED, read_own_form
from pepdesk.intake.own_form_sheet import read_sheet
from pepdesk.intake.proposal import Kind, propose
from pepdesk.problem import ExportProblem, ImportProblem
from pepdesk.record.answers import NotKnown, Value
from pepdesk.record.record import PepRecord, new_record
from pepdesk.rules.assess import assess
from tests.intake.own_form_samples import OTHERS, maker

DAY = date(2026, 11, 22)
SHIPPED = paths.resources_dir() / "own_forms"
ALL = (*maker.FORMS, *OTHERS)


@cache
def form_and_mapping(name: str) -> tuple[bytes, Mapping]:
    """A form with the mapping its maker knows to be right."""
    if name in maker.FORMS:
        return maker.made(name)  # type: ignore[no-any-return]
    build, form = OTHERS[name]
    built = build()
    data = built.data()
    places = find_places(read_sheet(data))
    entries = tuple(
        Entry(place.at, place.words, one.answers, one.values, one.rows)
        for place, one in zip(places, built.truth, strict=True)
    )
    return data, Mapping(name, name, form, f"{name}.docx", digest(data), entries)


@cache
def plan(form_id: str) -> PepRecord:
    return sample_plan(form_id, DAY)


def fill(record: PepRecord, data: bytes, mapping: Mapping, *, further: bool = False) -> OwnFormFilled:
    return fill_own_form(record, assess(record, DAY).shown, data, mapping, further=further)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def form_of(form_id: str) -> Any:
    return form_for(paths.forms_dir(), form_id, load_authority(paths.forms_dir(), "england"))


def one_place(label: str, *answers: str, build: Any = None, values: tuple[str, ...] = ()) -> tuple[bytes, Mapping]:
    """A form with one place."""
    b = maker.Builder("Arial", "000000")
    (build or (lambda b: b.say(f"{label}: ________")))(b)
    data = b.data()
    (place,) = find_places(read_sheet(data))
    return data, Mapping("one", "One", "year_r_11", "one.docx", digest(data), (Entry(place.at, "", answers, values),))


@pytest.mark.parametrize("name", maker.FORMS)
def test_the_shipped_forms_and_mappings_are_what_the_script_writes(name: str) -> None:
    from pepdesk.intake.own_form_files import open_own_form

    data, mapping = form_and_mapping(name)
    assert (SHIPPED / f"{name}.docx").read_bytes() == data, "run python resources/own_forms/make_own_forms.py"
    assert open_own_form(SHIPPED / f"{name}.toml", form_of(mapping.form)).mapping == mapping


@pytest.mark.parametrize("name", ALL)
def test_what_is_filled_in_is_read_back_whole(name: str) -> None:
    data, mapping = form_and_mapping(name)
    record = plan(mapping.form)
    filled = fill(record, data, mapping)
    back = read_own_form(filled.data, data, mapping, record.form)
    proposal = propose(record, back)
    assert not back.not_understood
    assert not [one.label for one in back.found if one.doubtful == LOST]
    assert [one for one in proposal.items if one.kind is not Kind.SAME] == []
    assert len({one.address for one in proposal.items}) == filled.placed
    assert filled.placed >= 10
    answered = {one for one in record.answers if one in assess(record, DAY).shown}
    assert len(answered) == filled.placed + len(filled.left), "an answer is neither in the form nor in the report"


@pytest.mark.parametrize("name", ALL)
def test_everything_but_the_text_part_is_the_same_to_the_byte(name: str) -> None:
    data, mapping = form_and_mapping(name)
    before, after = parts(data), parts(fill(plan(mapping.form), data, mapping, further=True).data)
    assert before.keys() == after.keys()
    assert [one for one in before if before[one] != after[one]] == ["word/document.xml"]
    assert any(one.startswith("word/media/") for one in before)


@pytest.mark.checker("ooxml-validator")
@pytest.mark.parametrize("name", ALL)
def test_microsofts_validator_accepts_the_filled_forms(name: str, ooxml_validator: str, tmp_path: Path) -> None:
    data, mapping = form_and_mapping(name)
    file = tmp_path / "filled.docx"
    file.write_bytes(fill(plan(mapping.form), data, mapping, further=True).data)
    said = json.loads(subprocess.run([ooxml_validator, str(file)], capture_output=True, check=False).stdout)
    assert said["ok"], said["errors"][:3]


@pytest.mark.checker("soffice", "pdftotext")
def test_libreoffice_shows_every_answer(tmp_path: Path) -> None:
    for name in ALL:
        data, mapping = form_and_mapping(name)
        (tmp_path / f"{name}.docx").write_bytes(fill(plan(mapping.form), data, mapping).data)
    office = [checkers.find("soffice"), "--headless", f"-env:UserInstallation=file://{tmp_path}/lo", "--convert-to"]
    subprocess.run([*office, "pdf", "--outdir", str(tmp_path), *map(str, tmp_path.glob("*.docx"))], check=True,
                   capture_output=True, timeout=180)  # fmt: skip
    for name in ALL:
        data, mapping = form_and_mapping(name)
        seen = subprocess.run(
            [checkers.find("pdftotext"), str(tmp_path / f"{name}.pdf"), "-"], capture_output=True, check=True
        )
        letters = "".join(seen.stdout.decode().split())
        back = read_own_form(fill(plan(mapping.form), data, mapping).data, data, mapping, plan(mapping.form).form)
        short = [one.text for one in back.found if one.text and len(one.text) < 15 and one.text not in ("Yes", "No")]
        lost = [text for text in short if "".join(text.split()) not in letters]
        assert len(lost) <= 1, (name, lost)  # a box's words are ours, not the form's


@pytest.mark.checker("soffice")
def test_a_form_saved_by_libreoffice_is_read_back(tmp_path: Path) -> None:
    for name in ALL:
        data, mapping = form_and_mapping(name)
        (tmp_path / f"{name}.docx").write_bytes(fill(plan(mapping.form), data, mapping).data)
    office = [checkers.find("soffice"), "--headless", f"-env:UserInstallation=file://{tmp_path}/lo", "--convert-to"]
    (tmp_path / "out").mkdir()
    subprocess.run([*office, "docx", "--outdir", str(tmp_path / "out"), *map(str, tmp_path.glob("*.docx"))], check=True,
                   capture_output=True, timeout=180)  # fmt: skip
    for name in ALL:
        data, mapping = form_and_mapping(name)
        record = plan(mapping.form)
        back = read_own_form((tmp_path / "out" / f"{name}.docx").read_bytes(), data, mapping, record.form)
        wrong = [one for one in propose(record, back).items if one.kind is not Kind.SAME]
        assert not wrong, (name, wrong[:3])


def test_more_rows_than_the_form_has_are_copied_and_come_back() -> None:
    data, mapping = form_and_mapping("fields")
    record = new_record(form_of("year_r_11"), "2026-11-22T12:00:00+00:00")
    rows = tuple(f"row{number}" for number in range(9))
    record.rows[RowsAt("notes", "action")] = rows
    for number, row in enumerate(rows):
        record.answers[Address("notes", "action_what", (row,))] = Value(f"Action number {number}")
        record.answers[Address("notes", "action_who", (row,))] = Value("Ms Grey" if number % 2 else "Mr Brown")
    filled = fill(record, data, mapping)
    assert filled.placed == 18
    back = [one.text for one in read_own_form(filled.data, data, mapping, record.form).found if one.text]
    assert [one for one in back if one.startswith("Action")] == [f"Action number {number}" for number in range(9)]
    text = parts(filled.data)["word/document.xml"].decode()
    assert ">9.<" in text  # the number before the row goes on counting


def test_what_has_no_place_is_reported_with_its_reason_and_can_stand_at_the_end() -> None:
    boxes = lambda b: b.say("Term: ☐ Autumn ☐ Spring")  # noqa: E731
    data, mapping = one_place("Term", "meeting.term", build=boxes, values=("autumn", "spring"))
    record = new_record(form_of("year_r_11"), "2026-11-22T12:00:00+00:00")
    record.answers[Address("meeting", "term")] = Value("summer")
    record.answers[Address("meeting", "venue")] = NotKnown("The office")
    filled = fill(record, data, mapping, further=True)
    assert [(str(one.address), one.why == NO_BOX) for one in filled.left] == [
        ("meeting.venue", False),
        ("meeting.term", True),
    ]
    said = " ".join(one.text for one in read_sheet(filled.data).blocks if hasattr(one, "text"))
    assert f"{FURTHER}: Meeting" in said
    assert "Term: Summer" in said
    assert "The office will find out." in said
    assert FURTHER not in parts(fill(record, data, mapping).data)["word/document.xml"].decode()


def test_a_list_without_a_fitting_item_is_left_open_and_said() -> None:
    build = lambda b: b.control(b.say("Gender: "), "G", "", "list", ("Woman", "Man"))  # noqa: E731
    data, mapping = one_place("Gender", "child.gender", build=build, values=("female", ""))
    record = new_record(form_of("year_r_11"), "2026-11-22T12:00:00+00:00")
    record.answers[Address("child", "gender")] = Value("male")
    assert [one.why for one in fill(record, data, mapping).left] == [NO_ITEM]
    record.answers[Address("child", "gender")] = Value("female")
    filled = fill(record, data, mapping)
    assert (filled.placed, filled.left) == (1, ())
    assert read_own_form(filled.data, data, mapping, record.form).found[0].text == "Girl or young woman"


@pytest.mark.parametrize(
    "text", ["One line.", "First.\n\nThird, with a\ttab & <angle> ]]> “quotes”.", "Łódź 李 محمد", "x" * 9000]
)
@pytest.mark.parametrize("where", ["line", "cell", "control", "room", "legacy", "bookmark"])
def test_any_text_comes_back_from_any_kind_of_place(where: str, text: str) -> None:
    def build(b: Any) -> None:
        if where == "line":
            b.say("Notes: ______________")
        elif where == "cell":
            b.pairs(b.table(2), ("Notes", ()))
        elif where == "control":
            b.control(b.say("Notes: "), "N", "", "text")
        elif where == "legacy":
            b.legacy(b.say("Notes: "), "N")
        elif where == "bookmark":
            b.bookmark(b.say("Notes: "), "N")
        else:
            cell = b.table(1).add_row().cells[0]
            b.label(cell, "Notes")
            cell.add_paragraph()

    data, mapping = one_place("Notes", "notes.discussion", build=build)
    record = new_record(form_of("year_r_11"), "2026-11-22T12:00:00+00:00")
    record.answers[Address("notes", "discussion")] = Value(text)
    (found,) = read_own_form(fill(record, data, mapping).data, data, mapping, record.form).found
    assert found.text == text


def test_the_answer_takes_the_look_of_its_place() -> None:
    from docx import Document
    from docx.shared import Pt

    b = maker.Builder("Arial", "000000")
    paragraph = b.say("Notes: ")
    run = paragraph.add_run("__________")
    run.italic, run.font.size = True, Pt(17)
    data = b.data()
    (place,) = find_places(read_sheet(data))
    mapping = Mapping(
        "one", "One", "year_r_11", "one.docx", digest(data), (Entry(place.at, "", ("notes.discussion",)),)
    )
    record = new_record(form_of("year_r_11"), "2026-11-22T12:00:00+00:00")
    record.answers[Address("notes", "discussion")] = Value("Written")
    done = Document(io.BytesIO(fill(record, data, mapping).data))
    (written,) = [one for each in done.paragraphs for one in each.runs if one.text == "Written"]
    assert (written.italic, written.font.size) == (True, Pt(17))


def test_a_form_filled_by_hand_is_read_although_text_grew_and_rows_were_added() -> None:
    from docx import Document

    data, mapping = form_and_mapping("anyshire_tables")
    document = Document(io.BytesIO(data))
    front, people, targets = document.tables[0], document.tables[1], document.tables[9]
    front.cell(0, 1).text = "Ana Maria Silva Costa"
    front.cell(0, 3).text = "3/4/2015"
    front.cell(0, 3).add_paragraph("")
    people.cell(1, 0).text, people.cell(1, 1).text, people.cell(1, 3).text = "social worker", "Jo Field", "Yes"
    for _ in range(2):
        people.add_row()
    people.cell(8, 0).text, people.cell(8, 1).text = "Swimming coach", "Al Pool"
    targets.cell(1, 1).text = "Read for ten minutes"
    targets.cell(1, 2).text = "Paired reading\nLibrary visit"
    document.add_paragraph("Somebody wrote below the form.")
    stream = io.BytesIO()
    document.save(stream)
    back = read_own_form(stream.getvalue(), data, mapping, form_of("year_r_11"))
    got = {str(one.address): one for one in back.found if one.text}
    assert got["child.surname"].doubtful == SHARED
    assert got["child.date_of_birth"].text == "3/4/2015"
    assert got["meeting.name@social_worker"].text == "Jo Field"
    assert (got["meeting.other_role@new1"].text, got["meeting.other_name@new1"].text) == ("Swimming coach", "Al Pool")
    assert got["targets.strategy_what@new1/new2"].text == "Library visit"
    assert any("below the form" in one.text for one in back.not_understood)


def test_a_place_whose_words_were_taken_out_is_said_to_be_lost() -> None:
    from docx import Document

    data, mapping = form_and_mapping("anyshire_lines")
    document = Document(io.BytesIO(data))
    gone = next(one for one in document.paragraphs if one.text.startswith("Name of setting"))
    gone._p.getparent().remove(gone._p)
    stream = io.BytesIO()
    document.save(stream)
    back = read_own_form(stream.getvalue(), data, mapping, form_of("early_years"))
    assert [str(one.address) for one in back.found if one.doubtful == LOST] == ["school.name"]


def test_another_document_or_another_version_is_refused() -> None:
    data, mapping = form_and_mapping("anyshire_tables")
    other, _ = form_and_mapping("anyshire_lines")
    with pytest.raises(ImportProblem, match="not a copy"):
        read_own_form(other, data, mapping, form_of("year_r_11"))
    with pytest.raises(ImportProblem, match="another version"):
        read_own_form(data, other, mapping, form_of("year_r_11"))
    with pytest.raises(ExportProblem, match="another version"):
        fill(plan("year_r_11"), other, mapping)
    with pytest.raises(ExportProblem, match="another kind"):
        fill(plan("post_16"), data, mapping)


def test_single_answers_under_headings_and_a_lone_box_work_both_ways() -> None:
    def build(b: Any) -> None:
        table = b.table(3)
        b.headings(table, "Name", "DOB", "Interpreter")
        row = table.add_row()
        row.cells[2].text = "☐"

    b = maker.Builder("Arial", "000000")
    build(b)
    data = b.data()
    (place,) = find_places(read_sheet(data))
    rows = (RowsOf("", ("child.first_name + child.surname", "child.date_of_birth", "child.interpreter")),)
    mapping = Mapping("one", "One", "year_r_11", "one.docx", digest(data), (Entry(place.at, "", rows=rows),))
    record = new_record(form_of("year_r_11"), "2026-11-22T12:00:00+00:00")
    for name, value in (
        ("first_name", "Jo"),
        ("surname", "Lee"),
        ("date_of_birth", "2015-04-03"),
        ("interpreter", "yes"),
    ):
        record.answers[Address("child", name)] = Value(value)
    filled = fill(record, data, mapping)
    assert (filled.placed, filled.left) == (4, ())
    back = read_own_form(filled.data, data, mapping, record.form)
    assert [one.text for one in back.found] == ["Jo", "Lee", "3 April 2015", "Yes"]

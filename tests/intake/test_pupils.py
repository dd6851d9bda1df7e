"""Pupil basics from a CSV export: many shapes of file, near-miss headings, nothing believed that is not understood."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pepdesk import paths
from pepdesk.form.address import Address
from pepdesk.form.loader import load_form
from pepdesk.intake.pupil_columns import COLUMNS, column_for
from pepdesk.intake.pupils import LARGEST_FILE, MOST_ROWS, answers_for, read_pupils
from pepdesk.problem import ImportProblem
from pepdesk.record.answers import text_of
from pepdesk.rules.shape import misshapen

FORM = load_form(paths.forms_dir(), "year_r_11")
ROWS = (
    ("Legal Forename", "Surname", "Dob", "UPN", "NC Year", "Gender", "Ethnicity", "SEN Status", "% Attendance", "Dorm"),
    ("Łucja", "O’Neill-Żak", "09/03/2014", "T660400126014", "Year 8", "F", "WOTH", "K", "95.30%", "Red"),
    ("Sam", "Müller", "2015-11-02 00:00:00", "b801200005001", "7", "Male", "White British", "N", "101", "Blue"),
)  # fmt: skip


def file(delimiter: str = ",", encoding: str = "utf-8", rows: tuple[tuple[str, ...], ...] = ROWS) -> bytes:
    return "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows).encode(encoding)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_of_any_usual_shape_gives_the_same_answers(delimiter: str, encoding: str) -> None:
    found = read_pupils(file(delimiter, encoding), FORM)
    assert [pupil.name for pupil in found.pupils] == ["Łucja O’Neill-Żak", "Sam Müller"]
    assert found.unknown == ("Dorm",)
    got = {str(address): text_of(answer) for address, answer in answers_for(found.pupils[0], FORM)}
    assert got == {
        "child.first_name": "Łucja", "child.surname": "O’Neill-Żak", "child.date_of_birth": "2014-03-09",
        "child.upn": "T660400126014", "child.year_group": "8", "child.gender": "female", "child.ethnicity": "woth",
        "sen.status": "sen_support", "attendance.percent": "95.3",
    }  # fmt: skip


def test_windows_letters_and_a_separator_line_are_read() -> None:
    data = b"sep=;\r\nForename;Surname\r\nZo\xeb;M\xfcller \x96 Kay\r\n"
    assert read_pupils(data, FORM).pupils[0].name == "Zoë Müller – Kay"


def test_what_is_not_understood_is_shown_and_not_proposed() -> None:
    second = read_pupils(file(), FORM).pupils[1]
    lost = [cell.heading for cell in second.cells if cell.column and not cell.understood]
    assert lost == ["% Attendance"]
    got = {address.field: text_of(answer) for address, answer in answers_for(second, FORM)}
    assert "percent" not in got
    assert (got["date_of_birth"], got["upn"], got["ethnicity"]) == ("2015-11-02", "B801200005001", "wbri")
    assert (got["gender"], got["status"]) == ("male", "none")


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("First Name", "first_name"), ("Pupil's Legal First Name", "first_name"), ("Surnmae", "surname"),
        ("Date_of_Birth", "date_of_birth"), ("D.O.B.", "date_of_birth"), ("Student UPN", "upn"),
        ("NCYear", "year_group"),
        ("Reg Group", "class_name"), ("Preferred Forename", "preferred_name"), ("Attendance %", "percent"),
        ("Preferred Surname", None), ("Middle Names", None), ("Parent Forename", None), ("Place of Birth", None),
        ("Mother's first name", None), ("Date of Entry", "on_roll"), ("", None), ("x", None), ("Notes", None),
    ],
)  # fmt: skip
def test_a_heading_is_known_by_its_many_names_and_not_taken_for_another(heading: str, field: str | None) -> None:
    found = column_for(heading)
    assert (found.field if found else None) == field


def test_of_two_headings_for_one_question_the_surer_one_counts() -> None:
    data = b"Surname,Legal Surname,Forename\nUsedname,Birthname,Ana\n"
    found = read_pupils(data, FORM)
    assert found.pupils[0].name == "Ana Birthname", "the form asks for the legal name"
    assert found.unknown == ("Surname",)


def test_a_formula_is_only_words() -> None:
    data = b'Forename,Surname,UPN\n"=HYPERLINK(""http://x"")","@SUM(A1)",=1+1\n'
    pupil = read_pupils(data, FORM).pupils[0]
    assert pupil.name == '=HYPERLINK("http://x") @SUM(A1)'
    assert Address("child", "upn") not in dict(answers_for(pupil, FORM))


def test_pupils_are_found_by_name_number_or_birthday() -> None:
    found = read_pupils(file(), FORM)
    assert [one.line for one in found.matching("müller sam")] == [3]
    assert [one.line for one in found.matching("T6604")] == [2]
    assert [one.line for one in found.matching("2014-03-09")] == [2]
    assert found.matching("nobody") == ()


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\n\n", b"%PDF-1.7", b"PK\x03\x04\x00\x00", b"Colour,Size\nred,4\n", b"\xff\xfeA",
        b"x" * (LARGEST_FILE + 1),
        b"Forename\n" + b"A\n" * (MOST_ROWS + 1), b"Forename," * 300 + b"\n", b'Forename\n"' + b"a" * 200_000,
    ],
)  # fmt: skip
def test_what_is_no_list_of_pupils_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(ImportProblem) as told:
        read_pupils(data, FORM)
    assert told.value.advice


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=8), max_size=5), st.binary(max_size=200))
def test_any_cells_give_answers_that_fit_their_question_or_none(rows: list[list[str]], noise: bytes) -> None:
    heading = ",".join(column.names[0] for column in COLUMNS[:8])
    body = "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    for data in (f"{heading}\n{body}".encode("utf-8", "replace"), noise, heading.encode() + b"\n" + noise):
        try:
            found = read_pupils(data, FORM)
        except ImportProblem:
            continue
        for pupil in found.pupils:
            for address, answer in answers_for(pupil, FORM):
                field = FORM.field(address.tab, address.field)
                assert not [one for one in misshapen(field, address, answer, FORM) if one.level == "must"]  # type: ignore[arg-type]

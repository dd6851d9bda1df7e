"""A Word form to fill in: sound for Microsoft's validator, every answer in one marked cell, the rest protected."""

from __future__ import annotations

import io
import json
import subprocess
import zipfile
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from pepdesk.app.catalogue import take_authority, take_form
from pepdesk.app.documents import sample_plan
from pepdesk.app.forms_to_fill import FormOrder
from pepdesk.export.form_names import LONGEST, Names, bookmark, read_tag, tag
from pepdesk.export.form_sheet import Questions, form_sheet
from pepdesk.export.word_form import Origin, render
from pepdesk.form.model import Form, Role
from pepdesk.problem import FormProblem
from pepdesk.record.answers import Value

FORMS = ("early_years", "year_r_11", "post_16")
CREATED = "2026-11-22T09:00:00+00:00"


@cache
def whole(form_id: str) -> Form:
    return take_form(form_id, take_authority("england"))


@cache
def _template(form_id: str, owner: Role | None) -> bytes:
    return render(form_sheet(whole(form_id), owner), Origin(take_authority("england"), CREATED))


def template(form: Form, owner: Role | None = None) -> bytes:
    return _template(form.id, owner)


def document(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def controls(data: bytes) -> list[Any]:
    return list(document(data).element.body.iter(qn("w:sdt")))


@pytest.mark.checker("ooxml-validator")
@pytest.mark.parametrize("form_id", FORMS)
def test_microsofts_validator_accepts_it_blank_and_filled(form_id: str, tmp_path: Path, ooxml_validator: Path) -> None:
    record = sample_plan(form_id, date(2026, 11, 22))
    (tmp_path / "blank.docx").write_bytes(template(whole(form_id)))
    plan = render(form_sheet(record.form, None, record), Origin(record.authority, CREATED, of_plan=True))
    (tmp_path / "plan.docx").write_bytes(plan)
    for name in ("blank.docx", "plan.docx"):
        told = subprocess.run([ooxml_validator, tmp_path / name], check=True, capture_output=True, text=True).stdout
        assert json.loads(told)["errors"] == []


@pytest.mark.parametrize("form_id", FORMS)
def test_every_answer_has_one_cell_a_tag_a_title_and_a_bookmark_of_its_own(form_id: str) -> None:
    form = whole(form_id)
    sheet = form_sheet(form)
    data = template(form)
    asked = [ask.address for ask in sheet.asks()]
    assert len(set(asked)) == len(asked)
    fields = {one.id for tab in form.tabs for one in tab.fields if one.type not in ("note", "attachment", "mark")}
    assert {address.field for address in asked} <= fields  # which are left out: test_only_if.py
    cells: dict[Any, set[Any]] = {}
    for control in controls(data):
        known = read_tag(control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")))
        assert known is not None
        cells.setdefault(next(control.iterancestors(qn("w:tc"))), set()).add(known[0])
        assert 0 < len(control.find(f"{qn('w:sdtPr')}/{qn('w:alias')}").get(qn("w:val"))) <= LONGEST
        assert control.getparent().tag == qn("w:p")  # at the level of text: LibreOffice keeps no others
        assert control.find(f"{qn('w:sdtPr')}/{qn('w:lock')}").get(qn("w:val")) == "sdtLocked"
    assert sorted(str(one) for found in cells.values() for one in found) == sorted(map(str, asked))
    names = [one.get(qn("w:name")) for one in document(data).element.body.iter(qn("w:bookmarkStart"))]
    assert len({name.lower() for name in names}) == len(names)
    assert max(map(len, names)) <= 40
    known_names = Names(form)
    read = [known_names.read(name) for name in names]
    assert {one[0] for one in read if one} == set(asked)


@pytest.mark.parametrize("form_id", FORMS)
def test_a_bookmark_tells_its_address_and_option_again(form_id: str) -> None:
    form = whole(form_id)
    names = Names(form)
    for ask in form_sheet(form).asks():
        for option in ("", *(choice.value for choice in ask.choices if ask.ticks)):
            assert names.read(bookmark(ask.address, option)) == (ask.address, option)
            assert len(tag(ask.address, option)) <= LONGEST


def test_only_answers_can_be_typed_in_and_no_password_is_set() -> None:
    settings = zipfile.ZipFile(io.BytesIO(template(whole("year_r_11")))).read("word/settings.xml").decode()
    assert 'w:documentProtection w:edit="forms" w:enforcement="1"/>' in settings
    free = render(form_sheet(whole("year_r_11")), Origin(None, CREATED, protect=False))
    assert b"documentProtection" not in zipfile.ZipFile(io.BytesIO(free)).read("word/settings.xml")


def test_the_file_says_which_form_it_is_and_nothing_of_it_needs_a_clock() -> None:
    form = whole("post_16")
    data = template(form, Role.SOCIAL_WORKER)
    said = zipfile.ZipFile(io.BytesIO(data)).read("docProps/custom.xml").decode()
    for words in ("post_16", "england", "social_worker", f">{form.version}<"):
        assert words in said
    properties = document(data).core_properties
    assert (properties.title, properties.language) == (form.title, "en-GB")
    _template.cache_clear()
    assert template(form, Role.SOCIAL_WORKER) == data


def test_headings_go_down_step_by_step_and_tables_are_named() -> None:
    found = document(template(whole("year_r_11")))
    levels = [int(p.style.name[-1]) for p in found.paragraphs if p.style.name.startswith("Heading")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for table in found.element.body.iter(qn("w:tbl")):
        properties = table.find(qn("w:tblPr"))
        assert properties.find(qn("w:tblCaption")).get(qn("w:val"))
        look = properties.find(qn("w:tblLook"))
        assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) != ("0", "0")


def test_an_owners_part_asks_that_owner_only_and_holds_nothing_kept_from_them() -> None:
    record = sample_plan("year_r_11", date(2026, 11, 22))
    sheet = form_sheet(record.form, Role.CARER, record)
    assert {ask.field.owner for ask in sheet.asks()} == {Role.CARER}
    teacher = {ask.field.owner for ask in form_sheet(record.form, Role.DESIGNATED_TEACHER).asks()}
    assert teacher == {Role.DESIGNATED_TEACHER, Role.BOTH}
    words = zipfile.ZipFile(io.BytesIO(render(sheet, Origin(None, CREATED, of_plan=True)))).read("word/document.xml")
    hidden = [
        answer.value
        for address, answer in record.answers.items()
        if "carer" in record.form.field(address.tab, address.field).hide_from
        and isinstance(answer, Value)
        and isinstance(answer.value, str)
        and len(answer.value) > 12
    ]
    assert hidden
    assert not [one for one in hidden if one.encode() in words]


def test_targets_stand_ready_with_steps_and_costs_and_a_plans_rows_come_first() -> None:
    blank = form_sheet(whole("year_r_11"))
    rows = {ask.address.rows for ask in blank.asks() if ask.address.field == "strategy_what"}
    assert rows == {(f"new{target}", f"new{step}") for target in (1, 2, 3) for step in (1, 2, 3, 4)}
    record = sample_plan("year_r_11", date(2026, 11, 22))
    own = [
        ask.address.rows[0] for ask in form_sheet(record.form, None, record).asks() if ask.address.field == "outcome"
    ]
    assert own[:3] == ["r1", "r2", "r3"]


def test_a_year_group_leaves_out_rows_of_other_years() -> None:
    form = whole("year_r_11")
    year_3 = {ask.address for ask in form_sheet(form, None, FormOrder(form, None, year_group="3").source).asks()}
    everything = {ask.address for ask in form_sheet(form).asks()}
    assert year_3 < everything
    assert not [one for one in year_3 if one.field.startswith("gcse") and one.rows]


def test_a_part_nobody_is_asked_for_is_said() -> None:
    form = whole("year_r_11")
    asked = {field.owner for tab in form.tabs for field in tab.fields}
    (nobody,) = {Role.PARENT} - asked or {Role.PARENT}
    if nobody in asked:
        pytest.fail("the form now asks the parent: choose another owner for this test")
    with pytest.raises(FormProblem, match="asks nothing of"):
        form_sheet(form, nobody)


def test_long_answers_get_room_and_help_stands_with_the_question() -> None:
    sheet = form_sheet(whole("year_r_11"))
    need = next(ask for part in sheet.parts if isinstance(part, Questions) for ask in part.asks if ask.help)
    data = template(whole("year_r_11"))
    cell = next(tc for tc in document(data).element.body.iter(qn("w:tc")) if need.help in "".join(tc.itertext()))
    assert need.field.label in "".join(cell.itertext())
    heights = [int(one.get(qn("w:val"))) for one in document(data).element.body.iter(qn("w:trHeight"))]
    assert max(heights) >= 1250


def test_every_row_that_is_a_table_of_its_own_stands_under_its_name() -> None:
    sheet = form_sheet(whole("year_r_11"))
    named = [part.name for part in sheet.parts if isinstance(part, Questions) and part.name]
    assert {"English", "Maths", "Subject 3"} <= set(named)
    package = document(template(whole("year_r_11")))
    printed = [one.text for one in package.paragraphs if one.style.name == "Caption"]
    assert printed == named
    for one in package.paragraphs:
        if one.style.name == "Caption":
            assert one._p.getnext().tag == qn("w:tbl")
            assert one.paragraph_format.keep_with_next or one.style.paragraph_format.keep_with_next


def test_what_goes_on_after_an_inner_table_says_what_it_belongs_to() -> None:
    package = document(template(whole("year_r_11")))
    heads = [one.text for one in package.paragraphs if one.style.name.startswith("Heading")]
    after = {head: heads[place + 1] for place, head in enumerate(heads[:-1])}
    assert after["Target 1: What it costs"] == "Target 1, continued"
    assert heads[0] == "Personal Education Plan:\nReception to Year 11"


def test_no_table_of_the_form_leaves_its_first_or_last_row_alone() -> None:
    for table in document(template(whole("year_r_11"))).tables:
        rows = [row for row in table._tbl.tr_lst if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None]
        kept = [
            all(p.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for p in row.iter(qn("w:p"))) for row in rows
        ]
        assert kept[-1] is False
        if len(rows) > 1:
            assert kept[0]
        if len(rows) > 2:
            assert kept[-2]

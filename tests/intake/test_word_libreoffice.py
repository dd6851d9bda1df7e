"""A Word form filled in LibreOffice, by what keys and mouse do there, comes back whole, protected or not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from installers.checkers import SYSTEM_PYTHON
from pepdesk.app.catalogue import take_authority, take_form
from pepdesk.export.form_names import bookmark
from pepdesk.export.form_sheet import Ask, FormSheet, form_sheet
from pepdesk.export.word_form import Origin, render
from pepdesk.form.address import Address
from pepdesk.form.model import FieldType
from pepdesk.intake.proposal import Kind, propose
from pepdesk.intake.read import read_filled
from pepdesk.intake.word_form import IN_LIBREOFFICE
from pepdesk.record.record import new_record
from pepdesk.record.values import shown
from tests.checkers import sessions
from tests.intake.word_forms import CREATED, read_here
from tests.small_form import small_form

FILL = Path(sessions.__file__).with_name("uno_fill.py")
DAY = "12 October 2026"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with sessions.office(tmp_path_factory.mktemp("office")) as pipe:
        yield pipe


def typed(number: int, ask: Ask) -> tuple[str, dict[str, object]]:
    """What a person puts into the field of that number: the text to be read back, and how it is put in."""
    kind = ask.field.type
    if ask.choices:
        words = ask.choices[number % len(ask.choices)].words
        return words, {"tick": 1} if ask.ticks else {"choose": words}
    if kind is FieldType.DATE:
        return DAY, {"date": DAY}
    if kind in (FieldType.NUMBER, FieldType.MONEY):
        return f"£{number + 1}" if kind is FieldType.MONEY else str(number % 20), {}
    words = f"Łukasz Ŵyn <{number}> & more"
    return (f"{words}\nand £{number}", {}) if kind is FieldType.PARAGRAPH else (words, {})


def filled_in(sheet: FormSheet, folder: Path, pipe: str, *, protect: bool) -> tuple[bytes, dict[Address, str]]:
    """The form as LibreOffice saved it after everything was filled in, and what was put in where."""
    form, target, answers = folder / "form.docx", folder / "filled.docx", folder / "answers.json"
    form.write_bytes(render(sheet, Origin(None, CREATED, protect=protect)))
    wanted, put_in = {}, {}
    for number, ask in enumerate(sheet.asks()):
        words, how = typed(number, ask)
        option = ask.choices[number % len(ask.choices)].value if ask.ticks else ""
        wanted[ask.address] = words
        put_in[bookmark(ask.address, option)] = how or {"type": words}
    answers.write_text(json.dumps(put_in))
    more = {"PYTHONPATH": str(FILL.parent)}
    done = sessions.run([SYSTEM_PYTHON, FILL, pipe, form, target, answers], more, 400)
    told = json.loads(done.stdout)
    assert (told["missing"], told["refused"]) == ([], [])
    assert told["fields"] >= len(put_in)
    return target.read_bytes(), wanted


@pytest.mark.checker("soffice")
@pytest.mark.checker("uno")
@pytest.mark.parametrize("protect", [True, False])
def test_every_kind_of_field_comes_back(office: str, tmp_path: Path, protect: bool) -> None:
    form = small_form(tmp_path / "forms")
    data, wanted = filled_in(form_sheet(form), tmp_path, office, protect=protect)
    filled = read_here(data, form)
    assert {one.address: one.text for one in filled.found} == wanted
    assert {one.how for one in filled.found} == {"bookmark"}
    assert (filled.source, filled.remarks, filled.not_understood) == ("libreoffice", (IN_LIBREOFFICE,), ())
    record = new_record(form, CREATED)
    proposal = propose(record, filled)
    assert {one.kind for one in proposal.items} == {Kind.NEW}
    record.apply(proposal.batch(proposal.items))
    said = sorted(shown(form.field(at.tab, at.field), form, one) for at, one in record.answers.items())
    assert len(said) == len(wanted)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.checker("soffice")
@pytest.mark.checker("uno")
@pytest.mark.parametrize("protect", [True, False])
@pytest.mark.parametrize("form_id", ["year_r_11", "early_years", "post_16"])
def test_every_answer_of_a_whole_form_comes_back(office: str, tmp_path: Path, form_id: str, protect: bool) -> None:
    sheet = form_sheet(take_form(form_id, take_authority("england")))
    data, wanted = filled_in(sheet, tmp_path, office, protect=protect)
    filled = read_filled(data)
    assert {one.address: one.text for one in filled.found} == wanted
    assert filled.not_understood == ()

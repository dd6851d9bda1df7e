"""The sample plans: each opens on its form, and the checks find the faults that its first lines say were planted."""

from __future__ import annotations

import re
from datetime import date

import pytest

from pepdesk import paths
from pepdesk.app.documents import MORE_SAMPLES, SAMPLES, sample_plan
from pepdesk.form.address import Address
from pepdesk.form.loader import form_ids
from pepdesk.form.propose import propose_form, year_group_for
from pepdesk.record.answers import text_of
from pepdesk.record.record import PepRecord
from pepdesk.rules.assess import assess

UNSEEN = "# Only a careful reader"
ALL = ({sample: form for form, sample in SAMPLES.items()} | MORE_SAMPLES).items()
LISTED = [(sample, form) for sample, form in ALL if sample in ("year_6", "post_16")]


def plan(sample: str, form: str) -> PepRecord:
    return sample_plan(form, date(2026, 11, 22), sample)


def answer(record: PepRecord, place: str) -> str:
    return text_of(record.answers.get(Address.parse(place)))


def planted(sample: str) -> tuple[set[str], set[str]]:
    """The addresses in the first lines of a sample: those that checks find, and those only a reader does."""
    text = (paths.resources_dir() / "sample" / f"{sample}.toml").read_text(encoding="utf-8")
    seen, _, unseen = text.partition("\n[")[0].partition(UNSEEN)
    found, rest = (set(re.findall(r"^# ([a-z_]+\.[a-z_]\S*)  ", part, re.MULTILINE)) for part in (seen, unseen))
    return found, rest


def test_every_form_has_a_sample_and_each_sample_is_there_once() -> None:
    assert set(SAMPLES) == set(form_ids(paths.forms_dir()))
    there = {file.stem for file in (paths.resources_dir() / "sample").glob("*.toml")}
    assert there == {*SAMPLES.values(), *MORE_SAMPLES}


@pytest.mark.parametrize(("sample", "form"), ALL)
def test_each_sample_is_on_the_form_that_would_be_proposed_for_the_child(sample: str, form: str) -> None:
    record = plan(sample, form)
    born = date.fromisoformat(answer(record, "child.date_of_birth"))
    met = date.fromisoformat(answer(record, "meeting.date"))
    year = answer(record, "child.year_group")
    assert propose_form(born, met, year) == propose_form(born, met) == form
    assert year_group_for(born, met) == year


@pytest.mark.parametrize(("sample", "form"), ALL)
def test_the_checks_find_every_planted_fault_and_nothing_else(sample: str, form: str) -> None:
    record = plan(sample, form)
    found = assess(record, date.fromisoformat(answer(record, "meeting.date"))).issues
    wanted, _ = planted(sample)
    assert {str(issue.address) for issue in found} == wanted


@pytest.mark.parametrize(("sample", "form"), LISTED)
def test_what_only_a_reader_sees_is_a_question_on_show(sample: str, form: str) -> None:
    record = plan(sample, form)
    shown = assess(record, date(2026, 11, 22)).shown
    _, unseen = planted(sample)
    assert unseen
    assert {place for place in unseen if Address.parse(place) not in shown} == set()

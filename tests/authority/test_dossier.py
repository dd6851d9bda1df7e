"""Every row of the research on authorities is in the data with its source, or left out with a reason.

The rows are kept here by our own names (``data/dossier_rows.toml``), so the proof needs nothing outside the repository;
where the research itself lies beside it (``../shared``), its tables are counted against ours.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pepdesk.authority.linter import find_strangers
from pepdesk.authority.loader import authority_ids, load_authority, read_pack
from pepdesk.authority.model import Authority, Sourced
from pepdesk.form.loader import load_form
from pepdesk.form.packs import find_packs
from pepdesk.rules.quality_tests import TESTS

ROOT = Path(__file__).parents[2]
FORMS = ROOT / "forms"
DATA = Path(__file__).parent / "data"
DOSSIER = ROOT.parent / "shared" / "domain" / "dossier.md"
PLACED = tomllib.loads((DATA / "dossier_rows.toml").read_text("utf-8"))
LEFT_OUT = tomllib.loads((FORMS / "authorities" / "left_out.toml").read_text("utf-8"))
TABLES = ("b2", "b3", "b4", "b8", "c_rubrics", "c_criteria")
VARIANTS = ("st_helens_framework", "st_helens_professionals")


@cache
def authority(name: str) -> Authority:
    return load_authority(FORMS, name)


@cache
def variant(name: str) -> Authority:
    """A roll-up of St Helens' other pages: a whole pack that only the tests carry."""
    return read_pack(find_packs(DATA)[name], find_packs(FORMS)["england"])


def headings(of: Authority) -> set[str]:
    """The headings that an authority resolves to, like "clock.first_pep"."""
    many: dict[str, tuple[Any, ...]] = {
        "deadline": of.deadlines, "target_mix": of.target_mix, "cap": of.caps, "spend": of.spend,
        "transition": of.transitions, "rubric_area": of.rubric.areas, "setting": of.settings,
    }  # fmt: skip
    found = {f"{kind}.{rule.id}" for kind, rules in many.items() for rule in rules}
    found |= {f"clock.{clock.id}{'_emergency' * clock.emergency}" for clock in of.clocks}
    return found | {f"voice.{voice.role.value}" for voice in of.voices} | ({"rubric"} if of.rubric.words else set())


def missing(place: str) -> str:
    """Why a place named in the list is not there; "" if it is."""
    kind, _, rest = place.partition(" ")
    if kind == "test":
        return "" if rest in TESTS else "no such test"
    if kind == "form":
        tab, _, field = rest.partition(".")
        asked = {(one.id, question.id) for form in map(load, FORM_IDS) for one in form.tabs for question in one.fields}
        return "" if (tab, field) in asked else "no form asks it"
    if kind == "variant":
        name, _, heading = rest.partition(" ")
        return "" if heading.strip("[]") in headings(variant(name)) else "not in the variant"
    heading = place[place.index("[") + 1 : -1]
    if rest.startswith("["):
        return "" if heading in headings(authority(kind)) else "not in the authority"
    file = FORMS / "authorities" / kind / f"{rest.partition(' ')[0]}.toml"
    table, _, name = heading.partition(".")
    return (
        "" if file.is_file() and name in tomllib.loads(file.read_text("utf-8")).get(table, {}) else "not in the overlay"
    )


FORM_IDS = ("early_years", "year_r_11", "post_16")
load = cache(lambda form_id: load_form(FORMS, form_id))


def test_every_row_that_went_into_the_data_is_where_the_list_says() -> None:
    lost = {
        f"{table} {row}: {place}": why
        for table, rows in PLACED.items()
        for row, places in rows.items()
        for place in places
        if (why := missing(place))
    }
    assert not lost
    assert all(places for rows in PLACED.values() for places in rows.values())


def test_no_row_is_both_in_the_data_and_left_out_and_every_one_left_out_has_a_reason() -> None:
    assert set(PLACED) == set(TABLES)
    assert set(LEFT_OUT) <= set(TABLES)
    for table, rows in LEFT_OUT.items():
        assert not rows.keys() & PLACED[table].keys()
        assert all(len(reason.split()) >= 6 for reason in rows.values()), table


def test_the_list_has_as_many_rows_as_the_research() -> None:
    """Figures counted once from the research; the next test counts them again where the research is at hand."""
    count = {table: len(PLACED[table]) + len(LEFT_OUT.get(table, {})) for table in TABLES}
    assert (count["b2"], count["b4"], count["c_criteria"]) == (sum(B2_CELLS.values()), 13, 12)
    assert len({row.split(".")[0] for row in (*PLACED["b3"], *LEFT_OUT["b3"])}) == B3_ROWS + 1  # and the national sums
    assert len({row.split(".")[0] for row in (*PLACED["b8"], *LEFT_OUT["b8"])}) == B8_ROWS
    assert Counter(row.split(".")[0] for row in (*PLACED["b2"], *LEFT_OUT["b2"])) == B2_CELLS


B2_CELLS = {
    "system": 5, "initial": 3, "frequency": 5, "arranges": 4, "chair": 2, "writes": 4, "before": 3, "after": 3,
    "targets": 4, "cap": 5, "spend": 4, "payment": 3, "sdq": 1, "ehcp": 1, "transitions": 3, "voices": 5, "sign_off": 3,
    "next_date": 3, "deadlines": 3, "room": 3, "virtual_school": 4, "rating": 4,
}  # fmt: skip
"""The cells of table b2 that say something, row by row in the research's order."""
B3_ROWS, B8_ROWS = 23, 8


@pytest.mark.skipif(not DOSSIER.is_file(), reason="the research is not beside this copy of the repository")
def test_the_research_has_not_grown_a_row_that_we_do_not_know() -> None:
    b2 = table_rows("### b2")
    assert [sum(cell != "–" for cell in row[1:]) for row in b2] == list(B2_CELLS.values())
    assert (len(table_rows("### b3")), len(table_rows("### b8"))) == (B3_ROWS, B8_ROWS)
    assert section("### b4").count(";") + 1 == 13
    assert len(table_rows("## c.")) == 12
    assert len(re.findall(r"^\d\. ", section("## c."), re.MULTILINE)) == 5


def section(title: str) -> str:
    """The text of one section of the research, up to the next title."""
    text = DOSSIER.read_text("utf-8")
    start = text.index(f"\n{title}") + 1
    body = text[text.index("\n", start) :]
    return re.split(r"\n#{2,3} |\n---\n", body, maxsplit=1)[0].strip()


def table_rows(title: str) -> list[list[str]]:
    """The rows of the first table in a section, without its head."""
    lines = [line for line in section(title).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


@pytest.mark.parametrize("name", authority_ids(FORMS))
def test_no_authority_names_an_area_tab_or_test_that_does_not_exist(name: str) -> None:
    assert not find_strangers(authority(name), [load(form_id) for form_id in FORM_IDS], TESTS)


@pytest.mark.parametrize("name", authority_ids(FORMS))
def test_people_read_the_names_of_the_documents_and_no_tags(name: str) -> None:
    told = [one.source for one in sources(authority(name))]
    assert told
    for source in told:
        assert not re.search(r"\[[A-Z]|dossier|seed \d", source, re.IGNORECASE), source
        assert not re.search(r"\s[,;:.)]|\s\s|\bafter\s*[,:;]|\bby\s*[,:;]|\band\s*[,:;]|^\W|\s$", source), source


def sources(of: object) -> Iterator[Sourced]:
    """Every source that an authority's rules carry."""
    if isinstance(of, Sourced):
        yield of
    elif isinstance(of, tuple | list):
        for one in of:
            yield from sources(one)
    elif is_dataclass(of):
        for field in fields(of):
            yield from sources(getattr(of, field.name))


@pytest.mark.parametrize("name", authority_ids(FORMS))
def test_every_tag_of_a_source_is_explained_to_the_officer(name: str) -> None:
    known = set(re.findall(r"\b[A-Z]+\d*\b", (FORMS / "authorities" / "sources.md").read_text("utf-8"))) | {"BG"}
    text = (FORMS / "authorities" / name / "authority.toml").read_text("utf-8")
    assert set(re.findall(r"\[([A-Z]{1,7}\d{0,2})\]", text)) <= known

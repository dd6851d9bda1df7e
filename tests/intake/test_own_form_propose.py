"""What is proposed for the places of councils' forms: measured on the three shipped ones and on four of other styles.

Precision and recall are asked for per form. "small_ones" was written last and judged before anything was mended for it.
"""

from __future__ import annotations

from functools import cache, partial
from typing import Any

import pytest

from pepdesk import paths
from pepdesk.authority.loader import form_for, load_authority
from pepdesk.form.model import Form
from pepdesk.intake.own_form_match import Phrasebook, values_for
from pepdesk.intake.own_form_places import find_places
from pepdesk.intake.own_form_propose import Proposed, propose_entries
from pepdesk.intake.own_form_sheet import read_sheet
from tests.intake.own_form_samples import OTHERS, maker

SHIPPED = {name: (partial(maker.built, name), told["form"]) for name, told in maker.FORMS.items()}
ENGLAND = load_authority(paths.forms_dir(), "england")


@cache
def form_of(form_id: str) -> Form:
    return form_for(paths.forms_dir(), form_id, ENGLAND)


def proposed_for(build: Any, form_id: str) -> tuple[list[Proposed], list[Any]]:
    built = build()
    found = propose_entries(find_places(read_sheet(built.data())), Phrasebook(form_of(form_id), paths.forms_dir()))
    return list(found), built.truth


def figures(found: list[Proposed], truth: list[Any]) -> tuple[float, float, float]:
    """Precision, recall, and the share of those called sure that are right."""
    right = [
        one.entry.answers == wanted.answers and one.entry.rows[:1] == wanted.rows[:1]
        for one, wanted in zip(found, truth, strict=True)
    ]
    used = [one.entry.is_used for one in found]
    good = sum(fits and there for fits, there in zip(right, used, strict=True))
    sure = [fits for one, fits in zip(found, right, strict=True) if one.is_sure and one.entry.is_used]
    asked = sum(bool(wanted.answers or wanted.rows) for wanted in truth)
    return good / sum(used), good / asked, sum(sure) / len(sure)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_place_of_the_shipped_forms_is_found_and_nearly_all_are_matched(name: str) -> None:
    found, truth = proposed_for(*SHIPPED[name])
    precision, recall, sure = figures(found, truth)
    print(f"{name}: precision {precision:.2f}, recall {recall:.2f}, sure and right {sure:.2f}")
    assert min(precision, recall) >= 0.9
    assert sure >= 0.95


@pytest.mark.parametrize("name", OTHERS)
def test_forms_in_other_styles_are_matched_by_four_fifths_without_help(name: str) -> None:
    found, truth = proposed_for(*OTHERS[name])
    precision, recall, sure = figures(found, truth)
    print(f"{name}: precision {precision:.2f}, recall {recall:.2f}, sure and right {sure:.2f}")
    assert min(precision, recall) >= 0.8
    assert sure >= 0.85


def test_boxes_take_the_value_whose_words_they_bear_and_each_value_only_once() -> None:
    offered = (("initial", "First PEP since coming into care"), ("review", "Termly review"), ("extra", "Extra PEP"))
    assert values_for(("Termly review", "Something else", "Extra"), offered) == ("review", "", "extra")
    assert values_for(("",), (("yes", "Yes"), ("no", "No"))) == ("yes",)
    assert values_for(("No", "Yes"), (("yes", "Yes"), ("no", "No"))) == ("no", "yes")


def test_a_tag_that_is_our_own_address_is_certain() -> None:
    builder = maker.Builder("Arial", "000000")
    paragraph = builder.say("Something nobody could guess: ")
    builder.control(paragraph, "pep_child.upn", "")
    place = find_places(read_sheet(builder.data()))
    (one,) = propose_entries(place, Phrasebook(form_of("year_r_11"), paths.forms_dir()))
    assert (one.entry.answers, one.confidence) == (("child.upn",), 1.0)


def test_a_document_without_any_place_gets_no_proposal() -> None:
    builder = maker.Builder("Arial", "000000")
    builder.say("Guidance for schools. Nothing is to be filled in here.")
    assert find_places(read_sheet(builder.data())) == ()


def test_every_other_word_leads_to_questions_that_some_form_has() -> None:
    import tomllib

    words = tomllib.loads((paths.forms_dir() / "other_words.toml").read_text(encoding="utf-8"))
    forms = [form_of(one) for one in ("early_years", "year_r_11", "post_16")]
    known = {f"{question.tab}.{question.id}" for form in forms for tab in form.tabs for question in tab.fields}
    groups = {f"{tab.id}.{group.id}" for form in forms for tab in form.tabs for group in tab.groups}
    assert not {one for keys in words["words"] for one in keys.split(" + ")} - known
    assert not set(words["tables"]) - groups

"""British spelling as a teacher meets it: real slips are found, and names, abbreviations and codes are left alone."""

from __future__ import annotations

from datetime import date

import hunspell
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepdesk import paths
from pepdesk.app.documents import SAMPLES, sample_plan
from pepdesk.app.spelling import Speller
from pepdesk.form.model import FieldType
from pepdesk.record.answers import text_of


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller()


def words(speller: Speller, text: str) -> list[str]:
    return [text[start:end] for start, end in speller.misspelt(text)]


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("recieve", "receive"), ("seperate", "separate"), ("definately", "definitely"), ("attendence", "attendance"),
        ("behavour", "behaviour"), ("tommorow", "tomorrow"), ("independant", "independent"), ("freind", "friend"),
        ("becuase", "because"), ("writting", "writing"), ("progess", "progress"), ("embarassed", "embarrassed"),
    ],
)  # fmt: skip
def test_a_usual_slip_is_found_and_the_word_that_was_meant_is_offered(speller: Speller, slip: str, meant: str) -> None:
    text = f"She will {slip} it. {slip.capitalize()} too."
    assert words(speller, text) == [slip, slip.capitalize()]
    assert meant in speller.suggest(slip)


def test_american_spelling_is_not_british(speller: Speller) -> None:
    american = ["favorite", "color", "behavior", "center"]
    assert words(speller, "his favorite color and behavior at the center") == american
    assert words(speller, "his favourite colour and behaviour at the centre") == []


def test_names_abbreviations_codes_and_addresses_are_left_alone(speller: Speller) -> None:
    text = (
        "Met Miss Okonkwo-Łuczak and the SENCO, CAMHS and ELSA; SPaG and GCSEs in KS3. Mail ta@elm.sch.uk, "
        "see www.elm.sch.uk/pep, UPN A123456789012, 3x weekly, 10am, Ofsted’s view, “wellbeing” and co-regulation."
    )
    assert words(speller, text) == []


def test_names_of_the_plan_are_right_even_without_a_capital(speller: Speller) -> None:
    assert words(speller, "zofiah and zofiah’s friend") == ["zofiah", "zofiah’s"]
    speller.accept(["Zofiah Brzęk"])
    assert words(speller, "zofiah and zofiah’s friend. Brzęk came.") == []
    speller.forget()
    assert words(speller, "zofiah") == ["zofiah"]


def test_the_sample_plans_have_no_slip(speller: Speller) -> None:
    for form_id in SAMPLES:
        plan = sample_plan(form_id, date(2026, 11, 22))
        texts = {
            address: text_of(answer)
            for address, answer in plan.answers.items()
            if plan.form.field(address.tab, address.field).type is FieldType.PARAGRAPH
        }
        names = [text_of(a) for at, a in plan.answers.items()
                 if plan.form.field(at.tab, at.field).type in (FieldType.LINE, FieldType.PERSON)]  # fmt: skip
        speller.accept(names)
        assert {at: found for at, text in texts.items() if (found := words(speller, text))} == {}
        speller.forget()


def test_the_list_of_schools_holds_only_what_the_dictionary_does_not_know() -> None:
    place = paths.resources_dir() / "spelling"
    own = [line for line in (place / "schools.txt").read_text("utf-8").splitlines() if not line.startswith("#")]
    assert own == sorted(set(own))
    dictionary = hunspell.Hunspell("en_GB", hunspell_data_dir=str(place))
    assert [word for word in own if dictionary.spell(word)] == []


@given(st.text(max_size=300))
def test_any_text_has_its_places_in_order(text: str) -> None:
    spans = SHARED.misspelt(text)
    assert list(spans) == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)


SHARED = Speller()

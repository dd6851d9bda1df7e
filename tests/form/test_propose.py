"""Which form and year group are proposed for a child: school years by 31 August, and what school says comes first."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepdesk import paths
from pepdesk.form.loader import load_form
from pepdesk.form.model import YEAR_GROUPS
from pepdesk.form.propose import leaving_day, propose_form, year_group_for

AUTUMN = date(2026, 11, 22)
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("born", "on", "year"),
    [
        (date(2025, 3, 1), AUTUMN, "E1"),
        (date(2024, 9, 1), AUTUMN, "E2"),
        (date(2023, 9, 1), AUTUMN, "N1"),
        (date(2022, 9, 1), AUTUMN, "N2"),
        (date(2022, 8, 31), AUTUMN, "R"),
        (date(2021, 9, 1), AUTUMN, "R"),
        (date(2021, 8, 31), AUTUMN, "1"),
        (date(2014, 3, 9), AUTUMN, "8"),  # the sample child of Year 8
        (date(2014, 3, 9), date(2027, 8, 31), "8"),
        (date(2014, 3, 9), date(2027, 9, 1), "9"),
        (date(2010, 9, 1), AUTUMN, "11"),
        (date(2010, 8, 31), AUTUMN, "12"),
        (date(2007, 9, 1), AUTUMN, "14"),
        (date(2007, 8, 31), AUTUMN, ""),
        (AUTUMN + timedelta(days=1), AUTUMN, ""),
    ],
)
def test_the_year_group_follows_31_august(born: date, on: date, year: str) -> None:
    assert year_group_for(born, on) == year


@pytest.mark.parametrize(
    ("born", "year_group", "in_school", "form"),
    [
        (date(2022, 9, 1), "", True, "early_years"),
        (date(2022, 8, 31), "", True, "year_r_11"),
        (date(2010, 9, 1), "", True, "year_r_11"),
        (date(2010, 8, 31), "", True, "post_16"),
        (date(2003, 1, 1), "", True, "post_16"),  # past Year 14, with an EHC plan perhaps
        (date(2010, 8, 31), "11", True, "year_r_11"),  # repeats Year 11: what school says counts
        (date(2010, 8, 31), "11", False, "post_16"),
        (date(2010, 9, 30), "11", False, "year_r_11"),  # 16 and off roll, but school owes them a place until June
        (date(2010, 9, 1), "12", True, "post_16"),
        (date(2021, 1, 1), "N2", True, "early_years"),
        (date(2014, 3, 9), "Class 8", True, "year_r_11"),  # not a year group: the age decides
    ],
)
def test_the_form_follows_the_year_group_said_and_otherwise_the_age(
    born: date, year_group: str, in_school: bool, form: str
) -> None:
    assert propose_form(born, AUTUMN, year_group, in_school=in_school) == form


def test_reception_may_be_kept_on_the_early_years_form() -> None:
    assert propose_form(date(2022, 8, 31), AUTUMN, reception="early_years") == "early_years"


def test_leaving_day_is_the_last_friday_of_june_in_year_11() -> None:
    assert leaving_day(date(2010, 9, 1)) == leaving_day(date(2011, 8, 31)) == date(2027, 6, 25)
    assert leaving_day(date(2010, 8, 31)) == date(2026, 6, 26)


@given(DAYS, DAYS)
def test_a_child_never_moves_back_a_year_and_moves_up_at_most_one_a_day(born: date, on: date) -> None:
    today, tomorrow = year_group_for(born, on), year_group_for(born, on + timedelta(days=1))
    if today and tomorrow:
        assert YEAR_GROUPS.index(tomorrow) - YEAR_GROUPS.index(today) in (0, 1)


@given(DAYS, DAYS)
def test_the_form_proposed_by_age_is_one_for_that_year_group(born: date, on: date) -> None:
    if year := year_group_for(born, on):
        assert year in years_of(propose_form(born, on))


@cache
def years_of(form_id: str) -> tuple[str, ...]:
    return load_form(paths.forms_dir(), form_id).years

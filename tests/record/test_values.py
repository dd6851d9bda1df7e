"""What people type, what is stored, what is read."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepdesk.form.model import FieldType
from pepdesk.record.values import long_date, read_date, read_money, read_number, stored, year_group_words


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("3/9/26", "2026-09-03"),
        ("03.09.2026", "2026-09-03"),
        ("3 Sept 2026", "2026-09-03"),
        ("3rd September, 2026", "2026-09-03"),
        ("Thursday 3rd of September 2026", "2026-09-03"),
        ("2026-9-3", "2026-09-03"),
        ("9 march 14", "2014-03-09"),
        ("1 Jan 61", "1961-01-01"),
        ("31/2/2026", "31/2/2026"),
        ("soon", "soon"),
        ("13/13/2026", "13/13/2026"),
    ],
)
def test_dates_are_read_as_people_write_them_and_kept_if_not_understood(typed: str, kept: str) -> None:
    assert stored(FieldType.DATE, typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("3/9/26 2pm", "2026-09-03T14:00"),
        ("3 September 2026 at 9.15 am", "2026-09-03T09:15"),
        ("2026-09-03T14:05", "2026-09-03T14:05"),
        ("3/9/26", "2026-09-03"),
        ("3/9/26 at 25:00", "3/9/26 at 25:00"),
        ("12 Nov 2026 12am", "2026-11-12T00:00"),
    ],
)
def test_dates_with_times_are_read(typed: str, kept: str) -> None:
    assert stored(FieldType.DATETIME, typed) == kept


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (FieldType.MONEY, "£1,200", "1200.00"),
        (FieldType.MONEY, "38.5", "38.50"),
        (FieldType.MONEY, "50%", "50%"),
        (FieldType.NUMBER, " 93.60 ", "93.6"),
        (FieldType.NUMBER, "95%", "95"),
        (FieldType.NUMBER, "100", "100"),
        (FieldType.NUMBER, "about 5", "about 5"),
        (FieldType.NUMBER, "1,5", "1,5"),
        (FieldType.NUMBER, "3 4", "3 4"),
        (FieldType.NUMBER, "1 234,567.5", "1234567.5"),
        (FieldType.NUMBER, "5 %", "5"),
        (FieldType.NUMBER, "- 5", "-5"),
        (FieldType.NUMBER, "5%5", "5%5"),
        (FieldType.MONEY, "£ 12,00", "£ 12,00"),
        (FieldType.MONEY, "£ 12 000", "12000.00"),
        (FieldType.MONEY, "1£2", "1£2"),
        (FieldType.LINE, "a\x07b\ud800", "ab"),
    ],
)
def test_numbers_and_money_are_read(kind: FieldType, typed: str, kept: str) -> None:
    assert stored(kind, typed) == kept


@given(st.dates(date(1960, 1, 1), date(2059, 12, 31)))
def test_every_date_is_read_back_from_the_way_it_is_shown(day: date) -> None:
    assert read_date(long_date(day.isoformat())) == day
    assert read_date(f"{day.day}/{day.month}/{day:%y}") == day


@given(st.sampled_from(FieldType), st.text(max_size=40))
def test_reading_never_fails_and_storing_twice_changes_nothing(kind: FieldType, typed: str) -> None:
    once = stored(kind, typed)
    assert stored(kind, once) == once
    read_number(typed)


def test_a_share_is_no_sum_of_money() -> None:
    assert read_money("50%") is None
    assert read_money("£50") == 50


def test_year_groups_are_said_in_words() -> None:
    words = [year_group_words(year) for year in ("E1", "E2", "N2", "R", "8")]
    assert words == ["Under 2 years old", "2 years old", "Nursery 2", "Reception", "Year 8"]

"""Which saves may go."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from pepdesk.storage.thinning import Aged, to_remove

NOW = datetime.datetime(2026, 11, 22, 15, 0, tzinfo=ZoneInfo("Europe/London"))


def minutes_ago(minutes: float) -> int:
    return int((NOW - datetime.timedelta(minutes=minutes)).timestamp() * 1000)


def left(ages: list[float]) -> list[int]:
    """Numbers that stay, of saves made so many minutes ago, oldest first."""
    generations = [Aged(number, minutes_ago(age), False) for number, age in enumerate(ages, 1)]
    going = to_remove(generations, NOW)
    return [one.number for one in generations if one.number not in going]


def test_the_newest_five_stay_even_within_one_minute() -> None:
    assert left([0.5] * 9) == [5, 6, 7, 8, 9]


def test_today_keeps_the_last_save_of_every_ten_minutes() -> None:
    today = [float(age) for age in range(120, -1, -1)]  # one a minute since 13:00
    stay = left(today)
    assert stay[-5:] == [117, 118, 119, 120, 121]
    assert stay[:-5] == [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110]


def test_older_days_keep_their_last_save_for_thirty_days() -> None:
    day = 24 * 60.0
    ages = [age for days in range(40, 0, -1) for age in (days * day, days * day - 60)]
    stay = left([*ages, *[0.0] * 5])
    assert len(stay) == 30 + 5
    assert all(number % 2 == 0 for number in stay[:30])


def test_today_is_the_day_where_the_person_is() -> None:
    auckland = datetime.datetime(2026, 11, 22, 0, 30, tzinfo=ZoneInfo("Pacific/Auckland"))
    at = [int((auckland - datetime.timedelta(minutes=back)).timestamp() * 1000) for back in (50, 40, 20, 10, *[0] * 5)]
    generations = [Aged(number, saved, False) for number, saved in enumerate(at, 1)]
    assert to_remove(generations, auckland) == [1], "of yesterday only the last stays, though it is 11:50 UTC"


@given(st.lists(st.tuples(st.integers(-(2**63), 2**63), st.booleans()), max_size=60))
def test_whatever_the_clock_said_the_newest_and_the_wanted_stay(saves: list[tuple[int, bool]]) -> None:
    generations = [Aged(number, at, wanted) for number, (at, wanted) in enumerate(saves, 1)]
    going = to_remove(generations, NOW)
    assert going == sorted(set(going))
    assert not set(going) & {one.number for one in generations[-5:]}
    assert not set(going) & {one.number for one in generations if one.for_good}
    rest = [one for one in generations if one.number not in going]
    assert to_remove(rest, NOW) == [], "thinning twice removes nothing more"


def test_of_saves_with_an_impossible_time_the_last_stays() -> None:
    generations = [Aged(number, 10**18, False) for number in range(1, 4)]
    generations += [Aged(number, minutes_ago(0), False) for number in range(4, 9)]
    assert to_remove(generations, NOW) == [1, 2]

"""Days and left-out days in the words of a British office.

The names of months are written here because the system's own change with its language.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pepdesk.dates.count import Skipped

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PLAIN_MONTHS, PLAIN_WEEKDAYS = tuple(name.lower() for name in MONTHS), tuple(name.lower() for name in WEEKDAYS)
"""The same in small letters, to find them in what people write."""


def skipped_in_words(skipped: tuple[Skipped, ...]) -> str:
    """The days left out, in one line: "3 weekends, half-term 26 to 30 October 2026, INSET day 2 November 2026"."""
    days = sorted(skipped, key=lambda one: one.day)
    runs: list[tuple[str, date, date]] = []
    for one in days:
        same = next((place for place, run in enumerate(runs) if _goes_on(run, one, days)), None)
        if same is None:
            runs.append((one.reason, one.day, one.day))
        else:
            runs[same] = (one.reason, runs[same][1], one.day)
    spans = [run for run in runs if run[0] not in WEEKDAYS]
    lonely = {
        one.day - timedelta(days=one.day.weekday())
        for one in days
        if one.day.weekday() >= 5 and not any(first < one.day < last for _, first, last in spans)
    }
    weekends = [f"{len(lonely)} weekend{'s' if len(lonely) > 1 else ''}"] if lonely else []
    return ", ".join(weekends + [f"{why} {span_in_words(first, last)}" for why, first, last in spans])


def _goes_on(run: tuple[str, date, date], one: Skipped, days: list[Skipped]) -> bool:
    """Whether ``one`` continues ``run``: the same reason, and no day that counted between the two."""
    between = [day.day for day in days if run[2] <= day.day <= one.day]
    return run[0] == one.reason and all(_next_to(a, b) for a, b in pairwise(between))


def _next_to(day: date, later: date) -> bool:
    """Whether no weekday lies between the two."""
    return (later - day).days <= 1 or ((later - day).days <= 3 and day.weekday() >= 4 and later.weekday() in (0, 6))


def day_in_words(day: date) -> str:
    """Like "2 November 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def span_in_words(first: date, last: date) -> str:
    """Like "26 to 30 October 2026" or "19 December 2026 to 3 January 2027"; one day like ``day_in_words``."""
    if first == last:
        return day_in_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day_in_words(last)}"
    begun = f"{first.day} {MONTHS[first.month - 1]}" if first.year == last.year else day_in_words(first)
    return f"{begun} to {day_in_words(last)}"

"""Counting so many working days, school days, weeks or months from a day, and saying which days were left out and why.

The day counted from is day nought. "20 days" of a kind that nobody wrote down has three readings: ``readings``.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from pepdesk.authority.model import DayKind

if TYPE_CHECKING:
    from pepdesk.dates.calendar import Calendar

KINDS_MEANT = (DayKind.CALENDAR, DayKind.WORKING, DayKind.SCHOOL)
"""What "days" can mean where a document does not say."""
_LONGEST_WAIT = 800  # days: no school is closed for longer; a calendar that says so has a slip in it


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that did not count (for school weeks: each weekday of a week that did not), and why, in words."""

    day: date
    reason: str


@dataclass(frozen=True, slots=True)
class Count:
    """Where a count ends. ``certain`` is False when it rests on guessed term dates, or the kind was a guess."""

    due: date
    skipped: tuple[Skipped, ...]
    kind: DayKind
    certain: bool


@lru_cache(maxsize=4096)
def count(start: date, n: int, kind: DayKind, calendar: Calendar, after: bool = True) -> Count:
    """The day that lies ``n`` of ``kind`` after ``start`` (or before it), never counting ``start`` itself.

    ``n`` below 1 is ``start``. Months end on the same day of the month, or its last. A school week is a week in which
    school is open at all; the weekday stays. Of an unknown kind the soonest reading is given, as not certain.
    Days before year 1 or after 9999 are held there.
    """
    way = 1 if after else -1
    match kind:
        case _ if n < 1:
            return Count(start, (), kind, certain=True)
        case DayKind.UNKNOWN:
            soonest = readings(start, n, calendar, after)[0]
            return Count(soonest.due, soonest.skipped, kind, certain=False)
        case DayKind.WORKING | DayKind.SCHOOL:
            return _days(start, n, kind, calendar, way)
        case DayKind.SCHOOL_WEEKS:
            return _school_weeks(start, n, calendar, way)
        case DayKind.MONTHS:
            return Count(_months(start, way * n), (), kind, certain=True)
        case _:
            return Count(_moved(start, way * n * (7 if kind is DayKind.WEEKS else 1)), (), kind, certain=True)


def readings(start: date, n: int, calendar: Calendar, after: bool = True) -> tuple[Count, ...]:
    """The three things that "``n`` days" can mean, soonest first."""
    counts = (count(start, n, kind, calendar, after) for kind in KINDS_MEANT)
    return tuple(sorted(counts, key=lambda one: one.due))


def _days(start: date, n: int, kind: DayKind, calendar: Calendar, way: int) -> Count:
    day, left, closed_since = start, n, 0
    certain = True
    skipped = []
    while left and closed_since < _LONGEST_WAIT:
        if (further := _moved(day, way)) == day:
            break
        day = further
        reason = calendar.why_closed(day, kind)
        certain = certain and (kind is DayKind.WORKING or day.weekday() >= 5 or calendar.certain(day))
        if reason:
            skipped.append(Skipped(day, reason))
            closed_since += 1
        else:
            left, closed_since = left - 1, 0
    return Count(day, tuple(skipped), kind, certain and not left)


def _school_weeks(start: date, n: int, calendar: Calendar, way: int) -> Count:
    day, left, closed_since = start, n, 0
    certain = True
    skipped = []
    while left and closed_since < _LONGEST_WAIT:
        if (further := _moved(day, 7 * way)) - day != timedelta(days=7 * way):
            break
        day = further
        monday = _moved(day, -day.weekday())
        week = [_moved(monday, weekday) for weekday in range(5)]
        certain = certain and all(calendar.certain(one) for one in week)
        if any(calendar.is_open(one, DayKind.SCHOOL) for one in week):
            left, closed_since = left - 1, 0
        else:
            skipped += [Skipped(one, calendar.why_closed(one, DayKind.SCHOOL)) for one in week]
            closed_since += 7
    return Count(day, tuple(skipped), DayKind.SCHOOL_WEEKS, certain and not left)


def _months(start: date, months: int) -> date:
    number = start.year * 12 + start.month - 1 + months
    year, month = number // 12, number % 12 + 1
    if not date.min.year <= year <= date.max.year:
        return date.max if months > 0 else date.min
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def _moved(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min

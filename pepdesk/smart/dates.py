"""When a moment falls: calendar dates, terms, holidays and school years, read from the day the target is set."""

from __future__ import annotations

import re
from datetime import date, timedelta

from pepdesk.dates.usual import easter
from pepdesk.dates.words import PLAIN_MONTHS, PLAIN_WEEKDAYS
from pepdesk.smart.terms import WEEKS_ALLOWED, TermCalendar, half_term
from pepdesk.smart.tokens import pattern

_MONTH_NUMBER = {name[:3]: place for place, name in enumerate(PLAIN_MONTHS, 1)}

MONTH = (
    r"(?:(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b)"
)
WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\b)"
FULL_DATE = r"(?:\d{4}-\d{2}-\d{2}\b|\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})\b)"
_NTH = r"\d{1,2}(?:st|nd|rd|th)?\b"
DAY = (
    rf"(?:{WEEKDAY}?,? ?(?:the )?(?:{FULL_DATE}|{_NTH} (?:of )?{MONTH}(?:,? \d{{4}}\b)?"
    rf"|{MONTH} (?:the )?{_NTH}(?!:)(?:,? \d{{4}}\b)?|\d{{1,2}}/\d{{1,2}}\b|\d{{1,2}}(?:st|nd|rd|th)\b))"
)

# Too far off whatever the day: a year, a stage of schooling, leaving, a birthday.
_FAR = (
    r"annual|phase\b|time (?:he|she|they|i) (?:is|am|are|turns?) \d|turn(?:s|ing)? \d|(?:school|academic|iep|calendar"
    r"|college|this|next|the|our|a|of) year\b|year[- ]end|year's|mid-year"
    r"|^year$|key stage|\bks ?\d|\b(?:year|yr\.?) (?:\d|one|two|three|four|five|six|seven|eight"
    r"|nine|ten|ele|twe)"
    r"|\by\d{1,2}\b|\bage\b|leav|graduat|finish(?:es|ing)? (?:school|college)|birthday|reception|primary"
    r"|secondary|sixth form|adulthood|grade \d|\d(?:st|nd|rd|th) grade|(?:third|3rd|fourth|4th"
    r"|final) quarter"
    r"|nursery|(?:end|close|last week|last day) of (?:the )?next (?:\w+ )?(?:term|semester)"
    r"|(?:school|college)$"
)


def after(set_on: date, count: float, unit: str) -> tuple[date | None, bool]:
    """The day ``count`` units after ``set_on`` and whether it is soon enough; three months count as 13 weeks."""
    if "half" in unit:
        return None, count <= 2
    if unit.startswith("term"):
        return None, count <= 1
    days = {"d": 1.0, "w": 7.0, "f": 14.0, "m": 30.5, "y": 365.0}[unit[0]] * min(count, 5000.0)
    due = set_on + timedelta(days=round(days)) if days < 36500 else None
    return due, count < 3 if unit.startswith("m") else days <= 7 * WEEKS_ALLOWED


def fall(moment: str, set_on: date, terms: TermCalendar, *, dated: bool) -> tuple[date | None, bool]:
    """The day ``moment`` falls (None: unknown) and whether that is soon enough.

    With ``dated`` false nobody said when the target is set: a named term, holiday or meeting is the coming one.
    """
    due = _calendar_day(moment, set_on)
    if due is not None:
        # A month alone is judged by its middle: "by December" is this term, though the 31st lies in the holidays.
        middle = due.replace(day=15) if not re.search(r"\d", moment) and pattern(MONTH).search(moment) else due
        return due, terms.allows(middle, set_on)
    if pattern(_FAR).search(moment):
        return None, False
    due = _season_day(moment, set_on, terms)
    year = re.search(r"\b20\d\d\b", moment)
    if due is not None and year and int(year.group()) > due.year:
        due = _season_day(moment, date(int(year.group()), 1, 1), terms)
    if due is not None and dated:
        return due, terms.allows(due, set_on)
    return due, not re.search(r"\b20\d\d\b", moment)


def gone(moment: str, due: date | None, set_on: date) -> bool:
    """Whether ``due`` lies behind ``set_on``, or is the return of a day without a year that went by in eight weeks."""
    if due is None or due < set_on:
        return due is not None
    yearless = re.search(r"\d", moment) and not re.search(r"\d{4}|\d[/.]\d{1,2}[/.]\d", moment)
    return bool(yearless) and (due - set_on).days > 365 - 56


def _calendar_day(moment: str, set_on: date) -> date | None:
    """The first day on or after ``set_on`` that the words name; a month alone means its last day."""
    if match := re.search(r"(\d{4})-(\d{2})-(\d{2})", moment):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := re.search(r"\b(\d{1,2})[/.](\d{1,2})(?:[/.](\d{2,4}))?\b", moment):
        return _next(int(match[1]), int(match[2]), match[3], set_on)
    month = re.search(rf"\b{MONTH}", moment)
    if month and not re.search(r"half|holiday|break|birthday", moment):
        day = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b", moment)
        year = re.search(r"\b(20\d\d)\b", moment)
        place = _MONTH_NUMBER[month.group()[:3]]
        return _next(int(day[1]) if day else _usual_day(moment), place, year[1] if year else None, set_on)
    if match := re.fullmatch(r"(?:the )?(\d{1,2})(?:st|nd|rd|th)", moment):
        days = (set_on + timedelta(days=later) for later in range(62))
        return next((day for day in days if day.day == int(match[1])), None)
    if match := re.search(WEEKDAY, moment):
        return set_on + timedelta(days=(PLAIN_WEEKDAYS.index(match.group()) - set_on.weekday() - 1) % 7 + 1)
    return None


def _usual_day(moment: str) -> int:
    """The day of the month meant when none is given: its start, its middle or its last day."""
    if re.search(r"start|beginning|early", moment):
        return 7
    return 15 if "mid" in moment else 31


def _next(day: int, month: int, year: str | None, set_on: date) -> date | None:
    """That day in ``year``, or, without a year, its next return on or after ``set_on``."""
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    if year is not None:
        return _day(int(year) + (2000 if len(year) == 2 else 0), month, day)
    due = _day(set_on.year, month, day)
    return due if due is None or due >= set_on else _day(set_on.year + 1, month, day)


def _day(year: int, month: int, day: int) -> date | None:
    """That date, or the last day of a shorter month; None outside the calendar."""
    for shorter in range(4):
        try:
            return date(year, month, day - shorter)
        except ValueError:
            continue
    return None


def _season_day(moment: str, set_on: date, terms: TermCalendar) -> date | None:
    """The day of a named term, half-term or holiday, as far as the calendar can tell."""
    if match := re.search(r"half[- ]?term", moment):
        months = {"oct": 10, "aut": 10, "feb": 2, "spr": 2, "may": 5, "whi": 5, "sum": 5}
        named = next((months[key] for key in months if re.search(rf"\b{key}", moment[: match.start()])), None)
        if named is None:
            return None
        return _first(set_on, half_term(named, set_on.year), half_term(named, set_on.year + 1))
    fixed = {"bonfire": (11, 5), "fawkes": (11, 5), "hallowe": (10, 31), "new year": (1, 1), "thanksg": (11, 26)}
    for word, (month, day) in fixed.items():
        if word in moment:
            return _next(day, month, None, set_on)
    if "easter" in moment:
        return _first(set_on, easter(set_on.year), easter(set_on.year + 1))
    if re.search(r"christmas|xmas|michaelmas", moment):
        return terms.end_of("autumn", set_on)
    if match := re.search(r"\b(autumn|spring|summer)( 1| one)?\b", moment):
        if match[2]:
            return _season_day(match[1] + " half-term", set_on, terms)
        return terms.end_of(match[1], set_on)
    return None


def _first(set_on: date, *days: date) -> date:
    return min((day for day in days if day >= set_on), default=days[-1])

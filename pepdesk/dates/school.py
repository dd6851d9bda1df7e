"""The school's own dates, from ``school_dates.toml``: terms, INSET and other closed days, one-off bank holidays.

An office person edits the file, so every fault is told in words, all at once. It holds no personal data.
How to write it: forms/README.md, "The school's own dates".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pepdesk.authority.model import TERMS, Sourced, TermDates
from pepdesk.dates.calendar import ClosedDay, academic_year_in, academic_year_of
from pepdesk.form.faults import Faults, near_miss
from pepdesk.form.files import read_toml
from pepdesk.form.keys import Key
from pepdesk.form.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE = "school_dates.toml"
SCHOOL = Sourced(source="the school's own dates")
"""Where the terms of this file say they come from."""

_TERM = {
    "academic_year": Key("text", 'The academic year, e.g. "2026/27".', needed=True),
    "term": Key("text", "Which term.", TERMS, needed=True),
    "starts": Key("date", "The first day for pupils.", needed=True),
    "ends": Key("date", "The last day for pupils.", needed=True),
    "half_term": Key("dates", "The first and the last day of the half-term holiday."),
}
_CLOSED = {
    "on": Key("date", "The day, or the first of several.", needed=True),
    "until": Key("date", "The last of several days."),
    "why": Key("text", 'Said to people, e.g. "INSET day".'),
}
HEADINGS: Mapping[str, Mapping[str, Key]] = {
    "term": _TERM,
    "closed": _CLOSED,
    "bank_holiday": _CLOSED,
    "no_bank_holiday": {"on": Key("date", "A day that is no bank holiday after all.", needed=True)},
}
"""Heading, written in double square brackets → its keys."""
_CALLED = {"closed": "closed day", "bank_holiday": "extra bank holiday"}


@dataclass(frozen=True, slots=True)
class SchoolDates:
    """What the file says; empty when there is none."""

    terms: tuple[TermDates, ...] = ()
    closed: tuple[ClosedDay, ...] = ()
    bank_holidays: tuple[ClosedDay, ...] = ()
    no_bank_holidays: tuple[date, ...] = ()


def load_school_dates(folder: Path) -> SchoolDates:
    """The dates in ``folder/school_dates.toml``; empty ones if there is no such file. Raises ``FormFaults``."""
    if not (folder / FILE).exists():
        return SchoolDates()
    faults = Faults()
    document = read_toml(folder, FILE, faults)
    faults.raise_any(f"The file {FILE}")
    found = read_school_dates(document, faults)
    faults.raise_any(f"The file {FILE}")
    return found


def read_school_dates(document: Mapping[str, Any], faults: Faults) -> SchoolDates:
    """The dates of a parsed file. Every fault is added to ``faults``; the dates are only to be used if none was."""
    tables: dict[str, list[tuple[str, dict[str, Any]]]] = {heading: [] for heading in HEADINGS}
    for heading, content in document.items():
        if heading not in HEADINGS:
            faults.add(FILE, f"[[{heading}]]", "is not a heading of this file.", near_miss(heading, HEADINGS))
        elif not isinstance(content, list):
            faults.add(FILE, f"[{heading}]", "needs double square brackets.", f"Write [[{heading}]].")
        else:
            tables[heading] = [_table(heading, place, one, faults) for place, one in enumerate(content, 1)]
    terms = tuple(term for where, given in tables["term"] if (term := _term(where, given, faults)))
    _check_order(terms, faults)
    return SchoolDates(
        terms,
        _closed("closed", tables["closed"], faults),
        _closed("bank_holiday", tables["bank_holiday"], faults),
        tuple(date.fromisoformat(given["on"]) for _, given in tables["no_bank_holiday"] if "on" in given),
    )


def _table(heading: str, place: int, content: object, faults: Faults) -> tuple[str, dict[str, Any]]:
    """The words by which the ``place``-th table of a heading is found again, and its usable keys."""
    where = f"[[{heading}]] number {place}"
    return where, read_table(content, HEADINGS[heading], FILE, where, faults)


def _term(where: str, given: Mapping[str, Any], faults: Faults) -> TermDates | None:
    if not _TERM.keys() - {"half_term"} <= given.keys():
        return None  # what is missing was told
    starts, ends = date.fromisoformat(given["starts"]), date.fromisoformat(given["ends"])
    year = academic_year_in(given["academic_year"])
    if not year:
        faults.add(FILE, where, f'"{given["academic_year"]}" is not an academic year.', 'Write it like "2026/27".')
    elif academic_year_of(starts) != int(year[:4]) and academic_year_of(ends) != int(year[:4]):
        faults.add(FILE, where, f"its days do not lie in {year}.", "An academic year begins in September.")
    if starts >= ends:
        faults.add(FILE, where, "the last day is not after the first.")
    half = [date.fromisoformat(str(one)) for one in given.get("half_term", ())]
    if half and (len(half) != 2 or not starts < half[0] <= half[1] < ends):
        faults.add(FILE, where, '"half_term" must be its first and last day, both within the term.')
        half = []
    return TermDates(year, given["term"], starts, ends, (half[0], half[1]) if half else None, SCHOOL)


def _check_order(terms: tuple[TermDates, ...], faults: Faults) -> None:
    names = [(term.academic_year, term.term) for term in terms]
    for year, name in sorted({one for one in names if names.count(one) > 1}):
        faults.add(FILE, "[[term]]", f"the {name} term of {year} stands twice.")
    for term, following in pairwise(sorted(terms, key=lambda one: one.starts)):
        if following.starts <= term.ends:
            pair = f"the {term.term} term of {term.academic_year} and the {following.term} term"
            faults.add(FILE, "[[term]]", f"{pair} of {following.academic_year} overlap.", "Check first and last days.")


def _closed(heading: str, tables: list[tuple[str, dict[str, Any]]], faults: Faults) -> tuple[ClosedDay, ...]:
    found = []
    for where, given in tables:
        if "on" not in given:
            continue  # that it is missing was told
        on = date.fromisoformat(given["on"])
        until = date.fromisoformat(given["until"]) if "until" in given else None
        if until is not None and until < on:
            faults.add(FILE, where, '"until" is before "on".')
        found.append(ClosedDay(on, given.get("why", "").strip() or _CALLED[heading], until))
    return tuple(found)

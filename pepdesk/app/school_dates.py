"""The school's own dates as an office person types them, one academic year at a time; read from and put into the file.

Other years, and one-off bank holidays, stay in the file as they are. A file with faults is never overwritten: it is
put aside under another name.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from pepdesk.app.calendar import school_dates_file
from pepdesk.app.documents import write_document
from pepdesk.authority.model import TERMS
from pepdesk.dates.calendar import ClosedDay, academic_year_of, usual_year
from pepdesk.dates.school import SchoolDates, load_school_dates, read_school_dates
from pepdesk.form.faults import Faults
from pepdesk.problem import ExportProblem, FormProblem
from pepdesk.record.values import long_date, read_date
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.authority.model import TermDates

PARTS = ("starts", "ends", "half_from", "half_to")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LONGEST_DATE = 4  # words: "Monday 2 November 2026" and the like
_HEADING = """# The school's own dates, written by PepDesk (Settings, School dates). They hold no personal data.
# How to write them by hand: forms/README.md, "The school's own dates".
"""


@dataclass(frozen=True, slots=True)
class TypedTerm:
    """One term's days as typed: first, last, and its half-term holiday. All empty: this school gives none."""

    term: str
    starts: str = ""
    ends: str = ""
    half_from: str = ""
    half_to: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not any(getattr(self, part).strip() for part in PARTS)


@dataclass(frozen=True, slots=True)
class TypedYear:
    """One academic year ("2026/27"): its terms in order, and a line for each closed day ("2 November 2026 INSET")."""

    year: str
    terms: tuple[TypedTerm, ...]
    closed: str


def read_dates() -> tuple[SchoolDates, FormProblem | None]:
    """What the file says; empty, with the problem, while it has faults."""
    try:
        return load_school_dates(school_dates_file().parent), None
    except FormProblem as problem:
        return SchoolDates(), problem


def years_around(today: date) -> tuple[str, ...]:
    """The academic years to choose from: the present one, the next, and the one before."""
    begins = academic_year_of(today)
    return tuple(f"{year}/{(year + 1) % 100:02}" for year in (begins, begins + 1, begins - 1))


def typed_year(dates: SchoolDates, year: str) -> TypedYear:
    """One year of the file, as it would be typed."""
    known = {term.term: term for term in dates.terms if term.academic_year == year}
    terms = tuple(_typed(known[name]) if name in known else TypedTerm(name) for name in TERMS)
    closed = "\n".join(_closed_line(one) for one in dates.closed if _in_year(one, year))
    return TypedYear(year, terms, closed)


def usual_typed(year: str) -> tuple[TypedTerm, ...]:
    """Usual English dates of a year, to begin from."""
    return tuple(_typed(term) for term in usual_year(int(year[:4])))


def with_year(dates: SchoolDates, typed: TypedYear) -> tuple[SchoolDates, tuple[str, ...]]:
    """The dates with one year replaced by what was typed, and everything wrong with it in words (then use nothing)."""
    wrong: list[str] = []
    tables = [_term_table(term, typed.year, wrong) for term in typed.terms if not term.is_empty]
    closed = [day for line in typed.closed.splitlines() if line.strip() and (day := _closed_day(line, wrong))]
    wrong += [
        tr("{day}: this day is not in {year}.", day=_closed_line(one), year=typed.year)
        for one in closed
        if not _in_year(one, typed.year)
    ]
    if wrong:
        return dates, tuple(wrong)
    kept_terms = [term for term in dates.terms if term.academic_year != typed.year]
    kept_closed = [one for one in dates.closed if not _in_year(one, typed.year)]
    faults = Faults()
    document = {
        "term": [*(_table_of(term) for term in kept_terms), *tables],
        "closed": [_closed_table(one) for one in (*kept_closed, *closed)],
    }
    found = read_school_dates(document, faults)
    wrong = [_sentence(fault.heading, fault.message, tables, len(kept_terms)) for fault in faults.found]
    both = replace(found, bank_holidays=dates.bank_holidays, no_bank_holidays=dates.no_bank_holidays)
    return (dates, tuple(wrong)) if wrong else (both, ())


def write_dates(dates: SchoolDates) -> None:
    """Write the file. One with faults is first put aside as ``school_dates.old.toml``. Raises ``ExportProblem``."""
    file = school_dates_file()
    if file.exists() and read_dates()[1] is not None:
        try:
            file.replace(file.with_name("school_dates.old.toml"))
        except OSError as error:
            raise ExportProblem(
                tr("The dates could not be written."), tr("The file that is there cannot be moved.")
            ) from error
    write_document(file, dates_text(dates).encode())


def dates_text(dates: SchoolDates) -> str:
    """The file's text; reading it gives equal dates."""
    tables = [
        *(("term", _table_of(term)) for term in dates.terms),
        *(("closed", _closed_table(one)) for one in dates.closed),
        *(("bank_holiday", _closed_table(one)) for one in dates.bank_holidays),
        *(("no_bank_holiday", {"on": one}) for one in dates.no_bank_holidays),
    ]
    parts = [
        f"[[{heading}]]\n" + "".join(f"{key} = {_value(table[key])}\n" for key in table) for heading, table in tables
    ]
    return "\n".join((_HEADING, *parts))


# One term ----------------------------------------------------------------------------------------------------------


def _typed(term: TermDates) -> TypedTerm:
    days = (term.starts, term.ends, *(term.half_term or ()))
    return TypedTerm(term.term, *(long_date(day.isoformat()) for day in days))


def _table_of(term: TermDates) -> dict[str, Any]:
    table: dict[str, Any] = {
        "academic_year": term.academic_year, "term": term.term, "starts": term.starts, "ends": term.ends,
    }  # fmt: skip
    return {**table, "half_term": list(term.half_term)} if term.half_term else table


_DAYS = (tr("first day"), tr("last day"), tr("half-term from"), tr("half-term to"))


def _term_table(typed: TypedTerm, year: str, wrong: list[str]) -> dict[str, Any]:
    name = tr("{term} term", term=typed.term.capitalize())
    days: dict[str, date] = {}
    for part, words in zip(PARTS, _DAYS, strict=True):
        text = getattr(typed, part).strip()
        day = read_date(_without_weekday(text))
        if day is not None:
            days[part] = day
        elif text:
            wrong.append(
                tr("{term}, {day}: “{text}” is not a date that PepDesk can read.", term=name, day=words, text=text)
            )
        elif part in ("starts", "ends"):
            wrong.append(tr("{term}, {day}: this is needed, or leave the whole term empty.", term=name, day=words))
    if bool(typed.half_from.strip()) != bool(typed.half_to.strip()):
        wrong.append(tr("{term}: give both days of half-term, or neither.", term=name))
    table: dict[str, Any] = {"academic_year": year, "term": typed.term}
    table.update({part: days[part] for part in ("starts", "ends") if part in days})
    if "half_from" in days and "half_to" in days:
        table["half_term"] = [days["half_from"], days["half_to"]]
    return table


def _sentence(heading: str, message: str, tables: list[dict[str, Any]], before: int) -> str:
    """A fault as said to somebody who sees a form: with the term's name instead of a heading of the file."""
    _, _, number = heading.partition(" number ")
    place = int(number) - 1 - before if number.isdigit() else -1
    name = f"{tables[place]['term'].capitalize()} term: " if 0 <= place < len(tables) else ""
    words = message.replace('"half_term" must be its first and last day, both within the term.',
                            "half-term must lie within the term, first day before last.")  # fmt: skip
    return f"{name}{words}" if name else f"{words[:1].upper()}{words[1:]}"


# Closed days -------------------------------------------------------------------------------------------------------


def _in_year(one: ClosedDay, year: str) -> bool:
    return academic_year_of(one.on) == int(year[:4])


def _closed_line(one: ClosedDay) -> str:
    until = f" to {long_date(one.until.isoformat())}" if one.until else ""
    return f"{long_date(one.on.isoformat())}{until} {one.why}".rstrip()


def _closed_table(one: ClosedDay) -> dict[str, Any]:
    table: dict[str, Any] = {"on": one.on, "why": one.why}
    return {**table, "until": one.until} if one.until else table


def _closed_day(line: str, wrong: list[str]) -> ClosedDay | None:
    words = line.split()
    on, rest = _leading_date(words)
    if on is None:
        wrong.append(
            tr(
                "“{line}”: begin the line with a date, for example 2 November {year}.",
                line=line.strip(),
                year=date.today().year,
            )
        )
        return None
    until = None
    if rest and rest[0].lower() in ("to", "until", "–", "-"):
        until, rest = _leading_date(rest[1:])
        if until is None or until < on:
            wrong.append(tr("“{line}”: after “to” there must be a later date.", line=line.strip()))
            return None
    return ClosedDay(on, " ".join(rest).strip(" :,–-") or "closed day", until)


def _leading_date(words: list[str]) -> tuple[date | None, list[str]]:
    """The date at the beginning of these words, and the words after it."""
    for count in range(min(_LONGEST_DATE, len(words)), 0, -1):
        text = _without_weekday(" ".join(words[:count]).rstrip(":,"))
        if (day := read_date(text)) is not None:
            return day, words[count:]
    return None, words


def _without_weekday(text: str) -> str:
    first, _, rest = text.partition(" ")
    return rest if first[:3].lower() in _WEEKDAYS and rest else text


def _value(value: object) -> str:
    """A value as TOML writes it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return f"[{', '.join(_value(one) for one in value)}]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")

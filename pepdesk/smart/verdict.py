"""The verdict on one target: which of its letters stand, with findings that say why."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from pepdesk.smart import deadlines, measures, skills
from pepdesk.smart.findings import Finding, Read, tell
from pepdesk.smart.terms import english_terms
from pepdesk.smart.tokens import LONGEST_READ, read, strike

if TYPE_CHECKING:
    from pepdesk.smart.terms import TermCalendar

# Days beyond these are slips of the keyboard; holding them here keeps the reckoning inside the calendar.
_EARLIEST, _LATEST = date(1900, 1, 1), date(2900, 1, 1)


class Judgement(NamedTuple):
    """Which letters a target's own words carry. ``within_term`` is None when there is no deadline.

    Achievable and relevant are not judged here: they need the plan (``pepdesk.rules``).
    """

    specific: bool
    measurable: bool
    time_bound: bool
    within_term: bool | None
    findings: tuple[Finding, ...]


def judge(text: str, *, set_on: date | None = None, terms: TermCalendar | None = None) -> Judgement:
    """Judges the words of one target. Never raises; an empty text fails every letter.

    ``set_on`` is the day the target is set (None: today, and named terms are taken as the coming ones).
    ``terms`` are the school's terms (None: a usual English calendar).
    """
    day = min(max(set_on or date.today(), _EARLIEST), _LATEST)
    reading = read(text)
    calendar = terms or english_terms(day)
    due = deadlines.find(reading.text, day, calendar, dated=set_on is not None)
    rest = strike(reading.text, [(one.start, one.end) for one in due], " ")
    adults = skills.adult_clauses(rest)
    rest = measures.without_labels(strike(rest, adults))
    found = measures.find(rest, reading.typed)
    skill = skills.look(rest, found, measures.without_labels(strike(reading.text, adults)))
    standing = tuple(one for one in found if not one.leans or skill.specific)
    within = all(one.within for one in due) if due else None
    running = calendar.current(day)
    term = f"the end of the {running.name} term" if running is not None else "half-term"
    findings = tell(Read(reading, skill, found, standing, due, adults, term, cut=len(text) > LONGEST_READ))
    return Judgement(skill.specific, bool(standing), bool(due), within, findings)

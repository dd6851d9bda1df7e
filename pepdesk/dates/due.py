"""What is due when, by an authority's clocks and fixed deadlines: each with its rule, its source and the days left out.

Only days that are given or follow from the calendar are used; nothing here reads a plan (``rules.timing`` does).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pepdesk.authority.model import DayKind, From
from pepdesk.dates.calendar import academic_year_in, academic_year_of
from pepdesk.dates.count import Count, count, readings
from pepdesk.dates.words import WEEKDAYS, day_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pepdesk.authority.model import Authority, Clock, Scope, Sourced
    from pepdesk.dates.calendar import Calendar
    from pepdesk.form.model import Role

KIND_WORDS = {
    DayKind.WORKING: ("working day", "working days"),
    DayKind.SCHOOL: ("school day", "school days"),
    DayKind.CALENDAR: ("calendar day", "calendar days"),
    DayKind.WEEKS: ("week", "weeks"),
    DayKind.SCHOOL_WEEKS: ("school week", "school weeks"),
    DayKind.MONTHS: ("month", "months"),
    DayKind.UNKNOWN: ("day", "days"),
}
FROM_WORDS = {
    From.INTO_CARE: "coming into care",
    From.SCHOOL_MOVE: "the change of school",
    From.MEETING: "the meeting",
    From.TERM_START: "the start of term",
    From.CARE_REVIEW: "the care review",
}


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due.

    ``on`` is the day; where "days" has several readings, the soonest. ``counts`` holds every reading, soonest first,
    and is empty for a day fixed by the authority. ``rule`` says how the day came about ("20 school days after coming
    into care"), ``start`` is the day counted from. ``note`` is what to know about it, "" if nothing.
    """

    id: str
    what: str
    on: date
    rule: str
    about: Sourced
    owner: Role | None = None
    counts: tuple[Count, ...] = ()
    note: str = ""
    start: date | None = None

    @property
    def certain(self) -> bool:
        """Whether neither the kind of day nor a term date was guessed."""
        return len(self.counts) <= 1 and all(one.certain for one in self.counts)


def deadlines(
    authority: Authority,
    calendar: Calendar,
    *,
    today: date,
    into_care: date | None = None,
    emergency: bool = False,
    school_move: date | None = None,
    meeting: date | None = None,
    care_review: date | None = None,
    phase: str = "",
    year: str = "",
) -> tuple[Due, ...]:
    """Everything due by the authority's rules, soonest first: clocks whose first day is given, fixed days from today.

    ``emergency``: the child came into care in an emergency, so emergency clocks run in the place of the usual ones.
    A rule for certain phases, years or terms is left out only if ``phase``, ``year`` or the term in question is known
    and is another. The term is that of the meeting, or of today (in a holiday: the next).
    """
    about_day = meeting or today
    term = calendar.term_of(about_day) or calendar.next_term(about_day)
    starts = {
        From.INTO_CARE: into_care,
        From.SCHOOL_MOVE: school_move,
        From.MEETING: meeting,
        From.CARE_REVIEW: care_review,
        From.TERM_START: term.starts if term else None,
    }
    found = []
    for clock in clocks_running(authority, emergency=emergency):
        start = starts[clock.start]
        if start is not None and _holds(clock.scope, phase, year, term.term if term else "", about_day):
            found.append(clock_due(clock, start, calendar))
    for deadline in authority.deadlines:
        if deadline.on >= today and _holds(deadline.scope, phase, year, "", deadline.on):
            rule = f"Fixed by {authority.name or 'the authority'}"
            note = " ".join(_scope_notes(deadline.scope))
            found.append(Due(deadline.id, deadline.what, deadline.on, rule, deadline.about, note=note))
    return tuple(sorted(found, key=lambda one: (one.on, one.what)))


def clocks_running(authority: Authority, *, emergency: bool) -> tuple[Clock, ...]:
    """The clocks that run: in an emergency its own replace the usual ones of the same name; else they do not run."""
    replaced = {clock.id for clock in authority.clocks if clock.emergency} if emergency else set()
    return tuple(clock for clock in authority.clocks if (emergency if clock.emergency else clock.id not in replaced))


def clock_due(clock: Clock, start: date, calendar: Calendar) -> Due:
    """When a clock that starts on ``start`` runs out, with every reading if the kind of day is not known."""
    if clock.kind is DayKind.UNKNOWN:
        counts = readings(start, clock.count, calendar, clock.after)
    else:
        counts = (count(start, clock.count, clock.kind, calendar, clock.after),)
    kind = KIND_WORDS[clock.kind][clock.count != 1]
    way = "after" if clock.after else "before"
    rule = f"{clock.count} {kind} {way} {FROM_WORDS[clock.start]}"
    note = " ".join((*_count_notes(counts), *_scope_notes(clock.scope)))
    return Due(clock.id, clock.what, counts[0].due, rule, clock.about, clock.owner, counts, note, start)


def readings_in_words(counts: tuple[Count, ...]) -> list[tuple[date, str]]:
    """Each day that a reading gives, with the kinds that give it: "working days or school days"."""
    days = dict.fromkeys(one.due for one in counts)
    return [(day, " or ".join(KIND_WORDS[one.kind][1] for one in counts if one.due == day)) for day in days]


def _count_notes(counts: tuple[Count, ...]) -> Iterator[str]:
    if len(counts) > 1:
        told = "; ".join(f"{kinds}: {day_in_words(day)}" for day, kinds in readings_in_words(counts))
        yield f"The document does not say which days are counted. {told[0].upper()}{told[1:]}."
        yield "Keep to the soonest, or ask."
    if not all(one.certain for one in counts):
        yield "Reckoned with usual term dates: the school's own are not known."
    if (weekday := counts[0].due.weekday()) >= 5:
        yield f"This is a {WEEKDAYS[weekday]}."


def _scope_notes(scope: Scope) -> Iterator[str]:
    if scope.years:
        yield "For " + ", ".join(_year_in_words(year) for year in scope.years) + "."
    if scope.terms:
        yield "For the " + " and ".join(scope.terms) + (" term." if len(scope.terms) == 1 else " terms.")


def _year_in_words(year: str) -> str:
    return {"R": "Reception", "N1": "Nursery 1", "N2": "Nursery 2"}.get(year, f"Year {year}")


def _holds(scope: Scope, phase: str, year: str, term: str, day: date) -> bool:
    """Whether a rule of this scope holds, as far as is known."""
    wanted = academic_year_in(scope.academic_year)
    return (
        (not scope.phases or not phase or phase in scope.phases)
        and (not scope.years or not year or year in scope.years)
        and (not scope.terms or not term or term in scope.terms)
        and (not wanted or int(wanted[:4]) == academic_year_of(day))
        and (scope.valid_from is None or day >= scope.valid_from)
        and (scope.valid_until is None or day <= scope.valid_until)
    )

"""Whether a plan's dates are good ones: the meeting's, the next PEP's and the targets', by the calendar and authority.

A day that has passed cannot be mended, and usual term dates are guesses: both make an issue a tip. Nothing here is a
must, because no document makes a date stand in the way of signing; a late plan must be signed too.
Sources: dossier b2 (Bury [S4], seed 002 [S2], seed 003 [S3]), b4 (derived checks) and g (kinds of day).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pepdesk.authority.model import DayKind, From
from pepdesk.dates.calendar import academic_year_in, academic_year_of
from pepdesk.dates.count import count
from pepdesk.dates.due import clock_due
from pepdesk.dates.words import day_in_words
from pepdesk.form.address import Address
from pepdesk.rules.issue import Issue, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pepdesk.authority.model import TermDates
    from pepdesk.rules.view import View

FIRST_PEP = "first_pep"
"""The clock that the meeting of a first PEP is judged by; an authority replaces England's by the same name."""
_CHECK_DATES = "If that is wrong, put the school's own dates into PepDesk."


def issues(view: View) -> Iterator[Issue]:
    """Every issue of the plan's dates."""
    meeting, following = view.day("meeting", "date"), view.day("meeting", "next_date")
    if view.academic_year and not academic_year_in(view.academic_year):
        at = Address("meeting", "academic_year")
        message = "This is no academic year we can read."
        yield _issue(view, at, Level.SHOULD, "academic_year_unread", message, "Write it like 2026/27.")
    if meeting is not None:
        yield from _bad_day(view, "date", "meeting", meeting)
        yield from _wrong_term(view, meeting)
        yield from _after_deadline(view, meeting)
        yield from _previous(view, meeting)
    yield from _first_pep(view, meeting)
    if following is not None:
        yield from _bad_day(view, "next_date", "next_pep", following)
        if meeting is not None:
            yield from _next_pep(view, meeting, following)
    yield from _targets(view, meeting, following)


def _issue(view: View, at: Address, level: Level, code: str, message: str, advice: str) -> Issue:
    return Issue(at, level, code, message, advice, view.owner(at.tab, at.field))


def _bad_day(view: View, field: str, what: str, day: date) -> Iterator[Issue]:
    """A meeting on a day when school is closed, at the very end of a term, or on the day of the care review.

    Codes ``meeting_…`` and ``next_pep_…``: ``at_weekend``, ``on_bank_holiday``, ``in_holiday``, ``on_closed_day``,
    ``near_term_end``, ``on_review_day``. [S2]: not in holidays nor at the end of term; [S4]: not with the care review.
    """
    at = Address("meeting", field)
    level = Level.SHOULD if day >= view.today else Level.TIP
    certain = view.calendar.certain(day)
    if why := view.calendar.why_closed(day, DayKind.SCHOOL):
        code = _closed_code(view, day)
        if code in ("in_holiday", "on_closed_day") and not certain:
            level = Level.TIP
        advice = "Choose a day when school is open." if day >= view.today else "If it really was that day, leave it."
        yield _issue(view, at, level, f"{what}_{code}", f"School is closed on {day_in_words(day)}: {why}.", advice)
    elif term := _ending(view, day):
        message = f"This is in the last {view.authority.quiet_days_before_term_end} school days of the {term} term."
        advice = "Choose an earlier day, so that there is time to put the targets right."
        if not certain:
            level, advice = Level.TIP, f"{advice} The end of term is a usual date. {_CHECK_DATES}"
        yield _issue(view, at, level, f"{what}_near_term_end", message, advice)
    if not view.authority.same_day_as_review and day == view.day("meeting", "next_review_date"):
        message = "The PEP is on the same day as the care review."
        advice = "Your authority asks for another day, so that each has its time."
        yield _issue(view, at, level, f"{what}_on_review_day", message, advice)


def _ending(view: View, day: date) -> str:
    """The name of the term in whose last school days ``day`` lies, as many as the authority wants quiet; or ""."""
    term, quiet = view.calendar.term_of(day), view.authority.quiet_days_before_term_end
    if term is None or not quiet:
        return ""
    earlier = quiet - view.calendar.is_open(term.ends, DayKind.SCHOOL)
    return term.term if day >= count(term.ends, earlier, DayKind.SCHOOL, view.calendar, after=False).due else ""


def _closed_code(view: View, day: date) -> str:
    if day.weekday() >= 5:
        return "at_weekend"
    if view.calendar.bank_holiday(day):
        return "on_bank_holiday"
    return "in_holiday" if view.calendar.holiday(day) else "on_closed_day"


def _wrong_term(view: View, meeting: date) -> Iterator[Issue]:
    """The term or academic year that was chosen is not that of the meeting's date: one of the two is a slip."""
    year = academic_year_in(view.academic_year)
    actual = academic_year_of(meeting)
    if year and int(year[:4]) != actual:
        message = f"{day_in_words(meeting)} is in the academic year {actual}/{(actual + 1) % 100:02}."
        at = Address("meeting", "academic_year")
        yield _issue(view, at, Level.SHOULD, "academic_year_differs", message, "Change the year or the date.")
        return
    term = view.calendar.term_of(meeting)
    if term is None or not view.term or term.term == view.term:
        return
    level = Level.SHOULD if view.calendar.certain(meeting) else Level.TIP
    message = f"{day_in_words(meeting)} is in the {term.term} term."
    yield _issue(view, Address("meeting", "term"), level, "term_differs", message, "Change the term or the date.")


def _after_deadline(view: View, meeting: date) -> Iterator[Issue]:
    """The meeting is after the authority's fixed day for plans of this term (dossier b2, "Deadlines")."""
    term = view.calendar.term_of(meeting)
    for deadline in view.authority.deadlines:
        same_year = academic_year_of(deadline.on) == academic_year_of(meeting)
        its_term = view.calendar.term_of(deadline.on) or view.calendar.next_term(deadline.on)
        same_term = view.term in deadline.scope.terms if deadline.scope.terms else its_term == term
        if meeting > deadline.on and same_year and same_term and view.within(deadline.scope):
            message = f"The authority's last day for this is {day_in_words(deadline.on)}: {deadline.what}."
            advice = "Hold it sooner." if meeting >= view.today else "Tell the virtual school why it was later."
            yield _issue(view, Address("meeting", "date"), Level.SHOULD, "meeting_after_deadline", message, advice)
            return


def _previous(view: View, meeting: date) -> Iterator[Issue]:
    """The last PEP was before this one (dossier b4)."""
    previous = view.day("meeting", "previous_date")
    if previous is not None and previous >= meeting:
        message = "The last PEP is not before this meeting."
        at = Address("meeting", "previous_date")
        yield _issue(view, at, Level.SHOULD, "previous_pep_not_before", message, "Check both dates.")


def _first_pep(view: View, meeting: date | None) -> Iterator[Issue]:
    """A first PEP is held within its clock (dossier b1, b2); without a meeting, today is what counts.

    Where the kind of days is not known, the longest reading counts; between the shortest and it, it is a tip.
    """
    into_care = view.day("care", "date_into_care")
    asked = view.text("meeting", "pep_type") == "initial" and view.asks("meeting", "date")
    if not asked or into_care is None:
        return
    held = meeting or view.today
    clocks = (clock for clock in view.authority.clocks if clock.id == FIRST_PEP and not clock.emergency)
    for clock in clocks:
        if clock.start is not From.INTO_CARE or not view.within(clock.scope):
            continue
        due = clock_due(clock, into_care, view.calendar)
        if held <= due.on:
            continue
        late = held > due.counts[-1].due and due.counts[-1].certain
        message = f"The first PEP was due by {day_in_words(due.on)}, {due.rule}."
        advice = "Write down why it is late."
        if held >= view.today:
            advice = f"Hold it as soon as you can. {advice}"
        level = Level.SHOULD if late else Level.TIP
        yield _issue(view, Address("meeting", "date"), level, "first_pep_late", message, f"{advice} {due.note}".strip())


def _next_pep(view: View, meeting: date, following: date) -> Iterator[Issue]:
    """The next PEP is after this one and, where there is one a term, lets no term pass ([S0], [S4]: each term)."""
    at = Address("meeting", "next_date")
    if following <= meeting:
        message = "The next PEP is not after this meeting."
        yield _issue(view, at, Level.SHOULD, "next_pep_not_after", message, "Check both dates.")
        return
    passed = _term_after(view, meeting)
    if view.authority.meetings_a_year >= 3 and passed is not None and following > passed.ends:
        message = f"The {passed.term} term, to {day_in_words(passed.ends)}, would pass without a PEP."
        level, advice = Level.SHOULD, "Choose a day in the next term."
        if not view.calendar.certain(passed.ends):
            level, advice = Level.TIP, f"{advice} These are usual term dates. {_CHECK_DATES}"
        yield _issue(view, at, level, "next_pep_skips_term", message, advice)


def _term_after(view: View, day: date) -> TermDates | None:
    """The term after the one of ``day``; in a holiday, after the one that has just ended."""
    term = view.calendar.term_of(day)
    return view.calendar.next_term(term.ends if term else day)


def _targets(view: View, meeting: date | None, following: date | None) -> Iterator[Issue]:
    """Each target's days: in order, not past the next PEP, within the authority's weeks ([S2] twelve; b4)."""
    for row in view.rows("targets", "target"):
        due, start = view.day("targets", "due", row), view.day("targets", "start", row)
        if due is not None:
            found = _due_issue(view, due, start, meeting, following)
            if found is not None:
                yield _issue(view, Address("targets", "due", (row,)), *found)


def _due_issue(
    view: View, due: date, start: date | None, meeting: date | None, following: date | None
) -> tuple[Level, str, str, str] | None:
    """What is wrong with the day a target is due: the worst only."""
    weeks = view.authority.target_weeks
    if start is not None and due < start:
        return Level.SHOULD, "target_due_before_start", "This is before the target starts.", "Check both dates."
    if meeting is not None and due <= meeting:
        message = "This is not after the meeting that sets the target."
        return Level.SHOULD, "target_due_before_meeting", message, "Choose a later day."
    if following is not None and meeting is not None and due > following > meeting:
        message = f"This is after the next PEP on {day_in_words(following)}, which has to look at it."
        return Level.SHOULD, "target_due_after_next_pep", message, "Choose a day by which you can say how it went."
    begun = start or meeting
    if weeks and begun is not None and (due - begun).days > 7 * weeks:
        message = f"This is more than {weeks} weeks away."
        return Level.SHOULD, "target_due_too_late", message, "Could a first step be reached sooner?"
    return None

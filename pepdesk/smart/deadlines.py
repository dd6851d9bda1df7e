"""Deadlines in the wordings teachers use, read against the day the target is set and the term calendar.

Not deadlines: cadence (daily, each week), windows of the criterion (over 3 sessions, 4 weeks in a row), latencies
(within 5 minutes), open starts (after school, in future), history (since September) and unfilled slots.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from pepdesk.smart import dates, moments
from pepdesk.smart.tokens import NUMBER, number, pattern

if TYPE_CHECKING:
    from datetime import date

    from pepdesk.smart.terms import TermCalendar

_SOFTENER = (
    r"(?:(?:w/?c|w/?e|(?:the )?week (?:commencing|beginning|ending)(?: the)?|around|about|roughly"
    r"|the time of|at the latest|late|early|mid|then|on|in|at)[ -])?"
)
_BY = (
    r"\b(?:by|b4|before|until|till?|'til|prior to|in time for|ahead of|(?:ready|in readiness"
    r"|prepared) for(?= (?:the |his |her |my |parents|easter|christmas|summer))|no later than|not"
    r" later than"
    r"|up (?:to|until)"
    r"|towards|due(?: by| on| in)?|to be (?:met|achieved|reached|completed|reviewed|done"
    r"|measured|assessed) (?:in|at|on))"
)
_LABEL = (
    r"(?:^|[\n(\[,.:|;/-] ?)(?:deadline|due(?: date)?|target date|review(?:ed)?(?: date)?|date"
    r"|by when|when|time ?scale"
    r"|time ?frame|end date|timed?|time[- ]bound|completion(?: date)?|achieve by)\s?(?::|=|-|is"
    r"|by|on|at|in|(?= \d))+"
    r"\s*(?:by |on |in |at |before |the )?"
)
_RANGE = (
    r"\b(?:(?:from|between) (?:now|today|(?:the )?\w{1,12}(?: (?:half[- ]?)?term)?)|now|today)"
    r" ?(?:-|to|until|till|and|up to)"
)
_DURING = (
    r"\b(?:throughout|during|over|across|for|all|in|within)(?: (?:the )?(?:whole|rest|remainder"
    r"|course|duration"
    r"|entirety|entire|span))?(?: of)?"
)
_WINDOW = (
    r"[ -]*(?:in a row|running|consecutive|in succession|straight|periods?\b(?! end)|(?:of"
    r"|after) (?:each|every|being|the "
    r"(?:bell|instruction|request|start)|a |an |receiving|getting|it\b)|old\b|ago\b|of age|'s\b)"
)
_CADENCE = (
    r"(?:s\b| *(?:mornings?|afternoons?|evenings?|nights?|lunchtimes?|and (?:mon|tues|wednes"
    r"|thurs|fri)day|lessons?|club"
    r"|reading list|list\b|collection|passage|text\b|book|level passage|work\b|objectives?"
    r"|curriculum|expectations?|class\b"
    r"|pupils?|child|students?|words?\b|word list|spellings?|standard|teacher|times tables?"
    r"|science\b|maths\b|english\b))"
)
_SHARE = r"\d{1,2}/\d{1,2}"  # a share of tries where tries follow, else a date
_TRIES = (
    r" (?:[\w-]+ ){0,2}?(?:trials?|opportunities|occasions|sessions|lessons|times|days|tries|attempts|probes"
    r"|questions|tests"
    r"|instances|observations|tasks)\b"
)
_HISTORY = (
    r"\b(?:since|last|previous|past|after|baseline|each|every|per|as of|all|any|except"
    r"|than(?: in)?)(?: the| his| her| my)? ?$"
)
_MID_TASK = (
    r"(?:the time )?(?:(?:he|she|they|i) )?(?:leav|finish|complet|start|mov)\w*"  # "before leaving the playground"
)
_TOPIC = r"\b(?:options|plans?|ready|prepared?|timetable|courses?|subjects|choices)(?: for)? ?$"
_PAST = r"\b(?:did|went|was|were|had|happened|saw|visited|done|been|about|diary)\b[^.;]{0,30}$"
_COUNTED = (
    rf"\b(?:{NUMBER}|once|twice|a|any) ?(?:times?|occasions?|days?|lessons?|sessions?|mornings?"
    rf"|nights?|evenings?|probes?"
    r"|trials?|checks?|weeks?|opportunities|data points?|observations?)\b[\w, ]{0,12}$"
)


class Deadline(NamedTuple):
    """A stated deadline: its place in the folded text, the day it falls (None: unknown), and if it is soon enough.

    ``gone`` says that the day lies behind the setting date, or that a day without a year went by not long before it.
    """

    start: int
    end: int
    due: date | None
    within: bool
    gone: bool = False


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(kind, pattern) pairs; the group ``m`` holds the moment itself."""
    m = moments
    during_term = (
        rf"(?:the|this|that|his|her|my|our|their) (?:(?:{m.SEASON}|school|academic|current|first"
        rf"|second|third|final|next"
        rf"|coming|whole|half|rest of the|\d{{4}}) )*(?:{m.TERM}|year\b)(?: [1-6]\b)?"
        rf"|{m.SEASON} term(?: [12])?\b"
    )
    dated = f"{m.END_OF}|{m.NEXT}|{m.DATED_TEST}|{m.TEST}|{dates.DAY}|{m.MONTH_PART}"
    rules = (
        ("by", rf"(?:{_BY}|{_RANGE}) {_SOFTENER}(?P<m>{m.ANY})"),
        ("by", rf"{_LABEL}(?P<m>{m.ANY}|{m.SPAN})"),
        ("by", rf"\b(?:by|before|until|till|on|upon|when|once) (?P<m>(?:the time )?{m.LEAVING})"),
        ("in", rf"\b(?:at|on|for|in|during|throughout|across|over|as) (?:the )?(?P<m>{dated})"),
        ("in", rf"\b(?:at|in|over|during|for|throughout) (?P<m>{m.HOLIDAY}|{m.HALF_TERM})"),
        ("in", rf"\bat (?P<m>{m.MEETING})"),
        ("in", rf"\bin (?:the )?(?P<m>{m.SEASON}(?: 20\d\d)?)(?= *(?:$|[.,;)]))"),
        ("in", rf"{_DURING} (?P<m>{during_term})"),
        ("bare", rf"\b(?P<m>{m.NEXT})"),
        ("bare", rf"(?:^|[(\[,;:.-]|\s)\s?(?P<m>{m.END_OF})"),
        ("bare", (
        rf"[(\[,;:.-]\s?(?P<m>{dates.FULL_DATE}|{m.SEASON} (?:term )?20\d\d|{m.SEASON} (?:term"
        rf"|[12]))\s?(?=$|[)\].])"
    )),
        ("bare", rf"\s(?P<m>{m.SEASON} (?:term )?[12])(?=\s*(?:$|[.;]))"),
        ("span", rf"\b(?P<lead>(?:by|at) the end of|within|inside|in|by|over|during|for|after|across) (?P<m>{m.SPAN})"),
        ("span", (
        rf"\b(?P<lead>)(?P<m>{m.SPAN}) (?:after (?:leaving|starting|finishing|this)|from (?:now"
        rf"|today)|later\b)"
    )),
    )  # fmt: skip
    return tuple((kind, pattern(form)) for kind, form in rules)


def find(text: str, set_on: date, terms: TermCalendar, *, dated: bool) -> tuple[Deadline, ...]:
    """Deadlines in the folded ``text``, in reading order.

    ``dated`` says whether ``set_on`` is the real setting date: without it, a named term or holiday is taken as
    the coming one.
    """
    found: list[Deadline] = []
    for kind, form in _rules():
        for match in form.finditer(text):
            if _stands(kind, match, text):
                due, within = _fall(match, set_on, terms, dated=dated)
                lead = len(match.group()) - len(match.group().lstrip(" ,.;:-([|/\n"))
                gone = dates.gone(match.group("m"), due, set_on)
                found.append(Deadline(match.start() + lead, match.end("m"), due, within and not gone, gone))
    return _outermost(found)


def _outermost(deadlines: list[Deadline]) -> tuple[Deadline, ...]:
    """Drops a deadline that overlaps a longer one ("by the end of May" holds "May")."""
    kept: list[Deadline] = []
    for deadline in sorted(deadlines, key=lambda one: one.start - one.end):
        if all(deadline.end <= other.start or deadline.start >= other.end for other in kept):
            kept.append(deadline)
    return tuple(sorted(kept, key=lambda one: one.start))


def _stands(kind: str, match: re.Match[str], text: str) -> bool:
    """Weeds out what only looks like a deadline, from the words around it."""
    start, end = match.span("m")
    moment = match.group("m").strip()
    before = text[max(0, match.start() - 60) : match.start()]
    if not moment or pattern(_WINDOW).match(text, end):
        return False
    if "unit" in match.groupdict() and match.group("unit"):
        return kind == "by" or _span_stands(match, before)
    if pattern(_SHARE).fullmatch(moment) and pattern(_TRIES).match(text, end):
        return False
    if pattern(_CADENCE).match(text, end) and not moment.startswith(("the end", "end ")):
        return False
    if pattern(_MID_TASK).fullmatch(moment) and pattern(
        r" (?:the|his|her|their|my|an?|to|work|it)\b|(?<!leaving)\s*(?:$|[.,;])"
    ).match(text, end):
        return False
    if (
        moment in ("break", "the break")
        or match.group().endswith("at gcse")
        or (kind != "by" and pattern(_TOPIC).search(before))
    ):
        return False
    if kind == "by":
        return not pattern(r"\b(?:since|as of|baseline|than|due) ?$").search(before)
    if pattern(_HISTORY).search(text[max(0, start - 20) : start]) or pattern(_HISTORY).search(before):
        return False
    return not (kind == "in" and pattern(_PAST).search(before) and re.search(r"holiday|break|easter|christmas", moment))


def _span_stands(match: re.Match[str], before: str) -> bool:
    """Whether "in/within N weeks" is a deadline, not a latency, a window of the criterion or a cadence."""
    lead, words = match.group("lead"), match.group("m").split()
    if words[-1].startswith("day") and match.group("n") in ("a", "an", "one", "1"):
        return False
    ahead = "next" in words or "coming" in words or "time" in words
    if lead == "by" and pattern(r"\b(?:ages?|scores?|increas\w*|rais\w*|progress)\b[^.;]{0,25}$").search(before):
        return False  # how much, not by when: "increase his reading age by 6 months"
    if lead in ("over", "during", "for", "after", "across"):
        return ahead
    return ahead or lead != "in" or not pattern(_COUNTED).search(before)


def _fall(match: re.Match[str], set_on: date, terms: TermCalendar, *, dated: bool) -> tuple[date | None, bool]:
    """The day a moment falls (None: unknown) and whether that is soon enough."""
    unit = match.groupdict().get("unit")
    if unit:
        if re.search(r"after (?:leaving|finishing)", match.group()):
            return None, False
        count = {"half a": 0.5, "the next": 1.0, "several": 4.0}.get(match.group("n")) or number(match.group("n"))
        return dates.after(set_on, count or 2.0, unit)
    return dates.fall(match.group("m").strip(), set_on, terms, dated=dated)

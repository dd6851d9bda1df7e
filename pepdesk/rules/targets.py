"""What the SMART coach says of a plan's targets: issues at the words it stumbled on, and the five letters of each.

A text is judged once for each day it is set on and each term calendar, then remembered: the same words always get the
same judgement.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from pepdesk.form.address import Address
from pepdesk.record.answers import text_of
from pepdesk.record.values import read_date
from pepdesk.rules import achievable, relevant
from pepdesk.rules.issue import Issue, Level
from pepdesk.rules.terms import coach_terms
from pepdesk.smart import Judgement, judge

if TYPE_CHECKING:
    from pepdesk.form.model import Field
    from pepdesk.record.record import PepRecord
    from pepdesk.rules.view import View
    from pepdesk.smart import TermCalendar

OUTCOME = ("targets", "outcome")
MEETING_DATE = ("meeting", "date")
"""The day targets are set on is the day of the meeting, when it is known."""
DUE = "due"
"""The question beside a target's text that holds its date."""


@dataclass(frozen=True, slots=True)
class Letters:
    """The five letters of one target: True (stands), False (does not), None (cannot be told yet).

    ``remarks`` say what is weak or still to come for A and R, each with one question; those for S, M and T are the
    findings of ``judgement`` (None while there is no text).
    """

    specific: bool | None
    measurable: bool | None
    achievable: bool | None
    relevant: bool | None
    time_bound: bool | None
    judgement: Judgement | None
    remarks: tuple[Issue, ...]

    @property
    def all_five(self) -> bool:
        """Whether every letter stands."""
        return all((self.specific, self.measurable, self.achievable, self.relevant, self.time_bound))


@lru_cache(maxsize=2048)
def _judged(text: str, set_on: date, terms: TermCalendar | None) -> Judgement:
    return judge(text, set_on=set_on, terms=terms)


def set_on(record: PepRecord, today: date) -> date:
    """The day the plan's targets are set: the meeting's date, or ``today`` while there is none."""
    text = text_of(record.answers.get(Address(*MEETING_DATE)))
    return read_date(text.partition("T")[0]) or today


def judgement(field: Field, text: str, day: date, terms: TermCalendar | None = None) -> Judgement | None:
    """The coach's judgement of a target's text; None for a question the coach does not read, or an empty one.

    ``terms`` are the plan's own (``rules.terms.coach_terms``); None for the usual English ones.
    """
    return _judged(text, day, terms) if field.smart and text.strip() else None


def dated_beside(record: PepRecord, address: Address) -> bool:
    """Whether the question beside a target's text holds its date, which is as good as one in words."""
    return read_date(text_of(record.answers.get(Address(address.tab, DUE, address.rows)))) is not None


def weak_points(field: Field, address: Address, found: Judgement, *, dated: bool = False) -> Iterator[Issue]:
    """An issue for each of the letters this field must carry and does not; a tip for what else would help.

    ``dated``: the target's date stands beside it (``dated_beside``), so that none is missed in its words.
    """
    for finding in found.findings:
        if finding.level == "praise" or finding.criterion not in field.smart:
            continue
        if finding.criterion == "time_bound" and dated and not found.time_bound:
            continue
        level = Level.TIP if finding.level == "tip" else Level.SHOULD
        code = f"smart_{finding.criterion}"
        yield Issue(address, level, code, finding.message, finding.advice, field.owner, finding.span)


def letters(view: View, row: str) -> Letters:
    """The five letters of the target in ``row``; a date in the question beside the text is as good as one in words."""
    text = view.text(*OUTCOME, row)
    if not text.strip():
        return Letters(None, None, None, None, None, None, ())
    said = view.judgements.get(Address(*OUTCOME, (row,))) or _judged(text, view.on, coach_terms(view.calendar))
    remarks = (
        *achievable.against(view, row, said),
        *achievable.missing(view, row),
        *relevant.against(view, row, said),
        *relevant.missing(view, row),
    )
    return Letters(
        specific=said.specific,
        measurable=said.measurable,
        achievable=achievable.achievable(view, row, said),
        relevant=relevant.relevant(view, row, said),
        time_bound=said.time_bound or view.day("targets", "due", row) is not None,
        judgement=said,
        remarks=remarks,
    )

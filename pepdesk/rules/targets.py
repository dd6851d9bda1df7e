"""What the SMART coach says of a plan's targets, as issues at the words it stumbled on.

A text is judged once for each day it is set on, then remembered: the same words always get the same judgement.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from pepdesk.form.address import Address
from pepdesk.record.answers import text_of
from pepdesk.record.values import read_date
from pepdesk.rules.issue import Issue, Level
from pepdesk.smart import Judgement, judge

if TYPE_CHECKING:
    from pepdesk.form.model import Field
    from pepdesk.record.record import PepRecord

MEETING_DATE = ("meeting", "date")
"""The day targets are set on is the day of the meeting, when it is known."""


@lru_cache(maxsize=2048)
def _judged(text: str, set_on: date) -> Judgement:
    return judge(text, set_on=set_on)


def set_on(record: PepRecord, today: date) -> date:
    """The day the plan's targets are set: the meeting's date, or ``today`` while there is none."""
    text = text_of(record.answers.get(Address(*MEETING_DATE)))
    return read_date(text.partition("T")[0]) or today


def judgement(field: Field, text: str, day: date) -> Judgement | None:
    """The coach's judgement of a target's text; None for a question the coach does not read, or an empty one."""
    return _judged(text, day) if field.smart and text.strip() else None


def weak_points(field: Field, address: Address, found: Judgement) -> Iterator[Issue]:
    """An issue for each of the letters this field must carry and does not; a tip for what else would help."""
    for finding in found.findings:
        if finding.level == "praise" or finding.criterion not in field.smart:
            continue
        level = Level.TIP if finding.level == "tip" else Level.SHOULD
        code = f"smart_{finding.criterion}"
        yield Issue(address, level, code, finding.message, finding.hint, field.owner, finding.span)

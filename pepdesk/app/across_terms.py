"""The plans before this one, of the same child, and the figures in them. No Qt: documents and the window use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pepdesk.app.last_term import names_of
from pepdesk.export.copying import copy_for
from pepdesk.form.address import Address
from pepdesk.form.model import Audience
from pepdesk.problem import RecordProblem, StorageProblem
from pepdesk.record.answers import text_of
from pepdesk.record.codec import read_record
from pepdesk.rules.across_terms import MOST_TERMS
from pepdesk.rules.assess import assess
from pepdesk.rules.figures import Figures, figures

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pepdesk.app.library import Library
    from pepdesk.record.record import PepRecord

_BORN = Address("child", "date_of_birth")
_MEETING = Address("meeting", "date")


def earlier_plans(library: Library, draft_id: str, own: PepRecord) -> tuple[PepRecord, ...]:
    """The child's plans with a meeting before this plan's own, latest last; at most two school years of them.

    Found by the names on the cards, and left out if the dates of birth differ, or if one cannot be read.
    ``draft_id`` is the plan's own. Work for a job; reads every card and some plans. Raises ``StorageProblem`` when the
    folder cannot be read.
    """
    names = tuple(name.casefold() for name in names_of(own))
    meeting = text_of(own.answers.get(_MEETING)) or "9999"
    if not all(names):
        return ()
    before = [
        one
        for one in library.entries()
        if one.draft_id != draft_id and not one.is_sibling and "" < one.card.meeting < meeting
        if (one.card.first_name.casefold(), one.card.surname.casefold()) == names
    ]
    before.sort(key=lambda one: one.card.meeting)
    found = []
    for one in before[-MOST_TERMS:]:
        try:
            record = read_record(library.drafts.open_generation(one.draft_id, one.number).body)
        except (StorageProblem, RecordProblem):
            continue  # the list of plans tells of it; here only a picture is smaller
        born = [text_of(each.answers.get(_BORN)) for each in (own, record)]
        if not all(born) or born[0] == born[1]:
            found.append(record)
    return tuple(found)


def figures_of(records: Sequence[PepRecord], audience: Audience, today: date) -> tuple[Figures, ...]:
    """The figures of earlier plans that ``audience`` may see: each plan is narrowed first, as a copy of it would be."""
    if audience is Audience.FULL:
        return tuple(figures(assess(one, today, coach=False).view) for one in records)
    return tuple(figures(copy_for(one, audience, today).assessment.view) for one in records)


class EarlierPlans:
    """The earlier plans of an open one, and what each onlooker may see of their figures, worked out once."""

    def __init__(self, records: Sequence[PepRecord] = ()) -> None:
        self.records = tuple(records)
        self._seen: dict[Audience, tuple[Figures, ...]] = {}

    def figures(self, audience: Audience, today: date) -> tuple[Figures, ...]:
        """As ``figures_of``."""
        if audience not in self._seen:
            self._seen[audience] = figures_of(self.records, audience, today)
        return self._seen[audience]

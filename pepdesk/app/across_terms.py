"""The plans before this one, of the same child, and the figures in them. No Qt: documents and the window use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pepdesk.app.history import same_child
from pepdesk.export.copying import copy_for
from pepdesk.form.address import Address
from pepdesk.form.model import Audience
from pepdesk.problem import RecordProblem, StorageProblem
from pepdesk.record.answers import text_of
from pepdesk.record.codec import read_record
from pepdesk.rules.across_terms import MOST_TERMS
from pepdesk.rules.figures import Figures, figures

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pepdesk.app.library import Library
    from pepdesk.record.record import PepRecord

_BORN = Address("child", "date_of_birth")


def earlier_plans(library: Library, draft_id: str, own: PepRecord) -> tuple[PepRecord, ...]:
    """The child's plans with a meeting before this plan's own, latest last; at most two school years of them.

    Found by the names on the cards, and left out if the dates of birth differ. One that cannot be read is left out.
    Work for a job; reads every card and some plans. Raises ``StorageProblem`` when the folder cannot be read.
    """
    entries = library.entries()
    mine = next((one for one in entries if one.draft_id == draft_id), None)
    if mine is None or mine.is_sibling or not (mine.card.first_name and mine.card.surname):
        return ()
    others = [one for one in entries if one.draft_id != draft_id and same_child(one, mine) and not one.is_sibling]
    before = [one for one in others if one.card.meeting and one.card.meeting < (mine.card.meeting or "9999")]
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

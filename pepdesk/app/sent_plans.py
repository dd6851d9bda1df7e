"""Noting that a plan was sent, and taking that back: PepDesk sends nothing itself, so a person says it.

A signed plan stays as it was signed: the note stands beside it (``record.sent``).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pepdesk.app.calendar import calendar_for
from pepdesk.app.plan_card import card_of, write_card
from pepdesk.authority.model import Authority
from pepdesk.record.codec import read_record, snapshot_hash, write_record
from pepdesk.record.sent import LONGEST, Sent
from pepdesk.rules.assess import assess

if TYPE_CHECKING:
    from pepdesk.app.library import Library
    from pepdesk.record.record import PepRecord
    from pepdesk.rules.assess import Assessment

_ANY = "the virtual school"


def usual_reader(authority: Authority | None) -> str:
    """Whom a plan usually goes to: "the virtual school of Gateshead"; without the place where it is not known."""
    name = authority.name if authority else ""
    return f"{_ANY} of {name}" if name and "(" not in name else _ANY


def may_be_sent(record: PepRecord, assessment: Assessment) -> bool:
    """Whether a plan can have been sent as a final one: somebody signed it, or nothing stands in the way of that."""
    return bool(record.signings) or not assessment.blockers()


def as_sent(record: PepRecord, on: date, to: str) -> Sent:
    """The note that the plan as it is now was sent on that day."""
    snapshot = "" if record.signings else snapshot_hash(record)
    return Sent(record.version, on.isoformat(), to.strip()[:LONGEST], snapshot)


def note_sent(library: Library, draft_id: str, sent: Sent | None, today: date) -> None:
    """Keep the note (None: not sent after all) with a plan that is not open, as one more save. Work for a job.

    Raises ``StorageProblem`` or ``RecordProblem``.
    """
    opened = library.drafts.open_newest(draft_id)
    record = read_record(opened.body)
    record.sent = sent
    assessment = assess(record, today, calendar=calendar_for(record.authority or Authority()))
    card = write_card(card_of(record, assessment))
    library.save(draft_id, write_record(record), card, opened.generation, kept=True, signed=bool(record.signings))

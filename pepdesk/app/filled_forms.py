"""A filled form read for an open plan: the file, what it says, and the plan as it was when the form was made of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pepdesk.intake.proposal import Proposal, propose
from pepdesk.intake.read import LARGEST, read_filled
from pepdesk.problem import ImportProblem, PepDeskProblem
from pepdesk.record.codec import read_record, snapshot_hash
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.library import Library
    from pepdesk.record.record import PepRecord

_MOST_SAVES = 60
"""Saves looked through for the one a form was made of: a term's, at one a day (each takes some 10 ms to read)."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the open plan's saves are: the library and the draft's id."""

    library: Library
    draft_id: str


def read_for_review(path: Path, record: PepRecord, origin: Origin | None) -> Proposal:
    """The form beside the plan. Work for a job: takes a second or so.

    ``origin`` None: the plan's earlier saves are not asked. Raises ``ImportProblem`` for what cannot be read.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError as error:
        advice = tr("Check that it is still there and not open elsewhere.")
        raise ImportProblem(tr("The file cannot be read."), advice, code="not-read") from error
    filled = read_filled(data, record)
    same_plan = filled.plan_id == record.plan_id and bool(filled.snapshot)
    return propose(record, filled, _as_handed_out(record, filled.snapshot, origin) if same_plan else None)


def _as_handed_out(record: PepRecord, snapshot: str, origin: Origin | None) -> PepRecord | None:
    """The plan whose hash is ``snapshot``: as it is now, or an earlier save; None if it is none of those."""
    if snapshot_hash(record) == snapshot:
        return record
    if origin is None:
        return None
    drafts = origin.library.drafts
    try:
        for save in drafts.history(origin.draft_id)[:_MOST_SAVES]:
            earlier = read_record(drafts.open_generation(origin.draft_id, save.number).body)
            if snapshot_hash(earlier) == snapshot:
                return earlier
    except PepDeskProblem:  # a damaged save only costs the comparison; the review then shows more as changed
        return None
    return None

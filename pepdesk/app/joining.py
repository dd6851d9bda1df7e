"""Two versions of one plan, kept beside each other after a conflict: finding them and reading the other one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pepdesk.problem import StorageProblem
from pepdesk.record.codec import read_record

if TYPE_CHECKING:
    from datetime import datetime

    from pepdesk.app.library import Entry, Library
    from pepdesk.record.record import PepRecord


@dataclass(frozen=True, slots=True)
class Pair:
    """The draft that goes on, and the version that was kept beside it."""

    draft_id: str
    other: Entry


@dataclass(frozen=True, slots=True)
class Other:
    """The version kept beside a plan, when it was saved, and the save both came from (None when that is gone)."""

    record: PepRecord
    saved_at: datetime
    base: PepRecord | None


def pair_of(entries: tuple[Entry, ...], draft_id: str) -> Pair | None:
    """The plan ``draft_id`` belongs to and a version kept beside it; None when there is only one version.

    Of several the one saved last; the others follow once that is joined and deleted.
    """
    own = next((one for one in entries if one.draft_id == draft_id), None)
    if own is not None and own.is_sibling:
        return Pair(own.beside, own)
    beside = [one for one in entries if one.beside == draft_id]
    return Pair(draft_id, max(beside, key=lambda one: one.saved_at)) if beside else None


def read_other(library: Library, pair: Pair) -> Other:
    """The other version. Work for a job. Raises ``StorageProblem`` or ``RecordProblem``."""
    opened = library.drafts.open_newest(pair.other.draft_id)
    beside = opened.generation.sibling_of
    base: PepRecord | None = None
    if beside is not None and beside[1] > 1:
        try:
            base = read_record(library.drafts.open_generation(beside[0], beside[1] - 1).body)
        except StorageProblem:  # thinned out, or damaged: then a person chooses everything
            base = None
    return Other(read_record(opened.body), opened.generation.saved_at, base)

"""Deleting plans: first set apart for thirty days, then for good; and which signed ones have stayed long.

What is kept here are working copies: the authority keeps the child's record (until the 75th birthday; dossier f).
A plan that is deleted gets one more save, marked as its last, so nothing is lost by a mistake, a crash or another
computer that still works on it (its next save is then kept as a plan of its own). After ``STAYS`` every save goes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from pepdesk.app.library import read_card

if TYPE_CHECKING:
    from datetime import datetime

    from pepdesk.app.library import Card, Entry, Library

STAYS = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Deleted:
    """A plan that somebody deleted, when, and when it goes for good."""

    draft_id: str
    card: Card
    deleted_at: datetime

    @property
    def goes_at(self) -> datetime:
        """From when on it is deleted for good."""
        return self.deleted_at + STAYS


@dataclass(frozen=True, slots=True)
class Extent:
    """What goes with a plan: its saves, the pictures and documents no other plan has, and whether it was ever signed.

    ``attachments`` is None when a save somewhere cannot be read: then none of them is removed.
    """

    saves: int
    attachments: int | None
    signed: bool


def extent(library: Library, draft_id: str) -> Extent:
    """What would go for good with a plan. Raises ``StorageProblem``."""
    every = library.drafts.every_save()
    saves = [one for one in every.pop(draft_id, []) if one is not None]
    own = {digest for one in saves for digest in read_card(one.summary).attachments}
    others = [one for heads in every.values() for one in heads]
    known = [one for one in others if one is not None]
    elsewhere = {digest for one in known for digest in read_card(one.summary).attachments}
    sure = not own or len(known) == len(others)
    return Extent(len(saves), len(own - elsewhere) if sure else None, any(one.signed for one in saves))


def with_extent(library: Library, draft_id: str) -> tuple[Card, Extent]:
    """The card of a plan and what would go with it. Work for a job. Raises ``StorageProblem``."""
    card = read_card(library.drafts.open_newest(draft_id).generation.summary)
    return card, extent(library, draft_id)


def delete(library: Library, draft_id: str) -> None:
    """Set a plan apart. Raises ``NotSaved``, or ``StorageProblem`` when no save of it can be read."""
    _mark(library, draft_id, going=True)


def bring_back(library: Library, draft_id: str) -> None:
    """Put a deleted plan back into the list. Raises as ``delete``."""
    _mark(library, draft_id, going=False)


def delete_for_good(library: Library, draft_id: str) -> None:
    """Remove every save of a plan now, and what only it had attached (the newest of that a day later)."""
    library.drafts.delete(draft_id)
    library.drop_unused_attachments()


def deleted(library: Library) -> tuple[Deleted, ...]:
    """The plans that were deleted and are still here, the last one first. Raises ``StorageProblem``."""
    return tuple(
        Deleted(head.draft_id, read_card(head.summary), head.saved_at)
        for head in library.drafts.summaries()
        if head.going
    )


def delete_what_is_due(library: Library, now: datetime) -> int:
    """Delete for good what was deleted ``STAYS`` ago; gives how many plans went. Raises ``StorageProblem``."""
    due = [one for one in deleted(library) if one.goes_at <= now]
    for one in due:
        library.drafts.delete(one.draft_id)
    return len(due)


def stayed_long(entries: tuple[Entry, ...], now: datetime, days: int) -> tuple[Entry, ...]:
    """The signed plans that were last saved more than ``days`` days ago, the oldest first."""
    since = now - timedelta(days=days)
    old = [one for one in entries if one.card.signed and one.saved_at < since]
    return tuple(sorted(old, key=lambda one: one.saved_at))


def _mark(library: Library, draft_id: str, *, going: bool) -> None:
    newest = library.drafts.open_newest(draft_id)
    was = newest.generation
    if was.going != going:
        library.drafts.save(draft_id, newest.body, was.summary, was, kept=was.kept, signed=was.signed, going=going)
        library.vault.audit.note("deleted" if going else "restored", draft_id, what="apart")

"""Which old generations may go (architecture, section 7)."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

NEWEST_KEPT = 5
DAYS_KEPT = 30
_BUCKET_MINUTES = 10


@dataclass(frozen=True, slots=True)
class Aged:
    """A generation as thinning sees it: its number, when it was saved, and whether somebody wants it for good."""

    number: int
    saved_at_ms: int
    for_good: bool


def to_remove(generations: Sequence[Aged], now: datetime.datetime) -> list[int]:
    """Numbers of the generations that may go, oldest first.

    Stay: the newest five, the last one in each ten minutes of today, the last one of each of the thirty days before,
    and every one kept or signed. Days are those of ``now``'s time zone. A time in the future counts as today, and
    the order is by number, because clocks go wrong.
    """
    newest_first = sorted(generations, key=lambda generation: generation.number, reverse=True)
    seen: set[tuple[datetime.date, int]] = set()
    going: list[int] = []
    for place, generation in enumerate(newest_first):
        bucket = _bucket(generation.saved_at_ms, now)
        wanted = bucket is not None and bucket not in seen
        if bucket is not None:
            seen.add(bucket)
        if not wanted and not generation.for_good and place >= NEWEST_KEPT:
            going.append(generation.number)
    return going[::-1]


def _bucket(saved_at_ms: int, now: datetime.datetime) -> tuple[datetime.date, int] | None:
    """The stretch of time of which one generation stays; ``None`` when it is too old for any."""
    try:
        at = datetime.datetime.fromtimestamp(saved_at_ms / 1000, now.tzinfo)
    except (OverflowError, OSError, ValueError):
        return now.date(), -1
    if at.date() >= now.date():
        return at.date(), (at.hour * 60 + at.minute) // _BUCKET_MINUTES
    return (at.date(), 0) if (now.date() - at.date()).days <= DAYS_KEPT else None

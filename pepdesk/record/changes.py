"""Every way a plan's answers can change, as values. ``PepRecord.apply`` does one and returns what undoes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pepdesk.form.address import Address, RowsAt
    from pepdesk.record.answers import Answer


@dataclass(frozen=True, slots=True)
class SetAnswer:
    """Put ``answer`` at ``address``; None takes the answer away."""

    address: Address
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class InsertRow:
    """Put a row into a repeated group before position ``index``, with the answers and nested rows it had (if any)."""

    at: RowsAt
    index: int
    row: str
    answers: tuple[tuple[Address, Answer], ...] = ()
    nested: tuple[tuple[RowsAt, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class RemoveRow:
    """Take a row away, with everything in it (the undoing change holds it all)."""

    at: RowsAt
    row: str


@dataclass(frozen=True, slots=True)
class MoveRow:
    """Put a row at position ``index`` of its group."""

    at: RowsAt
    row: str
    index: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Several changes as one step, done in order."""

    changes: tuple[Change, ...]


Change = SetAnswer | InsertRow | RemoveRow | MoveRow | Batch

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


def touched(change: Change, inverse: Change) -> tuple[frozenset[Address], tuple[RowsAt, ...]]:
    """The addresses and row places a change and its inverse speak of."""
    addresses: set[Address] = set()
    groups: dict[RowsAt, None] = {}
    todo: list[Change] = [change, inverse]
    while todo:
        match todo.pop():
            case SetAnswer(address, _):
                addresses.add(address)
            case InsertRow(at, _, _, answers, _):
                addresses.update(address for address, _ in answers)
                groups[at] = None
            case RemoveRow(at, _) | MoveRow(at, _, _):
                groups[at] = None
            case Batch(changes):
                todo.extend(changes)
    return frozenset(addresses), tuple(groups)

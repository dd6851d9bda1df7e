"""Answers of two versions that stand side by side: which they are, and what follows from choosing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pepdesk.handover.three_way import Comparison, common_values, compare, place_of, taken
from pepdesk.record.changes import Batch
from pepdesk.record.differences import Difference, differences, take

if TYPE_CHECKING:
    from pepdesk.handover.ledger import Beside, Ledger, Part
    from pepdesk.handover.sections import Section
    from pepdesk.handover.signed import Signed
    from pepdesk.record.record import PepRecord


@dataclass(frozen=True, slots=True)
class Open:
    """One thing to choose: the version beside ours, the record with that version in its section, and the difference.

    ``place`` names it for ``choose``. ``record.difference_words.told(record, there, difference)`` says it in words.
    ``childs``: only theirs is in the child's own words, and so stands whatever is chosen.
    """

    section: Section
    theirs: Signed
    there: PepRecord
    difference: Difference
    place: str
    childs: bool = False


def open_choices(record: PepRecord, ledger: Ledger) -> tuple[Open, ...]:
    """Everything somebody still has to choose in a plan, section by section."""
    found = list[Open]()
    for section in ledger.open_sections:
        part = ledger.part(section)
        for beside in part.beside:
            seen, asked = _asked(record, section, part, beside)
            found += [Open(section, beside.signed, seen.there, one, place_of(one), one in seen.childs) for one in asked]
    return tuple(found)


def choose(
    record: PepRecord,
    ledger: Ledger,
    section: Section,
    chosen: Mapping[str, bool],
    writes: Callable[[Section], bool],
) -> tuple[Batch, Ledger]:
    """Settle what stands side by side in a section: ``Open.place`` → whether theirs is to stand.

    Places that are not named stay open. Once all are settled, their version counts as joined with ours; in a part that
    this user does not write it is then the one that counts.
    """
    part, work = ledger.part(section), record
    for beside in part.beside:
        seen, asked = _asked(work, section, part, beside)
        named = [one for one in asked if place_of(one) in chosen]
        # Ours is never asked about where only ours is the child's: what is in ``childs`` here is theirs.
        work = taken(work, seen.there, [one for one in named if one in seen.childs or chosen[place_of(one)]])
        now = [place_of(one) for one in named]
        if len(now) < len(asked):
            part = part.with_beside(beside.signed, (*beside.settled, *now))
        else:
            part = part.joined_with(beside.signed) if writes(section) else part.built_on(beside.signed)
    return take(record, work, differences(record, work)), ledger.with_part(section, part)


def without_moot(record: PepRecord, ledger: Ledger, writes: Callable[[Section], bool]) -> Ledger:
    """The ledger without versions that stand beside ours although nothing is left to choose: both say the same now."""
    for section in ledger.open_sections:
        part = ledger.part(section)
        if writes(section):
            for beside in part.beside:
                if not _asked(record, section, part, beside)[1]:
                    part = part.joined_with(beside.signed)
            ledger = ledger.with_part(section, part)
    return ledger


def _asked(
    record: PepRecord, section: Section, part: Part, beside: Beside
) -> tuple[Comparison, tuple[Difference, ...]]:
    found = compare(record, section, beside.signed.value, common_values(part, beside.signed))
    asked = (*found.take, *found.ask)
    return found, tuple(one for one in asked if place_of(one) not in beside.settled)

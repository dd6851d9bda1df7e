"""Checking every draft and bringing back what can be, told plan by plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pepdesk.app.library import Card, read_card
from pepdesk.storage.checkup import Checkup, check
from pepdesk.storage.recovering import Recovered, recover

if TYPE_CHECKING:
    from pepdesk.app.library import Library


@dataclass(frozen=True, slots=True)
class Found:
    """What a check found and what was brought back; ``plans`` are the cards of the plans that can be opened."""

    checkup: Checkup
    recovered: Recovered
    plans: dict[str, Card]
    missing: int = 0
    """Pictures and documents that plans name and that are not in the folder."""


def check_and_recover(library: Library, told: Callable[[int, int], None]) -> Found:
    """Read everything, set damaged files aside, then try everything that was ever set aside again.

    Work for a job. Raises ``StorageProblem`` when the folder cannot be read.
    """
    checkup = check(library.vault, told=told)
    recovered = recover(library.vault, told)
    plans = {head.draft_id: read_card(head.summary) for head in library.drafts.summaries()}
    named = {digest for card in plans.values() for digest in card.attachments}
    missing = sum(not library.attachments.has(digest) for digest in named)
    return Found(checkup, recovered, plans, missing)


def found_words(found: Found) -> tuple[str, tuple[str, ...]]:
    """A title and sentences saying what was found, what was done and what to do."""
    checkup, recovered = found.checkup, found.recovered
    back = {draft_id for draft_id, _ in recovered.saves}
    refused = {one.draft_id for one in checkup.faults if one.why == "unread"}
    lost = [one for one in checkup.lost_drafts if one not in back | refused]
    faults = [one for one in checkup.faults if (one.draft_id, one.number) not in set(recovered.saves)]
    newer = sum(one.why == "newer" for one in faults)
    unread = sum(one.why == "unread" for one in faults)
    damaged = [one for one in faults if one.why not in ("newer", "unread")]
    lines = [f"{_files(checkup.files)} opened and read."]
    by_plan = dict.fromkeys(one.draft_id for one in damaged if one.draft_id and one.draft_id not in lost)
    for draft_id in by_plan:
        count = sum(one.draft_id == draft_id for one in damaged)
        saves = "one save is" if count == 1 else f"{count} saves are"
        lines.append(f"{_name(found.plans.get(draft_id))}: {saves} damaged. The plan opens at its newest whole save.")
    if lost:
        what = "One plan has" if len(lost) == 1 else f"{len(lost)} plans have"
        lines.append(f"{what} no whole save left. Bring the folder back from a backup to get it.")
    if others := sum(one.draft_id is None for one in damaged):
        what = "One damaged file holds" if others == 1 else f"{others} damaged files hold"
        lines.append(f"{what} no plan’s text: a picture or document, or PepDesk’s own notes.")
    if damaged:
        lines.append("Damaged files were set aside in the folder “quarantine”, not deleted.")
    if found.missing:
        what = "One picture or document" if found.missing == 1 else f"{found.missing} pictures or documents"
        lines.append(f"{what} of your plans cannot be found. The text is complete.")
    if unread:
        what = "one file" if unread == 1 else f"{unread} files"
        lines.append(f"The disk reported an error while reading {what}. Nothing was moved: copy the folder elsewhere.")
    if newer:
        lines.append(f"{_files(newer)} made by a newer PepDesk and left alone.")
    lines += recovered_words(found.recovered, found.plans)
    whole = not (damaged or unread or lost or found.missing)
    return "All your saved files are whole." if whole else "Not everything is whole.", tuple(lines)


def recovered_words(recovered: Recovered, plans: dict[str, Card]) -> list[str]:
    """What was brought back, a sentence each; ``plans`` gives the plans' names, as far as they are to be said."""
    lines: list[str] = []
    for draft_id in dict.fromkeys(draft_id for draft_id, _ in recovered.saves):
        count = sum(one == draft_id for one, _ in recovered.saves)
        saves = "one save was" if count == 1 else f"{count} saves were"
        lines.append(f"{_name(plans.get(draft_id))}: {saves} whole again and brought back.")
    if recovered.beside:
        what = "One version was" if len(recovered.beside) == 1 else f"{len(recovered.beside)} versions were"
        lines.append(f"{what} found that had been saved elsewhere, and kept beside the plan. Compare them in My plans.")
    if recovered.attachments:
        what = "One picture or document was" if recovered.attachments == 1 else f"{recovered.attachments} were"
        lines.append(f"{what} brought back.")
    return lines


def _name(card: Card | None) -> str:
    if card is None:
        return "One plan"
    name = f"{card.first_name or 'A plan without a name'} ({card.initials})"
    return f"{name}, {card.term}" if card.term else name


def _files(count: int) -> str:
    return "One file was" if count == 1 else f"{count} files were"

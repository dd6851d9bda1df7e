"""Checking every draft and bringing back what can be, told plan by plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pepdesk.app.library import Card, read_card
from pepdesk.storage.checkup import Checkup, check
from pepdesk.storage.recovering import Recovered, recover
from pepdesk.words import tr, trn

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
    by_plan = dict.fromkeys(one.draft_id for one in damaged if one.draft_id and one.draft_id not in lost)
    opened = trn("One file was opened and read.", "{count} files were opened and read.", checkup.files)
    lines = [
        opened,
        *(
            trn(
                "{plan}: one save is damaged. The plan opens at its newest whole save.",
                "{plan}: {count} saves are damaged. The plan opens at its newest whole save.",
                sum(one.draft_id == draft_id for one in damaged),
                plan=_name(found.plans.get(draft_id)),
            )
            for draft_id in by_plan
        ),
        *_lost_words(len(lost), sum(one.draft_id is None for one in damaged), set_aside=bool(damaged)),
        *_left_words(found.missing, unread, newer),
        *recovered_words(found.recovered, found.plans),
    ]
    whole = not (damaged or unread or lost or found.missing)
    return tr("All your saved files are whole.") if whole else tr("Not everything is whole."), tuple(lines)


def _lost_words(lost: int, others: int, *, set_aside: bool) -> Iterator[str]:
    """Of plans with no whole save left, and of damaged files that are no plan's text."""
    if lost:
        yield trn(
            "One plan has no whole save left. Bring the folder back from a backup to get it.",
            "{count} plans have no whole save left. Bring the folder back from a backup to get them.",
            lost,
        )
    if others:
        yield trn(
            "One damaged file holds no plan’s text: a picture or document, or PepDesk’s own notes.",
            "{count} damaged files hold no plan’s text: pictures or documents, or PepDesk’s own notes.",
            others,
        )
    if set_aside:
        yield tr("Damaged files were set aside in the folder “quarantine”, not deleted.")


def _left_words(missing: int, unread: int, newer: int) -> Iterator[str]:
    """Of pictures that are nowhere, files the disk would not read, and files of a newer PepDesk."""
    if missing:
        yield trn(
            "One picture or document of your plans cannot be found. The text is complete.",
            "{count} pictures or documents of your plans cannot be found. The text is complete.",
            missing,
        )
    if unread:
        yield trn(
            "The disk reported an error while reading one file. Nothing was moved: copy the folder elsewhere.",
            "The disk reported an error while reading {count} files. Nothing was moved: copy the folder elsewhere.",
            unread,
        )
    if newer:
        yield trn(
            "One file was made by a newer PepDesk and left alone.",
            "{count} files were made by a newer PepDesk and left alone.",
            newer,
        )


def recovered_words(recovered: Recovered, plans: dict[str, Card]) -> list[str]:
    """What was brought back, a sentence each; ``plans`` gives the plans' names, as far as they are to be said."""
    lines: list[str] = []
    for draft_id in dict.fromkeys(draft_id for draft_id, _ in recovered.saves):
        count = sum(one == draft_id for one, _ in recovered.saves)
        lines.append(
            trn(
                "{plan}: one save was whole again and brought back.",
                "{plan}: {count} saves were whole again and brought back.",
                count,
                plan=_name(plans.get(draft_id)),
            )
        )
    if recovered.beside:
        lines.append(
            trn(
                "One version was found that had been saved elsewhere, and kept beside the plan. Compare them in My "
                "plans.",
                "{count} versions were found that had been saved elsewhere, and kept beside the plan. Compare them in "
                "My plans.",
                len(recovered.beside),
            )
        )
    if recovered.attachments:
        lines.append(
            trn(
                "One picture or document was brought back.",
                "{count} pictures and documents were brought back.",
                recovered.attachments,
            )
        )
    return lines


def _name(card: Card | None) -> str:
    if card is None:
        return tr("One plan")
    name = f"{card.first_name or tr('A plan without a name')} ({card.initials})"
    return f"{name}, {card.term}" if card.term else name

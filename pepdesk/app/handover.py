"""Handing a plan over: what goes into a package, making it, saying that one is ready or signed, where a plan stands.

The way out: ``contents`` → ``send`` → ``Session.note_handover(outgoing.handover)`` and save → write ``outgoing.data``.
The way in is ``app.receiving``. No widgets; the command line uses it too. What seals may take a moment: call it from a
job.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pepdesk.app.contact_cards import load_cards
from pepdesk.handover import choosing, words
from pepdesk.handover.ledger import ledger_of, write_ledger
from pepdesk.handover.package import seal_package
from pepdesk.handover.said import covered, hashes_of, writer_of
from pepdesk.handover.sending import Line, make_package, proposed
from pepdesk.handover.sending import contents as contents_of
from pepdesk.handover.signed import Kind, sign_statement
from pepdesk.handover.standing import Standing, standing
from pepdesk.people.card_book import CardBook, Known
from pepdesk.problem import HandoverProblem
from pepdesk.record.codec import snapshot_hash
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.handover.sections import Section
    from pepdesk.people.card import Card, OwnCard
    from pepdesk.people.escrow_card import EscrowCard
    from pepdesk.record.changes import Batch
    from pepdesk.record.record import PepRecord
    from pepdesk.rules.assess import Assessment
    from pepdesk.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A package ready to be written. ``handover`` must be in the plan, and saved, before the file goes anywhere.

    ``lines`` say what it contains; ``message`` is the text that goes with it.
    """

    data: bytes
    handover: dict[str, Any]
    lines: tuple[Line, ...]
    message: str
    package_id: str


def propose_sections(record: PepRecord, own: Card, book: CardBook, to: Sequence[Card]) -> tuple[Section, ...]:
    """The sections ticked at first: mine and shared, and what the readers' own part is here."""
    ledger = ledger_of(record)
    return proposed(record, ledger, writer_of(book, ledger, own), to)


def contents(record: PepRecord, own: Card, book: CardBook, chosen: Sequence[Section]) -> tuple[Line, ...]:
    """What a package with these sections would contain, in words; for all there are give ``sections(record.form)``."""
    ledger = ledger_of(record)
    return contents_of(record, ledger, chosen, writer_of(book, ledger, own))


def send(
    record: PepRecord,
    vault: Vault,
    own: OwnCard,
    to: Sequence[Card],
    *,
    chosen: Sequence[Section] | None = None,
    read: Callable[[str], bytes | None],
    documents: Sequence[tuple[str, bytes]] = (),
    note: str = "",
    reason: str = "",
    escrow: EscrowCard | None = None,
    file_name: str = "",
    draft_id: str = "",
    now_ms: int | None = None,
) -> Outgoing:
    """Make a package of ``record`` for the holders of ``to``.

    ``chosen`` None: ``propose_sections``. ``read`` gives an attachment's bytes (``session.attachments.read``), or None
    for one that stays out; ``documents`` are exported, signed files that travel along. ``reason`` is needed if a card
    was never compared by voice. Notes it in the audit trail under ``draft_id``. Raises ``HandoverProblem`` or
    ``StorageProblem``.
    """
    book, ledger = load_cards(vault), ledger_of(record)
    unsure = [card for card in to if book.known(card.id) not in (Known.VERIFIED, Known.OWN)]
    for card in to:
        book.insist_on_same_key(card)
    if unsure and not reason.strip():
        raise HandoverProblem(
            tr("You have not compared the thirty digits with everybody who is to read this."),
            tr("Compare them by telephone, or write down why it has to go without."),
            code="not-compared",
        )
    writes = writer_of(book, ledger, own.card)
    some = tuple(chosen) if chosen is not None else proposed(record, ledger, writes, to)
    at = now_ms if now_ms is not None else _now_ms()
    package, after = make_package(
        record, ledger, own, to, some, at, writes=writes, read=read, documents=documents, note=note,
        reason=reason.strip(),
    )  # fmt: skip
    data, package_id = seal_package(package, own, to, escrow)
    lines = contents_of(record, after, some, writes)
    compared = "no" if unsure else "yes"
    vault.audit.note("sent", draft_id, package=package_id, readers=str(len(to)), compared=compared)
    message = words.covering_text(record, own.card, to, lines, note=note, file_name=file_name)
    return Outgoing(data, write_ledger(after), lines, message, package_id)


def say(
    record: PepRecord, own: OwnCard, kind: Kind, *, text: str = "", fingerprint: str = "", now_ms: int | None = None
) -> dict[str, Any]:
    """Say that one's part is ready, that one signed, or (virtual school) that the plan is returned with ``text``.

    Gives the plan's next ``handover``; it goes along with the next package. ``fingerprint`` is the signing
    certificate's (SHA-256, hex). Raises ``HandoverProblem`` for a return by anybody but the virtual school.
    """
    if kind is Kind.RETURNED and own.card.role != "virtual_school":
        raise HandoverProblem(
            tr("Only the virtual school returns a plan."), tr("Write a note to go with the package instead.")
        )
    ledger, at = ledger_of(record), now_ms if now_ms is not None else _now_ms()
    writes = writer_of(CardBook(own=(own,)), ledger, own.card)
    every = covered(record.form)
    some = tuple(section for section in every if writes(section)) if kind is Kind.READY else every
    said = sign_statement(
        own, kind, record.plan_id, record.version, hashes_of(record, some), at, words=text.strip(),
        snapshot=snapshot_hash(record), fingerprint=fingerprint,
    )  # fmt: skip
    return write_ledger(ledger.with_statement(said).with_card(own.card))


def choices(record: PepRecord) -> tuple[choosing.Open, ...]:
    """What somebody still has to choose in the plan."""
    return choosing.open_choices(record, ledger_of(record))


def choose(
    record: PepRecord, own: Card, book: CardBook, section: Section, chosen: Mapping[str, bool]
) -> tuple[Batch, dict[str, Any]]:
    """Settle choices in a section: ``Open.place`` → whether theirs is to stand.

    Gives the change and the plan's next ``handover``.
    Apply with ``session.take_in(batch, "Choose between two versions", handover)``.
    """
    ledger = ledger_of(record)
    batch, after = choosing.choose(record, ledger, section, chosen, writer_of(book, ledger, own))
    return batch, write_ledger(after)


def where_it_stands(record: PepRecord, assessment: Assessment) -> Standing:
    """Whose turn it is, what each side owes, who signed and whether that still counts."""
    return standing(record, ledger_of(record), assessment)


def _now_ms() -> int:
    return time.time_ns() // 1_000_000

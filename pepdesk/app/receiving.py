"""Taking a package in: looking into it first, then into an open plan, a plan that is not open, or as a new plan.

The way in: ``open_sealed`` → ``draft_of`` → ``look`` (nothing changes) → show ``Received.report`` → ``take_in``
for an open plan, ``take_in_draft`` for one that is not open, ``take_in_new`` for one that is not here. No widgets.
What opens or decodes may take a moment: call it from a job.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from pepdesk.app.contact_cards import load_cards
from pepdesk.handover import words
from pepdesk.handover.ledger import ledger_of, write_ledger
from pepdesk.handover.merge import Merged, Verdict, merge
from pepdesk.handover.package import Package, blank_of, open_package
from pepdesk.handover.said import writer_of
from pepdesk.handover.sections import section_of, with_value
from pepdesk.people.card_book import CardBook, Known
from pepdesk.people.people_file import cards_from_bytes
from pepdesk.problem import HandoverProblem, PepDeskProblem
from pepdesk.record.answers import Attached, Attachment
from pepdesk.record.codec import read_record, write_record
from pepdesk.record.record import PepRecord, new_record
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.library import Library
    from pepdesk.app.session import Session
    from pepdesk.people.card import Card, OwnCard
    from pepdesk.storage.generations import Generation
    from pepdesk.storage.vault import Vault


_OTHER_FORM = tr(
    "The questions of this plan are not those installed here, so who writes which part was settled elsewhere. "
    "Ask the sender about it if you did not expect that."
)


@dataclass(frozen=True, slots=True)
class Received:
    """A package that was opened and judged; nothing has changed yet.

    ``before`` is the plan it was judged against: the one here, or an empty one when ``is_new``. ``sender_known`` says
    how far the sender's card was checked; ``strangers`` are cards in the package of authors who are not among one's
    people (to be added, if wished, before looking again). ``waits`` says that the plan here is signed and what is in
    the package would change it: look again with ``amend``.
    """

    package: Package
    before: PepRecord
    is_new: bool
    sender_known: Known
    strangers: tuple[Card, ...]
    merged: Merged
    report: words.Report
    amend: bool

    @property
    def waits(self) -> bool:
        """Whether something in it waits for a new version of the signed plan; then look again with ``amend``."""
        reopened = bool(self.before.signings) and self.package.blank.version > self.before.version
        waiting = any(one.verdict is Verdict.WAITS for one in self.merged.outcomes)
        return not self.amend and (reopened or waiting)

    @property
    def note(self) -> str:
        """What the sender wrote to go with it; plain text."""
        return self.package.note

    @property
    def documents(self) -> tuple[tuple[str, bytes], ...]:
        """Exported files that travelled along: name and bytes."""
        return tuple((name, self.package.files[digest]) for name, digest in self.package.documents)


def open_sealed(vault: Vault, data: bytes) -> Package:
    """What is in a package made for one of one's own cards; its ``plan`` says which plan it is about.

    Nothing is judged yet. Raises ``HandoverProblem``, or another ``PepDeskProblem`` for an embedded form that is none.
    """
    book, escrow = cards_from_bytes(vault.read_people())
    return open_package(data, book.own, escrow)


def look(vault: Vault, package: Package, record: PepRecord | None, *, amend: bool = False) -> Received:
    """Judge a package against the plan it is about (None: that plan is not here). Nothing changes.

    Raises ``HandoverProblem`` if it is refused as a whole; ``ChangedKey`` for the loud stop.
    """
    book = load_cards(vault)
    own = addressed(book, package)
    is_new = record is None
    before = record if record is not None else _seeded(package)
    merged = merge(before, ledger_of(before), package, book, own.card, amend=amend)
    if is_new:
        merged = _with_first_rows(merged, book, own.card)
    strangers = tuple(card for card in package.cards if book.known(card.id) is Known.UNKNOWN)
    # A new plan is told as what it holds, not against its own unsigned beginnings.
    report = words.report(blank_of(before) if is_new else before, merged)
    if is_new and not _is_installed(before):
        report = replace(report, remarks=(*report.remarks, _OTHER_FORM))
    return Received(package, before, is_new, book.known(package.sender.id), strangers, merged, report, amend)


def _is_installed(record: PepRecord) -> bool:
    """Whether a plan's questions, and so who owns which part, are those installed on this computer."""
    from pepdesk import paths
    from pepdesk.authority.loader import form_for
    from pepdesk.authority.model import Authority
    from pepdesk.record.codec import form_hash

    try:
        form = form_for(paths.forms_dir(), record.form.id, record.authority or Authority(), paths.user_data_dir())
    except (PepDeskProblem, KeyError):
        return False
    return form_hash(form) == form_hash(record.form)


def draft_of(library: Library, plan_id: str) -> str:
    """The newest draft of that plan that stands beside no other; "" if the plan is not here."""
    entries = [one for one in library.entries() if not one.is_sibling]
    named = next((one.draft_id for one in entries if one.card.plan == plan_id), "")
    older = (one.draft_id for one in entries if not one.card.plan)  # saved before cards named their plan
    return named or next((draft_id for draft_id in older if _plan_in(library, draft_id) == plan_id), "")


def take_in(
    session: Session, vault: Vault, received: Received, draft_id: str = "", *, left_out: int | None = None
) -> int:
    """Take a package into the open plan it was looked at for, as one step to undo.

    Gives how many of its attachments cannot be used. ``left_out`` is that number when a job has kept them already
    (``keep_files``). The plan must be as it was looked at; else look again. Raises ``HandoverProblem``,
    ``StorageProblem``.
    """
    now = session.read()
    if write_record(now) != write_record(received.before):
        raise HandoverProblem(
            tr("The plan changed while you were looking."),
            tr("Look into the package once more."),
            code="changed-meanwhile",
        )
    if left_out is None:
        left_out = keep_files(received, session.attachments.store)
    if received.amend:
        session.amend()
    merged = received.merged
    session.take_in(merged.batch, tr("Take in a package"), write_ledger(merged.ledger), merged.version, merged.parent)
    session.note_comments(merged.record.comments)
    for signing in merged.signings:
        session.sign(signing)
    _note(vault, received, draft_id)
    return left_out


def taken_in(received: Received) -> PepRecord:
    """The plan with the package taken in, for a plan that is not open or not here yet."""
    merged, before = received.merged, received.before
    signings = () if received.amend else before.signings
    return replace(merged.record, handover=write_ledger(merged.ledger), signings=(*signings, *merged.signings))


def take_in_new(library: Library, received: Received, today: date) -> str:
    """Keep a plan that was not here as a new draft; gives its id. Raises ``StorageProblem``."""
    return _store(library, received, library.drafts.create(), None, today)


def take_in_draft(library: Library, draft_id: str, received: Received, today: date) -> str:
    """Take a package into a plan that is not open: one more save, the one before stays. Gives the draft's id.

    Raises ``StorageProblem``, ``SavedElsewhere`` among them.
    """
    opened = library.open(draft_id)
    if write_record(opened.record) != write_record(received.before):
        raise HandoverProblem(
            tr("The plan changed while you were looking."), tr("Look once more."), code="changed-meanwhile"
        )
    return _store(library, received, draft_id, opened.generation, today)


def keep_files(received: Received, store: Callable[[bytes], str]) -> int:
    """Keep the attachments that the plan names now; gives how many of them cannot be used.

    Each is looked at behind a fence first, as one that somebody adds; the bytes stay those that were signed.
    """
    left_out = 0
    for digest, file in _named(received.merged.record).items():
        data = received.package.files.get(digest)
        if data is None:
            continue
        if _is_usable(data, file):
            store(data)
        else:
            left_out += 1
    return left_out


def _is_usable(data: bytes, file: Attachment) -> bool:
    from pepdesk.intake.pictures import made_fit

    try:
        return made_fit(data, file.name, apart=True).kind == file.kind and len(data) == file.size
    except PepDeskProblem:
        return False


def _named(record: PepRecord) -> dict[str, Attachment]:
    answers = (answer for answer in record.answers.values() if isinstance(answer, Attached))
    return {file.sha256: file for answer in answers for file in answer.files}


def addressed(book: CardBook, package: Package) -> OwnCard:
    """The own card the package was made for; the newest one if it came through the escrow card."""
    mine = [one for one in book.own if one.card.id in package.readers]
    if not mine and not book.own:
        raise HandoverProblem(
            tr("You have no contact card yet."), tr("Make one from your signing identity first."), code="no-own-card"
        )
    # One's own package taken in on another computer comes last: it is for the others.
    return next((one for one in mine if one.card.id != package.sender.id), (mine or list(book.own))[-1])


def _seeded(package: Package) -> PepRecord:
    """The empty plan with the sections that nobody signed yet: the beginning of a plan that is not here."""
    record = blank_of(package.blank)
    for section, value in package.seeds:
        record = with_value(record, section, value)
    return record


def _with_first_rows(merged: Merged, book: CardBook, own: Card) -> Merged:
    """A new plan whose own parts have the rows each table starts with."""
    record, writes = merged.record, writer_of(book, merged.ledger, own)
    start = new_record(record.form, record.created)
    rows = {
        at: ids
        for at, ids in start.rows.items()
        if not at.rows and at not in record.rows and writes(section_of(record.form, at))
    }
    nested = {at: ids for at, ids in start.rows.items() if at.rows and any(at.rows[0] in ids for ids in rows.values())}
    return replace(merged, record=replace(record, rows={**record.rows, **rows, **nested}))


def _store(library: Library, received: Received, draft_id: str, based_on: Generation | None, today: date) -> str:
    from pepdesk.app.library import card_of, write_card
    from pepdesk.rules.assess import assess

    record = taken_in(received)
    keep_files(received, library.attachments.store)
    card = write_card(card_of(record, assess(record, today)))
    saved = library.save(draft_id, write_record(record), card, based_on, kept=True, signed=bool(record.signings))
    _note(library.vault, received, saved.draft_id)
    return saved.draft_id


def _note(vault: Vault, received: Received, draft_id: str) -> None:
    taken = sum(one.verdict in (Verdict.TAKEN, Verdict.JOINED) for one in received.merged.outcomes)
    refused = sum(one.verdict is Verdict.REFUSED for one in received.merged.outcomes)
    vault.audit.note(
        "merged", draft_id, package=received.package.package_id, parts=str(taken), refused=str(refused),
        sender=str(received.sender_known),
    )  # fmt: skip


def _plan_in(library: Library, draft_id: str) -> str:
    try:
        return read_record(library.drafts.open_newest(draft_id).body).plan_id
    except PepDeskProblem:
        return ""

"""``pepdesk receive F.pepx``: look into a package, and take it in."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any

from pepdesk.app.contact_cards import load_cards
from pepdesk.app.handover import choices, choose
from pepdesk.app.library import Library
from pepdesk.app.receiving import Received, addressed, draft_of, look, open_sealed, take_in_draft, take_in_new
from pepdesk.cli.handing import keep, read_package, received_table, with_handover, write_new
from pepdesk.cli.passphrase import add_vault_options, open_vault
from pepdesk.handover.merge import Verdict
from pepdesk.storage.vault import Vault


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Describe the command."""
    parser = subparsers.add_parser("receive", help="take in a package that somebody made for you")
    parser.add_argument("file", type=Path, metavar="F.pepx")
    parser.add_argument("--look", action="store_true", help="only say what it would change")
    parser.add_argument("--amend", action="store_true", help="open the next version of a signed plan")
    parser.add_argument(
        "--choose",
        choices=("mine", "theirs"),
        help="whose answer stands where both changed the same (default: both kept)",
    )
    parser.add_argument("--documents", type=Path, metavar="DIR", help="write the documents that travelled along here")
    add_vault_options(parser)
    parser.add_argument("--json", action="store_true", help="machine-readable output")


def run(args: argparse.Namespace) -> int:
    """0 when all is taken in, 1 when something was refused, waits or has to be chosen."""
    data = read_package(args.file)
    vault = open_vault(args)
    library = Library(vault)
    package = open_sealed(vault, data)
    draft_id = draft_of(library, package.plan)
    record = library.open(draft_id).record if draft_id else None
    received = look(vault, package, record, amend=args.amend)
    open_count = 0
    if not args.look:
        if args.documents is not None:
            for name, content in received.documents:
                write_new(args.documents / name, content)
        today = date.today()
        draft_id = (
            take_in_draft(library, draft_id, received, today) if draft_id else take_in_new(library, received, today)
        )
        open_count = _choose(vault, library, draft_id, received, args.choose)
    table = {**received_table(received), "draft": draft_id, "taken_in": not args.look, "to_choose": open_count}
    print(json.dumps(table, ensure_ascii=False) if args.json else _words(received, draft_id, open_count))
    bad = received.waits or any(one.verdict is Verdict.REFUSED for one in received.merged.outcomes)
    return 1 if bad or open_count else 0


def _choose(vault: Vault, library: Library, draft_id: str, received: Received, side: str | None) -> int:
    """Settle what stands side by side, if asked; gives how much is left to choose."""
    opened = library.open(draft_id)
    record = opened.record
    if side is None:
        return len(choices(record))
    book = load_cards(vault)
    own = addressed(book, received.package).card
    while open_now := choices(record):
        places = {one.place: side == "theirs" for one in open_now if one.section == open_now[0].section}
        batch, handover = choose(record, own, book, open_now[0].section, places)
        record.apply(batch)
        record = with_handover(record, handover)
    if record is not opened.record:
        keep(library, draft_id, opened, record)
    return 0


def _words(received: Received, draft_id: str, open_count: int) -> str:
    sender = received.package.sender
    lines = [
        f"From {sender.name}, {sender.title}, {sender.organisation} ({received.sender_known}).",
        received.report.text,
    ]
    lines += [f"{one.where}: {one.short}" for line in received.report.lines for one in line.changes]
    lines += [f"Not among your people: {card.name}, code {card.code}" for card in received.strangers]
    if received.waits:
        lines.append("The plan here is signed. With --amend its next version is opened and the package taken in.")
    if open_count:
        lines.append(f"{open_count} answers stand side by side: choose in the window, or with --choose.")
    if received.note:
        lines += ["They write:", received.note]
    return "\n".join((*lines, f"Draft: {draft_id}" if draft_id else "The plan is not here yet."))

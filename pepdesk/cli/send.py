"""``pepdesk send PLAN --to CARD… -o F.pepx``: a plan's parts, sealed for other people."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pepdesk.app.contact_cards import load_cards, own_card
from pepdesk.app.handover import Outgoing, say, send
from pepdesk.app.library import Library
from pepdesk.cli.handing import keep, open_draft, with_handover, write_new
from pepdesk.cli.identity_cards import find_card, own_identity
from pepdesk.cli.passphrase import add_vault_options, open_vault
from pepdesk.handover.sections import Section
from pepdesk.handover.signed import Kind
from pepdesk.people.escrow_card import read_card as read_escrow_card
from pepdesk.problem import HandoverProblem
from pepdesk.record.codec import snapshot_hash
from pepdesk.record.record import PepRecord, Signing
from pepdesk.signing.verify import read_file

if TYPE_CHECKING:
    from pepdesk.people.card import OwnCard

_SAYS = {"ready": Kind.READY, "signed": Kind.SIGNED, "returned": Kind.RETURNED}


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Describe the command."""
    parser = subparsers.add_parser("send", help="a plan's parts, sealed for other people (a .pepx file)")
    parser.add_argument("plan", metavar="PLAN", help="a draft's id")
    parser.add_argument(
        "--to", action="append", required=True, metavar="CARD", help="name, role, digits or card file; may be repeated"
    )
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="F.pepx", help="a new file")
    parser.add_argument("--as", dest="identity", default="", metavar="IDENTITY", help="if you have several")
    parser.add_argument(
        "--part", action="append", metavar="TAB.SIDE", help="only these parts (default: yours and shared)"
    )
    parser.add_argument(
        "--document", action="append", type=Path, default=[], metavar="F", help="a signed PDF or Word file"
    )
    parser.add_argument("--escrow", type=Path, metavar="F.pepcard", help="the school's data lead can open it too")
    parser.add_argument("--note", default="", help="words to go with it")
    parser.add_argument("--reason", default="", help="why it goes to somebody whose digits were not compared")
    parser.add_argument(
        "--say", choices=tuple(_SAYS), help="that your part is ready, you signed, or you return the plan"
    )
    parser.add_argument("--words", default="", help="what has to change (with --say returned)")
    add_vault_options(parser)
    parser.add_argument("--json", action="store_true", help="machine-readable output")


def run(args: argparse.Namespace) -> int:
    """Make the package; what the plan remembers of it is stored before the file is written."""
    vault = open_vault(args)
    library = Library(vault)
    opened = open_draft(library, args.plan)
    book = load_cards(vault)
    to = [find_card(book, who) for who in args.to]
    identity = own_identity(vault, args.identity)
    own = own_card(vault, identity, date.today())
    escrow = read_escrow_card(read_file(args.escrow)) if args.escrow else None
    if args.output.exists():
        raise HandoverProblem("There is a file of that name already.", "Choose another name.", code="exists")
    record = _said(opened.record, own, args)
    out = send(
        record, vault, own, to, chosen=_parts(record, args.part), read=library.attachments.read,
        documents=[(path.name, read_file(path)) for path in args.document], note=args.note, reason=args.reason,
        file_name=args.output.name, draft_id=args.plan, escrow=escrow,
    )  # fmt: skip
    keep(library, args.plan, opened, with_handover(record, out.handover))
    write_new(args.output, out.data)
    print(json.dumps(_table(args, out), ensure_ascii=False) if args.json else _words(args, out))
    return 0


def _said(record: PepRecord, own: OwnCard, args: argparse.Namespace) -> PepRecord:
    """The record with what ``--say`` says in it."""
    if args.say is None:
        return record
    kind, now = _SAYS[args.say], datetime.now().astimezone()
    fingerprint = own.card.certificate.hex() if kind is Kind.SIGNED else ""
    record = with_handover(record, say(record, own, kind, text=args.words, fingerprint=fingerprint))
    if kind is Kind.SIGNED and all(one.role != own.card.role for one in record.signings):
        at = now.isoformat(timespec="seconds")
        signing = Signing(own.card.name, own.card.role, at, snapshot_hash(record), fingerprint)
        record = replace(record, signings=(*record.signings, signing))
    return record


def _parts(record: PepRecord, named: list[str] | None) -> tuple[Section, ...] | None:
    try:
        return tuple(Section.parse(name, record.form) for name in named) if named else None
    except ValueError:
        raise HandoverProblem(
            "The plan has no such part.",
            "Name a tab and a side: designated_teacher, social_worker, virtual_school or shared, as in targets.shared.",
            code="part",
        ) from None


def _table(args: argparse.Namespace, out: Outgoing) -> dict[str, Any]:
    return {
        "file": str(args.output),
        "package": out.package_id,
        "bytes": len(out.data),
        "contains": [
            {"section": str(line.section), "tab": line.tab, "whose": line.whose, "answers": line.answers,
             "kind": line.kind, "remark": line.remark}
            for line in out.lines
        ],
        "message": out.message,
    }  # fmt: skip


def _words(args: argparse.Namespace, out: Outgoing) -> str:
    lines = [f"Written: {args.output}", "It contains:"]
    lines += [f"  {line.answers:>4} answers  {line.tab} ({line.whose}). {line.remark}".rstrip() for line in out.lines]
    return "\n".join((*lines, "", "A message to go with it:", "", out.message))

"""``pepdesk read FILLED [--into PLAN] [-o PLAN.json]``: a filled Word or PDF form as answers for a plan."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from pepdesk.app.documents import write_document
from pepdesk.cli.passphrase import add_vault_options
from pepdesk.cli.plan import open_plan
from pepdesk.intake.filled import Filled
from pepdesk.intake.proposal import Kind, Proposal, Proposed, propose
from pepdesk.intake.proposal_words import report, said
from pepdesk.intake.read import LARGEST, form_of, read_filled
from pepdesk.problem import ImportProblem, RecordProblem
from pepdesk.record.codec import write_record
from pepdesk.record.record import PepRecord, new_record

_ABOUT = (
    "Reads a form that PepDesk made and somebody filled in, and says what it would change. Nothing is written without "
    "-o. Answers to open questions are taken over; what the plan answers otherwise stays, unless --changed is given."
)


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Describe the command."""
    parser = subparsers.add_parser("read", help="a filled form as answers for a plan", description=_ABOUT)
    parser.add_argument("filled", type=Path, metavar="FILLED", help="the filled form: .docx or .pdf")
    parser.add_argument("--into", dest="plan", default="", metavar="PLAN", help="the plan (default: a new one)")
    add_vault_options(parser)
    parser.add_argument(
        "-o", "--output", type=Path, metavar="PLAN.json", help="write the plan with the answers, in clear"
    )
    parser.add_argument("--changed", action="store_true", help="also replace what the plan answers otherwise")
    parser.add_argument("--json", action="store_true", help="machine-readable output")


def run(args: argparse.Namespace) -> int:
    """Say what the form holds; exit status 1 if a person should look at something."""
    from pepdesk.cli import FINE, FOUND_PROBLEMS

    record = open_plan(args) if args.plan else None
    filled = read_filled(_data(args.filled), record)
    into = record or _blank(filled)
    proposal = propose(into, filled)
    taken = _chosen(proposal, changed=args.changed)
    if args.output:
        if into.signings:
            raise RecordProblem("This plan is signed and cannot change.", "Amend it in PepDesk, then read the form.")
        if proposal.warnings and not args.changed:
            raise ImportProblem(proposal.warnings[0], "Nothing was written. If it is right, give --changed as well.")
        into.apply(proposal.batch(taken))
        # In clear, and perhaps for anybody: without what professionals said to each other.
        write_document(args.output, write_record(replace(into, comments=())))
    print(json.dumps(_table(filled, proposal, taken), ensure_ascii=False) if args.json else report(proposal, taken))
    open_questions = proposal.of(Kind.NOT_UNDERSTOOD) or proposal.warnings or proposal.remarks
    return FOUND_PROBLEMS if open_questions or any(one.look for one in proposal.items) else FINE


def _data(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(LARGEST + 1)
    except OSError as error:
        raise ImportProblem("The form could not be read.", "Check the name of the file.", code="not-read") from error


def _blank(filled: Filled) -> PepRecord:
    form = form_of(filled)
    return new_record(form, datetime.now().astimezone().isoformat(timespec="seconds"))


def _chosen(proposal: Proposal, *, changed: bool) -> tuple[Proposed, ...]:
    if not changed:
        return proposal.suggested()
    return tuple(one for one in proposal.items if one.kind in (Kind.NEW, Kind.CHANGED) and one.can_be_taken)


def _table(filled: Filled, proposal: Proposal, taken: tuple[Proposed, ...]) -> dict[str, Any]:
    chosen = {one.address for one in taken}
    return {
        "form": filled.form_id,
        "plan": filled.plan_id,
        "source": filled.source,
        "answers": [_entry(proposal, one) | {"taken": one.address in chosen} for one in proposal.of(Kind.NEW)],
        "changed": [_entry(proposal, one) | {"taken": one.address in chosen} for one in proposal.of(Kind.CHANGED)],
        "same": len(proposal.of(Kind.SAME)),
        "not_understood": [_entry(proposal, one) for one in proposal.of(Kind.NOT_UNDERSTOOD)],
        "warnings": list(proposal.warnings),
        "remarks": list(proposal.remarks),
    }


def _entry(proposal: Proposal, one: Proposed) -> dict[str, Any]:
    return {
        "address": str(one.address) if one.address else None,
        "question": one.label,
        "row": one.row,
        "text": one.text,
        "old": said(proposal.record, one, one.old),
        "new": said(proposal.record, one, one.new),
        "look": one.look,
    }

"""What ``send``, ``receive`` and ``merge`` share: the plan in the vault, a package's file, a report as JSON."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pepdesk.app.library import card_of, write_card
from pepdesk.handover.sealed import LARGEST
from pepdesk.problem import HandoverProblem
from pepdesk.record.codec import write_record
from pepdesk.rules.assess import assess

if TYPE_CHECKING:
    from pepdesk.app.library import Library, OpenedPlan
    from pepdesk.app.receiving import Received
    from pepdesk.handover.words import Report
    from pepdesk.record.record import PepRecord


def open_draft(library: Library, plan: str) -> OpenedPlan:
    """The draft of that id. Raises ``HandoverProblem`` for anything but an id, ``StorageProblem``."""
    if not re.fullmatch(r"[0-9a-f]{32}", plan):
        raise HandoverProblem(
            "Only a draft in a vault can be handed over.",
            "Give its id: “pepdesk drafts list” has them.",
            code="no-draft",
        )
    return library.open(plan)


def keep(library: Library, draft_id: str, opened: OpenedPlan, record: PepRecord) -> None:
    """Store a plan after a command changed it. Raises ``StorageProblem``."""
    card = write_card(card_of(record, assess(record, date.today())))
    library.save(draft_id, write_record(record), card, opened.generation, kept=True, signed=bool(record.signings))


def read_package(path: Path) -> bytes:
    """The bytes of a package's file. Raises ``HandoverProblem``."""
    try:
        with path.open("rb") as stream:
            return stream.read(LARGEST + 1)
    except OSError as error:
        raise HandoverProblem(
            "The package cannot be read.", "Check the name of the file.", code="unreadable"
        ) from error


def write_new(path: Path, data: bytes) -> None:
    """Write a file that must not be there yet, durably. Raises ``HandoverProblem``."""
    try:
        with path.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except FileExistsError:
        raise HandoverProblem("There is a file of that name already.", "Choose another name.", code="exists") from None
    except OSError as error:
        raise HandoverProblem("The file cannot be written there.", "Choose another place.", code="write") from error


def report_table(report: Report) -> dict[str, Any]:
    """A report for ``--json``."""
    return {
        "headline": report.headline,
        "sections": [
            {
                "section": str(line.section),
                "verdict": str(line.verdict),
                "says": line.says,
                "changes": [
                    {"address": str(one.address), "where": one.where, "how": one.short} for one in line.changes
                ],
            }
            for line in report.lines
        ],
        "remarks": list(report.remarks),
    }


def received_table(received: Received) -> dict[str, Any]:
    """What was received for ``--json``."""
    return {
        "plan": received.package.plan,
        "new": received.is_new,
        "sender": {"name": received.package.sender.name, "role": received.package.sender.role},
        "sender_known": str(received.sender_known),
        "strangers": [card.name for card in received.strangers],
        "signed_by": [one.role for one in received.merged.signings],
        "waits": received.waits,
        "note": received.note,
        **report_table(received.report),
    }


def with_handover(record: PepRecord, handover: dict[str, Any]) -> PepRecord:
    """The record with another ledger."""
    return replace(record, handover=handover)

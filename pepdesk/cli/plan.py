"""The PLAN argument of several commands: a plan in clear (``*.json``), or a draft's id in a vault."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from pepdesk.app.attachments import Attachments
from pepdesk.cli.passphrase import add_vault_options, open_vault
from pepdesk.problem import RecordProblem
from pepdesk.record.codec import read_from_outside, read_record
from pepdesk.record.record import PepRecord
from pepdesk.storage.audit import AuditTrail
from pepdesk.storage.blobs import Blobs
from pepdesk.storage.drafts import Drafts
from pepdesk.storage.vault import Vault

LARGEST_PLAN = 64 * 1024 * 1024
"""Bytes of a plan in clear that are read at most: the cap of a draft's body (security design, decision 1)."""


def add_plan_argument(parser: argparse.ArgumentParser) -> None:
    """Add PLAN and the vault's options."""
    parser.add_argument("plan", metavar="PLAN", help="a plan in clear (*.json), or a draft's id")
    add_vault_options(parser)


def open_plan(args: argparse.Namespace) -> PepRecord:
    """The plan named. Raises ``RecordProblem`` or ``StorageProblem``."""
    return open_plan_with_attachments(args)[0]


def open_plan_with_attachments(args: argparse.Namespace) -> tuple[PepRecord, Attachments, AuditTrail | None]:
    """The plan named, its pictures, and where to note what is done with it; a plan in clear has neither.

    Raises as ``open_plan``.
    """
    record, attachments, vault = open_plan_in_vault(args)
    return record, attachments, vault.audit if vault is not None else None


def open_plan_in_vault(args: argparse.Namespace) -> tuple[PepRecord, Attachments, Vault | None]:
    """The plan named, its pictures, and the vault it lies in; None for a plan in clear. Raises as ``open_plan``."""
    if re.fullmatch(r"[0-9a-f]{32}", args.plan) and not Path(args.plan).exists():
        vault = open_vault(args)
        record = read_record(Drafts(vault).open_newest(args.plan).body)
        vault.audit.note("opened", args.plan)
        return record, Attachments(Blobs(vault)), vault
    return _in_clear(args), Attachments(), None


def _in_clear(args: argparse.Namespace) -> PepRecord:
    try:
        with Path(args.plan).open("rb") as stream:
            data = stream.read(LARGEST_PLAN + 1)
    except OSError as error:
        advice = "Check the name of the file, or give a draft's id with --vault."
        raise RecordProblem("The plan's file could not be read.", advice) from error
    if len(data) > LARGEST_PLAN:
        raise RecordProblem("This file is too large to be a plan.", "Check the name of the file.")
    return read_from_outside(data)

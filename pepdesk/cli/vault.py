"""``pepdesk vault``: make a vault, change its passphrase or its key, list the ways in, show the audit trail."""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pepdesk.cli.escrow import add_verbs, run_escrow
from pepdesk.cli.passphrase import add_vault_options, open_vault, read_passphrase, vault_folder, write_new
from pepdesk.storage import rotation
from pepdesk.storage.audit import as_rows
from pepdesk.storage.passphrase import generate_passphrase
from pepdesk.storage.recovery import RecoverySheet
from pepdesk.storage.unlocking import create_vault, restore_from_sheet, unlock_with_recovery_key
from pepdesk.storage.vault import Vault


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Describe the command."""
    parser = subparsers.add_parser("vault", help="make a vault, change its passphrase, list its slots")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="create|passphrase|rotate|slots|escrow|audit")
    create = verbs.add_parser("create", help="a new vault; prints the recovery sheet, once", allow_abbrev=False)
    create.add_argument("--generate", action="store_true", help="draw a passphrase of five words and print it")
    change = verbs.add_parser("passphrase", help="a new passphrase in place of the old one", allow_abbrev=False)
    change.add_argument("--new-passphrase-file", type=Path, metavar="F", help="read the new one from F")
    change.add_argument(
        "--recovery-file", type=Path, metavar="F", help="open with the recovery key in F instead of the old one"
    )
    change.add_argument("--sheet-file", type=Path, metavar="F", help="the sheet's seven lines, without a vault file")
    slots = verbs.add_parser("slots", help="the ways to open the vault", allow_abbrev=False)
    audit = verbs.add_parser("audit", help="what was done with which draft and when", allow_abbrev=False)
    audit.add_argument("-o", "--output", type=Path, metavar="F", help="a new file (default: stdout)")
    rotate = verbs.add_parser("rotate", help="a new key, passphrase and recovery sheet; seals every file anew",
                              allow_abbrev=False)  # fmt: skip
    rotate.add_argument("--new-passphrase-file", type=Path, metavar="F", help="read the new one from F")
    add_verbs(verbs.add_parser("escrow", help="a way in for the school's data lead", allow_abbrev=False))
    for verb in (create, change, slots, audit, rotate):
        add_vault_options(verb)
        verb.add_argument("--json", action="store_true", help="machine-readable output")


def run(args: argparse.Namespace) -> int:
    """Do what was asked."""
    return {"create": _create, "passphrase": _passphrase, "slots": _slots, "audit": _audit, "rotate": _rotate,
            "escrow": run_escrow}[args.verb](args)  # fmt: skip


def _create(args: argparse.Namespace) -> int:
    if args.generate:
        passphrase = generate_passphrase()
        print(f"Passphrase: {passphrase}", file=sys.stderr)
    else:
        passphrase = read_passphrase(args.passphrase_file, "New passphrase: ", twice=True)
    vault, sheet = create_vault(vault_folder(args), passphrase)
    _show_sheet(args, vault, sheet)
    return 0


def _passphrase(args: argparse.Namespace) -> int:
    if args.sheet_file:
        key, box = read_passphrase(args.recovery_file, "Recovery key: "), args.sheet_file.read_text("utf-8")
        vault = restore_from_sheet(vault_folder(args), key, box, _new(args))
    elif args.recovery_file:
        vault = unlock_with_recovery_key(vault_folder(args), read_passphrase(args.recovery_file, ""))
        vault.change_passphrase(_new(args))
    else:
        vault = open_vault(args)
        vault.change_passphrase(_new(args))
    print("The passphrase was changed.", file=sys.stderr)
    if args.json:
        print(json.dumps({"vault": vault.vault_id.hex(), "changed": True}))
    return 0


def _slots(args: argparse.Namespace) -> int:
    rows = [asdict(slot) for slot in open_vault(args).slots()]
    if args.json:
        print(json.dumps(rows))
    else:
        for row in rows:
            print(f"{row['kind']:<12} made {row['made']}  {row['slot_id']}")
    return 0


def _audit(args: argparse.Namespace) -> int:
    """The trail as CSV or JSON; 1 when it is not whole."""
    found = open_vault(args).audit.read()
    rows = as_rows(found.entries)
    if args.json:
        text = json.dumps({"entries": rows, "faults": found.faults})
    else:
        table = io.StringIO()
        writer = csv.DictWriter(table, ("number", "time_utc", "kind", "draft", "detail", "hash"), lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
        text = table.getvalue().rstrip("\r\n")
    if args.output is None:
        print(text)
    else:
        write_new(args.output, text)
    for fault in found.faults:
        print(fault, file=sys.stderr)
    return 1 if found.faults else 0


def _rotate(args: argparse.Namespace) -> int:
    """A new key; one that was interrupted is finished first, and is then all that is done."""
    vault = open_vault(args)
    sheet = None
    if vault.manifest.former is None:
        sheet = rotation.begin(vault, _new(args))
        _show_sheet(args, vault, sheet)
    done = rotation.resume(vault, None if args.json or not sys.stderr.isatty() else _progress)
    print(f"{done.files} files are under the new key; {done.set_aside} damaged ones were set aside.", file=sys.stderr)
    if sheet is None:
        print("This finished an earlier change of key. If its recovery sheet was not printed, make a new one.",
              file=sys.stderr)  # fmt: skip
        if args.json:
            print(json.dumps({"vault": vault.vault_id.hex(), "finished": True}))
    return 1 if done.unfinished else 0


def _progress(looked: int, count: int) -> None:
    print(f"\r{looked} of {count} files", end="" if looked < count else "\n", file=sys.stderr)


def _show_sheet(args: argparse.Namespace, vault: Vault, sheet: RecoverySheet) -> None:
    if args.json:
        print(json.dumps({"vault": vault.vault_id.hex(), "recovery": asdict(sheet)}), flush=True)
    else:
        print("\n".join(sheet.words()), flush=True)
        print("Print this sheet now: it is not kept anywhere.", file=sys.stderr)


def _new(args: argparse.Namespace) -> str:
    return read_passphrase(args.new_passphrase_file, "New passphrase: ", twice=True)

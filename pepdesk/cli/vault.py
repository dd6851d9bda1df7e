"""``pepdesk vault create | passphrase | slots``: make a vault, change its passphrase, list the ways in."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pepdesk.cli.passphrase import add_vault_options, open_vault, read_passphrase, vault_folder
from pepdesk.storage.passphrase import generate_passphrase
from pepdesk.storage.unlocking import create_vault, restore_from_sheet, unlock_with_recovery_key


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Describe the command."""
    parser = subparsers.add_parser("vault", help="make a vault, change its passphrase, list its slots")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="create|passphrase|slots")
    create = verbs.add_parser("create", help="a new vault; prints the recovery sheet, once", allow_abbrev=False)
    create.add_argument("--generate", action="store_true", help="draw a passphrase of five words and print it")
    change = verbs.add_parser("passphrase", help="a new passphrase in place of the old one", allow_abbrev=False)
    change.add_argument("--new-passphrase-file", type=Path, metavar="F", help="read the new one from F")
    change.add_argument(
        "--recovery-file", type=Path, metavar="F", help="open with the recovery key in F instead of the old one"
    )
    change.add_argument("--sheet-file", type=Path, metavar="F", help="the sheet's seven lines, without a vault file")
    slots = verbs.add_parser("slots", help="the ways to open the vault", allow_abbrev=False)
    for verb in (create, change, slots):
        add_vault_options(verb)
        verb.add_argument("--json", action="store_true", help="machine-readable output")


def run(args: argparse.Namespace) -> int:
    """Do what was asked."""
    return {"create": _create, "passphrase": _passphrase, "slots": _slots}[args.verb](args)


def _create(args: argparse.Namespace) -> int:
    if args.generate:
        passphrase = generate_passphrase()
        print(f"Passphrase: {passphrase}", file=sys.stderr)
    else:
        passphrase = read_passphrase(args.passphrase_file, "New passphrase: ", twice=True)
    vault, sheet = create_vault(vault_folder(args), passphrase)
    if args.json:
        print(json.dumps({"vault": vault.vault_id.hex(), "recovery": asdict(sheet)}))
    else:
        print("\n".join(sheet.words()))
        print("Print this sheet now: it is not kept anywhere.", file=sys.stderr)
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


def _new(args: argparse.Namespace) -> str:
    return read_passphrase(args.new_passphrase_file, "New passphrase: ", twice=True)

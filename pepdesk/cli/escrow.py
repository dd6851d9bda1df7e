"""``pepdesk vault escrow``: the school's way in. The data lead makes a card, staff let it in, it opens their vaults.

``card`` is for the data lead, in their own vault; ``add``, ``show`` and ``remove`` are for whose vault it is; ``open``
is the data lead taking over a vault.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pepdesk.app.taking_over import has_card, own_card, take_over
from pepdesk.cli.passphrase import add_vault_options, open_vault, read_passphrase, write_new
from pepdesk.people.escrow_card import escrow_code, read_card, same_code, write_card
from pepdesk.problem import StorageProblem
from pepdesk.storage.slots import ESCROW


def add_verbs(parser: argparse.ArgumentParser) -> None:
    """Describe the verbs under ``pepdesk vault escrow``."""
    verbs = parser.add_subparsers(dest="escrow_verb", required=True, metavar="card|add|show|remove|open")
    card = verbs.add_parser("card", help="the data lead's card, made on first use", allow_abbrev=False)
    card.add_argument("--name", required=True, help="the data lead's name, as staff know it")
    card.add_argument("--organisation", required=True)
    card.add_argument("-o", "--output", type=Path, required=True, metavar="F.pepcard", help="a new file")
    add = verbs.add_parser("add", help="let the holder of a card in", allow_abbrev=False)
    add.add_argument("card", type=Path, metavar="F.pepcard")
    add.add_argument("--code", help="the 30 digits as the data lead read them out (default: asked for)")
    show = verbs.add_parser("show", help="which card may open the vault", allow_abbrev=False)
    remove = verbs.add_parser("remove", help="shut the card out again", allow_abbrev=False)
    take = verbs.add_parser("open", help="take over a leaver's vault with your own card", allow_abbrev=False)
    take.add_argument("leaver", type=Path, metavar="DIR", help="the leaver's folder")
    take.add_argument("--new-passphrase-file", type=Path, metavar="F", help="its new passphrase (default: asked for)")
    for verb in (card, add, show, remove, take):
        add_vault_options(verb)
        verb.add_argument("--json", action="store_true", help="machine-readable output")


def run_escrow(args: argparse.Namespace) -> int:
    """Do what was asked."""
    verbs = {"card": _card, "add": _add, "show": _show, "remove": _remove, "open": _open}
    return verbs[args.escrow_verb](args)


def _card(args: argparse.Namespace) -> int:
    card = own_card(open_vault(args), args.name, args.organisation)
    write_new(args.output, write_card(card))
    _tell(args, {"file": str(args.output), "code": card.code}, f"Code: {card.code}")
    print("Give the file to your staff, and read the code to each of them by telephone.", file=sys.stderr)
    return 0


def _add(args: argparse.Namespace) -> int:
    try:
        card = read_card(args.card.read_bytes())
    except OSError as error:
        raise StorageProblem("The card cannot be read.", "Check its name and place.", code="card") from error
    code = args.code or _ask_code(card.name)
    if not same_code(code, card.code):
        raise StorageProblem(
            "These digits are not those of this card.",
            "Ask the data lead to read the code again, on a number you know. Nothing was changed.",
            code="card-code",
        )
    open_vault(args).let_school_in(card.public_key)
    _tell(args, {"code": card.code}, f"{card.name} ({card.organisation}) can now open these drafts.")
    return 0


def _show(args: argparse.Namespace) -> int:
    cards = [slot for slot in open_vault(args).slots() if slot.kind == ESCROW]
    rows = [{"code": escrow_code(bytes.fromhex(slot.reader)), "made": slot.made} for slot in cards]
    if args.json:
        print(json.dumps(rows))
    for row in () if args.json else rows:
        print(f"A card with the code {row['code']} may open these drafts, since {row['made']}.")
    if not rows:
        print("No card may open these drafts.", file=sys.stderr)
    return 0


def _remove(args: argparse.Namespace) -> int:
    open_vault(args).shut_school_out()
    advice = "Copies of the folder made before still open: change the key (pepdesk vault rotate) if that matters."
    _tell(args, {"removed": True}, f"No card opens these drafts any more. {advice}")
    return 0


def _open(args: argparse.Namespace) -> int:
    own = open_vault(args)
    if not has_card(own):
        raise StorageProblem("There is no card in your own vault.", "Only the data lead's vault has one.", code="card")
    taken = take_over(own, args.leaver, read_passphrase(args.new_passphrase_file, "New passphrase: ", twice=True))
    vault, sheet = taken.vault, taken.sheet
    if args.json:
        print(json.dumps({"vault": vault.vault_id.hex(), "recovery": asdict(sheet)}))
    else:
        print("\n".join(sheet.words()))
    print("The leaver's plans open with the new passphrase. Their own one and their sheet do not.", file=sys.stderr)
    return 0


def _ask_code(name: str) -> str:
    if not sys.stdin.isatty():
        raise StorageProblem("The card's code is needed.", "Give --code with the 30 digits.", code="card-code")
    return input(f"The 30 digits, as {name} reads them to you: ")


def _tell(args: argparse.Namespace, row: dict[str, Any], words: str) -> None:
    print(json.dumps(row, ensure_ascii=False) if args.json else words)

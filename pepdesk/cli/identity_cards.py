"""``pepdesk identity card | cards | add | compare``: contact cards, with which plans are handed over."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pepdesk.app.contact_cards import add_card, load_cards, own_card, verify_card
from pepdesk.cli.passphrase import open_vault
from pepdesk.people.card import PREFIX, Card, card_words, qr_code, read_card, safety_number, write_card
from pepdesk.people.card_book import CardBook, Known
from pepdesk.people.people_file import from_bytes
from pepdesk.problem import HandoverProblem
from pepdesk.signing.verify import read_file

if TYPE_CHECKING:
    from pepdesk.people.identity import Identity
    from pepdesk.storage.vault import Vault


def add_verbs(verbs: Any) -> list[argparse.ArgumentParser]:  # noqa: ANN401 - argparse's own type is private
    """Describe the verbs; gives their parsers."""
    card = verbs.add_parser("card", help="your contact card, for those who send you plans")
    card.add_argument("identity", nargs="?", default="", help="which of your identities, if you have several")
    card.add_argument("-o", "--out", type=Path, metavar="FILE", help=".pepcard or .txt, or .png, .svg with a QR code")
    cards = verbs.add_parser("cards", help="your contact cards and those of other people, and how far they are checked")
    add = verbs.add_parser("add", help="take somebody's contact card in")
    add.add_argument("card", help="a .pepcard file, or the text beginning PEPCARD1")
    add.add_argument("--digits", default="", help="the thirty digits they read to you: the card is then verified")
    add.add_argument("--replace", action="store_true", help="their key has changed and you have spoken to them")
    compare = verbs.add_parser("compare", help="note that you compared the thirty digits of a card by voice")
    compare.add_argument("who", help="name, role, or the first digits of the code")
    compare.add_argument("digits", help="the thirty digits, as the person read them to you")
    return [card, cards, add, compare]


def run(args: argparse.Namespace) -> int:
    """Do what was asked."""
    return {"card": _card, "cards": _cards, "add": _add, "compare": _compare}[args.verb](args)


def find_card(book: CardBook, who: str) -> Card:
    """The card that a word names: a file, the text itself, or a name, role or first digits of somebody known.

    Raises ``HandoverProblem`` if none or several fit.
    """
    if (given := _given(who)) is not None:
        return read_card(given)
    wanted, digits = who.strip().casefold(), "".join(who.split())
    cards = (one.card for one in book.others)
    fits = [
        card
        for card in cards
        if wanted in (card.name.casefold(), card.role)
        or (len(digits) >= 5 and digits.isdecimal() and card.code.replace(" ", "").startswith(digits))
    ]
    if len(fits) != 1:
        count = "Nobody" if not fits else "More than one person"
        raise HandoverProblem(
            f"{count} among your contact cards fits.", "“pepdesk identity cards” lists them.", code="card-name"
        )
    return fits[0]


def own_identity(vault: Vault, who: str) -> Identity:
    """The own identity that ``who`` names; "" for the only one. Raises ``SigningProblem`` if none or several fit."""
    from pepdesk.cli.identity import one_of

    people = from_bytes(vault.read_people())
    return people.own[0] if not who and len(people.own) == 1 else one_of(people, who)


def card_table(card: Card, known: Known) -> dict[str, Any]:
    """A card for ``--json``."""
    return {
        "name": card.name, "role": card.role, "organisation": card.organisation, "code": card.code,
        "made": card.made.isoformat(), "known": str(known), "id": card.id,
    }  # fmt: skip


def _given(word: str) -> str | bytes | None:
    """The text of a card that a word holds, or the content of the file it names; None if it is neither."""
    if word.strip().upper().startswith(PREFIX):
        return word
    try:
        return read_file(Path(word)) if Path(word).is_file() else None
    except OSError:  # too long for a name
        return None


def _card(args: argparse.Namespace) -> int:
    from pepdesk.cli.identity import write_new

    vault = open_vault(args)
    own = own_card(vault, own_identity(vault, args.identity), date.today()).card
    if args.out is not None:
        ending = args.out.suffix.lower()
        if ending not in (".pepcard", ".txt", ".png", ".svg"):
            raise HandoverProblem("The file's ending must be .pepcard, .txt, .png or .svg.", "Name it accordingly.")
        text = (write_card(own) + "\n").encode("ascii")
        write_new(args.out, qr_code(own, ending[1:]) if ending in (".png", ".svg") else text)
    table = {**card_table(own, Known.OWN), "card": write_card(own)}
    _tell(args, table, f"{card_words(own)}\n{write_card(own) if args.out is None else f'Written: {args.out}'}")
    return 0


def _cards(args: argparse.Namespace) -> int:
    book = load_cards(open_vault(args))
    mine = book.own[-1].card if book.own else None
    table = {
        "own": [card_table(one.card, Known.OWN) for one in book.own],
        "others": [card_table(one.card, one.known) for one in book.others],
    }
    lines = [f"Yours: {card_words(one.card)}" for one in book.own]
    for one in book.others:
        number = f"\nYou both read:\n{safety_number(mine, one.card)}" if mine else ""
        state = f"verified on {one.verified}" if one.verified else "not compared yet"
        lines.append(f"{card_words(one.card)}\n{state}{number}")
    _tell(args, table, "\n\n".join(lines) or "You have no contact cards yet.")
    return 0


def _add(args: argparse.Namespace) -> int:
    vault = open_vault(args)
    given = _given(args.card)
    card = add_card(vault, args.card if given is None else given, replace_key=args.replace)
    known = load_cards(vault).known(card.id)
    if args.digits:
        known = verify_card(vault, card.id, args.digits, date.today()).known(card.id)
    words = f"{card_words(card)}\n"
    words += "Verified." if known is Known.VERIFIED else "Compare the digits by voice before you send them anything."
    _tell(args, card_table(card, known), words)
    return 0


def _compare(args: argparse.Namespace) -> int:
    vault = open_vault(args)
    card = find_card(load_cards(vault), args.who)
    book = verify_card(vault, card.id, args.digits, date.today())
    _tell(args, card_table(card, book.known(card.id)), f"{card.name} is verified.")
    return 0


def _tell(args: argparse.Namespace, table: dict[str, Any], words: str) -> None:
    print(json.dumps(table, ensure_ascii=False) if args.json else words)

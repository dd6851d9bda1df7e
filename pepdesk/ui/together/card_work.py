"""What the windows about contact cards do in the background: read everybody, draw the QR codes, replace a key.

No widgets.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pepdesk.app.contact_cards import add_card, load_cards, own_card, verify_card
from pepdesk.people.escrow_card import escrow_code, same_code
from pepdesk.problem import HandoverProblem
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.people.card import Card, OwnCard
    from pepdesk.people.card_book import CardBook
    from pepdesk.people.identity import Identity
    from pepdesk.storage.vault import Vault

LARGEST_CARD = 4096


@dataclass(frozen=True, slots=True)
class Everybody:
    """The cards in a vault, a QR code (PNG) for each own one by id, signing identities that have no card yet.

    ``school`` is the code of the data lead's card that can open the vault, "" for none.
    """

    book: CardBook
    pictures: dict[str, bytes]
    without_card: tuple[Identity, ...]
    school: str


def read_everybody(vault: Vault) -> Everybody:
    """Everybody's cards. Raises ``StorageProblem``."""
    from cryptography.hazmat.primitives import hashes

    from pepdesk.people.card import CARD_ROLES, qr_code
    from pepdesk.people.people_file import from_bytes

    people = from_bytes(vault.read_people())
    have = {(one.card.certificate, one.card.role) for one in people.cards.own}
    bare = tuple(
        one
        for one in people.own
        if one.role in CARD_ROLES and (one.certificate.fingerprint(hashes.SHA256()), one.role) not in have
    )
    pictures = {one.card.id: qr_code(one.card, "png") for one in people.cards.own}
    readers = [slot.reader for slot in vault.slots() if slot.reader]
    return Everybody(people.cards, pictures, bare, escrow_code(bytes.fromhex(readers[0])) if readers else "")


def card_of_identity(vault: Vault, identity: Identity) -> OwnCard:
    """Make the card of a signing identity. Raises ``StorageProblem``."""
    return own_card(vault, identity, date.today())


def card_in(path: Path) -> bytes:
    """The bytes of a card's file. Raises ``HandoverProblem``."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_CARD + 1)
    except OSError as error:
        raise HandoverProblem(
            tr("The card cannot be read."), tr("Check its name and place."), code="unreadable"
        ) from error


def compare_digits(vault: Vault, card_id: str, digits: str) -> CardBook:
    """Note that the digits were compared today. Raises ``HandoverProblem`` unless they are the card's."""
    return verify_card(vault, card_id, digits, date.today())


def replace_card(vault: Vault, text: str, card: Card, digits: str) -> CardBook:
    """Put a card with another key in the place of the one that is known: only with the digits of the new one.

    Raises ``HandoverProblem`` when they are not; then the old card stays.
    """
    if not same_code(card.code, digits):
        raise HandoverProblem(
            tr("These are not the thirty digits of the new card."),
            tr(
                "The old card stays. If they still differ when read again, somebody else made the "
                "new card: do not use it."
            ),
            code="digits",
        )
    add_card(vault, text, replace_key=True)
    verify_card(vault, card.id, digits, date.today())
    return load_cards(vault)

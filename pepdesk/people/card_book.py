"""The contact cards this user holds, how far each was checked, and the alarm when somebody's key has changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from pepdesk.people.card import Card, OwnCard, as_table, from_table, new_keys
from pepdesk.people.escrow_card import same_code
from pepdesk.problem import ChangedKey, HandoverProblem
from pepdesk.words import tr

if TYPE_CHECKING:
    from datetime import date

    from pepdesk.people.identity import Identity


class Known(StrEnum):
    """How far a person's card was checked."""

    OWN = "own"  # this user's own
    VERIFIED = "verified"  # the thirty digits were compared by voice
    KNOWN = "known"  # taken in, not compared
    UNKNOWN = "unknown"  # never taken in


@dataclass(frozen=True, slots=True)
class CardContact:
    """Somebody's card; ``verified`` is the day on which the thirty digits were compared, "" if they were not."""

    card: Card
    verified: str = ""

    @property
    def known(self) -> Known:
        """How far it was checked."""
        return Known.VERIFIED if self.verified else Known.KNOWN


@dataclass(frozen=True, slots=True)
class CardBook:
    """Own cards with their keys (newest last), and those of other people."""

    own: tuple[OwnCard, ...] = ()
    others: tuple[CardContact, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.own or self.others)

    def known(self, card_id: str) -> Known:
        """How far the card of that id was checked."""
        if any(one.card.id == card_id for one in self.own):
            return Known.OWN
        return next((one.known for one in self.others if one.card.id == card_id), Known.UNKNOWN)

    def card(self, card_id: str) -> Card | None:
        """The card of that id, own or another's; None if it is not here."""
        cards = (*(one.card for one in self.own), *(one.card for one in self.others))
        return next((card for card in cards if card.id == card_id), None)

    def insist_on_same_key(self, card: Card) -> None:
        """Raise ``ChangedKey`` if somebody of that name, role and organisation is here with other keys."""
        if any(_same_person(one.card, card) and one.card.id != card.id for one in self.others):
            raise ChangedKey(
                tr("Stop: this person's key is not the one you know."),
                tr(
                    "They may have a new computer, or somebody else is using their name. Nothing was taken "
                    "in and nothing was sent. Telephone them on a number you already had, compare the new "
                    "thirty digits, and only then replace their card."
                ),
            )

    def with_card(self, card: Card, *, replace_key: bool = False) -> CardBook:
        """The same book and one more card, not yet compared. A card that is here already stays as it is.

        Raises ``ChangedKey`` when it would stand for somebody who is here with other keys; with ``replace_key``, after
        somebody was told and decided, it takes that card's place.
        """
        if self.known(card.id) is not Known.UNKNOWN:
            return self
        if not replace_key:
            self.insist_on_same_key(card)
        rest = tuple(one for one in self.others if not _same_person(one.card, card))
        return replace(self, others=(*rest, CardContact(card)))

    def with_verified(self, card_id: str, digits: str, day: date) -> CardBook:
        """The same book with that card marked as compared. Raises ``HandoverProblem`` unless the digits are its own."""
        found = next((one for one in self.others if one.card.id == card_id), None)
        if found is None or not same_code(found.card.code, digits):
            raise HandoverProblem(
                tr("These are not the thirty digits of this card."),
                tr(
                    "Read them to each other once more. If they still differ, the card is not that person's: "
                    "ask them to give you theirs in another way."
                ),
                code="digits",
            )
        others = (replace(one, verified=day.isoformat()) if one is found else one for one in self.others)
        return replace(self, others=tuple(others))

    def without(self, card_id: str) -> CardBook:
        """The same book without that person's card."""
        return replace(self, others=tuple(one for one in self.others if one.card.id != card_id))

    def with_again(self, contact: CardContact) -> CardBook:
        """The same book with a contact taken out of it, compared or not as before. Raises ``ChangedKey``."""
        if self.known(contact.card.id) is not Known.UNKNOWN:
            return self
        self.insist_on_same_key(contact.card)
        return replace(self, others=(*self.others, contact))

    def with_own(self, identity: Identity, day: date) -> tuple[CardBook, OwnCard]:
        """The own card that goes with a signing identity, made now if there is none yet, and the book with it in.

        An identity that was renewed keeps its person's card keys only if the certificate is the same one.
        """
        from cryptography.hazmat.primitives import hashes

        certificate = identity.certificate.fingerprint(hashes.SHA256())
        for one in reversed(self.own):
            if one.card.certificate == certificate and one.card.role == identity.role:
                return self, one
        made = new_keys(identity.name, identity.role, identity.organisation, certificate=certificate, made=day)
        return replace(self, own=(*self.own, made)), made


def write_book(book: CardBook) -> dict[str, Any]:
    """The book as JSON can hold it. Holds private keys: only for the vault to seal."""
    return {
        "own": [[as_table(one.card), one.signing_key.hex(), one.opening_key.hex()] for one in book.own],
        "others": [[as_table(one.card), one.verified] for one in book.others],
    }


def read_book(table: object) -> CardBook:
    """The book in a table; None is an empty one. Raises ``ValueError``, ``TypeError`` or ``KeyError``."""
    if table is None:
        return CardBook()
    if not isinstance(table, dict):
        raise TypeError("not a book of cards")
    own = tuple(OwnCard(from_table(card), _key(one), _key(two)) for card, one, two in table["own"])
    others = tuple(CardContact(from_table(card), _words(verified)) for card, verified in table["others"])
    return CardBook(own, others)


def _same_person(one: Card, other: Card) -> bool:
    def who(card: Card) -> tuple[str, str, str]:
        return card.name.casefold(), card.role, card.organisation.casefold()

    return who(one) == who(other)


def _key(text: str) -> bytes:
    if len(key := bytes.fromhex(text)) != 32:
        raise ValueError("not a key")
    return key


def _words(text: object) -> str:
    if not isinstance(text, str):
        raise TypeError("not text")
    return text

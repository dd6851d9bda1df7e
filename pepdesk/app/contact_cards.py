"""Contact cards in the vault: one's own, taking somebody's in, marking it as compared. No widgets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pepdesk.handover.ledger import ledger_of
from pepdesk.people.card import SCHOOL_STAFF, Card, OwnCard, new_keys, read_card
from pepdesk.people.card_book import CardBook, CardContact
from pepdesk.people.people_file import People, cards_from_bytes, from_bytes, to_bytes
from pepdesk.storage.derivation import Ready, go_on

if TYPE_CHECKING:
    from datetime import date

    from pepdesk.people.identity import Identity
    from pepdesk.record.record import PepRecord
    from pepdesk.storage.vault import Vault


def load_cards(vault: Vault) -> CardBook:
    """Everybody's cards in the vault. Raises ``StorageProblem``."""
    return cards_from_bytes(vault.read_people())[0]


def own_card(vault: Vault, identity: Identity, day: date) -> OwnCard:
    """The card that goes with a signing identity; made and kept if there is none yet. Raises ``StorageProblem``."""
    people = from_bytes(vault.read_people())
    book, own = people.cards.with_own(identity, day)
    _keep(vault, people, book)
    return own


def add_card(vault: Vault, text: str | bytes, *, replace_key: bool = False) -> Card:
    """Take somebody's card in, not compared yet. Raises ``HandoverProblem``; ``ChangedKey`` for the loud stop."""
    people, card = from_bytes(vault.read_people()), read_card(text)
    _keep(vault, people, people.cards.with_card(card, replace_key=replace_key))
    return card


def verify_card(vault: Vault, card_id: str, digits: str, day: date) -> CardBook:
    """Mark a card as compared by voice. Raises ``HandoverProblem`` unless these are its thirty digits."""
    people = from_bytes(vault.read_people())
    book = people.cards.with_verified(card_id, digits, day)
    _keep(vault, people, book)
    return book


def remove_card(vault: Vault, card_id: str) -> CardBook:
    """Take somebody's card out of one's people."""
    people = from_bytes(vault.read_people())
    book = people.cards.without(card_id)
    _keep(vault, people, book)
    return book


def put_back(vault: Vault, contact: CardContact) -> CardBook:
    """Undo ``remove_card``. Raises ``ChangedKey`` when that person is here with other keys meanwhile."""
    people = from_bytes(vault.read_people())
    book = people.cards.with_again(contact)
    _keep(vault, people, book)
    return book


def _keep(vault: Vault, people: People, book: CardBook) -> None:
    if book != people.cards:
        vault.write_people(to_bytes(replace(people, cards=book)))


def new_own_card(vault: Vault, name: str, role: str, organisation: str, day: date, ready: Ready = go_on) -> OwnCard:
    """Make a card of one's own and keep it: with the signing identity it goes with, made too if there is none.

    A member of school staff signs no plan, so theirs goes without. Raises ``SigningProblem`` or ``HandoverProblem`` for
    words that do not fit, ``StorageProblem``, and what ``ready`` raises, called before anything is kept.
    """
    people = from_bytes(vault.read_people())
    if role == SCHOOL_STAFF:
        own = new_keys(name, role, organisation, made=day)
        ready()
        _keep(vault, people, replace(people.cards, own=(*people.cards.own, own)))
        return own
    from pepdesk.people.identity import make_identity

    people = people.with_own(make_identity(name, role, organisation))
    book, own = people.cards.with_own(people.own[-1], day)
    ready()
    vault.write_people(to_bytes(replace(people, cards=book)))
    return own


def own_for_plan(book: CardBook, record: PepRecord) -> OwnCard | None:
    """The own card somebody works on a plan with: the one it knows already, else the newest; None if there is none."""
    known = ledger_of(record).cards
    return next((one for one in reversed(book.own) if one.card.id in known), book.own[-1] if book.own else None)

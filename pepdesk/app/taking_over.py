"""The data lead's own card, and taking over the plans of somebody who left, with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pepdesk.app.known_vaults import fit_label, remember_vault
from pepdesk.people.escrow_card import EscrowCard, card_of_key, new_private_key
from pepdesk.people.people_file import from_bytes, to_bytes
from pepdesk.problem import StorageProblem
from pepdesk.storage.derivation import go_on
from pepdesk.storage.unlocking import unlock_with_card
from pepdesk.words import tr

if TYPE_CHECKING:
    from pathlib import Path

    from pepdesk.storage.derivation import Cost, Ready
    from pepdesk.storage.recovery import RecoverySheet
    from pepdesk.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class TakenOver:
    """A leaver's vault, open, with its new recovery sheet to print now.

    ``unnamed``: why this computer's list of plans does not have it under the name that was asked for; None if it has.
    """

    vault: Vault
    sheet: RecoverySheet
    unnamed: StorageProblem | None = None


def own_card(vault: Vault, name: str, organisation: str) -> EscrowCard:
    """The card of whose vault it is, its key made on first use and kept in the people file. Raises ``StorageProblem``.

    The words may differ each time; the key, and so the 30 digits, stay.
    """
    people = from_bytes(vault.read_people())
    key = people.escrow or new_private_key()
    card = card_of_key(key, name, organisation)
    if people.escrow is None:
        vault.write_people(to_bytes(replace(people, escrow=key)))
        vault.audit.note("escrow", what="card")
    return card


def has_card(vault: Vault) -> bool:
    """Whether a card was ever made in this vault. Raises ``StorageProblem``."""
    return from_bytes(vault.read_people()).escrow is not None


def take_over(
    own: Vault, leaver: Path, passphrase: str, *, cost: Cost | None = None, ready: Ready = go_on
) -> TakenOver:
    """Open the vault in the folder ``leaver`` with the card in ``own`` and give it another passphrase and sheet.

    The leaver's own passphrase and sheet then open nothing here; both trails note it. Raises ``StorageProblem``, and
    what ``ready`` raises before anything is stored; the leaver's trail then notes that the card was used.
    """
    key = from_bytes(own.read_people()).escrow
    if key is None:
        raise StorageProblem(
            tr("There is no card in your own vault."), tr("Only the data lead's vault has one."), code="card"
        )
    vault = unlock_with_card(leaver, key)
    try:
        vault.change_passphrase(passphrase, cost=cost, ready=ready)
    except BaseException:
        vault.lock()
        raise
    sheet = vault.new_recovery_key()
    own.audit.note("escrow", what="opened", vault=vault.vault_id.hex())
    return TakenOver(vault, sheet)


def take_over_as(
    own: Vault, leaver: Path, label: str, passphrase: str, *, cost: Cost | None = None, ready: Ready = go_on
) -> TakenOver:
    """As ``take_over``, and put the vault into this computer's list as ``label``, once it is taken over and not before.

    Raises ``StorageProblem``, for a label that will not do before anything is changed. That the list could not be
    written is told in ``unnamed``: the new sheet must not be lost over it.
    """
    fit_label(label, leaver)
    taken = take_over(own, leaver, passphrase, cost=cost, ready=ready)
    try:
        remember_vault(label, leaver)
    except StorageProblem as problem:
        return replace(taken, unnamed=problem)
    return taken

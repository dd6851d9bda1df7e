"""The data lead's card that an organisation fixes by policy: every vault opened on the computer lets it in.

The policy's file comes from the computer's administrators, so its 30 digits are not asked for; the owner is told.
"""

from __future__ import annotations

from pathlib import Path

from pepdesk.people.escrow_card import EscrowCard, read_card
from pepdesk.policy import policy
from pepdesk.problem import StorageProblem
from pepdesk.storage.slots import ESCROW
from pepdesk.storage.vault import Vault
from pepdesk.words import tr

_LARGEST = 4096


def fixed_card() -> EscrowCard | None:
    """The card that policy names, None where it names none. Raises ``StorageProblem`` if it cannot be read."""
    if not policy().escrow_card:
        return None
    try:
        with Path(policy().escrow_card).open("rb") as file:
            return read_card(file.read(_LARGEST + 1))
    except OSError as error:
        raise StorageProblem(
            tr("Your organisation's card for the way in cannot be read."),
            tr(
                "Your plans are open and safe. Tell whoever looks after this computer that the policy "
                "names a file that is not there."
            ),
            code="policy-card",
        ) from error


def follow_policy(vault: Vault) -> str:
    """Let the fixed card into an open vault, unless it is in already; what was done in words, "" for nothing.

    Raises ``StorageProblem`` when the card cannot be read, and ``NotSaved`` when the disk refused.
    """
    card = fixed_card()
    if card is None or any(slot.kind == ESCROW and slot.reader == card.public_key.hex() for slot in vault.slots()):
        return ""
    vault.let_school_in(card.public_key)
    return tr(
        "Your organisation has set that {name} ({organisation}) can open the plans kept on this computer, for example "
        "when you have left. It is noted when that is done.",
        name=card.name,
        organisation=card.organisation,
    )

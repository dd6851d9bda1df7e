"""Makes the slots of one vault: its key locked for each way in."""

from __future__ import annotations

import datetime
import secrets
from dataclasses import dataclass, replace

from pepdesk.storage import escrow, recovery
from pepdesk.storage.derivation import Cost, Ready, derive, go_on
from pepdesk.storage.envelope import Key
from pepdesk.storage.slots import ESCROW, KEYRING, PASSPHRASE, RECOVERY, Slot, wrap


@dataclass(frozen=True, slots=True, repr=False)
class Boxes:
    """What every slot is made of: the vault, its epoch and its key."""

    vault_id: bytes
    epoch: int
    key: Key

    def passphrase(self, passphrase: str, cost: Cost, ready: Ready = go_on) -> Slot:
        """Takes as long as ``cost`` says, then calls ``ready``; raises what that raises."""
        blank = replace(self._blank(PASSPHRASE), salt=secrets.token_bytes(16), cost=cost)
        slot = wrap(blank, derive(passphrase, blank.salt, cost), self.key)
        ready()
        return slot

    def recovery(self) -> tuple[bytes, Slot]:
        """A new recovery key (20 bytes) and its slot."""
        key = secrets.token_bytes(recovery.KEY_BYTES)
        return key, wrap(self._blank(RECOVERY), recovery.slot_key(key, self.vault_id), self.key)

    def keyring(self, secret: bytes) -> Slot:
        """For a secret (32 bytes) that the keyring keeps."""
        return wrap(self._blank(KEYRING), secret, self.key)

    def escrow(self, reader: bytes) -> Slot:
        """For the card with this public key (32 bytes). Raises ``StorageProblem`` when it is none."""
        blank, slot_key = escrow.seal_for(reader, self._blank(ESCROW))
        return wrap(blank, slot_key, self.key)

    def _blank(self, kind: str) -> Slot:
        today = datetime.date.today().isoformat()
        return Slot(kind, secrets.token_hex(8), self.vault_id.hex(), self.epoch, today)

"""The recovery key and the printed sheet that opens the drafts when passphrase and vault file are both lost.

The sheet holds the key (160 bits) and, on seven more lines, the recovery slot itself: with the sheet alone and the
draft files everything can be read. Who holds the sheet can read everything, so it says so.
"""

from __future__ import annotations

import datetime
import hmac
import struct
from dataclasses import dataclass

from pepdesk.problem import StorageProblem
from pepdesk.storage.slots import RECOVERY, Slot
from pepdesk.storage.spelling import LINE_BYTES, spell, unspell
from pepdesk.words import tr

KEY_BYTES = 20
_BOX = struct.Struct(">16s8sII12s48s32s")  # vault id, slot id, epoch, day, nonce, wrapped key, commitment
_LINES = -(-_BOX.size // LINE_BYTES)


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What goes on paper. ``key_text`` is one line; ``box_lines`` are seven, and together fit a QR code."""

    vault_mark: str
    made: str
    key_text: str
    box_lines: tuple[str, ...]

    def words(self) -> tuple[str, ...]:
        """The sheet as paragraphs for printing, in order."""
        return (
            "PepDesk recovery sheet",
            f"For the drafts marked {self.vault_mark}, made on {self.made}.",
            "With this sheet anyone can read every plan in these drafts. Keep it locked away, not with the computer.",
            "If the passphrase is forgotten, choose “Use the recovery key” and type this line:",
            self.key_text,
            "If PepDesk also says that the vault file is lost or damaged, type these lines as well:",
            *(f"{number}.  {line}" for number, line in enumerate(self.box_lines, 1)),
            "Without the passphrase and without this sheet nobody can open the drafts, not even PepDesk's makers.",
        )

    def groups(self, first: int, second: int) -> tuple[str, str]:
        """Two of the eight groups of the key, to be typed back before set-up counts as finished (0 to 7)."""
        groups = self.key_text.split("-")
        return groups[first], groups[second]


def make_sheet(key: bytes, slot: Slot) -> RecoverySheet:
    """The sheet for a recovery key (20 bytes) and the slot that it opens."""
    box = _BOX.pack(
        bytes.fromhex(slot.vault_id),
        bytes.fromhex(slot.slot_id),
        slot.epoch,
        datetime.date.fromisoformat(slot.made).toordinal(),
        slot.nonce,
        slot.wrapped,
        slot.commitment,
    ).ljust(_LINES * LINE_BYTES, b"\0")
    lines = tuple(spell(box[n * LINE_BYTES : (n + 1) * LINE_BYTES], n + 1) for n in range(_LINES))
    return RecoverySheet(slot.vault_id[:8], slot.made, spell(key, 0), lines)


def read_key(text: str) -> bytes:
    """The 20 bytes of a typed recovery key. Raises ``StorageProblem`` for a typing mistake."""
    return unspell(text, 0)


def read_box(text: str) -> Slot:
    """The slot from the sheet's seven lines, numbered or not. Raises ``StorageProblem`` for a typing mistake."""
    lines = [line.split(".")[-1] for line in text.splitlines() if line.strip()]
    if len(lines) != _LINES:
        raise StorageProblem(
            tr("The sheet has {needed} lines under its key; {given} were given.", needed=_LINES, given=len(lines)),
            tr("Type all of them, each on a line of its own. Nothing was changed."),
            code="mistyped",
        )
    box = b"".join(unspell(line, number) for number, line in enumerate(lines, 1))
    vault_id, slot_id, epoch, day, nonce, wrapped, commitment = _BOX.unpack(box[: _BOX.size])
    made = datetime.date.fromordinal(day).isoformat()
    return Slot(RECOVERY, slot_id.hex(), vault_id.hex(), epoch, made, b"", None, nonce, wrapped, commitment)


def slot_key(key: bytes, vault_id: bytes) -> bytes:
    """The 32-byte key of a recovery slot. The recovery key is random, so it needs no slow derivation."""
    return hmac.digest(vault_id, key, "sha256")

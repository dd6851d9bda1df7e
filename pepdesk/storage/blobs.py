"""Attachments: pictures and documents, each sealed once in a file of its own and shared by every save that names it.

A plan names an attachment by the SHA-256 of its content; on the disk its name is a keyed hash of that, so that a stolen
folder does not tell whether a known picture is in it. Saving text never writes a picture again (security.md, decision
2). The file is an envelope of kind ``PEPBLOB1``: draft id = the name, generation 0, no summary.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Iterable

from pepdesk.problem import DamagedFile, StorageProblem
from pepdesk.storage.damage import damaged
from pepdesk.storage.envelope import MAX_FILE, NO_PARENT, Kind, Place
from pepdesk.storage.folder import NameTaken
from pepdesk.storage.vault import Vault
from pepdesk.words import tr

BLOB = Kind(b"PEPBLOB1", b"PepDesk v1 attachments")
STAYS_SECONDS = 24 * 3600.0
"""An attachment nobody names stays this long: its plan may not have been saved yet, or only undone."""
_NAME = re.compile(r"([0-9a-f]{32})\.pda")
_LABEL = b"PepDesk v1 attachment names"


def blob_id(name: str) -> bytes | None:
    """The id in an attachment's file name; None for any other name."""
    found = _NAME.fullmatch(name)
    return bytes.fromhex(found[1]) if found else None


class Blobs:
    """The attachments of one unlocked vault."""

    def __init__(self, vault: Vault, *, now_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000) -> None:
        self._vault = vault
        self._folder = vault.folder
        self._now_ms = now_ms

    def store(self, data: bytes) -> str:
        """Keep ``data``, durably; gives its SHA-256 in hex, which is its name in a plan. Raises ``NotSaved``.

        What is there already is not written again, unless it has been damaged since.
        """
        digest = hashlib.sha256(data).hexdigest()
        try:
            if self._read(digest) is not None:
                return digest
        except DamagedFile:
            self._folder.set_aside(self._file(digest))
        place = Place(self._vault.vault_id, self._id(digest), 0)
        sealed = self._vault.seal(BLOB, place, saved_at_ms=self._now_ms(), summary=b"", body=data, parent_mac=NO_PARENT)
        try:
            self._folder.create(self._file(digest), sealed.data)
            self._vault.insist_on_current_key()
        except NameTaken:
            self.read(digest)  # another window kept the same content; see that it is whole
        return digest

    def store_under_new_name(self, digest: str, data: bytes) -> None:
        """Keep ``data`` under the name it has with the new key, while the key is being changed. Raises ``NotSaved``."""
        place = Place(self._vault.vault_id, self._id(digest), 0)
        sealed = self._vault.seal(BLOB, place, saved_at_ms=self._now_ms(), summary=b"", body=data, parent_mac=NO_PARENT)
        try:
            self._folder.create(self._file(digest), sealed.data)
        except NameTaken:  # cut short the last time, or damaged since: the one in hand is whole
            self._folder.replace(self._file(digest), sealed.data)

    def read(self, digest: str) -> bytes:
        """The content that a plan names by ``digest``.

        Raises ``DamagedFile`` if its file was changed, ``StorageProblem`` if there is none here.
        """
        data = self._read(digest)
        if data is None:
            raise StorageProblem(
                tr("A picture or document of this plan is not in this folder."),
                tr("Its text is complete. Ask whoever sent the plan for the attachment, or restore it from a backup."),
                code="no-attachment",
            )
        return data

    def has(self, digest: str) -> bool:
        """Whether a file for it is here, sound or not."""
        return any(self._folder.size(f"{name.hex()}.pda") is not None for name in self._ids(digest))

    def drop_unused(self, used: Iterable[str]) -> int:
        """Remove the attachments that are not among ``used`` and older than a day; gives how many went.

        ``used`` must name everything that any save of any draft names.
        """
        wanted = {f"{name.hex()}.pda" for digest in used for name in self._ids(digest)}
        removed = 0
        for name in self._folder.names():
            if _NAME.fullmatch(name) and name not in wanted and self._age(name) > STAYS_SECONDS:
                removed += self._folder.remove(name)
        return removed

    def _age(self, name: str) -> float:
        """Seconds; 0 for one that another window has just removed."""
        try:
            return self._folder.disk.age(f"{self._folder.path}/{name}")
        except OSError:
            return 0.0

    def _read(self, digest: str) -> bytes | None:
        for name in self._ids(digest):
            data = self._folder.read(f"{name.hex()}.pda", MAX_FILE)
            if data is not None:
                body = self._vault.open_file(BLOB, Place(self._vault.vault_id, name, 0), data).body
                if hashlib.sha256(body).hexdigest() != digest:
                    raise damaged(tr("it holds another attachment"))
                return body
        return None

    def _ids(self, digest: str) -> tuple[bytes, ...]:
        """The name a content has, and the one it had while the key is being changed."""
        return tuple(name[:16] for name in self._vault.keyed_hashes(_LABEL, bytes.fromhex(digest)))

    def _id(self, digest: str) -> bytes:
        return self._ids(digest)[0]

    def _file(self, digest: str) -> str:
        return f"{self._id(digest).hex()}.pda"

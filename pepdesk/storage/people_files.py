"""The people file's generations: reading the newest whole one, writing the next, never over another window's."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from pepdesk.problem import DamagedFile, SavedElsewhere
from pepdesk.storage.damage import damaged
from pepdesk.storage.envelope import MAX_FILE, NO_PARENT, PEOPLE, Place
from pepdesk.storage.folder import NameTaken
from pepdesk.storage.numbered import PEOPLE_FILES
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.storage.vault import Vault

KEEP_FILES = 8


class PeopleFiles:
    """The people files of one unlocked vault; remembers which one was last read or written here."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._seen = 0

    def read(self) -> bytes | None:
        """See ``Vault.read_people``."""
        folder, broken = self._vault.folder, False
        for number in PEOPLE_FILES.among(folder.names()):
            name = PEOPLE_FILES.name(number)
            try:
                data = folder.read(name, MAX_FILE)
                if data is not None:
                    people = self._vault.open_file(PEOPLE, self._place(number), data).body
                    self._seen = self._newest()
                    return people
            except DamagedFile:
                broken = True
                folder.set_aside(name)
        self._seen = self._newest()
        if broken:
            raise damaged(tr("no copy of the people file is whole"))
        return None

    def write(self, people: bytes) -> None:
        """See ``Vault.write_people``."""
        vault, seen = self._vault, self._seen
        now = time.time_ns() // 1_000_000
        place = self._place(seen + 1)
        sealed = vault.seal(PEOPLE, place, saved_at_ms=now, summary=b"", body=people, parent_mac=NO_PARENT)
        try:
            if self._newest() != seen:
                raise NameTaken
            vault.folder.create(PEOPLE_FILES.name(seen + 1), sealed.data)
            vault.insist_on_current_key()
        except NameTaken:
            raise SavedElsewhere(
                tr("Your identities and contacts were changed in another window."),
                tr("Open them again here, then repeat the change. Nothing was lost."),
            ) from None
        self._seen = seen + 1
        for old in PEOPLE_FILES.among(vault.folder.names())[KEEP_FILES:]:
            vault.folder.remove(PEOPLE_FILES.name(old))

    def _newest(self) -> int:
        numbers = PEOPLE_FILES.among(self._vault.folder.names())
        return numbers[0] if numbers else 0

    def _place(self, number: int) -> Place:
        return Place(self._vault.vault_id, bytes(16), number)

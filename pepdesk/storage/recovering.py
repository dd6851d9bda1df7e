"""Bringing back what can be: files that were set aside but are whole, and copies under names PepDesk does not read.

A save is set aside when it cannot be read at that moment; on a network or a synchronised folder it may be whole later.
A synchronising program that meets two saves of one number keeps both, the second under a name of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pepdesk.problem import DamagedFile, NewerFile
from pepdesk.storage.blobs import BLOB
from pepdesk.storage.drafts import Drafts
from pepdesk.storage.envelope import DRAFT, HEADER_BYTES, MAX_FILE, Place
from pepdesk.storage.folder import Folder, NameTaken
from pepdesk.storage.generations import file_name, known_as, split_name
from pepdesk.storage.vault import Vault

_ASIDE = re.compile(r"quarantine/([0-9a-f]{32}(?:-[0-9a-f]{8}\.pdd|\.pda))\.[0-9a-f]{8}")
_ATTACHMENT = re.compile(r"[0-9a-f]{32}\.pda")


@dataclass(frozen=True, slots=True)
class Recovered:
    """What was brought back: saves (draft id and number), saves kept as plans of their own, attachments.

    ``broken`` counts the files in the quarantine that still cannot be read; they stay there.
    """

    saves: tuple[tuple[str, int], ...] = ()
    beside: tuple[str, ...] = ()
    attachments: int = 0
    broken: int = 0

    @property
    def anything(self) -> bool:
        """Whether anything was brought back."""
        return bool(self.saves or self.beside or self.attachments)


def recover(vault: Vault, told: Callable[[int, int], None] | None = None, *, only_strays: bool = False) -> Recovered:
    """Look at every file set aside or under another name, and put back what is whole.

    ``only_strays`` leaves the quarantine alone: quick, where there are none, for every unlocking.

    A save whose place was taken meanwhile becomes a version kept beside its plan. Nothing is removed before what it
    holds stands in its place. ``told`` gets how many of how many were looked at; it may raise to stop. Raises
    ``StorageProblem`` when the folder cannot be read or written.
    """
    work = _Recovery(vault)
    todo = list(_strays(vault.folder) if only_strays else _candidates(vault.folder))
    for done, (name, proper) in enumerate(todo):
        if told is not None:
            told(done, len(todo))
        work.try_file(name, proper)
    return Recovered(tuple(work.saves), tuple(work.beside), work.attachments, work.broken)


class _Recovery:
    def __init__(self, vault: Vault) -> None:
        self._vault, self._folder, self._drafts = vault, vault.folder, Drafts(vault)
        self.saves: list[tuple[str, int]] = []
        self.beside: list[str] = []
        self.attachments = 0
        self.broken = 0

    def try_file(self, name: str, proper: str) -> None:
        """Bring one file back if it is whole. ``proper`` is the name it should have, "" when only it itself knows."""
        try:
            data = self._folder.read(name, MAX_FILE)
            if data is None:
                return
            if proper.endswith(".pda"):
                self._attachment(name, proper, data)
            else:
                self._save(name, data)
        except (DamagedFile, NewerFile):
            self.broken += name.startswith("quarantine/")

    def _save(self, name: str, data: bytes) -> None:
        draft_id, number = _says(data)
        place = Place(self._vault.vault_id, bytes.fromhex(draft_id), number)
        opened = self._vault.open_file(DRAFT, place, data)
        there = self._folder.read(file_name(draft_id, number), MAX_FILE)
        if there is None:
            self._put(name, file_name(draft_id, number), data)
            self.saves.append((draft_id, number))
        elif there == data:
            self._folder.remove_all([name])
        else:
            self.beside.append(
                self._drafts.keep_beside(
                    draft_id, number, opened.body, known_as(draft_id, opened.header, opened.summary).summary
                ).draft_id
            )
            self._folder.remove_all([name])

    def _attachment(self, name: str, proper: str, data: bytes) -> None:
        self._vault.open_file(BLOB, Place(self._vault.vault_id, bytes.fromhex(proper[:32]), 0), data)
        if self._folder.size(proper) is None:
            self._put(name, proper, data)
            self.attachments += 1
        else:
            self._folder.remove_all([name])

    def _put(self, name: str, proper: str, data: bytes) -> None:
        try:
            self._folder.create(proper, data)
        except NameTaken:
            return  # another window brought something back; this stays where it is until next time
        self._folder.remove_all([name])


def _candidates(folder: Folder) -> Iterator[tuple[str, str]]:
    for name in folder.quarantined():
        if found := _ASIDE.fullmatch(name):
            yield name, found[1]
    yield from _strays(folder)


def _strays(folder: Folder) -> Iterator[tuple[str, str]]:
    for name in filter(_is_stray, folder.names()):
        yield name, f"{name[:32]}.pda" if name.endswith(".pda") else ""


def _is_stray(name: str) -> bool:
    """Whether it may be a save or an attachment under another name ("… (1).pdd", "…-LAPTOP.pdd")."""
    if not name.endswith((".pdd", ".pda")) or name.startswith("."):
        return False
    if name.endswith(".pda"):
        return _ATTACHMENT.fullmatch(name) is None and _ATTACHMENT.fullmatch(f"{name[:32]}.pda") is not None
    return split_name(name) is None


def _says(data: bytes) -> tuple[str, int]:
    """Draft id and number as a file's heading names them; opening it shows whether that is true."""
    if len(data) < HEADER_BYTES:
        return "00" * 16, 0
    return data[28:44].hex(), int.from_bytes(data[44:52], "big")

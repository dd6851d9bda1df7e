"""One generation of one draft: its file's name, its marks, and reading and writing it. No policy.

The marks (kept, signed, sibling, deleted) are sealed inside the summary, in front of the caller's bytes, so that a
stolen folder tells nothing about them: one byte of marks (1 kept, 2 signed, 4 sibling, 8 sealed anew, 16 deleted), then
draft id (16 bytes) and generation (8) of the save it is a sibling of, zeros if of none. After a change of key follows
the MAC (32) it had before. A reader that does not know 16 shows a deleted draft like any other.
"""

from __future__ import annotations

import datetime
import re
import struct
from dataclasses import dataclass

from pepdesk.problem import DamagedFile, NewerFile, NotSaved
from pepdesk.storage.damage import damaged
from pepdesk.storage.envelope import DRAFT, HEADER_BYTES, MAX_FILE, NO_PARENT, TAG_BYTES, Header, Place
from pepdesk.storage.manifest import Head
from pepdesk.storage.numbered import LARGEST, Numbered
from pepdesk.storage.vault import Vault
from pepdesk.words import tr

_NAME = re.compile(r"([0-9a-f]{32})-([0-9a-f]{8})\.pdd")
_MARKS = struct.Struct(">B16sQ")
_KEPT, _SIGNED, _SIBLING, _ANEW, _GOING = 1, 2, 4, 8, 16
_MAC_BYTES = len(NO_PARENT)
_USUAL_START = HEADER_BYTES + 4096 + TAG_BYTES  # header and a summary of the usual size, in one read


@dataclass(frozen=True, slots=True)
class Generation:
    """One save of one draft, without its body. ``summary`` is what the caller gave for lists.

    ``sibling_of`` names draft and generation that it stands beside after a conflict; ``None`` for most.
    ``parent_mac`` is the ``mac`` of the generation it was edited from (zeros for a first one). ``former_mac`` is the
    one this had before the last change of key (zeros if it was made after that). ``going``: with this save somebody
    deleted the draft, which stays for a while in case it was a mistake.
    """

    draft_id: str
    number: int
    saved_at_ms: int
    kept: bool
    signed: bool
    sibling_of: tuple[str, int] | None
    summary: bytes
    mac: bytes
    parent_mac: bytes
    former_mac: bytes = NO_PARENT
    going: bool = False

    @property
    def head(self) -> Head:
        """What the manifest remembers of it."""
        return Head(self.number, self.mac, self.saved_at_ms)

    @property
    def saved_at(self) -> datetime.datetime:
        """When it was saved, in UTC, by the clock of the computer that saved it."""
        return datetime.datetime.fromtimestamp(self.saved_at_ms / 1000, datetime.UTC)


@dataclass(frozen=True, slots=True)
class Content:
    """What one save stores."""

    body: bytes
    summary: bytes
    kept: bool = False
    signed: bool = False
    sibling_of: tuple[str, int] | None = None
    parent_mac: bytes = NO_PARENT
    former_mac: bytes = NO_PARENT
    going: bool = False


def file_name(draft_id: str, number: int) -> str:
    """Name of a generation's file."""
    return f"{draft_id}-{number:08x}.pdd"


def split_name(name: str) -> tuple[str, int] | None:
    """Draft id and number of a generation's file; ``None`` for any other name."""
    match = _NAME.fullmatch(name)
    return (match[1], int(match[2], 16)) if match else None


class GenerationFiles:
    """The generation files of one vault."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._folder = vault.folder
        # A generation never changes, so what was once read of it may be remembered.
        self._known: dict[tuple[str, int], Generation] = {}
        self._known_epoch = vault.epoch  # but for a change of key

    def all_numbers(self) -> dict[str, list[int]]:
        """Every draft's generations, newest first."""
        found: dict[str, list[int]] = {}
        for name in reversed(self._folder.names()):
            if parts := split_name(name):
                found.setdefault(parts[0], []).append(parts[1])
        return found

    def numbers(self, draft_id: str) -> list[int]:
        """One draft's generations, newest first; empty when there is no such draft."""
        ours = (name for name in self._folder.names() if name.startswith(draft_id))
        return Numbered(draft_id, "pdd").among(ours)

    def seal(self, draft_id: str, number: int, content: Content, now_ms: int) -> tuple[bytes, Generation]:
        """The bytes of a new generation and what it will be known as. Raises ``NotSaved`` when it is too large."""
        if number > LARGEST:
            raise NotSaved(tr("Not saved: this draft has too many saves."), tr("Make a copy of it and go on in that."))
        summary = _mark(content)
        sealed = self._vault.seal(
            DRAFT,
            self._place(draft_id, number),
            saved_at_ms=now_ms,
            summary=summary,
            body=content.body,
            parent_mac=content.parent_mac,
        )
        return sealed.data, _unmark(draft_id, number, summary, now_ms, sealed.mac, content.parent_mac)

    def create(self, data: bytes, generation: Generation) -> None:
        """Store sealed bytes, durably. Raises ``NameTaken`` or ``NotSaved``."""
        self._folder.create(file_name(generation.draft_id, generation.number), data)
        self._vault.insist_on_current_key()
        self._known[generation.draft_id, generation.number] = generation

    def read(self, draft_id: str, number: int) -> tuple[Generation, bytes] | None:
        """A generation and its body, all checked; ``None`` when it is gone. Raises ``DamagedFile``, ``NewerFile``."""
        data = self._folder.read(file_name(draft_id, number), MAX_FILE)
        if data is None:
            return None
        opened = self._vault.open_file(DRAFT, self._place(draft_id, number), data)
        return known_as(draft_id, opened.header, opened.summary), opened.body

    def peek(self, draft_id: str, number: int) -> Generation | None:
        """A generation from its header and summary alone; otherwise as ``read``."""
        if self._known_epoch != self._vault.epoch:
            self._known.clear()
            self._known_epoch = self._vault.epoch
        known = self._known.get((draft_id, number))
        if known is not None:
            return known
        header, start = self._header(draft_id, number)
        if header is None:
            return None
        name, needed = file_name(draft_id, number), HEADER_BYTES + header.sealed_summary
        if len(start) < needed:
            start = self._folder.read_start(name, needed) or b""
        if self._folder.size(name) != header.file_bytes:
            raise damaged(tr("its length is wrong"))
        generation = known_as(draft_id, header, self._vault.open_summary(DRAFT, header, start))
        self._known[draft_id, number] = generation
        return generation

    def peek_or_none(self, draft_id: str, number: int) -> Generation | None:
        """As ``peek``, and ``None`` for a damaged or newer one too."""
        try:
            return self.peek(draft_id, number)
        except (DamagedFile, NewerFile):
            return None

    def saved_at(self, draft_id: str, number: int) -> int | None:
        """When a damaged generation was saved (Unix ms), if at least its header is whole."""
        try:
            header, _ = self._header(draft_id, number)
        except (DamagedFile, NewerFile):
            return None
        return header.saved_at_ms if header else None

    def _header(self, draft_id: str, number: int) -> tuple[Header | None, bytes]:
        start = self._folder.read_start(file_name(draft_id, number), _USUAL_START)
        if start is None:
            return None, b""
        return self._vault.open_header(DRAFT, self._place(draft_id, number), start), start

    def forget(self, draft_id: str, number: int) -> None:
        """Remember a generation no longer: it was removed or set aside."""
        self._known.pop((draft_id, number), None)

    def _place(self, draft_id: str, number: int) -> Place:
        return Place(self._vault.vault_id, bytes.fromhex(draft_id), number)


def _mark(content: Content) -> bytes:
    origin, number = content.sibling_of or ("00" * 16, 0)
    anew = content.former_mac != NO_PARENT
    marks = _KEPT * content.kept | _SIGNED * content.signed | _SIBLING * (content.sibling_of is not None)
    marks |= _GOING * content.going
    start = _MARKS.pack(marks | _ANEW * anew, bytes.fromhex(origin), number)
    return b"".join((start, content.former_mac if anew else b"", content.summary))


def known_as(draft_id: str, header: Header, summary: bytes) -> Generation:
    """What an opened file says of itself. Raises ``DamagedFile`` when its marks are cut short."""
    number = header.place.generation
    return _unmark(draft_id, number, summary, header.saved_at_ms, header.mac, header.parent_mac)


def _unmark(draft_id: str, number: int, summary: bytes, at_ms: int, mac: bytes, parent_mac: bytes) -> Generation:
    start = _MARKS.size
    if len(summary) < start:
        raise damaged(tr("its marks are missing"))
    marks, origin, origin_number = _MARKS.unpack_from(summary)
    end = start + _MAC_BYTES * bool(marks & _ANEW)
    if len(summary) < end:
        raise damaged(tr("its marks are cut short"))
    return Generation(
        draft_id,
        number,
        at_ms,
        bool(marks & _KEPT),
        bool(marks & _SIGNED),
        (origin.hex(), origin_number) if marks & _SIBLING else None,
        summary[end:],
        mac,
        parent_mac,
        summary[start:end] or NO_PARENT,
        bool(marks & _GOING),
    )

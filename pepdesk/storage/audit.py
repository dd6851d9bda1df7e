"""The audit trail: what was done with which draft and when. No answers, no names; sealed, chained, append-only.

Each entry holds the SHA-256 of the one before. A file ``audit-«number of its last entry».pdl`` holds the entries of
its segment (256 of them at most) up to that one; appending writes the next file and never changes one. Of a
finished segment the last two files stay, of the segment being written the newest three.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pepdesk.problem import DamagedFile, NewerFile, StorageProblem
from pepdesk.storage.canonical import canonical
from pepdesk.storage.damage import damaged
from pepdesk.storage.envelope import AUDIT, MAX_FILE, NO_PARENT, Place
from pepdesk.storage.folder import NameTaken
from pepdesk.storage.manifest import ChainEnd
from pepdesk.storage.numbered import AUDIT_FILES
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.storage.vault import Vault

SEGMENT = 256
"""Entries in one file at most, about 50 KiB."""
KINDS = frozenset({
    "opened", "saved", "exported", "signed", "sent", "merged", "deleted", "restored", "key", "escrow", "rotated",
    "older-folder", "damaged", "printed",
})  # fmt: skip
_KEEP_NEWEST = 3
_TRIES = 20
_MOST_WAITING = 1000
_YEAR_9999 = 253_370_764_800_000  # Unix ms; later ones cannot be shown as a date
_DRAFT = re.compile(r"(?:[0-9a-f]{32})?")
_DETAIL = re.compile(r"[a-z0-9_.-]{1,64}")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing done. ``draft_id`` is "" for what is about the vault; ``detail`` holds short code words only."""

    number: int
    at_ms: int
    kind: str
    draft_id: str
    detail: dict[str, str]
    before: str  # hash of the entry before, hex; 64 zeros for the first

    @property
    def digest(self) -> str:
        """SHA-256 of the entry as it is stored, hex."""
        return hashlib.sha256(canonical(self.as_json())).hexdigest()

    def as_json(self) -> dict[str, Any]:
        """The entry as it is stored."""
        return {
            "n": self.number, "at": self.at_ms, "kind": self.kind, "draft": self.draft_id,
            "detail": self.detail, "before": self.before,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class AuditCheck:
    """The whole trail and what is wrong with it: sentences, empty when the chain is whole from its first entry."""

    entries: tuple[Entry, ...]
    faults: tuple[str, ...]


class AuditTrail:
    """The trail of one unlocked vault. Safe to use from several threads."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._lock = threading.Lock()
        self._segment: list[Entry] | None = None  # of the newest file; None before it was read
        self._end = ChainEnd()
        self._waiting: list[tuple[int, str, str, dict[str, str]]] = []

    @property
    def end(self) -> ChainEnd:
        """The last entry that was written or read here."""
        return self._end

    def note(self, kind: str, draft_id: str = "", **detail: str) -> None:
        """Add an entry, durably. What the disk refuses now is written with the next one; it never raises for that.

        Raises ``ValueError`` for an unknown kind or a detail that is more than a code word: no content may come in.
        """
        if kind not in KINDS or not _DRAFT.fullmatch(draft_id) or not all(map(_DETAIL.fullmatch, detail.values())):
            raise ValueError(kind)
        with self._lock:
            if len(self._waiting) < _MOST_WAITING:
                self._waiting.append((time.time_ns() // 1_000_000, kind, draft_id, detail))
            try:
                self._write_waiting()
            except StorageProblem as problem:
                _log.info("audit entry waits: %s", problem.code)

    def read(self) -> AuditCheck:
        """The whole trail, checked against its hashes and the manifest. Raises ``StorageProblem``."""
        with self._lock:
            entries, faults = self._read_all()
        number, digest = 0, "0" * 64
        for entry in entries:
            if (entry.number, entry.before) != (number + 1, digest):
                faults.append(f"Entry {entry.number} does not follow the one before it.")
            number, digest = entry.number, entry.digest
        known = self._vault.manifest.audit
        digests = {entry.number: entry.digest for entry in entries}
        if known.number and digests.get(known.number) != known.digest.hex():
            faults.append(f"Entry {known.number}, which the vault file remembers, is missing or another one.")
        return AuditCheck(tuple(entries), tuple(faults))

    def forget(self) -> None:
        """Read the newest file again before the next entry: the files were sealed anew."""
        with self._lock:
            self._segment = None

    def _write_waiting(self) -> None:
        for _ in range(_TRIES):
            if self._segment is None:
                self._load_newest()
            if not self._waiting:
                return
            try:
                self._append(*self._waiting[0])
            except NameTaken:  # another window was first: its entry comes before ours
                self._segment = None
                continue
            del self._waiting[0]

    def _append(self, at_ms: int, kind: str, draft_id: str, detail: dict[str, str]) -> None:
        number = self._end.number + 1
        entry = Entry(number, at_ms, kind, draft_id, detail, self._end.digest.hex())
        segment = [*(self._segment or ()), entry] if (number - 1) % SEGMENT else [entry]
        place = Place(self._vault.vault_id, bytes(16), number)
        body = canonical([one.as_json() for one in segment])
        sealed = self._vault.seal(AUDIT, place, saved_at_ms=at_ms, summary=b"", body=body, parent_mac=NO_PARENT)
        self._vault.folder.create(AUDIT_FILES.name(number), sealed.data)
        self._segment, self._end = segment, ChainEnd(number, bytes.fromhex(entry.digest))
        self._thin(number)

    def _thin(self, newest: int) -> None:
        old = newest - _KEEP_NEWEST
        if old > 0 and old % SEGMENT not in (0, SEGMENT - 1):  # a finished segment stays, in two files
            self._vault.folder.remove(AUDIT_FILES.name(old))

    def _load_newest(self) -> None:
        """Read the end of the trail; damaged files are set aside, and what was lost becomes an entry."""
        segment, lost = list[Entry](), False
        for number in AUDIT_FILES.among(self._vault.folder.names()):
            try:
                if segment := self._open(number):
                    break
            except DamagedFile:
                lost = True
                self._vault.folder.set_aside(AUDIT_FILES.name(number))
        end = ChainEnd(segment[-1].number, bytes.fromhex(segment[-1].digest)) if segment else ChainEnd()
        missing = self._vault.manifest.audit.number - end.number
        if lost or missing > 0:
            detail = {"missing": str(max(missing, 1))}
            self._waiting.insert(0, (time.time_ns() // 1_000_000, "damaged", "", detail))
        self._segment, self._end = segment, end

    def _open(self, number: int) -> list[Entry]:
        data = self._vault.folder.read(AUDIT_FILES.name(number), MAX_FILE)
        if data is None:  # thinned out by another window
            return []
        body = self._vault.open_file(AUDIT, Place(self._vault.vault_id, bytes(16), number), data).body
        entries = read_entries(body)
        if not entries or entries[-1].number != number:
            raise damaged(tr("its entries are not those of its name"))
        return entries

    def _read_all(self) -> tuple[list[Entry], list[str]]:
        entries: dict[int, Entry] = {}
        faults: list[str] = []
        for number in AUDIT_FILES.among(self._vault.folder.names()):
            if number in entries:
                continue  # an older file of a segment that was read whole
            try:
                entries |= {entry.number: entry for entry in self._open(number) if entry.number not in entries}
            except (DamagedFile, NewerFile) as problem:
                faults.append(f"The file that ends with entry {number} cannot be read ({problem.code}).")
        return [entries[number] for number in sorted(entries)], faults


def read_entries(data: bytes) -> list[Entry]:
    """The entries in the body of one file. Raises ``DamagedFile``."""
    try:
        return [_entry(row) for row in json.loads(data)]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise damaged(tr("its list of entries cannot be read")) from None


def _entry(row: dict[str, Any]) -> Entry:
    entry = Entry(row["n"], row["at"], row["kind"], row["draft"], row["detail"], row["before"])
    whole = type(entry.number) is int and type(entry.at_ms) is int and isinstance(entry.detail, dict)
    whole = whole and 0 <= entry.at_ms < _YEAR_9999
    words = (entry.kind, entry.draft_id, entry.before, *(entry.detail.values() if whole else ()))
    if not whole or not all(isinstance(word, str) for word in words):
        raise TypeError
    return entry


def as_rows(entries: Iterable[Entry]) -> list[dict[str, str]]:
    """The trail for people and spreadsheets: times in UTC, and each entry's hash."""
    return [
        {
            "number": str(entry.number),
            "time_utc": _utc(entry.at_ms),
            "kind": entry.kind,
            "draft": entry.draft_id,
            "detail": " ".join(f"{name}={value}" for name, value in sorted(entry.detail.items())),
            "hash": entry.digest,
        }
        for entry in entries
    ]


def _utc(at_ms: int) -> str:
    import datetime

    return datetime.datetime.fromtimestamp(at_ms / 1000, datetime.UTC).isoformat(timespec="seconds")

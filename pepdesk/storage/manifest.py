"""What a vault file remembers of the folder: each draft's newest save, deleted drafts, the audit chain's end.

Sealed in the vault file, and once more on each computer that used the folder (``last_seen``), so that an older copy of
the folder is noticed (``rollback``). While the key is being changed it also holds the former key (``rotation``).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from pepdesk.storage.canonical import canonical

DELETED_KEPT = 4000
"""Deletions remembered, newest first: about 250 KiB of the 4 MiB that a vault file may have."""


@dataclass(frozen=True, slots=True)
class Head:
    """The newest save of a draft: its number, its header MAC, and when it was saved (Unix ms)."""

    number: int
    mac: bytes
    saved_at_ms: int


@dataclass(frozen=True, slots=True)
class Gone:
    """A deleted draft: the highest number it had, and when it was deleted (Unix ms)."""

    number: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class ChainEnd:
    """The last entry of the audit chain: its number (0: none yet) and its hash."""

    number: int = 0
    digest: bytes = bytes(32)


@dataclass(frozen=True, slots=True)
class Former:
    """The key before a change of key that is not finished yet, and its epoch."""

    epoch: int
    key: bytes

    def __repr__(self) -> str:
        """Without the key: a repr may end in a log."""
        return f"Former({self.epoch})"


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything a vault file remembers of its folder; empty in a new vault.

    ``heads`` and ``deleted`` grow while the vault is open (``Vault.note_saved`` and ``note_deleted``).
    """

    heads: dict[str, Head] = field(default_factory=dict)
    deleted: dict[str, Gone] = field(default_factory=dict)
    audit: ChainEnd = ChainEnd()
    former: Former | None = None


def merged(ours: Manifest, theirs: Manifest) -> Manifest:
    """What two windows remember together; ``theirs`` was written later."""
    heads = dict(theirs.heads)
    for name, head in ours.heads.items():
        if name not in heads or heads[name].number < head.number:
            heads[name] = head
    deleted = ours.deleted | theirs.deleted
    for name in deleted:
        if name in heads and heads[name].number <= deleted[name].number:
            del heads[name]
    return Manifest(heads, deleted, max(ours.audit, theirs.audit, key=lambda end: end.number), theirs.former)


def write_manifest(manifest: Manifest) -> bytes:
    """Canonical JSON. Of the deletions the newest ``DELETED_KEPT`` stay."""
    newest = sorted(manifest.deleted.items(), key=lambda item: item[1].at_ms)[-DELETED_KEPT:]
    content: dict[str, Any] = {
        "heads": {name: [head.number, head.mac.hex(), head.saved_at_ms] for name, head in list(manifest.heads.items())},
        "deleted": {name: [gone.number, gone.at_ms] for name, gone in newest},
        "audit": [manifest.audit.number, manifest.audit.digest.hex()],
    }
    if manifest.former is not None:
        content["former"] = [manifest.former.epoch, manifest.former.key.hex()]
    return canonical(content)


def read_manifest(data: bytes) -> Manifest:
    """The manifest in bytes whose seal held.

    One that cannot be understood (an old ``{}``, or a later PepDesk's) gives what can be: the manifest only ever
    warns, so a gap in it must not lock anybody out.
    """
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict):
        return Manifest()
    heads = _each(content.get("heads"), lambda row: Head(_whole(row[0]), _digest(row[1]), _whole(row[2])))
    deleted = _each(content.get("deleted"), lambda row: Gone(_whole(row[0]), _whole(row[1])))
    audit = _each({"end": content.get("audit")}, lambda row: ChainEnd(_whole(row[0]), _digest(row[1])))
    former = _each({"key": content.get("former")}, lambda row: Former(_whole(row[0]), _digest(row[1])))
    return Manifest(heads, deleted, audit.get("end", ChainEnd()), former.get("key"))


def _each(rows: Any, read: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON of any shape, judged row by row
    found = {}
    for name, row in rows.items() if isinstance(rows, dict) else ():
        try:
            found[name] = read(row)
        except (ValueError, TypeError, IndexError, KeyError):
            continue
    return found


def _whole(value: object) -> int:
    if type(value) is not int or value < 0:
        raise ValueError
    return value


def _digest(value: object) -> bytes:
    if not isinstance(value, str) or len(data := bytes.fromhex(value)) != 32:
        raise ValueError
    return data

"""Seals bytes so that a changed, cut, renamed or foreign file is refused; knows no files and holds no keys.

Layout, version 1, big-endian (security.md 1.3). Nothing but the fields needed to find the key is looked at before
the MAC holds.

::

      0   8  kind, such as PEPDRAFT         64   4  key epoch
      8   1  major = 1                      68  32  salt, fresh for every write
      9   1  minor = 0, not judged         100   4  length of the sealed summary
     10   2  header length = 176           104   8  length of the sealed body
     12  16  vault id                      112  32  MAC of the generation this was edited from
     28  16  draft id (others: zeros)      144  32  MAC over bytes 0 to 143
     44   8  generation                    176      summary: AES-256-GCM, nonce 0, AAD bytes 0 to 175
     52   8  saved at, Unix ms              ..      body: AES-256-GCM, nonce 0, AAD the MAC
     60   1  suite = 1, then 3 zeros

Nonce 0 is safe: the salt makes a key that is used for one summary and one body and never again. The HMAC ties the
file to one key, which GCM alone does not.
"""

from __future__ import annotations

import hmac
import secrets
import struct
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from pepdesk.problem import NewerFile, NotSaved
from pepdesk.storage.damage import damaged
from pepdesk.words import tr

Key = bytes | bytearray  # a bytearray can be wiped

MAJOR = 1
SUITE = 1
HEADER_BYTES = 176
TAG_BYTES = 16
MAX_BODY = 64 << 20
MAX_SUMMARY = 28 << 10
NO_PARENT = bytes(32)
NONCE = bytes(12)

_MAX_SEALED_SUMMARY = (32 << 10) + TAG_BYTES
MAX_FILE = HEADER_BYTES + _MAX_SEALED_SUMMARY + MAX_BODY + (128 << 10)
_FIELDS = struct.Struct(">8sBBH16s16sQQB3sI32sIQ32s")
_SMALL_STEP, _LARGE_STEP, _LARGE_FROM = 4 << 10, 64 << 10, 1 << 20


@dataclass(frozen=True, slots=True)
class Kind:
    """What sort of file: its first eight bytes and the label under which its keys are derived."""

    magic: bytes
    label: bytes


DRAFT = Kind(b"PEPDRAFT", b"PepDesk v1 drafts")
PEOPLE = Kind(b"PEPPEOPL", b"PepDesk v1 people")
AUDIT = Kind(b"PEPAUDIT", b"PepDesk v1 audit")
LAST_SEEN = Kind(b"PEPSEEN1", b"PepDesk v1 last seen")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file belongs; its name says the same, so a renamed or foreign file gives itself away."""

    vault_id: bytes
    draft_id: bytes
    generation: int


@dataclass(frozen=True, slots=True)
class Header:
    """What a file says about itself, once its MAC held."""

    place: Place
    saved_at_ms: int
    epoch: int
    sealed_summary: int
    sealed_body: int
    parent_mac: bytes
    mac: bytes

    @property
    def file_bytes(self) -> int:
        """How long the whole file must be."""
        return HEADER_BYTES + self.sealed_summary + self.sealed_body


@dataclass(frozen=True, slots=True)
class Sealed:
    """A file ready to be stored, and its header MAC, by which later generations name it."""

    data: bytes
    mac: bytes


@dataclass(frozen=True, slots=True)
class Unsealed:
    """A file that passed every check."""

    header: Header
    summary: bytes
    body: bytes


def expand(key: Key, label: bytes) -> bytes:
    """A 32-byte key of one purpose, by HKDF-Expand with SHA-256."""
    return HKDFExpand(hashes.SHA256(), 32, label).derive(key)


def file_key(vault_key: Key, label: bytes, salt: bytes) -> bytes:
    """The key of one single file (HKDF-Extract), from which the keys of its parts are expanded."""
    return hmac.digest(salt, expand(vault_key, label), "sha256")


def seal(
    vault_key: Key,
    kind: Kind,
    place: Place,
    *,
    saved_at_ms: int,
    summary: bytes,
    body: bytes,
    epoch: int = 1,
    parent_mac: bytes = NO_PARENT,
) -> Sealed:
    """The bytes of a new file. Raises ``NotSaved`` above 64 MiB of body or 28 KiB of summary."""
    if len(body) > MAX_BODY or len(summary) > MAX_SUMMARY:
        raise NotSaved(
            tr("Not saved: this plan is larger than PepDesk can keep (64 MB)."),
            tr("Your text is still in the window. Take out the largest attachment, then save again."),
            code="too-large",
        )
    salt = secrets.token_bytes(32)
    padded_summary, padded_body = pad(summary), pad(body)
    fields = _FIELDS.pack(
        kind.magic, MAJOR, 0, HEADER_BYTES, place.vault_id, place.draft_id, place.generation, saved_at_ms,
        SUITE, bytes(3), epoch, salt, len(padded_summary) + TAG_BYTES, len(padded_body) + TAG_BYTES, parent_mac,
    )  # fmt: skip
    key = file_key(vault_key, kind.label, salt)
    mac = hmac.digest(expand(key, b"mac"), fields, "sha256")
    sealed_summary = AESGCM(expand(key, b"summary")).encrypt(NONCE, padded_summary, fields + mac)
    sealed_body = AESGCM(expand(key, b"body")).encrypt(NONCE, padded_body, mac)
    return Sealed(b"".join((fields, mac, sealed_summary, sealed_body)), mac)


def open_header(vault_key: Key, kind: Kind, place: Place, data: bytes) -> Header:
    """The authentic header at the start of ``data``.

    Raises ``NewerFile`` for a major or suite this PepDesk does not know, ``DamagedFile`` for anything else that is
    not the untouched file belonging at ``place``.
    """
    if len(data) < HEADER_BYTES or data[:8] != kind.magic:
        raise damaged(tr("it does not begin like one of PepDesk's"))
    fields, mac = data[: _FIELDS.size], data[_FIELDS.size : HEADER_BYTES]
    if (fields[8], fields[60]) != (MAJOR, SUITE):
        # A bit fallen over in these two bytes must not pass for a newer format and lock the draft for good.
        ours = b"".join((fields[:8], bytes([MAJOR]), fields[9:60], bytes([SUITE]), fields[61:]))
        if _mac_holds(vault_key, kind, ours, mac):
            raise damaged(tr("its version mark was changed"))
        raise NewerFile(
            tr("This file was made by a newer PepDesk."),
            tr("It was left untouched. Install the newer version on this computer to open it."),
        )
    if not _mac_holds(vault_key, kind, fields, mac):
        raise damaged(tr("its heading was changed"))
    (_, _, _, length, vault_id, draft_id, generation, saved_at, _, _, epoch, _, summary, body, parent) = _FIELDS.unpack(
        fields
    )
    if Place(vault_id, draft_id, generation) != place:
        raise damaged(tr("it was renamed, or belongs to another vault"))
    if length != HEADER_BYTES or summary > _MAX_SEALED_SUMMARY or body > MAX_FILE:
        raise damaged(tr("its lengths do not fit"))
    return Header(place, saved_at, epoch, summary, body, parent, mac)


def epoch_of(data: bytes) -> int:
    """The key epoch that a file's heading names; nobody has vouched for it yet. 0 when there is no whole heading."""
    return int.from_bytes(data[64:68], "big") if len(data) >= HEADER_BYTES else 0


def open_summary(vault_key: Key, kind: Kind, header: Header, data: bytes) -> bytes:
    """The summary, from a beginning of the file that holds header and summary. Raises ``DamagedFile``."""
    end = HEADER_BYTES + header.sealed_summary
    if len(data) < end:
        raise damaged(tr("it was cut short"))
    key = file_key(vault_key, kind.label, _salt(data))
    return open_part(expand(key, b"summary"), data[HEADER_BYTES:end], data[:HEADER_BYTES])


def open_file(vault_key: Key, kind: Kind, place: Place, data: bytes) -> Unsealed:
    """Everything in a file. Raises as ``open_header`` does, and then shows nothing."""
    header = open_header(vault_key, kind, place, data)
    if len(data) != header.file_bytes:
        raise damaged(tr("its length is wrong"))
    summary = open_summary(vault_key, kind, header, data)
    key = file_key(vault_key, kind.label, _salt(data))
    sealed_body = memoryview(data)[HEADER_BYTES + header.sealed_summary :]  # no copy of what may be large
    return Unsealed(header, summary, open_part(expand(key, b"body"), sealed_body, header.mac))


def structure_fault(kind: Kind, draft_id: bytes, generation: int, start: bytes, file_bytes: int) -> str | None:
    """What is wrong with a file as far as can be seen without a key; ``None`` when nothing is.

    A good answer proves little: only the key shows whether bytes were changed.
    """
    if len(start) < HEADER_BYTES or start[:8] != kind.magic:
        return "it does not begin like one of PepDesk's"
    if (start[8], start[60]) != (MAJOR, SUITE):
        return "it was made by a newer PepDesk"
    fields = _FIELDS.unpack(start[: _FIELDS.size])
    if (fields[3], fields[5], fields[6]) != (HEADER_BYTES, draft_id, generation):
        return "it was renamed"
    return None if file_bytes == HEADER_BYTES + fields[12] + fields[13] else "its length is wrong"


def open_part(key: bytes, sealed: bytes | memoryview, bound_to: bytes) -> bytes:
    """One padded AES-256-GCM part (nonce 0, a key of its own). Raises ``DamagedFile``."""
    try:
        return unpad(AESGCM(key).decrypt(NONCE, sealed, bound_to))
    except InvalidTag:
        raise damaged(tr("some of its bytes were changed")) from None


def pad(data: bytes) -> bytes:
    """Length, data and zeros up to a multiple of 4 KiB (64 KiB above 1 MiB), so that sizes tell little."""
    length = 4 + len(data)
    step = _SMALL_STEP if length <= _LARGE_FROM else _LARGE_STEP
    return b"".join((struct.pack(">I", len(data)), data, bytes(-length % step)))


def unpad(padded: bytes) -> bytes:
    """What ``pad`` was given. Raises ``DamagedFile`` for anything ``pad`` would not write."""
    end = 4 + int.from_bytes(padded[:4], "big")
    step = _SMALL_STEP if end <= _LARGE_FROM else _LARGE_STEP
    if len(padded) != end + -end % step or padded[end:].strip(b"\0"):
        raise damaged(tr("its filling is not as PepDesk writes it"))
    return padded[4:end]


def _salt(data: bytes) -> bytes:
    return data[68:100]


def _mac_holds(vault_key: Key, kind: Kind, fields: bytes, mac: bytes) -> bool:
    key = expand(file_key(vault_key, kind.label, _salt(fields)), b"mac")
    return hmac.compare_digest(hmac.digest(key, fields, "sha256"), mac)

"""The outside of a package: bytes sealed so that only the chosen readers open them (security design, section 2).

::

    "PEPXCHG1" | version 1 | n | package id 16 | n × 80: the file key, HPKE-sealed for each reader
    | HMAC-SHA256 over all before | AES-256-GCM: u32 length ‖ JSON ‖ signature 64 ‖ zeros to 4 KiB

Readers are not named outside: every own key is tried on every slot. The inside is signed together with this heading,
so that what was sealed for one person cannot be sealed anew for another and still look sent to them.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from pepdesk.problem import HandoverProblem
from pepdesk.storage.envelope import NONCE, expand
from pepdesk.words import tr

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.hpke import Suite

MAGIC: Final = b"PEPXCHG1"
MOST_READERS: Final = 16
LARGEST: Final = 64 << 20
"""Bytes of a whole package at most (security design, decision 1)."""
_VERSION: Final = 1
_START: Final = struct.Struct(">8sBB16s")
_SLOT, _MAC, _STEP, _SIGNATURE = 80, 32, 4096, 64
_INFO: Final = b"PepDesk exchange v1"
_SIGNED: Final = b"PepDesk package v1\0"


@dataclass(frozen=True, slots=True)
class Inside:
    """What was in a package: its id, the JSON, its signature, and what the signature must hold for."""

    package_id: bytes
    content: bytes
    signature: bytes
    signed: bytes


def seal(
    readers: Sequence[bytes], content: Callable[[bytes], bytes], sign: Callable[[bytes], bytes]
) -> tuple[bytes, bytes]:
    """A package for ``readers`` (X25519 public keys) and its id.

    ``content`` gives the JSON for a package id, ``sign`` the signature of bytes. Raises ``HandoverProblem`` for no
    reader or too many, a key that is none, and above 64 MiB.
    """
    if not 1 <= len(readers) <= MOST_READERS or len(set(readers)) != len(readers):
        raise HandoverProblem(
            tr("A package is for one to {most} people besides you.", most=MOST_READERS - 1),
            tr("Choose fewer, or send two packages."),
            code="readers",
        )
    package_id, file_key = secrets.token_bytes(16), secrets.token_bytes(32)
    start = _START.pack(MAGIC, _VERSION, len(readers), package_id)
    heading = start + b"".join(_slot(key, file_key, package_id) for key in sorted(readers))
    heading += hmac.digest(expand(file_key, b"header"), heading, "sha256")
    inside = content(package_id)
    plain = struct.pack(">I", len(inside)) + inside + sign(_what_is_signed(heading, inside))
    if len(plain) + len(heading) + _STEP > LARGEST:
        raise HandoverProblem(
            tr("This package would be larger than 64 MB."), tr("Leave out the largest attachment."), code="too-large"
        )
    padded = plain + bytes(-len(plain) % _STEP)
    return heading + AESGCM(expand(file_key, b"payload")).encrypt(NONCE, padded, heading[-_MAC:]), package_id


def open_sealed(data: bytes, keys: Sequence[bytes]) -> Inside:
    """The inside of a package that is sealed for one of ``keys`` (X25519 private keys).

    Who signed it is not checked yet. Raises ``HandoverProblem``.
    """
    count = slots_in(data)
    heading, rest = data[: _heading_length(count)], memoryview(data)[_heading_length(count) :]
    package_id = heading[10:26]
    file_key = _file_key(heading, count, keys)
    if file_key is None:
        raise HandoverProblem(
            tr("This package is not sealed for you."),
            tr(
                "Only the people it was made for can open it. Send your contact card and ask for a "
                "package made for you."
            ),
            code="not-for-you",
        )
    mac = hmac.digest(expand(file_key, b"header"), heading[:-_MAC], "sha256")
    if not hmac.compare_digest(mac, heading[-_MAC:]):
        raise damaged()
    try:
        plain = AESGCM(expand(file_key, b"payload")).decrypt(NONCE, rest, heading[-_MAC:])
    except (InvalidTag, ValueError):
        raise damaged() from None
    content, signature = _unpadded(plain)
    return Inside(package_id, content, signature, _what_is_signed(heading, content))


def slots_in(data: bytes) -> int:
    """For how many readers a package is, by its heading alone. Raises ``HandoverProblem`` for what is no package."""
    if len(data) > LARGEST:
        raise HandoverProblem(
            tr("This file is too large to be a package."), tr("Packages have 64 MB at most."), code="too-large"
        )
    if len(data) < _START.size or data[:8] != MAGIC:
        raise HandoverProblem(
            tr("This is not a PepDesk package."),
            tr("Packages end in .pepx. Ask for the file again."),
            code="no-package",
        )
    if data[8] != _VERSION:
        raise HandoverProblem(
            tr("This package was made by a newer PepDesk, or was damaged on the way."),
            tr("Update PepDesk, or ask for the package again. Nothing was changed here."),
            code="newer",
        )
    if not 1 <= data[9] <= MOST_READERS or len(data) < _heading_length(data[9]):
        raise damaged()
    return data[9]


def damaged() -> HandoverProblem:
    """The one answer to every byte that is not as it was sealed: nothing of the content is shown."""
    return HandoverProblem(
        tr("This package was changed or cut short on the way."),
        tr("Nothing of it was taken in. Ask for it again."),
        code="damaged",
    )


def _heading_length(count: int) -> int:
    return _START.size + count * _SLOT + _MAC


def _what_is_signed(heading: bytes, content: bytes) -> bytes:
    sizes = struct.pack(">QQ", len(heading), len(content))
    return _SIGNED + hashlib.sha256(b"".join((sizes, heading, content))).digest()


def _suite() -> Suite:
    from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def _slot(reader: bytes, file_key: bytes, package_id: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

    try:
        return _suite().encrypt(file_key, X25519PublicKey.from_public_bytes(reader), _INFO + package_id)
    except ValueError:
        raise HandoverProblem(
            tr("One of the cards cannot be written to."),
            tr("Ask that person for a new card. Nothing was sent."),
            code="card",
        ) from None


def _file_key(heading: bytes, count: int, keys: Sequence[bytes]) -> bytes | None:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    suite, info = _suite(), _INFO + heading[10:26]
    for key in keys:
        private = X25519PrivateKey.from_private_bytes(key)
        for number in range(count):
            start = _START.size + number * _SLOT
            try:
                found = suite.decrypt(heading[start : start + _SLOT], private, info)
            except (InvalidTag, ValueError):
                continue
            if len(found) == 32:
                return found
    return None


def _unpadded(plain: bytes) -> tuple[bytes, bytes]:
    length = int.from_bytes(plain[:4], "big")
    end = 4 + length + _SIGNATURE
    if len(plain) != end + -end % _STEP or plain[end:].strip(b"\0"):
        raise damaged()
    return plain[4 : 4 + length], plain[4 + length : end]

"""Who made a pack: an Ed25519 signature over what is in it, kept in the zip's comment.

There is no list of trusted officers. The first pack of an authority brings its key, whose 30 digits are shown to be
compared by telephone; from then on a pack by another key, or by none, is not installed unasked (security design 6).
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pepdesk.problem import FormProblem
from pepdesk.words import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

_MARK = b"PEPPACKSIG1:"
_LABEL = b"PepDesk authority pack v1\0"
_KEY, _SIGNATURE = 64, 128  # hex digits
CODE_LABEL = b"PepDesk pack key v1"
"""What stands before the public key when its 30 digits are worked out (``people.code.code_of``)."""


def content_digest(pack_id: str, files: Mapping[str, bytes]) -> bytes:
    """What is signed: the authority's id, and each file's name with the SHA-256 of its content, in order of name."""
    lines = [pack_id, *(f"{hashlib.sha256(files[name]).hexdigest()} {name}" for name in sorted(files))]
    return hashlib.sha256(_LABEL + "\n".join(lines).encode()).digest()


def new_key(passphrase: str) -> bytes:
    """A new key for signing packs: PEM (PKCS#8), sealed with ``passphrase``."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    sealing = serialization.BestAvailableEncryption(passphrase.encode())
    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, sealing
    )


def comment_for(digest: bytes, key: bytes, passphrase: str) -> bytes:
    """The comment that signs ``digest`` with the PEM ``key``. Raises ``FormProblem`` when the key does not open."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        private = load_pem_private_key(key, passphrase.encode())
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise FormProblem(
            tr("The signing key does not open."), tr("Check its passphrase; nothing was written.")
        ) from error
    if not isinstance(private, Ed25519PrivateKey):
        raise FormProblem(tr("This is not a key for packs."), tr("Make one with: pepdesk authority key"))
    return _MARK + private.public_key().public_bytes_raw().hex().encode() + private.sign(digest).hex().encode()


def signer_of(comment: bytes, digest: bytes) -> str:
    """The public key (64 hex digits) that signed ``digest``; "" for a pack without a signature.

    Raises ``FormProblem`` when there is a signature and it does not hold.
    """
    if not comment:
        return ""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    body = comment.removeprefix(_MARK)
    try:
        if not comment.startswith(_MARK) or len(body) != _KEY + _SIGNATURE or body != body.lower():
            raise ValueError
        key = bytes.fromhex(body[:_KEY].decode("ascii"))
        Ed25519PublicKey.from_public_bytes(key).verify(bytes.fromhex(body[_KEY:].decode("ascii")), digest)
    except (ValueError, InvalidSignature) as error:
        advice = tr("Nothing was installed. Ask whoever sent it for another copy, by a way you trust.")
        raise FormProblem(tr("This pack was changed after it was signed."), advice) from error
    return key.hex()

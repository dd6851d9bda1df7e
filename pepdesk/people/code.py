"""The 30 digits that two people read to each other to be sure of a certificate or a card."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cryptography import x509

_ROUNDS: Final = 5200
"""SHA-512 rounds (security design, section 2): about 99 bits of code, each guess made 5,200 times dearer."""

_GROUPS: Final = 6
_LABEL: Final = b"PepDesk certificate code v1"


def certificate_code(certificate: x509.Certificate) -> str:
    """Six groups of five digits for ``certificate``; another certificate gives other digits."""
    from cryptography.hazmat.primitives import hashes

    return code_of(_LABEL + certificate.fingerprint(hashes.SHA256()))


@lru_cache(maxsize=256)  # it takes 10 to 40 ms, on purpose, and a list of people asks for the same ones again
def code_of(seed: bytes) -> str:
    """Six groups of five digits for ``seed``, which begins with a label of its purpose."""
    digest = seed
    for _ in range(_ROUNDS):
        digest = hashlib.sha512(digest + seed).digest()
    numbers = (int.from_bytes(digest[i * 5 : i * 5 + 5], "big") % 100_000 for i in range(_GROUPS))
    return " ".join(f"{number:05d}" for number in numbers)

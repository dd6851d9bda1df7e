"""The library's primitives, in the way we use them, against vectors that others published.

Argon2id's vector (RFC 9106, 5.3) is in ``test_derivation``.
"""

from __future__ import annotations

import hmac
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from pepdesk.storage import escrow
from pepdesk.storage.envelope import expand
from pepdesk.storage.slots import ESCROW, Slot
from tests.storage.second_reader import hpke_open

FILE = Path(__file__).parent / "data" / "wycheproof_chosen.json"
CHOSEN: dict[str, list[dict[str, Any]]] = json.loads(FILE.read_text("utf-8"))["tests"]


def each(name: str) -> list[Any]:
    return [pytest.param(test, id=f"{test['tcId']}-{test['result']}") for test in CHOSEN[name]]


def data(test: dict[str, Any], *names: str) -> tuple[bytes, ...]:
    return tuple(bytes.fromhex(test[name]) for name in names)


@pytest.mark.parametrize("test", each("AES-256-GCM"))
def test_aes_256_gcm(test: dict[str, Any]) -> None:
    key, nonce, aad, text, sealed, tag = data(test, "key", "iv", "aad", "msg", "ct", "tag")
    if test["result"] == "valid":
        assert AESGCM(key).encrypt(nonce, text, aad) == sealed + tag
        assert AESGCM(key).decrypt(nonce, sealed + tag, aad) == text
    else:
        with pytest.raises(InvalidTag):
            AESGCM(key).decrypt(nonce, sealed + tag, aad)


@pytest.mark.parametrize("test", each("HKDF-SHA256"))
def test_hkdf(test: dict[str, Any]) -> None:
    ikm, salt, info, okm = data(test, "ikm", "salt", "info", "okm")
    assert test["result"] == "valid"
    prk = hmac.digest(salt or bytes(32), ikm, "sha256")  # Extract is this HMAC: ``envelope.file_key``
    assert HKDFExpand(hashes.SHA256(), len(okm), info).derive(prk) == okm
    assert expand(prk, info)[: len(okm)] == okm[:32]


@pytest.mark.parametrize("test", each("HMAC-SHA256"))
def test_hmac(test: dict[str, Any]) -> None:
    key, text, tag = data(test, "key", "msg", "tag")
    assert hmac.compare_digest(hmac.digest(key, text, "sha256"), tag) == (test["result"] == "valid")


@pytest.mark.parametrize("test", each("X25519"))
def test_x25519(test: dict[str, Any]) -> None:
    public, private, shared = data(test, "public", "private", "shared")
    own, other = X25519PrivateKey.from_private_bytes(private), X25519PublicKey.from_public_bytes(public)
    if not any(shared):  # a point of low order: refused, as RFC 9180 7.1.4 asks
        with pytest.raises(ValueError, match=r".*"):
            own.exchange(other)
    else:
        assert own.exchange(other) == shared


def test_hpke_the_second_readers_own_against_rfc_9180_a_1_1() -> None:
    private = bytes.fromhex("4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8")
    enc = bytes.fromhex("37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431")
    sealed = bytes.fromhex("f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a")
    opened = hpke_open(private, enc + sealed, b"Ode on a Grecian Urn", aead=1, key_bytes=16, aad=b"Count-0")
    assert opened == b"Beauty is truth, truth beauty"


def test_hpke_as_we_use_it_opens_with_the_second_readers_own() -> None:
    private = bytes(range(1, 33))
    public = X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
    for turn in range(20):
        blank = Slot(ESCROW, f"{turn:016x}", "ab" * 16, 1, "2026-11-22")
        slot, slot_key = escrow.seal_for(public, blank)
        assert len(slot.sealed_key) == 80
        info = f"PepDesk v1 escrow|{slot.vault_id}|{slot.slot_id}".encode()
        assert hpke_open(private, slot.sealed_key, info) == slot_key == escrow.open_with(private, slot)
        with pytest.raises(InvalidTag):
            hpke_open(private, slot.sealed_key, info + b"x")

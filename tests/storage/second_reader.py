"""A second reader of the folder, written from pepdesk/storage/FORMAT.md alone, with ``cryptography`` and the stdlib.

It imports nothing of PepDesk and may not: it is there to find out where page and program differ.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import struct
import unicodedata
from pathlib import Path
from typing import Any, NamedTuple

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

LABELS = {
    b"PEPDRAFT": b"PepDesk v1 drafts",
    b"PEPBLOB1": b"PepDesk v1 attachments",
    b"PEPPEOPL": b"PepDesk v1 people",
    b"PEPAUDIT": b"PepDesk v1 audit",
    b"PEPSEEN1": b"PepDesk v1 last seen",
}


class Refused(Exception):
    """Not a file as the page has it."""


class Opened(NamedTuple):
    saved_at: int
    epoch: int
    parent: bytes
    mac: bytes
    summary: bytes
    body: bytes


class Keys(NamedTuple):
    vault_id: bytes
    epoch: int
    key: bytes
    manifest: dict[str, Any]

    def of(self, epoch: int) -> bytes:
        former = self.manifest.get("former")
        return bytes.fromhex(former[1]) if former and former[0] == epoch else self.key


def need(holds: bool) -> None:
    if not holds:
        raise Refused


def mac_of(key: bytes, data: bytes) -> bytes:
    return hmac.new(key, data, hashlib.sha256).digest()


def expand(key: bytes, info: bytes, length: int = 32) -> bytes:
    return HKDFExpand(hashes.SHA256(), length, info).derive(key)


def canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def part(key: bytes, name: bytes, sealed: bytes, bound: bytes) -> bytes:
    try:
        padded = AESGCM(expand(key, name)).decrypt(bytes(12), sealed, bound)
    except Exception as error:
        raise Refused from error
    (length,) = struct.unpack(">I", padded[:4])
    step = 65536 if 4 + length > 1 << 20 else 4096
    need(len(padded) == -(-(4 + length) // step) * step and not any(padded[4 + length :]))
    return padded[4 : 4 + length]


def envelope(keys: Keys, kind: bytes, own_id: bytes, generation: int, data: bytes) -> Opened:
    need(len(data) >= 176 and data[:8] == kind)
    need(data[8] == 1 and data[60] == 1)
    (epoch,) = struct.unpack(">I", data[64:68])
    key = mac_of(data[68:100], expand(keys.of(epoch), LABELS[kind]))
    need(hmac.compare_digest(mac_of(expand(key, b"mac"), data[:144]), data[144:176]))
    need(data[10:12] == b"\0\xb0" and data[12:28] == keys.vault_id and data[28:44] == own_id)
    number, saved_at = struct.unpack(">QQ", data[44:60])
    s, b = struct.unpack(">IQ", data[100:112])
    need(number == generation and s <= 32784 and len(data) == 176 + s + b)
    summary = part(key, b"summary", data[176 : 176 + s], data[:176])
    body = part(key, b"body", data[176 + s :], data[144:176])
    return Opened(saved_at, epoch, data[112:144], data[144:176], summary, body)


def split_vault_file(data: bytes) -> tuple[bytes, int, int, bytes, list[dict[str, Any]], int]:
    need(data[:8] == b"PEPVAULT" and data[8] == 1 and data[10:12] == b"\0\x4c" and len(data) > 112)
    vault_id, generation, epoch, salt, length = struct.unpack(">16sQI32sI", data[12:76])
    end = 76 + length
    need(length <= 65536 and len(data) >= end + 36)
    (sealed,) = struct.unpack(">I", data[end : end + 4])
    need(len(data) == end + 36 + sealed)
    try:
        slots = json.loads(data[76:end])
    except (ValueError, RecursionError) as error:
        raise Refused from error
    need(isinstance(slots, list) and len(slots) <= 16)
    return vault_id, generation, epoch, salt, slots, end + 4


def vault_file(key: bytes, generation: int, data: bytes) -> Keys:
    vault_id, number, epoch, salt, _, mac_at = split_vault_file(data)
    need(number == generation)
    file_key = mac_of(salt, expand(key, b"PepDesk v1 vault"))
    mac = data[mac_at : mac_at + 32]
    need(hmac.compare_digest(mac_of(expand(file_key, b"mac"), data[:mac_at]), mac))
    return Keys(vault_id, epoch, key, json.loads(part(file_key, b"manifest", data[mac_at + 32 :], mac)))


def open_slot(slot: dict[str, Any], slot_key: bytes) -> bytes:
    bound = canonical({name: value for name, value in slot.items() if name not in ("n", "ct", "kc")})
    kc = mac_of(expand(slot_key, b"PepDesk v1 commit"), bound)
    need(hmac.compare_digest(kc, bytes.fromhex(slot["kc"])))
    wrapping = expand(slot_key, b"PepDesk v1 slot " + slot["kind"].encode())
    return AESGCM(wrapping).decrypt(bytes.fromhex(slot["n"]), bytes.fromhex(slot["ct"]), bound)


def passphrase_key(slot: dict[str, Any], passphrase: str) -> bytes:
    salt = bytes.fromhex(slot["salt"])
    need(3 <= slot["t"] <= 10 and 1 <= slot["p"] <= 16 and 65536 <= slot["m"] <= 393216 and 16 <= len(salt) <= 64)
    kdf = Argon2id(salt=salt, length=32, iterations=slot["t"], lanes=slot["p"], memory_cost=slot["m"])
    return kdf.derive(unicodedata.normalize("NFKC", passphrase).encode())


def recovery_key(slot: dict[str, Any], key: bytes) -> bytes:
    return mac_of(bytes.fromhex(slot["vault"]), key)


def escrow_key(slot: dict[str, Any], private: bytes) -> bytes:
    info = f"PepDesk v1 escrow|{slot['vault']}|{slot['id']}".encode()
    return hpke_open(private, bytes.fromhex(slot["hpke"]), info)


def hpke_open(
    private: bytes, sealed: bytes, info: bytes, *, aead: int = 2, key_bytes: int = 32, aad: bytes = b""
) -> bytes:
    """RFC 9180, base mode, first message: sections 4.1, 5.1 and 5.2. ``aead`` 1 and 2 are AES-GCM."""
    kem, suite = b"KEM\0\x20", b"HPKE\0\x20\0\1\0" + bytes([aead])
    enc, own = sealed[:32], X25519PrivateKey.from_private_bytes(private)

    def extract(suite_id: bytes, salt: bytes, label: bytes, secret: bytes) -> bytes:
        return mac_of(salt or bytes(32), b"HPKE-v1" + suite_id + label + secret)

    def derive(suite_id: bytes, secret: bytes, label: bytes, context: bytes, length: int) -> bytes:
        return expand(secret, struct.pack(">H", length) + b"HPKE-v1" + suite_id + label + context, length)

    shared = own.exchange(X25519PublicKey.from_public_bytes(enc))
    context = enc + own.public_key().public_bytes_raw()
    secret = derive(kem, extract(kem, b"", b"eae_prk", shared), b"shared_secret", context, 32)
    schedule = b"\0" + extract(suite, b"", b"psk_id_hash", b"") + extract(suite, b"", b"info_hash", info)
    begin = extract(suite, secret, b"secret", b"")
    key, nonce = derive(suite, begin, b"key", schedule, key_bytes), derive(suite, begin, b"base_nonce", schedule, 12)
    return AESGCM(key).decrypt(nonce, sealed[32:], aad)


def sheet_line(text: str, number: int) -> bytes:
    letters = "".join(sign for sign in text.upper() if sign.isalnum()).translate(str.maketrans("018", "OIB"))
    data = base64.b32decode(letters[:32])
    check = base64.b32encode(hashlib.sha256(b"PepDesk line %d" % number + data).digest())[:4].decode()
    need(letters[32:] == check and len(data) == 20)
    return data


def sheet_slot(lines: list[str]) -> dict[str, Any]:
    import datetime

    box = b"".join(sheet_line(line, number) for number, line in enumerate(lines, 1))
    need(not any(box[124:]))
    vault, slot, epoch, day, n, ct, kc = struct.unpack(">16s8sII12s48s32s", box[:124])
    made = datetime.date.fromordinal(day).isoformat()
    hexes = {"vault": vault.hex(), "id": slot.hex(), "n": n.hex(), "ct": ct.hex(), "kc": kc.hex()}
    return {"kind": "recovery", "epoch": epoch, "made": made, **hexes}


class Reader:
    """A folder opened with one secret: a passphrase, a recovery key line, or a card's private key."""

    def __init__(self, folder: Path, kind: str, secret: str | bytes) -> None:
        self.folder = folder
        self.files = sorted(folder.glob("vault-????????.pdv"), reverse=True)
        self.keys = self._open(kind, secret)

    def _open(self, kind: str, secret: str | bytes) -> Keys:
        newest = self.files[0].read_bytes()
        for slot in split_vault_file(newest)[4]:
            if slot["kind"] == kind:
                if isinstance(secret, bytes):
                    slot_key = escrow_key(slot, secret)
                elif kind == "recovery":
                    slot_key = recovery_key(slot, sheet_line(secret, 0))
                else:
                    slot_key = passphrase_key(slot, secret)
                return vault_file(open_slot(slot, slot_key), int(self.files[0].stem[-8:], 16), newest)
        raise Refused

    def draft(self, name: str) -> tuple[Opened, dict[str, Any]]:
        draft_id, number = name.removesuffix(".pdd").split("-")
        data = (self.folder / name).read_bytes()
        opened = envelope(self.keys, b"PEPDRAFT", bytes.fromhex(draft_id), int(number, 16), data)
        marks, origin, of = struct.unpack(">B16sQ", opened.summary[:25])
        rest = 57 if marks & 8 else 25
        return opened, {
            "kept": bool(marks & 1),
            "signed": bool(marks & 2),
            "sibling_of": [origin.hex(), of] if marks & 4 else None,
            "former_mac": opened.summary[25:rest].hex() or "00" * 32,
            "going": bool(marks & 16),
            "summary": opened.summary[rest:].decode(),
        }

    def attachment(self, sha256: str) -> bytes:
        former = self.keys.manifest.get("former")
        for key in (self.keys.key, *((bytes.fromhex(former[1]),) if former else ())):
            name = mac_of(expand(key, b"PepDesk v1 attachment names"), bytes.fromhex(sha256))[:16]
            file = self.folder / f"{name.hex()}.pda"
            if file.exists():
                return envelope(self.keys, b"PEPBLOB1", name, 0, file.read_bytes()).body
        raise Refused

    def people(self) -> bytes:
        file = max(self.folder.glob("people-????????.pdp"))
        return envelope(self.keys, b"PEPPEOPL", bytes(16), int(file.stem[-8:], 16), file.read_bytes()).body

    def audit(self) -> list[dict[str, Any]]:
        file = max(self.folder.glob("audit-????????.pdl"))
        number = int(file.stem[-8:], 16)
        entries: list[dict[str, Any]] = json.loads(
            envelope(self.keys, b"PEPAUDIT", bytes(16), number, file.read_bytes()).body
        )
        before = "0" * 64
        for entry in entries:
            need(entry["before"] == before)
            before = hashlib.sha256(canonical(entry)).hexdigest()
        need(entries[-1]["n"] == number)
        return entries

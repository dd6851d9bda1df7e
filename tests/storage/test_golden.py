"""Files of format 1 open for ever, changed ones never."""

from __future__ import annotations

import hashlib
import hmac
import json
import random
import shutil
import struct
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from pepdesk.problem import DamagedFile, NewerFile
from pepdesk.storage.checkup import check, check_structure
from pepdesk.storage.derivation import FLOOR
from pepdesk.storage.drafts import Drafts
from pepdesk.storage.envelope import DRAFT, Place
from pepdesk.storage.folder import Folder
from pepdesk.storage.unlocking import restore_from_sheet, unlock, unlock_with_recovery_key
from pepdesk.storage.vault import Vault

GOLDEN = Path(__file__).resolve().parent.parent / "golden" / "drafts-v1"
EXPECTED: dict[str, Any] = json.loads((GOLDEN / "expected.json").read_text("utf-8"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(GOLDEN, tmp_path / "vault", ignore=shutil.ignore_patterns("*.json", "*.md"))
    return tmp_path / "vault"


@pytest.fixture
def vault(folder: Path) -> Vault:
    return unlock(folder, EXPECTED["passphrase"])


def test_every_generation_opens_with_what_was_put_in(vault: Vault) -> None:
    drafts = Drafts(vault)
    for row in EXPECTED["generations"]:
        draft_id, number = row["file"].removesuffix(".pdd").split("-")
        opened = drafts.open_generation(draft_id, int(number, 16))
        one = opened.generation
        assert opened.body.hex() == row["body"]
        assert (one.summary.decode(), one.saved_at_ms) == (row["summary"], row["saved_at_ms"])
        assert (one.kept, one.signed) == (row["kept"], row["signed"])
        assert (one.mac.hex(), one.parent_mac.hex()) == (row["mac"], row["parent_mac"])
        assert list(one.sibling_of or ()) == (row["sibling_of"] or [])
    assert vault.vault_id.hex() == EXPECTED["vault_id"]
    assert vault.read_people() == EXPECTED["people"].encode()


def test_all_of_it_passes_the_checks(folder: Path, vault: Vault) -> None:
    assert check(vault).faults == ()
    assert check_structure(Folder(folder)).faults == ()


def test_the_printed_sheet_opens_it_with_and_without_a_vault_file(folder: Path) -> None:
    unlock_with_recovery_key(folder, EXPECTED["recovery_key"])
    for file in folder.glob("*.pdv"):
        file.unlink()
    box = "\n".join(EXPECTED["sheet"])
    vault = restore_from_sheet(folder, EXPECTED["recovery_key"], box, "some other passphrase", cost=FLOOR)
    assert check(vault).faults == ()


def test_a_second_reader_written_from_the_layout_alone_agrees(vault: Vault) -> None:
    """Read with nothing but AES-GCM and HMAC, by the offsets of security.md 1.3."""
    key = bytes(vault._key)
    row = EXPECTED["generations"][1]
    data = (GOLDEN / row["file"]).read_bytes()

    def expand(secret: bytes, label: bytes) -> bytes:
        return hmac.digest(secret, label + b"\1", hashlib.sha256)

    file_key = hmac.digest(data[68:100], expand(key, b"PepDesk v1 drafts"), hashlib.sha256)
    assert hmac.digest(expand(file_key, b"mac"), data[:144], hashlib.sha256) == data[144:176]
    summary_length, body_length = struct.unpack(">IQ", data[100:112])
    assert len(data) == 176 + summary_length + body_length
    summary = AESGCM(expand(file_key, b"summary")).decrypt(bytes(12), data[176 : 176 + summary_length], data[:176])
    body = AESGCM(expand(file_key, b"body")).decrypt(bytes(12), data[176 + summary_length :], data[144:176])
    assert body[4 : 4 + int.from_bytes(body[:4], "big")].hex() == row["body"]
    marked = summary[4 : 4 + int.from_bytes(summary[:4], "big")]
    assert marked == b"\1" + bytes(24) + row["summary"].encode()


def test_every_truncation_and_a_sample_of_all_single_bits_is_refused(vault: Vault) -> None:
    row = EXPECTED["generations"][0]
    data = (GOLDEN / row["file"]).read_bytes()
    draft_id, number = row["file"].removesuffix(".pdd").split("-")
    place = Place(vault.vault_id, bytes.fromhex(draft_id), int(number, 16))
    assert vault.open_file(DRAFT, place, data).body.hex() == row["body"]
    for length in range(len(data)):
        with pytest.raises(DamagedFile):
            vault.open_file(DRAFT, place, data[:length])
    changed = bytearray(data)
    for bit in [*range(176 * 8), *random.Random(5).sample(range(176 * 8, len(data) * 8), 3000)]:
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises((DamagedFile, NewerFile)):
            vault.open_file(DRAFT, place, bytes(changed))
        changed[bit // 8] ^= 1 << bit % 8


@pytest.mark.slow
def test_every_single_bit_of_a_golden_draft_is_refused(vault: Vault) -> None:
    row = EXPECTED["generations"][0]
    changed = bytearray((GOLDEN / row["file"]).read_bytes())
    draft_id, number = row["file"].removesuffix(".pdd").split("-")
    place = Place(vault.vault_id, bytes.fromhex(draft_id), int(number, 16))
    for bit in range(len(changed) * 8):
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises((DamagedFile, NewerFile)):
            vault.open_file(DRAFT, place, bytes(changed))
        changed[bit // 8] ^= 1 << bit % 8

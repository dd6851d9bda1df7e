"""No changed, cut or invented byte of any kind of file gets further than our own exceptions."""

from __future__ import annotations

import json
import random
import shutil
import struct
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from pepdesk.people.people_file import from_bytes
from pepdesk.problem import DamagedFile, NewerFile, StorageProblem
from pepdesk.storage import envelope, recovery
from pepdesk.storage.audit import as_rows, read_entries
from pepdesk.storage.blobs import BLOB
from pepdesk.storage.envelope import AUDIT, DRAFT, PEOPLE, Kind, Place
from pepdesk.storage.manifest import read_manifest, write_manifest
from pepdesk.storage.slots import read_slots
from pepdesk.storage.unlocking import unlock
from pepdesk.storage.vault import Vault
from pepdesk.storage.vault_file import confirm, read_vault_file

GOLDEN = Path(__file__).resolve().parent.parent / "golden" / "vault-v1"
TOLD = json.loads((GOLDEN / "expected.json").read_text("utf-8"))
MUTATIONS = 1_000_000
_PIECES = (b"[", b"{", b'"', b"-1", b"1e9", b"null", b"9" * 20, b"\\ud800", b"[" * 40)
Opens = Callable[[bytes], object]


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Vault:
    folder = tmp_path_factory.mktemp("golden") / "vault"
    shutil.copytree(GOLDEN, folder, ignore=shutil.ignore_patterns("*.json", "*.md"))
    return unlock(folder, TOLD["passphrase"])


def openers(vault: Vault) -> dict[str, tuple[bytes, Opens]]:
    """One golden file of every kind, and what opens it."""

    def sealed(pattern: str, kind: Kind) -> tuple[bytes, Opens]:
        file = min(GOLDEN.glob(pattern))
        stem = file.stem.split("-")
        own = bytes.fromhex(stem[0]) if kind in (DRAFT, BLOB) else bytes(16)
        number = int(stem[1], 16) if len(stem) > 1 else 0
        return file.read_bytes(), partial(vault.open_file, kind, Place(vault.vault_id, own, number))

    newest = max(GOLDEN.glob("*.pdv"))
    return {
        "draft": sealed("*.pdd", DRAFT),
        "attachment": sealed("*.pda", BLOB),
        "people": sealed("*.pdp", PEOPLE),
        "audit": sealed("*.pdl", AUDIT),
        "vault": (newest.read_bytes(), partial(vault.confirm_vault_file, int(newest.stem[-8:], 16))),
    }


KINDS = ("draft", "attachment", "people", "audit", "vault")


def refuse_all(data: bytes, opens: Opens, bits: Iterator[int] | range, lengths: range) -> int:
    opens(data)
    changed, tried = bytearray(data), 0
    for bit in bits:
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises((DamagedFile, NewerFile)):
            opens(bytes(changed))
        changed[bit // 8] ^= 1 << bit % 8
        tried += 1
    for length in lengths:
        with pytest.raises((DamagedFile, NewerFile)):
            opens(data[:length])
        tried += 1
    with pytest.raises((DamagedFile, NewerFile)):
        opens(data + b"\0")
    return tried


@pytest.mark.parametrize("kind", KINDS)
def test_a_sample_of_changed_bits_and_cuts_is_refused(vault: Vault, kind: str) -> None:
    data, opens = openers(vault)[kind]
    sample = random.Random(kind).sample(range(176 * 8, len(data) * 8), 300)
    refuse_all(data, opens, iter([*range(176 * 8), *sample]), range(0, len(data), 211))


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_every_changed_bit_and_every_cut_is_refused(vault: Vault, kind: str) -> None:
    data, opens = openers(vault)[kind]
    tried = refuse_all(data, opens, range(len(data) * 8), range(len(data)))
    print(f"{kind}: {len(data)} bytes, {tried} changes and cuts, 0 accepted")


def resealed(vault: Vault, kind: Kind, draft_id: bytes, number: int, chance: random.Random) -> bytes:
    """A file whose heading and filling are strange, but whose MAC and seals hold: as from somebody with the key."""
    place = Place(vault.vault_id, draft_id, number)
    data = vault.seal(kind, place, saved_at_ms=1, summary=b"s" * 30, body=b"body", parent_mac=bytes(32)).data
    fields = bytearray(data[:144])
    for _ in range(chance.randrange(1, 4)):
        fields[chance.choice((9, 10, 11, *range(28, 68), *range(100, 144)))] = chance.randrange(256)
    fields[64:68] = struct.pack(">I", vault.epoch)
    key = envelope.file_key(bytes(vault._key), kind.label, bytes(fields[68:100]))
    import hmac

    mac = hmac.digest(envelope.expand(key, b"mac"), bytes(fields), "sha256")
    return bytes(fields) + mac + data[176:]


def mutated(data: bytes, chance: random.Random) -> bytes:
    """``data`` with a few bytes changed, cut out, doubled or put in."""
    changed = bytearray(data)
    for _ in range(chance.randrange(1, 5)):
        at = chance.randrange(len(changed) + 1)
        match chance.randrange(5):
            case 0:
                changed[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del changed[at : at + chance.randrange(1, 9)]
            case 2:
                changed[at:at] = chance.choice(_PIECES)
            case 3:
                changed[at:at] = changed[at : at + chance.randrange(1, 30)]
            case _:
                changed[at : at + 8] = chance.randbytes(chance.randrange(8))
    return bytes(changed)


def targets(vault: Vault) -> list[Callable[[random.Random], object]]:
    """Every reader of ours with a mutation of what it reads."""
    files = openers(vault)
    newest = read_vault_file(files["vault"][0])
    slots = files["vault"][0][76 : files["vault"][0].index(b"]", 76) + 1]
    audit = vault.open_file(AUDIT, Place(vault.vault_id, bytes(16), 5), (GOLDEN / "audit-00000005.pdl").read_bytes())
    box = "\n".join(TOLD["sheet"]).encode()
    manifest = write_manifest(vault.manifest)
    key = bytes(vault._key)

    def whole_vault_file(chance: random.Random) -> object:
        return confirm(read_vault_file(mutated(files["vault"][0], chance)), key)

    def any_file(chance: random.Random) -> object:
        data, opens = files[chance.choice(KINDS[:4])]
        return opens(mutated(data, chance))

    def with_the_key(chance: random.Random) -> object:
        place = Place(vault.vault_id, bytes(16), 7)
        return vault.open_file(PEOPLE, place, resealed(vault, PEOPLE, bytes(16), 7, chance))

    assert newest.slots
    return [
        whole_vault_file,
        any_file,
        with_the_key,
        lambda chance: envelope.unpad(mutated(envelope.pad(b"x" * chance.randrange(40)), chance)),
        lambda chance: read_slots(mutated(slots, chance)),
        lambda chance: write_manifest(read_manifest(mutated(manifest, chance))),
        lambda chance: as_rows(read_entries(mutated(audit.body, chance))),
        lambda chance: from_bytes(mutated(TOLD["people"].encode(), chance)),
        lambda chance: recovery.read_box(mutated(box, chance).decode("utf-8", "replace")),
        lambda chance: recovery.read_key(mutated(TOLD["recovery_key"].encode(), chance).decode("utf-8", "replace")),
    ]


def mutate(vault: Vault, count: int, seed: int) -> int:
    chance, refused = random.Random(seed), 0
    readers = targets(vault)
    for turn in range(count):
        try:
            readers[turn % len(readers)](chance)
        except StorageProblem:  # DamagedFile, NewerFile, a typing mistake: ours; anything else fails the test
            refused += 1
    return refused


def test_mutations_meet_only_our_own_exceptions(vault: Vault) -> None:
    assert mutate(vault, 10_000, seed=11) > 5_000


@pytest.mark.slow
def test_a_million_mutations_meet_only_our_own_exceptions_in_little_memory(vault: Vault) -> None:
    import resource

    refused = mutate(vault, MUTATIONS, seed=12)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{MUTATIONS} mutations over {len(targets(vault))} readers: {refused} refused, peak {peak} MiB")
    assert peak < 512

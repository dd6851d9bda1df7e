"""PepDesk and a reader written from the format page alone agree on every golden file."""

from __future__ import annotations

import ast
import hashlib
import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from pepdesk.storage import rotation
from pepdesk.storage.checkup import check
from pepdesk.storage.drafts import Drafts
from pepdesk.storage.unlocking import unlock, unlock_with_card, unlock_with_recovery_key
from pepdesk.storage.vault import Vault
from tests.storage import second_reader
from tests.storage.second_reader import Reader, open_slot, recovery_key, sheet_line, sheet_slot

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
FOLDERS = ("drafts-v1", "vault-v1", "vault-v1-changing")


def expected(name: str) -> dict[str, Any]:
    return dict(json.loads((GOLDEN / name / "expected.json").read_text("utf-8")))


def test_the_second_reader_knows_nothing_of_pepdesk() -> None:
    tree = ast.parse(Path(second_reader.__file__).read_text("utf-8"))
    modules = {
        (node.module or "") if isinstance(node, ast.ImportFrom) else alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    tops = {module.split(".")[0] for module in modules}
    assert tops <= set(sys.stdlib_module_names) | {"cryptography"}


@pytest.mark.parametrize("name", FOLDERS)
def test_the_second_reader_opens_every_golden_file(name: str) -> None:
    told = expected(name)
    reader = Reader(GOLDEN / name, "passphrase", told["passphrase"])
    assert reader.keys.vault_id.hex() == told["vault_id"]
    for row in told["generations"]:
        opened, marks = reader.draft(row["file"])
        body = opened.body.hex() if name == "drafts-v1" else opened.body.decode()
        assert body == row["body"]
        assert (opened.mac.hex(), opened.parent.hex(), opened.saved_at) == tuple(
            row[part] for part in ("mac", "parent_mac", "saved_at_ms")
        )
        assert {part: row.get(part, marks[part]) for part in marks} == marks
    assert reader.people() == told["people"].encode()
    for one in told.get("attachments", ()):
        assert hashlib.sha256(reader.attachment(one["sha256"])).hexdigest() == one["sha256"]
    if "audit" in told:
        assert reader.audit() == [
            {part: value for part, value in entry.items() if part != "hash"} for entry in told["audit"]
        ]
        manifest = reader.keys.manifest
        assert {draft: head[:2] for draft, head in manifest["heads"].items()} == told["manifest"]["heads"]
        assert {draft: gone[0] for draft, gone in manifest["deleted"].items()} == told["manifest"]["deleted"]
        assert ("former" in manifest) == told["changing"]


@pytest.mark.parametrize("name", FOLDERS)
def test_every_way_in_gives_the_second_reader_the_same_key(name: str) -> None:
    told = expected(name)
    key = Reader(GOLDEN / name, "passphrase", told["passphrase"]).keys.key
    assert Reader(GOLDEN / name, "recovery", told["recovery_key"]).keys.key == key
    slot = sheet_slot(told["sheet"])
    assert open_slot(slot, recovery_key(slot, sheet_line(told["recovery_key"], 0))) == key
    if "card_private_key" in told:
        assert Reader(GOLDEN / name, "escrow", bytes.fromhex(told["card_private_key"])).keys.key == key


def opens_as_told(vault: Vault, told: dict[str, Any], *, macs: bool = True) -> None:
    drafts = Drafts(vault)
    for row in told["generations"]:
        draft_id, number = row["file"].removesuffix(".pdd").split("-")
        opened = drafts.open_generation(draft_id, int(number, 16))
        one = opened.generation
        assert (opened.body.decode(), one.summary.decode()) == (row["body"], row["summary"])
        assert (one.kept, one.signed, list(one.sibling_of or ())) == (
            row["kept"], row["signed"], row["sibling_of"] or [],
        )  # fmt: skip
        if macs:
            found = (one.mac.hex(), one.parent_mac.hex(), one.former_mac.hex())
            assert found == tuple(row[part] for part in ("mac", "parent_mac", "former_mac"))
    assert vault.read_people() == told["people"].encode()
    trail = vault.audit.read()
    assert trail.faults == ()
    known = [dict(entry.as_json(), hash=entry.digest) for entry in trail.entries]
    assert known[: len(told["audit"])] == told["audit"]


@pytest.mark.parametrize("name", FOLDERS[1:])
def test_pepdesk_opens_them_for_ever_and_by_every_way_in(name: str, tmp_path: Path) -> None:
    told = expected(name)
    shutil.copytree(GOLDEN / name, tmp_path / "vault", ignore=shutil.ignore_patterns("*.json", "*.md"))
    folder = tmp_path / "vault"
    opens_as_told(unlock(folder, told["passphrase"]), told)
    opens_as_told(unlock_with_recovery_key(folder, told["recovery_key"]), told)
    vault = unlock_with_card(folder, bytes.fromhex(told["card_private_key"]))
    assert check(vault).faults == ()
    opens_as_told(vault, told)
    rotation.resume(vault)
    opens_as_told(unlock(folder, told["passphrase"]), told, macs=False)
    assert unlock(folder, told["passphrase"]).manifest.former is None

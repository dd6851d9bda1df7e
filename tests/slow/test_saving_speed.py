"""What sealing costs on top of a durable write."""

from __future__ import annotations

import os
import statistics
import time
from pathlib import Path

import pytest

from pepdesk.storage.drafts import Drafts
from pepdesk.storage.folder import Folder
from tests.storage.open_vaults import DRAFT, open_vault

ROUNDS = 60


@pytest.mark.slow
@pytest.mark.parametrize("size", [20_000, 200_000])
def test_a_save_takes_at_most_twice_the_same_durable_writing_of_plain_bytes(tmp_path: Path, size: int) -> None:
    for name in ("vault", "plain"):
        (tmp_path / name).mkdir()
    drafts, plain = Drafts(open_vault(tmp_path / "vault")), Folder(tmp_path / "plain")
    sealed, bare = [], []
    last = None
    for number in range(ROUNDS):  # turn and turn about, so that both meet the same disk
        body = os.urandom(size)
        start = time.perf_counter()
        last = drafts.save(DRAFT, body, b"summary", last)
        between = time.perf_counter()
        plain.create(f"{number:08x}", body)
        plain.remove(f"{number - 5:08x}")
        sealed.append(between - start)
        bare.append(time.perf_counter() - between)
    middle, plainly = statistics.median(sealed), statistics.median(bare)
    print(f"{size} bytes: sealed {middle * 1000:.2f} ms, plain {plainly * 1000:.2f} ms")
    assert middle <= 2 * plainly


@pytest.mark.slow
def test_five_hundred_drafts_are_listed_at_once_and_saving_beside_them_stays_quick(tmp_path: Path) -> None:
    drafts = Drafts(open_vault(tmp_path))
    for _ in range(500):
        last = drafts.save(drafts.create(), bytes(60_000), b"summary", None)
    start = time.perf_counter()
    heads = Drafts(open_vault(tmp_path)).summaries()
    listing = time.perf_counter() - start
    assert len(heads) == 500
    start = time.perf_counter()
    drafts.save(last.draft_id, bytes(60_000), b"summary", last)
    saving = time.perf_counter() - start
    print(f"listing {listing * 1000:.0f} ms, saving {saving * 1000:.1f} ms")
    assert listing < 1.0
    assert saving < 0.5

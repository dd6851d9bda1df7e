"""The long form of tests/storage/test_processes.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.storage.kill_loop import assert_nothing_was_lost, kill_over_and_over


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_three_hundred_kills_lose_no_acknowledged_save(tmp_path: Path) -> None:
    counts = kill_over_and_over(tmp_path, 300, seed=11)
    print(dict(counts))
    assert_nothing_was_lost(counts, 300)
    assert counts["one ahead"] > 0, "no kill fell between a durable save and its acknowledgement"
    assert counts["stray files"] > 0, "no kill fell into the writing of a file"

"""Kill a saving program at random moments and see what is left."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from pepdesk.storage.drafts import Drafts
from pepdesk.storage.folder import Folder
from tests.storage.open_vaults import DRAFT, open_vault


def start(folder: Path, word: str, count: int, draft_id: str = DRAFT) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "tests.storage.saver", str(folder), draft_id, word, str(count)]
    return subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def kill_over_and_over(folder: Path, times: int, seed: int) -> Counter[str]:
    """Count saves, stray files met, and where the draft stood after each kill."""
    chance, counts, newest = random.Random(seed), Counter[str](), 0
    for turn in range(times):
        with start(folder, f"turn{turn}", 0) as saver:
            assert saver.stdout is not None
            first = saver.stdout.readline()
            time.sleep(chance.random() * 0.12)
            saver.kill()
            told = [first, *saver.stdout.read().splitlines(keepends=True)]
        acknowledged = [line.split() for line in told if line.endswith("\n")]
        counts["saves"] += len(acknowledged)
        promised = int(acknowledged[-1][1])
        opened = Drafts(open_vault(folder)).open_newest(DRAFT)
        ahead = opened.generation.number - promised
        counts["as acknowledged" if ahead == 0 else "one ahead" if ahead == 1 else "lost"] += 1
        counts["unreadable"] += len(opened.set_aside)
        expected = f"turn{turn} {int(acknowledged[-1][2]) + ahead} ".encode()
        counts["other text"] += not opened.body.startswith(expected)
        counts["went back"] += opened.generation.number <= newest
        counts["stray files"] += Folder(folder).sweep(older_than=0)
        newest = opened.generation.number
    return counts


def assert_nothing_was_lost(counts: Counter[str], times: int) -> None:
    assert counts["lost"] == counts["unreadable"] == counts["other text"] == counts["went back"] == 0, counts
    assert counts["as acknowledged"] + counts["one ahead"] == times, counts

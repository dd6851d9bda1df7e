"""Real programs on a real disk: killed in the middle of saving, and two at once."""

from __future__ import annotations

import subprocess
from pathlib import Path

from pepdesk.storage.checkup import check
from pepdesk.storage.drafts import Drafts
from tests.storage.kill_loop import assert_nothing_was_lost, kill_over_and_over, start
from tests.storage.open_vaults import DRAFT, open_vault


def test_twenty_kills_lose_no_acknowledged_save(tmp_path: Path) -> None:
    counts = kill_over_and_over(tmp_path, 20, seed=7)
    assert_nothing_was_lost(counts, 20)
    assert counts["saves"] > 20, "not one was killed after its first save"


def ended(saver: subprocess.Popen[str]) -> list[str]:
    """What a saver told until it had made its forty saves."""
    with saver:
        told = saver.communicate(timeout=60)[0].splitlines()
    assert saver.returncode == 0
    assert len(told) == 40
    return told


def test_two_programs_saving_one_draft_at_once_lose_neither_ones_work(tmp_path: Path) -> None:
    first = Drafts(open_vault(tmp_path)).save(DRAFT, b"start", b"", None)
    savers = [start(tmp_path, word, 40) for word in ("one", "two")]
    for saver in savers:
        assert saver.stdout is not None
        assert saver.stdout.readline() == "ready\n"
    for saver in savers:
        assert saver.stdin is not None
        saver.stdin.write("go\n")
        saver.stdin.flush()
    last_told = [ended(saver)[-1].split() for saver in savers]
    drafts = Drafts(open_vault(tmp_path))
    for word, (draft_id, number, _) in zip(("one", "two"), last_told, strict=True):
        opened = drafts.open_newest(draft_id)
        assert opened.generation.number == int(number)
        assert opened.body.startswith(f"{word} 40 ".encode())
    assert last_told[0][0] != last_told[1][0], "they met: one of them went on in a sibling"
    assert len(drafts.siblings(DRAFT)) == 1
    assert drafts.siblings(DRAFT)[0].sibling_of == (DRAFT, first.number + 1)
    assert check(open_vault(tmp_path)).faults == ()

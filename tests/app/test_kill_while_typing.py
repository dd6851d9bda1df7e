"""The battery dies in the middle of a word: whatever was acknowledged is there, and at most two seconds are lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from pepdesk.app.autosave import LONGEST_MS
from pepdesk.app.library import Library, card_of, write_card
from pepdesk.record.answers import Value, text_of
from pepdesk.record.codec import write_record
from pepdesk.record.record import new_record
from pepdesk.rules.assess import assess
from pepdesk.storage.derivation import FLOOR
from pepdesk.storage.unlocking import create_vault
from tests.app.typist import NAME
from tests.small_form import small_form

PASSPHRASE = "five plain words for tests"
SLACK = 1.5
"""Seconds allowed on top of the two for a save under way on a slow, shared machine."""


def kill_often(folder: Path, times: int, seed: int) -> None:
    """Type, kill, look; ``times`` over, in one draft that grows."""
    vault, _sheet = create_vault(folder / "vault", PASSPHRASE, cost=FLOOR)
    library = Library(vault)
    record = new_record(small_form(folder), "2026-11-22T10:00:00+00:00")
    card = write_card(card_of(record, assess(record, date(2026, 11, 22))))
    draft = library.drafts.save(library.drafts.create(), write_record(record), card, None).draft_id
    chance = random.Random(seed)
    for _ in range(times):
        typed, acknowledged, died = _type_and_die(folder / "vault", draft, chance.uniform(0.05, 2.6))
        answer = library.open(draft).record.answers.get(NAME)
        found = len(text_of(answer if isinstance(answer, Value) else None))
        assert found >= acknowledged, "an acknowledged word was lost"
        long_ago = [length for length, when in typed if when < died - LONGEST_MS / 1000 - SLACK]
        assert found >= max(long_ago, default=0), "more than the last two seconds were lost"
        assert "abcdefghij" * (found // 10) == text_of(answer)[: found // 10 * 10]
    names = [name.name for name in (folder / "vault").iterdir()]
    assert not any(b"abcdefghij" in (folder / "vault" / name).read_bytes() for name in names if name.endswith(".pdd"))


def _type_and_die(vault: Path, draft: str, seconds: float) -> tuple[list[tuple[int, float]], int, float]:
    """Let a typist work for ``seconds`` after its first letter; what it typed, what was acknowledged, when it died."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.app.typist", str(vault), draft, PASSPHRASE],
        stdout=subprocess.PIPE, text=True, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert child.stdout
    first = child.stdout.readline()
    time.sleep(seconds)
    died = time.monotonic()
    child.send_signal(signal.SIGKILL)
    lines = [first, *child.stdout.read().splitlines()]
    child.wait()
    child.stdout.close()
    events = [line.split() for line in lines if len(line.split()) == 3]
    typed = [(int(length), float(when)) for kind, length, when in events if kind == "typed"]
    saved = [int(length) for kind, length, _ in events if kind == "saved"]
    assert typed, "the typist never began"
    return typed, max(saved, default=0), died


@pytest.mark.skipif(sys.platform == "win32", reason="kills with a Unix signal")
def test_a_killed_process_loses_no_acknowledged_word_and_at_most_two_seconds(tmp_path: Path) -> None:
    kill_often(tmp_path, 20, seed=1)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_same_eighty_more_times(tmp_path: Path) -> None:
    kill_often(tmp_path, 80, seed=2)

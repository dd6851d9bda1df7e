"""A real program that is killed while it changes the key, over and over, and goes on."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pepdesk.problem import WrongPassphrase
from pepdesk.storage.blobs import Blobs
from pepdesk.storage.checkup import check
from pepdesk.storage.derivation import FLOOR
from pepdesk.storage.drafts import Drafts
from pepdesk.storage.unlocking import create_vault, unlock
from pepdesk.storage.vault import Vault

SAVES = 60
WORDS = ("the first five words here", "the second five words here")


def fill(folder: Path) -> str:
    vault, _ = create_vault(folder, WORDS[0], cost=FLOOR)
    drafts = Drafts(vault)
    for draft in range(3):
        last = None
        for number in range(SAVES // 3):
            last = drafts.save(f"{draft:032x}", f"{draft} {number}".encode(), b"card", last, kept=True)
    vault.read_people()
    vault.write_people(b"people")
    return Blobs(vault).store(b"picture" * 1000)


def insist_on_everything(vault: Vault, picture: str) -> None:
    drafts = Drafts(vault)
    for draft in range(3):
        draft_id = f"{draft:032x}"
        saves = list(reversed(drafts.history(draft_id)))
        assert len(saves) == SAVES // 3
        for number, one in enumerate(saves):
            assert drafts.open_generation(draft_id, one.number).body == f"{draft} {number}".encode()
    assert vault.read_people() == b"people"
    assert Blobs(vault).read(picture) == b"picture" * 1000
    assert check(vault, set_aside=False).faults == ()
    assert vault.audit.read().faults == ()


def unlock_either(folder: Path, words: tuple[str, str]) -> Vault:
    try:
        return unlock(folder, words[1])
    except WrongPassphrase:
        return unlock(folder, words[0])


def kill_while_changing(folder: Path, kills: int, seed: int) -> tuple[int, int]:
    """How many kills hit a change that was under way, and how many changes of key were finished."""
    picture, chance, hit, finished, words = fill(folder), random.Random(seed), 0, 0, WORDS
    for _ in range(kills):
        command = [sys.executable, "-m", "tests.storage.rotator", str(folder), *words]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as rotator:
            assert rotator.stdout is not None
            first = rotator.stdout.readline()
            time.sleep(chance.random() * (0.6 if first == "beginning\n" else 0.25))
            rotator.kill()
            told = rotator.stdout.read()
        vault = unlock_either(folder, words)
        insist_on_everything(vault, picture)
        if "finished" in told:
            finished += 1
            words = (words[1], words[0])
        else:
            hit += 1
    return hit, finished


def test_a_few_kills_lose_nothing(tmp_path: Path) -> None:
    hit, _ = kill_while_changing(tmp_path, 4, seed=1)
    assert hit


@pytest.mark.slow
def test_a_hundred_kills_lose_nothing(tmp_path: Path) -> None:
    hit, finished = kill_while_changing(tmp_path, 100, seed=2)
    print(f"100 kills, {hit} in the middle of a change of key, {finished} changes finished, 0 lost")
    assert hit > 20

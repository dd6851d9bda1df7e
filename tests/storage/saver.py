"""Saves one draft over and over, telling each save that was acknowledged; the tests kill it.

Arguments: folder, draft id, a word that goes into every body, how many saves.
What the disk refused is said on the error stream, and the next save is tried.
With 0 saves it goes on until it is killed; otherwise it says "ready" and waits for a line before the first one.
"""

from __future__ import annotations

import itertools
import os
import sys
from pathlib import Path

from pepdesk.problem import NotSaved, StorageProblem
from pepdesk.storage.drafts import Drafts, KeptAsSibling
from tests.storage.open_vaults import open_vault


def save_on_and_on(folder: Path, draft_id: str, word: str, count: int) -> None:
    drafts = Drafts(open_vault(folder))
    try:
        last = drafts.open_newest(draft_id).generation
    except StorageProblem:
        last = None
    if count:
        os.write(1, b"ready\n")
        sys.stdin.readline()
    for number in itertools.islice(itertools.count(1), count or None):
        body = f"{word} {number} ".encode() + bytes(30_000)
        try:
            last = drafts.save(draft_id, body, b"summary", last)
        except KeptAsSibling as conflict:
            last = conflict.kept
            draft_id = last.draft_id
        except NotSaved as refused:
            os.write(2, f"{number} {refused.code} {refused.title}\n".encode())
            continue
        os.write(1, f"{draft_id} {last.number} {number}\n".encode())


if __name__ == "__main__":
    save_on_and_on(Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]))

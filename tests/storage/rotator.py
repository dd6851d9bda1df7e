"""Changes a vault's key and tells each file; the tests kill it. Arguments: folder, present and next passphrase."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from pepdesk.problem import WrongPassphrase
from pepdesk.storage import rotation
from pepdesk.storage.derivation import FLOOR
from pepdesk.storage.unlocking import unlock


def rotate(folder: Path, present: str, following: str) -> None:
    try:
        vault = unlock(folder, following)
    except WrongPassphrase:
        vault = unlock(folder, present)
        os.write(1, b"beginning\n")
        rotation.begin(vault, following, cost=FLOOR)
    os.write(1, b"begun\n")
    rotation.resume(vault, lambda looked, count: os.write(1, f"{looked}\n".encode()) and None)
    os.write(1, b"finished\n")


if __name__ == "__main__":
    rotate(Path(sys.argv[1]), sys.argv[2], sys.argv[3])

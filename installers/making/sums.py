"""SHA256SUMS beside the packages, in the form that sha256sum and ``pepdesk check-file`` read. Standard library only."""

from __future__ import annotations

import hashlib
from pathlib import Path

NAME = "SHA256SUMS"


def sha256(path: Path) -> str:
    """A file's SHA-256 in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(folder: Path) -> Path:
    """Write the sums of every file in the folder; gives the list's own path."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith(NAME))
    target = folder / NAME
    target.write_text("".join(f"{sha256(path)}  {path.name}\n" for path in files), encoding="ascii", newline="\n")
    return target

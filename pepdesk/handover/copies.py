"""Copies that a shared folder made of one file: OneDrive, Dropbox and others keep two when two people saved at once."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

_MARKS: Final = (
    re.compile(
        r"(?P<name>.+?) \([^()]*(?:conflict|in conflict)[^()]*\)(?: \(\d+\))?", re.IGNORECASE
    ),  # Dropbox, Nextcloud
    re.compile(r"(?P<name>.+?)[ ._-]+(?:sync-)?conflict(?:ed)?[ ._-].*", re.IGNORECASE),  # Syncthing, Google Drive
    re.compile(r"(?P<name>.+?) - Copy(?: \(\d+\))?", re.IGNORECASE),  # Windows
    re.compile(r"(?P<name>.+?) \(\d+\)"),  # a second download
    re.compile(r"(?P<name>.+?)-(?=[A-Z0-9-]*[A-Z])[A-Z0-9][A-Z0-9-]{2,14}(?:-\d+)?"),  # OneDrive: the computer's name
)
ENDINGS: Final = (".pepx", ".json")


def original_name(name: str) -> str:
    """The name a conflicted copy was made of; the name itself if it is none."""
    path = Path(name)
    if path.suffix.lower() not in ENDINGS:
        return name
    for mark in _MARKS:
        if found := mark.fullmatch(path.stem):
            return f"{found['name']}{path.suffix}"
    return name


def copies_of(file: Path) -> tuple[Path, ...]:
    """Other copies of a file beside it, by their names. Raises ``OSError`` when the folder cannot be read."""
    wanted = original_name(file.name).casefold()
    return tuple(
        sorted(
            one
            for one in file.parent.iterdir()
            if one.name != file.name and one.is_file() and original_name(one.name).casefold() == wanted
        )
    )

"""Which files of this source tree go into a package: the program, its forms and its resources; nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from installers.environment import ROOT

_DATA = ("forms", "resources")
_AT_HOME_ONLY = ("resources/screenshots", "resources/own_forms/what_they_ask.toml")  # for readers of the source
_WASTE = ("__pycache__",)


def program_files(root: Path = ROOT) -> Iterator[Path]:
    """The Python files of the program, relative to the root."""
    for path in sorted((root / "pepdesk").rglob("*.py")):
        yield path.relative_to(root)


def data_files(root: Path = ROOT) -> Iterator[Path]:
    """Forms, authorities, fonts, help, samples and our licence, relative to the root."""
    yield Path("LICENSE")
    for folder in _DATA:
        for path in sorted((root / folder).rglob("*")):
            inside = path.relative_to(root)
            if path.is_file() and not _stays_home(inside):
                yield inside


def copy(files: Iterator[Path], to: Path, root: Path = ROOT) -> None:
    """Copy files into a folder, keeping where they stood."""
    for inside in files:
        target = to / inside
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / inside, target)


def _stays_home(inside: Path) -> bool:
    """Pictures of the README, and the scripts that made a file beside them, with what they read."""
    if inside.as_posix().startswith(_AT_HOME_ONLY) or inside.suffix == ".py":
        return True
    return any(part in _WASTE for part in inside.parts)

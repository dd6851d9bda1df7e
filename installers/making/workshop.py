"""Where a build happens and with what: folders, version, the one date all files get, and running the outside tools."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from installers.environment import ROOT, pip_for
from installers.problem import CannotSetUp, last_lines

IDENTITY = "org.pepdesk.PepDesk"
"""The program's name in desktops, bundles and software centres; never changes."""
PUBLISHER = "PepDesk project"
PACKAGE_TYPE = "application/vnd.pepdesk.package"
"""MIME type of a hand-over package (``.pepx``)."""
_USUAL_EPOCH = 1_795_305_600  # 22 November 2026, for a tree without git


class CannotBuild(CannotSetUp):
    """A package cannot be made; nothing half-made is left under its final name."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """One build. ``epoch``: seconds since 1970 that every file in a package is dated with, so that builds repeat."""

    work: Path
    out: Path
    version: str
    epoch: int

    def fresh(self, name: str) -> Path:
        """An empty folder of that name in the work folder."""
        folder = self.work / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    def surroundings(self) -> dict[str, str]:
        """The environment the tools get: same date, same hash seed, same language everywhere."""
        fixed = {"SOURCE_DATE_EPOCH": str(self.epoch), "PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")} | fixed

    def run(self, *command: str | Path, cwd: Path | None = None, env: dict[str, str] | None = None) -> str:
        """What a tool prints; raises CannotBuild with its last lines when it fails."""
        words = [str(word) for word in command]
        done = subprocess.run(
            words, cwd=cwd, env=self.surroundings() | (env or {}), stdin=subprocess.DEVNULL,
            capture_output=True, text=True, errors="replace", check=False,
        )  # fmt: skip
        if done.returncode:
            raise CannotBuild(
                f"{Path(words[0]).name} failed ({done.returncode}).",
                f"It said:\n{last_lines(done.stdout + done.stderr, 12)}",
            )
        return done.stdout

    def pip(self, *words: str | Path) -> None:
        """One call of pip in the build's own environment, or of the pip outside where that has none."""
        quiet = ("--disable-pip-version-check", "--no-input", "--retries", "2", "--quiet")
        first, *rest = words
        self.run(*pip_for(self.work / "python"), first, *quiet, *rest)


def workshop(out: Path) -> Workshop:
    """The workshop for this source tree; its work folder is ``.local/build``."""
    out.mkdir(parents=True, exist_ok=True)
    work = ROOT / ".local" / "build"
    work.mkdir(parents=True, exist_ok=True)
    return Workshop(work, out.resolve(), version(), _epoch())


def version() -> str:
    """The program's version from its one source; raises CannotBuild unless it is three whole numbers (MSI's limit)."""
    text = (ROOT / "pepdesk" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "(\d+\.\d+\.\d+)"$', text, re.MULTILINE)
    if found is None:
        raise CannotBuild("pepdesk/__init__.py has no version of three whole numbers.", "Windows compares just those.")
    return found[1]


def _epoch() -> int:
    """The date of all files: SOURCE_DATE_EPOCH, else the last commit's, else a fixed day."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    asked = subprocess.run(
        ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"], capture_output=True, text=True, check=False
    )
    return int(asked.stdout) if asked.returncode == 0 and asked.stdout.strip() else _USUAL_EPOCH


def same_dates(folder: Path, epoch: int) -> None:
    """Give every file and folder the build's date and plain permissions; programs stay programs."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        os.utime(path, (epoch, epoch), follow_symlinks=False)
    folder.chmod(0o755)
    os.utime(folder, (epoch, epoch))


def files_in(folder: Path) -> list[Path]:
    """Every file below a folder, in one fixed order."""
    return sorted((path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()), key=Path.as_posix)


def megabytes(paths: Sequence[Path]) -> float:
    """What the files take together, in MB of a million bytes."""
    return sum(path.stat().st_size for path in paths) / 1e6


def say(line: str) -> None:
    """One line to the person who builds."""
    print(line, file=sys.stderr, flush=True)


@contextmanager
def step(words: str) -> Iterator[None]:
    """Tell a step and how long it took."""
    begun = time.monotonic()
    say(f"-- {words} ...")
    yield
    say(f"   {time.monotonic() - begun:.0f} s")

"""Windows programs run on Linux: a Wine of one's own, in its own folder, with pipes for what they say.

Python under Wine 8 dies with a file or /dev/null as standard input or output, so it always gets pipes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from installers.making.workshop import CannotBuild
from installers.problem import last_lines

_SERVER = "/usr/lib/wine/wineserver"
_REGISTRY = (  # no window that waits for a click after a crash
    (r"HKCU\Software\Wine\WineDbg", "ShowCrashDialog", "REG_DWORD", "0"),
    (r"HKLM\Software\Microsoft\Windows NT\CurrentVersion\AeDebug", "Debugger", "REG_SZ", ""),
)


@dataclass(frozen=True, slots=True)
class Done:
    """How a Windows program ended, and all it said."""

    status: int
    said: str


@dataclass(frozen=True, slots=True)
class Wine:
    """One Windows of Wine's in ``folder``; ``display`` is empty for none."""

    folder: Path
    display: str = ""

    @property
    def drive(self) -> Path:
        """Its drive C."""
        return self.folder / "drive_c"

    @property
    def home(self) -> Path:
        """The person's folder in it."""
        (home,) = [path for path in (self.drive / "users").iterdir() if path.name != "Public"]
        return home

    def surroundings(self) -> dict[str, str]:
        """What every program in it gets."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "TERM") if name in os.environ}
        return kept | {
            "WINEPREFIX": str(self.folder), "WINEARCH": "win64", "WINEDEBUG": "-all", "LC_ALL": "C.UTF-8",
            "WINEDLLOVERRIDES": "mscms=n,b;winemenubuilder.exe=d;mscoree=d;mshtml=d", "DISPLAY": self.display,
        }  # fmt: skip

    def run(self, *words: str | Path, seconds: float = 120) -> Done:
        """Run one program to its end; a time-out counts as status 124."""
        line = [str(word) for word in words]
        with self.start(*line) as program:
            try:
                said, _ = program.communicate(b"", timeout=seconds)
            except subprocess.TimeoutExpired:
                program.kill()
                said, _ = program.communicate()
                return Done(124, said.decode(errors="replace"))
        return Done(program.returncode, said.decode(errors="replace"))

    def must(self, *words: str | Path, seconds: float = 120) -> str:
        """What a program says; raises CannotBuild when it fails."""
        done = self.run(*words, seconds=seconds)
        if done.status:
            raise CannotBuild(
                f"{Path(str(words[0])).name} failed under Wine ({done.status}).", last_lines(done.said, 12)
            )
        return done.said

    def start(self, *words: str | Path) -> subprocess.Popen[bytes]:
        """Start a program and leave it running."""
        return subprocess.Popen(
            ["wine", *map(str, words)], env=self.surroundings(), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )  # fmt: skip

    def settle(self) -> None:
        """Wait until everything in it has ended and the registry is written."""
        subprocess.run([_SERVER, "-w"], env=self.surroundings(), check=False, timeout=60)

    def stop(self) -> None:
        """End whatever still runs in it."""
        subprocess.run([_SERVER, "-k"], env=self.surroundings(), check=False, timeout=60)


@contextmanager
def fresh(folder: Path, display: str = "") -> Iterator[Wine]:
    """A new Windows 10 in ``folder``, stopped and removed at the end."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    wine = Wine(folder, display)
    try:
        wine.must("wineboot", "-i", seconds=180)
        wine.must("winecfg", "-v", "win10")
        for key, name, kind, value in _REGISTRY:
            wine.must("reg", "add", key, "/v", name, "/t", kind, "/d", value, "/f")
        yield wine
    finally:
        wine.stop()
        shutil.rmtree(folder, ignore_errors=True)

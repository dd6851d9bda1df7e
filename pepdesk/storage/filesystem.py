"""The only place where storage touches the operating system: single calls, no policy.

``Disk`` is the seam. Tests put a simulated disk there, which can stop or refuse at every single call.
Every method may raise ``OSError``; ``folder`` turns that into words.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Protocol

from pepdesk.storage import windows

_BINARY = getattr(os, "O_BINARY", 0)
_CLOSE_ON_EXEC = getattr(os, "O_CLOEXEC", 0)
_OWNER_ONLY_FILE = 0o600
_OWNER_ONLY_FOLDER = 0o700


class Disk(Protocol):
    """What storage needs of an operating system. Paths are text; handles are small whole numbers."""

    def make_folder(self, path: str) -> None:
        """Make a folder and those above it; content when it is there already."""

    def names(self, folder: str) -> list[str]:
        """The names in a folder, in no order, without sub-folders."""

    def create(self, path: str) -> int:
        """A new empty file, open for writing; ``FileExistsError`` when the name is taken."""

    def write(self, handle: int, data: bytes) -> None:
        """All of ``data``, however many calls that takes."""

    def sync(self, handle: int) -> None:
        """Return only when the file's bytes are on the medium itself."""

    def close(self, handle: int) -> None:
        """Close a handle."""

    def give_name(self, temporary: str, final: str) -> None:
        """Put a finished file under a name that must not exist yet (``FileExistsError``).

        The temporary name may or may not still be there afterwards.
        """

    def replace(self, temporary: str, final: str) -> None:
        """Put a finished file in the place of another, in one step: afterwards one or the other is there, whole."""

    def sync_folder(self, path: str) -> None:
        """Return only when the folder's list of names is on the medium."""

    def remove(self, path: str) -> None:
        """Remove a name; ``FileNotFoundError`` when there is none."""

    def move(self, old: str, new: str) -> None:
        """Rename to a name the caller knows to be free."""

    def read(self, path: str, length: int) -> bytes:
        """The first ``length`` bytes, or the whole file when it is shorter."""

    def size(self, path: str) -> int:
        """Length of a file in bytes."""

    def age(self, path: str) -> float:
        """Seconds since the file was last written; negative when a clock is wrong."""


class RealDisk:
    """The disk of the computer we run on."""

    def make_folder(self, path: str) -> None:
        """See ``Disk``."""
        Path(path).mkdir(mode=_OWNER_ONLY_FOLDER, parents=True, exist_ok=True)

    def names(self, folder: str) -> list[str]:
        """See ``Disk``."""
        with os.scandir(folder) as entries:
            return [entry.name for entry in entries if not entry.is_dir()]

    def create(self, path: str) -> int:
        """See ``Disk``."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY | _CLOSE_ON_EXEC
        return os.open(path, flags, _OWNER_ONLY_FILE)

    def write(self, handle: int, data: bytes) -> None:
        """See ``Disk``."""
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]

    def sync(self, handle: int) -> None:
        """See ``Disk``. On macOS ``fsync`` stops at the drive's cache, hence the stronger call (not yet verified)."""
        if sys.platform == "darwin":
            import fcntl

            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
        else:
            os.fsync(handle)

    def close(self, handle: int) -> None:
        """See ``Disk``."""
        os.close(handle)

    def give_name(self, temporary: str, final: str) -> None:
        """See ``Disk``. A hard link never replaces an existing name, unlike a rename."""
        if sys.platform == "win32":
            windows.move_without_replacing(temporary, final)
        else:
            os.link(temporary, final)

    def replace(self, temporary: str, final: str) -> None:
        """See ``Disk``."""
        if sys.platform == "win32":
            windows.move_replacing(temporary, final)
        else:
            Path(temporary).replace(final)

    def sync_folder(self, path: str) -> None:
        """See ``Disk``. Windows has no such call: its move is written through instead."""
        if sys.platform == "win32":
            return
        handle = os.open(path, os.O_RDONLY | _CLOSE_ON_EXEC)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def remove(self, path: str) -> None:
        """See ``Disk``."""
        Path(path).unlink()

    def move(self, old: str, new: str) -> None:
        """See ``Disk``."""
        Path(old).rename(new)

    def read(self, path: str, length: int) -> bytes:
        """See ``Disk``."""
        with Path(path).open("rb") as file:
            return file.read(length)

    def size(self, path: str) -> int:
        """See ``Disk``."""
        return Path(path).stat().st_size

    def age(self, path: str) -> float:
        """See ``Disk``."""
        return time.time() - Path(path).stat().st_mtime


def physical_memory() -> int:
    """Bytes of memory in this computer; 0 when it will not say."""
    if sys.platform == "win32":
        return windows.physical_memory()
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError):
        return 0

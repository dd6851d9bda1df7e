"""A disk in memory that forgets what was not synced, and can stop or refuse at any single call.

After a crash, unsynced bytes of a file may be missing, half there, zeros or whole, and unsynced changes of names may
each have happened or not: ``after_power_cut`` goes through all of it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import PurePosixPath


class PowerCut(BaseException):
    """The computer stopped here. Not an ``Exception``: no program gets to tidy up."""


class SimulatedDisk:
    def __init__(self, *, forgets_syncs: bool = False, without_links: bool = False) -> None:
        self.names_now: dict[str, int] = {}
        self.bytes_now: dict[int, bytes] = {}
        self.names_safe: dict[str, int] = {}
        self.bytes_safe: dict[int, bytes] = {}
        self.unsynced: list[tuple[str, int | None]] = []  # name, and the file it points to (None: name removed)
        self.forgets_syncs = forgets_syncs
        self.without_links = without_links
        self.calls: list[str] = []
        self.stop_at = 0  # number of the call, from 1; 0 for never
        self.error: OSError | None = None  # what the call raises instead of a power cut
        self.keeps_failing: str | None = None  # a kind of call that always raises ``error``

    def _call(self, kind: str) -> None:
        self.calls.append(kind)
        if self.keeps_failing == kind and self.error:
            raise self.error
        if self.stop_at == len(self.calls):
            raise self.error or PowerCut

    def settle(self) -> SimulatedDisk:
        """A new disk with everything that is here now safely stored."""
        return self._restarted(self.names_now, self.bytes_now)

    def _restarted(self, names: dict[str, int], contents: dict[int, bytes]) -> SimulatedDisk:
        disk = SimulatedDisk(forgets_syncs=self.forgets_syncs, without_links=self.without_links)
        disk.names_now, disk.names_safe = dict(names), dict(names)
        disk.bytes_now = {file: contents.get(file, b"") for file in set(names.values())}
        disk.bytes_safe = dict(disk.bytes_now)
        return disk

    def after_power_cut(self) -> Iterator[SimulatedDisk]:
        """Every state in which this disk may come back."""
        for kept in itertools.product((False, True), repeat=len(self.unsynced)):
            names = dict(self.names_safe)
            for happened, (name, file) in zip(kept, self.unsynced, strict=True):
                if happened and file is None:
                    names.pop(name, None)
                elif happened and file is not None:
                    names[name] = file
            dirty = [file for file in set(names.values()) if self.bytes_safe.get(file) != self.bytes_now[file]]
            for contents in itertools.product(*(self._torn(file) for file in dirty)):
                yield self._restarted(names, self.bytes_safe | dict(zip(dirty, contents, strict=True)))

    def _torn(self, file: int) -> set[bytes]:
        whole = self.bytes_now[file]
        first_block = whole[:4096] + bytes(max(0, len(whole) - 4096))
        return {b"", whole, whole[: len(whole) // 2], bytes(len(whole)), first_block, self.bytes_safe.get(file, b"")}

    def make_folder(self, path: str) -> None:
        self._call("make_folder")

    def names(self, folder: str) -> list[str]:
        self._call("names")
        return [PurePosixPath(name).name for name in self.names_now if str(PurePosixPath(name).parent) == folder]

    def create(self, path: str) -> int:
        self._call("create")
        if path in self.names_now:
            raise FileExistsError(path)
        file = max([*self.bytes_now, 0]) + 1
        self._point(path, file)
        self.bytes_now[file] = b""
        return file

    def write(self, handle: int, data: bytes) -> None:
        for part in (data[: len(data) // 2], data[len(data) // 2 :]):
            self._call("write")
            self.bytes_now[handle] += part

    def sync(self, handle: int) -> None:
        self._call("sync")
        if not self.forgets_syncs:
            self.bytes_safe[handle] = self.bytes_now[handle]

    def close(self, handle: int) -> None:
        self._call("close")

    def give_name(self, temporary: str, final: str) -> None:
        self._call("give_name")
        if self.without_links:
            raise PermissionError(1, "no hard links here")
        if final in self.names_now:
            raise FileExistsError(final)
        self._point(final, self.names_now[temporary])

    def replace(self, temporary: str, final: str) -> None:
        self._call("replace")
        self._point(final, self.names_now[temporary])
        self._point(temporary, None)

    def sync_folder(self, path: str) -> None:
        self._call("sync_folder")
        if not self.forgets_syncs:
            self.names_safe, self.unsynced = dict(self.names_now), []

    def remove(self, path: str) -> None:
        self._call("remove")
        if path not in self.names_now:
            raise FileNotFoundError(path)
        self._point(path, None)

    def move(self, old: str, new: str) -> None:
        self._call("move")
        self._point(new, self.names_now[old])
        self._point(old, None)

    def read(self, path: str, length: int) -> bytes:
        self._call("read")
        if path not in self.names_now:
            raise FileNotFoundError(path)
        return self.bytes_now[self.names_now[path]][:length]

    def size(self, path: str) -> int:
        self._call("size")
        if path not in self.names_now:
            raise FileNotFoundError(path)
        return len(self.bytes_now[self.names_now[path]])

    def age(self, path: str) -> float:
        self._call("age")
        return 7200.0

    def _point(self, name: str, file: int | None) -> None:
        self.unsynced.append((name, file))
        if file is None:
            del self.names_now[name]
        else:
            self.names_now[name] = file

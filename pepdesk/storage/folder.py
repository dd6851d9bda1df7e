"""One folder of files that are written once and never changed; says in words what the disk refused.

Creating is durable: when ``create`` returns, the bytes and the name survive a power cut.
"""

from __future__ import annotations

import contextlib
import errno
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pepdesk.problem import NotSaved, StorageProblem
from pepdesk.storage.damage import damaged
from pepdesk.storage.filesystem import Disk, RealDisk
from pepdesk.words import tr

QUARANTINE = "quarantine"
_TEMPORARY = ".tmp"
_STRAY_AFTER_SECONDS = 3600.0  # younger ones may belong to another window that is saving now


def _numbers(*names: str) -> frozenset[int]:
    """Error numbers by name, as far as this system knows them."""
    return frozenset(getattr(errno, name) for name in names if hasattr(errno, name))


_FULL = _numbers("ENOSPC", "EDQUOT", "EFBIG")
_REFUSED = _numbers("EACCES", "EPERM", "EROFS")
_GONE = _numbers("ENOENT", "ENOTDIR", "ENODEV", "ENXIO", "ESTALE", "ENOTCONN", "EHOSTDOWN", "EHOSTUNREACH",
                 "ENETUNREACH", "ETIMEDOUT")  # fmt: skip
# FAT, exFAT and some network shares know no second name for a file.
_NO_LINKS = _numbers("EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK")
# Some network shares cannot be asked to write out a folder; that is not a failure of the disk.
_NO_FOLDER_SYNC = _numbers("EINVAL", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EBADF")


class NameTaken(Exception):
    """Another program wrote this name first; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder on a disk. ``disk`` is this computer's unless a test brings another."""

    path: Path
    disk: Disk = field(default_factory=RealDisk)

    def make(self) -> None:
        """Make the folder when it is missing. Raises ``NotSaved``."""
        try:
            self.disk.make_folder(str(self.path))
        except OSError as error:
            raise refused_save(error) from error

    def names(self) -> list[str]:
        """Names of the files here, sorted, without the quarantine. Raises ``StorageProblem``."""
        try:
            return sorted(self.disk.names(str(self.path)))
        except OSError as error:
            raise refused_read(error) from error

    def quarantined(self) -> list[str]:
        """Names of the files that were set aside, as ``remove_all`` takes them; empty without a quarantine."""
        try:
            return sorted(f"{QUARANTINE}/{name}" for name in self.disk.names(self._at(QUARANTINE)))
        except OSError:
            return []

    def read(self, name: str, limit: int) -> bytes | None:
        """A whole file, or ``None`` when there is none of that name.

        Raises ``DamagedFile`` for one longer than ``limit`` bytes or with an unreadable sector, and
        ``StorageProblem`` when the disk refuses for another reason.
        """
        data = self.read_start(name, limit + 1)
        if data is not None and len(data) > limit:
            raise damaged(tr("it is longer than any file PepDesk writes"))
        return data

    def read_start(self, name: str, length: int) -> bytes | None:
        """The first ``length`` bytes of a file; otherwise as ``read``."""
        try:
            return self.disk.read(self._at(name), length)
        except FileNotFoundError:
            return None
        except OSError as error:
            if error.errno == errno.EIO:
                raise damaged(tr("the disk cannot read it any more")) from error
            raise refused_read(error) from error

    def size(self, name: str) -> int | None:
        """Length of a file in bytes; ``None`` when it is gone or will not say."""
        try:
            return self.disk.size(self._at(name))
        except OSError:
            return None

    def create(self, name: str, data: bytes) -> None:
        """Store ``data`` under a new name, durably.

        Raises ``NameTaken`` when the name exists, ``NotSaved`` when the disk refused. After ``NotSaved`` the name
        may exist or not; cut short it never passes for whole, because an envelope shows that.
        """
        temporary = f".{secrets.token_hex(8)}{_TEMPORARY}"
        try:
            self._write(temporary, data)
            self._give_name(temporary, name, data)
            self._sync_names()
        except OSError as error:
            raise refused_save(error) from error
        finally:
            # Once the final name stands, a temporary file that will not go away is untidy, not a failure.
            self._try_remove(temporary)

    def replace(self, name: str, data: bytes) -> None:
        """Put ``data`` in the place of a file, durably and in one step; for sealing it anew under another key only.

        Raises ``NotSaved``, and then the file is whole, as it was or as it should be.
        """
        temporary = f".{secrets.token_hex(8)}{_TEMPORARY}"
        try:
            self._write(temporary, data)
            if self.disk.read(self._at(temporary), len(data) + 1) != data:
                raise OSError(errno.EIO, "the disk gave back something else than was written")
            self.disk.replace(self._at(temporary), self._at(name))
            self._sync_names()
        except OSError as error:
            raise refused_save(error) from error
        finally:
            self._try_remove(temporary)

    def remove(self, name: str) -> bool:
        """Remove a file; true when it is gone afterwards."""
        try:
            self.disk.remove(self._at(name))
        except FileNotFoundError:
            return True
        except OSError:
            return False
        return True

    def remove_all(self, names: Iterable[str]) -> None:
        """Remove files for good, in this order, and wait until that is on the disk. Raises ``NotSaved``."""
        try:
            for name in names:
                with contextlib.suppress(FileNotFoundError):
                    self.disk.remove(self._at(name))
            self._sync_names()
        except OSError as error:
            raise refused_save(error) from error

    def set_aside(self, name: str) -> bool:
        """Move a damaged file to the quarantine, where nothing overwrites it; false when it had to stay."""
        new = f"{QUARANTINE}/{name}.{secrets.token_hex(4)}"
        try:
            self.disk.make_folder(self._at(QUARANTINE))
            self.disk.move(self._at(name), self._at(new))
        except OSError:
            return False
        return True

    def sweep(self, older_than: float = _STRAY_AFTER_SECONDS) -> int:
        """Remove temporary files a crash left behind at least ``older_than`` seconds ago; gives how many went."""
        swept = 0
        for name in self.names():
            if name.startswith(".") and name.endswith(_TEMPORARY):
                with contextlib.suppress(OSError):
                    if self.disk.age(self._at(name)) >= older_than:
                        self.disk.remove(self._at(name))
                        swept += 1
        return swept

    def _at(self, name: str) -> str:
        return f"{self.path}/{name}"

    def _write(self, name: str, data: bytes) -> None:
        handle = self.disk.create(self._at(name))
        try:
            self.disk.write(handle, data)
            self.disk.sync(handle)
        except BaseException:
            with contextlib.suppress(OSError):
                self.disk.close(handle)
            raise
        self.disk.close(handle)

    def _give_name(self, temporary: str, name: str, data: bytes) -> None:
        try:
            self.disk.give_name(self._at(temporary), self._at(name))
        except FileExistsError:
            raise NameTaken from None
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            self._write_without_link(name, data)

    def _write_without_link(self, name: str, data: bytes) -> None:
        """The way for disks without hard links: a cut-short file is possible and fails its own check later."""
        try:
            self._write(name, data)
        except FileExistsError:
            raise NameTaken from None
        except OSError:
            self._try_remove(name)
            raise
        # Another window may have met the half-written file and set it aside as damaged.
        if self.disk.size(self._at(name)) != len(data):
            raise OSError(errno.EIO, "the file was moved while it was written")

    def _sync_names(self) -> None:
        try:
            self.disk.sync_folder(str(self.path))
        except OSError as error:
            if error.errno not in _NO_FOLDER_SYNC:
                raise

    def _try_remove(self, name: str) -> None:
        with contextlib.suppress(OSError):
            self.disk.remove(self._at(name))


def refused_save(error: OSError) -> NotSaved:
    """What a failed write means for the person at the keyboard."""
    kept = tr("What you saved before is safe and your text is still in the window.")
    if error.errno in _FULL:
        return NotSaved(
            tr("Not saved: the disk is full."), f"{kept} {tr('Make some room, then save again.')}", code="disk-full"
        )
    if error.errno in _REFUSED:
        advice = tr("Ask whoever looks after this computer for the right to write there, or save elsewhere.")
        return NotSaved(tr("Not saved: this folder may not be written to."), f"{kept} {advice}", code="read-only")
    if error.errno in _GONE:
        advice = tr("Check that the drive or network share is connected, then save again.")
        return NotSaved(tr("Not saved: the folder cannot be reached."), f"{kept} {advice}", code="folder-gone")
    return NotSaved(tr("Not saved: the disk reported an error."), f"{kept} {tr('Try again, or save elsewhere.')}")


def refused_read(error: OSError) -> StorageProblem:
    """What a failed read means for the person at the keyboard."""
    if error.errno in _GONE:
        advice = tr("Check that the drive or network share is connected, then open it again. Nothing was changed.")
        return StorageProblem(tr("The folder cannot be reached."), advice, code="folder-gone")
    if error.errno in _REFUSED:
        advice = tr("Another program may be holding the file; wait a moment and try again. Nothing was changed.")
        return StorageProblem(tr("This computer does not allow PepDesk to read the file."), advice, code="no-access")
    advice = tr("Try again. If it happens again, copy the folder to another disk. Nothing was changed.")
    return StorageProblem(tr("The disk reported an error while reading."), advice, code="disk-error")

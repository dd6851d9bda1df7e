"""The calls that only Windows has. NOT YET VERIFIED: written from Microsoft's reference, never run here.

``tests/storage/test_windows.py`` runs on Windows only; until somebody ran it there, nothing is claimed.
"""

from __future__ import annotations

import ctypes
import sys
import time

_REPLACE = 0x1  # MOVEFILE_REPLACE_EXISTING
_WRITE_THROUGH = 0x8  # MOVEFILE_WRITE_THROUGH: returns when the move is on the disk
_BUSY = (32, 33)  # sharing violation, lock violation
_TRIES = 20  # a virus scanner lets go within two seconds (security.md 1.4)
_PAUSE_SECONDS = 0.1


if sys.platform == "win32":

    def move_without_replacing(old: str, new: str) -> None:
        """Rename a file, durably, to a name that must be free; waits for a scanner that holds it open."""
        _move(old, new, _WRITE_THROUGH)

    def move_replacing(old: str, new: str) -> None:
        """Rename a file, durably, over another; waits for a scanner that holds one of them open."""
        _move(old, new, _WRITE_THROUGH | _REPLACE)

    def _move(old: str, new: str, flags: int) -> None:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        for attempt in range(_TRIES):
            if kernel.MoveFileExW(ctypes.c_wchar_p(old), ctypes.c_wchar_p(new), flags):
                return
            code = ctypes.get_last_error()
            if code not in _BUSY or attempt == _TRIES - 1:
                raise ctypes.WinError(code)
            time.sleep(_PAUSE_SECONDS)

    def physical_memory() -> int:
        """Bytes of memory in this computer; 0 when Windows will not say."""
        sizes = ("total", "free", "page", "page_free", "own", "own_free", "more")

        class _MemoryStatus(ctypes.Structure):
            _fields_ = [
                ("length", ctypes.c_ulong),
                ("load", ctypes.c_ulong),
                *((name, ctypes.c_ulonglong) for name in sizes),
            ]

        status = _MemoryStatus()
        status.length = ctypes.sizeof(status)
        found = ctypes.WinDLL("kernel32").GlobalMemoryStatusEx(ctypes.byref(status))
        return int(status.total) if found else 0

else:

    def move_without_replacing(old: str, new: str) -> None:
        """Only Windows has it."""
        raise NotImplementedError

    def move_replacing(old: str, new: str) -> None:
        """Only Windows has it."""
        raise NotImplementedError

    def physical_memory() -> int:
        """Only Windows needs it."""
        raise NotImplementedError

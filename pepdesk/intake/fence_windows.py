"""The fence's limits on Windows: a job object around this process. NOT YET VERIFIED on a real Windows.

Written from Microsoft's reference (Job Objects). A process may put itself into a job; since Windows 8 also when it is
in one already.
"""

from __future__ import annotations

import ctypes
import sys
from typing import Final

_EXTENDED_LIMITS: Final = 9  # JobObjectExtendedLimitInformation
_PROCESS_TIME, _ACTIVE_PROCESS, _PROCESS_MEMORY, _DIE = 0x2, 0x8, 0x100, 0x400  # JOB_OBJECT_LIMIT_…
_TICKS: Final = 10_000_000  # of 100 ns in a second

if sys.platform == "win32":

    class _Limits(ctypes.Structure):
        """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

        _fields_ = [
            ("process_time", ctypes.c_longlong),
            ("job_time", ctypes.c_longlong),
            ("flags", ctypes.c_ulong),
            ("least_set", ctypes.c_size_t),
            ("most_set", ctypes.c_size_t),
            ("processes", ctypes.c_ulong),
            ("affinity", ctypes.c_size_t),
            ("priority", ctypes.c_ulong),
            ("scheduling", ctypes.c_ulong),
            ("io", ctypes.c_ulonglong * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process", ctypes.c_size_t),
            ("peak_job", ctypes.c_size_t),
        ]

    class Job:
        """Limits of this process from now on: ``mebibytes`` of memory, no further process."""

        def __init__(self, mebibytes: int) -> None:
            self._kernel = ctypes.WinDLL("kernel32", use_last_error=True)
            self._kernel.CreateJobObjectW.restype = ctypes.c_void_p
            self._kernel.GetCurrentProcess.restype = ctypes.c_void_p
            self._job = ctypes.c_void_p(self._kernel.CreateJobObjectW(None, None))
            self._limits = _Limits(
                flags=_ACTIVE_PROCESS | _PROCESS_MEMORY | _DIE, processes=1, process_memory=mebibytes << 20
            )
            self._set()
            process = ctypes.c_void_p(self._kernel.GetCurrentProcess())
            if not self._kernel.AssignProcessToJobObject(self._job, process):
                raise ctypes.WinError(ctypes.get_last_error())

        def limit_time(self, until: float) -> None:
            """End this process once it has used ``until`` seconds of the processor since it began."""
            self._limits.flags |= _PROCESS_TIME
            self._limits.process_time = int(until * _TICKS)
            self._set()

        def _set(self) -> None:
            size = ctypes.sizeof(self._limits)
            limits = ctypes.byref(self._limits)
            if not self._kernel.SetInformationJobObject(self._job, _EXTENDED_LIMITS, limits, size):
                raise ctypes.WinError(ctypes.get_last_error())

"""What Qt and the checkers need from the system on Linux: which libraries are missing, and Debian's apt to bring them.

As root on Debian or Ubuntu the missing packages are installed and named; otherwise the exact line to type is told.
Standard library only.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys

from installers.problem import CannotSetUp, last_lines

# Found on a bare Debian 12 by adding one at a time (PySide6 6.12): library → Debian package. The rest come with these.
_FOR_QT = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}
_FOR_A_WINDOW = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}


def has_screen() -> bool:
    """True where a window can be shown: always on Windows and macOS, on Linux with an X or Wayland display."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def bring_qt_libraries(*, window: bool) -> None:
    """See that Qt's system libraries are there: those for drawing in memory and, for a ``window``, those of X too.

    Raises CannotSetUp with the line to type where they are missing and cannot be installed from here.
    """
    if not sys.platform.startswith("linux"):
        return
    wanted = _FOR_QT | (_FOR_A_WINDOW if window else {})
    missing = {library: package for library, package in wanted.items() if not _loads(library)}
    if missing:
        bring_packages(tuple(missing.values()), f"Qt needs {', '.join(missing)}")


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def bring_packages(packages: tuple[str, ...], why: str) -> None:
    """Install Debian packages as root, saying so; raises CannotSetUp with the exact line where that is not possible."""
    line = f"apt-get install --no-install-recommends {' '.join(packages)}"
    if shutil.which("apt-get") is None:
        raise CannotSetUp(
            f"{why}, and this system lacks it.",
            f"On Debian these are the packages: {' '.join(packages)}. Install your system's own.",
        )
    if os.geteuid() != 0:
        raise CannotSetUp(
            f"{why}, and this system lacks it.", f"Type this, then run the same command again:\n  sudo {line}"
        )
    print(f"{why}. Installing as root: {line}", file=sys.stderr, flush=True)
    _apt("update")  # old lists are no reason to stop: the install below tells
    done = _apt("install", "--yes", "--no-install-recommends", *packages)
    if done.returncode:
        raise CannotSetUp(
            "Debian's packages could not be installed.",
            f"Run this by hand to see why:\n  apt-get update && {line}\n"
            f"apt-get said:\n{last_lines(done.stdout + done.stderr)}",
        )


def _apt(*arguments: str) -> subprocess.CompletedProcess[str]:
    """One apt-get call that asks nothing, waits for another apt to finish and tries a broken download again."""
    patience = ("-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3", "-o", "Dpkg::Use-Pty=0")
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        ["apt-get", "-q", *patience, *arguments],
        env=quiet,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )

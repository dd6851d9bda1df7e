"""Whether a place is on a stick, a card or another drive that can be carried away, as far as the system tells.

A drive that hides it (a USB hard disk that calls itself fixed, on Windows) is not found: disk encryption and the
organisation's own device control remain necessary. The Windows and macOS ways are not yet verified there.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

_CARRIED_ON_LINUX = ("/media/", "/run/media/", "/run/user/")  # where desktops put sticks, phones and cameras
_WINDOWS_CARRIED = (2, 5)  # DRIVE_REMOVABLE, DRIVE_CDROM


def is_removable(path: Path) -> bool:
    """Whether ``path``, or the nearest folder above it that exists, lies on a drive that can be carried away."""
    place = path.absolute()
    while not place.exists() and place != place.parent:
        place = place.parent
    place = place.resolve()
    if sys.platform == "win32":
        return _on_windows(place)
    if sys.platform == "darwin":
        return str(place).startswith("/Volumes/") and not place.samefile("/")
    return _on_linux(place)


def _on_linux(place: Path) -> bool:
    if f"{place}/".startswith(_CARRIED_ON_LINUX):
        return True
    device = place.stat().st_dev
    return device_is_removable(Path("/sys/dev/block") / f"{os.major(device)}:{os.minor(device)}")


def device_is_removable(device: Path) -> bool:
    """Whether a block device of /sys, or one that it lies on (encrypted sticks), hangs on USB or is removable."""
    if not device.exists():
        return False
    real = device.resolve()
    if any(part.startswith("usb") for part in real.parts) or "/mmc_host/" in f"{real}/":
        return True
    for disk in (real, real.parent):
        if (disk / "removable").is_file() and (disk / "removable").read_text(encoding="ascii").strip() == "1":
            return True
    below = real / "slaves"
    return below.is_dir() and any(device_is_removable(one) for one in below.iterdir())


if sys.platform == "win32":

    def _on_windows(place: Path) -> bool:
        import ctypes

        root = ctypes.create_unicode_buffer(32768)
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        if not kernel.GetVolumePathNameW(str(place), root, len(root)):
            return True  # what cannot be told is not trusted
        return kernel.GetDriveTypeW(root) in _WINDOWS_CARRIED

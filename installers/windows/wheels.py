"""The Python packages for Windows: fetched on Linux with their hashes, checked again, and unpacked file by file.

pip reads the wrong machine's markers when it downloads for another system, so the lock (windows.txt) was resolved for
Windows by uv and pip only fetches what stands in it.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import re
import zipfile
from pathlib import Path

from installers.environment import LOCKS
from installers.making import sums
from installers.making.notices import plain
from installers.making.trimming import NOT_SHIPPED
from installers.making.workshop import CannotBuild, Workshop

LOCK = LOCKS / "windows.txt"


def fetch(shop: Workshop) -> dict[str, Path]:
    """Package → its wheel, as the lock pins it; fetched wheels are kept for the next build and checked again."""
    folder = shop.work / "wheels-windows"
    folder.mkdir(exist_ok=True)
    wanted = shop.work / "wheels-windows.txt"
    wanted.write_text(shipped_lines(LOCK.read_text(encoding="utf-8")), encoding="utf-8")
    shop.pip(
        "download", "--no-deps", "--require-hashes", "--only-binary", ":all:", "--platform", "win_amd64",
        "--python-version", "3.13", "--implementation", "cp", "-d", folder, "-r", wanted,
    )  # fmt: skip
    return checked(folder, wanted.read_text(encoding="utf-8"))


def shipped_lines(lock: str) -> str:
    """The lock without the packages that do not ship."""
    entries = re.findall(r"^\S+==.*(?:\n    .*)*", lock, re.MULTILINE)
    return "\n".join(entry for entry in entries if entry.partition("==")[0] not in NOT_SHIPPED) + "\n"


def checked(folder: Path, lock: str) -> dict[str, Path]:
    """Package → wheel for every package of the lock. Raises CannotBuild for a wheel whose hash is not in the lock."""
    found: dict[str, Path] = {}
    for entry in re.findall(r"^\S+==.*(?:\n    .*)*", lock, re.MULTILINE):
        name, version = re.match(r"(\S+?)==(\S+)", entry).groups()  # type: ignore[union-attr]  # findall matched it
        hashes = set(re.findall(r"sha256:([0-9a-f]{64})", entry))
        wheels = [
            path for path in folder.glob("*.whl")
            if plain(path.name.split("-")[0]) == name and path.name.split("-")[1] == version
        ]  # fmt: skip
        if len(wheels) != 1:
            raise CannotBuild(f"{name} {version} has {len(wheels)} wheels here.", f"Empty {folder} and build again.")
        if sums.sha256(wheels[0]) not in hashes:
            raise CannotBuild(
                f"{wheels[0].name} is not the wheel that the lock pins.", f"It was not used. Empty {folder}."
            )
        found[name] = wheels[0]
    return found


def unpack(wheel: Path, to: Path) -> None:
    """Unpack one wheel, each file checked against the wheel's own list. Raises CannotBuild for any that differs."""
    with zipfile.ZipFile(wheel) as packed:
        (record,) = [name for name in packed.namelist() if name.endswith(".dist-info/RECORD")]
        listed = {row[0]: row[1] for row in csv.reader(io.StringIO(packed.read(record).decode())) if row}
        for member in packed.infolist():
            target = _place(member.filename)
            if member.is_dir() or target is None:
                continue
            data = packed.read(member)
            if member.filename != record and not _as_listed(data, listed.get(member.filename, "")):
                raise CannotBuild(f"{member.filename} in {wheel.name} is not as the wheel lists it.", "It is refused.")
            (to / target).parent.mkdir(parents=True, exist_ok=True)
            (to / target).write_bytes(data)


def _place(inside: str) -> str | None:
    """Where a member goes, None for what is no library (scripts, headers). Raises CannotBuild for a way out."""
    parts = inside.split("/")
    if ".." in parts or inside.startswith("/") or "\\" in inside or ":" in inside:
        raise CannotBuild(f"{inside!r} leads out of its wheel.", "It is refused.")
    if parts[0].endswith(".data"):
        return "/".join(parts[2:]) if parts[1] in ("purelib", "platlib") else None
    return inside


def _as_listed(data: bytes, listed: str) -> bool:
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
    return listed == f"sha256={digest}"

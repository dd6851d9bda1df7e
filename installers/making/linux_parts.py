"""Licence texts and the list of parts of the Linux packages, out of the build environment they are made from."""

from __future__ import annotations

import json
import platform
import sysconfig
from importlib import metadata
from pathlib import Path

from installers import licences
from installers.environment import LOCKS
from installers.making import notices, sbom, trimming
from installers.making.workshop import CannotBuild, Workshop

FOLDER = "resources/licences"


def add(shop: Workshop, source: Path) -> Path:
    """Put texts and list into the snapshot; gives the list's path."""
    shipped = _shipped(shop)
    site = Path(sysconfig.get_path("purelib"))
    notices.gather(site, sorted(shipped), _python_licence(), source / FOLDER / "packages")
    listed = source / FOLDER / "parts.cdx.json"
    parts = [*sbom.packages(shipped), *_without_wheel()]
    listed.write_text(sbom.render(shop.version, "linux-x86_64", parts, shop.epoch), encoding="utf-8")
    return listed


def _shipped(shop: Workshop) -> dict[str, tuple[str, str]]:
    """Every package of the run lock that goes in: version, and the SHA-256 of the wheel that pip takes here."""
    report = shop.work / "wheels-linux.json"
    shop.pip(
        "install", "--dry-run", "--ignore-installed", "--no-deps", "--require-hashes", "--only-binary", ":all:",
        "--report", report, "-r", LOCKS / "run.txt",
    )  # fmt: skip
    found = {}
    for one in json.loads(report.read_text(encoding="utf-8"))["install"]:
        name = notices.plain(one["metadata"]["name"])
        if name not in trimming.NOT_SHIPPED:
            found[name] = (one["metadata"]["version"], one["download_info"]["archive_info"]["hashes"]["sha256"])
    pinned = {package.name: package.version for package in licences.read_lock(licences.LOCK.read_text("utf-8"))}
    if wrong := [name for name, (version, _) in found.items() if pinned.get(name) != version]:
        raise CannotBuild(f"pip would take another version of {', '.join(wrong)} than the lock says.", "Ask pip why.")
    return found


def _without_wheel() -> tuple[sbom.Part, ...]:
    """What no package of the run lock brings: Python itself, and the small program of PyInstaller that starts it."""
    licence = "GPL-2.0-or-later WITH Bootloader-exception"
    return (
        sbom.Part("cpython", platform.python_version(), licence="PSF-2.0"),
        sbom.Part("pyinstaller-bootloader", metadata.version("pyinstaller"), licence=licence),
    )


def _python_licence() -> Path:
    """The licence that came with this Python; raises CannotBuild where there is none."""
    places = [Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", Path("/usr/share/doc/python3/copyright")]
    for place in places:
        if place.is_file():
            return place
    raise CannotBuild("This Python came without its licence text.", f"It was looked for at {places[0]}.")

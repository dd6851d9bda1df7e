"""The order of the Windows build: runtime, wheels, folder, compiled files, signatures, then the three packages."""

from __future__ import annotations

import shutil
from pathlib import Path

from installers.making import notices, sbom, sums
from installers.making.linux_parts import FOLDER
from installers.making.start import Wish
from installers.making.workshop import Workshop, files_in, megabytes, say, step
from installers.windows import bytecode, msi, nsis, portable, runtime, signing, staging, wheels

TEST_NOTE = "resources/TEST-BUILD.txt"
"""Stands in packages that were made with the archived test copy of Python; the About box shows it."""


def make(shop: Workshop, wish: Wish, source: Path, drawn: Path) -> list[Path]:
    """Make Setup.exe, .msi, .zip and the list of parts from the snapshot ``source``."""
    with step("Windows: Python, checked"):
        python = runtime.bring(shop, wish.runtime, for_test=wish.test_runtime)
    with step("Windows: wheels, checked"):
        found = wheels.fetch(shop)
        listed = _parts(shop, python, found, source)
    if wish.test_runtime:
        (source / TEST_NOTE).write_text(
            "Test build, made with an archived copy of Python. Not for real plans.\n", "utf-8"
        )
    with step("Windows: the folder, trimmed"):
        folder = staging.stage(shop, python, found, source, drawn)
    with step("Windows: compiled files"):
        bytecode.compile_folder(shop, python, folder)
    say(f"   {len(files_in(folder))} files, {megabytes(files_in(folder)):.0f} MB")
    return [*_pack(shop, wish, folder, drawn), listed]


def _pack(shop: Workshop, wish: Wish, folder: Path, drawn: Path) -> list[Path]:
    name = f"PepDesk-{shop.version}" + ("-test" if wish.test_runtime else "")
    sign = signing.program(shop, wish.signing)
    if sign:
        with step("Windows: signatures"):
            say(f"   {signing.sign_unsigned(shop, sign, folder)} files had none")
    with step("Windows: Setup.exe"):
        setup = nsis.build(shop, folder, drawn, f"{name}-Setup.exe", sign)
    with step("Windows: .msi"):
        package = msi.build(shop, folder, drawn, f"{name}.msi")
        if sign:
            shop.run(sign, package)
    with step("Windows: portable .zip"):
        packed = portable.build(shop, folder, f"{name}-portable.zip")
    return [setup, package, packed]


def _parts(shop: Workshop, python: runtime.Runtime, found: dict[str, Path], source: Path) -> Path:
    """Licence texts and the list of parts into the snapshot; gives the list's copy beside the packages."""
    opened = shop.fresh("wheels-opened")
    for wheel in found.values():
        wheels.unpack(wheel, opened)
    notices.gather(opened, sorted(found), python.folder / "LICENSE.txt", source / FOLDER / "packages")
    pinned = {name: (wheel.name.split("-")[1], sums.sha256(wheel)) for name, wheel in found.items()}
    parts = [*sbom.packages(pinned), sbom.Part("cpython", python.version, python.sha256, "PSF-2.0")]
    text = sbom.render(shop.version, "windows-x86_64", parts, shop.epoch)
    (source / FOLDER / "parts.cdx.json").write_text(text, encoding="utf-8")
    shutil.rmtree(opened)
    made = shop.out / f"PepDesk-{shop.version}-windows-x86_64.cdx.json"
    made.write_text(text, encoding="utf-8")
    return made

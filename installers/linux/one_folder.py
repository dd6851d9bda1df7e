"""The program as one folder that needs no Python: PyInstaller, trimmed, checked for what must not be in it."""

from __future__ import annotations

import sys
from pathlib import Path

from installers.linux import contents
from installers.making.workshop import Workshop, files_in, same_dates

HERE = Path(__file__).resolve().parent
_LOOSE = {"PYINSTALLER_ZLIB_COMPRESSION_LEVEL": "0"}
"""Modules lie unpacked in the program: it starts without unpacking any, and a .deb or .tar.xz is 6 MB smaller."""


def build(shop: Workshop, source: Path) -> Path:
    """Build from the snapshot ``source`` with the Python that runs this; gives the program's folder."""
    work, out = shop.fresh("pyinstaller"), shop.fresh("linux")
    shop.run(
        sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN",
        "--distpath", out, "--workpath", work, HERE / "pepdesk.spec",
        cwd=work, env={"PEPDESK_SOURCE": str(source), "QT_QPA_PLATFORM": "offscreen", **_LOOSE},
    )  # fmt: skip
    folder = out / "pepdesk"
    _strip(shop, folder)
    for path in files_in(folder):
        if ".so" in path.name:
            path.chmod(0o644)
    contents.check(shop, folder, source)
    same_dates(folder, shop.epoch)
    return folder


def _strip(shop: Workshop, folder: Path) -> None:
    """Take the debugging notes out of Python and of extension modules; not out of libraries that a wheel patched."""
    for path in files_in(folder):
        if path.name.startswith("libpython3."):
            shop.run("strip", "--strip-unneeded", path)
        elif ".cpython-" in path.name or path.name.endswith(".abi3.so"):
            shop.run("strip", "--strip-debug", path)

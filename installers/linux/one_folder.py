"""The program as one folder that needs no Python: PyInstaller, trimmed, checked for what must not be in it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from installers.making.workshop import CannotBuild, Workshop, files_in, same_dates

HERE = Path(__file__).resolve().parent
_NEVER = re.compile(r"(^|/)(aiohttp|yarl|multidict|requests|urllib3|httpx|libgtk|libglib|libX11|libsystemd)", re.ASCII)


def build(shop: Workshop, source: Path) -> Path:
    """Build from the snapshot ``source`` with the Python that runs this; gives the program's folder."""
    work, out = shop.fresh("pyinstaller"), shop.fresh("linux")
    shop.run(
        sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN",
        "--distpath", out, "--workpath", work, HERE / "pepdesk.spec",
        cwd=work, env={"PEPDESK_SOURCE": str(source), "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    folder = out / "pepdesk"
    _strip(shop, folder)
    for path in files_in(folder):
        if ".so" in path.name:
            path.chmod(0o644)
    _check(folder)
    same_dates(folder, shop.epoch)
    return folder


def _strip(shop: Workshop, folder: Path) -> None:
    """Take the debugging notes out of Python and of extension modules; not out of libraries that a wheel patched."""
    for path in files_in(folder):
        if path.name.startswith("libpython3."):
            shop.run("strip", "--strip-unneeded", path)
        elif ".cpython-" in path.name or path.name.endswith(".abi3.so"):
            shop.run("strip", "--strip-debug", path)


def _check(folder: Path) -> None:
    found = [path.relative_to(folder).as_posix() for path in files_in(folder)]
    if never := [path for path in found if _NEVER.search(path.removeprefix("_internal/"))]:
        raise CannotBuild(
            f"What must not ship is in the folder: {', '.join(never[:5])}.", "See installers/making/trimming.py."
        )

"""Compiles PepDesk.exe and pepdesk-cli.exe with mingw; the same source gives the same bytes."""

from __future__ import annotations

import shutil
from pathlib import Path

from installers.making.workshop import PUBLISHER, Workshop

HERE = Path(__file__).resolve().parent
WINDOW, CONSOLE = "PepDesk.exe", "pepdesk-cli.exe"
_COMPILER, _RESOURCES = "x86_64-w64-mingw32-gcc", "x86_64-w64-mingw32-windres"
_KINDS = ((WINDOW, ("-DWINDOW", "-mwindows")), (CONSOLE, ("-mconsole",)))


def compile_both(shop: Workshop, icons: Path, to: Path) -> None:
    """Put both programs into the folder ``to``."""
    work = shop.fresh("launcher")
    for name in ("launcher.c", "launcher.manifest"):
        shutil.copyfile(HERE / name, work / name)
    for name in ("pepdesk.ico", "package.ico"):
        shutil.copyfile(icons / name, work / name)
    for name, kind in _KINDS:
        (work / "launcher.rc").write_text(_resources(shop.version, name), encoding="utf-8")
        shop.run(_RESOURCES, "launcher.rc", "-O", "coff", "-o", "resources.o", cwd=work)
        shop.run(
            _COMPILER, "-municode", *kind, "-Os", "-s", "-Wall", "-Wextra", "-Werror", "launcher.c", "resources.o",
            "-Wl,--no-insert-timestamp,--dynamicbase,--nxcompat,--high-entropy-va", "-static", "-o", name, cwd=work,
        )  # fmt: skip
        shutil.copyfile(work / name, to / name)


def _resources(version: str, file: str) -> str:
    words = {"@COMMAS@": version.replace(".", ","), "@VERSION@": version, "@PUBLISHER@": PUBLISHER, "@FILE@": file}
    text = (HERE / "launcher.rc").read_text(encoding="utf-8")
    for mark, value in words.items():
        text = text.replace(mark, value)
    return text

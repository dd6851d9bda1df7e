r"""The program's folder as it will stand on a Windows computer: runtime, trimmed packages, our files, both launchers.

PepDesk.exe, pepdesk-cli.exe    ours
runtime\                        Python, as the Foundation made and signed it
lib\                            other people's packages
app\                            pepdesk, forms, resources
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from installers.making import our_files, pe, trimming
from installers.making.workshop import CannotBuild, Workshop, files_in
from installers.windows import wheels
from installers.windows.launcher import compile_both
from installers.windows.runtime import Runtime

_RUNTIME_WITHOUT = frozenset(
    {"python.exe", "pythonw.exe", "python.cat", "winsound.pyd", "_sqlite3.pyd", "sqlite3.dll", "_multiprocessing.pyd"}
    | {"_wmi.pyd"}  # platform.*() would ask WMI, which hangs on locked-down computers (python/cpython 112278)
)
_QT_PLUGINS = (
    *("platforms/qwindows.dll", "platforms/qoffscreen.dll", "styles/qmodernwindowsstyle.dll"),
    *("iconengines/qsvgicon.dll", "imageformats/qsvg.dll", "imageformats/qico.dll", "imageformats/qjpeg.dll"),
    *("imageformats/qgif.dll", "imageformats/qwebp.dll"),
)
_MICROSOFT = re.compile(r"(msvcp|vcruntime|concrt|vcamp|vccorlib)\d", re.IGNORECASE)
_OF_PYWIN32 = re.compile(
    r"pythoncom\.py|win32/_win32sysloader\.pyd|win32/lib/pywintypes\.py|pywin32_system32/py(thoncom|wintypes)\d+\.dll"
)
"""What the voice of Windows (pyttsx3) asks of pywin32's many parts."""
_PYWIN32 = ("win32", "win32com", "win32comext", "pythonwin", "pywin32_system32", "isapi", "adodbapi")
_LEFT_OUT = re.compile(r"^(reportlab/fonts|lxml/includes|bin/|PyWin32\.chm|pywin32\.(pth|version))")
SEARCHED = ("python313.zip", ".", "..\\lib", "..\\lib\\win32", "..\\lib\\win32\\lib", "..\\app")
"""Where this Python looks for modules, and nowhere else: no registry, no PYTHONPATH, no site-packages of others."""


def stage(shop: Workshop, runtime: Runtime, found: dict[str, Path], source: Path, icons: Path) -> Path:
    """Make the folder from a checked runtime, checked wheels and the snapshot of our tree."""
    folder = shop.fresh("windows") / "PepDesk"
    (folder / "runtime").mkdir(parents=True)
    _runtime(runtime.folder, folder / "runtime")
    for wheel in found.values():
        wheels.unpack(wheel, folder / "lib")
    _trim_qt(folder / "lib/PySide6", folder / "lib/shiboken6")
    _trim(folder / "lib")
    our_files.copy(our_files.program_files(source), folder / "app", source)
    our_files.copy(our_files.data_files(source), folder / "app", source)
    compile_both(shop, icons, folder)
    _check(folder)
    return folder


def _runtime(checked: Path, to: Path) -> None:
    for path in sorted(checked.iterdir()):
        if path.name not in _RUNTIME_WITHOUT:
            shutil.copyfile(path, to / path.name)
    (to / "python313._pth").write_text("".join(f"{place}\n" for place in SEARCHED), encoding="ascii", newline="\r\n")


def _trim_qt(qt: Path, shiboken: Path) -> None:
    """Keep what our modules and plugins of Qt really load, found by following their imports."""
    libraries = {path.name.lower(): path for path in (*qt.glob("*.dll"), *shiboken.glob("*.dll"))}
    modules = [module for module in trimming.QT_MODULES if module != "QtDBus"]  # the bus is Linux's
    todo = [qt / f"{module}.pyd" for module in modules] + [qt / "plugins" / name for name in _QT_PLUGINS]
    kept: set[Path] = set()
    while todo:
        path = todo.pop()
        if path not in kept:
            kept.add(path)
            todo += [libraries[name] for name in pe.read(path).imports if name in libraries]
    for path in files_in(qt):
        inside = path.relative_to(qt).as_posix()
        plain = inside.endswith(".py") and ("/" not in inside or inside.startswith("support/"))
        translation = inside.startswith("translations/") and trimming.is_our_translation(inside)
        if path not in kept and not plain and not translation and not _MICROSOFT.match(path.name):
            path.unlink()


def _trim(lib: Path) -> None:
    for path in files_in(lib):
        inside = path.relative_to(lib).as_posix()
        if inside.split("/")[0] in _PYWIN32 or inside == "pythoncom.py":
            unwanted = not _OF_PYWIN32.fullmatch(inside)
        else:
            unwanted = bool(_LEFT_OUT.match(inside)) or trimming.is_left_out(inside) or not trimming.wanted(inside)
        if unwanted:
            path.unlink()
    _trim_microsoft(lib)
    for folder in sorted((path for path in lib.rglob("*") if path.is_dir()), key=lambda path: -len(path.parts)):
        if not any(folder.iterdir()):
            folder.rmdir()


def _trim_microsoft(lib: Path) -> None:
    """Wheels bring all of Microsoft's runtime; keep what something here asks for."""
    asked = {name for path in files_in(lib) if pe.is_pe(path) for name in pe.read(path).imports}
    for path in files_in(lib):
        if _MICROSOFT.match(path.name) and path.name.lower() not in asked and path.suffix == ".dll":
            path.unlink()


def _check(folder: Path) -> None:
    """Nothing for another processor, no HTTP client, no stand-in for a Windows library."""
    here = {path.relative_to(folder).as_posix(): path for path in files_in(folder)}
    clients = [name for name in here if trimming.is_http_client(".".join(name.split("/")[1:2]))]
    shims = [name for name in here if Path(name).name.lower() in ("icuuc.dll", "mscms.dll", "bcryptprimitives.dll")]
    strange = [name for name, path in here.items() if pe.is_pe(path) and pe.read(path).machine != pe.X86_64]
    if wrong := [*clients, *shims, *strange]:
        raise CannotBuild(f"What must not ship is in the folder: {', '.join(wrong[:5])}.", "See windows/staging.py.")

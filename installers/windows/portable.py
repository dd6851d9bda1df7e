"""The portable .zip for a stick: the same folder, a note how to use it, and nothing that has to be installed."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path

from installers.making.workshop import Workshop, files_in

_NOTE = """PepDesk {version}, portable

Copy the folder PepDesk anywhere and start PepDesk.exe. It installs nothing and needs no administrator.

Your plans are kept, encrypted, in your own folder on this computer (%LOCALAPPDATA%\\PepDesk). To keep them on
the stick, start it as:  PepDesk.exe D:\\plans   (with your stick's letter).

Some schools allow programs from C:\\Program Files only; there ask IT for the .msi.
"""


def build(shop: Workshop, folder: Path, name: str) -> Path:
    """Pack the staged ``folder`` under ``name``; the same folder gives the same bytes."""
    made = shop.out / name
    date = time.gmtime(shop.epoch)[:6]
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in files_in(folder):
            _add(packed, f"PepDesk/{path.relative_to(folder).as_posix()}", path.read_bytes(), date)
        note = _NOTE.format(version=shop.version).replace("\n", "\r\n")
        _add(packed, "PepDesk/READ ME.txt", note.encode(), date)
    return made


def _add(packed: zipfile.ZipFile, name: str, data: bytes, date: tuple[int, ...]) -> None:
    entry = zipfile.ZipInfo(name, date)  # type: ignore[arg-type]  # six numbers, as time gives them
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0
    packed.writestr(entry, data)

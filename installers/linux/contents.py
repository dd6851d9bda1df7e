"""What is inside the program's folder: the modules in PyInstaller's archive and beside it; refuses a wrong folder."""

from __future__ import annotations

import re
import sys
import zipfile
from pathlib import Path

from installers.making import reach, trimming
from installers.making.workshop import CannotBuild, Workshop, files_in

_NEVER = re.compile(r"(^|/)lib(gtk|glib|X11|systemd)", re.ASCII)
"""What would come from the building machine; a desktop has its own."""


def check(shop: Workshop, folder: Path, source: Path) -> None:
    """Raise CannotBuild where the folder holds what must not ship, or lacks a module that ``source`` imports."""
    shipped = modules(folder)
    files = [path.relative_to(folder / "_internal").as_posix() for path in files_in(folder / "_internal")]
    never = [name for name in files if _NEVER.search(name) or trimming.is_http_client(name.replace("/", "."))]
    never += sorted(name for name in shipped if trimming.is_http_client(name))
    if never:
        raise CannotBuild(f"What must not ship is in the folder: {', '.join(never[:5])}.", "See making/trimming.py.")
    if missing := reach.missing(_probe(shop, source, shipped)):
        raise CannotBuild(f"{len(missing)} imports of the program would fail.", "\n".join(missing[:8]))


def modules(folder: Path) -> set[str]:
    """Every module that the packaged program can import, by its full name."""
    from PyInstaller.archive.readers import CArchiveReader  # type: ignore[import-untyped]

    program = CArchiveReader(str(folder / "pepdesk"))
    found = set(program.toc)  # a few lie beside the archive of all the others: those that its reader needs
    for name in program.toc:
        if name.endswith(".pyz"):
            found |= set(program.open_embedded_archive(name).toc)
    with zipfile.ZipFile(folder / "_internal/base_library.zip") as library:
        found |= {_dotted(Path(name)) for name in library.namelist() if name.endswith(".pyc")}
    for path in files_in(folder / "_internal"):
        inside = path.relative_to(folder / "_internal")
        if path.suffix == ".so":
            found.add(inside.name.partition(".")[0] if "lib-dynload" in inside.parts else _dotted(inside))
    return found


def _dotted(inside: Path) -> str:
    """A module's name from where it stands: a/b/__init__.pyc is a.b, a/c.cpython-311-x86_64-linux-gnu.so is a.c."""
    parts = [*inside.parts[:-1], inside.name.partition(".")[0]]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _probe(shop: Workshop, source: Path, shipped: set[str]) -> str:
    """What the build's own Python says when it may import nothing but what ships."""
    alone = {"PYTHONPATH": str(source), "PYTHONDONTWRITEBYTECODE": "1", "QT_QPA_PLATFORM": "offscreen"}
    probe, question = reach.write(shop.work, source / "pepdesk", shipped)
    return shop.run(sys.executable, probe, question, cwd=shop.work, env=alone)

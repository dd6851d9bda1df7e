"""The licence texts of other people's software, gathered where the About box and a curious person find them.

One text per package that really ships, out of its own ``dist-info``; beside it the list of all, Qt's LGPL and GPL, and
Python's own licence. Standard library only.
"""

from __future__ import annotations

import re
from pathlib import Path

from installers.making.workshop import CannotBuild

_NAMES = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)
_UNDER_QT = ("pyside6-essentials", "shiboken6")
"""Their wheels bring no text: resources/licences/LGPL-3.0.txt and GPL-3.0.txt are it."""


def gather(installed: Path, names: list[str], python_licence: Path, to: Path) -> None:
    """Write NAME.txt for each package into ``to``; ``installed`` is the folder that holds the ``dist-info`` folders.

    Raises CannotBuild where a package brings no licence text.
    """
    to.mkdir(parents=True, exist_ok=True)
    folders = {plain(path.name.partition("-")[0]): path for path in installed.glob("*.dist-info")}
    without = []
    for name in names:
        texts = _texts(folders[name]) if name in folders else []
        if texts:
            (to / f"{name}.txt").write_text("\n\n".join(texts), encoding="utf-8")
        elif name not in _UNDER_QT:
            without.append(name)
    if without:
        raise CannotBuild(f"No licence text was found for {', '.join(without)}.", "Every package must bring its own.")
    (to / "python.txt").write_text(python_licence.read_text(encoding="utf-8", errors="replace"), encoding="utf-8")


def plain(name: str) -> str:
    """A package's name as locks write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _texts(folder: Path) -> list[str]:
    """Every licence text of a package, each under its file's name."""
    found = [path for path in sorted(folder.rglob("*")) if path.is_file() and _is_licence(path.relative_to(folder))]
    return [
        f"==== {path.relative_to(folder).as_posix()} ====\n\n{path.read_text(encoding='utf-8', errors='replace')}"
        for path in found
    ]


def _is_licence(inside: Path) -> bool:
    return inside.parts[0] == "licenses" or (len(inside.parts) == 1 and bool(_NAMES.search(inside.name)))

"""Write resources/licences/THIRD-PARTY.md: each package that PepDesk ships with its licence, from the run lock.

python installers/licences.py            write the list (run it in the environment of run.py, after changing the lock)
python installers/licences.py --check    say what is wrong with it; exit status 1 if anything is
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "installers" / "requirements" / "run.txt"
LIST = ROOT / "resources" / "licences" / "THIRD-PARTY.md"

# Read by hand in the wheels' own licence files, where the metadata says nothing, says it vaguely, or the package is for
# another system or Python than the one this script runs on.
_READ_BY_HAND = {
    "backports-tarfile": "MIT",
    "comtypes": "MIT",
    "importlib-metadata": "Apache-2.0",
    "lazy-importer": "Apache-2.0",
    "pypiwin32": "PSF-2.0",  # an empty wrapper that asks for pywin32
    "pywin32": "PSF-2.0",
    "pywin32-ctypes": "BSD-3-Clause",
    "pyside6-essentials": "LGPL-3.0-only",  # one of three offered; the one we take
    "reportlab": "BSD-3-Clause",
    "shiboken6": "LGPL-3.0-only",
    "tzdata": "Apache-2.0",
    "zipp": "MIT",
}

_CLASSIFIERS = {
    "MIT License": "MIT",
    "BSD License": "BSD",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}

_FREE = re.compile(r"\b(MIT|BSD|Apache|PSF|MPL|LGPL|ISC|Zlib|HPND|OFL|Unlicense)\b", re.IGNORECASE)
_BINDING = re.compile(r"\bA?GPL|GENERAL PUBLIC|AFFERO", re.IGNORECASE)

_HEAD = """# Software by others that comes with PepDesk

Made by `python installers/licences.py` from `installers/requirements/run.txt`; do not edit by hand. PepDesk's own code
is under the MIT licence (`LICENSE`). Each package carries its full licence text inside its own `*.dist-info` folder;
the fonts carry theirs beside them in `resources/fonts`; so do the EFF word list (CC BY 3.0) in `resources/words`, from
which passphrases are drawn, and the British dictionary (SCOWL, MIT and BSD) in `resources/spelling`.

| package | version | licence | only on |
|---|---|---|---|
"""

_TAIL = """
## Inside those packages

| part | comes in | licence |
|---|---|---|
| Qt 6 (Core, Gui, Widgets, PrintSupport, Svg and their plugins) | pyside6-essentials | LGPL-3.0-only |
| ICU, FreeType, HarfBuzz, libjpeg-turbo, libpng, PCRE2, zlib | pyside6-essentials | their own, permissive |
| OpenSSL | cryptography | Apache-2.0 |
| libxml2, libxslt | lxml | MIT |
| PDFium and what it is built with | pypdfium2 | BSD-3-Clause and Apache-2.0 |
| FreeType, libjpeg-turbo, OpenJPEG, libtiff, libwebp, LittleCMS, zlib | pillow | their own, permissive |
| HarfBuzz | uharfbuzz | MIT |
| Hunspell | chunspell | MPL-1.1 (one of three offered) |

Qt and PySide6 are used unchanged, as separate files that may be replaced by other builds of the same version; PepDesk
checks no signature or hash of them. Their source is published by the Qt Project for each version named above.
"""


@dataclass(frozen=True, slots=True)
class Pinned:
    """One package of the lock; ``only_on`` is its environment marker, empty for everywhere."""

    name: str
    version: str
    only_on: str


def read_lock(text: str) -> tuple[Pinned, ...]:
    """The packages a requirements lock pins, in its order."""
    line = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[^\]]*\])?==([^\s;\\]+)\s*(?:;\s*(.*?))?\s*\\?$", re.MULTILINE)
    return tuple(Pinned(found[1], found[2], found[3] or "") for found in line.finditer(text))


def licence_of(name: str) -> str | None:
    """A package's licence as a short name; None when it is not installed here and was not read by hand."""
    if name in _READ_BY_HAND:
        return _READ_BY_HAND[name]
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    stated = _field(about, "License-Expression")
    classified = [
        line.rpartition(" :: ")[2] for line in about.get_all("Classifier") or () if line.startswith("License")
    ]
    named = [_CLASSIFIERS[line] for line in classified if line in _CLASSIFIERS]
    return stated or " or ".join(named) or _field(about, "License")


def _field(about: metadata.PackageMetadata, name: str) -> str:
    """The first line of a metadata field, empty when the package does not have it."""
    return (about[name].strip().splitlines() or [""])[0] if name in about else ""


def render(packages: tuple[Pinned, ...]) -> str:
    """The whole list as Markdown; raises ValueError naming the packages whose licence is not known."""
    licences = {package.name: licence_of(package.name) for package in packages}
    if unknown := [name for name, licence in licences.items() if not licence]:
        raise ValueError(f"licence not known: {', '.join(unknown)}; read it and add it to _READ_BY_HAND")
    rows = (f"| {p.name} | {p.version} | {licences[p.name]} | {p.only_on.replace('|', ' or ')} |" for p in packages)
    return _HEAD + "\n".join(rows) + "\n" + _TAIL


def faults(text: str, packages: tuple[Pinned, ...]) -> list[str]:
    """What is wrong with the list ``text``: packages missing, stale or extra, and licences that may not be shipped."""
    listed = {row[0]: row for row in (_cells(line) for line in text.split("\n## ")[0].splitlines()) if len(row) == 4}
    pinned = {package.name: package for package in packages}
    found = [
        f"{name} is listed and not shipped" for name in listed if name not in pinned and name not in ("package", "---")
    ]
    for name, package in pinned.items():
        row = listed.get(name)
        if row is None or row[1] != package.version:
            found.append(f"{name} {package.version} is not listed")
        elif (licence := licence_of(name)) and row[2] != licence:
            found.append(f"{name} is listed as {row[2]} and says it is {licence}")
        elif not may_ship(row[2]):
            found.append(f"{name} may not be shipped under {row[2]}")
    return found


def may_ship(licence: str) -> bool:
    """True when one of the choices is a licence that leaves our own code under ours; an unknown one may not ship."""
    choices = re.split(r"\s+or\s+", licence, flags=re.IGNORECASE)
    return any(_FREE.search(choice) and not _BINDING.search(choice) for choice in choices)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else []


def main() -> int:
    """Write or check the list; gives the exit status."""
    packages = read_lock(LOCK.read_text(encoding="utf-8"))
    if "--check" in sys.argv[1:]:
        wrong = faults(LIST.read_text(encoding="utf-8"), packages)
        print(*wrong, sep="\n", end="\n" if wrong else "")
        return 1 if wrong else 0
    try:
        LIST.write_text(render(packages), encoding="utf-8")
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

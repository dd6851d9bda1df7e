"""Setup.exe for one person: writes the lists of files to install and to remove, and runs makensis on setup.nsi.

What is removed is exactly what was installed, file by file; a stranger's file in the folder stays, with the folder.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from installers.making.workshop import PUBLISHER, Workshop, files_in, same_dates

SCRIPT = Path(__file__).resolve().parent / "setup.nsi"


def build(shop: Workshop, folder: Path, icons: Path, name: str, sign: Path | None, *, quick: bool = False) -> Path:
    """Make the setup of the staged ``folder`` under ``name``.

    ``sign`` is a program that signs the file it is given, None for no signature; ``quick`` packs loosely, for trials.
    """
    lists = shop.fresh("nsis")
    same_dates(folder, shop.epoch)
    files = [path.relative_to(folder).as_posix() for path in files_in(folder)]
    (lists / "install.nsh").write_text(install_list(files, folder), encoding="utf-8")
    (lists / "remove.nsh").write_text(remove_list(files), encoding="utf-8")
    made = shop.out / name
    defined = {
        "VERSION": shop.version, "OUT": made, "ICON": icons / "pepdesk.ico", "LISTS": lists, "PUBLISHER": PUBLISHER,
        "KILOBYTES": sum((folder / file).stat().st_size for file in files) // 1024,
    } | ({"SIGN": sign} if sign else {}) | ({"QUICK": 1} if quick else {})  # fmt: skip
    shop.run(
        "makensis", "-V2", "-INPUTCHARSET", "UTF8", *(f"-D{key}={value}" for key, value in defined.items()), SCRIPT
    )
    return made


def install_list(files: list[str], folder: Path) -> str:
    """NSIS lines that put every file into its place."""
    lines, here = [], None
    for file in files:
        parent = str(PurePosixPath(file).parent)
        if parent != here:
            lines.append(f'SetOutPath "{_inside(parent)}"')
            here = parent
        lines.append(f'File "{folder / file}"')
    return "\n".join(lines) + "\n"


def remove_list(files: list[str]) -> str:
    """NSIS lines that delete every file and then the folders that are empty, the deepest first."""
    folders = {parent for file in files for parent in PurePosixPath(file).parents if str(parent) != "."}
    deepest_first = sorted(folders, key=lambda folder: (-len(folder.parts), str(folder)))
    lines = [f'Delete "{_inside(file)}"' for file in files] + [f'RMDir "{_inside(str(one))}"' for one in deepest_first]
    return "\n".join(lines) + "\n"


def _inside(path: str) -> str:
    """A path below the folder of installation, as NSIS writes it; a $ of ours is never a variable of NSIS."""
    return "$INSTDIR" if path == "." else "$INSTDIR\\" + path.replace("$", "$$").replace("/", "\\")

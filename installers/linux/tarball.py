"""The same folder as a .tar.xz with a script that installs it for one person, on systems other than Debian."""

from __future__ import annotations

import hashlib
import shutil
import tarfile
from pathlib import Path

from installers.linux import deb
from installers.making.workshop import Workshop, files_in, same_dates


def build(shop: Workshop, folder: Path, debian: Path) -> Path:
    """Pack the program's ``folder`` for one person, with menu entry, icons and papers out of the laid-out package."""
    name = f"pepdesk-{shop.version}-linux-x86_64"
    root = shop.fresh("tarball") / name
    shutil.copytree(folder, root / "pepdesk", symlinks=True)
    for part in ("applications", "icons", "mime"):
        shutil.copytree(debian / "usr/share" / part, root / "share" / part)
    (root / "licences").symlink_to("pepdesk/_internal/resources/licences")
    for file, target in (("doc/pepdesk/README.IT.md", "README.IT.md"), ("doc/pepdesk/copyright", "copyright")):
        shutil.copyfile(debian / "usr/share" / file, root / target)
    (root / "install.sh").write_text(deb.fill_in("install.sh", shop.version, shop.epoch), encoding="utf-8")
    (root / "install.sh").chmod(0o755)
    (root / "CONTENTS").write_text(_contents(root), encoding="utf-8")
    same_dates(root, shop.epoch)
    return _pack(shop, root, shop.out / f"{name}.tar.xz")


def _contents(root: Path) -> str:
    """SHA-256 of every file, as sha256sum checks it."""
    lines = (f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(root).as_posix()}\n"
             for path in files_in(root))  # fmt: skip
    return "".join(lines)


def _pack(shop: Workshop, root: Path, to: Path) -> Path:
    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = "root"
        entry.mtime = shop.epoch
        return entry

    loose = to.with_suffix("")
    with tarfile.open(loose, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for path in [root, *sorted(root.rglob("*"), key=Path.as_posix)]:
            tar.add(path, path.relative_to(root.parent).as_posix(), recursive=False, filter=plain)
    shop.run("xz", "-6", "-T2", "--force", loose)  # always two threads: how many there are changes the bytes
    return to

"""The Debian package around the program's folder: menu entry, icons, file type, exact dependencies, no scripts.

Made with dpkg-deb alone, from files dated alike, so that the same tree gives the same bytes. dpkg's triggers do what
maintainer scripts would do.
"""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import re
import shutil
from pathlib import Path

from installers.environment import ROOT
from installers.making.trimming import OF_DEBIAN
from installers.making.workshop import IDENTITY, PACKAGE_TYPE, PUBLISHER, CannotBuild, Workshop, files_in, same_dates

SHARE = Path(__file__).resolve().parent / "share"
_ICON = f"application-{PACKAGE_TYPE.partition('/')[2]}"
_OPENED_AT_RUN_TIME = ("libegl1", "libgl1", "fonts-dejavu-core | fonts-noto-core | fonts-liberation")
"""What is opened by name while the program runs, so that no file asks for it."""
_BROUGHT = "libhunspell-1.7-0"
"""Debian's name for a library that a wheel brings: asked for only where the building machine happens to have it."""
_WELCOME = ("gnome-keyring | kwalletmanager", "xdg-desktop-portal", "speech-dispatcher | espeak-ng")
_ABOUT = """Personal Education Plans for children in care, offline
 Designated teachers and social workers fill in, check and sign the Personal
 Education Plan of a child in care. Drafts are kept encrypted; documents are
 made as PDF and Word. It works without any network."""


def build(shop: Workshop, folder: Path, icons: Path) -> Path:
    """Wrap the program's ``folder`` with the drawn ``icons``; gives the package."""
    root = shop.fresh("deb")
    _lay_out(shop, root, folder, icons)
    depends = _dependencies(shop, root / "usr/lib/pepdesk")
    _leave_to_debian(root / "usr/lib/pepdesk/_internal")
    (root / "DEBIAN").mkdir()
    (root / "DEBIAN/control").write_text(_control(shop.version, depends, _kilobytes(root)), encoding="utf-8")
    (root / "DEBIAN/md5sums").write_text(_md5sums(root), encoding="utf-8")
    same_dates(root, shop.epoch)
    package = shop.out / f"pepdesk_{shop.version}_amd64.deb"
    shop.run("dpkg-deb", "--root-owner-group", "-Zxz", "--build", root, package)
    return package


def fill_in(name: str, version: str, epoch: int) -> str:
    """One of the files in ``share`` with version and date in their places."""
    day = dt.datetime.fromtimestamp(epoch, dt.UTC).date().isoformat()
    return (SHARE / name).read_text(encoding="utf-8").replace("@VERSION@", version).replace("@DATE@", day)


def _lay_out(shop: Workshop, root: Path, folder: Path, icons: Path) -> None:
    share = root / "usr/share"
    shutil.copytree(folder, root / "usr/lib/pepdesk", symlinks=True)
    (root / "usr/bin").mkdir(parents=True)
    (root / "usr/bin/pepdesk").symlink_to("../lib/pepdesk/pepdesk")
    _write(share / f"applications/{IDENTITY}.desktop", fill_in(f"{IDENTITY}.desktop", shop.version, shop.epoch))
    _write(share / f"metainfo/{IDENTITY}.metainfo.xml", fill_in(f"{IDENTITY}.metainfo.xml", shop.version, shop.epoch))
    _write(share / f"mime/packages/{IDENTITY}.xml", fill_in(f"{IDENTITY}.mime.xml", shop.version, shop.epoch))
    _write(share / "doc/pepdesk/copyright", _copyright(shop))
    _write(share / "doc/pepdesk/README.IT.md", (ROOT / "resources/help/for-it.md").read_text(encoding="utf-8"))
    (share / "doc/pepdesk/licences").symlink_to("../../../lib/pepdesk/_internal/resources/licences")
    _pack(share / "doc/pepdesk/changelog.gz", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    _pack(share / "man/man1/pepdesk.1.gz", fill_in("pepdesk.1", shop.version, shop.epoch))
    _icons(share / "icons/hicolor", icons)
    shop.run("desktop-file-validate", share / f"applications/{IDENTITY}.desktop")
    shop.run("appstreamcli", "validate", "--no-net", share / f"metainfo/{IDENTITY}.metainfo.xml")


def _icons(theme: Path, drawn: Path) -> None:
    for kind, name, title in (("apps", IDENTITY, "pepdesk"), ("mimetypes", _ICON, "package")):
        for size in (16, 32, 48, 128, 256):
            _copy(drawn / f"{title}-{size}.png", theme / f"{size}x{size}/{kind}/{name}.png")
        _copy(ROOT / f"resources/icons/{title}.svg", theme / f"scalable/{kind}/{name}.svg")


def _copyright(shop: Workshop) -> str:
    words = (ROOT / "LICENSE").read_text(encoding="utf-8").strip().splitlines()
    indented = "\n".join(f" {line}" if line.strip() else " ." for line in words)
    return fill_in("copyright", shop.version, shop.epoch).replace("@LICENCE@", indented)


def _leave_to_debian(libraries: Path) -> None:
    """Take out the libraries that the package depends on anyway: Debian mends their faults, and we would not know."""
    for path in libraries.iterdir():
        if OF_DEBIAN.match(path.name):
            path.unlink()


def _dependencies(shop: Workshop, program: Path) -> str:
    """Debian packages that the program's binaries ask for. Raises CannotBuild where a library is nowhere to be found.

    libqgtk3 is left out of the count: it is only loaded on desktops that have GTK anyway.
    """
    inside = program / "_internal"
    ours = [path for path in files_in(program) if _is_elf(path) and path.name != "libqgtk3.so"]
    ours = [path for path in ours if not OF_DEBIAN.match(path.name)]
    places = sorted({path.parent for path in ours if ".so" in path.name})
    source = shop.fresh("shlibdeps")
    _write(source / "debian/control", "Source: pepdesk\n\nPackage: pepdesk\nArchitecture: amd64\n")
    said = shop.run(
        "dpkg-shlibdeps", "-O", "--ignore-missing-info", f"-x{_BROUGHT}",
        *(f"-l{place}" for place in (inside, *places)), *(f"-e{path}" for path in ours), cwd=source,
    )  # fmt: skip
    found = re.search(r"^shlibs:Depends=(.*)$", said, re.MULTILINE)
    if found is None:
        raise CannotBuild("dpkg-shlibdeps named no dependencies.", said)
    return ", ".join(dict.fromkeys((*found[1].split(", "), *_OPENED_AT_RUN_TIME)))


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def _control(version: str, depends: str, kilobytes: int) -> str:
    fields = {
        "Package": "pepdesk",
        "Version": version,
        "Architecture": "amd64",
        "Maintainer": f"{PUBLISHER} <packages@pepdesk.example>",
        "Installed-Size": str(kilobytes),
        "Depends": depends,
        "Recommends": ", ".join(_WELCOME),
        "Section": "editors",
        "Priority": "optional",
        "Description": _ABOUT,
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def _kilobytes(root: Path) -> int:
    return sum(path.stat().st_size for path in files_in(root)) // 1024 + 1


def _md5sums(root: Path) -> str:
    files = (path for path in files_in(root) if "DEBIAN" not in path.parts)
    lines = (f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(root).as_posix()}\n" for path in files)
    return "".join(lines)


def _pack(path: Path, words: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(words.encode(), 9, mtime=0))


def _write(path: Path, words: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words, encoding="utf-8")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)

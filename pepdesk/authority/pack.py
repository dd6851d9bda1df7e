"""An authority's folder as one file, ``*.peppack``: made, opened with guards, and installed among the user's own data.

A pack is a zip of ``<id>/authority.toml`` and ``<id>/<form>/<tab>.toml`` and nothing else: data, never a program. It
comes from outside, so every limit is checked before anything is unpacked.
"""

from __future__ import annotations

import io
import os
import re
import secrets
import shutil
import stat
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pepdesk.authority.pack_signature import comment_for, content_digest, signer_of
from pepdesk.form.packs import MAIN_FILE, OWN_FORMS, PACKS, Pack
from pepdesk.problem import FormProblem
from pepdesk.words import tr

if TYPE_CHECKING:
    from pathlib import Path

ENDING = ".peppack"
MAX_PACK = 2 * 1024 * 1024
MAX_FILE = 256 * 1024
MAX_FILES = 200
"""Bytes of the pack, bytes of one file in it, number of files: the largest authority here has 20 KB in one file."""
SIGNED_BY = "signed_by"
"""The file in an installed authority's folder that remembers the key which signed its pack."""
_NAME = re.compile(r"([a-z][a-z0-9_]{0,39})/(authority\.toml|[a-z][a-z0-9_]{0,39}/[a-z][a-z0-9_]{0,39}\.toml)")
_DAY_ONE = (1980, 1, 1, 0, 0, 0)
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    OSError,
)
_ASK = tr("Nothing was installed. Ask whoever sent it for another copy.")


@dataclass(frozen=True, slots=True)
class PackFile:
    """What a pack holds: the authority's id, and each file's name inside its folder with its content.

    ``signed_by`` is the public key that signed it, 64 hex digits; "" for a pack without a signature.
    """

    id: str
    files: dict[str, bytes]
    signed_by: str = ""


def pack_folder(folder: Path, *, key: bytes = b"", passphrase: str = "") -> bytes:
    """The folder of one authority as a pack; the same files always give the same bytes. Raises ``FormProblem``.

    ``key`` (PEM) and its ``passphrase`` sign it (``pack_signature``); without a key it is not signed.
    """
    every = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.toml"))
    names = [name for name in every if not name.startswith(f"{OWN_FORMS}/")]
    if MAIN_FILE not in names:
        raise FormProblem(
            tr("There is no {file} in this folder.", file=MAIN_FILE), tr("Name the folder of one authority.")
        )
    inside = folder.resolve().name
    if strays := [name for name in names if not _NAME.fullmatch(f"{inside}/{name}")]:
        advice = tr(
            "Besides {file} there are only folders named after a form, with its tabs: small letters, digits, _.",
            file=MAIN_FILE,
        )
        raise FormProblem(tr('"{name}" cannot stand in the folder of an authority.', name=strays[0]), advice)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            entry = zipfile.ZipInfo(f"{inside}/{name}", _DAY_ONE)
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, (folder / name).read_bytes(), zipfile.ZIP_DEFLATED)
        if key:
            content = {name: (folder / name).read_bytes() for name in names}
            archive.comment = comment_for(content_digest(inside, content), key, passphrase)
    open_pack(buffer.getvalue())  # what we could not open again must not be sent
    return buffer.getvalue()


def open_pack(data: bytes) -> PackFile:
    """The files in a pack. Raises ``FormProblem`` when it is none, too large, or holds what a pack must not hold."""
    if len(data) > MAX_PACK:
        raise FormProblem(tr("This pack is too large."), _ASK)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read(archive)
    except _BROKEN as error:
        raise FormProblem(tr("This is not a pack PepDesk can read."), _ASK) from error


def _read(archive: zipfile.ZipFile) -> PackFile:
    entries = [one for one in archive.infolist() if not _is_folder(one)]
    if len(archive.infolist()) > MAX_FILES:
        raise FormProblem(tr("This pack holds too many files."), _ASK)
    ids, files, total = set(), {}, 0
    for entry in entries:
        name = _NAME.fullmatch(entry.orig_filename)
        if name is None or stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG):
            raise FormProblem(tr("This pack holds something that is not an authority's file."), _ASK)
        with archive.open(entry) as file:
            content = file.read(MAX_FILE + 1)  # what the pack says of its own sizes is not to be trusted
        total += len(content)
        if len(content) > MAX_FILE or total > MAX_PACK:
            raise FormProblem(tr("A file in this pack is too large."), _ASK)
        if name[2] in files:
            raise FormProblem(tr("This pack holds a file twice."), _ASK)
        ids.add(name[1])
        files[name[2]] = content
    if len(ids) != 1 or MAIN_FILE not in files:
        raise FormProblem(tr("This pack does not hold one authority."), _ASK)
    pack_id = ids.pop()
    return PackFile(pack_id, files, signer_of(archive.comment, content_digest(pack_id, files)))


def _is_folder(entry: zipfile.ZipInfo) -> bool:
    """Whether it is only a folder of a pack zipped by hand."""
    return (
        bool(re.fullmatch(r"[a-z][a-z0-9_]{0,39}/([a-z][a-z0-9_]{0,39}/)?", entry.orig_filename))
        and not entry.file_size
    )


def unpack(pack: PackFile, root: Path) -> Pack:
    """Write the pack's files under ``root / "authorities"``, in place of an earlier one of that id.

    The new folder is whole before it takes the old one's name. Raises ``FormProblem``.
    """
    parent, mark = root / PACKS, secrets.token_hex(4)
    fresh, old, final = parent / f".{pack.id}-{mark}-new", parent / f".{pack.id}-{mark}-old", parent / pack.id
    try:
        for name, content in pack.files.items():
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            with (fresh / name).open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        if pack.signed_by:
            (fresh / SIGNED_BY).write_text(pack.signed_by, encoding="ascii")
        if final.exists():
            final.rename(old)
        fresh.rename(final)
        if (old / OWN_FORMS).is_dir():  # what the user matched for themselves is no part of any pack
            (old / OWN_FORMS).rename(final / OWN_FORMS)
    except OSError as error:
        if old.exists() and not final.exists():
            old.rename(final)
        shutil.rmtree(fresh, ignore_errors=True)
        raise FormProblem(tr("The pack could not be written."), tr("The rules in use stay as they were.")) from error
    shutil.rmtree(old, ignore_errors=True)
    return Pack(pack.id, root)

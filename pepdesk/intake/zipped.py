"""A Word file as its parts: every limit is checked before anything is unpacked, and nothing is parsed here.

Used for councils' own forms, which come from many programs (``intake.own_form_package``), and for signed files, which
have the exact shape that we write (``signing.package``). Sizes are counted while reading and never believed.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_ENCRYPTED: Final = 0x01
_HAS_DESCRIPTOR: Final = 0x08
_MAX_DIRECTORY: Final = 1 << 20  # 2,000 entries of at most 512 bytes
_END: Final = struct.Struct("<4s4H2LH")
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_DECLARED: Final = re.compile(rb"""^<\?xml[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_ENCODINGS: Final = (b"utf-8", b"us-ascii")
_NOT_IN_NAMES: Final = frozenset('\\:*?"<>|')
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError,
                  ValueError, OverflowError, OSError)  # fmt: skip


class UnfitFile(Exception):
    """The file is refused; ``what`` says in a few words why, "" for one that is damaged or no such file at all."""

    def __init__(self, what: str = "") -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True, slots=True)
class Limits:
    """How many parts, how many bytes of one part and of all, unpacked. ``thing`` is what needs no more: "a plan"."""

    parts: int
    part: int
    total: int
    thing: str


def read_parts(data: bytes, limits: Limits, *, exact: bool) -> dict[str, bytes]:
    """Part name → bytes, in the file's order. Raises ``UnfitFile`` for what is odd, damaged or too large.

    ``exact``: plain names only, and entries that follow each other from the first byte to the last without gaps.
    Otherwise folders are passed over.
    """
    if exact:
        _check_directory(data, limits)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [one for one in archive.infolist() if exact or not one.filename.endswith("/")]
            _check_entries(entries, limits, exact=exact)
            if exact:
                _check_layout(data, entries, archive.start_dir)
            return _unpacked(archive, entries, limits)
    except _BROKEN as error:
        raise UnfitFile from error


def write_parts(parts: Mapping[str, bytes]) -> bytes:
    """A zip of the parts in their order, with no clock time in it; the same parts give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return target.getvalue()


def check_xml(data: bytes) -> None:
    """Raise ``UnfitFile`` for a part of XML that is written in an odd encoding or brings a document type."""
    start = data.removeprefix(b"\xef\xbb\xbf")
    declared = _DECLARED.match(start)
    if not start.startswith(b"<") or (declared and declared[1].lower() not in _ENCODINGS):
        raise UnfitFile("is written in an unusual encoding")
    if b"\x00" in data or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise UnfitFile("has a document type, which Word files never need")


def _check_directory(data: bytes, limits: Limits) -> None:
    """The end record stands at the very end, names a small directory, on one disk, without zip64."""
    if len(data) < _END.size or not data.startswith(b"PK\x03\x04"):
        raise UnfitFile("it is not a Word file (.docx)")
    magic, disk, first_disk, here, entries, size, offset, comment = _END.unpack(data[-_END.size :])
    if magic != b"PK\x05\x06" or disk or first_disk or comment or here != entries:
        raise UnfitFile("something was appended to it or it is cut short")
    if entries > limits.parts:
        raise UnfitFile("it has too many parts")
    if size > _MAX_DIRECTORY or offset + size + _END.size != len(data):
        raise UnfitFile("its table of contents is wrong")


def _check_entries(entries: list[zipfile.ZipInfo], limits: Limits, *, exact: bool) -> None:
    if len(entries) > limits.parts:
        raise UnfitFile("it has too many parts")
    seen: set[str] = set()
    for entry in entries:
        if not _is_plain(entry, exact=exact):
            raise UnfitFile("it has a part with a dangerous name")
        if entry.filename.lower() in seen:
            raise UnfitFile("it has two parts of the same name")
        if entry.flag_bits & _ENCRYPTED:
            raise UnfitFile("it is locked with a password")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise UnfitFile("it is packed in an unusual way")
        seen.add(entry.filename.lower())


def _is_plain(entry: zipfile.ZipInfo, *, exact: bool) -> bool:
    name = entry.filename
    if name != entry.orig_filename or "\\" in name or any(one in ("", ".", "..") for one in name.split("/")):
        return False
    return not exact or (name.isascii() and name.isprintable() and not set(name) & _NOT_IN_NAMES)


def _check_layout(data: bytes, entries: list[zipfile.ZipInfo], end: int) -> None:
    """Entries fill the file from its first byte to the directory: nothing can hide between them."""
    position = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        if entry.header_offset != position:
            raise UnfitFile("it hides something between its parts")
        header = _LOCAL.unpack_from(data, position)
        name_length, extra_length = header[9], header[10]
        position += _LOCAL.size + name_length + extra_length + entry.compress_size
        if entry.flag_bits & _HAS_DESCRIPTOR:
            position += 16 if data[position : position + 4] == b"PK\x07\x08" else 12
    if position != end:
        raise UnfitFile("it hides something between its parts")


def _unpacked(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], limits: Limits) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    left = limits.total
    for entry in entries:
        with archive.open(entry) as stream:
            content = stream.read(min(limits.part, left) + 1)
        left -= len(content)
        if len(content) > limits.part or left < 0:
            raise UnfitFile(f"it unpacks to far more than {limits.thing} needs")
        parts[entry.filename] = content
    return parts

"""A Word file as its parts, read so that a hostile file costs little: every check comes before any parsing.

Stricter than zip libraries: entries follow each other without gaps, names are plain and unique, sizes are
counted while reading (never believed), and no XML part may bring a DTD or an odd encoding.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from pepdesk.problem import SigningProblem

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_PARTS: Final = 2_000
MAX_PART: Final = 32 << 20
MAX_TOTAL: Final = 64 << 20
"""Parts, bytes of one part, bytes of all parts read (security design, section 6)."""

_MAX_DIRECTORY: Final = 1 << 20  # 2,000 entries of at most 512 bytes
_MAX_PARSED: Final = 1 << 20  # content types, relationships and signatures are small
_END: Final = struct.Struct("<4s4H2LH")
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_HAS_DESCRIPTOR: Final = 0x08
_ENCRYPTED: Final = 0x01
_DECLARED: Final = re.compile(rb"""^<\?xml[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_ENCODINGS: Final = {b"utf-8", b"us-ascii"}
_XML_ENDINGS: Final = (".xml", ".rels", ".vml")


def unfit(what: str) -> SigningProblem:
    """The refusal of a package; ``what`` says in a few words what is wrong with it."""
    return SigningProblem(
        f"This Word file was refused: {what}.",
        "It was not opened any further. Ask for the file again, straight from the person who made it.",
        code="package",
    )


def read_package(data: bytes) -> dict[str, bytes]:
    """Part name → bytes, in the file's order. Raises SigningProblem if odd, damaged or too large."""
    if len(data) > MAX_TOTAL:
        raise unfit("it is too large")
    _check_directory(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_names(entries)
            _check_layout(data, entries, archive.start_dir)
            parts = _read_parts(archive, entries)
    except (zipfile.BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError, OSError) as error:
        raise unfit("it is damaged") from error
    except (ValueError, UnicodeError, RuntimeError) as error:
        raise unfit("it is not a proper Word file") from error
    for name, content in parts.items():
        if name.lower().endswith(_XML_ENDINGS):
            _check_xml(content)
    return parts


def write_package(parts: dict[str, bytes]) -> bytes:
    """A zip of the parts; the same parts give the same bytes."""
    first = {"[Content_Types].xml": 0, "_rels/.rels": 1}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda part: (first.get(part, 2), part)):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, parts[name])
    return target.getvalue()


def parse_xml(data: bytes) -> _Element:
    """The root of a small XML part from ``read_package``. Raises SigningProblem if malformed."""
    from lxml import etree

    if len(data) > _MAX_PARSED:
        raise unfit("one of its inner parts is too large")
    _check_xml(data)
    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise unfit("one of its inner parts is damaged") from error


def _check_directory(data: bytes) -> None:
    """The end record stands at the very end, names a small directory, on one disk, without zip64."""
    if len(data) < _END.size or not data.startswith(b"PK\x03\x04"):
        raise unfit("it is not a Word file (.docx)")
    magic, disk, first_disk, here, entries, size, offset, comment = _END.unpack(data[-_END.size :])
    if magic != b"PK\x05\x06" or disk or first_disk or comment or here != entries:
        raise unfit("something was appended to it or it is cut short")
    if entries > MAX_PARTS:
        raise unfit("it has too many parts")
    if size > _MAX_DIRECTORY or offset + size + _END.size != len(data):
        raise unfit("its table of contents is wrong")


def _check_names(entries: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename
        plain = name.isascii() and name.isprintable() and not set(name) & set('\\:*?"<>|')
        if name != entry.orig_filename or not plain or any(s in ("", ".", "..") for s in name.split("/")):
            raise unfit("it has a part with a dangerous name")
        if name.lower() in seen:
            raise unfit("it has two parts of the same name")
        if entry.flag_bits & _ENCRYPTED:
            raise unfit("it is locked with a password")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise unfit("it is packed in an unusual way")
        seen.add(name.lower())


def _check_layout(data: bytes, entries: list[zipfile.ZipInfo], end: int) -> None:
    """Entries fill the file from its first byte to the directory: nothing can hide between them."""
    position = 0
    for entry in sorted(entries, key=lambda e: e.header_offset):
        if entry.header_offset != position:
            raise unfit("it hides something between its parts")
        header = _LOCAL.unpack_from(data, position)
        name_length, extra_length = header[9], header[10]
        position += _LOCAL.size + name_length + extra_length + entry.compress_size
        if entry.flag_bits & _HAS_DESCRIPTOR:
            position += 16 if data[position : position + 4] == b"PK\x07\x08" else 12
    if position != end:
        raise unfit("it hides something between its parts")


def _read_parts(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    left = MAX_TOTAL
    for entry in entries:
        with archive.open(entry) as stream:
            content = stream.read(min(MAX_PART, left) + 1)
        left -= len(content)
        if len(content) > MAX_PART or left < 0:
            raise unfit("it unpacks to far more than a plan needs")
        parts[entry.filename] = content
    return parts


def _check_xml(data: bytes) -> None:
    start = data.removeprefix(b"\xef\xbb\xbf")
    declared = _DECLARED.match(start)
    if not start.startswith(b"<") or (declared and declared[1].lower() not in _ENCODINGS):
        raise unfit("one of its inner parts is written in an unusual encoding")
    if b"\x00" in data or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise unfit("one of its inner parts has a document type, which Word files never need")

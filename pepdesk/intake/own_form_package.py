"""A foreign Word file as its parts: every limit is checked before anything is unpacked, and nothing is parsed here.

Looser than ``signing.package``, which asks for the exact shape that we write: councils' files come from many programs.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from typing import Final

from pepdesk.problem import ImportProblem

LARGEST: Final = 24 << 20
"""Bytes of the file: forms with pictures of a council's crest are below 2 MB (our estimate)."""
MAX_PARTS: Final = 2_000
MAX_PART: Final = 24 << 20
MAX_TOTAL: Final = 64 << 20
MAX_XML: Final = 12 << 20
"""Bytes of the text part: the longest of our forms has 0.4 MB; parsing takes ten times as much memory."""
MAIN: Final = "word/document.xml"
_ENCRYPTED: Final = 0x01
_DECLARED: Final = re.compile(rb"""^<\?xml[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError,
                  ValueError, OverflowError, OSError)  # fmt: skip
_OLD_WORD: Final = b"\xd0\xcf\x11\xe0"


def unfit(what: str, code: str = "own-form") -> ImportProblem:
    """The refusal of a document; ``what`` says in a few words what is wrong with it."""
    advice = (
        "It was not opened any further. In Word, save it again as “Word Document (.docx)”, or ask for another copy."
    )
    return ImportProblem(f"This document cannot be used: {what}.", advice, code=code)


def read_parts(data: bytes) -> dict[str, bytes]:
    """Part name → bytes of a .docx, in the file's order. Raises ``ImportProblem`` for what is odd or too large."""
    if len(data) > LARGEST:
        raise unfit("it is too large")
    if data.startswith(_OLD_WORD):
        raise unfit("it is an older Word file (.doc) or locked with a password")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [one for one in archive.infolist() if not one.is_dir()]
            _check_entries(entries)
            parts = _unpacked(archive, entries)
    except _BROKEN as error:
        raise unfit("it is not a Word file (.docx), or it is damaged") from error
    if MAIN not in parts or "[Content_Types].xml" not in parts:
        raise unfit("it is not a Word file (.docx)")
    if any(name.lower().endswith("vbaproject.bin") for name in parts):
        raise unfit("it holds macros")
    check_xml(parts[MAIN])
    return parts


def put_parts(parts: dict[str, bytes], changed: dict[str, bytes]) -> bytes:
    """The file again with ``changed`` parts in the place of theirs; the same parts give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**parts, **changed}.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return target.getvalue()


def check_xml(data: bytes) -> None:
    """Refuse an XML part with a document type or an odd encoding, or one too large to parse."""
    start = data.removeprefix(b"\xef\xbb\xbf")
    declared = _DECLARED.match(start)
    if len(data) > MAX_XML:
        raise unfit("its text is too long")
    if not start.startswith(b"<") or (declared and declared[1].lower() not in (b"utf-8", b"us-ascii")):
        raise unfit("its text is written in an unusual encoding")
    if b"\x00" in data or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise unfit("its text has a document type, which Word files never need")


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_PARTS:
        raise unfit("it has too many parts")
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename
        if name != entry.orig_filename or "\\" in name or any(one in ("", ".", "..") for one in name.split("/")):
            raise unfit("it has a part with a dangerous name")
        if name.lower() in seen:
            raise unfit("it has two parts of the same name")
        if entry.flag_bits & _ENCRYPTED:
            raise unfit("it is locked with a password")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise unfit("it is packed in an unusual way")
        seen.add(name.lower())


def _unpacked(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    left = MAX_TOTAL
    for entry in entries:
        with archive.open(entry) as stream:
            content = stream.read(min(MAX_PART, left) + 1)
        left -= len(content)
        if len(content) > MAX_PART or left < 0:
            raise unfit("it unpacks to far more than a form needs")
        parts[entry.filename] = content
    return parts

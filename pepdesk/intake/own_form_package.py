"""A council's own Word form as its parts: every limit is checked before anything is unpacked (``intake.zipped``).

Looser than ``signing.package``, which asks for the exact shape that we write: councils' files come from many programs.
"""

from __future__ import annotations

from typing import Final

from pepdesk.intake import zipped
from pepdesk.problem import ImportProblem
from pepdesk.words import tr

LARGEST: Final = 24 << 20
"""Bytes of the file: forms with pictures of a council's crest are below 2 MB (our estimate)."""
_LIMITS: Final = zipped.Limits(parts=2_000, part=24 << 20, total=64 << 20, thing="a form")
MAX_XML: Final = 12 << 20
"""Bytes of the text part: the longest of our forms has 0.4 MB; parsing takes ten times as much memory."""
MAIN: Final = "word/document.xml"
_OLD_WORD: Final = b"\xd0\xcf\x11\xe0"


def unfit(what: str, code: str = "own-form") -> ImportProblem:
    """The refusal of a document; ``what`` says in a few words what is wrong with it."""
    advice = tr(
        "It was not opened any further. In Word, save it again as “Word Document (.docx)”, or ask for another copy."
    )
    return ImportProblem(tr("This document cannot be used: {what}.", what=what), advice, code=code)


def read_parts(data: bytes) -> dict[str, bytes]:
    """Part name → bytes of a .docx, in the file's order. Raises ``ImportProblem`` for what is odd or too large."""
    if len(data) > LARGEST:
        raise unfit(tr("it is too large"))
    if data.startswith(_OLD_WORD):
        raise unfit(tr("it is an older Word file (.doc) or locked with a password"))
    try:
        parts = zipped.read_parts(data, _LIMITS, exact=False)
    except zipped.UnfitFile as error:
        raise unfit(error.what or tr("it is not a Word file (.docx), or it is damaged")) from error
    if MAIN not in parts or "[Content_Types].xml" not in parts:
        raise unfit(tr("it is not a Word file (.docx)"))
    if any(name.lower().endswith("vbaproject.bin") for name in parts):
        raise unfit(tr("it holds macros"))
    check_xml(parts[MAIN])
    return parts


def put_parts(parts: dict[str, bytes], changed: dict[str, bytes]) -> bytes:
    """The file again with ``changed`` parts in the place of theirs; the same parts give the same bytes."""
    return zipped.write_parts({**parts, **changed})


def check_xml(data: bytes) -> None:
    """Refuse an XML part with a document type or an odd encoding, or one too large to parse."""
    if len(data) > MAX_XML:
        raise unfit(tr("its text is too long"))
    try:
        zipped.check_xml(data)
    except zipped.UnfitFile as error:
        raise unfit(f"its text {error.what}") from error

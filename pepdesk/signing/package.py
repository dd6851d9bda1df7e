"""A Word file of ours as its parts, read so that a hostile file costs little: every check comes before any parsing.

Stricter than zip libraries (``intake.zipped``, exact): entries follow each other without gaps, names are plain and
unique, sizes are counted while reading, and no XML part may bring a document type or an odd encoding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pepdesk.intake import zipped
from pepdesk.problem import SigningProblem
from pepdesk.words import tr

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_PARTS: Final = 2_000
MAX_PART: Final = 32 << 20
MAX_TOTAL: Final = 64 << 20
"""Parts, bytes of one part, bytes of all parts read (security design, section 6)."""

_LIMITS: Final = zipped.Limits(MAX_PARTS, MAX_PART, MAX_TOTAL, "a plan")
_MAX_PARSED: Final = 1 << 20  # content types, relationships and signatures are small
_XML_ENDINGS: Final = (".xml", ".rels", ".vml")


def unfit(what: str) -> SigningProblem:
    """The refusal of a package; ``what`` says in a few words what is wrong with it."""
    return SigningProblem(
        tr("This Word file was refused: {what}.", what=what),
        tr("It was not opened any further. Ask for the file again, straight from the person who made it."),
        code="package",
    )


def read_package(data: bytes) -> dict[str, bytes]:
    """Part name → bytes, in the file's order. Raises SigningProblem if odd, damaged or too large."""
    if len(data) > MAX_TOTAL:
        raise unfit(tr("it is too large"))
    try:
        parts = zipped.read_parts(data, _LIMITS, exact=True)
    except zipped.UnfitFile as error:
        raise unfit(error.what or tr("it is damaged")) from error
    for name, content in parts.items():
        if name.lower().endswith(_XML_ENDINGS):
            _check_xml(content)
    return parts


def write_package(parts: dict[str, bytes]) -> bytes:
    """A zip of the parts; the same parts give the same bytes."""
    first = {"[Content_Types].xml": 0, "_rels/.rels": 1}
    return zipped.write_parts({name: parts[name] for name in sorted(parts, key=lambda one: (first.get(one, 2), one))})


def parse_xml(data: bytes) -> _Element:
    """The root of a small XML part from ``read_package``. Raises SigningProblem if malformed."""
    from lxml import etree

    if len(data) > _MAX_PARSED:
        raise unfit(tr("one of its inner parts is too large"))
    _check_xml(data)
    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise unfit(tr("one of its inner parts is damaged")) from error


def _check_xml(data: bytes) -> None:
    try:
        zipped.check_xml(data)
    except zipped.UnfitFile as error:
        raise unfit(f"one of its inner parts {error.what}") from error

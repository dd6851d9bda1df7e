"""Corrections to what reportlab 5.1 writes, without which no file of it can be PDF/A or PDF/UA.

They replace one method and one function of reportlab for the whole process; any other reportlab is refused at
import, because the replaced code may have changed there.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

import reportlab
from reportlab.pdfbase import pdfdoc, ttfonts

_NO_CHARACTER = frozenset({0, 0xFEFF, 0xFFFE, 0xFFFF})


def apply() -> None:
    """Put the corrections in place; doing so twice changes nothing."""
    if not reportlab.Version.startswith("5.1"):
        raise ImportError(f"the tagging layer knows reportlab 5.1, not {reportlab.Version}")
    streams: Any = pdfdoc.PDFStream
    streams.format = _stream_with_line_end
    fonts: Any = ttfonts
    fonts.makeToUnicodeCMap = _characters_of_subset


def _stream_with_line_end(stream: Any, document: Any) -> bytes:  # noqa: ANN401 - reportlab is untyped here
    """Write a stream so that a line end outside its length stands before ``endstream`` (ISO 32000-1, 7.3.8.1).

    Reportlab's habit of turning compressed bytes into letters, which makes them a quarter longer, is left out.
    """
    entries = dict(stream.dictionary.dict)
    content = stream.content
    filters = document.defaultStreamFilters if stream.filters is None else stream.filters
    if filters and "Filter" not in entries:
        names: list[Any] = []
        for each in reversed([each for each in filters if each is not pdfdoc.PDFBase85Encode]):
            content = each.encode(content)
            names.insert(0, pdfdoc.PDFName(each.pdfname))
        if content.endswith((b"\r", b"\n")):
            # Data ending in a line end reads as one byte shorter to checkers that trim; so give it another coat.
            content = pdfdoc.PDFBase85Encode.encode(content).encode("ascii")
            names.insert(0, pdfdoc.PDFName(pdfdoc.PDFBase85Encode.pdfname))
        entries["Filter"] = pdfdoc.PDFArray(names)
    data: bytes = pdfdoc.format(document.encrypt.encode(content), document)
    entries["Length"] = len(data)
    head: bytes = pdfdoc.format(pdfdoc.PDFDictionary(entries), document)
    return head + b"\nstream\n" + data + b"\nendstream\n"


JOINED: Final[dict[tuple[str, int], str]] = {}
"""Font and code point of a joined form (shaped Arabic) → the letters it was made of. Filled as words are laid out."""


def _characters_of_subset(font_name: str, subset: list[int]) -> str:
    font = font_name.rpartition("+")[2]
    return characters(subset, {point: JOINED[font, point] for point in subset if (font, point) in JOINED})


def characters(subset: list[int], joined: Mapping[int, str] = MappingProxyType({})) -> str:
    """Map codes to characters, for copying and reading aloud: code n draws code point ``subset[n]``, 0 for none.

    ISO 32000-1, 9.10.3. No entry for code points that are no character, at most 100 entries a block, surrogate pairs
    beyond U+FFFF. ``joined`` says which letters a joined form stands for.
    """
    pairs = [
        # A joined form without a character of its own is known by a number that differs from run to run.
        f"<{code:02X}> <{_letters(point, joined).encode('utf-16-be').hex().upper()}>"
        for code, point in enumerate(subset)
        if point not in _NO_CHARACTER
    ]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    for start in range(0, len(pairs), 100):
        block = pairs[start : start + 100]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)


def _letters(point: int, joined: Mapping[int, str]) -> str:
    return joined.get(point) or ("\ufffd" if 0xE000 <= point <= 0xF8FF else chr(point))

"""The font in which programs draw what people type into a PDF form: Noto Sans, embedded whole for some 230 letters.

A form field writes one byte a letter. The bytes are those of Windows' western code page, with signs hardly typed in a
plan given up for letters of names: Polish, Welsh, Turkish, Czech, Slovak, Hungarian, Romanian, Croatian, Baltic. What
has no byte is kept in the answer all the same; only its picture is then the other program's to find a font for.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from reportlab.pdfbase import pdfdoc

from pepdesk.export.tagged import mends
from pepdesk.paths import resources_dir

NAME: Final = "FormSans"
"""What the font is called in the fields' appearance strings."""
_FILE: Final = "NotoSans-Regular.ttf"
_LETTERS: Final = (
    "ĄąĆćĘęŁłŃńŚśŹźŻżŴŵŶŷĞğİıŞşČčĎďĚěŇňŘřŤťŮůŐőŰűĂăĐđȘș"  # first come those that children's names need most often
    "ĽľẀẁẂẃẄẅỲỳĀāĒēĪī"
)
_GIVEN_UP: Final = (
    *(0x81, 0x8D, 0x8F, 0x90, 0x9D),  # no letters in the code page
    *(0x82, 0x83, 0x84, 0x86, 0x87, 0x88, 0x89, 0x8B, 0x98, 0x99, 0x9B),
    *(0xA1, 0xA2, 0xA4, 0xA5, 0xA6, 0xA8, 0xA9, 0xAA, 0xAB, 0xAC, 0xAE, 0xAF),
    *(0xB2, 0xB3, 0xB4, 0xB5, 0xB6, 0xB8, 0xB9, 0xBA, 0xBB, 0xBC, 0xBE, 0xBF, 0xD7, 0xF7),
    *(code for code in range(1, 32) if code not in (8, 9, 10, 12, 13, 27)),
)
"""Codes whose signs make room, in the order they are taken: ‚ „ † ¢ ¤ « » ¶ × and the like, then control codes."""

_OLDER_NAMES: Final = {"Ș": "Scommaaccent", "ș": "scommaaccent"}
"""Names of the Adobe Glyph List that its list for new fonts, which fontTools turns round, leaves out."""


@dataclass(frozen=True, slots=True)
class FormFont:
    """The font file with just these letters; ``letters`` maps codes to them, ``widths`` are in thousandths."""

    data: bytes
    letters: dict[int, str]
    named: dict[int, str]
    widths: dict[int, float]
    measures: dict[str, Any]


def codes() -> tuple[dict[int, str], dict[int, str]]:
    """Code → letter for all codes, and of those the ones that differ from the code page."""
    table = {code: bytes([code]).decode("cp1252") for code in range(32, 256) if code not in (127, 0xAD, *_GIVEN_UP)}
    changed = dict(zip(_GIVEN_UP, _LETTERS, strict=False))
    return table | changed, changed


@cache
def form_font() -> FormFont:
    """The font, cut down to its letters once for this run of the program."""
    from fontTools import agl, subset
    from fontTools.ttLib import TTFont

    table, changed = codes()
    whole = TTFont(str(resources_dir() / "fonts" / _FILE))
    scale = 1000 / whole["head"].unitsPerEm
    glyphs, metrics = whole.getBestCmap(), whole["hmtx"]
    widths = {code: round(metrics[glyphs[ord(letter)]][0] * scale, 2) for code, letter in table.items()}
    os2, head, line = whole["OS/2"], whole["head"], whole["hhea"]
    measures = {
        "FontName": pdfdoc.PDFName(f"PEPFRM+{whole['name'].getDebugName(6)}"),
        "Flags": 32,
        "FontBBox": pdfdoc.PDFArray([round(edge * scale) for edge in (head.xMin, head.yMin, head.xMax, head.yMax)]),
        "ItalicAngle": 0,
        "Ascent": round(line.ascent * scale),
        "Descent": round(line.descent * scale),
        "CapHeight": round(os2.sCapHeight * scale),
        "StemV": 80,
    }
    options = subset.Options(hinting=False, layout_features=[], notdef_outline=True, recalc_timestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(letter) for letter in table.values()])
    cutter.subset(whole)
    whole["cmap"].tables = [one for one in whole["cmap"].tables if (one.platformID, one.platEncID) == (3, 1)]
    out = io.BytesIO()
    whole.save(out)
    named = {code: _OLDER_NAMES.get(letter) or agl.UV2AGL[ord(letter)] for code, letter in changed.items()}
    return FormFont(out.getvalue(), table, named, widths, measures)


def write(document: Any) -> Any:  # noqa: ANN401 - reportlab is untyped here
    """Add the font to ``document``, a ``PDFDocument``; a reference to it."""
    font = form_font()
    file = pdfdoc.PDFStream(
        pdfdoc.PDFDictionary({"Length1": len(font.data)}), content=font.data, filters=[pdfdoc.PDFZCompress]
    )
    measures = font.measures | {"Type": pdfdoc.PDFName("FontDescriptor"), "FontFile2": document.Reference(file)}
    first = min(font.letters)
    differences: list[Any] = []
    for code, name in sorted(font.named.items()):
        differences += [code, pdfdoc.PDFName(name)]
    encoding = {
        "Type": pdfdoc.PDFName("Encoding"),
        "BaseEncoding": pdfdoc.PDFName("WinAnsiEncoding"),
        "Differences": pdfdoc.PDFArray(differences),
    }
    read_as = [ord(font.letters.get(code, "\0")) for code in range(256)]
    spoken = pdfdoc.PDFStream(content=mends.characters(read_as), filters=[pdfdoc.PDFZCompress])
    entries = {
        "Type": pdfdoc.PDFName("Font"),
        "Subtype": pdfdoc.PDFName("TrueType"),
        "BaseFont": measures["FontName"],
        "FontDescriptor": document.Reference(pdfdoc.PDFDictionary(measures)),
        "FirstChar": first,
        "LastChar": 255,
        "Widths": pdfdoc.PDFArray([font.widths.get(code, 0) for code in range(first, 256)]),
        "Encoding": pdfdoc.PDFDictionary(encoding),
        "ToUnicode": document.Reference(spoken),
    }
    return document.Reference(pdfdoc.PDFDictionary(entries), NAME)

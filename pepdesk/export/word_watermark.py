"""The watermark of a Word document: letters across every page, anchored in the head, as Word itself makes them."""

from __future__ import annotations

from typing import Final
from xml.sax.saxutils import quoteattr

from pepdesk.export import look

SPACES: Final = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
"""What the element that holds a watermark must declare."""
_NAME: Final = "PowerPlusWaterMarkObject1"  # by this name Word's own "Remove watermark" finds it
_LETTER: Final = 0.56
"""Width of a letter of Arial bold as a share of its size."""


def watermark(words: str) -> str:
    """A run with ``words`` (cleaned) from corner to corner of the page, behind its text."""
    wide, high = len(words) * look.WATERMARK_SIZE * _LETTER, look.WATERMARK_SIZE
    said = quoteattr(words)
    place = (
        f"position:absolute;margin-left:0;margin-top:0;width:{wide:.0f}pt;height:{high:.0f}pt;"
        f"rotation:{360 - look.WATERMARK_ANGLE:.0f};z-index:-251658752;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    return (
        '<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
        '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
        '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        f'<v:shape id="{_NAME}" o:spid="_x0000_s2049" type="#_x0000_t136" alt={said} style="{place}" '
        f'o:allowincell="f" fillcolor="{look.WATERMARK}" stroked="f">'
        f"<v:textpath style=\"font-family:'Arial';font-size:1pt;font-weight:bold\" string={said}/>"
        "</v:shape></w:pict></w:r>"
    )

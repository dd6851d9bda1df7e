"""A document as an accessible PDF for keeping (PDF/UA-1, PDF/A-2a or 3a with its plan inside), with places to sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pepdesk.export.fonts import NOTO_SANS, Typeface

if TYPE_CHECKING:
    from pepdesk.export.blocks import Document


def render(document: Document, typeface: Typeface = NOTO_SANS) -> bytes:
    """Give the bytes of the PDF; the same document always gives the same bytes.

    Raises :class:`~pepdesk.problem.ExportProblem` when no font has a letter that occurs.
    """
    from pepdesk.export.sheets import draw

    return draw(document, typeface)

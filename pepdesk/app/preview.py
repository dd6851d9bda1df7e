"""A plan's document to look at before anything is written: the PDF, its words, and its pages as pictures. No Qt.

Everything stays in memory. pypdfium2 draws form fields and signatures too; its library knows no threads, so one lock
stands before every call of it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from pepdesk.app.across_terms import figures_of
from pepdesk.app.documents import narrower
from pepdesk.export.choice import WHOLE, Choice
from pepdesk.export.outline import no_pictures, outline
from pepdesk.export.reading_text import Line, reading_lines
from pepdesk.form.model import Audience
from pepdesk.rules.assess import assess

if TYPE_CHECKING:
    from pepdesk.record.record import PepRecord

POINTS_AN_INCH = 72
_PDFIUM = threading.Lock()


@dataclass(frozen=True, slots=True)
class PreviewOrder:
    """What to show of ``record`` at ``now`` (with zone), for whom, how much; ``picture`` as in ``export.outline``.

    ``earlier`` as in ``make_documents``.
    """

    record: PepRecord
    now: datetime
    draft: bool
    choice: Choice = WHOLE
    audience: Audience = Audience.FULL
    picture: Callable[[str], bytes | None] = no_pictures
    earlier: tuple[PepRecord, ...] = ()


class Place(NamedTuple):
    """A heading in the contents: ``level`` counts from 0, ``page`` from 0."""

    title: str
    level: int
    page: int


class PagePicture(NamedTuple):
    """A page as dots: four bytes each (blue, green, red, nothing), ``stride`` bytes a row."""

    across: int
    down: int
    stride: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Preview:
    """``pages`` must be closed when nobody looks at them any more."""

    order: PreviewOrder
    pdf: bytes
    lines: tuple[Line, ...]
    pages: Pages


class Pages:
    """The pages of a PDF in memory. Every call may come from any thread; after ``close`` there are no pages."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        with _PDFIUM:
            self._pdf = pypdfium2.PdfDocument(data)
            self._pdf.init_forms()
            self._count = len(self._pdf)
            self._places = tuple(
                Place(one.get_title(), one.level, one.get_dest().get_index() or 0)
                for one in self._pdf.get_toc()
                if one.get_dest() is not None
            )

    @property
    def count(self) -> int:
        """How many pages there are; 0 once they are closed."""
        return self._count

    @property
    def places(self) -> tuple[Place, ...]:
        """The headings in order."""
        return self._places

    def size(self, page: int) -> tuple[float, float]:
        """Width and height of a page (from 0) in points. Raises ``IndexError``."""
        with _PDFIUM:
            self._check(page)
            across, down = self._pdf.get_page_size(page)
        return across, down

    def picture(self, page: int, dots_an_inch: float) -> PagePicture:
        """Draw a page (from 0) with its fields and signatures; some 20 ms at 100 dots. Raises ``IndexError``."""
        with _PDFIUM:
            self._check(page)
            drawn = self._pdf[page]
            bitmap = drawn.render(scale=dots_an_inch / POINTS_AN_INCH, may_draw_forms=True, prefer_bgrx=True)
            picture = PagePicture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
            bitmap.close()
            drawn.close()
        return picture

    def close(self) -> None:
        """Let go of the document; more than once does no harm."""
        with _PDFIUM:
            if self._count:
                self._count = 0
                self._pdf.close()

    def _check(self, page: int) -> None:
        if not 0 <= page < self._count:
            raise IndexError(f"no page {page + 1} of {self._count}")


def make_preview(order: PreviewOrder) -> Preview:
    """Make the document and open it; takes up to a second: call it from a job.

    It says and shows what an export of the same choice would. Raises ``ExportProblem`` when a letter cannot be printed.
    """
    from pepdesk.export.pdf import render

    created = order.now.isoformat(timespec="seconds")
    if order.audience is Audience.FULL:
        assessment = assess(order.record, order.now.date())
        document = outline(
            order.record, assessment, created, draft=order.draft, picture=order.picture, choice=order.choice,
            earlier=figures_of(order.earlier, order.audience, order.now.date()),
        )  # fmt: skip
    else:
        document, _, _ = narrower(order.record, order.audience, created, order.picture, order.choice, order.earlier)
    pdf = render(document)
    return Preview(order, pdf, reading_lines(document), Pages(pdf))

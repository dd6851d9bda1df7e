"""The neutral content of a document. Writers (``pdf``, ``word``) draw these and know nothing of forms.

Text in blocks is plain: no markup is ever read from it. A newline inside a text is a line break.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from pepdesk.rules.series import Chart

if TYPE_CHECKING:
    from pepdesk.export.tagged.carried import Carried


class Tone(StrEnum):
    """How a paragraph speaks; a writer shows it by style and, where it matters, by a word as well as colour."""

    BODY = "body"
    HELP = "help"  # small print: who completes this section, why it is asked
    WARNING = "warning"  # e.g. "Draft: not signed"
    NOTICE = "notice"  # what kind of copy this is
    MISSING = "missing"  # "Not answered"
    QUOTE = "quote"  # the child's own words
    ALOUD = "aloud"  # large print, on a paper sheet for a child


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; the document title is level 1 and is written from ``Document.title``, so blocks use 2 to 4."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text of any length; writers may split it over pages, never cut it."""

    text: str
    tone: Tone = Tone.BODY


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG or JPEG (``data``) with its ``caption`` below; ``says`` is what it shows, for those who cannot see it."""

    caption: str
    says: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short lines."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One question and its answer. ``tag`` is the answer's address in text form, for Word and for reading back.

    ``source`` is a quiet line below it that says whose words it is in, "" for most.
    """

    question: str
    text: str
    tag: str = ""
    tone: Tone = Tone.BODY
    source: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """Short answers drawn as a two-column table with row headers. ``caption`` names the table to a screen reader."""

    caption: str
    items: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class LongAnswer:
    """A long answer: its question stands above it and stays with its first lines; the text may run over pages."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class Table:
    """A real table. ``weights`` are relative column widths (empty: equal).

    The first column holds row headers when ``row_headers``. Cells may be long and a row may have to split over pages;
    the header row repeats.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    weights: tuple[float, ...] = ()
    row_headers: bool = True
    caption_shown: bool = True


@dataclass(frozen=True, slots=True)
class SignatureBox:
    """A place for one digital signature.

    ``field_name`` is fixed per role (see ``signature_fields``); ``role`` is in words; ``printed`` is the name and date
    typed in the plan (may be empty).
    """

    field_name: str
    role: str
    printed: str


@dataclass(frozen=True, slots=True)
class Mark:
    """The own mark of somebody without a certificate, made before a witness whose signature seals the document.

    ``role`` is the role's id and ``title`` its words; ``name`` is who made it, ``made`` when (ISO, with zone).
    ``witness`` is the witness's name and role in words, ``witness_code`` the 30 digits of their certificate.
    ``picture`` is the drawn mark (PNG); None: the name was typed instead.
    """

    role: str
    title: str
    name: str
    made: str
    witness: str
    witness_code: str
    picture: bytes | None = None


class Face(StrEnum):
    """A drawn face, from glad to sad; the value is what somebody hears who cannot see it."""

    GRIN = "Face with a big smile"
    SMILE = "Smiling face"
    LEVEL = "Face with a straight mouth"
    FROWN = "Sad face"


@dataclass(frozen=True, slots=True)
class Tick:
    """Something to tick: a box, or a ``face`` to put a ring round, and its words."""

    words: str
    face: Face | None = None


@dataclass(frozen=True, slots=True)
class ToFill:
    """A question to be answered by hand, on paper. Never split over pages.

    What there is room for: ``ticks`` (side by side over their words when ``scale``, else as a list); ``lines`` ruled
    lines, ``ruling`` points apart; or, when ``drawn`` is not empty, an empty box of that height with those words in its
    corner.
    ``beside``: one line in the question's own row, with ``given`` written on it already. ``large``: a child's print.
    """

    question: str
    hint: str = ""
    ticks: tuple[Tick, ...] = ()
    scale: bool = False
    lines: int = 0
    drawn: str = ""
    beside: bool = False
    given: str = ""
    large: bool = False
    ruling: float = 26.0


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Start a new page."""


Block = (
    Heading
    | Paragraph
    | Picture
    | Chart
    | Bullets
    | Answers
    | LongAnswer
    | Table
    | ToFill
    | SignatureBox
    | Mark
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document.

    ``title`` is also the document's title property; ``marking`` (e.g. OFFICIAL-SENSITIVE) stands at the head of
    every page; ``footer`` at the left of every foot, before "Page x of y"; ``version`` is the short id of the plan
    version; ``created`` is an ISO date and time with zone, used for all dates inside the file so that the same
    record gives the same bytes. ``lang`` is a BCP 47 tag. ``watermark`` (e.g. "DRAFT – not signed", "" for none) stands
    behind every page and in its head; ``large`` asks for large print, 18 points.
    ``carried`` is a file that the PDF holds besides (``export.embedded``); Word files hold none.
    """

    title: str
    subtitle: str
    marking: str
    footer: str
    version: str
    created: str
    blocks: tuple[Block, ...]
    lang: str = "en-GB"
    author: str = "PepDesk"
    keywords: tuple[str, ...] = field(default=())
    watermark: str = ""
    large: bool = False
    carried: Carried | None = None

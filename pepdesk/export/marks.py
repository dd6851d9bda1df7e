"""Witnessed marks in a document: what stands beside the mark, and how a program finds it again in the PDF.

A mark belongs to one document and is kept nowhere else: a picture that lay in the plan could be set under a text which
the child never saw. So it goes in when the witness signs, and comes again only if the child makes it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from pepdesk.export.blocks import Block, Document, Heading, Mark, Paragraph, SignatureBox, Tone
from pepdesk.export.signature_fields import SIGNATURE_FIELDS
from pepdesk.record.values import long_date

PROPERTY: Final = "PepDesk.mark."
"""What the names of a mark's properties in the PDF begin with (``facts`` gives the rest)."""
TAG: Final = "pepdesk.mark"
"""In Word: tag of the control round a mark (with ".role." and the role) and, with a dot and its name, of each fact."""
FLAG: Final = "/O /UserProperties"
"""How the attributes of a marked element in the PDF begin (ISO 32000-1, 14.7.5.4)."""

_ABOUT: Final = (
    "These marks were made while the witness was there. The witness's digital signature seals them with the rest of "
    "the document; they are no digital signatures of the people who made them."
)


def with_marks(document: Document, marks: Sequence[Mark]) -> Document:
    """The document with ``marks`` in front of its signature boxes; who made a mark has no box any more."""
    if not marks:
        return document
    fields = {SIGNATURE_FIELDS[mark.role] for mark in marks if mark.role in SIGNATURE_FIELDS}
    kept = [one for one in document.blocks if not (isinstance(one, SignatureBox) and one.field_name in fields)]
    place = next((at for at, one in enumerate(kept) if isinstance(one, SignatureBox)), len(kept))
    inside: Iterable[Block] = (Heading(3, "Witnessed marks"), Paragraph(_ABOUT, Tone.HELP), *marks)
    return replace(document, blocks=(*kept[:place], *inside, *kept[place:]))


def facts(mark: Mark) -> dict[str, str]:
    """What a checking program reads of a mark, by name; the drawn picture is only for people."""
    return {
        "role": mark.role, "name": mark.name, "made": mark.made, "witness": mark.witness, "code": mark.witness_code,
    }  # fmt: skip


def attributes(mark: Mark) -> str:
    """The facts as the attribute object of a PDF structure element."""
    pairs = "".join(f"<< /N {_text(PROPERTY + name)} /V {_text(value)} >>" for name, value in facts(mark).items())
    return f"{FLAG} /P [{pairs}]"


def _text(words: str) -> str:
    return f"<FEFF{words.encode('utf-16-be').hex().upper()}>"


def head(mark: Mark) -> str:
    """The line above a mark."""
    return f"{mark.title}: witnessed mark"


def made_words(mark: Mark) -> str:
    """Day and time of the mark, on the clock of the computer where it was made."""
    made = datetime.fromisoformat(mark.made)
    return f"{long_date(mark.made[:10])} at {made:%H:%M}"


def caption(mark: Mark) -> tuple[str, str, str, str]:
    """Four pieces of the sentence below a mark; name, time and witness stand between and after them."""
    how = "made this mark" if mark.picture is not None else "typed this name as a mark"
    return f" {how} on ", " before ", ", whose digital signature seals it. Code of the witness: ", "."


def sentence(mark: Mark) -> str:
    """The whole sentence below a mark, also what a screen reader says of the picture."""
    how, before, sealed, end = caption(mark)
    return f"{mark.name}{how}{made_words(mark)}{before}{mark.witness}{sealed}{mark.witness_code}{end}"

"""A form as a PDF that can be filled in on the computer, blank or with the answers of a plan (PDF/UA-1, PDF/A-2a).

``intake.pdf_form`` reads it back, whichever program filled it.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from pepdesk.export.blocks import Document, Paragraph, Tone
from pepdesk.export.form_sheet import form_sheet
from pepdesk.export.outline import MARKING, owner_words
from pepdesk.form.pdf_names import ABOUT, AboutForm

if TYPE_CHECKING:
    from pepdesk.authority.model import Authority
    from pepdesk.form.model import Form, Role
    from pepdesk.record.record import PepRecord

BLANK_MARKING: Final = "Private when filled in"
_HOW: Final = (
    "Press Tab to go from one answer to the next. Save the file under a name of your own and send it back: PepDesk "
    "reads the answers out of it, and nobody types them again. Please do not print it to another PDF; that loses them.",
    "Write dates as day, month and year, such as 22/11/2026. A box takes more words than it shows. If a question does "
    "not fit, write “Not applicable:” and why; if nobody knows yet, write “Not known yet” and who will find out.",
)


def render_form(
    form: Form,
    *,
    created: datetime,
    authority: Authority | None = None,
    owner: Role | None = None,
    record: PepRecord | None = None,
) -> bytes:
    """The bytes of the PDF; the same form, plan and time always give the same ones.

    ``form`` is asked as it is (with an authority's wording already in it); ``authority`` names it on the page and gives
    its marking. ``owner``: only what that person answers, None for the whole form. ``record``: a plan on this form, to
    print its answers and use its rows; None for a blank form. ``created`` needs its zone. Raises ``FormProblem`` when
    nothing is asked of ``owner``, ``ExportProblem`` when no font has a letter of an answer.
    """
    from pepdesk.export import fonts, look
    from pepdesk.export.fonts import NOTO_SANS, Weight
    from pepdesk.export.pdf_form_canvas import FormCanvas
    from pepdesk.export.pdf_form_layout import FormStory
    from pepdesk.export.sheets import WIDTH, properties, put_on_pages

    authority = authority or (record.authority if record else None)
    sheet = form_sheet(form, owner, record)
    about = AboutForm(
        form.id, form.version, form.revision, record.plan_id if record else "", authority.id if authority else ""
    )
    document = _document(form, about, authority, owner, record, created)
    story = FormStory(document, NOTO_SANS, WIDTH)
    story.put(sheet.parts)
    story.read_only("For PepDesk: which form this is. Please leave it as it is.", ABOUT, str(about))
    canvas = FormCanvas(story.root, properties(document), look.PAPER, fonts.font_name(NOTO_SANS, Weight.REGULAR))
    return put_on_pages(story.boxes, canvas, document, NOTO_SANS)


def _document(
    form: Form,
    about: AboutForm,
    authority: Authority | None,
    owner: Role | None,
    record: PepRecord | None,
    created: datetime,
) -> Document:
    """Title, head and foot, and how to fill in."""
    whose = f"To be completed by {owner_words(owner, form.id)}" if owner else ""
    marking = authority.marking if authority else MARKING
    return Document(
        title=form.title,
        subtitle=" · ".join(part for part in (authority.name if authority else "", whose) if part),
        marking=marking if about.plan else BLANK_MARKING,
        footer=f"Plan {about.plan[:8]}" if about.plan else "Form to fill in",
        version=f"{form.version}.{form.revision}",
        created=created.isoformat(timespec="seconds"),
        blocks=tuple(Paragraph(words, Tone.HELP) for words in _HOW),
        keywords=(str(about).replace(", ", "; "),),
    )

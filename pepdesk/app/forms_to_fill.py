"""Forms to fill in away from PepDesk, as files: blank or with a plan's answers, whole or one person's part. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from pepdesk.export.outline import file_name
from pepdesk.form.address import Address
from pepdesk.record.answers import Value
from pepdesk.record.record import PepRecord

if TYPE_CHECKING:
    from pepdesk.authority.model import Authority
    from pepdesk.form.model import Form, Role

YEAR = Address("child", "year_group")


@dataclass(frozen=True, slots=True)
class FormOrder:
    """Which form to make: ``form`` as ``authority`` asks it, for ``owner`` (None: all parts).

    ``record``: a plan on that form, whose answers are printed in it; None for a blank form. ``year_group``: of a blank
    form, leaves out what is not asked in that year; "" asks everything.
    """

    form: Form
    authority: Authority | None
    owner: Role | None = None
    record: PepRecord | None = None
    year_group: str = ""

    @property
    def source(self) -> PepRecord | None:
        """The plan whose answers are printed: the open one, or one that knows the year group only."""
        if self.record is not None or not self.year_group:
            return self.record
        return PepRecord("", self.form, "", {YEAR: Value(self.year_group)})


def make_form(order: FormOrder, now: datetime, *, word: bool) -> bytes:
    """The bytes of a Word file, or of a PDF with fields. ``now`` has a zone. Takes up to a second: call it from a job.

    Raises ``FormProblem`` when the form asks nothing of that owner, ``ExportProblem`` when a letter cannot be printed.
    """
    if not word:
        from pepdesk.export.pdf_form import render_form

        return render_form(order.form, created=now, authority=order.authority, owner=order.owner, record=order.source)
    from pepdesk.export.form_sheet import form_sheet
    from pepdesk.export.word_form import Origin, render

    sheet = form_sheet(order.form, order.owner, order.source)
    origin = Origin(order.authority, now.isoformat(timespec="seconds"), of_plan=order.record is not None)
    return render(sheet, origin)


def form_name(order: FormOrder, *, word: bool) -> str:
    """A file name that says what the form is; of a plan's child it tells the initials at most."""
    whose = file_name(order.record) if order.record is not None else f"Blank-{order.form.id}"
    year = f"year-{order.year_group}" if order.year_group.isdigit() else order.year_group
    parts = [whose, order.owner.value if order.owner else "", year, "to-fill-in"]
    return f"{'-'.join(part for part in parts if part)}.{'docx' if word else 'pdf'}"

"""Paper sheets as files: the form as an authority asks it, made into a sheet, drawn, and named. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from pepdesk.export.paper_sheet import conditions_elsewhere, paper_sheet
from pepdesk.form.model import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pepdesk.form.address import Address
    from pepdesk.form.model import Form
    from pepdesk.record.answers import Answer
    from pepdesk.record.record import PepRecord


@dataclass(frozen=True, slots=True)
class SheetOrder:
    """Which sheet to make: of ``form``, for ``owner`` (child or carer), as asked of ``year_group``.

    ``known`` are answers that decide what is asked and are not printed; ``first_name`` is printed, "" for none.
    """

    form: Form
    owner: Role
    year_group: str
    first_name: str = ""
    known: Mapping[Address, Answer] = field(default_factory=dict)


def make_sheet(order: SheetOrder, now: datetime, *, word: bool) -> bytes:
    """The bytes of a PDF, or of a Word file. ``now`` has a zone. Takes up to a second: call it from a job.

    Raises ``FormProblem`` when the form asks nothing of that owner, ``ExportProblem`` when a letter cannot be printed.
    """
    document = paper_sheet(
        order.form,
        order.owner,
        order.year_group,
        now.isoformat(timespec="seconds"),
        first_name=order.first_name,
        known=order.known,
    )
    if word:
        from pepdesk.export.word import render as render_word

        return render_word(document)
    from pepdesk.export.pdf import render as render_pdf

    return render_pdf(document)


def sheet_name(order: SheetOrder, *, word: bool) -> str:
    """A file name that says what the sheet is and nothing about a child."""
    year = f"year-{order.year_group}" if order.year_group.isdigit() else order.year_group
    return f"Paper-sheet-{order.owner}-{year}.{'docx' if word else 'pdf'}"


def deciding_answers(record: PepRecord) -> dict[Address, Answer]:
    """The plan's answers that decide which questions such a sheet has, and no others."""
    asked = conditions_elsewhere(record.form)
    return {address: answer for address, answer in record.answers.items() if (address.tab, address.field) in asked}

"""What was read from a filled form, whatever it came as: Word, LibreOffice, PDF, an authority's own document.

Nothing here judges or changes a plan; ``proposal`` sets it beside one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pepdesk.form.address import Address

How = Literal["tag", "bookmark", "label", "name", "cell"]
Source = Literal["word", "libreoffice", "pdf", "own_form"]


@dataclass(frozen=True, slots=True)
class Found:
    """One answer's place in the document and what stands in it.

    ``address``: the question, None where only ``label`` is known. Rows the plan has not are called "new1", "new2"…
    ``text`` is as people wrote it ("£1,200", "21 nov 26"; several choices one to a line), "" when it was left empty.
    ``how`` tells by what the place was known. ``doubtful``: why a person should look at it first, "" for no doubt.
    """

    address: Address | None
    label: str
    text: str
    how: How
    doubtful: str = ""


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Something written in the document that belongs to no question: ``where`` it stood, and ``why`` it is left."""

    where: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled form. ``form_id`` and ``authority`` are "" if it does not say; ``plan_id`` is "" if it was a blank one.

    ``found`` is in the document's order. ``remarks`` are sentences for people: tracked changes, comments.
    ``form_version`` is 0 when it is not known. ``snapshot``: the hash of the plan the form was made from, or "".
    """

    form_id: str
    plan_id: str
    source: Source
    found: tuple[Found, ...]
    not_understood: tuple[NotUnderstood, ...] = ()
    remarks: tuple[str, ...] = ()
    authority: str = ""
    form_version: int = 0
    snapshot: str = ""


def is_new_row(row: str) -> bool:
    """Whether this is the name of a row that was printed ready in a form and that no plan has."""
    return row.startswith("new") and row[3:].isdecimal()

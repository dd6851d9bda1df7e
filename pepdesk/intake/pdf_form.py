"""Reads a fillable PDF of ours back, whichever program filled it: Acrobat, a browser, poppler, pdftk, pypdf.

The file is opened behind the fence (``pdf_form_inside``), and read by field names only: pages, pictures of fields and
scripts are nothing to it. A field is known by its full name, which is the answer's address (``form.pdf_names``).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from pepdesk.form.address import Address
from pepdesk.form.pdf_names import ABOUT, AboutForm, read_field_name
from pepdesk.intake.filled import Filled, Found, NotUnderstood
from pepdesk.problem import ImportProblem
from pepdesk.words import tr

MAX_BYTES: Final = 25 << 20
"""Largest file taken in; the fullest form of ours is a tenth of it, poppler makes that three times as large."""
INSIDE: Final = "pepdesk.intake.pdf_form_inside:read"
_LONGEST_ANSWER: Final = 16 << 20
_NO_FIELD: Final = "This field belongs to no question of PepDesk."
_BOTH: Final = "Both Yes and No are ticked."
_PARTED: Final = "The box shows something else than the file says of it."
_NOTHING: Final = tr("Nothing was taken over.")
_WHY: Final = {
    "locked": (
        tr("This PDF is locked with a password."),
        tr("Open it with the password, save it without one, and choose that file."),
    ),
    "xfa": (
        tr("This PDF is a form of a kind that PepDesk does not read (XFA)."),
        tr("Send out PepDesk's own form, and have that filled in."),
    ),
    "script": (
        tr("This PDF holds a program that would run when it is opened. PepDesk's own forms never do."),
        tr("Ask whoever sent it for another copy, and do not open this one."),
    ),
    "no-fields": (
        tr("This PDF has no fields to read."),
        tr("Perhaps the form was printed to PDF, or scanned. Ask for the file itself, saved after it was filled in."),
    ),
    "another": (
        tr("This PDF is no form of PepDesk's."),
        tr("Send out PepDesk's own form, and have that filled in."),
    ),
    "large": (tr("This PDF is larger than any form of PepDesk's."), tr("Ask whoever sent it for another copy.")),
    "damaged": (tr("This file is damaged, or no PDF."), tr("Ask whoever sent it for another copy.")),
}
"""Reason → what happened, what to do."""


def read_pdf_form(data: bytes, *, apart: bool = True) -> Filled:
    """What stands in a filled PDF form, every question of it, in the form's order.

    ``text`` is as typed; a choice is in the words it was chosen by, several ticked ones one to a line. ``apart``:
    opened in a process of its own (False only for tests). Raises ``ImportProblem`` for a file that is locked, holds a
    program, has no fields, is damaged, too large, or no form of ours; its ``code`` is the key in ``_WHY``.
    """
    if len(data) > MAX_BYTES:
        raise problem("large")
    told = _ask(data) if apart else _told_here(data)
    if "refused" in told:
        raise problem(str(told["refused"]))
    return _filled(told)


def problem(reason: str) -> ImportProblem:
    """What people are told about a file that is not read."""
    title, advice = _WHY.get(reason, _WHY["damaged"])
    return ImportProblem(title, f"{_NOTHING} {advice}", code=reason)


def _ask(data: bytes) -> Any:  # noqa: ANN401 - JSON
    from pepdesk.intake.fence import Fence, Fenced

    try:
        with Fence(INSIDE, longest=_LONGEST_ANSWER) as fence:
            return fence.ask(None, data)
    except Fenced as error:
        raise problem("damaged") from error


def _told_here(data: bytes) -> Any:  # noqa: ANN401 - JSON
    from pepdesk.intake.pdf_form_inside import read

    return read(None, data)


def _filled(told: dict[str, Any]) -> Filled:
    about = _about(told)
    answers: dict[Address, list[tuple[str, dict[str, Any]]]] = {}
    strange: list[NotUnderstood] = []
    for field in told["fields"]:
        if field["name"] == ABOUT:
            continue
        try:
            address, option = read_field_name(field["name"])
            if bool(option) != (field["kind"] == "tick"):
                raise ValueError("a box without an option, or an option without a box")
        except ValueError:
            written = "ticked" if field.get("ticked") else field.get("text", "")
            if written.strip():
                strange.append(NotUnderstood(field["label"] or field["name"], written, _NO_FIELD))
            continue
        answers.setdefault(address, []).append((option, field))
    if not answers:
        raise problem("another")
    found = tuple(_found(address, fields) for address, fields in answers.items())
    known = about or AboutForm("", 0, 0)
    return Filled(known.form, known.plan, "pdf", found, tuple(strange), (), known.authority, known.version)


def _about(told: dict[str, Any]) -> AboutForm | None:
    """Which form it says it is: in its own field, else among the file's keywords."""
    fields = (field.get("text", "") for field in told["fields"] if field["name"] == ABOUT)
    for words in (*fields, told["keywords"].replace("; ", ", ")):
        try:
            return AboutForm.parse(words)
        except ValueError:
            continue
    return None


def _found(address: Address, fields: Iterable[tuple[str, dict[str, Any]]]) -> Found:
    boxes = [(option, field) for option, field in fields if option]
    if not boxes:
        field = next(field for _, field in fields)
        return Found(address, field["label"], field["text"], "name")
    ticked = [(option, field) for option, field in boxes if field["ticked"]]
    text = "\n".join(field["words"] or option for option, field in ticked)
    doubts = [_BOTH] if {option for option, _ in ticked} == {"yes", "no"} else []
    doubts += [_PARTED] if any(field["parted"] for _, field in boxes) else []
    return Found(address, _question(boxes[0][1]), text, "name", " ".join(doubts))


def _question(box: dict[str, Any]) -> str:
    """A box's label without the words of its option."""
    label = str(box["label"])
    return label.removesuffix(f": {box['words']}") if box["words"] else label

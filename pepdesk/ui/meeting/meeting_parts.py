"""What the meeting's window says, without widgets: answers of a step, what is still open and whose it is, the time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pepdesk.form.address import Address, RowsAt
from pepdesk.record.answers import text_of
from pepdesk.record.difference_words import row_name
from pepdesk.record.values import long_date, shown
from pepdesk.rules.assess import MISSING_CODES
from pepdesk.rules.issue import Level
from pepdesk.ui.parts.form_order import in_form_order
from pepdesk.ui.parts.owners import OWNERS
from pepdesk.words import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pepdesk.app.agenda import Step
    from pepdesk.app.session import Session

DISCUSSION: Final = Address("notes", "discussion")
ACTIONS: Final = RowsAt("notes", "action")
NEXT_DATE: Final = Address("meeting", "next_date")
FINE: Final = tr("PepDesk sees nothing against this day.")
ACTION_FIELDS: Final = ("action_what", "action_who", "action_by")


@dataclass(frozen=True, slots=True)
class Written:
    """What is there already for one question: its words, a line for each row where there are several."""

    question: str
    words: str


@dataclass(frozen=True, slots=True)
class Open:
    """What one owner still has to answer: their name, and each question with its place."""

    owner: str
    questions: tuple[tuple[str, Address], ...]


def written(session: Session, step: Step) -> tuple[Written, ...]:
    """The answers of a step that whoever looks on may see, in the form's order."""
    wanted = {(one.tab, one.field) for one in step.questions}
    record = session.read()
    found: dict[str, list[str]] = {}
    for address in in_form_order(session):
        answer = session.answer(address)
        if answer is None or (address.tab, address.field) not in wanted:
            continue
        question = session.form.field(address.tab, address.field)
        row = row_name(record, address)
        words = shown(question, session.form, answer)
        found.setdefault(question.label, []).append(f"{row[0].upper()}{row[1:]}: {words}" if row else words)
    return tuple(Written(question, "\n".join(lines)) for question, lines in found.items())


def actions(session: Session) -> Iterator[str]:
    """Every action of the plan in one line: what, who, by when; "" parts are left out."""
    for row in session.on_screen.rows.get(ACTIONS, ()):
        what, who, by = (
            text_of(session.answer(Address("notes", name, (row,))))
            if Address("notes", name, (row,)) in session.on_screen.shown
            else ""
            for name in ACTION_FIELDS
        )
        if what or who or by:
            yield ", ".join(part for part in (what, who, tr("by {day}", day=long_date(by)) if by else "") if part)


def still_open(session: Session) -> tuple[Open, ...]:
    """The questions that must be answered before signing and are not, by owner; only what may be seen now."""
    found: dict[str, list[tuple[str, Address]]] = {}
    for issue in session.on_screen.issues:
        at = issue.address
        if issue.level is Level.MUST and issue.code in MISSING_CODES and session.form.has(at.tab, at.field):
            found.setdefault(OWNERS[issue.owner][1], []).append((session.form.field(at.tab, at.field).label, at))
    return tuple(Open(owner, tuple(questions)) for owner, questions in found.items())


def next_date_words(session: Session) -> str:
    """What is to be said of the next meeting's day: why it is not a good one, or that it is; "" for none."""
    if not text_of(session.answer(NEXT_DATE)):
        return ""
    told = [one for one in session.on_screen.by_address.get(NEXT_DATE, ()) if one.code not in MISSING_CODES]
    if told:
        return " ".join(f"{one.message} {one.advice}".strip() for one in told)
    return FINE


def time_words(step_seconds: float, all_seconds: float, usual: int, whole: int) -> str:
    """How long it has been, without hurry: "Usually 10 minutes. 4 here so far; 12 of about 75 in all."."""
    here, gone = int(step_seconds // 60), int(all_seconds // 60)
    return tr(
        "Usually {usual} minutes. So far {here} here, and {gone} of about {whole} in all.",
        usual=usual,
        here=here,
        gone=gone,
        whole=whole,
    )

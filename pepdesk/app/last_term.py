"""Last term's plan of the same child, read once when a plan is opened: what was answered then. No widgets.

Reading is work for a job on the lane for drafts; what it gives is only read afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pepdesk.form.address import Address, RowsAt
from pepdesk.form.model import FieldType
from pepdesk.problem import StorageProblem
from pepdesk.record.answers import Answer, Attached, Value, text_of, whose_words
from pepdesk.record.values import long_date, shown
from pepdesk.rules.assess import assess
from pepdesk.rules.targets import OUTCOME
from pepdesk.words import tr

if TYPE_CHECKING:
    from datetime import datetime

    from pepdesk.app.library import Library
    from pepdesk.form.model import Field
    from pepdesk.record.record import PepRecord

_MEETING = Address("meeting", "date")
_REVIEWED = RowsAt("review", "last_target")
_TEXTS = frozenset((FieldType.LINE, FieldType.PARAGRAPH, FieldType.PERSON))


@dataclass(frozen=True, slots=True)
class Before:
    """One answer of last term: the row it stood in ("" for none), its words, and what became of it ("" if unknown).

    ``answer`` is what can be copied into the question asked for; None where it does not fit there.
    """

    row: str
    words: str
    became: str
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class LastTerm:
    """Last term's plan, its questions that were on show, and what it is called ("summer, meeting 12 June 2026")."""

    record: PepRecord
    shown: frozenset[Address]
    title: str

    def before(self, own: PepRecord, address: Address) -> tuple[Before, ...]:
        """What was answered to this question; for a target, or another row that is new, in each row of last term's."""
        form = own.form
        if not form.has(address.tab, address.field) or not self.record.form.has(address.tab, address.field):
            return ()
        field = form.field(address.tab, address.field)
        if (address.tab, address.field) != OUTCOME and address in self.record.answers:
            one = self._one(own, field, address, "")
            return (one,) if one is not None else ()
        if not field.group or len(address.rows) != 1 or form.tab(address.tab).group(field.group).repeat is None:
            return ()
        group = form.tab(address.tab).group(field.group)
        assert group.repeat is not None
        if group.repeat.rows_from:
            return ()
        found = []
        for place, row in enumerate(self.record.rows.get(RowsAt(address.tab, group.id), ()), 1):
            name = f"{group.repeat.noun.capitalize()} {place}"
            one = self._one(own, field, Address(address.tab, address.field, (row,)), name)
            found += [one] if one is not None else []
        return tuple(found)

    def _one(self, own: PepRecord, field: Field, there: Address, row: str) -> Before | None:
        answer = self.record.answers.get(there)
        if answer is None or there not in self.shown:
            return None
        question = self.record.form.field(there.tab, there.field)
        words = shown(question, self.record.form, answer)
        became = _became(own, words) if (there.tab, there.field) == OUTCOME else ""
        return Before(row, words, became, answer if _fits(own, field, question, answer) else None)


def read_last_term(library: Library, draft_id: str, own: PepRecord, now: datetime) -> LastTerm | None:
    """Last term's plan; None when there is none in the vault, or only one of another child of the same name.

    Work for a job. Raises ``StorageProblem`` or ``RecordProblem`` when it is there and cannot be read.
    """
    from pepdesk.app.history import last_term, read_version  # with it comes the vault, which a plan in clear needs not

    meeting = text_of(own.answers.get(_MEETING))
    which = last_term(library.entries(), draft_id, names_of(own), meeting, now)
    if which is None:
        return None
    try:
        record = read_version(library, which, own)
    except StorageProblem as problem:
        if problem.code == "another-child":
            return None
        raise
    return as_last_term(record)


def names_of(record: PepRecord) -> tuple[str, str]:
    """The child's names as the list of plans has them; "" for what is not known."""

    def text(name: str) -> str:
        return text_of(record.answers.get(Address("child", name)))

    return text("preferred_name") or text("first_name"), text("surname")


def as_last_term(record: PepRecord) -> LastTerm:
    """A plan as last term's: what of it was on show, and what it is called."""
    day = text_of(record.answers.get(_MEETING)).partition("T")[0]
    found = assess(record, _day_of(day), coach=False)
    parts = [_shown(record, Address("meeting", "term")), tr("meeting {day}", day=long_date(day)) if day else ""]
    return LastTerm(record, found.shown, ", ".join(part for part in parts if part))


def _day_of(iso: str) -> date:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return date.today()


def _shown(record: PepRecord, address: Address) -> str:
    form, answer = record.form, record.answers.get(address)
    if answer is None or not form.has(address.tab, address.field):
        return ""
    return shown(form.field(address.tab, address.field), form, answer)


def _became(own: PepRecord, target: str) -> str:
    """What this plan's review says became of last term's target of these words; "" if nothing."""
    for row in own.rows.get(_REVIEWED, ()):
        if text_of(own.answer("review", "target", row)).strip() == target.strip():
            parts = [_shown(own, Address("review", name, (row,))) for name in ("result", "evidence")]
            return ". ".join(part.rstrip(".") for part in parts if part)
    return ""


def _fits(own: PepRecord, field: Field, before: Field, answer: Answer) -> bool:
    """Whether an answer to last term's question can be one to this one."""
    if isinstance(answer, Attached) or not isinstance(answer, Value) or whose_words(answer):
        return False  # what a child said last term is not what they say now
    if field.type in _TEXTS and before.type in _TEXTS:
        return True
    if field.type is not before.type:
        return False
    if not field.choices or field.choices not in own.form.choices:
        return True
    offered = {option.value for option in own.form.choices[field.choices].options}
    return set(answer.value if isinstance(answer.value, tuple) else (answer.value,)) <= offered

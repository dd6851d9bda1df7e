"""What a list of plans shows of one: worked out with each save and sealed beside it, so that listing reads no plan."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

from pepdesk.app.turns import turn_word
from pepdesk.form.address import Address
from pepdesk.record.answers import Attached, text_of
from pepdesk.record.codec import sent_now
from pepdesk.record.values import year_group_words
from pepdesk.rules.due import due_of
from pepdesk.rules.quality import likely_rating

if TYPE_CHECKING:
    from pepdesk.record.record import PepRecord
    from pepdesk.rules.assess import Assessment

MOST_DUE = 4
"""So many days are kept: enough that one is still to come when the list is read some weeks after the save."""

LONGEST = 200
"""Letters kept of one text: a summary has a greatest size, and a plan must be saved whatever was typed into a name."""


@dataclass(frozen=True, slots=True)
class CardDue:
    """A day something is due: ``on`` (ISO), what, how the day came about, whether that is certain."""

    on: str
    what: str
    why: str
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Card:
    """What a list of plans shows of one. It is sealed with the draft, so it may hold the child's name.

    ``answered`` and ``needed`` count required questions; ``signed`` the signatures on this version. ``attachments``
    are the SHA-256 of the pictures and documents this save names, so that none of them is removed. ``plan`` is the
    plan's lasting id, "" on cards of older saves; ``turn`` whom it waits for, "" for nobody. ``rating`` is the likely
    one in the authority's word, "" where it has no rubric. ``state`` is a ``handover.standing.State`` and ``waits_for``
    the roles whose move it is; "" and empty on cards of older saves. ``due`` are the days known when it was saved,
    soonest first, one that had passed among them at most. ``next_meeting`` is the day agreed for the next one (ISO).
    ``sent_on`` (ISO) and ``sent_to`` tell that it was sent as it is here, "" if it was not.
    """

    first_name: str = ""
    surname: str = ""
    year_group: str = ""
    form: str = ""
    term: str = ""
    meeting: str = ""
    answered: int = 0
    needed: int = 0
    version: int = 1
    signed: int = 0
    attachments: tuple[str, ...] = ()
    plan: str = ""
    turn: str = ""
    school: str = ""
    rating: str = ""
    state: str = ""
    waits_for: tuple[str, ...] = ()
    due: tuple[CardDue, ...] = ()
    next_meeting: str = ""
    sent_on: str = ""
    sent_to: str = ""

    @property
    def initials(self) -> str:
        """The child's initials, or "?" when there is no name yet."""
        return "".join(name[0].upper() for name in (self.first_name, self.surname) if name) or "?"


def card_of(record: PepRecord, assessment: Assessment) -> Card:
    """The card of a plan as it is now. A full plan's takes some 2 ms, half of it the rating."""

    def text(tab: str, field: str) -> str:
        return text_of(record.answers.get(Address(tab, field)))[:LONGEST]

    term = text("meeting", "term")
    choices = record.form.field("meeting", "term").choices if record.form.has("meeting", "term") else ""
    if term and choices:
        term = record.form.choices[choices].label(term)
    year = text("child", "year_group")
    rating = likely_rating(assessment.view, assessment.issues).rating
    state, waits_for = _standing(record, assessment)
    sent = sent_now(record)
    return Card(
        first_name=text("child", "preferred_name") or text("child", "first_name"),
        surname=text("child", "surname"),
        year_group=year_group_words(year) if year else "",
        form=record.form.title,
        term=" ".join(part for part in (term, text("meeting", "academic_year")) if part),
        meeting=text("meeting", "date"),
        answered=sum(tab.required_done for tab in assessment.tabs.values()),
        needed=sum(tab.required for tab in assessment.tabs.values()),
        version=record.version,
        signed=len(record.signings),
        attachments=tuple(sorted(_attached(record))),
        plan=record.plan_id,
        turn=turn_word(record, assessment),
        school=text("school", "name"),
        rating=rating.label if rating else "",
        state=state,
        waits_for=waits_for,
        due=_due(assessment),
        next_meeting=text("meeting", "next_date"),
        sent_on=sent.on if sent else "",
        sent_to=sent.to if sent else "",
    )


def _standing(record: PepRecord, assessment: Assessment) -> tuple[str, tuple[str, ...]]:
    """State and whose move; the ledger is not read (``app.turns`` says why), so ``turn`` tells of a returned plan."""
    from pepdesk.handover.ledger import Ledger
    from pepdesk.handover.standing import standing

    found = standing(record, Ledger(), assessment)
    return found.state.value, tuple(role.value for role in found.turn)


def _due(assessment: Assessment) -> tuple[CardDue, ...]:
    today, found = assessment.view.today, due_of(assessment.view)
    gone = [one for one in found if one.on < today][-1:]
    coming = [one for one in found if one.on >= today][: MOST_DUE - len(gone)]
    return tuple(
        CardDue(one.on.isoformat(), one.what[:LONGEST], one.rule[:LONGEST], one.certain) for one in (*gone, *coming)
    )


def _attached(record: PepRecord) -> set[str]:
    answers = (answer for answer in record.answers.values() if isinstance(answer, Attached))
    return {file.sha256 for answer in answers for file in answer.files}


def write_card(card: Card) -> bytes:
    """The card as bytes, for a draft's sealed summary."""
    return json.dumps(asdict(card), ensure_ascii=False, sort_keys=True).encode()


def read_card(data: bytes) -> Card:
    """The card in a summary; an empty one when it was made by a version that wrote something else.

    What it names as attachments is kept in any case: named files are never swept away.
    """
    try:
        known = {key: value for key, value in json.loads(data).items() if key in _PLAIN or key in _LISTS}
        files = _texts(known.pop("attachments", ()))
        waits_for = _texts(known.pop("waits_for", ()))
        due = _days(known.pop("due", ()))
    except (ValueError, AttributeError, TypeError, RecursionError):
        return Card()
    if any(type(value) is not _PLAIN[name] for name, value in known.items()):
        return Card(attachments=files)
    return Card(**known, attachments=files, waits_for=waits_for, due=due)


def _texts(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - whatever the JSON holds
    return tuple(one for one in value if isinstance(one, str))


def _days(value: Any) -> tuple[CardDue, ...]:  # noqa: ANN401 - whatever the JSON holds
    wanted = {"on": str, "what": str, "why": str, "certain": bool}
    return tuple(
        CardDue(**{name: one[name] for name in wanted})
        for one in value
        if isinstance(one, dict) and all(type(one.get(name)) is kind for name, kind in wanted.items())
    )


_LISTS = ("attachments", "waits_for", "due")
_PLAIN = {one.name: type(one.default) for one in fields(Card) if one.name not in _LISTS}

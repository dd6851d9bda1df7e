"""All plans of a vault as one sees them on a desk: in groups, with what is due next, found by a few letters, sorted.

No widgets and no disk: everything is on the sealed cards (``plan_card``). ``role`` is the person at this computer
(a ``Role`` value, "" when not said): whose move it is decides between "to sign" and "waiting for someone".
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from pepdesk.dates.words import WEEKDAYS, day_in_words
from pepdesk.form.model import Role
from pepdesk.record.sent import sent_words
from pepdesk.record.values import long_date, read_date
from pepdesk.rules.places import lower_first
from pepdesk.words import tr, trn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pepdesk.app.library import Card, Entry, Library
    from pepdesk.app.plan_card import CardDue

WEEK = timedelta(days=7)
_NOT_YET = "9999"
"""In the place of the day of a meeting that has none: after every day."""
SOON = 3
"""So many deadlines are listed above the plans."""
_FAR = 180
_MONTH = 28
"""So many days before a next meeting its plan begins to press, and so long after the day it says that it has passed."""
_NEXT = tr("Next meeting")
_BEGUN = 4
"""A rating is told once a fourth of the needed answers is there: before that it only says that the plan is new."""


class Group(StrEnum):
    """Where a plan stands on the desk, in the order of a term."""

    PREPARE = "To prepare"
    MEETING = "Meeting within a week"
    WAITING = "Waiting for someone"
    SIGN = "To sign"
    SIGNED = "Signed"
    SENT = "Sent"

    @property
    def words(self) -> str:
        """Its name in the language of the windows; the value is what settings keep."""
        return _GROUPS[self]


_GROUPS = {
    Group.PREPARE: tr("To prepare"), Group.MEETING: tr("Meeting within a week"), Group.SIGN: tr("To sign"),
    Group.WAITING: tr("Waiting for someone"), Group.SIGNED: tr("Signed"), Group.SENT: tr("Sent"),
}  # fmt: skip

SETTLED = (Group.SIGNED, Group.SENT)
"""What is asked for in these is done: only the child's next meeting is still due."""


class Order(StrEnum):
    """What the plans of a group are sorted by."""

    DUE = "Due date"
    NAME = "Name"
    CHANGED = "Last changed"

    @property
    def words(self) -> str:
        """Its name in the language of the windows; the value is what settings keep."""
        return {Order.DUE: tr("Due date"), Order.NAME: tr("Name"), Order.CHANGED: tr("Last changed")}[self]


@dataclass(frozen=True, slots=True)
class NextDue:
    """What is due next: the day, what, why then, in how many ``days`` (fewer than none: it has passed)."""

    on: date
    what: str
    why: str
    days: int

    @property
    def passed(self) -> bool:
        """Whether the day is over; then nothing else is still to come."""
        return self.days < 0

    @property
    def day(self) -> str:
        """Like "Friday 27 November", with the year only where it is far off."""
        words = day_in_words(self.on)
        return f"{WEEKDAYS[self.on.weekday()]} {words if abs(self.days) > _FAR else words.rpartition(' ')[0]}"

    @property
    def when(self) -> str:
        """How soon: "tomorrow", "in 5 days", "passed 3 days ago"."""
        words = {0: tr("today"), 1: tr("tomorrow"), -1: tr("passed yesterday")}.get(self.days)
        gone = tr("passed {days} days ago", days=-self.days)
        return words or (tr("in {days} days", days=self.days) if self.days > 0 else gone)


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan on the desk: its entry, group and next due day; ``text`` is what a search looks through."""

    entry: Entry
    group: Group
    due: NextDue | None
    two_versions: bool
    text: str

    @property
    def presses(self) -> bool:
        """Whether something has to be done for what is due: all that is asked for, and a next meeting in a month."""
        return self.due is not None and (self.group not in SETTLED or self.due.days <= _MONTH)


@dataclass(frozen=True, slots=True)
class Caseload:
    """All plans, last saved first, and the same ``by_due`` day and ``by_name``: sorted once, whatever is looked for.

    ``entries`` are the plans as the library lists them.
    """

    plans: tuple[Plan, ...] = ()
    by_due: tuple[Plan, ...] = ()
    by_name: tuple[Plan, ...] = ()
    entries: tuple[Entry, ...] = ()

    def counts(self) -> dict[Group, int]:
        """How many plans each group has; groups without any are there too."""
        found = dict.fromkeys(Group, 0)
        for plan in self.plans:
            found[plan.group] += 1
        return found

    def due_soon(self) -> tuple[Plan, ...]:
        """The plans with the next deadlines still to come, ``SOON`` at most, soonest first."""
        coming = (plan for plan in self.by_due if plan.due is not None and not plan.due.passed and plan.presses)
        return tuple(islice(coming, SOON))

    def find(self, words: str, group: Group | None, order: Order) -> list[tuple[Group, list[Plan]]]:
        """The plans in which every one of ``words`` occurs, by group (one only, or all for None), in ``order``."""
        wanted = folded(words).split()
        found: dict[Group, list[Plan]] = {one: [] for one in Group if group in (None, one)}
        every = {Order.DUE: self.by_due, Order.NAME: self.by_name, Order.CHANGED: self.plans}[order]
        for plan in every:
            if plan.group in found and (not wanted or all(word in plan.text for word in wanted)):
                found[plan.group].append(plan)
        return [(one, plans) for one, plans in found.items() if plans]


def caseload(entries: Iterable[Entry], role: str, today: date) -> Caseload:
    """The desk of somebody in ``role`` on that day."""
    every = tuple(entries)
    beside, latest = {entry.beside for entry in every}, _latest_meetings(every)
    plans = tuple(_plan(entry, role, today, entry.draft_id in beside, latest) for entry in every)
    return Caseload(plans, tuple(sorted(plans, key=_by_due)), tuple(sorted(plans, key=_by_name)), every)


def read_caseload(library: Library, role: str) -> Caseload:
    """The desk as it is today. Work for a job: it reads what is sealed beside each plan. Raises ``StorageProblem``."""
    return caseload(library.entries(), role, date.today())


def _plan(entry: Entry, role: str, today: date, has_other: bool, latest: dict[tuple[str, str], str]) -> Plan:
    card = entry.card
    group = group_of(card, role, today)
    child = card.surname, card.first_name
    followed = any(child) and latest[child] > (card.meeting or _NOT_YET)
    due = next_due(card.due, today) if group not in SETTLED else None if followed else _next_meeting(card, today)
    parts = (card.first_name, card.surname, card.initials, card.school, card.term, card.form, card.year_group)
    return Plan(entry, group, due, has_other or entry.is_sibling, folded(" ".join(parts)))


def _latest_meetings(entries: tuple[Entry, ...]) -> dict[tuple[str, str], str]:
    """The last meeting day of each child's plans: one that has none yet was begun after all that have one."""
    found: dict[tuple[str, str], str] = {}
    for card in (entry.card for entry in entries):
        child, day = (card.surname, card.first_name), card.meeting or _NOT_YET
        found[child] = max(found.get(child, ""), day)
    return found


def _next_meeting(card: Card, today: date) -> NextDue | None:
    on = _day(card.next_meeting)
    if on is None or on < today - timedelta(days=_MONTH):
        return None
    return NextDue(on, _NEXT, tr("agreed in this plan"), (on - today).days)


def group_of(card: Card, role: str, today: date) -> Group:
    """Where a plan belongs on the desk of somebody in ``role``."""
    if card.sent_on:
        return Group.SENT
    if card.state == "signed off" or (card.signed and not card.state):
        return Group.SIGNED
    ready = card.state in ("ready", "signed")
    meeting = _day(card.meeting)
    if meeting is not None and today <= meeting <= today + WEEK:
        return Group.MEETING
    exchanged = card.turn.startswith("Waiting")
    mine = not card.waits_for or role in card.waits_for or (not role and not (exchanged and not ready))
    if not mine:
        return Group.WAITING
    return Group.SIGN if ready else Group.PREPARE


_day = lru_cache(maxsize=4096)(read_date)
"""The same few hundred days stand on all cards: none is read twice."""


def next_due(days: Iterable[CardDue], today: date) -> NextDue | None:
    """The soonest day still to come, else the last that passed; None if there is none."""
    dated = [(on, one) for one in days if (on := _day(one.on)) is not None]
    known = sorted(dated, key=lambda pair: pair[0])
    if not known:
        return None
    on, one = next((pair for pair in known if pair[0] >= today), known[-1])
    why = lower_first(one.why)
    why = why if one.certain else tr("{why}; the day is not certain", why=why)
    return NextDue(on, one.what, why, (on - today).days)


def may_be_sent(card: Card) -> bool:
    """Whether a plan can have been sent as a final one and nobody said so yet, as far as its card knows."""
    return not card.sent_on and (card.signed > 0 or card.state in ("ready", "signed", "signed off"))


def child_words(plan: Plan, *, names: bool) -> str:
    """Who a plan is about: initials, or with ``names`` the first name too."""
    card = plan.entry.card
    who = f"{card.first_name} ({card.initials})" if names and card.first_name else card.initials
    who = tr("No name yet") if who == "?" else who
    return tr("{who}, other version", who=who) if plan.entry.is_sibling else who


def title_words(plan: Plan, *, names: bool) -> str:
    """Who and which term: "LG, Year 8 – Autumn 2026/27"."""
    card = plan.entry.card
    who = ", ".join(part for part in (child_words(plan, names=names), card.year_group) if part)
    return " – ".join(part for part in (who, card.term) if part)


def due_words(plan: Plan) -> tuple[str, str]:
    """The day something is due with how soon that is, and what is due with the reason; the second "" for nothing.

    Of a plan that is signed or sent: the next meeting, and what became of the plan.
    """
    if plan.group in SETTLED:
        card = plan.entry.card
        done = sent_words(card.sent_on, card.sent_to) if plan.group is Group.SENT else tr("Not noted as sent yet")
        meets = f"{_NEXT} {plan.due.day}, {plan.due.when}" if plan.due else ""
        return (meets, done) if plan.presses else (done, meets)
    if plan.due is None:
        return tr("No deadline known"), ""
    return tr("Due {day}, {when}", day=plan.due.day, when=plan.due.when), f"{plan.due.what}: {plan.due.why}"


def meeting_words(plan: Plan) -> str:
    """When the meeting is, or that no day is known."""
    meeting = plan.entry.card.meeting
    return tr("Meeting {day}", day=long_date(meeting)) if meeting else tr("No meeting date yet")


def progress_words(plan: Plan) -> str:
    """How far it has got, in words."""
    return tr("{done} of {needed} needed answers", done=plan.entry.card.answered, needed=plan.entry.card.needed)


def rating_words(plan: Plan) -> str:
    """The likely rating in the authority's word; "" where there is none, or the plan is only just begun."""
    card = plan.entry.card
    begun = card.answered * _BEGUN >= card.needed
    return tr("Likely rating: {rating}", rating=card.rating) if card.rating and begun else ""


def state_words(plan: Plan) -> str:
    """Draft or signed, whom it waits for, versions beside each other."""
    card = plan.entry.card
    first, version = card.version == 1, card.version
    words = tr("Draft") if first else tr("Draft, version {version}", version=version)
    if card.signed:
        words = trn("Signed", "Signed by {count}", card.signed)
    elif plan.group is Group.SENT:
        words = tr("Not signed here") if first else tr("Version {version}, not signed here", version=version)
    if card.turn:
        words += f": {lower_first(_turn(card.turn))}"
    elif plan.group is Group.WAITING:
        words = tr("{state}: waiting for {whom}", state=words, whom=_whom(card.waits_for))
    if plan.two_versions:
        words += f" – {tr('kept beside another') if plan.entry.is_sibling else tr('two versions')}"
    return words


def saved_words(plan: Plan, now: datetime) -> str:
    """When it was last saved: "Saved today at 14:02"."""
    here = plan.entry.saved_at.astimezone()
    if here.date() == now.astimezone().date():
        return tr("Saved today at {clock}", clock=f"{here:%H:%M}")
    return tr("Saved {day} at {clock}", day=long_date(here.date().isoformat()), clock=f"{here:%H:%M}")


def spoken(plan: Plan, now: datetime, *, names: bool) -> str:
    """Everything about a plan as a screen reader says it."""
    card = plan.entry.card
    due, why = due_words(plan)
    parts = (
        title_words(plan, names=names), plan.group.words, due, why, progress_words(plan), rating_words(plan),
        state_words(plan), card.form, card.school, meeting_words(plan), saved_words(plan, now),
    )  # fmt: skip
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def folded(text: str) -> str:
    """Text to search in or for: small letters without accents."""
    if text.isascii():
        return text.lower()
    plain = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return plain.casefold()


def _turn(kept: str) -> str:
    from pepdesk.app.turns import shown_turn

    return shown_turn(kept)


def _whom(roles: tuple[str, ...]) -> str:
    from pepdesk.app.turns import waiting_for

    known = set(Role)
    return waiting_for(tuple(Role(role) for role in roles if role in known)) or tr("somebody")


def _by_due(plan: Plan) -> tuple[date, str]:
    return (plan.due.on if plan.due else date.max, plan.entry.card.surname.casefold())


def _by_name(plan: Plan) -> tuple[str, str, str]:
    card = plan.entry.card
    return (folded(card.surname), folded(card.first_name), card.term)

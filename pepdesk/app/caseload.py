"""All plans of a vault as one sees them on a desk: in groups, with what is due next, found by a few letters, sorted.

No widgets and no disk: everything is on the sealed cards (``plan_card``). ``role`` is the person at this computer
(a ``Role`` value, "" when not said): whose move it is decides between "to sign" and "waiting for someone".
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING

from pepdesk.dates.words import WEEKDAYS, day_in_words
from pepdesk.form.model import Role
from pepdesk.record.values import long_date, read_date
from pepdesk.rules.places import lower_first

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pepdesk.app.library import Card, Entry, Library
    from pepdesk.app.plan_card import CardDue

WEEK = timedelta(days=7)
SOON = 3
"""So many deadlines are listed above the plans."""
_FAR = 180
_BEGUN = 4
"""A rating is told once a fourth of the needed answers is there: before that it only says that the plan is new."""


class Group(StrEnum):
    """Where a plan stands on the desk, in the order of a term."""

    PREPARE = "To prepare"
    MEETING = "Meeting within a week"
    WAITING = "Waiting for someone"
    SIGN = "To sign"
    SIGNED = "Signed"


class Order(StrEnum):
    """What the plans of a group are sorted by."""

    DUE = "Due date"
    NAME = "Name"
    CHANGED = "Last changed"


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
        words = {0: "today", 1: "tomorrow", -1: "passed yesterday"}.get(self.days)
        return words or (f"in {self.days} days" if self.days > 0 else f"passed {-self.days} days ago")


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan on the desk: its entry, group and next due day; ``text`` is what a search looks through."""

    entry: Entry
    group: Group
    due: NextDue | None
    two_versions: bool
    text: str


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
        coming = (plan for plan in self.by_due if plan.due is not None and not plan.due.passed)
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
    beside = {entry.beside for entry in every}
    plans = tuple(_plan(entry, role, today, entry.draft_id in beside) for entry in every)
    return Caseload(plans, tuple(sorted(plans, key=_by_due)), tuple(sorted(plans, key=_by_name)), every)


def read_caseload(library: Library, role: str) -> Caseload:
    """The desk as it is today. Work for a job: it reads what is sealed beside each plan. Raises ``StorageProblem``."""
    return caseload(library.entries(), role, date.today())


def _plan(entry: Entry, role: str, today: date, has_other: bool) -> Plan:
    card = entry.card
    group = group_of(card, role, today)
    due = next_due(card.due, today) if group is not Group.SIGNED else None
    parts = (card.first_name, card.surname, card.initials, card.school, card.term, card.form, card.year_group)
    return Plan(entry, group, due, has_other or entry.is_sibling, folded(" ".join(parts)))


def group_of(card: Card, role: str, today: date) -> Group:
    """Where a plan belongs on the desk of somebody in ``role``."""
    if card.state == "signed off" or (card.signed and not card.state):
        return Group.SIGNED
    ready = card.state in ("ready", "signed")
    meeting = read_date(card.meeting)
    if meeting is not None and today <= meeting <= today + WEEK:
        return Group.MEETING
    exchanged = card.turn.startswith("Waiting")
    mine = not card.waits_for or role in card.waits_for or (not role and not (exchanged and not ready))
    if not mine:
        return Group.WAITING
    return Group.SIGN if ready else Group.PREPARE


def next_due(days: Iterable[CardDue], today: date) -> NextDue | None:
    """The soonest day still to come, else the last that passed; None if there is none."""
    dated = [(on, one) for one in days if (on := read_date(one.on)) is not None]
    known = sorted(dated, key=lambda pair: pair[0])
    if not known:
        return None
    on, one = next((pair for pair in known if pair[0] >= today), known[-1])
    why = lower_first(one.why) if one.certain else f"{lower_first(one.why)}; the day is not certain"
    return NextDue(on, one.what, why, (on - today).days)


def child_words(plan: Plan, *, names: bool) -> str:
    """Who a plan is about: initials, or with ``names`` the first name too."""
    card = plan.entry.card
    who = f"{card.first_name} ({card.initials})" if names and card.first_name else card.initials
    who = "No name yet" if who == "?" else who
    return f"{who}, other version" if plan.entry.is_sibling else who


def title_words(plan: Plan, *, names: bool) -> str:
    """Who and which term: "LG, Year 8 – Autumn 2026/27"."""
    card = plan.entry.card
    who = ", ".join(part for part in (child_words(plan, names=names), card.year_group) if part)
    return " – ".join(part for part in (who, card.term) if part)


def due_words(plan: Plan) -> tuple[str, str]:
    """The day something is due with how soon that is, and what is due with the reason; the second "" for nothing."""
    if plan.due is None:
        return ("Nothing is left to do" if plan.group is Group.SIGNED else "No deadline known"), ""
    return f"Due {plan.due.day}, {plan.due.when}", f"{plan.due.what}: {plan.due.why}"


def meeting_words(plan: Plan) -> str:
    """When the meeting is, or that no day is known."""
    meeting = plan.entry.card.meeting
    return f"Meeting {long_date(meeting)}" if meeting else "No meeting date yet"


def progress_words(plan: Plan) -> str:
    """How far it has got, in words."""
    return f"{plan.entry.card.answered} of {plan.entry.card.needed} needed answers"


def rating_words(plan: Plan) -> str:
    """The likely rating in the authority's word; "" where there is none, or the plan is only just begun."""
    card = plan.entry.card
    begun = card.answered * _BEGUN >= card.needed
    return f"Likely rating: {card.rating}" if card.rating and begun else ""


def state_words(plan: Plan) -> str:
    """Draft or signed, whom it waits for, versions beside each other."""
    card = plan.entry.card
    words = "Draft" if card.version == 1 else f"Draft, version {card.version}"
    if card.signed:
        words = "Signed" if card.signed == 1 else f"Signed by {card.signed}"
    if card.turn:
        words += f": {card.turn[0].lower()}{card.turn[1:]}"
    elif plan.group is Group.WAITING:
        words += f": waiting for {_whom(card.waits_for)}"
    if plan.two_versions:
        words += " – kept beside another" if plan.entry.is_sibling else " – two versions"
    return words


def saved_words(plan: Plan, now: datetime) -> str:
    """When it was last saved: "Saved today at 14:02"."""
    here = plan.entry.saved_at.astimezone()
    if here.date() == now.astimezone().date():
        return f"Saved today at {here:%H:%M}"
    return f"Saved {long_date(here.date().isoformat())} at {here:%H:%M}"


def spoken(plan: Plan, now: datetime, *, names: bool) -> str:
    """Everything about a plan as a screen reader says it."""
    card = plan.entry.card
    due, why = due_words(plan)
    parts = (
        title_words(plan, names=names), plan.group.value, due, why, progress_words(plan), rating_words(plan),
        state_words(plan), card.form, card.school, meeting_words(plan), saved_words(plan, now),
    )  # fmt: skip
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def folded(text: str) -> str:
    """Text to search in or for: small letters without accents."""
    if text.isascii():
        return text.lower()
    plain = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return plain.casefold()


def _whom(roles: tuple[str, ...]) -> str:
    from pepdesk.app.turns import waiting_for

    known = set(Role)
    return waiting_for(tuple(Role(role) for role in roles if role in known)) or "somebody"


def _by_due(plan: Plan) -> tuple[date, str]:
    return (plan.due.on if plan.due else date.max, plan.entry.card.surname.casefold())


def _by_name(plan: Plan) -> tuple[str, str, str]:
    card = plan.entry.card
    return (folded(card.surname), folded(card.first_name), card.term)

"""The whole assessment of a plan, worked out afresh after every change (architecture, section 5).

``assess`` never raises on a record, whatever its answers; ``difference`` says what a window must repaint.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from pepdesk.authority.model import Authority
from pepdesk.dates.calendar import Calendar, english
from pepdesk.form.address import Address, RowsAt
from pepdesk.form.model import FieldType, Group, Role
from pepdesk.record.answers import Answer, Value, text_of
from pepdesk.rules import (
    achievable,
    ages,
    attendance,
    copies,
    money,
    relevant,
    required,
    review,
    sen,
    shape,
    sign_off,
    spending,
    statutory,
    target_list,
    targets,
    timing,
    transition,
    voices,
    wellbeing,
)
from pepdesk.rules.codes import UNFINISHED
from pepdesk.rules.issue import Issue, Level
from pepdesk.rules.terms import coach_terms
from pepdesk.rules.view import View
from pepdesk.rules.visible import Visibility

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pepdesk.form.model import Field, Tab
    from pepdesk.record.record import PepRecord
    from pepdesk.smart import Judgement

MISSING_CODES = UNFINISHED
"""Issues that only say something is not there yet: they are shown quietly until the plan is checked."""


WHOLE_PLAN: tuple[Callable[[View], Iterator[Issue]], ...] = (
    timing.issues,
    ages.issues,
    statutory.issues,
    attendance.issues,
    sen.issues,
    wellbeing.issues,
    voices.issues,
    review.issues,
    target_list.issues,
    achievable.issues,
    relevant.issues,
    money.issues,
    spending.issues,
    transition.issues,
    copies.issues,
    sign_off.issues,
)
"""The rules that look at more than one answer, each in the module of its name."""


class TabState(StrEnum):
    """The fixed words for how far a tab has got (product design, section 5.2)."""

    NOT_STARTED = "Not started"
    IN_PROGRESS = "In progress"
    NEEDS_ATTENTION = "Needs attention"
    COMPLETE = "Complete"


@dataclass(frozen=True, slots=True)
class TabProgress:
    """How far one shown tab has got: questions answered, those required, and issues that are not just gaps."""

    answered: int
    questions: int
    required: int
    required_done: int
    to_mend: int

    @property
    def state(self) -> TabState:
        """The word for it."""
        if self.to_mend:
            return TabState.NEEDS_ATTENTION
        if not self.answered:
            return TabState.NOT_STARTED
        return TabState.COMPLETE if self.required_done == self.required else TabState.IN_PROGRESS


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything derived from a record.

    ``view`` is what it was worked out from, for what only some windows need (rating, balance, blockers). ``shown`` are
    the addresses of questions on show; ``groups`` the shown groups and ``rows`` the rows of repeated
    ones (a group that does not repeat has none); ``tabs`` has an entry for each shown tab, in order; ``issues`` are
    in form order; ``judgements`` are the coach's, by the address of the text; ``offers`` has, for each choice list
    with conditions, the values that may be chosen now (lists that are not in it offer everything).
    """

    shown: frozenset[Address]
    groups: frozenset[RowsAt]
    rows: dict[RowsAt, tuple[str, ...]]
    tabs: dict[str, TabProgress]
    issues: tuple[Issue, ...]
    by_address: dict[Address, tuple[Issue, ...]]
    judgements: dict[Address, Judgement]
    view: View
    offers: dict[str, tuple[str, ...]]

    def blockers(self) -> tuple[Issue, ...]:
        """What stands in the way of signing."""
        return tuple(issue for issue in self.issues if issue.level is Level.MUST)

    def ready_for_sign_off(self, role: Role | None = None) -> bool:
        """Whether nothing a ``role`` owes (anybody, for None) stands in the way."""
        owners = set(Role) if role is None else {role, Role.BOTH}
        return not any(issue.owner in owners for issue in self.blockers())


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two assessments: addresses whose issues or visibility did, tabs, and rows of groups.

    ``lists`` are the choice lists that offer something else now.
    """

    addresses: frozenset[Address]
    tabs: frozenset[str]
    groups: frozenset[RowsAt]
    lists: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.addresses or self.tabs or self.groups or self.lists)


def assess(record: PepRecord, today: date, *, calendar: Calendar | None = None, coach: bool = True) -> Assessment:
    """Assess the whole record as it stands on ``today``; without ``coach`` no target is judged.

    ``calendar`` is the school's (None: the usual English one); the rules are those of the authority the plan carries.
    """
    calendar = calendar or english(today)
    visibility = Visibility(record)
    day = targets.set_on(record, today)
    terms = coach_terms(calendar)
    issues: list[Issue] = []
    judgements: dict[Address, Judgement] = {}
    questions = tuple(visibility.questions())
    for field, address in questions:
        answer = record.answers.get(address)
        if answer is None and field.required is None:
            continue  # most of a form: nothing to say of an optional question without an answer
        issues.extend(_question_issues(record, field, address, answer))
        if coach and field.smart and (found := targets.judgement(field, text_of(answer), day, terms)):
            judgements[address] = found
            issues.extend(targets.weak_points(field, address, found, dated=targets.dated_beside(record, address)))
    shown = frozenset(address for _, address in questions)
    issues.extend(required.too_few_rows(record, visibility))
    rows = dict(_rows(record, visibility))
    view = View(record, shown, rows, today, record.authority or Authority(), calendar, judgements)
    for rule in WHOLE_PLAN:
        issues.extend(rule(view))
    by_address: dict[Address, tuple[Issue, ...]] = {}
    for issue in issues:
        by_address[issue.address] = (*by_address.get(issue.address, ()), issue)
    places = {address: place for place, (_, address) in enumerate(questions)}
    issues.sort(key=lambda issue: places.get(issue.address, len(places)))
    return Assessment(
        shown=shown,
        groups=frozenset(rows),
        rows=rows,
        tabs=_progress(record, visibility, questions, by_address),
        issues=tuple(issues),
        by_address=by_address,
        judgements=judgements,
        view=view,
        offers=visibility.offers(),
    )


def _question_issues(record: PepRecord, field: Field, address: Address, answer: Answer | None) -> Iterable[Issue]:
    if gap := required.missing(field, address, answer):
        return (gap,)
    return shape.misshapen(field, address, answer, record.form) if isinstance(answer, Value) else ()


def _rows(record: PepRecord, visibility: Visibility) -> Iterator[tuple[RowsAt, tuple[str, ...]]]:
    for tab in record.form.tabs:
        for group in tab.groups:
            if not group.parent and visibility.group(tab, group):
                yield from _rows_of(tab, group, (), visibility)


def _rows_of(
    tab: Tab, group: Group, parent_rows: tuple[str, ...], visibility: Visibility
) -> Iterator[tuple[RowsAt, tuple[str, ...]]]:
    rows = visibility.rows(tab, group, parent_rows) if group.repeat else ()
    yield RowsAt(tab.id, group.id, parent_rows), rows
    for child in tab.groups:
        if child.parent == group.id:
            for row in rows:
                if visibility.group(tab, child, (*parent_rows, row)):
                    yield from _rows_of(tab, child, (*parent_rows, row), visibility)


def _progress(
    record: PepRecord,
    visibility: Visibility,
    questions: tuple[tuple[Field, Address], ...],
    by_address: dict[Address, tuple[Issue, ...]],
) -> dict[str, TabProgress]:
    inside: dict[str, list[Address]] = {tab.id: [] for tab in record.form.tabs if visibility.tab(tab)}
    for field, address in questions:
        inside[field.tab].append(address)
    return {tab: progress_of(record, addresses, by_address) for tab, addresses in inside.items()}


def progress_of(
    record: PepRecord, addresses: Iterable[Address], by_address: dict[Address, tuple[Issue, ...]]
) -> TabProgress:
    """How far the questions at ``addresses`` have got, all of one tab, with the issues there are."""
    count = [0, 0, 0, 0, 0]
    for address in addresses:
        field = record.form.field(address.tab, address.field)
        if field.type is FieldType.NOTE:
            continue
        count[0] += address in record.answers
        count[1] += 1
        count[2] += field.required is not None
        issues = by_address.get(address)
        if issues is None:  # most questions, at each key pressed
            count[3] += field.required is not None
            continue
        count[3] += field.required is not None and not any(issue.code in MISSING_CODES for issue in issues)
        count[4] += sum(issue.code not in MISSING_CODES and issue.level is not Level.TIP for issue in issues)
    return TabProgress(*count)


def difference(before: Assessment, after: Assessment) -> Difference:
    """What a window that shows ``before`` must repaint to show ``after``."""
    addresses = set(before.shown ^ after.shown)
    for address in before.by_address.keys() | after.by_address.keys():
        if before.by_address.get(address) != after.by_address.get(address):
            addresses.add(address)
    for address in before.judgements.keys() | after.judgements.keys():
        if before.judgements.get(address) != after.judgements.get(address):
            addresses.add(address)
    tabs = {t for t in before.tabs.keys() | after.tabs.keys() if before.tabs.get(t) != after.tabs.get(t)}
    groups = {g for g in before.rows.keys() | after.rows.keys() if before.rows.get(g) != after.rows.get(g)}
    lists = {one for one, offered in after.offers.items() if before.offers.get(one) != offered}
    return Difference(frozenset(addresses), frozenset(tabs), frozenset(groups), frozenset(lists))

"""Next term's plan from this one: facts carried, targets brought back for review, the child's words never.

What is carried is data (``forms/carry.toml``, read by ``pepdesk.form.carrying``). The plan it starts from is not
changed, so whatever is left behind is still there.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pepdesk.form.address import Address, RowsAt
from pepdesk.form.carrying import Keep, carry_rules
from pepdesk.form.model import TYPES_WITH_CHOICES, YEAR_GROUPS, FieldType
from pepdesk.record.answers import Attached, Value, text_of
from pepdesk.record.next_term import next_year_group, years_on
from pepdesk.record.record import PepRecord, new_record
from pepdesk.record.values import read_date, read_money, read_number

if TYPE_CHECKING:
    from datetime import date

    from pepdesk.authority.model import Authority
    from pepdesk.form.carrying import CarryRules
    from pepdesk.form.model import Field, Form, Group
    from pepdesk.record.answers import Answer

FILES_STAY = "Pictures and documents stay with the last plan."
NOT_ASKED = "The new plan does not ask this."
ASKED_OTHERWISE = "The new plan asks this in another way."
NO_CHOICE = "The new plan has no such choice."
_WORDS = frozenset({FieldType.LINE, FieldType.PARAGRAPH, FieldType.PERSON})
_TERM = Address("meeting", "term")
_ACADEMIC_YEAR = Address("meeting", "academic_year")
_PEP_TYPE = Address("meeting", "pep_type")
_YEAR_GROUP = Address("child", "year_group")
_SCHOOL_TYPE = Address("school", "type")
_WORKED_OUT = frozenset({_TERM, _ACADEMIC_YEAR, _PEP_TYPE, _YEAR_GROUP})
_COST, _PP_PLUS = ("cost_units", "cost_rate", "cost_source"), "pp_plus"
_PLANNED = ("review", "planned")
_PRIMARY = ("mainstream_primary", "")
"""Kinds of school (``school_types``) that end with Year 6; where no kind is said, the school is asked for again."""
_TARGETS, _LAST_TARGETS = RowsAt("targets", "target"), RowsAt("review", "last_target")


@dataclass(frozen=True, slots=True)
class Moved:
    """An answer that became the answer to another question, or to the same one elsewhere."""

    old: Address
    new: Address


@dataclass(frozen=True, slots=True)
class Left:
    """An answer of the last plan that does not come along, and why: a sentence for people."""

    address: Address
    why: str


@dataclass(frozen=True, slots=True)
class CarryReport:
    """What happened to each answer: ``carried`` as it was, ``moved``, ``left``; ``set`` are answers worked out.

    ``reviews`` are the rows made under last targets, each with the id of the target it was.
    """

    carried: tuple[Address, ...]
    moved: tuple[Moved, ...]
    left: tuple[Left, ...]
    set: tuple[Address, ...]
    reviews: tuple[str, ...]


def next_plan(
    record: PepRecord,
    form: Form,
    term: str,
    academic_year: str,
    created: str,
    today: date,
    *,
    authority: Authority | None = None,
) -> tuple[PepRecord, CarryReport]:
    """The plan for ``term`` ("autumn", "spring", "summer") of ``academic_year`` ("2026/27") on ``form``, with a report.

    ``created`` is ISO with zone; ``authority`` None means as in ``record``. Raises ``FormFaults`` if the rules of what
    is carried cannot be read.
    """
    following = new_record(form, created, authority or record.authority)
    step = _Step(record, following, carry_rules(), years_on(record, academic_year), today)
    step.renamed()
    step.moves()
    step.kept_and_left()
    step.rows()
    reviews = step.reviews()
    worked_out = step.work_out(term, academic_year)
    report = CarryReport(tuple(step.carried), tuple(step.moved), tuple(step.left), worked_out, reviews)
    return following, report


class _Step:
    """One carrying over, answer by answer."""

    def __init__(self, old: PepRecord, new: PepRecord, rules: CarryRules, years_on: int, today: date) -> None:
        self.old, self.new, self.rules, self.years_on, self.today = old, new, rules, years_on, today
        self.elsewhere = old.form.id != new.form.id or _leaves_primary(old, years_on)
        self.carried: list[Address] = []
        self.moved: list[Moved] = []
        self.left: list[Left] = []

    def kept_and_left(self) -> None:
        """Every answer of the last plan: kept under its own address, or left with the reason."""
        done = {one.old for one in self.moved}
        for address, answer in self.old.answers.items():
            if address in done or address in _WORKED_OUT or not self.old.form.has(address.tab, address.field):
                continue
            why = self._why_left(address, answer) or self._why_not_fitting(address, address, answer)
            if why:
                self.left.append(Left(address, why))
            elif self._put(address, address, answer):
                self.carried.append(address)

    def renamed(self) -> None:
        """Answers whose question has another name in the form the child moves on to."""
        pairs = self.rules.renames.get((self.old.form.id, self.new.form.id), {})
        for one, other in pairs.items():
            self._move(Address.parse(one), Address.parse(other))

    def moves(self) -> None:
        """Answers that become the answer to another question, row by row; the first that fits counts."""
        for old, new, new_year in self.rules.moves:
            if new_year and not self.years_on:
                continue
            tab, _, name = old.partition(".")
            for address in [one for one in self.old.answers if (one.tab, one.field) == (tab, name)]:
                self._move(address, Address(*_split(new), address.rows))

    def _move(self, old: Address, new: Address) -> None:
        answer = self.old.answers.get(old)
        taken = any(one.new == new for one in self.moved)
        if not isinstance(answer, Value) or taken or self._why_not_fitting(old, new, answer):
            return
        if self._put(old, new, answer):
            self.moved.append(Moved(old, new))

    def _why_left(self, address: Address, answer: Answer) -> str:
        row = address.rows[0] if address.rows else ""
        rule = self.rules.of(self.old.form, self.old.form.field(address.tab, address.field), row)
        if isinstance(answer, Attached):
            return FILES_STAY
        match rule.keep:
            case Keep.LEAVE:
                return rule.why
            case Keep.IN_YEAR if self.years_on:
                return rule.why
            case Keep.IN_PLACE if self.elsewhere:
                return rule.why
            case Keep.IF_AHEAD:
                day = read_date(text_of(answer).partition("T")[0])
                return "" if day is not None and day >= self.today else rule.why
            case _:
                return ""

    def _why_not_fitting(self, old: Address, new: Address, answer: Answer) -> str:
        """Why the new form cannot take the answer: it does not ask, asks otherwise, or has no such choice or row."""
        if not self.new.form.has(new.tab, new.field):
            return NOT_ASKED
        before, after = self.old.form.field(old.tab, old.field), self.new.form.field(new.tab, new.field)
        if before.depth != after.depth or not _alike(before, after):
            return ASKED_OTHERWISE
        if after.type in TYPES_WITH_CHOICES and isinstance(answer, Value):
            given = (answer.value,) if isinstance(answer.value, str) else answer.value
            known = {option.value for option in self.new.form.options(after)}
            if before.choices != after.choices or not known.issuperset(given):
                return NO_CHOICE
        return ""

    def _put(self, old: Address, new: Address, answer: Answer) -> bool:
        """Store the answer; False, saying why, where the new form's table has no such row or the place is taken."""
        question = self.new.form.field(new.tab, new.field)
        fixed = [group for group in _chain(self.new.form, question) if group.repeat and group.repeat.rows_from]
        if new in self.new.answers or any(new.rows[0] not in self.new.rows_at(group, new.tab) for group in fixed):
            self.left.append(Left(old, NOT_ASKED))
            return False
        self.new.answers[new] = answer
        return True

    def rows(self) -> None:
        """The rows that carried answers stand in, in the last plan's order, instead of those a new plan begins with."""
        for tab in self.new.form.tabs:
            for group in tab.groups:
                if group.repeat and not group.repeat.rows_from and not group.parent:
                    self._rows_of(tab.id, group, ())
                    for inner in tab.groups:
                        if inner.parent == group.id:
                            for row in self.new.rows.get(RowsAt(tab.id, group.id), ()):
                                self._rows_of(tab.id, inner, (row,))

    def _rows_of(self, tab: str, group: Group, parents: tuple[str, ...]) -> None:
        form, depth = self.new.form, len(parents)
        inside = {one.id for one in form.tab(tab).fields if group in _chain(form, one)}
        used = {
            address.rows[depth]
            for address in self.new.answers
            if address.tab == tab and address.field in inside and address.rows[:depth] == parents
        }
        if not used:
            return
        at = RowsAt(tab, group.id, parents)
        for nested in [one for one in self.new.rows if one.tab == tab and one.rows[:depth] == parents]:
            if nested.rows[depth : depth + 1] and nested.rows[depth] in self.new.rows.get(at, ()):
                del self.new.rows[nested]
        order = tuple(row for row in self.old.rows.get(at, ()) if row in used)
        self.new.rows[at] = (*order, *sorted(used - set(order)))

    def reviews(self) -> tuple[str, ...]:
        """A card under last targets for each target that was written, under the target's own row id."""
        made = []
        for row in self.old.rows.get(_TARGETS, ()):
            if not text_of(self.old.answers.get(Address("targets", "outcome", (row,)))):
                continue
            for old, new in self.rules.review.items():
                answer = self.old.answers.get(Address(*_split(old), (row,)))
                place = Address(*_split(new), (row,))
                if isinstance(answer, Value) and self.new.form.has(place.tab, place.field):
                    self.new.answers[place] = answer
            planned = _planned(self.old, row)
            if planned and self.new.form.has(*_PLANNED):
                self.new.answers[Address(*_PLANNED, (row,))] = Value(f"{planned:.2f}")
            made.append(row)
        if made:
            self.new.rows[_LAST_TARGETS] = tuple(made)
        return tuple(made)

    def work_out(self, term: str, academic_year: str) -> tuple[Address, ...]:
        """Term, school year, kind of PEP, and the year group of the new school year."""
        worked_out = {
            _TERM: term,
            _ACADEMIC_YEAR: academic_year,
            _PEP_TYPE: "review",
            _YEAR_GROUP: next_year_group(self.old, academic_year, self.today),
        }
        put = {at: Value(text) for at, text in worked_out.items() if text and self.new.form.has(at.tab, at.field)}
        self.new.answers.update(put)
        return tuple(put)


def _leaves_primary(record: PepRecord, years_on: int) -> bool:
    """Whether the child goes from a primary school to a secondary one between the two plans."""
    year = text_of(record.answers.get(_YEAR_GROUP))
    if year not in YEAR_GROUPS or text_of(record.answers.get(_SCHOOL_TYPE)) not in _PRIMARY:
        return False
    place, seven = YEAR_GROUPS.index(year), YEAR_GROUPS.index("7")
    return YEAR_GROUPS.index("R") <= place < seven <= place + years_on


def _chain(form: Form, question: Field) -> list[Group]:
    """The groups a question stands in, outermost first."""
    if not question.group:
        return []
    tab = form.tab(question.tab)
    group = tab.group(question.group)
    return [tab.group(group.parent), group] if group.parent else [group]


def _split(place: str) -> tuple[str, str]:
    tab, _, name = place.partition(".")
    return tab, name


def _alike(before: Field, after: Field) -> bool:
    """Whether an answer to the one is an answer to the other."""
    return before.type is after.type or (before.type in _WORDS and after.type in _WORDS)


def _planned(record: PepRecord, target: str) -> Decimal:
    """The pounds of PP+ that the cost lines of a target come to; a line that cannot be read counts nothing."""
    total = Decimal(0)
    for line in record.rows.get(RowsAt("targets", "cost_line", (target,)), ()):
        told = [text_of(record.answers.get(Address("targets", name, (target, line)))) for name in _COST]
        units, rate = read_number(told[0]), read_money(told[1])
        if told[2] == _PP_PLUS and units is not None and rate is not None:
            total += units * rate
    return max(total, Decimal(0))

"""What every rule about the whole plan is given: the record as people see it, the day, the authority, the calendar.

A rule is a function ``(View) -> Iterator[Issue]``; it reads here and nowhere else, and never raises.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from pepdesk.dates.calendar import academic_year_in, academic_year_of
from pepdesk.form.address import Address, RowsAt
from pepdesk.form.model import Role
from pepdesk.record.answers import Attached, NotApplicable, NotKnown, Value, text_of
from pepdesk.record.values import read_date, read_money, read_number

if TYPE_CHECKING:
    from pepdesk.authority.model import Authority, Scope
    from pepdesk.dates.calendar import Calendar
    from pepdesk.record.answers import Answer
    from pepdesk.record.record import PepRecord
    from pepdesk.smart import Judgement


@dataclass(frozen=True, slots=True)
class View:
    """One plan as it stands today. ``shown`` are the questions on show; ``rows_shown`` the rows of repeated groups."""

    record: PepRecord
    shown: frozenset[Address]
    rows_shown: dict[RowsAt, tuple[str, ...]]
    today: date
    authority: Authority
    calendar: Calendar
    judgements: dict[Address, Judgement]

    def asks(self, tab: str, field: str, *rows: str) -> bool:
        """Whether the question is in the form and on show."""
        return Address(tab, field, rows) in self.shown

    def answer(self, tab: str, field: str, *rows: str) -> Answer | None:
        """The answer, or None if there is none or the question is hidden."""
        address = Address(tab, field, rows)
        return self.record.answers.get(address) if address in self.shown else None

    def text(self, tab: str, field: str, *rows: str) -> str:
        """The stored text of a plain answer; "" if hidden, unanswered, several, not applicable or not known."""
        return text_of(self.answer(tab, field, *rows))

    def several(self, tab: str, field: str, *rows: str) -> tuple[str, ...]:
        """The stored values of a question with several answers; empty if there are none."""
        answer = self.answer(tab, field, *rows)
        return answer.value if isinstance(answer, Value) and isinstance(answer.value, tuple) else ()

    def settled(self, tab: str, field: str, *rows: str) -> bool:
        """Whether there is an answer of any kind: a value, "not applicable because" or "not known yet"."""
        answer = self.answer(tab, field, *rows)
        if isinstance(answer, Value):
            return bool(answer.value)
        return isinstance(answer, Attached | NotApplicable | NotKnown)

    def day(self, tab: str, field: str, *rows: str) -> date | None:
        """The day in a date or date-and-time answer; None if there is none that can be read."""
        return read_date(self.text(tab, field, *rows).partition("T")[0])

    def number(self, tab: str, field: str, *rows: str) -> Decimal | None:
        """The number in an answer, or None."""
        return read_number(self.text(tab, field, *rows))

    def money(self, tab: str, field: str, *rows: str) -> Decimal | None:
        """The pounds in an answer, or None."""
        return read_money(self.text(tab, field, *rows))

    def rows(self, tab: str, group: str, *parent_rows: str) -> tuple[str, ...]:
        """The rows on show of a repeated group, in order."""
        return self.rows_shown.get(RowsAt(tab, group, parent_rows), ())

    def owner(self, tab: str, field: str) -> Role:
        """Who answers a question of the form. Raises ``KeyError`` if the form does not ask it: see ``asks``."""
        return self.record.form.field(tab, field).owner

    @property
    def phase(self) -> str:
        """The id of the plan's form: early_years, year_r_11 or post_16."""
        return self.record.form.id

    @property
    def year(self) -> str:
        """The child's year group ("N1"… "R", "1"… "14"), or ""."""
        return self.text("child", "year_group")

    @property
    def term(self) -> str:
        """autumn, spring or summer, or "" if not said."""
        return self.text("meeting", "term")

    @property
    def academic_year(self) -> str:
        """Like "2026/27", as typed, or ""."""
        return self.text("meeting", "academic_year").strip()

    @property
    def began(self) -> int:
        """The calendar year in which the plan's academic year began: as the plan says, or else by its day."""
        said = academic_year_in(self.academic_year)
        return int(said[:4]) if said else academic_year_of(self.on)

    @property
    def on(self) -> date:
        """The day the plan is about: the meeting's date, or today while there is none."""
        return self.day("meeting", "date") or self.today

    def within(self, scope: Scope) -> bool:
        """Whether a rule of this scope holds for this plan.

        A plan that does not say its academic year, or says none that can be read, is of the year of ``on``; a rule for
        certain year groups or terms needs them to be known.
        """
        wanted = academic_year_in(scope.academic_year)
        return (
            (not scope.phases or self.phase in scope.phases)
            and (not scope.years or self.year in scope.years)
            and (not scope.terms or self.term in scope.terms)
            and (not wanted or int(wanted[:4]) == self.began)
            and (scope.valid_from is None or self.on >= scope.valid_from)
            and (scope.valid_until is None or self.on <= scope.valid_until)
        )

"""The figures one plan holds that can be followed from term to term; only what is on show in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from pepdesk.form.address import Address
from pepdesk.form.model import Field, FieldType
from pepdesk.record.values import long_date, shown
from pepdesk.rules.money import TOTAL, asked

if TYPE_CHECKING:
    from datetime import date

    from pepdesk.form.model import Group, Tab
    from pepdesk.rules.view import View

TERMS: Final = ("autumn", "spring", "summer")
BANDS: Final = {
    "on_track": ("well_below", "below", "at", "above"),
    "early_on_track": ("more_help", "some_help", "on_track", "ahead"),
    "course_on_track": ("at_risk", "behind", "on_track", "ahead"),
}
"""Choice lists that are steps: their values from worst to best, the last but one what is expected. Values such as "not
looked at yet" are no step (forms/common/choices.toml)."""
ATTENDANCE: Final = Address("attendance", "percent")
SDQ: Final = Address("health", "sdq_score")
SPENT: Final = Address("funding", "spent")
_GRADES: Final = {
    "subject": ("start_of_year", "last_time", "current", "target_grade"),
    "foundation": ("", "", "foundation_current", "foundation_target"),
    "other_subject": ("other_start", "", "other_current", "other_target"),
    "course": ("start_of_year", "", "current", "target_grade"),
}
"""Group of the attainment tab → its questions for the start of the year, the last PEP, now, and the target."""


@dataclass(frozen=True, slots=True)
class Step:
    """Where a subject stands: a place in the ``bands`` steps of its list, in the form's own words."""

    subject: str
    choices: str
    value: int
    words: str


@dataclass(frozen=True, slots=True)
class Grades:
    """A subject's grades that are numbers: start of the year, last PEP, now, target; None for what is not known."""

    subject: str
    values: tuple[Decimal | None, Decimal | None, Decimal | None, Decimal | None]


@dataclass(frozen=True, slots=True)
class Figures:
    """What one plan holds. ``began`` is the year its academic year began in, ``term`` 0 to 2; ``day`` its meeting's.

    ``attendance`` and ``last_year`` are per cent, ``sdq`` the score of ``sdq_day`` and ``sdq_before`` the one before
    it, ``spent`` the PP+ spent in the term before this plan. Each is None if unknown or hidden.
    """

    began: int
    term: int
    day: date
    attendance: Decimal | None
    last_year: Decimal | None
    sdq: Decimal | None
    sdq_day: date | None
    sdq_before: Decimal | None
    asked: Decimal | None
    spent: Decimal | None
    steps: tuple[Step, ...]
    steps_before: tuple[Step, ...]
    grades: tuple[Grades, ...]

    @property
    def when(self) -> str:
        """Sorts terms."""
        return f"{self.began:04}-{self.term}"

    @property
    def before(self) -> str:
        """``when`` of the term before."""
        return f"{self.began:04}-{self.term - 1}" if self.term else f"{self.began - 1:04}-2"


def term_words(when: str) -> str:
    """A plan's ``when`` in words: "autumn 2026/27"."""
    began, _, term = when.partition("-")
    return f"{TERMS[int(term)]} {began}/{(int(began) + 1) % 100:02}"


def figures(view: View) -> Figures:
    """Read them from a plan as it is seen."""
    month = view.on.month
    guessed = 0 if month >= 9 else 1 if month <= 3 else 2
    return Figures(
        began=view.began,
        term=TERMS.index(view.term) if view.term in TERMS else guessed,
        day=view.on,
        attendance=view.number(*ATTENDANCE[:2]),
        last_year=view.number("attendance", "last_year_percent"),
        sdq=view.number(*SDQ[:2]),
        sdq_day=view.day("health", "sdq_date"),
        sdq_before=view.number("health", "sdq_previous"),
        asked=asked(view) if view.asks(TOTAL.tab, TOTAL.field) else None,
        spent=view.money(*SPENT[:2]),
        steps=tuple(_steps(view, "on_track")),
        steps_before=tuple(_steps(view, "last_time")),
        grades=tuple(_grades(view)),
    )


def _attainment(view: View) -> Tab | None:
    return next((tab for tab in view.record.form.tabs if tab.id == "attainment"), None)


def _subjects(view: View, tab: Tab, group: Group) -> Iterator[tuple[str, str]]:
    """The rows of a group and what each is called: a fixed row's words, or else the first line typed in it."""
    form, repeat = view.record.form, group.repeat
    if repeat is None:
        return
    named = next((one for one in tab.layout(group.id) if isinstance(one, Field) and one.type is FieldType.LINE), None)
    for row in view.rows(tab.id, group.id):
        if repeat.rows_from:
            yield row, form.choices[repeat.rows_from].label(row)
        elif named is not None and (words := view.text(tab.id, named.id, row).strip()):
            yield row, words


def _steps(view: View, question: str) -> Iterator[Step]:
    """The judgements made in steps, subject by subject."""
    tab = _attainment(view)
    for field in tab.fields if tab else ():
        if not field.id.endswith(question) or field.choices not in BANDS or not field.group or tab is None:
            continue
        bands = BANDS[field.choices]
        for row, name in _subjects(view, tab, tab.group(field.group)):
            if (value := view.text(tab.id, field.id, row)) in bands:
                words = shown(field, view.record.form, view.answer(tab.id, field.id, row))
                yield Step(name, field.choices, bands.index(value), words)


def _grades(view: View) -> Iterator[Grades]:
    """The grades of subjects in which every grade given is a number: of others nobody knows which is more."""
    tab = _attainment(view)
    groups = {field.group for field in tab.fields} if tab else set()
    for name, fields in _GRADES.items():
        if tab is None or name not in groups:
            continue
        for row, subject in _subjects(view, tab, tab.group(name)):
            typed = [view.text(tab.id, field, row) if field else "" for field in fields]
            read = [view.number(tab.id, field, row) if field else None for field in fields]
            if all(value is not None for text, value in zip(typed, read, strict=True) if text.strip()):
                yield Grades(subject, (read[0], read[1], read[2], read[3]))


def day_words(day: date) -> tuple[str, str]:
    """A day as the heading of a column ("30 Sep 2026") and in a sentence."""
    long = long_date(day.isoformat())
    number, month, year = long.split()
    return f"{number} {month[:3]} {year}", f"on {long}"

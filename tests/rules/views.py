"""Views for tests of the whole-plan rules: the sample plan, changed here and there, and an authority made by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from pepdesk import paths
from pepdesk.authority.model import Authority
from pepdesk.dates.calendar import Calendar
from pepdesk.form.address import Address, RowsAt
from pepdesk.form.loader import load_form
from pepdesk.form.model import Form
from pepdesk.record.answers import Answer, Value
from pepdesk.record.record import PepRecord
from pepdesk.record.sample import read_sample
from pepdesk.rules.assess import assess
from pepdesk.rules.issue import Issue
from pepdesk.rules.view import View

TODAY = date(2026, 11, 22)
PLAIN = Authority(id="northfold", name="Northfold")
"""An invented authority that asks for nothing beyond the defaults."""
Changes = dict[str, str | tuple[str, ...] | Answer | None]
_FORMS: dict[str, Form] = {}


def form(form_id: str = "year_r_11") -> Form:
    """A form as it ships, read once."""
    return _FORMS.setdefault(form_id, load_form(paths.forms_dir(), form_id))


def sample() -> PepRecord:
    """A fresh copy of the Year 8 sample: rows are r1, r2 …"""
    text = (paths.resources_dir() / "sample" / "year_8.toml").read_text("utf-8")
    return read_sample(form(), text, "0" * 32, "2026-11-12T09:00:00+00:00")


def change(record: PepRecord, answers: Changes) -> PepRecord:
    """The same record with these answers ("tab.question@row/row" → stored text); None takes an answer away."""
    for place, answer in answers.items():
        address = Address.parse(place)
        if answer is None:
            record.answers.pop(address, None)
        else:
            record.answers[address] = Value(answer) if isinstance(answer, str | tuple) else answer
    return record


def rows(record: PepRecord, at: str, *ids: str) -> PepRecord:
    """The same record with these rows in a group ("tab.group@row")."""
    record.rows[RowsAt.parse(at)] = ids
    return record


def view_of(record: PepRecord, authority: Authority = PLAIN, today: date = TODAY) -> View:
    """What a rule is given for this record."""
    found = assess(record, today, coach=False)
    return View(record, found.shown, found.rows, today, authority, Calendar(), found.judgements)


def seen(changes: Changes | None = None, authority: Authority = PLAIN, **settings: object) -> View:
    """The sample with ``changes`` under ``authority`` with ``settings`` changed."""
    return view_of(change(sample(), changes or {}), replace(authority, **settings))  # type: ignore[arg-type]


def told(rule: Callable[[View], Iterable[Issue]], view: View) -> set[tuple[str, str]]:
    """What a rule says, as (address, code)."""
    return {(str(issue.address), issue.code) for issue in rule(view)}


def codes(rule: Callable[[View], Iterable[Issue]], view: View) -> list[str]:
    """The codes of what a rule says, in order."""
    return [issue.code for issue in rule(view)]

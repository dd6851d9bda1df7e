"""Starting next term's plan from this one: what is proposed, and the new plan with its report. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from pepdesk.app.catalogue import known_authorities, take_authority, take_form
from pepdesk.authority.loader import BASE
from pepdesk.form.address import Address
from pepdesk.problem import FormProblem
from pepdesk.record.answers import text_of
from pepdesk.record.carry import CarryReport, next_plan
from pepdesk.record.next_term import TERMS, academic_year_for, next_form_id
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.authority.model import Authority
    from pepdesk.form.model import Form
    from pepdesk.record.record import PepRecord

_TERM = Address("meeting", "term")
_BEGINS = {"autumn": (9, 12), "spring": (1, 3), "summer": (4, 8)}
"""First and last month of each term, roughly (Easter moves): only to propose a term where the plan names none."""


@dataclass(frozen=True, slots=True)
class Following:
    """The new plan, opened by nobody yet; what happened to each answer; what is to be said of the rules ("" or so)."""

    record: PepRecord
    report: CarryReport
    rules: str


def term_after(record: PepRecord, today: date) -> str:
    """The term that follows the plan's own; the term after today's if the plan names none."""
    term = text_of(record.answers.get(_TERM))
    if term not in TERMS:
        term = next(one for one, (first, last) in _BEGINS.items() if first <= today.month <= last)
    return TERMS[(TERMS.index(term) + 1) % len(TERMS)]


def years_to_choose(record: PepRecord, term: str, today: date) -> tuple[str, ...]:
    """The academic year proposed for ``term``, then the one before and the two after it."""
    proposed = academic_year_for(record, term, today)
    begins = int(proposed[:4])
    return proposed, *(f"{year}/{(year + 1) % 100:02}" for year in (begins - 1, begins + 1, begins + 2))


def form_proposed(record: PepRecord, academic_year: str, today: date) -> str:
    """The id of the form for the child's year group then."""
    return next_form_id(record, academic_year, today)


def follow(record: PepRecord, form_id: str, term: str, academic_year: str, today: date) -> Following:
    """Next term's plan by the newest installed rules of the plan's authority; ``record`` is not changed.

    Raises ``FormFaults`` or ``FormProblem`` when the form cannot be read.
    """
    authority, rules = _newest(record)
    form = _form(record, form_id, authority)
    created = datetime.now().astimezone().isoformat(timespec="seconds")
    following, report = next_plan(record, form, term, academic_year, created, today, authority=authority)
    return Following(following, report, rules)


def _newest(record: PepRecord) -> tuple[Authority, str]:
    """The rules the new plan takes, and a sentence about them."""
    carried = record.authority
    known = {one.id for one in known_authorities()}
    if carried is None or not carried.id:
        return take_authority(BASE), ""
    try:
        newest = take_authority(carried.id) if carried.id in known else carried
    except FormProblem:
        return carried, tr(
            "The rules of {name} installed here cannot be read; those of the last plan are taken.", name=carried.name
        )
    if newest.version > carried.version:
        return newest, tr(
            "Newer rules of {name}: version {version} instead of {before}.",
            name=newest.name,
            version=newest.version,
            before=carried.version,
        )
    return carried, ""


def _form(record: PepRecord, form_id: str, authority: Authority) -> Form:
    """The form as the authority asks it; without that authority's folder here, the plan's own or England's."""
    if authority.id in {one.id for one in known_authorities()}:
        return take_form(form_id, authority)
    return record.form if record.form.id == form_id else take_form(form_id, take_authority(BASE))

"""Which form and year group a new plan is proposed to have, each with a sentence why. Always only a proposal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pepdesk.form.propose import SCHOOL_AGE, propose_form, year_group_for
from pepdesk.record.values import year_group_words
from pepdesk.words import tr, trn

if TYPE_CHECKING:
    from datetime import date

_BOTH_FIT = tr("In Reception the early years form may be used too.")


@dataclass(frozen=True, slots=True)
class Proposal:
    """``form`` is an id; ``year`` a year group, "" if none can be proposed. The sentences say why."""

    form: str
    year: str
    form_why: str
    year_why: str


def propose(born: date | None, today: date, said: str = "") -> Proposal:
    """The proposal for a child born on that day (None: unknown). ``said`` is the school's year group, or ""."""
    if born is None:
        if not said:
            return Proposal(SCHOOL_AGE, "", tr("With the date of birth, PepDesk proposes a form and a year group."), "")
        return Proposal(propose_form(today, today, said), said, _form_why(said), "")
    usual = year_group_for(born, today)
    form = propose_form(born, today, said)
    if said:
        differs = (
            ""
            if said == usual or not usual
            else tr("At this age, {year_group} is usual.", year_group=year_group_words(usual))
        )
        return Proposal(form, said, _form_why(said), differs)
    return Proposal(form, usual, *_by_age(born, today, usual))


def _form_why(said: str) -> str:
    return tr("Proposed for {year_group}.", year_group=year_group_words(said)) + (
        f" {_BOTH_FIT}" if said == "R" else ""
    )


def _by_age(born: date, today: date, usual: str) -> tuple[str, str]:
    """Why this form, and why this year group."""
    if born > today:
        return tr("This date of birth lies in the future."), ""
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    age = trn("{count} year old today", "{count} years old today", years)
    if not usual:
        return tr("Proposed by age: {age}, which is past Year 14.", age=age), ""
    more = f" {_BOTH_FIT}" if usual == "R" else ""
    why = tr("Proposed by age. Change it if the school or setting says otherwise.")
    usually = tr("Proposed by age: {age}, usually “{year_group}”.", age=age, year_group=year_group_words(usual))
    return f"{usually}{more}", why

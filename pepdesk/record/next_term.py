"""Which school year, year group and form a plan's next term has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pepdesk.form.address import Address
from pepdesk.form.model import YEAR_GROUPS
from pepdesk.form.propose import propose_form, year_group_for
from pepdesk.record.answers import text_of
from pepdesk.record.values import read_date

if TYPE_CHECKING:
    from datetime import date

    from pepdesk.record.record import PepRecord

TERMS = ("autumn", "spring", "summer")
"""The terms in the order of a school year."""
_AGE_BANDS = ("E1", "E2")
_ACADEMIC_YEAR = re.compile(r"\s*(?:20)?(\d\d)\s*[/–-]\s*(?:20)?\d\d\s*")


def academic_year_for(record: PepRecord, term: str, today: date) -> str:
    """The school year ("2026/27") of the first ``term`` after the plan's own; by ``today`` if the plan does not say."""
    begins = _begins(record)
    before = _text(record, "meeting", "term")
    if not begins:
        begins = today.year if today.month >= 9 else today.year - 1
    elif before in TERMS and term in TERMS and TERMS.index(term) <= TERMS.index(before):
        begins += 1
    return f"{begins}/{(begins + 1) % 100:02}"


def years_on(record: PepRecord, academic_year: str) -> int:
    """How many school years lie between the plan's own and ``academic_year``; 0 where either cannot be told."""
    old, new = _begins(record), _starts(academic_year)
    return max(new - old, 0) if old and new else 0


def next_year_group(record: PepRecord, academic_year: str, today: date) -> str:
    """The child's year group in ``academic_year``; "" if unknown. The two bands of age follow the birthday."""
    before = _text(record, "child", "year_group")
    if before in _AGE_BANDS:
        born = read_date(_text(record, "child", "date_of_birth"))
        return (year_group_for(born, today) if born else "") or before
    if before not in YEAR_GROUPS:
        return before
    return YEAR_GROUPS[min(YEAR_GROUPS.index(before) + years_on(record, academic_year), len(YEAR_GROUPS) - 1)]


def next_form_id(record: PepRecord, academic_year: str, today: date) -> str:
    """The id of the form to propose: the plan's own, unless the child's new year group asks for another phase's."""
    year = next_year_group(record, academic_year, today)
    if year not in YEAR_GROUPS or year == _text(record, "child", "year_group"):
        return record.form.id
    return propose_form(read_date(_text(record, "child", "date_of_birth")) or today, today, year)


def _begins(record: PepRecord) -> int:
    """The calendar year in which the plan's school year began, by what it says or by its meeting; 0 if unknown."""
    said = _starts(_text(record, "meeting", "academic_year"))
    day = None if said else read_date(_text(record, "meeting", "date").partition("T")[0])
    return (day.year if day.month >= 9 else day.year - 1) if day else said


def _starts(academic_year: str) -> int:
    found = _ACADEMIC_YEAR.fullmatch(academic_year)
    return 2000 + int(found[1]) if found else 0


def _text(record: PepRecord, tab: str, name: str) -> str:
    return text_of(record.answers.get(Address(tab, name)))

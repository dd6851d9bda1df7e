"""Where a plan's calendar is put together: the school's own dates, then its authority's, then the usual English ones.

The school's file is ``school_dates.toml`` in the person's data folder. While it has faults it is left out, as a whole.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from pepdesk import paths
from pepdesk.dates.calendar import Calendar, english, term_key
from pepdesk.dates.school import FILE, SchoolDates, load_school_dates
from pepdesk.problem import FormProblem

if TYPE_CHECKING:
    from pathlib import Path

    from pepdesk.authority.model import Authority

log = logging.getLogger(__name__)


def calendar_for(authority: Authority, *, today: date | None = None, folder: Path | None = None) -> Calendar:
    """The calendar to judge a plan of ``authority`` by; it never raises.

    A term in the school's file counts before the authority's; for a term in neither, the usual dates of the school
    years around ``today`` are guessed. ``folder`` holds the school's file (None: the person's data folder).
    """
    school = SchoolDates()
    try:
        school = load_school_dates(folder or paths.user_data_dir())
    except FormProblem as problem:
        log.info("School dates left out: %s", problem.code)
    own = {term_key(term) for term in school.terms}
    terms = (*school.terms, *(term for term in authority.terms if term_key(term) not in own))
    return replace(
        english(today or date.today()),
        terms=terms,
        closed=school.closed,
        bank_holidays=school.bank_holidays,
        no_bank_holidays=school.no_bank_holidays,
    )


def school_dates_problem(folder: Path | None = None) -> FormProblem | None:
    """Why the school's file is left out, with every fault in its advice; None if it is fine or there is none."""
    try:
        load_school_dates(folder or paths.user_data_dir())
    except FormProblem as problem:
        return problem
    return None


def school_dates_file() -> Path:
    """Where the school's file is looked for; it may not be there."""
    return paths.user_data_dir() / FILE

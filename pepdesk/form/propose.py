"""Which form fits a child: from date of birth, day, and what is known of the year group. A proposal, never a bar.

From which age an authority wants a plan at all is its own setting (``Authority.first_age_months``) and not asked here.
"""

from __future__ import annotations

from datetime import date, timedelta

from pepdesk.form.model import YEAR_GROUPS

EARLY_YEARS, SCHOOL_AGE, POST_16 = "early_years", "year_r_11", "post_16"
RECEPTION_AGE = 4
"""Age on 31 August before the school year that begins with Reception; Year 1 is a year older, and so on.

School years run by 31 August: a general rule of English schools [BG], not checked against a text of law.
"""


def propose_form(
    date_of_birth: date, on: date, year_group: str = "", *, in_school: bool = True, reception: str = SCHOOL_AGE
) -> str:
    """The id of the form that fits: "early_years", "year_r_11" or "post_16".

    ``year_group`` is what school or setting says ("N2", "R", "9", …) and counts before the age, since children repeat
    or skip years; "" or something that is no year group means unknown. ``in_school`` False (no school or sixth form
    has them) gives "post_16" from the day on which the young person may leave school, though the year group said is
    still the last one of school. ``reception`` is the form for Reception, on which both younger forms fit.
    """
    if not in_school and on > leaving_day(date_of_birth):
        return POST_16
    year = year_group if year_group in YEAR_GROUPS else year_group_for(date_of_birth, on)
    if year == "R":
        return reception
    if not year:
        return EARLY_YEARS if date_of_birth > on else POST_16
    place = YEAR_GROUPS.index(year)
    if place < YEAR_GROUPS.index("R"):
        return EARLY_YEARS
    return SCHOOL_AGE if place <= YEAR_GROUPS.index("11") else POST_16


def year_group_for(date_of_birth: date, on: date) -> str:
    """The year group usual at this age on that day: a value of ``YEAR_GROUPS``; "" before birth and after Year 14.

    Under two it is "E1", at two "E2", whatever the school year: the two are ages (``forms.json``, ``year_band``).
    """
    if on < date_of_birth:
        return ""
    today = _age(date_of_birth, on)
    if today <= 2:
        return ("E1", "E1", "E2")[today]
    place = YEAR_GROUPS.index("R") + _age(date_of_birth, date(_school_year(on), 8, 31)) - RECEPTION_AGE
    return YEAR_GROUPS[place] if place < len(YEAR_GROUPS) else ""


def leaving_day(date_of_birth: date) -> date:
    """The last Friday in June of the school year in which somebody turns 16, after which they may leave school.

    [BG] Education Act 1996, section 8, and the school leaving date set under it; not checked.
    """
    sixteen = date_of_birth.year + 16 + ((date_of_birth.month, date_of_birth.day) > (8, 31))
    last = date(sixteen, 6, 30)
    return last - timedelta(days=(last.weekday() - 4) % 7)


def _age(born: date, on: date) -> int:
    """Whole years of age; somebody born on 29 February has their birthday on 1 March in other years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _school_year(on: date) -> int:
    """The calendar year in which the school year of that day began."""
    return on.year if on.month >= 9 else on.year - 1

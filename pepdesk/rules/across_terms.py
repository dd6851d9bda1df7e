"""What can be drawn of a child's figures across terms: from the plan's own answers and from the plans before it.

Nothing is drawn of a question that this plan does not show, whatever an earlier plan holds.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from pepdesk.rules.figures import ATTENDANCE, BANDS, SDQ, Figures, Step, day_words, figures, term_words
from pepdesk.rules.money import TOTAL, balance, pounds
from pepdesk.rules.places import sentence
from pepdesk.rules.series import Across, Chart, Kind, Limit, Point, Series

if TYPE_CHECKING:
    from pepdesk.rules.view import View

MOST_TERMS: Final = 6
"""Two school years: so many columns fit, and what is older says little of now."""
_ENOUGH: Final = 2
_GRADE_TIMES: Final = (
    ("1", "Start of year", "at the start of the year"),
    ("2", "Last PEP", "at the last PEP"),
    ("3", "Now", "now"),
    ("4", "Target", "as the target"),
)


def across(view: View, earlier: Sequence[Figures] = ()) -> Across:
    """The charts of a plan, in the order of the form's tabs. ``earlier`` are the plans before it, in any order."""
    now = figures(view)
    one_each = {one.when: one for one in sorted(earlier, key=lambda one: one.day) if one.when < now.when}
    before = [one_each[when] for when in sorted(one_each)][-(MOST_TERMS - 1) :]
    made = (
        _sdq(view, before, now),
        _attendance(view, before, now),
        *_steps(before, now),
        _grades(now),
        _money(view, before, now),
    )
    known = [chart for chart in made if chart is not None and any(each.points for each in chart.series)]
    drawn = tuple(chart for chart in known if len(chart.columns) >= _ENOUGH)
    order = {tab.id: place for place, tab in enumerate(view.record.form.tabs)}
    return Across(
        tuple(sorted(drawn, key=lambda chart: order[chart.tab])),
        tuple(chart.title for chart in known if len(chart.columns) < _ENOUGH),
    )


def _in_term(when: str, value: Decimal, words: str) -> Point:
    term = term_words(when)
    return Point(when, sentence(term), f"in {term}", float(value), words)


def _percent(value: Decimal) -> str:
    return f"{value.normalize():f}%"


def _attendance(view: View, before: Sequence[Figures], now: Figures) -> Chart | None:
    if not view.asks(*ATTENDANCE[:2]):
        return None
    points = [
        _in_term(one.when, one.attendance, _percent(one.attendance))
        for one in (*before, now)
        if one.attendance is not None
    ]
    last = now.last_year
    if last is not None and not any(one.began < now.began and one.attendance is not None for one in before):
        year = f"{now.began - 1}/{now.began % 100:02}"
        points.insert(0, Point(f"{now.began - 1}-9", f"Year {year}", f"in {year}", float(last), _percent(last)))
    least = min((point.value for point in points), default=90)
    low = max(0, math.floor((least - 2) / 10) * 10)
    return Chart("attendance", "Attendance", Kind.LINE, (Series("", tuple(points)),), low, 100)


def _sdq(view: View, before: Sequence[Figures], now: Figures) -> Chart | None:
    """Scores by the day they are of: a plan of the same year carries the last one on."""
    if not view.asks(*SDQ[:2]):
        return None
    found: dict[str, Point] = {}
    for one in (*before, now):
        if one.sdq is not None:
            day = one.sdq_day
            heading, told = day_words(day) if day else (sentence(term_words(one.when)), f"in {term_words(one.when)}")
            when = day.isoformat() if day else one.day.isoformat()
            found[when] = Point(when, heading, told, float(one.sdq), f"{one.sdq.normalize():f}")
    points = [found[when] for when in sorted(found)]
    if len(points) == 1 and now.sdq_before is not None:
        score = now.sdq_before
        points.insert(0, Point("0", "Before that", "before that", float(score), f"{score.normalize():f}"))
    least = view.authority.sdq_at_least
    limit = Limit(least, f"From {least}, the plan must say what is done about it")
    return Chart("health", "SDQ total score", Kind.LINE, (Series("", tuple(points)),), 0, 40, limit)


def _steps(before: Sequence[Figures], now: Figures) -> Iterator[Chart]:
    """Compared with age, subject by subject; a subject of which only one judgement is known is left out."""
    for choices, values in BANDS.items():
        names = dict.fromkeys(one.subject for one in now.steps if one.choices == choices)
        series = []
        for name in names:
            points = [
                _in_term(plan.when, Decimal(step.value), step.words)
                for plan in (*before, now)
                if (step := _step(plan.steps, name, choices))
            ]
            if len(points) < _ENOUGH and (step := _step(now.steps_before, name, choices)):
                points.insert(0, Point("0", "Last PEP", "at the last PEP", float(step.value), step.words))
            if len(points) >= _ENOUGH:
                series.append(Series(name, tuple(points)))
        title = "On the way to finishing" if choices == "course_on_track" else "Compared with age"
        if series:
            yield Chart("attainment", title, Kind.STEPS, tuple(series), 0, len(values) - 1, bands=len(values))


def _step(steps: Sequence[Step], subject: str, choices: str) -> Step | None:
    return next((one for one in steps if one.subject == subject and one.choices == choices), None)


def _grades(now: Figures) -> Chart | None:
    """Grades of the school's own scale, from this plan alone: another year's may be another scale."""
    series = []
    for one in now.grades:
        points = [
            Point(*time, float(value), f"{value.normalize():f}", goal=time[0] == "4")
            for time, value in zip(_GRADE_TIMES, one.values, strict=True)
            if value is not None
        ]
        if sum(not point.goal for point in points) >= _ENOUGH:
            series.append(Series(one.subject, tuple(points)))
    if not series:
        return None
    values = [point.value for each in series for point in each.points]
    return Chart("attainment", "Grades this year", Kind.STEPS, tuple(series), min(values), max(values))


def _money(view: View, before: Sequence[Figures], now: Figures) -> Chart | None:
    """What was asked for in each term, and what was spent, as the next plan tells."""
    if not view.asks(TOTAL.tab, TOTAL.field):
        return None
    asked = [(one.when, one.asked) for one in (*before, now) if one.asked]
    used = [(one.before, one.spent) for one in (*before, now) if one.spent is not None]
    found = balance(view)
    wanted = [_in_term(when, amount, pounds(amount)) for when, amount in asked]
    spent = [_in_term(when, amount, pounds(amount)) for when, amount in used]
    limit = Limit(float(found.cap), f"Usual most a {found.per}: {pounds(found.cap)}") if found.cap else None
    most = max([point.value for point in (*wanted, *spent)] + [limit.value if limit else 0], default=0)
    series = tuple(Series(name, tuple(points)) for name, points in (("Asked for", wanted), ("Spent", spent)) if points)
    return Chart("funding", "Pupil Premium Plus", Kind.BARS, series, 0, _round_end(most), limit) if series else None


def _round_end(most: float) -> float:
    """The next round figure, such as 500 for 480: the end of a scale."""
    unit = 10 ** math.floor(math.log10(most)) / 2 if most > 0 else 1.0
    return math.ceil(most / unit) * unit or 1.0

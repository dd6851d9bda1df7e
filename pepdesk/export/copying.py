"""A plan as one reader may have it: every other answer is taken out before anything is made of it.

Conditions are judged on what is left, so that a page which appears because of a hidden answer does not give it away.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pepdesk.export.audience import READER, hidden_for, words_of
from pepdesk.form.model import Audience
from pepdesk.record.record import PepRecord
from pepdesk.rules.assess import assess, progress_of

if TYPE_CHECKING:
    from datetime import date

    from pepdesk.dates.calendar import Calendar
    from pepdesk.export.audience import Hidden
    from pepdesk.form.address import Address, RowsAt
    from pepdesk.form.model import Field, Form
    from pepdesk.record.answers import Answer
    from pepdesk.rules.assess import Assessment
    from pepdesk.rules.issue import Issue


@dataclass(frozen=True, slots=True)
class Removed:
    """A question whose answers a copy leaves out: how many ``answers``, and ``why`` in a sentence."""

    tab: str
    question: str
    section: str
    label: str
    answers: int
    why: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A plan for one reader: a ``record`` without what is hidden, its ``assessment``, and what was ``removed``."""

    record: PepRecord
    assessment: Assessment
    removed: tuple[Removed, ...]


def copy_for(record: PepRecord, audience: Audience, today: date) -> Copy:
    """The plan as ``audience`` may have it; for ``FULL`` all of it. The record given stays as it is."""
    whole = assess(record, today)
    if audience is Audience.FULL:
        return Copy(record, whole, ())
    hidden = hidden_for(record.form, audience)
    kept = _without(record, hidden, words_of(audience).follows)
    seen = narrowed(kept.form, assess(kept, today, coach=False), hidden)
    kept.answers = {at: answer for at, answer in kept.answers.items() if at in seen.shown}
    gone = [at for at in record.answers if at in whole.shown and at not in seen.shown]
    return Copy(kept, seen, _report(record.form, gone, hidden, audience))


def shorter(copy: Copy, used: frozenset[Address]) -> Copy:
    """``copy`` with only the answers at ``used``, and what else it leaves out added to the report."""
    form, short = copy.record.form, "The child's short copy does not hold it."
    left_out = Counter((at.tab, at.field) for at in copy.record.answers if at not in used)
    known = {(one.tab, one.question): one for one in copy.removed}
    kept = replace(copy.record, answers={at: answer for at, answer in copy.record.answers.items() if at in used})
    more = (
        known.get(place) or Removed(tab.id, field.id, tab.title, field.label, left_out[place], short)
        for tab in form.tabs
        for field in tab.fields
        if (place := (tab.id, field.id)) in known or left_out[place]
    )
    return Copy(kept, copy.assessment, tuple(more))


def seen_by(whole: Assessment, record: PepRecord, audience: Audience, calendar: Calendar | None) -> Assessment:
    """What a window may show while ``audience`` looks on; ``whole`` is the assessment of all of ``record``.

    Only what is wrong with the whole plan *and* can be said without a hidden answer is told.
    """
    if audience is Audience.FULL:
        return whole
    hidden = hidden_for(record.form, audience)
    kept = _without(record, hidden, words_of(audience).follows, rows=True)
    return narrowed(record.form, assess(kept, whole.view.today, calendar=calendar), hidden, frozenset(whole.issues))


def narrowed(form: Form, assessment: Assessment, hidden: Hidden, told: frozenset[Issue] | None = None) -> Assessment:
    """``assessment`` without the questions in ``hidden``, the groups and tabs that are empty then, and their issues.

    Of the issues only those also in ``told`` are kept (None: all).
    """
    shown = frozenset(at for at in assessment.shown if (at.tab, at.field) not in hidden.questions)
    tabs = {at.tab for at in shown}
    groups = {(tab.id, name) for tab in form.tabs for name in _groups_left(form, tab.id, hidden)}
    rows = {at: found for at, found in assessment.rows.items() if (at.tab, at.group) in groups and at.tab in tabs}
    issues = tuple(
        issue
        for issue in assessment.issues
        if (issue.address.tab, issue.address.field) not in hidden.questions
        and issue.address.tab in tabs
        and (told is None or issue in told)
    )
    judgements = {at: one for at, one in assessment.judgements.items() if at in shown}
    by_address: dict[Address, tuple[Issue, ...]] = {}
    for issue in issues:
        by_address[issue.address] = (*by_address.get(issue.address, ()), issue)
    return replace(
        assessment,
        shown=shown,
        groups=frozenset(rows),
        rows=rows,
        tabs={tab: progress_of(assessment.view.record, (at for at in shown if at.tab == tab), by_address)
              for tab in assessment.tabs if tab in tabs},
        issues=issues,
        by_address=by_address,
        judgements=judgements,
        view=replace(assessment.view, shown=shown, rows_shown=rows, judgements=judgements),
    )  # fmt: skip


def _groups_left(form: Form, tab_id: str, hidden: Hidden) -> set[str]:
    """The groups of a tab in which, or in whose groups, something is left to see."""
    tab = form.tab(tab_id)
    inside = {field.group for field in tab.fields if field.group and (tab_id, field.id) not in hidden.questions}
    return inside | {tab.group(name).parent for name in inside if tab.group(name).parent}


def _without(
    record: PepRecord, hidden: Hidden, follows: frozenset[tuple[str, str]], *, rows: bool = False
) -> PepRecord:
    """A record of what may be seen, and of ``follows``; lines in which nothing is left go too, unless ``rows``."""
    gone = hidden.questions - follows
    answers = {at: answer for at, answer in record.answers.items() if (at.tab, at.field) not in gone}
    lines = record.rows if rows else _lines_left(record, answers)
    return PepRecord(
        record.plan_id, record.form, record.created, answers, dict(lines), {}, record.version, "", (), record.authority
    )


def _lines_left(record: PepRecord, answers: dict[Address, Answer]) -> dict[RowsAt, tuple[str, ...]]:
    used = {(at.tab, at.rows[:depth]) for at in answers for depth in range(1, len(at.rows) + 1)}
    left = {at: tuple(row for row in rows if (at.tab, (*at.rows, row)) in used) for at, rows in record.rows.items()}
    return {at: rows for at, rows in left.items() if rows}


def _report(form: Form, gone: list[Address], hidden: Hidden, audience: Audience) -> tuple[Removed, ...]:
    counts = Counter((at.tab, at.field) for at in gone)
    return tuple(
        Removed(tab.id, field.id, tab.title, field.label, counts[tab.id, field.id], _why(field, hidden, audience))
        for tab in form.tabs
        for field in tab.fields
        if counts[tab.id, field.id]
    )


def _why(field: Field, hidden: Hidden, audience: Audience) -> str:
    if audience in field.hide_from:
        return f"The form keeps it from {READER[audience]}."
    if (field.tab, field.id) in hidden.questions:
        return f"Nobody has decided yet that {READER[audience]} may see it."
    return "It is only asked because of an answer that is left out."

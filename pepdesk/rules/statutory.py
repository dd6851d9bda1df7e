"""Whether the plan holds what the law asks of a personal education plan, so far as reasonably practicable.

Care Planning Regulations 2010, regulation 5(b)(ii) and Schedule 1 paragraph 2; the table is ``forms/statutory.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pepdesk.form.address import Address, RowsAt
from pepdesk.form.model import FieldType
from pepdesk.form.statutory import legal_points
from pepdesk.record.answers import text_of
from pepdesk.rules.issue import Issue, Level
from pepdesk.rules.phrases import says_nothing
from pepdesk.rules.places import issue_at, lower_first

if TYPE_CHECKING:
    from pepdesk.form.statutory import LegalPoint
    from pepdesk.rules.view import View

_FREE_TEXT = (FieldType.LINE, FieldType.PARAGRAPH)


@dataclass(frozen=True, slots=True)
class StatutoryPoint:
    """One thing the law asks for, as this plan stands.

    ``says`` is for people, ``part`` the sub-paragraph of Schedule 1. ``met`` is True when nothing is ``missing``;
    these are questions without an answer or with one that says nothing; for a table without lines, its first question
    without a row. ``asked`` is False where no question of the point is on show for this child (no SEN, so no special
    help): nothing is missing then.
    """

    id: str
    says: str
    met: bool
    missing: tuple[Address, ...]
    part: str = ""
    asked: bool = True


def checklist(view: View) -> tuple[StatutoryPoint, ...]:
    """Every point of the law for this plan's form, in the order of the Schedule."""
    return tuple(_judged(view, point) for point in legal_points() if view.phase in point.asked)


def _judged(view: View, point: LegalPoint) -> StatutoryPoint:
    missing: list[Address] = []
    asked = False
    for tab, field in point.asked[view.phase]:
        places = tuple(_places(view, tab, field))
        asked = asked or bool(places)
        if places and not any(_says_something(view, place) for place in places):
            missing.append(places[0])
    return StatutoryPoint(point.id, point.says, not missing, tuple(missing), point.part, asked)


def _places(view: View, tab: str, field: str) -> Iterator[Address]:
    """Where the question stands on show; for a table people add lines to, and have not, the question without a row."""
    form = view.record.form
    if not form.has(tab, field):
        return
    question = form.field(tab, field)
    paths: list[tuple[str, ...]] = [()]
    if question.group:
        group = form.tab(tab).group(question.group)
        if group.parent:
            paths = [(row,) for row in view.rows(tab, group.parent)]
        if group.repeat:
            paths = [(*up, row) for up in paths for row in view.rows(tab, group.id, *up)]
        fixed = group.repeat is not None and group.repeat.rows_from != ""
        if not paths and not fixed and RowsAt(tab, group.parent or group.id) in view.rows_shown:
            yield Address(tab, field)
    for rows in paths:
        if view.asks(tab, field, *rows):
            yield Address(tab, field, rows)


def _says_something(view: View, place: Address) -> bool:
    if place not in view.shown:
        return False  # a table without lines
    answer = view.answer(*place[:2], *place.rows)
    if view.record.form.field(place.tab, place.field).type in _FREE_TEXT and says_nothing(text_of(answer)):
        return False
    return view.settled(*place[:2], *place.rows)


def issues(view: View) -> Iterator[Issue]:
    """What the law asks for and nothing else asks: tables without lines, optional questions, and answers like "n/a"."""
    told: set[Address] = set()
    for point in checklist(view):
        for place in point.missing:
            if place in told:
                continue
            told.add(place)
            yield from _told(view, point, place)


def _told(view: View, point: StatutoryPoint, place: Address) -> Iterator[Issue]:
    advice = f"The law asks for this in every plan (2010 Regulations, Schedule 1, paragraph {point.part})."
    if place in view.shown and view.settled(*place[:2], *place.rows):
        message = "This fills the box but says nothing."
        how = 'Write a sentence, or choose "not applicable" and say why. '
        yield issue_at(view, place, Level.SHOULD, "law_filler", message, how + advice)
    elif _nobody_else_asks(view, place):
        yield issue_at(view, place, Level.MUST, "law_missing", f"Still to come: {lower_first(point.says)}.", advice)


def _nobody_else_asks(view: View, place: Address) -> bool:
    """Whether no other rule asks: an optional question, or a table without lines (``target_list`` minds the cards)."""
    field = view.record.form.field(place.tab, place.field)
    if place in view.shown:
        return field.required is None
    return not view.record.form.tab(place.tab).group(field.group).parent

"""The parts of a plan that are written by one side.

Each tab falls into the school's, the social worker's, the virtual school's and the shared part, as the form's owners
say. A section's value is what stands in it, as JSON. Who owns what is read from the form embedded in the plan that is
here, never from a package.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from pepdesk.form.address import Address, RowsAt
from pepdesk.form.model import FieldType, Role
from pepdesk.handover.strict import composed
from pepdesk.record.codec import read_answers, read_rows, write_answers, write_rows

if TYPE_CHECKING:
    from pepdesk.form.model import Form, Group, Tab
    from pepdesk.record.record import PepRecord

SHARED: Final = "shared"
_SIDES: Final = {
    Role.DESIGNATED_TEACHER: "designated_teacher",
    Role.SOCIAL_WORKER: "social_worker",
    Role.VIRTUAL_SCHOOL: "virtual_school",
}
"""Owners who write alone. What belongs to both, to the child, a carer or a parent is written down by either side."""
_WRITE_SHARED: Final = frozenset({"designated_teacher", "social_worker"})
_ORDER: Final = ("designated_teacher", "social_worker", "virtual_school", SHARED)
_LONGEST_ANSWER: Final = 1_000_000
_MOST_ROWS: Final = 200

Value = dict[str, Any]
"""``{"answers": {address: answer}, "rows": {group: [ids]}}``, as in a plan's JSON."""


@dataclass(frozen=True, slots=True, order=True)
class Section:
    """One side's part of one tab. ``side`` is a role that writes alone, or "shared"."""

    tab: str
    side: str

    def __str__(self) -> str:
        """The text form: ``tab.side``."""
        return f"{self.tab}.{self.side}"

    @property
    def is_shared(self) -> bool:
        """Whether both the school and the social worker write here."""
        return self.side == SHARED

    def written_by(self, role: str) -> bool:
        """Whether somebody in that role may write here."""
        return role in _WRITE_SHARED if self.is_shared else role == self.side

    @classmethod
    def parse(cls, text: str, form: Form) -> Section:
        """Read the text form back. Raises ``ValueError`` when the form has no such part."""
        found = cls(*text.split(".")) if text.count(".") == 1 else None
        if found is None or found not in sections(form):
            raise ValueError("no such section")
        return found


def sections(form: Form) -> tuple[Section, ...]:
    """Every part of a form, in the form's order."""
    return _places(form).all


def section_of(form: Form, place: Address | RowsAt) -> Section:
    """The part in which an answer stands, or a group's rows. Raises ``KeyError`` if the form has no such place."""
    if isinstance(place, Address):
        return Section(place.tab, _side(form.field(place.tab, place.field).owner))
    tab = form.tab(place.tab)
    return Section(place.tab, _side(_row_owner(tab, tab.group(place.group))))


def value_of(record: PepRecord, section: Section) -> Value:
    """What stands in a section, all letters composed (NFC). Answers in rows that are not there are left out."""
    inside = _places(record.form)
    answers = {
        at: answer
        for at, answer in record.answers.items()
        if inside.fields.get((at.tab, at.field)) == section and stands(record, at)
    }
    rows = {
        at: ids
        for at, ids in record.rows.items()
        if ids and inside.groups.get((at.tab, at.group)) == section and stands(record, at)
    }
    found: Value = composed({"answers": write_answers(answers), "rows": write_rows(rows)})
    return found


def with_value(record: PepRecord, section: Section, value: Value) -> PepRecord:
    """A copy of the record in which ``value`` stands in the section, whole, rows and all."""
    inside = _places(record.form)
    answers = {at: one for at, one in record.answers.items() if inside.fields.get((at.tab, at.field)) != section}
    rows = {at: ids for at, ids in record.rows.items() if inside.groups.get((at.tab, at.group)) != section}
    return replace(record, answers=answers | read_answers(value["answers"]), rows=rows | read_rows(value["rows"]))


def standing_value(record: PepRecord, section: Section, value: Value) -> Value:
    """``value`` without the answers and rows for which there is no row in the record (another side took it away)."""
    return value_of(with_value(record, section, value), section)


def check_value(form: Form, section: Section, value: object) -> None:
    """Raise ``ValueError``, ``TypeError`` or ``KeyError`` unless ``value`` holds only what may stand in the section."""
    if not isinstance(value, dict) or value.keys() != {"answers", "rows"}:
        raise ValueError("not a section's value")
    if not all(isinstance(value[key], dict) for key in ("answers", "rows")):
        raise TypeError("not a section's value")
    answers, rows, inside = read_answers(value["answers"]), read_rows(value["rows"]), _places(form)
    if write_answers(answers) != value["answers"] or write_rows(rows) != value["rows"]:
        raise ValueError("not as PepDesk writes it")
    for at, answer in answers.items():
        question = form.field(at.tab, at.field)
        if inside.fields.get((at.tab, at.field)) != section or len(at.rows) != question.depth:
            raise ValueError("an answer of another part")
        if len(str(answer)) > _LONGEST_ANSWER:
            raise ValueError("a longer answer than PepDesk takes")
    for place, ids in rows.items():
        group = form.tab(place.tab).group(place.group)
        deep = 1 if group.parent else 0
        if inside.groups.get((place.tab, place.group)) != section or len(place.rows) != deep or len(ids) > _MOST_ROWS:
            raise ValueError("rows of another part")


def stands(record: PepRecord, at: Address | RowsAt) -> bool:
    """Whether the rows an answer, or a group's rows, stand in are there. Raises ``KeyError`` for what no form asks."""
    tab = record.form.tab(at.tab)
    if isinstance(at, RowsAt):
        group = tab.group(at.group)
        return not group.parent or not at.rows or at.rows[0] in record.rows_at(tab.group(group.parent), at.tab)
    question = record.form.field(at.tab, at.field)
    if not question.group:
        return True
    group = tab.group(question.group)
    chain = [tab.group(group.parent), group] if group.parent else [group]
    chain = [one for one in chain if one.repeat is not None]
    return len(chain) == len(at.rows) and all(
        row in record.rows_at(one, at.tab, at.rows[:depth])
        for depth, (one, row) in enumerate(zip(chain, at.rows, strict=True))
    )


@dataclass(frozen=True, slots=True)
class _Places:
    """Which section each question and each group with free rows belongs to."""

    all: tuple[Section, ...]
    fields: dict[tuple[str, str], Section]
    groups: dict[tuple[str, str], Section]


def _places(form: Form) -> _Places:
    """Made once for each form: it never changes."""
    cached = form.__dict__.get("_handover_places")
    if isinstance(cached, _Places):
        return cached
    fields = {
        (tab.id, one.id): Section(tab.id, _side(one.owner))
        for tab in form.tabs
        for one in tab.fields
        if one.type is not FieldType.NOTE
    }
    groups = {
        (tab.id, group.id): Section(tab.id, _side(_row_owner(tab, group)))
        for tab in form.tabs
        for group in tab.groups
        if group.repeat is not None and not group.repeat.rows_from
    }
    used = {*fields.values(), *groups.values()}
    every = tuple(one for tab in form.tabs for side in _ORDER if (one := Section(tab.id, side)) in used)
    found = form.__dict__["_handover_places"] = _Places(every, fields, groups)
    return found


def _row_owner(tab: Tab, group: Group) -> Role:
    """Who adds and takes away rows: the owner of the group, of the group it stands in, or of the tab."""
    parent = tab.group(group.parent).owner if group.parent else None
    return group.owner or parent or tab.owner


def _side(owner: Role) -> str:
    return _SIDES.get(owner, SHARED)

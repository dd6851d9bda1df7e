"""A small form with every kind of question, and plans on it, for the tests of the plan on screen."""

from __future__ import annotations

from datetime import date

from pepdesk.app.session import Session
from pepdesk.form.address import Address
from pepdesk.form.model import (
    ChoiceList,
    Condition,
    Field,
    FieldType,
    Form,
    Group,
    Operator,
    Option,
    Repeat,
    Required,
    Role,
    Tab,
    Test,
)
from pepdesk.record.answers import Value
from pepdesk.record.changes import SetAnswer
from pepdesk.record.record import PepRecord, new_record

TODAY = date(2026, 11, 22)
_OPEN: list[Session] = []
_LISTS = {
    "few": ChoiceList("few", "Few", tuple(Option(f"f{i}", f"Choice & {i}") for i in range(3))),
    "many": ChoiceList("many", "Many", tuple(Option(f"m{i}", f"Option {i}") for i in range(9))),
    "subjects": ChoiceList("subjects", "Subjects", (Option("english", "English"), Option("maths", "Maths"))),
}


def _field(tab: str, name: str, kind: FieldType, **more: object) -> Field:
    more.setdefault("owner", Role.DESIGNATED_TEACHER)
    return Field(tab, name, f"Question {name}", kind, **more)  # type: ignore[arg-type]


def _all_kinds() -> tuple[Field, ...]:
    return (
        _field("first", "line", FieldType.LINE, required=Required.SIGN_OFF, why="Because.", good="Good.", poor="Poor."),
        _field("first", "paragraph", FieldType.PARAGRAPH, help="A hint."),
        _field("first", "few", FieldType.CHOICE, choices="few"),
        _field("first", "many", FieldType.CHOICE, choices="many"),
        _field("first", "ticks", FieldType.CHOICES, choices="many"),
        _field("first", "yes_no", FieldType.YES_NO),
        _field("first", "reason", FieldType.LINE, visible_when=Condition(
            (Test("first", "yes_no", Operator.EQUALS, ("no",)),))),
        _field("first", "date", FieldType.DATE, required=Required.SIGN_OFF),
        _field("first", "datetime", FieldType.DATETIME),
        _field("first", "number", FieldType.NUMBER, unit="%"),
        _field("first", "money", FieldType.MONEY),
        _field("first", "scale", FieldType.SCALE, choices="many"),
        _field("first", "year", FieldType.YEAR_GROUP),
        _field("first", "person", FieldType.PERSON, check="phone"),
        _field("first", "note", FieldType.NOTE),
        _field("first", "drawing", FieldType.ATTACHMENT),
    )  # fmt: skip


def form() -> Form:
    """Two tabs: every kind of question; cards with a nested table, and a fixed grid."""
    target = Group("target", "Target", repeat=Repeat(min=1, max=4, start_with=2, noun="target"))
    cost = Group("cost", "Costs", parent="target", repeat=Repeat(max=3, start_with=1, noun="cost", layout="table"))
    grid = Group("grid", "Subjects", repeat=Repeat(rows_from="subjects"))
    smart = ("specific", "measurable", "time_bound")
    fields = (
        _field("second", "area", FieldType.CHOICE, choices="many", group="target", depth=1),
        _field(
            "second", "outcome", FieldType.PARAGRAPH, group="target", depth=1, smart=smart, required=Required.SIGN_OFF
        ),
        _field("second", "item", FieldType.LINE, group="cost", depth=2),
        _field("second", "price", FieldType.MONEY, group="cost", depth=2),
        _field("second", "paid", FieldType.YES_NO, group="cost", depth=2),
        _field("second", "grade", FieldType.LINE, group="grid", depth=1),
        _field("second", "level", FieldType.CHOICE, choices="many", group="grid", depth=1),
        _field("second", "when", FieldType.DATE, group="grid", depth=1),
        _field("second", "worker_part", FieldType.LINE, owner=Role.SOCIAL_WORKER),
    )
    tabs = (
        Tab("first", "First tab", Role.DESIGNATED_TEACHER, _all_kinds()),
        Tab("second", "Second tab", Role.DESIGNATED_TEACHER, fields, (target, cost, grid)),
        Tab("third", "Third tab", Role.VIRTUAL_SCHOOL, (_field("third", "remark", FieldType.LINE,
                                                               owner=Role.VIRTUAL_SCHOOL),)),
    )  # fmt: skip
    return Form("sample", "Sample form", 1, 0, "2026-09-01", tabs, _LISTS)


def record() -> PepRecord:
    """An empty plan on the small form."""
    return new_record(form(), "2026-11-22T10:00:00+00:00")


def session(**answers: str) -> Session:
    """A plan with these answers on the first tab."""
    plan = record()
    for name, value in answers.items():
        plan.apply(SetAnswer(Address("first", name), Value(value)))
    return on_screen(plan)


def on_screen(plan: PepRecord) -> Session:
    """A session that ``forget_sessions`` ends."""
    made = Session(plan, lambda: TODAY)
    _OPEN.append(made)
    return made


def forget_sessions() -> None:
    """End the sessions of a test as the program does, by Qt: a QUndoStack that Python's collector takes crashes.

    (The collector frees the Python commands first, then the stack frees them again: seen with gdb, PySide6 6.11.3.)
    """
    while _OPEN:
        plan = _OPEN.pop()  # held here: its stack goes with it
        plan.undo_stack.clear()

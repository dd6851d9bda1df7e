"""The parts of a form, all frozen: ``Form`` → ``Tab`` → ``Group`` and ``Field``, with choice lists and conditions.

Nothing here reads files (``loader``) or judges answers (``pepdesk.rules``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any

YEAR_GROUPS = ("E1", "E2", "N1", "N2", "R", *(str(year) for year in range(1, 15)))
"""National curriculum years in order, nursery to Year 14 (dossier a5 and ``forms.json`` enums, ``ncy``).

Before them E1, under 2, and E2, two years old: the age bands of the early years list in ``forms.json`` (``year_band``).
The two codes are the school census's for early years [BG, not checked].
"""


class FieldType(StrEnum):
    """Every kind of question there is. Each layer answers all of them in one dict (a test compares the keys)."""

    LINE = "line"
    PARAGRAPH = "paragraph"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    DATE = "date"
    DATETIME = "datetime"
    NUMBER = "number"
    MONEY = "money"
    SCALE = "scale"
    YEAR_GROUP = "year_group"
    PERSON = "person"
    NOTE = "note"
    ATTACHMENT = "attachment"


TYPES_WITH_CHOICES = frozenset({FieldType.CHOICE, FieldType.CHOICES, FieldType.SCALE})


class Role(StrEnum):
    """Who completes a part of the plan."""

    DESIGNATED_TEACHER = "designated_teacher"
    SOCIAL_WORKER = "social_worker"
    BOTH = "both"
    CHILD = "child"
    CARER = "carer"
    PARENT = "parent"
    VIRTUAL_SCHOOL = "virtual_school"


class Audience(StrEnum):
    """Who a copy may be made for; ``hide_from`` names the ones that must not see an answer, never ``FULL``."""

    FULL = "full"  # everything, for the people who plan together
    CHILD = "child"
    CARER = "carer"
    PARENT = "parent"
    CLASS_TEACHER = "class_teacher"
    RECEIVING_SCHOOL = "receiving_school"


NARROWER = tuple(one for one in Audience if one is not Audience.FULL)
"""The audiences from which something is kept."""


class Required(StrEnum):
    """When an answer is needed: to start the plan at all, or before it is signed. Saving never needs one."""

    START = "start"
    SIGN_OFF = "sign_off"


class Operator(StrEnum):
    """The closed set of comparisons a condition may make."""

    EQUALS = "equals"
    ANY_OF = "any_of"
    NOT = "not"
    ANSWERED = "answered"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


ANY_ROW = "*"


@dataclass(frozen=True, slots=True)
class Test:
    """One comparison with the answer at ``tab.field``.

    ``row`` is a fixed row's id, ``"*"`` for any row, or None: the row the question itself stands in (or no row).
    ``depth`` is how many rows the field's address has. ``operands`` are stored forms; for ANSWERED "yes" or "no".
    """

    __test__ = False  # not a test of pytest's
    tab: str
    field: str
    operator: Operator
    operands: tuple[str, ...]
    row: str | None = None
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Condition:
    """True when every test in ``all`` holds and, where ``any`` is given, one of those conditions holds."""

    all: tuple[Test, ...] = ()
    any: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: ``value`` is stored, ``label`` is read, ``code`` is what statistical returns call it (or "")."""

    value: str
    label: str
    code: str = ""
    visible_when: Condition | None = None


@dataclass(frozen=True, slots=True)
class ChoiceList:
    """Options in the order shown; ``source`` names the document the list comes from (or "")."""

    id: str
    title: str
    options: tuple[Option, ...]
    source: str = ""

    def label(self, value: str) -> str:
        """The words for a stored value; the value itself when an older form had it and this one has not."""
        return next((option.label for option in self.options if option.value == value), value)


@dataclass(frozen=True, slots=True)
class Repeat:
    """How a group repeats: free rows (``rows_from`` empty) or one fixed row for each option of a choice list."""

    rows_from: str = ""
    min: int = 0
    max: int = 20
    start_with: int = 0
    noun: str = "row"
    layout: str = "cards"


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that stand together under a title, perhaps repeated, perhaps inside a row of ``parent``."""

    id: str
    title: str
    help: str = ""
    parent: str = ""
    repeat: Repeat | None = None
    owner: Role | None = None
    visible_when: Condition | None = None
    hide_from: frozenset[Audience] = frozenset()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One question. ``owner`` and ``hide_from`` are resolved: the tab's and group's are already in them."""

    tab: str
    id: str
    label: str
    type: FieldType
    group: str = ""
    depth: int = 0
    label_short: str = ""
    help: str = ""
    why: str = ""
    good: str = ""
    poor: str = ""
    required: Required | None = None
    visible_when: Condition | None = None
    choices: str = ""
    owner: Role = Role.BOTH
    hide_from: frozenset[Audience] = frozenset()
    max_words: int | None = None
    min: Decimal | None = None
    max: Decimal | None = None
    unit: str = ""
    check: str = ""
    not_applicable: bool = True
    smart: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tab:
    """One page of the form. ``fields`` and ``groups`` are in file order."""

    id: str
    title: str
    owner: Role
    fields: tuple[Field, ...]
    groups: tuple[Group, ...] = ()
    help: str = ""
    why_shown: str = ""
    source: str = ""
    visible_when: Condition | None = None
    hide_from: frozenset[Audience] = frozenset()

    @cached_property
    def _groups(self) -> dict[str, Group]:
        return {group.id: group for group in self.groups}

    @cached_property
    def _layouts(self) -> dict[str, tuple[Field | Group, ...]]:
        return {parent: self._lay_out(parent) for parent in ("", *self._groups)}

    def group(self, group_id: str) -> Group:
        """The group of that id. Raises ``KeyError``."""
        return self._groups[group_id]

    def layout(self, parent: str = "") -> tuple[Field | Group, ...]:
        """What stands directly in the tab (or directly in group ``parent``), in file order.

        A group stands where its first question (or its child group's first question) stands. Raises ``KeyError``.
        """
        return self._layouts[parent]

    def _lay_out(self, parent: str) -> tuple[Field | Group, ...]:
        inside: dict[str, Field | Group] = {}
        for question in self.fields:
            chain = self._chain(question.group)
            if parent and parent not in chain:
                continue
            below = chain[chain.index(parent) + 1 :] if parent else chain
            if below:
                inside.setdefault(f"group {below[0]}", self.group(below[0]))
            else:
                inside[f"field {question.id}"] = question
        return tuple(inside.values())

    def _chain(self, group_id: str) -> list[str]:
        """The ids of the groups a question stands in, outermost first; empty for none."""
        if not group_id:
            return []
        parent = self.group(group_id).parent
        return [parent, group_id] if parent else [group_id]


@dataclass(frozen=True)
class Form:
    """A whole form with its choice lists. ``raw`` is the checked definition it was read from, embedded in each plan."""

    id: str
    title: str
    version: int
    revision: int
    valid_from: str
    tabs: tuple[Tab, ...]
    choices: dict[str, ChoiceList]
    summary: str = ""
    first_year: str = YEAR_GROUPS[0]
    last_year: str = YEAR_GROUPS[-1]
    raw: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def _fields(self) -> dict[tuple[str, str], Field]:
        return {(tab.id, question.id): question for tab in self.tabs for question in tab.fields}

    @cached_property
    def _tabs(self) -> dict[str, Tab]:
        return {tab.id: tab for tab in self.tabs}

    @property
    def years(self) -> tuple[str, ...]:
        """The year groups the form is for, youngest first."""
        return YEAR_GROUPS[YEAR_GROUPS.index(self.first_year) : YEAR_GROUPS.index(self.last_year) + 1]

    def tab(self, tab_id: str) -> Tab:
        """The tab of that id. Raises ``KeyError``."""
        return self._tabs[tab_id]

    def field(self, tab_id: str, field_id: str) -> Field:
        """The question at that address. Raises ``KeyError``."""
        return self._fields[tab_id, field_id]

    def has(self, tab_id: str, field_id: str) -> bool:
        """Whether there is such a question."""
        return (tab_id, field_id) in self._fields

    def options(self, question: Field) -> tuple[Option, ...]:
        """The options of a question with choices; empty for other types."""
        return self.choices[question.choices].options if question.choices else ()

"""A form to fill in, as plain parts: which questions it asks of whom, in which order, with rows printed ready.

Blank, or with the answers of a plan. Writers (``word_form``) draw it, readers find by it what is not an answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pepdesk.export.only_if import OnlyIf
from pepdesk.export.outline import owner_words
from pepdesk.export.own_words import in_a_form
from pepdesk.form.address import Address, RowsAt
from pepdesk.form.model import Condition, Field, FieldType, Form, Group, Role, Tab
from pepdesk.problem import FormProblem
from pepdesk.record.answers import Value, text_of
from pepdesk.record.record import PepRecord
from pepdesk.record.values import shown, year_group_words
from pepdesk.rules.visible import Visibility
from pepdesk.words import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

PRINTED: Final = 3
"""Rows of a free group that are printed ready (targets: the usual number; ``documents.md``, section 3.2)."""
PRINTED_INSIDE: Final = 4
"""Rows printed ready inside another row: steps and costs of a target."""
WIDEST: Final = 6
"""Columns of a table on an upright page; a row with more questions gets a table of its own."""
_BOTH: Final = frozenset({Role.DESIGNATED_TEACHER, Role.SOCIAL_WORKER, Role.VIRTUAL_SCHOOL})
"""Who also answers the questions for school and social worker together."""
_NOT_ASKED: Final = frozenset({FieldType.NOTE, FieldType.ATTACHMENT})
_PICTURES: Final = "Pictures and documents are added in PepDesk itself."


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose or tick: the stored ``value`` and its ``words``."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Ask:
    """One answer's place. ``row`` names its rows ("Target 1"), ``help`` may be "".

    ``choices`` are what can be chosen; ``given`` is the text printed already ("" for none), ``stored`` that answer as
    the plan stores it, ``picked`` the values that stand ticked.
    """

    address: Address
    field: Field
    row: str
    help: str
    choices: tuple[Choice, ...] = ()
    given: str = ""
    stored: str = ""
    picked: tuple[str, ...] = ()

    @property
    def ticks(self) -> bool:
        """Whether it is answered by ticking boxes."""
        return self.field.type in (FieldType.YES_NO, FieldType.CHOICES)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 2 to 4."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence or two: who completes a section, what it is for."""

    text: str


@dataclass(frozen=True, slots=True)
class Questions:
    """Questions below each other, each beside its answer. ``name``: the row of a table they are, "" for none."""

    caption: str
    asks: tuple[Ask, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. ``lead`` is the heading of the column of row names, "" when the rows have none."""

    caption: str
    lead: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Ask, ...]], ...]


Part = Heading | Note | Questions | Grid


@dataclass(frozen=True, slots=True)
class FormSheet:
    """The whole of it. ``owner`` is None for all parts; ``record`` is the plan whose answers it holds, if any."""

    form: Form
    owner: Role | None
    record: PepRecord
    parts: tuple[Part, ...]

    def asks(self) -> Iterator[Ask]:
        """Every answer's place, in order."""
        for part in self.parts:
            if isinstance(part, Questions):
                yield from part.asks
            elif isinstance(part, Grid):
                yield from (ask for _, asks in part.rows for ask in asks)


def form_sheet(form: Form, owner: Role | None = None, record: PepRecord | None = None) -> FormSheet:
    """The sheet of a whole form, or of what ``owner`` answers. ``record``: a plan on that form, whose answers it shows.

    In the part of a child, carer or parent stands nothing that is hidden from them. Raises ``FormProblem`` if the
    form asks nothing of that owner.
    """
    made = _Making(form, owner, record)
    parts = tuple(part for tab in form.tabs for part in made.tab(tab))
    sheet = FormSheet(form, owner, made.record, parts)
    if next(sheet.asks(), None) is None:
        words = owner_words(owner, form.id) if owner else tr("anybody")
        raise FormProblem(
            tr("This form asks nothing of {whom}.", whom=words), tr("Choose another part, or the whole form.")
        )
    return sheet


class _Making:
    """One form, one owner, one plan (perhaps empty), made into parts."""

    def __init__(self, form: Form, owner: Role | None, record: PepRecord | None) -> None:
        self._form, self._owner = form, owner
        self.record = record or PepRecord("", form, "")
        self._seen = Visibility(self.record)
        self._answered = {(one.tab, one.field) for one in self.record.answers}
        year = text_of(self.record.answer("child", "year_group"))
        self._only_if = OnlyIf(form, (year,) if year in form.years else ())
        names = ("preferred_name", "first_name")
        self._called = next((name for one in names if (name := text_of(self.record.answer("child", one)))), "")

    def tab(self, tab: Tab) -> Iterator[Part]:
        """The parts of one tab; nothing if nobody is asked anything there."""
        inside = tuple(self._items(tab, "", (), tab.title, "", 3))
        if not any(isinstance(part, Questions | Grid) for part in inside) or self._tab_hidden(tab):
            return
        yield Heading(2, tab.title)
        only = self._only_if.words(tab.visible_when)
        pictures = _PICTURES if any(one.type is FieldType.ATTACHMENT for one in tab.fields) else ""
        who = "" if self._owner else f"Completed by {owner_words(tab.owner, self._form.id)}."
        if words := " ".join(part for part in (who, tab.help, only, pictures) if part):
            yield Note(words)
        yield from inside

    def _tab_hidden(self, tab: Tab) -> bool:
        """Whether the plan's own answers rule the tab out, or no child on this form could have it."""
        if self._only_if.never(tab.visible_when):
            return True
        return self._decided(tab.visible_when) and not self._seen.tab(tab)

    def _ruled_out(self, part: Field | Group, tab: Tab) -> bool:
        """Whether answers of other tabs rule a question or group out; those of its own tab may still change.

        So does what the form never offers: a question for Year 9 stands on no form for nurseries.
        """
        condition = part.visible_when
        if self._only_if.never(condition):
            return True
        if condition is None or not self._decided(condition) or any(name == tab.id for name, _ in _named(condition)):
            return False
        return not self._seen.holds(condition)

    def _decided(self, condition: Condition | None) -> bool:
        """Whether the plan answers everything that ``condition`` looks at; False for no condition."""
        return condition is not None and self._answered.issuperset(_named(condition))

    def _offered(self, choice_list: str) -> tuple[str, ...]:
        """The choices, without those that the plan's own answers rule out."""
        offered = self._seen.offered(choice_list)
        options = self._form.choices[choice_list].options
        return tuple(
            one.value
            for one in options
            if one.value in offered or not (self._decided(one.visible_when) or self._only_if.never(one.visible_when))
        )

    def _asked(self, field: Field) -> bool:
        if field.type in _NOT_ASKED:
            return False
        if self._owner is None:
            return True
        hidden = self._owner.value in {audience.value for audience in field.hide_from}
        shared = field.owner is Role.BOTH and self._owner in _BOTH
        return (field.owner is self._owner or shared) and not hidden

    def _items(self, tab: Tab, group: str, rows: tuple[str, ...], caption: str, row: str, level: int) -> Iterator[Part]:
        run: list[Ask] = []
        for item in tab.layout(group):
            if self._ruled_out(item, tab):
                continue
            if isinstance(item, Field):
                if self._asked(item):
                    run.append(self._ask(item, rows, row))
                continue
            inside = tuple(self._group(tab, item, rows, row, level))
            if inside and run:
                yield Questions(caption, tuple(run))
                run = []
            yield from inside
        if run:
            yield Questions(caption, tuple(run))

    def _group(self, tab: Tab, group: Group, rows: tuple[str, ...], row: str, level: int) -> Iterator[Part]:
        if group.repeat is None:
            inside = tuple(self._items(tab, group.id, rows, group.title, row, level + 1))
            if inside:
                yield from self._headed(group, level, inside)
        elif group.repeat.layout == "table":
            yield from self._table(tab, group, rows, row, level)
        else:
            yield from self._cards(tab, group, rows, level)

    def _headed(self, group: Group, level: int, inside: Sequence[Part]) -> Iterator[Part]:
        yield Heading(min(level, 4), group.title)
        if words := self._help(group.help, group.visible_when):
            yield Note(words)
        yield from inside

    def _cards(self, tab: Tab, group: Group, rows: tuple[str, ...], level: int) -> Iterator[Part]:
        for number, one in enumerate(self._rows(tab, group, rows), 1):
            name = f"{group.title} {number}"
            inside = tuple(self._items(tab, group.id, (*rows, one), name, name, level + 1))
            if not inside:
                return
            yield Heading(min(level, 4), name)
            if number == 1 and (words := self._help(group.help, group.visible_when)):
                yield Note(words)
            yield from inside

    def _table(self, tab: Tab, group: Group, rows: tuple[str, ...], row: str, level: int) -> Iterator[Part]:
        fields = [one for one in tab.layout(group.id) if isinstance(one, Field) and self._asked(one)]
        if not fields or group.repeat is None:
            return
        fixed = bool(group.repeat.rows_from)
        names = {one.value: one.label for one in self._form.choices[group.repeat.rows_from].options} if fixed else {}
        lines = [
            (names.get(one) or f"{group.repeat.noun.capitalize()} {number}", (*rows, one))
            for number, one in enumerate(self._rows(tab, group, rows), 1)
        ]
        caption = f"{row}: {group.title}" if row else group.title
        yield Heading(min(level, 4), caption)
        if words := " ".join(part for part in (self._help(group.help, group.visible_when), _helps(fields)) if part):
            yield Note(words)
        if len(fields) > WIDEST - fixed:
            for name, path in lines:
                said = f"{row}, {name}" if row else name
                yield Questions(f"{caption}: {name}", tuple(self._ask(one, path, said) for one in fields), name)
            return
        table = [
            (name, tuple(self._ask(one, path, f"{row}, {name}" if row else name) for one in fields))
            for name, path in lines
        ]
        lead = group.repeat.noun.capitalize() if fixed else ""
        yield Grid(caption, lead, tuple(one.label_short or one.label for one in fields), tuple(table))

    def _rows(self, tab: Tab, group: Group, rows: tuple[str, ...]) -> tuple[str, ...]:
        """The plan's rows and those printed ready after them; of a fixed table the rows the plan's answers call for."""
        repeat = group.repeat
        assert repeat is not None
        if repeat.rows_from:
            return self._offered(repeat.rows_from)
        have = self.record.rows.get(RowsAt(tab.id, group.id, rows), ())
        wished = max(PRINTED_INSIDE if group.parent else PRINTED, repeat.start_with, len(have))
        if repeat.layout == "table" and len(have) == wished:
            wished += 1
        more = max(min(wished, max(repeat.max, len(have))) - len(have), 0)
        return (*have, *(f"new{number}" for number in range(1, more + 1)))

    def _ask(self, field: Field, rows: tuple[str, ...], row: str) -> Ask:
        address = Address(field.tab, field.id, rows)
        answer = self.record.answers.get(address)
        given = shown(field, self._form, answer)
        choices = self._choices(field)
        picked: tuple[str, ...] = ()
        if field.type in (FieldType.YES_NO, FieldType.CHOICES) and isinstance(answer, Value):
            values = (answer.value,) if isinstance(answer.value, str) else answer.value
            if set(values) <= {one.value for one in choices}:
                picked, given = values, ""
        said = in_a_form(answer, field, self._called)
        words = " ".join(part for part in (said, self._help(field.help, field.visible_when)) if part)
        return Ask(address, field, row, words, choices, given, text_of(answer), picked)

    def _choices(self, field: Field) -> tuple[Choice, ...]:
        if field.type is FieldType.YES_NO:
            return Choice("yes", "Yes"), Choice("no", "No")
        if field.type is FieldType.YEAR_GROUP:
            return tuple(Choice(year, year_group_words(year)) for year in self._form.years)
        if not field.choices:
            return ()
        labels = self._form.choices[field.choices]
        return tuple(Choice(value, labels.label(value)) for value in self._offered(field.choices))

    def _help(self, words: str, condition: Condition | None) -> str:
        return " ".join(part for part in (self._only_if.words(condition), words) if part)


def with_continued(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts as they are printed: a group that goes on after a group within it has its heading once more.

    Without it what follows would seem to belong to the inner group.
    """
    last, levels = "", dict[str, int]()
    for part in parts:
        if isinstance(part, Heading):
            last = part.text
            levels[last] = part.level
        elif isinstance(part, Questions) and part.caption in levels and part.caption != last:
            last = part.caption
            yield Heading(max(levels[last], 3), f"{last}, continued")
        yield part


def _helps(fields: Sequence[Field]) -> str:
    """The help of a table's columns, as one note above it."""
    return " ".join(f"{one.label_short or one.label}: {one.help}" for one in fields if one.help)


def _named(condition: Condition) -> Iterator[tuple[str, str]]:
    """Tab and field of every question a condition looks at."""
    yield from ((test.tab, test.field) for test in condition.all)
    for one in condition.any:
        yield from _named(one)

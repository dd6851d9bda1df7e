"""A blank sheet of one person's questions, to be filled in by hand: the child's voice, or the carer's views.

Made from the form, as it is asked of a child in that year group. Nothing about any child is on it but a first name, if
one is given. What comes back on paper is typed into the plan.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from pepdesk.export.blocks import Document, Heading, PageBreak, Paragraph, Tick, ToFill, Tone
from pepdesk.export.faces import SIGNS
from pepdesk.export.outline import OWNER_WORDS
from pepdesk.export.question_list import condition_words
from pepdesk.form.address import Address
from pepdesk.form.model import YEAR_GROUPS, Condition, Field, FieldType, Form, Group, Role, Tab
from pepdesk.problem import FormProblem
from pepdesk.record.answers import Value
from pepdesk.record.record import PepRecord
from pepdesk.record.values import year_group_words
from pepdesk.rules.visible import Visibility
from pepdesk.words import tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pepdesk.export.blocks import Block
    from pepdesk.record.answers import Answer

OWNERS: Final = (Role.CHILD, Role.CARER)
"""Whose questions can be put on paper; an adult's whole part of the plan, with its tables, cannot."""
MARKING: Final = "Private when filled in"
YEAR: Final = Address("child", "year_group")
_FACES: Final = "Put a ring round one face, or colour it in."
_SEVERAL: Final = "Tick all that are right."
_DRAW_HERE: Final = "Draw or stick something here"
_HELPER: Final = "For the adult who helps"
_AFTERWARDS: Final = (
    "Fill in this page yourself. Afterwards, type the answers into the plan in the words used here. A photo or scan of "
    "a page can be added there, if the child is happy with that. Keep or destroy the paper as your authority asks."
)
_WORDS_A_LINE: Final = 15
"""An answer's most words → lines; one hand-written line takes about eight, and nobody fills the whole measure."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a sheet speaks: its title, what stands before the lines at the top, the print, a welcome of its own.

    ``ruling`` is the points between lines, ``long`` and ``short`` how many lines a free text and a single line get,
    ``most`` how many a text gets whose length the form limits, ``drawing`` the points an empty box is high.
    """

    title: str
    names: tuple[str, ...]
    large: bool = True
    welcome: str = ""
    ruling: float = 30.0
    long: int = 3
    short: int = 1
    most: int = 4
    drawing: float = 320.0


_YOUNG = ("My name", "Date")
_OLDER = Manner("What I think", ("Name", "Date"), ruling=28.0, long=2, short=2, drawing=170.0)
_CHILD: Final = (
    ("N2", Manner("All about me", _YOUNG)),
    ("2", Manner("My school and me", _YOUNG, ruling=36.0)),
    ("6", Manner("My school and me", _YOUNG, short=2)),
    ("11", _OLDER),
    ("14", replace(_OLDER, title="My view")),
)
"""Last year group → how the sheet speaks to children up to it. Before Year 3 they write large, or somebody writes for
them; from Year 7 nobody wants to be faced with empty lines."""
_CARER: Final = Manner(
    "How you see it: the carer's view",
    ("The child's first name", "Your name", "Date"),
    large=False,
    welcome="A few words from everyday life help most. Leave out what you would rather say at the meeting.",
    ruling=27.0,
    long=5,
    most=6,
)
_ADULT: Final = Manner("", (), large=False, ruling=24.0)


def manner_for(owner: Role, year_group: str) -> Manner:
    """How the sheet speaks to a child in that year group, or to a carer."""
    if owner is not Role.CHILD:
        return _CARER
    place = YEAR_GROUPS.index(year_group)
    return next(manner for last, manner in _CHILD if place <= YEAR_GROUPS.index(last))


def paper_sheet(
    form: Form,
    owner: Role,
    year_group: str,
    created: str,
    *,
    first_name: str = "",
    known: Mapping[Address, Answer] | None = None,
) -> Document:
    """The sheet as a document. ``created``: an ISO date and time with zone.

    ``first_name`` is written on the name line, if given. ``known`` are answers that decide what is asked and are not
    printed (post-16: what the young person does now). Raises ``FormProblem`` for a year group the form is not for and
    for an owner who has no question there.
    """
    if year_group not in form.years:
        years = f"{form.years[0]} to {form.years[-1]}"
        raise FormProblem(
            tr('The form "{form}" is not for year group "{year_group}".', form=form.id, year_group=year_group),
            tr("It is for {years}.", years=years),
        )
    manner = manner_for(owner, year_group)
    body = tuple(_Sheet(form, owner, manner, {**(known or {}), YEAR: Value(year_group)}).blocks())
    if not any(isinstance(block, ToFill) for block in body):
        raise FormProblem(
            tr("This form asks nothing of {whom} that could stand on a sheet.", whom=OWNER_WORDS[owner]),
            tr("Paper sheets are made of the questions of the child or of the carer."),
        )
    names = tuple(
        ToFill(words, beside=True, given=first_name if index == 0 else "", large=manner.large)
        for index, words in enumerate(manner.names)
    )
    return Document(
        title=manner.title,
        subtitle=f"For the Personal Education Plan (PEP) meeting · {year_group_words(year_group)}",
        marking=MARKING,
        footer=form.title,
        version=str(form.version),
        created=created,
        blocks=(*names, *body),
    )


class _Sheet:
    """The questions of one owner, shown as the form shows them when no more than ``known`` was answered."""

    def __init__(self, form: Form, owner: Role, manner: Manner, known: Mapping[Address, Answer]) -> None:
        self._form, self._owner, self._manner = form, owner, manner
        self._loose = replace(form, tabs=tuple(_loosened(tab) for tab in form.tabs))
        self._shown = Visibility(PepRecord("", self._loose, "", dict(known)))

    def blocks(self) -> Iterator[Block]:
        """The owner's own tabs, what is asked of them elsewhere, and last the page for the adult who helps."""
        own = [tab for tab in self._form.tabs if tab.owner is self._owner]
        others = [field for tab in self._form.tabs if tab not in own for field in self._questions(tab, theirs=True)]
        names = [field for field in others if field.tab == YEAR.tab]
        for field in names:
            yield replace(self._question(field, self._manner), hint="", lines=0, beside=True)
        if self._manner.welcome:
            yield Paragraph(self._manner.welcome, self._tone(self._manner))
        for tab in own:
            if tab.help:
                yield Paragraph(tab.help, self._tone(self._manner))
            yield from self._groups(tab, self._questions(tab, theirs=True), self._manner)
        others = [field for field in others if field not in names]
        if others and own:
            yield Heading(2, "One more thing" if len(others) == 1 else "A few more things")
        for field in others:
            yield self._question(field, self._manner)
        helping = [(tab, questions) for tab in own if (questions := self._questions(tab, theirs=False))]
        if helping:
            yield PageBreak()
            yield Heading(2, _HELPER)
            yield Paragraph(_AFTERWARDS)
            for _, questions in helping:
                yield from (self._question(field, _ADULT) for field in questions)

    def _questions(self, tab: Tab, *, theirs: bool) -> list[Field]:
        """The tab's questions that are shown: the owner's own, or those that somebody else answers beside them."""
        return [
            field
            for field in tab.fields
            if (field.owner is self._owner) == theirs
            and not field.depth
            and field.type is not FieldType.NOTE
            and self._shown.question(self._loose.field(tab.id, field.id))
        ]

    def _groups(self, tab: Tab, questions: list[Field], manner: Manner) -> Iterator[Block]:
        """The questions in form order, each group of them under its title."""
        title = ""
        for field in questions:
            group = tab.group(field.group) if field.group else None
            if group and group.title != title:
                title = group.title
                yield Heading(2, title)
                if words := self._group_help(group, questions):
                    yield Paragraph(words, self._tone(manner))
            yield self._question(field, manner)

    def _group_help(self, group: Group, questions: list[Field]) -> str:
        inside = [field for field in questions if field.group == group.id]
        faces = any(tick.face for field in inside for tick in self._ticks(field))
        return " ".join(part for part in (group.help, _FACES if faces else "") if part)

    def _question(self, field: Field, manner: Manner) -> ToFill:
        asked = ToFill(field.label, self._hint(field, manner), large=manner.large, ruling=manner.ruling)
        if field.type is FieldType.ATTACHMENT:
            return replace(asked, drawn=_DRAW_HERE, lines=round(manner.drawing / manner.ruling))
        if ticks := self._ticks(field):
            return replace(asked, ticks=ticks, scale=field.type is FieldType.SCALE)
        if field.type in _BESIDE:
            return replace(asked, beside=True)
        return replace(asked, lines=_lines(field, manner))

    def _ticks(self, field: Field) -> tuple[Tick, ...]:
        if field.type is FieldType.YES_NO:
            return (Tick("Yes"), Tick("No"))
        offered = self._shown.offered(field.choices) if field.choices else ()
        return tuple(_tick(self._form.choices[field.choices].label(value)) for value in offered)

    def _hint(self, field: Field, manner: Manner) -> str:
        several = _SEVERAL if field.type is FieldType.CHOICES else ""
        why = field.why if self._owner is not Role.CHILD else ""
        return " ".join(part for part in (self._only_if(field, manner), field.help, why, several) if part)

    def _only_if(self, field: Field, manner: Manner) -> str:
        """When a question is to be answered that another one on the same sheet decides about."""
        deciding = _tests_of(field.visible_when, field.tab, same=True)
        if deciding is None or field.label.startswith("If "):
            return ""
        return "Only if this fits you." if manner.large else f"Only if {condition_words(self._form, deciding)}."

    @staticmethod
    def _tone(manner: Manner) -> Tone:
        return Tone.ALOUD if manner.large else Tone.BODY


_BESIDE: Final = frozenset(
    {FieldType.DATE, FieldType.DATETIME, FieldType.NUMBER, FieldType.MONEY, FieldType.YEAR_GROUP}
)  # fmt: skip
"""Answered in a word or two, on a line in the question's own row."""


def _lines(field: Field, manner: Manner) -> int:
    if field.type is not FieldType.PARAGRAPH:
        return manner.short
    return min(max(field.max_words // _WORDS_A_LINE, 3), manner.most) if field.max_words else manner.long


def _tick(label: str) -> Tick:
    """An option; one whose words begin with a face gets it drawn, because few fonts have it and none to colour in."""
    face = SIGNS.get(label[:1])
    return Tick(label[1:].lstrip("\ufe0f ") if face else label, face)


def _loosened(tab: Tab) -> Tab:
    """The tab with conditions on its own questions taken out: on paper those are answered beside each other."""
    return replace(
        tab,
        fields=tuple(replace(one, visible_when=_tests_of(one.visible_when, tab.id, same=False)) for one in tab.fields),
        groups=tuple(replace(one, visible_when=_tests_of(one.visible_when, tab.id, same=False)) for one in tab.groups),
    )


def _tests_of(condition: Condition | None, tab: str, *, same: bool) -> Condition | None:
    """The part of a condition that looks at questions of ``tab`` (``same``) or at those of other tabs; None: nothing.

    An alternative of which nothing is left holds always, and with it the whole choice of alternatives.
    """
    if condition is None:
        return None
    tests = tuple(test for test in condition.all if (test.tab == tab) == same)
    either = tuple(_tests_of(one, tab, same=same) for one in condition.any)
    whole = tuple(one for one in either if one is not None)
    if len(whole) < len(either):
        whole = ()
    return Condition(tests, whole) if tests or whole else None


def conditions_elsewhere(form: Form) -> frozenset[tuple[str, str]]:
    """Tab and field of every question that decides whether one of another tab is asked."""
    return frozenset(pair for tab in form.tabs for one in _conditions(tab) for pair in _named(one) if pair[0] != tab.id)


def _conditions(tab: Tab) -> Iterator[Condition | None]:
    yield tab.visible_when
    yield from (group.visible_when for group in tab.groups)
    yield from (field.visible_when for field in tab.fields)


def _named(condition: Condition | None) -> Iterator[tuple[str, str]]:
    if condition is not None:
        yield from ((test.tab, test.field) for test in condition.all)
        for one in condition.any:
            yield from _named(one)

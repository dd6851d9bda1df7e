"""What the guide's answers become in the plan: which question each step fills, what stands there, what would change.

No widgets. Nothing is written here: ``fillings`` say what would be, ``changes`` are what one step to undo does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pepdesk.form.address import Address, RowsAt
from pepdesk.form.model import FieldType
from pepdesk.record.answers import NotApplicable, NotKnown, text_of, value_of
from pepdesk.record.changes import SetAnswer
from pepdesk.record.record import new_row
from pepdesk.record.values import clean_text
from pepdesk.rules.targets import OUTCOME
from pepdesk.words import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pepdesk.app.session import Session
    from pepdesk.form.model import Field
    from pepdesk.record.answers import Answer
    from pepdesk.record.changes import Change, InsertRow
    from pepdesk.smart.guide import Guide, Step

KEEP, AFTER, REPLACE = "keep", "after", "replace"


@dataclass(frozen=True, slots=True)
class Asked:
    """A step of the guide: the question of the form it fills (None for a part of the sentence) and its answer now."""

    step: Step
    field: Field | None
    address: Address | None
    answer: Answer | None

    @property
    def typed(self) -> str:
        """The answer to begin with: what the plan says already."""
        return text_of(self.answer)


@dataclass(frozen=True, slots=True)
class Filling:
    """One question that would be filled in: what stands there (in words, "" for nothing) and what would.

    ``after`` is the stored text, ``said`` the same in words.
    ``ways`` are what can be done where something stands there, the proposed one first; empty where nothing does.
    """

    field: Field
    address: Address
    before: str
    after: str
    said: str
    ways: tuple[str, ...]


class GuidePlan:
    """The guide for the target in ``row`` of one plan."""

    def __init__(self, session: Session, guide: Guide, row: str) -> None:
        self._session, self._guide, self._row = session, guide, row
        self._new_rows: dict[RowsAt, InsertRow] = {}
        self.asked = tuple(asked for step in guide.steps if (asked := self._asked(step)) is not None)

    def fillings(self, typed: Mapping[str, str], name: str) -> tuple[Filling, ...]:
        """What these answers (by step id) would fill in, in the order of the form; ``name`` is the child's."""
        found = [self._filling(one, typed.get(one.step.id, "")) for one in self.asked]
        parts = {one.step.part: typed.get(one.step.id, "") for one in self.asked if one.step.part}
        if (sentence := self._guide.sentence(parts, name)) and (target := self._outcome()) is not None:
            found.append(self._filling(target, sentence.replace("….", "…")))
        order = [field.id for field in self._session.form.tab(OUTCOME[0]).fields]
        return tuple(sorted((one for one in found if one is not None), key=lambda one: order.index(one.field.id)))

    def changes(self, fillings: tuple[Filling, ...], ways: Mapping[Address, str]) -> tuple[Change, ...]:
        """The changes of one step to undo; ``ways`` say what is done where something stands, by its address."""
        settled: list[Change] = []
        rows: dict[RowsAt, Change] = {}
        for one in fillings:
            way = ways.get(one.address, REPLACE if not one.ways else KEEP)
            if way == KEEP:
                continue
            rows |= {at: insert for at, insert in self._new_rows.items() if insert.row == one.address.rows[-1]}
            text = f"{one.before.rstrip()}\n{one.after}" if way == AFTER else one.after
            settled.append(SetAnswer(one.address, value_of(text)))
        return (*rows.values(), *settled)

    def _asked(self, step: Step) -> Asked | None:
        """The step, if this form asks what it fills."""
        if step.part:
            return Asked(step, None, None, None)
        tab, _, name = step.fills.partition(".")
        if not self._session.form.has(tab, name):
            return None
        return self._at(step, self._session.form.field(tab, name))

    def _at(self, step: Step, field: Field) -> Asked | None:
        group = self._session.form.tab(field.tab).group(field.group)
        rows: tuple[str, ...] = (self._row,)
        if group.parent:
            at = RowsAt(field.tab, field.group, rows)
            if at not in self._session.on_screen.groups:
                return None
            have = self._session.on_screen.rows.get(at, ())
            if not have and at not in self._new_rows:
                self._new_rows[at] = new_row(self._session.read(), at, 0)
            rows = (*rows, have[0] if have else self._new_rows[at].row)
        address = Address(field.tab, field.id, rows)
        is_new = rows[-1] in [one.row for one in self._new_rows.values()]
        if not is_new and address not in self._session.on_screen.shown:
            return None
        return Asked(step, field, address, self._session.answer(address))

    def _outcome(self) -> Asked | None:
        field = self._session.form.field(*OUTCOME)
        return self._at(self._guide.steps[0], field)

    def _filling(self, asked: Asked, typed: str) -> Filling | None:
        after = clean_text(typed).strip()
        if asked.field is None or asked.address is None or not after or after == asked.typed.strip():
            return None
        sentence = (asked.field.tab, asked.field.id) == OUTCOME
        before = self._words(asked)
        ways: tuple[str, ...] = ()
        if before:
            # An answer was shown in its step and changed there; the target itself and reasons were not shown.
            ways = (REPLACE, KEEP) if asked.typed and not sentence else (KEEP, REPLACE)
            if sentence and asked.typed and asked.field.type is FieldType.PARAGRAPH:
                ways = (AFTER, REPLACE, KEEP)
        return Filling(asked.field, asked.address, before, after, self._said(asked.field, after), ways)

    def _words(self, asked: Asked) -> str:
        """What stands in a question, in words; "" for nothing."""
        if isinstance(asked.answer, NotApplicable):
            return tr("Not applicable")
        if isinstance(asked.answer, NotKnown):
            return tr("Not known yet")
        return self._said(asked.field, asked.typed) if asked.field is not None else ""

    def _said(self, field: Field, stored: str) -> str:
        return self._session.form.choices[field.choices].label(stored) if field.choices and stored else stored

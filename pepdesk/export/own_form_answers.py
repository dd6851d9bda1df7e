"""The answers of a plan while they are laid into a foreign form: which stand where, which are still to be placed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pepdesk.form.address import Address, RowsAt
from pepdesk.intake.own_form_mapping import EVERY_ROW, RowsOf, rows_at
from pepdesk.record.values import shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pepdesk.form.model import Field, Group
    from pepdesk.record.record import PepRecord

NO_PLACE: Final = "The form has no place for it."
_NEW: Final = re.compile(r"new(\d{1,3})")


@dataclass(frozen=True, slots=True)
class Left:
    """An answer that is not in the form: its page, question (with the row), words, and why."""

    address: Address
    tab: str
    label: str
    text: str
    why: str


class Answers:
    """``open`` holds what counts and is still to be placed; an answer may stand in several places."""

    def __init__(self, record: PepRecord, shown_ones: Collection[Address]) -> None:
        self.record = record
        counting = frozenset(shown_ones)
        self.open = frozenset(one for one in record.answers if one in counting)
        self._placed: set[Address] = set()
        self._why: dict[Address, str] = {}

    @property
    def placed(self) -> int:
        """How many answers stand in the form."""
        return len(self._placed)

    def question(self, address: Address) -> Field:
        """The question of an answer."""
        return self.record.form.field(address.tab, address.field)

    def text(self, address: Address) -> str:
        """An answer in words; "" if there is none or it does not count."""
        if address not in self.open:
            return ""
        return shown(self.question(address), self.record.form, self.record.answers.get(address))

    def take(self, address: Address) -> str:
        """The words of an answer, noted as placed."""
        if text := self.text(address):
            self._placed.add(address)
        return text

    def leave(self, address: Address, why: str) -> None:
        """Note why an answer could not be put where the mapping says."""
        self._why[address] = why

    def left(self) -> Iterator[Left]:
        """Every answer that stands nowhere in the form, in the plan's order."""
        form = self.record.form
        order = {(tab.id, one.id): n for n, (tab, one) in enumerate((t, f) for t in form.tabs for f in t.fields)}
        for address in sorted(self.open - self._placed, key=lambda one: (order[one.tab, one.field], one.rows)):
            if text := self.text(address):
                label = " – ".join(part for part in (self._row_words(address), self.question(address).label) if part)
                yield Left(address, form.tab(address.tab).title, label, text, self._why.get(address, NO_PLACE))

    # Rows ---------------------------------------------------------------------------------------------------------

    def resolved(self, text: str) -> Iterator[Address]:
        """The plan's addresses for one of a mapping: "new2" is the second row there is, "*" each of them."""
        address = Address.parse(text)
        found: list[tuple[str, ...]] = [()]
        for depth, group in enumerate(self._chain(address)):
            found = [
                (*path, row) for path in found for row in self._rows(address.tab, group, path, address.rows[depth])
            ]
        yield from (address._replace(rows=path) for path in found)

    def _rows(self, tab: str, group: Group, path: tuple[str, ...], wanted: str) -> tuple[str, ...]:
        there = self.record.rows_at(group, tab, path)
        if wanted == EVERY_ROW:
            return there
        if (number := _NEW.fullmatch(wanted)) and wanted not in there:
            return there[int(number[1]) - 1 : int(number[1])] if int(number[1]) else ()
        return (wanted,) if wanted in there else ()

    def rows_of(self, part: RowsOf) -> tuple[str, ...]:
        """The rows of a group that say something; one row of no name for single answers."""
        if not part.group:
            return ("",)
        at = rows_at(part)
        group = self.record.form.tab(at.tab).group(at.group)
        used = {one.rows[0] for one in self.open if one.tab == at.tab and one.rows and self._chain(one)[0] is group}
        return tuple(row for row in self.record.rows_at(group, at.tab) if row in used)

    def in_row(self, column: str, row: str) -> Iterator[Address]:
        """The addresses a column asks for in a row, those of its inner rows one after the other."""
        tab, _, name = column.partition(".")
        depth = self.record.form.field(tab, name).depth
        rows = ((), (row,), (row, EVERY_ROW))[depth]
        address = Address(tab, name, rows)
        yield from self.resolved(str(address)) if depth == 2 else (address,)

    def row_name(self, part: RowsOf, row: str) -> str:
        """The words for a fixed row."""
        at = rows_at(part)
        repeat = self.record.form.tab(at.tab).group(at.group).repeat
        return self.record.form.choices[repeat.rows_from].label(row) if repeat and repeat.rows_from else ""

    def _chain(self, address: Address) -> list[Group]:
        """The repeated groups an answer stands in, the outer one first."""
        tab = self.record.form.tab(address.tab)
        name = self.question(address).group
        found: list[Group] = []
        while name:
            found.insert(0, tab.group(name))
            name = found[0].parent
        return [one for one in found if one.repeat]

    def _row_words(self, address: Address) -> str:
        words = []
        for depth, group in enumerate(self._chain(address)):
            assert group.repeat is not None
            row = address.rows[depth]
            if group.repeat.rows_from:
                words.append(self.record.form.choices[group.repeat.rows_from].label(row))
                continue
            rows = self.record.rows.get(RowsAt(address.tab, group.id, address.rows[:depth]), ())
            words.append(
                f"{group.repeat.noun.capitalize()} {rows.index(row) + 1}" if row in rows else group.repeat.noun
            )
        return ", ".join(words)

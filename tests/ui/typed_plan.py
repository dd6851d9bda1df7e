"""A whole plan made by a typist: first run, new plan, every answer, check, identity, signed export. Keys alone.

Only what a person has is used: the keys the menus and labels show, Tab, and what a screen reader is told of the focus.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from pepdesk.form.address import Address, RowsAt
from pepdesk.form.model import Field, FieldType, Form
from pepdesk.record.answers import Answer, NotApplicable, NotKnown, Value
from pepdesk.record.record import PepRecord
from pepdesk.record.values import year_group_words
from tests.checkers.typist import Seen, Typist, on_a_keyboard

PASSPHRASE = "violet kettle Orkney badger lamp"
SHEET, PLANS = "sheet.txt", "signed"
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_TYPED = (FieldType.LINE, FieldType.PARAGRAPH, FieldType.PERSON, FieldType.NUMBER, FieldType.MONEY)
_STARTED = {"Legal first name": "first_name", "Legal surname": "surname", "Date of birth": "date_of_birth"}


def first_run(typist: Typist, home: Path) -> None:
    """The pages before the first plan, with the recovery sheet saved in ``home`` and typed back from there."""
    typist.until(lambda seen: seen.name == "Size of everything", "for the first page")
    for step in ("2 of 4", "3 of 4"):
        typist.press("alt+n")
        typist.hear(f"Step {step}")
    typist.press("alt+n")
    typist.until(lambda seen: seen.name == "Passphrase", "for the passphrase")
    typist.type(PASSPHRASE)
    typist.go("Return")
    typist.type(PASSPHRASE)
    typist.press("Return")
    typist.until(lambda seen: seen.name.startswith("Print"), "for the recovery sheet", noticed=True)
    typist.press("alt+a")
    save_as(typist, home / SHEET)
    typist.hear("Saved.")
    typist.until(lambda seen: seen.name.startswith("Print"), "to be back at the sheet")
    key = next(line for line in (home / SHEET).read_text(encoding="utf-8").splitlines() if line.count("-") == 8)
    for _ in range(2):
        typist.go("Tab")
        typist.tab_to("Type the ")
        typist.type(key.split("-")[_ORDINALS.index(typist.at.name.split()[2])])
    typist.hear("Both groups are right")
    typist.press("Return")
    typist.until(lambda seen: seen.name == "New plan", "for my plans")


def save_as(typist: Typist, path: Path) -> None:
    """Give the system's file window a name."""
    typist.until(lambda seen: seen.name.startswith("File name") and seen.role == "text", "for the file window")
    typist.press("ctrl+a")
    typist.type(str(path))
    typist.shows(lambda seen: seen.value == str(path), "the name of the file")
    typist.press("Return")


def new_plan(typist: Typist, record: PepRecord) -> None:
    """Start a plan with what the sample says of the child."""
    typist.press("ctrl+n")
    typist.until(lambda seen: seen.name == "Legal first name", "for the new plan")
    for name, question in _STARTED.items():
        typist.tab_to(name)
        typist.type(as_typed(record, Address("child", question)))
    typist.tab_to("Year group")
    choose(typist, year_group_words(text(record, Address("child", "year_group"))))
    typist.tab_to("Name of the school")
    typist.type(as_typed(record, Address("school", "name")))
    typist.press("alt+s")
    typist.until(lambda seen: seen.id == "contents", "for the plan", noticed=True)


def choose(typist: Typist, words: str) -> None:
    """Choose from a closed list by typing how the line begins; by arrows where that finds another line."""
    if typist.now().value == words:
        return
    first = on_a_keyboard(words).split()[0]  # a space would open the list
    typist.type(first)
    typist.shows(lambda seen: on_a_keyboard(seen.value).startswith(first[0]) or first.isdigit(), f"a choice like {words}")
    for _ in range(60):
        if typist.now().value == words:
            return
        typist.press("Down")
        typist.shows(lambda seen, before=typist.at.value: seen.value != before, f"another choice than {typist.at.value}")
    raise AssertionError(f"{words!r} cannot be chosen in {typist.at}")


def text(record: PepRecord, address: Address) -> str:
    """The text of an answer in its stored form."""
    answer = record.answers[address]
    assert isinstance(answer, Value) and isinstance(answer.value, str)
    return answer.value


def as_typed(record: PepRecord, address: Address) -> str:
    """How somebody types an answer."""
    found = text(record, address)
    if record.form.field(address.tab, address.field).type is FieldType.DATE:
        year, month, day = found.split("-")
        return f"{int(day)}/{int(month)}/{year}"
    return on_a_keyboard(found)


@dataclass(slots=True)
class Filling:
    """Types the answers of ``record`` into the open plan. ``left`` are those not typed yet, ``stops`` the Tabs."""

    typist: Typist
    record: PepRecord
    left: dict[Address, Answer] = field(init=False)
    stops: Counter[str] = field(default_factory=Counter)
    _rows: dict[str, str] = field(default_factory=dict)
    _waiting: dict[RowsAt, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.left = dict(self.record.answers)
        self._waiting = {at: list(rows) for at, rows in self.record.rows.items()}

    @property
    def form(self) -> Form:
        """The form of the plan."""
        return self.record.form

    def section(self, tab: str) -> None:
        """Answer what is asked in the section that is open, by Tab; some is asked only after other sections."""
        if not self.typist.at.id.startswith(f"{tab}."):
            self._enter(tab)
        while any(address.tab == tab for address in self.left):
            seen = self.typist.at
            if not seen.id.startswith(f"{tab}.") and "TabPage" not in seen.id:
                return
            if not self._answer(seen):
                self.stops[tab] += 1
                self.typist.go("Tab")

    def next_section(self) -> None:
        """Turn to the next section."""
        self.typist.press("ctrl+Next")

    def _enter(self, tab: str) -> None:
        for _ in range(4):
            if self.typist.go("F6").id.startswith(f"{tab}."):
                return
        raise AssertionError(f"F6 does not lead into {tab}: {self.typist.way[-6:]}")

    def _of(self, tab: str) -> list[str]:
        return [str(address) for address in self.left if address.tab == tab]

    # One question -------------------------------------------------------------------------------------------------

    def _answer(self, seen: Seen) -> bool:
        """Do what is to be done where the focus is; False when Tab comes next."""
        if seen.id.endswith(" add"):
            return self._add_row(RowsAt.parse(seen.id.removesuffix(" add")))
        if "." not in seen.id or "TabPage" in seen.id:
            return False
        name, _, option = seen.id.partition("=")
        real = Address.parse(name)
        address = self._in_the_sample(real)
        answer = self.left.get(address)
        if answer is None:
            return False
        question = self.form.field(address.tab, address.field)
        if isinstance(answer, NotApplicable | NotKnown):
            self._say_absent(answer)
        elif option and question.type is FieldType.CHOICES:
            return self._tick(address, option, seen)
        elif option:
            self._pick(address, option)
        elif seen.role == "combo box":
            choose(self.typist, self._label(question, text(self.record, address)))
        else:
            self._write(address, question)
        self.left.pop(address, None)
        return False

    def _write(self, address: Address, question: Field) -> None:
        words = as_typed(self.record, address)
        if self.typist.at.value:
            if self.typist.at.value == words or question.type is FieldType.DATE:
                return
            self.typist.press("ctrl+a")
        self.typist.type(words)
        self.typist.shows(lambda seen: seen.value == words, str(address))

    def _pick(self, address: Address, option: str) -> None:
        """Go down the radio buttons to the one wanted and choose it."""
        wanted = text(self.record, address)
        for _ in range(12):
            if option == wanted:
                break
            option = self.typist.go("Down").id.partition("=")[2]
        assert option == wanted, (address, option)
        if not self.typist.now().checked:
            self.typist.press("space")
            self._until_checked(address)

    def _tick(self, address: Address, option: str, seen: Seen) -> bool:
        answer = self.left[address]
        assert isinstance(answer, Value) and isinstance(answer.value, tuple)
        if option in answer.value and not seen.checked:
            self.typist.press("space")
            self._until_checked(address)
        if option == [one.value for one in self.form.options(self.form.field(address.tab, address.field))
                      if one.value in answer.value][-1]:  # fmt: skip
            self.left.pop(address)
        return False

    def _until_checked(self, address: Address) -> None:
        self.typist.shows(lambda seen: seen.checked, f"for {address} to be chosen")

    def _say_absent(self, answer: NotApplicable | NotKnown) -> None:
        typist, before = self.typist, self.typist.at.id
        typist.press("ctrl+period")
        typist.press("Down")
        typist.until(lambda seen: seen.role == "menu item", "for the menu of reasons")
        typist.press("k" if isinstance(answer, NotKnown) else "n")
        typist.until(lambda seen: seen.role == "text", f"for the reason at {before}")
        words = on_a_keyboard(answer.who if isinstance(answer, NotKnown) else answer.reason)
        typist.type(words)
        typist.shows(lambda seen: seen.value == words, f"the reason at {before}")

    def _label(self, question: Field, value: str) -> str:
        if question.type is FieldType.YEAR_GROUP:
            return year_group_words(value)
        if question.type is FieldType.YES_NO:
            return value.capitalize()
        return next(one.label for one in self.form.options(question) if one.value == value)

    # Rows ---------------------------------------------------------------------------------------------------------

    def _add_row(self, at: RowsAt) -> bool:
        """Add a row where the sample has more; the focus then goes to its first question."""
        if not self._waiting.get(RowsAt(at.tab, at.group, tuple(self._rows[row] for row in at.rows))):
            return False
        self.typist.go("space")
        assert self.typist.at.id.startswith(f"{at.tab}.") and not self.typist.at.id.endswith(" add"), self.typist.at
        return True

    def _in_the_sample(self, real: Address) -> Address:
        """The sample's address of a question in the window: its rows are taken in turn as they are met."""
        group = self.form.field(real.tab, real.field).group
        groups = {one.id: one for one in self.form.tab(real.tab).groups}
        chain = [group] if len(real.rows) == 1 else [str(groups[group].parent), group] if real.rows else []
        rows: tuple[str, ...] = ()
        for name, row in zip(chain, real.rows, strict=True):
            if groups[name].repeat.rows_from:  # type: ignore[union-attr]
                rows = (*rows, row)
                continue
            if row not in self._rows:
                waiting = self._waiting.get(RowsAt(real.tab, name, rows))
                self._rows[row] = waiting.pop(0) if waiting else "more than the sample has"
            rows = (*rows, self._rows[row])
        return Address(real.tab, real.field, rows)


def check(typist: Typist) -> str:
    """Have the plan looked over; gives what is said of it."""
    typist.said.clear()
    typist.press("F9")
    return typist.hear("to improve")


def export_signed(typist: Typist, folder: Path) -> None:
    """Make the final plan as PDF and Word into ``folder``, signed with an identity made on the way."""
    typist.press("ctrl+e")
    typist.until(lambda seen: seen.name.startswith("The final plan"), "for the export, ready for a final plan")
    typist.press("alt+n")
    typist.until(lambda seen: seen.name.startswith("PDF"), "for the files")
    typist.press("alt+f")
    typist.until(lambda seen: seen.name == "Folder", "for the folder")
    typist.press("ctrl+a")
    typist.type(str(folder))
    typist.press("alt+n")
    typist.hear("Sign them now?")
    make_identity(typist)
    typist.press("alt+a")
    typist.press("alt+p")
    typist.until(lambda seen: seen.name == "Your passphrase, to sign", "for the passphrase")
    typist.type(PASSPHRASE)
    typist.press("alt+m")
    typist.until(lambda seen: seen.name == "Close", "for the signed documents", noticed=True)
    typist.press("Return")


def make_identity(typist: Typist) -> None:
    """Make a signing identity from the page that asks for one."""
    typist.press("alt+d")
    typist.until(lambda seen: seen.name.startswith("Your name"), "for the window that makes an identity")
    typist.type("Sian Wyn-Prosser")
    typist.tab_to("Your role")
    choose(typist, "Designated teacher")
    typist.tab_to("Your school")
    typist.type("Ysgol Glan Gwy")
    typist.press("alt+m")
    typist.until(lambda seen: seen.name == "Done", "for the identity", noticed=True)
    typist.press("Return")

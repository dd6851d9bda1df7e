"""A whole plan made by a typist: first run, new plan, every answer, check, identity, signed export. Keys alone.

Only what a person has is used: the keys the menus and labels show, Tab, and what a screen reader is told of the focus.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from pepdesk.app.documents import sample_plan
from pepdesk.export.signature_fields import SIGNER_TITLES
from pepdesk.form.address import Address, RowsAt
from pepdesk.form.model import Field, FieldType, Form, Group
from pepdesk.record.answers import Answer, NotApplicable, NotKnown, Value
from pepdesk.record.record import PepRecord
from pepdesk.record.values import year_group_words
from pepdesk.rules.assess import assess
from tests.checkers.typist import Seen, Typist, on_a_keyboard

PASSPHRASE = "violet kettle Orkney badger lamp"
SHEET, PLANS = "sheet.txt", "signed"
MOST_TABS = 600
"""More stops than any section has, over all the times it is gone through."""
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_TYPED = (FieldType.LINE, FieldType.PARAGRAPH, FieldType.PERSON, FieldType.NUMBER, FieldType.MONEY)
_STARTED = {"Legal first name": "first_name", "Legal surname": "surname", "Date of birth": "date_of_birth"}


def to_type() -> PepRecord:
    """The sample plan with what its form asks, without its fourth target: that one shows what the coach minds."""
    sample = sample_plan("year_r_11", date.today())
    asked = assess(sample, date.today()).shown
    answers = {
        at: answer
        for at, answer in sample.answers.items()
        if at in asked and (at.tab != "targets" or at.rows[:1] != ("r4",))
    }
    rows = {
        at: tuple(row for row in rows if (at.tab, at.group, row) != ("targets", "target", "r4"))
        for at, rows in sample.rows.items()
        if at.tab != "targets" or at.rows != ("r4",)
    }
    return replace(sample, answers=answers, rows=rows)


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
    typist.write(str(path))
    typist.press("Return")


def new_plan(typist: Typist, record: PepRecord) -> None:
    """Start a plan with what the sample says of the child."""
    typist.press("ctrl+n")
    typist.until(lambda seen: seen.name == "Legal first name", "for the new plan")
    for name, question in _STARTED.items():
        typist.tab_to(name)
        typist.type(as_typed(record, Address("child", question)))
    typist.tab_to("Year group")
    years = [year_group_words(year) for year in record.form.years]
    choose(typist, year_group_words(text(record, Address("child", "year_group"))), years)
    typist.tab_to("Name of the school")
    typist.type(as_typed(record, Address("school", "name")))
    typist.press("alt+s")
    typist.until(lambda seen: seen.id == "contents", "for the plan", noticed=True)


def choose(typist: Typist, words: str, lines: Sequence[str]) -> None:
    """Choose from a closed list by typing how the line begins, and on by arrows; ``lines`` as they stand in it."""
    if typist.now().value == words:
        return
    typist.type(on_a_keyboard(words)[0])
    typist.shows(lambda seen: seen.value in lines, f"a choice like {words}")
    for _ in lines:
        now = typist.at.value
        if now == words:
            return
        typist.press("Down" if lines.index(now) < lines.index(words) else "Up")
        typist.shows(lambda seen, now=now: seen.value in lines and seen.value != now, f"another choice than {now}")
    assert typist.at.value == words, f"{words!r} cannot be chosen in {typist.at}"


def text(record: PepRecord, address: Address) -> str:
    """The text of an answer in its stored form."""
    answer = record.answers[address]
    assert isinstance(answer, Value)
    assert isinstance(answer.value, str)
    return answer.value


def typed(answer: Answer) -> Answer:
    """The answer as it is after somebody typed it who has only plain letters."""
    match answer:
        case Value(str(words)):
            return Value(on_a_keyboard(words))
        case NotKnown(who):
            return NotKnown(on_a_keyboard(who))
        case NotApplicable(reason):
            return NotApplicable(on_a_keyboard(reason))
    return answer


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

    def everything(self) -> None:
        """Answer everything, section by section; once more round for what is asked only because of later answers."""
        for _ in range(2):
            for tab in self.form.tabs:
                if self._of(tab.id):
                    self.turn_to(tab.id)
                    self.section(tab.id)
        assert not self.left, [str(address) for address in self.left]

    def turn_to(self, tab: str) -> None:
        """Open a section by its number or from the one before, and bring the focus to its first question."""
        typist, places = self.typist, {one.id: place for place, one in enumerate(self.form.tabs, 1)}
        chord = f"alt+{places[tab]}" if places[tab] <= 9 else "ctrl+Next"
        for _ in range(len(places)):
            if typist.at.id.startswith(f"{tab}."):
                return
            if typist.at.id.partition(".")[0] in places:  # on a page: the focus goes along
                typist.go(chord)
                continue
            typist.press(chord)
            for _ in range(4):
                if typist.go("F6").id.partition(".")[0] in places:
                    break
        raise AssertionError(f"{tab} is not reached: {typist.way[-20:]}")

    def section(self, tab: str) -> None:
        """Answer what is asked in the section that is open, by Tab; some is asked only after other sections."""
        assert self.typist.at.id.startswith(f"{tab}."), self.typist.at
        while any(address.tab == tab for address in self.left):
            seen = self.typist.at
            if not seen.id.startswith(f"{tab}.") and "TabPage" not in seen.id:
                return
            if not self._answer(seen):
                self.stops[tab] += 1
                assert self.stops[tab] < MOST_TABS, f"Tab goes round in {tab}: {self.typist.way[-40:]}"
                self.typist.go("Tab")

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
            lines = self._lines(question)
            choose(self.typist, lines[text(self.record, address)], [*lines.values()])
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
        self.typist.write(words)

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
        assert isinstance(answer, Value)
        assert isinstance(answer.value, tuple)
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
        typist.write(words)

    def _lines(self, question: Field) -> dict[str, str]:
        """The values and the lines of a question's list."""
        if question.type is FieldType.YEAR_GROUP:
            return {year: year_group_words(year) for year in self.form.years}
        if question.type is FieldType.YES_NO:
            return {"yes": "Yes", "no": "No"}
        return {one.value: one.label for one in self.form.options(question)}

    # Rows ---------------------------------------------------------------------------------------------------------

    def _add_row(self, at: RowsAt) -> bool:
        """Add a row where the sample has more; the focus then goes to its first question."""
        if not self._waiting.get(RowsAt(at.tab, at.group, tuple(self._rows[row] for row in at.rows))):
            return False
        self.typist.go("space")
        assert not self.typist.at.id.endswith(" add"), "the focus goes to the first question of the new row"
        return True

    def _in_the_sample(self, real: Address) -> Address:
        """The sample's address of a question in the window: its rows are taken in turn as they are met."""
        rows: tuple[str, ...] = ()
        for group, row in zip(groups_of(self.form, real), real.rows, strict=True):
            repeat = group.repeat
            if repeat is not None and not repeat.rows_from and row not in self._rows:
                waiting = self._waiting.get(RowsAt(real.tab, group.id, rows))
                self._rows[row] = waiting.pop(0) if waiting else "more than the sample has"
            rows = (*rows, self._rows.get(row, row))
        return Address(real.tab, real.field, rows)


def groups_of(form: Form, at: Address) -> list[Group]:
    """The groups whose rows an address names, the outer one first."""
    groups = {one.id: one for one in form.tab(at.tab).groups}
    inner = groups.get(form.field(at.tab, at.field).group)
    if inner is None or not at.rows:
        return []
    return [inner] if len(at.rows) == 1 else [groups[str(inner.parent)], inner]


def check(typist: Typist) -> str:
    """Have the plan looked over; gives what is said of it."""
    typist.now()
    typist.said.clear()
    typist.press("F9")
    return typist.hear("")


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
    choose(typist, SIGNER_TITLES["designated_teacher"], [*SIGNER_TITLES.values()])
    typist.tab_to("Your school")
    typist.type("Ysgol Glan Gwy")
    typist.press("alt+m")
    typist.until(lambda seen: seen.name == "Done", "for the identity", noticed=True)
    typist.press("Return")

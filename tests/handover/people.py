"""People who exchange a plan in tests: each with a card book and a copy, sending and taking in without any disk."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date

from pepdesk.form.address import Address, RowsAt
from pepdesk.form.model import Form
from pepdesk.handover.choosing import choose, open_choices
from pepdesk.handover.ledger import Ledger, ledger_of, write_ledger
from pepdesk.handover.merge import Merged, merge
from pepdesk.handover.package import Package, open_package, seal_package
from pepdesk.handover.said import covered, hashes_of, writer_of
from pepdesk.handover.sections import Section, sections, with_value
from pepdesk.handover.sending import make_package
from pepdesk.handover.signed import Kind, sign_statement
from pepdesk.people.card import Card, OwnCard, card_for
from pepdesk.people.card_book import CardBook, CardContact
from pepdesk.record.answers import Answer, Value, text_of
from pepdesk.record.changes import InsertRow, RemoveRow, SetAnswer
from pepdesk.record.codec import read_record, snapshot_hash, write_record
from pepdesk.record.record import PepRecord, Signing

DAY = date(2026, 11, 22)
NOW = 1_795_000_000_000
"""Unix ms, in November 2026; each package comes a second after the one before."""

ABOUT = """
[tab]
title = "About"
owner = "designated_teacher"

[field.name]
label = "Name"
type = "line"

[field.care]
label = "Where do they live?"
type = "paragraph"
owner = "social_worker"

[field.agreed]
label = "What did you agree?"
type = "paragraph"
owner = "both"

[field.wishes]
label = "What does the child wish?"
type = "line"
owner = "child"

[field.photo]
label = "A drawing"
type = "attachment"

[field.verdict]
label = "What does the virtual school say?"
type = "line"
owner = "virtual_school"

[field.grade]
label = "How good is it?"
type = "line"
owner = "virtual_school"

[group.goal]
title = "Goals"
repeat = { min = 0, max = 9, noun = "goal" }

[field.aim]
group = "goal"
label = "Aim"
type = "line"

[field.remark]
group = "goal"
label = "What the social worker says"
type = "line"
owner = "social_worker"

[field.said]
group = "goal"
label = "What the child says"
type = "line"
owner = "child"

[group.step]
title = "Steps"
parent = "goal"
owner = "social_worker"
repeat = { min = 0, max = 9, noun = "step" }

[field.done]
group = "step"
label = "What was done"
type = "line"
owner = "social_worker"

[group.visit]
title = "Visits"
owner = "both"
repeat = { min = 0, max = 9, noun = "visit" }

[field.when]
group = "visit"
label = "When"
type = "line"
owner = "both"
"""
FORM = """
[form]
id = "two_sides"
title = "A form with several writers"
version = 1
valid_from = 2026-09-01
tabs = ["about"]
"""
GOALS, VISITS = RowsAt("about", "goal"), RowsAt("about", "visit")
TEACHER, WORKER = Section("about", "designated_teacher"), Section("about", "social_worker")
SHARED, ADVISER = Section("about", "shared"), Section("about", "virtual_school")


def two_sided_form() -> Form:
    """A form of one tab with a part of every side, rows of the school in which others answer, and shared rows."""
    import tempfile
    from pathlib import Path

    from pepdesk.form.loader import load_form

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "two_sides"
        place.mkdir()
        (place / "form.toml").write_text(FORM, "utf-8")
        (place / "about.toml").write_text(ABOUT, "utf-8")
        (Path(folder) / "common").mkdir()
        (Path(folder) / "common" / "choices.toml").write_text("", "utf-8")
        return load_form(Path(folder), "two_sides")


@dataclass
class Person:
    """Somebody with a card, people they know, and their own copy of the plan (None before the first package)."""

    own: OwnCard
    book: CardBook
    record: PepRecord | None = None
    clock: int = NOW
    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def card(self) -> Card:
        return self.own.card

    @property
    def plan(self) -> PepRecord:
        assert self.record is not None
        return self.record

    @property
    def ledger(self) -> Ledger:
        return ledger_of(self.plan)

    def write(self, question: str, text: str, *rows: str) -> None:
        answer: Answer | None = Value(text) if text else None
        self.plan.apply(SetAnswer(Address("about", question, rows), answer))

    def text(self, question: str, *rows: str) -> str:
        return text_of(self.plan.answers.get(Address("about", question, rows)))

    def add_row(self, at: RowsAt, row: str, index: int = 0) -> None:
        self.plan.apply(InsertRow(at, index, row))

    def remove_row(self, at: RowsAt, row: str) -> None:
        self.plan.apply(RemoveRow(at, row))

    def knows(self, *others: Person) -> None:
        for other in others:
            self.book = self.book.with_card(other.card)

    def pack(self, *to: Person, chosen: tuple[Section, ...] | None = None) -> Package:
        """The package as a value, sealed and opened again by nobody; the ledger goes on."""
        self.clock += 1000
        writes = writer_of(self.book, self.ledger, self.card)
        some = sections(self.plan.form) if chosen is None else chosen
        package, ledger = make_package(
            self.plan, self.ledger, self.own, [one.card for one in to], some, self.clock,
            writes=writes, read=self.files.__getitem__,
        )  # fmt: skip
        self.keep(ledger)
        return package

    def send(self, *to: Person, chosen: tuple[Section, ...] | None = None) -> bytes:
        return seal_package(self.pack(*to, chosen=chosen), self.own, [one.card for one in to])[0]

    def look(self, data: bytes, *, amend: bool = False) -> Merged:
        package = open_package(data, [self.own])
        before = self.record
        if before is None:
            before = package.blank
            for section, value in package.seeds:
                before = with_value(before, section, value)
        return merge(before, ledger_of(before), package, self.book, self.card, amend=amend)

    def take(self, data: bytes, *, amend: bool = False) -> Merged:
        """Take a package in; what is stored is read back from bytes, as after a restart."""
        merged = self.look(data, amend=amend)
        if self.record is not None:
            check = read_record(write_record(self.record))
            check.apply(merged.batch)
            assert (check.answers, check.rows) == (merged.record.answers, merged.record.rows)
        signings = () if amend else merged.record.signings
        self.record = replace(merged.record, signings=(*signings, *merged.signings))
        self.keep(merged.ledger)
        return merged

    def keep(self, ledger: Ledger) -> None:
        self.record = read_record(write_record(replace(self.plan, handover=write_ledger(ledger))))

    def choose_all(self, *, theirs: bool) -> None:
        for one in open_choices(self.plan, self.ledger):
            writes = writer_of(self.book, self.ledger, self.card)
            batch, ledger = choose(self.plan, self.ledger, one.section, {one.place: theirs}, writes)
            self.plan.apply(batch)
            self.keep(ledger)


def person(name: str, role: str, organisation: str = "Example School") -> Person:
    """Somebody who knows nobody; the same words give the same keys."""
    keys = tuple(hashlib.sha256(f"{what} {name} {role}".encode()).digest() for what in ("signs", "opens"))
    own = card_for(name, role, organisation, (keys[0], keys[1]), made=DAY)
    return Person(own, CardBook(own=(own,)))


def circle(*people: Person) -> None:
    """All of them know each other, codes compared."""
    for one in people:
        others = tuple(CardContact(two.card, DAY.isoformat()) for two in people if two is not one)
        one.book = replace(one.book, others=others)


def teacher_and_worker(form: Form) -> tuple[Person, Person]:
    """A teacher with an empty plan and a social worker without one, who know each other."""
    teacher, worker = person("Dana Teacher", "designated_teacher"), person("Sam Worker", "social_worker", "Council")
    circle(teacher, worker)
    teacher.record = PepRecord("ab" * 16, form, "2026-11-22T10:00:00+00:00")
    return teacher, worker


def sign(one: Person) -> None:
    """Sign the plan as it stands, as the window and ``send --say signed`` do."""
    one.clock += 1000
    hashes = hashes_of(one.plan, covered(one.plan.form))
    said = sign_statement(
        one.own, Kind.SIGNED, one.plan.plan_id, one.plan.version, hashes, one.clock,
        snapshot=snapshot_hash(one.plan), fingerprint="ef" * 32,
    )  # fmt: skip
    one.keep(one.ledger.with_statement(said).with_card(one.card))
    signing = Signing(one.card.name, one.card.role, "2026-11-22T10:00:00+00:00", said.snapshot, said.fingerprint)
    one.record = replace(one.plan, signings=(*one.plan.signings, signing))

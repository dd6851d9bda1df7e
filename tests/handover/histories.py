"""Random histories of people who write, send, lose, take in, undo and choose, with a model of every answer ever typed.

The model's rule: an answer stays in its author's copy until somebody who had it before their eyes wrote over it, took
its row away, undid its coming or chose another. Whatever a history does, in the end all have the same plan.
What the child says in their own words takes the place of what adults wrote there; only undoing its coming ends that.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from pepdesk.form.address import Address, RowsAt
from pepdesk.form.model import Form
from pepdesk.handover.choosing import Open, choose, open_choices
from pepdesk.handover.hands import delegate
from pepdesk.handover.ledger import Ledger, ledger_of, write_ledger
from pepdesk.handover.merge import Merged, Verdict, merge
from pepdesk.handover.package import Package
from pepdesk.handover.said import writer_of
from pepdesk.handover.sections import Section, section_of, sections, stands, value_of
from pepdesk.people.card import SCHOOL_STAFF
from pepdesk.problem import HandoverProblem
from pepdesk.record.answers import Answer, Value, text_of, whose_words
from pepdesk.record.changes import Change, InsertRow, MoveRow, RemoveRow, SetAnswer
from pepdesk.record.codec import snapshot_hash
from pepdesk.record.differences import AnswerDiffers, OrderDiffers, RowOnlyHere, row_answers
from pepdesk.record.record import PepRecord
from tests.handover.people import GOALS, TEACHER, VISITS, Person, circle, person, sign, teacher_and_worker

PLAIN = ("name", "care", "agreed", "wishes", "verdict", "grade")
IN_GOAL = ("aim", "remark", "said")
WISHES = Address("about", "wishes")


def copied(record: PepRecord) -> PepRecord:
    """The record with answers and rows of its own."""
    return replace(record, answers=dict(record.answers), rows=dict(record.rows))


@dataclass
class Quick(Person):
    """As ``Person``; of what is stored only the ledger goes through JSON, which is all that a history changes there."""

    undo: Change | None = None
    backup: PepRecord | None = None
    read: tuple[dict[str, Any], Ledger] | None = None

    @property
    def ledger(self) -> Ledger:
        if self.read is None or self.read[0] is not self.plan.handover:
            self.read = self.plan.handover, ledger_of(self.plan)
        return self.read[1]

    def keep(self, ledger: Ledger) -> None:
        self.record = replace(self.plan, handover=json.loads(json.dumps(write_ledger(ledger))))
        assert self.ledger == ledger

    def writes(self, section: Section) -> bool:
        return writer_of(self.book, self.ledger, self.card)(section)


@dataclass
class History:
    """``alive``: (author, place, text) that may not be lost. ``post``: packages on their way, with their reader.

    ``unsaid``: somebody undid the coming of the child's own words, so they may go.
    """

    people: tuple[Quick, ...]
    alive: set[tuple[int, Address, str]] = field(default_factory=set)
    post: list[tuple[int, Package]] = field(default_factory=list)
    typed: int = 0
    spoke: bool = False
    unsaid: bool = False
    heard: list[bool] = field(default_factory=list)

    def do(self, what: tuple[str, int, int, int]) -> None:
        """One step. ``what`` names it, who does it, and two numbers that say where and how."""
        kind, who, number, more = what
        who %= len(self.people)
        before = self.childs_words()
        getattr(self, f"_{kind}")(who, self.people[who], number, more)
        self.check()
        gone = [one for one in range(len(self.people)) if before[one] and not self.childs_words()[one]]
        self.unsaid = self.unsaid or (kind == "undo" and bool(gone))
        assert not gone or self.unsaid or kind == "restore", (
            "an adult's version took the place of the child's own words"
        )

    def childs_words(self) -> list[bool]:
        """Whose copy has the child's wishes in the child's own words."""
        return [bool(whose_words(one.plan.answers.get(WISHES))) if one.record else False for one in self.people]

    def check(self) -> None:
        """Nothing that may not be lost is gone from its author's copy."""
        for who, at, text in self.alive:
            found = text_of(self.people[who].plan.answers.get(at))
            assert found == text, f"{text!r} of {who} at {at} is gone: {found!r}"

    # Writing --------------------------------------------------------------------------------------------------------

    def _change(self, who: int, change: Change) -> None:
        one = self.people[who]
        if one.plan.signings:  # what the window does: the next version is opened first
            one.record = replace(one.plan, version=one.plan.version + 1, parent=snapshot_hash(one.plan), signings=())
        before = dict(one.plan.answers)
        one.record = copied(one.plan)
        one.plan.apply(change)
        one.undo = None
        self._forget((at, text_of(answer)) for at, answer in before.items() if one.plan.answers.get(at) != answer)

    def _forget(self, seen: Iterable[tuple[Address, str]]) -> None:
        gone = set(seen)
        self.alive = {one for one in self.alive if (one[1], one[2]) not in gone}

    def _type(self, who: int, at: Address, more: int) -> None:
        plan = self.people[who].plan
        if not self.people[who].writes(section_of(plan.form, at)) or whose_words(plan.answers.get(at)):
            return  # what is the child's own is locked
        self.typed += 1
        text = {0: "", 1: "the same"}.get(more % 6, f"{who}.{self.typed}")
        answer: Answer | None = Value(text) if text else None
        self._change(who, SetAnswer(at, answer))
        if more % 6 > 1 and not (self.spoke and at == WISHES):
            self.alive.add((who, at, text))

    def _write(self, who: int, one: Quick, number: int, more: int) -> None:
        self._type(who, Address("about", PLAIN[number % len(PLAIN)]), more)

    def _shared(self, who: int, one: Quick, number: int, more: int) -> None:
        self._type(who, Address("about", ("agreed", "wishes")[number % 2]), more)

    def _child(self, who: int, one: Quick, number: int, more: int) -> None:
        """The child writes on the full screen at somebody's computer."""
        if one.writes(section_of(one.plan.form, WISHES)):
            self.typed, self.spoke = self.typed + 1, True
            self._change(who, SetAnswer(WISHES, Value(f"child {who}.{self.typed}", "own")))
            self.alive = {two for two in self.alive if two[1] != WISHES}

    def _in_goal(self, who: int, one: Quick, number: int, more: int) -> None:
        if rows := one.plan.rows.get(GOALS, ()):
            self._type(who, Address("about", IN_GOAL[number % 3], (rows[number % len(rows)],)), more)

    def _in_visit(self, who: int, one: Quick, number: int, more: int) -> None:
        if rows := one.plan.rows.get(VISITS, ()):
            self._type(who, Address("about", "when", (rows[number % len(rows)],)), more)

    def _in_step(self, who: int, one: Quick, number: int, more: int) -> None:
        places = [(at, row) for at, ids in one.plan.rows.items() if at.rows and stands(one.plan, at) for row in ids]
        if places:
            at, row = places[number % len(places)]
            self._type(who, Address("about", "done", (*at.rows, row)), more)

    def _rows(self, who: int, at: RowsAt, number: int, more: int) -> None:
        one = self.people[who]
        if not one.writes(section_of(one.plan.form, at)):
            return
        rows = one.plan.rows.get(at, ())
        if more % 4 > 1 or not rows:
            one.clock += 1
            self._change(who, InsertRow(at, number % (len(rows) + 1), f"r{who}{one.clock}"))
        elif more % 4 == 1:
            self._change(who, RemoveRow(at, rows[number % len(rows)]))
        else:
            self._change(who, MoveRow(at, rows[-1], number % len(rows)))

    def _goal(self, who: int, one: Quick, number: int, more: int) -> None:
        self._rows(who, GOALS, number, more)

    def _visit(self, who: int, one: Quick, number: int, more: int) -> None:
        self._rows(who, VISITS, number, more)

    def _step(self, who: int, one: Quick, number: int, more: int) -> None:
        if rows := one.plan.rows.get(GOALS, ()):
            self._rows(who, RowsAt("about", "step", (rows[number % len(rows)],)), number, more)

    # Exchanging -----------------------------------------------------------------------------------------------------

    def packed(self, who: int, chosen: tuple[Section, ...] | None = None) -> Package:
        """A package as it comes out of its seal; what sealing is worth is proved elsewhere."""
        package = self.people[who].pack(chosen=chosen)
        name = f"{who} {package.number}"
        return replace(package, package_id=hashlib.sha256(name.encode()).hexdigest()[:32])

    def _send(self, who: int, one: Quick, number: int, more: int) -> None:
        every = sections(one.plan.form)
        package = self.packed(who, None if more % 3 else (every[number % len(every)],))
        self.post += [(other, package) for other in range(len(self.people)) if other != who]

    def _take(self, who: int, one: Quick, number: int, more: int) -> None:
        if self.post:
            index = number % len(self.post)
            reader, package = self.post[index] if more % 4 == 0 else self.post.pop(index)  # some arrive twice
            self.take(reader, package, amend=bool(more % 2))

    def _meet(self, who: int, one: Quick, number: int, more: int) -> None:
        """Everybody sends what they have before anybody takes in: versions cross on the way."""
        packages = [(index, self.packed(index)) for index in range(len(self.people))]
        for index, package in packages[:: 1 if more % 2 else -1]:
            for reader in range(len(self.people)):
                if reader != index:
                    self.take(reader, package, amend=True)

    def take(self, reader: int, package: Package, *, amend: bool, settling: bool = False) -> None:
        """Take a package in, twice: the second time changes nothing. One that is too old is refused."""
        one = self.people[reader]
        amend = amend and bool(one.plan.signings)
        try:
            merged = merge(one.plan, one.ledger, package, one.book, one.card, amend=amend)
        except HandoverProblem:
            last = one.ledger.taken.get(package.sender.id)
            assert last is not None and package.number <= last.number  # noqa: PT018
            return
        assert all(two.verdict is not Verdict.REFUSED for two in merged.outcomes)
        before = copied(one.plan)
        one.undo = None if amend else copied(before).apply(merged.batch)
        self._put(one, before, merged, amend=amend)
        if settling:
            return
        again = merge(one.plan, one.ledger, package, one.book, one.card)
        assert not again.batch.changes, again.batch
        assert again.again

    def _put(self, one: Quick, before: PepRecord, merged: Merged, *, amend: bool) -> None:
        check = copied(before)
        check.apply(merged.batch)
        assert (check.answers, check.rows) == (merged.record.answers, merged.record.rows)
        signings = () if amend else before.signings
        one.record = replace(merged.record, signings=(*signings, *merged.signings))
        one.keep(merged.ledger)

    def _undo(self, who: int, one: Quick, number: int, more: int) -> None:
        if one.undo is not None and not one.plan.signings:
            before = dict(one.plan.answers)
            one.record = copied(one.plan)
            one.plan.apply(one.undo)
            one.undo = None
            self._forget(
                (at, text_of(answer))
                for at, answer in before.items()
                if one.plan.answers.get(at) != answer and one.writes(section_of(one.plan.form, at))
            )

    def _choose(self, who: int, one: Quick, number: int, more: int) -> None:
        found = open_choices(one.plan, one.ledger)
        if found and not one.plan.signings:
            self.choose(who, found[number % len(found)], theirs=bool(more % 2))

    def choose(self, who: int, what: Open, *, theirs: bool) -> None:
        """Choose one thing; what was before the chooser's eyes and lost may go, if it is theirs to choose."""
        one = self.people[who]
        match what.difference:
            case AnswerDiffers(at, here, there):
                lost = [(at, text_of(here if theirs else there))]
            case OrderDiffers():
                lost = []
            case row:
                gone = one.plan if isinstance(row, RowOnlyHere) else what.there
                goes = theirs == isinstance(row, RowOnlyHere)
                lost = [(at, text_of(two)) for at, two in row_answers(gone, row.at, row.row)] if goes else []
        if one.writes(what.section):
            self._forget(lost)
        before = copied(one.plan)
        batch, ledger = choose(one.plan, one.ledger, what.section, {what.place: theirs}, one.writes)
        one.record = before
        one.undo = one.plan.apply(batch)
        one.keep(ledger)

    # Signing, and what goes wrong with computers --------------------------------------------------------------------

    def _sign(self, who: int, one: Quick, number: int, more: int) -> None:
        if one.card.role in ("designated_teacher", "social_worker") and not one.plan.signings:
            sign(one)
            one.undo = None

    def _save(self, who: int, one: Quick, number: int, more: int) -> None:
        one.backup = copied(one.plan)

    def _restore(self, who: int, one: Quick, number: int, more: int) -> None:
        if one.backup is not None:
            one.record, one.undo = copied(one.backup), None
            self.alive = {two for two in self.alive if two[0] != who or text_of(one.plan.answers.get(two[1])) == two[2]}

    # The end --------------------------------------------------------------------------------------------------------

    def settle(self, *, by_text: bool) -> None:
        """Everybody sends everything to everybody and chooses, until nothing changes. Raises if it never ends."""
        self.heard = self.childs_words()
        for _ in range(12):
            before = self.standing()
            for who in range(len(self.people)):
                package = self.packed(who)
                for reader in range(len(self.people)):
                    if reader != who:
                        self.take(reader, package, amend=True, settling=True)
                        self._choose_all(reader, by_text=by_text)
                self.check()
            if before == self.standing():
                return
        raise AssertionError("it never ends")

    def _choose_all(self, who: int, *, by_text: bool) -> None:
        one = self.people[who]
        while found := open_choices(one.plan, one.ledger):
            what = found[0]
            theirs = who > 0
            if by_text and isinstance(what.difference, AnswerDiffers):
                theirs = text_of(what.difference.there) > text_of(what.difference.here)
            self.choose(who, what, theirs=theirs)

    def standing(self) -> list[list[object]]:
        """What everybody's plan says, part by part."""
        return [[value_of(one.plan, part) for part in sections(one.plan.form)] for one in self.people]

    def check_end(self) -> None:
        """All have the same plan, nothing is left to choose, and what may not be lost is in it if its row is."""
        if any(self.heard) and not self.unsaid:
            assert all(self.childs_words()), "what the child said does not stand everywhere"
        everybody = self.standing()
        for one in everybody[1:]:
            assert one == everybody[0]
        assert not any(open_choices(one.plan, one.ledger) for one in self.people)
        first = self.people[0].plan
        for _, at, text in self.alive:
            if stands(first, at):
                assert text_of(first.answers.get(at)) == text


def begin(form: Form, *, two_workers: bool, early: bool) -> History:
    """A teacher, a social worker, the virtual school, and a second social worker or a colleague of the teacher.

    ``early``: the others have the plan before anything shared was ever written or signed; else after it.
    """
    teacher, worker = (Quick(one.own, one.book, one.record) for one in teacher_and_worker(form))
    adviser = person("Vic Head", "virtual_school", "Council")
    fourth = person("Pat Relief", "social_worker", "Council") if two_workers else person("Kim Staff", SCHOOL_STAFF)
    people = (teacher, worker, Quick(adviser.own, adviser.book), Quick(fourth.own, fourth.book))
    circle(*people)
    if not two_workers:
        teacher.keep(delegate(teacher.plan, teacher.ledger, teacher.own, fourth.card, [TEACHER], teacher.clock))
    teacher.write("name", "Ada")
    if not early:
        teacher.write("agreed", "begun")
        teacher.add_row(VISITS, "v0")
        teacher.add_row(GOALS, "g0")
    history = History(people)
    package = history.packed(0)
    for other in people[1:]:
        other.record = package.blank
        merged = merge(other.plan, Ledger(), package, other.book, other.card)
        other.record = merged.record
        other.keep(merged.ledger)
    return history

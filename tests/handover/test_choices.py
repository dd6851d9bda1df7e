"""Choosing between versions, rows that come and go on both sides, and what that tells the others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pepdesk.handover.choosing import open_choices
from pepdesk.handover.ledger import MOST_BESIDE, Part
from pepdesk.handover.merge import Verdict
from pepdesk.handover.package import open_package, seal_package
from pepdesk.handover.sections import value_of
from pepdesk.handover.sending import kind_of
from pepdesk.handover.signed import Signed
from pepdesk.handover.words import report
from pepdesk.problem import HandoverProblem
from tests.handover.people import (
    GOALS,
    SHARED,
    TEACHER,
    VISITS,
    WORKER,
    Person,
    circle,
    person,
    teacher_and_worker,
    two_sided_form,
)

FORM = two_sided_form()


def pair(*, agreed: str = "to read") -> tuple[Person, Person]:
    """A teacher and a social worker who both have the plan, with a goal and what both agreed."""
    teacher, worker = teacher_and_worker(FORM)
    teacher.add_row(GOALS, "g1")
    teacher.write("name", "Ada")
    teacher.write("agreed", agreed)
    worker.take(teacher.send(worker))
    return teacher, worker


def exchange(teacher: Person, worker: Person) -> None:
    """Both packages are made before either is taken in."""
    forth, back = teacher.send(worker), worker.send(teacher)
    worker.take(forth)
    teacher.take(back)


def parts_of(one: Person) -> object:
    return value_of(one.plan, SHARED)


def clash(teacher: Person, worker: Person) -> None:
    """Both wrote the same shared answer, and both have the other's version beside their own."""
    teacher.write("agreed", "ten pages")
    worker.write("agreed", "a book")
    exchange(teacher, worker)


def test_when_both_keep_their_own_they_are_asked_again_until_one_gives_way() -> None:
    teacher, worker = pair()
    clash(teacher, worker)
    for _ in range(2):
        teacher.choose_all(theirs=False)
        worker.choose_all(theirs=False)
        exchange(teacher, worker)
        assert (teacher.text("agreed"), worker.text("agreed")) == ("ten pages", "a book")
        assert open_choices(teacher.plan, teacher.ledger)
        assert open_choices(worker.plan, worker.ledger)
    worker.choose_all(theirs=True)
    teacher.take(worker.send(teacher))
    assert not open_choices(teacher.plan, teacher.ledger)
    assert teacher.text("agreed") == worker.text("agreed") == "ten pages"


def test_a_choice_for_ones_own_words_reaches_the_other_who_need_not_choose_again() -> None:
    teacher, worker = pair()
    clash(teacher, worker)
    teacher.choose_all(theirs=False)
    worker.take(teacher.send(worker))
    assert not open_choices(worker.plan, worker.ledger)
    assert worker.text("agreed") == "ten pages"
    versions = [len(one.ledger.part(SHARED).past) for one in (teacher, worker)]
    exchange(teacher, worker)
    exchange(teacher, worker)
    assert [len(one.ledger.part(SHARED).past) for one in (teacher, worker)] == versions, "nothing is signed for ever"


def test_both_gave_way_to_each_other_so_they_are_asked_once_more() -> None:
    teacher, worker = pair()
    clash(teacher, worker)
    teacher.choose_all(theirs=True)
    worker.choose_all(theirs=True)
    exchange(teacher, worker)
    assert (teacher.text("agreed"), worker.text("agreed")) == ("a book", "ten pages")
    assert open_choices(teacher.plan, teacher.ledger)
    teacher.choose_all(theirs=False)
    worker.take(teacher.send(worker))
    assert parts_of(teacher) == parts_of(worker)


def test_what_was_joined_and_undone_is_sent_as_ones_own_change() -> None:
    teacher, worker = pair()
    worker.write("wishes", "a dog")
    before = teacher.plan
    merged = teacher.take(worker.send(teacher))
    copy = replace(merged.record, answers=dict(merged.record.answers), rows=dict(merged.record.rows))
    assert copy.answers != before.answers
    teacher.write("wishes", "")
    worker.take(teacher.send(worker))
    assert worker.text("wishes") == ""
    assert parts_of(teacher) == parts_of(worker)


def test_empty_shared_rows_that_both_began_are_not_swapped_for_ever() -> None:
    teacher, worker = teacher_and_worker(FORM)
    teacher.write("name", "Ada")
    worker.take(teacher.send(worker))
    teacher.add_row(VISITS, "v1")
    worker.add_row(VISITS, "v2")
    seen = []
    for _ in range(4):
        exchange(teacher, worker)
        seen.append((teacher.plan.rows[VISITS], worker.plan.rows[VISITS]))
    assert seen[-1] == seen[-2]
    assert seen[-1][0] == seen[-1][1]
    assert set(seen[-1][0]) == {"v1", "v2"}
    assert not open_choices(teacher.plan, teacher.ledger), "nobody is asked about the order of rows both just added"
    assert not open_choices(worker.plan, worker.ledger)


def test_an_answer_not_sent_yet_outlives_the_row_that_the_school_took_away() -> None:
    teacher, worker = pair()
    worker.write("remark", "not sent to anybody", "g1")
    rows = teacher.plan.rows[GOALS]
    teacher.remove_row(GOALS, "g1")
    before = worker.plan
    merged = worker.take(teacher.send(worker))
    assert "g1" not in str(value_of(worker.plan, WORKER))
    assert "out of sight" in report(before, merged).text
    worker.write("care", "with her aunt")
    teacher.take(worker.send(teacher))
    teacher.add_row(GOALS, rows[0])
    worker.take(teacher.send(worker))
    assert worker.text("remark", "g1") == "not sent to anybody"
    teacher.take(worker.send(teacher))
    assert teacher.text("remark", "g1") == "not sent to anybody"


def test_what_was_joined_before_anything_of_ones_own_was_signed_and_then_emptied_is_emptied_for_both() -> None:
    teacher, worker = teacher_and_worker(FORM)
    teacher.write("name", "Ada")
    worker.take(teacher.send(worker, chosen=(TEACHER,)))
    teacher.write("agreed", "ten pages")
    worker.write("agreed", "a book")
    worker.write("wishes", "a dog")
    teacher.take(worker.send(teacher))
    teacher.choose_all(theirs=False)
    assert teacher.ledger.part(SHARED).head is None
    teacher.write("agreed", "")
    teacher.write("wishes", "")
    assert kind_of(teacher.plan, teacher.ledger, SHARED, lambda _: True) == "shared"
    worker.take(teacher.send(worker))
    assert (worker.text("agreed"), worker.text("wishes")) == ("", "")
    assert parts_of(teacher) == parts_of(worker)


def test_when_one_writes_what_the_other_said_nothing_is_left_to_choose_and_both_know() -> None:
    teacher, worker = pair()
    clash(teacher, worker)
    teacher.write("agreed", "a book")
    worker.take(teacher.send(worker))
    assert not teacher.ledger.open_sections
    assert not open_choices(worker.plan, worker.ledger)
    assert parts_of(teacher) == parts_of(worker)


def test_a_version_older_than_the_one_that_waits_for_a_choice_is_not_asked_about() -> None:
    teacher, worker = pair()
    clash(teacher, worker)
    first = worker.ledger.part(SHARED).head
    assert first is not None
    worker.write("agreed", "two books")
    teacher.take(worker.send(teacher))
    package = worker.pack(teacher)
    data = seal_package(replace(package, sections=(first,)), worker.own, [teacher.card])[0]
    merged = teacher.take(data)
    assert [one.verdict for one in merged.outcomes] == [Verdict.OLDER]
    assert len(teacher.ledger.part(SHARED).beside) == 1


def test_the_virtual_school_is_not_asked_about_two_versions_that_say_the_same() -> None:
    teacher, worker = pair()
    adviser = person("Vic Head", "virtual_school", "Council")
    circle(teacher, worker, adviser)
    adviser.take(teacher.send(adviser))
    teacher.write("wishes", "a dog")
    worker.write("wishes", "a dog")
    adviser.take(teacher.send(adviser))
    merged = adviser.take(worker.send(adviser))
    assert Verdict.CHOOSE not in {one.verdict for one in merged.outcomes}
    assert not adviser.ledger.open_sections


def test_more_versions_than_a_ledger_holds_are_refused_before_anything_changes() -> None:
    teacher, worker = pair()
    clash(teacher, worker)
    part = teacher.ledger.part(SHARED)
    waiting = part.beside[0].signed
    part = replace(part, beside=tuple(replace(part.beside[0], signed=at(waiting, number)) for number in range(50)))
    assert len(part.beside) == MOST_BESIDE
    teacher.keep(teacher.ledger.with_part(SHARED, part))
    worker.write("agreed", "yet another")
    with pytest.raises(HandoverProblem, match="Too many versions"):
        teacher.look(worker.send(teacher))


def at(one: Signed, number: int) -> Signed:
    return replace(one, at=one.at + number)


def test_a_choice_of_three_versions_keeps_every_word_until_it_is_made() -> None:
    teacher, worker = pair()
    relief = person("Pat Relief", "social_worker", "Council")
    circle(teacher, worker, relief)
    relief.take(teacher.send(relief))
    for one, words in ((teacher, "ten pages"), (worker, "a book"), (relief, "a poem")):
        one.write("agreed", words)
    teacher.take(worker.send(teacher))
    teacher.take(relief.send(teacher))
    asked = {str(one.theirs.value["answers"]["about.agreed"]) for one in open_choices(teacher.plan, teacher.ledger)}
    assert teacher.text("agreed") == "ten pages"
    assert {"a book" in one or "a poem" in one for one in asked} == {True}
    assert len(asked) == 2


def test_the_history_of_a_part_tells_which_kept_versions_go_on_from_which() -> None:
    teacher, worker = pair()
    clash(teacher, worker)
    teacher.choose_all(theirs=False)
    teacher.send(worker)
    kept = teacher.ledger.part(SHARED).kept
    assert set(kept[-1].after) == {one.digest for one in kept[:-1]}
    assert Part().joined_since == frozenset()
    assert open_package(teacher.send(worker), [worker.own]).sections

"""The child's own words in packages: no version of an adult's takes their place, and that is told on both sides."""

from __future__ import annotations

from pepdesk.form.address import Address
from pepdesk.handover.choosing import open_choices
from pepdesk.handover.merge import Verdict
from pepdesk.handover.words import report
from pepdesk.record.answers import Answer, Value
from pepdesk.record.changes import SetAnswer
from pepdesk.record.difference_words import told
from tests.handover.people import Person, teacher_and_worker, two_sided_form

FORM = two_sided_form()
WISHES = Address("about", "wishes")


def pair(wish: Answer | None = None) -> tuple[Person, Person]:
    """A teacher and a social worker with the same plan, the child's wish in it."""
    teacher, worker = teacher_and_worker(FORM)
    teacher.write("name", "Ada")
    teacher.write("agreed", "begun")
    say(teacher, wish)
    worker.take(teacher.send(worker))
    return teacher, worker


def say(one: Person, answer: Answer | None) -> None:
    one.plan.apply(SetAnswer(WISHES, answer))


def test_what_an_adult_wrote_meanwhile_gives_way_and_that_is_said() -> None:
    teacher, worker = pair(Value("She wants a dog"))
    say(teacher, Value("She wants a dog and a cat"))
    say(worker, Value("a rabbit", "own"))
    before = teacher.plan
    forth, back = teacher.send(worker), worker.send(teacher)
    merged = teacher.look(back)
    assert "one answer here gave way to the child’s own words" in report(before, merged).text
    teacher.take(back)
    asked = worker.look(forth)
    assert {one.verdict for one in asked.outcomes} <= {Verdict.SAME, Verdict.JOINED, Verdict.TAKEN}
    worker.take(forth)
    for one in (teacher, worker):
        assert one.plan.answers[WISHES] == Value("a rabbit", "own")
        assert not open_choices(one.plan, one.ledger)


def test_an_adults_text_in_the_place_of_the_childs_never_comes_back_over_it() -> None:
    teacher, worker = pair(Value("a rabbit", "own"))
    say(worker, Value("She would like a pet"))  # as an older PepDesk, or a program that is none, might write it
    worker.write("agreed", "a visit to the farm")
    teacher.take(worker.send(teacher))
    assert teacher.plan.answers[WISHES] == Value("a rabbit", "own")
    assert teacher.text("agreed") == "a visit to the farm"
    worker.take(teacher.send(worker))
    assert worker.plan.answers[WISHES] == Value("a rabbit", "own")


def test_what_the_child_takes_back_is_taken_back_on_the_other_side_too() -> None:
    teacher, worker = pair(Value("a rabbit", "own"))
    say(teacher, None)
    worker.take(teacher.send(worker))
    assert WISHES not in worker.plan.answers


def test_two_answers_of_the_child_are_chosen_between_and_the_choice_says_so() -> None:
    teacher, worker = pair()
    say(teacher, Value("a rabbit", "own"))
    say(worker, Value("a horse", "told"))
    teacher.take(worker.send(teacher))
    (one,) = open_choices(teacher.plan, teacher.ledger)
    line = told(teacher.plan, one.there, one.difference)
    assert line.here == "a rabbit (in the child’s own words)"
    assert line.there == "a horse (in the child’s words, as an adult wrote them down)"
    assert not one.childs
    say(teacher, None)  # the child took it back here, and an adult wrote
    say(teacher, Value("She likes animals"))
    (one,) = open_choices(teacher.plan, teacher.ledger)
    assert one.childs
    teacher.choose_all(theirs=False)
    assert teacher.plan.answers[WISHES] == Value("a horse", "told")

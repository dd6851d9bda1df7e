"""Where a plan stands: whose turn, what each side owes by question, which signatures count; and changes of hands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pepdesk.app.documents import sample_plan
from pepdesk.form.address import Address
from pepdesk.form.model import Form, Role
from pepdesk.handover.hands import bundle_for_new_school, delegate, delegations, hand_over_to, tell_authority
from pepdesk.handover.merge import Reason, Verdict
from pepdesk.handover.said import writer_of
from pepdesk.handover.sections import Section, sections
from pepdesk.handover.sending import contents, in_words, proposed
from pepdesk.handover.signed import Kind, sign_statement
from pepdesk.handover.standing import Standing, State, reminder, standing
from pepdesk.handover.words import covering_text, initials
from pepdesk.people.card import SCHOOL_STAFF
from pepdesk.problem import HandoverProblem
from pepdesk.record.answers import NotApplicable, NotKnown, text_of
from pepdesk.record.changes import SetAnswer
from pepdesk.rules.assess import assess
from tests.handover.people import (
    DAY,
    NOW,
    SHARED,
    TEACHER,
    WORKER,
    Person,
    circle,
    person,
    sign,
    teacher_and_worker,
    two_sided_form,
)

FORM = two_sided_form()


@pytest.fixture
def full() -> tuple[Person, Person, Person]:
    """The sample plan with a teacher, and a social worker and an adviser who have none yet; all know each other."""
    people = (
        person("Dana Teacher", "designated_teacher"), person("Sam Worker", "social_worker", "Council"),
        person("Vic Head", "virtual_school", "Council"),
    )  # fmt: skip
    circle(*people)
    people[0].record = complete(sample_plan("year_r_11", DAY))
    return people


def complete(record: object) -> object:
    """The sample with everything settled that still stands in the way of a signature, and nobody signed by hand."""
    from pepdesk.record.record import PepRecord

    assert isinstance(record, PepRecord)
    for at in [one for one in record.answers if (one.tab, one.field) == ("sign_off", "date")]:
        record.apply(SetAnswer(at, None))
    for _ in range(4):
        for issue in assess(record, DAY, coach=False).blockers():
            field = record.form.field(issue.address.tab, issue.address.field)
            record.apply(
                SetAnswer(issue.address, NotApplicable("does not apply") if field.not_applicable else NotKnown("x"))
            )
    return record


def stand(one: Person) -> Standing:
    return standing(one.plan, one.ledger, assess(one.plan, DAY, coach=False))


def test_who_owes_what_is_said_by_question_and_a_message_names_them(full: tuple[Person, ...]) -> None:
    teacher = full[0]
    before = stand(teacher)
    assert (before.state, before.turn, before.blocked) == (State.READY, (Role.DESIGNATED_TEACHER,), ())
    required = Address("school", "name")
    teacher.plan.apply(SetAnswer(required, None))
    found = stand(teacher)
    assert found.state is State.WRITING
    assert found.turn == (Role.DESIGNATED_TEACHER,)
    assert [one.questions for one in found.owed] == [(required,)]
    label = teacher.plan.form.field("school", "name").label
    assert label in found.says
    message = reminder(teacher.plan, assess(teacher.plan, DAY, coach=False), Role.DESIGNATED_TEACHER, "Dana", "Sam")
    assert label in message
    assert "one question" in message
    surname = text_of(teacher.plan.answer("child", "surname"))
    assert surname
    assert surname not in message + found.says


def test_signatures_go_in_the_authoritys_order_and_each_is_told_when_it_no_longer_counts(
    full: tuple[Person, ...],
) -> None:
    teacher, worker, _ = full
    worker.take(teacher.send(worker))
    sign(teacher)
    found = stand(teacher)
    assert (found.state, found.turn, found.signed) == (State.SIGNED, (Role.SOCIAL_WORKER,), (Role.DESIGNATED_TEACHER,))
    assert "can sign now" in found.says
    # The social worker changes something before the signature arrives: it does not hold for that text.
    worker.plan.apply(SetAnswer(Address("care", "plan_summary"), NotKnown("the team")))
    worker.take(teacher.send(worker))
    found = stand(worker)
    assert found.signed == ()
    assert [(one.role, one.tabs) for one in found.void] == [
        ("designated_teacher", (worker.plan.form.tab("care").title,))
    ]
    assert "does not count" in found.void[0].says


def test_the_virtual_school_returns_a_plan_and_a_later_signature_ends_that(full: tuple[Person, ...]) -> None:
    teacher, _, adviser = full
    sign(teacher)
    adviser.take(teacher.send(adviser))
    adviser.clock = teacher.clock + 500
    said = sign_statement(
        adviser.own, Kind.RETURNED, adviser.plan.plan_id, 1, {}, adviser.clock, words="Target 2 needs a date."
    )
    adviser.keep(adviser.ledger.with_statement(said).with_card(adviser.card))
    teacher.take(adviser.send(teacher))
    found = stand(teacher)
    assert (found.state, found.feedback) == (State.RETURNED, "Target 2 needs a date.")
    assert "Vic Head returned the plan" in found.says
    # Somebody else cannot return it.
    fake = sign_statement(teacher.own, Kind.RETURNED, teacher.plan.plan_id, 1, {}, NOW + 9_000, words="no")
    teacher.keep(teacher.ledger.with_statement(fake))
    assert adviser.take(teacher.send(adviser)).not_believed == 1
    teacher.record = replace(teacher.plan, version=2, signings=())
    teacher.clock += 100_000
    assert stand(teacher).state is State.RETURNED
    sign(teacher)
    assert stand(teacher).state is State.SIGNED
    assert [one.says.split(";")[0] for one in stand(teacher).void] == ["Dana Teacher signed version 1"]


def test_what_a_package_contains_is_said_in_words_and_another_sides_part_is_no_part_of_it(
    full: tuple[Person, ...],
) -> None:
    teacher, worker, adviser = full
    teacher.plan.apply(SetAnswer(Address("sign_off", "adviser_note"), NotKnown("the virtual school")))
    writes = writer_of(teacher.book, teacher.ledger, teacher.card)
    some = proposed(teacher.plan, teacher.ledger, writes, [worker.card])
    assert not [one for one in some if one.side == "virtual_school"]
    lines = contents(teacher.plan, teacher.ledger, some, writes)
    assert {line.kind for line in lines} == {"own", "shared", "draft"}
    assert "answers from" in in_words(lines)
    text = covering_text(teacher.plan, teacher.card, [worker.card], lines, file_name="plan.pepx")
    assert "Hello Sam Worker" in text
    assert initials(teacher.plan) in text
    for name in ("first_name", "surname"):
        assert text_of(teacher.plan.answer("child", name)) not in text
    every = proposed(teacher.plan, teacher.ledger, writes, [adviser.card])
    assert len(every) > len(some)


def staffed(form: Form = FORM) -> tuple[Person, Person, Person]:
    teacher, worker = teacher_and_worker(form)
    colleague = person("Kit Colleague", SCHOOL_STAFF)
    circle(teacher, worker, colleague)
    teacher.write("name", "Ada")
    return teacher, worker, colleague


def test_a_colleague_writes_only_what_they_were_asked_to_and_the_teacher_answers_for_it() -> None:
    teacher, worker, colleague = staffed()
    colleague.take(teacher.send(colleague))
    colleague.write("name", "Ada, from class 3")
    unasked = colleague.plan
    merged = teacher.look(colleague.send(teacher))
    assert TEACHER not in {one.section for one in merged.outcomes if one.verdict is not Verdict.SAME}
    colleague.record = unasked
    teacher.keep(delegate(teacher.plan, teacher.ledger, teacher.own, colleague.card, [TEACHER], NOW + 50))
    assert delegations(teacher.ledger).keys() == {colleague.card.id}
    colleague.take(teacher.send(colleague))
    colleague.write("name", "Ada, from class 3")
    teacher.take(colleague.send(teacher))
    assert teacher.text("name") == "Ada, from class 3"
    worker.take(teacher.send(worker))
    head = worker.ledger.part(TEACHER).head
    assert head is not None
    assert (head.by, worker.text("name")) == (teacher.card.id, "Ada, from class 3")
    # Taken back: what the colleague writes later is refused.
    teacher.keep(delegate(teacher.plan, teacher.ledger, teacher.own, colleague.card, [], NOW + 90_000))
    colleague.write("name", "Bea")
    refused = teacher.look(colleague.send(teacher)).outcomes
    assert [(one.section, one.reason) for one in refused if one.reason] == [(TEACHER, Reason.FOREIGN_ROLE)]
    with pytest.raises(HandoverProblem, match="Only parts you write"):
        delegate(teacher.plan, teacher.ledger, teacher.own, colleague.card, [WORKER], NOW)


def test_a_new_social_worker_goes_on_where_the_last_one_stopped_and_the_last_one_no_longer_writes() -> None:
    teacher, worker, _ = staffed()
    worker.take(teacher.send(worker))
    worker.write("care", "with her aunt")
    teacher.take(worker.send(teacher))
    successor = person("Nia Successor", "social_worker", "Council")
    successor.knows(teacher, worker)
    teacher.knows(successor)
    at = worker.clock + 10
    teacher.keep(hand_over_to(teacher.ledger, worker.card, successor.card, at))
    successor.take(teacher.send(successor, chosen=sections(FORM)))
    assert successor.text("care") == "with her aunt"
    successor.write("care", "with her grandmother")
    worker.write("care", "written after leaving")
    old = teacher.take(worker.send(teacher))
    assert [one.reason for one in old.outcomes if one.section == WORKER] == [Reason.LEFT]
    assert teacher.text("care") == "with her aunt"
    teacher.take(successor.send(teacher))
    assert teacher.text("care") == "with her grandmother"
    text = tell_authority(teacher.plan, worker.card, successor.card, date(2026, 11, 23), teacher.card)
    assert "Nia Successor" in text
    assert "in place of Sam Worker" in text
    with pytest.raises(HandoverProblem, match="another role"):
        hand_over_to(teacher.ledger, worker.card, teacher.card, at)


def test_a_new_school_gets_the_whole_plan_and_goes_on_with_it() -> None:
    teacher, worker, _ = staffed()
    teacher.write("agreed", "ten pages")
    worker.take(teacher.send(worker))
    worker.write("care", "with her aunt")
    teacher.take(worker.send(teacher))
    new = person("Noor Newschool", "designated_teacher", "Another School")
    circle(teacher, worker, new)
    new.take(teacher.send(new, chosen=bundle_for_new_school(teacher.plan)))
    assert new.plan.answers == teacher.plan.answers
    new.write("name", "Ada N.")
    worker.take(new.send(worker))
    assert worker.text("name") == "Ada N."
    text = tell_authority(teacher.plan, teacher.card, new.card, DAY, teacher.card)
    assert "goes on at Another School" in text


def test_sections_are_read_from_the_plans_own_form() -> None:
    assert {str(one) for one in sections(FORM)} == {
        "about.designated_teacher", "about.social_worker", "about.virtual_school", "about.shared",
    }  # fmt: skip
    assert SHARED.written_by("designated_teacher")
    assert not SHARED.written_by("virtual_school")
    assert not TEACHER.written_by(SCHOOL_STAFF)
    for odd in ("about", "about.teacher", "x.shared", "about.shared.x"):
        with pytest.raises(ValueError, match="no such section"):
            Section.parse(odd, FORM)

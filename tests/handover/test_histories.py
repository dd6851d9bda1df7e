"""Random histories of writing, sending, losing and taking in: all end with the same plan, and nothing is lost."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pepdesk.form.address import Address
from pepdesk.form.model import Form
from pepdesk.handover.choosing import open_choices
from pepdesk.handover.ledger import ledger_of
from pepdesk.handover.merge import Verdict, merge
from pepdesk.handover.package import Package
from pepdesk.handover.sections import section_of, stands, value_of
from pepdesk.problem import HandoverProblem
from tests.handover.people import (
    ADVISER,
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
WRITE = {
    "designated_teacher": ("name", "agreed", "wishes"),
    "social_worker": ("care", "agreed", "wishes"),
    "virtual_school": ("verdict",),
}
IN_GOALS = {"designated_teacher": ("aim", "said"), "social_worker": ("remark", "said"), "virtual_school": ()}
ROLES = tuple(WRITE)


def three(form: Form = FORM) -> tuple[Person, Person, Person]:
    teacher, worker = teacher_and_worker(form)
    adviser = person("Vic Head", "virtual_school", "Council")
    circle(teacher, worker, adviser)
    teacher.write("name", "Ada")
    for other in (worker, adviser):
        give(teacher, other)
    return teacher, worker, adviser


def packed(sender: Person) -> Package:
    """A package as it comes out of its seal; what sealing is worth is proved elsewhere."""
    package = sender.pack()
    return replace(package, package_id=hashlib.sha256(f"{sender.card.id} {package.number}".encode()).hexdigest()[:32])


def give(sender: Person, *readers: Person) -> None:
    package = packed(sender)
    for reader in readers:
        taken(reader, package)


def taken(reader: Person, package: Package) -> bool:
    """Take it in; whether anything came of it. An older one than was taken in before is refused."""
    before = reader.record if reader.record is not None else package.blank
    last = ledger_of(before).taken.get(package.sender.id)
    if last is not None and package.number < last.number:
        with pytest.raises(HandoverProblem, match="older than one"):
            merge(before, ledger_of(before), package, reader.book, reader.card)
        return False
    merged = merge(before, ledger_of(before), package, reader.book, reader.card)
    assert all(one.verdict is not Verdict.REFUSED for one in merged.outcomes)
    reader.record = merged.record
    reader.keep(merged.ledger)
    return True


step = st.one_of(
    st.tuples(st.just("write"), st.integers(0, 2), st.integers(0, 2), st.text("ab", max_size=3)),
    st.tuples(st.just("in goal"), st.integers(0, 2), st.integers(0, 5), st.text("cd", max_size=3)),
    st.tuples(st.just("goal"), st.just(0), st.integers(0, 3), st.booleans()),
    st.tuples(st.just("visit"), st.integers(0, 1), st.integers(0, 3), st.booleans()),
    st.tuples(st.just("in visit"), st.integers(0, 1), st.integers(0, 3), st.text("ef", max_size=3)),
    st.tuples(st.just("send"), st.integers(0, 2), st.integers(0, 2), st.just("")),
    st.tuples(st.just("take"), st.integers(0, 2), st.integers(0, 9), st.just("")),
    st.tuples(st.just("choose"), st.integers(0, 1), st.just(0), st.booleans()),
)


def act(people: tuple[Person, ...], post: list[tuple[int, Package]], what: tuple[str, int, int, object]) -> None:
    kind, who, number, more = what
    one = people[who]
    role = ROLES[who]
    if kind == "write":
        questions = WRITE[role]
        one.write(questions[number % len(questions)], str(more))
    elif kind in ("goal", "visit"):
        at = GOALS if kind == "goal" else VISITS
        rows = one.plan.rows.get(at, ())
        if more or not rows:
            one.clock += 1
            one.add_row(at, f"{role[:1]}{one.clock}", number % (len(rows) + 1))
        else:
            one.remove_row(at, rows[number % len(rows)])
    elif kind == "in goal" and IN_GOALS[role] and (rows := one.plan.rows.get(GOALS, ())):
        questions = IN_GOALS[role]
        one.write(questions[number % len(questions)], str(more), rows[number % len(rows)])
    elif kind == "in visit" and (rows := one.plan.rows.get(VISITS, ())):
        one.write("when", str(more), rows[number % len(rows)])
    elif kind == "send":
        package = packed(one)
        post += [(other, package) for other in range(3) if other != who]
    elif kind == "take" and post:
        reader, package = post.pop(number % len(post))
        taken(people[reader], package)
    elif kind == "choose":
        one.choose_all(theirs=bool(more))


def settle(people: tuple[Person, ...]) -> None:
    """Everybody sends everything to everybody, and chooses, until nothing changes any more."""
    teacher, worker, adviser = people
    for _ in range(8):
        before = [(one.plan.answers, one.plan.rows) for one in people]
        for sender in people:
            give(sender, *(one for one in people if one is not sender))
            teacher.choose_all(theirs=False)
            worker.choose_all(theirs=True)
            adviser.choose_all(theirs=True)
        if before == [(one.plan.answers, one.plan.rows) for one in people]:
            return


def check_history(steps: list[tuple[str, int, int, object]]) -> None:
    people = three()
    post = list[tuple[int, Package]]()
    for what in steps:
        act(people, post, what)
    teacher, worker, _ = people
    own = [value_of(one.plan, part) for one, part in zip(people, (TEACHER, WORKER, ADVISER), strict=True)]
    shared = [dict(one.plan.answers) for one in (teacher, worker)]
    settle(people)
    for one in people[1:]:
        assert one.plan.answers == teacher.plan.answers
        assert one.plan.rows == teacher.plan.rows
    assert not any(open_choices(one.plan, one.ledger) for one in people)
    assert value_of(teacher.plan, TEACHER) == own[0]
    assert value_of(teacher.plan, ADVISER) == own[2]
    for text, answer in own[1]["answers"].items():  # the worker's words, but for rows that the school took away
        at = Address.parse(text)
        if stands(teacher.plan, at):
            assert value_of(teacher.plan, WORKER)["answers"].get(text) == answer
    for at, answer in teacher.plan.answers.items():
        if section_of(FORM, at) == SHARED and not at.rows:
            assert answer in [side.get(at) for side in shared]
    for at in shared[0].keys() & shared[1].keys():
        if section_of(FORM, at) == SHARED and not at.rows:
            assert at in teacher.plan.answers  # what both sides had is never gone


@given(st.lists(step, max_size=25))
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_was_written_and_in_whatever_order_it_came_all_end_with_the_same_plan(
    steps: list[tuple[str, int, int, object]],
) -> None:
    check_history(steps)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@given(st.lists(step, max_size=30))
@settings(max_examples=10_000, suppress_health_check=[HealthCheck.too_slow])
def test_ten_thousand_histories_converge_and_lose_nothing(steps: list[tuple[str, int, int, object]]) -> None:
    check_history(steps)


@given(st.lists(step, max_size=12), st.booleans())
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_taking_in_twice_is_taking_in_once_and_the_order_of_two_senders_does_not_matter(
    steps: list[tuple[str, int, int, object]], first: bool
) -> None:
    teacher, worker, adviser = people = three()
    for what in steps:
        if what[0] not in ("send", "take", "choose"):
            act(people, [], what)
    packages = [packed(worker), packed(adviser)]
    one, two = replace(teacher), replace(teacher)
    one.record, two.record = teacher.plan, teacher.plan
    for package in packages:
        taken(one, package)
    for package in reversed(packages):
        taken(two, package)
    assert (one.plan.answers, one.plan.rows) == (two.plan.answers, two.plan.rows)
    before = (dict(one.plan.answers), dict(one.plan.rows))
    taken(one, packages[first])
    assert before == (one.plan.answers, one.plan.rows)

"""Comments that travel in a package: which go along, how both sides' are joined, and what is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from pepdesk.form.address import Address
from pepdesk.handover.package import open_package, seal_package
from pepdesk.handover.sealed import open_sealed, seal
from pepdesk.handover.strict import canonical
from pepdesk.problem import HandoverProblem
from pepdesk.record.comments import Comment, new_comment
from tests.handover.people import GOALS, NOW, TEACHER, Person, teacher_and_worker, two_sided_form

FORM = two_sided_form()


def pair() -> tuple[Person, Person]:
    teacher, worker = teacher_and_worker(FORM)
    teacher.write("name", "Ada")
    teacher.add_row(GOALS, "g1")
    worker.take(teacher.send(worker))
    return teacher, worker


def say(one: Person, text: str, question: str, *rows: str, at: int = NOW) -> Comment:
    said = new_comment(Address("about", question, rows), one.card.role, text, at)
    one.record = replace(one.plan, comments=(*one.plan.comments, said))
    return said


def test_both_have_all_comments_whichever_package_came_first_and_a_settled_one_stays_settled() -> None:
    teacher, worker = pair()
    first = say(teacher, "Is this agreed?", "agreed")
    second = say(worker, "Too much at once.", "aim", "g1", at=NOW + 5)
    forth, back = teacher.send(worker), worker.send(teacher)
    assert worker.take(forth).comments == 1
    teacher.take(back)
    assert teacher.plan.comments == worker.plan.comments == (first, second)
    worker.record = replace(worker.plan, comments=(replace(first, settled=True), second))
    data = worker.send(teacher)
    assert teacher.take(data).comments == 0
    assert teacher.take(data).comments == 0
    worker.take(teacher.send(worker))
    assert (
        [one.settled for one in teacher.plan.comments] == [one.settled for one in worker.plan.comments] == [True, False]
    )


def test_a_comment_goes_only_with_its_part_or_to_whoever_writes_the_part() -> None:
    teacher, worker = pair()
    for question in ("name", "agreed", "care", "verdict"):
        say(teacher, f"about {question}", question)
    package = open_package(teacher.send(worker, chosen=(TEACHER,)), [worker.own])
    assert {one.text for one in package.comments} == {"about name", "about agreed", "about care"}


FINE = ["0123456789abcdef", 5, "social_worker", "about.aim@g1", "Is this right?", 0]


@pytest.mark.parametrize(
    "said",
    [
        None, {}, 0, False, "", [], [FINE, FINE], [FINE[:5]], [[*FINE[:5], True]], [[*FINE[:5], 2]],
        [["g" * 16, *FINE[1:]]],
        [[FINE[0], -1, *FINE[2:]]], [[FINE[0], True, *FINE[2:]]], [[*FINE[:2], "school_staff", *FINE[3:]]],
        [[*FINE[:3], "about.nothing", *FINE[4:]]], [[*FINE[:3], "about.name@g1", *FINE[4:]]],
        [[*FINE[:3], "about.aim", *FINE[4:]]], [[*FINE[:4], " ", 0]], [[*FINE[:4], "x" * 4001, 0]],
    ],
    ids=lambda said: str(said)[:60],
)  # fmt: skip
def test_comments_that_pepdesk_does_not_write_are_refused_with_the_package(said: Any) -> None:
    teacher, worker = pair()
    inside = json.loads(open_sealed(teacher.send(worker), [worker.own.opening_key]).content)
    assert "comments" not in inside
    assert open_package(sealed(inside | {"comments": [FINE]}, teacher, worker), [worker.own]).comments
    with pytest.raises(HandoverProblem, match="changed or cut short"):
        open_package(sealed(inside | {"comments": said}, teacher, worker), [worker.own])


def sealed(inside: dict[str, Any], sender: Person, reader: Person) -> bytes:
    """As a colleague with a program of their own would seal and sign it."""
    keys = [reader.card.opens, sender.card.opens]
    return seal(keys, lambda new: canonical(inside | {"package": new.hex()}), sender.own.sign)[0]


def test_the_same_package_with_a_sound_comment_is_read() -> None:
    teacher, worker = pair()
    said = say(teacher, "Is this right?", "aim", "g1")
    package = teacher.pack(worker)
    data = seal_package(package, teacher.own, [worker.card])[0]
    inside = json.loads(open_sealed(data, [worker.own.opening_key]).content)
    assert open_package(sealed(inside, teacher, worker), [worker.own]).comments == (said,)

"""The merge matrix: role × owner × what arrives, every cell decided; and what the report and undoing come to."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from pepdesk.form.loader import embedded_form
from pepdesk.handover.choosing import open_choices
from pepdesk.handover.merge import Merged, Reason, Verdict
from pepdesk.handover.package import seal_package
from pepdesk.handover.sections import Section, value_of
from pepdesk.handover.signed import Kind, sign_section, sign_statement
from pepdesk.handover.words import report
from pepdesk.record.codec import snapshot_hash
from pepdesk.record.record import Signing
from tests.handover.people import (
    ADVISER,
    GOALS,
    NOW,
    SHARED,
    TEACHER,
    VISITS,
    WORKER,
    Person,
    circle,
    person,
    sign,
    teacher_and_worker,
    two_sided_form,
)

FORM = two_sided_form()
READERS = ("designated_teacher", "social_worker", "virtual_school")
PARTS = {TEACHER: "name", WORKER: "care", ADVISER: "verdict", SHARED: "agreed"}
ROLE_OF = {TEACHER: "designated_teacher", WORKER: "social_worker", ADVISER: "virtual_school"}

# (reader's role, whose part) → for what arrives: newer, older, the same, changed on both sides in different answers,
# changed on both sides in the same answer, a first version where there was none, their part not in the package at all,
# newer while the plan is signed.
NEWER, OLDER, SAME, BOTH, CLASH, FIRST, ABSENT, SIGNED = range(8)
T, OLD, S, J, C, W, N = (*(Verdict(v) for v in ("taken", "older", "same", "joined", "choose", "waits")), None)
MATRIX = {
    # another's own part: the newer wins, whatever was typed over it here
    ("designated_teacher", WORKER): (T, OLD, S, T, T, T, N, W),
    ("designated_teacher", ADVISER): (T, OLD, S, T, T, T, N, T),
    ("social_worker", TEACHER): (T, OLD, S, T, T, T, N, W),
    ("social_worker", ADVISER): (T, OLD, S, T, T, T, N, T),
    ("virtual_school", TEACHER): (T, OLD, S, T, T, T, N, W),
    ("virtual_school", WORKER): (T, OLD, S, T, T, T, N, W),
    # one's own part, written by somebody else in the same role: joined, or chosen
    ("designated_teacher", TEACHER): (T, OLD, S, J, C, T, N, W),
    ("social_worker", WORKER): (T, OLD, S, J, C, T, N, W),
    ("virtual_school", ADVISER): (T, OLD, S, J, C, T, N, W),
    # shared: as one's own for the two who write it; for the virtual school it is another's
    ("designated_teacher", SHARED): (T, OLD, S, J, C, T, N, W),
    ("social_worker", SHARED): (T, OLD, S, J, C, T, N, W),
    ("virtual_school", SHARED): (T, OLD, S, T, T, T, N, W),
}


def author_of(part: Section, reader: str) -> Person:
    """Somebody who may write the part and is not the reader."""
    role = ROLE_OF.get(part) or ("social_worker" if reader != "social_worker" else "designated_teacher")
    return person(f"Author {role}", role, "Elsewhere")


def second_question(part: Section) -> tuple[str, tuple[str, ...]]:
    """Another answer of the same part, which the other side can change without touching the first."""
    return {TEACHER: ("aim", ("g1",)), WORKER: ("remark", ("g1",)), SHARED: ("wishes", ()), ADVISER: ("grade", ())}[
        part
    ]


def matrix_cell(reader_role: str, part: Section, state: int) -> tuple[Person, Merged]:
    """Set the state up between an author of the part and a reader, and take the author's package in."""
    author, reader = author_of(part, reader_role), person("Reader", reader_role)
    circle(author, reader)
    author.record = replace(teacher_and_worker(FORM)[0].plan)
    author.add_row(GOALS, "g1")
    author.write("name", "Ada")
    question, (other, rows) = PARTS[part], second_question(part)
    if state == FIRST:
        reader.record = replace(author.plan, answers={}, rows=dict(author.plan.rows))
    else:
        author.write(question, "first")
        old = author.send(reader, chosen=(part,))
        reader.record = replace(
            author.plan, answers=dict(author.plan.answers), rows=dict(author.plan.rows), handover={}
        )
        reader.take(old)
    if state == OLDER:
        author.record = replace(author.plan, handover=author.plan.handover)
        reader.take(newer(author, reader, part, question))
        author.clock += 5000
        again = old_section_in_new_package(author, reader, part)
        return reader, reader.take(again)
    if state == SAME:
        return reader, reader.take(author.send(reader, chosen=(part,)))
    if state == ABSENT:
        return reader, reader.take(author.send(reader, chosen=()))
    if state in (BOTH, CLASH):
        reader.write(other if state == BOTH else question, "typed here", *(rows if state == BOTH else ()))
    if state == SIGNED:
        reader.record = replace(reader.plan, signings=(Signing("R", reader_role, "2026-11-22", "", ""),))
    return reader, reader.take(newer(author, reader, part, question))


def newer(author: Person, reader: Person, part: Section, question: str) -> bytes:
    author.write(question, "second")
    return author.send(reader, chosen=(part,))


def old_section_in_new_package(author: Person, reader: Person, part: Section) -> bytes:
    """A package made just now that holds the first version once more: a roll-back."""
    package = author.pack(reader, chosen=(part,))
    kept = author.ledger.part(part).kept[0]
    first = sign_section(author.own, author.plan.plan_id, part, kept.value, (), 1, NOW + 1000)
    assert first.digest == kept.digest
    return seal_package(replace(package, sections=(first,)), author.own, [reader.card])[0]


@pytest.mark.parametrize(
    "state", range(8), ids=["newer", "older", "same", "both", "clash", "first", "absent", "signed"]
)
@pytest.mark.parametrize(("reader", "part"), MATRIX, ids=str)
def test_every_cell_of_the_matrix_is_as_decided(reader: str, part: Section, state: int) -> None:
    who, merged = matrix_cell(reader, part, state)
    wanted = MATRIX[reader, part][state]
    found = {one.section: one.verdict for one in merged.outcomes}
    assert found.get(part) == wanted
    text = who.text(PARTS[part])
    expected = {NEWER: "second", OLDER: "second", SAME: "first", BOTH: "second", FIRST: "second", ABSENT: "first"}
    if state == CLASH:
        assert text == ("typed here" if wanted is C else "second")
        assert bool(open_choices(who.plan, who.ledger)) == (wanted is C)
    elif state == SIGNED:
        assert text == ("second" if wanted is T else "first")
    else:
        assert text == expected[state]
    other, rows = second_question(part)
    if state == BOTH:
        assert who.text(other, *rows) == ("typed here" if wanted is J else "")


def pair() -> tuple[Person, Person]:
    """A teacher and a social worker who both have the plan, with a goal and what both agreed."""
    teacher, worker = teacher_and_worker(FORM)
    teacher.add_row(GOALS, "g1")
    for question, text in (("name", "Ada"), ("agreed", "to read")):
        teacher.write(question, text)
    teacher.write("aim", "ten pages", "g1")
    worker.take(teacher.send(worker))
    return teacher, worker


def verdicts(merged: Merged) -> dict[Section, Verdict]:
    return {one.section: one.verdict for one in merged.outcomes}


def test_a_foreign_roles_change_an_unknown_author_and_a_forged_word_are_refused_with_the_reason() -> None:
    teacher, worker = pair()
    stranger = person("Eve", "social_worker", "Nowhere")
    package = worker.pack(teacher)
    plan, value = teacher.plan.plan_id, {"answers": {"about.name": "forged"}, "rows": {}}
    head = teacher.ledger.part(TEACHER).head
    assert head is not None
    foreign = sign_section(worker.own, plan, TEACHER, value, (head.digest,), 2, NOW + 9000)
    unknown = sign_section(stranger.own, plan, WORKER, {"answers": {"about.care": "x"}, "rows": {}}, (), 1, NOW)
    forged = replace(foreign, by=teacher.card.id, role="designated_teacher")
    elsewhere = sign_section(worker.own, "cd" * 16, WORKER, {"answers": {}, "rows": {}}, (), 1, NOW)
    for one, reason in (
        (foreign, Reason.FOREIGN_ROLE), (unknown, Reason.UNKNOWN_AUTHOR), (forged, Reason.SIGNATURE),
        (elsewhere, Reason.ANOTHER_PLAN),
    ):  # fmt: skip
        data = seal_package(replace(package, sections=(one,)), worker.own, [teacher.card])[0]
        merged = teacher.look(data)
        assert [(two.verdict, two.reason) for two in merged.outcomes] == [(Verdict.REFUSED, reason)]
        assert not merged.batch.changes
        assert "refused" in report(teacher.plan, merged).text


def test_what_was_typed_into_anothers_part_gives_way_and_the_report_says_so() -> None:
    teacher, worker = pair()
    teacher.write("care", "what we heard at the meeting")
    worker.write("care", "with her aunt")
    before, merged = teacher.plan, teacher.take(worker.send(teacher))
    assert teacher.text("care") == "with her aunt"
    text = report(before, merged).text
    assert "gave way" in text
    assert "Sam Worker" in text
    assert "meeting" not in text
    assert "aunt" not in text


def test_a_merge_is_one_step_and_undoing_it_brings_back_every_answer() -> None:
    teacher, worker = pair()
    worker.write("care", "with her aunt")
    worker.write("remark", "well done", "g1")
    worker.add_row(VISITS, "v1")
    merged = teacher.look(worker.send(teacher))
    copy = replace(teacher.plan, answers=dict(teacher.plan.answers), rows=dict(teacher.plan.rows))
    inverse = copy.apply(merged.batch)
    assert copy.answers == merged.record.answers
    copy.apply(inverse)
    assert (copy.answers, copy.rows) == (teacher.plan.answers, teacher.plan.rows)


def test_both_versions_of_a_shared_answer_stay_until_somebody_has_chosen_and_then_both_sides_have_it() -> None:
    teacher, worker = pair()
    teacher.write("agreed", "ten pages a day")
    worker.write("agreed", "a book a week")
    worker.write("wishes", "a dog")
    forth, back = teacher.send(worker), worker.send(teacher)
    assert verdicts(teacher.take(back))[SHARED] is Verdict.CHOOSE
    assert verdicts(worker.take(forth))[SHARED] is Verdict.CHOOSE
    assert (teacher.text("agreed"), teacher.text("wishes")) == ("ten pages a day", "a dog")
    assert [one.place for one in open_choices(teacher.plan, teacher.ledger)] == ["answer about.agreed"]
    teacher.choose_all(theirs=True)
    assert not open_choices(teacher.plan, teacher.ledger)
    worker.choose_all(theirs=False)
    worker.take(teacher.send(worker))
    teacher.take(worker.send(teacher))
    assert teacher.text("agreed") == worker.text("agreed") == "a book a week"


def test_a_shared_row_that_one_took_away_and_the_other_changed_is_asked_about() -> None:
    teacher, worker = pair()
    teacher.add_row(VISITS, "v1")
    teacher.add_row(VISITS, "v2", 1)
    worker.take(teacher.send(worker))
    worker.write("when", "on Monday", "v1")
    teacher.remove_row(VISITS, "v1")
    teacher.remove_row(VISITS, "v2")
    merged = teacher.take(worker.send(teacher))
    assert verdicts(merged)[SHARED] is Verdict.CHOOSE
    assert [one.place for one in open_choices(teacher.plan, teacher.ledger)] == ["row about.visit v1"]
    teacher.choose_all(theirs=True)
    assert teacher.plan.rows[VISITS] == ("v1",)
    assert teacher.text("when", "v1") == "on Monday"


def test_a_version_that_was_once_the_head_stays_known_when_another_takes_its_place() -> None:
    teacher, worker = pair()
    teacher.write("agreed", "the same")
    worker.write("agreed", "the same")
    data = worker.send(teacher)
    teacher.send(worker)
    before = teacher.ledger.part(SHARED).head
    teacher.take(data)
    part = teacher.ledger.part(SHARED)
    assert before is not None
    assert part.head is not None
    assert {before.digest, part.head.digest} <= part.past
    assert part.head.by == worker.card.id


def test_a_shared_part_that_both_began_before_either_had_sent_it_is_chosen_joined_and_goes_on() -> None:
    teacher, worker = teacher_and_worker(FORM)
    teacher.write("name", "Ada")
    worker.take(teacher.send(worker, chosen=(TEACHER,)))
    teacher.write("agreed", "ten pages")
    worker.write("agreed", "a book")
    assert verdicts(teacher.take(worker.send(teacher)))[SHARED] is Verdict.CHOOSE
    teacher.choose_all(theirs=False)
    assert not open_choices(teacher.plan, teacher.ledger)
    worker.take(teacher.send(worker))
    head = worker.ledger.part(SHARED).head
    assert head is not None
    assert (head.version, worker.text("agreed"), teacher.text("agreed")) == (2, "ten pages", "ten pages")


def test_an_answer_in_a_row_that_the_school_took_away_comes_back_with_the_row() -> None:
    teacher, worker = pair()
    worker.write("remark", "well done", "g1")
    teacher.take(worker.send(teacher))
    removed = teacher.plan.rows[GOALS]
    teacher.remove_row(GOALS, "g1")
    worker.take(teacher.send(worker))
    assert GOALS not in worker.plan.rows
    assert "well done" not in str(value_of(worker.plan, WORKER))
    teacher.add_row(GOALS, removed[0])
    teacher.write("aim", "twelve pages", "g1")
    worker.take(teacher.send(worker))
    assert worker.text("aim", "g1") == "twelve pages"
    assert worker.text("remark", "g1") == "well done"


def test_a_signature_is_taken_over_where_it_holds_for_the_same_text_and_not_elsewhere() -> None:
    teacher, worker = pair()
    sign(teacher)
    data = teacher.send(worker)
    changed = replace(worker, record=replace(worker.plan, answers=dict(worker.plan.answers)))
    assert [one.role for one in worker.take(data).signings] == ["designated_teacher"]
    assert worker.plan.signings[0].fingerprint == "ef" * 32
    changed.write("care", "something of ours")
    assert changed.take(data).signings == ()


def test_a_signature_for_only_some_parts_is_none() -> None:
    teacher, worker = pair()
    said = sign_statement(teacher.own, Kind.SIGNED, teacher.plan.plan_id, 1, {}, NOW + 5, snapshot="ab" * 32)
    teacher.keep(teacher.ledger.with_statement(said))
    assert worker.take(teacher.send(worker)).signings == ()


def test_on_a_signed_plan_the_virtual_schools_words_are_taken_and_anything_else_opens_the_next_version() -> None:
    teacher, worker = pair()
    adviser = person("Vic Head", "virtual_school", "Council")
    circle(teacher, worker, adviser)
    sign(teacher)
    adviser.take(teacher.send(adviser))
    adviser.write("verdict", "please mend goal 1")
    merged = teacher.take(adviser.send(teacher))
    assert verdicts(merged)[ADVISER] is Verdict.TAKEN
    assert teacher.text("verdict") == "please mend goal 1"
    assert teacher.plan.signings
    worker.write("care", "a new address")
    data = worker.send(teacher)
    assert verdicts(teacher.look(data))[WORKER] is Verdict.WAITS
    merged = teacher.take(data, amend=True)
    assert (merged.version, teacher.plan.version, teacher.plan.signings) == (2, 2, ())
    assert teacher.text("care") == "a new address"
    merged = worker.take(teacher.send(worker))
    assert (worker.plan.version, worker.plan.parent) == (2, teacher.plan.parent)
    assert snapshot_hash(worker.plan) == snapshot_hash(teacher.plan) or worker.plan.answers != teacher.plan.answers


def test_a_form_written_with_accents_apart_by_an_older_version_is_handed_over_there_and_back() -> None:
    raw = json.loads(json.dumps(FORM.raw).replace("Where do they live?", "Ou\u0300 vivent-ils?"))
    apart = embedded_form(raw)
    assert "Ou\u0300" in apart.field("about", "care").label
    teacher, worker = teacher_and_worker(apart)
    teacher.write("name", "Zoe\u0301")
    worker.take(teacher.send(worker))
    assert worker.text("name") == "Zo\u00e9"
    worker.write("care", "With Nan")
    teacher.take(worker.send(teacher))
    assert teacher.text("care") == "With Nan"
    sign(teacher)
    worker.take(teacher.send(worker))
    assert [one.role for one in worker.plan.signings] == ["designated_teacher"]
    worker.take(teacher.send(worker))

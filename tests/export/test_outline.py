"""What is printed of a plan, in which shape, and what is left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pepdesk.app.documents import sample_plan
from pepdesk.export.blocks import (
    Answers,
    Block,
    Document,
    Heading,
    LongAnswer,
    Paragraph,
    Picture,
    SignatureBox,
    Table,
    Tone,
)
from pepdesk.export.outline import file_name, outline
from pepdesk.export.signature_fields import SIGNATURE_FIELDS
from pepdesk.form.address import Address
from pepdesk.record.answers import Attached, Attachment, Value
from pepdesk.record.changes import SetAnswer
from pepdesk.record.record import PepRecord
from pepdesk.rules.assess import assess

TODAY = date(2026, 11, 22)
CREATED = "2026-11-22T10:00:00+00:00"


@pytest.fixture(scope="module")
def plan() -> PepRecord:
    return sample_plan("year_r_11", TODAY)


def printed(record: PepRecord, *, draft: bool = False) -> Document:
    return outline(record, assess(record, TODAY), CREATED, draft=draft)


def words(block: Block) -> str:
    match block:
        case Heading(_, text) | Paragraph(text, _):
            return text
        case Answers(_, items):
            return "\n".join(f"{one.question}: {one.text}" for one in items)
        case LongAnswer(answer):
            return f"{answer.question}: {answer.text}"
        case Picture(caption, says, _):
            return f"{caption}: {says}"
        case Table(_, header, rows, _, _):
            return "\n".join(" | ".join(row) for row in (header, *rows))
        case _:
            return ""


def all_words(document: Document) -> str:
    return "\n".join(words(block) for block in document.blocks)


def test_every_answer_on_show_is_printed_and_no_hidden_one(plan: PepRecord) -> None:
    text = " ".join(all_words(printed(plan)).split())
    found = assess(plan, TODAY)
    for address, answer in plan.answers.items():
        if address in found.shown and isinstance(answer, Value) and isinstance(answer.value, str):
            field = plan.form.field(address.tab, address.field)
            if field.type in ("line", "paragraph", "person"):
                assert " ".join(answer.value.split()) in text, address
    secret = "A school that closed"
    plan.answers[Address("attendance", "reduced_reason")] = Value(secret)
    assert secret not in all_words(printed(plan))
    del plan.answers[Address("attendance", "reduced_reason")]


def test_a_needed_question_without_an_answer_says_so_and_an_optional_one_is_left_out(plan: PepRecord) -> None:
    undo = plan.apply(SetAnswer(Address("school", "name"), None))
    undo_optional = plan.apply(SetAnswer(Address("school", "class_name"), None))
    text = all_words(printed(plan))
    plan.apply(undo_optional)
    plan.apply(undo)
    assert "Name of the school: Not answered" in text
    assert "Class or form" not in text


def test_a_long_answer_is_prose_of_its_own_and_complete(plan: PepRecord) -> None:
    answer = plan.answer("notes", "discussion")
    assert isinstance(answer, Value)
    long = [block.answer for block in printed(plan).blocks if isinstance(block, LongAnswer)]
    assert any(one.text == answer.value for one in long)


def test_only_the_childs_own_answers_are_printed_as_quotes(plan: PepRecord) -> None:
    for block in printed(plan).blocks:
        for one in block.items if isinstance(block, Answers) else ():
            owner = plan.form.field(*Address.parse(one.tag)[:2]).owner
            assert (one.tone is Tone.QUOTE) == (owner == "child" and one.tone is not Tone.MISSING), one.tag


def test_a_draft_says_so_on_its_first_page_and_a_final_document_does_not(plan: PepRecord) -> None:
    first = printed(plan, draft=True).blocks[0]
    assert isinstance(first, Paragraph)
    assert first.tone is Tone.WARNING
    assert "not been signed" in first.text
    assert not any(isinstance(b, Paragraph) and b.tone is Tone.WARNING for b in printed(plan).blocks)


def test_there_is_a_place_for_each_signer_and_headings_never_skip_a_level(plan: PepRecord) -> None:
    document = printed(plan)
    assert [b.field_name for b in document.blocks if isinstance(b, SignatureBox)] == list(SIGNATURE_FIELDS.values())
    level = 1
    for block in document.blocks:
        if isinstance(block, Heading):
            assert 2 <= block.level <= level + 1, block
            level = block.level


def test_tables_are_rectangular_and_fit_the_page(plan: PepRecord) -> None:
    tables = [block for block in printed(plan).blocks if isinstance(block, Table)]
    assert len(tables) > 10
    for table in tables:
        assert {len(row) for row in table.rows} == {len(table.header)} == {len(table.weights)}
        assert 1 <= len(table.header) <= 7
        assert all(cell for row in table.rows for cell in row)


def test_the_file_name_gives_initials_and_never_the_name(plan: PepRecord) -> None:
    name = file_name(plan)
    assert name.startswith("PEP-LG-autumn-2026_27-v1-")
    assert name.isascii()
    assert "ucja" not in name
    assert "Gwy" not in name


def test_pictures_follow_their_question_and_documents_or_missing_ones_are_named(plan: PepRecord) -> None:
    files = (
        Attachment("0" * 64, "image/png", "house.png", 10, "Our house"),
        Attachment("1" * 64, "image/png", "lost.png", 10),
        Attachment("2" * 64, "application/pdf", "letter.pdf", 10, "From the optician"),
    )
    plan = replace(plan, answers={**plan.answers, Address("voice", "going_well"): Attached(files)})
    made = outline(plan, assess(plan, TODAY), CREATED, draft=False, picture={"0" * 64: b"bytes"}.get)
    at = next(i for i, block in enumerate(made.blocks) if isinstance(block, Picture))
    assert made.blocks[at] == Picture("Our house", "Our house", b"bytes")
    asked = made.blocks[at - 1]
    assert isinstance(asked, LongAnswer)
    lost, letter = "lost.png (kept with the plan)", "letter.pdf (kept with the plan): From the optician"
    assert asked.answer.text == f"{lost}\n{letter}"

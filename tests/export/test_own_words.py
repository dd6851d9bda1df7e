"""An answer in the child's own words says so on paper: once, beside that answer, and never inside it."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import page as validation
import pytest
from docx.oxml.ns import qn

from pepdesk.app.documents import narrower, sample_plan
from pepdesk.export import fonts, pdf, word
from pepdesk.export.blocks import Document
from pepdesk.export.boxes import framed, pages
from pepdesk.export.boxes.lines import Style
from pepdesk.export.boxes.text import text
from pepdesk.export.choice import WHOLE, Choice
from pepdesk.export.fonts import NOTO_SANS, Weight
from pepdesk.export.outline import outline
from pepdesk.export.pdf_form import render_form
from pepdesk.export.reading_text import reading_lines
from pepdesk.export.tagged.structure import Element
from pepdesk.form.address import Address
from pepdesk.form.model import Audience
from pepdesk.intake.pdf_form import read_pdf_form
from pepdesk.intake.proposal import Kind, propose
from pepdesk.record.answers import Attached, Attachment, Value, in_words_of, text_of
from pepdesk.record.record import PepRecord
from pepdesk.rules.assess import assess
from tests.export import pdf_reader
from tests.intake.word_forms import of_plan, read_here

TODAY, CREATED = date(2026, 11, 22), "2026-11-22T10:00:00+00:00"
OWN, TOLD = Address("voice", "going_well"), Address("voice", "not_well")
PICKED, LINE = Address("voice", "friends_feeling"), Address("voice", "trusted_adult")
PICTURES = Address("voice", "pictures")
SOURCES = {
    OWN: "In Olek’s own words",
    TOLD: "In Olek’s words, written down by an adult",
    PICKED: "Olek’s answer, written down by an adult",
    LINE: "In Olek’s own words",
    PICTURES: "Added by Olek",
}
LONG = "I like the art room because it is quiet and nobody looks. " * 9


@cache
def plan() -> PepRecord:
    """A sample whose child said some of it himself, and some to an adult."""
    record = sample_plan("year_r_11", TODAY)
    record.answers[Address("child", "preferred_name")] = Value("Olek")
    for place, whose in ((TOLD, "told"), (PICKED, "told"), (LINE, "own")):
        answer = record.answers[place]
        assert isinstance(answer, Value)
        record.answers[place] = in_words_of(answer, whose)  # type: ignore[arg-type, assignment]
    record.answers[OWN] = Value(LONG.strip(), "own")
    record.answers[PICTURES] = Attached((Attachment("a" * 64, "image/png", "Dog.png", 900, "a dog"),), "own")
    return record


def document(choice: Choice = WHOLE) -> Document:
    return outline(plan(), assess(plan(), TODAY), CREATED, draft=False, choice=choice)


def said(place: Address) -> str:
    """The answer as it is printed, its last words."""
    if place == PICTURES:
        return "a dog"
    question = plan().form.field(place.tab, place.field)
    answer = text_of(plan().answers[place])
    return plan().form.choices[question.choices].label(answer) if question.choices else answer


def follows(lines: list[str], place: Address) -> bool:
    """Whether the line about whose words it is stands directly after the answer."""
    return any(before.endswith(said(place)) and after == SOURCES[place] for before, after in pairwise(lines))


@pytest.mark.parametrize("large", [False, True])
def test_pages_say_whose_words_directly_after_each_answer_and_nowhere_else(large: bool, tmp_path: Path) -> None:
    made = document(Choice(large=large))
    data = pdf.render(made)
    heard = [" ".join(words.split()) for _, words in pdf_reader.spoken(data)]
    assert all(follows(heard, place) for place in SOURCES)
    assert sorted(one for one in heard if "Olek’s" in one or "by Olek" in one) == sorted(SOURCES.values())
    assert [each.words for each in reading_lines(made) if each.words in SOURCES.values()] == [
        each for each in heard if each in SOURCES.values()
    ]
    assert pdf_reader.faults(data) == []
    (file := tmp_path / "plan.pdf").write_bytes(data)
    for profile in ("ua1", "2a"):
        assert [one.rule_id for one in validation.validate_pdf(str(file), profile=profile).failures] == []


def typed(element: Any) -> str:
    """The words of a Word file's element."""
    return "".join(each.text or "" for each in element.iter(qn("w:t")))


@pytest.mark.parametrize("large", [False, True])
def test_word_says_it_in_quiet_letters_on_the_page_of_the_answer(large: bool) -> None:
    body = docx.Document(io.BytesIO(word.render(document(Choice(large=large))))).element.body
    paragraphs = [p for p in body.iter(qn("w:p")) if typed(p)]
    lines = [typed(p) for p in paragraphs]
    assert all(follows(lines, place) for place in SOURCES)
    for before, after in pairwise(paragraphs):
        quiet = {"AnswerSource", "TableSource"} & {
            one.get(qn("w:val")) for one in after.iter(qn("w:rStyle"), qn("w:pStyle"))
        }
        assert bool(quiet) == (typed(after) in SOURCES.values())
        if quiet and before.getparent().tag != qn("w:tc"):
            assert before.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None


def test_copies_say_it_of_what_they_hold_and_the_childs_copy_tells_only_what_an_adult_wrote() -> None:
    carer, _, _ = narrower(plan(), Audience.CARER, CREATED)
    lines = [line.words for line in reading_lines(carer)]
    assert all(follows(lines, place) for place in (OWN, TOLD, LINE))
    parent, _, _ = narrower(plan(), Audience.PARENT, CREATED)
    shown = {answer.tag for answer in _answers(parent)}
    told = [answer for answer in _answers(parent) if answer.source]
    assert {answer.tag for answer in told} == shown & set(map(str, SOURCES))
    child, _, _ = narrower(plan(), Audience.CHILD, CREATED)
    sources = {answer.text: answer.source for answer in _answers(child)}
    assert sources[said(TOLD)] == sources[said(PICKED)] == "You said this. An adult wrote it down."
    assert sources[said(OWN)] == ""


def _answers(made: Document) -> list[Any]:
    found: list[Any] = []
    for block in made.blocks:
        found += getattr(block, "items", ())
        found += [block.answer] if hasattr(block, "answer") else []
    return found


def test_forms_to_fill_in_say_it_beside_the_question_and_read_back_the_answer_alone() -> None:
    pdf_form = render_form(plan().form, created=datetime(2026, 11, 22, tzinfo=UTC), record=plan())
    word_form = of_plan(plan())
    heard = " ".join(words for _, words in pdf_reader.spoken(pdf_form))
    for words in (heard, typed(docx.Document(io.BytesIO(word_form)).element.body)):
        found = " ".join(words.split())
        assert "In Olek’s words, written down by an adult: only Olek changes it, in PepDesk." in found
        assert found.count("only Olek changes it") == len(SOURCES) - 1  # a form asks for no pictures
    for filled in (read_pdf_form(pdf_form), read_here(word_form, plan().form, plan())):
        texts = {one.address: one.text for one in filled.found}
        assert " ".join(texts[OWN].split()) == LONG.strip()
        proposal = propose(plan(), filled)
        assert {one.kind for one in proposal.items} == {Kind.SAME}
        assert not filled.not_understood


def test_the_line_never_begins_a_page_without_the_words_it_is_about() -> None:
    """At every length and every room, its page holds at least two lines of the answer, or all of a shorter one."""
    style = Style(fonts.font_name(NOTO_SANS, Weight.REGULAR), 10.0)
    note = text(Element("P"), "In Olek’s own words", style, 300, gap=2.0)
    for length in (1, 2, 3, 4, 5, 9, 30, 70):
        for above in range(0, 320, 7):
            first = text(Element("P"), "x", style, 300)
            second = text(Element("P"), "x", style, 300, gap=float(above))
            answer = text(Element("P"), "\n".join(["word"] * length), style, 300)
            barred = framed.Barred(answer, "#000000", "#ffffff", 300, note)
            filled = pages.fill([first, second, barred], 340)
            placed = [(one.box, one.down) for page in filled for one in page if isinstance(one.box, framed.Barred)]
            assert all(down + box.height <= 340.01 for box, down in placed)
            assert sum(len(box.text.lines) for box, _ in placed) == length
            assert [box.note is None for box, _ in placed] == [True] * (len(placed) - 1) + [False]
            assert len(placed[-1][0].text.lines) >= min(length, 2)

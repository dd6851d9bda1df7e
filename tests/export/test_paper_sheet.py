"""Paper sheets ask what the form asks of that owner at that age, tell nothing of any child, and can be read aloud."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import docx
import page as validation
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from pepdesk import paths
from pepdesk.export import faces, pdf, word
from pepdesk.export.blocks import Document, Face, Heading, PageBreak, Tick, ToFill, Tone
from pepdesk.export.boxes import pages, to_fill
from pepdesk.export.fonts import NOTO_SANS
from pepdesk.export.paper_sheet import YEAR, conditions_elsewhere, manner_for, paper_sheet
from pepdesk.export.story import Story
from pepdesk.form.address import Address
from pepdesk.form.loader import load_form
from pepdesk.form.model import Form, Role
from pepdesk.problem import FormProblem
from pepdesk.record.answers import Value
from pepdesk.record.record import PepRecord
from pepdesk.rules.visible import Visibility
from tests.export import pdf_reader

NOW = "2026-11-22T10:00:00+00:00"
SHEETS = [
    ("early_years", "E1", Role.CHILD), ("early_years", "N2", Role.CHILD), ("year_r_11", "1", Role.CHILD),
    ("year_r_11", "6", Role.CHILD), ("year_r_11", "10", Role.CHILD), ("post_16", "13", Role.CHILD),
    ("year_r_11", "8", Role.CARER),
]  # fmt: skip


@cache
def form_of(form_id: str) -> Form:
    return load_form(paths.forms_dir(), form_id)


@cache
def sheet(form_id: str, year: str, owner: Role = Role.CHILD) -> Document:
    return paper_sheet(form_of(form_id), owner, year, NOW)


@cache
def printed(form_id: str, year: str, owner: Role = Role.CHILD) -> bytes:
    return pdf.render(sheet(form_id, year, owner))


def asked(document: Document) -> list[str]:
    return [block.question for block in document.blocks if isinstance(block, ToFill)]


def named(form_id: str, year: str, owner: Role) -> str:
    return f"{form_id}-{year}-{owner}"


SHEET_NAMES = [named(*one) for one in SHEETS]


@pytest.mark.parametrize(("form_id", "year", "owner"), SHEETS, ids=SHEET_NAMES)
def test_the_pdf_keeps_pdf_ua_1_and_pdf_a_2a(form_id: str, year: str, owner: Role, tmp_path: Path) -> None:
    (file := tmp_path / "sheet.pdf").write_bytes(printed(form_id, year, owner))
    failures = [
        f"{profile} {failure.rule_id}: {failure.message}"
        for profile in ("ua1", "2a")
        for failure in validation.validate_pdf(str(file), profile=profile).failures
    ]
    assert failures == []
    assert pdf_reader.faults(file.read_bytes()) == []


@pytest.mark.checker("qpdf")
def test_qpdf_finds_no_fault_and_the_rules_hold_without_compression(tmp_path: Path) -> None:
    (file := tmp_path / "sheet.pdf").write_bytes(printed("year_r_11", "1"))
    subprocess.run(["qpdf", "--check", file], check=True, capture_output=True)
    plain = tmp_path / "plain.pdf"
    options = ["--newline-before-endstream", "--stream-data=uncompress"]
    subprocess.run(["qpdf", *options, file, plain], check=True, capture_output=True)
    assert [validation.validate_pdf(str(plain), profile=one).failures for one in ("ua1", "2a")] == [[], []]


@pytest.mark.parametrize(("form_id", "year", "owner"), SHEETS, ids=SHEET_NAMES)
def test_a_screen_reader_hears_every_question_with_its_choices_and_its_room(
    form_id: str, year: str, owner: Role
) -> None:
    heard = [" ".join(words.split()) for _, words in pdf_reader.spoken(printed(form_id, year, owner))]
    rest = iter(heard)
    for block in sheet(form_id, year, owner).blocks:
        if not isinstance(block, ToFill):
            continue
        assert block.question in rest  # goes on from the last place
        for tick in block.ticks:
            mark = str(tick.face) if tick.face else f"Box to tick: {tick.words}"
            assert f"[figure {mark}]" in rest
            assert tick.words in rest
        if not block.ticks:
            assert f"[figure Room to write: {block.question}]" in rest


@pytest.mark.parametrize(("form_id", "year", "owner"), SHEETS, ids=SHEET_NAMES)
def test_what_the_form_shows_at_that_age_is_asked_once_and_nothing_else(form_id: str, year: str, owner: Role) -> None:
    """Against the form's own rules: all that is shown in a plan of which no more than the year group is known."""
    form = form_of(form_id)
    shown = Visibility(PepRecord("", form, "", {YEAR: Value(year)}))
    own_tabs = [tab for tab in form.tabs if tab.owner is owner]
    fields = [one for tab in form.tabs for one in tab.fields if one.owner is owner or tab in own_tabs]
    wanted = {one.label for one in fields if not one.depth and shown.question(one)}
    questions = asked(sheet(form_id, year, owner))
    names = [*manner_for(owner, year).names]
    assert questions[: len(names)] == names
    found = questions[len(names) :]
    assert len(found) == len(set(found))
    assert wanted <= set(found)
    same_sheet = {one.label for tab in own_tabs for one in tab.fields if one.visible_when}
    assert set(found) - wanted <= same_sheet


def test_each_age_has_its_own_questions_and_its_own_words() -> None:
    titles = {year: sheet(form, year).title for form, year, owner in SHEETS if owner is Role.CHILD}
    assert len(set(titles.values())) == 4
    youngest, young, older = (
        asked(sheet(*one)) for one in (("early_years", "N2"), ("year_r_11", "1"), ("year_r_11", "10"))
    )
    assert "What can I do all by myself?" in youngest
    assert "If I had a magic wand at school, I would…" in young
    assert "If I had a magic wand at school, I would…" not in older
    assert "May your carer and social worker see your exam results?" in older


def test_young_children_get_drawn_faces_and_older_ones_boxes() -> None:
    def marks(document: Document) -> set[Face | None]:
        scales = [block for block in document.blocks if isinstance(block, ToFill) and block.scale]
        assert scales
        return {tick.face for block in scales for tick in block.ticks}

    assert marks(sheet("year_r_11", "1")) == {*Face, None}
    assert marks(sheet("early_years", "N2")) == {Face.SMILE, Face.LEVEL, Face.FROWN, None}
    assert marks(sheet("year_r_11", "10")) == marks(sheet("post_16", "13")) == {None}


@pytest.mark.parametrize("form_id", ["early_years", "year_r_11", "post_16"])
def test_no_sign_is_left_that_a_font_may_not_have(form_id: str) -> None:
    form = form_of(form_id)
    for year in form.years:
        ticks = [
            tick for b in paper_sheet(form, Role.CHILD, year, NOW).blocks if isinstance(b, ToFill) for tick in b.ticks
        ]
        assert not {letter for tick in ticks for letter in tick.words if ord(letter) > 0x2190}


def test_every_face_a_choice_list_uses_can_be_drawn() -> None:
    lists = [form_of(one).choices[name] for one, name in (("early_years", "faces_early"), ("year_r_11", "faces"))]
    signs = {option.label[0] for one in lists for option in one.options if ord(option.label[0]) > 0x2190}
    assert signs
    assert signs <= faces.SIGNS.keys()
    assert faces.MOUTHS.keys() == set(Face)


@pytest.mark.parametrize(("form_id", "year", "owner"), SHEETS, ids=SHEET_NAMES)
def test_a_childs_own_pages_are_in_large_print_and_the_adults_page_comes_last(
    form_id: str, year: str, owner: Role
) -> None:
    blocks = sheet(form_id, year, owner).blocks
    if owner is not Role.CHILD:
        assert PageBreak() not in blocks
        return
    cut = blocks.index(PageBreak())
    assert blocks[cut + 1] == Heading(2, "For the adult who helps")
    assert all(block.large for block in blocks[:cut] if isinstance(block, ToFill))
    assert not any(block.large for block in blocks[cut:] if isinstance(block, ToFill))
    assert {getattr(block, "tone", Tone.ALOUD) for block in blocks[:cut]} == {Tone.ALOUD}


def test_nothing_is_known_of_a_child_but_the_first_name_if_it_is_given() -> None:
    with_name = paper_sheet(form_of("year_r_11"), Role.CHILD, "1", NOW, first_name="Łucja")
    assert [block.given for block in with_name.blocks if isinstance(block, ToFill) and block.given] == ["Łucja"]
    assert ("P", "Łucja") in pdf_reader.spoken(pdf.render(with_name))
    assert replace(with_name, blocks=()) == replace(sheet("year_r_11", "1"), blocks=())


def test_what_the_young_person_does_decides_what_is_asked_and_is_not_printed() -> None:
    status = Address("situation", "status")
    form = form_of("post_16")
    assert (status.tab, status.field) in conditions_elsewhere(form)
    inside = "What do you learn or do there? What do you want sorted before you come out?"
    at_home = "What do you do in the week now? What would you want to try, even for a day?"
    plain, neet, custody = (
        asked(paper_sheet(form, Role.CHILD, "13", NOW, known=known))
        for known in ({}, {status: Value("neet")}, {status: Value("custody")})
    )
    assert not {inside, at_home} & set(plain)
    assert [at_home in neet, inside in neet] == [True, False]
    assert [at_home in custody, inside in custody] == [False, True]


def test_a_question_that_hangs_on_another_of_the_same_sheet_is_asked() -> None:
    assert "If the child did not use words, what did you see?" in asked(sheet("year_r_11", "1"))


def test_a_year_group_of_another_form_and_an_owner_without_questions_are_refused() -> None:
    with pytest.raises(FormProblem, match="not for year group"):
        paper_sheet(form_of("post_16"), Role.CHILD, "5", NOW)
    with pytest.raises(FormProblem, match="asks nothing of the parent"):
        paper_sheet(form_of("year_r_11"), Role.PARENT, "5", NOW)


@pytest.mark.parametrize(("form_id", "year", "owner"), SHEETS, ids=SHEET_NAMES)
def test_a_question_and_its_room_stand_on_one_page(form_id: str, year: str, owner: Role) -> None:
    story = Story(sheet(form_id, year, owner), NOTO_SANS, 483.28)
    boxes = [box for box in story.boxes if isinstance(box, to_fill.ToFill)]
    placed = [
        box for content in pages.fill(story.boxes, 711.89) for box, _ in content if isinstance(box, to_fill.ToFill)
    ]
    assert placed == boxes


TEXTS = st.text(st.sampled_from("ab -éŵ"), min_size=1, max_size=400)
TICKS = st.lists(st.builds(Tick, TEXTS, st.none() | st.sampled_from(Face)), max_size=9).map(tuple)
QUESTIONS = st.builds(
    ToFill, TEXTS, TEXTS, TICKS, st.booleans(), st.integers(0, 60), st.sampled_from(["", "Draw here"]),
    st.booleans(), st.sampled_from(["", "Ann"]), st.booleans(), st.floats(20, 40),
)  # fmt: skip


@given(st.lists(QUESTIONS, min_size=1, max_size=4).map(tuple))
def test_nothing_overlaps_or_leaves_the_page_whatever_is_asked(blocks: tuple[ToFill, ...]) -> None:
    story = Story(replace(sheet("year_r_11", "1"), blocks=blocks), NOTO_SANS, 483.28)
    for content in pages.fill(story.boxes, 711.89):
        for box, down in content:
            if not isinstance(box, to_fill.ToFill):
                continue
            fits = down + box.height <= 711.9
            assert fits or (down == 0 and (box.room is None or box.room.height <= to_fill.LEAST_ROOM))
            ends = [words.down + words.text.height for words in box.words]
            ends += [mark.down + mark.size for mark in box.marks] + (
                [box.room.down + box.room.height] if box.room else []
            )
            assert max(ends) <= box.height + 6.0
            if box.room and box.room.ruling:
                assert all(
                    words.left + 1 < box.room.left
                    or words.down + words.text.height <= box.room.down + box.room.height + 0.01
                    for words in box.words
                )


@pytest.mark.checker("ooxml-validator")
def test_microsofts_validator_accepts_the_word_file(tmp_path: Path, ooxml_validator: Path) -> None:
    for number, one in enumerate((SHEETS[2], SHEETS[5], SHEETS[6])):
        (file := tmp_path / f"{number}.docx").write_bytes(word.render(sheet(*one)))
        told = subprocess.run([ooxml_validator, file], check=True, capture_output=True, text=True).stdout
        assert json.loads(told)["errors"] == []


@pytest.mark.checker("soffice")
@pytest.mark.checker("pdftotext")
def test_libreoffice_shows_the_whole_word_file(tmp_path: Path) -> None:
    (tmp_path / "sheet.docx").write_bytes(word.render(sheet("year_r_11", "10")))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "sheet.docx"]
    subprocess.run(convert, check=True, capture_output=True, timeout=110)
    command = ["pdftotext", "-raw", tmp_path / "sheet.pdf", "-"]
    told = " ".join(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split())
    for question in asked(sheet("year_r_11", "10")):
        assert question in told
    assert not re.search(r"Sometime s|Nam e", told)
    boxes = sum(len(b.ticks) for b in sheet("year_r_11", "10").blocks if isinstance(b, ToFill))
    assert told.count("☐") == boxes


def test_the_word_file_has_the_same_questions_and_each_face_once_with_its_words() -> None:
    data = word.render(sheet("year_r_11", "1"))
    assert data == word.render(sheet("year_r_11", "1"))
    body = docx.Document(io.BytesIO(data)).element.body
    lines = ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]
    rest = iter(lines)
    assert [one for one in asked(sheet("year_r_11", "1")) if one not in rest] == []
    shown = [one.get("descr") for one in body.iter(qn("wp:docPr"))]
    assert set(shown) == {str(face) for face in Face}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert len([name for name in package.namelist() if name.startswith("word/media/")]) == len(Face)
    assert len({one.get("id") for one in body.iter(qn("wp:docPr"))}) == len(shown)

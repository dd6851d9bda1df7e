"""The pictures across terms in documents: kept by the rules for everybody's access, and blind to what is left out."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
from PIL import Image

from pepdesk.app.across_terms import figures_of
from pepdesk.app.documents import make_documents, sample_plan
from pepdesk.export.blocks import Document, Heading, Paragraph
from pepdesk.export.boxes import pages
from pepdesk.export.chart_layout import lay_out
from pepdesk.export.chart_marks import Box, Ink, Shape, Words, is_hollow
from pepdesk.export.fonts import NOTO_SANS
from pepdesk.export.large_print import blocks_of
from pepdesk.export.sheets import HEIGHT, WIDTH
from pepdesk.export.story import Story
from pepdesk.export.word import render as render_word
from pepdesk.form.address import Address
from pepdesk.form.model import Audience
from pepdesk.record.answers import Value
from pepdesk.record.record import PepRecord
from pepdesk.rules.across_terms import across
from pepdesk.rules.assess import assess
from pepdesk.rules.series import Chart, Kind
from tests.export import pdf_reader
from tests.export.test_pdf import failures

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
NARROWER = tuple(one for one in Audience if one is not Audience.FULL)


def put(record: PepRecord, **answers: str) -> PepRecord:
    """The record with these answers at "tab__question"."""
    for place, words in answers.items():
        tab, _, field = place.partition("__")
        record.answers[Address(tab, field)] = Value(words)
    return record


def earlier(attendance: str = "81.7", sdq: str = "27", spent: str = "313.13") -> PepRecord:
    return put(
        sample_plan("year_r_11", TODAY), meeting__date="2026-06-18", meeting__term="summer",
        meeting__academic_year="2025/26", attendance__percent=attendance, health__sdq_score=sdq,
        health__sdq_date="2026-05-06", funding__total_requested=spent,
    )  # fmt: skip


@cache
def charts() -> dict[str, Chart]:
    record = sample_plan("year_r_11", TODAY)
    seen = figures_of([earlier()], Audience.FULL, TODAY)
    return {one.title: one for one in across(assess(record, TODAY).view, seen).charts}


@cache
def whole() -> tuple[bytes, bytes]:
    made = make_documents(
        sample_plan("year_r_11", TODAY), NOW, pdf=True, word=True, draft=True, earlier=[earlier()]
    )  # fmt: skip
    assert made.pdf is not None
    assert made.word is not None
    return made.pdf, made.word


def test_a_plan_with_pictures_keeps_every_rule(tmp_path: Path) -> None:
    (file := tmp_path / "plan.pdf").write_bytes(whole()[0])
    assert failures(file) == []


def test_each_picture_is_a_figure_with_its_words_and_a_table_follows_it() -> None:
    nodes = list(pdf_reader.walk(pdf_reader.tree(whole()[0])))
    told = [node.words for node in nodes if node.tag == "/Figure"]
    assert told == [f"[figure {one.sentence()}]" for one in charts().values()]
    assert len(told) == 5
    tags = [node.tag for node in nodes]
    assert all("/Table" in tags[place : place + 2] for place, tag in enumerate(tags) if tag == "/Figure")


def test_word_has_the_picture_with_its_description_and_the_table() -> None:
    with zipfile.ZipFile(io.BytesIO(whole()[1])) as package:
        document = package.read("word/document.xml").decode()
        pictures = [name for name in package.namelist() if name.startswith("word/media/")]
        assert len(pictures) == 5
        with Image.open(io.BytesIO(package.read(pictures[0]))) as opened:
            assert opened.width > 1000
    sentence = charts()["Attendance"].sentence()
    assert re.search(rf'<wp:docPr [^>]*descr="{re.escape(sentence)}"', document)
    assert 'tblCaption w:val="Attendance"' in document


@pytest.mark.parametrize("audience", NARROWER)
def test_a_copy_is_the_same_whatever_hidden_figures_the_earlier_plan_holds(audience: Audience) -> None:
    """Attendance may be in a copy; the score and the money are canaries where the copy leaves them out."""
    copies = [
        make_documents(
            replace(sample_plan("year_r_11", TODAY), plan_id="0" * 32), NOW, pdf=True, draft=False,
            word=audience is Audience.CLASS_TEACHER, audience=audience, earlier=[earlier(sdq=score, spent=money)],
        )
        for score, money in (("27", "313.13"), ("39", "499.99"))
    ]  # fmt: skip
    heard = " ".join(said for _, said in pdf_reader.spoken(copies[0].pdf or b""))
    if audience in (Audience.CARER, Audience.RECEIVING_SCHOOL):  # each sees one of the two
        assert "313.13" in heard or "SDQ total score" in heard
    else:
        assert (copies[0].pdf, copies[0].word) == (copies[1].pdf, copies[1].word)
    seen = {"SDQ total score": audience is Audience.CARER, "Pupil Premium Plus": "313.13" in heard}
    for title, wanted in seen.items():
        assert (f"[figure {title}" in heard) == wanted


@pytest.mark.parametrize("wide", [220, 480, 900])
@pytest.mark.parametrize("em", [9.5, 17.1])
def test_everything_drawn_stays_inside_and_nothing_is_said_by_colour_alone(wide: float, em: float) -> None:
    for chart in charts().values():
        drawing = lay_out(chart, wide, em, lambda words, bold: len(words) * em * (0.62 if bold else 0.55))
        words = [mark for mark in drawing.marks if isinstance(mark, Words)]
        assert all(0 < mark.y <= drawing.high for mark in words)
        shown = {mark.text for mark in words}
        latest = {point.words for each in chart.series for point in each.points[-1:]}
        assert latest <= shown, chart.title
        if chart.kind is Kind.BARS:
            boxes = [mark for mark in drawing.marks if isinstance(mark, Box) and mark.ink is Ink.MAIN]
            assert {box.hatched for box in boxes} == {False, True}
            assert all(0 <= box.x <= box.x + box.wide <= wide + 1 for box in boxes)
        shapes = [mark for mark in drawing.marks if isinstance(mark, Shape)]
        if chart.title == "Compared with age":  # as many shapes as steps that occur
            values = {point.value for each in chart.series for point in each.points}
            assert len({(mark.form, is_hollow(mark)) for mark in shapes}) == len(values)


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("subjects", [1, 9, 10, 12, 21, 45])
def test_however_many_subjects_no_picture_is_higher_than_its_page_or_without_its_heading(
    subjects: int, large: bool
) -> None:
    first = charts()["Compared with age"]
    many = tuple(replace(first.series[0], name=f"Design and technology, group {n}") for n in range(subjects))
    blocks = (Heading(2, "Attainment"), Heading(3, first.title), replace(first, series=many), Paragraph("After it"))
    document = Document("T", "", "", "", "1", NOW.isoformat(), blocks, large=large)
    drawn = [block for block in blocks_of(document) if isinstance(block, Chart)]
    assert [each.name for block in drawn for each in block.series] == [each.name for each in many]
    boxes = Story(document, NOTO_SANS, WIDTH).boxes
    filled = pages.fill(boxes, HEIGHT)
    assert all(down + box.height <= HEIGHT + 0.01 for page in filled for box, down in page)
    for page in filled:
        assert not getattr(page[-1].box, "keeps_with_next", False)
    package = zipfile.ZipFile(io.BytesIO(render_word(document)))
    heights = re.findall(r'<wp:extent cx="\d+" cy="(\d+)"', package.read("word/document.xml").decode())
    assert len(heights) == len(drawn)
    assert max(map(int, heights)) / 12700 < HEIGHT - 60  # the heading above it has room on its page

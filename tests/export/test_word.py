"""The Word file says the same as the PDF, with real styles, and opens in Word's own validator and in LibreOffice."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from pepdesk.export import word
from pepdesk.export.blocks import Answers, Bullets, Heading, PageBreak, Paragraph, Picture, Table
from pepdesk.export.plain_text import paragraphs
from tests.export.sample import LONG, LONG_CELL, NAMES, drawing, sample


@pytest.fixture(scope="module")
def exported() -> bytes:
    return word.render(sample())


def lines(data: bytes) -> list[str]:
    """The text of every paragraph of the body in order, tables included."""
    body = docx.Document(io.BytesIO(data)).element.body
    texts = ("".join(each.text or "" for each in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))
    return [text for text in texts if text]


def tables(data: bytes) -> Iterator[Any]:
    yield from docx.Document(io.BytesIO(data)).element.body.iter(qn("w:tbl"))


@pytest.mark.checker("ooxml-validator")
def test_microsofts_validator_accepts_it(exported: bytes, tmp_path: Path, ooxml_validator: Path) -> None:
    (file := tmp_path / "plan.docx").write_bytes(exported)
    told = subprocess.run([ooxml_validator, file], check=True, capture_output=True, text=True).stdout
    assert json.loads(told)["errors"] == []
    assert json.loads(told)["ok"] is True


@pytest.mark.checker("soffice")
@pytest.mark.checker("pdftotext")
def test_libreoffice_opens_it_and_loses_nothing(exported: bytes, tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_bytes(exported)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "plan.docx"]
    subprocess.run(convert, check=True, capture_output=True, timeout=110)
    command = ["pdftotext", "-layout", tmp_path / "plan.pdf", "-"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    pages = told.split("\f")[:-1]
    for number, words in enumerate(pages, start=1):
        assert "OFFICIAL-SENSITIVE" in words
        assert f"Page {number} of {len(pages)}" in words
    assert re.findall(r"\[w(\d+)\]", told) == re.findall(r"\[w(\d+)\]", LONG)
    assert re.findall(r"\[c(\d+)\]", told) == re.findall(r"\[c(\d+)\]", LONG_CELL)
    assert sum("What was done" in words for words in pages) >= 2


def test_every_block_stands_in_it_in_order(exported: bytes) -> None:
    document = sample()
    expected = [document.title, document.subtitle]
    for block in document.blocks:
        match block:
            case Heading(_, words) | Paragraph(words):
                expected.append(words)
            case Bullets(items):
                expected += items
            case Answers(_, items):
                expected += [part for item in items for part in (item.question, *paragraphs(item.text))]
            case Picture(caption):
                expected.append(caption)
            case Table(caption, header, rows):
                expected += [caption, *header, *(part for row in rows for cell in row for part in paragraphs(cell))]
    found = iter(lines(exported))
    missing = [words for words in expected if words and words not in found]  # "in" goes on from the last place
    assert missing == []


def test_a_picture_is_in_it_as_it_was_and_says_what_it_shows(exported: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(exported)) as package:
        (name,) = [name for name in package.namelist() if name.startswith("word/media/")]
        assert package.read(name) == drawing()
    (shown,) = docx.Document(io.BytesIO(exported)).element.body.iter(qn("wp:docPr"))
    assert shown.get("descr") == "A house with a red roof under a <yellow> sun & no clouds"


def test_a_long_answer_is_whole(exported: bytes) -> None:
    assert [line for line in lines(exported) if "[w" in line] == list(paragraphs(LONG))
    assert {name for _, name in NAMES} <= set(lines(exported))


def test_headings_are_headings_one_step_at_a_time(exported: bytes) -> None:
    styles = [p.style.name for p in docx.Document(io.BytesIO(exported)).paragraphs]
    levels = [int(name[-1]) for name in styles if name.startswith("Heading")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert {"Question", "Quote", "Warning", "Help", "List Bullet", "Not Answered", "Caption"} <= set(styles)


def test_every_table_has_a_name_and_tells_its_headers(exported: bytes) -> None:
    found = list(tables(exported))
    assert len(found) == 5
    for table in found:
        properties = table.find(qn("w:tblPr"))
        assert properties.find(qn("w:tblCaption")).get(qn("w:val"))
        assert properties.find(qn("w:tblDescription")).get(qn("w:val"))
        view = properties.find(qn("w:tblLook"))
        repeats = table.find(qn("w:tr")).find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert repeats == (view.get(qn("w:firstRow")) == "1")
        assert repeats or view.get(qn("w:firstColumn")) == "1"


def test_a_row_longer_than_a_page_may_break_and_a_short_one_may_not(exported: bytes) -> None:
    rows = [row for table in tables(exported) for row in table.iter(qn("w:tr"))]
    whole = {"[c1]" in "".join(row.itertext()): row.find(f".//{qn('w:cantSplit')}") is not None for row in rows}
    assert whole == {False: True, True: False}


def test_signatures_are_named_by_role(exported: bytes) -> None:
    *_, last = docx.Document(io.BytesIO(exported)).tables
    assert [row.cells[0].text for row in last.rows] == [
        "Role", "Designated teacher", "Social worker", "Virtual school", "Carer", "Child or young person",
    ]  # fmt: skip
    assert last.rows[1].cells[1].text == "Gwenllian Pugh, 22 November 2026"
    assert last.rows[3].cells[1].text == "Not filled in"


def test_properties_language_and_dates_come_from_the_document(exported: bytes) -> None:
    opened = docx.Document(io.BytesIO(exported))
    core = opened.core_properties
    assert (core.title, core.author, core.language) == ("Personal Education Plan", "Gwenllian Pugh", "en-GB")
    assert core.created is not None
    assert core.created.isoformat() == core.modified.isoformat() == "2026-11-22T14:05:00+00:00"
    language = opened.styles.element.find(f"{qn('w:docDefaults')}//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "en-GB"


def test_the_package_holds_what_it_needs_and_nothing_else(exported: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(exported)) as package:
        assert sorted(package.namelist()) == [
            "[Content_Types].xml",
            "_rels/.rels",
            "docProps/core.xml",
            "word/_rels/document.xml.rels",
            "word/document.xml",
            "word/fontTable.xml",
            "word/footer1.xml",
            "word/header1.xml",
            "word/media/image1.png",
            "word/numbering.xml",
            "word/settings.xml",
            "word/styles.xml",
            "word/theme/theme1.xml",
        ]
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_document_gives_the_same_bytes(exported: bytes) -> None:
    assert word.render(sample()) == exported


def test_markup_is_only_words_and_control_characters_are_gone() -> None:
    hostile = "a < b & <w:p/> ]]> {DDEAUTO c:\\x} \x00\x0b\x1f\ufffe\u202egnp"
    blocks = (PageBreak(), Paragraph(hostile), PageBreak(), Paragraph("end"))
    told = lines(word.render(replace(sample(), blocks=blocks)))
    assert told[2:] == ["a < b & <w:p/> ]]> {DDEAUTO c:\\x} ", "gnp", "end"]

"""Names of families there are come out of PDF and Word as they were typed, or export says what it cannot print.

Whole answers in the scripts are here too: the same letters at length, where lines are broken.
"""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path

import docx
import page as validation
import pypdfium2
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from pepdesk.export import fonts, pdf, word
from pepdesk.export.blocks import Answer, Answers, Document, Heading, LongAnswer, Table
from pepdesk.export.fonts import NoGlyph
from pepdesk.export.plain_text import clean, paragraphs
from tests.export import pdf_reader
from tests.export.sample import NAMES, sample

MORE_NAMES = (
    *NAMES,
    ("Czech and Slovak", "Řehoř Ďuriš, Ľubomíra Škvařilová"),
    ("Romanian", "Ștefan Țăranu, Ioana Brâncuși"),
    ("Lithuanian", "Žydrūnė Ąžuolaitė"),
    ("Icelandic", "Þórður Ægisson"),
    ("Greek", "Ελένη Παπαδοπούλου"),
    ("Bulgarian", "Йоана Щърбанова"),
    ("Igbo", "Chịnedụ Ọkọnkwọ"),
    ("Vietnamese, at length", "Đặng Thị Ngọc Ánh, Trương Vĩnh Kỳ, Nguyễn Phước Bửu Lộc"),
    ("Persian", "پرویز گلچین"),
    ("Kurdish", "ژیان ئەحمەد"),
    ("Pashto", "ښایسته ګل"),
    ("Chinese, full form", "陳美齡、歐陽修"),
    ("Apostrophes", "Seán O’Neill, N’Golo, D'Souza"),
)


def document(names: tuple[tuple[str, str], ...]) -> Document:
    people = Table("People", ("Language", "Name", "Role"), tuple((lang, name, "Aunt") for lang, name in names))
    answers = Answers("People", tuple(Answer(lang, name) for lang, name in names))
    return replace(sample(), title="Names", subtitle=names[0][1], blocks=(Heading(2, "People"), answers, people))


def flat(words: str) -> str:
    """Without what a text extractor adds: direction marks, and spaces where a line was broken."""
    return "".join(each for each in unicodedata.normalize("NFC", words) if not each.isspace() and each not in _MARKS)


_MARKS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def parts(name: str) -> list[str]:
    """The name, or the words of one with Hebrew or Arabic in it: both readers order such words as on the page."""
    return name.split() if fonts.RIGHT_TO_LEFT.search(name) else [name]


@pytest.mark.checker("pdftotext")
@pytest.mark.parametrize("large", [False, True])
def test_pdftotext_gives_every_name_back(tmp_path: Path, large: bool) -> None:
    (file := tmp_path / "names.pdf").write_bytes(pdf.render(replace(document(MORE_NAMES), large=large)))
    told = subprocess.run(["pdftotext", "-raw", file, "-"], check=True, capture_output=True, text=True).stdout
    assert [part for _, name in MORE_NAMES for part in parts(name) if flat(part).strip("(),") not in flat(told)] == []


def test_the_reader_in_most_browsers_gives_every_name_back() -> None:
    opened = pypdfium2.PdfDocument(pdf.render(document(MORE_NAMES)))
    told = flat("".join(page.get_textpage().get_text_range() for page in opened))
    opened.close()
    assert [part for _, name in MORE_NAMES for part in parts(name) if flat(part).strip("(),") not in told] == []


def test_every_name_keeps_the_rules_of_pdf_ua_and_pdf_a(tmp_path: Path) -> None:
    (file := tmp_path / "names.pdf").write_bytes(pdf.render(document(MORE_NAMES)))
    for profile in ("ua1", "2a"):
        assert list(validation.validate_pdf(str(file), profile=profile).failures) == []


def test_a_screen_reader_hears_every_name() -> None:
    heard = [flat(words) for _, words in pdf_reader.spoken(pdf.render(document(MORE_NAMES)))]
    assert [name for _, name in MORE_NAMES if heard.count(flat(name)) < 2] == []


@pytest.mark.checker("soffice")
@pytest.mark.checker("pdftotext")
def test_libreoffice_prints_every_name_of_the_word_file(tmp_path: Path) -> None:
    (tmp_path / "names.docx").write_bytes(word.render(document(MORE_NAMES)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", tmp_path]
    subprocess.run([*convert, tmp_path / "names.docx"], check=True, capture_output=True, timeout=110)
    told = flat((tmp_path / "names.txt").read_text(encoding="utf-8-sig"))
    assert [name for _, name in MORE_NAMES if told.count(flat(name)) < 2] == []


def test_word_is_told_what_runs_from_right_to_left_and_what_is_chinese(tmp_path: Path) -> None:
    (file := tmp_path / "names.docx").write_bytes(word.render(document(MORE_NAMES)))
    runs = list(docx.Document(str(file)).element.body.iter(qn("w:r")))
    told = {"".join(each.text or "" for each in run.iter(qn("w:t"))): run for run in runs}
    arabic = told["محمد علي الحسن"]  # one run, spaces and all: in three of them Word would set the words the wrong way
    assert arabic.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None
    assert arabic.find(f"{qn('w:rPr')}/{qn('w:lang')}").get(qn("w:bidi")) == "ar-SA"
    assert told["שרה כהן, 12 שנים"].find(f"{qn('w:rPr')}/{qn('w:lang')}").get(qn("w:bidi")) == "he-IL"
    assert told["李伟"].find(f"{qn('w:rPr')}/{qn('w:rFonts')}").get(qn("w:eastAsia")) == "Microsoft YaHei"


@pytest.mark.parametrize(("letter", "named"), [("ﻩ\U0001e900", "U+1E900"), ("ཀ", "U+0F40"), ("አ", "U+12A0")])
def test_a_letter_that_cannot_be_printed_is_named_with_its_question(letter: str, named: str) -> None:
    asked = Answers("People", (Answer("Who is this?", f"Abebe {letter}"),))
    with pytest.raises(NoGlyph) as caught:
        pdf.render(replace(sample(), blocks=(Heading(2, "People"), asked)))
    assert named in caught.value.advice
    assert "Who is this?" in caught.value.advice
    assert "Abebe" not in str(caught.value)


LETTERS = "".join(name for _, name in MORE_NAMES) + "  \n  aeiou.,-()"


@settings(deadline=None, max_examples=15)
@given(
    st.text(st.sampled_from(LETTERS), min_size=1, max_size=60),
    st.integers(1, 900),
    st.sampled_from(["long", "row", "cell"]),
    st.booleans(),
)
def test_no_answer_of_any_length_or_script_is_cut(words: str, times: int, place: str, large: bool) -> None:
    """Longer than a page and without a space in it, too: every letter is on some page, in order."""
    answer = " ".join([words] * min(times, 12_000 // len(words)))
    block = {
        "long": LongAnswer(Answer("Q", answer)),
        "row": Answers("A", (Answer("Q", answer), Answer("R", "end"))),
        "cell": Table("T", ("A", "B"), (("one", answer), ("two", "end"))),
    }[place]
    assume_drawable(answer)
    data = pdf.render(replace(sample(), blocks=(Heading(2, "H"), block), large=large))
    heard = flat("".join(said for _, said in pdf_reader.spoken(data)))
    assert flat("".join(paragraphs(clean(answer)))) in heard
    assert pdf_reader.faults(data) == []
    assert pdf_reader.outside(data) == []


def assume_drawable(answer: str) -> None:
    """Marks at odd places may make a letter no font has; such an answer is refused, which is another test's."""
    from hypothesis import assume

    try:
        for line in clean(answer).split("\n"):
            fonts.runs(line, fonts.font_name(fonts.NOTO_SANS, fonts.Weight.REGULAR))
    except NoGlyph:
        assume(False)


def test_a_stamp_made_before_does_not_spoil_the_names() -> None:
    """reportlab gives one face to whoever asks first: a stamp's font once took the place of the document's."""
    words = (
        "import datetime as dt; from pepdesk.signing.stamp import stamp_page; from pepdesk.export import fonts;"
        "stamp_page('Zoë', 'Teacher', dt.datetime(2026, 11, 22), '1', (200, 60));"
        "from reportlab.pdfbase import pdfmetrics;"
        "assert pdfmetrics.getFont('DejaVuSans') is fonts.font('DejaVuSans');"
        "assert fonts.font('DejaVuSans').shapable"
    )
    subprocess.run([sys.executable, "-c", words], check=True, timeout=60)

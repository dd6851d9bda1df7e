"""The PDF says everything, in order, to eyes, screen readers, archives and the next signer."""

from __future__ import annotations

import io
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import page as validation
import pikepdf
import pytest

from pepdesk.export import pdf
from pepdesk.export.blocks import (
    Answer,
    Answers,
    Block,
    Bullets,
    Document,
    Heading,
    LongAnswer,
    Paragraph,
    Picture,
    SignatureBox,
    Table,
    Tone,
)
from pepdesk.export.fonts import ATKINSON, NoGlyph
from pepdesk.export.plain_text import paragraphs
from pepdesk.export.signature_fields import SIGNATURE_FIELDS
from tests.export import pdf_reader
from tests.export.sample import LONG, LONG_CELL, NAMES, sample

PROFILES = ("ua1", "2a")


@pytest.fixture(scope="module")
def exported() -> bytes:
    return pdf.render(sample())


def failures(path: Path) -> list[str]:
    return [
        f"{profile} {failure.rule_id}: {failure.message}"
        for profile in PROFILES
        for failure in validation.validate_pdf(str(path), profile=profile).failures
    ]


def small(*blocks: Block) -> Document:
    return replace(sample(), blocks=blocks)


def test_every_rule_of_pdf_ua_1_and_pdf_a_2a_is_kept(exported: bytes, tmp_path: Path) -> None:
    (file := tmp_path / "plan.pdf").write_bytes(exported)
    assert failures(file) == []


@pytest.mark.checker("qpdf")
def test_the_rules_are_kept_without_compression_too_and_qpdf_finds_no_fault(exported: bytes, tmp_path: Path) -> None:
    (file := tmp_path / "plan.pdf").write_bytes(exported)
    subprocess.run(["qpdf", "--check", file], check=True, capture_output=True)
    plain = tmp_path / "plain.pdf"
    options = ["--newline-before-endstream", "--stream-data=uncompress"]
    subprocess.run(["qpdf", *options, file, plain], check=True, capture_output=True)
    assert failures(plain) == []


def test_the_other_typeface_keeps_the_rules(tmp_path: Path) -> None:
    (file := tmp_path / "plan.pdf").write_bytes(pdf.render(sample(), ATKINSON))
    assert failures(file) == []
    with pikepdf.open(file) as opened:
        assert any("Atkinson" in name for name in font_names(opened))


def test_tree_pages_and_fields_agree(exported: bytes) -> None:
    assert pdf_reader.faults(exported) == []


def test_a_screen_reader_hears_every_block_once_and_in_order(exported: bytes) -> None:
    heard = [flat(words) for _, words in pdf_reader.spoken(exported)]
    assert heard == [flat(words) for words in expected_words(sample())]


def expected_words(document: Document) -> list[str]:
    """The words of every block in order; each paragraph by itself, a child's words in one piece."""
    found = [document.title, document.subtitle]
    for block in document.blocks:
        match block:
            case Heading(_, words) | Paragraph(words):
                found.append(words)
            case Bullets(items):
                found += [part for item in items for part in ("•", item)]
            case Answers(_, items):
                found += [part for item in items for part in (item.question, *paragraphs(item.text))]
            case LongAnswer(Answer(question, words, _, tone, source)):
                found += [
                    question,
                    *([words] if tone is Tone.QUOTE else paragraphs(words)),
                    *([source] if source else []),
                ]
            case Table(caption, header, rows):
                found += [
                    caption,
                    *header,
                    *(part for row in rows for cell in row if cell for part in paragraphs(cell)),
                ]
            case Picture(caption, says):
                found += [f"[figure {says}]", caption]
            case SignatureBox(name, role, printed):
                found += [role, printed or "Name and date: not filled in", "Digital signature", f"[field {name}]"]
    return found


def flat(words: str) -> str:
    return " ".join(words.split())


def test_an_answer_of_three_pages_is_whole(exported: bytes) -> None:
    heard = [flat(words) for tag, words in pdf_reader.spoken(exported) if tag == "P" and "[w" in words]
    assert heard == [flat(part) for part in paragraphs(LONG)]
    nodes = [node for node in pdf_reader.walk(pdf_reader.tree(exported)) if "[w" in node.words]
    assert len(set().union(*(node.pages for node in nodes))) >= 3


def test_a_cell_longer_than_a_page_is_whole_and_its_header_is_heard_once_but_seen_on_every_page(
    exported: bytes,
) -> None:
    heard = [flat(words) for _, words in pdf_reader.spoken(exported) if "[c" in words]
    assert heard == [flat(part) for part in paragraphs(LONG_CELL)]
    assert [words for _, words in pdf_reader.spoken(exported)].count("What was done") == 1
    seen_again = [page for page in pdf_reader.artefacts(exported) if "What was done" in page]
    assert len(seen_again) >= 2
    assert all("Quiet room" in page for page in seen_again)


def test_names_in_every_script_are_read_as_they_were_written(exported: bytes) -> None:
    heard = {flat(words) for _, words in pdf_reader.spoken(exported)}
    assert {flat(name) for _, name in NAMES} <= heard


def test_every_page_bears_marking_version_and_its_number_of_all(exported: bytes) -> None:
    pages = pdf_reader.artefacts(exported)
    for number, words in enumerate(pages, start=1):
        assert "OFFICIAL-SENSITIVE" in words
        assert "Version 7f3a-12" in words
        assert f"Page {number} of {len(pages)}" in words


def test_headings_make_the_outline_and_the_window_shows_the_title(exported: bytes) -> None:
    with pikepdf.open(io.BytesIO(exported)) as opened:
        with opened.open_outline() as outline:
            titles = [entry.title for entry in outline.root[0].children]
        assert outline.root[0].title == "Personal Education Plan"
        assert titles == [block.text for block in sample().blocks if isinstance(block, Heading) and block.level == 2]
        assert opened.Root.ViewerPreferences.DisplayDocTitle
        assert str(opened.Root.Lang) == "en-GB"
        assert str(opened.docinfo["/Title"]) == "Personal Education Plan"
        assert str(opened.docinfo["/CreationDate"]).startswith("D:20261122140500")


def font_names(opened: pikepdf.Pdf) -> set[str]:
    return {str(font.BaseFont) for page in opened.pages for font in page.Resources.Font.values()}


def test_all_fonts_are_embedded(exported: bytes) -> None:
    with pikepdf.open(io.BytesIO(exported)) as opened:
        fonts = [font for page in opened.pages for font in page.Resources.Font.values()]
        assert fonts
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)


def test_an_empty_field_waits_for_each_role_in_the_order_of_signing(exported: bytes) -> None:
    with pikepdf.open(io.BytesIO(exported)) as opened:
        fields = list(opened.Root.AcroForm.Fields)
        assert [str(each.T) for each in fields] == list(SIGNATURE_FIELDS.values())
        assert all(each.FT == "/Sig" and "/V" not in each and str(each.TU) for each in fields)
        assert "/SigFlags" not in opened.Root.AcroForm
        assert "/NeedAppearances" not in opened.Root.AcroForm


def test_the_same_document_gives_the_same_bytes_and_another_document_another_identifier(exported: bytes) -> None:
    pdf.render(small(Paragraph("ہما with letters that are numbered as they come")))
    assert pdf.render(sample()) == exported
    other = pdf.render(replace(sample(), blocks=(*sample().blocks, Paragraph("One more."))))
    with pikepdf.open(io.BytesIO(exported)) as one, pikepdf.open(io.BytesIO(other)) as two:
        assert bytes(one.trailer.ID[0]) != bytes(two.trailer.ID[0])


def test_markup_is_only_words_and_control_characters_are_gone() -> None:
    hostile = "a < b & <img src='file:///etc/passwd'/> <para>x</para> \x00\x07\u202egnp.exe {\\rtf} 100%"
    heard = pdf_reader.spoken(pdf.render(small(Heading(2, "H"), Paragraph(hostile))))
    assert heard[-1] == ("P", "a < b & <img src='file:///etc/passwd'/> <para>x</para> gnp.exe {\\rtf} 100%")


def test_a_letter_no_font_has_is_told_by_number_and_question_never_with_the_answer() -> None:
    with pytest.raises(NoGlyph) as caught:
        pdf.render(small(Heading(2, "H"), LongAnswer(Answer("What helps?", "SECRET \U0001f970 WORDS"))))
    told = str(caught.value)
    assert "U+1F970" in told
    assert "What helps?" in told
    assert "SECRET" not in told
    assert caught.value.code == "export-no-glyph"


def test_a_skipped_heading_level_and_an_empty_table_do_not_break_the_rules(tmp_path: Path) -> None:
    document = small(Heading(4, "Deep"), Heading(2, "Next"), Table("People", ("Name", "Role"), ()), Answers("none", ()))
    (file := tmp_path / "plan.pdf").write_bytes(pdf.render(document))
    assert failures(file) == []
    heard = pdf_reader.spoken(file.read_bytes())
    assert ("H2", "Deep") in heard
    assert ("P", "Nothing entered") in heard


@pytest.mark.checker("pdftotext")
def test_text_copied_from_the_file_has_spaces_between_lines(exported: bytes, tmp_path: Path) -> None:
    (file := tmp_path / "plan.pdf").write_bytes(exported)
    told = subprocess.run(["pdftotext", "-raw", file, "-"], check=True, capture_output=True, text=True).stdout
    first = re.split(r"(?<=\])\s", flat(LONG))[0]
    assert first in flat(told)

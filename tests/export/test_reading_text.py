"""What is read beside the picture is what the PDF says, word for word and in its order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pepdesk.export import pdf
from pepdesk.export.reading_text import Kind, reading_lines
from tests.export import pdf_reader
from tests.export.sample import sample
from tests.export.test_choices import CHOICES, made


def words(text: str) -> list[str]:
    """Letter by letter compared in words, without what only one of the two can have: strokes, and names of fields."""
    kept = text.replace("[figure ", "Picture: ").replace("]", " ").replace("|", " ")
    return [word for word in kept.split() if not word.startswith(("[field", "signature_"))]


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("sample_name", ["year_8", "early_years"])
def test_the_text_says_what_the_pages_say(sample_name: str, choice: str) -> None:
    document = made(sample_name, choice)
    head, *lines = reading_lines(document)
    assert head.words == "OFFICIAL-SENSITIVE · DRAFT – not signed"
    heard = " ".join(said for _, said in pdf_reader.spoken(pdf.render(document)))
    assert words(" ".join(line.words for line in lines)) == words(heard)


@pytest.mark.parametrize("large", [False, True])
def test_every_kind_of_block_is_read(large: bool) -> None:
    document = replace(sample(), large=large)
    heard = " ".join(said for _, said in pdf_reader.spoken(pdf.render(document)))
    assert words(" ".join(line.words for line in reading_lines(document)[1:])) == words(heard)


def test_headings_are_the_pdf_s_headings() -> None:
    document = made("year_8", "whole")
    headings = [(f"H{line.level}", line.words) for line in reading_lines(document) if line.kind is Kind.HEADING]
    assert headings == [
        (tag, " ".join(said.split()))
        for tag, said in pdf_reader.spoken(pdf.render(document))
        if tag in {"H1", "H2", "H3", "H4"}
    ]

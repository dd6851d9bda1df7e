"""Whole or part, ordinary or large print, draft or final: each keeps every rule, and says what it must."""

from __future__ import annotations

import io
import json
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import docx
import page as validation
import pytest
from docx.oxml.ns import qn

from pepdesk.app.documents import MORE_SAMPLES, SAMPLES, sample_plan
from pepdesk.export import look, pdf, word
from pepdesk.export.blocks import Document, Heading, Table
from pepdesk.export.choice import Choice, Part, tabs_of
from pepdesk.export.outline import WATERMARK, outline
from pepdesk.form.model import Role
from pepdesk.record.record import PepRecord
from pepdesk.rules.assess import assess
from tests.export import pdf_reader

TODAY = date(2026, 11, 22)
PLANS = {**{sample: form for form, sample in SAMPLES.items()}, **MORE_SAMPLES}
CHOICES = {
    "whole": Choice(),
    "large": Choice(large=True),
    "social worker": Choice(Part.MINE, Role.SOCIAL_WORKER),
    "school, large": Choice(Part.MINE, Role.DESIGNATED_TEACHER, large=True),
    "targets": Choice(Part.TARGETS),
}


@cache
def plan(sample: str) -> PepRecord:
    return sample_plan(PLANS[sample], TODAY, sample)


@cache
def made(sample: str, choice: str, *, draft: bool = True) -> Document:
    record = plan(sample)
    created = "2026-11-22T10:00:00+00:00"
    return outline(record, assess(record, TODAY), created, draft=draft, choice=CHOICES[choice])


def rules_broken(file: Path) -> Iterator[str]:
    for profile in ("ua1", "2a"):
        for failure in validation.validate_pdf(str(file), profile=profile).failures:
            yield f"{profile} {failure.rule_id}: {failure.message}"


@pytest.mark.checker("qpdf")
@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("sample", PLANS)
def test_every_sample_keeps_every_rule_compressed_or_not(sample: str, choice: str, tmp_path: Path) -> None:
    data = pdf.render(made(sample, choice))
    (file := tmp_path / "plan.pdf").write_bytes(data)
    assert list(rules_broken(file)) == []
    assert pdf_reader.faults(data) == []
    subprocess.run(["qpdf", "--check", file], check=True, capture_output=True)
    plain = tmp_path / "plain.pdf"
    options = ["--newline-before-endstream", "--stream-data=uncompress"]
    subprocess.run(["qpdf", *options, file, plain], check=True, capture_output=True)
    assert list(rules_broken(plain)) == []


@pytest.mark.checker("ooxml-validator")
@pytest.mark.parametrize(
    ("sample", "choice"),
    [("year_8", "large"), ("early_years", "whole"), ("post_16", "social worker"), ("year_6", "targets")],
)
def test_microsofts_validator_accepts_each(sample: str, choice: str, tmp_path: Path, ooxml_validator: Path) -> None:
    (file := tmp_path / "plan.docx").write_bytes(word.render(made(sample, choice)))
    told = subprocess.run([ooxml_validator, file], check=True, capture_output=True, text=True).stdout
    assert json.loads(told)["errors"] == []


def headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 2]


@pytest.mark.parametrize("sample", PLANS)
def test_a_part_holds_its_sections_and_says_that_there_is_more(sample: str) -> None:
    record = plan(sample)
    form, assessment = record.form, assess(record, TODAY)
    (targets,) = headings(made(sample, "targets"))
    assert targets == form.tab("targets").title
    mine = tabs_of(form, assessment, Role.SOCIAL_WORKER)
    titles = [tab.title for tab in form.tabs if tab.id in mine and tab.id in assessment.tabs]
    assert headings(made(sample, "social worker")) == titles
    assert set(titles) < set(headings(made(sample, "whole")))
    for choice in ("targets", "social worker"):
        heard = " ".join(words for _, words in pdf_reader.spoken(pdf.render(made(sample, choice))))
        assert "are left out" in heard
        assert "[field" not in heard  # a part is never signed


def test_every_page_of_a_draft_says_so_and_no_page_of_a_final_plan_does() -> None:
    pages = pdf_reader.artefacts(pdf.render(made("year_8", "whole")))
    assert len(pages) > 20
    assert all(page.count(WATERMARK) == 2 for page in pages)  # across the page, and in its head
    assert not any("DRAFT" in page for page in pdf_reader.artefacts(pdf.render(made("year_8", "whole", draft=False))))
    drafted, final = (word.render(made("year_8", "whole", draft=draft)) for draft in (True, False))
    with zipfile.ZipFile(io.BytesIO(drafted)) as one, zipfile.ZipFile(io.BytesIO(final)) as other:
        assert one.read("word/header1.xml").decode().count(WATERMARK) == 3  # said, shown, told to those who cannot see
        assert b"DRAFT" not in other.read("word/header1.xml")


def test_a_page_that_goes_on_says_where_in_the_plan_it_is() -> None:
    pages = pdf_reader.artefacts(pdf.render(made("year_8", "whole")))
    assert any("New targets › Target" in page and "continued" in page for page in pages)
    assert "continued" not in pages[0]


def test_large_print_is_18_points_in_the_pdf_and_in_word() -> None:
    assert look.size(look.BODY, large=True) == 18.0
    ordinary, large = (sizes(pdf.render(made("year_8", choice))) for choice in ("whole", "large"))
    assert min(ordinary) < 10
    assert sorted(large)[0] == look.FOOT[True]  # the foot of the page is the only smaller print
    assert sorted(large)[1] >= 16
    document = docx.Document(io.BytesIO(word.render(made("year_8", "large"))))
    found = {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:sz"))}
    assert "36" in found  # half points
    assert min(int(value) for value in found) == look.FOOT[True] * 2


def sizes(data: bytes) -> set[float]:
    import pikepdf

    found = set()
    with pikepdf.open(io.BytesIO(data)) as opened:
        for one in opened.pages:
            for operands, operator in pikepdf.parse_content_stream(one, "Tf"):
                if str(operator) == "Tf":
                    found.add(round(float(operands[1]), 1))
    return found


def test_large_print_loses_no_word_and_has_no_narrow_column() -> None:
    ordinary, large = (made("year_8", choice) for choice in ("whole", "large"))
    told = " ".join(" ".join(words for _, words in pdf_reader.spoken(pdf.render(large))).split())
    # What the rows of a table are called is not said again at each row told by itself; a dash says nothing.
    unsaid = {"–", *(block.header[0] for block in ordinary.blocks if isinstance(block, Table))}
    for _, words in pdf_reader.spoken(pdf.render(ordinary)):
        assert (flat := " ".join(words.split())) in unsaid or flat in told, words
    with_columns = [node for node in pdf_reader.walk(pdf_reader.tree(pdf.render(large))) if node.tag == "/TR"]
    assert max(len(node.kids) for node in with_columns) <= 3

"""What two more checkers say of our documents: outloud of the PDF as it is read aloud, openxml-audit of the Word file.

What they find and we keep is listed with its reason; anything else fails.
"""

from __future__ import annotations

import json
import subprocess
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from installers import checkers
from pepdesk.app.catalogue import take_authority, take_form
from pepdesk.app.documents import SAMPLES, Documents, make_documents, sample_plan
from pepdesk.app.forms_to_fill import FormOrder, make_form
from pepdesk.authority.loader import BASE

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
REPEATED = ", continued"
"""The end of the line that names a table again on the next page: repeated on purpose, so no reader should say it."""
FEW_ROWS = "header cells look shredded"
"""outloud’s guess about tables of a row or two, in which headings outnumber the rest by nature (documents.md 1.3)."""


@cache
def made(form_id: str) -> Documents:
    return make_documents(sample_plan(form_id, date(2026, 11, 22)), NOW, pdf=True, word=True, draft=False)


def blank(form_id: str) -> FormOrder:
    authority = take_authority(BASE)
    return FormOrder(take_form(form_id, authority), authority)


def read_aloud(pdf: bytes, folder: Path) -> list[dict[str, Any]]:
    file = folder / "read.pdf"
    file.write_bytes(pdf)
    words = [str(checkers.find("outloud")), "--json", "-", "-q", str(file)]
    said = subprocess.run(words, capture_output=True, text=True, check=False)
    findings: list[dict[str, Any]] = json.loads(said.stdout)["results"][0]["findings"]
    return findings


def unexplained(findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    errors = [one for one in findings if one["severity"] == "error"]
    return [
        one
        for one in errors
        if not (one["rule"] == "TAG-002" and str(one["evidence"]).endswith(REPEATED))
        and not (one["rule"] == "TBL-010" and FEW_ROWS in one["message"])
    ]


@pytest.mark.checker("outloud")
@pytest.mark.parametrize("form_id", list(SAMPLES))
def test_a_plan_s_pdf_can_be_read_aloud(form_id: str, tmp_path: Path) -> None:
    assert unexplained(read_aloud(made(form_id).pdf or b"", tmp_path)) == []


@pytest.mark.checker("outloud")
def test_a_form_to_fill_can_be_read_aloud_and_a_spoilt_one_is_found(tmp_path: Path) -> None:
    form = make_form(blank("early_years"), NOW, word=False)
    assert unexplained(read_aloud(form, tmp_path)) == []
    spoilt = form.replace(b"/MarkInfo", b"/MerkInfo")
    assert spoilt != form
    assert unexplained(read_aloud(spoilt, tmp_path)) != []


@pytest.mark.checker("openxml-audit")
@pytest.mark.parametrize("form_id", list(SAMPLES))
def test_word_needs_to_repair_nothing(form_id: str, tmp_path: Path) -> None:
    order = blank(form_id)
    for name, data in (("plan", made(form_id).word), ("form", make_form(order, NOW, word=True))):
        file = tmp_path / f"{name}.docx"
        file.write_bytes(data or b"")
        said = subprocess.run(
            [str(checkers.find("openxml-audit")), "-o", "json", str(file)], capture_output=True, text=True, check=False
        )
        assert [one["error_count"] for one in json.loads(said.stdout)] == [0], said.stdout

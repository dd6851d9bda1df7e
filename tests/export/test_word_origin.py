"""The Word file that knows its plan is still a Word file to others, and its settings are under the signature."""

from __future__ import annotations

import json
import subprocess
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest

from pepdesk.app.documents import make_documents, sample_plan
from pepdesk.export.word_origin import SETTINGS
from pepdesk.signing.package import read_package, write_package
from pepdesk.signing.sign import sign_file
from pepdesk.signing.verify import verify_file
from tests.checkers import sessions
from tests.signing.samples import teacher


@cache
def made() -> bytes:
    record = sample_plan("year_r_11", date(2026, 11, 22))
    word = make_documents(record, datetime(2026, 11, 22, 9, 0, tzinfo=UTC), pdf=False, word=True, draft=False).word
    assert word is not None
    assert b"PepDeskPlan" in read_package(word)[SETTINGS]
    return word


@pytest.mark.checker("ooxml-validator")
def test_microsofts_validator_accepts_it(tmp_path: Path, ooxml_validator: Path) -> None:
    file = tmp_path / "plan.docx"
    file.write_bytes(made())
    told = subprocess.run([ooxml_validator, file], check=True, capture_output=True, text=True).stdout
    assert json.loads(told)["errors"] == []


@pytest.mark.checker("uno")
@pytest.mark.timeout(180)
def test_libreoffice_finds_its_signature_valid_and_one_over_another_plan_not(tmp_path: Path) -> None:
    good = sign_file(made(), teacher())
    parts = read_package(good)
    parts[SETTINGS] = parts[SETTINGS].replace(b'"PepDeskText" w:val="', b'"PepDeskText" w:val="0')
    files = {"good": good, "other": write_package(parts)}
    for name, data in files.items():
        (tmp_path / f"{name}.docx").write_bytes(data)
    with sessions.office(tmp_path / "office") as pipe:
        sound, other = sessions.office_signatures(pipe, *(tmp_path / f"{name}.docx" for name in files))
    assert [one["valid"] for one in sound] == [True]
    assert [one["valid"] for one in other] == [False]
    assert verify_file(good).ok
    assert not verify_file(files["other"]).ok

"""``pepdesk own-form``: from a council's file to a filled one and back, without a window."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from pepdesk import paths
from pepdesk.app.documents import sample_plan
from pepdesk.cli import FINE, FOUND_PROBLEMS, NOT_DONE, run_command
from pepdesk.record.codec import write_record

FORM = paths.resources_dir() / "own_forms" / "anyshire_lines.docx"


def told(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, object]:
    status = run_command(["own-form", *map(str, words), "--json"])
    return status, json.loads(capsys.readouterr().out or "null")


def test_a_form_is_matched_kept_filled_read_and_checked(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_bytes(write_record(sample_plan("early_years", date(2026, 11, 22))))
    mapping = tmp_path / "kept" / "mine.toml"
    status, said = told(capsys, "propose", FORM, "--form", "early_years", "--save", "Mine", "-o", tmp_path / "kept")
    assert status == FINE
    assert isinstance(said, dict)
    assert said["saved"] == str(mapping)
    assert said["places"][0]["answers"] == ["child.first_name", "child.surname"]
    assert told(capsys, "check", mapping) == (FINE, [])
    status, said = told(capsys, "fill", tmp_path / "plan.json", mapping, "-o", tmp_path / "filled.docx")
    assert status == FINE
    assert isinstance(said, dict)
    assert said["placed"] >= 35
    assert said["left"]
    status, back = told(capsys, "read", tmp_path / "filled.docx", mapping)
    assert status == FINE
    assert isinstance(back, dict)
    assert len([one for one in back["answers"] if one["text"]]) == said["placed"]
    mapping.write_text(mapping.read_text(encoding="utf-8").replace("child.upn", "child.unp"), encoding="utf-8")
    status, faults = told(capsys, "check", mapping)
    assert status == FOUND_PROBLEMS
    assert "child.unp" in str(faults)


def test_what_cannot_be_done_is_said_in_words(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run_command(["own-form", "propose", str(tmp_path / "none.docx"), "--form", "early_years"]) == NOT_DONE
    assert "cannot be read" in capsys.readouterr().err
    assert told(capsys, "list", "--authority", "bury") == (FINE, [])

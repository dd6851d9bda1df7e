"""``pepdesk read`` as people run it: a filled form in, proposed answers out; a plan only where one is asked for."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from pepdesk.app.documents import sample_plan
from pepdesk.cli import FINE, FOUND_PROBLEMS, NOT_DONE, run_command
from pepdesk.form.address import Address
from pepdesk.record.answers import Value
from pepdesk.record.codec import read_record, write_record
from pepdesk.record.record import PepRecord

OUTCOME, BORN = Address("targets", "outcome", ("r1",)), Address("child", "date_of_birth")


@pytest.fixture
def record() -> PepRecord:
    return sample_plan("year_r_11", date(2026, 11, 22))


def form_of(record: PepRecord, folder: Path, *kind: str) -> Path:
    (plan := folder / "sent.json").write_bytes(write_record(record))
    path = folder / f"filled.{(kind or ('docx',))[0]}"
    option = "--pdf" if path.suffix == ".pdf" else "--word"
    assert run_command(["template", record.form.id, "--of", str(plan), option, str(path)]) == FINE
    return path


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_a_form_sent_back_fills_in_what_was_open_and_leaves_the_rest(
    record: PepRecord, tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    filled = form_of(record, tmp_path, kind)
    before = record.answers.pop(BORN)
    record.answers[OUTCOME] = Value("Written since.")
    (plan := tmp_path / "plan.json").write_bytes(write_record(record))
    out = tmp_path / "out.json"
    capsys.readouterr()
    status = run_command(["read", str(filled), "--into", str(plan), "-o", str(out), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert status in (FINE, FOUND_PROBLEMS)
    assert [one["address"] for one in told["answers"] if one["taken"]] == ["child.date_of_birth"]
    assert [(one["address"], one["old"], one["taken"]) for one in told["changed"]] == [
        ("targets.outcome@r1", "Written since.", False)
    ]
    after = read_record(out.read_bytes())
    assert after.answers == record.answers | {BORN: before}
    assert read_record(plan.read_bytes()).answers == record.answers
    assert run_command(["read", str(filled), "--into", str(plan), "-o", str(out), "--changed"]) in (
        FINE,
        FOUND_PROBLEMS,
    )
    assert read_record(out.read_bytes()).answers[OUTCOME] != Value("Written since.")


def test_a_blank_form_makes_a_new_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form, out = tmp_path / "blank.docx", tmp_path / "new.json"
    assert run_command(["template", "post_16", "--owner", "social_worker", "--word", str(form)]) == FINE
    capsys.readouterr()
    assert run_command(["read", str(form), "-o", str(out)]) == FINE
    assert "0 answers taken over" in capsys.readouterr().out
    assert read_record(out.read_bytes()).form.id == "post_16"


def test_another_plans_form_is_not_written_without_a_word(
    record: PepRecord, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filled = form_of(record, tmp_path)
    record.plan_id = "1" * 32
    (plan := tmp_path / "plan.json").write_bytes(write_record(record))
    out = tmp_path / "out.json"
    assert run_command(["read", str(filled), "--into", str(plan)]) == FOUND_PROBLEMS
    assert run_command(["read", str(filled), "--into", str(plan), "-o", str(out)]) == NOT_DONE
    assert "another plan" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x03\x04", b"%PDF-1.7\n"])
def test_what_is_no_form_is_refused_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes) -> None:
    (file := tmp_path / "file.docx").write_bytes(data)
    assert run_command(["read", str(file)]) == NOT_DONE
    told = capsys.readouterr().err
    assert told.startswith("pepdesk: ")
    assert "Traceback" not in told
    assert run_command(["read", str(tmp_path / "missing.docx")]) == NOT_DONE

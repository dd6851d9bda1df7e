"""``pepdesk carry`` as people run it: a plan in, the next one out, the first untouched."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from pepdesk.app.documents import sample_plan
from pepdesk.authority.loader import embedded_authority
from pepdesk.cli import FINE, NOT_DONE, run_command
from pepdesk.record.answers import text_of
from pepdesk.record.codec import read_record, write_record


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "autumn.json"
    path.write_bytes(write_record(sample_plan("year_r_11", date(2026, 11, 22))))
    return path


def test_the_next_plan_is_written_and_the_last_one_stays_as_it_was(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, out = plan.read_bytes(), tmp_path / "spring.json"
    assert run_command(["carry", str(plan), "-o", str(out), "--term", "spring", "--json"]) == FINE
    told = json.loads(capsys.readouterr().out)
    following, last = read_record(out.read_bytes()), read_record(before)
    assert plan.read_bytes() == before
    assert told["plan"] == following.plan_id != last.plan_id
    assert len(told["reviews"]) == len([one for one in last.answers if (one.tab, one.field) == ("targets", "outcome")])
    assert text_of(following.answer("meeting", "term")) == "spring"
    assert following.authority == last.authority
    assert not [one for one in following.answers if one.tab == "voice"]
    assert run_command(["carry", str(plan), "-o", str(out), "--term", "autumn"]) == FINE
    words = capsys.readouterr().out
    assert "asked for afresh and never carried. (" in words
    assert "Łucja" not in words


def test_the_plan_it_starts_from_is_never_replaced(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = plan.read_bytes()
    assert run_command(["carry", str(plan), "-o", str(plan), "--term", "spring"]) == NOT_DONE
    assert "would replace" in capsys.readouterr().err
    assert plan.read_bytes() == before


def test_a_wrong_year_is_refused_and_rules_that_are_not_installed_here_still_come_along(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "next.json"
    assert run_command(["carry", str(plan), "-o", str(out), "--term", "spring", "--year", "2026/28"]) == NOT_DONE
    assert "This is no academic year." in capsys.readouterr().err
    record = read_record(plan.read_bytes())
    assert record.authority is not None
    raw = {**record.authority.raw, "authority": {**record.authority.raw["authority"], "id": "elsewhere"}}
    record.authority = embedded_authority(raw)
    plan.write_bytes(write_record(record))
    assert run_command(["carry", str(plan), "-o", str(out), "--term", "spring", "--year", "26-27"]) == FINE
    following = read_record(out.read_bytes())
    assert following.authority is not None
    assert (following.authority.id, following.form.id) == ("elsewhere", "year_r_11")
    assert text_of(following.answer("meeting", "academic_year")) == "2026/27"

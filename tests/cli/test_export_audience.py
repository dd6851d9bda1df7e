"""``pepdesk export --audience``: the copy, and the list of what it leaves out."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from pepdesk.__main__ import main
from pepdesk.app.documents import sample_plan
from pepdesk.export.audience import COMMAND_WORDS
from pepdesk.form.model import NARROWER
from pepdesk.record.codec import write_record


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "plan.json"
    path.write_bytes(write_record(sample_plan("year_r_11", date(2026, 11, 22))))
    return path


def test_each_copy_is_written_and_what_it_leaves_out_is_listed_with_the_reason(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for audience in NARROWER:
        out = tmp_path / f"{audience}.docx"
        words = ["export", str(plan), "--word", str(out), "--audience", COMMAND_WORDS[audience], "--json"]
        assert main(words) == 0
        said = json.loads(capsys.readouterr().out)
        assert said["files"] == [str(out)]
        removed = {one["question"]: one for one in said["removed"]}
        assert removed["care.legal_status"]["why"].startswith("The form keeps it from")
        assert all(one["answers"] > 0 for one in removed.values())


def test_the_full_copy_leaves_out_nothing_and_a_narrower_one_is_never_signed(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(plan), "--word", str(tmp_path / "full.docx"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["removed"] == []
    copy = tmp_path / "copy.docx"
    assert main(["export", str(plan), "--word", str(copy), "--audience", "carer", "--sign", "me"]) == 3
    assert not copy.exists()

"""``pepdesk authority`` and ``pepdesk form questions`` as an officer runs them: whole processes, words and JSON."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest

from pepdesk.app.documents import sample_plan
from pepdesk.form.model import Role
from pepdesk.record.codec import read_record, write_record
from tests.cli.test_commands import pepdesk
from tests.small_authority import NORTHSHIRE, write_authority

OWN = NORTHSHIRE.replace("about = ", "meeting = ").replace('item = "laptop"', 'item = "devices"')


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "PEPDESK_HOME", str(tmp_path / "home"))


def test_a_folder_is_checked_packed_previewed_installed_and_then_used(tmp_path: Path) -> None:
    folder = write_authority(tmp_path, OWN) / "authorities" / "northshire"
    checked = pepdesk("authority", "check", folder)
    assert (checked.returncode, checked.stdout) == (0, "1 authority read, 0 faults.\n"), checked.stderr
    assert pepdesk("authority", "pack", folder, "-o", tmp_path / "n.peppack").returncode == 0
    seen = json.loads(pepdesk("authority", "install", tmp_path / "n.peppack", "--preview", "--json").stdout)
    assert (seen["id"], seen["before"], seen["installed"]) == ("northshire", None, False)
    assert "northshire" not in pepdesk("authority", "list").stdout
    assert "Installed for new plans" in pepdesk("authority", "install", tmp_path / "n.peppack").stdout
    assert "northshire" in [row["id"] for row in json.loads(pepdesk("authority", "list", "--json").stdout)]
    shown = json.loads(pepdesk("authority", "show", "northshire", "--json").stdout)
    chair = next(rule for rule in shown["rules"] if rule["heading"] == "[setting.chair]")
    assert chair["source"] == "Northshire guidance, page 2"
    assert not chair["inherited"]
    plan = tmp_path / "plan.json"
    plan.write_bytes(write_record(sample_plan("year_r_11", date(2026, 11, 22))))
    judged = pepdesk("check", plan, "--authority", "northshire")
    assert "by the rules of Northshire" in judged.stdout, judged.stderr
    again = pepdesk("authority", "install", tmp_path / "n.peppack")
    assert again.returncode == 3
    assert "in use already" in again.stderr


def test_faults_are_told_with_status_1_and_include_names_that_live_elsewhere(tmp_path: Path) -> None:
    rules = """
[target_mix.reading]
what = "Reading"
areas = ["readin"]
source = "x"

[rubric]
words = [{ id = "a", label = "A" }, { id = "b", label = "B" }]
source = "x"

[rubric_area.voice]
title = "Voice"
levels = [{ rating = "a", needs = [{ test = "nothing_of_ours" }] }]
source = "x"
"""
    wrong = OWN.replace("meeting = ", "meetings = ") + rules
    folder = write_authority(tmp_path, wrong) / "authorities" / "northshire"
    done = pepdesk("authority", "check", folder, "--json")
    assert done.returncode == 1
    told = {fault["heading"]: fault["message"] for fault in json.loads(done.stdout)}
    assert told == {
        "[setting.section_owners]": 'no form has a tab "meetings".',
        "[target_mix.reading]": '"readin" is not an area of targets.',
        "[rubric_area.voice]": '"nothing_of_ours" is not something a machine can see.',
    }
    assert pepdesk("authority", "pack", folder, "-o", tmp_path / "x.peppack").returncode == 3
    assert not (tmp_path / "x.peppack").exists(), "whoever got it could not install it"
    assert pepdesk("authority", "pack", tmp_path, "-o", tmp_path / "x.peppack").returncode == 3
    assert pepdesk("authority", "install", tmp_path / "none.peppack").returncode == 3


def test_a_folder_or_file_that_would_never_be_read_is_told_by_its_name(tmp_path: Path) -> None:
    folder = write_authority(tmp_path, OWN) / "authorities" / "northshire"
    (folder / "year_r11").mkdir()
    (folder / "year_r11" / "sen.toml").write_text('[overlay]\nextends = "year_r_11@1"\n', encoding="utf-8")
    done = pepdesk("authority", "check", folder)
    assert done.returncode == 1
    assert 'northshire/year_r11: no form is called so. Did you mean "year_r_11"?' in done.stderr
    (folder / "backup.toml").write_text("x = 1", encoding="utf-8")
    assert '"backup.toml" cannot stand in the folder' in pepdesk("authority", "check", folder).stderr


def test_every_shipped_authority_is_without_fault() -> None:
    done = pepdesk("authority", "check")
    assert done.returncode == 0, done.stderr


def test_the_questions_of_a_form_become_a_word_file(tmp_path: Path) -> None:
    done = pepdesk("form", "questions", "year_r_11", "--word", tmp_path / "q.docx", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["questions"] > 300
    assert (tmp_path / "q.docx").read_bytes().startswith(b"PK")


def test_a_new_plan_carries_its_authority_and_asks_that_authority_s_own_questions(tmp_path: Path) -> None:
    folder = write_authority(tmp_path, OWN) / "authorities" / "northshire"
    (folder / "year_r_11").mkdir()
    added = '[overlay]\nextends = "year_r_11@1"\n[field.nsh_panel]\nlabel = "Panel"\ntype = "date"\n'
    (folder / "year_r_11" / "sen.toml").write_text(added, encoding="utf-8")
    assert pepdesk("authority", "pack", folder, "-o", tmp_path / "n.peppack").returncode == 0
    assert pepdesk("authority", "install", tmp_path / "n.peppack").returncode == 0
    (tmp_path / "words").write_text("five plain words stand here\n", encoding="utf-8")
    vault = ("--vault", tmp_path / "vault", "--passphrase-file", tmp_path / "words")
    assert pepdesk("vault", "create", *vault).returncode == 0
    draft = json.loads(pepdesk("new", "--authority", "northshire", *vault, "--json").stdout)["draft"]
    plan = read_record(pepdesk("drafts", "export", draft, *vault).stdout.strip().encode())
    assert plan.authority is not None
    assert plan.authority.id == "northshire"
    assert 15 in [clock.count for clock in plan.authority.clocks if clock.id == "first_pep"]
    assert plan.form.has("sen", "nsh_panel")
    assert plan.form.tab("meeting").owner is Role.SOCIAL_WORKER
    usual = json.loads(pepdesk("new", *vault, "--json").stdout)["draft"]
    plan = read_record(pepdesk("drafts", "export", usual, *vault).stdout.strip().encode())
    assert plan.authority is not None
    assert (plan.authority.id, plan.form.has("sen", "nsh_panel")) == ("england", False)
    unknown = pepdesk("new", "--authority", "northshir", *vault)
    assert unknown.returncode == 3
    assert 'Did you mean "northshire"?' in unknown.stderr

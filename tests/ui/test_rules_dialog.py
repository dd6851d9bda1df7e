"""The rules an open plan is judged by: shown with their sources, newer or other ones taken as one step; packs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pepdesk import paths
from pepdesk.app.catalogue import known_authorities, take_authority
from pepdesk.app.documents import sample_plan
from pepdesk.app.jobs import Jobs
from pepdesk.app.rules_words import rules_words
from pepdesk.app.session import Session
from pepdesk.authority.pack import pack_folder
from pepdesk.record.codec import read_record
from pepdesk.record.record import Signing
from pepdesk.ui.rules.pack_dialog import PackDialog
from pepdesk.ui.rules.rules_dialog import RulesDialog
from tests.ui.desks import WAIT_MS, all_words, button
from tests.ui.plan_sample import forget_sessions, on_screen


@pytest.fixture
def plan(qapp: object) -> Iterator[Session]:
    """The sample, judged by Bury's rules."""
    record = sample_plan("year_r_11", date(2026, 11, 22))
    record.authority = take_authority("bury")
    yield on_screen(record)
    forget_sessions()


@pytest.fixture
def newer(tmp_path: Path) -> Iterator[Path]:
    """A pack with version 90 of Bury's rules, whose cap is another; what is installed goes after the test."""
    folder = tmp_path / "bury"
    shutil.copytree(paths.forms_dir() / "authorities" / "bury", folder)
    file = folder / "authority.toml"
    text = file.read_text(encoding="utf-8")
    version = take_authority("bury").version
    file.write_text(text.replace(f"version = {version}\n", "version = 90\n", 1).replace("amount = 600", "amount = 655"))
    pack = tmp_path / "bury.peppack"
    pack.write_bytes(pack_folder(folder))
    yield pack
    shutil.rmtree(paths.user_data_dir() / "authorities", ignore_errors=True)


def install(qtbot: QtBot, pack: Path) -> tuple[str, str]:
    """Install through the dialog; gives what was said before, and after."""
    jobs = Jobs()
    dialog = PackDialog(None, jobs)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.read(str(pack))
    qtbot.waitUntil(lambda: dialog._choose.isEnabled(), timeout=WAIT_MS)
    before = f"{all_words(dialog)}\n{dialog._text.toPlainText()}"
    if dialog._install.isEnabled():
        dialog._install.click()
        qtbot.waitUntil(lambda: dialog._choose.isEnabled(), timeout=WAIT_MS)
    jobs.close()
    return before, all_words(dialog)


def test_every_authority_s_rules_read_as_sentences_with_their_sources() -> None:
    for one in known_authorities():
        authority = take_authority(one.id)
        words = rules_words(authority)
        for setting in authority.settings:
            assert setting.about.source in words, (one.id, setting.id)
        for clock in authority.clocks:
            assert f"{clock.what.rstrip('.')}: {clock.count} " in words, (one.id, clock.id)


def test_newer_rules_are_installed_after_a_look_and_offered_to_an_open_plan(
    qtbot: QtBot, plan: Session, newer: Path
) -> None:
    before, after = install(qtbot, newer)
    assert "In use now: version " in before
    assert "New: At most £655.00 a term" in before
    assert "No longer: At most £600.00 a term" in before
    assert "Installed: Bury, version 90" in after
    assert plan.authority is not None
    assert plan.authority.version != 90, "an open plan is not touched by itself"
    dialog = RulesDialog(None, plan)
    qtbot.addWidget(dialog)
    dialog.show()
    assert "Newer rules are installed, version 90." in all_words(dialog)
    dialog._whose.pick("bury")
    dialog._whose.picked.emit("bury")
    assert "New: At most £655.00 a term" in dialog._text.toPlainText()
    button(dialog, "Use these rules for this plan").click()
    assert plan.authority.version == 90
    assert not dialog._take.isVisible()
    plan.undo()
    assert plan.authority == read_record(plan.snapshot()).authority
    assert plan.authority.version != 90


def test_other_rules_judge_the_plan_at_once_and_are_kept_with_it(qtbot: QtBot, plan: Session) -> None:
    dialog = RulesDialog(None, plan)
    qtbot.addWidget(dialog)
    dialog.show()
    kept = plan.snapshot()
    told: list[object] = []
    plan.assessed.connect(told.append)
    with qtbot.waitSignal(plan.changed):  # so that it is saved
        dialog._whose.pick("staffordshire")
        dialog._whose.picked.emit("staffordshire")
        dialog._use()
    assert told
    assert plan.assessment.view.authority.id == "staffordshire"
    assert plan.snapshot() != kept
    plan.undo()
    assert plan.snapshot() == kept


def test_a_signed_plan_keeps_its_rules(qtbot: QtBot, plan: Session) -> None:
    plan.sign(Signing("identity", "A B", "Teacher", "2026-11-22T10:00:00+00:00", "0" * 64))
    dialog = RulesDialog(None, plan)
    qtbot.addWidget(dialog)
    dialog.show()
    assert "This plan is signed: its rules stay as they are." in all_words(dialog)
    dialog._whose.pick("england")
    dialog._whose.picked.emit("england")
    assert not dialog._take.isEnabled()
    assert not plan.use_authority(take_authority("england"))


def test_a_file_that_is_no_pack_is_refused_and_nothing_is_installed(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "odd.peppack"
    file.write_bytes(b"PK\x03\x04 but no more")
    before, _ = install(qtbot, file)
    assert "Error: This is not a pack PepDesk can read." in before
    assert not (paths.user_data_dir() / "authorities").exists()

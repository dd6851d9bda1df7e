"""The school's way in, another key, and the notice of an older folder, as people meet them in the window."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from pepdesk.people.escrow_card import card_of_key, new_private_key, read_card, write_card
from pepdesk.problem import WrongPassphrase
from pepdesk.storage.derivation import FLOOR
from pepdesk.storage.drafts import Drafts
from pepdesk.storage.unlocking import create_vault, unlock, unlock_with_card
from pepdesk.ui.home.home_page import HomePage
from pepdesk.ui.vault.another_vault_dialog import AnotherVaultDialog
from pepdesk.ui.vault.change_key_dialog import ChangeKeyDialog
from pepdesk.ui.vault.escrow_dialog import EscrowDialog
from pepdesk.ui.vault.passphrase_form import PassphraseForm
from pepdesk.ui.vault.recovery_page import RecoveryPage
from pepdesk.ui.vault.take_over_dialog import OwnCardDialog, TakeOverDialog
from pepdesk.ui.vault.unlock_page import UnlockPage
from tests.ui.desks import PASSPHRASE, WAIT_MS, all_words, button, open_window, start_sample, unlocked_window

OTHER = "granite plum Tuesday otter candle"


def test_a_card_is_let_in_only_with_its_digits_and_taken_away_again(qtbot: QtBot, tmp_path: Path) -> None:
    key = new_private_key()
    card = card_of_key(key, "Data Lead", "Elm Trust")
    (tmp_path / "lead.pepcard").write_text(write_card(card), "utf-8")
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        window.keys.give_school_a_way_in()
        dialog = window.findChild(EscrowDialog)
        dialog.take_file(str(tmp_path / "lead.pepcard"))
        assert "Data Lead" in all_words(dialog)
        assert card.code not in all_words(dialog)
        digits = dialog.findChild(QLineEdit)
        digits.setText(card.code[:-1] + str((int(card.code[-1]) + 1) % 10))
        button(dialog, "Let this card in").click()
        assert "not those of this card" in all_words(dialog)
        digits.setText(card.code)
        with qtbot.waitSignal(dialog.done_with, timeout=WAIT_MS):
            button(dialog, "Let this card in").click()
        unlock_with_card(tmp_path / "vault", key).lock()
        window.keys.give_school_a_way_in()
        again = [one for one in window.findChildren(EscrowDialog) if one.isVisible()][-1]
        assert card.code in all_words(again)
        with qtbot.waitSignal(again.done_with, timeout=WAIT_MS):
            button(again, "Take the way in away").click()
    with pytest.raises(WrongPassphrase):
        unlock_with_card(tmp_path / "vault", key)


def test_another_key_closes_the_plan_seals_everything_anew_and_shows_the_new_sheet(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        start_sample(qtbot, window)
        draft = window.desk.last_draft
        window.keys.change_key()
        qtbot.waitUntil(lambda: window.findChild(ChangeKeyDialog) is not None, timeout=WAIT_MS)
        dialog = window.findChild(ChangeKeyDialog)
        for edit in dialog.findChild(PassphraseForm).findChildren(QLineEdit):
            edit.setText(OTHER)
        with qtbot.waitSignal(dialog.changed, timeout=WAIT_MS):
            button(dialog, "Change the key").click()
        assert isinstance(window.page, RecoveryPage)
        button(window.page, "Do this later").click()
        with qtbot.waitSignal(window.desk.opened, timeout=WAIT_MS):
            window.desk.open(draft)
        with qtbot.waitSignal(window.desk.saved, timeout=WAIT_MS):
            window.desk.save_now()
    vault = unlock(tmp_path / "vault", OTHER)
    assert vault.epoch == 2
    assert len(Drafts(vault).history(draft)) >= 2
    kinds = {entry.kind for entry in vault.audit.read().entries}
    assert {"key", "opened", "saved", "rotated"} <= kinds
    with pytest.raises(WrongPassphrase):
        unlock(tmp_path / "vault", PASSPHRASE)


def test_an_older_folder_is_told_of_in_words_and_work_goes_on(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEPDESK_HOME", str(tmp_path / "home"))
    folder = tmp_path / "vault"
    with unlocked_window(qtbot, folder) as window:
        shutil.copytree(folder, tmp_path / "backup")
        start_sample(qtbot, window)
        window.desk.lock()
        qtbot.waitUntil(lambda: window.desk.library is None, timeout=WAIT_MS)
        qtbot.waitUntil(lambda: any((tmp_path / "home" / "seen").glob("*.pds")), timeout=WAIT_MS)
        qtbot.wait(300)  # the last vault file is written on the lane for files
        shutil.rmtree(folder)
        shutil.copytree(tmp_path / "backup", folder)
        window.desk.take(unlock(folder, PASSPHRASE))

        def told() -> list[QMessageBox]:
            return [box for box in window.findChildren(QMessageBox) if box.text().startswith("This folder is older")]

        qtbot.waitUntil(lambda: bool(told()), timeout=WAIT_MS)
        box = told()[0]
        assert "the last time it was used on this computer" in box.text()
        assert "one plan is missing" in box.text()
        button(box, "Go on with this folder").click()
        start_sample(qtbot, window)


def test_two_people_at_one_computer_choose_whose_plans_to_unlock(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEPDESK_HOME", str(tmp_path / "home"))
    own, theirs = tmp_path / "home" / "vault", tmp_path / "theirs"
    for folder, words in ((own, PASSPHRASE), (theirs, OTHER)):
        create_vault(folder, words, cost=FLOOR)[0].lock()
    with open_window(qtbot, own) as window:
        assert window.page.findChild(QComboBox) is None
        button(window.page, "Somebody else works here…").click()
        dialog = window.findChild(AnotherVaultDialog)
        dialog.open_folder(str(theirs))
        assert "a name of their own" in all_words(dialog)
        dialog.findChild(QLineEdit).setText("Deputy head")
        dialog.open_folder(str(theirs))
        assert window.folder == theirs
        choice = window.page.findChild(QComboBox)
        assert [choice.itemText(at) for at in range(choice.count())] == ["The first set of plans", "Deputy head"]
        assert choice.currentText() == "Deputy head"
        window.page.findChild(QLineEdit).setText(OTHER)
        with qtbot.waitSignal(window.desk.unlocked, timeout=WAIT_MS):
            button(window.page, "Unlock").click()
        start_sample(qtbot, window)
        window.desk.lock()
        qtbot.waitUntil(lambda: window.desk.library is None, timeout=WAIT_MS)
        window.page.findChild(QComboBox).activated.emit(0)
        assert window.folder == own
        window.page.findChild(QLineEdit).setText(PASSPHRASE)
        with qtbot.waitSignal(window.desk.unlocked, timeout=WAIT_MS):
            button(window.page, "Unlock").click()
        assert window.desk.return_to == ""
        qtbot.waitUntil(lambda: isinstance(window.page, HomePage), timeout=WAIT_MS)
        assert window.desk.library.entries() == ()


def test_the_data_lead_makes_a_card_and_takes_over_a_leaver_s_plans(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEPDESK_HOME", str(tmp_path / "home"))
    with unlocked_window(qtbot, tmp_path / "leaver") as window:
        start_sample(qtbot, window)
    with unlocked_window(qtbot, tmp_path / "home" / "vault") as window:
        window.keys.make_own_card()
        dialog = window.findChild(OwnCardDialog)
        assert not button(dialog, "Save the card…").isEnabled()
        for edit, words in zip(dialog.findChildren(QLineEdit), ("Data Lead", "Elm Trust"), strict=True):
            edit.setText(words)
        dialog.save_in(str(tmp_path / "lead.pepcard"))
        qtbot.waitUntil(lambda: "Read these digits" in all_words(dialog), timeout=WAIT_MS)
        card = read_card((tmp_path / "lead.pepcard").read_bytes())
        assert card.code in all_words(dialog)
        unlock(tmp_path / "leaver", PASSPHRASE).let_school_in(card.public_key)
        window.keys.take_over_in(str(tmp_path / "leaver"))
        taking = window.findChild(TakeOverDialog)
        taking.findChild(QLineEdit).setText("Miss Field’s")
        for edit in taking.findChild(PassphraseForm).findChildren(QLineEdit):
            edit.setText(OTHER)
        with qtbot.waitSignal(taking.taken, timeout=WAIT_MS):
            button(taking, "Take over").click()
        assert isinstance(window.page, RecoveryPage)
        assert window.folder == tmp_path / "leaver"
    assert len(Drafts(unlock(tmp_path / "leaver", OTHER)).summaries()) == 1
    with pytest.raises(WrongPassphrase):
        unlock(tmp_path / "leaver", PASSPHRASE)


def test_a_backup_opens_from_the_menu_and_the_own_plans_are_one_choice_away(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEPDESK_HOME", str(tmp_path / "home"))
    own, backup = tmp_path / "home" / "vault", tmp_path / "PepDesk backup"
    with unlocked_window(qtbot, own) as window:
        start_sample(qtbot, window)
    shutil.copytree(own, backup)
    with open_window(qtbot, own) as window:
        window.page.findChild(QLineEdit).setText(PASSPHRASE)
        with qtbot.waitSignal(window.desk.unlocked, timeout=WAIT_MS):
            button(window.page, "Unlock").click()
        window.drafts.open_backup_in(str(tmp_path))
        told = [box for box in window.findChildren(QMessageBox) if "no plans" in box.text()]
        assert len(told) == 1
        window.drafts.open_backup_in(str(backup))
        qtbot.waitUntil(lambda: isinstance(window.page, UnlockPage), timeout=WAIT_MS)
        choice = window.page.findChild(QComboBox)
        assert choice.currentText() == "The folder “PepDesk backup”"
        window.page.findChild(QLineEdit).setText(PASSPHRASE)
        with qtbot.waitSignal(window.desk.unlocked, timeout=WAIT_MS):
            button(window.page, "Unlock").click()
        assert window.desk.library.vault.folder.path == backup
        assert len(window.desk.library.entries()) == 1
        window.desk.lock()
        qtbot.waitUntil(lambda: window.desk.library is None, timeout=WAIT_MS)
        window.page.findChild(QComboBox).activated.emit(0)
        assert window.folder == own

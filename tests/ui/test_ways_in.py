"""From the first start to an unlocked list of plans, and the other ways in."""

from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from pepdesk import paths
from pepdesk.form.model import Role
from pepdesk.problem import WrongPassphrase
from pepdesk.storage.derivation import FLOOR
from pepdesk.storage.unlocking import create_vault, unlock
from pepdesk.ui.home.home_page import HomePage
from pepdesk.ui.home.new_plan_dialog import NewPlanDialog
from pepdesk.ui.parts.theme import THEMES, theme
from pepdesk.ui.vault.first_steps import FirstSteps
from pepdesk.ui.vault.passphrase_dialogs import ChangePassphraseDialog
from pepdesk.ui.vault.passphrase_form import PassphraseForm
from pepdesk.ui.vault.recovery_page import RecoveryPage
from pepdesk.ui.vault.unlock_page import UnlockPage
from pepdesk.ui.vault.welcome_page import WelcomePage
from tests.ui.desks import PASSPHRASE, WAIT_MS, all_words, button, open_window, start_sample, unlocked_window

OTHER = "granite plum Tuesday otter candle"


def _choose(form: PassphraseForm, passphrase: str) -> None:
    first, again = form.findChildren(QLineEdit)
    first.setText(passphrase)
    again.setText(passphrase)


def _type(page: UnlockPage, words: str) -> None:
    page.findChild(QLineEdit).setText(words)
    button(page, "Unlock").click()


def test_the_first_run_leads_from_a_passphrase_over_the_sheet_to_an_empty_list(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "vault") as window:
        assert isinstance(window.page, FirstSteps)
        for title in ("How do you read best?", "What do you do?", "Which authority?"):
            assert title in all_words(window.page)
            button(window.page, "Next").click()
        assert isinstance(window.page, WelcomePage)
        form = window.page.findChild(PassphraseForm)
        _choose(form, "too short")
        assert not button(window.page, "Use this passphrase").isEnabled()
        _choose(form, PASSPHRASE)
        button(window.page, "Use this passphrase").click()
        qtbot.waitUntil(lambda: isinstance(window.page, RecoveryPage), timeout=WAIT_MS)

        page = window.page
        put_away = button(page, "I have put it away safely")
        assert not put_away.isEnabled()
        groups = page._sheet.groups(*page._asked)
        for edit, group in zip(page._typed, groups, strict=True):
            edit.setText(group.lower())
        put_away.click()
        qtbot.waitUntil(lambda: isinstance(window.page, HomePage), timeout=WAIT_MS)
        assert "No plans yet" in all_words(window.page)
        assert "recovery sheet" not in all_words(window.page)
    unlock(tmp_path / "vault", PASSPHRASE).lock()


def test_what_is_chosen_on_the_first_pages_works_at_once_and_is_kept(qtbot: QtBot, tmp_path: Path) -> None:
    QSettings(str(paths.user_data_dir() / "window.ini"), QSettings.Format.IniFormat).clear()
    with open_window(qtbot, tmp_path / "vault") as window:
        named = {combo.accessibleName(): combo for combo in window.page.findChildren(QComboBox)}
        size, colours, letters = (named[name] for name in ("Size of everything", "Colours", "Letters"))
        role, authority = named["I am a"], named["Authority of most of your children"]
        for combo, words in ((size, "150 %"), (colours, "Dark"), (letters, "Heavy at the foot (OpenDyslexic)")):
            combo.setCurrentText(words)
            combo.activated.emit(combo.currentIndex())
        assert (theme().zoom, theme().tokens) == (150, THEMES["dark"])
        assert QApplication.font().family() == "OpenDyslexic3"
        button(window.page, "Next").click()
        role.setCurrentText("Social worker")
        button(window.page, "Next").click()
        authority.setCurrentText("Bury")
        button(window.page, "Next").click()
        assert isinstance(window.page, WelcomePage)
    theme().set_zoom(100)
    with unlocked_window(qtbot, tmp_path / "other") as window:
        start_sample(qtbot, window)
        assert window.plan_view.role is Role.SOCIAL_WORKER
        assert (window.look.letters, window.look.chosen) == ("dyslexic", "dark")
        dialog = NewPlanDialog(window, window.jobs, window.settings)
        assert "Bury" in [combo.currentText() for combo in dialog.findChildren(QComboBox)]
        window.settings.keep_role("")
        window.look.use_letters("atkinson")
        window.look.use_colours("")


def test_a_sheet_put_off_is_asked_for_on_the_list(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "vault") as window:
        window.front.show_sheet(*create_vault(tmp_path / "vault", PASSPHRASE, cost=FLOOR))
        button(window.page, "Do this later").click()
        qtbot.waitUntil(lambda: isinstance(window.page, HomePage), timeout=WAIT_MS)
        assert "You have not put a recovery sheet away yet" in all_words(window.page)


def test_a_wrong_passphrase_is_said_in_words_and_the_right_one_still_opens(qtbot: QtBot, tmp_path: Path) -> None:
    create_vault(tmp_path / "vault", PASSPHRASE, cost=FLOOR)[0].lock()
    with open_window(qtbot, tmp_path / "vault") as window:
        page = window.page
        assert isinstance(page, UnlockPage)
        _type(page, OTHER)
        qtbot.waitUntil(lambda: "does not fit" in all_words(page), timeout=WAIT_MS)
        assert window.desk.library is None
        _type(page, PASSPHRASE)
        qtbot.waitUntil(lambda: isinstance(window.page, HomePage), timeout=WAIT_MS)


def test_the_recovery_key_opens_and_asks_for_a_new_passphrase(qtbot: QtBot, tmp_path: Path) -> None:
    vault, sheet = create_vault(tmp_path / "vault", PASSPHRASE, cost=FLOOR)
    vault.lock()
    with open_window(qtbot, tmp_path / "vault") as window:
        button(window.page, "I forgot the passphrase: use the recovery key").click()
        _type(window.page, sheet.key_text.lower())
        qtbot.waitUntil(lambda: window.findChild(ChangePassphraseDialog) is not None, timeout=WAIT_MS)
        dialog = window.findChild(ChangePassphraseDialog)
        _choose(dialog.findChild(PassphraseForm), OTHER)
        with qtbot.waitSignal(dialog.changed, timeout=WAIT_MS):
            button(dialog, "Use this passphrase").click()
    unlock(tmp_path / "vault", OTHER).lock()
    try:
        unlock(tmp_path / "vault", PASSPHRASE)
    except WrongPassphrase:
        return
    raise AssertionError("the forgotten passphrase still opens")


def test_the_saved_sheet_restores_a_vault_whose_own_file_is_lost(qtbot: QtBot, tmp_path: Path) -> None:
    vault, sheet = create_vault(tmp_path / "vault", PASSPHRASE, cost=FLOOR)
    vault.lock()
    with open_window(qtbot, tmp_path / "vault") as window:
        window.front.show_sheet(vault, sheet)
        window.page.save_to(str(tmp_path / "sheet.txt"))
        window.page.save_to(str(tmp_path / "sheet.pdf"))
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    text = (tmp_path / "sheet.txt").read_text(encoding="utf-8")
    assert sheet.key_text in text
    assert all(line in text for line in sheet.box_lines)

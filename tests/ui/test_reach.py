"""Everything outside the plan view can be reached by keys and is named to a screen reader."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QTableWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pepdesk.app.documents import sample_plan
from pepdesk.intake.pupils import read_pupils
from pepdesk.storage.derivation import FLOOR
from pepdesk.storage.unlocking import create_vault
from pepdesk.ui.documents.export_wizard import ExportWizard
from pepdesk.ui.documents.preview_window import PreviewWindow
from pepdesk.ui.documents.sign_dialog import SignDialog
from pepdesk.ui.frame.about import AboutDialog, KeysDialog
from pepdesk.ui.frame.help_pages import HelpPage
from pepdesk.ui.frame.main_window import MainWindow
from pepdesk.ui.home.home_page import HomePage
from pepdesk.ui.home.new_plan_dialog import NewPlanDialog
from pepdesk.ui.home.next_term_dialog import NextTermDialog
from pepdesk.ui.home.pupils_dialog import PupilsDialog
from pepdesk.ui.parts.message_text import MessageWindow
from pepdesk.ui.parts.problem_box import CrashDialog
from pepdesk.ui.parts.theme import theme
from pepdesk.ui.rules.pack_dialog import PackDialog
from pepdesk.ui.rules.rules_dialog import RulesDialog
from pepdesk.ui.rules.school_dates_dialog import SchoolDatesDialog
from pepdesk.ui.signing.card_dialog import CardDialog
from pepdesk.ui.signing.confirm_code import ConfirmCode
from pepdesk.ui.signing.identity_dialog import IdentityDialog
from pepdesk.ui.signing.signers_window import SignersWindow
from pepdesk.ui.signing.verify_window import VerifyWindow
from pepdesk.ui.together.choices_window import ChoicesWindow
from pepdesk.ui.together.contact_dialogs import AddContact, ChangedKeyStop, CompareDigits
from pepdesk.ui.together.hands_dialog import HandsDialog
from pepdesk.ui.together.merge_window import MergeWindow
from pepdesk.ui.together.new_card_dialog import NewCardDialog
from pepdesk.ui.together.people_window import PeopleWindow
from pepdesk.ui.together.return_dialog import ReturnDialog
from pepdesk.ui.vault.another_vault_dialog import AnotherVaultDialog
from pepdesk.ui.vault.change_key_dialog import ChangeKeyDialog
from pepdesk.ui.vault.escrow_dialog import EscrowDialog
from pepdesk.ui.vault.passphrase_dialogs import ChangePassphraseDialog, RestoreDialog
from pepdesk.ui.vault.take_over_dialog import OwnCardDialog, TakeOverDialog
from tests.handover.people import person
from tests.signing.samples import teacher
from tests.ui.desks import PASSPHRASE, WAIT_MS, let_go, open_window, start_sample, unlocked_window
from tests.ui.plan_sample import forget_sessions, on_screen

CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QListView, QTableWidget)


def _unnamed(widget: QWidget) -> list[str]:
    """Controls on show that say nothing to a screen reader."""
    found = []
    for control in widget.findChildren(QWidget):
        if not isinstance(control, CONTROLS) or not control.isVisible() or control.objectName().startswith("qt_"):
            continue
        labelled = any(label.buddy() is control for label in widget.findChildren(QLabel))
        name = QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name)
        inner = isinstance(control.parent(), QComboBox | QTableWidget)
        if not (name or labelled or control.accessibleName() or inner):
            found.append(f"{type(control).__name__} in {type(control.parent()).__name__}")
    return found


def _marked_up(widget: QWidget) -> list[str]:
    """Labels that might read an answer as markup."""
    labels = [label for label in widget.findChildren(QLabel) if label.isVisible()]
    return [label.text() for label in labels if label.textFormat().name not in ("PlainText", "AutoText")] + [
        label.text() for label in labels if label.textFormat().name == "AutoText" and "<" in label.text()
    ]


def _list_of_pupils(window: MainWindow) -> PupilsDialog:
    """The dialog with a list read, so that all of it is on show."""
    dialog = PupilsDialog(window, window.jobs, sample_plan("year_r_11", date(2026, 11, 22)).form)
    dialog._show(read_pupils(b"Forename,Surname,DOB,House\nAda,<b>Ng</b>,1/3/2014,Red\n", dialog._form))
    return dialog


def _dialogs(window: MainWindow) -> list[QDialog]:
    vault = window.desk.library.vault
    sample = sample_plan("year_r_11", date(2026, 11, 22))
    return [
        AboutDialog(window),
        KeysDialog(window),
        NewPlanDialog(window, window.jobs, window.settings),
        NextTermDialog(window, sample),
        RulesDialog(window, on_screen(sample)),
        PackDialog(window, window.jobs),
        SchoolDatesDialog(window),
        _list_of_pupils(window),
        ChangePassphraseDialog(window, window.jobs, vault),
        RestoreDialog(window, window.jobs, window.folder),
        IdentityDialog(window, window.jobs, vault),
        IdentityDialog(window, window.jobs, vault, Path("own.p12")),
        IdentityDialog(window, window.jobs, vault, office=True),
        CardDialog(window, window.jobs),
        ConfirmCode(window, window.jobs, vault, teacher().anchor),
        SignersWindow(window, window.jobs, vault),
        PeopleWindow(window, window.jobs, vault),
        NewCardDialog(window, window.jobs, vault),
        AddContact(window, window.jobs, vault),
        CompareDigits(window, window.jobs, vault, person("Sam", "social_worker").card, None),
        ChangedKeyStop(window, window.jobs, vault, person("Sam", "social_worker").card),
        ReturnDialog(window, sample.form),
        HandsDialog(window, window.jobs, on_screen(sample), vault),
        ChoicesWindow(window, window.jobs, on_screen(sample), vault),
        MergeWindow(window, window.jobs, on_screen(sample), Path("plan.json"), ()),
        MessageWindow(window, "A reminder", "Copy it.", "Hello"),
        ExportWizard(window, window.jobs, on_screen(sample), vault),
        PreviewWindow(window, window.jobs, on_screen(sample), vault),
        SignDialog(window, window.jobs, vault),
        VerifyWindow(window, window.jobs, vault),
        HelpPage("", window),
        OwnCardDialog(window, window.jobs, vault),
        TakeOverDialog(window, window.jobs, vault, window.folder),
        EscrowDialog(window, window.jobs, vault),
        ChangeKeyDialog(window, window.jobs, vault),
        AnotherVaultDialog(window),
        CrashDialog("PepDesk 0", window),
    ]


@pytest.mark.parametrize("zoom", [100, 200])
def test_every_dialog_is_named_plain_and_fits_a_small_laptop(qtbot: QtBot, tmp_path: Path, zoom: int) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        theme().set_zoom(zoom)
        try:
            for dialog in _dialogs(window):
                dialog.show()
                assert _unnamed(dialog) == [], dialog
                assert _marked_up(dialog) == [], dialog
                room = dialog.screen().availableGeometry()
                assert dialog.height() <= room.height(), dialog
                assert dialog.width() <= room.width(), dialog
                assert dialog.windowTitle().startswith("PepDesk – ")
                dialog.close()
        finally:
            theme().set_zoom(100)
            forget_sessions()
        let_go()


def test_the_pages_name_every_control(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "vault") as window:
        assert _unnamed(window.page) == []
        vault, sheet = create_vault(tmp_path / "vault", PASSPHRASE, cost=FLOOR)
        window.front.show_start()
        assert _unnamed(window.page) == []
        window.front.show_sheet(vault, sheet)
        assert _unnamed(window.page) == []
        window.page._later()
        qtbot.waitUntil(lambda: isinstance(window.page, HomePage), timeout=WAIT_MS)
        assert _unnamed(window.page) == []


def _below(menu: QMenu) -> list[QAction]:
    actions = []
    for action in menu.actions():
        actions.append(action)
        if isinstance(action.menu(), QMenu):
            actions += _below(action.menu())
    return actions


def test_no_two_actions_share_keys_and_no_menu_has_a_letter_twice(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        for _ in ("on the list of plans", "in a plan"):
            menus = [action.menu() for action in window.menuBar().actions() if action.isVisible()]
            keys = Counter(
                keys.toString()
                for action in {id(one): one for menu in menus for one in _below(menu)}.values()
                if action.isEnabled()
                for keys in action.shortcuts()
            )
            assert [key for key, times in keys.items() if times > 1] == []
            ours = [menu for menu in menus if menu.title() != "&Edit"]  # all of Edit is the plan view's
            for menu in [*ours, *(one.menu() for top in menus for one in _below(top) if one.menu())]:
                texts = [action.text() for action in menu.actions() if "&" in action.text()]
                letters = Counter(text[text.index("&") + 1].lower() for text in texts)
                assert [letter for letter, times in letters.items() if times > 1] == [], menu.title()
            if window.desk.session is None:
                start_sample(qtbot, window)


def test_the_plan_s_actions_leave_the_menus_with_the_plan(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        start_sample(qtbot, window)
        titles = [action.text() for action in window.menuBar().actions() if action.isVisible()]
        assert titles == ["&File", "&Edit", "&Plan", "&Go", "&View", "Sett&ings", "&Help"]
        window.go_home()
        qtbot.waitUntil(lambda: isinstance(window.page, HomePage), timeout=WAIT_MS)
        titles = [action.text() for action in window.menuBar().actions() if action.isVisible()]
        assert titles == ["&File", "&Go", "&View", "Sett&ings", "&Help"]

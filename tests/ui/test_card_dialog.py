"""Signing a file with a smart card from the window: library, PIN, and then as with any identity."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from pepdesk.signing.verify import verify_file
from pepdesk.ui.documents.sign_dialog import SignDialog
from pepdesk.ui.signing.card_dialog import CardDialog
from pepdesk.ui.signing.people_work import load_people
from pepdesk.ui.signing.signing_form import SigningForm
from tests.people.soft_card import PIN, library, soft_cards
from tests.signing.samples import signed_pdf
from tests.ui.desks import PASSPHRASE, WAIT_MS, all_words, button, unlocked_window


@pytest.mark.checker("softhsm2-util")
def test_a_card_signs_a_file_from_the_window_and_nothing_of_it_is_kept(qtbot: QtBot, tmp_path: Path) -> None:
    (file := tmp_path / "plan.pdf").write_bytes(signed_pdf())
    (tmp_path / "cards").mkdir()
    with soft_cards(tmp_path / "cards"), unlocked_window(qtbot, tmp_path / "vault") as window:
        window.plans.sign_file()
        dialog = window.findChild(SignDialog)
        dialog.take_files([str(file)])
        form = dialog.findChild(SigningForm)
        form._ask_for_card()
        card = form.findChild(CardDialog)
        card.put_in(str(library()))
        _path, pin, label = card.findChildren(QLineEdit)
        label.setText("rsa")
        roles = card.findChild(QComboBox)
        roles.setCurrentIndex(roles.findData("virtual_school"))
        pin.setText("000000")
        button(card, "Use this card").click()
        qtbot.waitUntil(lambda: "The PIN did not open the card." in all_words(card), timeout=WAIT_MS)
        pin.setText(PIN)
        button(card, "Use this card").click()
        qtbot.waitUntil(lambda: form.identity is not None, timeout=WAIT_MS)
        form.findChild(QCheckBox).setChecked(True)
        form.findChild(QLineEdit).setText(PASSPHRASE)
        button(dialog, "Sign").click()
        qtbot.waitUntil(lambda: "signed and checked" in all_words(dialog), timeout=60_000)
        assert [one.name for one in verify_file(file).signers][-1] == "Cerys Card"
        assert load_people(window.desk.library.vault).own == ()
        dialog.close()


@pytest.mark.parametrize("way", ["Cancel", "Esc", "close"])
def test_pin_and_passphrase_leave_the_boxes_however_the_window_is_closed(
    qtbot: QtBot, tmp_path: Path, way: str
) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        window.plans.sign_file()
        dialog = window.findChild(SignDialog)
        form = dialog.findChild(SigningForm)
        form._ask_for_card()
        for one in (form.findChild(CardDialog), dialog):
            secret = next(
                edit for edit in one.findChildren(QLineEdit) if edit.echoMode() is QLineEdit.EchoMode.Password
            )
            secret.setText("1234")
            if way == "Cancel":
                one.reject()
            elif way == "Esc":
                qtbot.keyClick(one, Qt.Key.Key_Escape)
            else:
                one.close()
            assert secret.text() == ""

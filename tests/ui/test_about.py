"""The About box: versions, what the organisation fixed, every licence, and the check of a downloaded file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

import pepdesk
from installers.making import sums
from pepdesk.app.catalogue import known_authorities
from pepdesk.policy import Policy
from pepdesk.ui.frame import about
from pepdesk.ui.frame.about import AboutDialog, licences
from pepdesk.ui.parts.texts import PlainLabel


def _said(dialog: AboutDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(PlainLabel))


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def test_every_licence_can_be_read(parent: QWidget) -> None:
    dialog = AboutDialog(parent)
    which, text = dialog.findChild(QComboBox), dialog.findChild(QPlainTextEdit)
    begun = {}
    for number in range(which.count()):
        which.setCurrentIndex(number)
        begun[which.currentText()] = text.toPlainText()
    assert begun["PepDesk (MIT)"].startswith("MIT License")
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in begun["Qt and PySide6 (LGPL 3)"]
    assert "| pyside6-essentials |" in begun["All that comes with it"]
    assert [name for name in begun if name.startswith("Font:")]
    assert all(len(words) > 100 for words in begun.values())
    assert len(licences()) == len(begun)


def test_it_says_which_versions_of_program_forms_and_rules_these_are(parent: QWidget) -> None:
    said = _said(AboutDialog(parent))
    assert f"Version {pepdesk.__version__}, Qt {qVersion()}" in said
    assert "forms: early years 1." in said
    assert "Reception to Year 11 1." in said
    assert all(f"{one.name} {one.version}" in said for one in known_authorities())


def test_it_says_what_the_organisation_fixed(parent: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "organisation" not in _said(AboutDialog(parent))
    monkeypatch.setattr(about, "policy", lambda: Policy(keyring=False, source="/etc/pepdesk/policy.toml"))
    assert "keyring does not open plans" in _said(AboutDialog(parent))


def test_a_downloaded_file_is_checked_against_its_list(parent: QWidget, tmp_path: Path) -> None:
    file = tmp_path / "PepDesk-9.9.9.msi"
    file.write_bytes(b"whole")
    sums.write(tmp_path)
    dialog = AboutDialog(parent)
    dialog.check(str(file))
    assert "is whole" in _said(dialog)
    file.write_bytes(b"other")
    dialog.check(str(file))
    assert "do not install it" in _said(dialog)
    (tmp_path / sums.NAME).unlink()
    dialog.check(str(file))
    assert "no list SHA256SUMS" in _said(dialog)

"""Plans of somebody else on this computer: a new set with its own passphrase, or a folder that is there already."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QWidget

from pepdesk.app.known_vaults import LONGEST_LABEL, remember_vault
from pepdesk.problem import PepDeskProblem
from pepdesk.ui.parts.labels import button, primary
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import ErrorText, PlainLabel
from pepdesk.words import tr


class AnotherVaultDialog(Sheet):
    """``chosen(Path)`` – work with the vault in this folder, or make one there."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(tr("Plans of somebody else"), parent)
        self._name = QLineEdit()
        self._name.setMaxLength(LONGEST_LABEL)
        self._name.setAccessibleName(tr("What to call these plans"))
        label = QLabel(tr("What to &call these plans"))
        label.setBuddy(self._name)
        self._wrong = ErrorText()
        self._wrong.hide()
        self.body.addWidget(PlainLabel(
            tr("Everybody who works at this computer can have plans of their own, with a passphrase of their own. The "
            "name is shown to everybody before unlocking: a role or initials, never a child’s name.")
        ))  # fmt: skip
        for widget in (label, self._name, self._wrong):
            self.body.addWidget(widget)
        there = button(tr("&Open a folder that is there already…"), self._choose)
        self.body.addWidget(there, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Cancel"), self.reject))
        self._go = primary(tr("&Begin a new set of plans"), self._begin)
        self.foot.addWidget(self._go)
        self._name.setFocus()

    def open_folder(self, folder: str) -> None:
        """Take the vault in ``folder`` into the list."""
        self._take(Path(folder))

    def _begin(self) -> None:
        self._take(None)

    def _choose(self) -> None:
        dialog = QFileDialog(self, tr("Choose the folder of the plans"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.open_folder)
        dialog.open()

    def _take(self, folder: Path | None) -> None:
        try:
            vault = remember_vault(self._name.text(), folder)
        except PepDeskProblem as problem:
            words = f"{problem.title} {problem.advice}".strip()
            self._wrong.say(words)
            self._wrong.show()
            announce(self, words, urgent=True)
            return
        self.chosen.emit(vault.folder)
        self.accept()

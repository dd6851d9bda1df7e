"""The recovery sheet: shown once, taken away on paper or in a file, and proved by typing two groups back."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from pepdesk.app.jobs import Jobs
from pepdesk.problem import NotSaved, PepDeskProblem
from pepdesk.record.values import long_date
from pepdesk.ui.parts.busy import Busy
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.labels import button, column, primary, selectable
from pepdesk.ui.parts.problem_box import announce, show_problem
from pepdesk.ui.parts.secret_clipboard import SecretClipboard
from pepdesk.ui.parts.texts import GroupTitle, PageTitle, PlainLabel
from pepdesk.ui.parts.ticks import Tick
from pepdesk.ui.vault.recovery_paper import print_sheet, save_sheet
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.storage.recovery import RecoverySheet
    from pepdesk.storage.vault import Vault

_KEY_GROUPS = 8


class RecoveryPage(QWidget):
    """``finished(bool)``: true when two groups were typed back rightly, false when the person will do it later."""

    finished = Signal(bool)

    def __init__(
        self, jobs: Jobs, vault: Vault, sheet: RecoverySheet, clipboard: SecretClipboard, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs, self._vault, self._sheet, self._clipboard = jobs, vault, sheet, clipboard
        self._asked = sorted(secrets.SystemRandom().sample(range(_KEY_GROUPS), 2))
        self._typed = (QLineEdit(), QLineEdit())
        self._said = PlainLabel()
        self._kept = PlainLabel()
        self._busy = Busy()
        self._remembers = False
        self._remember = Tick(tr("&Open without the passphrase on this computer (uses its keyring)"))
        self._remember.hide()
        self._done = primary(tr("I have put it away &safely"), self._finish)
        self._lay_out()
        Errand[bool](self, self._offer_keyring, self._no_keyring).run(jobs, _keyring_works)

    @property
    def vault(self) -> Vault:
        """The vault that the sheet opens."""
        return self._vault

    @property
    def remembered(self) -> bool:
        """Whether this computer's keyring now opens the vault."""
        return self._remembers

    def _lay_out(self) -> None:
        page = column(self, letters=86)
        page.addWidget(PageTitle(tr("Your recovery sheet")))
        page.addWidget(
            PlainLabel(
                tr(
                    "If you forget the passphrase, this sheet is the only way back to your plans. Print it or write "
                    "the key down, and lock it away somewhere else than the computer. It is shown only now."
                )
            )
        )
        page.addWidget(self._card())
        page.addLayout(self._ways_out())
        page.addWidget(self._kept)
        self._kept.hide()
        page.addWidget(GroupTitle(tr("Is it really on paper?")))
        page.addLayout(self._check())
        page.addWidget(self._said)
        page.addWidget(self._remember)
        page.addWidget(self._busy)
        self._busy.retain(False)
        row = QHBoxLayout()
        row.addWidget(button(tr("Do this &later"), self._later))
        row.addStretch(1)
        row.addWidget(self._done)
        page.addLayout(row)
        self._judge()

    def _card(self) -> QFrame:
        """The key in letters that cannot be mistaken, with the lines for a lost vault file under it."""
        card = QFrame()
        card.setFrameShape(QFrame.Shape.StyledPanel)
        card.setProperty("card", True)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(16, 12, 16, 12)
        mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        mono.setPointSizeF(self.font().pointSizeF() * 1.1)
        words = tr("Recovery key for the drafts marked {mark}, made on {day}:", mark=self._sheet.vault_mark,
                   day=long_date(self._sheet.made))  # fmt: skip
        inner.addWidget(PlainLabel(words))
        key = selectable(PlainLabel(self._sheet.key_text))
        strong = QFont(mono)
        strong.setBold(True)
        key.setFont(strong)
        key.setAccessibleName(tr("Recovery key"))
        inner.addWidget(key)
        inner.addWidget(
            PlainLabel(tr("Only needed if the vault’s own file is lost too (printed and saved with the key):"))
        )
        box = selectable(QLabel("\n".join(f"{n}.  {line}" for n, line in enumerate(self._sheet.box_lines, 1))))
        box.setFont(mono)
        box.setAccessibleName(tr("Lines for a lost vault file"))
        inner.addWidget(box)
        return card

    def _ways_out(self) -> QHBoxLayout:
        row = QHBoxLayout()
        first = button(tr("&Print…"), self._print)
        self.setFocusProxy(first)
        row.addWidget(first)
        row.addWidget(
            button(tr("Save &as a file…"), self._ask_where, tr("As PDF or text, to a memory stick for example"))
        )
        row.addWidget(button(tr("&Copy the key"), self._copy, tr("Cleared from the clipboard after a minute")))
        row.addStretch(1)
        return row

    def _check(self) -> QGridLayout:
        grid = QGridLayout()
        for place, (group, edit) in enumerate(zip(self._asked, self._typed, strict=True)):
            label = QLabel(_ASKED[group])
            label.setBuddy(edit)
            edit.setMaxLength(8)
            edit.setMaximumWidth(edit.fontMetrics().averageCharWidth() * 16)
            edit.setAccessibleName(label.text())
            edit.textChanged.connect(self._judge)
            edit.returnPressed.connect(self._done.click)
            grid.addWidget(label, 0, place, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(edit, 1, place, Qt.AlignmentFlag.AlignLeft)
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        return grid

    def _judge(self) -> None:
        wanted = self._sheet.groups(*self._asked)
        typed = [edit.text().strip().upper().translate(_MEANT) for edit in self._typed]
        right = tuple(typed) == wanted
        wrong = any(len(one) >= 4 and one != group for one, group in zip(typed, wanted, strict=True))
        if right:
            words = tr("✓ Both groups are right.")
        elif wrong:
            words = tr("⚠ That is not the group on the sheet. Count the groups from the left, from one.")
        else:
            words = tr("Type these two groups from your copy, not from the screen.")
        if words != self._said.text() and (right or wrong):
            announce(self, words)
        self._said.setText(words)
        for edit in self._typed:
            edit.setAccessibleDescription(words)
        self._done.setEnabled(right)

    def _print(self) -> None:
        print_sheet(self, self._sheet)

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, tr("Save the recovery sheet"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([tr("PDF") + " (*.pdf)", tr("Text") + " (*.txt)"])
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(tr("PepDesk recovery sheet {mark}.pdf", mark=self._sheet.vault_mark))
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def save_to(self, path: str) -> None:
        """Save the sheet at ``path``, as text if it ends in ``.txt`` and as PDF otherwise."""
        try:
            save_sheet(self._sheet, Path(path))
        except OSError:
            show_problem(
                self, NotSaved(tr("The recovery sheet was not saved."), tr("Choose another place, or print it."))
            )
            return
        self._say_kept(tr("Saved. Whoever gets hold of that file can read every plan: move it off this computer."))

    def _copy(self) -> None:
        self._clipboard.copy(self._sheet.key_text)
        self._say_kept(tr("Copied for one minute. Do not paste it into an e-mail or a shared document."))

    def _say_kept(self, words: str) -> None:
        self._kept.setText(words)
        self._kept.show()
        announce(self, words)

    def _offer_keyring(self, works: bool) -> None:
        self._remember.setVisible(works)

    def _no_keyring(self, _problem: PepDeskProblem) -> None:
        self._remember.hide()

    def _finish(self) -> None:
        if not self._remember.isChecked():
            self.finished.emit(True)
            return
        self._done.setEnabled(False)
        self._busy.start(tr("Asking this computer's keyring to remember…"))
        errand = Errand[bool](self, self._remembered, self._not_remembered)
        errand.run(self._jobs, self._vault.remember_on_this_computer)

    def _remembered(self, worked: bool) -> None:
        self._busy.stop()
        self._remembers = worked
        self.finished.emit(True)

    def _not_remembered(self, problem: PepDeskProblem) -> None:
        self._busy.stop()
        self._remember.setChecked(False)
        self._done.setEnabled(True)
        show_problem(self, problem)

    def _later(self) -> None:
        self.finished.emit(False)


_ASKED = (
    tr("Type the first group of the key"), tr("Type the second group of the key"),
    tr("Type the third group of the key"), tr("Type the fourth group of the key"),
    tr("Type the fifth group of the key"), tr("Type the sixth group of the key"),
    tr("Type the seventh group of the key"), tr("Type the eighth group of the key"),
)  # fmt: skip
_MEANT = str.maketrans("018", "OIB")  # as storage reads a typed key


def _keyring_works() -> bool:
    from pepdesk.storage import keyring

    return keyring.available()

"""Giving the school a way in: a data lead's card, believed only when its 30 digits were read out and typed in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton, QWidget

from pepdesk.app.jobs import Jobs
from pepdesk.people.escrow_card import EscrowCard, escrow_code, read_card, same_code
from pepdesk.policy import policy
from pepdesk.problem import PepDeskProblem, StorageProblem
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.labels import button, primary
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import ErrorText, PlainLabel
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.storage.vault import Vault

_LARGEST = 4096
_FILL = Qt.AlignmentFlag(0)


class EscrowDialog(Sheet):
    """``done_with(str)`` – what was changed, in words."""

    done_with = Signal(str)

    def __init__(self, parent: QWidget, jobs: Jobs, vault: Vault) -> None:
        super().__init__(tr("Give the school a way in"), parent)
        self._jobs, self._vault = jobs, vault
        self._card: EscrowCard | None = None
        self._said = ""
        self._who = PlainLabel()
        self._label = QLabel(tr("The 30 &digits, as they are read to you"))
        self._digits = QLineEdit()
        self._digits.setAccessibleName(tr("The 30 digits, as they are read to you"))
        self._label.setBuddy(self._digits)
        self._wrong = ErrorText()
        self._remove = button(tr("&Take the way in away"), self._shut_out)
        self._go = primary(tr("&Let this card in"), self._let_in)
        self._digits.textChanged.connect(self._refresh)
        self._lay_out()
        self._show_present()

    def _lay_out(self) -> None:
        self.body.addWidget(PlainLabel(
            tr("With it the school’s data lead can open your plans without your passphrase, for example when you have "
            "left or lost it. It is noted when it is used. You need the data lead’s card: a .pepcard file.")
        ))  # fmt: skip
        for widget in (self._who, button(tr("Choose the &card…"), self._choose), self._label, self._digits, self._wrong,
                       self._remove):  # fmt: skip
            self.body.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft if isinstance(widget, QPushButton) else _FILL)
        self.body.addStretch(1)
        self._wrong.hide()
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Close"), self.reject))
        self.foot.addWidget(self._go)

    def take_file(self, path: str) -> None:
        """Read a card's file; its digits are still to be typed."""
        try:
            with Path(path).open("rb") as file:
                self._card = read_card(file.read(_LARGEST + 1))
        except OSError:
            self._say_wrong(StorageProblem(tr("The card cannot be read."), tr("Check its name and place.")))
            return
        except PepDeskProblem as problem:
            self._say_wrong(problem)
            return
        self._wrong.hide()
        self._who.say(
            tr(
                "Card of {name}, {organisation}. Telephone them on a number you knew before, and type "
                "the digits that they read from their own screen. They are not shown here, so that they "
                "cannot simply be copied.",
                name=self._card.name,
                organisation=self._card.organisation,
            )
        )
        self._digits.clear()
        self._digits.setFocus()
        self._refresh()

    def _show_present(self) -> None:
        codes = [escrow_code(bytes.fromhex(slot.reader)) for slot in self._vault.slots() if slot.reader]
        self._who.say(
            tr("The card with the code {code} can open your plans now.", code=codes[0]) if codes else tr("No card yet.")
        )
        self._remove.setEnabled(bool(codes) and not policy().escrow_card)  # what is fixed would only come back
        self._refresh()

    def _refresh(self, _text: str = "") -> None:
        for widget in (self._label, self._digits):
            widget.setVisible(self._card is not None)
        self._go.setEnabled(self._card is not None and sum(map(str.isdigit, self._digits.text())) == 30)

    def _choose(self) -> None:
        dialog = QFileDialog(self, tr("Choose the data lead’s card"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(tr("Escrow cards") + " (*.pepcard)")
        dialog.fileSelected.connect(self.take_file)
        dialog.open()

    def _let_in(self) -> None:
        if self._card is None:
            return
        if not same_code(self._digits.text(), self._card.code):
            advice = tr("Ask to have them read again. If they still differ, the card is not theirs: do not use it.")
            self._say_wrong(StorageProblem(tr("These digits are not those of this card."), advice))
            return
        self._run(partial(self._vault.let_school_in, self._card.public_key), tr("The card can open your plans now."))

    def _shut_out(self) -> None:
        self._run(self._vault.shut_school_out, tr("No card can open your plans any more."))

    def _run(self, work: Callable[[], None], words: str) -> None:
        self._said = words
        self._go.setEnabled(False)
        Errand[None](self, self._changed, self._say_wrong).run(self._jobs, work)

    def _changed(self, _nothing: None) -> None:
        self.done_with.emit(self._said)
        self.accept()

    def _say_wrong(self, problem: PepDeskProblem) -> None:
        words = f"{problem.title} {problem.advice}".strip()
        self._wrong.say(words)
        self._wrong.show()
        self._refresh()
        announce(self, words, urgent=True)

"""The SMART coach under a target: its letters, what is good already, and the one thought that would add most. Live.

While somebody types the letters are only painted anew; the words follow after a short pause, because a label that
changes has the whole page laid out (3 ms each on the page of targets, measured), and nobody reads in mid-word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from pepdesk.ui.parts.labels import VerbButton
from pepdesk.ui.parts.on_show import put_on_show
from pepdesk.ui.parts.texts import Hint, RemarkText, as_tip
from pepdesk.ui.parts.theme import TARGET
from pepdesk.ui.targets.coach_marks import LetterMarks
from pepdesk.ui.targets.coach_words import Remark, Said, heading
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.form.address import Address

WORDS_AFTER_MS = 250
"""The pause in typing after which the words under the letters follow."""


class CoachView(QWidget):
    """What is said of the target at ``address``.

    ``wording_wanted(str)`` – put this text in; ``question_wanted(Address)`` – go to the question that would mend it;
    ``spoke()`` – the words on show are others now.
    """

    wording_wanted = Signal(str)
    question_wanted = Signal(object)
    spoke = Signal()

    def __init__(self, address: Address, parent: QWidget) -> None:
        super().__init__(parent)
        self._address = address
        self._said: Said | None = None
        self._asked = ""
        self._frozen = False
        self._marks = LetterMarks(self)
        self._praise, self._remark, self._example = Hint("", self), RemarkText("", self), Hint("", self)
        self._use = self._button(
            tr("Use this wording"), tr("Puts it in, to be changed (Ctrl+Shift+W)"), self._want_wording
        )
        self._go = self._button(tr("Answer that"), tr("Goes to the question that would mend it"), self._want_question)
        self._soon = QTimer(self, singleShot=True, interval=WORDS_AFTER_MS)
        self._soon.timeout.connect(self._show_words)
        buttons = QHBoxLayout()
        buttons.addWidget(self._use)
        buttons.addWidget(self._go)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)  # room for the ring round the editor
        layout.setSpacing(6)
        for widget in (self._marks, self._praise, self._remark, self._example):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        self.hide()

    def show_said(self, said: Said | None, *, typing: bool = False) -> None:
        """Show what the coach says; None hides it. While ``typing`` the words under the letters wait a little."""
        if said == self._said:
            return
        self._said = said
        if said is None:
            self._soon.stop()
            self._asked = ""
        else:
            if self._asked not in [one.code for one in said.remarks]:
                self._asked = ""
            self._marks.show_states(said.states)
            if typing:
                self._soon.start()
            else:
                self._show_words()
        put_on_show(self, said is not None)

    def look_at(self, code: str) -> None:
        """Speak of what an issue with this code is about first, until it is mended."""
        remarks = self._said.remarks if self._said is not None else ()
        self._asked = next((one.code for one in remarks if code in (one.code, f"smart_{one.letter}")), "")
        self._show_words()

    def freeze(self, frozen: bool) -> None:
        """Offer no changes to a signed plan."""
        self._frozen = frozen
        self._show_words()

    def rename(self, context: str) -> None:
        """The buttons name the target they belong to."""
        for one in (self._use, self._go):
            one.setAccessibleName(f"{one.text()}, {context}" if context else one.text())

    @property
    def remark(self) -> Remark | None:
        """The remark on show; None when there is nothing to mend."""
        remarks = self._said.remarks if self._said is not None else ()
        return next((one for one in remarks if one.code == self._asked), remarks[0] if remarks else None)

    @property
    def wording(self) -> str:
        """The target in the wording that is offered; "" while none is."""
        remark = self.remark
        return remark.wording if remark is not None and not self._frozen else ""

    def words(self) -> str:
        """All it says, for screen readers; "" while it says nothing."""
        return self._said.spoken() if self._said is not None else ""

    def _show_words(self) -> None:
        self._soon.stop()
        said, remark = self._said, self.remark
        if said is None:
            return
        praise = said.praise[:1] if remark is not None else said.first()
        _say(self._praise, "\n".join(praise))
        _say(self._remark, heading(remark, said) if remark is not None else "")
        _say(self._example, tr("For example: “{wording}”", wording=self.wording) if self.wording else "")
        put_on_show(self._use, bool(self.wording))
        elsewhere = remark is not None and remark.address != self._address
        put_on_show(self._go, elsewhere and not self._frozen)
        self.spoke.emit()

    def _want_wording(self) -> None:
        if self.wording:
            self.wording_wanted.emit(self.wording)

    def _want_question(self) -> None:
        if (remark := self.remark) is not None:
            self.question_wanted.emit(remark.address)

    def _button(self, words: str, tip: str, slot: object) -> QPushButton:
        made = VerbButton(words, self)
        made.setAutoDefault(False)
        made.setMinimumHeight(TARGET)
        made.setToolTip(as_tip(tip))
        made.clicked.connect(slot)
        made.hide()
        return made


def _say(label: Hint | RemarkText, words: str) -> None:
    """Show ``words``; a label without any goes, and one that says the same is left alone."""
    if label.text() != words:
        label.say(words)
    put_on_show(label, bool(words))

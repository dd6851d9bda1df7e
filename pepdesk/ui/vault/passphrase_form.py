"""Choosing a passphrase: typed twice, with live advice. Pasting is allowed; nothing is written down anywhere."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from pepdesk.storage.passphrase import generate_passphrase, passphrase_advice
from pepdesk.ui.parts.labels import button
from pepdesk.ui.parts.texts import PlainLabel
from pepdesk.ui.parts.ticks import Tick
from pepdesk.words import tr

_HIDDEN_HINTS = (
    Qt.InputMethodHint.ImhHiddenText
    | Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhNoAutoUppercase
)


def secret_edit(name: str) -> QLineEdit:
    """A line whose text is hidden and that no keyboard learns from. ``name`` is what a screen reader says."""
    edit = QLineEdit()
    edit.setEchoMode(QLineEdit.EchoMode.Password)
    edit.setInputMethodHints(_HIDDEN_HINTS)
    edit.setAccessibleName(name)
    edit.setMinimumWidth(edit.fontMetrics().averageCharWidth() * 44)
    return edit


def under_its_name(words: str | QLabel, edit: QWidget) -> QVBoxLayout:
    """A field with its label (or the words of one, with the letter for Alt) close above it."""
    label = words if isinstance(words, QLabel) else QLabel(words)
    label.setBuddy(edit)
    pair = QVBoxLayout()
    pair.setSpacing(4)
    pair.addWidget(label)
    pair.addWidget(edit)
    return pair


def show_or_hide(edit: QLineEdit, shown: bool) -> None:
    """Show the typed letters, or dots."""
    edit.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)


class PassphraseForm(QWidget):
    """Two lines that must agree. ``changed(bool)``: whether ``passphrase()`` now gives one that may be used.

    ``entered()`` – Enter was pressed in the second line.
    """

    changed = Signal(bool)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first = secret_edit(tr("Passphrase"))
        self._again = secret_edit(tr("The same passphrase again"))
        self._show = Tick(tr("&Show what I type"))
        self._advice = PlainLabel()
        self._offer = button(tr("Fin&d five words for me"), self._draw)
        form = QVBoxLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(14)
        form.addLayout(under_its_name(tr("&Passphrase"), self._first))
        form.addLayout(under_its_name(tr("The same &again"), self._again))
        row = QHBoxLayout()
        row.addWidget(self._show)
        row.addStretch(1)
        row.addWidget(self._offer)
        form.addLayout(row)
        form.addWidget(self._advice)
        self._first.textChanged.connect(self._judge)
        self._again.textChanged.connect(self._judge)
        self._first.returnPressed.connect(self._again.setFocus)
        self._again.returnPressed.connect(self.entered)
        self._show.toggled.connect(self._show_letters)
        self.setFocusProxy(self._first)
        self._judge()

    def passphrase(self) -> str | None:
        """The passphrase, or None while it is too weak or the two lines differ."""
        text = self._first.text()
        return text if text == self._again.text() and passphrase_advice(text) is None else None

    def wipe(self) -> None:
        """Empty both lines and hide what is typed next."""
        self._first.clear()
        self._again.clear()
        self._show.setChecked(False)

    def _judge(self) -> None:
        first, again = self._first.text(), self._again.text()
        advice = passphrase_advice(first)
        if not first:
            words = tr("Five words that do not belong together are easy to remember and hard to guess.")
        elif advice:
            words = advice
        elif not again:
            words = tr("✓ Hard to guess. Now type it again in the second line.")
        elif first.startswith(again) and first != again:
            words = tr("Go on: the second line must be the same.")
        elif first != again:
            words = tr("The two lines are not the same. Tick “Show what I type” to compare them.")
        else:
            words = tr("✓ Hard to guess, and both lines are the same.")
        self._advice.setText(words)
        self._first.setAccessibleDescription(words)
        self._again.setAccessibleDescription(words)
        self.changed.emit(self.passphrase() is not None)

    def _draw(self) -> None:
        """Five words by chance, shown; typing them again is left to the person, so that a hand has written them."""
        self._show.setChecked(True)
        self._first.setText(generate_passphrase())
        self._again.clear()
        self._again.setFocus()

    def _show_letters(self, shown: bool) -> None:
        show_or_hide(self._first, shown)
        show_or_hide(self._again, shown)

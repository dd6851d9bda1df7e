"""A few choices as radio buttons, with a way back to no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QWidget

from pepdesk.ui.editors.editor import NO_LONGER, Editor, Question, plain
from pepdesk.ui.parts.flow import Flow
from pepdesk.ui.parts.labels import VerbButton
from pepdesk.ui.parts.theme import TARGET
from pepdesk.ui.parts.ticks import LongDot
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.ui.editors.editor import Stored

LETTERS_IN_A_LINE = 75
"""Radio buttons whose words are together no longer than this stand side by side, in as many lines as they need."""


_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}


class Radio(LongDot):
    """A radio button that Delete or Backspace takes back."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete and Backspace: no answer. Arrows: the next or the one before, whichever way the buttons stand."""
        editor = self.parent()
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and isinstance(editor, RadiosEditor):
            editor.clear()
        elif (by := _STEPS.get(Qt.Key(event.key()))) and isinstance(editor, RadiosEditor):
            editor.step(self, by)
        else:
            super().keyPressEvent(event)


class RadiosEditor(Editor):
    """One radio button for each of ``options`` (value, words), and "Clear" once there is an answer."""

    waits_for_leave = False

    def __init__(self, question: Question, options: tuple[tuple[str, str], ...]) -> None:
        super().__init__(question)
        self._name = ""
        self._identifier = ""
        self._frozen = False
        self._kept = ""
        self._buttons: dict[str, Radio] = {}
        self._group = QButtonGroup(self)
        across = sum(len(words) + 5 for _, words in options) <= LETTERS_IN_A_LINE
        self._layout: Flow | QGridLayout = Flow(self, gap=14) if across else self._in_a_column()
        self._words = dict(options)
        self._offered = tuple(self._words)
        for value, words in options:
            self._add(value, words)
        self._put_tab_stop()
        self._clear: QPushButton | None = None

    def _in_a_column(self) -> QGridLayout:
        made = QGridLayout(self)
        made.setContentsMargins(0, 0, 0, 0)
        made.setHorizontalSpacing(20)
        made.setVerticalSpacing(2)
        made.setColumnStretch(2, 1)
        return made

    def focus_target(self) -> QWidget:
        """The chosen button, else the first that is offered."""
        buttons = [button for button in self._buttons.values() if not button.isHidden()] or [*self._buttons.values()]
        return next((button for button in buttons if button.isChecked()), buttons[0])

    def value(self) -> Stored:
        """The chosen option's value, or ""."""
        return next((value for value, button in self._buttons.items() if button.isChecked()), "")

    def show_value(self, value: Stored) -> None:
        """Choose the button of ``value``; one more is made for a value that is no longer offered."""
        text = plain(value)
        if text and text not in self._buttons:
            self._add(text, f"{text} {NO_LONGER}")
            self.name(self._name, self._identifier)
            self.fit()
            self.freeze(self._frozen)
        if text != self.value():
            self._choose(text)
            self._show_offered()
        self._show_clear(bool(text))

    def offer(self, values: tuple[str, ...]) -> None:
        """Hide the buttons of what is not offered, except the chosen one, which says so."""
        if self._offered != values:
            self._offered = values
            self._show_offered()

    def clear(self) -> None:
        """Take the answer back."""
        if not self._frozen and self.value():
            target = self.focus_target()
            self._choose("")
            target.setFocus()
            self.edited.emit("")

    def step(self, here: Radio, by: int) -> None:
        """Choose the button after (1) or before (-1) this one; nothing at the end."""
        shown = [button for button in self._buttons.values() if not button.isHidden()]
        place = shown.index(here) + by
        if 0 <= place < len(shown):
            shown[place].setFocus()
            shown[place].click()

    def freeze(self, frozen: bool) -> None:
        """Rest the buttons."""
        self._frozen = frozen
        for button in self._buttons.values():
            button.setEnabled(not frozen)
        self._show_clear(bool(self.value()))

    def name(self, name: str, identifier: str) -> None:
        """Each button says the question too."""
        self._name, self._identifier = name, identifier
        for value, button in self._buttons.items():
            button.setAccessibleName(f"{button.text()}, {name}")
            button.setAccessibleIdentifier(f"{identifier}={value}")

    def describe(self, description: str) -> None:
        """Say it on the first button, where the focus comes first."""
        target = next(iter(self._buttons.values()))
        if target.accessibleDescription() != description:
            target.setAccessibleDescription(description)

    def fit(self) -> None:
        """High enough to hit."""
        for button in self._buttons.values():
            button.setMinimumHeight(max(TARGET, round(button.fontMetrics().height() * 1.5)))

    def _add(self, value: str, words: str) -> None:
        button = Radio(words.replace("&", "&&"), self)
        place = len(self._buttons)
        self._buttons[value] = button
        self._group.addButton(button)
        if isinstance(self._layout, QGridLayout):
            self._layout.addWidget(button, place, 0)
        else:
            self._layout.addWidget(button)
        button.clicked.connect(self._clicked)

    def _show_offered(self) -> None:
        for value, words in self._words.items():
            button = self._buttons[value]
            offered = value in self._offered
            button.setText(words.replace("&", "&&") if offered else f"{words.replace('&', '&&')} {NO_LONGER}")
            button.setVisible(offered or button.isChecked())
        self.name(self._name, self._identifier)
        self._put_tab_stop()

    def _choose(self, value: str) -> None:
        self._group.setExclusive(False)
        for one, button in self._buttons.items():
            button.setChecked(one == value)
        self._group.setExclusive(True)
        self._put_tab_stop()
        self._show_clear(bool(value))

    def _put_tab_stop(self) -> None:
        """Tab comes to the chosen button, as it does once Qt saw a click; else it would come to another one first."""
        stop = self.focus_target()
        for button in self._buttons.values():
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus)

    def _clicked(self) -> None:
        self._show_clear(bool(self.value()))
        self.edited.emit(self.value())

    def _show_clear(self, answered: bool) -> None:
        wanted = answered and not self._frozen
        if self._clear is None and wanted:
            self._clear = VerbButton(tr("Clear"), self)
            self._clear.setFlat(True)
            self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._clear.setMinimumHeight(TARGET)
            self._clear.setToolTip(tr("Take this answer back (Delete)"))
            self._clear.setAccessibleName(tr("Clear the answer, {name}", name=self._name))
            self._clear.clicked.connect(self.clear)
            if isinstance(self._layout, QGridLayout):
                self._layout.addWidget(self._clear, 0, 1)
            else:
                self._layout.addWidget(self._clear)
        if self._clear is not None:
            self._clear.setVisible(wanted)

"""Taking somebody's card in, comparing its digits, and the loud stop when a key has changed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPlainTextEdit, QWidget

from pepdesk.app.contact_cards import add_card
from pepdesk.people.card import Card, read_card, write_card
from pepdesk.problem import ChangedKey, PepDeskProblem
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.labels import button, primary, selectable
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.scrolling import with_plain_bars
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import ErrorText, GroupTitle, PlainLabel, StrongText
from pepdesk.ui.parts.ticks import Tick
from pepdesk.ui.together.card_work import card_in, compare_digits, replace_card
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.jobs import Jobs
    from pepdesk.people.card_book import CardBook
    from pepdesk.storage.vault import Vault

_DIGITS = tr("The 30 &digits, as they are read to you")
_STOP = tr(
    "This card carries the name of somebody you know, but another key. Either they have a new computer or a new "
    "vault, or somebody else is using their name."
)
_WHAT_TO_DO = tr(
    "Nothing was taken in, and nothing goes to the new key. Telephone them on a number you already had, not one from "
    "the message that brought this card. Ask whether they made a new card, and have them read its thirty digits."
)


def who_words(card: Card) -> str:
    """Whose card it is, in one line."""
    return f"{card.name}, {card.title}, {card.organisation}"


class _DigitsSheet(Sheet):
    """A dialog that asks for thirty digits."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(title, parent, letters=74)
        self._digits = QLineEdit()
        self._digits.setAccessibleName(_DIGITS.replace("&", ""))
        self._label = QLabel(_DIGITS)
        self._label.setBuddy(self._digits)
        self._wrong = ErrorText()
        self._wrong.hide()
        self._digits.textChanged.connect(self._refresh)

    def _refresh(self, _anything: object = None) -> None:
        raise NotImplementedError

    def _has_thirty(self) -> bool:
        return sum(sign.isdigit() for sign in self._digits.text()) == 30

    def _failed(self, problem: PepDeskProblem) -> None:
        words = f"{problem.title} {problem.advice}".strip()
        self._wrong.say(words)
        self._wrong.show()
        self.show_part(self._wrong)
        announce(self, words, urgent=True)
        self._refresh()


class CompareDigits(_DigitsSheet):
    """``compared(CardBook)`` – these are the card's digits; it is verified from now on."""

    compared = Signal(object)

    def __init__(self, parent: QWidget, jobs: Jobs, vault: Vault, card: Card, own: Card | None) -> None:
        super().__init__(tr("Is it really theirs?"), parent)
        self._jobs, self._vault, self._card = jobs, vault, card
        self._go = primary(tr("&Compare"), self._compare)
        self.body.addWidget(StrongText(who_words(card)))
        self.body.addWidget(PlainLabel(
            tr("Telephone them on a number you already had, or meet. Ask them to read the thirty digits of their own "
            "card to you (in PepDesk: File, My card and contacts) and type what you hear. They are not shown here, so "
            "that nobody can simply copy them.")
        ))  # fmt: skip
        for widget in (self._label, self._digits, self._wrong):
            self.body.addWidget(widget)
        if own is not None:
            self.body.addWidget(PlainLabel(tr("Then read yours to them, so that they can do the same:")))
            self.body.addWidget(selectable(StrongText(own.code)))
        self.body.addStretch(1)
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Later"), self.reject))
        self.foot.addWidget(self._go)
        self._refresh()

    def _refresh(self, _anything: object = None) -> None:
        self._go.setEnabled(self._has_thirty())

    def _compare(self) -> None:
        self._wrong.hide()
        self._go.setEnabled(False)
        work = partial(compare_digits, self._vault, self._card.id, self._digits.text())
        Errand["CardBook"](self, self._done, self._failed).run_file(self._jobs, work)

    def _done(self, book: CardBook) -> None:
        announce(self, tr("{name} is verified.", name=self._card.name))
        self.compared.emit(book)
        self.accept()


class ChangedKeyStop(_DigitsSheet):
    """The loud stop. ``replaced(CardBook)`` – somebody spoke to the person and typed the new card's digits."""

    replaced = Signal(object)

    def __init__(self, parent: QWidget, jobs: Jobs, vault: Vault, card: Card) -> None:
        super().__init__(tr("This key has changed"), parent)
        self._jobs, self._vault, self._card = jobs, vault, card
        stop = ErrorText(_STOP)
        self._spoken = Tick(tr("I have &spoken to them, and they told me why the key is a new one"))
        self._go = button(tr("&Replace the card I know"), self._replace)
        stay = primary(tr("&Keep the card I know"), self.reject)
        self._spoken.toggled.connect(self._refresh)
        self.body.addWidget(GroupTitle(tr("✕ Stop and read this")))
        self.body.addWidget(stop)
        self.body.addWidget(StrongText(who_words(card)))
        self.body.addWidget(PlainLabel(_WHAT_TO_DO))
        for widget in (self._spoken, self._label, self._digits, self._wrong):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.foot.addWidget(self._go)
        self.foot.addStretch(1)
        self.foot.addWidget(stay)
        stay.setFocus()
        self._refresh()
        announce(self, _STOP, urgent=True)

    def _refresh(self, _anything: object = None) -> None:
        self._go.setEnabled(self._spoken.isChecked() and self._has_thirty())

    def _replace(self) -> None:
        self._wrong.hide()
        self._go.setEnabled(False)
        work = partial(replace_card, self._vault, write_card(self._card), self._card, self._digits.text())
        Errand["CardBook"](self, self._done, self._failed).run_file(self._jobs, work)

    def _done(self, book: CardBook) -> None:
        self.replaced.emit(book)
        self.accept()


class AddContact(Sheet):
    """``added(Card)`` – somebody's card is among one's contacts now, verified or not."""

    added = Signal(object)

    def __init__(self, parent: QWidget, jobs: Jobs, vault: Vault, card: Card | None = None) -> None:
        """``card``: one that came with a package, to be added; None asks for a file or text."""
        super().__init__(tr("Add a colleague’s card"), parent, letters=74)
        self._jobs, self._vault, self._card = jobs, vault, card
        self._text = QPlainTextEdit()
        with_plain_bars(self._text)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(tr("The text of the card, beginning PEPCARD1"))
        self._text.setMinimumHeight(self._text.fontMetrics().height() * 6)
        self._who, self._wrong = StrongText(), ErrorText()
        self._file = button(tr("Choose a &file…"), self._ask_for_file)
        self._go = primary(tr("&Add"), self._add)
        self._lay_out(card)
        self._text.textChanged.connect(self._look)
        if card is not None:
            self._text.setPlainText(write_card(card))
        self._look()

    def _lay_out(self, card: Card | None) -> None:
        label = QLabel(tr("The &text of the card"))
        label.setBuddy(self._text)
        self.body.addWidget(PlainLabel(
            tr("A card is a .pepcard file or a text that begins with PEPCARD1. Your colleague finds theirs under "
            "File, My card and contacts, and may send it in any way: it is not secret.")
            if card is None else tr("This card came with the package. It says only what its maker wrote: compare the "
            "digits with them by telephone before you rely on it.")
        ))  # fmt: skip
        for widget in (label, self._text, self._who, self._wrong):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        label.setVisible(card is None)
        self._text.setVisible(card is None)
        self._file.setVisible(card is None)
        self.foot.addWidget(self._file)
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Cancel"), self.reject))
        self.foot.addWidget(self._go)

    def take_file(self, path: str) -> None:
        """Read the card in a file."""
        try:
            self._card = read_card(card_in(Path(path)))
        except PepDeskProblem as problem:
            self._failed(problem)
            return
        self._text.setPlainText(write_card(self._card))

    def _ask_for_file(self) -> None:
        dialog = QFileDialog(self, tr("Choose a card"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([tr("Contact cards") + " (*.pepcard *.txt)", tr("All files") + " (*)"])
        dialog.fileSelected.connect(self.take_file)
        dialog.open()

    def _look(self) -> None:
        """Say whose card it is, or what is wrong with the text."""
        self._card, text = None, self._text.toPlainText().strip()
        self._wrong.hide()
        if text:
            try:
                self._card = read_card(text)
            except PepDeskProblem as problem:
                self._failed(problem)
        self._who.say(who_words(self._card) if self._card else "")
        self._who.setVisible(self._card is not None)
        self._go.setEnabled(self._card is not None)

    def _add(self) -> None:
        if self._card is None:
            return
        self._go.setEnabled(False)
        work = partial(add_card, self._vault, write_card(self._card))
        Errand[Card](self, self._done, self._failed).run_file(self._jobs, work)

    def _done(self, card: Card) -> None:
        self.added.emit(card)
        self.accept()

    def _replaced(self, _book: CardBook) -> None:
        if self._card is not None:
            self._done(self._card)

    def _failed(self, problem: PepDeskProblem) -> None:
        if isinstance(problem, ChangedKey) and self._card is not None:
            stop = ChangedKeyStop(self, self._jobs, self._vault, self._card)
            stop.replaced.connect(self._replaced)
            stop.rejected.connect(self.reject)
            stop.open()
            return
        words = f"{problem.title} {problem.advice}".strip()
        self._wrong.say(words)
        self._wrong.show()
        announce(self, words, urgent=True)

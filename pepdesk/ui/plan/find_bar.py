"""Find (Ctrl+F): words in the questions and answers of the plan, one place after the other, and where it ended.

The words keep the focus while places are shown; Esc, or Go there, leaves the person at the place found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from pepdesk.ui.editors.editor import field_height
from pepdesk.ui.parts.frame_over import FrameOver
from pepdesk.ui.parts.labels import VerbButton
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.row_names import row_words
from pepdesk.ui.parts.texts import Hint, PlainLabel, as_tip
from pepdesk.ui.plan.finding import Hit, Spot, find, spots
from pepdesk.ui.plan.found_mark import FoundMark
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.form.address import Address
    from pepdesk.ui.plan.plan_view import PlanView

PAUSE_MS = 150
"""The search follows typing after this pause."""


class FindBar(QWidget):
    """The bar below the page of ``view``; hidden until it is asked for."""

    def __init__(self, view: PlanView) -> None:
        super().__init__(view)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self._view = view
        self._spots: tuple[Spot, ...] | None = None
        self._hits: tuple[Hit, ...] = ()
        self._at = -1
        self._from: tuple[Address | None, str] = (None, "")
        self._mark = FrameOver(view, FoundMark)
        self._edit = QLineEdit(self)
        self._edit.setAccessibleName(tr("Find: words in questions and answers"))
        self._edit.setAccessibleIdentifier("find words")
        self._edit.setPlaceholderText(tr("Words in a question or an answer"))
        self._count = Hint("", self, wrap=False)
        self._soon = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._soon.timeout.connect(self.search)
        self._buttons = [
            self._button(tr("Previous"), self.previous, tr("The place before (Shift+F3)")),
            self._button(tr("Next"), self.next, tr("The next place (F3)")),
            self._button(tr("Close"), self.leave, tr("Close and stay at the place found (Esc)")),
        ]
        self._lay_out()
        self._edit.textChanged.connect(self._typed)
        view.session.changed.connect(self._forget_words)
        view.session.assessed.connect(self._forget_words)
        self.hide()

    def open(self) -> None:
        """Show the bar with the words marked in a text as what is sought, or those sought last."""
        focus = self._view.focusWidget()
        if focus is not self._edit:
            self._from = self._here()
        if marked := _marked(focus):
            self._edit.setText(marked)
        self.show()
        self._edit.setFocus()
        self._edit.selectAll()

    def next(self) -> None:
        """Show the next place; with nothing sought yet, ask for words."""
        self._step(1)

    def previous(self) -> None:
        """Show the place before."""
        self._step(-1)

    def search(self) -> None:
        """Look the words up, and show the first place from where the person was."""
        self._soon.stop()
        self._look_up()
        self._at = self._first_from_here()
        self._show()

    def leave(self) -> None:
        """Close the bar and go to the place found, or back to where it was opened."""
        hit = self._hits[self._at] if 0 <= self._at < len(self._hits) else None
        self._soon.stop()
        self._mark.lay_over(None)
        self.hide()
        address, tab = (hit.address, hit.address.tab) if hit else self._from
        if address is not None:
            self._view.go_to(address)
            if hit is not None and hit.typed and (place := self._view.plan.place(hit.address)):
                place.editor.mark_words(hit.start, hit.length)
        else:
            self._view.come_back((tab, None))
            self._view.focus_page()

    def words(self) -> str:
        """How far it is: "3 of 7"."""
        return self._count.text()

    def start_again(self) -> None:
        """What may be seen is another part of the plan now: nothing found before stays."""
        self._spots, self._hits, self._at = None, (), -1
        self._mark.lay_over(None)
        self._count.say("")
        if not self.isHidden():
            self._soon.start()

    def fit(self) -> None:
        """Fit to a changed font."""
        for widget in (self._edit, *self._buttons):
            widget.setMinimumHeight(field_height(widget))
        letter = self.fontMetrics().averageCharWidth()
        self._edit.setMinimumWidth(letter * 12)
        self._edit.setMaximumWidth(letter * 44)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Shift+Enter back, Esc closes."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._edit.hasFocus():
            self._step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    # Internal -----------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        label = PlainLabel("", self, wrap=False)
        label.stand_by(self._edit, tr("Find"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(8)
        layout.addWidget(label)
        layout.addWidget(self._edit, 1)
        layout.addWidget(self._count)
        layout.addStretch(0)
        for button in self._buttons:
            layout.addWidget(button)
        self.fit()

    def _button(self, text: str, slot: object, tip: str) -> QPushButton:
        button = VerbButton(text, self)
        button.setAutoDefault(False)
        button.setToolTip(as_tip(tip))
        button.clicked.connect(slot)
        return button

    def _typed(self) -> None:
        self._hits, self._at = (), -1
        self._soon.start()

    def _forget_words(self, _what: object) -> None:
        self._spots = None

    def _look_up(self) -> None:
        if self._spots is None:
            self._spots = spots(self._view.session)
        self._hits = find(self._spots, self._edit.text())

    def _here(self) -> tuple[Address | None, str]:
        tab, address = self._view.bookmark
        return address, tab

    def _first_from_here(self) -> int:
        """The first place at or after the question, or the section, where the bar was opened; round to the first."""
        address, tab = self._from
        order = {one.address: place for place, one in enumerate(self._spots or ())}
        tabs = [one.id for one in self._view.session.form.tabs]
        start = order.get(address, -1) if address is not None else -1
        if start < 0 and tab in tabs:
            start = min((order[one] for one in order if tabs.index(one.tab) >= tabs.index(tab)), default=0)
        later = (place for place, hit in enumerate(self._hits) if order[hit.address] >= start)
        return next(later, 0) if self._hits else -1

    def _step(self, by: int) -> None:
        if not self._edit.text().strip():
            self.open()
            return
        if self._soon.isActive() or (self._at < 0 and not self._hits):
            self._from = self._here() if self.isHidden() else self._from
            self.show()
            self.search()
            return
        if self._spots is None:  # something was typed since: the same place, as far as it is still there
            before = self._hits[self._at]
            self._look_up()
            same = [
                place
                for place, hit in enumerate(self._hits)
                if (hit.address, hit.start) == (before.address, before.start)
            ]
            self._at = same[0] if same else min(self._at, len(self._hits)) - (1 if by > 0 else 0)
        if self._hits:
            self._at = (self._at + by) % len(self._hits)
        self.show()
        self._show()

    def _show(self) -> None:
        """Show the place that is at hand, without taking the focus from whoever has it in the bar."""
        self._mark.lay_over(None)
        sought = self._edit.text().strip()
        if not self._hits:
            self._count.say(tr("Nothing found") if sought else "")
            if sought:
                announce(self._edit, tr("Nothing found."))
            return
        hit = self._hits[self._at]
        self._count.say(tr("{at} of {count}", at=self._at + 1, count=len(self._hits)))
        place = self._view.show_question(hit.address)
        if place is not None:
            self._mark.lay_over(place)
            if hit.typed:
                place.editor.mark_words(hit.start, hit.length)
        announce(self._edit, f"{self.words()}: {self._told(hit)}")

    def _told(self, hit: Hit) -> str:
        """The place in words: question, row and section."""
        form = self._view.session.form
        label, row = form.field(hit.address.tab, hit.address.field).label, row_words(self._view.session, hit.address)
        return ", ".join(part for part in (label, row, form.tab(hit.address.tab).title) if part)


def _marked(focus: QWidget | None) -> str:
    """What is marked in the text that has the focus, if it is part of one line."""
    if isinstance(focus, QPlainTextEdit):
        words = focus.textCursor().selectedText()
    else:
        words = focus.selectedText() if isinstance(focus, QLineEdit) else ""
    return "" if "\u2029" in words or len(words) > 80 else words.strip()

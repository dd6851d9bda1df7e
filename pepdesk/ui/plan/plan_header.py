"""The strip above a plan: whose it is, which form, term and dates, and "I am", which picks out one's own sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from pepdesk.form.address import Address
from pepdesk.form.model import Role
from pepdesk.record.answers import text_of
from pepdesk.record.values import shown
from pepdesk.ui.editors.editor import field_height
from pepdesk.ui.parts.child_name import NAMES, called
from pepdesk.ui.parts.filters import QuietCombo
from pepdesk.ui.parts.labels import VerbButton
from pepdesk.ui.parts.texts import CutText, GroupTitle, PlainLabel, as_tip
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.session import Session

YEAR = Address("child", "year_group")
TERM = Address("meeting", "term")
MEETING = Address("meeting", "date")
HEADING = frozenset((*NAMES, YEAR, TERM, MEETING, Address("meeting", "academic_year")))
"""The answers the header shows."""


class PlanHeader(QWidget):
    """What is open.

    ``role_chosen(object)`` – a ``Role``, or None for all sections; ``check_wanted()``, ``export_wanted()``,
    ``close_wanted()`` – the buttons.
    """

    role_chosen = Signal(object)
    check_wanted = Signal()
    export_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._buttons: list[QPushButton] = []
        self._turn = ""
        self._who = GroupTitle("", self, wrap=False)
        self._what = CutText(self)
        self._roles = QuietCombo(self)
        for words, role in ((tr("All sections"), None), (tr("Designated teacher"), Role.DESIGNATED_TEACHER),
                            (tr("Social worker"), Role.SOCIAL_WORKER)):  # fmt: skip
            self._roles.addItem(words, role)
        self._roles.setAccessibleIdentifier("i am")
        self._roles.setAccessibleName(tr("I am: show the sections of"))
        label = PlainLabel("", self, wrap=False)
        label.stand_by(self._roles, tr("I am"))
        check = self._button(tr("Check plan"), tr("Look for what is missing or weak (F9)"))
        self._export = export = self._button(tr("Export…"), tr("Make a Word or PDF document"))
        close = self._button(tr("Close plan"), tr("Save and go back to the list of plans"))
        # What does not fit is cut, so that large text does not widen the window.
        self._who.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(self._who)
        lines.addWidget(self._what)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(8)
        layout.addLayout(lines, 1)
        layout.addWidget(label)
        layout.addWidget(self._roles)
        layout.addSpacing(8)
        for button in (check, export, close):
            layout.addWidget(button)
        self._roles.activated.connect(self._choose)
        check.clicked.connect(self.check_wanted)
        export.clicked.connect(self.export_wanted)
        close.clicked.connect(self.close_wanted)
        self.fit()
        self.refresh()

    def refresh(self) -> None:
        """Show what the plan says now."""
        self._who.say((called(self._session) or tr("New plan")) + (f", {year}" if (year := self._words(YEAR)) else ""))
        term, year_words = self._words(TERM), self._words(Address("meeting", "academic_year"))
        parts = [self._turn, " ".join(part for part in (term, year_words) if part)]
        if date := self._words(MEETING):
            parts.append(f"meeting {date}")
        parts.append(self._session.form.title)
        if self._session.version > 1:
            parts.append(f"version {self._session.version}")
        self._what.say("  ·  ".join(part for part in parts if part))
        self._what.setToolTip(as_tip(self._what.text()))

    def show_turn(self, words: str) -> None:
        """Say whom the plan waits for; "" for nobody."""
        if words != self._turn:
            self._turn = words
            self.refresh()

    def show_role(self, role: Role | None) -> None:
        """Show the role that was chosen elsewhere."""
        self._roles.setCurrentIndex(max(self._roles.findData(role), 0))

    def allow_export(self, allowed: bool) -> None:
        """Let the plan be exported, or not while somebody looks on who must not see all of it."""
        self._export.setEnabled(allowed)

    def fit(self) -> None:
        """Fit to a changed font."""
        for button in self._buttons:
            button.setMinimumHeight(field_height(button))
        self._roles.setMinimumHeight(field_height(self._roles))
        self._roles.setMinimumWidth(self._roles.sizeHint().width() + self.fontMetrics().height() // 2)

    def _button(self, text: str, tip: str) -> QPushButton:
        button = VerbButton(text, self)
        button.setToolTip(as_tip(tip))
        button.setAutoDefault(False)
        self._buttons.append(button)
        return button

    def _words(self, address: Address) -> str:
        form = self._session.form
        if not form.has(address.tab, address.field):
            return ""
        answer = self._session.answer(address)
        return shown(form.field(address.tab, address.field), form, answer) if text_of(answer) else ""

    def _choose(self, _index: int) -> None:
        self.role_chosen.emit(self._roles.currentData())

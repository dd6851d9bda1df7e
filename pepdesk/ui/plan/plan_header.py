"""The strip above a plan: whose it is, which form, term and dates, and "I am", which picks out one's own sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from pepdesk.form.address import Address
from pepdesk.form.model import Role
from pepdesk.record.answers import text_of
from pepdesk.record.values import shown
from pepdesk.ui.editors.editor import field_height
from pepdesk.ui.parts.child_name import NAMES, called
from pepdesk.ui.parts.filters import QuietCombo
from pepdesk.ui.parts.labels import VerbButton
from pepdesk.ui.parts.texts import GroupTitle, PlainLabel, SmallText, as_tip
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.session import Session

YEAR = Address("child", "year_group")
TERM = Address("meeting", "term")
MEETING = Address("meeting", "date")
HEADING = frozenset((*NAMES, YEAR, TERM, MEETING, Address("meeting", "academic_year")))
"""The answers the header shows."""
_NO_BREAK = "\N{NO-BREAK SPACE}"
_UNBROKEN = 24
"""A part shorter than this, letters, is not broken between two lines."""


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
        self._what = _Details(self)
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
        first = [self._turn, " ".join(part for part in (term, year_words) if part)]
        date, version = self._words(MEETING), self._session.version
        last = [tr("version {version}", version=version)] if version > 1 else []
        days = (date, _short_day(date, with_year=not year_words))
        met, met_short = (tr("meeting {date}", date=day) if date else "" for day in days)
        self._what.tell([*first, met, self._session.form.title, *last], [*first, met_short, *last])

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


class _Details(SmallText):
    """What is said under the name: all of it where it fits in one line, else the most needed, in two if need be."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._whole, self._short = "", ""

    def tell(self, whole: list[str], short: list[str]) -> None:
        """Say ``whole``, or ``short`` where that does not fit; empty parts are left out."""
        self._whole = "  ·  ".join(part for part in whole if part)
        parts = [part.replace(" ", _NO_BREAK) if len(part) < _UNBROKEN else part for part in short if part]
        self._short = f"{_NO_BREAK}· ".join(parts)
        self.setAccessibleName(self._whole)
        self.setToolTip(as_tip(self._whole))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or less fits."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        fits = self.fontMetrics().horizontalAdvance(self._whole) <= self.width()
        words = self._whole if fits or not self._short else self._short
        if words != self.text():
            self.say(words)


def _short_day(words: str, *, with_year: bool) -> str:
    """12 November 2026 as 12 Nov, or 12 Nov 2026; what is no date stays as it is."""
    day, _, rest = words.partition(" ")
    month, _, year = rest.partition(" ")
    if not (year.isdigit() and month.isalpha()):
        return words
    return f"{day} {month[:3]} {year}" if with_year else f"{day} {month[:3]}"

"""The school's own dates: the terms of one academic year and its closed days, in a small form. No personal data."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from pepdesk.app.school_dates import (
    PARTS,
    TypedTerm,
    TypedYear,
    read_dates,
    typed_year,
    usual_typed,
    with_year,
    write_dates,
    years_around,
)
from pepdesk.authority.model import TERMS
from pepdesk.problem import PepDeskProblem
from pepdesk.ui.parts.labels import button, primary
from pepdesk.ui.parts.picker import Picker
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.scrolling import with_plain_bars
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import ErrorText, Hint, PlainLabel, ShouldText, StrongText
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.dates.school import SchoolDates

_HINT = tr(
    "School days are counted by these dates. They hold for every plan on this computer, and count before the "
    "authority’s. What you leave empty is guessed, and said to be a guess."
)
_CLOSED_HINT = tr("One a line: the date, or the first and last day, then why. For example: 2 November 2026 INSET day")
_HEADINGS = (tr("First day for pupils"), tr("Last day for pupils"), tr("Half-term from"), tr("Half-term to"))


class SchoolDatesDialog(Sheet):
    """``saved()`` – the dates on the disk are others now."""

    saved = Signal()

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(tr("School dates"), parent, letters=100)
        self._dates: SchoolDates
        self._dates, problem = read_dates()
        self._year = Picker(tr("Academic year"))
        self._edits: dict[tuple[str, str], QLineEdit] = {}
        self._closed = QPlainTextEdit()
        with_plain_bars(self._closed)
        self._wrong, self._note = ErrorText(), ShouldText()
        self._lay_out()
        years = years_around(date.today())
        self._year.offer([(one, one) for one in sorted(years)], years[0])
        self._showing = ""
        self._show_year()
        if problem is not None:
            self._note.say(
                tr(
                    "The file of dates has faults and is not used:\n{advice}\nIf you save here, it is put "
                    "aside under another name and a new one is written.",
                    advice=problem.advice,
                )
            )
        self._note.setVisible(problem is not None)

    def _lay_out(self) -> None:
        self.body.addWidget(Hint(_HINT))
        self.body.addWidget(self._note)
        self.body.addWidget(self._year)
        self.body.addLayout(self._make_terms())
        column = QVBoxLayout()
        column.setSpacing(4)
        label = PlainLabel("", self)
        label.stand_by(self._closed, tr("Days without pupils (INSET and other closed days)"))
        column.addWidget(label)
        column.addWidget(Hint(_CLOSED_HINT))
        self._closed.setAccessibleName(tr("Days without pupils"))
        self._closed.setAccessibleDescription(_CLOSED_HINT)
        self._closed.setTabChangesFocus(True)
        self._closed.setMinimumHeight(self.fontMetrics().height() * 5)
        column.addWidget(self._closed, 1)
        self.body.addLayout(column, 1)
        self.body.addWidget(self._wrong)
        self._wrong.hide()
        self._year.picked.connect(self._change_year)
        self.foot.addWidget(
            button(tr("&Put in usual dates"), self._put_usual, tr("To begin from; change what differs"))
        )
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Cancel"), self.reject))
        self.foot.addWidget(primary(tr("&Save"), self._save))

    def _make_terms(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        for place, words in enumerate(_HEADINGS, 1):
            grid.addWidget(StrongText(words), 0, place, Qt.AlignmentFlag.AlignBottom)
            grid.setColumnStretch(place, 1)
        for row, term in enumerate(TERMS, 1):
            grid.addWidget(StrongText(term.capitalize(), wrap=False), row, 0)
            for place, part in enumerate(PARTS, 1):
                edit = QLineEdit()
                heading = _HEADINGS[place - 1].lower()
                edit.setAccessibleName(tr("{term} term, {heading}", term=term.capitalize(), heading=heading))
                self._edits[term, part] = edit
                grid.addWidget(edit, row, place)
        return grid

    # Showing and reading ------------------------------------------------------------------------------------------

    def _show_year(self) -> None:
        self._showing = self._year.value
        typed = typed_year(self._dates, self._showing)
        self._show_terms(typed.terms)
        self._closed.setPlainText(typed.closed)

    def _show_terms(self, terms: tuple[TypedTerm, ...]) -> None:
        for term in terms:
            for part in PARTS:
                self._edits[term.term, part].setText(getattr(term, part))

    def _typed(self) -> TypedYear:
        terms = tuple(TypedTerm(term, *(self._edits[term, part].text() for part in PARTS)) for term in TERMS)
        return TypedYear(self._showing, terms, self._closed.toPlainText())

    def _take(self) -> bool:
        """Take what was typed for the year on show; False, saying why, when something is wrong with it."""
        dates, wrong = with_year(self._dates, self._typed())
        self._wrong.setVisible(bool(wrong))
        if wrong:
            self._wrong.say("\n".join(tr("Error: {words}", words=one) for one in wrong))
            announce(self, self._wrong.text(), urgent=True)
            self.show_part(self._wrong)
            return False
        self._dates = dates
        return True

    def _change_year(self) -> None:
        if self._take():
            self._show_year()
        else:
            self._year.pick(self._showing)

    def _put_usual(self) -> None:
        self._show_terms(usual_typed(self._showing))
        announce(self, tr("The usual dates are filled in. Change what differs."))

    def _save(self) -> None:
        if not self._take():
            return
        try:
            write_dates(self._dates)
        except PepDeskProblem as problem:
            self._wrong.say(tr("Error: {words}", words=problem))
            self._wrong.show()
            announce(self, problem.title, urgent=True)
            return
        self.saved.emit()
        self.accept()

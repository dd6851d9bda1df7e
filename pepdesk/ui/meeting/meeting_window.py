"""Meeting mode: the agenda step by step over the open plan, with what to ask, what is written, notes and actions.

Nothing here is kept in the window: notes and actions are answers of the plan. Jumping to a page hides the window and
leaves a bar that brings it back.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from pepdesk.app.agenda import agenda
from pepdesk.form.model import Audience
from pepdesk.record.answers import text_of, value_of
from pepdesk.ui.editors import make_editor
from pepdesk.ui.editors.editor import Editor, Question, Stored
from pepdesk.ui.meeting.meeting_notes import Notes
from pepdesk.ui.meeting.meeting_parts import FINE, NEXT_DATE, actions, next_date_words, still_open, time_words, written
from pepdesk.ui.parts.bars import Bar
from pepdesk.ui.parts.filters import QuietCombo
from pepdesk.ui.parts.jump import Jump
from pepdesk.ui.parts.labels import button, primary
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import BarText, GroupTitle, Hint, PlainLabel, StrongText
from pepdesk.ui.parts.theme import theme
from pepdesk.ui.parts.ticks import Tick
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.agenda import Step
    from pepdesk.form.address import Address
    from pepdesk.ui.plan.plan_view import PlanView

_LOOKERS = (
    (tr("Only people who may see everything"), Audience.FULL),
    (tr("Shared: the child sees it"), Audience.CHILD),
    (tr("Shared: the carer sees it"), Audience.CARER),
)
_END = tr("What was noted, and what is still open")
_TICK_MS = 15_000
_WIDE = 96
"""Average letters from which on there are two columns."""
_MOST = 6
"""Open questions named for one owner; of the rest, how many."""


class MeetingWindow(Sheet):
    """The meeting over the plan of ``view``. ``voice_wanted()`` – the child's full screen is asked for.

    Raises ``FormProblem`` when the agenda cannot be read.
    """

    voice_wanted = Signal()

    def __init__(self, view: PlanView, parent: QWidget) -> None:
        self._steps = agenda(view.session.form)
        super().__init__(tr("The meeting"), view, letters=110, tall=True)
        self._view, self._session = view, view.session
        self._at = 0
        self._spent = [0.0] * (len(self._steps) + 1)
        self._since = time.monotonic()
        self._ask, self._inside = QWidget(), QWidget()
        self._date: Editor | None = None
        self._date_said: DateText | None = None
        self.step_box, self.who_box = QuietCombo(), QuietCombo()
        self._clock, self._show_time = Hint(""), Tick(tr("Show the ti&me"))
        self.notes = Notes(self._session)
        self._page = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._asked = QVBoxLayout()
        self._back, self._next = button(tr("&Back"), self.go_back), primary(tr("&Next"), self.go_on)
        self._jump = button(tr("&Go to this page"), self._go_to_page)
        self._voice = button(tr("My &voice, full screen…"), self.voice_wanted.emit)
        self.bar = Bar(tr("Back to the &meeting"), view)
        self._fill()
        self._lay_out()
        self._connect()
        self._show_step()

    # Going about --------------------------------------------------------------------------------------------------

    @property
    def step(self) -> Step | None:
        """The step on show; None for the last page, which sums up."""
        return self._steps[self._at] if self._at < len(self._steps) else None

    def go_on(self) -> None:
        """The next step; from the last page, away."""
        if self.step is None:
            self.close()
        else:
            self.step_box.setCurrentIndex(self._at + 1)

    def go_back(self) -> None:
        """The step before."""
        self.step_box.setCurrentIndex(max(self._at - 1, 0))

    def come_back(self) -> None:
        """Show the window again, with the answers as they are now."""
        self.bar.hide()
        self._since = time.monotonic() if self.isHidden() else self._since
        self.show()
        self.raise_()
        self.activateWindow()
        self._show_step()

    def reject(self) -> None:
        """Esc: away, all kept."""
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """What was being typed is kept; who sees the plan stays as it was set."""
        self._finish_typing()
        self.bar.hide()
        self.bar.deleteLater()
        event.accept()  # Qt's own would call ``reject``, which closes

    # Internal -----------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        for number, step in enumerate(self._steps, 1):
            self.step_box.addItem(f"{number}. {step.title}")
        self.step_box.addItem(f"{len(self._steps) + 1}. {_END}")
        for words, audience in _LOOKERS:
            self.who_box.addItem(words, audience.value)
        self._show_who()
        self._show_time.setChecked(True)

    def _lay_out(self) -> None:
        chosen = QGridLayout()
        for row, (words, box) in enumerate(
            ((tr("Who s&ees this screen?"), self.who_box), (tr("&Step"), self.step_box))  # first of all, who looks on
        ):
            label = QLabel(words)
            label.setBuddy(box)
            box.setAccessibleName(words.replace("&", ""))
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(12)
            chosen.addWidget(label, row, 0)
            chosen.addWidget(box, row, 1)
        chosen.setColumnStretch(1, 1)
        self.body.addLayout(chosen)
        time_row = QHBoxLayout()
        time_row.addWidget(self._clock, 1)
        time_row.addWidget(self._show_time)
        self.body.addLayout(time_row)
        left = QVBoxLayout()
        left.addLayout(self._asked)
        left.addStretch(1)
        self._page.addLayout(left, 1)
        self._page.setSpacing(32)
        self.body.addLayout(self._page)
        self.body.addStretch(1)
        self.put_below(self.notes)
        for one in (self._back, self._jump, self._voice):
            self.foot.addWidget(one)
        self.foot.addStretch(1)
        self.foot.addWidget(self._next)
        if (layout := self._view.layout()) is not None and isinstance(layout, QVBoxLayout):
            layout.insertWidget(1, self.bar)

    def _connect(self) -> None:
        self.step_box.currentIndexChanged.connect(self._chosen)
        self.who_box.currentIndexChanged.connect(self._share)
        self._show_time.toggled.connect(self._clock.setVisible)
        self._view.presence.changed.connect(self._shared)
        self._session.assessed.connect(self._assessed)
        self.bar.pressed.connect(self.come_back)
        for keys, slot in (("Alt+Right", self.go_on), ("Alt+Left", self.go_back)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        timer = QTimer(self, interval=_TICK_MS)
        timer.timeout.connect(self._tell_time)
        timer.start()

    def _chosen(self, index: int) -> None:
        self._finish_typing()
        self._count()
        self._at = index
        self._show_step()
        announce(self, self.step_box.currentText())

    def _finish_typing(self) -> None:
        if (focus := self.focusWidget()) is not None and self.isAncestorOf(focus):
            focus.clearFocus()  # an input method hands over the word it has in hand
        self.notes.finish()
        self._session.end_burst()

    def _show_step(self) -> None:
        """Build what is asked and what is written anew for the step at hand."""
        self._date = self._date_said = None
        for old in (self._ask, self._inside):
            old.hide()
            old.deleteLater()
        self._ask, asked = _column()
        self._inside, column = _column()
        step = self.step
        if step is None:
            self._add_open(asked)
            self._add_end(column)
        else:
            self.notes.show_step(step.title)
            self._add_step(asked, column, step)
        column.addStretch(1)
        self._asked.addWidget(self._ask)
        self._page.addWidget(self._inside, 1, Qt.AlignmentFlag.AlignTop)
        self.title.say(tr("The meeting: {step}", step=step.title) if step else tr("The meeting: the end"))
        self._back.setEnabled(self._at > 0)
        self._next.setText(tr("&Next") if step else tr("&Finish"))
        self._jump.setEnabled(step is not None and step.go_to.tab in self._session.on_screen.tabs)
        self._voice.setVisible(step is not None and step.id == "voice")
        self._tell_time()
        self.show_part(self.title)

    def _add_step(self, asked: QVBoxLayout, column: QVBoxLayout, step: Step) -> None:
        asked.addWidget(GroupTitle(tr("Ask")))
        for prompt in step.prompts:
            asked.addWidget(PlainLabel(f"{prompt.ask}: {prompt.say}"))
        column.addWidget(GroupTitle(tr("Already written")))
        found = written(self._session, step)
        for one in found:
            column.addWidget(StrongText(one.question))
            column.addWidget(PlainLabel(one.words))
        if not found:
            column.addWidget(Hint(tr("Nothing yet.")))
        if NEXT_DATE in step.questions and NEXT_DATE in self._session.on_screen.shown:
            self._add_date(asked)

    def _add_date(self, column: QVBoxLayout) -> None:
        field = self._session.form.field(NEXT_DATE.tab, NEXT_DATE.field)
        self._date = editor = make_editor(Question(field, self._session.form, self._ask, False, {}))
        label = StrongText("")
        label.stand_by(editor.focus_target(), tr("Set the next date here"))
        self._date_said = DateText("")
        editor.name(tr("Set the next date here"), "meeting next_date")
        editor.show_value(text_of(self._session.answer(NEXT_DATE)))
        editor.freeze(self._session.is_frozen)
        editor.fit()
        editor.edited.connect(self._date_typed)
        for widget in (label, editor, self._date_said):
            column.addWidget(widget)
        self._say_of_date()

    def _date_typed(self, value: Stored) -> None:
        if isinstance(value, str):
            self._session.set_answer(NEXT_DATE, value_of(value), tr("Next date at the meeting"))

    def _say_of_date(self) -> None:
        if self._date is not None and self._date_said is not None:
            words = next_date_words(self._session)
            self._date_said.fine = words == FINE
            self._date_said.say(words)
            self._date_said.setVisible(bool(words))
            self._date.describe(words)

    def _add_end(self, column: QVBoxLayout) -> None:
        for title, lines, none in (
            (tr("Noted in this meeting"), self.notes.noted, tr("No notes.")),
            (tr("Actions in this plan"), list(actions(self._session)), tr("No actions.")),
        ):
            column.addWidget(GroupTitle(title))
            for line in lines or [none]:
                column.addWidget(PlainLabel(line))

    def _add_open(self, column: QVBoxLayout) -> None:
        column.addWidget(GroupTitle(tr("Still to answer before signing")))
        found = still_open(self._session)
        if not found:
            column.addWidget(Hint(tr("Nothing is missing.")))
        for one in found:
            column.addWidget(StrongText(f"{one.owner}: {len(one.questions)}"))
            for words, address in one.questions[:_MOST]:
                link = Jump(words, address, self._ask)
                link.wanted.connect(self._go_to)
                column.addWidget(link)
            if len(one.questions) > _MOST:
                column.addWidget(Hint(tr("and {count} more", count=len(one.questions) - _MOST)))

    def _assessed(self, _what: object) -> None:
        if self._date is not None:
            self._date.show_value(text_of(self._session.answer(NEXT_DATE)))
        self._say_of_date()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is written stands beside what is asked where there is room for both."""
        super().resizeEvent(event)
        wide = self.width() >= self.fontMetrics().averageCharWidth() * _WIDE
        direction = QBoxLayout.Direction
        self._page.setDirection(direction.LeftToRight if wide else direction.TopToBottom)

    def _go_to_page(self) -> None:
        if (step := self.step) is not None:
            shown = self._session.on_screen.shown
            rows = (one for one in shown if (one.tab, one.field) == (step.go_to.tab, step.go_to.field))
            self._go_to(min(rows, key=lambda one: one.rows, default=step.go_to))

    def _go_to(self, address: Address) -> None:
        """Make room for a page of the plan; the bar brings the meeting back."""
        self._finish_typing()
        self.hide()
        self.bar.say(tr("The meeting goes on: {step}", step=self.step_box.currentText()))
        self._view.window().activateWindow()
        self._view.go_to(address)

    def _share(self, index: int) -> None:
        wanted = Audience(self.who_box.itemData(index))
        if wanted is self._session.present:
            return
        if wanted is Audience.FULL:
            self._view.presence.end()
            return
        for action in self._view.presence.actions:
            if action.data() == wanted.value:
                action.trigger()

    def _shared(self, _on: bool) -> None:
        self._show_who()
        self._finish_typing()
        self._show_step()

    def _show_who(self) -> None:
        at = next(at for at, (_, one) in enumerate(_LOOKERS) if one is self._session.present)
        self.who_box.setCurrentIndex(at)

    def _count(self) -> None:
        now = time.monotonic()
        if not self.isHidden():
            self._spent[self._at] += now - self._since
        self._since = now

    def _tell_time(self) -> None:
        self._count()
        if (step := self.step) is not None:
            whole = sum(one.minutes for one in self._steps)
            self._clock.say(time_words(self._spent[self._at], sum(self._spent), step.minutes, whole))
        else:
            self._clock.say(tr("{spent} minutes in all.", spent=int(sum(self._spent) // 60)))


class DateText(BarText):
    """What is to be said of the next date; green while nothing speaks against it."""

    fine = False

    def bar(self) -> str:
        """Green or amber."""
        return theme().tokens.good if self.fine else theme().tokens.should


def _column() -> tuple[QWidget, QVBoxLayout]:
    """An empty part of the window, to be filled from top to bottom."""
    part = QWidget()
    part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    return part, column

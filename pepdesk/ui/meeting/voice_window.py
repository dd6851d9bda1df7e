"""“My voice, full screen”: one question at a time for the child, in large letters, with nothing the adults wrote.

Every answer is in the plan the moment it is given, in the child's own words; Esc goes back and asks nothing.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from pepdesk.app.voice import ReadAloud
from pepdesk.export.blocks import Face
from pepdesk.form.address import Address
from pepdesk.form.model import FieldType
from pepdesk.record.answers import Attached, Value, Whose, whose_words
from pepdesk.ui.meeting.voice_answers import AnswerBox, answer_box
from pepdesk.ui.meeting.voice_look import HINT, QUESTION, SMALL, BigButton, BigLabel, Dots, FacePicture
from pepdesk.ui.meeting.voice_questions import EARLY, METHOD, VOICE, heading, hint, questions, read_out
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.scrolling import ScrollPage
from pepdesk.ui.parts.theme import theme
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.session import Session
    from pepdesk.form.model import Field
    from pepdesk.record.answers import Answer

_EDGE = 36
_WELCOME = (
    tr("Hello! This part is yours."),
    tr(
        "There is one question at a time. You can skip any of them. You can stop when you like: "
        "what you said is kept.\n\n"
        "Your teacher and your social worker will read it. It helps them to plan school with you."
    ),
)
_WELCOME_EARLY = (
    tr("Hello! This part is about me."),
    tr(
        "A grown-up fills this in with a small child, or for one. Play, point and talk first. Then say it as the child "
        "would say it.\n\nYou can skip any question. You can stop at any time: what you put in is kept."
    ),
)
_THANKS = (
    tr("All done. Thank you!"),
    tr(
        "Your words are kept just as you said them. The adults cannot change them. They can only add a note.\n\n"
        "Do you want to change something? Go back, or come here again another day."
    ),
)
_TOLD = tr("An adult is writing now. Tell them what to write, in your own words.")
_ADULT, _MYSELF = tr("&Ask an adult to write it for me"), tr("I will do it &myself")


class VoiceWindow(QDialog):
    """The full screen. ``reads`` is the voice that reads aloud (None makes one)."""

    def __init__(self, session: Session, parent: QWidget | None = None, *, reads: ReadAloud | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setWindowTitle(tr("PepDesk – my voice"))
        self._session = session
        self._questions = questions(session)
        self._at = -1
        self._box: AnswerBox | None = None
        self._told: set[str] = set()
        self._ways: set[str] = set()
        self._reads = reads or ReadAloud(self)
        self._progress, self._dots = BigLabel(SMALL), Dots()
        self._heading, self._title = BigLabel(SMALL), BigLabel(QUESTION, bold=True)
        self._hint, self._band = BigLabel(HINT), BigLabel(HINT, bold=True)
        self._face = FacePicture(Face.GRIN)
        self._read = BigButton(tr("&Read it to me"), points=SMALL)
        self._stop = BigButton(tr("Stop &for now"), points=SMALL)
        self._help = BigButton(_ADULT, points=SMALL)
        self._back, self._skip, self._next = (
            BigButton(tr("&Back")),
            BigButton(tr("&Skip")),
            BigButton(tr("&Next"), main=True),
        )
        self._lay_out()
        self._connect()
        self._show_page()

    # What is shown ------------------------------------------------------------------------------------------------

    @property
    def question(self) -> Field | None:
        """The question on show; None on the first and the last page."""
        return self._questions[self._at] if 0 <= self._at < len(self._questions) else None

    @property
    def box(self) -> AnswerBox | None:
        """Where it is answered."""
        return self._box

    def show_large(self) -> None:
        """Come up over the whole screen."""
        self.setGeometry(self.screen().geometry())
        self.showFullScreen()
        self._begin()

    def go_on(self) -> None:
        """The next question; after the last, thanks; then back to the plan."""
        if self._at >= len(self._questions):
            self.close()
        else:
            self._step(1)

    def go_back(self) -> None:
        """The question before."""
        self._step(-1)

    # Keys and going -----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Esc goes back to the plan, a digit presses that key."""
        digit = event.text() if event.text() in tuple("123456789") else ""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus = self.focusWidget()
            if isinstance(focus, BigButton) and not focus.isCheckable():
                focus.click()
            else:
                self.go_on()
        elif not (digit and self._box is not None and self._box.choose_number(int(digit))):
            super().keyPressEvent(event)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Ctrl+Enter goes on from a box, where Enter alone begins a new line."""
        if (
            event.type() is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.go_on()
            return True
        return False

    def reject(self) -> None:
        """Go back to the plan, all kept."""
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Hand over the last word, the last line; say nothing."""
        self._hand_over()
        self._reads.close()
        self._note_ways()
        self._session.end_burst()
        event.accept()

    # Internal -----------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        top, foot, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        for widget in (self._progress, self._dots, self._read, self._stop):
            top.addWidget(widget, int(widget is self._dots))
        top.setSpacing(18)
        self._progress.setWordWrap(False)
        inside = QWidget()
        self._page = QVBoxLayout(inside)
        self._page.setContentsMargins(4, 4, 16, 4)
        self._page.setSpacing(16)
        for part in (self._face, self._heading, self._title, self._hint, self._band):
            self._page.addWidget(part)
        self._place = QVBoxLayout()
        self._page.addLayout(self._place, 1)
        self._page.addWidget(self._help, 0, Qt.AlignmentFlag.AlignLeft)
        self._page.addStretch(0)
        area = ScrollPage()
        area.setWidget(inside)
        self._area = area
        for widget in (self._back, self._skip, self._next):
            if widget is self._next:
                foot.addStretch(1)
            foot.addWidget(widget)
        foot.setSpacing(18)
        column.setContentsMargins(_EDGE, 20, _EDGE, 24)
        column.setSpacing(18)
        column.addLayout(top)
        column.addWidget(area, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self._read.setVisible(self._reads.is_there)
        self._read.clicked.connect(self._read_aloud)
        self._stop.clicked.connect(self.close)
        self._help.clicked.connect(self._ask_adult)
        self._back.clicked.connect(self.go_back)
        self._skip.clicked.connect(self.go_on)
        self._next.clicked.connect(self.go_on)
        theme().changed.connect(self._fit)

    def _step(self, step: int) -> None:
        self._hand_over()
        here = self.question
        self._questions = questions(self._session)  # an answer may bring others up
        if here is not None:
            self._at = next((at for at, one in enumerate(self._questions) if one.id == here.id), self._at)
        self._at = min(max(self._at + step, -1), len(self._questions))
        self._show_page()
        self._begin()

    def _hand_over(self) -> None:
        self._reads.stop()
        if self._box is not None:
            self._box.finish()
        self._session.end_burst()

    def _show_page(self) -> None:
        if self._box is not None:
            self._place.removeWidget(self._box)
            self._box.hide()
            self._box.deleteLater()
            self._box = None
        field, last = self.question, self._at >= len(self._questions)
        first = self._at < 0
        for widget, shown in (
            (self._back, not first), (self._skip, field is not None), (self._help, field is not None),
            (self._progress, field is not None), (self._face, field is None), (self._stop, not last),
        ):  # fmt: skip
            widget.setVisible(shown)
        self._next.setText(tr("&Finish") if last else tr("&Start") if first else tr("&Next"))
        if field is None:
            early = self._session.form.id == EARLY
            self._show_words(*((_WELCOME_EARLY if early else _WELCOME) if first else _THANKS))
        else:
            self._show_question(field)
        self._area.verticalScrollBar().setValue(0)

    def _show_words(self, title: str, words: str) -> None:
        self._heading.hide()
        self._band.hide()
        self._dots.show_at(0, 0)
        self._title.say(title)
        self._hint.say(words)
        self._hint.show()

    def _show_question(self, field: Field) -> None:
        number, of = self._at + 1, len(self._questions)
        self._progress.say(tr("Question {number} of {of}", number=number, of=of))
        self._dots.show_at(number, of)
        self._heading.say(heading(self._session, field))
        self._heading.setVisible(bool(self._heading.text()))
        self._title.say(field.label)
        self._hint.say(hint(self._session, field))
        self._hint.setVisible(bool(self._hint.text()))
        self._box = box = answer_box(self._session, field)
        box.show_answer(self._session.answer(Address(VOICE, field.id)))
        box.answered.connect(self._answered)
        for paper in box.findChildren(QPlainTextEdit):
            paper.installEventFilter(self)
        self._place.addWidget(box, 1)
        if whose_words(self._session.answer(Address(VOICE, field.id))) == "told":
            self._told.add(field.id)  # as it was left
        self._show_adult()
        self._put_in_order(box)

    def _put_in_order(self, box: AnswerBox) -> None:
        """Tab: the answer, on, past it, back, help, reading, stopping."""
        inside = [one for one in box.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
        stops = [*inside, self._help, self._next, self._skip, self._back, self._read, self._stop]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _begin(self) -> None:
        """The focus goes to the answer, and a screen reader says the question."""
        if self._box is not None:
            self._box.begin()
        else:
            self._next.setFocus()
        announce(self, "\n".join(one.text() for one in (self._progress, self._title, self._hint) if not one.isHidden()))

    def _answered(self, answer: Answer | None) -> None:
        field = self.question
        if field is None:
            return
        early = self._session.form.id == EARLY
        told = field.id in self._told or early
        whose: Whose = "told" if told else "own"
        if self._session.set_own_answer(
            Address(VOICE, field.id), answer, tr("My voice: {label}", label=field.label), whose
        ):
            drew = isinstance(answer, Attached)
            self._ways.add("drew" if drew else "observed" if early else "talked" if told else "wrote")
        if self._box is not None:
            self._box.show_answer(self._session.answer(Address(VOICE, field.id)))

    def _ask_adult(self) -> None:
        field = self.question
        if field is None:
            return
        self._told ^= {field.id}
        self._show_adult()
        if self._box is not None:
            self._box.begin()
        announce(self, self._band.text() or tr("You are writing yourself."), urgent=True)

    def _show_adult(self) -> None:
        field = self.question
        told = field is not None and field.id in self._told and self._session.form.id != EARLY
        self._band.say(_TOLD if told else "")
        self._band.setVisible(told)
        self._help.setText(_MYSELF if told else _ADULT)
        drawn = field is not None and field.type is FieldType.ATTACHMENT
        self._help.setVisible(field is not None and not drawn and self._session.form.id != EARLY)

    def _note_ways(self) -> None:
        """Tell the adult who helps how these answers were given, unless they said so themselves."""
        before = self._session.answer(METHOD)
        known = before.value if isinstance(before, Value) and isinstance(before.value, tuple) else ()
        if self._session.is_frozen or (before is not None and not known):
            return
        offered = [one.value for one in self._session.form.choices["voice_methods"].options]
        if ways := tuple(one for one in offered if one in self._ways | set(known)):
            self._session.set_answer(METHOD, Value(ways), tr("How the child’s views were gathered"))

    def _read_aloud(self) -> None:
        if (field := self.question) is not None:
            self._reads.say(read_out(self._session, field))
        else:
            self._reads.say(f"{self._title.text()} {self._hint.text()}")

    def _fit(self) -> None:
        for widget in self.findChildren(QWidget):
            if isinstance(widget, BigLabel | BigButton | AnswerBox | FacePicture):
                widget.fit()

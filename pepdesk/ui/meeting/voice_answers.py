"""How a child answers one question on the full screen: keys to press, a box to write in, a sheet to draw on.

Each says ``answered(Answer | None)``; none keeps an answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from pepdesk.form.model import FieldType
from pepdesk.problem import PepDeskProblem
from pepdesk.record.answers import Attached, Attachment, NotKnown, Value, text_of, value_of
from pepdesk.record.values import clean_text
from pepdesk.ui.meeting.drawing_pad import COLOURS, DrawingPad
from pepdesk.ui.meeting.voice_look import SMALL, WORDS, BigButton, BigLabel, FaceButton, sized
from pepdesk.ui.meeting.voice_questions import EARLY, NOT_SURE, Choice, choices
from pepdesk.ui.parts.focus_ring import FocusRing
from pepdesk.ui.parts.texts import as_tip
from pepdesk.ui.parts.theme import theme
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.attachments import Attachments
    from pepdesk.app.session import Session
    from pepdesk.form.model import Field
    from pepdesk.record.answers import Answer

DRAWING = "My drawing.png"
"""What a picture drawn here is called."""
_KEEP_MS = 1500
_NOT_KEPT = tr("Your drawing is still here, but the computer could not keep it yet. Please tell an adult.")


class AnswerBox(QWidget):
    """Base of the ways to answer. ``answered(Answer | None)``."""

    answered = Signal(object)

    def show_answer(self, answer: Answer | None) -> None:
        """Show what the answer is now."""
        raise NotImplementedError

    def begin(self) -> None:
        """Take the focus."""
        raise NotImplementedError

    def finish(self) -> None:
        """Hand over what is not handed over yet: the page goes."""

    def choose_number(self, _number: int) -> bool:
        """Choose the key with that number, from 1; False where there is none."""
        return False

    def fit(self) -> None:
        """Follow the zoom."""


class Keys(AnswerBox):
    """A few answers to press; pressed again, one is taken back. ``several``: more than one may be chosen."""

    def __init__(self, session: Session, field: Field, offered: tuple[Choice, ...]) -> None:
        super().__init__()
        self._several = field.type is FieldType.CHOICES
        whose = "child" if session.form.id != "post_16" else "young person"
        self._unsure = NotKnown(f"The {whose}")
        self._buttons: dict[str, BigButton] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(6, 6, 6, 6)
        self._grid.setSpacing(18)
        for one in offered:
            button = FaceButton(one.words, one.face) if one.face else BigButton(one.words.replace("&", "&&"))
            button.setCheckable(True)
            button.setAccessibleName(one.words)
            button.setAccessibleIdentifier(f"{field.tab}.{field.id}={one.value}")
            button.clicked.connect(self._pressed)
            self._buttons[one.value] = button
        faces: list[BigButton] = [button for button in self._buttons.values() if isinstance(button, FaceButton)]
        self._main = faces or [*self._buttons.values()]
        self._across = 0
        self._place(max(len(faces), 2))

    def show_answer(self, answer: Answer | None) -> None:
        """Press the keys of the answer."""
        value = answer.value if isinstance(answer, Value) else NOT_SURE if isinstance(answer, NotKnown) else ""
        chosen = value if isinstance(value, tuple) else (value,)
        for one, button in self._buttons.items():
            button.setChecked(one in chosen)

    def begin(self) -> None:
        """The chosen key, else the first."""
        buttons = [*self._buttons.values()]
        next((one for one in buttons if one.isChecked()), buttons[0]).setFocus()

    def choose_number(self, number: int) -> bool:
        """Press the key with that number."""
        if not 1 <= number <= len(self._buttons):
            return False
        button = [*self._buttons.values()][number - 1]
        button.setFocus()
        button.click()
        return True

    def fit(self) -> None:
        """Follow the zoom, and stand in as many columns as there is room for."""
        for button in self._buttons.values():
            button.fit()
        self._across = 0
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as there is room for."""
        self._arrange()

    def _arrange(self) -> None:
        main = self._main
        widest = max(button.sizeHint().width() for button in main)
        across = max((self.width() + 6) // (widest + 18), 1)
        rows = -(-len(main) // min(across, len(main)))
        self._place(-(-len(main) // rows))

    def _place(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        main = self._main
        for number, button in enumerate(main):
            self._grid.addWidget(button, number // across, number % across)
        rows = -(-len(main) // across)
        for number, button in enumerate(one for one in self._buttons.values() if one not in main):
            self._grid.addWidget(button, rows + number, 0, 1, across)  # no face: under them, all across
        self.updateGeometry()

    def _pressed(self) -> None:
        pressed = self.sender()
        for button in self._buttons.values():
            if not self._several and button is not pressed:
                button.setChecked(False)
        chosen = tuple(value for value, button in self._buttons.items() if button.isChecked())
        if chosen == (NOT_SURE,):
            self.answered.emit(self._unsure)
        else:
            self.answered.emit(value_of(chosen if self._several else "".join(chosen)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right, up and down go from key to key."""
        buttons = [*self._buttons.values()]
        at = self.window().focusWidget()
        here = next((place for place, one in enumerate(buttons) if one is at), None)
        step = {
            Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: self._across, Qt.Key.Key_Up: -self._across,
        }.get(Qt.Key(event.key()))  # fmt: skip
        if step is None or here is None:
            super().keyPressEvent(event)
        elif 0 <= here + step < len(buttons):
            buttons[here + step].setFocus()


class Box(AnswerBox):
    """A box to write in. Tab leaves it."""

    def __init__(self, name: str, identifier: str, *, lines: int = 4) -> None:
        super().__init__()
        FocusRing(self)  # keys paint their own
        self._lines = lines
        self._text = _Paper()
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(name)
        self._text.setAccessibleIdentifier(identifier)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self._text)
        self._text.typed.connect(self._say)
        self.fit()

    @property
    def words(self) -> str:
        """What stands in it."""
        return clean_text(self._text.toPlainText())

    def show_words(self, words: str) -> None:
        """Put words in, unless they stand there already."""
        if words != self.words:
            self._text.blockSignals(True)
            self._text.setPlainText(words)
            self._text.blockSignals(False)

    def show_answer(self, answer: Answer | None) -> None:
        """Put the text of the answer in."""
        self.show_words(text_of(answer))

    def begin(self) -> None:
        """The caret goes behind the last word."""
        self._text.setFocus()
        self._text.moveCursor(self._text.textCursor().MoveOperation.End)

    def finish(self) -> None:
        """A word that an input method still has in hand counts too."""
        self._text.clearFocus()
        self._text.keep_word_in_hand()

    def fit(self) -> None:
        """Follow the zoom; at least so many lines high."""
        sized(self._text, WORDS)
        self._text.document().setDocumentMargin(10)
        high = self._text.fontMetrics().height() * self._lines + 26
        self._text.setMinimumHeight(high)
        if self._lines == 1:
            self._text.setMaximumHeight(high)

    def _say(self) -> None:
        self.answered.emit(value_of(self.words))


class _Paper(QPlainTextEdit):
    """The text itself. ``typed()``; what an input method is still putting together is remembered."""

    typed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._in_hand = ""
        self.textChanged.connect(self.typed)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Note the word in hand."""
        self._in_hand = event.preeditString()
        super().inputMethodEvent(event)

    def keep_word_in_hand(self) -> None:
        """Write the word in hand down, if nobody did yet."""
        words, self._in_hand = self._in_hand, ""
        if words:
            self.insertPlainText(words)


class Drawing(AnswerBox):
    """A sheet to draw on, and a box to say what it shows. Pictures somebody added before stay as they are."""

    def __init__(self, field: Field, attachments: Attachments | None) -> None:
        super().__init__()
        self._attachments = attachments
        self._files: tuple[Attachment, ...] = ()
        self._own: Attachment | None = None
        self._started = False
        self._soon = QTimer(self, singleShot=True, interval=_KEEP_MS)
        self._soon.timeout.connect(self._keep)
        self.pad = DrawingPad()
        self.pad.drawn.connect(self._soon.start)
        self.pad.drawn.connect(self._offer_words)
        self._trouble = BigLabel(SMALL)
        self._trouble.hide()
        self._pens = [self._pen(name, colour) for name, colour in COLOURS]
        self._back = BigButton(tr("Take a line back"), points=SMALL)
        self._wipe = BigButton(tr("Start again"), points=SMALL)
        self._label = BigLabel(SMALL)
        self._label.say(tr("What is it? (You can leave this empty.)"))
        self._says = Box(tr("What does your drawing show?"), f"{field.tab}.{field.id} says", lines=1)
        self._lay_out()
        self._back.clicked.connect(self.pad.take_back)
        self._wipe.clicked.connect(self.pad.wipe)
        self._says.answered.connect(self._said)
        self._pens[0].setChecked(True)

    def show_answer(self, answer: Answer | None) -> None:
        """Show the drawing that is there; once drawing began, the sheet is left alone."""
        self._files = answer.files if isinstance(answer, Attached) else ()
        self._own = next((one for one in self._files if one.name == DRAWING), None)
        if not self._started:
            self._started = True
            held = self._attachments.picture(self._own.sha256) if self._own and self._attachments else None
            self.pad.start_from(held or b"")
            self._says.show_words(self._own.says if self._own else "")
        self._offer_words()

    def begin(self) -> None:
        """The words for a drawing that is there, else the first pen."""
        if self._says.isHidden():
            self._pens[0].setFocus()
        else:
            self._says.begin()

    def finish(self) -> None:
        """Keep what was drawn since."""
        if self.pad.finish() or self._soon.isActive():
            self._keep()
        self._says.finish()

    def fit(self) -> None:
        """Follow the zoom."""
        for one in (*self._pens, self._back, self._wipe):
            one.fit()
        self._trouble.fit()
        self._label.fit()
        self._says.fit()

    def _lay_out(self) -> None:
        pens, column = QGridLayout(), QVBoxLayout(self)
        for number, pen in enumerate(self._pens):
            pens.addWidget(pen, number // 4, number % 4)
        side = QVBoxLayout()
        side.addLayout(pens)
        side.addWidget(self._back)
        side.addWidget(self._wipe)
        side.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(18)
        top.addWidget(self.pad, 1)
        top.addLayout(side)
        top.addStretch()
        column.setContentsMargins(6, 6, 6, 6)
        column.addLayout(top, 1)
        for widget in (self._trouble, self._label, self._says):
            column.addWidget(widget)

    def _pen(self, name: str, colour: str) -> BigButton:
        button = PenButton(name, colour)
        button.clicked.connect(self._take_pen)
        return button

    def _take_pen(self) -> None:
        pressed = self.sender()
        for button in self._pens:
            button.setChecked(button is pressed)
            if isinstance(button, PenButton) and button is pressed:
                self.pad.colour = button.colour

    def _said(self, _answer: object) -> None:
        if not self.pad.is_empty:
            self._keep()

    def _offer_words(self) -> None:
        """There is room for words once there is a drawing to keep them with."""
        for widget in (self._label, self._says):
            widget.setHidden(self.pad.is_empty)

    def _keep(self) -> None:
        """Put the drawing where the plan's pictures are, and answer with it."""
        self._soon.stop()
        picture = self.pad.picture()
        others = tuple(one for one in self._files if one.name != DRAWING)
        if not picture:
            self.answered.emit(Attached(others) if others else None)
            return
        if self._attachments is None:
            return
        try:
            digest = self._attachments.store(picture)
        except PepDeskProblem:
            self._trouble.say(_NOT_KEPT)
            self._trouble.show()
            self._soon.start()
            return
        self._trouble.hide()
        self._own = Attachment(digest, "image/png", DRAWING, len(picture), self._says.words.strip())
        self.answered.emit(Attached((*others, self._own)))


class PenButton(BigButton):
    """A pen of one colour."""

    def __init__(self, name: str, colour: str) -> None:
        self.colour = colour
        super().__init__("", points=SMALL)
        self.setCheckable(True)
        self.setAccessibleName(tr("{colour} pen", colour=name))
        self.setToolTip(as_tip(name))

    def sizeHint(self) -> QSize:
        """A square to hit with a finger."""
        side = self.fontMetrics().height() * 2
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The key, then a blot of the colour."""
        painter = QPainter(self)
        self.paint_key(painter, filled=self.isChecked())
        painter.setPen(QPen(QColor(theme().tokens.border), 1))
        painter.setBrush(QColor(self.colour))
        radius = self.fontMetrics().height() * 0.55
        painter.drawEllipse(QRectF(self.rect()).center(), radius, radius)


def answer_box(session: Session, field: Field) -> AnswerBox:
    """The way to answer a question."""
    if field.type is FieldType.ATTACHMENT:
        return Drawing(field, session.attachments)
    if offered := choices(session, field):
        return Keys(session, field, offered)
    lines = 2 if field.type is FieldType.LINE and session.form.id != EARLY else 4
    return Box(field.label, f"{field.tab}.{field.id}", lines=lines)

"""Why there is no answer: "not applicable, because…" or "not known yet, who will find out", typed in place."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pepdesk.record.answers import NotApplicable, NotKnown
from pepdesk.record.values import clean_text
from pepdesk.ui.editors.typed_line import TypedLine
from pepdesk.ui.parts.filters import HandOn
from pepdesk.ui.parts.labels import VerbButton
from pepdesk.ui.parts.texts import StrongText
from pepdesk.ui.parts.theme import TARGET
from pepdesk.words import tr

_WORDS = {
    NotApplicable: (tr("Not applicable, because"), tr("Why not?")),
    NotKnown: (tr("Not known yet"), tr("Who will find out?")),
}

_SHORT = {NotApplicable: tr("N/A"), NotKnown: tr("Ask")}
"""The same where there is little room."""


class AbsenceEditor(QWidget):
    """Stands in the place of an editor. ``edited(NotApplicable | NotKnown)``; ``answer_wanted()``."""

    edited = Signal(object)
    answer_wanted = Signal()

    def __init__(self, parent: QWidget, *, compact: bool) -> None:
        super().__init__(parent)
        self._compact = compact
        self._kind: type[NotApplicable | NotKnown] = NotApplicable
        self._label = StrongText("", self, wrap=False)
        self._line = TypedLine(self)
        self._back = VerbButton("✕" if compact else tr("Answer instead"), self)
        self._back.setFlat(True)
        self._back.setToolTip(tr("Go back to an answer"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4 if compact else 8)
        layout.addWidget(self._label)
        layout.addWidget(self._line, 1)
        layout.addWidget(self._back)
        HandOn(self, self._line)
        self._line.typed.connect(self._typed)
        self._back.clicked.connect(self._go_back)

    def show_answer(self, answer: NotApplicable | NotKnown, question: str, identifier: str) -> None:
        """Show ``answer`` to ``question``."""
        self._kind = type(answer)
        words, asks = _WORDS[self._kind]
        self._label.stand_by(self._line, _SHORT[self._kind] if self._compact else words)
        self._line.setPlaceholderText(asks)
        self._line.setAccessibleName(f"{words}: {question}")
        self._line.setAccessibleIdentifier(f"{identifier} absent")
        self._back.setAccessibleName(tr("Answer instead: {question}", question=question))
        text = answer.reason if isinstance(answer, NotApplicable) else answer.who
        if clean_text(self._line.text()) != text:
            self._line.show_text(text)

    def describe(self, description: str) -> None:
        """What a screen reader adds."""
        self._line.setAccessibleDescription(description)

    def first_wrong(self) -> None:
        """Put the focus on the reason."""
        self._line.setFocus()

    def freeze(self, frozen: bool) -> None:
        """Make it read-only."""
        self._line.setReadOnly(frozen)
        self._back.setVisible(not frozen)

    def fit(self) -> None:
        """Fit the height to the font."""
        self._line.fit()
        self._back.setMinimumHeight(TARGET)
        if self._compact:
            self._back.setFixedWidth(max(TARGET, self._back.fontMetrics().height() + 8))
            self._line.setMinimumWidth(8 * self._line.fontMetrics().averageCharWidth())

    def _typed(self, text: str) -> None:
        self.edited.emit(self._kind(clean_text(text)))

    def _go_back(self) -> None:
        self.answer_wanted.emit()

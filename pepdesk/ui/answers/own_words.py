"""An answer that is in the child's own words: nobody else changes it, and a line under it says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pepdesk.record.answers import Whose, whose_words
from pepdesk.ui.parts.texts import Hint
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.record.answers import Answer
    from pepdesk.ui.answers.answer_place import AnswerPlace

WORDS: Final[dict[Whose, str]] = {
    "own": tr("In the child’s own words; add a note instead. The child can change it: Plan, My voice, full screen."),
    "told": tr(
        "In the child’s words, as an adult wrote them down; add a note instead. "
        "The child can change it: Plan, My voice, full screen."
    ),
}


class OwnWords:
    """Whether the answer of one place is locked, and the line that says so."""

    __slots__ = ("_line", "_whose")

    def __init__(self) -> None:
        self._whose: Whose = ""
        self._line: Hint | None = None

    @property
    def locked(self) -> bool:
        """Whether only the child changes the answer."""
        return bool(self._whose)

    @property
    def say(self) -> str:
        """What is said of it; "" for an answer that may be changed."""
        return WORDS.get(self._whose, "")

    def follow(self, answer: Answer | None, place: AnswerPlace) -> bool:
        """Say under the editor of ``place`` whose words ``answer`` is in; gives whether that changed."""
        whose = whose_words(answer)
        if whose == self._whose:
            return False
        self._whose = whose
        if self._line is None:
            self._line = Hint("", place)
            place.column.insertWidget(place.column.indexOf(place.editor) + 1, self._line)
        self._line.say(self.say)
        self._line.setVisible(self.locked)
        return True

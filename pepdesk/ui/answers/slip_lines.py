"""The lines of a question's menu that mend the doubtful word at the caret."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from pepdesk.ui.editors.paragraph import GrowingText
from pepdesk.ui.parts.spelling import spelling
from pepdesk.words import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from pepdesk.ui.answers.answer_place import AnswerPlace


def add_slip_lines(menu: QMenu, place: AnswerPlace) -> None:
    """Put the suggestions for the doubtful word at the caret at the head of a menu, if there is one."""
    target = place.editor.focus_target()
    if not isinstance(target, GrowingText) or target.isReadOnly():
        return
    found = target.slip_at(target.textCursor().selectionEnd())
    if found is None:
        return
    word = _word(target, found)
    for offered in spelling().suggest(word):
        action = QAction(offered.replace("&", "&&"), menu)
        action.triggered.connect(partial(_put, place, target, found, offered))
        menu.addAction(action)
    if menu.isEmpty():
        none = QAction(tr("No suggestion"), menu)
        none.setEnabled(False)
        menu.addAction(none)
    keep = QAction(tr("“{word}” is &right here", word=word.replace("&", "&&")), menu)
    keep.triggered.connect(partial(spelling().accept, (word,)))
    menu.addAction(keep)
    menu.addSeparator()


def _word(target: GrowingText, place: tuple[int, int]) -> str:
    before = target.textCursor()
    word = target.select_slip(place)
    target.setTextCursor(before)
    return word


def _put(place: AnswerPlace, target: GrowingText, at: tuple[int, int], word: str) -> None:
    """Put ``word`` in the place of a marked one, as one step to undo."""
    place.plan.session.end_burst()
    target.select_slip(at)
    target.insertPlainText(word)
    place.plan.session.end_burst()
    target.setFocus()

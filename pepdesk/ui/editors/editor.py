"""What every editor is: a widget that shows one stored value and says when somebody edits it. It owns no data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QWidget

from pepdesk.record.answers import Attached
from pepdesk.ui.parts.theme import TARGET
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.attachments import Attachments
    from pepdesk.form.model import Field, Form

Stored = str | tuple[str, ...] | Attached
NO_LONGER = tr("(no longer offered)")
"""Said of an answer that the form, or this child's form as it stands, does not offer any more."""
FIELD_HEIGHT = 1.75
"""A one-line editor is this many times as high as its font; never under ``TARGET``."""


@dataclass(frozen=True, slots=True)
class Question:
    """What an editor is made from. ``compact`` is for cells of tables; ``models`` is shared by one plan's editors."""

    field: Field
    form: Form
    parent: QWidget
    compact: bool
    models: dict[str, QStandardItemModel]
    attachments: Attachments | None = None


class Editor(QWidget):
    """An editor of one answer.

    ``edited(str | tuple | Attached)`` – somebody changed it; the value is in its stored form, "" for no answer.
    Inside, one widget (``focus_target``) takes the focus, the label and the name for screen readers.
    """

    edited = Signal(object)
    waits_for_leave = True
    """Whether a value is unfinished while it is typed, so that faults are told only on leaving."""

    def __init__(self, question: Question) -> None:
        super().__init__(question.parent)
        self.question = question

    def focus_target(self) -> QWidget:
        """The widget that takes the focus and carries the name."""
        raise NotImplementedError

    def value(self) -> Stored:
        """What is in it, in stored form."""
        raise NotImplementedError

    def show_value(self, value: Stored) -> None:
        """Show a stored value; must not emit ``edited`` and, where text is equal, must not touch the caret."""
        raise NotImplementedError

    def offer(self, values: tuple[str, ...]) -> None:
        """Offer these choices from now on, and the chosen one whether it is among them or not."""

    def tidy(self) -> None:
        """On leaving: show the value as it reads best."""

    def freeze(self, frozen: bool) -> None:
        """Make it read-only, still readable and in the tab order."""
        raise NotImplementedError

    def name(self, name: str, identifier: str) -> None:
        """Set the name for screen readers and the hook for tests."""
        self.focus_target().setAccessibleName(name)
        self.focus_target().setAccessibleIdentifier(identifier)

    def describe(self, description: str) -> None:
        """Set what a screen reader adds: the hint, and what is wrong."""
        target = self.focus_target()
        if target.accessibleDescription() != description:
            target.setAccessibleDescription(description)

    def underline(self, _text: str, _spans: tuple[tuple[int, int], ...]) -> None:
        """Underline these places (start, end) if ``_text`` is what stands there; only longer texts can."""

    def mark_gap(self, _gap: str) -> None:
        """Take the focus with the first ``_gap`` marked, to be typed over; only longer texts have gaps."""
        self.focus_target().setFocus()

    def mark_words(self, _start: int, _length: int) -> None:
        """Mark so many letters of the text from ``_start`` on, without taking the focus; only what is typed can."""

    def fit(self) -> None:
        """Fit sizes to the font, at the start and after a zoom."""

    def first_wrong(self) -> None:
        """Put the focus where a mistake is to be mended."""
        self.focus_target().setFocus()


def plain(value: Stored) -> str:
    """A stored value as the text of a line; "" for what is no text."""
    if isinstance(value, str):
        return value
    return ", ".join(value) if isinstance(value, tuple) else ""


def field_height(widget: QWidget) -> int:
    """The height of a one-line editor in the widget's font."""
    return max(TARGET, round(widget.fontMetrics().height() * FIELD_HEIGHT))


def differing_middle(before: str, after: str) -> tuple[int, int, str]:
    """What to replace in ``before`` to get ``after``: start, end, and the text that goes there."""
    shorter = min(len(before), len(after))
    start = 0
    while start < shorter and before[start] == after[start]:
        start += 1
    tail = 0
    while tail < shorter - start and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return start, len(before) - tail, after[start : len(after) - tail]


def units(text: str) -> int:
    """The length of ``text`` as Qt counts it: in UTF-16 units, two for an emoji."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2

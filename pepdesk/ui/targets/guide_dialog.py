"""A target built step by step: one question at a time from the need to the difference, then a look at it all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from pepdesk.form.model import FieldType
from pepdesk.ui.editors.paragraph import GrowingText
from pepdesk.ui.parts.labels import button, primary
from pepdesk.ui.parts.picker import Picker
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import GroupTitle, HelpText, Hint
from pepdesk.ui.parts.theme import TARGET
from pepdesk.ui.targets.guide_look import GuideLook
from pepdesk.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pepdesk.record.changes import Change
    from pepdesk.ui.targets.guide_plan import Asked, GuidePlan

_TITLE = tr("Build a target step by step")


class GuideDialog(Sheet):
    """``built(tuple[Change, …])`` – do these as one step; ``put_aside(dict)`` – closed before, with what was typed."""

    built = Signal(object)
    put_aside = Signal(object)

    def __init__(
        self, parent: QWidget, plan: GuidePlan, name: str, offers: Mapping[str, str], typed: Mapping[str, str]
    ) -> None:
        """Ask for the target of ``name``; ``offers`` are the areas in words, ``typed`` what was typed before."""
        super().__init__(_TITLE, parent, letters=84, tall=True)
        self._plan, self._name = plan, name
        self._index = 0
        self._questions = [_Question(one, offers, typed) for one in plan.asked]
        self._look = GuideLook()
        self._where = Hint()
        self._so_far = HelpText("", self)
        self._back = button(tr("&Back"), self.back)
        self._skip = button(tr("&Skip"), self.skip)
        self._next = primary(tr("&Next"), self.go_on)
        self._done = False
        self._lay_out()
        self._show(0)

    def _lay_out(self) -> None:
        self.body.addWidget(self._where)
        for page in (*self._questions, self._look):
            self.body.addWidget(page)
        self.body.addWidget(self._so_far)
        self.body.addStretch(1)
        self.foot.addWidget(button(tr("Cancel"), self.reject, tr("What was typed waits here until the plan is closed")))
        self.foot.addStretch(1)
        for one in (self._back, self._skip, self._next):
            self.foot.addWidget(one)

    def typed(self) -> dict[str, str]:
        """What was typed so far, by step."""
        return {one.asked.step.id: one.text() for one in self._questions}

    def back(self) -> None:
        """To the step before."""
        self._show(max(0, self._index - 1))

    def skip(self) -> None:
        """To the next step; an answer the plan had is left as it is."""
        self._questions[self._index].reset()
        self._show(self._index + 1)

    def go_on(self) -> None:
        """To the next step, or at the end put everything in."""
        if self._index < len(self._questions):
            self._show(self._index + 1)
            return
        changes = self._plan.changes(self._look.fillings, self._look.ways())
        self._done = True
        self.built.emit(changes)
        self.accept()

    def reject(self) -> None:
        """Closed without putting anything in: what was typed is handed back."""
        if not self._done:
            self._done = True
            self.put_aside.emit(self.typed())
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """PepDesk locks: what was typed goes where nothing stands yet, so that it is saved with the plan."""
        if not event.spontaneous() and not self._done:
            self._done = True
            new = tuple(one for one in self._plan.fillings(self.typed(), self._name) if not one.ways)
            changes: tuple[Change, ...] = self._plan.changes(new, {})
            self.built.emit(changes)
        super().closeEvent(event)

    def _show(self, index: int) -> None:
        last = index == len(self._questions)
        if last:
            self._look.show_fillings(self._plan.fillings(self.typed(), self._name))
        self._index = index
        for number, page in enumerate((*self._questions, self._look)):
            page.setVisible(number == index)
        self._back.setEnabled(index > 0)
        self._skip.setVisible(not last)
        self._next.setText(tr("&Put it in") if last else tr("&Next"))
        self._next.setEnabled(not last or bool(self._look.fillings))
        where = tr("What will be filled in") if last else self._words(index)
        self._where.say(where)
        self._say_so_far(last)
        found = self._look.first() or self._next if last else self._questions[index].edit
        if isinstance(found, Picker):
            found.take_focus()
        else:
            found.setFocus()
        announce(self, where)

    def _words(self, index: int) -> str:
        return tr(
            "{stage}: step {step} of {count}",
            stage=self._questions[index].asked.step.stage,
            step=index + 1,
            count=len(self._questions),
        )

    def _say_so_far(self, last: bool) -> None:
        """The target as far as it has got."""
        parts = [one for one in self._plan.fillings(self.typed(), self._name) if one.field.id == "outcome"]
        self._so_far.say(tr("The target so far: {words}", words=parts[0].after) if parts else "")
        self._so_far.setVisible(bool(parts) and not last)


class _Question(QWidget):
    """One step: the question, what it means, where the answer is typed, and an example."""

    def __init__(self, asked: Asked, offers: Mapping[str, str], typed: Mapping[str, str]) -> None:
        super().__init__()
        self.asked = asked
        step = asked.step
        title = GroupTitle("", self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(10)
        if asked.field is None or asked.field.type is not FieldType.CHOICE:  # a list has its own label
            layout.addWidget(title)
            layout.addWidget(Hint(step.help, self))
        self.edit, self.text, self._fill = self._editor(offers)
        title.stand_by(self.edit, step.question)
        title.setVisible(not isinstance(self.edit, Picker))
        self.edit.setAccessibleName(step.question)
        self.edit.setAccessibleDescription(f"{step.help} {tr('For example: {example}', example=step.example)}")
        layout.addWidget(self.edit)
        layout.addWidget(Hint(tr("For example: {example}", example=step.example), self))
        layout.addStretch(1)
        self._fill(typed.get(step.id, asked.typed))

    def reset(self) -> None:
        """What the plan says, again."""
        self._fill(self.asked.typed)

    def _editor(self, offers: Mapping[str, str]) -> tuple[QWidget, Callable[[], str], Callable[[str], None]]:
        """The widget, what gives its text and what sets it."""
        kind = self.asked.field.type if self.asked.field is not None else FieldType.LINE
        if kind is FieldType.CHOICE:
            picker = Picker(self.asked.step.question, self.asked.step.help)
            picker.offer([("", tr("Not chosen yet")), *offers.items()])
            return picker, lambda: picker.value, picker.pick
        if kind is FieldType.PARAGRAPH:
            text = GrowingText(self)
            text.setUndoRedoEnabled(True)
            return text, text.text, text.show_text
        line = QLineEdit(self)
        line.setMinimumHeight(TARGET + 6)
        return line, line.text, line.setText

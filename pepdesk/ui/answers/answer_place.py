"""The place of one answer on screen: its editor, "not applicable", and what is wrong with it. Knows its address.

``FieldRow`` puts a label and help round it, ``Cell`` is the one in tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QVBoxLayout, QWidget

from pepdesk.record.answers import Attached, NotApplicable, NotKnown, Value, in_words_of, value_of
from pepdesk.record.values import clean_text
from pepdesk.rules.issue import Issue, Level
from pepdesk.ui.answers.absence import AbsenceEditor
from pepdesk.ui.answers.own_words import OwnWords
from pepdesk.ui.answers.slip_lines import add_slip_lines
from pepdesk.ui.answers.told import Telling, is_gap
from pepdesk.ui.editors import make_editor
from pepdesk.ui.editors.date import DateEditor
from pepdesk.ui.editors.editor import Editor, Question, Stored
from pepdesk.ui.parts.on_show import put_on_show
from pepdesk.ui.parts.tab_order import put_in_reading_order
from pepdesk.ui.parts.texts import BarText, ErrorText, ShouldText, SmallText, TipText
from pepdesk.words import tr, trn

if TYPE_CHECKING:
    from pepdesk.form.address import Address
    from pepdesk.form.model import Field
    from pepdesk.record.answers import Answer
    from pepdesk.ui.answers.plan_map import PlanMap

_LINES: dict[Level, tuple[type[BarText], str]] = {
    Level.MUST: (ErrorText, tr("Error")),
    Level.SHOULD: (ShouldText, tr("Better")),
    Level.TIP: (TipText, tr("Tip")),
}


def told_text(issue: Issue) -> str:
    """The words of an issue, the same at the field and in the list of problems."""
    return f"{issue.message} {issue.advice}".strip()


def comment_words(count: int) -> str:
    """How many comments, in words."""
    return trn("{count} comment", "{count} comments", count)


def text_or_choices(answer: Answer | None) -> str | tuple[str, ...]:
    """What a value holds, "" for anything else."""
    return answer.value if isinstance(answer, Value) else ""


def _files(answer: Answer | None) -> list[str]:
    """Which attachments an answer holds; adding or taking one away is a step of its own."""
    return [file.sha256 for file in answer.files] if isinstance(answer, Attached) else []


class AnswerPlace(QWidget):
    """Base of the places of answers. ``label`` names the question, ``context`` its row ("" for none)."""

    def __init__(self, plan: PlanMap, field: Field, address: Address, context: str, parent: QWidget, *,
                 compact: bool) -> None:  # fmt: skip
        super().__init__(parent)
        self.plan = plan
        self.field = field
        self.address = address
        self.context = context
        self.editor: Editor = make_editor(
            Question(field, plan.session.form, self, compact, plan.models, plan.session.attachments)
        )
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        self._telling = Telling(left=plan.session.answer(address) is not None)
        self._absence: AbsenceEditor | None = None
        self._line: BarText | None = None
        self._before_absence: Answer | None = None
        self._comments = 0
        self._remark: SmallText | None = None
        self._own_words = OwnWords()
        self.editor.edited.connect(self._edited)
        self.editor.fit()
        plan.add(self)

    # Showing ------------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Show everything for the first time, once the subclass has laid itself out."""
        self.editor.name(self.spoken_name(), str(self.address))
        self.freeze(self.plan.session.is_frozen)
        self.refresh()
        if self.plan.session.comments:
            self.show_comments()

    def refresh(self) -> None:
        """Show answer, issues and whether the question is shown at all, as they are now."""
        put_on_show(self, self.address in self.plan.session.on_screen.shown)
        self.show_offer()
        self.show_answer()
        self.show_issues()

    def show_offer(self) -> None:
        """Offer the choices there are now, where that depends on other answers."""
        if (values := self.plan.session.on_screen.offers.get(self.field.choices)) is not None:
            self.editor.offer(values)

    def show_answer(self) -> None:
        """Show the answer; an editor that already holds it is left alone."""
        answer = self.plan.session.answer(self.address)
        if self._own_words.follow(answer, self):
            self.freeze(self.plan.session.is_frozen)
        if isinstance(answer, NotApplicable | NotKnown):
            self._show_absence(answer)
        elif self._absence is not None and not self._absence.isHidden():
            had_focus = self._absence.isAncestorOf(self.focusWidget() or self)
            self._absence.hide()
            self.editor.show()
            if had_focus:
                self.editor.focus_target().setFocus()
        shown = in_words_of(answer, "") if isinstance(answer, Value | Attached) else None
        if self._stored(self.editor.value()) != shown:
            stored: Stored = answer if isinstance(answer, Attached) else text_or_choices(answer)
            self.editor.show_value(stored)

    def show_issues(self) -> None:
        """Show what is to be told of this answer now, and whether it is still needed."""
        issues = self.plan.session.on_screen.by_address.get(self.address, ())
        told = [issue for issue in self._telling.now(issues, checked=self.plan.checked) if self.tells(issue)]
        self._show_line(told[0] if told else None)
        self.show_needed(is_gap(issues) and not told)
        parts = [self._own_words.say, self.hint_words()]
        if is_gap(issues):
            parts.append(tr("Needed before signing."))
        if self._comments:
            parts.append(comment_words(self._comments) + ".")
        if told:
            parts.insert(0, f"{_LINES[told[0].level][1]}: {told_text(told[0])}")
        self.answer_widget().describe(" ".join(part for part in parts if part))

    def show_comments(self) -> None:
        """Say how many open comments there are on this question; nothing for none."""
        self._comments = self.plan.comments_on(self.address)
        if self._remark is None and self._comments:
            self._remark = SmallText("", self, wrap=False)
            self.place_remark(self._remark)
        if self._remark is not None:
            self._remark.say(f"✎ {comment_words(self._comments)}")
            self._remark.setVisible(bool(self._comments))
        self.show_issues()

    def place_remark(self, remark: SmallText) -> None:
        """Put the words about comments where they belong: here under the editor."""
        self.column.addWidget(remark)

    def tells(self, issue: Issue) -> bool:
        """Whether this issue is told under the editor (the coach tells its own)."""
        return not issue.code.startswith("smart_")

    def look_at(self, _issue: Issue) -> None:
        """Somebody asked to see this issue: only the coach has more than one to choose from."""

    def line_words(self, issue: Issue) -> str:
        """The words under the editor."""
        return told_text(issue)

    def show_needed(self, needed: bool) -> None:
        """Show quietly that an answer is needed before signing."""

    def hint_words(self) -> str:
        """The hint, for screen readers."""
        return self.field.help

    def spoken_name(self) -> str:
        """The name for screen readers: the question, then its row."""
        return f"{self.field.label}, {self.context}" if self.context else self.field.label

    def rename(self, context: str) -> None:
        """The row has another name or number now."""
        if context != self.context:
            self.context = context
            self.editor.name(self.spoken_name(), str(self.address))

    def answer_widget(self) -> Editor | AbsenceEditor:
        """What is shown now: the editor, or the reason why there is no answer."""
        if self._absence is not None and not self._absence.isHidden():
            return self._absence
        return self.editor

    def freeze(self, frozen: bool) -> None:
        """Make it read-only, or open again; what is in the child's own words stays read-only."""
        self.editor.freeze(frozen or self._own_words.locked)
        if self._absence is not None:
            self._absence.freeze(frozen or self._own_words.locked)

    def fit(self) -> None:
        """Fit to a changed font."""
        self.editor.fit()
        if self._absence is not None:
            self._absence.fit()

    # Coming and going ---------------------------------------------------------------------------------------------

    def enter(self) -> None:
        """The focus came."""
        self._telling.busy = self.editor.waits_for_leave

    def leave(self) -> None:
        """The focus went: what was typed is a step of its own, and faults may be told."""
        self.plan.session.end_burst()
        self._telling.busy = False
        self._telling.left = self._telling.left or self.plan.session.answer(self.address) is not None
        self.editor.tidy()
        self.show_issues()

    def take_focus(self) -> None:
        """Put the focus where the answer is typed."""
        self.answer_widget().first_wrong()

    # Editing ------------------------------------------------------------------------------------------------------

    def put_today(self) -> None:
        """Answer a date with today's."""
        if isinstance(self.editor, DateEditor) and not self.plan.session.is_frozen:
            self.editor.put_today(QDate.currentDate())

    def offers_absence(self) -> bool:
        """Whether "not applicable" and "not known yet" may be said here."""
        return self.field.not_applicable and self._may_change()

    def say_not_applicable(self) -> None:
        """Answer "not applicable"; the reason is asked for in place."""
        self._say_absent(NotApplicable(), tr("Mark as not applicable"))

    def say_not_known(self) -> None:
        """Answer "not known yet"; who will find out is asked for in place."""
        self._say_absent(NotKnown(), tr("Mark as not known yet"))

    def clear_answer(self) -> None:
        """Take the answer away."""
        self._set(None, tr("Clear answer"))

    def answer_after_all(self) -> None:
        """Go back from "not applicable" or "not known yet" to the answer there was before, or to none."""
        before, self._before_absence = self._before_absence, None
        self._set(before, tr("Answer after all"))
        self.editor.focus_target().setFocus()

    def menu(self, *, clipboard: bool) -> QMenu:
        """A new menu of what can be said instead of an answer, after cut and paste if wanted; goes when it closes."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        if clipboard:
            add_slip_lines(menu, self)
            self._add_clipboard(menu)
        for text, slot, enabled in self.menu_lines():
            action = QAction(text, menu)
            action.setEnabled(enabled)
            action.triggered.connect(slot)
            menu.addAction(action)
        return menu

    def menu_lines(self) -> list[tuple[str, object, bool]]:
        """Text, bound method and whether it can be done, for each line of the menu."""
        answer = self.plan.session.answer(self.address)
        offers = self.offers_absence()
        lines: list[tuple[str, object, bool]] = [
            (
                tr("&Not applicable, because…"),
                self.say_not_applicable,
                offers and not isinstance(answer, NotApplicable),
            ),
            (tr("Not &known yet, who will find out…"), self.say_not_known, offers and not isinstance(answer, NotKnown)),
            (tr("&Clear the answer"), self.clear_answer, answer is not None and self._may_change()),
        ]
        if isinstance(answer, NotApplicable | NotKnown):
            lines.insert(2, (tr("&Answer after all"), self.answer_after_all, self._may_change()))
        return lines

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The same menu with the right button where the editor has no menu of its own."""
        if self.field.type != "note":
            self.menu(clipboard=True).popup(event.globalPos())

    # Internal -----------------------------------------------------------------------------------------------------

    def _add_clipboard(self, menu: QMenu) -> None:
        """Cut, copy, paste and select all, for what is typed in."""
        target = self.editor.focus_target()
        if not isinstance(target, QLineEdit | QPlainTextEdit) or self.editor.isHidden():
            return
        for text, slot, enabled in (
            (tr("Cu&t"), target.cut, not target.isReadOnly()),
            (tr("C&opy"), target.copy, True),
            (tr("&Paste"), target.paste, not target.isReadOnly()),
            (tr("&Select all"), target.selectAll, True),
        ):
            action = QAction(text, menu)
            action.setEnabled(enabled)
            action.triggered.connect(slot)
            menu.addAction(action)
        menu.addSeparator()

    def _edited(self, value: Stored) -> None:
        if not self._may_change():  # dictation does not ask whether a text is read-only
            self.show_answer()
            return
        new = self._stored(value)
        if _files(new) != _files(self.plan.session.answer(self.address)):
            self._set(new, tr("Attachments of “{label}”", label=self.field.label))
            return
        self.plan.session.set_answer(self.address, new, tr("Typing in “{label}”", label=self.field.label))
        if not self.editor.waits_for_leave:
            self.plan.session.end_burst()
            self._telling.left = True
            self.show_issues()

    def _may_change(self) -> bool:
        """Whether an adult may change the answer here."""
        return not (self.plan.session.is_frozen or self._own_words.locked)

    def _stored(self, value: Stored) -> Value | Attached | None:
        if isinstance(value, Attached):
            return value
        return value_of(clean_text(value) if isinstance(value, str) else value)

    def _say_absent(self, answer: NotApplicable | NotKnown, label: str) -> None:
        before = self.plan.session.answer(self.address)
        if isinstance(before, Value | Attached) or before is None:
            self._before_absence = before
        self._set(answer, label)
        if self._absence is not None and not self._absence.isHidden():
            self._absence.first_wrong()

    def _set(self, answer: Answer | None, label: str) -> None:
        """Change the answer as one step to undo of its own."""
        self.plan.session.end_burst()
        self.plan.session.set_answer(self.address, answer, label)
        self.plan.session.end_burst()

    def _show_absence(self, answer: NotApplicable | NotKnown) -> None:
        if self._absence is None:
            self._absence = AbsenceEditor(self, compact=self.editor.question.compact)
            self._absence.edited.connect(self._absence_edited)
            self._absence.answer_wanted.connect(self.answer_after_all)
            self.column.insertWidget(self.column.indexOf(self.editor) + 1, self._absence)
            self._absence.fit()
            self._absence.freeze(not self._may_change())
            put_in_reading_order(self)
        self._absence.show_answer(answer, self.spoken_name(), str(self.address))
        if self._absence.isHidden() or not self.editor.isHidden():
            had_focus = self.editor.isAncestorOf(self.focusWidget() or self)
            self.editor.hide()
            self._absence.show()
            if had_focus:
                self._absence.first_wrong()

    def _absence_edited(self, answer: Answer) -> None:
        if not self._may_change():
            self.show_answer()
            return
        self.plan.session.set_answer(self.address, answer, tr("Say why there is no answer"))

    def _show_line(self, issue: Issue | None) -> None:
        if issue is None:
            if self._line is not None:
                self._line.hide()
            return
        kind, word = _LINES[issue.level]
        if not isinstance(self._line, kind):
            if self._line is not None:
                self._line.deleteLater()
            self._line = kind("", self)
            self.column.addWidget(self._line)  # which shows it soon; at once, a page just left would be laid out anew
        else:
            self._line.show()
        self._line.say(f"{word}: {self.line_words(issue)}")

"""What stands in the way of signing and what would make the plan better, by section; Enter or a click goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from pepdesk.form.model import Role
from pepdesk.rules.codes import UNFINISHED
from pepdesk.rules.issue import Issue, Level
from pepdesk.ui.answers.answer_place import told_text
from pepdesk.ui.parts.filters import HandOn
from pepdesk.ui.parts.labels import VerbButton
from pepdesk.ui.parts.row_names import row_words
from pepdesk.ui.parts.sections import young_words
from pepdesk.ui.parts.texts import GroupTitle, Hint, as_tip
from pepdesk.ui.parts.theme import TARGET
from pepdesk.ui.parts.wrapped_tree import BAR, WrappedTree
from pepdesk.words import tr, trn

if TYPE_CHECKING:
    from pepdesk.app.session import Session

LEVEL_WORDS = {Level.MUST: tr("Must fix"), Level.SHOULD: tr("Should fix"), Level.TIP: tr("Tip")}
_LEVEL_GLYPHS = {Level.MUST: "!", Level.SHOULD: "△", Level.TIP: "·"}
_LEVEL_COLOURS = {Level.MUST: "error", Level.SHOULD: "should", Level.TIP: "tip"}
_ISSUE = Qt.ItemDataRole.UserRole


def problems_of(session: Session, role: Role | None) -> tuple[Issue, ...]:
    """The issues in form order; only those ``role`` can mend, unless it is None."""
    owners = None if role is None else (role, Role.BOTH)
    return tuple(issue for issue in session.on_screen.issues if owners is None or issue.owner in owners)


def count_words(session: Session, issues: tuple[Issue, ...]) -> str:
    """How many of each level there are among ``issues``, in words; of a young plan, how far it has got.

    That others have more to do is said, or the count would contradict what is said of the whole plan.
    """
    must, should, tips = (sum(1 for one in issues if one.level is level) for level in Level)
    if not (must or should or tips):
        return tr("Nothing to mend.")
    unanswered = sum(1 for one in issues if one.code in UNFINISHED and one.level is Level.MUST)
    parts = [tr("{count} still to answer before signing", count=unanswered)] if unanswered else []
    parts += [tr("{count} to mend before signing", count=must - unanswered)] if must > unanswered else []
    parts += [tr("{count} to improve", count=should)] if should else []
    parts += [trn("{count} tip", "{count} tips", tips)] if tips else []
    begun = young_words(session.on_screen)
    counts = ", ".join(parts)
    told = tr("In your sections: {counts}", counts=counts) if len(issues) < len(session.on_screen.issues) else counts
    return f"{begun}{'. ' if begun else ''}{told}."


def heading_words(issues: list[Issue]) -> str:
    """How many of one section's problems stand in the way of signing, and how many more there are."""
    must = sum(one.level is Level.MUST for one in issues)
    parts = ([tr("{count} needed to sign", count=must)] if must else []) + (
        [tr("{count} to improve", count=len(issues) - must)] if len(issues) > must else []
    )
    return ", ".join(parts)


def level_words(issue: Issue) -> str:
    """How much ``issue`` matters: a question nobody has answered yet is needed, not a mistake."""
    return tr("Needed to sign") if issue.code in UNFINISHED and issue.level is Level.MUST else LEVEL_WORDS[issue.level]


class ProblemsPanel(QWidget):
    """``chosen(Issue)`` – somebody wants to go there; ``closed()`` – the panel was closed."""

    chosen = Signal(object)
    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._issues: tuple[Issue, ...] = ()
        self._count = Hint("", self)
        self._close = VerbButton(tr("Close"), self)
        self._close.setFlat(True)
        self._close.setMinimumHeight(TARGET)
        self._close.setToolTip(tr("Close the list (Esc)"))
        self._tree = WrappedTree(tr("Problems"), self)
        self._tree.setAccessibleIdentifier("problems")
        top = QHBoxLayout()
        top.addWidget(GroupTitle(tr("Problems"), self), 1)
        top.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self._count)
        layout.addWidget(self._tree, 1)
        HandOn(self, self._tree)
        self._tree.itemActivated.connect(self._choose)
        self._tree.itemClicked.connect(self._choose)
        self._close.clicked.connect(self._leave)

    def show_issues(self, issues: tuple[Issue, ...]) -> None:
        """List these issues; the same ones leave the list alone."""
        if issues == self._issues and self._tree.topLevelItemCount():
            return
        self._issues = issues
        self._count.say(count_words(self._session, issues))
        self._tree.clear()
        for tab in self._session.form.tabs:
            inside = [issue for issue in issues if issue.address.tab == tab.id]
            if inside:
                self._add_tab(tab.title, inside)
        self._tree.expandAll()

    def list_widget(self) -> QWidget:
        """The list, to put the focus on."""
        return self._tree

    def mark(self, issue: Issue) -> None:
        """Show which issue was gone to."""
        for one in self._tree.lines():
            if one.data(0, _ISSUE) == issue:
                self._tree.blockSignals(True)
                self._tree.setCurrentItem(one)
                self._tree.blockSignals(False)
                return

    def _add_tab(self, title: str, issues: list[Issue]) -> None:
        top = self._tree.add_heading(f"{title}: {heading_words(issues)}")
        for issue in issues:
            label = self._session.form.field(issue.address.tab, issue.address.field).label
            row = row_words(self._session, issue.address)
            where = f"{label} ({row})" if row else label
            said = f"{level_words(issue)}: {issue.message}"
            gap = issue.code == "required" and issue.level is Level.MUST  # the heading says that these are needed
            item = QTreeWidgetItem([f"{_LEVEL_GLYPHS[issue.level]} {where}" + ("" if gap else f"\n{said}")])
            item.setData(0, _ISSUE, issue)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{where}. {said} {issue.advice}".strip())
            item.setToolTip(0, as_tip(told_text(issue)))
            item.setData(0, BAR, _LEVEL_COLOURS[issue.level])
            top.addChild(item)

    def _choose(self, item: QTreeWidgetItem, _column: int) -> None:
        if issue := item.data(0, _ISSUE):
            self.chosen.emit(issue)

    def _leave(self) -> None:
        self.closed.emit()

"""The panes beside the page besides the problems: comments and last term's answers, and the marks on the questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.sections import OVERVIEW
from pepdesk.ui.plan.comments_pane import CommentsPane, in_order
from pepdesk.ui.plan.last_term_pane import LastTermPane
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.last_term import LastTerm
    from pepdesk.form.address import Address
    from pepdesk.form.model import Role
    from pepdesk.ui.answers.answer_place import AnswerPlace
    from pepdesk.ui.plan.plan_view import PlanView


class Beside(QObject):
    """What ``view`` shows beside its page. Nothing of it is there while somebody looks on."""

    def __init__(self, view: PlanView) -> None:
        super().__init__(view)
        self._view = view
        self.comments = CommentsPane(view.session, self._role, view)
        self.last_term = LastTermPane(view.session, view)
        self.last_term_action = self._switch(tr("&Last term’s answers"), True)
        self.comments_action = self._switch(tr("Co&mments"), False)
        self._marked: frozenset[Address] = frozenset()
        self.last_term_action.setVisible(False)
        self.last_term_action.toggled.connect(self.show)
        self.comments_action.toggled.connect(self.show)
        self.last_term.closed.connect(self._close_last_term)
        self.comments.closed.connect(self._close_comments)
        view.session.commented.connect(self.show_marks)

    def start(self) -> None:
        """Follow the view, once all of it is there."""
        self._view.at_hand.arrived.connect(self._follow)
        self._view.pages.turned.connect(self.show)
        self.comments.chosen.connect(self._view.go_to)
        self.show_marks()
        self.show()

    def take(self, last: LastTerm) -> None:
        """Last term's plan was read."""
        self.last_term_action.setVisible(True)
        self.last_term.take(last)
        self.show()

    def show(self, _what: object = None) -> None:
        """Show the panes that are wanted and make sense now."""
        alone = not self._view.presence.is_on
        self.comments.setVisible(alone and self.comments_action.isChecked())
        wanted = alone and self.last_term_action.isChecked() and self.last_term.last is not None
        wanted = wanted and self._view.bookmark[0] != OVERVIEW
        if wanted == self.last_term.isHidden():
            self.last_term.setVisible(wanted)
            self.last_term.show_now()

    def show_marks(self) -> None:
        """Mark the questions that have comments nobody settled."""
        now = frozenset(one.place for one in self._view.session.comments)
        for address in self._marked | now:
            if place := self._view.plan.place(address):
                place.show_comments()
        self._marked = now

    def look_on(self) -> None:
        """Somebody looks on, or does no longer."""
        self.show()
        self.show_marks()

    def write_comment(self) -> None:
        """Write a comment on the question that has the focus."""
        address = self._view.bookmark[1]
        if self._view.presence.is_on:
            return
        if address is None:
            announce(self._view, tr("Go to a question first: a comment is about one."), urgent=True)
            return
        self.comments_action.setChecked(True)
        self.comments.write(address)

    def next_comment(self) -> None:
        """Go to the next question with a comment nobody settled, round to the first."""
        if self._view.presence.is_on:
            return
        found = in_order(self._view.session)
        if not found:
            announce(self._view, tr("There are no open comments."), urgent=True)
            return
        here = self._view.bookmark[1]
        places = [one.place for one in found]
        last = len(places) - 1 - places[::-1].index(here) if here in places else -1
        if here is not None and last < 0:
            tabs = [one.id for one in self._view.session.form.tabs]
            last = sum(tabs.index(one.tab) < tabs.index(here.tab) for one in places) - 1
        one = found[(last + 1) % len(found)]
        self._view.go_to(one.place)
        self.comments_action.setChecked(True)
        self.comments.mark(one)
        announce(self._view, one.text)

    # Internal -----------------------------------------------------------------------------------------------------

    def _role(self) -> Role | None:
        return self._view.role

    def _follow(self, place: AnswerPlace) -> None:
        self.last_term.follow(place)
        if not self.comments.draft().strip():  # what is being written stays about its question
            self.comments.show_place(place.address)

    def _close_last_term(self) -> None:
        self.last_term_action.trigger()
        self._view.focus_page()

    def _close_comments(self) -> None:
        self.comments_action.setChecked(False)
        self._view.focus_page()

    def _switch(self, text: str, on: bool) -> QAction:
        action = QAction(text, self._view)
        action.setCheckable(True)
        action.setChecked(on)
        self._view.addAction(action)
        return action


def comment_actions(beside: Beside, view: PlanView) -> list[QAction]:
    """What is done with comments and last term's answers, for the Edit menu."""
    made = []
    for text, slot, keys in (
        (tr("Comment on this &question…"), beside.write_comment, "Ctrl+Alt+M"),
        (tr("Copy &last term’s answer"), beside.last_term.copy_only, "Ctrl+Shift+T"),
    ):
        action = QAction(text, view)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(slot)
        view.addAction(action)
        made.append(action)
    return made

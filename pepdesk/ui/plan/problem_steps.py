"""Checking the plan and going from one problem to the next, beginning where the person is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from pepdesk.ui.answers.answer_place import told_text
from pepdesk.ui.parts.form_order import in_form_order
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.plan.problems_panel import count_words, problems_of
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.form.address import Address
    from pepdesk.rules.issue import Issue
    from pepdesk.ui.plan.plan_view import PlanView

PAUSE_MS = 200
"""The list of problems follows typing after this pause; the questions themselves follow at once."""


class ProblemSteps(QObject):
    """The problems of one open plan: the list of them, and F8 through them."""

    def __init__(self, view: PlanView) -> None:
        super().__init__(view)
        self._view = view
        self._at: Issue | None = None
        self._then: tuple[str, Address | None] = ("", None)
        self._soon = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._soon.timeout.connect(self.show)

    def check(self) -> None:
        """Look the whole plan over: from now on gaps are told as errors; the list opens at the section at hand."""
        view = self._view
        view.plan.checked = True
        view.at_hand.leave()
        view.pages.show_issues()
        self.open_list(True)
        issues = problems_of(view.session, view.role)
        first = self._first_here(issues)
        self._at = None
        if first is not None:
            view.problems.mark(first)
        told = tr("First: {words}", words=told_text(first)) if first else ""
        announce(view, f"{count_words(view.session, issues)} {told}".rstrip(), urgent=True)
        view.problems.list_widget().setFocus()

    def open_list(self, wanted: bool) -> None:
        """Show or hide the list of problems."""
        self._view.problems.setVisible(wanted)
        self._view.problems_action().setChecked(wanted)
        self.show()

    def toggle_list(self) -> None:
        """Show the list of problems, or hide it."""
        self.open_list(self._view.problems.isHidden())

    def close_list(self) -> None:
        """Hide the list of problems and go back to the page."""
        self.open_list(False)
        self._view.focus_page()

    def open_and_enter(self) -> None:
        """Show the list of problems and put the focus in it."""
        self.open_list(True)
        self._view.problems.list_widget().setFocus()

    def show(self) -> None:
        """Show the problems there are now, if the list is open."""
        view = self._view
        if not view.problems.isHidden():
            view.problems.show_issues(problems_of(view.session, view.role))

    def show_soon(self) -> None:
        """The same after a pause in typing."""
        if self._view.problems.isVisible():
            self._soon.start()

    def at(self, issue: Issue) -> None:
        """Somebody was taken to this problem."""
        self._at, self._then = issue, self._view.bookmark
        self._view.problems.mark(issue)

    def next(self) -> None:
        """Go to the next problem after the place at hand, round to the first."""
        self._step(1)

    def previous(self) -> None:
        """Go to the problem before the place at hand, round to the last."""
        self._step(-1)

    # Internal -----------------------------------------------------------------------------------------------------

    def _step(self, by: int) -> None:
        issues = problems_of(self._view.session, self._view.role)
        if not issues:
            announce(self._view, tr("Nothing to mend."))
            return
        if self._at in issues and self._then == self._view.bookmark:  # nobody went elsewhere since
            index = issues.index(self._at) + by
        else:
            index = self._index_from_here(issues, by)
        issue = issues[index % len(issues)]
        self._view.go_to_issue(issue)
        announce(self._view, told_text(issue))

    def _first_here(self, issues: tuple[Issue, ...]) -> Issue | None:
        """The first problem of the section that is open or of one after it; of all, where there is none."""
        tabs = [one.id for one in self._view.session.form.tabs]
        tab = self._view.bookmark[0]
        here = tabs.index(tab) if tab in tabs else 0
        return next((one for one in issues if tabs.index(one.address.tab) >= here), issues[0] if issues else None)

    def _index_from_here(self, issues: tuple[Issue, ...], by: int) -> int:
        """Where the next problem stands: after the question at hand, or the first of the section (before it, back)."""
        tabs = {one.id: place for place, one in enumerate(self._view.session.form.tabs)}
        order = {address: place for place, address in enumerate(in_form_order(self._view.session))}
        tab, address = self._view.bookmark
        here = (tabs.get(tab, 0 if by > 0 else len(tabs)), order.get(address, -1) if address else -1)
        places = [(tabs[one.address.tab], order.get(one.address, 0)) for one in issues]
        if by > 0:
            return next((index for index, place in enumerate(places) if place > here), 0)
        return max((index for index, place in enumerate(places) if place < here), default=len(issues) - 1)

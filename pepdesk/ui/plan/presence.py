"""Somebody looks on: the switch in the View menu, and the bar that says what is not shown and shows it again.

What the child or carer must not see goes from contents, pages, problems and search; nothing of the plan changes.
Windows that tell of the whole plan (export, preview, history, next term) rest meanwhile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from pepdesk.form.model import Audience
from pepdesk.problem import PepDeskProblem
from pepdesk.ui.parts.bars import Bar
from pepdesk.ui.parts.problem_box import announce, show_problem
from pepdesk.words import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pepdesk.app.session import Session

WHO = {Audience.CHILD: tr("The child"), Audience.CARER: tr("The carer")}
_SWITCHES = ((Audience.CHILD, tr("C&hild present"), "Ctrl+Shift+K"), (Audience.CARER, tr("Ca&rer present"), ""))


class Presence(QObject):
    """Who looks on at the plan of ``session``. ``changed(bool)``: whether something is kept from view now."""

    changed = Signal(bool)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self.bar = Bar(tr("&Show everything again"), window)
        self.bar.pressed.connect(self.end)
        self._group = QActionGroup(self)
        self._group.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        for audience, words, keys in _SWITCHES:
            action = QAction(words, window)
            action.setCheckable(True)
            action.setData(audience.value)
            action.setShortcut(QKeySequence(keys))
            action.setStatusTip(tr("Hides what {who} should not see; nothing is lost", who=WHO[audience].lower()))
            window.addAction(action)
            self._group.addAction(action)
        self._group.triggered.connect(self._choose)
        session.assessed.connect(self._follow)

    @property
    def is_on(self) -> bool:
        """Whether something is kept from view."""
        return self._session.present is not Audience.FULL

    @property
    def actions(self) -> list[QAction]:
        """The switches, for the View menu."""
        return self._group.actions()

    def child_comes(self) -> None:
        """The child sits down at the screen: keep from view what is not for them, unless something is already."""
        if not self.is_on:
            self._show_to(Audience.CHILD)

    def end(self) -> None:
        """Show everything again."""
        self._show_to(Audience.FULL)

    def say(self) -> None:
        """Say in the bar what is not shown now; it goes when everything is."""
        if not self.is_on:
            self.bar.hide()
            return
        whole, seen = self._session.assessment, self._session.on_screen
        titles = [tab.title for tab in self._session.form.tabs if tab.id in whole.tabs and tab.id not in seen.tabs]
        who = WHO[self._session.present]
        words = tr("{who} is present: the overview and single questions elsewhere are not shown.", who=who)
        if titles:
            words = tr(
                "{who} is present: the overview, the sections {titles}, and single questions elsewhere are not shown.",
                who=who,
                titles=", ".join(titles),
            )
        self.bar.say(f"{words} {tr('Nothing is lost.')}")

    def _follow(self, _what: object) -> None:
        if self.is_on:
            self.say()

    def _choose(self, action: QAction) -> None:
        self._show_to(Audience(action.data()) if action.isChecked() else Audience.FULL)

    def _show_to(self, audience: Audience) -> None:
        try:
            self._session.show_to(audience)
        except PepDeskProblem as problem:
            show_problem(self._window, problem)
        for action in self._group.actions():
            action.setChecked(action.data() == self._session.present.value)
        self.say()
        self.changed.emit(self.is_on)
        announce(self._window, self.bar.words() if self.is_on else tr("Everything is shown again."), urgent=True)

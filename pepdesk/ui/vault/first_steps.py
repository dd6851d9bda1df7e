"""The first run: three short pages before the passphrase. How to read best, who one is, which authority.

Each choice works at once, can be changed later in the menus, and all of it can be skipped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from pepdesk.app.catalogue import known_authorities
from pepdesk.app.settings import ROLES
from pepdesk.authority.loader import BASE
from pepdesk.ui.home.new_plan_dialog import LAST_AUTHORITY
from pepdesk.ui.parts.labels import button, column, primary
from pepdesk.ui.parts.picker import Picker
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.texts import Hint, PageTitle, PlainLabel
from pepdesk.ui.parts.theme import ZOOMS, theme
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.settings import Settings
    from pepdesk.ui.frame.look import Look

_LETTERS = (("atkinson", tr("Clear shapes (Atkinson Hyperlegible)")), ("noto", tr("Plain (Noto Sans)")),
            ("dyslexic", tr("Heavy at the foot (OpenDyslexic)")))  # fmt: skip
_COLOURS = (("", tr("As the computer says")), ("light", tr("Light")), ("dark", tr("Dark")),
            ("contrast light", tr("High contrast, light")), ("contrast dark", tr("High contrast, dark")))  # fmt: skip
_ROLES = (("", tr("I do several things, or would rather not say")), ("designated_teacher", tr("Designated teacher")),
          ("social_worker", tr("Social worker")))  # fmt: skip
_TITLES = (tr("How do you read best?"), tr("What do you do?"), tr("Which authority?"))
PAGES = len(_TITLES) + 1
"""These pages and the passphrase after them."""
_PREVIEW = tr("So it will look: Amara reads 95 words in a minute by 18 December.")


class FirstSteps(QWidget):
    """``done()`` – the last page was left, or all was skipped; the choices are kept."""

    done = Signal()

    def __init__(self, settings: Settings, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings, self._look = settings, look
        self._title, self._step = PageTitle(_TITLES[0]), Hint("")
        self._pages = QStackedWidget()
        self._back = button(tr("&Back"), self._go_back)
        self._next = primary(tr("&Next"), self._go_on)
        skip = button(tr("&Skip these pages"), self._finish)
        self._steps = (self._reading(), self._role(), self._authority())
        for step in self._steps:
            self._pages.addWidget(step)
        page = column(self)
        page.addWidget(self._step)
        page.addWidget(self._title)
        page.addWidget(self._pages)
        row = QHBoxLayout()
        row.addWidget(skip)
        row.addStretch(1)
        row.addWidget(self._back)
        row.addWidget(self._next)
        page.addLayout(row)
        self._show(0)

    def _reading(self) -> QWidget:
        self._size = Picker(tr("Size of everything"))
        self._size.offer([(str(step), f"{step} %") for step in ZOOMS if step >= 100], str(theme().zoom))
        self._size.picked.connect(self._use_size)
        self._colours = Picker(tr("Colours"))
        self._colours.offer(_COLOURS, self._look.chosen)
        self._colours.picked.connect(self._look.use_colours)
        self._letters = Picker(tr("Letters"))
        self._letters.offer(_LETTERS, self._look.letters)
        self._letters.picked.connect(self._look.use_letters)
        return _page(
            tr("Each choice works at once. You will find them again in the View menu."),
            self._size, self._colours, self._letters, PlainLabel(_PREVIEW),
        )  # fmt: skip

    def _role(self) -> QWidget:
        self._who = Picker(tr("I am a"), tr("Your own sections then come first. Everything else is one click away."))
        self._who.offer(_ROLES, self._settings.role)
        return _page(
            tr(
                "School and social worker each fill in their half of a plan. The halves travel by memory stick or "
                "e-mail, and PepDesk joins them."
            ),
            self._who,
        )

    def _authority(self) -> QWidget:
        self._known = {one.id: one for one in known_authorities()}
        self._whose = Picker(tr("Authority of most of your children"), tr("Each plan can have another one."))
        choices = [(one.id, one.name) for one in self._known.values()]
        self._whose.offer(choices, self._settings.text(LAST_AUTHORITY, BASE, tuple(self._known)))
        self._whose.picked.connect(self._say_of)
        self._say_of(self._whose.value)
        return _page(
            tr(
                "New plans follow its deadlines, amounts and wording. If yours is not listed, choose England; your "
                "virtual school can send its rules as a file later (Settings, Install an authority’s rules)."
            ),
            self._whose,
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Come up with the first choice at hand."""
        super().showEvent(event)
        self._take_focus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus on: the page itself has nothing to do with it.

        Not at once, or else a screen reader, which is told of the page only after this, would be left there.
        """
        super().focusInEvent(event)
        QTimer.singleShot(0, self, self._take_focus)

    def _take_focus(self) -> None:
        if (first := self._steps[self._pages.currentIndex()].findChild(Picker)) is not None:
            first.take_focus()

    def _use_size(self, percent: str) -> None:
        theme().set_zoom(int(percent))

    def _say_of(self, authority: str) -> None:
        known = self._known.get(authority)
        self._whose.say(known.summary if known else "")

    def _show(self, number: int) -> None:
        self._pages.setCurrentIndex(number)
        for index, step in enumerate(self._steps):  # the hidden ones must not make this one high
            policy = QSizePolicy.Policy.Preferred if index == number else QSizePolicy.Policy.Ignored
            step.setSizePolicy(policy, policy)
        self._pages.adjustSize()
        words = tr("Step {at} of {last}", at=number + 1, last=PAGES)
        self._step.say(words if number else f"{tr('Welcome to PepDesk.')} {words}")
        self._title.say(_TITLES[number])
        self._back.setEnabled(number > 0)
        announce(self, f"{words}: {_TITLES[number]}")
        self._take_focus()

    def _go_back(self) -> None:
        self._show(self._pages.currentIndex() - 1)

    def _go_on(self) -> None:
        if self._pages.currentIndex() + 1 < self._pages.count():
            self._show(self._pages.currentIndex() + 1)
            return
        self._settings.keep_role(self._who.value if self._who.value in ROLES else "")
        self._settings.keep(LAST_AUTHORITY, self._whose.value)
        self._finish()

    def _finish(self) -> None:
        self._settings.keep_first_run_over()
        self.done.emit()


def _page(words: str, *widgets: QWidget) -> QWidget:
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(14)
    for widget in (PlainLabel(words), *widgets):
        layout.addWidget(widget)
    layout.addStretch(1)
    return page

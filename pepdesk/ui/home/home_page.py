"""My plans: what is due soon, the plans in groups, the ways to begin. Children are initials unless names are wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from pepdesk.app.caseload import Caseload, title_words
from pepdesk.ui.home.due_soon import DueSoon
from pepdesk.ui.home.home_filters import HomeFilters
from pepdesk.ui.home.home_notices import Empty, NothingFound, Notice
from pepdesk.ui.home.plan_list import PlanList
from pepdesk.ui.home.plan_menu import PlanMenu
from pepdesk.ui.parts.filters import HandOn
from pepdesk.ui.parts.flow import Flow
from pepdesk.ui.parts.focus_ring import FocusRing
from pepdesk.ui.parts.labels import button, primary
from pepdesk.ui.parts.scrolling import ScrollPage
from pepdesk.ui.parts.tab_order import put_in_reading_order
from pepdesk.ui.parts.texts import PageTitle, ShouldText, StrongText, TipText
from pepdesk.words import tr, trn

if TYPE_CHECKING:
    from pepdesk.app.library import Entry
    from pepdesk.app.settings import Settings

_NO_SHEET = tr("You have not put a recovery sheet away yet. If you forget the passphrase, your plans are lost.")


class HomePage(QWidget):
    """What people ask for: ``open_wanted(draft id)``, ``next_wanted(draft id)``, and the others without a plan."""

    new_wanted = Signal()
    pupils_wanted = Signal()
    package_wanted = Signal()
    open_wanted = Signal(str)
    next_wanted = Signal(str)
    sample_wanted = Signal()
    sheet_wanted = Signal()
    old_wanted = Signal()
    undo_wanted = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        FocusRing(self)  # first, so that it goes before what it rings
        self._load = Caseload()
        self._sheet = Notice(ShouldText(_NO_SHEET), tr("&Make a recovery sheet"))
        self._old_words = TipText()
        self._old = Notice(self._old_words, tr("Loo&k through them…"))
        self._deleted_words = TipText()
        self._deleted = Notice(self._deleted_words, tr("&Undo"))
        self._nothing = NothingFound()
        self.filters, self.list = HomeFilters(settings), PlanList()
        self.more = PlanMenu(self.list, self)
        self._marked = StrongText(wrap=False)
        self._new = primary(tr("&New plan"), self.new_wanted.emit, tr("Start a plan (Ctrl+N)"))
        self._open = button(tr("&Continue"), self._open_marked, tr("Open the marked plan (Enter)"))
        self._next = button(
            tr("Start ne&xt term…"), self._start_next, tr("A new plan from the marked one, which stays")
        )
        self._over = button(tr("Hand &over…"), self.more.ask_to_hand_over, tr("Make a package of the marked plan"))
        self._lay_out()
        self._connect()
        self._show()

    def list_plans(self, load: Caseload, current: str) -> None:
        """Show these plans, ``current`` (a draft id, or "") marked; else the first."""
        self._load = load
        self.filters.show_counts(load.counts())
        self._show_due()
        self._show(current)
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # one picture, with the list as high as it gets

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The plans there are, also those a search leaves out."""
        return self._load.entries

    def remind_of_sheet(self, needed: bool) -> None:
        """Show or hide the reminder that nobody has put a recovery sheet away yet."""
        self._sheet.setVisible(needed)

    def remind_of_old(self, count: int) -> None:
        """Show that so many signed plans have stayed long, or nothing for none."""
        self._old_words.say(
            trn(
                "One plan was signed some time ago. If the authority has the record, your copy may go.",
                "{count} plans were signed some time ago. If the authority has the record, your copies may go.",
                count,
            )
        )
        self._old.setVisible(count > 0)

    def offer_undo(self, words: str) -> None:
        """Tell of a plan that was deleted, with the way to bring it back; "" takes that away."""
        self._deleted_words.say(words)
        self._deleted.setVisible(bool(words))

    def take_focus(self) -> None:
        """Put the keyboard on the list, if there is one."""
        if self._load.plans:
            self.list.setFocus()

    def _lay_out(self) -> None:
        self._area = area = ScrollPage()
        self._sheet_of_page = sheet = QWidget()
        area.setWidget(sheet)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        self._due, self._empty = DueSoon(sheet), Empty(sheet)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(32, 20, 32, 16)
        column.setSpacing(12)
        column.addLayout(self._ways_to_begin())
        column.addWidget(self._sheet)
        column.addWidget(self._old)
        column.addWidget(self._deleted)
        column.addWidget(self._empty)
        column.addWidget(self._due)
        column.addWidget(self.filters)
        column.addWidget(self._nothing)
        column.addWidget(self.list, 1)
        self._with_marked = QWidget()
        column.addWidget(self._with_marked)
        flow = Flow(self._with_marked)
        flow.addWidget(self._marked)
        for verb in (self._open, self._next, self._over, self.more):
            flow.addWidget(verb)
        self._filler = QWidget()  # holds the top in place while there is no list
        column.addWidget(self._filler, 1)
        put_in_reading_order(sheet)
        HandOn(self, self._new)

    def _ways_to_begin(self) -> Flow:
        flow = Flow()
        for one in (
            PageTitle(tr("My plans   "), wrap=False),
            self._new,
            button(tr("New from a pupils’ &list…"), self.pupils_wanted.emit, tr("From the school’s own export (CSV)")),
            button(tr("Open a &package…"), self.package_wanted.emit, tr("A .pepx file from a colleague")),
            button(tr("Open the &sample"), self.sample_wanted.emit, tr("An invented child; nothing you do is kept")),
        ):
            flow.addWidget(one)
        return flow

    def _connect(self) -> None:
        self._sheet.pressed.connect(self.sheet_wanted)
        self._old.pressed.connect(self.old_wanted)
        self._deleted.pressed.connect(self.undo_wanted)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self).activated.connect(self._undo)
        self._empty.begin_wanted.connect(self.new_wanted)
        self._due.open_wanted.connect(self.open_wanted)
        self.list.opened.connect(self.open_wanted)
        self.list.marked.connect(self._mark)
        self.more.open_wanted.connect(self.open_wanted)
        self.more.next_wanted.connect(self.next_wanted)
        self.filters.changed.connect(self._show)
        self.filters.named.connect(self._show_due)
        self.filters.down.connect(self.list.setFocus)
        self._nothing.all_wanted.connect(self.filters.clear)

    def _show(self, current: str = "") -> None:
        filters = self.filters
        self.list.arrange(
            self._load, filters.words, filters.group, filters.order, names=filters.names, current=current
        )  # fmt: skip
        some, found = bool(self._load.plans), self.list.rows.rowCount() > 0
        self._empty.setVisible(not some)
        self.filters.setVisible(some)
        self._nothing.setVisible(some and not found)
        self.list.setVisible(found)
        self._filler.setVisible(not found)

    def _show_due(self) -> None:
        self._due.show_due(self._load, names=self.filters.names)

    def _mark(self) -> None:
        plan = self.list.rows.plan(self.list.currentIndex().row())
        self._with_marked.setVisible(plan is not None)
        self._marked.say(f"{title_words(plan, names=self.filters.names)}:" if plan else "")
        self.more.mark(self.list.entry, self.entries)
        if plan is not None and self.list.hasFocus():  # with large letters the list is taller than the page's window
            where = self.list.visualRect(self.list.currentIndex())
            middle = self.list.viewport().mapTo(self._sheet_of_page, where.center())
            self._area.ensureVisible(middle.x(), middle.y(), 0, where.height() // 2 + 8)

    def _open_marked(self) -> None:
        if self.list.draft_id:
            self.open_wanted.emit(self.list.draft_id)

    def _undo(self) -> None:
        if not self._deleted.isHidden():
            self.undo_wanted.emit()

    def _start_next(self) -> None:
        if self.list.draft_id:
            self.next_wanted.emit(self.list.draft_id)

"""An open plan on screen: header, contents list, tab strip, pages and problems, kept in step with the session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QHideEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from pepdesk.form.address import Address
from pepdesk.ui.answers.answer_place import AnswerPlace
from pepdesk.ui.answers.plan_map import PlanMap
from pepdesk.ui.overview.overview import OverviewPage
from pepdesk.ui.page.at_hand import AtHand
from pepdesk.ui.page.pages import Pages
from pepdesk.ui.parts.bars import Bar, amended_words, signed_words
from pepdesk.ui.parts.filters import HandOn, UndoFilter
from pepdesk.ui.parts.focus_ring import FocusRing
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.sections import OVERVIEW, contents_lines, sections
from pepdesk.ui.parts.theme import theme
from pepdesk.ui.plan import plan_actions
from pepdesk.ui.plan.beside import Beside, comment_actions
from pepdesk.ui.plan.contents_pane import ContentsPane
from pepdesk.ui.plan.find_bar import FindBar
from pepdesk.ui.plan.go_to import GoToDialog
from pepdesk.ui.plan.panes import Panes
from pepdesk.ui.plan.plan_header import HEADING, PlanHeader
from pepdesk.ui.plan.presence import Presence
from pepdesk.ui.plan.problem_steps import ProblemSteps
from pepdesk.ui.plan.problems_panel import ProblemsPanel
from pepdesk.ui.plan.section_strip import SectionStrip
from pepdesk.ui.plan.side import Side
from pepdesk.ui.plan.slips import Slips
from pepdesk.ui.plan.together_bar import TogetherBar
from pepdesk.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from pepdesk.app.session import Session
    from pepdesk.form.model import Role
    from pepdesk.rules.assess import Difference
    from pepdesk.rules.issue import Issue


class PlanView(QWidget):
    """One open plan. ``export_wanted()``, ``close_wanted()``, ``amend_wanted()`` – for the window to act on.

    ``edit_actions``, ``go_actions`` and ``view_actions`` are for the window's menus (None is a separator).
    """

    export_wanted = Signal()
    close_wanted = Signal()
    amend_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None, *, overview: bool = False) -> None:
        """Show the plan of ``session``, from its ``overview`` on or else from its first section."""
        super().__init__(parent)
        self.session = session
        self.plan = PlanMap(session, self)
        self._role: Role | None = None
        self._last_at_hand: Address | None = None
        self._last_changed: frozenset[Address] = frozenset()
        self._theme = theme()
        self.header = PlanHeader(session, self)
        self._contents_pane = ContentsPane(self)
        self.contents = self._contents_pane.list
        self.strip = SectionStrip(self)
        self.pages = Pages(self.plan, self)
        self.overview = OverviewPage(session, self)
        self.pages.add_page(self.overview)
        self.problems = ProblemsPanel(session, self)
        self.signed_bar, self.amended_bar = Bar(tr("Amend"), self), Bar(tr("Export and sign"), self)
        self.undo_bar = Bar(tr("Undo"), self)
        self.presence = Presence(session, self)
        self.together = TogetherBar(self)
        self.find_bar = FindBar(self)
        self.beside = Beside(self)
        self.steps = ProblemSteps(self)
        self.at_hand = AtHand(self.plan, self)
        self.slips = Slips(self)
        self._lay_out()
        self.edit_actions = plan_actions.edit_actions(self)
        self.go_actions = plan_actions.go_actions(self)
        self.view_actions = plan_actions.view_actions(self)
        self.edit_actions[6:6] = [None, *comment_actions(self.beside, self)]
        self.view_actions[1:1] = [self.beside.comments_action, self.beside.last_term_action]
        self._undo_filter = UndoFilter(self)
        self._ring = FocusRing(self)
        self._connect()
        first = next(iter(session.on_screen.tabs), session.form.tabs[0].id)
        self.show_tab(OVERVIEW if overview else first)
        self._show_sections()
        self._show_frozen(session.is_frozen)
        self.beside.start()

    # Going about --------------------------------------------------------------------------------------------------

    @property
    def role(self) -> Role | None:
        """Whose sections and problems are shown; None for all."""
        return self._role

    def show_role(self, role: Role | None) -> None:
        """Show only the sections and problems of ``role``, or all for None."""
        self._role = role
        self.header.show_role(role)
        self.overview.show_role(role)
        self._show_sections()
        self.steps.show()

    def show_tab(self, tab_id: str) -> None:
        """Open a section, or the overview for ``OVERVIEW`` (it tells of everything: not while somebody looks on)."""
        if tab_id == OVERVIEW and self.presence.is_on:
            return
        if tab_id == OVERVIEW:
            self.pages.turn_to(self.overview)
        elif tab_id != self.pages.current_tab():
            self.pages.open(tab_id)
        self.contents.show_current(tab_id)
        self.strip.show_current(tab_id)

    def show_overview(self) -> None:
        """Show where the plan stands."""
        self.show_tab(OVERVIEW)

    def go_to(self, address: Address) -> None:
        """Open the section of a question and put the focus on it; on adding a row if it has none."""
        place = self.show_question(address)
        if place is not None:
            place.take_focus()
            self.pages.stay_at(place)
        elif address.tab != self.pages.current_tab():
            return
        elif (group := self.plan.group(self.pages.group_of(address))) and (button := group.add_button()):
            button.setFocus()
            self.pages.page(address.tab).ensureWidgetVisible(button)

    def show_question(self, address: Address) -> AnswerPlace | None:
        """Open the section of a question and scroll to it, the focus staying where it is; None if it is not there."""
        if address.tab not in self.session.on_screen.tabs:
            return None
        if address.tab not in (one.tab.id for one in sections(self.session, self._role)):
            self.show_role(None)
        self.show_tab(address.tab)
        page = self.pages.page(address.tab)
        place = self.plan.place(address)
        if place is not None:
            QApplication.sendPostedEvents()  # a page just built has no sizes yet, and could not scroll
            page.reveal(place)
        return place

    @property
    def bookmark(self) -> tuple[str, Address | None]:
        """The section (or overview) that is open, and the question in it that had the focus last, if any."""
        tab, last = self.pages.current_tab(), self._last_at_hand
        return tab, last if last is not None and last.tab == tab else None

    def come_back(self, bookmark: tuple[str, Address | None]) -> None:
        """Go to where ``bookmark`` was taken, as far as that is still there."""
        tab, address = bookmark
        if tab in (OVERVIEW, *(one.id for one in sections(self.session, self._role))):
            self.show_tab(tab)
        if address is not None:
            self.go_to(address)

    def go_to_issue(self, issue: Issue) -> None:
        """Go to what an issue speaks of."""
        self.go_to(issue.address)
        self.steps.at(issue)
        if place := self.plan.place(issue.address):
            place.look_at(issue)

    def go_to_question(self) -> None:
        """Ask for a question and go there."""
        dialog = GoToDialog(self.session, self)
        dialog.chosen.connect(self.go_to)
        dialog.open()

    def next_section(self) -> None:
        """Open the next section."""
        self._step_section(1)

    def previous_section(self) -> None:
        """Open the section before."""
        self._step_section(-1)

    def go_to_numbered(self) -> None:
        """Open the section whose number the action carries."""
        action, shown = self.sender(), sections(self.session, self._role)
        if isinstance(action, QAction) and (number := int(action.data())) <= len(shown):
            self._turn_to(shown[number - 1].tab.id)

    def next_pane(self) -> None:
        """Move the focus between contents, page and problems."""
        pane = self.panes.after(self.focusWidget())
        if pane.isAncestorOf(self.pages):
            self.focus_page()
        else:
            pane.setFocus()

    # Problems -----------------------------------------------------------------------------------------------------

    def check_plan(self) -> None:
        """Look the whole plan over; the list of problems opens at the section at hand."""
        self.steps.check()

    def open_problems(self, wanted: bool) -> None:
        """Show or hide the list of problems."""
        self.steps.open_list(wanted)

    def next_problem(self) -> None:
        """Go to the next problem from here."""
        self.steps.next()

    def previous_problem(self) -> None:
        """Go to the problem before."""
        self.steps.previous()

    def problems_action(self) -> QAction:
        """The switch of the list of problems."""
        action = self.view_actions[0]
        assert action is not None
        return action

    # Editing ------------------------------------------------------------------------------------------------------

    def undo(self) -> None:
        """Undo the last step, and show where; what the child said goes only after a question."""
        plan_actions.undo(self, lambda: self._step_back(self.session.undo))

    def redo(self) -> None:
        """Do the last undone step again, and show where."""
        self._step_back(self.session.redo)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell the session that somebody can see the plan now."""
        super().paintEvent(event)
        self.session.painted()

    def showEvent(self, event: QShowEvent) -> None:
        """Build the other pages while nobody is doing anything."""
        super().showEvent(event)
        self.pages.build_rest_when_idle()

    def hideEvent(self, event: QHideEvent) -> None:
        """Build nothing for a plan that is being closed: its timer must not fire once nobody holds it."""
        super().hideEvent(event)
        self.pages.stop_building()

    # Internal -----------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.presence.bar)
        column.addWidget(self.signed_bar)
        column.addWidget(self.amended_bar)
        column.addWidget(self.together)
        column.addWidget(self.pages, 1)
        column.addWidget(self.find_bar)
        column.addWidget(self.undo_bar)
        side = Side((self.problems, self.beside.comments, self.beside.last_term), self)
        self.panes = Panes(self._contents_pane, page, side, self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.header)
        outer.addWidget(self.panes, 1)
        HandOn(self, self.contents)

    def _connect(self) -> None:
        session = self.session
        session.changed.connect(self._changed)
        session.assessed.connect(self._assessed)
        session.frozen.connect(self._show_frozen)
        session.undo_stack.indexChanged.connect(self.undo_bar.hide)
        self.plan.row_removed.connect(self._say_removed)
        self.plan.row_entered.connect(self.pages.stay_at)
        self.overview.wanted.connect(self.go_to)
        self.overview.problems_wanted.connect(self.steps.open_and_enter)
        self.contents.chosen.connect(self.show_tab)
        self.contents.gone_in.connect(self.focus_page)
        self._contents_pane.all_wanted.connect(self._show_all_sections)
        self.strip.chosen.connect(self.show_tab)
        self.header.role_chosen.connect(self.show_role)
        self.header.check_wanted.connect(self.check_plan)
        self.header.export_wanted.connect(self.export_wanted)
        self.presence.changed.connect(self._somebody_looks_on)
        self.header.close_wanted.connect(self.close_wanted)
        self.problems.chosen.connect(self.go_to_issue)
        self.problems.closed.connect(self.steps.close_list)
        self.undo_bar.pressed.connect(self.undo)
        self.signed_bar.pressed.connect(self.amend_wanted)
        self.amended_bar.pressed.connect(self.export_wanted)
        self._theme.changed.connect(self._fit)
        self.at_hand.arrived.connect(self._reveal)

    def _changed(self, addresses: frozenset[Address]) -> None:
        self._last_changed = addresses
        self.pages.changed(addresses)
        if addresses & HEADING:
            self.header.refresh()

    def _assessed(self, what: Difference) -> None:
        self.pages.assessed(what)
        if what.tabs:
            self._show_sections()
        self.steps.show_soon()

    def _show_sections(self) -> None:
        lines, current = contents_lines(self.session, self._role), self.pages.current_tab()
        ids = [line.id for line in lines]
        if current not in ids and (tabs := [one for one in ids if one != OVERVIEW]):
            current = tabs[0]
            self.pages.open(current)
        every = sections(self.session, None)
        self._contents_pane.show_sections(lines, current, len(every) - sum(line.owner is not None for line in lines))
        self.strip.show_sections(lines, current)

    def _show_all_sections(self) -> None:
        """Somebody asked for everything: that is remembered like a choice in the header."""
        self.header.role_chosen.emit(None)

    def _somebody_looks_on(self, looks_on: bool) -> None:
        """What may be seen now is another part of the plan, or all of it."""
        self.header.allow_export(not looks_on)
        self.amended_bar.setDisabled(looks_on)
        self.find_bar.start_again()
        self.beside.look_on()
        self._show_sections()
        self.steps.show()

    def _show_frozen(self, frozen: bool) -> None:
        self.pages.freeze(frozen)
        self.signed_bar.say(signed_words(self.session))
        self.amended_bar.say(amended_words(self.session))
        if frozen:
            self.undo_bar.hide()
        self.header.refresh()

    def _say_removed(self, words: str) -> None:
        self.undo_bar.say(words)
        announce(self, f"{words} {tr('Ctrl+Z brings it back.')}")

    def _fit(self) -> None:
        self.pages.fit()
        self.header.fit()
        self.find_bar.fit()
        self.beside.comments.fit()
        self.panes.fit()

    def _reveal(self, place: AnswerPlace) -> None:
        self._last_at_hand = place.address
        page = self.pages.page(place.address.tab)
        if page is self.pages.top:
            page.reveal(place)

    def _step_back(self, step: Callable[[], None]) -> None:
        """Undo or redo, then show where something changed: its section, and its first question with the focus."""
        self.session.end_burst()
        self._last_changed = frozenset()
        step()
        tabs = {address.tab for address in self._last_changed}
        if tabs and self.pages.current_tab() not in tabs:
            self.show_tab(min(tabs & self.session.on_screen.tabs.keys(), default=self.pages.current_tab()))
        here, first = self.at_hand.place, self.plan.uppermost(self._last_changed)
        if first is not None and (here is None or here.address not in self._last_changed):
            first.take_focus()
            here = first
        if here is not None:
            self.pages.stay_at(here)

    def _step_section(self, by: int) -> None:
        current, shown = self.pages.current_tab(), [one.id for one in contents_lines(self.session, self._role)]
        if current in shown:
            self._turn_to(shown[(shown.index(current) + by) % len(shown)])

    def _turn_to(self, tab_id: str) -> None:
        """Open a section; the keyboard goes on there if it was on a page, which is hidden now."""
        was_on_page = (at := self.focusWidget()) is not None and self.pages.isAncestorOf(at)
        self.show_tab(tab_id)
        if was_on_page:
            self.focus_page()

    def focus_page(self) -> None:
        """Put the focus on the first question of the page, or on the overview."""
        if self.pages.top is self.overview:
            self.overview.take_focus()
            return
        page = self.pages.page(self.pages.current_tab())
        for place in page.findChildren(AnswerPlace):
            if isinstance(place, AnswerPlace) and place.isVisible():
                place.take_focus()
                return

"""The one window: first-run pages, the unlock page, my plans, and the open plan, one shown at a time.

The window decides what is shown; ``Desk`` decides when a plan may go. No child's name leaves the pages: the title
bar holds initials at most, and the settings file no name at all.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QStackedWidget, QWidget

from pepdesk.app.caseload import Caseload, read_caseload
from pepdesk.app.jobs import Jobs
from pepdesk.app.settings import Settings
from pepdesk.form.address import Address
from pepdesk.form.model import Role
from pepdesk.problem import PepDeskProblem
from pepdesk.ui.drafts.stuck_box import StuckBox
from pepdesk.ui.frame.capture import Capture
from pepdesk.ui.frame.desk import Desk
from pepdesk.ui.frame.front import Front
from pepdesk.ui.frame.idle import IdleWatch
from pepdesk.ui.frame.look import Look
from pepdesk.ui.frame.menus import Menus
from pepdesk.ui.frame.saved_state import SavedState
from pepdesk.ui.frame.sleep_watch import SleepWatch
from pepdesk.ui.frame.window_place import keep_borders, keep_place, place
from pepdesk.ui.frame.window_title import window_title
from pepdesk.ui.home.home_page import HomePage
from pepdesk.ui.parts.busy import AT_WORK
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.problem_box import show_problem
from pepdesk.ui.parts.secret_clipboard import SecretClipboard
from pepdesk.ui.parts.spelling import spelling
from pepdesk.ui.vault.recovery_page import RecoveryPage
from pepdesk.ui.vault.unlock_page import UnlockPage
from pepdesk.ui.verbs.deleting_verbs import DeletingVerbs
from pepdesk.ui.verbs.drafts_verbs import DraftsVerbs
from pepdesk.ui.verbs.forms_verbs import FormsVerbs
from pepdesk.ui.verbs.keys_verbs import KeysVerbs
from pepdesk.ui.verbs.meeting_verbs import MeetingVerbs
from pepdesk.ui.verbs.plan_verbs import PlanVerbs
from pepdesk.ui.verbs.rules_verbs import RulesVerbs
from pepdesk.ui.verbs.sent_verbs import SentVerbs
from pepdesk.ui.verbs.together_verbs import TogetherVerbs
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.storage.derivation import Cost
    from pepdesk.storage.vault import Vault
    from pepdesk.ui.plan.plan_view import PlanView

NOT_KEPT = tr("Only to look at: nothing you change here is saved")
_LOCK_AGAIN_MS = 1000


class MainWindow(QMainWindow):
    """PepDesk's window on the vault in ``folder``. ``cost`` is for new passphrases; None measures this computer."""

    def __init__(self, folder: Path, jobs: Jobs, settings: Settings, *, cost: Cost | None = None) -> None:
        super().__init__()
        self.folder, self.jobs, self.settings, self.cost = folder, jobs, settings, cost
        self.desk = Desk(jobs, self)
        self.clipboard = SecretClipboard(self)
        self.capture = Capture(self)
        self._pages = QStackedWidget()
        self.setCentralWidget(self._pages)
        self._plan: PlanView | None = None
        self._draft = ""
        self._left_at: dict[str, tuple[str, Address | None]] = {}
        self._home: HomePage | None = None
        self._after_leaving: Callable[[], object] = self._settle
        self._by_key = False
        self._closing = False
        self.status = SavedState(self)
        self.setStatusBar(self.status)
        self.look = Look(self)
        self.front = Front(self)
        self.plans = PlanVerbs(self)
        self.drafts = DraftsVerbs(self)
        self.forms = FormsVerbs(self)
        self.deleting = DeletingVerbs(self)
        self.keys = KeysVerbs(self)
        self.rules = RulesVerbs(self)
        self.meetings = MeetingVerbs(self)
        self.together = TogetherVerbs(self)
        self.sent = SentVerbs(self)
        self._menus = Menus(self)
        self._connect_desk()
        place(self, settings)
        self._name_window()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._idle = IdleWatch(app, settings.idle_minutes * 60_000, self)
        self._idle.idle.connect(self.lock_now)
        self._sleep = SleepWatch(self)
        self._sleep.asleep.connect(self.lock_now)
        QTimer.singleShot(0, self._sleep, self._sleep.listen)
        spelling().start(jobs, settings)

    # Pages --------------------------------------------------------------------------------------------------------

    @property
    def page(self) -> QWidget | None:
        """What is shown now; None before anything is."""
        return self._pages.currentWidget()

    @property
    def plan_view(self) -> PlanView | None:
        """The open plan's view, if a plan is on show."""
        return self._plan

    def show_page(self, page: QWidget) -> None:
        """Show ``page`` and destroy every other one: what is locked or closed is not merely hidden."""
        if self._plan is not None and page is not self._plan:
            self._left_at[self._draft] = self._plan.bookmark
        if (focus := QApplication.focusWidget()) is not None and focus is not page:
            focus.clearFocus()  # whoever follows the focus lets go of it while it still exists
        for index in reversed(range(self._pages.count())):
            old = self._pages.widget(index)
            if old is not None and old is not page:
                self._pages.removeWidget(old)
                old.deleteLater()
        if self._pages.indexOf(page) < 0:
            self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        self._plan = self._plan if page is self._plan else None
        self._home = self._home if page is self._home else None
        if self._plan is None:
            self._menus.show_plan((), (), ())
        page.setFocus()
        self._refresh()

    # The vault and its plans ----------------------------------------------------------------------------------------

    def take(self, vault: Vault, by_key: bool) -> None:
        """Go on with an open vault; ``by_key`` when it was the recovery key that opened it."""
        self._by_key = by_key
        self.desk.take(vault)

    def _unlocked(self) -> None:
        """A vault was opened: back to the plan that was on show before the lock, or to the list."""
        if draft_id := self.desk.return_to:
            self.desk.open(draft_id)
        else:
            self.show_home()
        if self._by_key:
            self._by_key = False
            self.keys.after_recovery()
        self.together.unlocked()
        self.keys.follow_policy()

    def show_home(self) -> None:
        """Show the list of plans of the open vault."""
        if self._home is None:
            self._home = page = HomePage(self.settings)
            page.new_wanted.connect(self.plans.new_plan)
            page.pupils_wanted.connect(self.plans.new_from_pupils)
            page.open_wanted.connect(self.desk.open)
            page.next_wanted.connect(self.plans.next_term_of)
            page.sample_wanted.connect(self.plans.open_sample)
            page.sheet_wanted.connect(self.keys.new_sheet)
            page.package_wanted.connect(self.together.open_package)
            self.drafts.serve(page)
            self.deleting.serve(page)
            self.sent.serve(page)
        self._home.remind_of_sheet(self.front.is_sheet_due)
        self.show_page(self._home)
        self.list_again()

    def list_again(self) -> None:
        """Read the list of plans anew, if it is on show."""
        if self.desk.library is not None and self._home is not None:
            work = partial(read_caseload, self.desk.library, self.settings.role)
            Errand[Caseload](self._home, self._listed, self.refuse).run_file(self.jobs, work)

    def _listed(self, load: Caseload) -> None:
        if self._home is not None and self.desk.library is not None:
            self._home.list_plans(load, self.desk.last_draft)
            self.deleting.listed(self._home, load.entries)
            self._home.take_focus()

    def _show_plan(self) -> None:
        from pepdesk.ui.frame.last_term_reader import LastTermReader
        from pepdesk.ui.plan.plan_view import PlanView

        session = self.desk.session
        if session is None:
            return
        self._plan = view = PlanView(session, self, overview=not self.desk.is_new)
        keep_borders(view.panes, self.settings)
        if self.settings.role:
            view.show_role(Role(self.settings.role))
        view.header.role_chosen.connect(self._keep_role)
        view.export_wanted.connect(self.plans.export)
        view.close_wanted.connect(self.go_home)
        view.amend_wanted.connect(session.amend)
        self.status.follow(session)
        if self.desk.keeps_nothing:
            self.status.say(NOT_KEPT)
        session.changed.connect(self._note_change)
        self._menus.show_plan(view.edit_actions, view.go_actions, view.view_actions)
        self._menus.look_on(False)
        view.presence.changed.connect(self._menus.look_on)
        view.together.choose_wanted.connect(self.together.choose)
        view.overview.turn.verb_wanted.connect(self.together.do)
        view.overview.turn.reminder_wanted.connect(self.together.remind)
        self.show_page(view)
        self._draft = "" if self.desk.keeps_nothing else self.desk.last_draft
        if self._draft and (bookmark := self._left_at.get(self._draft)):
            view.come_back(bookmark)
        self.drafts.opened()
        self.together.plan_shown()
        LastTermReader(self, view)

    def _keep_role(self, role: Role | None) -> None:
        self.settings.keep_role(role.value if role else "")

    def _note_change(self, addresses: frozenset[Address]) -> None:
        if any(address.tab == "child" for address in addresses):
            self._name_window()

    def _left(self) -> None:
        """The plan is saved and closed, or the vault locked: go on with what was wanted."""
        after, self._after_leaving = self._after_leaving, self._settle
        after()

    def _settle(self) -> None:
        """Show the list of plans, or the page in front of the vault."""
        if self.desk.library is not None:
            self.show_home()
        elif not self.front.notice(""):
            self.front.show_start()

    def _stuck(self, problem: PepDeskProblem) -> None:
        box = StuckBox(self, problem, self.status.last_saved)
        box.again.connect(self.desk.leave)
        box.elsewhere.connect(self.plans.save_elsewhere)
        box.discard.connect(self.desk.discard)
        box.stay.connect(self._stay)
        box.open()

    def _stay(self) -> None:
        self._after_leaving = self._settle

    def _locked(self) -> None:
        """Nothing may be seen from here on; what is not saved yet is saved behind the unlock page."""
        self._keep_half_a_comment()
        for dialog in self.findChildren(QDialog):
            dialog.close()
            dialog.deleteLater()
        self.clipboard.clear()
        self.capture.forbid()
        self.front.show_lock("" if self.desk.is_clean else tr("The last change is still being saved."))

    def _trouble_behind_lock(self, problem: PepDeskProblem) -> None:
        self.front.notice(
            tr("{title} It is tried again every few seconds; please do not switch off.", title=problem.title)
        )

    # Verbs --------------------------------------------------------------------------------------------------------

    def leave_then(self, after: Callable[[], object]) -> None:
        """Do ``after`` once no plan is open: at once, or when the open one is saved and closed."""
        if self.desk.session is None:
            after()
            return
        if (focus := QApplication.focusWidget()) is not None:
            focus.clearFocus()  # an input method hands over the word it has in hand
        self._keep_half_a_comment()
        self._after_leaving = after
        self.desk.leave()

    def _keep_half_a_comment(self) -> None:
        """What stands in the box for comments becomes one: everything else typed is in the plan already."""
        if self._plan is not None:
            self._plan.beside.comments.add()

    def go_home(self) -> None:
        """Close the plan and show the list."""
        if not isinstance(self.page, RecoveryPage):
            self.leave_then(self._settle)

    def lock_now(self) -> None:
        """Lock at once, or as soon as documents being signed or a passphrase being changed are done with."""
        if self._is_at_work():
            QTimer.singleShot(_LOCK_AGAIN_MS, self, self.lock_now)
            return
        self.front.lock_sheet()
        self.desk.lock()

    def change_folder(self, folder: Path) -> None:
        """Put these plans away, none of which is open, and ask for the passphrase of those in another folder."""
        self.desk.put_away()
        self.folder = folder
        self.desk.forget_place()
        self.front.show_start()

    def refuse(self, problem: PepDeskProblem) -> None:
        """Tell of a problem."""
        show_problem(self, problem)

    # Internal -----------------------------------------------------------------------------------------------------

    def _connect_desk(self) -> None:
        desk = self.desk
        desk.unlocked.connect(self._unlocked)
        desk.opened.connect(self._show_plan)
        desk.left.connect(self._left)
        desk.locked.connect(self._locked)
        desk.stuck.connect(self._stuck)
        desk.refused.connect(self._not_opened)
        desk.set_aside.connect(self.plans.tell_of_damage)
        desk.saved.connect(self.status.note_saved)
        desk.failed.connect(self.status.note_failed)
        desk.failed.connect(self._trouble_behind_lock)
        desk.conflict.connect(self.refuse)
        desk.unsaved.connect(self.status.note_unsaved)
        desk.unsaved.connect(self.setWindowModified)

    def _not_opened(self, problem: PepDeskProblem) -> None:
        self.show_home()
        show_problem(self, problem)

    def _refresh(self) -> None:
        session = self.desk.session
        self._menus.allow(
            vault=self.desk.library is not None and not isinstance(self.page, UnlockPage),
            plan=self._plan is not None,
            saved=session is not None and not self.desk.keeps_nothing,
        )
        if self._plan is None:
            self.status.follow(None)
            self.setWindowModified(False)
        self._name_window()

    def _name_window(self) -> None:
        """The title, with initials at most."""
        self.setWindowTitle(window_title(self.desk.session if self._plan is not None else None))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save first; the window goes when everything is on the disk, or stays and says why not."""
        if self._is_at_work():  # the plan must still be there to remember that it was signed
            event.ignore()
            QTimer.singleShot(_LOCK_AGAIN_MS, self, self.close)
            return
        if self.desk.session is not None and not self._closing:
            self.leave_then(self._really_close)
            if self.desk.session is not None:
                event.ignore()
                return  # ``_really_close`` follows; within this event its ``close`` would do nothing
        keep_place(self, self.settings)
        self.clipboard.clear()
        event.accept()

    def _is_at_work(self) -> bool:
        return any(dialog.property(AT_WORK) for dialog in self.findChildren(QDialog))

    def _really_close(self) -> None:
        self._closing = True
        self.close()

"""The verbs about plans and their documents: begin, look around, export, sign, verify."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMessageBox

from pepdesk.problem import PepDeskProblem
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.problem_box import announce, message_box
from pepdesk.words import tr, trn

if TYPE_CHECKING:
    from pepdesk.app.library import OpenedPlan
    from pepdesk.record.record import PepRecord
    from pepdesk.storage.drafts import SetAside
    from pepdesk.ui.frame.main_window import MainWindow
    from pepdesk.ui.home.new_plan_dialog import NewPlanDialog

_SAMPLE_FORM = "year_r_11"
_SHOW_MS = 15_000


class PlanVerbs(QObject):
    """What the File menu and the pages ask for."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._waiting: PepRecord | None = None
        self._sealed = b""

    def new_from_pupils(self) -> None:
        """The same, asking for the school's list of pupils first."""
        if (dialog := self._ask_for_new()) is not None:
            dialog.ask_for_file()

    def new_plan(self) -> None:
        """Ask for what a plan cannot start without, then open it."""
        self._ask_for_new()

    def _ask_for_new(self) -> NewPlanDialog | None:
        from pepdesk.ui.home.new_plan_dialog import NewPlanDialog

        try:
            dialog = NewPlanDialog(self._window, self._window.jobs, self._window.settings)
        except PepDeskProblem as problem:
            self._window.refuse(problem)
            return None
        dialog.started.connect(self.start)
        dialog.open()
        return dialog

    def start(self, record: PepRecord) -> None:
        """Open a new plan once the present one is saved and closed."""
        self._waiting = record
        self._window.leave_then(self._start_waiting)

    def next_term(self) -> None:
        """Start next term's plan from the open one."""
        if (session := self._window.desk.session) is not None:
            session.end_burst()
            self._ask_next_term(session.read())

    def next_term_of(self, draft_id: str) -> None:
        """Start next term's plan from one in the list."""
        if (library := self._window.desk.library) is None:
            return
        errand = Errand["OpenedPlan"](self, self._read_for_next_term, self._window.refuse)
        errand.run_file(self._window.jobs, partial(library.open, draft_id))

    def _read_for_next_term(self, opened: OpenedPlan) -> None:
        if self._window.desk.library is None or self._window.desk.session is not None:
            return  # locked meanwhile, or another plan was opened
        if opened.set_aside:
            self.tell_of_damage(opened.set_aside)
        self._ask_next_term(opened.record)

    def _ask_next_term(self, record: PepRecord) -> None:
        from pepdesk.ui.home.next_term_dialog import NextTermDialog

        try:
            dialog = NextTermDialog(self._window, record)
        except PepDeskProblem as problem:
            self._window.refuse(problem)
            return
        dialog.started.connect(self.start)
        dialog.open()

    def open_sample(self) -> None:
        """Open the invented child's plan, to look around in; nothing of it is kept."""
        self._window.leave_then(self._look_at_sample)

    def tell_of_damage(self, damaged: tuple[SetAside, ...]) -> None:
        """Say which saves of the opened plan were damaged."""
        box = message_box(
            self._window, damage_words(damaged), tr("The newest whole save is shown. The damaged files were set aside, "
            "not deleted, in case somebody can mend them."), QMessageBox.Icon.Warning,
        )  # fmt: skip
        box.addButton(tr("Close"), QMessageBox.ButtonRole.RejectRole)
        box.open()

    def save_elsewhere(self) -> None:
        """Put a sealed copy of the open plan into a folder the person chooses."""
        dialog = QFileDialog(self._window, tr("Choose a folder for the sealed copy"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.save_copy_in)
        dialog.open()

    def save_copy_in(self, folder: str) -> None:
        """Put the sealed copy into ``folder``."""
        from pepdesk.app.library import card_of, write_card
        from pepdesk.ui.drafts.sealed_copy import seal_elsewhere

        desk = self._window.desk
        if desk.library is None or desk.session is None:
            return
        card = write_card(card_of(desk.session.read(), desk.session.assessment))
        self._sealed = desk.session.snapshot()
        work = partial(seal_elsewhere, desk.library.vault, Path(folder), desk.last_draft, self._sealed, card)
        Errand[None](self, self._copied, self._window.refuse).run_file(self._window.jobs, work)

    def export(self) -> None:
        """Make documents of the open plan."""
        from pepdesk.ui.documents.export_wizard import ExportWizard

        desk = self._window.desk
        if desk.session is None or self._window.plan_view is None:
            return
        vault = desk.library.vault if desk.library is not None and not desk.keeps_nothing else None
        wizard = ExportWizard(self._window, self._window.jobs, desk.session, vault, desk.last_draft if vault else "")
        wizard.go_wanted.connect(self._window.plan_view.go_to_issue)
        wizard.sent_wanted.connect(self._window.sent.ask)
        wizard.open()

    def preview(self) -> None:
        """Show how the open plan looks on paper; print it or save it from there."""
        from pepdesk.ui.documents.preview_window import PreviewWindow

        desk = self._window.desk
        if desk.session is None:
            return
        desk.session.end_burst()
        vault = desk.library.vault if desk.library is not None and not desk.keeps_nothing else None
        PreviewWindow(
            self._window, self._window.jobs, desk.session, vault, desk.last_draft if vault else ""
        ).open()  # fmt: skip

    def paper_sheet(self) -> None:
        """Make a blank sheet for the child's voice, of the open plan's form or of one chosen there."""
        from pepdesk.app.catalogue import take_authority
        from pepdesk.authority.loader import BASE
        from pepdesk.ui.documents.paper_dialog import PaperDialog
        from pepdesk.ui.home.new_plan_dialog import LAST_AUTHORITY

        session = self._window.desk.session
        record = session.read() if session is not None else None
        try:
            authority = (record.authority if record else None) or take_authority(
                self._window.settings.text(LAST_AUTHORITY, BASE, authority_choices())
            )
            dialog = PaperDialog(self._window, self._window.jobs, authority, record)
        except PepDeskProblem as problem:
            self._window.refuse(problem)
            return
        dialog.open()

    def sign_file(self) -> None:
        """Add a signature to a file somebody exported."""
        from pepdesk.ui.documents.sign_dialog import SignDialog

        if (library := self._window.desk.library) is not None:
            desk = self._window.desk
            kept = None if desk.keeps_nothing else desk.session
            dialog = SignDialog(self._window, self._window.jobs, library.vault, kept)
            dialog.signed.connect(self._window.together.signed_files)
            dialog.sent_wanted.connect(self._window.sent.ask)
            dialog.open()

    def verify_files(self) -> None:
        """Check the signatures of files."""
        from pepdesk.ui.signing.verify_window import VerifyWindow

        library = self._window.desk.library
        together = self._window.together
        dialog = VerifyWindow(
            self._window, self._window.jobs, library.vault if library else None, together.plan_to_sign
        )
        dialog.remember_wanted.connect(together.remember_signings)
        dialog.show()

    def known_signers(self) -> None:
        """Whom this user signs as and whose certificates they know."""
        from pepdesk.ui.signing.signers_window import SignersWindow

        if (library := self._window.desk.library) is not None:
            SignersWindow(self._window, self._window.jobs, library.vault).open()

    def _start_waiting(self) -> None:
        record, self._waiting = self._waiting, None
        if record is not None:
            self._window.desk.start(record)

    def _look_at_sample(self) -> None:
        from pepdesk.app.documents import sample_plan

        try:
            self._window.desk.look_at(sample_plan(_SAMPLE_FORM, date.today()))
        except PepDeskProblem as problem:
            self._window.refuse(problem)

    def _copied(self, _nothing: None) -> None:
        title = tr("A sealed copy is in that folder.")
        advice = tr("It opens with the same passphrase: start PepDesk with the folder’s name.")
        desk = self._window.desk
        copied_all = desk.session is not None and desk.session.snapshot() == self._sealed  # nothing typed meanwhile
        if not copied_all or desk.is_clean:  # there is nothing to choose
            self._window.status.showMessage(f"{title} {advice}", _SHOW_MS)
            announce(self._window, f"{title} {advice}")
            return
        box = message_box(self._window, title, advice, QMessageBox.Icon.Information)
        box.setDefaultButton(box.addButton(tr("&Go on with the plan"), QMessageBox.ButtonRole.RejectRole))
        box.addButton(tr("&Close the plan here"), QMessageBox.ButtonRole.AcceptRole)  # the copy has all that was typed
        box.accepted.connect(self._window.desk.discard)
        box.open()


def authority_choices() -> tuple[str, ...]:
    """The ids of all authorities there are."""
    from pepdesk.app.catalogue import known_authorities

    return tuple(one.id for one in known_authorities())


def damage_words(damaged: tuple[SetAside, ...]) -> str:
    """One sentence on the saves that were passed over, with their times as far as known."""
    times = [f"{datetime.fromtimestamp(one.saved_at_ms / 1000):%d %B at %H:%M}" for one in damaged if one.saved_at_ms]
    words = trn("The newest save of this plan is damaged", "{count} saves of this plan are damaged", len(damaged))
    return f"{words} ({', '.join(times)})." if times else f"{words}."

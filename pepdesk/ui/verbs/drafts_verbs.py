"""The verbs about drafts as such: history, versions kept beside each other, checking, backup."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox

from pepdesk.problem import PepDeskProblem, StorageProblem
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.problem_box import message_box
from pepdesk.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from pepdesk.app.history import Earlier
    from pepdesk.app.joining import Pair
    from pepdesk.app.library import Entry
    from pepdesk.storage.recovering import Recovered
    from pepdesk.ui.frame.main_window import MainWindow
    from pepdesk.ui.home.home_page import HomePage


class DraftsVerbs(QObject):
    """What the File menu and the list of plans ask for."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._once_open: Callable[[], None] | None = None
        window.desk.refused.connect(self._forget)
        window.desk.unlocked.connect(self._look_for_strays)

    def serve(self, home: HomePage) -> None:
        """Answer what the list of plans asks for."""
        home.more.history_wanted.connect(self.history_of)
        home.more.join_wanted.connect(self.join_of)
        home.more.check_wanted.connect(self.check)
        home.more.hand_over_wanted.connect(self.hand_over_of)
        home.more.read_wanted.connect(self.read_into)

    def history(self) -> None:
        """The history of the open plan."""
        from pepdesk.ui.drafts.history_window import HistoryWindow

        desk, view = self._window.desk, self._window.plan_view
        if desk.session is None or desk.library is None or desk.keeps_nothing or view is None:
            return
        desk.session.end_burst()
        dialog = HistoryWindow(self._window, self._window.jobs, desk.session, desk.library, desk.last_draft)
        dialog.go_wanted.connect(view.go_to, Qt.ConnectionType.QueuedConnection)  # once the dialog is gone
        dialog.keep_wanted.connect(desk.save_now)
        dialog.brought_back.connect(self._note_brought_back)
        dialog.open()

    def history_of(self, draft_id: str) -> None:
        """Open a plan of the list, then show its history."""
        self._open_then(draft_id, self.history)

    def hand_over_of(self, draft_id: str) -> None:
        """Open a plan of the list, then make a package of it."""
        self._open_then(draft_id, self._window.together.hand_over)

    def read_into(self, draft_id: str) -> None:
        """Open a plan of the list, then choose a filled form to look through beside it."""
        self._open_then(draft_id, self._window.forms.read_filled)

    def join(self) -> None:
        """Compare the open plan with the version kept beside it."""
        if self._window.desk.session is not None and not self._window.desk.keeps_nothing:
            self.join_of(self._window.desk.last_draft)

    def join_of(self, draft_id: str) -> None:
        """Compare a plan with the version kept beside it, in the one that goes on."""
        if (library := self._window.desk.library) is not None:
            errand = Errand[tuple["Entry", ...]](self, partial(self._join, draft_id), self._window.refuse)
            errand.run_file(self._window.jobs, library.entries)

    def check(self) -> None:
        """Read every saved file, say which are whole, and bring back what can be."""
        from pepdesk.ui.drafts.check_window import CheckWindow

        if (library := self._window.desk.library) is not None:
            dialog = CheckWindow(self._window, self._window.jobs, library)
            dialog.checked.connect(self._window.list_again)
            dialog.open()

    def back_up(self) -> None:
        """Copy everything into a folder the person chooses."""
        dialog = QFileDialog(self._window, tr("Choose where the backup goes"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.back_up_in)
        dialog.open()

    def back_up_in(self, folder: str) -> None:
        """Make a backup in a new folder inside ``folder``."""
        from pepdesk.ui.drafts.check_window import BackupWindow

        if (library := self._window.desk.library) is not None:
            BackupWindow(self._window, self._window.jobs, library, Path(folder)).open()

    def open_backup(self) -> None:
        """Work with the plans in another folder, a backup for example, after closing these."""
        dialog = QFileDialog(self._window, tr("Choose the backup’s folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.open_backup_in)
        dialog.open()

    def open_backup_in(self, folder: str) -> None:
        """Lock these plans and ask for the passphrase of those in ``folder``; says so when there are none."""
        from pepdesk.ui.vault.unlock_page import has_vault

        try:
            there = has_vault(Path(folder))
        except PepDeskProblem as problem:
            self._window.refuse(problem)
            return
        if there:
            self._window.leave_then(partial(self._window.change_folder, Path(folder)))
            return
        advice = tr("Choose the folder that holds files ending in .pdv and .pdd. Your own plans are as they were.")
        self._window.refuse(StorageProblem(tr("There are no plans of PepDesk in this folder."), advice))

    def opened(self) -> None:
        """A plan is on show: go on with what was wanted of it."""
        then, self._once_open = self._once_open, None
        if then is not None:
            then()

    def _join(self, draft_id: str, entries: tuple[Entry, ...]) -> None:
        from pepdesk.app.joining import pair_of

        pair = pair_of(entries, draft_id)
        if pair is None:
            words = tr("There is only one version of this plan."), tr("Nothing was kept beside it.")
            box = message_box(self._window, *words, QMessageBox.Icon.Information)
            box.addButton(tr("Close"), QMessageBox.ButtonRole.RejectRole)
            box.open()
            return
        show = partial(self._show_join, pair)
        if self._window.desk.session is not None and self._window.desk.last_draft == pair.draft_id:
            show()
        else:
            self._window.leave_then(partial(self._open_then, pair.draft_id, show))

    def _show_join(self, pair: Pair) -> None:
        from pepdesk.ui.drafts.join_window import JoinWindow

        desk = self._window.desk
        if desk.session is None or desk.library is None:
            return
        desk.session.end_burst()
        dialog = JoinWindow(self._window, self._window.jobs, desk.session, desk.library, pair)
        dialog.keep_wanted.connect(desk.save_now)
        dialog.joined.connect(self._note_joined)
        dialog.delete_wanted.connect(self._window.deleting.delete_entry)
        dialog.open()

    def _look_for_strays(self) -> None:
        """A synchronising program may have put another computer's saves beside ours under names of its own."""
        from pepdesk.storage.recovering import recover

        if (library := self._window.desk.library) is not None:
            errand = Errand["Recovered"](self, self._tell_of_strays, _noted)
            errand.run_file(self._window.jobs, partial(recover, library.vault, only_strays=True))

    def _tell_of_strays(self, recovered: Recovered) -> None:
        if recovered.anything and self._window.desk.library is not None:
            from pepdesk.app.checking import recovered_words

            title = tr("Saves from another computer were found in the folder.")
            words = " ".join(recovered_words(recovered, {}))
            box = message_box(self._window, title, words, QMessageBox.Icon.Information)
            box.addButton(tr("Close"), QMessageBox.ButtonRole.RejectRole)
            box.open()
            self._window.list_again()

    def _note_joined(self, other: Entry) -> None:
        self._note("merged", {"with": other.draft_id, "save": str(other.number)})

    def _note_brought_back(self, which: Earlier) -> None:
        self._note("restored", {"from": which.draft_id, "of": str(which.number)})

    def _note(self, kind: str, detail: dict[str, str]) -> None:
        """An entry for the audit trail, written on the file lane."""
        if (library := self._window.desk.library) is not None:
            work = partial(library.vault.audit.note, kind, self._window.desk.last_draft, **detail)
            Errand[None](self, _noted, _noted).run_file(self._window.jobs, work)

    def _open_then(self, draft_id: str, then: Callable[[], None]) -> None:
        self._once_open = then
        self._window.desk.open(draft_id)

    def _forget(self, _problem: object) -> None:
        self._once_open = None


def _noted(_result: object) -> None:
    """Nobody's concern: an audit entry is written with the next one, a stray file looked at next time."""

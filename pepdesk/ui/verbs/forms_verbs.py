"""The verbs about forms that are filled in elsewhere: make one, and read one that came back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from pepdesk.problem import PepDeskProblem
from pepdesk.ui.verbs.plan_verbs import authority_choices
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.ui.frame.main_window import MainWindow


class FormsVerbs(QObject):
    """What the File menu asks for."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def form_to_fill(self) -> None:
        """Make a form to fill in, of the open plan or of a form chosen there."""
        from pepdesk.app.catalogue import take_authority
        from pepdesk.authority.loader import BASE
        from pepdesk.ui.documents.form_dialog import FormDialog
        from pepdesk.ui.home.new_plan_dialog import LAST_AUTHORITY

        session = self._window.desk.session
        if session is not None:
            session.end_burst()
        record = session.read() if session is not None else None
        try:
            authority = (record.authority if record else None) or take_authority(
                self._window.settings.text(LAST_AUTHORITY, BASE, authority_choices())
            )
            dialog = FormDialog(self._window, self._window.jobs, authority, record)
        except PepDeskProblem as problem:
            self._window.refuse(problem)
            return
        dialog.open()

    def read_filled(self) -> None:
        """Choose a filled form, to look through it beside the open plan."""
        if self._window.desk.session is None:
            return
        dialog = QFileDialog(self._window, tr("Choose the filled form"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([tr("Word and PDF forms") + " (*.docx *.pdf)", tr("All files") + " (*)"])
        dialog.fileSelected.connect(self.read_file)
        dialog.open()

    def read_file(self, path: str) -> None:
        """Look through one filled form."""
        from pepdesk.app.filled_forms import Origin
        from pepdesk.ui.documents.review_window import ReviewWindow

        desk = self._window.desk
        if desk.session is None:
            return
        desk.session.end_burst()
        kept = desk.library is not None and not desk.keeps_nothing
        origin = Origin(desk.library, desk.last_draft) if kept and desk.library is not None else None
        dialog = ReviewWindow(self._window, self._window.jobs, desk.session, Path(path), origin)
        if kept:
            dialog.keep_wanted.connect(desk.save_now)
        dialog.open()

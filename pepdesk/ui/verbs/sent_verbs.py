"""The verbs "I have sent it" and "Not sent after all", of the open plan and of one marked in the list."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from pepdesk.record.values import long_date
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.problem_box import announce
from pepdesk.words import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pepdesk.app.library import Library
    from pepdesk.record.record import PepRecord
    from pepdesk.record.sent import Sent
    from pepdesk.ui.documents.sent_dialog import SentDialog
    from pepdesk.ui.frame.main_window import MainWindow
    from pepdesk.ui.home.home_page import HomePage

_SHOW_MS = 10_000
_TAKEN_BACK = tr("Not sent after all: noted.")


class SentVerbs(QObject):
    """What the Plan menu, the end of an export and the list of plans ask for."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._draft_id = ""
        self._record: PepRecord | None = None

    def serve(self, home: HomePage) -> None:
        """Answer what the list of plans asks for."""
        home.more.sent_wanted.connect(self.ask_of)
        home.more.not_sent_wanted.connect(self.take_back_of)

    # The open plan ------------------------------------------------------------------------------------------------

    def standing(self) -> tuple[bool, bool]:
        """Whether the open plan can have been sent as a final one, and whether somebody said that it was."""
        from pepdesk.app.sent_plans import may_be_sent
        from pepdesk.record.codec import sent_now

        desk = self._window.desk
        if desk.session is None or desk.keeps_nothing:
            return False, False
        record = desk.session.read()
        return may_be_sent(record, desk.session.assessment), sent_now(record) is not None

    def ask(self) -> None:
        """Ask when the open plan was sent and to whom, over whatever dialog stands over the window."""
        session = self._window.desk.session
        if session is not None and self.standing()[0]:
            over = QApplication.activeModalWidget() or self._window
            self._dialog(session.read(), over).noted.connect(self._note)

    def take_back(self) -> None:
        """The open plan was not sent after all."""
        self._keep(None, _TAKEN_BACK)

    def _note(self, on: date, to: str) -> None:
        from pepdesk.app.sent_plans import as_sent

        if (session := self._window.desk.session) is not None:
            session.end_burst()
            self._keep(as_sent(session.read(), on, to), _noted_words(on, to))

    def _keep(self, sent: Sent | None, words: str) -> None:
        session = self._window.desk.session
        if session is not None and not self._window.desk.keeps_nothing:
            session.note_sent(sent)
            self._window.desk.save_now()
            self._say(words)

    # A plan in the list -------------------------------------------------------------------------------------------

    def ask_of(self, draft_id: str) -> None:
        """Ask the same about a plan in the list."""
        if (library := self._window.desk.library) is not None:
            self._draft_id = draft_id
            errand = Errand["PepRecord"](self, self._ask_about, self._window.refuse)
            errand.run_file(self._window.jobs, partial(_read, library, draft_id))

    def take_back_of(self, draft_id: str) -> None:
        """A plan in the list was not sent after all."""
        self._keep_in(draft_id, None, _TAKEN_BACK)

    def _ask_about(self, record: PepRecord) -> None:
        if self._window.desk.library is None or self._window.desk.session is not None:
            return  # locked meanwhile, or a plan was opened
        self._record = record
        self._dialog(record, self._window, self._about()).noted.connect(self._note_in_list)

    def _about(self) -> str:
        from pepdesk.app.caseload import title_words
        from pepdesk.ui.home.home_page import HomePage

        page = self._window.page
        plan = page.list.rows.plan(page.list.rows.row_of(self._draft_id)) if isinstance(page, HomePage) else None
        return title_words(plan, names=False) if plan is not None and plan.entry.draft_id == self._draft_id else ""

    def _note_in_list(self, on: date, to: str) -> None:
        from pepdesk.app.sent_plans import as_sent

        record, self._record = self._record, None
        if record is not None:
            self._keep_in(self._draft_id, as_sent(record, on, to), _noted_words(on, to))

    def _keep_in(self, draft_id: str, sent: Sent | None, words: str) -> None:
        from pepdesk.app.sent_plans import note_sent

        if (library := self._window.desk.library) is not None:
            errand = Errand[None](self, partial(self._kept, words), self._window.refuse)
            errand.run_file(self._window.jobs, partial(note_sent, library, draft_id, sent, date.today()))

    def _kept(self, words: str, _nothing: None) -> None:
        self._say(words)
        self._window.list_again()

    # Both ---------------------------------------------------------------------------------------------------------

    def _dialog(self, record: PepRecord, over: QWidget, about: str = "") -> SentDialog:
        from pepdesk.app.sent_plans import usual_reader
        from pepdesk.ui.documents.sent_dialog import SentDialog

        dialog = SentDialog(over, record.form, usual_reader(record.authority), date.today(), about)
        dialog.open()
        return dialog

    def _say(self, words: str) -> None:
        self._window.status.showMessage(words, _SHOW_MS)
        announce(self._window, words)


def _noted_words(on: date, to: str) -> str:
    return tr(
        "Noted: sent to {to} on {day}. “Not sent after all” takes that back.", to=to, day=long_date(on.isoformat())
    )


def _read(library: Library, draft_id: str) -> PepRecord:
    """Work for the job. Raises ``StorageProblem`` or ``RecordProblem``."""
    from pepdesk.record.codec import read_record

    return read_record(library.drafts.open_newest(draft_id).body)

"""The verbs about the two people of a plan: cards, handing over, taking in, whose turn it is, a change of hands."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from pepdesk.problem import HandoverProblem, PepDeskProblem
from pepdesk.record.codec import snapshot_hash
from pepdesk.ui.parts.errand import Errand
from pepdesk.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from pepdesk.form.model import Role
    from pepdesk.handover.signed import Kind
    from pepdesk.people.card_book import CardBook
    from pepdesk.people.identity import Identity
    from pepdesk.record.record import PepRecord, Signing
    from pepdesk.ui.frame.main_window import MainWindow
    from pepdesk.ui.together.receive_work import Opened

_SHOW_MS = 10_000
_READY = tr("Said that your part is ready. It goes along with the next package.")


class TogetherVerbs(QObject):
    """What the menus, the overview and the start with a file ask for."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._waiting = ""  # a package to look into as soon as the vault is open
        self._opened: Opened | None = None
        self._made = ""
        self._book: CardBook | None = None

    # People -------------------------------------------------------------------------------------------------------

    def people(self) -> None:
        """My card and contacts."""
        from pepdesk.ui.together.hand_over_window import HandOverWindow
        from pepdesk.ui.together.people_window import PeopleWindow

        window = self._window
        if window.desk.library is None:
            return
        sheet = PeopleWindow(window, window.jobs, window.desk.library.vault)
        sheet.school_wanted.connect(window.keys.give_school_a_way_in)
        sheet.finished.connect(self.plan_shown)
        for other in window.findChildren(HandOverWindow):
            sheet.finished.connect(other.read_again)
        sheet.open()

    # Out ----------------------------------------------------------------------------------------------------------

    def hand_over(self) -> None:
        """Make a package of the open plan."""
        self.hand_over_parts(False)

    def hand_over_parts(self, whole: bool) -> None:
        """Make a package of the open plan, with all of it ticked or what usually goes along."""
        from pepdesk.ui.together.hand_over_window import HandOverWindow

        window = self._window
        session, library = window.desk.session, window.desk.library
        if session is None or library is None or window.desk.keeps_nothing:
            return
        session.end_burst()
        sheet = HandOverWindow(window, window.jobs, window.desk, library.vault, whole=whole)
        sheet.people_wanted.connect(self.people)
        sheet.export_wanted.connect(window.plans.export)
        sheet.open()

    def ready(self) -> None:
        """Say that one's part is ready."""
        self._with_own(self._say_ready)

    def return_plan(self) -> None:
        """Return the plan for amendment (virtual school)."""
        self._with_own(self._ask_what_to_amend)

    def do(self, verb: str) -> None:
        """One of the verbs of the overview's card."""
        {"hand over": self.hand_over, "ready": self.ready, "choose": self.choose, "return": self.return_plan}[verb]()

    def remind(self, role: Role) -> None:
        """A message to somebody who owes something."""
        from pepdesk.handover.standing import reminder
        from pepdesk.ui.parts.message_text import MessageWindow

        if (session := self._window.desk.session) is not None:
            words = reminder(session.read(), session.assessment, role)
            intro = tr("Copy it into an e-mail. It names the questions, never an answer; PepDesk sends nothing itself.")
            MessageWindow(self._window, tr("A reminder"), intro, words).open()

    def change_hands(self) -> None:
        """Somebody new, a new school, or parts for a colleague."""
        from pepdesk.ui.together.hands_dialog import HandsDialog

        desk = self._window.desk
        if desk.session is None or desk.library is None or desk.keeps_nothing:
            return
        desk.session.end_burst()
        dialog = HandsDialog(self._window, self._window.jobs, desk.session, desk.library.vault)
        dialog.noted.connect(self._note)
        dialog.hand_over_wanted.connect(self.hand_over_parts)
        dialog.people_wanted.connect(self.people)
        dialog.open()

    # In -----------------------------------------------------------------------------------------------------------

    def open_package(self) -> None:
        """Choose a package to look into."""
        if self._window.desk.library is not None:
            dialog = QFileDialog(self._window, tr("Choose the package"))
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
            dialog.setNameFilters([tr("PepDesk packages") + " (*.pepx)", tr("All files") + " (*)"])
            dialog.fileSelected.connect(self.receive)
            dialog.open()

    def receive_later(self, path: str) -> None:
        """Look into this package as soon as the vault is open (the program was started with it)."""
        self._waiting = path

    def unlocked(self) -> None:
        """The vault is open and its list, or a plan, on show: look into what waited."""
        path, self._waiting = self._waiting, ""
        if path:
            self.receive(path)

    def receive(self, path: str) -> None:
        """Look into one package."""
        from pepdesk.ui.together.receive_work import open_file

        desk = self._window.desk
        if desk.library is None:
            return
        kept = desk.session is not None and not desk.keeps_nothing
        plan, draft = (desk.session.plan_id, desk.last_draft) if kept and desk.session is not None else ("", "")
        self._window.status.showMessage(tr("Opening the package…"), _SHOW_MS)
        errand = Errand["Opened"](self, self._look_into, self._window.refuse)
        errand.run_file(self._window.jobs, partial(open_file, desk.library, Path(path), plan, draft))

    def _look_into(self, opened: Opened) -> None:
        """Open the plan the package is about, if it is here and not open, then show the package over it."""
        window, desk = self._window, self._window.desk
        window.status.clearMessage()
        if desk.library is None:
            return
        self._opened = opened
        if opened.draft_id and (desk.session is None or desk.last_draft != opened.draft_id or desk.keeps_nothing):
            window.leave_then(self._open_its_plan)
            return
        self._show_package()

    def _open_its_plan(self) -> None:
        if self._opened is not None:
            self._window.desk.open(self._opened.draft_id)  # ``plan_shown`` follows

    def _show_package(self) -> None:
        from pepdesk.ui.together.receive_window import ReceiveWindow

        window, opened = self._window, self._opened
        self._opened = None
        if opened is None or window.desk.library is None:
            return
        session = window.desk.session if opened.draft_id else None
        sheet = ReceiveWindow(
            window, window.jobs, window.desk.library, opened.package, session, opened.draft_id
        )  # fmt: skip
        sheet.keep_wanted.connect(window.desk.save_now)
        sheet.open_wanted.connect(self._open_new)
        sheet.choose_wanted.connect(self.choose)
        sheet.open()

    def _open_new(self, draft_id: str) -> None:
        """Open a plan that a package has made."""
        self._made = draft_id
        self._window.leave_then(self._open_made)

    def _open_made(self) -> None:
        self._window.desk.open(self._made)

    def choose(self) -> None:
        """Choose between two versions of answers."""
        from pepdesk.ui.together.choices_window import ChoicesWindow

        desk = self._window.desk
        if desk.session is not None and desk.library is not None and not desk.keeps_nothing:
            sheet = ChoicesWindow(self._window, self._window.jobs, desk.session, desk.library.vault)
            sheet.keep_wanted.connect(desk.save_now)
            sheet.open()

    def merge_copy(self) -> None:
        """Choose a copy of the open plan, in clear, to be merged."""
        if self._window.desk.session is not None:
            dialog = QFileDialog(self._window, tr("Choose the other copy"))
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
            dialog.setNameFilters([tr("Plans and packages") + " (*.json *.pepx)", tr("All files") + " (*)"])
            dialog.fileSelected.connect(self.merge)
            dialog.open()

    def merge(self, path: str) -> None:
        """Merge one copy into the open plan; a package is taken in as such."""
        from pepdesk.handover.copies import copies_of
        from pepdesk.ui.together.merge_window import MergeWindow
        from pepdesk.ui.together.receive_work import is_package

        file, desk = Path(path), self._window.desk
        if is_package(file):
            self.receive(path)
            return
        if desk.session is None:
            return
        try:
            beside = copies_of(file)
        except OSError:
            beside = ()
        desk.session.end_burst()
        sheet = MergeWindow(self._window, self._window.jobs, desk.session, file, beside)
        sheet.keep_wanted.connect(desk.save_now)
        sheet.next_wanted.connect(self.merge)
        sheet.open()

    # Where it stands ----------------------------------------------------------------------------------------------

    def plan_shown(self, _what: object = None) -> None:
        """A plan was opened: learn in which role its person works, and show the package that waited for it."""
        window = self._window
        if window.desk.library is None or window.plan_view is None or window.desk.keeps_nothing:
            return
        from pepdesk.app.contact_cards import load_cards

        errand = Errand["CardBook"](self, self._show_own, window.refuse)
        errand.run_file(window.jobs, partial(load_cards, window.desk.library.vault))
        if self._opened is not None and self._opened.draft_id == window.desk.last_draft:
            self._show_package()

    def _show_own(self, book: CardBook) -> None:
        from pepdesk.app.contact_cards import own_for_plan

        view, session = self._window.plan_view, self._window.desk.session
        if view is not None and session is not None:
            own = own_for_plan(book, session.read())
            view.overview.show_own(own.card.role if own is not None else "")

    def signed_files(self, identity: Identity, files: tuple[Path, ...]) -> None:
        """Somebody signed exported files: have the open plan remember it, if they are its own."""
        from pepdesk.ui.signing.signed_files import signing_of

        desk = self._window.desk
        if desk.session is not None and not desk.keeps_nothing:
            errand = Errand["Signing | None"](self, self._remember_signing, self._window.refuse)
            errand.run(self._window.jobs, partial(signing_of, desk.session.read(), identity, files))

    def plan_to_sign(self) -> PepRecord | None:
        """The open plan, if it can remember a signature; None where none is open or nothing of it is kept."""
        desk = self._window.desk
        return desk.session.read() if desk.session is not None and not desk.keeps_nothing else None

    def remember_signings(self, signings: tuple[Signing, ...]) -> None:
        """Have the open plan remember these signatures, if it still says what was signed."""
        for one in signings:
            self._remember_signing(one)

    def _remember_signing(self, signing: Signing | None) -> None:
        session = self._window.desk.session
        if signing is None or session is None or signing.snapshot != snapshot_hash(session.read()):
            return
        session.sign(signing)
        self._window.desk.save_now()
        self._window.status.showMessage(tr("The plan remembers the signature. Hand it over with the file."), _SHOW_MS)

    def _with_own(self, then: Callable[[CardBook], None]) -> None:
        desk = self._window.desk
        if desk.session is None or desk.library is None or desk.keeps_nothing:
            return
        from pepdesk.app.contact_cards import load_cards

        desk.session.end_burst()
        errand = Errand["CardBook"](self, then, self._window.refuse)
        errand.run_file(self._window.jobs, partial(load_cards, desk.library.vault))

    def _say_ready(self, book: CardBook) -> None:
        from pepdesk.handover.signed import Kind

        self._say(book, Kind.READY, "", _READY)

    def _ask_what_to_amend(self, book: CardBook) -> None:
        from pepdesk.app.contact_cards import own_for_plan
        from pepdesk.ui.together.return_dialog import ReturnDialog

        session = self._window.desk.session
        if session is None:
            return
        own = own_for_plan(book, session.read())
        if own is None or own.card.role != "virtual_school":
            self._window.refuse(HandoverProblem(
                tr("Only the virtual school returns a plan."), tr("Write a note to go with your next package instead."),
                code="not-virtual-school",
            ))  # fmt: skip
            return
        self._book = book
        dialog = ReturnDialog(self._window, session.form)
        dialog.returned.connect(self._return)
        dialog.open()

    def _return(self, words: str) -> None:
        from pepdesk.handover.signed import Kind

        if self._book is None:
            return
        self._say(
            self._book, Kind.RETURNED, words, tr("Returned. It goes along with the next package: hand it over now.")
        )
        self.hand_over()

    def _say(self, book: CardBook, kind: Kind, text: str, told: str) -> None:
        from pepdesk.app.contact_cards import own_for_plan
        from pepdesk.app.handover import say

        session = self._window.desk.session
        if session is None:
            return
        record = session.read()
        own = own_for_plan(book, record)
        if own is None:
            self._window.refuse(HandoverProblem(
                tr("You have no card yet."), tr("Make one first: File, My card and contacts."), code="no-own-card"
            ))  # fmt: skip
            return
        try:
            self._note(say(record, own, kind, text=text))
        except PepDeskProblem as problem:
            self._window.refuse(problem)
            return
        self._window.status.showMessage(told, _SHOW_MS)

    def _note(self, handover: dict[str, Any]) -> None:
        """Put what the plan remembers into it, and on the disk."""
        if (session := self._window.desk.session) is not None:
            session.note_handover(handover)
            self._window.desk.save_now()

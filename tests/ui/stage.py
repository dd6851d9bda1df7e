"""What every screen of the program is opened on: a real window in one of a few states, without pytest's help.

``screen`` puts a maker into ``SCREENS`` (tests/ui/every_window.py joins them to the one list); ``on_stage`` opens the
window in a state, ``Stage.tidy`` closes what a maker opened.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from pepdesk.app.documents import sample_plan
from pepdesk.app.jobs import Jobs
from pepdesk.app.library import Library, card_of, write_card
from pepdesk.app.settings import Settings
from pepdesk.form.address import Address
from pepdesk.people.card import OwnCard
from pepdesk.people.card_book import CardBook, CardContact
from pepdesk.people.people_file import People, contact_from, to_bytes
from pepdesk.record.answers import Value
from pepdesk.record.codec import write_record
from pepdesk.record.record import PepRecord, Signing
from pepdesk.rules.assess import assess
from pepdesk.storage.derivation import FLOOR
from pepdesk.storage.unlocking import create_vault
from pepdesk.storage.vault import Vault
from pepdesk.ui.frame.collector import Collector
from pepdesk.ui.frame.main_window import MainWindow
from pepdesk.ui.parts.theme import theme
from pepdesk.ui.start import application
from tests.handover.people import Person, person
from tests.signing.samples import teacher, worker
from tests.ui.pseudo import english
from tests.ui.stage_home import LAPTOP

if TYPE_CHECKING:
    from pepdesk.app.session import Session
    from pepdesk.ui.plan.plan_view import PlanView

PASSPHRASE = "violet kettle Orkney badger lamp"
DAY = date(2026, 11, 22)
SECONDS = 30
Found = TypeVar("Found", bound=QWidget)


class Ground(StrEnum):
    """The states a window is in before a screen is opened."""

    NEW = "no plans yet"
    LOCKED = "locked"
    EMPTY = "unlocked, without a plan"
    HOME = "unlocked, with plans"
    PLAN = "a plan is open"
    KINDS = "a plan with every kind of question, some answered wrongly"
    SIGNED = "a signed plan is open"
    TWO = "two versions of a plan"


class Stage:
    """One window on a vault in ``folder``, and what makers need."""

    def __init__(self, folder: Path) -> None:
        application()
        self._collector = Collector()
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.jobs = Jobs()
        self.settings = Settings()
        self.window = MainWindow(folder / "vault", self.jobs, self.settings, cost=FLOOR)
        self.sam: Person = person("Sam Worker", "social_worker", "Council")
        self.own: OwnCard = person("Dana Teacher", "designated_teacher", "Oak School").own
        self._later: list[Callable[[], object]] = []

    # What there is ------------------------------------------------------------------------------------------------

    @property
    def library(self) -> Library:
        """The open vault's plans."""
        assert self.window.desk.library is not None
        return self.window.desk.library

    @property
    def vault(self) -> Vault:
        """The open vault."""
        return self.library.vault

    @property
    def session(self) -> Session:
        """The open plan."""
        assert self.window.desk.session is not None
        return self.window.desk.session

    @property
    def view(self) -> PlanView:
        """The open plan on screen."""
        assert self.window.plan_view is not None
        return self.window.plan_view

    # Waiting ------------------------------------------------------------------------------------------------------

    def until(self, true: Callable[[], object], what: str = "") -> None:
        """Wait until something is so."""
        end = time.monotonic() + SECONDS
        while not true():
            assert time.monotonic() < end, f"waited in vain {what}"
            QTest.qWait(10)

    def shown(self, kind: type[Found]) -> Found:
        """The visible widget of that kind, once it is there."""
        found: list[Found] = []

        def there() -> bool:
            every = [one for top in QApplication.topLevelWidgets() for one in [top, *top.findChildren(kind)]]
            found[:] = [one for one in every if isinstance(one, kind) and one.isVisible()]
            return bool(found)

        self.until(there, f"for {kind.__name__}")
        return found[-1]

    def says(self, widget: QWidget, words: str) -> None:
        """Wait until a label of a widget says this."""
        self.until(lambda: any(words in english(one) for one in _texts(widget)), f"for {words!r}")

    # Coming and going ---------------------------------------------------------------------------------------------

    def afterwards(self, undo: Callable[[], object]) -> None:
        """Do this when the screen is left."""
        self._later.append(undo)

    def tidy(self) -> None:
        """Close what was opened over the window, and undo what was done for a screen."""
        self._close_dialogs()
        while self._later:
            self._later.pop()()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.window.activateWindow()
        self.until(self.window.isActiveWindow, "for the window to have the keyboard")

    def leave(self) -> None:
        """Put the plans away and close the window."""
        self._close_dialogs()
        if self.window.desk.session is not None:
            self.window.desk.discard()
        self.window.desk.put_away()
        self.jobs.close()
        self._collector.stop()
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _close_dialogs(self) -> None:
        for top in QApplication.topLevelWidgets():
            if isinstance(top, QDialog) and top.isVisible():
                top.close()

    # States -------------------------------------------------------------------------------------------------------

    def unlock(self) -> None:
        """A vault with the teacher's identity, card and one contact, open."""
        vault, _sheet = create_vault(self.folder / "vault", PASSPHRASE, cost=FLOOR)
        book = CardBook((self.own,), (CardContact(self.sam.card, DAY.isoformat()),))
        vault.write_people(to_bytes(People((teacher(),), (contact_from(worker().anchor),), cards=book)))
        self.sam.book = replace(self.sam.book, others=(CardContact(self.own.card, DAY.isoformat()),))
        self.window.desk.take(vault)
        self.until(lambda: self.window.page is not None, "for home")

    def put(self, record: PepRecord, **card: Any) -> str:
        """Save a plan, with other words on its card if wished; gives its draft."""
        shown = replace(card_of(record, assess(record, DAY)), **card)
        draft = self.library.drafts.create()
        self.library.drafts.save(draft, write_record(record), write_card(shown), None, kept=True)
        return draft

    def start(self, record: PepRecord) -> None:
        """Open a plan, saved."""
        self.window.plans.start(record)
        self.until(lambda: self.window.plan_view is not None and self.window.desk.is_clean, "for a plan")
        self.view.pages.build_all()


def _texts(widget: QWidget) -> Iterator[str]:
    for one in widget.findChildren(QWidget):
        for name in ("text", "toPlainText"):
            if one.isVisible() and callable(text := getattr(one, name, None)):
                yield str(text())


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen: a sentence-like name, the state it is opened on, and what opens it and gives the widget to look at.

    A main page gives the window itself.
    """

    name: str
    ground: Ground
    make: Callable[[Stage], QWidget]


SCREENS: list[Screen] = []
Maker = Callable[[Stage], QWidget]


def screen(name: str, ground: Ground) -> Callable[[Maker], Maker]:
    """Puts the maker it decorates into ``SCREENS``."""

    def put(make: Maker) -> Maker:
        SCREENS.append(Screen(name, ground, make))
        return make

    return put


def last_term() -> PepRecord:
    """The sample child's plan of the term before."""
    record = sample_plan("year_r_11", DAY)
    for place, words in {
        "meeting.date": "2026-06-18", "meeting.term": "summer", "meeting.academic_year": "2025/26",
        "attendance.percent": "81.7",
    }.items():  # fmt: skip
        record.answers[Address.parse(place)] = Value(words)
    return record


def _new(stage: Stage) -> None:
    stage.window.front.show_start()


def _locked(stage: Stage) -> None:
    create_vault(stage.folder / "vault", PASSPHRASE, cost=FLOOR)
    stage.window.front.show_start()


def _home(stage: Stage) -> None:
    stage.unlock()
    usual: dict[str, Any] = {"meeting": "", "state": "writing", "waits_for": (), "due": ()}
    sample = sample_plan("year_r_11", DAY)
    stage.put(sample, **usual | {"first_name": "Ada", "surname": "Ng"})
    stage.put(sample, **usual | {"first_name": "Tom", "surname": "Bell", "waits_for": ("social_worker",)})
    stage.put(sample, **usual | {"first_name": "Mia", "surname": "Shah", "state": "signed off", "signed": 3})
    sent = usual | {"sent_on": "2026-11-20", "sent_to": "the virtual school of Gateshead", "next_meeting": "2027-03-04"}
    stage.put(sample, **sent | {"first_name": "Ivo", "surname": "Ash", "state": "signed off", "signed": 3})
    stage.put(sample_plan("early_years", DAY))
    stage.window.list_again()
    stage.until(lambda: len(getattr(stage.window.page, "entries", ())) == 5, "for the list of plans")


def _plan(stage: Stage) -> None:
    stage.unlock()
    stage.put(last_term())
    stage.start(sample_plan("year_r_11", DAY))
    stage.until(lambda: stage.view.beside.last_term.last is not None, "for last term's plan")


def _kinds(stage: Stage) -> None:
    from tests.ui.plan_sample import record

    stage.unlock()
    plan = record()
    for name, words in {"date": "nonsense", "number": "many", "person": "Ann", "line": "x"}.items():
        plan.answers[Address("first", name)] = Value(words)
    stage.start(plan)


def _signed(stage: Stage) -> None:
    from pepdesk.record.codec import snapshot_hash

    stage.unlock()
    stage.start(sample_plan("year_r_11", DAY))
    what = snapshot_hash(stage.session.read())
    stage.session.sign(Signing("Ann Lee", "designated_teacher", "2026-11-22T10:00:00+00:00", what, "ab"))


def _two(stage: Stage) -> None:
    from tests.ui.test_versions import two_versions

    stage.unlock()
    two_versions(stage.library)
    stage.window.list_again()
    stage.until(lambda: len(getattr(stage.window.page, "entries", ())) == 2, "for both versions")


_STATES: dict[Ground, Callable[[Stage], None]] = {
    Ground.NEW: _new, Ground.LOCKED: _locked, Ground.EMPTY: Stage.unlock, Ground.HOME: _home, Ground.PLAN: _plan,
    Ground.KINDS: _kinds, Ground.SIGNED: _signed, Ground.TWO: _two,
}  # fmt: skip


@contextmanager
def on_stage(ground: Ground, folder: Path, *, zoom: int = 100, scheme: str = "light") -> Iterator[Stage]:
    """A window in that state, at ``zoom`` per cent and in one of ``THEMES``, its vault in the new ``folder``."""
    before = os.environ.get("PEPDESK_HOME", "")
    os.environ["PEPDESK_HOME"] = str(folder / "pepdesk")  # settings of its own: no look or role of another screen's
    stage = Stage(folder)
    theme().choose(scheme)
    theme().set_zoom(zoom)
    stage.window.resize(*LAPTOP)
    stage.window.show()
    try:
        _STATES[ground](stage)
        stage.window.activateWindow()
        stage.until(stage.window.isActiveWindow, "for the window to have the keyboard")
        yield stage
    finally:
        stage.leave()
        theme().set_zoom(100)
        theme().choose("")
        os.environ["PEPDESK_HOME"] = before

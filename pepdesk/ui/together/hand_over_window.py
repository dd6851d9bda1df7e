"""Handing a plan over: to whom, which parts, with what, where to; then the package and a message to go with it.

What the plan remembers of it is saved before the file is written.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QWidget

from pepdesk.app.contact_cards import own_for_plan
from pepdesk.app.handover import where_it_stands
from pepdesk.form.model import Role
from pepdesk.handover.hands import bundle_for_new_school
from pepdesk.people.card_book import CardBook
from pepdesk.ui.documents.export_work import free_paths
from pepdesk.ui.parts.busy import AT_WORK
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.labels import button, primary
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import ErrorText, GroupTitle, Hint, PlainLabel
from pepdesk.ui.parts.waiting import Waiting
from pepdesk.ui.together.hand_over_done import HandedOver
from pepdesk.ui.together.hand_over_extras import Extras
from pepdesk.ui.together.hand_over_parts import Contained, Readers
from pepdesk.ui.together.hand_over_work import (
    Circle,
    Order,
    Packed,
    count_attachments,
    file_name,
    make_package,
    parts,
    read_circle,
    ticked_at_first,
)
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.jobs import Jobs
    from pepdesk.app.progress import Progress
    from pepdesk.people.card import OwnCard
    from pepdesk.problem import PepDeskProblem
    from pepdesk.storage.vault import Vault
    from pepdesk.ui.frame.desk import Desk

_INTRO = tr(
    "A package (.pepx) is one sealed file. Only the people ticked here can open it, in PepDesk on their own computer. "
    "PepDesk sends nothing itself: attach the file to an e-mail, or put it on a stick."
)
_NO_CARD = tr("You have no card yet. Make one under “My card and contacts”: it says whom the package is from.")


class HandOverWindow(Sheet):
    """``people_wanted()``, ``export_wanted()`` – show the contacts; make a Word or PDF file instead."""

    people_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, parent: QWidget, jobs: Jobs, desk: Desk, vault: Vault, *, whole: bool = False) -> None:
        """``whole``: all parts are ticked at first (a new school)."""
        super().__init__(tr("Hand over to a colleague"), parent, letters=100, tall=True)
        assert desk.session is not None
        self._jobs, self._desk, self._vault = jobs, desk, vault
        self._session = desk.session
        self._record = self._session.read()
        self._circle: Circle | None = None
        self._own: OwnCard | None = None
        self._packed: Packed | None = None
        self._path, self._whole = Path(), whole
        self._readers, self._contained = Readers(), Contained()
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self._extras = Extras(Path(documents) / file_name(self._record, date.today()))
        self._choosing, self._no_card, self._wrong = QWidget(), ErrorText(_NO_CARD), ErrorText()
        self._waiting = Waiting()
        self._waiting.retain()
        self._waiting.stopped.connect(self._given_up)
        self._other = button(tr("Word or PDF &instead…"), self._export, tr("For somebody who does not use PepDesk"))
        self._cancel = button(tr("Cancel"), self.reject)
        self._go = primary(tr("&Hand over"), self._make)
        self._lay_out()
        self._readers.changed.connect(self._propose)
        self._readers.people_wanted.connect(self.people_wanted)
        self._contained.changed.connect(self._refresh)
        self._extras.changed.connect(self._refresh)
        desk.saved.connect(self._kept)
        desk.failed.connect(self._not_kept)
        self.read_again()

    def read_again(self) -> None:
        """Read the contacts anew: somebody has added or compared a card."""
        errand = Errand[Circle](self, self._show, self._failed)
        errand.run_file(self._jobs, partial(read_circle, self._vault))

    def write_to(self, path: str) -> None:
        """Put the package there."""
        self._extras.put_in(path)

    def attach(self, files: list[str]) -> None:
        """Have these signed documents go along."""
        self._extras.attach(files)

    def reject(self) -> None:
        """Close; a package that is being made is given up instead, as long as the plan does not remember it."""
        if self.property(AT_WORK):
            self._waiting.give_up()
        else:
            super().reject()

    # Choosing -----------------------------------------------------------------------------------------------------

    def _show(self, circle: Circle) -> None:
        self._circle, self._own = circle, own_for_plan(circle.book, self._record)
        self._no_card.setVisible(self._own is None)
        if self._own is not None:
            lines = parts(self._record, self._own.card, circle.book)
            self._contained.show_lines(lines, frozenset())
            self._extras.ask_ready(self._is_my_part_done(self._own.card.role))
        self._extras.show_school(circle.school is not None)
        self._readers.show_book(circle.book)
        self._readers.take_focus()
        self._propose()

    def _is_my_part_done(self, role: str) -> bool:
        """Whether I am one of the two sides and owe nothing."""
        standing = where_it_stands(self._record, self._session.assessment)
        mine = {Role(role), Role.BOTH} if role in ("designated_teacher", "social_worker") else set()
        return bool(mine) and not any(one.role in mine for one in standing.owed) and role not in standing.ready

    def _propose(self) -> None:
        if self._whole:
            self._contained.tick(frozenset(bundle_for_new_school(self._record)))
        elif self._own is not None and self._book is not None:
            self._contained.tick(ticked_at_first(self._record, self._own.card, self._book, self._readers.chosen))
        self._refresh()

    @property
    def _book(self) -> CardBook | None:
        return self._circle.book if self._circle is not None else None

    def _refresh(self) -> None:
        chosen = frozenset(line.section for line in self._contained.chosen)
        self._extras.show_photos(count_attachments(self._record, chosen))
        ready = self._own is not None and self._readers.is_ready and self._extras.is_ready
        working = bool(self.property(AT_WORK))
        self._go.setEnabled(ready and not working)
        for widget in (self._choosing, self._cancel, self._other):
            widget.setDisabled(working)

    def _export(self) -> None:
        self.reject()
        self.export_wanted.emit()

    # Making -------------------------------------------------------------------------------------------------------

    def _make(self) -> None:
        if self._own is None or self._circle is None:
            return
        progress = self._work(tr("Sealing the package…"))
        (self._path,) = free_paths(self._extras.file.parent, (self._extras.file.name,))
        order = Order(
            self._record,
            self._vault,
            self._own,
            self._readers.chosen,
            tuple(line.section for line in self._contained.chosen),
            self._session.attachments.read,
            self._extras.photos,
            self._extras.documents,
            self._extras.note,
            self._readers.reason,
            self._circle.school if self._extras.school else None,
            self._path,
            self._desk.last_draft,
            self._extras.ready,
        )
        errand = Errand[Packed](self, self._sealed, self._failed, given_up_by=progress)
        errand.run_file(self._jobs, partial(make_package, order))

    def _given_up(self) -> None:
        self._rest()
        announce(self, tr("Stopped. Nothing was handed over."))

    def _sealed(self, packed: Packed) -> None:
        """First the plan must remember it, on the disk; ``_kept`` follows."""
        self._packed = packed
        self._waiting.start(tr("Saving what the plan remembers of it…")).go_through()
        self._session.note_handover(packed.out.handover)
        self._desk.save_now()

    def _kept(self, _when: datetime) -> None:
        if self._packed is None or not self._desk.is_clean:
            return
        from pepdesk.app.documents import write_document

        self._waiting.start(tr("Writing the file…")).go_through()
        packed, self._packed = self._packed, None
        self._done = packed
        work = partial(write_document, self._path, packed.out.data)
        Errand[None](self, self._written, self._failed).run_file(self._jobs, work)

    def _not_kept(self, problem: PepDeskProblem) -> None:
        if self._packed is not None:
            self._packed = None
            self._failed(problem)

    def _written(self, _nothing: None) -> None:
        self._rest()
        self._waiting.retain(False)
        for widget in (self._choosing, self._other, self._go):
            widget.hide()
        self.title.say(tr("The package is ready"))
        done = HandedOver(self._path, self._done.out, self._done.missing, self._readers.chosen)
        self.body.insertWidget(1, done, 1)
        done.show()
        self._cancel.setText(tr("Close"))
        self._cancel.setFocus()
        announce(self, tr("The package is ready."))

    def _work(self, words: str) -> Progress:
        self.setProperty(AT_WORK, True)
        self._wrong.hide()
        self._refresh()
        return self._waiting.start(words)

    def _rest(self) -> None:
        self.setProperty(AT_WORK, False)
        self._waiting.finish()
        self._refresh()

    def _failed(self, problem: PepDeskProblem) -> None:
        self._rest()
        words = f"{problem.title} {problem.advice}".strip()
        self._wrong.say(words)
        self._wrong.show()
        self.show_part(self._wrong)
        announce(self, words, urgent=True)

    def _lay_out(self) -> None:
        from PySide6.QtWidgets import QVBoxLayout

        layout = QVBoxLayout(self._choosing)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(PlainLabel(_INTRO))
        layout.addWidget(self._no_card)
        layout.addWidget(GroupTitle(tr("Who is to read it")))
        layout.addWidget(self._readers)
        layout.addWidget(GroupTitle(tr("What goes along")))
        layout.addWidget(
            Hint(tr("Ticked already: what you wrote, what is shared, and what stands in the readers’ part."))
        )
        layout.addWidget(self._contained, 1)
        layout.addWidget(self._extras)
        self.body.addWidget(self._choosing, 1)
        self.body.addWidget(self._wrong)
        self.body.addWidget(self._waiting)
        self._wrong.hide()
        self._no_card.hide()
        self.foot.addWidget(self._other)
        self.foot.addStretch(1)
        self.foot.addWidget(self._cancel)
        self.foot.addWidget(self._go)

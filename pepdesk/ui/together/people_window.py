"""My card and contacts: one's own card to give away, colleagues' cards and how far each was checked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from pepdesk.app.contact_cards import put_back, remove_card
from pepdesk.ui.parts.bars import Bar
from pepdesk.ui.parts.emptying import clear
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.labels import button
from pepdesk.ui.parts.problem_box import announce, show_problem
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import GroupTitle, Hint, PlainLabel
from pepdesk.ui.together.card_work import Everybody, card_of_identity, read_everybody
from pepdesk.ui.together.contact_dialogs import AddContact, CompareDigits
from pepdesk.ui.together.contact_row import ContactRow
from pepdesk.ui.together.new_card_dialog import NewCardDialog
from pepdesk.ui.together.own_card_panel import OwnCardPanel
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.jobs import Jobs
    from pepdesk.people.card import Card
    from pepdesk.people.card_book import CardContact
    from pepdesk.people.identity import Identity
    from pepdesk.problem import PepDeskProblem
    from pepdesk.storage.vault import Vault

_NO_CARD = tr(
    "You have no card yet. It is what a colleague needs to seal a plan for you, and to see which parts are by you."
)
_NOBODY = tr(
    "Nobody yet. Ask your colleague for their card (File, My card and contacts in their PepDesk) and add it here."
)
_NO_SCHOOL = tr("No data lead’s card can open your plans. The virtual school or your school may give you one.")


class PeopleWindow(Sheet):
    """``school_wanted()`` – show the dialog about the school's way in. Reads everybody anew after each change."""

    school_wanted = Signal()

    def __init__(self, parent: QWidget, jobs: Jobs, vault: Vault) -> None:
        super().__init__(tr("My card and contacts"), parent, letters=88)
        self._jobs, self._vault = jobs, vault
        self._own: Card | None = None
        self._contacts: tuple[CardContact, ...] = ()
        self._removed: CardContact | None = None
        self._undo = Bar(tr("&Undo"))
        self._undo.pressed.connect(self.put_back)
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self.body.addWidget(self._undo)
        self.body.addLayout(self._list)
        self.body.addStretch(1)
        self.foot.addWidget(button(tr("&Add a colleague’s card…"), self.add))
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Close"), self.reject))
        most = self.screen().availableGeometry().height() * 3 // 4
        self.setMinimumHeight(min(self.fontMetrics().height() * 26, most))
        self.read_again()

    def read_again(self, _what: object = None) -> None:
        """Read everybody anew."""
        errand = Errand[Everybody](self, self._show, self._failed)
        errand.run_file(self._jobs, partial(read_everybody, self._vault))

    def add(self) -> None:
        """Take somebody's card in."""
        dialog = AddContact(self, self._jobs, self._vault)
        dialog.added.connect(self._added)
        dialog.open()

    def make_card(self) -> None:
        """Make one's own card."""
        dialog = NewCardDialog(self, self._jobs, self._vault)
        dialog.made.connect(self.read_again)
        dialog.open()

    def compare(self, card: Card) -> None:
        """Compare somebody's digits."""
        dialog = CompareDigits(self, self._jobs, self._vault, card, self._own)
        dialog.compared.connect(self.read_again)
        dialog.open()

    def remove(self, card: Card) -> None:
        """Take somebody's card out of the list, and offer to undo it."""
        self._removed = next((one for one in self._contacts if one.card.id == card.id), None)
        words = tr(
            "The card of {name} is removed. What they wrote stays in your plans; new packages from "
            "them are refused until their card is here again.",
            name=card.name,
        )
        self._undo.say(words)
        announce(self, words)
        errand = Errand[object](self, self.read_again, self._failed)
        errand.run_file(self._jobs, partial(remove_card, self._vault, card.id))

    def put_back(self) -> None:
        """Put the card removed last back, compared or not as it was."""
        contact, self._removed = self._removed, None
        self._undo.say("")
        if contact is not None:
            errand = Errand[object](self, self.read_again, self._failed)
            errand.run_file(self._jobs, partial(put_back, self._vault, contact))

    def _show(self, found: Everybody) -> None:
        clear(self._list)
        self._own = found.book.own[-1].card if found.book.own else None
        self._contacts = found.book.others
        self._show_own(found)
        self._list.addWidget(GroupTitle(tr("Your colleagues")))
        for contact in found.book.others:
            row = ContactRow(contact)
            row.compare_wanted.connect(self.compare)
            row.remove_wanted.connect(self.remove)
            self._list.addWidget(row)
        if not found.book.others:
            self._list.addWidget(Hint(_NOBODY))
        self._list.addWidget(GroupTitle(tr("The school’s way in")))
        words = tr(
            "The data lead’s card with the digits {code} can open your plans, and packages you let it.",
            code=found.school,
        )
        self._list.addWidget(PlainLabel(words) if found.school else Hint(_NO_SCHOOL))
        self._list.addWidget(_alone(button(tr("The &school’s way in…"), self.school_wanted.emit)))

    def _show_own(self, found: Everybody) -> None:
        self._list.addWidget(GroupTitle(tr("Your card") if len(found.book.own) < 2 else tr("Your cards")))
        for own in reversed(found.book.own):
            self._list.addWidget(OwnCardPanel(own.card, found.pictures[own.card.id]))
        if not found.book.own:
            self._list.addWidget(Hint(_NO_CARD))
        for identity in found.without_card:
            from pepdesk.people.card import CARD_ROLES

            make = _IdentityButton(identity, CARD_ROLES[identity.role])
            make.wanted.connect(self._make_of)
            self._list.addWidget(make)
        if not found.book.own and not found.without_card:
            self._list.addWidget(_alone(button(tr("&Make my card…"), self.make_card)))

    def _make_of(self, identity: Identity) -> None:
        errand = Errand[object](self, self.read_again, self._failed)
        errand.run_file(self._jobs, partial(card_of_identity, self._vault, identity))

    def _added(self, card: Card) -> None:
        announce(self, tr("The card of {name} is among your contacts.", name=card.name))
        self.read_again()
        self.compare(card)

    def _failed(self, problem: PepDeskProblem) -> None:
        show_problem(self, problem)


def _alone(verb: QPushButton) -> QWidget:
    """A button on a line of its own, no wider than its words."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(verb)
    row.addStretch(1)
    return holder


class _IdentityButton(QWidget):
    """Offers to make the card of a signing identity. ``wanted(Identity)``."""

    wanted = Signal(object)

    def __init__(self, identity: Identity, role: str) -> None:
        super().__init__()
        self._identity = identity
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(
            PlainLabel(
                tr(
                    "You sign as {name}, {role}, {organisation}.",
                    name=identity.name,
                    role=role,
                    organisation=identity.organisation,
                )
            )
        )
        made = button(tr("Make the card that goes with it"), self._press)
        made.setAccessibleName(f"{made.text()}: {identity.name}, {role}")
        row.addWidget(_alone(made))

    def _press(self) -> None:
        self.wanted.emit(self._identity)

"""One signer in the list of known signers: name, code, whether it was compared, and what may be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from pepdesk.people.code import certificate_code
from pepdesk.people.identity import stands_for_others
from pepdesk.people.roles import ROLE_TITLES
from pepdesk.record.values import long_date
from pepdesk.ui.parts.labels import button, selectable
from pepdesk.ui.parts.texts import PlainLabel, ShouldText, StrongText
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.people.identity import Identity
    from pepdesk.people.people_file import Contact


class OwnCard(QWidget):
    """Somebody this user signs as. ``sheet_wanted(Identity)``."""

    sheet_wanted = Signal(object)

    def __init__(self, identity: Identity) -> None:
        super().__init__()
        self._identity = identity
        until = long_date(identity.certificate.not_valid_after_utc.date().isoformat())
        role = ROLE_TITLES.get(identity.role, identity.role)
        sheet = button(
            tr("Save a trust sheet…"), self._want_sheet, tr("One page to print, with the code and how to check it")
        )
        sheet.setAccessibleName(tr("Save a trust sheet of {name}", name=identity.name))
        words = tr(
            "{role}, {organisation}. Valid until {until}.", role=role, organisation=identity.organisation, until=until
        )
        _lay_out(self, identity.name, words, identity.code, None, (sheet,))

    def _want_sheet(self) -> None:
        self.sheet_wanted.emit(self._identity)


class KnownCard(QWidget):
    """Somebody in the list. ``check_wanted(Certificate)``, ``forget_wanted(Contact)``."""

    check_wanted = Signal(object)
    forget_wanted = Signal(object)

    def __init__(self, contact: Contact) -> None:
        super().__init__()
        self._contact = contact
        role = ROLE_TITLES.get(contact.role, "")
        if stands_for_others(contact.certificate):
            role = tr("Authority that vouches for others")
        words = ", ".join(part for part in (role, contact.organisation) if part)
        state: PlainLabel = ShouldText(tr("The code was not compared yet."))
        buttons = []
        if contact.confirmed:
            state = PlainLabel(tr("✓ Code confirmed on {day}.", day=long_date(contact.confirmed)))
        else:
            buttons.append(button(tr("Compare the code…"), self._want_check))
            buttons[0].setAccessibleName(tr("Compare the code of {name}", name=contact.name))
        away = button(tr("Forget"), self._want_forget)
        away.setAccessibleName(tr("Forget {name}", name=contact.name))
        _lay_out(self, contact.name, words, certificate_code(contact.certificate), state, (*buttons, away))

    def _want_check(self) -> None:
        self.check_wanted.emit(self._contact.certificate)

    def _want_forget(self) -> None:
        self.forget_wanted.emit(self._contact)


def _lay_out(
    card: QWidget, name: str, words: str, code: str, state: PlainLabel | None, buttons: tuple[QPushButton, ...]
) -> None:
    layout = QVBoxLayout(card)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    layout.addWidget(selectable(StrongText(name)))
    if words:
        layout.addWidget(PlainLabel(words))
    digits = selectable(PlainLabel(tr("Code: {code}", code=code)))
    digits.setAccessibleName(tr("Code of {name}", name=name))
    layout.addWidget(digits)
    if state is not None:
        layout.addWidget(state)
    row = QHBoxLayout()
    row.setSpacing(8)
    for each in buttons:
        row.addWidget(each)
    row.addStretch(1)
    layout.addLayout(row)

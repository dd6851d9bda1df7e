"""Quiet bars: "Signed …" and "changed after signing" above the page, "Target 2 removed. Undo" below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pepdesk.export.signature_fields import SIGNATURE_FIELDS, SIGNER_TITLES
from pepdesk.record.codec import snapshot_hash
from pepdesk.record.values import long_date
from pepdesk.ui.parts.labels import VerbButton
from pepdesk.ui.parts.texts import PlainLabel
from pepdesk.ui.parts.theme import TARGET
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.session import Session
    from pepdesk.record.record import Signing


class Bar(QWidget):
    """A sentence and a button. ``pressed()``."""

    pressed = Signal()

    def __init__(self, button: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self._words = PlainLabel("", self)
        self._button = VerbButton(button, self)
        self._button.setMinimumHeight(TARGET + 4)
        self._button.setAutoDefault(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(32, 8, 16, 8)
        layout.setSpacing(16)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._button)
        self._button.clicked.connect(self.pressed)
        self.hide()

    def say(self, words: str) -> None:
        """Show the bar with these words; without any, hide it."""
        self._words.say(words)
        self.setVisible(bool(words))

    def words(self) -> str:
        """What it says."""
        return self._words.text()


def signed_words(session: Session) -> str:
    """Who signed, how many of those who may, whether the text is still theirs, how to change it; "" for a draft."""
    record = session.read()
    if not record.signings:
        return ""
    who = ", ".join(_one(signing) for signing in record.signings)
    if any(one.snapshot != snapshot_hash(record) for one in record.signings):
        return tr(
            "NOT THE TEXT THAT WAS SIGNED. {who}: what they signed was another text than the one "
            "here. Amend it, export it and sign it again.",
            who=who,
        )
    roles = {one.role for one in record.signings}
    return tr(
        "Signed by {count} of {total}: {who}. Nothing can be changed. To change something, amend: that starts "
        "version {version}.",
        count=len(roles),
        total=len(roles | set(SIGNATURE_FIELDS)),
        who=who,
        version=record.version + 1,
    )


def amended_words(session: Session) -> str:
    """That the signatures of the version before are void for this one; "" for a plan that nobody has signed before."""
    record = session.read()
    if record.version < 2 or record.signings:
        return ""
    return tr(
        "Version {version}, changed after signing: the signatures of version {before} do not hold "
        "for it. Files signed before stay as they are; everybody signs this version anew.",
        version=record.version,
        before=record.version - 1,
    )


def _one(signing: Signing) -> str:
    role = SIGNER_TITLES[signing.role].lower() if signing.role in SIGNER_TITLES else tr("someone else")
    day = long_date(signing.at[:10])
    if signing.fingerprint:
        return tr("{name} on {day} ({role})", name=signing.name, day=day, role=role)
    return tr("{name} on {day} ({role}, by a witnessed mark)", name=signing.name, day=day, role=role)

"""Marks of the child and the carer, made before the person who signs: drawn, or the name typed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from pepdesk.app.marking import witnessed_mark
from pepdesk.export.signature_fields import SIGNER_TITLES
from pepdesk.form.address import Address
from pepdesk.record.answers import text_of
from pepdesk.ui.parts.labels import button
from pepdesk.ui.parts.texts import Hint
from pepdesk.ui.parts.ticks import Dot, Tick
from pepdesk.ui.signing.mark_pad import MarkPad
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.session import Session
    from pepdesk.export.blocks import Mark
    from pepdesk.people.identity import Identity

_PEOPLE = (("child", tr("The &child or young person makes a mark")), ("carer", tr("The ca&rer makes a mark")))


class MarksForm(QWidget):
    """``changed()``. Nothing is asked until somebody wants to make a mark."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        names = {"child": _child_name(session), "carer": _signer_name(session, "carer")}
        self._rows = [MarkRow(role, words, names[role]) for role, words in _PEOPLE]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Hint(
            tr("Somebody without a certificate can make a mark here, while you are with them. Your signature seals it; "
            "in the document it is called a mark, and you its witness.")
        ))  # fmt: skip
        for row in self._rows:
            layout.addWidget(row)
            row.changed.connect(self.changed)

    @property
    def is_ready(self) -> bool:
        """Whether each mark that was begun is there, with a name."""
        return all(row.is_ready for row in self._rows)

    def marks(self, witness: Identity, now: datetime) -> tuple[Mark, ...]:
        """The marks made, with ``witness`` beside them; ``now`` has a zone. Raises SigningProblem (see ``mark``)."""
        return tuple(row.mark(witness, now) for row in self._rows if row.is_wanted)


class MarkRow(QWidget):
    """One person's mark. ``changed()``."""

    changed = Signal()

    def __init__(self, role: str, words: str, name: str) -> None:
        super().__init__()
        self._role = role
        who = SIGNER_TITLES[role].lower()
        self._wanted = Tick(words)
        self._name = QLineEdit(name)
        self._name.setAccessibleName(tr("Name of the {who}", who=who))
        self._drawn, self._typed = Dot(tr("Drawn here")), Dot(tr("The name, typed, stands for it"))
        self._drawn.setChecked(True)
        self._pad = MarkPad(who)
        self._inside = QWidget()
        self._wipe = button(tr("Wipe it"), self._pad.wipe)
        self._wipe.setAccessibleName(tr("Wipe it: the mark of the {who}", who=who))
        self._lay_out(who)
        for signal in (self._wanted.toggled, self._drawn.toggled, self._name.textChanged, self._pad.changed):
            signal.connect(self._refresh)
        self._refresh()

    def _lay_out(self, who: str) -> None:
        outer, layout = QVBoxLayout(self), QVBoxLayout(self._inside)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._wanted)
        outer.addWidget(self._inside)
        layout.setContentsMargins(28, 0, 0, 8)
        label = QLabel(tr("Name of the {who}", who=who))
        label.setBuddy(self._name)
        layout.addWidget(label)
        layout.addWidget(self._name)
        layout.addWidget(self._drawn)
        layout.addWidget(self._pad)
        row = QHBoxLayout()
        row.addWidget(self._wipe)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addWidget(self._typed)

    @property
    def is_wanted(self) -> bool:
        """Whether this person makes a mark."""
        return self._wanted.isChecked()

    @property
    def is_ready(self) -> bool:
        """Whether no mark is wanted, or name and mark are there."""
        has_mark = self._typed.isChecked() or not self._pad.is_empty
        return not self.is_wanted or (bool(self._name.text().strip()) and has_mark)

    def mark(self, witness: Identity, now: datetime) -> Mark:
        """The mark as the document shows it. Raises SigningProblem if the witness has the same role."""
        picture = self._pad.picture() if self._drawn.isChecked() else None
        return witnessed_mark(self._role, self._name.text(), witness, now, picture)

    def _refresh(self, _anything: object = None) -> None:
        self._inside.setVisible(self._wanted.isChecked())
        self._pad.setVisible(self._drawn.isChecked())
        self._wipe.setVisible(self._drawn.isChecked())
        self._wipe.setEnabled(not self._pad.is_empty)
        self.changed.emit()


def _child_name(session: Session) -> str:
    parts = (text_of(session.answer(Address("child", key))) for key in ("first_name", "surname"))
    return " ".join(part for part in parts if part)


def _signer_name(session: Session, role: str) -> str:
    return text_of(session.answer(Address("sign_off", "name", (role,))))

"""What the preview shows: which part of the plan, whose copy, how large, and whether it is marked as a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from pepdesk.export.audience import READER
from pepdesk.export.choice import Choice, Part
from pepdesk.form.model import Audience, Role
from pepdesk.ui.parts.filters import QuietCombo
from pepdesk.ui.parts.owners import OWNERS
from pepdesk.ui.parts.sections import MY_ROLES
from pepdesk.ui.parts.texts import PlainLabel
from pepdesk.ui.parts.ticks import Tick
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.session import Session

_PARTS: Final = (
    (tr("The whole plan"), Choice()),
    *((tr("Sections of: {whose}", whose=OWNERS[role][1].lower()), Choice(Part.MINE, role)) for role in MY_ROLES),
    (tr("The targets only"), Choice(Part.TARGETS)),
)


class PreviewChoice(QWidget):
    """``changed()``: something else is to be shown. ``role`` is whose sections the window is filtered for, or None."""

    changed = Signal()

    def __init__(self, session: Session, role: Role | None = None) -> None:
        super().__init__()
        self._part = _combo(tr("Part of the plan"), [words for words, _ in _PARTS])
        self._copy = _combo(tr("Copy for"), [f"{words[0].upper()}{words[1:]}" for words in READER.values()])
        self._large = Tick(tr("&Large print (18 points)"))
        self._draft = Tick(tr("Mar&k as a draft"))
        signed, complete = session.is_frozen, not session.assessment.blockers()
        self._draft.setChecked(not signed)
        self._draft.setEnabled(complete and not signed)
        if not complete:
            self._draft.setToolTip(tr("Something is still missing, so every page says that it is a draft."))
        if role is not None:
            self._part.setCurrentIndex(next(at for at, (_, one) in enumerate(_PARTS) if one.role is role))
        if session.present is not Audience.FULL:  # somebody looks on, so nothing but their copy comes on screen
            self._copy.setCurrentIndex(tuple(READER).index(session.present))
            self._copy.setEnabled(False)
        self._lay_out()
        self.setFocusProxy(self._part)
        for combo in (self._part, self._copy):
            combo.activated.connect(self._again)
        for box in (self._large, self._draft):
            box.toggled.connect(self._again)
        self._fit()

    @property
    def choice(self) -> Choice:
        """The part, and how large."""
        part = _PARTS[self._part.currentIndex()][1]
        if self.audience is Audience.CHILD:
            part = Choice()
        return Choice(part.part, part.role, self._large.isChecked())

    @property
    def audience(self) -> Audience:
        """Whose copy."""
        return tuple(READER)[self._copy.currentIndex()]

    @property
    def is_draft(self) -> bool:
        """Whether the pages say that it is a draft."""
        return self._draft.isChecked()

    def _again(self, _anything: object = None) -> None:
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        """The child's copy is made of its own pages, so it has no parts."""
        self._part.setEnabled(self.audience is not Audience.CHILD)

    def _lay_out(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(20)
        layout.setVerticalSpacing(4)
        for column, (combo, words) in enumerate(((self._part, tr("Part of the plan")), (self._copy, tr("Copy for")))):
            name = PlainLabel("", self)
            name.stand_by(combo, words)
            layout.addWidget(name, 0, column)
            layout.addWidget(combo, 1, column)
            layout.setColumnStretch(column, 3)
        layout.addWidget(self._large, 0, 2)
        layout.addWidget(self._draft, 1, 2)
        layout.setColumnStretch(3, 1)


def _combo(name: str, items: list[str]) -> QComboBox:
    combo = QuietCombo()
    combo.setAccessibleName(name)
    combo.addItems(items)
    return combo

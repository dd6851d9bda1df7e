"""The authority's own Word form among the files of an export: whether, which, and what becomes of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from pepdesk.ui.parts.filters import QuietCombo
from pepdesk.ui.parts.texts import Hint
from pepdesk.ui.parts.ticks import Tick
from pepdesk.words import tr, trn

if TYPE_CHECKING:
    from pepdesk.intake.own_form_files import OwnForm
    from pepdesk.ui.documents.export_work import Made

_MOST_NAMED = 12


class OwnFormBox(QWidget):
    """``changed()`` – another choice. Without any own form there is nothing to choose and it stays hidden."""

    changed = Signal()

    def __init__(self, forms: tuple[OwnForm, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._forms, self._allowed = forms, True
        self._wanted = Tick(tr("Your &authority’s own form (Word)"))
        self._which = QuietCombo()
        self._further = Tick(tr("At its &end, add the answers it has no place for"))
        self._which.setAccessibleName(tr("Which form of the authority"))
        self._which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._which.setMinimumContentsLength(20)
        for number, one in enumerate(forms):
            self._which.addItem(one.mapping.title, number)
        self._further.setChecked(True)
        self._more = QWidget()
        inner = QVBoxLayout(self._more)
        inner.setContentsMargins(28, 0, 0, 0)
        for widget in (self._which, self._further, Hint(tr("It is filled in as it is and not signed."))):
            inner.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._wanted)
        layout.addWidget(self._more)
        self._more.hide()
        self._wanted.toggled.connect(self._more.setVisible)
        self._wanted.toggled.connect(self._tell)

    @property
    def form(self) -> OwnForm | None:
        """The form that is wanted; None if none is, or none may be made."""
        wanted = self._allowed and bool(self._forms) and self._wanted.isChecked()
        return self._forms[self._which.currentIndex()] if wanted else None

    @property
    def further(self) -> bool:
        """Whether answers without a place are added at the end."""
        return self._further.isChecked()

    def allow(self, may: bool) -> None:
        """Offer it or not: a copy from which answers are left out is never made on an authority's form."""
        self._allowed = may
        self.setVisible(may and bool(self._forms))
        self._tell()

    def _tell(self) -> None:
        self.changed.emit()


def own_form_words(made: Made) -> list[tuple[str, str]]:
    """What to say of the authority's form after an export; nothing if it was not made."""
    if made.own is None:
        return []
    filled, title = made.own, tr("The authority’s own form")
    if not filled.left:
        return [(title, trn("The one answer stands in it.", "All {count} answers stand in it.", filled.placed))]
    named = [f"{one.tab}: {one.label}" for one in filled.left[:_MOST_NAMED]]
    more = [tr("… and {count} more", count=len(filled.left) - len(named))] if len(filled.left) > len(named) else []
    where = tr("They stand at its end under “Further answers”:") if made.own_further else tr("They are NOT in it:")
    placed = trn("One answer stands in its place.", "{count} answers stand in their places.", filled.placed)
    left = trn("One has no place in the form.", "{count} have no place in the form.", len(filled.left))
    return [(title, "\n".join((f"{placed} {left} {where}", *named, *more)))]

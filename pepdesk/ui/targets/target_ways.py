"""Two ways to a target beside typing it: an example to start from, and one question after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from pepdesk import paths
from pepdesk.problem import PepDeskProblem
from pepdesk.record.answers import text_of
from pepdesk.smart.bank import read_bank, stage_of
from pepdesk.smart.guide import read_guide
from pepdesk.ui.parts.child_name import called
from pepdesk.ui.parts.labels import VerbButton
from pepdesk.ui.parts.problem_box import show_problem
from pepdesk.ui.parts.texts import as_tip
from pepdesk.ui.parts.theme import TARGET
from pepdesk.ui.targets.examples_dialog import ExamplesDialog, Wanted
from pepdesk.ui.targets.guide_dialog import GuideDialog
from pepdesk.ui.targets.guide_plan import GuidePlan
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.session import Session
    from pepdesk.form.address import Address

_FOLDER = "targets"
_THEIR = {"female": "her", "male": "his"}


class TargetWays(QWidget):
    """The two buttons under the target at ``address``.

    ``example(str, bool)`` – put this in; True: after what is written. ``built(changes)`` – do these as one step.
    """

    example = Signal(str, bool)
    built = Signal(object)

    def __init__(self, session: Session, address: Address, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._address = session, address
        self._typed: dict[str, str] = {}
        self._buttons = (
            self._button(
                tr("Examples…"), tr("Targets to start from, by words, area and stage (Ctrl+Shift+E)"), self.look_up
            ),
            self._button(
                tr("Build it step by step…"), tr("From the need to the difference (Ctrl+Shift+B)"), self.build
            ),
        )
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 2, 0, 0)
        for one in self._buttons:
            line.addWidget(one)
        line.addStretch(1)

    def rename(self, context: str) -> None:
        """The row has another name or number now."""
        for one in self._buttons:
            one.setAccessibleName(f"{one.text()} {context}".strip())

    def look_up(self) -> None:
        """Open the bank of examples."""
        if self._session.is_frozen:
            return
        try:
            bank = read_bank(paths.resources_dir() / _FOLDER / "bank.toml")
        except PepDeskProblem as problem:
            show_problem(self, problem)
            return
        written = bool(text_of(self._session.answer(self._address)).strip())
        view = self._session.on_screen.view
        wanted = Wanted(
            area=view.text(self._address.tab, "area", *self._address.rows),
            stage=stage_of(view.year),
            name=called(self._session),
            their=_THEIR.get(view.text("child", "gender"), "their"),
            written=written,
            areas=self._areas(),
        )
        dialog = ExamplesDialog(self.window(), bank, wanted)
        dialog.chosen.connect(self.example)
        dialog.open()

    def build(self) -> None:
        """Open the guide."""
        if self._session.is_frozen:
            return
        try:
            guide = read_guide(paths.resources_dir() / _FOLDER / "guide.toml")
        except PepDeskProblem as problem:
            show_problem(self, problem)
            return
        plan = GuidePlan(self._session, guide, self._address.rows[0])
        dialog = GuideDialog(self.window(), plan, called(self._session), self._areas(), self._typed)
        dialog.built.connect(self._take)
        dialog.put_aside.connect(self._keep)
        dialog.open()

    def _take(self, changes: object) -> None:
        self._typed = {}
        self.built.emit(changes)

    def _keep(self, typed: dict[str, str]) -> None:
        """What was typed in a guide that was closed, for the next time it is opened."""
        self._typed = typed

    def _areas(self) -> dict[str, str]:
        """The areas this child's targets can have, in words."""
        form = self._session.form
        if not form.has(self._address.tab, "area"):
            return {}
        choices = form.choices[form.field(self._address.tab, "area").choices]
        offered = self._session.on_screen.offers.get(choices.id)
        return {one.value: one.label for one in choices.options if offered is None or one.value in offered}

    def _button(self, words: str, tip: str, slot: object) -> QPushButton:
        made = VerbButton(words, self)
        made.setAutoDefault(False)
        made.setMinimumHeight(TARGET)
        made.setToolTip(as_tip(tip))
        made.clicked.connect(slot)
        return made

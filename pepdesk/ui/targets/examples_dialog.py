"""The bank of example targets beside a target: found by words, area and stage; one is put in, to be changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QTreeWidgetItem, QWidget

from pepdesk.smart.bank import STAGES, search
from pepdesk.ui.parts.labels import button, primary
from pepdesk.ui.parts.picker import Picker
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import Hint, PlainLabel
from pepdesk.ui.parts.wrapped_tree import WrappedTree
from pepdesk.words import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pepdesk.smart.bank import Example

_HINT = tr("Every example is made up. Choose one that is near, then change it until it is this child’s own.")
STAGE_WORDS = dict(
    zip(
        STAGES,
        (tr("Early years"), tr("Key stage 1"), tr("Key stage 2"), tr("Key stage 3"), tr("Key stage 4"), tr("Post-16")),
        strict=True,
    )
)
_EXAMPLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is known of the target at hand.

    Its ``area`` and the child's ``stage`` ("" if unknown), the child's ``name`` and ``their`` ("her", "his", "their"),
    whether something is ``written`` already, and the words for the ``areas``.
    """

    area: str
    stage: str
    name: str
    their: str
    written: bool
    areas: Mapping[str, str]


class ExamplesDialog(Sheet):
    """``chosen(str, bool)`` – put this text in; True: after what is written there, False: in its place."""

    chosen = Signal(str, bool)

    def __init__(self, parent: QWidget, bank: tuple[Example, ...], wanted: Wanted) -> None:
        super().__init__(tr("Examples of targets"), parent, letters=96, tall=True)
        self._bank, self._target = bank, wanted
        self._search = _Search()
        self._about, self._stage = Picker(tr("About")), Picker(tr("Stage"))
        self._count = Hint()
        self._list = WrappedTree(tr("Examples"))
        if wanted.written:  # Enter does what loses nothing
            self._buttons = [
                button(tr("Put it in &place of what is written"), self._take_instead),
                primary(tr("Put it &after what is written"), self._take_after),
            ]
        else:
            self._buttons = [primary(tr("&Use as a start"), self._take_instead)]
        self._lay_out()
        self._search.textChanged.connect(self._find)
        self._search.down.connect(self._to_list)
        self._about.picked.connect(self._find)
        self._stage.picked.connect(self._find)
        self._list.currentItemChanged.connect(self._allow)
        self._list.itemActivated.connect(self._activated)
        self._find()
        self._search.setFocus()

    def _lay_out(self) -> None:
        wanted = self._target
        self.body.addWidget(Hint(_HINT))
        label = PlainLabel("", self)
        label.stand_by(self._search, tr("Words to look for, such as “spelling”, “friends” or “lateness”"))
        self._search.setAccessibleName(tr("Words to look for"))
        self.body.addWidget(label)
        self.body.addWidget(self._search)
        held = {one.area for one in self._bank}
        areas = [(value, words) for value, words in wanted.areas.items() if value in held]
        self._about.offer([("", tr("Anything")), *areas], wanted.area)
        self._stage.offer([("", tr("Any stage")), *STAGE_WORDS.items()], wanted.stage)
        pickers = QHBoxLayout()
        pickers.setSpacing(16)
        pickers.addWidget(self._about, 1)
        pickers.addWidget(self._stage, 1)
        self.body.addLayout(pickers)
        self.body.addWidget(self._count)
        self.body.addWidget(self._list, 1)
        self._list.setMinimumHeight(self.fontMetrics().height() * 6)
        self.foot.addStretch(1)
        for one in (button(tr("Cancel"), self.reject), *self._buttons):
            self.foot.addWidget(one)

    def _find(self) -> None:
        """List what fits: what is of the area and stage, other stages, then the rest that holds the words."""
        area, stage = self._about.value, self._stage.value
        found = search(self._bank, self._search.text(), area, stage)
        near = [one for one in found if (not area or one.area == area) and (not stage or one.stage == stage)]
        about = [one for one in found if area and one.area == area and one not in near]
        words = bool(self._search.text().strip())
        rest = [one for one in found if one not in near and one not in about] if words or not (near or about) else []
        self._list.clear()
        for heading, some in (
            (tr("What you asked for"), near),
            (tr("The same at other stages"), about),
            (tr("Others"), rest),
        ):
            self._add(heading, some)
        self._list.expandAll()
        lines = self._list.lines()
        if lines:
            self._list.setCurrentItem(lines[0])
        count = (
            tr("{count} of {total} examples.", count=len(near), total=len(self._bank))
            if near
            else _nothing(bool(found))
        )
        if count != self._count.text():
            self._count.say(count)
            announce(self._search, count)
        self._allow()

    def _add(self, heading: str, some: list[Example]) -> None:
        if not some:
            return
        top = self._list.add_heading(f"{heading} ({len(some)})")
        for one in some:
            area = self._target.areas.get(one.area, one.area)
            of = f"{area}, {STAGE_WORDS[one.stage]}"
            of = tr("{stage}, for a child with SEND", stage=of) if one.send else of
            text = one.filled(self._target.name, their=self._target.their)
            line = QTreeWidgetItem([f"{text}\n{of}. {tr('Starts from: {start}', start=one.start)}"])
            line.setData(0, _EXAMPLE, text)
            top.addChild(line)

    def _text(self) -> str:
        line = self._list.currentItem()
        return str(line.data(0, _EXAMPLE) or "") if line is not None else ""

    def _allow(self) -> None:
        for one in self._buttons:
            one.setEnabled(bool(self._text()))

    def _to_list(self) -> None:
        self._list.setFocus()

    def _activated(self, _line: QTreeWidgetItem) -> None:
        """Enter or a double click puts it in, where nothing can be lost by it."""
        if not self._target.written:
            self._take_instead()

    def _take_after(self) -> None:
        self._emit(after=True)

    def _take_instead(self) -> None:
        self._emit(after=False)

    def _emit(self, *, after: bool) -> None:
        if text := self._text():
            self.chosen.emit(text, after)
            self.accept()


class _Search(QLineEdit):
    """``down()`` – somebody pressed the arrow towards the list."""

    down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrow leads on to the list."""
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
        else:
            super().keyPressEvent(event)


def _nothing(others: bool) -> str:
    return tr("None of this area and stage; others are listed.") if others else tr("No example holds these words.")

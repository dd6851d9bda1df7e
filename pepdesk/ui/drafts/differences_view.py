"""What differs between two versions of a plan: the list by section, and the one that is marked in both wordings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTreeWidgetItem, QVBoxLayout, QWidget

from pepdesk.record.difference_words import Told, told
from pepdesk.record.differences import differences
from pepdesk.ui.parts.texts import Hint
from pepdesk.ui.parts.two_texts import TwoTexts
from pepdesk.ui.parts.wrapped_tree import WrappedTree
from pepdesk.words import tr, trn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pepdesk.form.model import Form
    from pepdesk.record.differences import Difference
    from pepdesk.record.record import PepRecord

_TOLD = Qt.ItemDataRole.UserRole
_LIST_LINES = 4


class DifferencesView(QWidget):
    """``marked()`` – another difference is marked, or none."""

    marked = Signal()

    def __init__(self, here: str, there: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: Callable[[Told], str] = short_words
        self._counts = True
        self._count = Hint()
        self._count.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._list = WrappedTree(tr("What differs"), self)
        self._list.setMinimumHeight(self._list.fontMetrics().lineSpacing() * _LIST_LINES)
        self._texts = TwoTexts(self)
        self.set_titles(here, there)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._count)
        layout.addWidget(self._list, 3)
        layout.addWidget(self._texts, 2)
        self._list.currentItemChanged.connect(self._show_marked)
        self.say("")

    def set_titles(self, here: str, there: str) -> None:
        """What the two versions are called; the other one stands left, as what was before."""
        self._titles = here, there
        self._texts.set_titles(there, here)

    def set_words(self, words: Callable[[Told], str]) -> None:
        """How a line says what is the matter, after the question."""
        self._words = words

    def hide_count(self) -> None:
        """Leave counting to the window; what ``say`` says is still shown."""
        self._counts = False

    def say(self, words: str) -> None:
        """Show a sentence and no differences."""
        self._list.clear()
        self._count.say(words)
        self._count.setVisible(bool(words))
        self._texts.show_texts("", "", "")
        self._set_shown(False)
        self.marked.emit()

    def show_differences(self, here: PepRecord, there: PepRecord) -> None:
        """List what differs; the line that was marked stays marked if it is still there."""
        self.show_told(here.form, [told(here, there, one) for one in differences(here, there)])

    def show_told(self, form: Form, found: Sequence[Told]) -> None:
        """The same for differences that were found already, by the sections of ``form``."""
        before, at = self.current(), self._index()
        self._list.blockSignals(True)
        self._list.clear()
        for tab in form.tabs:
            inside = [one for one in found if one.tab == tab.id]
            if inside:
                heading = self._list.add_heading(f"{tab.title} ({len(inside)})")
                for one in inside:
                    heading.addChild(self._line(one))
        self._list.expandAll()
        self._list.blockSignals(False)
        self._count.say(count_words(len(found), len({one.tab for one in found})) if self._counts else "")
        self._count.setVisible(self._counts)
        self._set_shown(bool(found))
        self._mark(before.difference if before else None, at)
        self._show_marked()

    def refresh_words(self) -> None:
        """Say anew on every line what is the matter."""
        for item in self._list.lines():
            self._say_line(item, item.data(0, _TOLD))

    def current(self) -> Told | None:
        """The difference that is marked."""
        item = self._list.currentItem()
        found = item.data(0, _TOLD) if item is not None else None
        return found if isinstance(found, Told) else None

    def all(self) -> tuple[Told, ...]:
        """Everything listed."""
        return tuple(item.data(0, _TOLD) for item in self._list.lines())

    def step(self) -> None:
        """Mark the next line."""
        lines = self._list.lines()
        self._list.setCurrentItem(lines[min(self._index() + 1, len(lines) - 1)])

    def list_widget(self) -> QWidget:
        """The list, to put the focus on."""
        return self._list

    def _set_shown(self, shown: bool) -> None:
        self._list.setVisible(shown)
        self._texts.setVisible(shown)

    def _line(self, one: Told) -> QTreeWidgetItem:
        item = QTreeWidgetItem([""])
        item.setData(0, _TOLD, one)
        self._say_line(item, one)
        return item

    def _say_line(self, item: QTreeWidgetItem, one: Told) -> None:
        item.setText(0, f"{one.where}\n{self._words(one)}")
        here, there = self._titles
        spoken = f"{one.where}: {self._words(one)}. {there}: {one.there}. {here}: {one.here}"
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, spoken)

    def _index(self) -> int:
        lines = self._list.lines()
        current = self._list.currentItem()
        return lines.index(current) if current in lines else -1

    def _mark(self, wanted: Difference | None, at: int) -> None:
        lines = self._list.lines()
        if not lines:
            return
        same = [item for item in lines if item.data(0, _TOLD).difference == wanted]
        self._list.setCurrentItem(same[0] if same else lines[min(max(at, 0), len(lines) - 1)])

    def _show_marked(self, *_items: object) -> None:
        one = self.current()
        if one is not None:
            self._texts.show_texts(one.where, one.there, one.here)
        self.marked.emit()


def short_words(one: Told) -> str:
    """What kind of difference it is."""
    return one.short


def count_words(count: int, sections: int) -> str:
    """How much differs, in words."""
    if not count:
        return tr("Nothing differs.")
    if sections == 1:
        return trn("One difference, in one section.", "{count} differences, in one section.", count)
    return tr("{count} differences, in {sections} sections.", count=count, sections=sections)

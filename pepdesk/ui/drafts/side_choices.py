"""Which of two versions stands, difference by difference: the choices, their buttons, what a line says of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from pepdesk.record.joining import Side
from pepdesk.ui.parts.labels import button
from pepdesk.ui.parts.problem_box import announce
from pepdesk.words import tr, trn

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from pepdesk.record.difference_words import Told
    from pepdesk.ui.drafts.differences_view import DifferencesView
    from pepdesk.ui.parts.texts import Hint

CHILDS_CHOICE = tr("✓ in the child’s own words, which stand")
CHILDS_STAND = tr(
    "Only one version has this in the child’s own words, and they stand. The child can change it in My voice."
)
"""What is said of a difference that nobody but the child decides: on its line, and when somebody tries."""


def left_words(many: int, left: int) -> str:
    """How many differences there are, and how many of them are still to be chosen."""
    if left:
        return trn(
            "One difference, {left} still to be chosen.",
            "{count} differences, {left} still to be chosen.",
            many,
            left=left,
        )
    return trn("One difference, all chosen.", "{count} differences, all chosen.", many)


def _open(_line: Told) -> Side | None:
    """Nobody but the person decides."""
    return None


@dataclass(frozen=True, slots=True)
class SideWords:
    """How a window speaks of its two sides.

    ``chosen``: on a line, for each choice (None: not chosen yet). ``verbs``: text and tooltip of four buttons – keep
    one, take one, keep all, take all. ``names``: the two sides, "" where there is no need to say which is the child's.
    """

    chosen: Mapping[Side | None, str]
    verbs: tuple[tuple[str, str], tuple[str, str], tuple[str, str], tuple[str, str]]
    names: Mapping[Side, str]


class SideChoices(QObject):
    """The choices among the lines of ``view``. ``changed()`` – other lines are offered, or something else is chosen.

    ``remark`` says why a line cannot be chosen; what else it says is the window's.
    """

    changed = Signal()

    def __init__(self, view: DifferencesView, remark: Hint, words: SideWords) -> None:
        super().__init__(view)
        self._view, self._remark, self._words = view, remark, words
        self._lines: dict[int, Told] = {}  # by id: two authors may differ from the plan in the same way
        self._chosen: dict[int, Side | None] = {}
        self._childs: dict[int, Side] = {}
        acts = (self._keep_one, self._take_one, self.keep_all, self.take_all)
        self.buttons: list[QPushButton] = [
            button(text, act, tip) for (text, tip), act in zip(words.verbs, acts, strict=True)
        ]
        view.set_words(self.words_of)
        view.hide_count()
        view.marked.connect(self._follow_mark)

    def offer(
        self,
        lines: Iterable[Told],
        childs: Callable[[Told], Side | None] = _open,
        suggested: Callable[[Told], Side | None] = _open,
    ) -> None:
        """Begin with these lines: the side that stands for the child's sake, or else what is suggested."""
        self._lines = {id(line): line for line in lines}
        found = {key: childs(line) for key, line in self._lines.items()}
        self._childs = {key: side for key, side in found.items() if side is not None}
        self._chosen = {key: self._childs.get(key) or suggested(line) for key, line in self._lines.items()}
        self._tell()

    def clear(self) -> None:
        """There is nothing to choose any more."""
        self.offer(())

    def chosen(self) -> list[tuple[Told, Side | None]]:
        """Each line with what is chosen for it so far; None where nothing is."""
        return [(line, self._chosen[key]) for key, line in self._lines.items()]

    def taken(self) -> list[Told]:
        """The lines for which the other side is chosen."""
        return [line for line, side in self.chosen() if side is Side.THERE]

    @property
    def left(self) -> int:
        """How many are not chosen yet."""
        return sum(side is None for side in self._chosen.values())

    def __len__(self) -> int:
        return len(self._lines)

    def show_buttons(self, on: bool) -> None:
        """Show the four buttons, or none of them."""
        for one in self.buttons:
            one.setVisible(on)
        self._follow_mark()

    def words_of(self, line: Told) -> str:
        """What a line says of its choice."""
        if (side := self._childs.get(id(line))) is not None:
            name = self._words.names[side]
            return f"{CHILDS_CHOICE} ({name})" if name else CHILDS_CHOICE
        return self._words.chosen[self._chosen.get(id(line))]

    def keep_all(self) -> None:
        """Choose this side for every line that people decide."""
        self._choose_all(Side.HERE)

    def take_all(self) -> None:
        """Choose the other side for every line that people decide."""
        self._choose_all(Side.THERE)

    def _keep_one(self) -> None:
        self._choose(Side.HERE)

    def _take_one(self) -> None:
        self._choose(Side.THERE)

    def _choose(self, side: Side) -> None:
        line = self._view.current()
        if line is None:
            return
        if id(line) in self._childs:
            self._remark.say(CHILDS_STAND)
            announce(self._view, CHILDS_STAND)
            return
        self._chosen[id(line)] = side
        announce(self._view, f"{line.where}: {self.words_of(line)}")
        self._view.step()
        self._tell()

    def _choose_all(self, side: Side) -> None:
        self._chosen = {key: self._childs.get(key, side) for key in self._chosen}
        self._tell()

    def _tell(self) -> None:
        self._view.refresh_words()
        self.changed.emit()

    def _follow_mark(self) -> None:
        for one in self.buttons[:2]:
            one.setEnabled(self._view.current() is not None)

"""Where each question of the open plan stands on screen, and what all its widgets share. Holds no answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from pepdesk.form.address import Address, RowsAt
from pepdesk.form.model import Audience

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QStandardItemModel

    from pepdesk.app.session import Session
    from pepdesk.ui.answers.answer_place import AnswerPlace


class GroupPlace(Protocol):
    """What the map needs of a group's view."""

    def refresh(self) -> None:
        """Show its rows as they are now."""

    def show_state(self) -> None:
        """Show what may be told now."""

    def freeze(self, frozen: bool) -> None:
        """Follow the plan being signed or open."""

    def fit(self) -> None:
        """Fit to a changed font."""

    def add_button(self) -> QWidget | None:
        """What adds a row, to jump to when there is none."""


class PlanMap(QObject):
    """The places of answers and groups on the pages built so far.

    ``row_removed(str)`` – a row went, with the words for it. ``row_entered(AnswerPlace)`` – a row was made or moved,
    and its first question has the focus: it is to be seen once all heights are known.
    ``checked`` – somebody asked to have the plan checked, so gaps are told as errors from now on.
    """

    row_removed = Signal(str)
    row_entered = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.checked = False
        self.models: dict[str, QStandardItemModel] = {}
        self._places: dict[Address, AnswerPlace] = {}
        self._groups: dict[RowsAt, GroupPlace] = {}

    def add(self, place: AnswerPlace) -> None:
        """Note where an answer is shown."""
        self._places[place.address] = place

    def drop(self, places: list[AnswerPlace]) -> None:
        """Forget places that are going."""
        for place in places:
            if self._places.get(place.address) is place:
                del self._places[place.address]

    def place(self, address: Address) -> AnswerPlace | None:
        """Where the answer is shown; None while its page is not built or its row is gone."""
        return self._places.get(address)

    def comments_on(self, address: Address) -> int:
        """How many comments on a question nobody settled; 0 while somebody looks on, who must not know of them."""
        if self.session.present is not Audience.FULL:
            return 0
        return sum(one.place == address and not one.settled for one in self.session.comments)

    def places(self) -> tuple[AnswerPlace, ...]:
        """All places there are."""
        return tuple(self._places.values())

    def uppermost(self, addresses: Iterable[Address]) -> AnswerPlace | None:
        """Of the answers on the page that is open, the one that stands first; None when none of them does."""
        found = [place for one in addresses if (place := self._places.get(one)) is not None and place.isVisible()]
        return min(found, key=lambda place: place.mapToGlobal(QPoint()).toTuple()[::-1], default=None)

    def add_group(self, at: RowsAt, group: GroupPlace) -> None:
        """Note where a group is shown."""
        self._groups[at] = group

    def drop_group(self, at: RowsAt) -> None:
        """Forget a group that is going."""
        self._groups.pop(at, None)

    def group(self, at: RowsAt) -> GroupPlace | None:
        """Where a group is shown, if its page is built."""
        return self._groups.get(at)

    def groups(self) -> tuple[GroupPlace, ...]:
        """All groups there are."""
        return tuple(self._groups.values())

    def nested_in(self, path: RowsAt) -> list[RowsAt]:
        """The groups shown inside the rows that begin with ``path.rows`` on that tab."""
        depth = len(path.rows)
        return [at for at in self._groups if at.tab == path.tab and depth and at.rows[:depth] == path.rows]

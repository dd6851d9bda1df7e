"""What every box can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pepdesk.export.tagged.canvas import TaggedCanvas


class Box(Protocol):
    """A piece of a page of fixed width. All measures are points."""

    @property
    def height(self) -> float:
        """Its whole height."""

    @property
    def gap(self) -> float:
        """The space above it, which falls away at the head of a page."""

    @property
    def keeps_with_next(self) -> bool:
        """Whether it must not stand alone at the foot of a page."""

    def least(self) -> float:
        """The height of the smallest part that may stand at the foot of a page."""

    def cut(self, room: float, page: float) -> tuple[Box | None, Box | None]:
        """The part that fits into ``room`` and the rest; the first is None when nothing fits sensibly.

        With ``room`` equal to ``page``, the height of an empty page, something always fits.
        """

    def draw(self, canvas: TaggedCanvas, left: float, top: float) -> None:
        """Draw it with its upper left corner at ``left``, ``top`` (the page's origin is its lower left corner)."""

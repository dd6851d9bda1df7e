"""Where an answer lives: tab, field, and the rows it is in. One name in files, Word tags, messages and overlays."""

from __future__ import annotations

from typing import NamedTuple


class Address(NamedTuple):
    """The place of one answer. ``rows`` holds no, one or two row ids (a nested group has its parent's row first)."""

    tab: str
    field: str
    rows: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The text form: ``tab.field``, ``tab.field@row`` or ``tab.field@row/subrow``."""
        place = f"{self.tab}.{self.field}"
        return f"{place}@{'/'.join(self.rows)}" if self.rows else place

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read the text form back. Raises ``ValueError`` when ``text`` is not an address."""
        place, _, rows = text.partition("@")
        tab, dot, field = place.partition(".")
        parts = tuple(rows.split("/")) if rows else ()
        if not (tab and dot and field) or "" in parts or len(parts) > 2:
            raise ValueError(f"not an address: {text!r}")
        return cls(tab, field, parts)


class RowsAt(NamedTuple):
    """The place of the rows of one repeated group; ``rows`` is the parent's row when the group is nested."""

    tab: str
    group: str
    rows: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The text form, the same as an address's: ``tab.group`` or ``tab.group@row``."""
        return str(Address(*self))

    @classmethod
    def parse(cls, text: str) -> RowsAt:
        """Read the text form back. Raises ``ValueError`` when ``text`` is not such a place."""
        return cls(*Address.parse(text))

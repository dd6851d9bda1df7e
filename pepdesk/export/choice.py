"""What somebody wants of a plan's document: the whole of it or a part, in ordinary or in large print."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from pepdesk.form.model import Role

if TYPE_CHECKING:
    from pepdesk.form.model import Form
    from pepdesk.rules.assess import Assessment

TARGET_TABS: Final = ("targets",)
"""The tabs of every form that hold this term's targets."""


class Part(StrEnum):
    """How much of a plan is printed."""

    WHOLE = "whole"
    MINE = "mine"  # the sections that one role completes, alone or with others
    TARGETS = "targets"


@dataclass(frozen=True, slots=True)
class Choice:
    """``role`` is whose sections they are when ``part`` is MINE, else None; ``large`` asks for 18 point print."""

    part: Part = Part.WHOLE
    role: Role | None = None
    large: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether nothing of the plan is left out; only such a document has places for signatures."""
        return self.part is Part.WHOLE or (self.part is Part.MINE and self.role is None)

    def tabs(self, form: Form, assessment: Assessment) -> frozenset[str]:
        """The ids of the tabs that are printed, of those shown."""
        shown = frozenset(assessment.tabs)
        if self.part is Part.TARGETS:
            return shown & frozenset(TARGET_TABS)
        if self.part is Part.MINE and self.role is not None:
            return shown & tabs_of(form, assessment, self.role)
        return shown


WHOLE: Final = Choice()


def tabs_of(form: Form, assessment: Assessment, role: Role) -> frozenset[str]:
    """The ids of the tabs that ``role`` completes, alone or with others, or has a shown question in."""
    owners = (role, Role.BOTH)
    asked = {at.tab for at in assessment.shown if form.field(at.tab, at.field).owner in owners}
    return frozenset(asked | {tab.id for tab in form.tabs if tab.owner in owners})

"""Which sections the navigators show now, and the words for how far each has got. No widgets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pepdesk.export.choice import tabs_of
from pepdesk.form.model import Audience, Role
from pepdesk.rules.assess import TabState
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.session import Session
    from pepdesk.form.model import Tab
    from pepdesk.rules.assess import Assessment, TabProgress

GLYPHS = {
    TabState.NOT_STARTED: "○",
    TabState.IN_PROGRESS: "◐",
    TabState.NEEDS_ATTENTION: "!",
    TabState.COMPLETE: "✓",
}
"""A shape for each state, always shown with its word."""
STATE_WORDS = {
    TabState.NOT_STARTED: tr("Not started"),
    TabState.IN_PROGRESS: tr("In progress"),
    TabState.NEEDS_ATTENTION: tr("Needs attention"),
    TabState.COMPLETE: tr("Complete"),
}
MY_ROLES = (Role.DESIGNATED_TEACHER, Role.SOCIAL_WORKER)
"""The roles the window can be filtered for; None is all."""


OVERVIEW = ""
"""The id of the overview among the ids of tabs: it is none."""


@dataclass(frozen=True, slots=True)
class OverviewLine:
    """The first line of the contents, before the sections: what the plan needs as a whole."""

    id: str = OVERVIEW
    title: str = tr("Overview")
    state_words: str = tr("How the plan stands")
    count_words: str = ""
    count_spoken: str = ""
    glyph: str = "◇"
    owner: Role | None = None
    state: TabState | None = None
    form_id: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One line of the contents: a tab that is shown and how far it has got."""

    tab: Tab
    progress: TabProgress
    form_id: str = ""

    @property
    def id(self) -> str:
        """The id of the tab."""
        return self.tab.id

    @property
    def title(self) -> str:
        """The tab's title."""
        return self.tab.title

    @property
    def owner(self) -> Role:
        """Who completes the tab."""
        return self.tab.owner

    @property
    def state(self) -> TabState:
        """How far it has got."""
        return self.progress.state

    @property
    def state_words(self) -> str:
        """The state, with the number of things to mend."""
        words = STATE_WORDS[self.progress.state]
        return f"{words} ({self.progress.to_mend})" if self.progress.state is TabState.NEEDS_ATTENTION else words

    @property
    def count_words(self) -> str:
        """How many of the needed answers are there; of all answers where the section needs none."""
        progress = self.progress
        if not progress.required:
            return tr("{done} of {all}", done=progress.answered, all=progress.questions)
        return tr("{done} of {all}", done=progress.required_done, all=progress.required)

    @property
    def count_spoken(self) -> str:
        """The same in full."""
        progress = self.progress
        if progress.required:
            return tr("{done} of {needed} needed answers", done=progress.required_done, needed=progress.required)
        return tr("{done} of {all} questions answered", done=progress.answered, all=progress.questions)

    @property
    def glyph(self) -> str:
        """The shape of the state."""
        return GLYPHS[self.progress.state]


Line = OverviewLine | Section


def sections(session: Session, role: Role | None) -> tuple[Section, ...]:
    """The sections shown, in the form's order; only those with a question ``role`` completes, unless it is None."""
    shown = session.on_screen.tabs
    mine = None if role is None else tabs_of(session.form, session.on_screen, role)
    return tuple(
        Section(tab, shown[tab.id], session.form.id)
        for tab in session.form.tabs
        if tab.id in shown and (mine is None or tab.id in mine)
    )


def contents_lines(session: Session, role: Role | None) -> tuple[Line, ...]:
    """The lines of the contents: the overview (it tells of everything: not while somebody looks on), the sections.

    ``role`` as in ``sections``.
    """
    first = (OverviewLine(),) if session.present is Audience.FULL else ()
    return (*first, *sections(session, role))


def young_words(found: Assessment) -> str:
    """How far a plan has got that was only just begun, less than a quarter of what it needs there; "" for any other.

    All that is missing from it is no news, and counting it as what is in the way would only dishearten.
    """
    done = sum(tab.required_done for tab in found.tabs.values())
    needed = sum(tab.required for tab in found.tabs.values())
    return tr("Just begun: {done} of {needed} needed answers", done=done, needed=needed) if done * 4 < needed else ""

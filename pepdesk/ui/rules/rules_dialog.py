"""The authority's rules an open plan is judged by: every one with its source, and the way to newer or other ones."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from pepdesk.app.catalogue import known_authorities, take_authority
from pepdesk.app.rules_words import changes_words, rules_words
from pepdesk.authority.differences import rule_differences
from pepdesk.authority.loader import out_of_date
from pepdesk.authority.model import Authority
from pepdesk.problem import FormProblem
from pepdesk.ui.parts.labels import button
from pepdesk.ui.parts.picker import Picker
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.read_only_text import ReadOnlyText
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import Hint, PlainLabel, ShouldText
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.session import Session

_OWN = "the plan's own"
_HINT = tr("A plan keeps the rules it began with. Other rules change what is checked; its questions and answers stay.")


class RulesDialog(Sheet):
    """The rules of ``session``'s plan. Taking others is one step that Undo takes back."""

    def __init__(self, parent: QWidget | None, session: Session) -> None:
        super().__init__(tr("Authority’s rules"), parent, letters=90)
        self._session = session
        self._known = {one.id: one for one in known_authorities()}
        self._shown: Authority = self._own
        self._whose = Picker(tr("Rules"))
        self._state = ShouldText()
        self._text = ReadOnlyText(tr("The rules, each with its source"), 14)
        self._take = button(tr("&Use these rules for this plan"), self._use)
        self._lay_out()
        self._offer()

    @property
    def _own(self) -> Authority:
        """The rules the plan carries; none at all for a plan without an authority."""
        return self._session.assessment.view.authority

    def _lay_out(self) -> None:
        self.body.addWidget(Hint(_HINT))
        self.body.addWidget(self._whose)
        self.body.addWidget(self._state)
        name = PlainLabel("", self)
        name.stand_by(self._text, tr("What they say"))
        self.body.addWidget(name)
        self.body.addWidget(self._text, 1)
        self._whose.picked.connect(self._pick)
        self.foot.addWidget(self._take)
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Close"), self.reject))

    def _offer(self) -> None:
        """List the plan's own rules first, then what is installed and differs from them."""
        own = self._own
        choices = [(_OWN, tr("{rules} – used for this plan", rules=_named(own.name, own.version)))]
        for one in sorted(self._known.values(), key=lambda one: one.id != own.id):  # a newer version of them first
            if (one.id, one.version) != (own.id, own.version):
                words, is_newer = _named(one.name, one.version), one.id == own.id and one.version > own.version
                choices.append((one.id, tr("{rules} – newer", rules=words) if is_newer else words))
        self._whose.offer(choices, _OWN)
        self._show(own)

    def _pick(self, value: str) -> None:
        try:
            self._show(self._own if value == _OWN else take_authority(value))
        except FormProblem as problem:
            self._whose.pick(_OWN)
            self._show(self._own)
            self._whose.say(error=problem.title)
            announce(self, problem.title, urgent=True)

    def _show(self, shown: Authority) -> None:
        self._shown = shown
        self._whose.say(shown.summary, out_of_date(shown, date.today()))
        state = self._state_words(shown)
        self._state.say(state)
        self._state.setVisible(bool(state))
        self._take.setVisible(shown is not self._own)
        self._take.setEnabled(not self._session.is_frozen)
        self._text.say("\n\n\n".join(part for part in (self._changes(shown), rules_words(shown)) if part))

    def _state_words(self, shown: Authority) -> str:
        own, installed = self._own, self._known.get(self._own.id)
        if self._session.is_frozen:
            return tr("This plan is signed: its rules stay as they are.")
        if not own.id and shown is own:
            return tr("This plan follows no authority’s rules: it is judged by law alone. You may choose some above.")
        if shown is own and installed is not None and installed.version > own.version:
            return tr(
                "Newer rules are installed, version {version}. Choose them above to see what changes.",
                version=installed.version,
            )
        return ""

    def _changes(self, shown: Authority) -> str:
        """What differs from the plan's own rules, for another version of the same authority."""
        own = self._own
        if shown is own or shown.id != own.id:
            return ""
        said = changes_words(own, shown, rule_differences(own.raw, shown.raw))
        return f"{tr('WHAT CHANGES FROM VERSION {version}', version=own.version)}\n\n{said}"

    def _use(self) -> None:
        taken = self._shown
        if self._session.use_authority(taken):
            words = tr(
                "{rules}: used for this plan from now on. Undo takes it back.", rules=_named(taken.name, taken.version)
            )
            self._offer()
            self._whose.take_focus()
            self._state.say(words)
            self._state.show()
            announce(self, words)


def _named(name: str, version: int) -> str:
    return tr("{name}, version {version}", name=name, version=version) if name else tr("No authority")

"""What the coach under a target says, in words: the letters, praise, and the one remark to begin with. No widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pepdesk.rules.codes import COACH
from pepdesk.rules.issue import Level
from pepdesk.rules.targets import OUTCOME, Letters, letters
from pepdesk.words import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pepdesk.app.session import Session
    from pepdesk.form.address import Address
    from pepdesk.form.model import Field
    from pepdesk.rules.issue import Issue
    from pepdesk.smart import Finding, Judgement

WORDS = {
    "specific": tr("Specific"),
    "measurable": tr("Measurable"),
    "achievable": tr("Achievable"),
    "relevant": tr("Relevant"),
    "time_bound": tr("Time-bound"),
}
"""The letters in the order of S M A R T."""
STATES = {True: tr("yes"), False: tr("not yet"), None: tr("cannot be told yet")}
ALL_FIVE = tr("All five letters stand.")
GAP = "…"
_RANKS = {"must": 0, "should": 0, "tip": 3}


class Remark(NamedTuple):
    """One thing to think about: ``words`` with their question, and the target as it could read ("" for none).

    ``address`` is the question that would mend it, ``span`` the words of the target it is about, if any.
    """

    letter: str
    words: str
    wording: str
    address: Address
    span: tuple[int, int] | None
    code: str


class Said(NamedTuple):
    """All the coach says of one target; ``remarks`` begin with the weakest letter, ``spans`` are to be underlined."""

    states: tuple[tuple[str, bool | None], ...]
    praise: tuple[str, ...]
    remarks: tuple[Remark, ...]

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The places of the target's text that the coach stumbled on, in order; those that overlap are one."""
        joined: list[tuple[int, int]] = []
        for start, end in sorted(one.span for one in self.remarks if one.span is not None):
            if joined and start < joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        return tuple(joined)

    @property
    def complete(self) -> bool:
        """Whether every letter shown stands."""
        return all(state for _, state in self.states)

    def spoken(self) -> str:
        """All of it for a screen reader."""
        told = [f"{WORDS[letter]}: {STATES[state]}." for letter, state in self.states]
        return " ".join((*told, *self.first()))

    def first(self) -> tuple[str, ...]:
        """The sentences on show: praise, and the remark to begin with."""
        if self.remarks:
            return (*self.praise[:1], heading(self.remarks[0], self))
        return (*([ALL_FIVE] if self.complete and len(self.states) == len(WORDS) else []), *self.praise)


def heading(remark: Remark, said: Said) -> str:
    """A remark with its letter; what cannot be told yet says so."""
    letter = WORDS[remark.letter]
    waits = dict(said.states).get(remark.letter) is None
    return (
        tr("{letter}, not yet to be told: {words}", letter=letter, words=remark.words)
        if waits
        else f"{letter}: {remark.words}"
    )


def said_of(session: Session, field: Field, address: Address) -> Said | None:
    """What the coach says now; None while there is nothing to read, or before it has looked for the first time."""
    judgement = session.on_screen.judgements.get(address)
    if judgement is None:
        return None
    text = session.on_screen.view.text(address.tab, address.field, *address.rows)
    if (address.tab, address.field) != OUTCOME:
        states = tuple((one, getattr(judgement, one)) for one in WORDS if one in field.smart)
        found = list(_findings(judgement, address, text, dated=False))
        return Said(states, _praise(judgement), tuple(one for _, one in found if one.letter in field.smart))
    told = letters(session.on_screen.view, address.rows[0])
    states = tuple((one, getattr(told, one)) for one in WORDS)
    found = [*_findings(judgement, address, text, dated=bool(told.time_bound)), *_remarks(told, address)]
    found.sort(key=lambda ranked: ranked[0])
    return Said(states, _praise(judgement), tuple(one for _, one in found))


def told_by_coach(issue: Issue) -> bool:
    """Whether an issue at the target itself is what the coach under it tells."""
    return issue.code.startswith(COACH)


def worded(text: str, rewrite: str) -> str:
    """The whole target in the wording of a finding's ``rewrite``; a piece of a sentence goes after the text."""
    new = rewrite.strip().removeprefix("“").removesuffix("”")
    if not new.startswith(GAP):
        return new
    return f"{text.rstrip(' .;,:')} {new.removeprefix(GAP).strip()}"


def _praise(judgement: Judgement) -> tuple[str, ...]:
    return tuple(one.message for one in judgement.findings if one.level == "praise")


def _findings(judgement: Judgement, address: Address, text: str, *, dated: bool) -> Iterator[tuple[int, Remark]]:
    """What is weak in the words; a date in the question beside them is as good as one in the text."""
    for one in judgement.findings:
        if one.level == "praise" or (dated and one.criterion == "time_bound" and not judgement.time_bound):
            continue
        yield _RANKS[one.level], _remark(one, address, text)


def _remark(one: Finding, address: Address, text: str) -> Remark:
    wording = worded(text, one.rewrite) if one.rewrite and GAP not in text else ""  # one gap at a time
    return Remark(one.criterion, f"{one.message} {one.hint}".strip(), wording, address, one.span, one.code)


def _remarks(told: Letters, address: Address) -> Iterator[tuple[int, Remark]]:
    """What is weak or still to come for A and R, after the words themselves."""
    for issue in told.remarks:
        letter = issue.code.partition("_")[0]
        span = issue.span if issue.address == address else None
        words = f"{issue.message} {issue.advice}".strip()
        yield (
            (2 if issue.level is Level.TIP else 1),
            Remark(letter, words, "", issue.address, span, issue.code),
        )

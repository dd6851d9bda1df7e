"""A proposal in words: one answer old and new, and a report of what was taken over, for people to read and keep."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pepdesk.intake.proposal import Kind
from pepdesk.record.values import shown

if TYPE_CHECKING:
    from pepdesk.intake.proposal import Proposal, Proposed
    from pepdesk.record.answers import Answer
    from pepdesk.record.record import PepRecord


def said(record: PepRecord, one: Proposed, answer: Answer | None) -> str:
    """An answer of this place in words; "" for none."""
    if one.address is None:
        return ""
    return shown(record.form.field(one.address.tab, one.address.field), record.form, answer)


def where(one: Proposed) -> str:
    """The question with the rows it stands in: "Target (target 2)"."""
    return f"{one.label} ({one.row})" if one.row else one.label


def counted(number: int, noun: str) -> str:
    """A number of things: "1 answer", "2 answers"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def report(proposal: Proposal, taken: Iterable[Proposed]) -> str:
    """What was taken over and what was not, and everything a person should know of the form."""
    chosen = set(map(id, taken))
    done = [one for one in proposal.items if id(one) in chosen and one.can_be_taken]
    left = [one for one in proposal.items if id(one) not in chosen and one.kind is not Kind.SAME]
    same = len(proposal.of(Kind.SAME))
    lines = [f"{counted(len(done), 'answer')} taken over, {len(left)} left as they are, {same} already in the plan."]
    lines += [*proposal.warnings, *proposal.remarks]
    for title, items in (("Taken over:", done), ("Not taken over:", left)):
        if items:
            lines += ["", title, *(_line(proposal.record, one) for one in items)]
    return "\n".join(lines)


def _line(record: PepRecord, one: Proposed) -> str:
    words = said(record, one, one.new) or one.text or "no answer"
    before = said(record, one, one.old)
    instead = f" (the plan said: {before})" if before and one.kind is not Kind.SAME else ""
    look = f" [{one.look}]" if one.look else ""
    asked = where(one)
    return f"- {asked}{'' if asked.endswith('?') else ':'} {words}{instead}{look}"

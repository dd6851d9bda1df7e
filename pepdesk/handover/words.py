"""Texts around a package: the message that goes with it, and the report of what was taken in. No child's full name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pepdesk.form.address import Address, RowsAt
from pepdesk.handover.merge import Merged, Outcome, Reason, Verdict
from pepdesk.handover.sections import section_of, stands
from pepdesk.people.card import CARD_ROLES
from pepdesk.record.answers import text_of
from pepdesk.record.difference_words import Told, told
from pepdesk.record.differences import AnswerDiffers, Difference, differences
from pepdesk.rules.places import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pepdesk.handover.sections import Section
    from pepdesk.handover.sending import Line
    from pepdesk.people.card import Card
    from pepdesk.record.record import PepRecord

_WHY: Final = {
    Reason.UNKNOWN_AUTHOR: "refused: it is by somebody whose card you do not have",
    Reason.SIGNATURE: "refused: the signature does not hold, so it was changed after it was written",
    Reason.ANOTHER_PLAN: "refused: it belongs to another plan",
    Reason.FOREIGN_ROLE: "refused: whoever wrote it may not write this part",
    Reason.LEFT: "refused: it was written after its author left this plan",
}
_WHAT: Final = {
    Verdict.TAKEN: "taken over",
    Verdict.JOINED: "joined with what you wrote",
    Verdict.CHOOSE: "two versions: yours stays until you have chosen",
    Verdict.SAME: "nothing new",
    Verdict.OLDER: "older than what is here, so nothing changed",
    Verdict.WAITS: "not taken over: the plan is signed; open its next version first",
}


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One section: the whole sentence, and each change in it (what was here, what is here now)."""

    section: Section
    verdict: Verdict
    says: str
    changes: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What taking a package in did, or would do. ``headline`` is one sentence; ``remarks`` what else to know."""

    headline: str
    lines: tuple[ReportLine, ...]
    remarks: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of it, to print or to keep."""
        return "\n".join((self.headline, *(line.says for line in self.lines), *self.remarks))


def report(before: PepRecord, merged: Merged) -> Report:
    """The report of taking a package into ``before``."""
    found = differences(before, merged.record)
    lines = tuple(_report_line(before, merged, one, found) for one in merged.outcomes)
    changed = sum(len(line.changes) for line in lines)
    open_count = sum(one.verdict is Verdict.CHOOSE for one in merged.outcomes)
    headline = f"{counted(changed, 'change')[:1].upper()}{counted(changed, 'change')[1:]} taken in."
    if merged.again and not changed:
        headline = "You have taken this package in already; nothing changed."
    if open_count:
        headline += f" In {counted(open_count, 'part')} you have to choose."
    return Report(headline, lines, (*_remarks(merged), *_out_of_sight(before, merged.record)))


def _remarks(merged: Merged) -> list[str]:
    remarks = [f"{one.name} has signed this version of the plan." for one in merged.signings]
    if merged.comments:
        remarks.append(f"{counted(merged.comments, 'new comment')} came along.".capitalize())
    if merged.version:
        remarks.append(
            f"The plan is now in version {merged.version}; signatures on the version before no longer count."
        )
    if merged.not_believed:
        remarks.append(
            f"{counted(merged.not_believed, 'statement')} nobody you know vouches for; left out.".capitalize()
        )
    return remarks


def _out_of_sight(before: PepRecord, after: PepRecord) -> list[str]:
    """What to say of answers here whose row somebody else took away."""
    kept = (at for at in before.answers if at.rows and before.form.has(at.tab, at.field) and at in after.answers)
    count = sum(stands(before, at) and not stands(after, at) for at in kept)
    if not count:
        return []
    said = f"{counted(count, 'answer')} of yours stood in rows that somebody took away:".capitalize()
    return [f"{said} out of sight now, but kept. Undo, or the row itself, brings them back."]


def _report_line(before: PepRecord, merged: Merged, one: Outcome, found: Sequence[Difference]) -> ReportLine:
    form = before.form
    here = [
        two
        for two in found
        if section_of(form, two.address if isinstance(two, AnswerDiffers) else two.at) == one.section
    ]
    changes = tuple(told(before, merged.record, two) for two in here)
    what = _WHY[one.reason] if one.reason else _WHAT[one.verdict]
    if changes:
        what = f"{counted(len(changes), 'change')}, {what}"
    if one.gave_way:
        what += "; what you had written in their part gave way (Undo brings it back)"
    if one.childs:
        what += f"; {counted(one.childs, 'answer')} here gave way to the child’s own words (History keeps the old)"
    return ReportLine(one.section, one.verdict, f"{form.tab(one.section.tab).title}{_by(one)}: {what}.", changes)


def _place(one: Difference) -> Address | RowsAt:
    return one.address if isinstance(one, AnswerDiffers) else one.at


def _by(one: Outcome) -> str:
    if one.author is not None:
        return f", by {one.author.name} ({one.author.title.lower()})"
    return f" ({'shared' if one.section.is_shared else CARD_ROLES[one.section.side].lower()})"


def initials(record: PepRecord) -> str:
    """The child's initials, or "the child": all of the name that may stand in an ordinary e-mail."""
    names = [text_of(record.answers.get(Address("child", name))).strip() for name in ("first_name", "surname")]
    return "".join(f"{name[0].upper()}." for name in names if name) or "the child"


def covering_text(
    record: PepRecord, own: Card, to: Sequence[Card], lines: Sequence[Line], *, note: str = "", file_name: str = ""
) -> str:
    """A message to go with a package; PepDesk sends nothing itself."""
    names = [card.name for card in to]
    greeting = " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)
    tabs = dict.fromkeys(line.tab for line in lines if line.answers)
    named = f" ({file_name})" if file_name else ""
    parts = [
        f"Hello {greeting},",
        f"Here is my part of the education plan for {initials(record)}{named}. It is sealed: it opens only in PepDesk, "
        "on your own computer.",
        f"It holds: {', '.join(tabs)}." if tabs else "",
        note.strip(),
        "In PepDesk choose “File, Open a package from a colleague”. It tells you what changes before anything is taken "
        "in. If you do not use PepDesk, let me know, and you get the plan as a Word or PDF file in the way your "
        "authority asks for.",
        f"{own.name}\n{own.title}, {own.organisation}",
    ]
    return "\n\n".join(part for part in parts if part)

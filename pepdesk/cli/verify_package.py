"""``pepdesk verify F.pepx``: who sent a package and whose parts are in it, without taking anything in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pepdesk.cli.handing import read_package
from pepdesk.handover.package import open_package
from pepdesk.handover.sealed import slots_in
from pepdesk.handover.signed import is_authentic
from pepdesk.people.card_book import Known
from pepdesk.problem import HandoverProblem, PepDeskProblem
from pepdesk.rules.places import counted
from pepdesk.signing.verdict import Verdict

if TYPE_CHECKING:
    from pathlib import Path

    from pepdesk.people.people_file import People

_KIND: Final = "package"
_KNOWN: Final = {
    Known.OWN: "This is your own package.",
    Known.VERIFIED: "You have compared the sender’s thirty digits.",
    Known.KNOWN: "The sender’s card is among yours, but its digits were not compared yet.",
    Known.UNKNOWN: "The sender’s card is not among yours.",
}


def verdict_on(path: Path, people: People | None) -> Verdict:
    """The verdict on a package. Without a vault (``people`` None) only its outside can be seen, which is not ok."""
    name = str(path)
    try:
        data = read_package(path)
        readers = slots_in(data)
        if people is None:
            words = f"A package for {counted(readers, 'reader')}. Give --vault to look inside."
            return Verdict(name, _KIND, ok=False, summary=words)
        package = open_package(data, people.cards.own, people.escrow)
        people.cards.insist_on_same_key(package.sender)
    except PepDeskProblem as problem:
        kind = "unreadable" if isinstance(problem, HandoverProblem) and problem.code == "unreadable" else _KIND
        return Verdict(name, kind, ok=False, summary=problem.title)
    problems = [_KNOWN[people.cards.known(package.sender.id)]]
    faults = 0
    for one in package.sections:
        author = people.cards.card(one.by)
        if author is None or not is_authentic(one, author):
            faults += 1
            title = package.form.tab(one.section.tab).title
            problems.append(
                f"{title}: {'its author is not among your people' if author is None else 'it was changed'}."
            )
    sender = package.sender
    known = people.cards.known(sender.id) is not Known.UNKNOWN
    summary = f"Sealed and signed by {sender.name} ({sender.title.lower()}, {sender.organisation})."
    return Verdict(name, _KIND, ok=known and not faults, summary=summary, problems=tuple(problems))

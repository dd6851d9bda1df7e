"""What a check of a file's signatures found, as values and in words a teacher understands."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from pepdesk.people.identity import ROLE_TITLES
from pepdesk.people.trust import Trust

TRUST_WORDS: Final[dict[Trust, str]] = {
    Trust.OWN: "This is your own signature.",
    Trust.KNOWN: "The certificate is in your list of people, or was issued by an authority in it.",
    Trust.SELF_MADE: "The signer made this certificate; it is not in your list of people. "
    "Compare the code with the person before you rely on the name.",
    Trust.UNKNOWN: "You do not know this certificate or who issued it. "
    "Compare the code with the person before you rely on the name.",
}


@dataclass(frozen=True, slots=True)
class Signer:
    """One signature. ``ok``: it holds, and nothing it covers was changed; then ``faults`` is empty.

    ``role`` is a role's id, "" if the signature names none. ``when`` is the time the signer's computer claimed,
    None if none. ``code`` is "" if the signature could not be tied to a certificate; name and organisation are
    then empty too. Whether the *person* is known is ``trust``, a different question from ``ok``.
    """

    ok: bool
    name: str
    organisation: str
    role: str
    when: dt.datetime | None
    code: str
    trust: Trust
    covers: str
    faults: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values for ``--json``."""
        return {
            "ok": self.ok,
            "name": self.name,
            "organisation": self.organisation,
            "role": self.role,
            "when": None if self.when is None else self.when.isoformat(),
            "code": self.code,
            "trust": self.trust.value,
            "covers": self.covers,
            "changed": list(self.faults),
        }


@dataclass(frozen=True, slots=True)
class Verdict:
    """The check of one file. ``kind`` is ``pdf``, ``word`` or ``unknown``.

    ``ok``: the file carries at least one signature, every one holds, and nothing changed since. An unsigned or
    unreadable file is not ok; ``summary`` says which. ``problems`` concern the file as a whole. ``open_places``
    are roles whose signature field is still empty (PDF only).
    """

    name: str
    kind: str
    ok: bool
    summary: str
    signers: tuple[Signer, ...] = ()
    problems: tuple[str, ...] = ()
    open_places: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain values for ``--json``."""
        return {
            "file": self.name,
            "kind": self.kind,
            "ok": self.ok,
            "summary": self.summary,
            "signatures": [signer.as_json() for signer in self.signers],
            "problems": list(self.problems),
            "not_yet_signed": list(self.open_places),
        }

    def lines(self) -> list[str]:
        """The verdict for people, one line each."""
        found = [f"{self.name}: {self.summary}", *(f"  {problem}" for problem in self.problems)]
        for signer in self.signers:
            found += [f"  {line}" for line in _signer_lines(signer)]
        if self.open_places and self.signers:
            roles = ", ".join(ROLE_TITLES.get(role, role) for role in self.open_places)
            found.append(f"  Not yet signed by: {roles}")
        return found


def conclude(name: str, kind: str, signers: tuple[Signer, ...], open_places: tuple[str, ...] = ()) -> Verdict:
    """The verdict on a file that could be read, from its signatures in the order they were made."""
    if not signers:
        return Verdict(name, kind, ok=False, summary=UNSIGNED, open_places=open_places)
    bad = sum(not signer.ok for signer in signers)
    count = "One signature" if len(signers) == 1 else f"{len(signers)} signatures"
    if bad:
        summary = f"NOT SOUND. {count}, {bad} of which no longer hold{'s' if bad == 1 else ''}."
    else:
        summary = f"Sound. {count}; nothing was changed since."
    return Verdict(name, kind, ok=not bad, summary=summary, signers=signers, open_places=open_places)


UNSIGNED: Final = "This file carries no signature."


def refused(name: str, kind: str, *problems: str) -> Verdict:
    """The verdict on a file that could not be read or had to be refused as a whole."""
    summary = "NOT SOUND. The file could not be checked."
    return Verdict(name, kind, ok=False, summary=summary, problems=problems)


def _signer_lines(signer: Signer) -> list[str]:
    who = ", ".join(words for words in (signer.name, ROLE_TITLES.get(signer.role, ""), signer.organisation) if words)
    state = "Signature holds" if signer.ok else "SIGNATURE DOES NOT HOLD"
    lines = [f"{state}: {who or 'signer could not be established'}"]
    if signer.when is not None:
        lines.append(f"  Time claimed by the signer's computer: {signer.when:%d %B %Y, %H:%M %Z}")
    if signer.code:
        lines += [f"  Code: {signer.code}", f"  {TRUST_WORDS[signer.trust]}"]
    lines += [f"  {fault}" for fault in signer.faults]
    return [*lines, f"  {signer.covers}"] if signer.ok else lines

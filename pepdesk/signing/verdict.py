"""What a check of a file's signatures found, as values and in words a teacher understands."""

from __future__ import annotations

import base64
import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from pepdesk.people.roles import ROLE_TITLES
from pepdesk.people.trust import Trust

TRUST_WORDS: Final[dict[Trust, str]] = {
    Trust.OWN: "This is your own signature.",
    Trust.KNOWN: "The certificate is in your list of people, or was issued by an authority in it; "
    "you have confirmed the code.",
    Trust.LISTED: "The certificate is in your list of people, but its code was not confirmed yet. "
    "Compare it with the person before you rely on the name.",
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
    then empty too. Whether the *person* is known is ``trust``, a different question from ``ok``. ``certificate`` is the
    one that stands for the person (DER), to be put into the list of people.
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
    certificate: bytes = b""

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
            "certificate": base64.b64encode(self.certificate).decode("ascii"),
        }


@dataclass(frozen=True, slots=True)
class SealedMark:
    """The mark of somebody without a certificate, made before a witness; no signature of theirs.

    ``role`` is a role's id. ``witness`` are name and role as the document gives them, ``code`` is the code of the
    certificate with which the witness has to have signed.
    """

    role: str
    name: str
    when: dt.datetime
    witness: str
    code: str

    def as_json(self) -> dict[str, Any]:
        """Plain values for ``--json``."""
        return {
            "role": self.role,
            "name": self.name,
            "when": self.when.isoformat(),
            "witness": self.witness,
            "code": self.code,
        }

    def line(self) -> str:
        """The mark for people."""
        who = f"{self.name} ({ROLE_TITLES.get(self.role, self.role).lower()})"
        return f"Witnessed mark of {who}, {self.when:%d %B %Y, %H:%M}, sealed by the signature of {self.witness}."


@dataclass(frozen=True, slots=True)
class TimeStamp:
    """The time stamp beside a file. ``fault`` says in a sentence why it proves nothing; then the rest is empty.

    ``authority`` is who vouches for ``when``; ``code`` and ``certificate`` (DER) are of the authority's root.
    """

    when: dt.datetime | None
    authority: str
    code: str
    trust: Trust
    fault: str
    certificate: bytes = b""

    def as_json(self) -> dict[str, Any]:
        """Plain values for ``--json``."""
        return {
            "when": None if self.when is None else self.when.isoformat(),
            "authority": self.authority,
            "code": self.code,
            "trust": self.trust.value,
            "fault": self.fault,
            "certificate": base64.b64encode(self.certificate).decode("ascii"),
        }

    def lines(self) -> list[str]:
        """The stamp for people."""
        if self.when is None:
            return [self.fault]
        known = "" if self.trust is Trust.KNOWN else " You have not confirmed this authority's code."
        return [
            f"Time stamp: the file was as it is now on {self.when:%d %B %Y, %H:%M %Z}, says {self.authority}.{known}",
            f"  Code of its authority: {self.code}",
        ]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The check of one file. ``kind`` is ``pdf``, ``word``, ``package`` or ``unknown``.

    ``ok``: the file carries at least one signature, every one holds, and nothing changed since. An unsigned or
    unreadable file is not ok; ``summary`` says which. ``problems`` concern the file as a whole. ``open_places``
    are roles whose signature field is still empty (PDF only). ``marks`` are those that a sound signature of their
    witness seals. ``stamp`` is the time stamp that lay beside the file, sound or not; it does not bear on ``ok``.
    """

    name: str
    kind: str
    ok: bool
    summary: str
    signers: tuple[Signer, ...] = ()
    problems: tuple[str, ...] = ()
    open_places: tuple[str, ...] = ()
    marks: tuple[SealedMark, ...] = ()
    stamp: TimeStamp | None = None

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
            "marks": [mark.as_json() for mark in self.marks],
            "time_stamp": None if self.stamp is None else self.stamp.as_json(),
        }

    def lines(self) -> list[str]:
        """The verdict for people, one line each."""
        found = [f"{self.name}: {self.summary}", *(f"  {problem}" for problem in self.problems)]
        for signer in self.signers:
            found += [f"  {line}" for line in _signer_lines(signer)]
        found += [f"  {mark.line()}" for mark in self.marks]
        if self.open_places and self.signers:
            roles = ", ".join(ROLE_TITLES.get(role, role) for role in self.open_places)
            found.append(f"  Not yet signed by: {roles}")
        found += [f"  {line}" for line in (self.stamp.lines() if self.stamp else ())]
        return found


def conclude(
    name: str,
    kind: str,
    signers: tuple[Signer, ...],
    open_places: tuple[str, ...] = (),
    marks: tuple[SealedMark, ...] = (),
) -> Verdict:
    """The verdict on a file that could be read, from its signatures in the order they were made."""
    if not signers:
        return Verdict(name, kind, ok=False, summary=UNSIGNED, open_places=open_places)
    sealed = tuple(mark for mark in marks if any(one.ok and one.code == mark.code for one in signers))
    problems = tuple(_UNSEALED for mark in marks if mark not in sealed)
    bad = sum(not signer.ok for signer in signers)
    count = "One signature" if len(signers) == 1 else f"{len(signers)} signatures"
    if open_places:
        count += f" (signed by {len(signers)} of {len(signers) + len(open_places)})"
    if bad:
        summary = f"NOT SOUND. {count}, {bad} of which no longer hold{'s' if bad == 1 else ''}."
    elif problems:
        summary = f"NOT SOUND. {count}; a mark in it is not sealed by its witness."
    else:
        summary = f"Sound. {count}; nothing was changed since."
    ok = not bad and not problems
    return Verdict(name, kind, ok, summary, signers, tuple(dict.fromkeys(problems)), open_places, sealed)


_UNSEALED: Final = "A mark stands in it without a sound signature of the witness it names. It counts for nothing."
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

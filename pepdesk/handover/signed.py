"""A section as its author signed it, with the versions it came from; and statements about a whole plan, signed too.

``past`` names every version that went before (SHA-256 each), so that whoever missed some can still tell what is newer:
a version is newer than all in its past, older than all whose past it is in, and beside every other.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from pepdesk.handover.sections import Section, Value, check_value
from pepdesk.handover.strict import canonical, has_shape, is_hex, is_list_of, is_number, is_one_of, is_table_of, is_text
from pepdesk.people.card import CARD_ROLES, Card, OwnCard, signed_by

if TYPE_CHECKING:
    from pepdesk.form.model import Form

_SECTION: Final = b"PepDesk section v1\0"
_STATEMENT: Final = b"PepDesk statement v1\0"
MOST_PAST: Final = 1000
"""Versions one section can have: more than a plan of one term ever sees."""
LONGEST_WORDS: Final = 8000


@dataclass(frozen=True, slots=True)
class Signed:
    """One version of a section. ``by`` is the author's card id, ``at`` Unix ms, ``past`` sorted hashes, all hex."""

    plan: str
    section: Section
    version: int
    past: tuple[str, ...]
    by: str
    role: str
    at: int
    value: Value
    signature: str

    @property
    def digest(self) -> str:
        """What later versions name it by (SHA-256, hex): of all but the signature."""
        return hashlib.sha256(_SECTION + canonical(_core(self))).hexdigest()


def sign_section(
    own: OwnCard, plan: str, section: Section, value: Value, past: tuple[str, ...], version: int, at: int
) -> Signed:
    """A version of one's own."""
    blank = Signed(plan, section, version, tuple(sorted(past)), own.card.id, own.card.role, at, value, "")
    signature = own.sign(_SECTION + canonical(_core(blank))).hex()
    return Signed(plan, section, version, blank.past, blank.by, blank.role, at, value, signature)


def is_authentic(one: Signed, author: Card) -> bool:
    """Whether it is by that card's holder, in that card's role."""
    if (one.by, one.role) != (author.id, author.role):
        return False
    return signed_by(author, bytes.fromhex(one.signature), _SECTION + canonical(_core(one)))


def write_signed(one: Signed) -> dict[str, Any]:
    """As JSON can hold it."""
    return {**_core(one), "sig": one.signature}


_SIGNED_SHAPE: Final = {
    "plan": is_hex(32),
    "section": is_text(130),
    "version": is_number,
    "past": is_list_of(is_hex(64), MOST_PAST),
    "by": is_hex(64),
    "role": is_one_of(*CARD_ROLES),
    "at": is_number,
    "value": lambda value: isinstance(value, dict),
    "sig": is_hex(128),
}


def read_signed(raw: object, form: Form) -> Signed:
    """What ``write_signed`` wrote. Raises ``ValueError``, ``TypeError`` or ``KeyError`` for anything else.

    Its signature is not looked at: that takes the author's card.
    """
    if not isinstance(raw, dict) or not has_shape(raw, _SIGNED_SHAPE):
        raise ValueError("not a signed section")
    past = tuple(raw["past"])
    if past != tuple(sorted(set(past))) or raw["version"] < 1 or (raw["version"] == 1) != (not past):
        raise ValueError("not a section's past")
    section = Section.parse(raw["section"], form)
    check_value(form, section, raw["value"])
    return Signed(
        raw["plan"], section, raw["version"], past, raw["by"], raw["role"], raw["at"], raw["value"], raw["sig"]
    )


class Kind(StrEnum):
    """What somebody says of a plan as it stood."""

    READY = "ready"  # "my part is ready"
    SIGNED = "signed"  # "I signed the documents made of this"
    RETURNED = "returned"  # the virtual school: "please change this first"
    DELEGATED = "delegated"  # "this colleague writes these parts for me"


@dataclass(frozen=True, slots=True)
class Statement:
    """``sections`` gives the hash of each part as it stood when it was said; ``words`` what was said besides.

    ``fingerprint`` is the certificate's with which documents were signed (hex), or ""; ``snapshot`` the record's
    (``record.codec.snapshot_hash``). ``to`` is the colleague's card id of a delegation, else "".
    """

    kind: Kind
    plan: str
    version: int
    sections: dict[str, str]
    words: str
    snapshot: str
    fingerprint: str
    to: str
    by: str
    name: str
    role: str
    at: int
    signature: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of all but the signature."""
        return hashlib.sha256(_STATEMENT + canonical(_said(self))).hexdigest()


def sign_statement(
    own: OwnCard,
    kind: Kind,
    plan: str,
    version: int,
    sections: dict[str, str],
    at: int,
    *,
    words: str = "",
    snapshot: str = "",
    fingerprint: str = "",
    to: str = "",
) -> Statement:
    """A statement of one's own. ``words`` are cut to what fits."""
    said = Statement(
        kind, plan, version, sections, words[:LONGEST_WORDS], snapshot, fingerprint, to, own.card.id, own.card.name,
        own.card.role, at,
    )  # fmt: skip
    return replace(said, signature=own.sign(_STATEMENT + canonical(_said(said))).hex())


def is_said_by(one: Statement, author: Card) -> bool:
    """Whether it is by that card's holder, in that card's name and role."""
    if (one.by, one.name, one.role) != (author.id, author.name, author.role):
        return False
    return signed_by(author, bytes.fromhex(one.signature), _STATEMENT + canonical(_said(one)))


def write_statement(one: Statement) -> dict[str, Any]:
    """As JSON can hold it."""
    return {**_said(one), "sig": one.signature}


def _maybe_hash(value: object) -> bool:
    return value == "" or is_hex(64)(value)


_STATEMENT_SHAPE: Final = {
    "kind": is_one_of(*(str(one) for one in Kind)),
    "plan": is_hex(32),
    "version": is_number,
    "sections": is_table_of(is_hex(64), 500),
    "words": is_text(LONGEST_WORDS),
    "snapshot": _maybe_hash,
    "fingerprint": _maybe_hash,
    "to": _maybe_hash,
    "by": is_hex(64),
    "name": is_text(64),
    "role": is_one_of(*CARD_ROLES),
    "at": is_number,
    "sig": is_hex(128),
}


def read_statement(raw: object, form: Form) -> Statement:
    """What ``write_statement`` wrote. Raises ``ValueError`` for anything else; the signature is not looked at."""
    if not isinstance(raw, dict) or not has_shape(raw, _STATEMENT_SHAPE):
        raise ValueError("not a statement")
    for name in raw["sections"]:
        Section.parse(name, form)
    return Statement(
        Kind(raw["kind"]), raw["plan"], raw["version"], raw["sections"], raw["words"], raw["snapshot"],
        raw["fingerprint"], raw["to"], raw["by"], raw["name"], raw["role"], raw["at"], raw["sig"],
    )  # fmt: skip


def value_hash(value: Value) -> str:
    """SHA-256 (hex) of a section's value."""
    return hashlib.sha256(canonical(value)).hexdigest()


def _core(one: Signed) -> dict[str, Any]:
    return {
        "plan": one.plan, "section": str(one.section), "version": one.version, "past": list(one.past), "by": one.by,
        "role": one.role, "at": one.at, "value": one.value,
    }  # fmt: skip


def _said(one: Statement) -> dict[str, Any]:
    return {
        "kind": str(one.kind), "plan": one.plan, "version": one.version, "sections": one.sections, "words": one.words,
        "snapshot": one.snapshot, "fingerprint": one.fingerprint, "to": one.to, "by": one.by, "name": one.name,
        "role": one.role, "at": one.at,
    }  # fmt: skip

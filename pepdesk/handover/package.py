"""A hand-over package (``.pepx``): what is in one, as a value; made, sealed and signed; opened, checked and read.

The inside is canonical JSON whose shape is looked at before anything is made of it; the sender's signature holds for
it, for the outside and so for its readers. Attachments are in it under their SHA-256.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from pepdesk.handover.sealed import damaged, open_sealed, seal
from pepdesk.handover.sections import Section, Value, check_value
from pepdesk.handover.signed import (
    Signed,
    Statement,
    read_signed,
    read_statement,
    write_signed,
    write_statement,
)
from pepdesk.handover.strict import (
    canonical,
    has_shape,
    is_hex,
    is_list_of,
    is_number,
    is_one_of,
    is_table_of,
    is_text,
    parse,
)
from pepdesk.people.card import Card, OwnCard, as_table, from_table, signed_by
from pepdesk.problem import PepDeskProblem
from pepdesk.record.codec import form_hash, read_from_outside
from pepdesk.record.comments import Comment, read_comments, write_comments
from pepdesk.record.record import PepRecord

if TYPE_CHECKING:
    from pepdesk.form.address import Address
    from pepdesk.form.model import Form
    from pepdesk.people.escrow_card import EscrowCard

ENDING: Final = ".pepx"
_KIND: Final = "pepdesk hand-over"
_ESCROW_LABEL: Final = b"PepDesk escrow reader v1\0"
LONGEST_NOTE: Final = 4000


@dataclass(frozen=True, slots=True)
class Package:
    """What one person hands to others about one plan.

    ``blank`` is the plan without answers: its form, rules, ids and dates. ``seeds`` are sections that nobody signed
    yet, taken only where the plan is new. ``documents`` names exported files (name, SHA-256), whose bytes are in
    ``files`` with those of the attachments, by SHA-256. ``readers`` are card ids, the sender's own among them.
    ``number`` goes up with each package of this sender about this plan; ``at`` is Unix ms. ``package_id`` is "" before
    sealing. ``comments`` are beside the plan (``record.comments``).
    """

    sender: Card
    readers: tuple[str, ...]
    number: int
    at: int
    blank: PepRecord
    sections: tuple[Signed, ...]
    seeds: tuple[tuple[Section, Value], ...] = ()
    statements: tuple[Statement, ...] = ()
    cards: tuple[Card, ...] = ()
    documents: tuple[tuple[str, str], ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    note: str = ""
    package_id: str = ""
    comments: tuple[Comment, ...] = ()

    @property
    def plan(self) -> str:
        """The plan's id."""
        return self.blank.plan_id

    @property
    def form(self) -> Form:
        """The form embedded in the package; the owners of a plan that is here already are not read from it."""
        return self.blank.form


def blank_of(record: PepRecord) -> PepRecord:
    """The plan without its answers, rows, signatures and exchanges."""
    return PepRecord(
        record.plan_id, record.form, record.created, version=record.version, parent=record.parent,
        authority=record.authority,
    )  # fmt: skip


def escrow_reader(card: EscrowCard) -> str:
    """What stands for an escrow card among the readers (64 hex digits)."""
    return hashlib.sha256(_ESCROW_LABEL + card.public_key).hexdigest()


def seal_package(
    package: Package, own: OwnCard, to: Sequence[Card], escrow: EscrowCard | None = None
) -> tuple[bytes, str]:
    """The bytes of the file, and the package's id. ``package.readers`` is worked out here: ``to``, oneself and escrow.

    Raises ``HandoverProblem`` for nobody or too many to read it, and above 64 MiB.
    """
    people = {card.id: card for card in (*to, own.card)}
    keys = dict.fromkeys([card.opens for card in people.values()] + ([escrow.public_key] if escrow else []))
    readers = sorted([*people, *([escrow_reader(escrow)] if escrow else [])])

    def content(package_id: bytes) -> bytes:
        return canonical(_write(package, readers, package_id.hex()))

    data, package_id = seal(tuple(keys), content, own.sign)
    return data, package_id.hex()


def open_package(data: bytes, own: Sequence[OwnCard], escrow_key: bytes | None = None) -> Package:
    """What is in a package that was made for one of ``own`` (or for the escrow card of that private key).

    Nothing of it has been judged against one's own plan yet, nor whether the sender is known. Raises only
    ``PepDeskProblem``: ``HandoverProblem``, or what its form or rules are refused for.
    """
    keys = [one.opening_key for one in own] + ([escrow_key] if escrow_key else [])
    inside = open_sealed(data, keys)
    try:
        raw = parse(inside.content)
        said = isinstance(raw, dict) and "comments" in raw
        comments = raw.pop("comments") if said else []
        if said is not bool(comments) or not has_shape(raw, _SHAPE) or raw["package"] != inside.package_id.hex():
            raise ValueError("not a package")
        sender = from_table(raw["sender"])
        if not signed_by(sender, inside.signature, inside.signed):
            raise ValueError("not signed by the sender")
        mine = {one.card.id for one in own} | ({_escrow_id(escrow_key)} if escrow_key else set())
        if not mine & set(raw["to"]) or len(set(raw["to"])) != len(raw["to"]):
            raise ValueError("passed on")
        return _read(raw, sender, comments)
    except PepDeskProblem:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise damaged() from error


def _escrow_id(private_key: bytes) -> str:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    public = X25519PrivateKey.from_private_bytes(private_key).public_key().public_bytes_raw()
    return hashlib.sha256(_ESCROW_LABEL + public).hexdigest()


def _write(package: Package, readers: list[str], package_id: str) -> dict[str, Any]:
    record = package.blank
    said = {"comments": write_comments(package.comments)} if package.comments else {}
    return said | {
        "v": 1,
        "kind": _KIND,
        "package": package_id,
        "sender": as_table(package.sender),
        "to": readers,
        "plan": record.plan_id,
        "number": package.number,
        "at": package.at,
        "blank": {
            "created": record.created,
            "version": record.version,
            "parent": record.parent,
            "form": record.form.raw,
            "authority": record.authority.raw if record.authority else None,
        },
        "sections": [write_signed(one) for one in package.sections],
        "seeds": {str(section): value for section, value in package.seeds},
        "statements": [write_statement(one) for one in package.statements],
        "cards": [as_table(card) for card in package.cards],
        "documents": [list(one) for one in package.documents],
        "files": {digest: base64.b64encode(data).decode("ascii") for digest, data in package.files.items()},
        "note": package.note[:LONGEST_NOTE],
    }


def _is_table(value: object) -> bool:
    return isinstance(value, dict)


def _is_document(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and is_text(160)(value[0]) and is_hex(64)(value[1])


_BLANK: Final = {
    "created": is_text(64),
    "version": is_number,
    "parent": is_text(64),
    "form": _is_table,
    "authority": lambda value: value is None or _is_table(value),
}
_SHAPE: Final = {
    "v": lambda value: type(value) is int and value == 1,
    "kind": is_one_of(_KIND),
    "package": is_hex(32),
    "sender": _is_table,
    "to": lambda value: is_list_of(is_hex(64), 16)(value) and bool(value),
    "plan": is_hex(32),
    "number": lambda value: is_number(value) and value != 0,
    "at": is_number,
    "blank": lambda value: has_shape(value, _BLANK),
    "sections": is_list_of(_is_table, 500),
    "seeds": is_table_of(_is_table, 500),
    "statements": is_list_of(_is_table, 200),
    "cards": is_list_of(_is_table, 64),
    "documents": is_list_of(_is_document, 16),
    "files": is_table_of(lambda value: isinstance(value, str), 500),
    "note": is_text(LONGEST_NOTE),
}


def _read(raw: dict[str, Any], sender: Card, said: object) -> Package:
    blank = _read_blank(raw["plan"], raw["blank"])
    form = blank.form
    sections = tuple(read_signed(one, form) for one in raw["sections"])
    names = [one.section for one in sections]
    seeds = tuple((Section.parse(name, form), value) for name, value in raw["seeds"].items())
    for section, value in seeds:
        check_value(form, section, value)
    if len(set(names)) != len(names) or set(names) & {section for section, _ in seeds}:
        raise ValueError("a section stands twice")
    comments = read_comments(said)
    if write_comments(comments) != said:
        raise ValueError("not as PepDesk writes it")
    if not all(_is_asked(form, one.place) for one in comments):
        raise ValueError("a comment on no question")
    documents = tuple((name, digest) for name, digest in raw["documents"])
    files = {digest: _file(digest, text) for digest, text in raw["files"].items()}
    if not all(digest in files and _is_plain(name) for name, digest in documents):
        raise ValueError("a document is missing")
    return Package(
        sender, tuple(raw["to"]), raw["number"], raw["at"], blank, sections, seeds,
        tuple(read_statement(one, form) for one in raw["statements"]),
        tuple(from_table(one) for one in raw["cards"]), documents, files, raw["note"], raw["package"],
        comments,
    )  # fmt: skip


def _is_asked(form: Form, place: Address) -> bool:
    return form.has(place.tab, place.field) and len(place.rows) == form.field(place.tab, place.field).depth


def _read_blank(plan: str, raw: dict[str, Any]) -> PepRecord:
    """The empty plan, read by the same readers, within the same limits, as a plan from outside."""
    body = {
        "pepdesk": 2, "plan": plan, "created": raw["created"], "version": raw["version"], "parent": raw["parent"],
        "answers": {}, "rows": {}, "retired": {}, "signings": [], "form": raw["form"],
    }  # fmt: skip
    if raw["authority"] is not None:
        body["authority"] = raw["authority"]
    return read_from_outside(canonical(body))


def _file(digest: str, text: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error
    if hashlib.sha256(data).hexdigest() != digest:
        raise ValueError("another file")
    return data


def _is_plain(name: str) -> bool:
    """Whether a document's name is one PepDesk gives: nothing that leads elsewhere, nothing unprintable."""
    sound = name.isprintable() and name == name.strip(" .") and not set(name) & set('/\\:*?"<>|')
    return sound and name.lower().endswith((".pdf", ".docx"))


def same_form(one: PepRecord, other: PepRecord) -> bool:
    """Whether two plans were made with the same questions."""
    return form_hash(one.form) == form_hash(other.form)

"""Verifying files from outside apart from the window and its keys, in a process behind a fence (``intake.fence``).

One process serves all files of a batch: loading the PDF library takes half a second, a file 0.4 s (measured). After a
file that ended it, the next one meets a fresh process. No private key and no file name goes in.
"""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cryptography.hazmat.primitives import serialization

from pepdesk.intake.fence import Fence, Fenced
from pepdesk.people.trust import Trust
from pepdesk.signing.package import MAX_TOTAL
from pepdesk.signing.time_stamp import stamp_beside
from pepdesk.signing.verdict import SealedMark, Signer, TimeStamp, Verdict, refused
from pepdesk.signing.verify import read_file

if TYPE_CHECKING:
    from pepdesk.people.trust import Circle, Holder

WORK: Final = "pepdesk.signing.apart_inside:verify"
TOO_MUCH: Final = "It takes far more time or memory to read than any plan does. It may have been made to do harm."


def verify_apart(files: Iterable[Path], people: Circle | None = None) -> Iterator[Verdict]:
    """The verdict on each file, as ``verify_file`` gives it, named by its last part.

    A file that makes the other process fail is refused. Raises SigningProblem if a file cannot be read from disk.
    """
    with Fence(WORK) as fence:
        for path in files:
            yield verify_bytes(fence, read_file(path), path.name, people, stamp_beside(path))


def verdict_apart(data: bytes, name: str = "", people: Circle | None = None) -> Verdict:
    """The verdict on one file's bytes, by a process of its own."""
    with Fence(WORK) as fence:
        return verify_bytes(fence, data, name, people)


def verify_bytes(
    fence: Fence, data: bytes, name: str, people: Circle | None = None, stamp: bytes | None = None
) -> Verdict:
    """The verdict on one file's bytes, by the process behind ``fence`` (made for ``WORK``).

    ``stamp`` is the time stamp beside the file, None if there is none.
    """
    kind = "pdf" if data.startswith(b"%PDF-") else "word" if data.startswith(b"PK") else "unknown"
    if len(data) > MAX_TOTAL:
        return refused(name, kind, "It is larger than any plan; PepDesk does not read it.")
    question = {
        "people": None if people is None else _question(people),
        "stamp": None if stamp is None else base64.b64encode(stamp).decode("ascii"),
    }
    try:
        return _verdict(fence.ask(question, data), name)
    except Fenced:
        return refused(name, kind, TOO_MUCH)
    except (KeyError, TypeError, ValueError):  # the other process was turned into something else
        fence.close()
        return refused(name, kind, TOO_MUCH)


def _question(people: Circle) -> dict[str, list[str]]:
    """The certificates that tell whom this user is and knows; those in the list by whether they are confirmed."""
    return {
        "own": _certificates(people.own),
        "known": _certificates(one for one in people.known if one.confirmed),
        "listed": _certificates(one for one in people.known if not one.confirmed),
    }


def _certificates(holders: Iterable[Holder]) -> list[str]:
    ders = (holder.certificate.public_bytes(serialization.Encoding.DER) for holder in holders)
    return [base64.b64encode(der).decode("ascii") for der in ders]


def _verdict(raw: dict[str, Any], name: str) -> Verdict:
    return Verdict(
        name=name,
        kind=_text(raw["kind"]),
        ok=raw["ok"] is True,
        summary=_text(raw["summary"]),
        signers=tuple(_signer(one) for one in raw["signatures"]),
        problems=_texts(raw["problems"]),
        open_places=_texts(raw["not_yet_signed"]),
        marks=tuple(_mark(one) for one in raw["marks"]),
        stamp=None if raw["time_stamp"] is None else _stamp(raw["time_stamp"]),
    )


def _stamp(raw: dict[str, Any]) -> TimeStamp:
    return TimeStamp(
        when=None if raw["when"] is None else dt.datetime.fromisoformat(_text(raw["when"])),
        authority=_text(raw["authority"]),
        code=_text(raw["code"]),
        trust=Trust(raw["trust"]),
        fault=_text(raw["fault"]),
        certificate=base64.b64decode(_text(raw["certificate"]), validate=True),
    )


def _mark(raw: dict[str, Any]) -> SealedMark:
    when = dt.datetime.fromisoformat(_text(raw["when"]))
    return SealedMark(_text(raw["role"]), _text(raw["name"]), when, _text(raw["witness"]), _text(raw["code"]))


def _signer(raw: dict[str, Any]) -> Signer:
    return Signer(
        ok=raw["ok"] is True,
        name=_text(raw["name"]),
        organisation=_text(raw["organisation"]),
        role=_text(raw["role"]),
        when=None if raw["when"] is None else dt.datetime.fromisoformat(_text(raw["when"])),
        code=_text(raw["code"]),
        trust=Trust(raw["trust"]),
        covers=_text(raw["covers"]),
        faults=_texts(raw["changed"]),
        certificate=base64.b64decode(_text(raw["certificate"]), validate=True),
    )


def _texts(value: list[object]) -> tuple[str, ...]:
    return tuple(_text(one) for one in value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    return value

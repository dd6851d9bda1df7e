"""A plan as canonical JSON and back: the body of a draft, and what ``drafts export`` writes.

Canonical: UTF-8, keys sorted, no spaces, no fractions, no key twice. The same record always gives the same bytes.

Format history: 1 – first (form embedded whole; answers by address: text, list, ``{"na": reason}`` or ``{"nk": who}``).
2 – ``authority``: the authority's resolved definition; attachments ``{"files": …}`` as answers. A plan that has neither
is still written as 1, so that one signed before keeps its snapshot's hash. 3 – ``handover``: what was exchanged with
other people about it (``handover.ledger``); it says nothing of the child and is no part of the snapshot.
4 – ``comments`` (``record.comments``), no part of the snapshot either; a plan without any is written as before.
5 – ``{"own": {"nk": who}}``: a child says that they do not know. Beside any format: ``sent`` (``record.sent``), which a
reader that does not know it passes over; no part of the snapshot.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pepdesk.authority.loader import embedded_authority
from pepdesk.form.address import Address, RowsAt
from pepdesk.form.loader import embedded_form
from pepdesk.problem import FormProblem, NewerFile, RecordProblem
from pepdesk.record.answers import Answer, Attached, Attachment, NotApplicable, NotKnown, Value, Whose, whose_words
from pepdesk.record.comments import read_comments, write_comments
from pepdesk.record.limits import MAX_DEPTH, check_places, check_raw, check_texts, guard
from pepdesk.record.record import PepRecord, Signing
from pepdesk.record.sent import Sent, read_sent, write_sent
from pepdesk.words import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pepdesk.authority.model import Authority
    from pepdesk.form.model import Form

FORMAT = 5
_FOURTH, _THIRD, _SECOND, _FIRST = 4, 3, 2, 1
_ADVICE = tr("The file was left as it is. Ask whoever sent it for another copy, or open an earlier save.")


def write_record(record: PepRecord) -> bytes:
    """The whole record as canonical JSON."""
    return _join(record, _body(record))


def snapshot_hash(record: PepRecord) -> str:
    """SHA-256 (hex) of the record without signings and what stands beside the plan: what a signature speaks for."""
    without = replace(record, signings=(), handover={}, comments=(), sent=None)
    return hashlib.sha256(_join(without, _body(without))).hexdigest()


def sent_now(record: PepRecord) -> Sent | None:
    """What was said of sending the plan that is here; None if nobody did, or it is another version or text since."""
    sent = record.sent
    if sent is None or sent.version != record.version:
        return None
    same = sent.snapshot == snapshot_hash(record) if sent.snapshot else bool(record.signings)
    return sent if same else None


def read_record(data: bytes) -> PepRecord:
    """The record in ``data``. Raises ``RecordProblem`` for none or one too large, ``NewerFile`` if a newer one's."""
    try:
        raw = json.loads(data, object_pairs_hook=_no_key_twice, parse_float=_no_fractions)
        if not isinstance(raw, dict) or _depth(raw) > MAX_DEPTH:
            raise ValueError("not a plan")
        if isinstance(raw.get("pepdesk"), int) and raw["pepdesk"] > FORMAT:
            raise NewerFile(
                tr("This plan was made by a newer PepDesk."), tr("Update PepDesk to open it; nothing was changed.")
            )
        if raw.get("pepdesk") not in (_FIRST, _SECOND, _THIRD, _FOURTH, FORMAT):
            raise ValueError("not a plan")
        check_raw(raw)
        _canonical(raw).encode()  # raises for halves of letters, which could not be saved again
        record = _read(raw)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, FormProblem) as error:
        raise RecordProblem(tr("This is not a plan PepDesk can read."), _ADVICE) from error
    check_places(record)
    return record


def read_from_outside(data: bytes) -> PepRecord:
    """The record in a file that is no draft of one's own: limits come before parsing, and are narrower.

    What such a file says of exchanges or in comments is not kept: only a package proves who wrote what.
    Raises ``RecordProblem`` when it is none or too large (``limits``), ``NewerFile`` if a newer one's.
    """
    guard(data)
    record = read_record(data)
    check_texts(record)
    return without_asides(record)


def without_asides(record: PepRecord) -> PepRecord:
    """The plan without exchanges, comments and that it was sent: for whoever is to have only the plan."""
    beside = record.handover or record.comments or record.sent
    return replace(record, handover={}, comments=(), sent=None) if beside else record


def form_text(form: Form) -> str:
    """The canonical JSON of a form's definition, made once for each form: it is large and never changes."""
    return _definition_text(form)


def _definition_text(definition: Form | Authority) -> str:
    cached = definition.__dict__.get("_canonical_text")
    if cached is None:
        cached = definition.__dict__["_canonical_text"] = _canonical(definition.raw)
    return str(cached)


def form_hash(form: Form) -> str:
    """SHA-256 (hex) of a form's definition, to tell whether two plans were made with the same questions.

    Letters are composed (NFC) first: a package carries them so, and a plan of an older version may have them otherwise.
    """
    return hashlib.sha256(unicodedata.normalize("NFC", form_text(form)).encode()).hexdigest()


def _join(record: PepRecord, body: dict[str, Any]) -> bytes:
    """Canonical JSON of ``body`` with the cached texts of form and authority at their places in the alphabet."""
    texts = {key: _canonical(value) for key, value in body.items()}
    texts["form"] = form_text(record.form)
    if record.authority:
        texts["authority"] = _definition_text(record.authority)
    return ("{" + ",".join(f'"{key}":{texts[key]}' for key in sorted(texts)) + "}").encode()


def _canonical(value: Any) -> str:  # noqa: ANN401 - anything JSON can hold
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _body(record: PepRecord) -> dict[str, Any]:
    beside: dict[str, Any] = {"handover": record.handover} if record.handover else {}
    if record.comments:
        beside["comments"] = write_comments(record.comments)
    if record.sent:
        beside["sent"] = write_sent(record.sent)
    return beside | {
        "pepdesk": _format_of(record),
        "plan": record.plan_id,
        "created": record.created,
        "version": record.version,
        "parent": record.parent,
        "answers": write_answers(record.answers),
        "rows": write_rows(record.rows),
        "retired": record.retired,
        "signings": [[one.name, one.role, one.at, one.snapshot, one.fingerprint] for one in record.signings],
    }


def _format_of(record: PepRecord) -> int:
    """The oldest format that holds all of the record."""
    own = [answer for answer in record.answers.values() if whose_words(answer)]
    if any(isinstance(answer, NotKnown) for answer in own):
        return FORMAT
    if record.comments or own:
        return _FOURTH
    if record.handover:
        return _THIRD
    has_files = any(isinstance(answer, Attached) for answer in record.answers.values())
    return _SECOND if record.authority or has_files else _FIRST


def write_answers(answers: Mapping[Address, Answer]) -> dict[str, Any]:
    """Answers as JSON can hold them, by address."""
    return {str(address): _write_answer(answer) for address, answer in answers.items()}


def read_answers(raw: Mapping[str, object]) -> dict[Address, Answer]:
    """What ``write_answers`` wrote. Raises ``ValueError`` or ``TypeError`` for anything else."""
    return {Address.parse(key): _read_answer(value) for key, value in raw.items()}


def write_rows(rows: Mapping[RowsAt, tuple[str, ...]]) -> dict[str, Any]:
    """Row ids as JSON can hold them, by group."""
    return {str(at): list(ids) for at, ids in rows.items()}


def read_rows(raw: Mapping[str, list[object]]) -> dict[RowsAt, tuple[str, ...]]:
    """What ``write_rows`` wrote. Raises ``ValueError`` or ``TypeError`` for anything else."""
    return {RowsAt.parse(key): _row_ids(ids) for key, ids in raw.items()}


def _write_answer(answer: Answer) -> object:
    if whose := whose_words(answer):
        assert isinstance(answer, Value | Attached | NotKnown)
        return {whose: _write_answer(replace(answer, whose=""))}
    match answer:
        case Value(str() as text):
            return text
        case Value(several):
            return list(several)
        case NotApplicable(reason):
            return {"na": reason}
        case NotKnown(who):
            return {"nk": who}
        case Attached(files):
            return {"files": [[one.sha256, one.kind, one.name, one.size, one.says] for one in files]}


def _read(raw: dict[str, Any]) -> PepRecord:
    return PepRecord(
        plan_id=_hex32(raw["plan"]),
        form=embedded_form(raw["form"]),
        created=_text(raw["created"]),
        answers=read_answers(raw["answers"]),
        rows=read_rows(raw["rows"]),
        retired={_text(key): _text(value) for key, value in raw["retired"].items()},
        version=_whole(raw["version"]),
        parent=_text(raw["parent"]),
        signings=tuple(Signing(*(_text(part) for part in one)) for one in raw["signings"]),
        authority=embedded_authority(raw["authority"]) if "authority" in raw else None,
        handover=_table(raw.get("handover", {})),
        comments=read_comments(raw.get("comments", [])),
        sent=read_sent(raw.get("sent")),
    )


def _table(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError("a table expected")
    return value


def _read_answer(value: object) -> Answer:
    match value:
        case str():
            return Value(value)
        case list():
            return Value(tuple(_text(one) for one in value))
        case {"na": str() as reason}:
            return NotApplicable(reason)
        case {"nk": str() as who}:
            return NotKnown(who)
        case {"files": [_, *_] as files}:
            return Attached(tuple(_read_attachment(one) for one in files))
        case {"own": own, **rest} if not rest:
            return _read_own(own, "own")
        case {"told": told, **rest} if not rest:
            return _read_own(told, "told")
        case _:
            raise ValueError("not an answer")


def _read_own(value: object, whose: Whose) -> Answer:
    answer = _read_answer(value)
    if not isinstance(answer, Value | Attached | NotKnown) or answer.whose:
        raise ValueError("not an answer in somebody's own words")
    return replace(answer, whose=whose)


def _read_attachment(value: object) -> Attachment:
    match value:
        case [str() as digest, str() as kind, str() as name, int() as size, str() as says]:
            if len(digest) != 64 or set(digest) - set("0123456789abcdef") or size < 0:
                raise ValueError("not an attachment")
            return Attachment(digest, kind, name, size, says)
        case _:
            raise ValueError("not an attachment")


def _row_ids(value: list[object]) -> tuple[str, ...]:
    """Row ids; one that is empty, doubled or holds a slash would mix up the addresses of answers."""
    ids = tuple(_text(one) for one in value)
    if "" in ids or "/" in "".join(ids) or len(set(ids)) != len(ids):
        raise ValueError("not row ids")
    return ids


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError("a whole number expected")
    return value


def _hex32(value: object) -> str:
    text = _text(value)
    if len(text) != 32 or set(text) - set("0123456789abcdef"):
        raise ValueError("not a plan id")
    return text


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        raise ValueError("a key stands twice")
    return table


def _no_fractions(text: str) -> object:
    raise ValueError(f"a fraction: {text}")


def _depth(value: object, level: int = 1) -> int:
    if level > MAX_DEPTH:
        return level
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return max((_depth(one, level + 1) for one in inner), default=level)

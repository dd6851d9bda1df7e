"""Every reader of bytes that somebody else could have made, with files to begin from. Key derivation is left out: the
sealed ones are opened with a known key, and changed ones are sealed anew, as a hostile colleague could."""

from __future__ import annotations

import hmac
import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

from pepdesk import paths
from pepdesk.app.documents import sample_plan
from pepdesk.app.library import read_card
from pepdesk.authority.install import preview
from pepdesk.authority.pack import open_pack, pack_folder
from pepdesk.form.faults import Faults
from pepdesk.form.files import read_toml
from pepdesk.form.loader import load_form
from pepdesk.handover.ledger import Ledger, Part, Sent, Taken, ledger_of, write_ledger
from pepdesk.handover.package import open_package
from pepdesk.handover.sealed import open_sealed
from pepdesk.handover.sealed import seal as seal_bytes
from pepdesk.handover.strict import canonical
from pepdesk.intake.own_form_package import put_parts, read_parts
from pepdesk.intake.pdf_form import read_pdf_form
from pepdesk.intake.pictures import made_fit
from pepdesk.intake.pupils import answers_for, read_pupils
from pepdesk.intake.word_form import filled_word
from pepdesk.intake.word_inside import inside
from pepdesk.people.card import OwnCard
from pepdesk.people.card import read_card as contact_card
from pepdesk.people.certificates import read_certificate
from pepdesk.people.people_file import from_bytes
from pepdesk.people.pkcs12 import from_pkcs12, to_pkcs12
from pepdesk.problem import PepDeskProblem
from pepdesk.record.codec import read_from_outside, read_record, write_record
from pepdesk.record.record import new_record
from pepdesk.rules.assess import assess
from pepdesk.signing.marks import marks_in_word
from pepdesk.signing.package import parse_xml, read_package, write_package
from pepdesk.signing.time_stamp import read_stamp
from pepdesk.signing.verify import verify_file
from pepdesk.storage import audit, envelope, manifest, slots, vault_file
from pepdesk.storage.envelope import DRAFT, Place
from pepdesk.storage.recovery import read_box, read_key
from tests.intake.word_forms import blank
from tests.small_form import small_form

GOLDEN = Path(__file__).resolve().parent.parent / "golden" / "drafts-v1"
TODAY, KEY = date(2026, 11, 22), bytes(range(32))
PLACE = Place(bytes(16), bytes(range(16)), 7)
JSON = tuple(b'{ } [ ] , : " "" null true 1 -1 1.5 [[ {"a": \\u0000 \\ud800 "na" "nk" "files"'.split(b" "))
XML = (b"<", b">", b"<!DOCTYPE a>", b"<!--", b"&#0;", b"xmlns:a='b'", b"Id=", b"<a/>", b"</", b"<![CDATA[")
PDF = (b"obj", b"endobj", b"stream", b"<<", b">>", b"[", b"/Prev 0", b"/Kids", b"1 0 R", b"/Length 9",
       b"/Filter/FlateDecode",
       b"%%EOF", b"xref", b"trailer", b"startxref")  # fmt: skip
FIELDS = (b"/Kids", b"/T (about)", b"/V", b"/AS /Yes", b"/Parent 9 0 R", b"/FT /Btn", b"/Opt [[()()]]", b"/XFA", b"/AA")
TOML = (b"=", b"[field.x]", b"[[", b"{", b'"""', b"'''", b"1979-05-27", b"inf", b"0x", b"\n", b"#", b"a.b.c = 1")


@dataclass(frozen=True, slots=True)
class Parser:
    """One reader: ``read`` takes bytes and may raise ``PepDeskProblem`` and nothing else. ``weight``: its share."""

    seeds: Callable[[], list[bytes]]
    read: Callable[[bytes], object]
    tokens: tuple[bytes, ...] = ()
    weight: float = 1.0


@cache
def _plan() -> bytes:
    return write_record(sample_plan("year_r_11", TODAY))


@cache
def _small_plan() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return write_record(new_record(small_form(Path(folder)), "2026-11-22T10:00:00+00:00"))


def _read_plan(data: bytes) -> None:
    record = read_from_outside(data)
    again = write_record(record)
    assert write_record(read_record(again)) == again
    assess(record, TODAY, coach=False)


def _golden(name: str) -> bytes:
    found = json.loads((GOLDEN / "expected.json").read_text("utf-8"))[name]
    return ("\n".join(found) if isinstance(found, list) else str(found)).encode()


def _read_card(data: bytes) -> None:
    card = read_card(data)
    assert len(card.initials) <= 4
    assert set(card.attachments) <= set(map(str, card.attachments))
    assert sum((card.answered, card.needed, card.version, card.signed)) is not None


def _sealed() -> list[bytes]:
    return [envelope.seal(KEY, DRAFT, PLACE, saved_at_ms=1, summary=b"{}", body=b"body" * 20).data]


def _open_sealed_anew(data: bytes) -> None:
    """With its MAC made to fit what was changed in the heading."""
    fields = data[: envelope._FIELDS.size]
    key = envelope.expand(envelope.file_key(KEY, DRAFT.label, envelope._salt(fields)), b"mac")
    envelope.open_file(KEY, DRAFT, PLACE, fields + hmac.digest(key, fields, "sha256") + data[envelope.HEADER_BYTES :])


def _structure(data: bytes) -> None:
    envelope.structure_fault(DRAFT, PLACE.draft_id, 7, data[: envelope.HEADER_BYTES], len(data))


def _vault_files() -> list[bytes]:
    return [file.read_bytes() for file in sorted(GOLDEN.glob("vault-*.pdv"))]


def _slots() -> list[bytes]:
    return [slots.write_slots(vault_file.read_vault_file(data).slots) for data in _vault_files()]


def _manifest() -> list[bytes]:
    whole = {"heads": {"a" * 32: [3, "ab" * 32, 1]}, "deleted": {"b" * 32: [2, 5]}, "audit": [4, "cd" * 32]}
    return [json.dumps(whole).encode(), b"{}"]


def _audit() -> list[bytes]:
    row = {"n": 1, "at": 1_700_000_000_000, "kind": "saved", "draft": "a" * 32, "detail": {"x": "y"}, "before": ""}
    return [json.dumps([row, row | {"n": 2}]).encode()]


def _packs() -> list[bytes]:
    folder = paths.forms_dir() / "authorities" / "bury"
    return [pack_folder(folder)]


def _pack_of(data: bytes) -> None:
    """The changed bytes as the authority's own file, in a pack that opens."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("bury/authority.toml", data)
    preview(open_pack(out.getvalue()), paths.forms_dir(), Path("/nonexistent"))


def _authority_files() -> list[bytes]:
    return [(paths.forms_dir() / "authorities" / "bury" / "authority.toml").read_bytes()]


def _read_tab(folder: Path, data: bytes) -> None:
    (folder / "tab.toml").write_bytes(data)
    faults = Faults()
    read_toml(folder, "tab.toml", faults)


def _pupils() -> list[bytes]:
    text = "Forename,Surname,DOB,UPN,Year,SEN Status\nAda,Ng,1/3/2014,A123456789012,Year 8,K\n"
    return [text.encode(), text.replace(",", ";").encode("utf-16"), text.replace(",", "\t").encode("cp1252")]


@cache
def _form() -> Any:
    return load_form(paths.forms_dir(), "year_r_11")


def _read_pupils(data: bytes) -> None:
    for pupil in read_pupils(data, _form()).pupils:
        answers_for(pupil, _form())


def _pictures() -> list[bytes]:
    from PIL import Image

    found = []
    for kind in ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP"):
        out = io.BytesIO()
        Image.effect_noise((24, 16), 60).convert("RGB").save(out, kind)
        found.append(out.getvalue())
    return found


def _words() -> list[bytes]:
    from tests.signing.samples import signed_word

    return [signed_word()]


def _pdfs() -> list[bytes]:
    from tests.signing.samples import signed_pdf

    return [signed_pdf()]


@cache
def _pdf_form() -> bytes:
    from pepdesk.export.pdf_form import render_form

    with tempfile.TemporaryDirectory() as folder:
        return render_form(small_form(Path(folder)), created=datetime(2026, 11, 22, tzinfo=UTC))


def _read_pdf_form(data: bytes) -> None:
    for found in read_pdf_form(data, apart=False).found:
        assert found.address is not None


@cache
def _small_form() -> Any:
    with tempfile.TemporaryDirectory() as folder:
        return small_form(Path(folder))


@cache
def _word_form() -> bytes:
    return blank(_small_form())


def _read_word_form(data: bytes) -> None:
    told = inside(None, data)
    if "title" not in told:
        filled_word(told, _small_form())


def _word_form_text() -> bytes:
    return read_parts(_word_form())["word/document.xml"]


def _read_word_form_text(data: bytes) -> None:
    """The changed bytes as the text of a Word form that opens."""
    _read_word_form(put_parts(read_parts(_word_form()), {"word/document.xml": data}))


def _in_part(data: bytes) -> None:
    """The changed bytes as a signature inside a Word file that opens."""
    parts = read_package(_words()[0])
    name = next(one for one in parts if one.startswith("_xmlsignatures/sig") and one.endswith(".xml"))
    verify_file(write_package(parts | {name: data}))


def _signatures() -> list[bytes]:
    parts = read_package(_words()[0])
    return [content for name, content in parts.items() if name.startswith("_xmlsignatures/sig") and name[-4:] == ".xml"]


def _stamps() -> list[bytes]:
    """Made once by OpenSSL for the bytes "any file" (``tests/signing/test_time_stamp.py``)."""
    return [(GOLDEN.parent / "time-stamp.tsr").read_bytes()]


def _marks() -> list[bytes]:
    from tests.signing.test_marks import unsigned

    return [read_package(unsigned("word"))["word/document.xml"]]


def marks_in_word_or_fault(data: bytes) -> None:
    """What ``verify_file`` does: a mark that PepDesk never wrote is a fault of the file, by one of these."""
    with suppress(ValueError, KeyError):
        marks_in_word(data)


def _certificates() -> list[bytes]:
    from cryptography.hazmat.primitives.serialization import Encoding

    from tests.signing.samples import teacher

    return [teacher().certificate.public_bytes(encoding) for encoding in (Encoding.DER, Encoding.PEM)]


def _identities() -> list[bytes]:
    from tests.signing.samples import teacher

    return [to_pkcs12(teacher(), "x")]


def _people() -> list[bytes]:
    return [
        json.dumps(json.loads((GOLDEN / "expected.json").read_text("utf-8"))["people"]).encode(),
        b'{"v":1,"own":[],"known":[]}',
    ]


def _packages() -> list[bytes]:
    return [(GOLDEN.parent / "package-v1" / "golden.pepx").read_bytes()]


def _golden_reader() -> OwnCard:
    found = json.loads((GOLDEN.parent / "package-v1" / "expected.json").read_text("utf-8"))
    return OwnCard(
        contact_card(found["card"]), bytes.fromhex(found["signing_key"]), bytes.fromhex(found["opening_key"])
    )


def _insides() -> list[bytes]:
    plain = open_sealed(_packages()[0], [_golden_reader().opening_key]).content
    form = open_package(_packages()[0], [_golden_reader()]).form
    place = next(one for tab in form.tabs for one in tab.fields if not one.depth)
    said = [["0123456789abcdef", 5, "social_worker", f"{place.tab}.{place.id}", "Is this right?", 0]]
    return [plain, canonical(json.loads(plain) | {"comments": said})]


def _seal_anew(data: bytes) -> None:
    """The changed bytes as what a hostile colleague sealed and signed."""
    from tests.handover.people import person

    own, sender = _golden_reader(), person("Dana Teacher", "designated_teacher").own
    old_id = _packages()[0][10:26].hex().encode()
    open_package(
        seal_bytes([own.card.opens], lambda new: data.replace(old_id, new.hex().encode()), sender.sign)[0], [own]
    )


def _read_ledger(data: bytes) -> None:
    record = open_package(_packages()[0], [_golden_reader()]).blank
    ledger_of(replace(record, handover=json.loads(data) if data.startswith(b"{") and _is_json(data) else {}))


def _is_json(data: bytes) -> bool:
    try:
        return isinstance(json.loads(data), dict)
    except (ValueError, RecursionError):
        return False


def _ledgers() -> list[bytes]:
    package = open_package(_packages()[0], [_golden_reader()])
    parts = {one.section: Part().built_on(one) for one in package.sections}
    cards = {card.id: card for card in package.cards}
    sent = (Sent(1, 2, (package.sender.id,), "by telephone"),)
    whole = Ledger(parts, {package.sender.id: Taken(7, "ab" * 16)}, sent, package.statements, cards, {})
    return [canonical(write_ledger(Ledger(sent=sent))), canonical(write_ledger(whole))]


def _cards() -> list[bytes]:
    return [json.loads((GOLDEN.parent / "package-v1" / "expected.json").read_text("utf-8"))["card"].encode()]


def parsers(folder: Path) -> dict[str, Parser]:
    """All of them; ``folder`` is for the one that reads a file."""
    return {
        "plan, small": Parser(lambda: [_small_plan()], _read_plan, JSON, 4),
        "plan, the sample": Parser(lambda: [_plan()], _read_plan, JSON, 0.1),
        "draft": Parser(_sealed, lambda data: envelope.open_file(KEY, DRAFT, PLACE, data), (), 8),
        "draft, sealed anew": Parser(_sealed, _open_sealed_anew, (), 8),
        "draft, structure": Parser(_sealed, _structure, (), 8),
        "draft's card": Parser(lambda: [b'{"form":"x","attachments":["a"]}'], _read_card, JSON, 10),
        "vault file": Parser(_vault_files, vault_file.read_vault_file, JSON, 8),
        "keys of a vault": Parser(_slots, slots.read_slots, JSON, 8),
        "manifest": Parser(_manifest, manifest.read_manifest, JSON, 10),
        "audit": Parser(_audit, audit.read_entries, JSON, 10),
        "recovery key": Parser(
            lambda: [_golden("recovery_key")], lambda data: read_key(data.decode("utf-8", "replace")), (), 8
        ),
        "recovery box": Parser(
            lambda: [_golden("sheet")], lambda data: read_box(data.decode("utf-8", "replace")), (), 8
        ),
        "people": Parser(_people, from_bytes, JSON, 4),
        "contact card": Parser(_cards, contact_card, (b"PEPCARD1:", b"=", b"A", b"7"), 4),
        "package": Parser(_packages, lambda data: open_package(data, [_golden_reader()]), (b"PEPXCHG1", b"\1\2"), 1),
        "package, sealed anew": Parser(_insides, _seal_anew, JSON, 0.5),
        "what was exchanged": Parser(_ledgers, _read_ledger, JSON, 4),
        "certificate": Parser(_certificates, read_certificate, (), 4),
        "identity": Parser(_identities, lambda data: from_pkcs12(data, "x"), (), 0.05),
        "form or authority file": Parser(_authority_files, partial(_read_tab, folder), TOML, 0.1),
        "authority": Parser(_authority_files, _pack_of, TOML, 0.05),
        "authority pack": Parser(_packs, open_pack, (b"PK\3\4", b"PK\1\2", b"PK\5\6", b"../", b"bury/"), 2),
        "pupils": Parser(_pupils, _read_pupils, (b",", b";", b'"', b'""', b"\n", b"=cmd|' /C calc'!A0"), 2),
        "picture": Parser(_pictures, lambda data: made_fit(data, "a"), (), 0.3),
        "Word file": Parser(_words, verify_file, (b"PK\3\4", b"PK\1\2", b"PK\5\6"), 1),
        "time stamp": Parser(_stamps, lambda data: read_stamp(data, b"any file", None), (), 0.2),
        "mark in a Word file": Parser(_marks, marks_in_word_or_fault, XML, 2),
        "signature in a Word file": Parser(_signatures, _in_part, XML, 0.1),
        "XML": Parser(_signatures, parse_xml, XML, 4),
        "PDF": Parser(_pdfs, verify_file, PDF, 0.04),
        "Word form": Parser(lambda: [_word_form()], _read_word_form, (b"PK\3\4", b"PK\1\2", b"PK\5\6"), 1),
        "Word form's text": Parser(lambda: [_word_form_text()], _read_word_form_text, XML, 0.5),
        "PDF form": Parser(lambda: [_pdf_form()], _read_pdf_form, (*PDF, *FIELDS), 0.05),
    }


def outcome(parser: Parser, data: bytes) -> str:
    """ "read" or "refused"; anything else the reader raises comes through."""
    try:
        parser.read(data)
    except PepDeskProblem as problem:
        return "refused" if problem.title else "refused without a word"
    return "read"

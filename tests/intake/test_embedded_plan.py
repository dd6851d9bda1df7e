"""A signed PDF carries its plan as data: the same plan comes out, the standards are kept, and tampering shows."""

from __future__ import annotations

import io
import json
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import page as validation
import pikepdf
import pytest

from pepdesk.app.documents import make_documents, sample_plan
from pepdesk.form.model import NARROWER, Audience
from pepdesk.intake.embedded_plan import plan_in_pdf, read_plan_from_pdf
from pepdesk.problem import RecordProblem
from pepdesk.record.codec import snapshot_hash, write_record
from pepdesk.record.record import PepRecord

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def record() -> PepRecord:
    return sample_plan("year_r_11", date(2026, 11, 22))


@pytest.fixture(scope="module")
def final(record: PepRecord) -> bytes:
    return pdf_of(record, draft=False)


def pdf_of(record: PepRecord, *, draft: bool, audience: Audience = Audience.FULL) -> bytes:
    made = make_documents(record, NOW, pdf=True, word=False, draft=draft, audience=audience).pdf
    assert made is not None
    return made


def test_the_plan_comes_out_as_it_went_in_without_a_page_being_read(record: PepRecord, final: bytes) -> None:
    assert plan_in_pdf(final) == write_record(record)
    read = read_plan_from_pdf(final)
    assert read is not None
    assert snapshot_hash(read) == snapshot_hash(record)


def test_a_draft_a_copy_and_a_word_file_carry_nothing(record: PepRecord) -> None:
    for data in (
        pdf_of(record, draft=True),
        *(pdf_of(record, draft=False, audience=one) for one in NARROWER),
        b"PK\x03\x04",
    ):
        assert plan_in_pdf(data) is None
        assert b"EmbeddedFile" not in data


def test_pdf_ua_1_and_pdf_a_3a_are_kept_as_written_and_without_compression(final: bytes, tmp_path: Path) -> None:
    path, plain = tmp_path / "final.pdf", tmp_path / "plain.pdf"
    path.write_bytes(final)
    with pikepdf.open(io.BytesIO(final)) as opened:
        opened.save(plain, stream_decode_level=pikepdf.StreamDecodeLevel.generalized, compress_streams=False)
        metadata = opened.Root.Metadata.read_bytes()
    assert b"<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in metadata
    for one in (path, plain):
        for standard in ("3a", "ua1"):
            failures = validation.validate_pdf(str(one), profile=standard).failures
            assert not failures, [f"{one.name} {standard} {failure.rule_id}: {failure.message}" for failure in failures]


@pytest.mark.checker("qpdf")
def test_qpdf_finds_no_fault_and_takes_the_same_plan_out(record: PepRecord, final: bytes, tmp_path: Path) -> None:
    path = tmp_path / "final.pdf"
    path.write_bytes(final)
    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)
    shown = subprocess.run(["qpdf", "--show-attachment=plan.json", path], check=True, capture_output=True)
    assert shown.stdout == write_record(record)


def test_the_plan_makes_the_file_less_than_a_quarter_larger_than_its_pages(record: PepRecord, final: bytes) -> None:
    packed = len(final) - len(pdf_of(record, draft=True))
    assert packed < len(write_record(record)) / 3
    assert packed < len(final) / 4


def test_two_plans_in_one_file_and_a_broken_file_are_refused(final: bytes) -> None:
    with pikepdf.open(io.BytesIO(final)) as opened:
        names = opened.Root.Names.EmbeddedFiles.Names
        names.append(pikepdf.String("second.json"))
        names.append(names[1])
        twice = io.BytesIO()
        opened.save(twice)
    for bad in (twice.getvalue(), final[: len(final) // 2], b"%PDF-1.7\nnothing"):
        with pytest.raises(RecordProblem):
            read_plan_from_pdf(bad)


def test_a_plan_exchanged_after_signing_is_told_by_the_signature(final: bytes, tmp_path: Path) -> None:
    from pepdesk.people.identity import make_identity
    from pepdesk.signing.apart import verdict_apart
    from pepdesk.signing.sign import sign_file

    signed = sign_file(final, make_identity("Anna Berg", "designated_teacher", "Hill School"))
    assert verdict_apart(signed).ok
    with pikepdf.open(io.BytesIO(signed)) as opened:
        stream = opened.Root.Names.EmbeddedFiles.Names[1].EF.F
        plan = json.loads(stream.read_bytes())
        plan["version"] = 9
        stream.write(json.dumps(plan, sort_keys=True, separators=(",", ":")).encode())
        changed = io.BytesIO()
        opened.save(changed)
    assert not verdict_apart(changed.getvalue()).ok
    read = read_plan_from_pdf(changed.getvalue())
    assert read is not None
    assert read.version == 9

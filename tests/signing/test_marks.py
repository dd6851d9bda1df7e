"""A child's mark in the document: shown as a mark, sealed by its witness, worth nothing without."""

from __future__ import annotations

import io
import subprocess
from functools import cache
from pathlib import Path

import page
import pytest

from pepdesk.export import pdf, word
from pepdesk.export.blocks import Document, Heading, Mark, Paragraph, SignatureBox
from pepdesk.export.marks import sentence, with_marks
from pepdesk.export.signature_fields import SIGNATURE_FIELDS, SIGNER_TITLES
from pepdesk.signing.sign import sign_file
from pepdesk.signing.verify import verify_file
from tests.export import pdf_reader
from tests.signing.samples import changed, signed_pdf, teacher, worker
from tests.signing.test_pdf_tampering import appended, page_replaced
from tests.signing.test_word_tampering import DOCUMENT, swap

MADE = "2026-11-22T14:05:00+01:00"
KINDS = pytest.mark.parametrize("kind", ["pdf", "word"])


@cache
def drawn() -> bytes:
    """A PNG with a line in it."""
    from PIL import Image, ImageDraw

    picture = Image.new("L", (720, 240), 255)
    ImageDraw.Draw(picture).line([(30, 200), (200, 40), (400, 180), (690, 60)], fill=0, width=6)
    target = io.BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()


@cache
def marks() -> tuple[Mark, ...]:
    witness, code = f"{teacher().name} (designated teacher)", teacher().code
    return (
        Mark("child", SIGNER_TITLES["child"], "Łucja <b> & Gwyn", MADE, witness, code, drawn()),
        Mark("carer", SIGNER_TITLES["carer"], "Ana Ŵilliams", MADE, witness, code),
    )


@cache
def document() -> Document:
    return with_marks(
        Document(
            title="Personal Education Plan",
            subtitle="",
            marking="",
            footer="",
            version="1",
            created=MADE,
            blocks=(
                Heading(2, "Digital signatures"),
                Paragraph("Reads 10 pages each day."),
                *(SignatureBox(SIGNATURE_FIELDS[role], SIGNER_TITLES[role], "") for role in SIGNATURE_FIELDS),
            ),
        ),
        marks(),
    )


@cache
def unsigned(kind: str) -> bytes:
    return pdf.render(document()) if kind == "pdf" else word.render(document())


@cache
def sealed(kind: str) -> bytes:
    return sign_file(unsigned(kind), teacher())


@KINDS
def test_a_sealed_mark_is_told_as_a_mark_and_never_as_a_signature(kind: str) -> None:
    verdict = verify_file(sign_file(sealed(kind), worker()), "plan")
    assert verdict.ok, verdict.lines()
    assert [(one.role, one.name, one.code) for one in verdict.marks] == [
        (one.role, one.name, teacher().code) for one in marks()
    ]
    assert all(one.when.isoformat() == MADE for one in verdict.marks)
    assert {one.role for one in verdict.signers} == {"designated_teacher", "social_worker"}
    words = "\n".join(verdict.lines())
    assert "Witnessed mark of Łucja <b> & Gwyn (child or young person)" in words
    assert f"sealed by the signature of {teacher().name}" in words


@KINDS
def test_a_mark_without_its_witness_s_signature_counts_for_nothing(kind: str) -> None:
    """Somebody else signs a file that names the teacher as witness; signing itself refuses to make such a file."""
    from pepdesk.signing.opc import sign_word
    from pepdesk.signing.pdf import sign_pdf

    with pytest.raises(Exception, match="not signed"):
        sign_file(unsigned(kind), worker())
    data = (sign_pdf if kind == "pdf" else sign_word)(unsigned(kind), worker())
    verdict = verify_file(data, "plan")
    assert not verdict.ok
    assert verdict.marks == ()
    assert "counts for nothing" in "\n".join(verdict.lines())
    assert all(one.ok for one in verdict.signers)


def test_a_changed_document_takes_its_marks_along() -> None:
    for data in (
        changed(sealed("word"), swap(DOCUMENT, "Ana Ŵilliams".encode(), b"Ana Evans")),
        appended(sealed("pdf"), page_replaced),
    ):
        verdict = verify_file(data)
        assert not verdict.ok
        assert verdict.marks == ()


def test_whoever_made_a_mark_has_no_field_in_the_pdf_any_more() -> None:
    assert verify_file(sealed("pdf")).open_places == ("social_worker", "virtual_school")
    with pytest.raises(Exception, match="no place for a signature in this role"):
        sign_file(sealed("pdf"), worker(), role="child")


def test_the_pdf_with_marks_keeps_every_rule_and_a_screen_reader_hears_them() -> None:
    for data in (unsigned("pdf"), sealed("pdf")):
        assert not page.validate_pdf_bytes(data, profile=page.ValidationProfile.PDF_UA_1).failures
        assert not page.validate_pdf_bytes(data, profile=page.ValidationProfile.PDF_A_2A).failures
        assert pdf_reader.faults(data) == []
    heard = " ".join(" ".join(words.split()) for _, words in pdf_reader.spoken(sealed("pdf")))
    for mark in marks():
        assert sentence(mark) in heard
        assert f"{mark.title}: witnessed mark" in heard


@pytest.mark.checker("ooxml-validator")
def test_the_word_file_with_marks_is_valid(tmp_path: Path, ooxml_validator: Path) -> None:
    file = tmp_path / "plan.docx"
    file.write_bytes(unsigned("word"))
    done = subprocess.run([ooxml_validator, file], capture_output=True, text=True, check=False)
    assert '"ok":true' in done.stdout.replace(" ", ""), done.stdout


def test_a_file_without_marks_is_not_asked_for_any() -> None:
    assert verify_file(signed_pdf()).marks == ()

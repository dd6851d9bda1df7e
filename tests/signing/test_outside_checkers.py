"""Signatures judged by programs that we did not write: poppler, qpdf, LibreOffice, page."""

from __future__ import annotations

import subprocess
from pathlib import Path

import page
import pytest
from cryptography.hazmat.primitives import serialization

from pepdesk.export.signature_fields import SIGNATURE_FIELDS
from pepdesk.signing.sign import sign_file
from pepdesk.signing.verify import verify_file
from tests.checkers import sessions
from tests.signing.samples import changed, plan_pdf, plan_word, signed_pdf, signed_word, teacher, worker
from tests.signing.test_pdf_tampering import appended, page_replaced
from tests.signing.test_word_tampering import MACRO, TAMPERINGS


def _run(*words: str | Path) -> str:
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def _trusting_database(folder: Path) -> Path:
    """An NSS database that trusts both signers' personal roots."""
    folder.mkdir()
    _run("certutil", "-N", "--empty-password", "-d", f"sql:{folder}")
    for number, identity in enumerate((teacher(), worker())):
        root = folder / f"root{number}.pem"
        root.write_bytes(identity.anchor.public_bytes(serialization.Encoding.PEM))
        _run("certutil", "-A", "-d", f"sql:{folder}", "-n", f"root{number}", "-t", "CT,C,C", "-i", root)
    return folder


@pytest.mark.checker("pdfsig")
def test_poppler_finds_both_pdf_signatures_valid(tmp_path: Path) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(signed_pdf())
    told = _run("pdfsig", "-nocert", file)
    assert told.count("Signature is Valid") == 2
    assert told.count("Not total document signed") == 1  # the first; the second covers the first as well
    assert told.count("Total document signed") == 1
    assert "ETSI.CAdES.detached" in told
    assert teacher().name in told


@pytest.mark.checker("pdfsig", "certutil")
def test_poppler_trusts_the_signers_once_their_roots_are_trusted(tmp_path: Path) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(signed_pdf())
    told = _run("pdfsig", "-nssdir", _trusting_database(tmp_path / "nss"), file)  # no OCSP address to ask
    assert told.count("Certificate is Trusted") == 2, told


@pytest.mark.checker("pdfsig")
def test_poppler_calls_valid_what_we_refuse(tmp_path: Path) -> None:
    """Why ours is stricter: a page replaced by an incremental update leaves the signatures themselves intact."""
    forged = appended(signed_pdf(), page_replaced)
    file = tmp_path / "plan.pdf"
    file.write_bytes(forged)
    assert _run("pdfsig", "-nocert", file).count("Signature is Valid") == 2
    assert not verify_file(forged).ok


@pytest.mark.checker("pdfsig")
def test_poppler_and_we_agree_that_a_changed_bit_breaks_both_signatures(tmp_path: Path) -> None:
    data = bytearray(signed_pdf())
    data[data.index(b"stream", data.index(b"/Length")) + 40] ^= 1
    file = tmp_path / "plan.pdf"
    file.write_bytes(bytes(data))
    assert "Signature is Valid" not in _run("pdfsig", "-nocert", file)
    assert not verify_file(bytes(data)).ok


@pytest.mark.checker("qpdf")
def test_qpdf_finds_the_signed_file_whole_and_a_file_saved_anew_is_refused(tmp_path: Path) -> None:
    file, again = tmp_path / "plan.pdf", tmp_path / "again.pdf"
    file.write_bytes(signed_pdf())
    assert "No syntax or stream encoding errors found" in _run("qpdf", "--check", file)
    _run("qpdf", file, again)
    assert not verify_file(again).ok


def _failures(data: bytes, profile: page.ValidationProfile) -> list[str]:
    return [failure.rule_id for failure in page.validate_pdf_bytes(data, profile=profile).failures]


def test_one_signature_keeps_the_file_accessible_and_archivable() -> None:
    once = sign_file(plan_pdf(), teacher())
    assert _failures(once, page.ValidationProfile.PDF_UA_1) == []
    assert _failures(once, page.ValidationProfile.PDF_A_2A) == []


def test_two_signatures_keep_it_accessible_and_break_only_the_checkers_rule_on_earlier_signatures() -> None:
    """That rule judges each signature as if it were the last; veraPDF judges each revision (documents design, 1.4)."""
    assert _failures(signed_pdf(), page.ValidationProfile.PDF_UA_1) == []
    assert _failures(signed_pdf(), page.ValidationProfile.PDF_A_2A) == ["PDFA2A-SIGNATURE-BYTERANGE-001"]


@pytest.mark.checker("pdftotext")
def test_the_stamp_can_be_read_as_text(tmp_path: Path) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(signed_pdf())
    told = _run("pdftotext", "-layout", file, "-")
    assert teacher().name in told
    assert worker().name in told
    assert "Signed: Designated teacher" in told


@pytest.mark.checker("uno", "certutil")
@pytest.mark.timeout(180)
def test_libreoffice_finds_both_word_signatures_valid_and_the_signers_trusted(tmp_path: Path) -> None:
    files = {
        "good": signed_word(),
        "text": changed(signed_word(), TAMPERINGS["text"]),
        "macro": changed(signed_word(), MACRO),
        "unsigned": plan_word(),
    }
    paths = []
    for name, data in files.items():
        paths.append(tmp_path / f"{name}.docx")
        paths[-1].write_bytes(data)
    with sessions.office(tmp_path / "office", _trusting_database(tmp_path / "nss")) as pipe:
        good, text, macro, unsigned = sessions.office_signatures(pipe, *paths)
    assert [(one["valid"], one["certificate"]) for one in good] == [(True, "VALID")] * 2
    assert [one["valid"] for one in text] == [False, False]
    assert unsigned == []
    # Where we are stricter: LibreOffice says nothing about an added macro.
    assert [one["valid"] for one in macro] == [True, True]
    assert not verify_file(files["macro"]).ok


@pytest.mark.checker("soffice")
@pytest.mark.timeout(180)
def test_libreoffice_opens_the_signed_word_file(tmp_path: Path) -> None:
    file = tmp_path / "plan.docx"
    file.write_bytes(signed_word())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    _run("soffice", profile, "--headless", "--convert-to", "txt:Text", "--outdir", tmp_path, file)
    assert "Reads 10 pages each day." in (tmp_path / "plan.txt").read_text("utf-8")


def test_python_docx_opens_the_signed_word_file(tmp_path: Path) -> None:
    import docx

    file = tmp_path / "plan.docx"
    file.write_bytes(signed_word())
    assert "Reads 10 pages each day." in [paragraph.text for paragraph in docx.Document(str(file)).paragraphs]


def test_the_words_export_of_pepdesk_itself_can_be_signed_by_two() -> None:
    from pepdesk.export.word import render
    from tests.export.sample import sample

    both = sign_file(sign_file(render(sample()), teacher()), worker())
    assert verify_file(both).ok


def test_the_pdf_export_of_every_kind_of_block_can_be_signed_by_everybody() -> None:
    from pepdesk.export.pdf import render
    from tests.export.sample import sample

    data = render(sample())
    for role in SIGNATURE_FIELDS:
        data = sign_file(data, teacher(), role=role)
    verdict = verify_file(data)
    assert verdict.ok
    assert verdict.open_places == ()
    assert len(verdict.signers) == len(SIGNATURE_FIELDS)

"""What people sign stays what was exported: the empty fields take signatures and no rule of either standard breaks."""

from __future__ import annotations

from pathlib import Path

import page as validation
import pytest

from pepdesk.export import pdf
from pepdesk.export.signature_fields import SIGNATURE_FIELDS
from pepdesk.people.identity import make_identity
from pepdesk.signing.sign import sign_file
from tests.export import pdf_reader
from tests.export.sample import sample

# page-validation 0.11 judges the byte range of every signature against the last revision; the standard, each against
# its own (documents.md, 1.4). So with a second signature this one rule is reported for the first.
KNOWN = {"PDFA2A-SIGNATURE-BYTERANGE-001"}


def rules_broken(path: Path, profile: str) -> set[str]:
    return {failure.rule_id for failure in validation.validate_pdf(str(path), profile=profile).failures}


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The sample after one signature, after two, and so on."""
    folder = tmp_path_factory.mktemp("signed")
    data = pdf.render(sample())
    files = []
    for number, role in enumerate(SIGNATURE_FIELDS, start=1):
        data = sign_file(data, make_identity("Łucja Ŵyn", role, "Exampleshire"), role=role)
        files.append(folder / f"{number}.pdf")
        files[-1].write_bytes(data)
    return files


def test_one_signature_keeps_every_rule(signed: list[Path]) -> None:
    assert rules_broken(signed[0], "ua1") == set()
    assert rules_broken(signed[0], "2a") == set()


def test_four_signatures_keep_every_rule_that_the_validator_can_judge(signed: list[Path]) -> None:
    assert rules_broken(signed[-1], "ua1") == set()
    assert rules_broken(signed[-1], "2a") <= KNOWN


def test_signing_changes_no_word_and_leaves_tree_and_fields_in_agreement(signed: list[Path]) -> None:
    data = signed[-1].read_bytes()
    assert pdf_reader.faults(data) == []
    assert pdf_reader.spoken(data) == pdf_reader.spoken(pdf.render(sample()))

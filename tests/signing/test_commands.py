"""``pepdesk identity``, ``sign`` and ``verify`` as a person types them: output, exit status, files."""

from __future__ import annotations

import json
import stat
import sys
from datetime import date
from pathlib import Path
from typing import Any

import page
import pikepdf
import pytest

from pepdesk.app.documents import sample_plan
from pepdesk.cli import run_command
from pepdesk.record.codec import write_record
from pepdesk.storage.derivation import FLOOR
from pepdesk.storage.unlocking import create_vault
from tests.export import pdf_reader
from tests.people.small_ca import open_office, pem
from tests.signing.samples import plan_pdf, plan_word, signed_pdf, signed_word

PASSPHRASE = "five plain words for tests"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "pw").write_text(f"{PASSPHRASE}\n", "utf-8")
    create_vault(tmp_path / "v", PASSPHRASE, cost=FLOOR)
    (tmp_path / "plan.pdf").write_bytes(plan_pdf())
    (tmp_path / "plan.docx").write_bytes(plan_word())
    return tmp_path


def told(capsys: pytest.CaptureFixture[str], *words: str | Path) -> Any:
    """The JSON of a command that succeeds."""
    capsys.readouterr()
    assert run_command([*map(str, words), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_vault_keeps_identities_and_signs_with_them(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    vault = ("--vault", place / "v", "--passphrase-file", place / "pw")
    who = ("--name", "Siân Llŷr", "--role", "designated_teacher", "--organisation", "Ysgol")
    made = told(capsys, "identity", "new", *who, *vault)
    assert told(capsys, "identity", "show", *vault)["own"] == [made]
    told(capsys, "identity", "export", "siân llŷr", "-o", place / "me.cer", *vault)
    for file in ("plan.pdf", "plan.docx"):
        verdict = told(capsys, "sign", place / file, "--as", made["code"][:11], *vault)
        assert verdict["ok"]
        assert verdict["signatures"][0]["code"] == made["code"]
    checked = told(capsys, "verify", place / "plan.pdf", place / "plan.docx", *vault)
    assert [one["signatures"][0]["trust"] for one in checked] == ["own", "own"]
    assert [one["ok"] for one in told(capsys, "verify", place / "plan.pdf", place / "plan.docx")] == [True, True]


def test_an_identity_file_works_without_a_vault(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    who = ("--name", "A B", "--role", "social_worker", "--organisation", "C", "--p12", place / "me.p12")
    made = told(capsys, "identity", "new", *who, "--passphrase-file", place / "pw")
    signing = ("--as", place / "me.p12", "--passphrase-file", place / "pw")
    out = place / "signed.docx"
    verdict = told(capsys, "sign", place / "plan.docx", *signing, "-o", out, "--role", "virtual_school")
    assert verdict["signatures"][0]["role"] == "virtual_school"
    assert verdict["signatures"][0]["code"] == made["code"]
    assert (place / "plan.docx").read_bytes() == plan_word()
    if sys.platform != "win32":
        assert stat.S_IMODE((place / "me.p12").stat().st_mode) == 0o600


def test_people_are_known_once_their_certificate_is_imported(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    vault = ("--vault", place / "v", "--passphrase-file", place / "pw")
    who = ("--name", "A B", "--role", "carer", "--organisation", "C", "--p12", place / "me.p12")
    made = told(capsys, "identity", "new", *who, "--passphrase-file", place / "pw")
    told(capsys, "identity", "export", place / "me.p12", "-o", place / "a.cer", "--passphrase-file", place / "pw")
    known = told(capsys, "identity", "import", place / "a.cer", "--role", "carer", *vault)
    assert (known["name"], known["code"]) == ("A B", made["code"])
    assert told(capsys, "identity", "show", *vault) == {"own": [], "known": [known]}
    told(capsys, "sign", place / "plan.pdf", "--as", place / "me.p12", "--passphrase-file", place / "pw")
    (checked,) = told(capsys, "verify", place / "plan.pdf", *vault)
    assert checked["signatures"][0]["trust"] == "listed"
    wrong = ["identity", "confirm", "a b", "--code", "1" * 30, *map(str, vault)]
    assert run_command(wrong) == 3
    assert "not the thirty digits" in capsys.readouterr().err
    confirmed = told(capsys, "identity", "confirm", "a b", "--code", made["code"], *vault)
    assert confirmed["confirmed"]
    (checked,) = told(capsys, "verify", place / "plan.pdf", *vault)
    assert checked["signatures"][0]["trust"] == "known"
    told(capsys, "identity", "forget", made["code"][:11], *vault)
    assert told(capsys, "identity", "show", *vault)["known"] == []
    told(capsys, "identity", "import", place / "a.cer", "--code", made["code"].replace(" ", ""), *vault)
    (checked,) = told(capsys, "verify", place / "plan.pdf", *vault)
    assert checked["signatures"][0]["trust"] == "known"
    brought = told(capsys, "identity", "import", place / "me.p12", "--p12-passphrase-file", place / "pw", *vault)
    assert brought["code"] == made["code"]


def test_a_certificate_office_answers_a_request_and_its_identity_signs(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    vault = ("--vault", place / "v", "--passphrase-file", place / "pw")
    who = ("--name", "Siân Llŷr", "--role", "social_worker", "--organisation", "Council")
    told(capsys, "identity", "request", *who, "-o", place / "me.csr", *vault)
    office = open_office()
    (place / "me.pem").write_bytes(pem(office.answer((place / "me.csr").read_bytes()), office.root))
    assert told(capsys, "identity", "show", *vault)["own"] == []
    made = told(capsys, "identity", "certificate", place / "me.pem", *vault)
    assert (made["name"], made["role"]) == ("Siân Llŷr", "social_worker")
    verdict = told(capsys, "sign", place / "plan.pdf", "--as", "siân llŷr", *vault)
    assert verdict["signatures"][0]["code"] == made["code"]
    again = ["identity", "certificate", str(place / "me.pem"), *map(str, vault)]
    assert run_command(again) == 3
    assert "not for a request" in capsys.readouterr().err


def test_a_child_s_typed_mark_goes_into_an_export_that_a_witness_signs(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan, out = place / "plan.json", place / "out.docx"
    plan.write_bytes(write_record(sample_plan("year_r_11", date(2026, 11, 22))))
    who = ("--name", "Siân Llŷr", "--role", "designated_teacher", "--organisation", "Ysgol", "--p12", place / "me.p12")
    told(capsys, "identity", "new", *who, "--passphrase-file", place / "pw")
    words = ["export", str(plan), "--word", str(out), "--mark", "child=Łucja"]
    assert run_command(words) == 3
    assert "needs a witness" in capsys.readouterr().err
    words += ["--sign", str(place / "me.p12"), "--passphrase-file", str(place / "pw")]
    assert run_command([*words, "--mark", "social_worker=Olu"]) == 3
    assert not out.exists()
    assert run_command(words) == 0
    capsys.readouterr()
    assert run_command(["verify", str(out)]) == 0
    assert "Witnessed mark of Łucja (child or young person)" in capsys.readouterr().out


def test_the_trust_sheet_is_one_accessible_page_with_the_code(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    vault = ("--vault", place / "v", "--passphrase-file", place / "pw")
    who = ("--name", "Zoë Ŵyn", "--role", "designated_teacher", "--organisation", "Ysgol")
    made = told(capsys, "identity", "new", *who, *vault)
    told(capsys, "identity", "export", "zoë ŵyn", "-o", place / "sheet.pdf", *vault)
    data = (place / "sheet.pdf").read_bytes()
    assert not page.validate_pdf_bytes(data, profile=page.ValidationProfile.PDF_UA_1).failures
    with pikepdf.open(place / "sheet.pdf") as opened:
        assert len(opened.pages) == 1
    heard = [words for _, words in pdf_reader.spoken(data)]
    assert made["code"] in heard
    assert "Designated teacher" in heard


def test_verify_ends_with_one_for_a_bad_or_unsigned_file_and_three_for_one_it_cannot_read(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = place / "good.pdf", place / "bad.docx"
    good.write_bytes(signed_pdf())
    bad.write_bytes(signed_word()[:-50])
    assert run_command(["verify", str(good)]) == 0
    assert run_command(["verify", str(good), str(bad)]) == 1
    assert run_command(["verify", str(place / "plan.pdf")]) == 1
    assert "carries no signature" in capsys.readouterr().out
    assert run_command(["verify", str(good), str(place / "nothing.pdf"), "--json"]) == 3
    rows = json.loads(capsys.readouterr().out)
    assert [row["ok"] for row in rows] == [True, False]


def test_many_files_are_verified_in_their_order(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = []
    for number in range(12):
        files.append(place / f"{number}.docx")
        files[-1].write_bytes(signed_word() if number % 3 else plan_word())
    assert run_command(["verify", *map(str, files), "--json"]) == 1
    rows = json.loads(capsys.readouterr().out)
    assert [row["file"] for row in rows] == [str(file) for file in files]
    assert [row["ok"] for row in rows] == [bool(number % 3) for number in range(12)]


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_a_refused_signature_leaves_the_file_and_the_folder_as_they_were(
    kind: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = place / f"signed.{kind}"
    file.write_bytes((signed_pdf() if kind == "pdf" else signed_word()) + b"x")
    who = ("--name", "A", "--role", "carer", "--organisation", "C", "--p12", place / "me.p12")
    told(capsys, "identity", "new", *who, "--passphrase-file", place / "pw")
    before = {path: path.read_bytes() for path in place.iterdir() if path.is_file()}
    words = ["sign", str(file), "--as", str(place / "me.p12"), "--passphrase-file", str(place / "pw")]
    assert run_command(words) == 3
    assert "cannot be signed" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in place.iterdir() if path.is_file()} == before


def test_nothing_is_overwritten_and_wrong_words_end_with_a_problem(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    who = ["--name", "A", "--role", "carer", "--organisation", "C", "--p12", str(place / "me.p12")]
    pw = ["--passphrase-file", str(place / "pw")]
    assert run_command(["identity", "new", *who, *pw]) == 0
    assert run_command(["identity", "new", *who, *pw]) == 3
    signing = ["sign", str(place / "plan.pdf"), "--as", str(place / "me.p12"), *pw]
    assert run_command([*signing, "-o", str(place / "plan.docx")]) == 3
    assert (place / "plan.docx").read_bytes() == plan_word()
    (place / "other").write_text("not it", "utf-8")
    wrong = [*signing[:-1], str(place / "other")]
    assert run_command(wrong) == 3
    assert "did not open" in capsys.readouterr().err
    assert run_command(["identity", "export", str(place / "me.p12"), "-o", str(place / "x.doc"), *pw]) == 3
    with pytest.raises(SystemExit) as caught:
        run_command(["sign", str(place / "plan.pdf")])
    assert caught.value.code == 2

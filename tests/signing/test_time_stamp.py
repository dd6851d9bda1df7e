"""A time stamp beside a file: OpenSSL plays the authority; the request is ours, and so is the judgement."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from functools import cache
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID

from installers.checkers import find
from pepdesk.cli import run_command
from pepdesk.people.people_file import People, contact_from
from pepdesk.people.trust import Trust
from pepdesk.signing.apart import verify_apart
from pepdesk.signing.sign import sign_file
from pepdesk.signing.time_stamp import request_for
from pepdesk.signing.verify import verify_file
from tests.people.small_ca import SmallOffice, open_office, pem
from tests.signing.samples import plan_pdf, signed_pdf, signed_word, teacher

pytestmark = pytest.mark.checker("openssl")
CONFIG = """
[ tsa ]
default_tsa = here
[ here ]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
certs = {folder}/root.pem
signer_key = {folder}/key.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


@cache
def office() -> SmallOffice:
    return open_office("Example Time Root")


@pytest.fixture
def authority(tmp_path: Path) -> Path:
    """A folder in which OpenSSL is a time-stamping authority."""
    return _authority(tmp_path, critical=True)


def _authority(tmp_path: Path, *, critical: bool) -> Path:
    from cryptography.hazmat.primitives import serialization

    key = ec.generate_private_key(ec.SECP256R1())
    use = x509.Extension(
        x509.ExtendedKeyUsage.oid, critical, x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    )
    name = x509.Name.from_rfc4514_string("CN=Example Time Stamping,O=Example Council,C=GB")
    own = office().certificate(name, key.public_key(), (use,))
    (tmp_path / "tsa.pem").write_bytes(pem(own))
    (tmp_path / "root.pem").write_bytes(pem(office().root))
    (tmp_path / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    (tmp_path / "serial").write_text("01\n", "utf-8")
    (tmp_path / "tsa.cnf").write_text(CONFIG.format(folder=tmp_path), "utf-8")
    return tmp_path


def stamped(folder: Path, data: bytes) -> bytes:
    """OpenSSL's answer to our request for ``data``."""
    (folder / "ask.tsq").write_bytes(request_for(data))
    command = [
        *(str(find("openssl")), "ts", "-reply", "-config", folder / "tsa.cnf", "-queryfile", folder / "ask.tsq"),
        *("-out", folder / "answer.tsr"),
    ]
    subprocess.run(command, check=True, capture_output=True)
    return (folder / "answer.tsr").read_bytes()


@pytest.mark.parametrize("data", [signed_pdf, signed_word])
def test_a_stamp_says_when_and_by_whom_and_is_known_once_its_root_is_confirmed(authority: Path, data: object) -> None:
    content = data()  # type: ignore[operator]
    stamp = stamped(authority, content)
    found = verify_file(content, "plan", stamp=stamp).stamp
    assert found
    assert found.fault == ""
    assert found.when
    assert abs(dt.datetime.now(dt.UTC) - found.when) < dt.timedelta(minutes=2)
    assert found.authority == "Example Time Stamping, Example Council"
    assert found.trust is not Trust.KNOWN
    circle = People(known=(contact_from(office().root, confirmed="2026-11-22"),))
    verdict = verify_file(content, "plan", circle, stamp)
    assert verdict.ok
    assert verdict.stamp
    assert verdict.stamp.trust is Trust.KNOWN
    words = "\n".join(verdict.lines())
    assert "Time stamp: the file was as it is now on" in words
    assert "not confirmed" not in words.partition("Time stamp")[2]


def test_openssl_reads_our_request_and_finds_only_the_digest_in_it(tmp_path: Path) -> None:
    (tmp_path / "ask.tsq").write_bytes(request_for(signed_pdf()))
    command = [str(find("openssl")), "ts", "-query", "-in", tmp_path / "ask.tsq", "-text"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Hash Algorithm: sha256" in told
    assert "Certificate required: yes" in told
    assert len((tmp_path / "ask.tsq").read_bytes()) < 80


def test_a_stamp_of_another_state_of_the_file_is_told_and_does_not_bear_on_the_signatures(authority: Path) -> None:
    first = sign_file(plan_pdf(), teacher())
    verdict = verify_file(signed_pdf(), "plan", stamp=stamped(authority, first))
    assert verdict.ok
    assert verdict.stamp
    assert verdict.stamp.when is None
    assert "before somebody else signed it" in "\n".join(verdict.lines())


def test_every_changed_byte_of_a_stamp_is_refused_or_changes_nothing_it_says(authority: Path) -> None:
    data = b"any file"
    stamp = stamped(authority, data)
    good = verify_file(data, stamp=stamp).stamp
    assert good
    assert good.when
    circle = People(known=(contact_from(office().root, confirmed="2026-11-22"),))
    for place in range(0, len(stamp), 31):
        changed = bytearray(stamp)
        changed[place] ^= 0x10
        found = verify_file(data, "", circle, bytes(changed)).stamp
        assert found
        assert found.when is None or (found.when, found.authority) == (good.when, good.authority)
        # The root lies in the stamp unsigned: a spoilt one has another code, and nobody has confirmed that.
        assert found.when is None or found.code == good.code or found.trust is not Trust.KNOWN
    for bad in (b"", b"0\x03\x02\x01\x02", stamp[:-9], bytes(2 << 20)):
        found = verify_file(data, stamp=bad).stamp
        assert found
        assert found.fault


def test_a_certificate_that_is_not_only_for_stamps_makes_none(tmp_path: Path) -> None:
    """OpenSSL itself refuses to stamp with such a certificate; so it is our own check that is asked."""
    from pepdesk.signing.time_stamp import _may_stamp

    _authority(tmp_path, critical=False)
    assert not _may_stamp(x509.load_pem_x509_certificate((tmp_path / "tsa.pem").read_bytes()))
    assert not _may_stamp(teacher().certificate)
    _authority(tmp_path, critical=True)
    assert _may_stamp(x509.load_pem_x509_certificate((tmp_path / "tsa.pem").read_bytes()))


def test_the_commands_ask_and_tell_and_the_stamp_beside_a_file_is_found(
    authority: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = authority / "plan.pdf"
    file.write_bytes(signed_pdf())
    assert run_command(["stamp", str(file), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert Path(told["request"]).read_bytes() == request_for(signed_pdf())
    Path(told["answer"]).write_bytes(stamped(authority, signed_pdf()))
    assert run_command(["verify", str(file), "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert row["time_stamp"]["authority"] == "Example Time Stamping, Example Council"
    (verdict,) = verify_apart([file])
    assert verdict.stamp
    assert verdict.stamp.when
    assert run_command(["stamp", str(file)]) == 3  # the request is there already

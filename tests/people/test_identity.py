"""An identity: what stands in its certificates, how it is kept, and who counts as known."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12

from pepdesk.people.certificates import read_certificate
from pepdesk.people.code import certificate_code
from pepdesk.people.identity import Identity, anchor_of, card_text, make_identity, role_of, root_file
from pepdesk.people.people_file import People, contact_from, from_bytes, to_bytes
from pepdesk.people.pkcs12 import from_pkcs12, to_pkcs12
from pepdesk.people.roles import ROLE_TITLES
from pepdesk.people.trust import Trust, judge
from pepdesk.problem import DamagedFile, NewerFile, SigningProblem

NOW = dt.datetime.now(dt.UTC)


@cache
def somebody() -> Identity:
    return make_identity("Siân Llŷr", "social_worker", "Example Council")


def test_the_root_may_issue_one_level_and_the_person_may_only_sign() -> None:
    person, root = somebody().certificate, somebody().chain[0]
    assert root.extensions.get_extension_for_class(x509.BasicConstraints).value == x509.BasicConstraints(True, 0)
    assert person.extensions.get_extension_for_class(x509.BasicConstraints).value == x509.BasicConstraints(False, None)
    usage = person.extensions.get_extension_for_class(x509.KeyUsage).value
    assert (usage.digital_signature, usage.content_commitment, usage.key_cert_sign) == (True, True, False)
    uses = person.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert {use.dotted_string for use in uses} == {
        "1.3.6.1.5.5.7.3.4",
        "1.3.6.1.4.1.311.10.3.12",
        "1.3.6.1.5.5.7.3.36",
    }
    person.verify_directly_issued_by(root)


def test_the_key_is_rsa_3072_valid_three_years_and_the_roots_key_is_another_one() -> None:
    identity = somebody()
    assert isinstance(identity.key, rsa.RSAPrivateKey)
    assert identity.key.key_size == 3072
    valid = identity.certificate.not_valid_after_utc - identity.certificate.not_valid_before_utc
    assert valid == dt.timedelta(days=1095)
    assert identity.certificate.public_key() == identity.key.public_key()
    assert identity.chain[0].public_key() != identity.key.public_key()


def test_the_roots_private_key_is_kept_nowhere() -> None:
    data = to_bytes(People(own=(somebody(),)))
    assert data.count(b'"key"') == 1
    kept = from_bytes(data).own[0]
    assert kept.key.public_key() == somebody().certificate.public_key()


def test_the_role_stands_in_the_certificate() -> None:
    assert {role_of(make_identity("A", role, "B").certificate) for role in ("carer", "parent")} == {"carer", "parent"}


@pytest.mark.parametrize(
    ("name", "role", "organisation"),
    [
        ("", "carer", "B"),
        ("  ", "carer", "B"),
        ("A", "carer", ""),
        ("A" * 65, "carer", "B"),
        ("A\nB", "carer", "C"),
        ("A\u202eB", "carer", "C"),
        ("A 😀", "carer", "B"),
        ("A", "headmaster", "B"),
    ],
)
def test_words_that_cannot_stand_in_a_certificate_are_refused(name: str, role: str, organisation: str) -> None:
    with pytest.raises(SigningProblem):
        make_identity(name, role, organisation)


def test_the_code_is_thirty_digits_always_the_same_and_different_for_everybody() -> None:
    code = somebody().code
    assert [len(group) for group in code.split(" ")] == [5] * 6
    assert code.replace(" ", "").isdecimal()
    assert certificate_code(somebody().anchor) == code
    namesake = make_identity("Siân Llŷr", "social_worker", "Example Council")
    assert namesake.code != code


GOLDEN = b"""-----BEGIN CERTIFICATE-----
MIIBDzCBtaADAgECAgEBMAoGCCqGSM49BAMCMBExDzANBgNVBAMMBkdvbGRlbjAe
Fw0yNjAxMDEwMDAwMDBaFw0yNzAxMDEwMDAwMDBaMBExDzANBgNVBAMMBkdvbGRl
bjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABCbvzr0O6eNKZpGH4Ys6kSKy9zOU
W2Scyfn5Ien52tgSkCOL3pzHuzMNFQxncE3SWucFUgV0S28xv0BwdFhy0OYwCgYI
KoZIzj0EAwIDSQAwRgIhAMs4H9D6Q16/yURA7wwqZ/Xm//3TvFZ/bNkyvF0wA6Pz
AiEA6GYXQLlfW/52ufSMIVzelbUXctLLUKi2fBaJK5UNCL0=
-----END CERTIFICATE-----
"""


def test_the_code_of_a_certificate_never_changes_between_versions() -> None:
    """People have written codes down and read them to each other."""
    assert certificate_code(read_certificate(GOLDEN)) == "99172 38768 60057 36087 95328 82203"


def test_the_card_and_the_certificate_file_say_the_same_code() -> None:
    certificate = read_certificate(root_file(somebody()))
    assert certificate_code(certificate) in card_text(somebody())
    assert "Siân Llŷr" in card_text(somebody())
    assert contact_from(certificate).name == "Siân Llŷr"


def test_a_pem_certificate_is_read_too_and_anything_else_is_a_problem() -> None:
    pem = somebody().anchor.public_bytes(serialization.Encoding.PEM)
    assert read_certificate(pem) == somebody().anchor
    for data in (b"", b"hello", pem[:-60], bytes(2 << 20)):
        with pytest.raises(SigningProblem):
            read_certificate(data)


def test_an_identity_survives_pkcs12_and_the_people_file() -> None:
    identity = somebody()
    back = from_pkcs12(to_pkcs12(identity, "pass phrase"), "pass phrase")
    assert (back.name, back.role, back.organisation) == (identity.name, identity.role, identity.organisation)
    assert (back.certificate, back.chain, back.code) == (identity.certificate, identity.chain, identity.code)
    people = People(own=(identity,), known=(contact_from(identity.anchor, role="carer"),))
    again = from_bytes(to_bytes(people))
    assert to_bytes(again) == to_bytes(people)
    assert again.own[0].certificate == identity.certificate
    assert again.known == people.known


def test_no_people_file_is_nobody_and_nothing_is_kept_twice() -> None:
    assert from_bytes(None) == People()
    twice = People().with_own(somebody()).with_own(somebody())
    assert len(twice.own) == 1
    contact = contact_from(somebody().anchor)
    assert len(twice.with_known(contact).with_known(contact).known) == 1


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{}",
        b"[]",
        b'{"v":1}',
        b'{"v":1,"own":[1],"known":[]}',
        b'{"v":1,"own":{},"known":[{"name":1}]}',
        b"[" * 5000,
        b"\xff",
    ],
)
def test_a_damaged_people_file_is_a_problem(damage: bytes) -> None:
    with pytest.raises(DamagedFile):
        from_bytes(damage)


def test_a_people_file_with_another_persons_key_is_damaged() -> None:
    content = json.loads(to_bytes(People(own=(somebody(), make_identity("B", "carer", "C")))))
    content["own"][0]["key"] = content["own"][1]["key"]
    with pytest.raises(DamagedFile):
        from_bytes(json.dumps(content).encode())


def test_a_people_file_of_a_newer_pepdesk_is_left_alone() -> None:
    with pytest.raises(NewerFile):
        from_bytes(b'{"v":2,"own":"?"}')


@pytest.mark.parametrize("passphrase", ["", "wrong"])
def test_the_wrong_passphrase_opens_no_identity_file(passphrase: str) -> None:
    with pytest.raises(SigningProblem, match="did not open"):
        from_pkcs12(to_pkcs12(somebody(), "right"), passphrase)


def test_an_identity_is_never_exported_without_a_passphrase() -> None:
    with pytest.raises(SigningProblem, match="without a passphrase"):
        to_pkcs12(somebody(), "")


@pytest.mark.parametrize("data", [b"", b"0", b"hello" * 99, bytes(2 << 20)])
def test_what_is_no_identity_file_is_a_problem(data: bytes) -> None:
    with pytest.raises(SigningProblem):
        from_pkcs12(data, "x")


def _p12(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, *, start: dt.datetime, use: bool = True) -> bytes:
    """A certificate as an organisation might hand it out: no title, so no role."""
    name = x509.Name.from_rfc4514_string("CN=Vic Head,O=Council")
    usage = x509.KeyUsage(use, False, not use, False, False, False, False, False, False)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(start + dt.timedelta(days=2))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(
        b"x", key, certificate, None, serialization.BestAvailableEncryption(b"x")
    )


def test_an_organisations_identity_needs_a_role_a_strong_key_and_a_valid_certificate() -> None:
    yesterday = NOW - dt.timedelta(days=1)
    curve, weak = ec.generate_private_key(ec.SECP256R1()), rsa.generate_private_key(65537, 1024)
    good = _p12(curve, start=yesterday)
    assert from_pkcs12(good, "x", role="virtual_school").name == "Vic Head"
    refusals = {
        "in which role": good,
        "too weak": _p12(weak, start=yesterday),
        "not valid today": _p12(curve, start=NOW - dt.timedelta(days=9)),
        "not meant for signing": _p12(curve, start=yesterday, use=False),
    }
    for words, data in refusals.items():
        with pytest.raises(SigningProblem, match=words):
            from_pkcs12(data, "x", role="" if data is good else "virtual_school")


def test_trust_is_own_or_known_or_self_made() -> None:
    identity = somebody()
    assert judge(identity.certificate, identity.chain, NOW, None).trust == Trust.SELF_MADE
    assert judge(identity.certificate, identity.chain, NOW, People(own=(identity,))).trust == Trust.OWN
    known = People(known=(contact_from(identity.anchor, confirmed="2026-11-22"),))
    assert judge(identity.certificate, identity.chain, NOW, known).trust == Trust.KNOWN
    assert judge(identity.certificate, (), NOW, known).trust == Trust.KNOWN
    assert judge(identity.certificate, (), NOW, None).trust == Trust.UNKNOWN


def test_a_root_that_did_not_issue_the_certificate_counts_for_nothing() -> None:
    """A namesake's root beside the real person's certificate: neither trust nor code come from it."""
    namesake = make_identity("Siân Llŷr", "social_worker", "Example Council")
    known = People(known=(contact_from(namesake.anchor),))
    standing = judge(somebody().certificate, namesake.chain, NOW, known)
    assert standing.trust == Trust.UNKNOWN
    assert standing.code != namesake.code
    assert standing.chain == (somebody().certificate,)


def test_an_organisations_root_does_not_stand_for_a_person() -> None:
    identity = somebody()
    other = make_identity("Somebody else", "carer", "B")
    assert anchor_of((identity.certificate, other.chain[0])) == identity.certificate
    assert anchor_of((identity.certificate, identity.chain[0])) == identity.chain[0]


@pytest.mark.parametrize("days", [-2, 1200])
def test_a_certificate_used_before_or_after_its_time_is_a_fault(days: int) -> None:
    identity = somebody()
    standing = judge(identity.certificate, identity.chain, NOW + dt.timedelta(days=days), None)
    assert standing.faults == ("The certificate was not valid at the time the signature claims.",)


def test_a_root_used_as_signer_is_a_fault() -> None:
    assert judge(somebody().chain[0], (), NOW, None).faults


def test_every_role_that_has_a_place_in_the_pdf_has_the_same_words_here() -> None:
    from pepdesk.export.signature_fields import SIGNER_TITLES

    assert {role: ROLE_TITLES[role] for role in SIGNER_TITLES} == SIGNER_TITLES


def _issued(
    subject: str, issuer: str, of: ec.EllipticCurvePrivateKey, by: ec.EllipticCurvePrivateKey, *, ca: bool
) -> x509.Certificate:
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name.from_rfc4514_string(f"CN={subject}"))
        .issuer_name(x509.Name.from_rfc4514_string(f"CN={issuer}"))
        .public_key(of.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - dt.timedelta(days=1))
        .not_valid_after(NOW + dt.timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca, 0 if ca else None), critical=True)
        .sign(by, hashes.SHA256())
    )


def test_a_chain_longer_than_its_root_allows_counts_for_nothing() -> None:
    root_key, middle_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(3))
    root = _issued("Root", "Root", root_key, root_key, ca=True)
    middle = _issued("Middle", "Root", middle_key, root_key, ca=True)
    person = _issued("Person", "Middle", key, middle_key, ca=False)
    known = People(known=(contact_from(root, confirmed="2026-11-22"),))
    assert judge(person, (middle, root), NOW, known).trust == Trust.UNKNOWN
    direct = _issued("Person", "Root", key, root_key, ca=False)
    assert judge(direct, (root,), NOW, known).trust == Trust.KNOWN
    below_a_person = _issued("Second", "Person", middle_key, key, ca=False)
    assert judge(below_a_person, (direct, root), NOW, known).trust == Trust.UNKNOWN

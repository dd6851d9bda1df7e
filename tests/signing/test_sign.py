"""Signing a file and checking it: the ordinary life of an exported plan."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from pepdesk.people.identity import Identity, make_identity
from pepdesk.people.people_file import People, contact_from
from pepdesk.people.trust import Trust
from pepdesk.problem import SigningProblem
from pepdesk.signing.opc import sign_word
from pepdesk.signing.pdf import sign_pdf
from pepdesk.signing.sign import sign_file
from pepdesk.signing.verify import verify_file
from tests.signing.samples import plan_pdf, plan_word, signed_pdf, signed_word, teacher, worker

UNSIGNED = {"pdf": plan_pdf, "word": plan_word}
SIGNED = {"pdf": signed_pdf, "word": signed_word}
KINDS = pytest.mark.parametrize("kind", ["pdf", "word"])


@KINDS
def test_two_people_sign_and_both_signatures_hold(kind: str) -> None:
    verdict = verify_file(SIGNED[kind](), "plan")
    assert verdict.ok
    assert verdict.kind == kind
    assert [s.name for s in verdict.signers] == [teacher().name, worker().name]
    assert [s.role for s in verdict.signers] == ["designated_teacher", "social_worker"]
    assert [s.code for s in verdict.signers] == [teacher().code, worker().code]
    assert all(s.ok and not s.faults and s.covers for s in verdict.signers)
    now = dt.datetime.now(dt.UTC)
    assert all(s.when and abs(now - s.when) < dt.timedelta(minutes=5) for s in verdict.signers)


@KINDS
def test_the_verdict_says_in_words_who_signed_and_that_nothing_changed(kind: str) -> None:
    words = "\n".join(verify_file(SIGNED[kind](), "plan").lines())
    assert "nothing was changed since" in words
    assert "Gwenllian Ŵyn-Pugh, Designated teacher, Ysgol Enghraifft" in words
    assert teacher().code in words


@KINDS
def test_an_unsigned_file_is_not_ok_and_says_so(kind: str) -> None:
    verdict = verify_file(UNSIGNED[kind](), "plan")
    assert not verdict.ok
    assert verdict.summary == "This file carries no signature."


@KINDS
def test_anybody_may_sign_first(kind: str) -> None:
    both = sign_file(sign_file(UNSIGNED[kind](), worker()), teacher())
    assert verify_file(both).ok
    assert {s.role for s in verify_file(both).signers} == {"designated_teacher", "social_worker"}


@KINDS
def test_a_role_signs_a_file_once(kind: str) -> None:
    with pytest.raises(SigningProblem, match="already signed"):
        sign_file(SIGNED[kind](), teacher())


@KINDS
def test_nobody_adds_a_signature_to_a_file_that_was_changed(kind: str) -> None:
    data = bytearray(sign_file(UNSIGNED[kind](), teacher()))
    middle = data.index(b"stream") + 40 if kind == "pdf" else len(data) // 3
    data[middle] ^= 1
    with pytest.raises(SigningProblem, match="cannot be signed"):
        sign_file(bytes(data), worker())


@KINDS
def test_an_identity_that_has_run_out_does_not_sign(kind: str) -> None:
    old = make_identity("Old", "designated_teacher", "School", now=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    with pytest.raises(SigningProblem, match="not valid today"):
        sign_file(UNSIGNED[kind](), old)


@KINDS
def test_the_same_person_may_sign_in_another_role(kind: str) -> None:
    signed = sign_file(UNSIGNED[kind](), teacher(), role="carer")
    assert [s.role for s in verify_file(signed).signers] == ["carer"]


@KINDS
def test_an_elliptic_curve_identity_of_an_organisation_signs_too(kind: str) -> None:
    identity = _organisation_identity()
    signed = sign_file(UNSIGNED[kind](), identity)
    verdict = verify_file(signed)
    assert verdict.ok
    assert verdict.signers[0].trust == Trust.UNKNOWN
    known = People(known=(contact_from(identity.chain[-1], confirmed="2026-11-22"),))
    assert verify_file(signed, people=known).signers[0].trust == Trust.KNOWN


@KINDS
def test_trust_depends_on_the_list_of_people_and_soundness_does_not(kind: str) -> None:
    data = SIGNED[kind]()
    people = People(own=(teacher(),), known=(contact_from(worker().anchor, confirmed="2026-11-22"),))
    listed = People(known=(contact_from(worker().anchor),))
    assert [s.trust for s in verify_file(data, people=listed).signers] == [Trust.SELF_MADE, Trust.LISTED]
    assert [s.trust for s in verify_file(data).signers] == [Trust.SELF_MADE, Trust.SELF_MADE]
    assert [s.trust for s in verify_file(data, people=people).signers] == [Trust.OWN, Trust.KNOWN]
    assert verify_file(data).ok
    assert verify_file(data, people=people).ok


def _signed_with_a_key_of(bits: int, kind: str) -> bytes:
    key = rsa.generate_private_key(65537, bits)
    name = x509.Name.from_rfc4514_string("CN=Weak,O=School")
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(dt.datetime.now(dt.UTC) - dt.timedelta(days=1))
        .not_valid_after(dt.datetime.now(dt.UTC) + dt.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    weak = Identity("Weak", "carer", "School", key, certificate, ())
    return sign_pdf(plan_pdf(), weak) if kind == "pdf" else sign_word(plan_word(), weak)


@KINDS
def test_a_key_that_is_too_short_makes_no_sound_signature(kind: str) -> None:
    """``from_pkcs12`` refuses such a key; another program may have signed with it."""
    verdict = verify_file(_signed_with_a_key_of(1024, kind))
    assert not verdict.ok
    assert "made in a way" in verdict.signers[0].faults[0]


@KINDS
def test_a_key_of_2048_bits_is_just_long_enough(kind: str) -> None:
    assert verify_file(_signed_with_a_key_of(2048, kind)).ok


def test_a_namesake_with_an_identity_of_their_own_has_another_code_and_is_not_known() -> None:
    namesake = make_identity(worker().name, worker().role, worker().organisation)
    people = People(known=(contact_from(worker().anchor, confirmed="2026-11-22"),))
    verdict = verify_file(sign_file(plan_word(), namesake), people=people)
    assert verdict.signers[0].trust == Trust.SELF_MADE
    assert verdict.signers[0].code != worker().code


def test_a_pdf_says_which_places_are_still_empty() -> None:
    assert verify_file(signed_pdf()).open_places == ("virtual_school", "carer", "child")


def test_a_role_without_a_place_in_the_pdf_cannot_sign_it() -> None:
    with pytest.raises(SigningProblem, match="no place for a signature in this role"):
        sign_file(plan_pdf(), teacher(), role="parent")


def test_later_signatures_leave_every_earlier_byte_of_the_pdf_alone() -> None:
    first = sign_file(plan_pdf(), teacher())
    assert sign_file(first, worker()).startswith(first)


@pytest.mark.parametrize("name", ["தமிழ்ச்செல்வி", "عبد الرحمن", "李伟", "Ẹniọlá Ṣadé", "x" * 64])
def test_a_name_in_any_writing_signs_even_if_the_stamp_must_leave_it_out(name: str) -> None:
    identity = make_identity(name, "carer", "School")
    verdict = verify_file(sign_file(plan_pdf(), identity))
    assert verdict.ok
    assert verdict.signers[0].name == identity.name


def test_the_reason_and_markup_in_names_are_signed_as_they_are() -> None:
    identity = make_identity('A "B" <c> & d', "carer", "É & <Co>")
    verdict = verify_file(sign_file(plan_word(), identity, reason="a < b & \x07 c"))
    assert verdict.ok
    assert verdict.signers[0].name == identity.name


@pytest.mark.parametrize("data", [b"", b"PK", b"%PDF-", b"%PDF-1.7\n%%EOF", b"hello", b"PK\x03\x04" + bytes(40)])
def test_what_is_no_document_gives_a_verdict_and_cannot_be_signed(data: bytes) -> None:
    verdict = verify_file(data, "x")
    assert not verdict.ok
    assert verdict.problems
    with pytest.raises(SigningProblem):
        sign_file(data, teacher())


def test_a_file_that_cannot_be_read_is_a_problem_without_its_name(tmp_path: Path) -> None:
    with pytest.raises(SigningProblem) as caught:
        verify_file(tmp_path / "secret-name.pdf")
    assert "secret-name" not in str(caught.value)


def test_a_verdict_calls_a_file_as_it_was_told_to_or_by_its_last_part(tmp_path: Path) -> None:
    file = tmp_path / "plan.docx"
    file.write_bytes(signed_word())
    assert verify_file(file).name == "plan.docx"
    assert verify_file(file, "the plan").name == verify_file(signed_word(), "the plan").name == "the plan"


def _organisation_identity() -> Identity:
    """A council's root that issued an EC certificate to one of its people."""
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    start = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    root_name = x509.Name.from_rfc4514_string("CN=Council Root,O=Council,C=GB")
    person = x509.Name.from_rfc4514_string("CN=Vic Head,O=Council,C=GB")

    def build(subject: x509.Name, public: ec.EllipticCurvePublicKey, ca: bool) -> x509.Certificate:
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(root_name)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(start)
            .not_valid_after(start + dt.timedelta(days=30))
            .add_extension(x509.BasicConstraints(ca, None), critical=True)
            .sign(root_key, hashes.SHA256())
        )

    root = build(root_name, root_key.public_key(), ca=True)
    return Identity("Vic Head", "virtual_school", "Council", key, build(person, key.public_key(), ca=False), (root,))

"""An identity from an authority's certificate office: request out, certificate in, and one root that all trust."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from installers.checkers import find
from pepdesk.people.certificates import read_certificates
from pepdesk.people.identity import make_identity, stands_for_others
from pepdesk.people.people_file import People, contact_from, from_bytes, to_bytes
from pepdesk.people.request import Waiting, answered, new_request, request_file
from pepdesk.people.trust import Trust
from pepdesk.problem import SigningProblem
from pepdesk.signing.sign import sign_file
from pepdesk.signing.verify import verify_file
from tests.people.small_ca import SmallOffice, bundle, open_office, pem
from tests.signing.samples import plan_pdf, plan_word


@cache
def office() -> SmallOffice:
    return open_office()


@cache
def waiting() -> Waiting:
    return new_request("Zoë Żółkowska", "social_worker", "Example Council")


@cache
def certificate() -> x509.Certificate:
    return office().answer(request_file(waiting()))


@pytest.mark.parametrize("form", ["pem with root", "der", "pkcs7"])
def test_the_office_s_answer_makes_an_identity_that_signs(form: str) -> None:
    answer = {
        "pem with root": pem(office().root, certificate()),
        "der": certificate().public_bytes(serialization.Encoding.DER),
        "pkcs7": bundle(office().root, certificate()),
    }[form]
    found, identity = answered(answer, (new_request("A", "carer", "B"), waiting()), (office().root,))
    assert found is waiting()
    assert (identity.name, identity.role, identity.organisation) == (
        "Zoë Żółkowska",
        "social_worker",
        "Example Council",
    )
    assert identity.chain == (office().root,)
    circle = People(known=(contact_from(office().root, confirmed="2026-11-22"),))
    for data in (plan_pdf(), plan_word()):
        verdict = verify_file(sign_file(data, identity), people=circle)
        assert verdict.ok, verdict.lines()
        assert verdict.signers[0].trust == Trust.KNOWN
        assert verdict.signers[0].code == identity.code


def test_a_root_whose_code_nobody_compared_makes_nobody_known() -> None:
    _, identity = answered(pem(certificate(), office().root), (waiting(),))
    circle = People(known=(contact_from(office().root),))
    assert verify_file(sign_file(plan_word(), identity), people=circle).signers[0].trust == Trust.LISTED


@pytest.mark.checker("openssl")
def test_openssl_reads_the_request_and_finds_its_signature_right(tmp_path: Path) -> None:
    (tmp_path / "me.csr").write_bytes(request_file(waiting()))
    command = [str(find("openssl")), "req", "-in", tmp_path / "me.csr", "-noout", "-verify", "-text"]
    command += ["-nameopt", "utf8,sep_comma_plus"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told = done.stdout + done.stderr
    assert "verify OK" in told
    assert "Zoë Żółkowska" in told
    assert "Digital Signature, Non Repudiation" in told
    assert "(3072 bit)" in told


def test_the_key_waits_in_the_people_file_and_never_goes_into_the_request() -> None:
    people = People().with_waiting(waiting())
    kept = from_bytes(to_bytes(people))
    assert [one.key.private_numbers() for one in kept.waiting] == [waiting().key.private_numbers()]
    assert b"PRIVATE" not in request_file(waiting())
    asked = x509.load_pem_x509_csr(request_file(waiting()))
    assert asked.public_key() == waiting().key.public_key()
    found, identity = answered(pem(certificate()), kept.waiting)
    done = from_bytes(to_bytes(kept.with_answer(found, identity)))
    assert done.waiting == ()
    assert [one.certificate for one in done.own] == [certificate()]
    assert "Zoë" not in repr(waiting())


def test_a_certificate_for_another_key_out_of_time_or_no_certificate_at_all_is_refused() -> None:
    stranger = office().answer(request_file(new_request("Zoë Żółkowska", "social_worker", "Example Council")))
    with pytest.raises(SigningProblem, match="not for a request that was made here"):
        answered(pem(stranger), (waiting(),))
    with pytest.raises(SigningProblem, match="not for a request"):
        answered(pem(certificate()), ())
    old = office().answer(request_file(waiting()), days=0)
    with pytest.raises(SigningProblem, match="not valid today"):
        answered(pem(old), (waiting(),))
    for data in (b"", b"-----BEGIN CERTIFICATE-----\n", b"0\x82\x01", request_file(waiting()), bytes(2 << 20)):
        with pytest.raises(SigningProblem, match="holds no certificate"):
            answered(data, (waiting(),))


def test_an_office_stands_for_others_and_a_personal_root_does_not() -> None:
    assert stands_for_others(office().root)
    assert not stands_for_others(certificate())
    assert not stands_for_others(make_identity("A", "carer", "B").anchor)


def test_several_certificates_of_a_file_are_read_in_their_order() -> None:
    assert read_certificates(pem(certificate(), office().root)) == (certificate(), office().root)
    assert set(read_certificates(bundle(certificate(), office().root))) == {certificate(), office().root}


def test_a_confirmed_day_survives_and_an_odd_one_is_damage() -> None:
    people = People(known=(contact_from(office().root, confirmed="2026-11-22"), contact_from(certificate())))
    assert from_bytes(to_bytes(people)) == people
    assert from_bytes(to_bytes(people.without_known(office().root))).known == people.known[1:]
    with pytest.raises(Exception, match="could not be read"):
        from_bytes(to_bytes(people).replace(b"2026-11-22", b"2026-99-22"))

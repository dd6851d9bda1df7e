"""Everybody signs the same files, one after the other and in any order; nobody signs who has no place."""

from __future__ import annotations

from functools import cache

import page
import pytest

from pepdesk.export.signature_fields import SIGNATURE_FIELDS
from pepdesk.form.loader import load_form
from pepdesk.paths import forms_dir
from pepdesk.people.identity import Identity, make_identity
from pepdesk.people.roles import ROLE_TITLES
from pepdesk.problem import SigningProblem
from pepdesk.signing.sign import sign_file
from pepdesk.signing.verify import verify_file
from tests.signing.samples import plan_pdf, plan_word

ORDERS = [
    ("designated_teacher", "social_worker", "virtual_school", "carer"),
    ("child", "carer", "virtual_school", "social_worker", "designated_teacher"),
    ("virtual_school", "designated_teacher", "child", "social_worker"),
]


@cache
def person(role: str) -> Identity:
    return make_identity(f"Ŵyn {ROLE_TITLES[role]}", role, "Exampleshire")


@cache
def steps(order: tuple[str, ...]) -> tuple[bytes, ...]:
    """The PDF after each signature."""
    found = [plan_pdf()]
    for role in order:
        found.append(sign_file(found[-1], person(role)))
    return tuple(found[1:])


@pytest.mark.parametrize("form_id", ["early_years", "year_r_11", "post_16"])
def test_there_is_a_place_for_every_role_that_signs_a_form(form_id: str) -> None:
    roles = load_form(forms_dir(), form_id).choices["sign_off_roles"].options
    assert [option.value for option in roles] == list(SIGNATURE_FIELDS)


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: "-".join(role[:5] for role in order))
def test_four_or_five_people_sign_in_any_order_and_the_file_stays_accessible_after_each(order: tuple[str, ...]) -> None:
    for number, data in enumerate(steps(order), 1):
        verdict = verify_file(data, "plan.pdf")
        assert verdict.ok, verdict.lines()
        assert [one.role for one in verdict.signers] == list(order[:number])
        assert not page.validate_pdf_bytes(data, profile=page.ValidationProfile.PDF_UA_1).failures


def test_the_same_five_sign_a_word_file() -> None:
    data = plan_word()
    for role in ORDERS[1]:
        data = sign_file(data, person(role))
    assert [one.role for one in verify_file(data).signers] == list(ORDERS[1])
    assert verify_file(data).ok


@pytest.mark.parametrize("role", ["carer", "parent"])
def test_whoever_has_no_place_or_has_signed_already_is_refused_in_words(role: str) -> None:
    full = steps(ORDERS[1])[-1]
    with pytest.raises(SigningProblem) as caught:
        sign_file(full, person(role))
    assert caught.value.title in {
        "This file is already signed in this role.",
        "This PDF has no place for a signature in this role.",
    }
    assert caught.value.advice


def test_the_first_signature_forbids_all_but_further_signatures() -> None:
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(steps(ORDERS[0])[-1])) as opened:
        fields = {str(field.T): field for field in opened.Root.AcroForm.Fields}
        first = fields["signature_designated_teacher"].V
        assert opened.Root.Perms.DocMDP.objgen == first.objgen
        assert first.Reference[0].TransformParams.P == 2
        assert "/Reference" not in fields["signature_social_worker"].V


def test_a_file_cut_back_to_an_earlier_signature_says_how_many_are_missing_and_whose() -> None:
    cut = steps(ORDERS[0])[2]
    verdict = verify_file(cut, "plan.pdf")
    assert verdict.ok
    assert "signed by 3 of 5" in verdict.summary
    assert "Not yet signed by: Carer, Child or young person" in "\n".join(verdict.lines())


@pytest.mark.checker("pdftotext")
def test_each_stamp_shows_name_role_time_and_code(tmp_path: object) -> None:
    import subprocess
    from pathlib import Path

    file = Path(str(tmp_path)) / "plan.pdf"
    file.write_bytes(steps(ORDERS[0])[-1])
    told = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout
    words = " ".join(told.split())
    for one in verify_file(file).signers:
        assert one.when
        when = f"{one.when:%d %B %Y, %H:%M} UTC"
        assert f"Signed: {ROLE_TITLES[one.role]} {one.name} {when} Code: {one.code}" in words

"""Copies: whoever must be kept away gets none that shows where the child is, and the full copy goes to few."""

from __future__ import annotations

import pytest

from pepdesk.rules import copies
from pepdesk.rules.issue import Level
from tests.rules.views import Changes, codes, sample, seen, view_of

FROM: Changes = {"care.address_confidential_from": "Piotr Gwyŵn, her father"}


def copy_for(person: str, role: str, kind: str) -> Changes:
    at = "sign_off.copy_{}@r3"
    return {**FROM, at.format("person"): person, at.format("role"): role, at.format("kind"): kind}


def test_the_samples_copies_are_safe() -> None:
    assert codes(copies.issues, view_of(sample())) == []


@pytest.mark.parametrize(
    ("person", "role", "kind", "expected"),
    [
        ("Piotr Gwyŵn", "", "full", "copy_unsafe"),
        ("Mr Piotr G", "", "carer", "copy_unsafe"),
        ("P. G.", "Birth father", "receiving_school", "copy_unsafe"),
        ("Piotr Gwyŵn", "Father", "parent", ""),
        ("Des Whitlock", "Foster father", "carer", ""),
        ("Agnieszka Żółkiewska", "Mother", "full", "copy_too_full"),
        ("Łucja Gwyŵn-Żółkiewska", "Pupil", "child", ""),
        ("Harriet Lomas", "Virtual school", "full", ""),
    ],
)
def test_a_copy_is_judged_by_who_gets_it(person: str, role: str, kind: str, expected: str) -> None:
    found = list(copies.issues(seen(copy_for(person, role, kind))))
    assert [issue.code for issue in found] == ([expected] if expected else [])
    assert all(str(issue.address) == "sign_off.copy_kind@r3" for issue in found)


def test_somebody_only_named_as_restricted_is_asked_about_and_does_not_stand_in_the_way() -> None:
    plan = copy_for("Ivo Marsh", "Uncle", "carer") | {
        "care.address_confidential": "no",
        "contacts.has_restricted": "yes",
        "contacts.restricted_people": "Ivo Marsh may not collect.",
    }
    assert [issue.level for issue in copies.issues(seen(plan))] == [Level.SHOULD]
    plan |= {"care.address_confidential": "yes", "care.address_confidential_from": "Ivo Marsh"}
    assert [issue.level for issue in copies.issues(seen(plan))] == [Level.MUST]

"""The numbers schools are known by, against published examples."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepdesk.form.keys import CHECKS as NAMES
from pepdesk.rules.shape import CHECKS, upn_letter


def test_every_check_a_form_may_name_exists() -> None:
    assert set(CHECKS) == set(NAMES)


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        # The first UPN pair and the ULN are the worked examples of dossier a5 (sources UPN1, UPN2 and ULN).
        ("upn", "B801200005001", "A801200005001"),
        ("upn", "b801 2000 05001", "I801200005001"),
        ("upn", "UN3", "UN9"),
        ("upn", "B801200005001", "B80120000500"),
        ("uln", "9276308686", "9276308685"),
        ("uln", "9276308686", "0276308686"),
        ("email", "s.w@school.example", "s.w at school"),
        ("phone", "01632 960 418", "ring the office"),
        ("phone", "+44 1632 960418", "12"),
        ("postcode", "bl9 0sw", "BL9"),
        ("dfe_number", "351/4027", "35/14027"),
        ("urn", "141268", "14126"),
    ],
)
def test_a_check_passes_the_good_and_names_the_bad(check: str, good: str, bad: str) -> None:
    assert CHECKS[check](good) is None
    message = CHECKS[check](bad)
    assert message is not None
    assert message[0].endswith((".", "!"))


@given(st.text("0123456789", min_size=12, max_size=12), st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_in_a_upn_is_always_noticed(digits: str, place: int, step: int) -> None:
    right = upn_letter(digits) + digits
    wrong = digits[:place] + str((int(digits[place]) + step) % 10) + digits[place + 1 :]
    assert CHECKS["upn"](right) is None
    assert CHECKS["upn"](upn_letter(digits) + wrong) is not None

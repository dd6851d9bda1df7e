"""A field's name in a PDF stands for one answer and no other, and reads back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepdesk.form.address import Address
from pepdesk.form.pdf_names import ABOUT, AboutForm, field_name, read_field_name

IDS = st.from_regex(r"[a-z][a-z0-9_]{0,39}", fullmatch=True)
ROWS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)


@given(IDS, IDS, st.lists(ROWS, max_size=2), st.just("") | ROWS)
def test_every_name_reads_back_whatever_rows_and_options_are_called(
    tab: str, field: str, rows: list[str], option: str
) -> None:
    address = Address(tab, field, tuple(rows))
    name = field_name(address, option)
    assert read_field_name(name) == (address, option)
    assert name.count(".") == 1 + bool(option)


def test_ordinary_names_are_the_address_itself() -> None:
    address = Address("targets", "outcome", ("new1", "0f3a91bc"))
    assert field_name(address) == str(address) == "targets.outcome@new1/0f3a91bc"
    assert field_name(Address("voice", "method"), "drawing") == "voice.method.drawing"


@pytest.mark.parametrize(
    "name", ["", "a", "a.b.c.d", ABOUT, "a.", ".b", "a.b@", "a.b@c/d/e", "a.b%2ec", "a.%41", "é.b"]
)
def test_other_names_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not"):
        read_field_name(name)


@given(st.builds(AboutForm, IDS, st.integers(0, 9999), st.integers(0, 9999), st.just("") | IDS, st.just("") | IDS))
def test_what_a_form_says_of_itself_reads_back(about: AboutForm) -> None:
    assert AboutForm.parse(str(about)) == about


@pytest.mark.parametrize(
    "words", ["", "form", "form x", "form x, version 1", "version 1.0", "form x, version 1.0, y z"]
)
def test_other_words_are_not_about_a_form(words: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - int() words its own
        AboutForm.parse(words)

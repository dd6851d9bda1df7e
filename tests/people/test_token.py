"""A card signs: SoftHSM stands for the smart card."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pepdesk.people.people_file import People, to_bytes
from pepdesk.people.pkcs12 import to_pkcs12
from pepdesk.people.token import identity_on_card
from pepdesk.problem import SigningProblem
from pepdesk.signing.sign import sign_file
from pepdesk.signing.verify import verify_file
from tests.people.soft_card import PIN, library, soft_cards
from tests.signing.samples import plan_pdf, plan_word, teacher

pytestmark = pytest.mark.checker("softhsm2-util")


@pytest.fixture(scope="module")
def cards(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of both cards."""
    with soft_cards(tmp_path_factory.mktemp("cards")) as folder:
        yield folder


@pytest.mark.parametrize("label", ["rsa", "curve"])
def test_a_card_signs_pdf_and_word_after_somebody_else(cards: Path, label: str) -> None:
    identity = identity_on_card(library(), PIN, label=label)
    assert (identity.name, identity.role) == ("Cerys Card", "virtual_school")
    assert len(identity.chain) == 1
    for data in (plan_pdf(), plan_word()):
        verdict = verify_file(sign_file(sign_file(data, teacher()), identity))
        assert verdict.ok, verdict.lines()
        assert verdict.signers[1].name == "Cerys Card"


@pytest.mark.parametrize("label", ["rsa", "curve"])
def test_the_card_s_key_goes_nowhere(cards: Path, label: str) -> None:
    identity = identity_on_card(library(), PIN, label=label)
    with pytest.raises(SigningProblem, match="cannot be copied"):
        to_pkcs12(identity, "passphrase")
    with pytest.raises(TypeError):
        to_bytes(People(own=(identity,)))
    assert PIN not in repr(identity.key) + repr(identity)


@pytest.mark.parametrize(
    ("pin", "label", "words"),
    [
        ("000000", "rsa", "PIN did not open"),
        ("", "rsa", "PIN did not open"),
        (PIN, "", "more than one certificate"),
        (PIN, "nothing of that name", "no certificate to sign with"),
    ],
)
def test_a_wrong_pin_or_label_is_said_in_words(cards: Path, pin: str, label: str, words: str) -> None:
    with pytest.raises(SigningProblem, match=words) as caught:
        identity_on_card(library(), pin, label=label)
    assert caught.value.advice


@pytest.mark.parametrize("name", ["nothing.so", "text.so"])
def test_a_file_that_is_no_card_library_is_said_in_words(tmp_path: Path, name: str) -> None:
    (tmp_path / "text.so").write_text("no library", "utf-8")
    with pytest.raises(SigningProblem, match="smart card could not be used"):
        identity_on_card(tmp_path / name, PIN)


def test_a_card_that_was_taken_out_signs_nothing(cards: Path) -> None:
    import shutil

    identity = identity_on_card(library(), PIN, label="rsa")
    kept = cards / "kept"
    shutil.copytree(cards / "tokens", kept)
    shutil.rmtree(cards / "tokens")
    (cards / "tokens").mkdir()
    try:
        with pytest.raises(SigningProblem, match="card"):
            sign_file(plan_word(), identity)
    finally:
        shutil.rmtree(cards / "tokens")
        shutil.move(kept, cards / "tokens")

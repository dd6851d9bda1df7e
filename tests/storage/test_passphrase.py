"""Good passphrases pass, bad ones get advice, drawn ones are good."""

from __future__ import annotations

import pytest

from pepdesk.storage.passphrase import _word_list, generate_passphrase, passphrase_advice


@pytest.mark.parametrize(
    "good",
    [
        "correct horse battery",
        "blåbærsyltetøy-og-ost",
        "a bee can do it",
        "Tr0ub4dor&3xyzQ",
        "我们的学校 有 五个 词 在这里 今天",
    ],
)
def test_good_ones_pass(good: str) -> None:
    assert passphrase_advice(good) is None


@pytest.mark.parametrize(
    "bad",
    ["", "short", "thirteen char", " " * 20, "aaaaaaaaaaaaaaaaaa", "abababababababab", "12345678901234",
     "43210987654321", "qwertyuiopasdfgh", "abcdefghijklmnop", "school school school", "a a a a a"],
)  # fmt: skip
def test_bad_ones_get_advice(bad: str) -> None:
    assert passphrase_advice(bad)


def test_drawn_ones_are_good_and_differ() -> None:
    drawn = {generate_passphrase() for _ in range(50)}
    assert len(drawn) == 50
    assert all(passphrase_advice(one) is None and len(one.split()) == 5 for one in drawn)
    assert len(set(_word_list())) == 7776

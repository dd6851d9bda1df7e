"""What an organisation fixes: read as written, never loosened, and the strictest where it makes no sense."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepdesk import policy as module
from pepdesk.app.policy_words import in_words
from pepdesk.app.settings import Settings
from pepdesk.policy import STRICTEST_IDLE, Policy, from_file, from_values
from pepdesk.storage import keyring

STRICT = Policy(STRICTEST_IDLE, keyring=False, escrow_card="", export_to_removable=False)


def _fix(monkeypatch: pytest.MonkeyPatch, fixed: Policy) -> None:
    for place in ("pepdesk.policy", "pepdesk.app.settings", "pepdesk.storage.keyring"):
        monkeypatch.setattr(f"{place}.policy", lambda: fixed)


def test_without_a_file_nothing_is_fixed(tmp_path: Path) -> None:
    assert from_file(tmp_path / "none.toml") == Policy()
    assert in_words(Policy()) == ("Your organisation has fixed nothing on this computer.",)


def test_a_file_is_read_as_it_is_written(tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    file.write_text(
        'idle_minutes = 5\nkeyring = false\nescrow_card = "/etc/pepdesk/lead.pepcard"\nexport_to_removable = false\n'
    )
    assert from_file(file) == Policy(5, False, "/etc/pepdesk/lead.pepcard", False, str(file))
    said = " ".join(in_words(from_file(file)))
    assert all(words in said for words in ("5 minutes", "keyring", "data lead", "sticks"))


@pytest.mark.parametrize("text", ["idle_minutes = ", "\xff\xfe", "[" * 5000, "a = 1\n" * 30_000])
def test_a_file_that_cannot_be_read_fixes_everything(tmp_path: Path, text: str) -> None:
    file = tmp_path / "policy.toml"
    file.write_text(text, encoding="latin-1")
    found = from_file(file)
    assert (found.idle_minutes, found.keyring, found.export_to_removable) == (STRICTEST_IDLE, False, False)
    assert found.faults


@given(st.dictionaries(
    st.sampled_from(["idle_minutes", "keyring", "escrow_card", "export_to_removable", "new_in_2030"]),
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.integers())),
))  # fmt: skip
def test_no_value_ever_loosens_anything_and_each_that_makes_no_sense_is_named(values: dict[str, object]) -> None:
    found = from_values(values, "here")
    if "idle_minutes" in values:
        assert found.idle_minutes is not None
        assert 1 <= found.idle_minutes <= 30
    for name in ("keyring", "export_to_removable"):
        if name in values and values[name] not in (True, 1):
            assert getattr(found, name) is False
    named = {fault.split()[0] for fault in found.faults}
    assert ("new_in_2030" in values) == ("new_in_2030" in named)
    assert named <= values.keys()


def test_the_registry_s_numbers_count_as_yes_and_no() -> None:
    assert from_values({"keyring": 0, "export_to_removable": 1}, "HKLM") == Policy(keyring=False, source="HKLM")


def test_the_idle_time_is_never_longer_than_fixed_and_may_be_shorter(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings()
    settings.keep("lock/idle_minutes", 20)
    _fix(monkeypatch, Policy(idle_minutes=7))
    assert settings.idle_minutes == 7
    settings.keep("lock/idle_minutes", 3)
    assert settings.idle_minutes == 3
    settings.keep("lock/idle_minutes", module.LONGEST_IDLE)


def test_a_forbidden_keyring_is_not_even_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    class Store:
        def get_password(self, _service: str, _user: str) -> str:
            asked.append(1)
            return "00" * 32

    monkeypatch.setattr(keyring, "_back_end", Store)
    assert keyring.fetch(b"id") == bytes(32)
    _fix(monkeypatch, Policy(keyring=False))
    asked.clear()
    assert keyring.fetch(b"id") is None
    assert keyring.available() is False
    assert keyring.keep(b"id", bytes(32)) is False
    assert asked == []

"""Sealed bytes come back whole or not at all."""

from __future__ import annotations

import hmac

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pepdesk.problem import DamagedFile, NewerFile, NotSaved, StorageProblem
from pepdesk.storage import envelope
from pepdesk.storage.envelope import DRAFT, HEADER_BYTES, PEOPLE, Place

KEY = bytes(range(32))
PLACE = Place(bytes(16), bytes(range(16)), 7)


def sealed(summary: bytes = b"summary", body: bytes = b"body", **more: bytes) -> bytes:
    return envelope.seal(KEY, DRAFT, PLACE, saved_at_ms=1_700_000_000_000, summary=summary, body=body, **more).data


def refused(data: bytes, key: bytes = KEY, place: Place = PLACE, kind: envelope.Kind = DRAFT) -> bool:
    try:
        envelope.open_file(key, kind, place, data)
    except (DamagedFile, NewerFile):
        return True
    return False


@given(summary=st.binary(max_size=9000), body=st.binary(max_size=20_000), parent=st.binary(min_size=32, max_size=32))
def test_what_was_sealed_comes_back(summary: bytes, body: bytes, parent: bytes) -> None:
    data = sealed(summary, body, parent_mac=parent)
    opened = envelope.open_file(KEY, DRAFT, PLACE, data)
    assert (opened.summary, opened.body, opened.header.parent_mac) == (summary, body, parent)
    assert opened.header.saved_at_ms == 1_700_000_000_000
    header = envelope.open_header(KEY, DRAFT, PLACE, data[:HEADER_BYTES])
    assert header.file_bytes == len(data)
    assert envelope.open_summary(KEY, DRAFT, header, data[: HEADER_BYTES + header.sealed_summary]) == summary


@given(st.integers(0, 3_000_000))
@settings(max_examples=60)
def test_lengths_are_hidden_in_steps(length: int) -> None:
    padded = envelope.pad(bytes(length))
    step = 4096 if 4 + length <= 1 << 20 else 65536
    assert len(padded) % step == 0
    assert 0 <= len(padded) - (4 + length) < step
    assert envelope.unpad(padded) == bytes(length)


def test_every_changed_bit_of_the_heading_is_refused() -> None:
    data = sealed()
    for bit in range(HEADER_BYTES * 8):
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises((DamagedFile, NewerFile)):
            envelope.open_file(KEY, DRAFT, PLACE, bytes(changed))


def test_a_version_byte_that_fell_over_is_damage_and_a_real_newer_file_is_left_for_the_newer_program() -> None:
    for offset in (8, 60):
        changed = bytearray(sealed())
        changed[offset] ^= 2
        with pytest.raises(DamagedFile):
            envelope.open_file(KEY, DRAFT, PLACE, bytes(changed))
        changed[68] ^= 1  # another salt, as a file of another format would have
        with pytest.raises(NewerFile):
            envelope.open_file(KEY, DRAFT, PLACE, bytes(changed))


@given(st.data())
@settings(max_examples=300)
def test_changed_bytes_anywhere_are_refused(data: st.DataObject) -> None:
    whole = bytearray(sealed(body=b"x" * 5000))
    at = data.draw(st.integers(0, len(whole) - 1))
    whole[at] ^= data.draw(st.integers(1, 255))
    assert refused(bytes(whole))


def test_every_truncation_and_every_extension_is_refused() -> None:
    data = sealed()
    assert all(refused(data[:length]) for length in range(len(data)))
    assert refused(data + b"\0")
    assert refused(data + data)


def test_a_file_in_another_place_is_refused() -> None:
    data = sealed()
    assert refused(data, key=bytes(32))
    assert refused(data, kind=PEOPLE)
    assert refused(data, place=Place(bytes([1]) * 16, PLACE.draft_id, 7))
    assert refused(data, place=Place(PLACE.vault_id, bytes(16), 7))
    assert refused(data, place=Place(PLACE.vault_id, PLACE.draft_id, 8))


def test_parts_of_two_saves_cannot_be_put_together() -> None:
    one, other = sealed(b"one", b"one"), sealed(b"two", b"two")
    at = HEADER_BYTES + 4096 + 16
    assert refused(one[:HEADER_BYTES] + other[HEADER_BYTES:])
    assert refused(one[:at] + other[at:])
    assert refused(one[:HEADER_BYTES] + other[HEADER_BYTES:at] + one[at:])


def test_the_same_text_never_gives_the_same_bytes() -> None:
    assert sealed()[HEADER_BYTES:] != sealed()[HEADER_BYTES:]
    assert sealed()[144:HEADER_BYTES] != sealed()[144:HEADER_BYTES]
    salts = [sealed()[68:100] for _ in range(40)]
    assert all(len({salt[at] for salt in salts}) > 1 for at in range(32)), "every byte of the salt is drawn"


def test_more_than_can_be_read_back_is_not_written() -> None:
    with pytest.raises(NotSaved):
        sealed(body=bytes(envelope.MAX_BODY + 1))
    with pytest.raises(NotSaved):
        sealed(summary=bytes(envelope.MAX_SUMMARY + 1))
    largest = sealed(bytes(envelope.MAX_SUMMARY), bytes(envelope.MAX_BODY))
    assert len(largest) <= envelope.MAX_FILE
    assert len(envelope.open_file(KEY, DRAFT, PLACE, largest).body) == envelope.MAX_BODY


@given(st.binary(max_size=400))
@settings(max_examples=300)
def test_any_bytes_at_all_end_in_a_problem_told_in_words(junk: bytes) -> None:
    for data in (junk, b"PEPDRAFT" + junk, sealed()[:100] + junk):
        with pytest.raises(StorageProblem):
            envelope.open_file(KEY, DRAFT, PLACE, data)


def test_the_heading_alone_is_already_refused_after_any_change() -> None:
    data = sealed()
    for at in range(HEADER_BYTES):
        changed = bytearray(data[:HEADER_BYTES])
        changed[at] ^= 1
        with pytest.raises((DamagedFile, NewerFile)):
            envelope.open_header(KEY, DRAFT, PLACE, bytes(changed))


def test_limits_steps_and_fixed_fields_are_those_of_the_format() -> None:
    assert (envelope.MAX_BODY, envelope.MAX_SUMMARY, envelope.HEADER_BYTES) == (64 * 1024**2, 28 * 1024, 176)
    data = sealed()
    assert (data[8], data[9], data[60], envelope.epoch_of(data)) == (1, 0, 1, 1)
    assert [len(envelope.pad(bytes(length - 4))) for length in (4096, 4097, 1 << 20, (1 << 20) + 1)] == [
        4096, 8192, 1 << 20, (1 << 20) + 65536,
    ]  # fmt: skip


def test_a_look_without_a_key_names_what_is_wrong() -> None:
    data = sealed()

    def fault(start: bytes, length: int = len(data), generation: int = 7) -> str | None:
        return envelope.structure_fault(DRAFT, PLACE.draft_id, generation, start, length)

    assert fault(data[:HEADER_BYTES]) is None
    foreign, newer = bytearray(data[:HEADER_BYTES]), bytearray(data[:HEADER_BYTES])
    foreign[0] ^= 1
    newer[8] = 2
    assert fault(data[: HEADER_BYTES - 1]) == fault(bytes(foreign)) == "it does not begin like one of PepDesk's"
    assert fault(bytes(newer)) == "it was made by a newer PepDesk"
    assert fault(data[:HEADER_BYTES], generation=8) == "it was renamed"
    assert fault(data[:HEADER_BYTES], len(data) - 1) == fault(data[:HEADER_BYTES], len(data) + 1)
    assert fault(data[:HEADER_BYTES], len(data) + 1) == "its length is wrong"


@pytest.mark.parametrize(("offset", "size", "value"), [(10, 2, 177), (100, 4, 1 << 31), (104, 8, 1 << 40)])
def test_lengths_that_cannot_be_are_refused_though_the_mac_fits(offset: int, size: int, value: int) -> None:
    fields = bytearray(sealed()[: envelope._FIELDS.size])
    fields[offset : offset + size] = value.to_bytes(size, "big")
    key = envelope.expand(envelope.file_key(KEY, DRAFT.label, bytes(fields[68:100])), b"mac")
    with pytest.raises(DamagedFile):
        envelope.open_header(KEY, DRAFT, PLACE, bytes(fields) + hmac.digest(key, bytes(fields), "sha256"))


def test_the_epoch_is_read_where_it_stands() -> None:
    data = sealed()
    assert envelope.epoch_of(data[:HEADER_BYTES]) == 1
    assert envelope.epoch_of(data[:64] + bytes([1, 2, 3, 4]) + data[68:]) == 0x01020304
    assert envelope.epoch_of(data[:64] + bytes([1, 2, 3, 4]) + data[68:HEADER_BYTES]) == 0x01020304
    assert envelope.epoch_of(b"") == 0


def test_filling_that_pad_would_not_write_is_refused() -> None:
    good = envelope.pad(b"body")
    for other in (good + bytes(4096), good[:-1] + b"x", good[:-1], bytes(3)):
        with pytest.raises(DamagedFile):
            envelope.unpad(other)

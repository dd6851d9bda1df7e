"""A slot read from a file nobody has vouched for: exactly as it was written, or refused."""

from __future__ import annotations

import pytest

from pepdesk.problem import DamagedFile
from pepdesk.storage import slots
from pepdesk.storage.canonical import canonical
from pepdesk.storage.slots import Slot, WrongKey

SLOT = slots.wrap(Slot(slots.KEYRING, "ab" * 8, "cd" * 16, 1, "2026-11-22"), bytes(32), bytes(range(32)))


def test_a_slot_is_read_as_it_was_written_and_opens_with_its_key_only() -> None:
    assert slots.read_slot(SLOT.as_json()) == SLOT
    assert slots.unwrap(slots.read_slot(SLOT.as_json()), bytes(32)) == bytes(range(32))
    with pytest.raises(WrongKey):
        slots.unwrap(SLOT, bytes([1]) * 32)


@pytest.mark.parametrize("change", [{"epoch": "1"}, {"n": "zz"}, {"kind": None}, {"more": ""}, {"salt": ""}])
def test_a_slot_of_another_shape_is_refused_alone_and_left_out_of_a_list(change: dict[str, object]) -> None:
    changed = SLOT.as_json() | change
    with pytest.raises(DamagedFile):
        slots.read_slot(changed)
    assert slots.read_slots(canonical([changed, SLOT.as_json()])) == (SLOT,)


def test_sixteen_slots_are_read_and_seventeen_refused() -> None:
    assert len(slots.read_slots(slots.write_slots((SLOT,) * 16))) == 16
    with pytest.raises(DamagedFile):
        slots.read_slots(slots.write_slots((SLOT,) * 17))


@pytest.mark.parametrize("name", ["t", "p", "m"])
@pytest.mark.parametrize("value", ["3", True, 3.0, None])
def test_a_cost_that_is_no_whole_number_is_refused(name: str, value: object) -> None:
    fields = SLOT.as_json() | {"kind": slots.PASSPHRASE, "salt": "00" * 16, "t": 3, "p": 4, "m": 65536}
    assert slots.read_slot(fields).cost is not None
    with pytest.raises(DamagedFile):
        slots.read_slot(fields | {name: value})

"""Argon2id as the standard has it, and only within bounds."""

from __future__ import annotations

import tracemalloc

import pytest

from pepdesk.problem import DamagedFile
from pepdesk.storage.derivation import CEILING, FLOOR, Cost, argon2id, calibrate, derive, within_bounds


def test_the_vector_of_rfc_9106_section_5_3() -> None:
    tag = argon2id(b"\1" * 32, b"\2" * 16, Cost(3, 4, 32), key=b"\3" * 8, extra=b"\4" * 12)
    assert tag.hex() == "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"


@pytest.mark.parametrize(
    "cost",
    [Cost(1, 4, 65536), Cost(2, 4, 65536), Cost(3, 4, 65535), Cost(3, 0, 65536), Cost(11, 4, 65536),
     Cost(3, 17, 65536), Cost(3, 4, 393217), Cost(3, 4, 4 << 20), Cost(10**9, 4, 65536), Cost(-1, 4, 65536)],
)  # fmt: skip
def test_weakened_and_enormous_settings_are_refused_before_memory_is_taken(cost: Cost) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(DamagedFile):
            derive("correct horse battery", bytes(16), cost)
        assert tracemalloc.get_traced_memory()[1] < 1 << 20
    finally:
        tracemalloc.stop()


def test_short_salts_are_refused() -> None:
    with pytest.raises(DamagedFile):
        derive("correct horse battery", bytes(15), FLOOR)


def test_spelling_variants_of_one_letter_give_one_key() -> None:
    assert derive("café au lait noir", bytes(16), FLOOR) == derive("cafe\u0301 au lait noir", bytes(16), FLOOR)
    assert derive("cafe au lait noir", bytes(16), FLOOR) != derive("café au lait noir", bytes(16), FLOOR)


@pytest.mark.parametrize("speed", [0.001, 0.05, 0.11, 0.2, 0.5, 0.9, 5.0])
@pytest.mark.parametrize("memory_gib", [0, 0.25, 1, 4, 24])
def test_calibration_aims_at_most_of_a_second_and_never_goes_under_the_floor(speed: float, memory_gib: float) -> None:
    def seconds(cost: Cost) -> float:
        return speed * (cost.rounds / FLOOR.rounds) * (cost.memory_kib / FLOOR.memory_kib)

    cost = calibrate(seconds, int(memory_gib * (1 << 30)))
    assert within_bounds(cost)
    assert cost.memory_kib <= max(FLOOR.memory_kib, memory_gib * (1 << 20) / 8)
    assert seconds(cost) <= max(1.0, speed)
    at_its_limit = cost in (FLOOR, Cost(CEILING.rounds, cost.lanes, cost.memory_kib))
    assert seconds(cost) >= 0.55 or at_its_limit

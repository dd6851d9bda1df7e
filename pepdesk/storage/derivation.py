"""Passphrase to key: Argon2id, how hard to make it here, and which settings found in a file are refused.

The numbers in a vault file are data, not orders: they are judged before any memory is taken, against both a
weakened file and one that asks for all the memory there is.
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from pepdesk.problem import StorageProblem
from pepdesk.storage.damage import damaged
from pepdesk.storage.filesystem import physical_memory
from pepdesk.words import tr

Ready = Callable[[], None]
"""Called when a slow key is worked out and nothing is stored yet; may raise to stop, and then nothing is changed."""

_SALT_BYTES = range(16, 65)
_AIM_SECONDS = 0.85  # the middle of 0.7 to 1.0 s (security.md 1.5)
_LEAST_SECONDS = 0.7
_STEP_KIB = 16 << 10


@dataclass(frozen=True, slots=True)
class Cost:
    """What one derivation takes: ``rounds``, ``lanes`` and memory in KiB."""

    rounds: int
    lanes: int
    memory_kib: int


FLOOR = Cost(3, 4, 64 << 10)  # RFC 9106, second recommended choice
CEILING = Cost(10, 16, 384 << 10)


def go_on() -> None:
    """The ``Ready`` of whoever does not want to stop."""


def derive(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """The 32-byte key that opens a passphrase slot; takes most of a second on purpose.

    Spelling variants of the same letters (NFKC) give the same key. Raises ``DamagedFile`` for a cost out of bounds
    and ``StorageProblem`` when there is too little memory; it never tries a cheaper derivation instead.
    """
    if not within_bounds(cost) or len(salt) not in _SALT_BYTES:
        raise damaged(tr("its key settings are outside what PepDesk allows"))
    return argon2id(unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass"), salt, cost)


def argon2id(secret: bytes, salt: bytes, cost: Cost, *, key: bytes = b"", extra: bytes = b"") -> bytes:
    """Plain Argon2id to 32 bytes (RFC 9106), without judging the cost. Raises ``StorageProblem`` without memory."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id  # only needed to unlock

    try:
        return Argon2id(
            salt=salt,
            length=32,
            iterations=cost.rounds,
            lanes=cost.lanes,
            memory_cost=cost.memory_kib,
            ad=extra or None,
            secret=key or None,
        ).derive(secret)
    except MemoryError:
        raise StorageProblem(
            tr("There is not enough free memory to unlock the drafts."),
            tr("Close other programs and try again. Nothing was changed."),
            code="no-memory",
        ) from None


def within_bounds(cost: Cost) -> bool:
    """Whether a cost is neither weaker than the floor nor a bomb."""
    return (
        FLOOR.rounds <= cost.rounds <= CEILING.rounds
        and 1 <= cost.lanes <= CEILING.lanes
        and FLOOR.memory_kib <= cost.memory_kib <= CEILING.memory_kib
    )


def calibrate(measure: Callable[[Cost], float] | None = None, memory: int | None = None) -> Cost:
    """The cost that takes 0.7 to 1.0 s here, with at most an eighth of the memory; never under the floor.

    ``measure`` gives the seconds a cost takes and ``memory`` the bytes of the computer; tests bring their own.
    """
    measure = measure or _seconds
    memory = physical_memory() if memory is None else memory
    most = max(FLOOR.memory_kib, min(CEILING.memory_kib, memory // 8 // 1024))
    fitting = int(FLOOR.memory_kib * _AIM_SECONDS / max(measure(FLOOR), 1e-3))
    memory_kib = max(FLOOR.memory_kib, min(most, fitting // _STEP_KIB * _STEP_KIB))
    cost = Cost(FLOOR.rounds, FLOOR.lanes, memory_kib)
    taken = measure(cost)
    if taken >= _LEAST_SECONDS:
        return cost
    rounds = int(FLOOR.rounds * _AIM_SECONDS / max(taken, 1e-3))
    return Cost(min(CEILING.rounds, max(FLOOR.rounds, rounds)), FLOOR.lanes, memory_kib)


def _seconds(cost: Cost) -> float:
    start = time.perf_counter()
    argon2id(b"how long does this take", bytes(16), cost)
    return time.perf_counter() - start

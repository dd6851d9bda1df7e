"""Files changed at random (seeded): bits, bytes, slices, numbers at limits, pieces of the format, pieces of others."""

from __future__ import annotations

import random

NUMBERS = (b"\0", b"\xff", b"\x7f", b"\x80", b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff", b"-1", b"0", b"1e9",
           b"99999999999999999999", b"NaN", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\r", b"\n", b"\x1a")  # fmt: skip


def mutated(data: bytes, tokens: tuple[bytes, ...], chance: random.Random) -> bytes:
    """``data`` with one to six changes; ``tokens`` are words of its format."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        _change(out, tokens, chance)
    return bytes(out)


def _change(out: bytearray, tokens: tuple[bytes, ...], chance: random.Random) -> None:
    kind, at = chance.randrange(9), chance.randrange(len(out) + 1)
    end = min(len(out), at + chance.choice((1, 1, 2, 4, 8, 32, 300)))
    if kind == 0 and at < len(out):
        out[at] ^= 1 << chance.randrange(8)
    elif kind == 1 and at < len(out):
        out[at] = chance.randrange(256)
    elif kind == 2:
        del out[at:end]
    elif kind == 3:
        out[at:at] = out[at:end] * chance.choice((1, 2, 20))
    elif kind == 4:
        out[at:end] = chance.choice(NUMBERS)
    elif kind == 5 and tokens:
        out[at:at] = chance.choice(tokens)
    elif kind == 6 and tokens:
        out[at:end] = chance.choice(tokens)
    elif kind == 7:
        del out[at:]
    else:
        other = chance.randrange(len(out) + 1)
        out[at:end] = out[other : other + end - at]

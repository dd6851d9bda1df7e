"""Ratios that mean something on a noisy machine: ours and its yardstick in turn, ten pairs, the median."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

PAIRS = 10


def seconds(work: Callable[[], object]) -> float:
    """Wall time of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ratio(
    name: str, ours: Callable[[], object], yardstick: Callable[[], object], bar: float, pairs: int = PAIRS
) -> bool:
    """Print the median of ``ours / yardstick`` over interleaved pairs beside its bar; True when it is within it.

    One pair is thrown away first, so that both sides find their files and code warm.
    """
    return report(name, [(seconds(ours), seconds(yardstick)) for _ in range(pairs + 1)][1:], bar)


def report(name: str, found: list[tuple[float, float]], bar: float) -> bool:
    """Print one line for pairs of seconds (or bytes) already measured."""
    ratios = [ours / yard for ours, yard in found]
    middle = statistics.median(ratios)
    ours, yard = statistics.median(o for o, _ in found), statistics.median(y for _, y in found)
    verdict = "within" if middle <= bar else "OVER"
    print(
        f"{name:<52} ratio {middle:5.2f} ({min(ratios):.2f} to {max(ratios):.2f}), bar {bar}: {verdict}"
        f"   [{ours:.4g} against {yard:.4g}]",
        flush=True,
    )
    return middle <= bar

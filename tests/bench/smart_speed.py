"""How long the SMART coach takes: the 99th percentile over targets of 120 words, and its import in a fresh interpreter.

Bars: 5 ms (p99 of one judgement), 30 ms (import). Texts are made of the project's own example targets, so that no two
are alike and nothing is remembered. Run: python tests/bench/smart_speed.py
"""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path
from statistics import quantiles
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2]))

from pepdesk.smart import judge

EXAMPLES = Path(__file__).parents[1] / "smart"
WORDS, ROUNDS = 120, 1000
PROBE = "from time import perf_counter as c; a = c(); import pepdesk.smart; print(c() - a)"


def texts(count: int) -> list[str]:
    """``count`` different targets of 120 words each, with a fixed seed."""
    chance = random.Random(120)
    lines = [
        line.split("|")[1].strip()
        for name in ("targets.txt", "hard_targets.txt")
        for line in (EXAMPLES / name).read_text(encoding="utf-8").splitlines()
        if "|" in line and not line.startswith("#")
    ]
    return [" ".join(" ".join(chance.sample(lines, 30)).split()[:WORDS]) for _ in range(count)]


def main() -> None:
    """Prints both figures beside their bars."""
    judge("Sam will read five books by half term.")  # patterns are compiled at first use
    taken = []
    for text in texts(ROUNDS):
        began = perf_counter()
        judge(text)
        taken.append((perf_counter() - began) * 1000)
    imports = [
        float(subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True).stdout)
        for _ in range(7)
    ]
    print(
        f"judge, {WORDS} words: median {quantiles(taken)[1]:.2f} ms, p99 {quantiles(taken, n=100)[98]:.2f} ms (bar 5)"
    )
    print(f"import: best of 7 {min(imports) * 1000:.1f} ms, worst {max(imports) * 1000:.1f} ms (bar 30)")


if __name__ == "__main__":
    main()

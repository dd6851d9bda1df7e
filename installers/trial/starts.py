#!/usr/bin/env python3
"""How long the packaged program takes to its window, against the same program from source; Linux, on its own screen.

    python3 installers/trial/starts.py [FOLDER]      FOLDER holds the program (the last build's one folder)

The packaged program may take 1.3 times as long. Started in pairs, one right after the other, each first in turn: a busy
machine slows both of a pair alike, and the median of the pairs' ratios counts.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
if str(ROOT) not in sys.path:
    sys.path[0] = str(ROOT)

from installers import environment  # noqa: E402
from installers.problem import last_lines  # noqa: E402
from installers.trial.screen import screen, windows  # noqa: E402

MOST = 1.3
ROUNDS = 11


def main(words: list[str]) -> int:
    """0 when the packaged program is quick enough, 1 when it is not."""
    folder = Path(words[0]) if words else ROOT / ".local/build/linux/pepdesk"
    source = [str(environment.make_ready("build", ROOT / ".local/build/python")), "-m", "pepdesk"]
    ways = {"packaged": [str(folder / "pepdesk")], "from source": source}
    seconds: dict[str, list[float]] = {way: [] for way in ways}
    with screen() as display, tempfile.TemporaryDirectory() as home:
        for number in range(ROUNDS + 1):  # the first round fills the disk's cache and does not count
            for way in sorted(ways, reverse=bool(number % 2)):
                took = _to_window(ways[way], display, home)
                if number:
                    seconds[way].append(took)
    ratios = [packaged / source for packaged, source in zip(*seconds.values(), strict=True)]
    ratio = statistics.median(ratios)
    for way, all_of_them in seconds.items():
        print(f"{way:<12} {statistics.median(all_of_them):.2f} s to the window (median of {ROUNDS})")
    print(f"ratio        {ratio:.2f} in the middle pair, {min(ratios):.2f} to {max(ratios):.2f} (at most {MOST})")
    return 0 if ratio <= MOST else 1


def _to_window(command: list[str], display: str, home: str) -> float:
    places = {"HOME": home, "PEPDESK_HOME": f"{home}/plans", "XDG_RUNTIME_DIR": home, "PATH": os.environ["PATH"]}
    said = Path(home) / "said"
    begun = time.perf_counter()
    with said.open("wb") as file:
        program = subprocess.Popen(
            command, env=places | {"DISPLAY": display, "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "xcb"}, cwd=ROOT,
            stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        while not windows(display, "PepDesk"):
            if program.poll() is not None or time.perf_counter() - begun > 60:
                words = last_lines(said.read_text(errors="replace"), 12)
                raise SystemExit(f"{command[0]} showed no window; its status is {program.poll()}, it said:\n{words}")
            time.sleep(0.01)
        return time.perf_counter() - begun
    finally:
        program.terminate()
        program.wait(20)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

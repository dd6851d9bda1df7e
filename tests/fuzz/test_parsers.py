"""Whatever bytes come in, a reader gives something or raises one of our own problems, within 512 MiB."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
import warnings
from pathlib import Path

import pytest

from tests.fuzz.mutations import mutated
from tests.fuzz.parsers import Parser, outcome, parsers

SEED = int(os.environ.get("FUZZ_SEED", "20261122"))
NAMES = tuple(parsers(Path()))
QUICK_SECONDS, FEWEST = 0.4, 8
SLOW_MUTATIONS = 1_000_000


def fuzz(parser: Parser, count: int, seconds: float, seed: int) -> dict[str, float]:
    """Try ``count`` changed files, or as many as there is time for; gives how many there were of each outcome."""
    chance, seeds = random.Random(seed), parser.seeds()
    tally, end = {"read": 0.0, "refused": 0.0}, time.monotonic() + seconds
    for data in seeds:
        tally[outcome(parser, data)] += 1
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of libraries, about what is odd in a file
        while (done := sum(tally.values())) < count and (done < FEWEST or time.monotonic() < end):
            data = mutated(chance.choice(seeds), parser.tokens, chance)
            try:
                tally[outcome(parser, data)] += 1
            except BaseException:
                Path(f"/tmp/pepdesk-fuzz-{os.getpid()}.bin").write_bytes(data)
                raise
    return tally


@pytest.mark.parametrize("name", NAMES)
def test_a_changed_file_is_read_or_refused(name: str, tmp_path: Path) -> None:
    tally = fuzz(parsers(tmp_path)[name], 2_000, QUICK_SECONDS, SEED)
    assert sum(tally.values()) >= FEWEST


RUN = """
import json, resource, sys, tempfile
from pathlib import Path
from tests.fuzz.parsers import parsers
from tests.fuzz.test_parsers import fuzz
name, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
with tempfile.TemporaryDirectory() as folder:
    tally = fuzz(parsers(Path(folder))[name], count, 600, seed)
print(json.dumps(tally | {"mebibytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10}))
"""


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_a_million_changed_files_are_read_or_refused_within_512_mib(tmp_path: Path) -> None:
    """Each reader in a process of its own; how many each gets follows from how quick it is."""
    table, total = parsers(tmp_path), 0.0
    share = SLOW_MUTATIONS * 1.02 / sum(parser.weight for parser in table.values())
    for name, parser in table.items():
        start = time.monotonic()
        words = [sys.executable, "-c", RUN, name, str(int(share * parser.weight) + 1), str(SEED)]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{name}: {done.stderr}"
        tally = json.loads(done.stdout)
        count, total = tally["read"] + tally["refused"], total + tally["read"] + tally["refused"]
        print(f"{name}: {count:,.0f} files, {tally['read']:,.0f} read, {time.monotonic() - start:.0f} s, "
              f"{tally['mebibytes']} MiB")  # fmt: skip
        assert tally["mebibytes"] < 512, name
    print(f"{total:,.0f} changed files")
    assert total >= SLOW_MUTATIONS

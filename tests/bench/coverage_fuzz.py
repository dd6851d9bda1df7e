"""Coverage-guided fuzzing of one reader (``tests/fuzz/parsers.py``) with atheris, which is not among our locked tools.

    pip install --target /tmp/atheris atheris
    PYTHONPATH=.:/tmp/atheris .venv/bin/python tests/bench/coverage_fuzz.py NAME [seconds] [folder for what was found]

``all`` as the name goes through every reader, one process each. Only our own problems may be raised, within 512 MiB;
anything else ends the run with the bytes that did it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

LIMIT_MIB = 512
SLOWEST_INPUT_SECONDS = 90  # by the clock: at low priority on a busy machine nothing runs for long stretches


def one(name: str, seconds: int, found: Path) -> None:
    """Fuzz one reader; does not come back."""
    import atheris

    with atheris.instrument_imports(include=["pepdesk"]):
        from tests.fuzz.parsers import outcome, parsers
    parser = parsers(Path(tempfile.mkdtemp()))[name]
    corpus = found / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(parser.seeds()):
        (corpus / f"seed-{number}").write_bytes(data)
    words = [
        f"-max_total_time={seconds}", f"-rss_limit_mb={LIMIT_MIB}", f"-timeout={SLOWEST_INPUT_SECONDS}",
        "-print_final_stats=1", f"-artifact_prefix={found}/{name}-", str(corpus),
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *words], lambda data: outcome(parser, data) and None)
    atheris.Fuzz()


def every(seconds: int, found: Path) -> int:
    """Each reader in a process of its own; gives how many failed."""
    from tests.fuzz.parsers import parsers

    failed = 0
    for name in parsers(found):
        start = time.monotonic()
        command = [sys.executable, __file__, name, str(seconds), str(found)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        stats = dict(
            line.removeprefix("stat::").split(":", 1) for line in done.stderr.splitlines() if line.startswith("stat::")
        )
        runs, peak = (stats.get(key, "?").strip() for key in ("number_of_executed_units", "peak_rss_mb"))
        state = "only our own problems" if done.returncode == 0 else f"FAILED ({done.returncode})"
        print(f"{name}: {runs} runs in {time.monotonic() - start:.0f} s, peak {peak} MiB, {state}", flush=True)
        failed += done.returncode != 0
        (found / f"{name}.log").write_text(done.stderr, "utf-8")
    return failed


if __name__ == "__main__":
    wanted, length = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 600
    place = Path(sys.argv[3]) if len(sys.argv) > 3 else Path(tempfile.mkdtemp(prefix="pepdesk-fuzz-"))
    sys.exit(every(length, place)) if wanted == "all" else one(wanted, length, place)

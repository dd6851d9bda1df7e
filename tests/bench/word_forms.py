"""How long a Word form takes: to make, against bare python-docx; to read back, against opening it in python-docx.

python tests/bench/word_forms.py       prints the ratios and fails (exit status 1) where one is over its bar (issue E:
250 fields made in at most 3 times bare python-docx of the same cells; read in at most 1 time opening it in python-docx)

Each figure is the median of some runs, ours and theirs taking turns. Reading is measured as it is done, in a process of
its own behind the fence; opening in python-docx in one of its own too. Without starting one both are printed as well.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

import docx

from pepdesk.app.catalogue import take_authority, take_form
from pepdesk.export.form_sheet import FormSheet, Grid, Questions, form_sheet
from pepdesk.export.word_form import Origin, render
from pepdesk.intake.word_form import word_document
from pepdesk.intake.word_inside import inside

FIELDS, RUNS = 250, 7
ORIGIN = Origin(None, "2026-11-22T09:00:00+00:00")
OPEN = "import sys, docx; docx.Document(sys.argv[1])"
BARS = {"make": 3.0, "read": 1.0}


def part_of(sheet: FormSheet, fields: int) -> FormSheet:
    """The first parts of a sheet that hold about so many answers."""
    parts, count = [], 0
    for part in sheet.parts:
        parts.append(part)
        count += len(part.asks) if isinstance(part, Questions) else 0
        count += sum(len(asks) for _, asks in part.rows) if isinstance(part, Grid) else 0
        if count >= fields:
            break
    return replace(sheet, parts=tuple(parts))


def bare(sheet: FormSheet) -> bytes:
    """The same cells by python-docx alone: tables with words, no fields, no marks."""
    package = docx.Document()
    for part in sheet.parts:
        if isinstance(part, Questions):
            table = package.add_table(len(part.asks), 2)
            for row, ask in zip(table.rows, part.asks, strict=True):
                row.cells[0].text, row.cells[1].text = ask.field.label, "Write here"
        elif isinstance(part, Grid):
            table = package.add_table(len(part.rows) + 1, len(part.header))
            for cell, words in zip(table.rows[0].cells, part.header, strict=True):
                cell.text = words
            for row, (_, asks) in zip(table.rows[1:], part.rows, strict=True):
                for cell in row.cells[: len(asks)]:
                    cell.text = "Write here"
    target = io.BytesIO()
    package.save(target)
    return target.getvalue()


def turns(*works: Callable[[], object]) -> list[float]:
    """The median seconds of each, all taking turns."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(RUNS):
        for work, times in zip(works, taken, strict=True):
            start = time.perf_counter()
            work()
            times.append(time.perf_counter() - start)
    return [median(times) for times in taken]


def main() -> int:
    """Measure and print; gives the exit status."""
    sheet = part_of(form_sheet(take_form("year_r_11", take_authority("england"))), FIELDS)
    data = render(sheet, ORIGIN)
    with tempfile.TemporaryDirectory() as folder:
        (file := Path(folder) / "form.docx").write_bytes(data)
        ours, theirs = turns(lambda: render(sheet, ORIGIN), lambda: bare(sheet))
        command = [sys.executable, "-I", "-c", OPEN, str(file)]
        read, opened = turns(lambda: word_document(data), lambda: subprocess.run(command, check=True))
        warm, warm_opened = turns(lambda: inside(None, data), lambda: docx.Document(str(file)))
    print(f"{sum(1 for _ in sheet.asks())} fields, {len(data) / 1024:.0f} KiB")
    print(f"make: {ours * 1000:.0f} ms, bare python-docx {theirs * 1000:.0f} ms: {ours / theirs:.2f} times (bar 3)")
    print(f"read: {read * 1000:.0f} ms, opened {opened * 1000:.0f} ms: {read / opened:.2f} times (bar 1)")
    print(f"without starting a process: {warm * 1000:.1f} ms, opened {warm_opened * 1000:.1f} ms: "
          f"{warm / warm_opened:.2f} times")  # fmt: skip
    return int(ours / theirs > BARS["make"] or read / opened > BARS["read"])


if __name__ == "__main__":
    sys.exit(main())

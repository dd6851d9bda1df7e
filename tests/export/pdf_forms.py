"""Fillable PDFs for tests, and what can be written into their fields."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import pikepdf

from pepdesk import paths
from pepdesk.app.documents import sample_plan
from pepdesk.export.pdf_form import render_form
from pepdesk.form.loader import load_form
from pepdesk.form.model import Form
from pepdesk.form.pdf_names import ABOUT

FORMS = ("early_years", "year_r_11", "post_16")
WHEN = datetime(2026, 11, 22, 10, tzinfo=UTC)
WORDS = ("Łukasz Ŵyn Żółć £5", "Siân (née Ŷork) \\ back\\slash", "İpek Gülşen Yağız, 22/11/2026")
"""Names in letters the form's font has."""
OTHER_LETTERS = ("Nguyễn Thị Hồng", "李小龍", "محمد عبد الله")
"""And in some that it has not: programs look long for another font, so these are written into a few fields only."""


@cache
def form(name: str) -> Form:
    """One of the three forms."""
    return load_form(paths.forms_dir(), name)


@cache
def blank(name: str) -> bytes:
    """The whole form, blank."""
    return render_form(form(name), created=WHEN)


@cache
def with_answers(name: str) -> bytes:
    """The whole form with the answers of the sample plan."""
    plan = sample_plan(name, date(2026, 11, 22))
    return render_form(plan.form, created=WHEN, record=plan)


def fields(data: bytes) -> dict[str, Any]:
    """Every field of an answer by its full name, as ``(kind, options)``: text, several, choice or tick."""
    found: dict[str, Any] = {}

    def walk(node: Any, outer: str) -> None:
        name = f"{outer}.{node.T}" if outer else str(node.T)
        if "/Kids" in node:
            for kid in node.Kids:
                walk(kid, name)
        elif name != ABOUT:
            kinds = {"/Tx": "several" if int(node.get("/Ff", 0)) & 4096 else "text", "/Ch": "choice", "/Btn": "tick"}
            found[name] = (kinds[str(node.FT)], [str(option) for option in node.get("/Opt", [])])

    with pikepdf.open(io.BytesIO(data)) as pdf:
        for top in pdf.Root.AcroForm.Fields:
            walk(top, "")
    return found


def answers_for(data: bytes) -> dict[str, str | bool]:
    """Something to write into every field: names, two lines of them, each list's last choice, every second box."""
    answers: dict[str, str | bool] = {}
    for number, (name, (kind, options)) in enumerate(fields(data).items()):
        word = (*OTHER_LETTERS, *WORDS)[number] if number < 6 else WORDS[number % len(WORDS)]
        if kind == "tick":
            answers |= {name: True} if number % 2 else {}
        else:
            answers[name] = {"text": word, "several": f"{word}\n{number}. line"}.get(kind) or options[-1]
    return answers

"""Writes three invented councils' Word forms, with their mappings: ``python resources/own_forms/make_own_forms.py``.

They lie beside this script as examples to try, and as material for tests: one of tables, one of content controls, one
of dotted lines and boxes. What they ask stands in ``what_they_ask.toml``. "Anyshire" is nobody; the questions follow
the outlines of real forms (sections and kinds of questions); every word is our own. It always writes the same bytes.
"""

# ruff: noqa: ANN401 - a step of the file may be anything that TOML can say

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).resolve().parent
sys.path[:0] = [str(FOLDER), str(FOLDER.parents[1])]

from form_builder import Builder, borders  # noqa: E402

from pepdesk.intake.own_form_mapping import Mapping, RowsOf, digest, mapping_toml  # noqa: E402
from pepdesk.intake.own_form_places import find_places  # noqa: E402
from pepdesk.intake.own_form_sheet import read_sheet  # noqa: E402

__all__ = ["FORMS", "Builder", "borders", "built", "made"]
_ROOM: Final = "_" * 70
_VIOLET: Final = "EFE6F3"
FORMS: Final = tomllib.loads((FOLDER / "what_they_ask.toml").read_text(encoding="utf-8"))

Step = dict[str, Any]


def heading(b: Builder, step: Step) -> None:
    """A heading."""
    b.heading(step["heading"])


def pairs(b: Builder, step: Step) -> None:
    """A table of so many columns: label, empty cell, label, empty cell."""
    b.pairs(b.table(step["pairs"]), *((label, tuple(answers)) for label, *answers in step["cells"]))


def below(b: Builder, step: Step) -> None:
    """A table of one column: label, empty cell below."""
    table = b.table(1)
    for label, answer in step["below"]:
        b.label(table.add_row().cells[0], label)
        table.add_row()
        b.want(answer)


def named(b: Builder, step: Step) -> None:
    """A table whose rows have their names printed."""
    table = _headed(b, step)
    for words, row in step["named"]:
        b.label(table.add_row().cells[0], words)
        for answer in step["answers"]:
            b.want(f"{answer}@{row}")


def blank(b: Builder, step: Step) -> None:
    """A table with so many empty rows."""
    b.blanks(_headed(b, step), step["blank"])
    b.want(rows=_rows(step["rows"]))


def controls(b: Builder, step: Step) -> None:
    """The same with a content control in every cell."""
    table = _headed(b, step)
    for _ in range(step["controls"]):
        for cell in table.add_row().cells:
            b.control(cell.paragraphs[0], "", "", "rich")
    b.want(rows=_rows(step["rows"]))


def control(b: Builder, step: Step) -> None:
    """A label and a content control of some ``kind`` in one line."""
    paragraph = b.say(step["control"] + ": ")
    b.control(paragraph, step["tag"], "", step.get("kind", "text"), tuple(step.get("items", ())))
    b.want(*step["answers"], values=tuple(step.get("values", ())))


def beside(b: Builder, step: Step) -> None:
    """A table of labels with content controls beside them, which have no names."""
    table = b.table(2)
    for label, *answers in step["beside"]:
        cells = table.add_row().cells
        b.label(cells[0], label, _VIOLET)
        b.control(cells[1].paragraphs[0], "", "", "text")
        b.want(*answers)


def ticks(b: Builder, step: Step) -> None:
    """A line with boxes to tick that are content controls."""
    paragraph = b.say(step["ticks"])
    for words in step["words"]:
        b.control(paragraph, "", "", "tick")
        paragraph.add_run(words)
    b.want(*step["answers"], values=tuple(step["values"]))


def rich(b: Builder, step: Step) -> None:
    """Labels in bold, each over a content control for text of any length."""
    for label, tag, answer in step["rich"]:
        b.say(label, bold=True)
        b.control(b.say(""), tag, label, "rich")
        b.want(answer)


def said(b: Builder, step: Step) -> None:
    """A line in ``bold``, lines to ``say``, ``room`` of so many ruled lines; then what their places ``want``."""
    if "bold" in step:
        b.say(step["bold"], bold=True)
    for words in (*step.get("say", ()), *[_ROOM] * step.get("room", 0)):
        b.say(words)
    for answers in step.get("want", ()):
        b.want(*answers, values=tuple(step.get("values", ())))


def lines(b: Builder, step: Step) -> None:
    """Labels, each with the same line to write on ``after`` it."""
    for label, answer in step["after"]:
        b.say(label + step["lines"])
        b.want(answer)


def times(b: Builder, step: Step) -> None:
    """The same steps so many times, with the number for ``{n}``."""
    for number in range(1, step["times"] + 1):
        _ask(b, _numbered(step["ask"], number))


STEPS: Final[dict[str, Callable[[Builder, Step], None]]] = {
    one.__name__: one
    for one in (heading, pairs, below, named, blank, controls, control, beside, ticks, rich, lines, times)
} | {"bold": said, "say": said}
"""First key of a step → what it builds."""


def _ask(b: Builder, steps: Sequence[Step]) -> None:
    for step in steps:
        STEPS[next(iter(step))](b, step)


def _headed(b: Builder, step: Step) -> Any:
    table = b.table(len(step["heads"]))
    b.headings(table, *step["heads"])
    return table


def _rows(told: list[list[str]]) -> tuple[RowsOf, ...]:
    return tuple(RowsOf(group, tuple(columns)) for group, *columns in told)


def _numbered(told: Any, number: int) -> Any:
    if isinstance(told, dict):
        return {key: _numbered(one, number) for key, one in told.items()}
    if isinstance(told, list):
        return [_numbered(one, number) for one in told]
    return told.replace("{n}", str(number)) if isinstance(told, str) else told


def built(name: str) -> Builder:
    """One form, with what each of its places is for."""
    told = FORMS[name]
    builder = Builder(told["font"], told["colour"])
    builder.head(told["head"], told["small"])
    _ask(builder, told["ask"])
    return builder


def made(name: str) -> tuple[bytes, Mapping]:
    """One form and its mapping."""
    told, builder = FORMS[name], built(name)
    data = builder.data()
    places = find_places(read_sheet(data))
    if len(places) != len(builder.truth):
        found = "\n".join(f"{one.at}  {one.words}" for one in places)
        raise SystemExit(f"{name}: {len(places)} places found, {len(builder.truth)} made:\n{found}")
    truth = zip(places, builder.truth, strict=True)
    entries = tuple(replace(one, at=place.at, label=place.words) for place, one in truth)
    note = "An invented form, as an example. Make your own with: pepdesk own-form propose FORM.docx"
    return data, Mapping(name, told["title"], told["form"], f"{name}.docx", digest(data), entries, note)


def main() -> None:
    """Write all three."""
    for name in FORMS:
        data, mapping = made(name)
        (FOLDER / f"{name}.docx").write_bytes(data)
        (FOLDER / f"{name}.toml").write_text(mapping_toml(mapping), encoding="utf-8")


if __name__ == "__main__":
    main()

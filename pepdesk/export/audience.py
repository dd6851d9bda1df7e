"""Who may see what: the copies there are, and what each leaves out. The data is ``forms/audiences.toml``.

A question is in a narrower copy only if that file names it for this copy *and* nothing in the plan's own form hides it
from this reader; what an authority added counts by its own ``hide_from``. Everything else is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pepdesk import paths
from pepdesk.form.faults import Faults, FormFaults
from pepdesk.form.files import read_toml
from pepdesk.form.model import NARROWER, Audience, FieldType

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pepdesk.form.faults import Fault
    from pepdesk.form.model import Field, Form

FILE = "audiences.toml"
COMMAND_WORDS = {one: one.value.replace("_", "-") for one in Audience} | {Audience.CLASS_TEACHER: "class"}
"""What each copy is called on the command line and in file names."""
READER = {
    Audience.FULL: "everybody who plans",
    Audience.CHILD: "the child",
    Audience.CARER: "the carer",
    Audience.PARENT: "the parent",
    Audience.CLASS_TEACHER: "the class teacher",
    Audience.RECEIVING_SCHOOL: "the receiving school",
}
"""For whom each copy is, as it stands in a sentence."""


@dataclass(frozen=True, slots=True)
class CopyWords:
    """What stands at the head of a copy: ``head`` for whom, ``about`` what it shows, ``ask`` whom to ask for more.

    ``follows`` are questions (tab, question) that are not printed, but on which it may depend what else is printed.
    """

    head: str
    about: str
    ask: str
    follows: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Audiences:
    """The whole file: the words of each narrower copy, and for each question it names, the copies that show it."""

    copies: dict[Audience, CopyWords]
    shown: dict[tuple[str, str], frozenset[Audience]]


@dataclass(frozen=True, slots=True)
class Hidden:
    """What a reader must not see of a form: whole ``tabs``, and ``questions`` as (tab, question)."""

    tabs: frozenset[str]
    questions: frozenset[tuple[str, str]]


@lru_cache(maxsize=1)
def audiences() -> Audiences:
    """The file that came with PepDesk. Raises ``FormProblem`` when it cannot be used: then no copy is made."""
    return read_audiences(paths.forms_dir())


def read_audiences(forms: Path) -> Audiences:
    """The file in the folder ``forms``. Raises ``FormFaults`` (a ``FormProblem``) naming what is wrong."""
    faults = Faults()
    document = read_toml(forms, FILE, faults)
    copies: dict[Audience, CopyWords] = {one: _copy(one, document.get("copy", {}), faults) for one in NARROWER}
    shown: dict[tuple[str, str], frozenset[Audience]] = {}
    for number, entry in enumerate(document.get("shown", ()), 1):
        tab, readers, questions = _entry(number, entry, faults)
        for question in questions:
            if (tab, question) in shown:
                faults.add(FILE, f"[[shown]] {number}", f'"{tab}.{question}" stands in two places.')
            shown[tab, question] = readers
    faults.raise_any("The list of what each copy shows")
    return Audiences(copies, shown)


def _copy(one: Audience, tables: Any, faults: Faults) -> CopyWords:  # noqa: ANN401 - anything TOML can hold
    table = tables.get(one.value, {}) if isinstance(tables, dict) else {}
    head, about, ask = (table.get(key) for key in ("head", "about", "ask"))
    follows = table.get("follows", [])
    if not (isinstance(head, str) and isinstance(about, str) and isinstance(ask, str) and isinstance(follows, list)):
        faults.add(FILE, f"[copy.{one.value}]", 'needs "head", "about" and "ask".')
        return CopyWords("", "", "", frozenset())
    pairs = (str(place).partition(".") for place in follows)
    return CopyWords(head, about, ask, frozenset((tab, question) for tab, _, question in pairs))


def _entry(number: int, entry: Any, faults: Faults) -> tuple[str, frozenset[Audience], list[str]]:  # noqa: ANN401
    table = entry if isinstance(entry, dict) else {}
    tab, to, questions = table.get("tab"), table.get("to"), table.get("questions")
    known = {one.value for one in NARROWER}
    good = isinstance(tab, str) and isinstance(to, list) and isinstance(questions, list)
    if not good or not all(isinstance(one, str) and one in known for one in to or ()):
        faults.add(FILE, f"[[shown]] {number}", 'needs "tab", "to" (copies by name) and "questions".')
        return "", frozenset(), []
    return str(tab), frozenset(Audience(one) for one in to or ()), [str(one) for one in questions or ()]


def audience_faults(folder: Path, forms: Iterable[Form]) -> tuple[Fault, ...]:
    """What is wrong with the list in ``folder``, and the questions of ``forms`` that nobody has decided about.

    Each must, for each copy, be named in the list or hidden from it; one that the list does not know may say it itself.
    """
    try:
        shown = read_audiences(folder).shown
    except FormFaults as problem:
        return problem.faults
    faults = Faults()
    asked = ((_decided(form), field) for form in forms for tab in form.tabs for field in tab.fields)
    for decided, field in asked:
        place = (field.tab, field.id)
        left = set(NARROWER) - field.hide_from - shown.get(place, frozenset())
        if left and field.type is not FieldType.NOTE and (place in shown or place not in decided):
            copies = ", ".join(one.value for one in NARROWER if one in left)
            said = f'"{field.tab}.{field.id}" is neither named here nor hidden for: {copies}.'
            faults.add(FILE, "[[shown]]", said, "Until then those copies leave it out.")
    return tuple(dict.fromkeys(faults.found))


def sees(form: Form, field: Field, audience: Audience) -> bool:
    """Whether the answers to a question are in that copy."""
    if audience is Audience.FULL:
        return True
    if audience in field.hide_from:
        return False
    named = audiences().shown.get((field.tab, field.id))
    return audience in named if named is not None else (field.tab, field.id) in _decided(form)


def hidden_for(form: Form, audience: Audience) -> Hidden:
    """What that reader must not see of the form: nothing for the full copy."""
    if audience is Audience.FULL:
        return Hidden(frozenset(), frozenset())
    questions = {(f.tab, f.id) for tab in form.tabs for f in tab.fields if not sees(form, f, audience)}
    tabs = {tab.id for tab in form.tabs if all((tab.id, field.id) in questions for field in tab.fields)}
    return Hidden(frozenset(tabs), frozenset(questions))


def words_of(audience: Audience) -> CopyWords:
    """What stands at the head of a narrower copy. Raises ``KeyError`` for the full one, which has no such words."""
    return audiences().copies[audience]


def _decided(form: Form) -> frozenset[tuple[str, str]]:
    """The questions that say in so many words from whom they are hidden (perhaps ``[]``: from nobody)."""
    return frozenset(
        (str(tab.get("id")), str(one.get("id")))
        for tab in form.raw.get("tabs", ())
        for one in tab.get("fields", ())
        if "hide_from" in one.get("table", {})
    )

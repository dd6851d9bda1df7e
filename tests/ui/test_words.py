"""Every window in a language nobody speaks: what is still English comes from data, and the reason is written down.

The screens are shown by a process of its own (tests/ui/words_run.py); tests/ui/data_words.py says what may be English.
"""

from __future__ import annotations

import ast
import gettext
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from installers import checkers
from pepdesk.app import turns
from pepdesk.words import tr, trn
from tests.ui.data_words import SOURCES, Known, joints, quoted
from tests.ui.every_window import SCREENS
from tests.ui.pseudo import english, not_said, said
from tests.ui.words_shown import PACKAGE, Words, calls, catalogue, shown_words, template

ROOT = Path(__file__).parents[2]
ELSEWHERE = (
    ("Help", ("GroupTitle", "QListWidget", "ReadOnlyText"), "pages of Help are files, translated where they lie"),
    ("about PepDesk", ("QPlainTextEdit",), "licences stand as their authors wrote them"),
    ("on paper", ("PreviewText",), "the document itself, which stays English"),
)
"""Words of a screen's name, widgets on it whose text is not looked at, and why."""
pytestmark = pytest.mark.timeout(600)


def _english_on(line: dict[str, Any], known: Known) -> list[str]:
    """The English on one screen that comes from nowhere known, each with its widget and the whole text."""
    left = []
    for kind, what, text in line["texts"]:
        if not any(words in line["screen"] and kind in kinds for words, kinds, _why in ELSEWHERE):
            left += [f"{line['screen']}: {kind} {what}: {found!r} in {text[:200]!r}"
                     for piece in not_said(text) if (found := known.unknown(piece))]  # fmt: skip
    return left


def test_on_every_screen_all_words_are_translated_but_data_and_nothing_breaks() -> None:
    program = [sys.executable, "-m", "tests.ui.words_run"]
    ran = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, timeout=560, check=False)
    lines = [json.loads(line) for line in ran.stdout.splitlines()]
    complaints = "\n".join(one for one in ran.stderr.splitlines() if not one.startswith("This plugin"))[-4000:]
    assert [line["screen"] for line in lines if not line["opened"]] == [], complaints
    assert ran.returncode == 0, complaints
    assert "Traceback" not in ran.stderr, complaints
    assert len(lines) == len(SCREENS)
    assert sum(len(line["texts"]) for line in lines) > 5000
    known = Known((text for source in SOURCES for text in source()), quoted(), joints())
    assert [found for line in lines for found in _english_on(line, known)] == []


def test_english_that_is_not_wrapped_is_found() -> None:
    known = Known(
        ("Health and SDQ", "Summer", "is not in the list"), ("she reads ninety words",), frozenset({"in", "of"})
    )
    screen = {"screen": "any", "texts": [["QLabel", "text", one] for one in (
        said("Close"), f"{said('Add')} Health and SDQ", "Close the plan", "of 12", f"{said('Signed')} by nobody",
        "“ninety pages”, Summer", "Summer holidays", "reads ninety words", "Summer in Summer",
    )]}  # fmt: skip
    found = " ".join(_english_on(screen, known))
    for words in ("'close the plan'", "'of'", "nobody", "ninety pages”, Summer", "holidays"):
        assert words in found
    assert "SDQ" not in found
    assert "reads" not in found.replace("ninety words", "")


def test_each_text_is_one_literal_with_all_its_gaps_filled_and_no_key_has_two_plurals() -> None:
    faults = []
    for file in sorted(PACKAGE.rglob("*.py")):
        for call in calls(ast.parse(file.read_text(encoding="utf-8"))):
            texts = call.args[: 2 if ast.unparse(call.func) == "trn" else 1]
            where = f"{file.relative_to(PACKAGE)}:{call.lineno}"
            if not all(isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value for one in texts):
                faults.append(f"{where}: an f-string, a sum or a name: {ast.unparse(call)}")
                continue
            gaps = {gap for one in texts for gap in re.findall(r"{(\w+)", ast.literal_eval(one))}
            given = {one.arg for one in call.keywords} | ({"count"} if len(texts) == 2 else set())
            if given - {"count"} and gaps - {"count"} != given - {"count"}:
                faults.append(f"{where}: gaps {gaps}, filled {given}")
    assert faults == []
    plurals: dict[str, set[str]] = {}
    for words in shown_words():
        plurals.setdefault(words.one, set()).add(words.many)
    assert {one: many for one, many in plurals.items() if len(many - {""}) > 1} == {}


def test_a_catalogue_is_read_by_gettext_and_turns_back_into_english(monkeypatch: pytest.MonkeyPatch) -> None:
    pair = Words("One &plan of {who}", "{count} &plans of {who}")
    made = catalogue({Words("Close"): (said("Close"),), pair: (said(pair.one), said(pair.many))})
    theirs = gettext.GNUTranslations(io.BytesIO(made))
    monkeypatch.setattr("pepdesk.words._catalogue", theirs)
    monkeypatch.setenv("PEPDESK_CATALOGUE", "pseudo.mo")
    assert tr("Close") != "Close"
    assert english(tr("Close")) == "Close"
    assert not_said(trn(pair.one, pair.many, 1, who="Ann")) == ["Ann"]
    assert english(trn(pair.one, pair.many, 3, who="Ann")) == "3 &plans of Ann"
    assert tr("Not in the catalogue") == "Not in the catalogue"


def test_whose_turn_it_is_stays_english_on_the_card_and_is_said_in_the_language_of_the_window(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(turns, "_SHOWN", {role: said(words) for role, words in turns._WHO.items()})
    shown = turns.shown_turn("Waiting for the school and the carer")
    assert (said("the school") in shown, said("the carer") in shown) == (True, True)
    assert turns.shown_turn("Waiting for Godot") == "Waiting for Godot"


@pytest.mark.checker("msgfmt")
def test_gnu_gettext_takes_the_template_and_its_catalogue(tmp_path: Path) -> None:
    (tmp_path / "pepdesk.pot").write_text(template(shown_words()), encoding="utf-8")
    begin = ["msginit", "--no-translator", "-l", "de", "-i", "pepdesk.pot", "-o", "de.po"]
    for command in (begin, ["msgfmt", "--check-format", "--check-domain", "-o", "de.mo", "de.po"]):
        ran = subprocess.run([str(checkers.find("msgfmt").parent / command[0]), *command[1:]], cwd=tmp_path,
                             capture_output=True, text=True, check=False)  # fmt: skip
        assert ran.returncode == 0, ran.stderr
    assert len(shown_words()) > 2000

"""The words of the windows, ready to be said in another language.

They are written in English where they are used, and pass through ``tr`` or ``trn`` on their way to the screen; so do
what went wrong and what to do (``PepDeskProblem``) and all that ``app`` says. Always a whole literal: a sum or an
f-string cannot be looked up. ``python -m tests.ui.words_shown`` lists them as a gettext template (.pot); the file that
``msgfmt`` makes of a translation is tried with ``PEPDESK_CATALOGUE=welsh.mo``.

What stays English, or is translated elsewhere: keys, identifiers and whatever is stored (a plan's card keeps "Waiting
for the school", which ``app.turns.shown_turn`` says); sentences of ``rules``, ``smart``, ``dates`` and ``record``, as
they stand in exported documents too; the reports of ``handover``, ``signing`` and ``intake`` besides their problems,
for the time being; commands. Forms, help and prompts are data files (``forms/``, ``resources/``); Qt says its own.
tests/ui/test_words.py shows every window in a language nobody speaks and holds it against this list.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import NullTranslations


def _from(path: str) -> NullTranslations | None:
    if not path:
        return None
    from gettext import GNUTranslations  # not for English: start-up should not wait for it

    with Path(path).open("rb") as file:
        return GNUTranslations(file)


_catalogue = _from(os.environ.get("PEPDESK_CATALOGUE", ""))


def tr(text: str, /, **gaps: object) -> str:
    """``text`` in the language of the windows, with each "{name}" in it filled from ``gaps``.

    A whole sentence, never a piece of one: another language has another order. Without gaps braces stay as they are.
    """
    said = _catalogue.gettext(text) if _catalogue else text
    return said.format(**gaps) if gaps else said


def trn(one: str, many: str, count: int, /, **gaps: object) -> str:
    """The same where the words follow a number: ``one`` for 1, else ``many``; "{count}" in them is the number.

    A language may have more forms than two, which its catalogue knows.
    """
    said = _catalogue.ngettext(one, many, count) if _catalogue else (one if count == 1 else many)
    return said.format(count=count, **gaps)

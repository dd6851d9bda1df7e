"""The guided way to a target: need, help, difference. The steps are data; here they are read and joined."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, NamedTuple

from pepdesk.smart.bank import BankProblem
from pepdesk.smart.tokens import pattern
from pepdesk.words import tr

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PARTS = ("skill", "measure", "when")


class Step(NamedTuple):
    """One question, whose answer goes into the form's question ``fills`` or is a ``part`` of the sentence."""

    id: str
    stage: str
    question: str
    help: str
    example: str
    fills: str
    part: str


class Guide(NamedTuple):
    """The steps in order, and the sentence their parts become."""

    steps: tuple[Step, ...]
    outcome: str

    def sentence(self, parts: Mapping[str, str], name: str = "") -> str:
        """The target as far as it is answered: pieces still to come are shown as "…"; "" while nothing is answered.

        ``parts`` are the answers by ``Step.part``; ``name`` is the child's ("the child" if empty).
        """
        answers = {part: _piece(part, parts.get(part, "")) for part in PARTS}
        if not any(answers.values()):
            return ""
        filled = {part: answer or "…" for part, answer in answers.items()} | {"name": name or "the child"}
        return pattern(r"\{(\w+)\}").sub(lambda slot: filled.get(slot[1], "…"), self.outcome)


def _piece(part: str, answer: str) -> str:
    """An answer fit for the middle of a sentence: "By Easter." → "Easter", "She will read" → "read"."""
    words = " ".join(answer.split()).rstrip(" .;,")
    if part == "when":
        return pattern(r"(?i)^by ").sub("", words)
    if part == "skill":
        words = pattern(r"(?i)^(?:(?:[\w'-]+ ){0,2}(?:will|can)|to) (?:be able to )?").sub("", words)
    return words[:1].lower() + words[1:] if words[1:2].islower() or words[1:2] == " " else words


def read_guide(path: Path) -> Guide:
    """The guide of a file. Raises ``BankProblem`` if it is missing, unreadable or incomplete."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
        steps = tuple(_step(entry) for entry in table["step"])
        outcome = str(table["outcome"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise BankProblem(
            tr("The guide to writing a target could not be read."),
            tr("Everything else works. Put the file resources/targets/guide.toml back, or mend the step last changed."),
        ) from wrong
    return Guide(steps, outcome)


def _step(entry: dict[str, str]) -> Step:
    fills, part = entry.get("fills", ""), entry.get("part", "")
    if bool(fills) == bool(part) or (part and part not in PARTS):
        raise ValueError(entry["id"])
    said = [entry[key] for key in ("id", "stage", "question", "help", "example")]
    return Step._make((*said, fills, part))

"""The order of a PEP meeting, read from ``resources/meeting/agenda.toml``: steps, prompts, questions. No Qt."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pepdesk import paths
from pepdesk.form.address import Address
from pepdesk.problem import FormProblem
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.form.model import Form

_KEYS: Final = {"id", "title", "minutes", "go_to", "questions", "prompts"}
_PROMPT_KEYS: Final = {"ask", "say", "forms"}
_ADVICE: Final = tr("The plan is as it was. Put PepDesk's own file resources/meeting/agenda.toml back.")


@dataclass(frozen=True, slots=True)
class Prompt:
    """Something to say aloud: who is asked, and what."""

    ask: str
    say: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``questions`` are those of the form at hand whose answers belong to it, without rows.

    ``go_to`` is the question to begin with on its page; ``minutes`` are usually enough.
    """

    id: str
    title: str
    minutes: int
    go_to: Address
    questions: tuple[Address, ...]
    prompts: tuple[Prompt, ...]


def agenda(form: Form) -> tuple[Step, ...]:
    """The steps for a plan on ``form``, in order; one whose page the form does not have is left out.

    Raises ``FormProblem`` when the file is missing or cannot be read.
    """
    try:
        raw = tomllib.loads((paths.resources_dir() / "meeting" / "agenda.toml").read_text(encoding="utf-8"))
        words = raw.get("words", {}).get(form.id, {})
        steps = [_step(one, form, words) for one in raw["step"]]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise FormProblem(tr("The order of the meeting cannot be read."), _ADVICE) from error
    return tuple(one for one in steps if one is not None)


def _step(raw: dict[str, Any], form: Form, words: dict[str, str]) -> Step | None:
    if raw.keys() != _KEYS or any(one.keys() - _PROMPT_KEYS for one in raw["prompts"]):
        raise ValueError("not a step")
    questions = tuple(at for at in map(_address, raw["questions"]) if form.has(at.tab, at.field))
    go_to = _address(raw["go_to"])
    if not form.has(go_to.tab, go_to.field):
        if not questions:
            return None
        go_to = questions[0]
    prompts = tuple(
        Prompt(_said(one["ask"], words), _said(one["say"], words))
        for one in raw["prompts"]
        if form.id in one.get("forms", [form.id])
    )
    return Step(str(raw["id"]), _said(raw["title"], words), int(raw["minutes"]), go_to, questions, prompts)


def _said(text: str, words: dict[str, str]) -> str:
    for usual, here in words.items():
        text = text.replace(usual, here)
    return text


def _address(text: str) -> Address:
    tab, question = text.split(".")
    return Address(tab, question)

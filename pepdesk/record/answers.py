"""What an answer can be. Absent, a value, "not applicable because…" and "not known yet" are four different things."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Whose = Literal["", "own", "told"]
"""Whose words an answer is in: nobody said; the child gave it themselves; an adult wrote down what the child said."""


@dataclass(frozen=True, slots=True)
class Value:
    """An answer in its stored form: text, or a tuple of option values for a question with several choices.

    Stored forms: date ``2026-11-22``, date and time ``2026-11-22T14:00``, number and money as decimal text
    (``95.5``, ``520.00``), yes or no as ``yes``/``no``, a choice as its option's value. What could not be
    understood is kept exactly as typed, so nothing is lost; ``rules.shape`` says so. Never empty. An answer that is
    somebody's own (``whose``) is changed only where the child gives it.
    """

    value: str | tuple[str, ...]
    whose: Whose = ""


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The question does not apply to this child; ``reason`` may still be empty while someone is typing."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class NotKnown:
    """Nobody knows yet; ``who`` will find out (may still be empty while someone is typing).

    With ``whose`` it is what the child says: "I am not sure."
    """

    who: str = ""
    whose: Whose = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """One picture or document. Its content stands beside the plan (``storage.blobs``) under ``sha256``, 64 hex digits.

    ``kind`` is its media type, ``name`` what people call it, ``size`` its bytes. ``says`` tells in words what it shows,
    for those who cannot see it; it may still be empty while someone is typing.
    """

    sha256: str
    kind: str
    name: str
    size: int
    says: str = ""


@dataclass(frozen=True, slots=True)
class Attached:
    """Pictures or documents as the answer: a child's drawing, a photo of work, a letter. Never empty."""

    files: tuple[Attachment, ...]
    whose: Whose = ""


Answer = Value | NotApplicable | NotKnown | Attached


def value_of(text: str | tuple[str, ...]) -> Value | None:
    """The answer that holds ``text``; None (no answer) when it is empty or only blanks."""
    if isinstance(text, tuple):
        return Value(text) if text else None
    return Value(text) if text.strip() else None


def text_of(answer: Answer | None) -> str:
    """The stored text of an answer; "" when there is none, when it does not apply or is not known."""
    if not isinstance(answer, Value):
        return ""
    return answer.value if isinstance(answer.value, str) else ", ".join(answer.value)


def whose_words(answer: Answer | None) -> Whose:
    """Whose words an answer is in; "" for one that any adult may change."""
    return answer.whose if isinstance(answer, Value | Attached | NotKnown) else ""


def in_words_of(answer: Answer | None, whose: Whose) -> Answer | None:
    """The same answer, said to be in the words of ``whose``; None and "not applicable" stay as they are."""
    return replace(answer, whose=whose) if isinstance(answer, Value | Attached | NotKnown) else answer

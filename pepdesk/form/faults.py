"""Faults of form authors: each names the file, the heading, what is wrong and what to do; all are told together."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field

from pepdesk.problem import FormProblem


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. ``file`` is relative to the forms folder; ``heading`` is the TOML heading, e.g. ``[field.upn]``."""

    file: str
    heading: str
    message: str
    advice: str = ""

    def __str__(self) -> str:
        place = f"{self.file}, {self.heading}" if self.heading else self.file
        return f"{place}: {self.message} {self.advice}".rstrip()


MOST_TOLD = 200
"""After so many faults a definition is not read any further: nobody reads more, and a hostile one has millions."""
_MOST_NAMES, _LONGEST_NAME = 1_500, 60  # compared letter by letter, which takes time
_MOST_LISTED = 20  # all year groups, all types of question


@dataclass(slots=True)
class Faults:
    """The faults found so far while reading one form."""

    found: list[Fault] = field(default_factory=list)

    def add(self, file: str, heading: str, message: str, advice: str = "") -> None:
        """Note one more fault. Raises ``FormFaults`` when there are too many to go on."""
        self.found.append(Fault(file, heading, message, advice))
        if len(self.found) >= MOST_TOLD:
            self.raise_any("What was read")

    def raise_any(self, what: str) -> None:
        """Raise ``FormProblem`` listing every fault, if there are any."""
        if self.found:
            raise FormFaults(what, tuple(self.found))


class FormFaults(FormProblem):
    """A form cannot be used; ``faults`` holds every reason."""

    def __init__(self, what: str, faults: tuple[Fault, ...]) -> None:
        count = f"{len(faults)} faults" if len(faults) > 1 else "a fault"
        super().__init__(f"{what} has {count}.", "\n".join(str(fault) for fault in faults))
        self.faults = faults


def near_miss(word: str, known: Iterable[str]) -> str:
    """A "did you mean" sentence for a misspelt name, or a list of what there is when nothing is near."""
    names = sorted(set(known))
    if len(names) > _MOST_NAMES or len(word) > _LONGEST_NAME:
        return ""
    close = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    if close:
        return f'Did you mean "{close[0]}"?'
    if names and len(names) <= _MOST_LISTED:
        return "It can be: " + ", ".join(names) + "."
    return ""

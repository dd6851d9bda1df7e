"""How a quality test tells what it saw: an amount (a share in % or a count) and the place to go to for more of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pepdesk.form.address import Address
from pepdesk.rules.phrases import says_nothing

if TYPE_CHECKING:
    from pepdesk.rules.issue import Issue
    from pepdesk.rules.view import View

    Issues = tuple[Issue, ...]
    Sight = Callable[[View, Issues], "Seen"]

SHARE, COUNT = "%", ""
"""The two units of an amount: a share of what there is, 0 to 100, or a number of things."""
RUBRICS = "dossier c, criteria table"
LANCASHIRE = "dossier c2, Lancashire"
ST_HELENS = "dossier c1 and a1, St Helens"
BURY = "seed 004, Bury handbook 2024-25"
"""Sources that several tests share: the project's collection of what real authorities judge by."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one test saw: ``amount``, and ``place``, the first question where more can be had."""

    amount: int
    place: Address


@dataclass(frozen=True, slots=True)
class QualityTest:
    """One thing a machine can see in a plan; its ``name`` is what a rubric calls it. ``see`` never raises.

    ``title`` says what is looked at, ``says`` how it is counted, ``unit`` is ``SHARE`` or ``COUNT``, ``advice`` what
    to do for more of it, and ``source`` the documents that judge a plan by it.
    """

    name: str
    title: str
    says: str
    unit: str
    advice: str
    source: str
    see: Sight


def quality_test(title: str, unit: str, advice: str, source: str, name: str = "") -> Callable[[Sight], QualityTest]:
    """Makes a test of a function, whose name (unless ``name`` is given) and docstring it takes over."""

    def make(see: Sight) -> QualityTest:
        return QualityTest(name or see.__name__, title, see.__doc__ or "", unit, advice, source, see)

    return make


def share(checks: Iterable[tuple[Address, bool]], place: Address, nothing: int = 100) -> Seen:
    """The share of ``checks`` that hold, rounded down, at the first that does not.

    Without any check it is ``nothing`` (100: there is nothing to do) at ``place``.
    """
    known = tuple(checks)
    if not known:
        return Seen(nothing, place)
    first = next((address for address, good in known if not good), place)
    return Seen(100 * sum(good for _, good in known) // len(known), first)


def yes(good: bool, place: Address) -> Seen:
    """All or nothing: 100 or 0."""
    return Seen(100 if good else 0, place)


def answered(view: View, tab: str, *fields: str, rows: tuple[str, ...] = ()) -> Iterable[tuple[Address, bool]]:
    """A check for each of these questions that is on show: whether it has an answer that says something."""
    for field in fields:
        if view.asks(tab, field, *rows):
            yield Address(tab, field, rows), there(view, tab, field, *rows)


def there(view: View, tab: str, field: str, *rows: str) -> bool:
    """Whether the question has an answer of any kind, other than one that only fills the box ("TBC", "as before")."""
    return view.settled(tab, field, *rows) and not says_nothing(view.text(tab, field, *rows))

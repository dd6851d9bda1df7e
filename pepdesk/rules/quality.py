"""The likely rating of a plan by its authority's rubric, with reasons and the cheapest ways up.

Always called *likely*: a machine sees whether things are there, never whether they are true, and the rating itself is
the virtual school's (dossier c). Cheap enough to be worked out with every assessment, but only a panel or report that
shows it needs it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pepdesk.form.address import Address
from pepdesk.rules.quality_seen import SHARE, Seen
from pepdesk.rules.quality_tests import TESTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pepdesk.authority.model import AreaLevel, Check, RatingWord, RollUp, Rubric, RubricArea, Tally
    from pepdesk.rules.issue import Issue
    from pepdesk.rules.view import View

    Look = Callable[[str], Seen]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, in plain words, and the question to go to."""

    what: str
    address: Address


@dataclass(frozen=True, slots=True)
class WayUp:
    """The fewest steps that lift one area from ``before`` to ``after``."""

    area: RubricArea
    before: RatingWord
    after: RatingWord
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class AreaRating:
    """The likely rating of one area.

    ``reasons`` say what keeps it from the next word up, or that nothing does; ``way_up`` is the lift with the fewest
    steps to any better word, None at the top.
    """

    area: RubricArea
    rating: RatingWord
    reasons: tuple[str, ...]
    way_up: WayUp | None


@dataclass(frozen=True, slots=True)
class Rating:
    """The likely rating of the whole plan; ``rating`` is None where the authority has no rubric.

    ``cheapest`` are the lifts that, done together, bring the whole plan to ``lifts_to`` with the fewest steps; empty
    and None at the top, or where no lift of areas changes the whole.
    """

    rating: RatingWord | None = None
    areas: tuple[AreaRating, ...] = ()
    cheapest: tuple[WayUp, ...] = ()
    lifts_to: RatingWord | None = None

    @property
    def pays(self) -> bool | None:
        """Whether this rating is enough for the money; None where there is no rating."""
        return self.rating.pays if self.rating else None


def likely_rating(view: View, issues: tuple[Issue, ...]) -> Rating:
    """The likely rating of the plan, ``issues`` being those of its assessment. Never raises."""
    rubric = view.authority.rubric
    if not rubric.words or not rubric.areas:
        return Rating()
    known: dict[str, Seen] = {}

    def look(name: str) -> Seen:
        if name not in known:
            known[name] = TESTS[name].see(view, issues)
        return known[name]

    ladder = _Ladder(rubric.words)
    lifts = [_lifts(area, ladder, look) for area in rubric.areas]
    areas = tuple(_area(area, ways, ladder, look) for area, ways in zip(rubric.areas, lifts, strict=True))
    whole = roll_up(rubric, [ladder.place(one.rating.id) for one in areas])
    cheapest, lifts_to = _cheapest(rubric, lifts, whole)
    return Rating(rubric.words[whole], areas, cheapest, lifts_to)


class _Ladder:
    """The rating words by their place, 0 being the best; a word nobody knows counts as the worst."""

    def __init__(self, words: tuple[RatingWord, ...]) -> None:
        self.words = words
        self._places = {word.id: place for place, word in enumerate(words)}

    def place(self, rating: str) -> int:
        return self._places.get(rating, len(self.words) - 1)


def _unmet(level: AreaLevel, look: Look) -> list[Check]:
    """The needs of a level that do not hold; a test nobody knows cannot be seen and is left to people."""
    return [need for need in level.needs if need.test in TESTS and look(need.test).amount < need.at_least]


def _lifts(area: RubricArea, ladder: _Ladder, look: Look) -> dict[int, WayUp]:
    """For the word the area has and each better one: the steps there (none for its own). Keys are places, best first.

    A level that needs no more steps than a worse one replaces it.
    """
    gaps = {ladder.place(level.rating): _unmet(level, look) for level in reversed(area.levels)}
    worst = len(ladder.words) - 1
    now = min((place for place, gap in gaps.items() if not gap), default=worst)
    ways = {now: WayUp(area, ladder.words[now], ladder.words[now], ())}
    for place in sorted((one for one in gaps if one < now), reverse=True):
        told = (Step(TESTS[need.test].advice, look(need.test).place) for need in gaps[place])
        steps = tuple(dict.fromkeys(told))  # one deed may settle two needs
        ways[place] = WayUp(area, ladder.words[now], ladder.words[place], steps)
    return dict(sorted(ways.items()))


def _area(area: RubricArea, ways: dict[int, WayUp], ladder: _Ladder, look: Look) -> AreaRating:
    now = max(ways)
    better = [way for place, way in ways.items() if place < now]
    way = min(better, key=lambda one: len(one.steps), default=None)
    if not better:
        return AreaRating(area, ladder.words[now], ("Nothing that PepDesk can see is missing.",), None)
    wanted = max(place for place in ways if place < now)
    level = next(level for level in area.levels if ladder.place(level.rating) == wanted)
    reasons = tuple(_reason(need, look(need.test), ladder.words[wanted].label) for need in _unmet(level, look))
    return AreaRating(area, ladder.words[now], reasons, way)


def _reason(need: Check, seen: Seen, wanted: str) -> str:
    test = TESTS[need.test]
    if test.unit == SHARE and not seen.amount and need.at_least == 100:
        return f"{test.title}: not yet."
    return f"{test.title}: {seen.amount}{test.unit}; {wanted} needs {need.at_least}{test.unit}."


def roll_up(rubric: Rubric, areas: Iterable[int]) -> int:
    """The place in ``rubric.words`` of the whole plan, from the places of its areas: the first roll-up that fits."""
    ladder = _Ladder(rubric.words)
    places = list(areas)
    for one in rubric.roll_up:
        if _fits(one, places, ladder):
            return ladder.place(one.rating)
    return len(rubric.words) - 1


def _fits(one: RollUp, places: list[int], ladder: _Ladder) -> bool:
    return all(_holds(tally, places, ladder) for tally in one.when)


def _holds(tally: Tally, places: list[int], ladder: _Ladder) -> bool:
    word = ladder.place(tally.rating)
    count = sum(
        place == word or (tally.or_better and place < word) or (tally.or_worse and place > word) for place in places
    )
    return count >= tally.at_least and (tally.at_most is None or count <= tally.at_most)


def _cheapest(rubric: Rubric, lifts: list[dict[int, WayUp]], whole: int) -> tuple[tuple[WayUp, ...], RatingWord | None]:
    """The lifts with the fewest steps in all that make the whole plan better than ``whole``.

    Only how many areas have which word matters to a roll-up, so the ways there are joined area by area, keeping for
    each count of words the cheapest way to it: a few hundred at most for eight areas and four words.
    """
    if whole == 0:
        return (), None
    ways: dict[tuple[int, ...], tuple[int, tuple[WayUp, ...]]] = {(): (0, ())}
    for options in lifts:
        joined: dict[tuple[int, ...], tuple[int, tuple[WayUp, ...]]] = {}
        for places, (cost, chosen) in ways.items():
            for place, way in options.items():
                key = tuple(sorted((*places, place)))
                price = cost + len(way.steps)
                if key not in joined or price < joined[key][0]:
                    joined[key] = (price, (*chosen, way) if way.steps else chosen)
        ways = joined
    better = [
        (cost, len(chosen), place, chosen)
        for places, (cost, chosen) in ways.items()
        if (place := roll_up(rubric, places)) < whole
    ]
    if not better:
        return (), None
    _, _, place, chosen = min(better, key=lambda one: one[:3])
    return chosen, rubric.words[place]

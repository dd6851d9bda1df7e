"""The likely rating in words: reasons and the way up for each area, and what only people can judge. No widgets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pepdesk.rules.places import lower_first
from pepdesk.ui.overview.overview_steps import Step, rating_step
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.rules.quality import Rating
    from pepdesk.rules.view import View


@dataclass(frozen=True, slots=True)
class AreaWords:
    """An area with something to gain: title, rating, why no better, and the ``steps`` to the better word ``goal``."""

    title: str
    rating: str
    reasons: tuple[str, ...]
    goal: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class RatingWords:
    """The whole. ``goal`` with its ``steps`` is the shortest way up, "" if there is none.

    ``best`` are sentences about the areas with nothing to gain; ``by_people`` what a machine cannot see.
    """

    rating: str
    rules_of: str
    pays: bool
    goal: str
    steps: tuple[Step, ...]
    areas: tuple[AreaWords, ...]
    best: tuple[str, ...]
    by_people: tuple[str, ...]


def rating_words(view: View, rating: Rating) -> RatingWords | None:
    """The rating in words; None where the authority has no rubric."""
    if rating.rating is None:
        return None
    areas = tuple(
        AreaWords(
            one.area.title,
            one.rating.label,
            one.reasons,
            one.way_up.after.label,
            tuple(rating_step(view, step) for step in one.way_up.steps),
        )
        for one in rating.areas
        if one.way_up is not None
    )
    return RatingWords(
        rating=rating.rating.label,
        rules_of=view.authority.name,
        pays=rating.rating.pays,
        goal=rating.lifts_to.label if rating.lifts_to else "",
        steps=tuple(rating_step(view, step) for way in rating.cheapest for step in way.steps),
        areas=areas,
        best=tuple(_best(rating)),
        by_people=tuple(f"{one.area.title}: {lower_first(one.area.human)}" for one in rating.areas if one.area.human),
    )


def _best(rating: Rating) -> list[str]:
    best = [one for one in rating.areas if one.way_up is None]
    lines = []
    for word in dict.fromkeys(one.rating.label for one in best):
        titles = ", ".join(one.area.title for one in best if one.rating.label == word)
        lines.append(tr("{rating}, as nothing that PepDesk can see is missing: {areas}.", rating=word, areas=titles))
    return lines

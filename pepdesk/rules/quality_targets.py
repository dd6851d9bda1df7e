"""What a machine can see of new targets: their number and mix, words, starting points, help, owners and days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pepdesk.form.address import Address
from pepdesk.rules.quality_seen import (
    BURY,
    COUNT,
    LANCASHIRE,
    RUBRICS,
    SHARE,
    QualityTest,
    Seen,
    quality_test,
    share,
    there,
    yes,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pepdesk.rules.quality_seen import Issues
    from pepdesk.rules.view import View
    from pepdesk.smart import Judgement

ACADEMIC = ("english", "writing", "maths", "other_subject", "literacy", "early_maths")
"""Areas of the list ``target_areas`` that are about a subject."""
WELLBEING = ("wellbeing", "psed")
_OUTCOME = Address("targets", "outcome")
_STRATEGY = ("strategy_what", "strategy_when", "strategy_where", "strategy_who", "strategy_often")


def written(view: View) -> Iterator[str]:
    """The rows of new targets that say what the child will be able to do."""
    return (row for row in view.rows("targets", "target") if view.text("targets", "outcome", row))


def each_target(view: View, field: str, good: Callable[[str], bool]) -> Seen:
    """The share of written targets of which ``good`` holds; 0 without any, since a plan needs targets."""
    return share(((Address("targets", field, (row,)), good(row)) for row in written(view)), _OUTCOME, 0)


@quality_test("New targets", COUNT, "Write one more target.", RUBRICS)
def targets_count(view: View, _: Issues) -> Seen:
    """How many new targets are written."""
    rows = view.rows("targets", "target")
    empty = next((row for row in rows if not view.text("targets", "outcome", row)), None)
    return Seen(sum(1 for _ in written(view)), Address("targets", "outcome", (empty,) if empty else ()))


def _areas(view: View, areas: tuple[str, ...]) -> Seen:
    found = sum(view.text("targets", "area", row) in areas for row in written(view))
    return Seen(found, Address("targets", "area"))


@quality_test("Targets about a subject", COUNT, "Write a target for a subject.", "seeds 002, 003 and 004")
def targets_academic(view: View, _: Issues) -> Seen:
    """How many new targets are about a subject."""
    return _areas(view, ACADEMIC)


@quality_test("Targets about wellbeing", COUNT, "Write a target for wellbeing and friendships.", "seeds 002 and 003")
def targets_wellbeing(view: View, _: Issues) -> Seen:
    """How many new targets are about wellbeing and friendships."""
    return _areas(view, WELLBEING)


@quality_test(
    "The authority's mix of targets", SHARE, "Add the target that is missing, or say why there is none.", RUBRICS
)
def targets_mix(view: View, _: Issues) -> Seen:
    """The share of the authority's wishes about the number and mix of targets that are met or explained."""
    areas = [view.text("targets", "area", row) for row in written(view)]
    explained = there(view, "targets", "mix_reason")
    checks = []
    for mix in view.authority.target_mix:
        if not view.within(mix.scope):
            continue
        found = sum(area in mix.areas for area in areas) if mix.areas else len(areas)
        fits = found >= mix.at_least and (mix.at_most is None or found <= mix.at_most)
        place = Address("targets", "mix_reason" if mix.unless_reason else "area")
        checks.append((place, fits or (mix.unless_reason and explained)))
    return share(checks, Address("targets", "area"))


def _letters(view: View, carried: Callable[[Judgement], bool]) -> Seen:
    found = view.judgements
    return each_target(
        view,
        "outcome",
        lambda row: (said := found.get(Address("targets", "outcome", (row,)))) is not None and carried(said),
    )


@quality_test(
    "Targets that are specific, measurable and time-bound", SHARE, "Reword the target as the coach suggests.", RUBRICS
)
def targets_smart(view: View, _: Issues) -> Seen:
    """The share of targets whose words are specific, measurable and time-bound."""
    return _letters(view, lambda said: said.specific and said.measurable and said.time_bound)


@quality_test("Targets that name a skill", SHARE, "Say what the child will do or know.", RUBRICS)
def targets_specific(view: View, _: Issues) -> Seen:
    """The share of targets that name a skill or deed."""
    return _letters(view, lambda said: said.specific)


@quality_test("Targets that can be counted or seen", SHARE, "Say how much, how often or how well.", RUBRICS)
def targets_measurable(view: View, _: Issues) -> Seen:
    """The share of targets that can be counted or seen."""
    return _letters(view, lambda said: said.measurable)


@quality_test("Targets with a day", SHARE, "Give the target a day to be met by.", RUBRICS)
def targets_time_bound(view: View, _: Issues) -> Seen:
    """The share of targets that have a day, in their words or in the question beside them."""
    found = view.judgements
    return each_target(
        view,
        "due",
        lambda row: (
            view.day("targets", "due", row) is not None
            or ((said := found.get(Address("targets", "outcome", (row,)))) is not None and said.time_bound)
        ),
    )


@quality_test(
    "Targets due in time",
    SHARE,
    "Let the target fall due before the next PEP and within the authority's number of weeks.",
    RUBRICS,
)
def targets_due_in_time(view: View, _: Issues) -> Seen:
    """The share of targets due within the authority's number of weeks, and not after the next PEP."""
    following = view.day("meeting", "next_date")

    def in_time(row: str) -> bool:
        due, start = view.day("targets", "due", row), view.day("targets", "start", row) or view.on
        if due is None or due < start or (following is not None and due > following):
            return False
        return (due - start).days <= 7 * view.authority.target_weeks

    return each_target(view, "due", in_time)


def _with(field: str, title: str, advice: str, source: str) -> QualityTest:
    """The test that looks at one question of each target."""

    def see(view: View, _: Issues) -> Seen:
        """The share of targets where this question is answered."""
        return each_target(view, field, lambda row: there(view, "targets", field, row))

    return quality_test(title, SHARE, advice, source, f"targets_with_{field}")(see)


_BY_QUESTION = (
    _with("need", "Targets with their reason", "Say why this target.", "dossier d, Sutton and Bury"),
    _with("baseline", "Targets with a starting point", "Say where the child is now, with a figure.", RUBRICS),
    _with("measure", "Targets with a measure", "Say how you will know that it is met.", "dossier d"),
    _with("evidence", "Targets with expected evidence", "Say what evidence will be kept.", "seed 002"),
    _with("lead", "Targets with a lead", "Name the person who makes sure it happens.", RUBRICS),
    _with("child_part", "Targets with the child's part", "Ask the child what they will do.", "dossier c4 and d"),
    _with("carer_part", "Targets with the carer's part", "Ask the carer what they will do.", "dossier d, Sutton"),
)


@quality_test(
    "Targets the child agreed",
    SHARE,
    "Ask the child about the target and say what they said.",
    "seed 002 (the child signs up to the targets)",
)
def targets_agreed(view: View, _: Issues) -> Seen:
    """The share of targets the child agreed, or of which it says what the child said instead."""

    def agreed(row: str) -> bool:
        said = view.text("targets", "child_agreed", row)
        return said == "yes" or (said == "no" and there(view, "targets", "child_not_agreed", row))

    return each_target(view, "child_agreed", agreed)


def _linked(view: View, link: str) -> int:
    return sum(link in view.several("targets", "linked_to", row) for row in written(view))


@quality_test(
    "Targets that answer the child's view",
    COUNT,
    "Tick, on the target it fits, that it answers something the child said.",
    RUBRICS,
)
def voice_linked_target(view: View, _: Issues) -> Seen:
    """How many targets answer something the child said."""
    return Seen(_linked(view, "child_view"), _first_link(view))


def links(view: View, link: str) -> bool:
    """Whether a written target says that it answers ``link`` (a value of the list ``target_links``)."""
    return _linked(view, link) > 0


def _first_link(view: View) -> Address:
    return next((Address("targets", "linked_to", (row,)) for row in written(view)), Address("targets", "linked_to"))


def _parts(view: View, row: str) -> int:
    """The most of what, when, where, who and how often that one line of help of the target says."""
    lines = view.rows("targets", "strategy", row)
    return max((sum(there(view, "targets", part, row, line) for part in _STRATEGY) for line in lines), default=0)


@quality_test(
    "What, when, where, who and how often in the help for every target",
    COUNT,
    "Complete the line of help: what, when, where, who and how often.",
    LANCASHIRE,
)
def strategies_detail(view: View, _: Issues) -> Seen:
    """Of what, when, where, who and how often: as many as the help of every target says (0 to 5)."""
    told = {row: _parts(view, row) for row in written(view)}
    weakest = min(told, key=lambda row: told[row], default=None)
    return Seen(min(told.values(), default=0), _strategy(view, weakest))


def _strategy(view: View, row: str | None) -> Address:
    lines = view.rows("targets", "strategy", row) if row else ()
    for line in lines:
        for part in _STRATEGY:
            if not there(view, "targets", part, row or "", line):
                return Address("targets", part, (row or "", line))
    return Address("targets", "strategy_what", (row,) if row else ())


@quality_test("Targets with help named", SHARE, "Say what will be done to help with the target.", LANCASHIRE)
def targets_with_strategy(view: View, _: Issues) -> Seen:
    """The share of targets that name any help."""
    rows = ((_strategy(view, row), _parts(view, row) > 0) for row in written(view))
    return share(rows, Address("targets", "strategy_what"), 0)


@quality_test(
    "Targets whose help is described fully",
    SHARE,
    "Complete the line of help: what, when, where, who and how often.",
    LANCASHIRE,
)
def targets_with_strategy_5(view: View, _: Issues) -> Seen:
    """The share of targets whose help says what, when, where, who and how often."""
    rows = ((_strategy(view, row), _parts(view, row) == len(_STRATEGY)) for row in written(view))
    return share(rows, Address("targets", "strategy_what"), 0)


@quality_test(
    "Targets that fit the EHC or SEN support plan",
    SHARE,
    "Say how the targets fit the plan, and tick it on a target.",
    BURY,
)
def sen_aligned(view: View, _: Issues) -> Seen:
    """With SEN: whether it says how the targets fit the plan and a target is tied to it; without SEN, met."""
    if view.text("sen", "status") not in ("sen_support", "ehcp"):
        return yes(there(view, "sen", "status") or not view.asks("sen", "status"), Address("sen", "status"))
    said = Address("targets", "sen_link"), there(view, "targets", "sen_link")
    return share((said, (_first_link(view), links(view, "ehcp"))), said[0])


TESTS: tuple[QualityTest, ...] = (
    targets_count,
    targets_academic,
    targets_wellbeing,
    targets_mix,
    targets_smart,
    targets_specific,
    targets_measurable,
    targets_time_bound,
    targets_due_in_time,
    targets_agreed,
    voice_linked_target,
    strategies_detail,
    targets_with_strategy,
    targets_with_strategy_5,
    sen_aligned,
    *_BY_QUESTION,
)

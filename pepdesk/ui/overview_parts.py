"""What the overview tells of a plan, worked out from its assessment: plain values, no widgets.

Only what there is: a part is None where the authority, or the form, has nothing of the kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pepdesk.authority.loader import out_of_date
from pepdesk.form.address import Address
from pepdesk.form.model import Role
from pepdesk.record.values import long_date
from pepdesk.rules.codes import UNFINISHED
from pepdesk.rules.issue import Issue, Level
from pepdesk.rules.places import counted, owner, person, question_name, sentence
from pepdesk.rules.quality import Rating, likely_rating
from pepdesk.rules.sign_off import blockers, has_signed, next_to_sign, signed_on
from pepdesk.rules.statutory import StatutoryPoint, checklist
from pepdesk.ui.overview_dates import DueLine, due_lines
from pepdesk.ui.overview_money import MoneyWords, money_words

if TYPE_CHECKING:
    from pepdesk.rules.assess import Assessment
    from pepdesk.rules.view import View

STEPS = 4
"""So many steps are proposed at once: more would be a list to get lost in; the list of problems has them all."""
_LINKED = 4


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do, why, and where; ``address`` is None where there is no question to go to."""

    what: str
    why: str
    address: Address | None


@dataclass(frozen=True, slots=True)
class Signer:
    """Whose signature the plan needs: ``state`` in a few words, then what they wait for, each with its questions."""

    who: str
    signed: bool
    ready: bool
    state: str
    waits: tuple[Wait, ...]


@dataclass(frozen=True, slots=True)
class Wait:
    """A sentence of what somebody waits for, the questions told there, and how many more there are."""

    says: str
    questions: tuple[tuple[str, Address], ...]
    more: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything on the overview."""

    progress: str
    warning: str
    steps: tuple[Step, ...]
    signers: tuple[Signer, ...]
    rating: Rating | None
    rules_of: str
    law: tuple[StatutoryPoint, ...]
    money: MoneyWords | None
    dates: tuple[DueLine, ...]


def standing(found: Assessment, role: Role | None) -> Standing:
    """Where the plan stands, for ``role`` (None: for everybody): only the steps depend on it."""
    view = found.view
    rating = likely_rating(view, found.issues)
    return Standing(
        progress=_progress(found),
        warning=out_of_date(view.authority, view.on),
        steps=next_steps(view, found.issues, rating, role),
        signers=signers(view, found.issues),
        rating=rating if rating.rating else None,
        rules_of=view.authority.name,
        law=checklist(view),
        money=money_words(view),
        dates=due_lines(view),
    )


def _progress(found: Assessment) -> str:
    done = sum(tab.required_done for tab in found.tabs.values())
    needed = sum(tab.required for tab in found.tabs.values())
    musts = len(found.blockers())
    told = f"{done} of {needed} needed answers are there."
    return f"{told} {counted(musts, 'thing').capitalize()} {'stands' if musts == 1 else 'stand'} in the way of signing."


def reachable(view: View, address: Address) -> bool:
    """Whether somebody can be taken there: the question is on show, or the group to which a row could be added."""
    form = view.record.form
    if address in view.shown:
        return True
    if not form.has(address.tab, address.field):
        return False
    group = form.field(address.tab, address.field).group
    return bool(group) and any(at.tab == address.tab and at.group == group for at in view.rows_shown)


# What to do next ------------------------------------------------------------------------------------------------------


def next_steps(view: View, issues: tuple[Issue, ...], rating: Rating, role: Role | None) -> tuple[Step, ...]:
    """The most useful steps, ``STEPS`` at most: wrong answers first, then gaps owner by owner, then the ways up."""
    musts = [one for one in issues if one.level is Level.MUST and (role is None or one.owner in (role, Role.BOTH))]
    steps = _put_right([one for one in musts if one.code not in UNFINISHED], view)[:2]
    steps += _gaps([one for one in musts if one.code in UNFINISHED], view)
    steps = steps[:STEPS]
    if role in (None, Role.DESIGNATED_TEACHER):
        steps += _ways_up(view, rating, {step.address for step in steps})
    if not musts and (turn := next_to_sign(view)) is not None:
        at = Address("sign_off", "date", (turn.value,))
        what = f"{sentence(person(turn, view.phase))} can sign: export the plan, then sign it."
        steps.insert(0, Step(what, "Nothing stands in the way of signing.", at))
    return tuple(_led(view, step) for step in steps[:STEPS])


def _put_right(musts: list[Issue], view: View) -> list[Step]:
    return [
        Step(one.message, f"{question_name(view, one.address)}. {one.advice}".rstrip(), one.address) for one in musts
    ]


def _gaps(musts: list[Issue], view: View) -> list[Step]:
    steps = []
    for role in dict.fromkeys(one.owner for one in musts):
        places = tuple(dict.fromkeys(one.address for one in musts if one.owner is role))
        who = sentence(owner(role, view.phase))
        first = question_name(view, places[0])
        what = f"Answer “{first}”" if len(places) == 1 else f"Answer {counted(len(places), 'question')}, from “{first}”"
        steps.append(Step(what, f"{who}: needed before signing.", places[0]))
    return steps


def _ways_up(view: View, rating: Rating, told: set[Address | None]) -> list[Step]:
    return [
        Step(one.what, f"{way.area.title}: on the shortest way to {rating.lifts_to.label}.", one.address)
        for way in rating.cheapest
        for one in way.steps
        if rating.lifts_to is not None and one.address not in told and view.phase
    ]


def _led(view: View, step: Step) -> Step:
    """The step without a place that cannot be gone to."""
    there = step.address is not None and reachable(view, step.address)
    return step if there else Step(step.what, step.why, None)


# Who can sign ---------------------------------------------------------------------------------------------------------


def signers(view: View, issues: tuple[Issue, ...]) -> tuple[Signer, ...]:
    """Everybody who signs, in the authority's order. Questions are listed where they are first waited for."""
    told: set[Address] = set()
    return tuple(_signer(view, issues, role, told) for role in view.authority.sign_off_order)


def _signer(view: View, issues: tuple[Issue, ...], role: Role, told: set[Address]) -> Signer:
    who = sentence(person(role, view.phase))
    if has_signed(view, role):
        day = signed_on(view, role)
        return Signer(who, True, False, f"signed on {long_date(day.isoformat())}" if day else "signed", ())
    found = blockers(view, issues, role)
    waits = []
    behind = any(not one.questions for one in found)  # somebody signs first, and waits for those questions too
    for one in found:
        new = [place for place in one.questions if place not in told]
        lead, _, _ = one.says.partition(": ")  # the names of the questions follow as links
        if not one.questions:
            waits.append(Wait(one.says, (), 0))
        elif new:
            named = tuple((question_name(view, place), place) for place in new[:_LINKED])
            waits.append(Wait(f"{lead}:", named, len(new) - len(named)))
        elif not behind:
            waits.append(Wait(f"{lead}.", (), 0))
        told.update(new)
    return Signer(who, False, not found, "can sign now" if not found else "not yet", tuple(waits))

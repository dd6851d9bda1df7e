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
from pepdesk.rules.issue import Issue
from pepdesk.rules.places import person, question_name, sentence
from pepdesk.rules.quality import likely_rating
from pepdesk.rules.sign_off import blockers, has_signed, signed_on
from pepdesk.rules.statutory import StatutoryPoint, checklist
from pepdesk.ui.overview.overview_dates import DueLine, due_lines, no_newer_days
from pepdesk.ui.overview.overview_money import MoneyWords, money_words
from pepdesk.ui.overview.overview_rating import RatingWords, rating_words
from pepdesk.ui.overview.overview_steps import Step, next_steps
from pepdesk.ui.overview.overview_turn import Turn, turn_of
from pepdesk.ui.parts.sections import young_words
from pepdesk.words import tr, trn

if TYPE_CHECKING:
    from pepdesk.rules.assess import Assessment
    from pepdesk.rules.view import View

_LINKED = 4
"""So many questions that somebody waits for are linked; the rest are in the list of problems."""


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
    rating: RatingWords | None
    law: tuple[StatutoryPoint, ...]
    money: MoneyWords | None
    dates: tuple[DueLine, ...]
    dates_note: str
    turn: Turn | None = None


def standing(found: Assessment, role: Role | None) -> Standing:
    """Where the plan stands, for ``role`` (None: for everybody): only the steps depend on it."""
    view = found.view
    rating = likely_rating(view, found.issues)
    return Standing(
        progress=_progress(found),
        warning=out_of_date(view.authority, view.on),
        steps=next_steps(view, found.issues, rating, role),
        signers=signers(view, found.issues),
        rating=rating_words(view, rating),
        law=checklist(view),
        money=money_words(view),
        dates=due_lines(view),
        dates_note=no_newer_days(view),
        turn=turn_of(found),
    )


def _progress(found: Assessment) -> str:
    if begun := young_words(found):
        return f"{begun}. {tr('Begin where you like; the order does not matter.')}"
    done = sum(tab.required_done for tab in found.tabs.values())
    needed = sum(tab.required for tab in found.tabs.values())
    musts = len(found.blockers())
    in_the_way = tr("Nothing stands in the way of signing.")
    if musts:
        in_the_way = trn(
            "One thing stands in the way of signing.", "{count} things stand in the way of signing.", musts
        )
    return f"{tr('{done} of {needed} needed answers are there.', done=done, needed=needed)} {in_the_way}"


# Who can sign ---------------------------------------------------------------------------------------------------------


def signers(view: View, issues: tuple[Issue, ...]) -> tuple[Signer, ...]:
    """Everybody who signs, in the authority's order. Questions are listed where they are first waited for."""
    told: set[Address] = set()
    return tuple(_signer(view, issues, role, told) for role in view.authority.sign_off_order)


def _signer(view: View, issues: tuple[Issue, ...], role: Role, told: set[Address]) -> Signer:
    who = sentence(person(role, view.phase))
    if has_signed(view, role):
        day = signed_on(view, role)
        return Signer(
            who, True, False, tr("signed on {day}", day=long_date(day.isoformat())) if day else tr("signed"), ()
        )
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
    return Signer(who, False, not found, tr("can sign now") if not found else tr("not yet"), tuple(waits))

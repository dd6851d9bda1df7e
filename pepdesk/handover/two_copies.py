"""Two copies of one plan in clear, joined: a colleague's, or the second one that a shared folder made.

Copies in clear prove nothing of who wrote what; whoever joins them knows whose they are. Where both say something else,
what is here stays until somebody has chosen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pepdesk.handover.package import same_form
from pepdesk.handover.sections import sections, value_of
from pepdesk.handover.three_way import compare, taken
from pepdesk.problem import HandoverProblem
from pepdesk.record.differences import Difference, differences
from pepdesk.record.joining import Side
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.record.record import PepRecord


@dataclass(frozen=True, slots=True)
class Joined:
    """``record`` is what is here with all that could be taken; ``ask`` what both say otherwise, section by section."""

    record: PepRecord
    taken: tuple[Difference, ...]
    ask: tuple[Difference, ...]


def join(
    here: PepRecord, there: PepRecord, role: str = "", base: PepRecord | None = None, *, theirs: bool = False
) -> Joined:
    """Join ``there`` into a copy of ``here``.

    ``role`` is that of whoever wrote ``here``: another role's own parts are then as they are there, one's own stay as
    they are here. "" means that the same person wrote both. With ``base``, what both came from, what changed on one
    side only is known. ``theirs``: where both say something else, theirs is to stand. What only one has in the child's
    own words stands whatever is asked for. Raises ``HandoverProblem`` when they are not copies of one plan, or one of
    them is signed.
    """
    if here.plan_id != there.plan_id or not same_form(here, there):
        raise HandoverProblem(
            tr("These are not copies of the same plan."), tr("Nothing was joined."), code="another-plan"
        )
    if here.signings:
        raise HandoverProblem(
            tr("The plan is signed, so nothing is joined into it."), tr("Open its next version first."), code="signed"
        )
    work, took, asks = here, list[Difference](), list[Difference]()
    for section in sections(here.form):
        before = (value_of(base, section),) if base is not None else ()
        found = compare(work, section, value_of(there, section), before)
        chosen = found.take
        if role and not section.is_shared:
            own = section.written_by(role)
            chosen = (found.take if base else ()) if own else differences(work, found.there)
        elif theirs:
            chosen = (*found.take, *found.ask)
        asked = dict.fromkeys((*chosen, *found.childs))
        chosen = tuple(one for one in asked if found.childs.get(one, Side.THERE) is Side.THERE)
        work = taken(work, found.there, chosen)
        took += chosen
        asks += [one for one in found.ask if one not in chosen]
    return Joined(work, tuple(took), tuple(asks))

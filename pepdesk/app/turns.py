"""Whose turn a plan waits for, in a word or two for the list of plans; cheap enough for every save."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pepdesk.form.model import Role
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.record.record import PepRecord
    from pepdesk.rules.assess import Assessment

_WHO: Final = {
    Role.DESIGNATED_TEACHER: "the school",
    Role.SOCIAL_WORKER: "the social worker",
    Role.VIRTUAL_SCHOOL: "the virtual school",
    Role.CARER: "the carer",
    Role.PARENT: "the parent",
    Role.CHILD: "the child’s word",
    Role.BOTH: "both sides",
}
"""As it is kept on a plan's card, in English whatever the windows speak: ``shown_turn`` says it in their language."""
_SHOWN: Final = {
    Role.DESIGNATED_TEACHER: tr("the school"),
    Role.SOCIAL_WORKER: tr("the social worker"),
    Role.VIRTUAL_SCHOOL: tr("the virtual school"),
    Role.CARER: tr("the carer"),
    Role.PARENT: tr("the parent"),
    Role.CHILD: tr("the child’s word"),
    Role.BOTH: tr("both sides"),
}
_RETURNED: Final = "Returned for amendment"
_WAITING: Final = "Waiting for "


def turn_word(record: PepRecord, assessment: Assessment) -> str:
    """Whom the plan waits for ("Waiting for the school"); "" for one never exchanged, or that all have signed.

    The ledger is not read (that takes milliseconds): only the kind of what was said last.
    """
    if not record.handover:
        return ""
    if _last_said(record) == "returned":
        return _RETURNED
    from pepdesk.handover.ledger import Ledger
    from pepdesk.handover.standing import State, standing

    found = standing(record, Ledger(), assessment)
    if found.state is State.SIGNED_OFF or not found.turn:
        return ""
    return _WAITING + " and ".join(_WHO[role] for role in found.turn)


def shown_turn(kept: str) -> str:
    """What ``turn_word`` gave, in the language of the windows; other words as they are (an older card's)."""
    if kept == _RETURNED:
        return tr("Returned for amendment")
    role_of = {words: role for role, words in _WHO.items()}
    whom = kept.removeprefix(_WAITING).split(" and ")
    if not kept.startswith(_WAITING) or not all(one in role_of for one in whom):
        return kept
    return tr("Waiting for {whom}", whom=waiting_for(tuple(role_of[one] for one in whom)))


def waiting_for(roles: tuple[Role, ...]) -> str:
    """Who is waited for, in words: "the social worker", "the school and the social worker"."""
    return tr(" and ").join(_SHOWN[role] for role in roles)


def _last_said(record: PepRecord) -> str:
    """The kind of the last statement that moves a plan on; "" for none."""
    try:
        said = [one["kind"] for one in record.handover["statements"] if one["kind"] in ("ready", "signed", "returned")]
    except (KeyError, TypeError):
        return ""
    return str(said[-1]) if said else ""

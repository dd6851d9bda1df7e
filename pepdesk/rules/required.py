"""What is still missing before the plan can be signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pepdesk.form.address import Address
from pepdesk.form.model import Field, Required
from pepdesk.record.answers import Answer, NotApplicable, NotKnown
from pepdesk.rules.issue import Issue, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pepdesk.form.model import Tab
    from pepdesk.record.record import PepRecord
    from pepdesk.rules.visible import Visibility


def missing(field: Field, address: Address, answer: Answer | None) -> Issue | None:
    """The issue of a question that is required and not properly answered; None when all is well."""
    match answer:
        case None if field.required is Required.START:
            return _must(field, address, "required", "This is needed to start a plan.", "")
        case None if field.required is Required.SIGN_OFF:
            return _must(field, address, "required", "Not answered yet.", "It is needed before the plan is signed.")
        case NotApplicable(reason) if not reason.strip():
            return _must(field, address, "reason", "Say why this does not apply.", "A few words are enough.")
        case NotKnown(who) if not who.strip():
            return _must(field, address, "who", "Say who will find out.", "Give a name or a role.")
        case NotKnown(_) if field.required:
            advice = "It can be signed like this, but the virtual school will ask."
            return Issue(address, Level.SHOULD, "not_known", "Not known yet.", advice, field.owner)
        case _:
            return None


def _must(field: Field, address: Address, code: str, message: str, advice: str) -> Issue:
    return Issue(address, Level.MUST, code, message, advice, field.owner)


def too_few_rows(record: PepRecord, visibility: Visibility) -> Iterator[Issue]:
    """An issue for each repeated group that has fewer rows than its form asks for, at its first question."""
    for tab in record.form.tabs:
        if not visibility.tab(tab):
            continue
        for group in tab.groups:
            if group.parent or not group.repeat or not group.repeat.min or not visibility.group(tab, group):
                continue
            have = len(visibility.rows(tab, group))
            if have < group.repeat.min:
                yield _few(tab, group.id, group.repeat.noun, have, group.repeat.min)


def _few(tab: Tab, group: str, noun: str, have: int, need: int) -> Issue:
    first = next(field for field in tab.fields if field.group == group)
    message = f"There {'is' if have == 1 else 'are'} {have or 'no'} {noun}{'' if have == 1 else 's'} yet."
    advice = f"Add {need - have} more: the form asks for at least {need}."
    return Issue(Address(tab.id, first.id), Level.MUST, "too_few", message, advice, first.owner)

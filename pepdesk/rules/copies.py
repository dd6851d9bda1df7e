"""Who is to get which copy: nobody who must be kept away gets one that shows where the child is.

Only a parent's copy leaves out the school (forms/README.md, hide_from); what is once sent cannot be called back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pepdesk.form.address import Address
from pepdesk.rules.issue import Issue, Level
from pepdesk.rules.places import issue_at

if TYPE_CHECKING:
    from pepdesk.rules.view import View

_SAFE = "parent"
_NAMES = re.compile(r"\b[^\W\d_]{3,}\b")
_RELATIONS = frozenset(
    {
        *("father", "mother", "dad", "mum", "parent", "parents", "stepfather", "stepmother"),
        *("grandfather", "grandmother", "uncle", "aunt", "brother", "sister"),
    }
)
_LOOKS_AFTER = re.compile(r"\b(?:foster|adoptive|kinship|carers?)\b", re.IGNORECASE)
_NOT_FOR_FULL = re.compile(
    r"\b(?:father|mother|dad|mum|parents?|pupil|child|young person|learner|carers?|class teacher|form tutor)\b",
    re.IGNORECASE,
)
"""Roles for which forms/README.md has a copy of its own; the full one is for the professionals who plan."""


def issues(view: View) -> Iterator[Issue]:
    """Copies that would show too much."""
    hidden_from, kept_away = (
        _people(view, "care", "address_confidential_from"),
        _people(view, "contacts", "restricted_people"),
    )
    for row in view.rows("sign_off", "circulation"):
        kind = view.text("sign_off", "copy_kind", row)
        if not kind or kind == _SAFE:
            continue
        role = view.text("sign_off", "copy_role", row)
        relation = frozenset() if _LOOKS_AFTER.search(role) else _words(role) & _RELATIONS
        who = _words(view.text("sign_off", "copy_person", row)) | relation
        at = Address("sign_off", "copy_kind", (row,))
        if who & (hidden_from | kept_away):
            level = Level.MUST if who & hidden_from else Level.SHOULD
            message = "This copy shows the school, and may be for somebody who must be kept away."
            advice = "Ask the social worker before anything is sent. Only a parent's copy leaves the school out."
            yield issue_at(view, at, level, "copy_unsafe", message, advice)
        elif kind == "full" and _NOT_FOR_FULL.search(role):
            message = "The full copy shows everything, also what is kept from this person."
            advice = "Choose the copy made for them."
            yield issue_at(view, at, Level.SHOULD, "copy_too_full", message, advice)


def _people(view: View, tab: str, field: str) -> frozenset[str]:
    """The names and family relations in a text, without the child's own names, which stand there as well."""
    text = view.text(tab, field)
    names = {word.casefold() for word in _NAMES.findall(text) if word[0].isupper()}
    mine: set[str] = set()
    for one in ("first_name", "surname", "preferred_name"):
        mine |= _words(view.text("child", one))
    return frozenset(names | (_words(text) & _RELATIONS)) - mine


def _words(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _NAMES.findall(text))

"""The keys of an authority's overlay files: what it may change of PepDesk's own headings, and what its own may say."""

from __future__ import annotations

from pepdesk.form import keys
from pepdesk.form.keys import Key

HEADINGS = ("overlay", "tab", "group", "field", "choices")
OVERLAY_KEYS = {"extends": Key("text", 'The form and the version it was written for: "year_r_11@1".', needed=True)}


def _some(table: dict[str, Key], *names: str) -> dict[str, Key]:
    """Those keys of a form's heading, none of them needed: what is not said stays as it is."""
    return {name: Key(table[name].kind, table[name].says, table[name].one_of) for name in names}


CHANGED = {
    "tab": _some(keys.TAB_KEYS, "title", "help", "why_shown", "hide_from", "source"),
    "group": _some(keys.GROUP_KEYS, "title", "help", "hide_from"),
    "field": {
        **_some(
            keys.FIELD_KEYS, "label", "label_short", "help", "why", "good", "poor", "required", "max_words", "hide_from"
        ),
        "hidden": Key("flag", "true takes the question away; only one that nobody has to answer."),
    },
}
"""Heading → the keys that may be said anew under one of PepDesk's own."""

OPTION_KEYS = {
    **keys.OPTION_KEYS,
    "label": Key("text", "What is read."),
    "after": Key("text", "The answer behind which this one stands."),
}
CHOICES_KEYS = {
    **_some(keys.CHOICES_KEYS, "title", "source"),
    "options": Key("tables", "Answers reworded or added.", of=OPTION_KEYS),
}

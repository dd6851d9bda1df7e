"""The keys each heading of a form file may have: one table that the reader, the checker and the JSON Schema share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pepdesk.form.model import NARROWER, YEAR_GROUPS, FieldType, Required, Role

CHECKS = ("upn", "uln", "email", "phone", "postcode", "dfe_number", "urn")
"""Shapes that ``rules.shape`` knows; all are warnings, never a bar to saving."""
SMART_PARTS = ("specific", "measurable", "time_bound")
GROUP_RULES = ("smart_target",)
LAYOUTS = ("cards", "table")
ID_PATTERN = r"[a-z][a-z0-9_]{0,39}"


@dataclass(frozen=True, slots=True)
class Key:
    """What one key holds. ``kind``: see ``tables``. ``of``: the keys of the table or tables inside it."""

    kind: str
    says: str
    one_of: tuple[str, ...] = ()
    needed: bool = False
    of: Mapping[str, Key] | None = None


_ROLES = tuple(Role)
_AUDIENCES = NARROWER

FORM_KEYS = {
    "id": Key("text", "The form's lasting name; also its folder.", needed=True),
    "title": Key("text", "Printed at the top of the plan.", needed=True),
    "version": Key("whole", "Raise when ids, types or stored choice values change.", needed=True),
    "revision": Key("whole", "Raise when only words change."),
    "valid_from": Key("date", "First day this form is meant for.", needed=True),
    "summary": Key("text", "One sentence: for whom."),
    "first_year": Key("text", "The youngest year group this form is for.", YEAR_GROUPS),
    "last_year": Key("text", "The oldest year group this form is for.", YEAR_GROUPS),
    "tabs": Key("texts", 'Tab files in order; "common/…" for shared ones.', needed=True),
}
TAB_KEYS = {
    "title": Key("text", "Short title in the contents list.", needed=True),
    "owner": Key("text", "Who completes this tab.", _ROLES, needed=True),
    "help": Key("text", "One or two sentences at the top of the tab."),
    "visible_when": Key("condition", "When the tab appears; always, if absent."),
    "why_shown": Key("text", "The reason shown when a conditional tab appears."),
    "hide_from": Key("texts", "Audiences that must not see this tab.", _AUDIENCES),
    "source": Key("text", "The document that asks for it."),
}
REPEAT_KEYS = {
    "rows": Key("text", "A choice list: one fixed row for each option."),
    "min": Key("whole", "Fewest rows at sign-off."),
    "max": Key("whole", "Most rows."),
    "start_with": Key("whole", "Rows a new plan begins with."),
    "noun": Key("text", 'What one row is called: "target".'),
    "layout": Key("text", "cards or table.", LAYOUTS),
}
GROUP_KEYS = {
    "title": Key("text", "Title of the group or of one card.", needed=True),
    "help": Key("text", "One sentence under the title."),
    "parent": Key("text", "The repeated group in whose rows this one stands."),
    "repeat": Key("repeat", "How the group repeats.", of=REPEAT_KEYS),
    "owner": Key("text", "Who completes it, if not the tab's owner.", _ROLES),
    "visible_when": Key("condition", "When the group appears."),
    "hide_from": Key("texts", "Audiences that must not see this group.", _AUDIENCES),
    "rules": Key("texts", "Named rules for each row.", GROUP_RULES),
}
FIELD_KEYS = {
    "label": Key("text", "The question.", needed=True),
    "label_short": Key("text", "The heading of its column in a table."),
    "type": Key("text", "What kind of answer.", tuple(FieldType), needed=True),
    "group": Key("text", "The group it stands in."),
    "help": Key("text", "A short hint under the label."),
    "why": Key("text", "Why we ask."),
    "good": Key("text", "A good answer."),
    "poor": Key("text", "A poor answer."),
    "required": Key("text", "When an answer is needed.", tuple(Required)),
    "visible_when": Key("condition", "When the question appears."),
    "choices": Key("text", "The choice list offered."),
    "owner": Key("text", "Who answers, if not the tab's owner.", _ROLES),
    "hide_from": Key("texts", "Audiences that must not see the answer.", _AUDIENCES),
    "max_words": Key("whole", "Advice on length; never a bar."),
    "min": Key("number", "Smallest sensible number."),
    "max": Key("number", "Largest sensible number."),
    "unit": Key("text", "Shown after the number."),
    "check": Key("text", "A shape to check, as a warning.", CHECKS),
    "not_applicable": Key("flag", 'Whether "not applicable" and "not known yet" may be answers; true if absent.'),
    "smart": Key("text", "The parts of SMART this text must carry, with commas."),
}
OPTION_KEYS = {
    "value": Key("text", "What is stored; never change it.", needed=True),
    "label": Key("text", "What is read.", needed=True),
    "code": Key("text", "The code of a statistical return."),
    "visible_when": Key("condition", "When the option (or fixed row) is offered."),
}
CHOICES_KEYS = {
    "title": Key("text", "What the list holds.", needed=True),
    "source": Key("text", "Where the list comes from."),
    "options": Key("tables", "The options in order.", needed=True, of=OPTION_KEYS),
}

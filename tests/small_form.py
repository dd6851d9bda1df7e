"""A small form, written as an officer would, for tests of everything above the form format."""

from __future__ import annotations

from pathlib import Path

from pepdesk.form.loader import load_form
from pepdesk.form.model import Form

FORM = """
[form]
id = "small"
title = "A small form"
version = 1
valid_from = 2026-09-01
tabs = ["about", "common/goals"]
"""
ABOUT = """
[tab]
title = "About"
owner = "designated_teacher"

[field.name]
label = "Name"
type = "line"
required = "start"
not_applicable = false

[field.year]
label = "Year"
type = "year_group"

[field.born]
label = "Born"
type = "date"

[field.score]
label = "Score"
type = "number"
min = 0
max = 40

[field.help_given]
label = "Help given"
type = "paragraph"
required = "sign_off"
owner = "social_worker"
visible_when = { score = { at_least = 17 } }

[field.after_help]
label = "And then?"
type = "line"
visible_when = { help_given = { answered = true } }

[field.gcse]
label = "GCSE plans"
type = "line"
visible_when = { year = { at_least = "10" } }

[group.seat]
title = "Who came"
repeat = { rows = "people" }

[field.came]
group = "seat"
label = "Came?"
type = "yes_no"

[field.why_not]
label = "Why did the child not come?"
type = "line"
required = "sign_off"
visible_when = { "came@child" = "no" }

[field.anyone]
label = "What did they say?"
type = "line"
visible_when = { "came@*" = "yes" }
"""
GOALS = """
[tab]
title = "Goals"
owner = "both"
visible_when = { "about.name" = { answered = true } }
hide_from = ["parent"]

[group.goal]
title = "Goal"
repeat = { min = 1, max = 3, start_with = 2, noun = "goal" }

[field.outcome]
group = "goal"
label = "Outcome"
type = "paragraph"
required = "sign_off"
smart = "specific, measurable, time_bound"

[field.kind]
group = "goal"
label = "Kind"
type = "choices"
choices = "kinds"

[group.step]
parent = "goal"
title = "Step"
repeat = { max = 4, start_with = 1, layout = "table" }

[field.what]
group = "step"
label = "What"
type = "line"

[field.cost]
group = "step"
label = "Cost"
type = "money"
visible_when = { kind = "paid" }
"""
CHOICES = """
[choices.people]
title = "People"
options = [
  { value = "child", label = "Child" },
  { value = "carer", label = "Carer" },
  { value = "tutor", label = "Tutor", visible_when = { "about.year" = { at_least = "7" } } },
]

[choices.kinds]
title = "Kinds"
options = [{ value = "paid", label = "Costs money" }, { value = "free", label = "Costs nothing", code = "F" }]
"""


def write_forms(folder: Path, **changed: str) -> Path:
    """The small form's files in ``folder``; ``changed`` replaces one (form, about, goals or choices)."""
    files = {"form": FORM, "about": ABOUT, "goals": GOALS, "choices": CHOICES, **changed}
    for name, place in {"form": "small", "about": "small", "goals": "common", "choices": "common"}.items():
        (folder / place).mkdir(exist_ok=True, parents=True)
        (folder / place / f"{name}.toml").write_text(files[name], encoding="utf-8")
    return folder


def small_form(folder: Path) -> Form:
    """The small form, read from files in ``folder``."""
    return load_form(write_forms(folder), "small")

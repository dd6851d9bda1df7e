"""What an authority names that lives elsewhere: areas of targets, tabs, and what a machine can see (rubric tests).

Needed only when rules are written; a plan with such a name still opens, and the rule simply finds nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pepdesk.authority.tables import heading_of
from pepdesk.form.faults import Fault, near_miss
from pepdesk.form.packs import OWN_FORMS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from pepdesk.authority.model import Authority
    from pepdesk.form.model import Form
    from pepdesk.form.packs import Pack

AREAS = "target_areas"


def find_strangers(authority: Authority, forms: Sequence[Form], tests: Collection[str]) -> tuple[Fault, ...]:
    """A fault for each name that none of the authority's ``forms`` has, and each rubric test not in ``tests``."""
    areas = {option.value for form in forms if AREAS in form.choices for option in form.choices[AREAS].options}
    tabs = {tab.id for form in forms for tab in form.tabs}
    files = {(rule["kind"], rule["id"]): str(rule["file"]) for rule in authority.raw.get("rules", ())}
    strangers = (*_areas(authority, areas), *_tabs(authority, tabs), *_tests(authority, tests))
    return tuple(
        Fault(files.get((kind, name), ""), heading_of(kind, name), message, advice)
        for kind, name, message, advice in strangers
    )


def find_stray_folders(pack: Pack, form_ids: Collection[str]) -> tuple[Fault, ...]:
    """A fault for each folder of an authority that is called like no form: nothing in it would ever be read."""
    strays = sorted({path.parent.name for path in pack.folder.glob("*/*.toml")} - {*form_ids, OWN_FORMS})
    return tuple(Fault(pack.file(one), "", "no form is called so.", near_miss(one, form_ids)) for one in strays)


def _areas(authority: Authority, known: Collection[str]) -> Iterator[tuple[str, str, str, str]]:
    for mix in authority.target_mix:
        for area in mix.areas:
            if area not in known:
                yield "target_mix", mix.id, f'"{area}" is not an area of targets.', near_miss(area, known)


def _tabs(authority: Authority, known: Collection[str]) -> Iterator[tuple[str, str, str, str]]:
    for tab in authority.section_owners:
        if tab not in known:
            yield "setting", "section_owners", f'no form has a tab "{tab}".', near_miss(tab, known)


def _tests(authority: Authority, known: Collection[str]) -> Iterator[tuple[str, str, str, str]]:
    for area in authority.rubric.areas:
        for name in dict.fromkeys(need.test for level in area.levels for need in level.needs):
            if name not in known:
                advice = near_miss(name, known) or "It can be: " + ", ".join(sorted(known)) + "."
                yield "rubric_area", area.id, f'"{name}" is not something a machine can see.', advice

"""Whether an authority's rules fit together: names that name something, days in order, ratings that are words."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pepdesk.form.faults import Faults, near_miss
from pepdesk.form.keys import ID_PATTERN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pepdesk.authority.tables import Rule

HIGHEST_SDQ = 40
"""The highest SDQ score there is (dossier a5, Lancashire bands [LAN8])."""


def check_head(about: Mapping[str, Any], file: str, faults: Faults) -> None:
    """Note what cannot be under ``[authority]``."""
    if "id" in about and not re.fullmatch(ID_PATTERN, about["id"]):
        faults.add(file, "[authority]", "the id must be small letters, digits and _, beginning with a letter.")
    if "prefix" in about and not re.fullmatch(r"[a-z][a-z0-9_]{1,23}_", about["prefix"]):
        faults.add(file, "[authority]", '"prefix" must be a few small letters and then _.', 'E.g. "northshire_".')
    _check_order(about, "valid_from", "valid_until", file, "[authority]", faults)


def check_rules(rules: Sequence[Rule], faults: Faults) -> None:
    """Note everything about the rules that cannot be seen under one key alone."""
    ids = {kind: [rule.id for rule in rules if rule.kind == kind] for kind in ("clock", "spend")}
    for rule in rules:
        _check_values(rule, faults)
        if (name := rule.given.get("emergency_of")) and (name == rule.id or name not in ids["clock"]):
            faults.add(rule.file, rule.heading, f'"{name}" is not another clock.', near_miss(name, ids["clock"]))
        if (name := rule.given.get("item")) and name not in ids["spend"]:
            faults.add(rule.file, rule.heading, f'"{name}" is not a [spend.…].', near_miss(name, ids["spend"]))
    _check_terms([rule for rule in rules if rule.kind == "term"], faults)
    _check_rubric(rules, faults)


def _check_values(rule: Rule, faults: Faults) -> None:
    given = rule.given
    _check_order(given, "valid_from", "valid_until", rule.file, rule.heading, faults)
    _check_order(given, "starts", "ends", rule.file, rule.heading, faults)
    if "academic_year" in given and not _begins(given["academic_year"]):
        faults.add(rule.file, rule.heading, '"academic_year" must look like "2025/26".')
    if rule.kind == "clock" and given.get("count") == 0:
        faults.add(rule.file, rule.heading, '"count" must be at least 1.')
    if rule.id == "sdq_at_least" and not 1 <= given.get("value", 1) <= HIGHEST_SDQ:
        faults.add(rule.file, rule.heading, f'"value" must be a score between 1 and {HIGHEST_SDQ}.')
    if half_term := given.get("half_term"):
        days = [given.get("starts", ""), *half_term, given.get("ends", "9999")]
        if len(half_term) != 2 or days != sorted(days):
            faults.add(rule.file, rule.heading, '"half_term" must be a first and a last day inside the term.')
    if given.get("at_most", given.get("at_least", 0)) < given.get("at_least", 0):
        faults.add(rule.file, rule.heading, '"at_most" is smaller than "at_least".')
    for word in given.get("words", ()) if rule.kind == "spend" else ():
        if not re.fullmatch(r"[^\W_]+([:/&+'’ -][^\W_]+)*\*?", word) or word != word.lower():
            faults.add(rule.file, rule.heading, f'"{word}" must be a word in small letters, with * at its end or not.')
    if rule.kind == "cap" and ("item" in given) != (given.get("per") == "item"):
        faults.add(rule.file, rule.heading, 'a cap "per" item needs "item", and no other cap has one.')
    if rule.id == "sign_off_order" and len(set(given.get("value", ()))) != len(given.get("value", ())):
        faults.add(rule.file, rule.heading, "nobody can stand in the order twice.")


def _begins(academic_year: str) -> int:
    """2025 for "2025/26"; 0 for what is no academic year."""
    found = re.fullmatch(r"(20\d\d)/(\d\d)", academic_year)
    return int(found[1]) if found and (int(found[1]) + 1) % 100 == int(found[2]) else 0


def _check_terms(terms: Sequence[Rule], faults: Faults) -> None:
    """Each term once, within its academic year (September to August), and none over another."""
    whole = [one for one in terms if {"academic_year", "term", "starts", "ends"} <= one.given.keys()]
    for rule in whole:
        year = _begins(rule.given["academic_year"])
        if year and not f"{year}-08" <= rule.given["starts"] <= rule.given["ends"] <= f"{year + 1}-09":
            says = f"its days are not in the academic year {rule.given['academic_year']}."
            faults.add(rule.file, rule.heading, says, "An academic year begins in September.")
    for one, later in pairwise(sorted(whole, key=lambda rule: str(rule.given["starts"]))):
        if (one.given["academic_year"], one.given["term"]) == (later.given["academic_year"], later.given["term"]):
            faults.add(later.file, later.heading, f"is the same term as {one.heading}.", "Keep one of the two.")
        elif later.given["starts"] <= one.given["ends"]:
            faults.add(later.file, later.heading, f"begins before the end of {one.heading}.", "Check both days.")


def _check_order(given: Mapping[str, Any], first: str, last: str, file: str, heading: str, faults: Faults) -> None:
    if first in given and last in given and given[first] > given[last]:
        faults.add(file, heading, f'"{last}" is before "{first}".')


def _check_rubric(rules: Sequence[Rule], faults: Faults) -> None:
    """Every rating anywhere is one of the rubric's words, and there are words wherever there are areas."""
    words: list[str] = []
    for rule in rules:
        if rule.kind == "rubric":
            words = [one.get("id", "") for one in rule.given.get("words", ())]
            if len(set(words)) != len(words) or len(words) < 2:
                faults.add(rule.file, rule.heading, '"words" must be at least two, each with its own id.')
    for rule in rules:
        if rule.kind not in ("rubric_area", "roll_up"):
            continue
        named = [rule.given, *rule.given.get("levels", ()), *rule.given.get("when", ())]
        for rating in dict.fromkeys(one["rating"] for one in named if "rating" in one):
            if rating not in words:
                advice = near_miss(rating, words) or "Write the words under [rubric]."
                faults.add(rule.file, rule.heading, f'"{rating}" is not a rating word.', advice)

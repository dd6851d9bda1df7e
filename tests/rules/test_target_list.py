"""The list of targets: how many and about what, named leads, evidence, and help that somebody else could carry on."""

from __future__ import annotations

import pytest

from pepdesk.authority.model import Authority, Scope, TargetMix
from pepdesk.record.answers import NotApplicable
from pepdesk.rules import target_list
from pepdesk.rules.issue import Level
from tests.rules.views import change, codes, rows, sample, seen, told, view_of

PLANTED = {("targets.evidence@r4", "target_evidence")}
"""The sample's fourth target says nothing of evidence."""


def mixed(*rules: TargetMix) -> Authority:
    return Authority(id="northfold", name="Northfold", target_mix=rules)


ENGLISH = TargetMix(
    "english", "One target for English", ("english", "writing"), at_least=1, unless_reason=True, must=True
)
THREE = TargetMix("three", "At least three targets", (), at_least=3)


def test_the_sample_has_only_the_planted_gap() -> None:
    assert told(target_list.issues, view_of(sample(), mixed(ENGLISH, THREE))) == PLANTED


def test_a_missing_subject_stands_in_the_way_until_a_reason_is_written() -> None:
    changed = {"targets.area@r2": "careers"}
    (issue,) = [one for one in target_list.issues(seen({**changed}, mixed(ENGLISH))) if one.code == "target_mix"]
    assert (str(issue.address), issue.level) == ("targets.mix_reason", Level.MUST)
    assert issue.message == "Asked for: one target for English. There is none so far."
    reason = {"targets.mix_reason": "Lusia has English with her tutor already; this term is for maths."}
    assert codes(target_list.issues, seen({**changed, **reason}, mixed(ENGLISH))) == ["target_evidence"]


def test_a_card_whose_subject_is_still_open_may_be_the_missing_one() -> None:
    assert "target_mix" not in codes(target_list.issues, seen({"targets.area@r2": None}, mixed(ENGLISH)))
    not_applicable = seen({"targets.area@r2": NotApplicable("spans all")}, mixed(ENGLISH))
    assert "target_mix" in codes(target_list.issues, not_applicable)


def test_too_few_and_too_many_are_counted_in_cards() -> None:
    one = view_of(rows(sample(), "targets.target", "r1"), mixed(THREE))
    assert told(target_list.issues, one) == {("targets.area@r1", "target_mix")}
    at_most = TargetMix("few", "One to three targets", (), at_least=1, at_most=3)
    assert "target_too_many" in codes(target_list.issues, view_of(sample(), mixed(at_most)))
    none = view_of(rows(sample(), "targets.target"), mixed(THREE))
    assert told(target_list.issues, none) == {("targets.area", "target_mix")}


@pytest.mark.parametrize(
    ("scope", "speaks"),
    [(Scope(years=("1", "2")), False), (Scope(years=("8",)), True), (Scope(phases=("post_16",)), False)],
)
def test_a_rule_speaks_only_within_its_scope(scope: Scope, speaks: bool) -> None:
    writing = TargetMix("writing", "A target for writing", ("writing",), at_least=1, scope=scope)
    assert ("target_mix" in codes(target_list.issues, view_of(sample(), mixed(writing)))) is speaks


@pytest.mark.parametrize(
    ("name", "nobody"),
    [("Class teacher", True), ("All staff", True), ("SENCO", True), ("Mr Shah", False), ("Priya, SENCO", False)],
)
def test_the_lead_is_a_person_and_not_a_job(name: str, nobody: bool) -> None:
    assert (
        ("targets.lead@r1", "lead_not_named") in told(target_list.issues, seen({"targets.lead@r1": name}))
    ) is nobody


def test_help_says_what_when_where_who_and_how_often() -> None:
    where = "targets.strategy_where@r1/r2"
    assert told(target_list.issues, seen({where: None})) - PLANTED == {(where, "help_incomplete")}
    both = seen({where: None, "targets.strategy_when@r1/r2": None})
    (issue,) = [one for one in target_list.issues(both) if one.code == "help_incomplete"]
    assert issue.message == "Target 1, support 2 does not say when and where."
    loose = seen({"targets.strategy_often@r2/r1": "When possible"})
    assert ("targets.strategy_often@r2/r1", "help_loose") in told(target_list.issues, loose)
    anyone = seen({"targets.strategy_who@r2/r1": "Staff"})
    assert ("targets.strategy_who@r2/r1", "help_not_named") in told(target_list.issues, anyone)


def test_a_required_part_left_empty_is_not_told_here() -> None:
    assert told(target_list.issues, seen({"targets.strategy_who@r1/r1": None})) == PLANTED


def test_a_target_without_help_cannot_be_signed() -> None:
    view = view_of(rows(sample(), "targets.strategy@r3"))
    (issue,) = [one for one in target_list.issues(view) if one.code == "target_help"]
    assert (str(issue.address), issue.level) == ("targets.outcome@r3", Level.MUST)
    assert issue.message.startswith("Target 3 ")


def test_an_empty_card_is_left_in_peace() -> None:
    record = rows(sample(), "targets.target", "r1", "r2", "r3", "new")
    assert codes(target_list.issues, view_of(record)) == []


def test_targets_are_set_by_a_teacher() -> None:
    record = change(sample(), {"meeting.completed_by": "J. Reed, learning mentor"})
    (issue,) = [one for one in target_list.issues(view_of(record)) if one.code == "set_by_teacher"]
    assert issue.level is Level.TIP
    assert issue.span is not None
    assert "J. Reed, learning mentor"[slice(*issue.span)] == "mentor"

"""What the law asks for: every question named exists, gaps and fillers are told, and nothing is told twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from pepdesk import paths
from pepdesk.form.faults import FormFaults
from pepdesk.form.loader import form_ids
from pepdesk.form.statutory import legal_points, legal_questions, read_points
from pepdesk.record.answers import NotApplicable, NotKnown
from pepdesk.rules import statutory
from pepdesk.rules.assess import assess
from pepdesk.rules.issue import Level
from tests.rules.views import TODAY, codes, form, rows, sample, seen, told, view_of

FORMS = form_ids(paths.forms_dir())


@pytest.mark.parametrize("form_id", FORMS)
def test_every_question_the_table_names_is_in_the_form(form_id: str) -> None:
    assert [pair for pair in sorted(legal_questions(form_id)) if not form(form_id).has(*pair)] == []


@pytest.mark.parametrize("form_id", FORMS)
def test_every_point_of_the_law_has_a_question_in_every_form(form_id: str) -> None:
    assert [point.id for point in legal_points() if not point.asked.get(form_id)] == []
    assert {point.part for point in legal_points()} == {"2(1)", "2(2)", "2(3)", "2(4)", "2(5)"}


def test_a_whole_plan_meets_every_point_and_nothing_is_said() -> None:
    view = view_of(sample())
    assert all(point.met and point.asked for point in statutory.checklist(view))
    assert list(statutory.issues(view)) == []


def test_a_required_question_without_an_answer_is_unmet_but_not_told_twice() -> None:
    view = seen({"strengths.interests": None})
    (leisure,) = [point for point in statutory.checklist(view) if point.id == "leisure"]
    assert not leisure.met
    assert [str(place) for place in leisure.missing] == ["strengths.interests"]
    assert list(statutory.issues(view)) == []
    assert "required" in [issue.code for issue in assess(view.record, TODAY).by_address[leisure.missing[0]]]


def test_a_history_without_lines_is_a_must_because_nothing_else_asks_for_one() -> None:
    view = view_of(rows(sample(), "school.history"))
    (issue,) = statutory.issues(view)
    assert (str(issue.address), issue.code, issue.level) == ("school.history_provider", "law_missing", Level.MUST)
    assert "where the child has learned" in issue.message


@pytest.mark.parametrize("filler", ["n/a", "N/A.", "...", "TBC", "As before", "see above"])
def test_a_filler_is_told_where_the_law_wants_words(filler: str) -> None:
    assert told(statutory.issues, seen({"views.carer_learning": filler})) == {("views.carer_learning", "law_filler")}
    assert told(statutory.issues, seen({"views.carer_needs": filler})) == set()


def test_not_applicable_with_a_reason_and_not_known_yet_meet_the_law() -> None:
    changed = {"strengths.interests": NotApplicable("in hospital all term"), "attendance.percent": NotKnown("office")}
    assert all(point.met for point in statutory.checklist(seen({**changed})))


def test_a_child_without_needs_is_not_asked_for_special_help() -> None:
    points = {point.id: point for point in statutory.checklist(seen({"sen.status": "none"}))}
    assert (points["special_provision"].asked, points["special_provision"].met) == (False, True)


def test_one_target_with_help_is_enough_and_a_card_without_is_left_to_the_target_rules() -> None:
    record = sample()
    for row in ("r1", "r2", "r3", "r4"):
        rows(record, f"targets.strategy@{row}")
    view = view_of(record)
    assert [point.id for point in statutory.checklist(view) if not point.met] == ["promotion"]
    assert codes(statutory.issues, view) == []


@pytest.mark.parametrize(
    "text",
    ["", "[point", "[point.a]\nsays = 1", '[point.a]\nsays = "a"\npart = "2(1)"\nasked = { year_r_11 = ["sen"] }'],
)
def test_a_damaged_table_is_refused_in_words(tmp_path: Path, text: str) -> None:
    (tmp_path / "statutory.toml").write_text(text, "utf-8")
    with pytest.raises(FormFaults, match="what the law asks for"):
        read_points(tmp_path)

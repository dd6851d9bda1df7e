"""One plan judged by the rules of two authorities: each gets its own right answer, with no Python changed."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pepdesk.app.documents import sample_plan
from pepdesk.form.address import Address
from pepdesk.record.answers import Value
from pepdesk.record.codec import write_record


@pytest.fixture(scope="module")
def plan_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Year 6 sample with an SDQ of 17 that no target answers; it asks for £548."""
    record = sample_plan("year_r_11", date(2026, 7, 16), "year_6")
    record.answers[Address("health", "sdq_score")] = Value("17")
    file = tmp_path_factory.mktemp("check") / "plan.json"
    file.write_bytes(write_record(record))
    return file


def check(plan: Path, authority: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "pepdesk", "check", str(plan), "--json", "--today", "2026-07-16"]
    done = subprocess.run([*command, "--authority", authority], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1, done.stderr  # it ran, and found things in the way of signing
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def codes(told: dict[str, Any]) -> set[str]:
    return {finding["code"] for finding in told["findings"]}


def test_five_hundred_and_forty_eight_pounds_is_over_one_cap_and_under_the_other(plan_file: Path) -> None:
    assert "over_term_cap" in codes(check(plan_file, "staffordshire"))  # £500
    assert "over_term_cap" not in codes(check(plan_file, "bury"))  # £600


def test_an_sdq_of_seventeen_is_high_where_seventeen_counts_and_not_where_over_seventeen_does(plan_file: Path) -> None:
    assert "sdq_no_target" in codes(check(plan_file, "bury"))
    assert "sdq_no_target" not in codes(check(plan_file, "gateshead"))


def test_the_likely_rating_is_in_the_authoritys_own_words_and_the_law_is_the_same(plan_file: Path) -> None:
    bury, gateshead = check(plan_file, "bury"), check(plan_file, "gateshead")
    assert (bury["quality"]["rating"], gateshead["quality"]["rating"]) == ("Amber", "Amber")
    assert [len(one["quality"]["areas"]) for one in (bury, gateshead)] == [10, 4]
    assert bury["statutory"] == gateshead["statutory"]
    assert [point["id"] for point in bury["statutory"] if not point["met"]] == ["carers"]


def test_who_waits_for_whom_is_said_by_name_and_question(plan_file: Path) -> None:
    told = check(plan_file, "bury")["ready_for"]["explained"]
    assert any(words.startswith("The social worker can sign when the school has answered") for words in told)
    assert all('"' in words or "has not signed" in words for words in told)


def test_twenty_days_are_school_days_for_one_working_days_for_another_and_all_readings_for_a_third() -> None:
    def first_pep(authority: str) -> str:
        command = [sys.executable, "-m", "pepdesk", "dates", "--authority", authority, "--into-care", "2026-10-12"]
        words = [*command, "--today", "2026-10-12"]
        return subprocess.run(words, capture_output=True, text=True, check=True, timeout=60).stdout

    bury, gateshead, staffordshire = (first_pep(one) for one in ("bury", "gateshead", "staffordshire"))
    assert "Monday 16 November 2026: First PEP completed\n    20 school days" in bury  # half-term does not count
    assert "Monday 9 November 2026: " in gateshead
    assert "20 working days" in gateshead
    assert "1 November 2026, if calendar days" in staffordshire

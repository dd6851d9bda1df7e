"""``pepdesk dates`` as people and programs run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import icalendar
import pytest

from pepdesk import paths
from pepdesk.authority.loader import authority_ids, load_authority
from pepdesk.dates.calendar import english
from pepdesk.dates.due import deadlines
from pepdesk.dates.school import FILE, load_school_dates


def dates(*words: str | Path, home: Path) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "pepdesk", "dates", *map(str, words)], env={**os.environ, "PEPDESK_HOME": str(home)},
        capture_output=True, text=True, encoding="utf-8", timeout=100, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    return done


def example() -> str:
    """The example of the guide for officers."""
    guide = (paths.forms_dir() / "README.md").read_text("utf-8")
    return next(part for part in guide.split("```toml\n")[1:] if "[[closed]]" in part).split("```")[0]


def test_the_example_in_the_guide_is_read_and_counts(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(example(), encoding="utf-8")
    found = load_school_dates(tmp_path)
    assert [len(found.terms), len(found.closed), len(found.bank_holidays), len(found.no_bank_holidays)] == [1, 2, 1, 1]
    done = dates(
        "--authority", "word_form", "--into-care", "2026-10-19", "--today", "2026-10-20", "--json", home=tmp_path
    )
    (first,) = [row for row in json.loads(done.stdout) if row["id"] == "first_pep"]
    assert (first["on"], first["certain"], first["note"]) == ("2026-11-24", True, "")
    skipped = {one["day"]: one["reason"] for one in first["readings"][0]["skipped"]}
    assert (skipped["2026-10-28"], skipped["2026-11-02"], skipped["2026-11-01"]) == ("half-term", "INSET day", "Sunday")
    assert first["source"]


def test_a_fault_in_the_schools_dates_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(example().replace("[[closed]]", "[[closd]]"), encoding="utf-8")
    done = dates("--into-care", "2026-10-19", "--today", "2026-10-20", home=tmp_path)
    assert done.returncode == 0
    assert 'Did you mean "closed"?' in done.stderr
    assert "10 working days after coming into care (19 October 2026)." in done.stdout


@pytest.mark.parametrize("authority", authority_ids(paths.forms_dir()))
def test_every_authoritys_deadlines_have_a_source_and_a_rule_in_words(authority: str) -> None:
    day = date(2024, 10, 1)  # before the fixed days of the documents we have
    found = deadlines(
        load_authority(paths.forms_dir(), authority), english(day), today=day, into_care=day, emergency=True,
        school_move=day, meeting=day, care_review=day,
    )  # fmt: skip
    assert found
    assert all(due.about.source and due.rule and due.what for due in found)
    assert [due.on for due in found] == sorted(due.on for due in found)


def test_the_calendar_file_is_written_and_another_program_can_read_it(tmp_path: Path) -> None:
    file = tmp_path / "due.ics"
    done = dates("--into-care", "2026-10-19", "--ics", file, "--initials", "L.W.", home=tmp_path)
    titles = [str(entry["SUMMARY"]) for entry in icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")]
    assert titles
    assert all(title.startswith("PEP L.W.: ") for title in titles)
    assert len(titles) == done.stdout.count("Source: ")


def test_without_a_day_the_command_says_what_to_give_and_a_wrong_day_is_wrong_usage(tmp_path: Path) -> None:
    assert "--into-care" in dates(home=tmp_path).stdout
    assert dates("--meeting", "soon", home=tmp_path).returncode == 2
    assert dates("--authority", "nowhere", home=tmp_path).returncode == 3

"""Second copies that shared folders make, and two copies in clear joined from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pepdesk.cli import FINE, NOT_DONE, run_command
from pepdesk.handover.copies import copies_of, original_name
from pepdesk.record.codec import read_record, write_record
from tests.handover.people import GOALS, Person, teacher_and_worker, two_sided_form

FORM = two_sided_form()


@pytest.mark.parametrize(
    ("name", "original"),
    [
        ("plan (Sam's conflicted copy 2026-11-22).pepx", "plan.pepx"),
        ("plan (conflicted copy).json", "plan.json"),
        ("plan (Case Conflict).json", "plan.json"),
        ("plan-LAPTOP-7QK2.json", "plan.json"),
        ("plan-DESKTOP.pepx", "plan.pepx"),
        ("plan-DESKTOP-2.pepx", "plan.pepx"),
        ("plan.sync-conflict-20261122-101530-ABCDEFG.json", "plan.json"),
        ("plan (1).pepx", "plan.pepx"),
        ("plan - Copy.json", "plan.json"),
        ("plan - Copy (2).json", "plan.json"),
        ("plan.json", "plan.json"),
        ("spring-plan.json", "spring-plan.json"),
        ("notes-LAPTOP.txt", "notes-LAPTOP.txt"),
    ],
)
def test_the_names_of_second_copies_are_understood(name: str, original: str) -> None:
    assert original_name(name) == original


def written(folder: Path) -> tuple[Path, Path]:
    """Two copies of one plan that two computers changed, as a shared folder keeps them."""
    teacher, _ = teacher_and_worker(FORM)
    teacher.add_row(GOALS, "g1")
    teacher.write("name", "Ada")
    teacher.write("agreed", "ten pages")
    one, two = folder / "plan.json", folder / "plan-LAPTOP-7QK2.json"
    one.write_bytes(write_record(teacher.plan))
    other = Person(teacher.own, teacher.book, read_record(one.read_bytes()))
    other.write("agreed", "a book a week")
    other.write("wishes", "a dog")
    other.write("care", "with her aunt")
    two.write_bytes(write_record(other.plan))
    return one, two


def test_a_copy_beside_the_plan_is_found_and_joined_and_what_both_say_is_left_to_choose(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = written(tmp_path)
    assert copies_of(one) == (two,)
    out = tmp_path / "joined.json"
    assert run_command(["merge", str(one), "-o", str(out), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["copies"] == [two.name]
    assert [(row["mine"], row["theirs"]) for row in told["choose"]] == [("ten pages", "a book a week")]
    record = read_record(out.read_bytes())
    assert {str(at) for at in record.answers} == {"about.name", "about.agreed", "about.wishes", "about.care"}
    assert run_command(["merge", str(one), str(two), "-o", str(tmp_path / "t.json"), "--choose", "theirs"]) == FINE
    assert "a book a week" in (tmp_path / "t.json").read_text("utf-8")
    assert run_command(["merge", str(one), "-o", str(out)]) == NOT_DONE
    assert run_command(["merge", str(out), "-o", str(tmp_path / "u.json")]) == NOT_DONE


def test_with_a_role_ones_own_part_stays_and_the_others_part_is_theirs(tmp_path: Path) -> None:
    one, two = written(tmp_path)
    changed = json.loads(two.read_text("utf-8"))
    changed["answers"]["about.name"] = "Not Ada"
    del changed["answers"]["about.agreed"]
    two.write_text(json.dumps(changed), "utf-8")
    out = tmp_path / "joined.json"
    assert run_command(["merge", str(one), str(two), "-o", str(out), "--as", "designated_teacher"]) == 1
    answers = json.loads(out.read_text("utf-8"))["answers"]
    assert answers["about.name"] == "Ada"
    assert answers["about.care"] == "with her aunt"
    assert answers["about.agreed"] == "ten pages"


def test_with_what_both_came_from_a_removed_answer_stays_removed(tmp_path: Path) -> None:
    one, two = written(tmp_path)
    base, changed = tmp_path / "base.json", json.loads(two.read_text("utf-8"))
    base.write_bytes(one.read_bytes())
    changed["answers"].pop("about.name")
    two.write_text(json.dumps(changed), "utf-8")
    out = tmp_path / "joined.json"
    assert run_command(["merge", str(one), str(two), "-o", str(out), "--base", str(base)]) == FINE
    answers = json.loads(out.read_text("utf-8"))["answers"]
    assert "about.name" not in answers
    assert answers["about.agreed"] == "a book a week"

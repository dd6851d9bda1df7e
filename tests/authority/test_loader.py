"""What an officer's file becomes: England's rules where it says nothing, its own where it does, every fault at once."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest

from pepdesk import paths
from pepdesk.authority.keys import HEADINGS, SETTINGS, setting_keys
from pepdesk.authority.loader import authority_ids, embedded_authority, form_for, load_authority, out_of_date
from pepdesk.authority.model import DayKind
from pepdesk.authority.schema import authority_schema
from pepdesk.form.faults import FormFaults
from pepdesk.form.loader import form_ids
from pepdesk.form.model import Role
from pepdesk.problem import FormProblem
from tests.small_authority import NORTHSHIRE, write_authorities, write_authority
from tests.small_form import write_forms

TERM = """[term.more]
academic_year = "2025/26"
term = "{}"
starts = {}
ends = 2026-03-27
source = "x"
[cap.laptop]"""
AREA = "[rubric_area.more]\ntitle = 'M'\nsource = 'x'\nlevels = [{{ {} }}]\n[cap.laptop]"
SHIPPED = authority_ids(paths.forms_dir())


def faults(folder: Path, northshire: str) -> list[str]:
    with pytest.raises(FormFaults) as caught:
        load_authority(write_authorities(folder, northshire), "northshire")
    return [str(fault) for fault in caught.value.faults]


def test_own_rules_replace_inherited_ones_and_the_rest_is_england_s(tmp_path: Path) -> None:
    one = load_authority(write_authorities(tmp_path), "northshire")
    assert one.chair is Role.DESIGNATED_TEACHER
    assert one.sdq_at_least == 17
    usual, emergency = one.clocks
    assert (usual.id, usual.count, usual.kind, usual.emergency) == ("first_pep", 15, DayKind.SCHOOL, False)
    assert (emergency.id, emergency.count, emergency.kind, emergency.emergency) == (
        "first_pep", 10, DayKind.UNKNOWN, True,
    )  # fmt: skip
    assert one.caps[0].amount == Decimal("300.50")
    assert one.caps[0].scope.years == ("7", "8")
    assert one.terms[0].half_term == (date(2025, 10, 27), date(2025, 10, 31))
    assert [rule.id for rule in one.spend] == ["laptop"]
    assert one.rubric.areas[0].levels[0].needs[0].at_least == 20
    assert one.settings[0].value == "designated teacher"
    assert one.settings[0].about.source == "Northshire guidance, page 2"
    assert one.settings[0].about.dated == "2025/26"


def test_a_rule_can_be_dropped_and_a_rubric_of_its_own_keeps_nothing_of_england_s(tmp_path: Path) -> None:
    own = NORTHSHIRE.replace("[cap.laptop]", "[spend.laptop]\nremove = true\n\n[cap.laptop]").replace(
        'per = "item"\nitem = "laptop"', 'per = "term"'
    )
    rubric = '\n[rubric]\nwords = [{ id = "a", label = "A" }, { id = "b", label = "B" }]\nsource = "page 9"\n'
    one = load_authority(write_authorities(tmp_path, own + rubric), "northshire")
    assert one.spend == ()
    assert [word.label for word in one.rubric.words] == ["A", "B"]
    assert one.rubric.areas == ()
    assert one.rubric.roll_up == ()
    without = load_authority(write_authorities(tmp_path, NORTHSHIRE + "\n[rubric]\nremove = true\n"), "northshire")
    assert without.rubric.words == ()


def test_what_a_plan_embeds_gives_the_same_authority_back(tmp_path: Path) -> None:
    one = load_authority(write_authorities(tmp_path), "northshire")
    again = embedded_authority(json.loads(json.dumps(one.raw, sort_keys=True)))
    assert again == one


def test_a_plans_own_rules_open_even_where_todays_checks_find_a_fault(tmp_path: Path) -> None:
    one = load_authority(write_authorities(tmp_path), "northshire")
    older = {**one.raw, "rules": [*one.raw["rules"], {**one.raw["rules"][0], "id": "chiar"}]}
    again = embedded_authority(older)
    assert again.raw == older
    assert (again.id, again.chair, again.caps) == (one.id, one.chair, one.caps)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("[setting.chair]", "[setting.chiar]"), '[setting.chiar]: "chiar" is not a setting. Did you mean "chair"?'),
        (('value = "designated_teacher"', 'value = "teacher"'), '"value" cannot be "teacher".'),
        (('about = "social_worker"', 'about = "worker"'), '"value" cannot be "worker"'),
        (('kind = "school_days"', 'kind = "schooldays"'), 'Did you mean "school_days"?'),
        (("count = 15", "cuont = 15"), 'Did you mean "count"?'),
        (('\nsource = "Northshire term dates"', ""), '[term.autumn_2025]: "source" is missing.'),
        (('source = "Northshire term dates"', 'source = " "'), '[term.autumn_2025]: "source" is empty.'),
        (("[term.autumn_2025]", "[tern.autumn_2025]"), '[tern]: is not a heading of an authority. Did you mean "te'),
        (('emergency_of = "first_pep"', 'emergency_of = "frist_pep"'), 'Did you mean "first_pep"?'),
        (('item = "laptop"', 'item = "laptops"'), 'Did you mean "laptop"?'),
        (('per = "item"', 'per = "term"'), 'a cap "per" item needs "item"'),
        (("ends = 2025-12-19", "ends = 2025-08-19"), '"ends" is before "starts".'),
        (("[2025-10-27, 2025-10-31]", "[2025-10-27]"), "a first and a last day inside the term"),
        (('academic_year = "2025/26"', 'academic_year = "2025"'), 'must look like "2025/26"'),
        (('prefix = "nsh_"', 'prefix = "nsh"'), '"prefix" must be a few small letters and then _.'),
        (('id = "northshire"', 'id = "north"'), 'the id must be the folder\'s name, "northshire".'),
        (("valid_until = 2026-08-31", "valid_until = 2024-08-31"), '"valid_until" is before "valid_from".'),
        (("[cap.laptop]", "[cap.Laptop]"), "[cap.Laptop]: the name must be small letters"),
        (("[cap.laptop]", "[cap.phone]\nremove = true\n[cap.laptop]"), "[cap.phone]: there is nothing to remove."),
        (("[cap.laptop]", "[clock.first_pep2]\nremove = true\ncount = 3\n[cap.laptop]"), "must stand alone"),
        (("[cap.laptop]", "[voice.uncle]\nsource = 'x'\n[cap.laptop]"), '"uncle" cannot stand here.'),
        (
            ("[cap.laptop]", AREA.format("rating = 'god', needs = []")),
            '[rubric_area.more]: "god" is not a rating word. Did you mean "good"?',
        ),
        (
            ("[cap.laptop]", AREA.format("rating = 'good'")),
            '[rubric_area.more] levels: "needs" is missing.',
        ),
        (("[cap.laptop]", "[roll_up]\nrating = 'good'\n[cap.laptop]"), "needs double square brackets"),
        (("count = 15", "count = 1500"), '"count" cannot be more than 1000.'),
        (("starts = 2025-09-01", "starts = 9999-09-01"), '"starts" must be between 2000-01-01 and 2100-12-31.'),
        (("[2025-10-27, 2025-10-31]", "[2025-10-27, 2025-10-31T10:00:00]"), '"half_term" must be a list of dates'),
        (("amount = 300.50", "amount = -1"), '"amount" must be between 0 and 1000000.'),
        (('academic_year = "2025/26"', 'academic_year = "2025/27"'), 'must look like "2025/26"'),
        (('academic_year = "2025/26"', 'academic_year = "2024/25"'), "its days are not in the academic year 2024/25."),
        (("count = 15", "count = 0"), '"count" must be at least 1.'),
        (("count = 15", "count = -15"), '"count" must be a whole number, 0 or more'),
        (("[cap.laptop]", TERM.format("autumn", "2026-01-05")), "is the same term as [term.autumn_2025]."),
        (("[cap.laptop]", TERM.format("spring", "2025-12-18")), "begins before the end of [term.autumn_2025]."),
        (("[cap.laptop]", "[setting.sdq_at_least]\nvalue = 41\nsource = 'x'\n[cap.laptop]"), "between 1 and 40"),
        (("starts = 2025-09-01", "starts = 01/09/2025"), "Write a date like 2026-11-27"),
        (("starts = 2025-09-01", "starts = 2025-09-31"), "There is no such day."),
        (("amount = 300.50", "amount = £300.50"), "Write a sum without the pound sign."),
        (('name = "Northshire"', "name = “Northshire”"), "Use straight double quotes"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place_and_the_near_miss(tmp_path: Path, change: tuple[str, str], told: str) -> None:
    assert change[0] in NORTHSHIRE
    lines = faults(tmp_path, NORTHSHIRE.replace(*change, 1))
    assert any(told in line for line in lines), lines
    assert all(line.startswith("authorities/northshire/authority.toml") for line in lines)


def test_all_faults_are_told_at_once_and_an_unknown_authority_with_those_there_are(tmp_path: Path) -> None:
    broken = NORTHSHIRE.replace("count = 15", "cuont = 15").replace('per = "item"', 'per = "day"')
    assert len(faults(tmp_path, broken)) >= 3
    with pytest.raises(FormProblem) as caught:
        load_authority(tmp_path, "northshir")
    assert 'Did you mean "northshire"?' in caught.value.advice


def test_old_rules_still_load_and_say_that_they_are_old(tmp_path: Path) -> None:
    one = load_authority(write_authorities(tmp_path), "northshire")
    assert out_of_date(one, date(2026, 8, 31)) == ""
    assert "held until 31 August 2026" in out_of_date(one, date(2026, 9, 1))
    assert "hold from 1 September 2025" in out_of_date(one, date(2025, 8, 31))


def test_a_newer_pack_of_the_user_wins_and_an_older_one_does_not(tmp_path: Path) -> None:
    forms = write_authorities(tmp_path / "forms")
    user = write_authority(tmp_path / "user", NORTHSHIRE.replace("count = 15", "count = 5"))
    write_authority(user, NORTHSHIRE.replace("northshire", "eastshire", 1), "eastshire")
    assert authority_ids(forms) == ("england", "northshire")
    assert authority_ids(forms, user) == ("eastshire", "england", "northshire")
    assert load_authority(forms, "northshire", user).clocks[0].count == 15
    write_authority(user, NORTHSHIRE.replace("count = 15", "count = 5").replace("version = 1", "version = 2"))
    assert load_authority(forms, "northshire", user).clocks[0].count == 5
    assert load_authority(forms, "northshire").clocks[0].count == 15


def test_who_fills_in_which_tab_follows_the_authority(tmp_path: Path) -> None:
    forms = write_authorities(write_forms(tmp_path))
    northshire, england = (load_authority(forms, one) for one in ("northshire", "england"))
    assert form_for(forms, "small", england).tab("about").owner is Role.DESIGNATED_TEACHER
    form = form_for(forms, "small", northshire)
    assert form.tab("about").owner is Role.SOCIAL_WORKER
    assert form.field("about", "name").owner is Role.SOCIAL_WORKER


def test_every_setting_has_a_place_in_the_model_and_a_line_for_the_officer() -> None:
    england = load_authority(paths.forms_dir(), "england")
    readme = (paths.forms_dir() / "authorities" / "README.md").read_text(encoding="utf-8")
    for name in SETTINGS:
        assert hasattr(england, name)
        assert f"[setting.{name}]" in readme
        assert "value" in setting_keys(name)
    for heading in HEADINGS:
        assert f"[{heading}." in readme


@pytest.mark.parametrize("authority_id", SHIPPED)
def test_every_shipped_authority_loads_gives_its_sources_and_asks_every_form(authority_id: str) -> None:
    one = load_authority(paths.forms_dir(), authority_id)
    assert embedded_authority(one.raw) == one
    for form_id in set(one.forms) & set(form_ids(paths.forms_dir())):
        assert form_for(paths.forms_dir(), form_id, one).tabs
    sourced = [*one.settings, *one.clocks, *one.deadlines, *one.terms, *one.target_mix, *one.caps, *one.spend]
    assert sourced
    assert all(rule.about.source for rule in sourced)


def test_the_schema_for_editors_is_current_and_accepts_every_shipped_file() -> None:
    written = json.loads((paths.forms_dir() / "authority.schema.json").read_text(encoding="utf-8"))
    assert written == authority_schema(), "anew: python -m pepdesk authority schema > forms/authority.schema.json"
    for one in SHIPPED:
        file = paths.forms_dir() / "authorities" / one / "authority.toml"
        document = json.loads(json.dumps(tomllib.loads(file.read_text(encoding="utf-8")), default=str))
        jsonschema.validate(document, written)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**document, "setting": {"chair": {"value": "teacher", "source": "x"}}}, written)

"""Small authorities, written as officers would, for tests: a base called England and Northshire on top of it."""

from __future__ import annotations

from pathlib import Path

ENGLAND = """
[authority]
id = "england"
name = "England"
version = 1
valid_from = 2025-09-01
prefix = "england_"

[setting.chair]
value = "social_worker"
source = "the law"

[setting.sdq_at_least]
value = 17
source = "the law"

[clock.first_pep]
what = "First PEP held"
count = 20
kind = "working_days"
start = "into_care"
source = "the law"

[spend.laptop]
what = "Laptops"
rule = "limited"
words = ["laptop*"]
source = "the law"

[rubric]
words = [{ id = "good", label = "Good" }, { id = "poor", label = "Poor", pays = false }]
source = "the law"

[rubric_area.voice]
title = "Voice"
levels = [{ rating = "good", needs = [{ test = "voice_words", at_least = 20 }] }]
source = "the law"

[[roll_up]]
rating = "good"
when = [{ rating = "good", at_least = 1, or_better = true }]
"""
NORTHSHIRE = """
[authority]
id = "northshire"
name = "Northshire"
version = 1
valid_from = 2025-09-01
valid_until = 2026-08-31
prefix = "nsh_"
forms = ["year_r_11"]

[setting.chair]
value = "designated_teacher"
source = "Northshire guidance, page 2"
dated = "2025/26"

[setting.section_owners]
value = { about = "social_worker" }
source = "Northshire guidance, page 2"

[clock.first_pep]
what = "First PEP held"
count = 15
kind = "school_days"
start = "into_care"
source = "Northshire guidance, page 3"

[clock.first_pep_emergency]
emergency_of = "first_pep"
what = "First PEP begun"
count = 10
kind = "days"
start = "into_care"
owner = "social_worker"
source = "Northshire guidance, page 3"

[cap.laptop]
amount = 300.50
per = "item"
item = "laptop"
years = ["7", "8"]
source = "Northshire guidance, page 5"

[term.autumn_2025]
academic_year = "2025/26"
term = "autumn"
starts = 2025-09-01
ends = 2025-12-19
half_term = [2025-10-27, 2025-10-31]
source = "Northshire term dates"
"""


def write_authority(folder: Path, text: str, name: str = "northshire") -> Path:
    """Write one authority into the forms folder ``folder``; gives ``folder``."""
    place = folder / "authorities" / name
    place.mkdir(parents=True, exist_ok=True)
    (place / "authority.toml").write_text(text, encoding="utf-8")
    return folder


def write_authorities(folder: Path, northshire: str = NORTHSHIRE, england: str = ENGLAND) -> Path:
    """Both authorities; gives ``folder``."""
    write_authority(folder, england, "england")
    return write_authority(folder, northshire)

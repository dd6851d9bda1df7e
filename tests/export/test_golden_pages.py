"""Pages as somebody looked at them: drawn again they must look the same, but for a few dots.

A page that changed on purpose: look at the new one, then ``python -m tests.export.test_golden_pages`` writes the
pictures that are different into ``tests/golden/pages`` and says which those are. Look at those too.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from pepdesk.app.documents import narrower, sample_plan
from pepdesk.export import pdf
from pepdesk.export.blocks import Document
from pepdesk.export.choice import Choice, Part
from pepdesk.export.outline import outline
from pepdesk.form.model import Audience, Role
from pepdesk.rules.assess import assess
from tests.export.sample import NAMES, sample
from tests.export.test_own_words import plan as own_words

FOLDER = Path(__file__).parents[1] / "golden" / "pages"
DOTS = 44
"""Dots an inch: headings can be read, and a picture takes some 10 KB."""
TODAY = date(2026, 11, 22)
CREATED = "2026-11-22T10:00:00+00:00"


@cache
def plan(form: str, name: str = "") -> Document:
    """A sample's document by what is wanted of it; its random number is taken out."""
    record = sample_plan(form, TODAY)
    if name == "own":
        record = own_words()
    if name == "child":
        document, _, _ = narrower(record, Audience.CHILD, CREATED)
    else:
        choices = {"large": Choice(large=True), "mine": Choice(Part.MINE, Role.SOCIAL_WORKER)}
        choice, draft = choices.get(name, Choice()), name == "draft"
        document = outline(record, assess(record, TODAY), CREATED, draft=draft, choice=choice)
    return replace(document, footer="Plan of a sample, printed 22 November 2026", version="1")


PAGES = {
    "year-8-first": (lambda: plan("year_r_11"), "Who was asked and who came"),
    "year-8-targets": (lambda: plan("year_r_11"), "Why this target?"),
    "year-8-notes": (lambda: plan("year_r_11"), "What was talked about and decided?"),
    "year-8-signatures": (lambda: plan("year_r_11"), "Each person signs this file"),
    "year-8-large": (lambda: plan("year_r_11", "large"), "Who was asked and who came"),
    "year-8-child": (lambda: plan("year_r_11", "child"), ""),
    "early-years-draft": (lambda: plan("early_years", "draft"), "Draft: this plan has not been signed"),
    "post-16-mine": (lambda: plan("post_16", "mine"), "This copy holds the sections"),
    "year-8-own-words": (lambda: plan("year_r_11", "own"), "In Olek’s own words"),
    "names": (sample, NAMES[0][1]),
    "picture-and-list": (sample, "My house at Gran"),
}
"""Name → the document, and words that stand on its page."""


@cache
def drawn(name: str) -> Image.Image:
    """The page in grey."""
    make, words = PAGES[name]
    opened = pypdfium2.PdfDocument(_pdf(make()))
    opened.init_forms()
    try:
        for number in range(len(opened)):
            page = opened[number]
            found = words in " ".join(page.get_textpage().get_text_range().split())
            picture = (
                page.render(scale=DOTS / 72, may_draw_forms=True, grayscale=True).to_pil().copy() if found else None
            )
            if picture is not None:
                return picture
    finally:
        opened.close()
    raise AssertionError(f"no page says {words!r}")


@cache
def _pdf(document: Document) -> bytes:
    return pdf.render(document)


def apart(one: Image.Image, other: Image.Image) -> str:
    """How two pictures differ; "" when nobody would see it. A line that moved by a dot is not seen, a word is."""
    if one.size != other.size:
        return f"size {one.size} and {other.size}"
    blurred = [each.convert("L").filter(ImageFilter.GaussianBlur(1.2)) for each in (one, other)]
    difference = ImageChops.difference(*blurred)
    mean, most = ImageStat.Stat(difference).mean[0], difference.getextrema()[1]
    return f"by {mean:.2f} on the average and {most} at most" if mean > 0.35 or most > 48 else ""


@pytest.mark.parametrize("name", PAGES)
def test_the_page_looks_as_it_did_when_it_was_looked_at(name: str, tmp_path: Path) -> None:
    new = drawn(name)
    new.save(tmp_path / f"{name}.png")
    with Image.open(FOLDER / f"{name}.png") as kept:
        told = apart(kept, new)
    assert not told, (
        f"{name} differs {told}: look at {tmp_path / name}.png. If it is right, renew the pictures: "
        "python -m tests.export.test_golden_pages"
    )


def test_a_word_less_or_a_line_too_long_would_be_seen() -> None:
    page = drawn("year-8-first")
    across, down = page.size
    wiped = page.copy()
    wiped.paste(255, (round(across * 0.38), round(down * 0.375), round(across * 0.6), round(down * 0.4)))
    moved = ImageChops.offset(page, 0, 3)
    assert apart(page, wiped)
    assert apart(page, moved)
    assert not apart(page, ImageChops.add(page, Image.new("L", page.size, 2)))


def renew() -> None:
    """Write every picture that is new or different, and say which."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in PAGES:
        path = FOLDER / f"{name}.png"
        if path.exists():
            with Image.open(path) as kept:
                told = apart(kept, drawn(name))
        else:
            told = "is new"
        if told:
            drawn(name).quantize(32).save(path, optimize=True)
        print(f"{name}: {told or 'the same'}")


if __name__ == "__main__":
    renew()

"""Lines and pages lose nothing, hold what they promise and come to an end, whatever was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepdesk.export import fonts, look
from pepdesk.export.boxes import pages, right_to_left
from pepdesk.export.boxes.lines import Line, Style, break_lines, width
from pepdesk.export.boxes.right_to_left import Turned
from pepdesk.export.boxes.table import Cell, Row, Table
from pepdesk.export.boxes.text import Text, text
from pepdesk.export.fonts import NOTO_SANS, NoGlyph, Run, Weight
from pepdesk.export.plain_text import clean
from pepdesk.export.tagged.structure import Element

STYLE = Style(fonts.font_name(NOTO_SANS, Weight.REGULAR), 10.0)
WORDS = st.text(st.sampled_from("ab -–/ŵŁ李☐é  1.,(م)ح שר\n") | st.characters(max_codepoint=0x17F), max_size=300)


def said(line: Line) -> str:
    return "".join(part.text for part in line)


@given(WORDS, st.floats(12, 400))
def test_lines_hold_every_letter_in_order_and_none_is_too_wide(words: str, room: float) -> None:
    cleaned = clean(words)
    lines = break_lines(cleaned, STYLE, room)
    assert "".join(map(said, lines)) == cleaned.replace("\n", " ")
    for line in lines:
        seen = said(line).rstrip(" ")
        if len(seen) > 1 and not any(isinstance(part, Turned) for part in line):
            assert width(break_lines(seen, STYLE, 10_000)[0]) * STYLE.size <= room + 0.01


@given(st.lists(st.tuples(st.integers(0, 90), st.booleans(), st.integers(1, 3)), max_size=12), st.floats(120, 700))
def test_pages_hold_every_line_in_order_and_none_runs_over_the_foot(
    shapes: list[tuple[int, bool, int]], page: float
) -> None:
    numbers = iter(range(100_000))

    def numbered(lines: int, *, keeps: bool = False) -> Text:
        runs = tuple((Run(STYLE.font, f"{next(numbers)} "),) for _ in range(lines))
        return Text(Element("P"), runs, STYLE, gap=5.0, keeps_with_next=keeps)

    boxes = []
    for lines, as_table, columns in shapes:
        if as_table:
            row = Row(tuple(Cell((numbered(lines),) if lines else ()) for _ in range(columns)))
            boxes.append(Table((100.0,) * columns, None, (row, Row((Cell((numbered(2),)),) * columns))))
        else:
            boxes.append(numbered(lines + 1, keeps=lines < 2))
    heard: dict[int, int] = {}
    for content in pages.fill(boxes, page):
        for box, down in content:
            assert down + box.height <= page + 0.01
            for number in _numbers(box):
                heard[number] = heard.get(number, 0) + 1
    assert sorted(heard) == list(range(next(numbers)))


def _numbers(box: object) -> list[int]:
    if isinstance(box, Text):
        return [int(said(line)) for line in box.lines]
    assert isinstance(box, Table)
    cells = [cell for row in box.rows for cell in row.cells]
    return [number for cell in cells for part in cell.texts for number in _numbers(part)]


def test_a_heading_never_stands_alone_at_the_foot_of_a_page() -> None:
    filling = text(Element("P"), "x\n" * 40, STYLE, 300)
    heading = text(Element("H2"), "Heading", STYLE, 300, gap=10, keeps_with_next=True)
    below = text(Element("P"), "y\n" * 8, STYLE, 300)
    for extra in range(60):
        filled = pages.fill([filling, heading, below], filling.height + 10 + extra)
        holders = [page for page in filled if any(placed.box.keeps_with_next for placed in page)]
        assert all(not page[-1].box.keeps_with_next for page in holders)


def test_an_end_of_a_few_lines_takes_some_of_the_page_before_with_it() -> None:
    answers = [text(Element("P"), "x\n" * 4, STYLE, 300) for _ in range(10)]
    heading = text(Element("H2"), "Heading", STYLE, 300, keeps_with_next=True)
    closing = text(Element("P"), "y\n" * 2, STYLE, 300)
    page = sum(box.height for box in answers) + heading.height
    for broken in ([], [None, closing]):  # as well before a page that is begun on purpose
        filled = pages.fill([*answers, heading, closing, *broken], page)
        assert len(filled) == 2 + bool(broken)
        first, last = filled[0], filled[1]
        assert [placed.box for placed in (*first, *last)] == [*answers, heading, closing]
        assert 0.3 * page <= last[-1].down + closing.height <= 0.5 * page
        assert last[0].down == 0
    assert len(pages.fill([*answers, heading, closing], page + closing.height)) == 1


def test_three_rows_that_a_page_holds_are_not_parted() -> None:
    rows = tuple(Row((Cell((text(Element("TD"), "x\n" * 2, STYLE, 300),)),)) for _ in range(3))
    above = text(Element("P"), "y\n" * 20, STYLE, 300)
    three = Table((300.0,), None, rows)
    for room in range(30, round(three.height), 7):
        _, second = pages.fill([above, three], above.height + room)
        assert second[0].box == three


def test_hebrew_and_arabic_are_turned_round_with_numbers_and_brackets_kept() -> None:
    turned = right_to_left.turn("שרה (12) כהן", STYLE.font)
    seen = "".join(run.text for run in turned.parts)
    assert seen == "ןהכ (12) הרש"
    assert turned.text == "שרה (12) כהן"
    assert right_to_left.stretches("Ali محمد علي, London") == [(False, "Ali "), (True, "محمد علي"), (False, ", London")]


def test_arabic_letters_are_joined() -> None:
    (run,) = right_to_left.turn("علي", STYLE.font).parts
    assert [f"{ord(letter):04X}" for letter in run.text] == ["FEF2", "FEE0", "FECB"]  # final, medial, initial


@pytest.mark.parametrize("letter", ["\U0001f970", "\ue000", "அ"])
def test_a_letter_no_font_has_is_refused(letter: str) -> None:
    with pytest.raises(NoGlyph):
        break_lines(f"name {letter}", STYLE, 300)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("ink", [look.INK, look.NAVY, look.MUTED, look.WARNING, look.MARKING])
@pytest.mark.parametrize("ground", [look.WHITE, look.SHADE, look.WARM, look.CALM])
def test_words_stand_out_from_their_ground(ink: str, ground: str) -> None:
    light, dark = _luminance(ground) + 0.05, _luminance(ink) + 0.05
    assert light / dark >= 4.5  # WCAG 2.2, 1.4.3

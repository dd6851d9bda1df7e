"""The fields of a fillable PDF made from what a form sheet asks, and how many points of width they need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pepdesk.export.boxes.lines import Style, break_lines
from pepdesk.export.boxes.lines import width as width_of
from pepdesk.export.fonts import NOTO_SANS, NoGlyph, Weight, font_name
from pepdesk.export.form_names import NOT_APPLICABLE, NOT_KNOWN
from pepdesk.export.form_sheet import Ask, Choice
from pepdesk.export.pdf_form_canvas import PAD, SIZE, Entry, Kind
from pepdesk.export.pdf_form_words import faceless, tip
from pepdesk.export.plain_text import clean
from pepdesk.form.model import FieldType
from pepdesk.form.pdf_names import field_name

if TYPE_CHECKING:
    from pepdesk.export.form_sheet import Grid

ARROW: Final = 20.0
"""Points the arrow of a list takes."""
TICK: Final = 12.0
"""Points across a box to tick."""
TALL: Final = frozenset({FieldType.LINE, FieldType.PERSON, FieldType.PARAGRAPH})
"""What may need room to write: these columns of a grid share what is left of the width."""
TABLE_WORDS: Final = 9.0
"""Points of the letters at the heads of a grid."""
_COLUMN: Final = {
    FieldType.DATE: 66.0,
    FieldType.DATETIME: 98.0,
    FieldType.NUMBER: 48.0,
    FieldType.MONEY: 56.0,
    FieldType.YES_NO: 50.0,
    FieldType.PARAGRAPH: 124.0,
}
_IN_ONE_LINE: Final = frozenset({FieldType.DATE, FieldType.DATETIME, FieldType.NUMBER, FieldType.MONEY})
_WIDEST_DATE: Final = 150.0
_USUAL_COLUMN: Final = 84.0
"""Points a column of a grid needs at least for what is written there, the gaps beside it left out."""


def entry(ask: Ask, *, several: bool = False) -> Entry:
    """The field for an answer that is written or chosen from a list."""
    name, said = field_name(ask.address), tip(ask)
    if ask.choices and not ask.ticks:
        chosen = faceless(ask.given)
        return Entry(Kind.CHOICE, name, said, chosen, tuple(choice.words for choice in choices_of(ask)))
    return Entry(Kind.TEXT if several else Kind.LINE, name, said, ask.given)


def tick(ask: Ask, choice: Choice) -> Entry:
    """The box for one option."""
    words = faceless(choice.words)
    chosen = "yes" if choice.value in ask.picked else ""
    return Entry(Kind.TICK, field_name(ask.address, choice.value), f"{tip(ask)}: {words}", chosen, stands_for=words)


def choices_of(ask: Ask) -> tuple[Choice, ...]:
    """What a list offers: the choices, that none of them fits, and what stands there now if it is neither."""
    offered = [Choice(choice.value, faceless(choice.words)) for choice in ask.choices]
    if ask.field.not_applicable:
        offered += [Choice("", NOT_APPLICABLE), Choice("", NOT_KNOWN)]
    given = faceless(ask.given)
    if given and given not in [choice.words for choice in offered]:
        offered.append(Choice("", given))
    return tuple(offered)


def can_be_drawn(ask: Ask) -> None:
    """Look at what stands there already. Raises ``NoGlyph``, which names the question, for a letter no font has."""
    try:
        wide(ask.given)
    except NoGlyph as problem:
        raise NoGlyph(problem.points, ask.field.label) from None


def least_of(ask: Ask) -> float:
    """Points a column needs for one of its answers."""
    if ask.choices and not ask.ticks:
        return max(wide(choice.words) for choice in choices_of(ask)) + ARROW
    if ask.field.type in _IN_ONE_LINE:
        return max(_COLUMN[ask.field.type], min(wide(ask.given) + 2 * PAD + 2, _WIDEST_DATE))
    return _USUAL_COLUMN if ask.ticks and ask.given else _COLUMN.get(ask.field.type, _USUAL_COLUMN)


def needed(ask: Ask, *, many: bool) -> float:
    """Points an answer needs where questions stand side by side, perhaps ``many`` of them."""
    if ask.ticks and not ask.given:
        several = ask.field.type is FieldType.CHOICES
        return 10_000.0 if several else sum(TICK + 23 + wide(choice.words) for choice in ask.choices)
    return 1.7 * least_of(ask) if ask.field.type in TALL and not many else least_of(ask)


def lead(grid: Grid) -> str:
    """The heading above the rows' names: "Person" over "Person 1", "Person 2"."""
    return grid.lead or grid.rows[0][0].rstrip("0123456789 ")


def wide(words: str) -> float:
    """Points across the longest line of the words as people type them."""
    lines = break_lines(clean(words), Style(font_name(NOTO_SANS, Weight.REGULAR), SIZE), 100_000.0)
    return max(width_of(line) for line in lines) * SIZE


def longest_word(words: str) -> float:
    """Points across the longest word of a heading of a grid, drawn bold."""
    return max((wide(word) for word in words.replace("-", "- ").split()), default=0.0) * TABLE_WORDS / SIZE * 1.1

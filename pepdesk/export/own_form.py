"""Filling an authority's own Word form with a plan: that document, in its own look, and a report of what did not fit.

Everything outside the text part (styles, headers, pictures) is copied byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pepdesk.export.own_form_answers import Answers, Left
from pepdesk.form.model import FieldType
from pepdesk.intake.fence import Fence, Fenced
from pepdesk.intake.own_form_mapping import ROW_NAME, TOGETHER, Entry, Mapping, RowsOf
from pepdesk.intake.own_form_package import MAIN, put_parts, read_parts
from pepdesk.intake.own_form_places import Place, Spot, find_places
from pepdesk.intake.own_form_read import FURTHER
from pepdesk.intake.own_form_sheet import LONGEST_ANSWER, Paragraph, Sheet, paragraphs, read_sheet
from pepdesk.problem import ExportProblem
from pepdesk.record.answers import Value
from pepdesk.words import tr

if TYPE_CHECKING:
    from collections.abc import Collection

    from pepdesk.form.address import Address
    from pepdesk.record.record import PepRecord

_WORK: Final = "pepdesk.export.own_form_inside:fill"
NO_BOX: Final = "No box of the form says this."
NO_ITEM: Final = "No item of the form's list says this."


@dataclass(frozen=True, slots=True)
class OwnFormFilled:
    """The filled document; ``placed`` counts the answers in it. ``left``: every answer not in it, each with its reason.

    With ``further`` the answers of ``left`` stand at the end of the document.
    """

    data: bytes
    placed: int
    left: tuple[Left, ...]


def fill_own_form(
    record: PepRecord, shown: Collection[Address], template: bytes, mapping: Mapping, *, further: bool = False
) -> OwnFormFilled:
    """Fill the document ``mapping`` belongs to. ``shown``: the answers that count (``Assessment.shown``).

    ``further`` appends what has no place under a title of its own. Takes a second or so: call it from a job. Raises
    ``ExportProblem`` for a mapping of another file, ``ImportProblem`` for a document that cannot be read.
    """
    if mapping.form != record.form.id:
        raise ExportProblem(tr("This form of the authority is for another kind of plan."), tr("Choose another form."))
    if not mapping.belongs_to(template):
        advice = tr("The document was changed after its places were matched. Match them again: Rules, Own Word form.")
        raise ExportProblem(tr("The mapping belongs to another version of this form."), advice, code="own-form")
    sheet = read_sheet(template)
    answers = Answers(record, shown)
    steps = list(_steps(sheet, mapping, answers))
    left = tuple(answers.left())
    question = {"steps": steps, "further": _further(left) if further else []}
    text = _written(question, template)
    data = put_parts(read_parts(template), {MAIN: text.encode()})
    return OwnFormFilled(data, answers.placed, left)


def _written(question: dict[str, Any], template: bytes) -> str:
    advice = tr("Export the plan as an ordinary Word document, and tell whoever looks after PepDesk.")
    try:
        with Fence(_WORK, seconds=4.0, longest=LONGEST_ANSWER) as fence:
            answer = fence.ask(question, template)
    except Fenced as error:
        raise ExportProblem(tr("The authority's form could not be filled."), advice, code="own-form") from error
    if "document" not in answer:
        raise ExportProblem(answer["problem"][0], answer["problem"][1], code="own-form")
    return str(answer["document"])


def _further(left: tuple[Left, ...]) -> list[Any]:
    """What is appended: a line for each answer, under the title of its page."""
    sections: dict[str, list[tuple[str, str]]] = {}
    for one in left:
        sections.setdefault(one.tab, []).append((one.label, one.text))
    return [[f"{FURTHER}: {title}", lines] for title, lines in sections.items()]


def _steps(sheet: Sheet, mapping: Mapping, answers: Answers) -> Iterator[dict[str, Any]]:
    """What has to be done to the document."""
    places = {one.at: one for one in find_places(sheet)}
    around = {one.ref: one for one in paragraphs(sheet.blocks)}
    for entry in mapping.entries:
        place = places.get(entry.at)
        if place is None or not entry.is_used:
            continue
        if place.kind == "rows":
            yield from _rows(place, entry, answers)
        elif place.kind == "ticks":
            yield from _ticks(place, entry, answers)
        elif place.kind == "list" and _is_legacy(place):
            yield from _item(place, entry, answers)
        else:
            yield from _text(place, entry, answers, around)


def _step(spot: Spot, **more: object) -> dict[str, Any]:
    return {"what": spot.what, "refs": list(spot.refs), "start": spot.start, "end": spot.end, **more}


def _is_legacy(place: Place) -> bool:
    return place.spots[0].what == "legacy"


def _text(place: Place, entry: Entry, answers: Answers, around: dict[int, Paragraph]) -> Iterator[dict[str, Any]]:
    if place.kind == "list":
        found = _chosen(place, entry, answers)
        if found is not None:
            yield _step(place.spots[0], text=place.options[found])
        return
    addresses = [one for text in entry.answers for one in answers.resolved(text)]
    said = [(one, text) for one in addresses if (text := answers.take(one))]
    if not said:
        return
    names = {one.field for one, _ in said} <= {"first_name", "surname"}
    text = (" " if names else "\n").join(text for _, text in said)
    spot = place.spots[0]
    more: dict[str, Any] = {"text": _trimmed(text, spot, around)}
    answer = answers.record.answers.get(said[0][0])
    if place.is_date and isinstance(answer, Value) and answers.question(said[0][0]).type is FieldType.DATE:
        more["iso"] = answer.value if isinstance(answer.value, str) and len(answer.value) == 10 else ""
    yield _step(spot, **more)


def _trimmed(text: str, spot: Spot, around: dict[int, Paragraph]) -> str:
    """The text without a pound or per cent sign that the form prints itself."""
    if spot.what != "line":
        return text
    paragraph = around[spot.refs[0]]
    if paragraph.text[: spot.start].rstrip().endswith("£"):
        text = text.removeprefix("£")
    if paragraph.text[spot.end :].lstrip().startswith("%"):
        text = text.removesuffix("%")
    return text


def _ticks(place: Place, entry: Entry, answers: Answers) -> Iterator[dict[str, Any]]:
    for address in answers.resolved(entry.answers[0]):
        answer = answers.record.answers.get(address)
        if answer is None or address not in answers.open:
            continue
        values = _values(answer)
        known = {value: number for number, value in enumerate(entry.values) if value}
        if not values or not all(one in known for one in values):
            answers.leave(address, NO_BOX)  # a single box left open does not say no: it says nothing
            continue
        answers.take(address)
        for value in values:
            spot = place.spots[known[value]]
            yield _step(spot, on=True)


def _values(answer: object) -> tuple[str, ...]:
    if not isinstance(answer, Value):
        return ()
    return answer.value if isinstance(answer.value, tuple) else (answer.value,)


def _chosen(place: Place, entry: Entry, answers: Answers) -> int | None:
    """The number of the item that says the answer; None if there is no answer, or no such item."""
    for address in answers.resolved(entry.answers[0]):
        if address not in answers.open or not (answer := answers.record.answers.get(address)):
            continue
        values, text = _values(answer), answers.text(address)
        for number, item in enumerate(place.options):
            value = entry.values[number] if number < len(entry.values) else ""
            if (values and values == (value,)) or item.strip().casefold() == text.casefold():
                answers.take(address)
                return number
        answers.leave(address, NO_ITEM)
    return None


def _item(place: Place, entry: Entry, answers: Answers) -> Iterator[dict[str, Any]]:
    found = _chosen(place, entry, answers)
    if found is not None:
        yield _step(place.spots[0], item=found)


def _rows(place: Place, entry: Entry, answers: Answers) -> Iterator[dict[str, Any]]:
    """The rows of a table: those of the first group that say something, then those of the next."""
    rows: list[list[str | None]] = []
    for part in entry.rows:
        rows += _rows_of(place, part, answers)
    if rows:
        refs = [spot.refs[0] for spot in place.spots]
        yield {"what": "row", "refs": refs, "start": 0, "end": 0, "rows": rows}


def _rows_of(place: Place, part: RowsOf, answers: Answers) -> Iterator[list[str | None]]:
    for row in answers.rows_of(part):
        texts: list[str | None] = []
        for number, column in enumerate(part.columns):
            if column in ("", ROW_NAME):
                texts.append(answers.row_name(part, row) if column else None)
                continue
            addresses = [one for name in column.split(TOGETHER) for one in answers.in_row(name, row)]
            said = [(one, text) for one in addresses if (text := answers.text(one))]
            text = (" " if TOGETHER in column else "\n").join(text for _, text in said)
            accepted = place.accepts[number] if number < len(place.accepts) else ()
            fits = bool(text) and (not accepted or text in accepted)
            for address, _ in said:
                if fits:
                    answers.take(address)
                else:
                    answers.leave(address, NO_BOX)
            texts.append(text if fits else None)
        yield texts

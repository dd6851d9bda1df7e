"""From a record to the neutral blocks of a document: what is printed, in which order, and in which shape.

Hidden questions are left out (data minimisation); a required question without an answer is printed as "Not answered",
an optional one is not printed at all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pepdesk.export.audience import COMMAND_WORDS, words_of
from pepdesk.export.blocks import (
    Answer,
    Answers,
    Block,
    Document,
    Heading,
    LongAnswer,
    PageBreak,
    Paragraph,
    Picture,
    SignatureBox,
    Table,
    Tone,
)
from pepdesk.export.choice import WHOLE, Choice, Part
from pepdesk.export.own_words import said_by
from pepdesk.export.signature_fields import SIGNATURE_FIELDS, SIGNER_TITLES
from pepdesk.form.address import Address, RowsAt
from pepdesk.form.model import Audience, Field, FieldType, Group, Role, Tab
from pepdesk.record.answers import Attached, text_of
from pepdesk.record.codec import snapshot_hash
from pepdesk.record.values import long_date, shown
from pepdesk.rules.across_terms import across

if TYPE_CHECKING:
    from pepdesk.record.record import PepRecord
    from pepdesk.rules.assess import Assessment
    from pepdesk.rules.figures import Figures
    from pepdesk.rules.series import Chart

MARKING = "OFFICIAL-SENSITIVE"
"""Marking at the head of every page where no authority says another (dossier f: -SENSITIVE for need-to-know)."""
WATERMARK = "DRAFT – not signed"
LONGEST_CELL = 180
"""Characters an answer may have to stand beside its question; a longer one is prose below it."""
WIDEST_TABLE = 7
NOT_ANSWERED = "Not answered"
NO_ENTRY = "–"
OWNER_WORDS = {
    Role.DESIGNATED_TEACHER: "school",
    Role.SOCIAL_WORKER: "the social worker",
    Role.BOTH: "school and the social worker together",
    Role.CHILD: "the child",
    Role.CARER: "the carer",
    Role.PARENT: "the parent",
    Role.VIRTUAL_SCHOOL: "the virtual school",
}

_EARLY_WORDS = {
    Role.DESIGNATED_TEACHER: "the setting",
    Role.BOTH: "the setting and the social worker together",
    Role.CHILD: "the child, with adults who know them well",
}


def owner_words(owner: Role, form_id: str) -> str:
    """Who completes a section, in words that fit the child's age: a nursery is no school, and a baby writes nothing."""
    return (_EARLY_WORDS if form_id == "early_years" else {}).get(owner, OWNER_WORDS[owner])


def part_words(choice: Choice, form_id: str) -> str:
    """What a reader of a part must know: which part it is, and that there is more."""
    if choice.part is Part.TARGETS or choice.role is None:
        return "This copy holds the targets only. The other sections of the plan are left out."
    whose = owner_words(choice.role, form_id)
    return f"This copy holds the sections completed by {whose}. The other sections of the plan are left out."


def no_pictures(_sha256: str) -> bytes | None:
    """For a plan whose attachments are not at hand."""
    return None


def outline(
    record: PepRecord,
    assessment: Assessment,
    created: str,
    *,
    draft: bool,
    picture: Callable[[str], bytes | None] = no_pictures,
    choice: Choice = WHOLE,
    audience: Audience = Audience.FULL,
    earlier: Sequence[Figures] = (),
) -> Document:
    """The whole plan as a document. ``picture`` gives an attached picture's bytes by its SHA-256, None if not at hand.

    ``created`` is an ISO date and time with zone, printed and used for every date inside the files. ``draft`` puts
    a warning on the first page and a watermark on all; otherwise the document is meant to be signed. ``choice`` is how
    much of the plan is printed, and how large; a part of a plan has no places for signatures.
    For a narrower ``audience`` give what ``copying.copy_for`` left of the plan: such a copy says for whom it is, has
    no place for signatures, and nothing in it is made of what was left out. ``earlier`` are figures of plans before
    this one, narrowed for the same audience; with the plan's own they are drawn at the end of the tab they belong to.
    """
    text, copied = _Text(record), audience is not Audience.FULL
    blocks = [*_opening(record, assessment, choice, audience, draft=draft)]
    printed = choice.tabs(record.form, assessment)
    pictures = across(assessment.view, earlier)
    for tab in record.form.tabs:
        if tab.id in printed:
            blocks += _Page(record, assessment, tab, picture, text.called).blocks()
            blocks += _drawn(pictures.of(tab.id))
    if choice.is_whole and not copied:
        blocks += [PageBreak(), *_signatures(text)]
    return replace(_about(record, text, created, audience, draft=draft), blocks=tuple(blocks), large=choice.large)


def _about(record: PepRecord, text: _Text, created: str, audience: Audience, *, draft: bool) -> Document:
    """The document without its blocks: what stands at the head, in the foot and in the file's properties."""
    copied = audience is not Audience.FULL
    head = words_of(audience).head if copied else ""
    return Document(
        title=record.form.title,
        subtitle=" · ".join(part for part in (head, text.child, text.year, text.term) if part),
        marking=record.authority.marking if record.authority else MARKING,
        footer=" · ".join(part for part in (head, _printed(record, created)) if part),
        version=str(record.version) if copied else f"{record.version} ({snapshot_hash(record)[:8]})",
        created=created,
        blocks=(),
        watermark=WATERMARK if draft else "",
    )


def _opening(
    record: PepRecord, assessment: Assessment, choice: Choice, audience: Audience, *, draft: bool
) -> Iterator[Block]:
    """What is said before the first tab: for whom a copy is, what is open in a draft, what a part leaves out."""
    if audience is not Audience.FULL:
        yield from _said_of_copy(audience, draft=draft)
    elif draft:
        missing = len(assessment.blockers())
        left = f" {missing} questions are still open." if missing else ""
        yield Paragraph(f"Draft: this plan has not been signed.{left}", Tone.WARNING)
    if not choice.is_whole:
        yield Paragraph(part_words(choice, record.form.id))


def _printed(record: PepRecord, created: str) -> str:
    return f"Plan {record.plan_id[:8]}, printed {long_date(created[:10])}"


def _said_of_copy(audience: Audience, *, draft: bool) -> Iterator[Block]:
    """For whom the copy is, that it is not all and whom to ask, what it shows, and that it is no signed document."""
    if draft:
        yield Paragraph("Draft: the plan has not been signed.", Tone.WARNING)
    words = words_of(audience)
    lines = (f"{words.head}: not the whole plan. {words.about}", words.ask, "This copy is not signed.")
    yield Paragraph("\n".join(lines), Tone.NOTICE)


class _Text:
    """Answers of a record in words."""

    def __init__(self, record: PepRecord) -> None:
        self._record = record

    def answer(self, tab: str, field: str, *rows: str) -> str:
        """The answer in words, "" when there is none or no such question."""
        form = self._record.form
        if not form.has(tab, field):
            return ""
        return shown(form.field(tab, field), form, self._record.answers.get(Address(tab, field, rows)))

    @property
    def child(self) -> str:
        return f"{self.answer('child', 'first_name')} {self.answer('child', 'surname')}".strip()

    @property
    def called(self) -> str:
        """The name the child goes by, "" when there is none."""
        return self.answer("child", "preferred_name") or self.answer("child", "first_name")

    @property
    def year(self) -> str:
        return self.answer("child", "year_group")

    @property
    def term(self) -> str:
        return f"{self.answer('meeting', 'term')} {self.answer('meeting', 'academic_year')}".strip()


class _Page:
    """One tab's blocks. ``called`` is the name of whose own words some answers are, "" for none."""

    def __init__(
        self,
        record: PepRecord,
        assessment: Assessment,
        tab: Tab,
        picture: Callable[[str], bytes | None],
        called: str,
    ) -> None:
        self._record, self._assessment, self._tab = record, assessment, tab
        self._picture, self._called = picture, called

    def blocks(self) -> Iterator[Block]:
        """Heading, who completed it, and everything answered or required."""
        inside = tuple(self._items("", ()))
        if not inside:
            return
        yield Heading(2, self._tab.title)
        yield Paragraph(f"Completed by {owner_words(self._tab.owner, self._record.form.id)}.", Tone.HELP)
        yield from inside

    def _items(self, group_id: str, rows: tuple[str, ...], level: int = 3) -> Iterator[Block]:
        """The blocks of what stands in the tab or in one row of a group; questions in a run share one table."""
        run: list[Answer] = []
        caption = self._tab.group(group_id).title if group_id else self._tab.title
        for item in self._tab.layout(group_id):
            if isinstance(item, Group):
                if inside := tuple(self._group(item, rows, level)):  # an empty one parts no table
                    yield from _short(run, caption)
                    run = []
                    yield from inside
            elif (answer := self._answer(item, rows)) is None:
                continue
            elif isinstance(files := self._record.answers.get(Address(self._tab.id, item.id, rows)), Attached):
                yield from _short(run, caption)
                run = []
                yield from self._attached(item, files)
            elif len(answer.text) <= LONGEST_CELL and answer.text.count("\n") < 3:
                run.append(answer)
            else:
                yield from _short(run, caption)
                run = []
                yield LongAnswer(answer)
        yield from _short(run, caption)

    def _group(self, group: Group, rows: tuple[str, ...], level: int) -> Iterator[Block]:
        at = RowsAt(self._tab.id, group.id, rows)
        if at not in self._assessment.groups:
            return
        if group.repeat is None:
            inside: Iterable[Block] = tuple(self._items(group.id, rows, level + 1))
            if inside:
                yield Heading(min(level, 4), group.title)
                yield from inside
        elif group.repeat.layout == "table":
            yield from self._table(group, at, level)
        else:
            yield from self._cards(group, at, level)

    def _cards(self, group: Group, at: RowsAt, level: int) -> Iterator[Block]:
        for number, row in enumerate(self._assessment.rows[at], 1):
            path = (*at.rows, row)
            if not self._has_answers(path, number <= (group.repeat.min if group.repeat else 0)):
                continue
            yield Heading(min(level, 4), f"{group.title} {number}")
            yield from self._items(group.id, path, level + 1)

    def _attached(self, field: Field, answer: Attached) -> Iterator[Block]:
        """Pictures as they are, each with its words; documents, and pictures that are not at hand, by name."""
        words: list[str] = []
        drawn: list[Picture] = []
        for file in answer.files:
            data = self._picture(file.sha256) if file.kind.startswith("image/") else None
            if data is None:
                words.append(f"{file.name} (kept with the plan){': ' + file.says if file.says else ''}")
            else:
                drawn.append(Picture(file.says or file.name, file.says, data))
        count = f"{len(drawn)} {'picture' if len(drawn) == 1 else 'pictures'} below."
        yield LongAnswer(Answer(field.label, "\n".join(words) or count, source=said_by(answer, field, self._called)))
        yield from drawn

    def _has_answers(self, path: tuple[str, ...], needed: bool) -> bool:
        return needed or any(
            address.tab == self._tab.id and address.rows[: len(path)] == path and address in self._assessment.shown
            for address in self._record.answers
        )

    def _table(self, group: Group, at: RowsAt, level: int) -> Iterator[Block]:
        fields = [field for field in self._tab.layout(group.id) if isinstance(field, Field)]
        fields = [field for field in fields if field.type is not FieldType.NOTE]
        names = self._row_names(group)
        rows = [row for row in self._assessment.rows[at] if names or self._has_answers((*at.rows, row), needed=False)]
        used = [f for f in fields if any(self._cell(f, (*at.rows, row)) != NO_ENTRY for row in rows)]
        if not rows or not used:
            return
        if at.rows == ():
            yield Heading(min(level, 4), group.title)
        if len(used) + bool(names) > WIDEST_TABLE:
            yield from self._rows_one_by_one(group, at, rows, names, level)
            return
        header = tuple(field.label_short or field.label for field in used)
        cells = [tuple(self._cell(field, (*at.rows, row)) for field in used) for row in rows]
        if names:
            header = (group.repeat.noun.capitalize() if group.repeat else "", *header)
            cells = [(names[row], *line) for row, line in zip(rows, cells, strict=True)]
        yield Table(group.title, header, tuple(cells), _weights(header, cells), caption_shown=at.rows != ())

    def _rows_one_by_one(
        self, group: Group, at: RowsAt, rows: list[str], names: dict[str, str], level: int
    ) -> Iterator[Block]:
        """A table too wide for the page: one short table for each row that says anything."""
        for number, row in enumerate(rows, 1):
            path = (*at.rows, row)
            answers = [a for f in self._tab.layout(group.id) if isinstance(f, Field) and (a := self._answer(f, path))]
            if any(answer.tone is not Tone.MISSING for answer in answers):
                title = names.get(row) or f"{group.title} {number}"
                yield Heading(min(level + 1, 4), title)
                yield from _short(answers, title)

    def _row_names(self, group: Group) -> dict[str, str]:
        """The words of a fixed grid's rows; empty for free rows."""
        if not group.repeat or not group.repeat.rows_from:
            return {}
        return {option.value: option.label for option in self._record.form.choices[group.repeat.rows_from].options}

    def _cell(self, field: Field, rows: tuple[str, ...]) -> str:
        address = Address(self._tab.id, field.id, rows)
        if address not in self._assessment.shown:
            return NO_ENTRY
        answer = self._record.answers.get(address)
        words = shown(field, self._record.form, answer)
        said = said_by(answer, field, self._called)
        return (f"{words}\n({said})" if said else words) or NO_ENTRY

    def _answer(self, field: Field, rows: tuple[str, ...]) -> Answer | None:
        """A question as printed; None when it is hidden, only a note, or optional and unanswered."""
        address = Address(self._tab.id, field.id, rows)
        if address not in self._assessment.shown or field.type is FieldType.NOTE:
            return None
        answer = self._record.answers.get(address)
        if words := shown(field, self._record.form, answer):
            tone = Tone.QUOTE if field.owner is Role.CHILD else Tone.BODY
            return Answer(field.label, words, str(address), tone, said_by(answer, field, self._called))
        return Answer(field.label, NOT_ANSWERED, str(address), Tone.MISSING) if field.required else None


def _drawn(charts: Sequence[Chart]) -> Iterator[Block]:
    """Each picture under a heading, and the same as a table, for who cannot see it or wants the figures."""
    for chart in charts:
        header, rows = chart.table()
        yield Heading(3, chart.title)
        yield chart
        yield Table(chart.title, header, rows, _weights(header, list(rows)), caption_shown=False)


def _short(answers: list[Answer], caption: str) -> Iterator[Answers]:
    if answers:
        yield Answers(caption, tuple(answers))


def _weights(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> tuple[float, ...]:
    """Column widths: room for the longest word (up to an e-mail address) and for the amount of text."""
    columns = list(zip(header, *rows, strict=True))
    return tuple(max(_longest_word(column), max(len(cell) for cell in column) ** 0.5 * 2.2, 7) for column in columns)


def _longest_word(column: tuple[str, ...]) -> int:
    return max(min(len(word) + 2, 18) for cell in column for word in (cell.split() or [""]))


def _signatures(text: _Text) -> Iterator[Block]:
    yield Heading(2, "Digital signatures")
    yield Paragraph(
        "Each person signs this file with their own key. Anything changed afterwards can be seen by PepDesk and by "
        "other programs that check signatures.",
        Tone.HELP,
    )
    for role, field_name in SIGNATURE_FIELDS.items():
        name, day = text.answer("sign_off", "name", role), text.answer("sign_off", "date", role)
        yield SignatureBox(field_name, SIGNER_TITLES[role], ", ".join(part for part in (name, day) if part))


def file_name(record: PepRecord, audience: Audience = Audience.FULL) -> str:
    """A file name without the child's full name: initials, form, term, version (dossier f: minimise), whose copy."""
    first, last = (text_of(record.answers.get(Address("child", key))) for key in ("first_name", "surname"))
    initials = "".join(_plain_letter(part[0]) for part in (first, last) if part) or "plan"
    term = text_of(record.answers.get(Address("meeting", "term")))
    year = text_of(record.answers.get(Address("meeting", "academic_year")))
    parts = ["PEP", initials, term, year, f"v{record.version}", record.plan_id[:6]]
    if audience is not Audience.FULL:
        parts.append(f"{COMMAND_WORDS[audience].replace('-', ' ')} copy")
    return "-".join("".join(c if c.isalnum() else "_" for c in part) for part in parts if part)


def _plain_letter(letter: str) -> str:
    """A letter as A to Z, for file names that every upload page takes: "Ł" as "L", "Ŵ" as "W", any other as "X"."""
    words = unicodedata.name(letter.upper(), "")
    found = re.match(r"LATIN CAPITAL LETTER ([A-Z])\b", words)
    return found[1] if found else "X"

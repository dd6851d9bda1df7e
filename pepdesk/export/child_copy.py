"""The child's own copy: a few friendly pages, in plain words, put together as ``forms/childs_copy.toml`` says.

It is made of what ``copying.copy_for`` left for the child, and holds less than that: only what the file names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from pepdesk import paths
from pepdesk.export.audience import sees, words_of
from pepdesk.export.blocks import (
    Answer,
    Answers,
    Block,
    Document,
    Heading,
    LongAnswer,
    Paragraph,
    Picture,
    Table,
    Tone,
)
from pepdesk.export.copying import Copy
from pepdesk.export.own_words import said_to_the_child
from pepdesk.form.address import Address, RowsAt
from pepdesk.form.faults import Faults
from pepdesk.form.files import read_toml
from pepdesk.form.model import Audience, Field, FieldType, Role
from pepdesk.record.answers import Attached, NotApplicable, NotKnown, text_of
from pepdesk.record.values import long_date, shown

FILE = "childs_copy.toml"
SHORT = 170
"""Letters of an answer that still stands beside its question."""
LONGEST_NAME = 40
"""Letters up to which the answer to "Who would you talk to?" is taken for a name."""
_PICKED = frozenset({FieldType.CHOICE, FieldType.CHOICES, FieldType.SCALE, FieldType.YES_NO, FieldType.DATE})
_NEEDED = ("hello", "opening", "closing_title", "closing", "somebody", "part")

Pictures = Callable[[str], bytes | None]


@lru_cache(maxsize=1)
def layout() -> Mapping[str, Any]:
    """The file that came with PepDesk. Raises ``FormFaults`` when it cannot be read."""
    faults = Faults()
    document = read_toml(paths.forms_dir(), FILE, faults)
    for key in _NEEDED:
        if key not in document:
            faults.add(FILE, "", f'needs "{key}".')
    faults.raise_any("The layout of the child's copy")
    return document


def child_copy(copy: Copy, created: str, *, draft: bool, picture: Pictures) -> tuple[Document, frozenset[Address]]:
    """The document, and the addresses of the answers that are in it; ``created`` as in ``outline``."""
    page = _ChildsPage(copy, picture)
    told, record = layout(), copy.record
    name = page.text("child.preferred_name") or page.text("child.first_name")
    blocks: list[Block] = []
    if draft:
        blocks.append(Paragraph("This is a draft. Some things may still change.", Tone.WARNING))
    blocks += [
        Heading(2, told["hello"].format(name=name).strip()),
        Paragraph(told["opening"].format(ask=words_of(Audience.CHILD).ask)),
    ]
    for part in told["part"]:
        inside = list(page.part(part))
        if inside:
            blocks += [Heading(2, part["title"]), *inside]
    words = told["closing"].format(helpers=_helpers(page.text("voice.trusted_adult"), told["somebody"]))
    blocks += [Heading(2, told["closing_title"]), Paragraph(words)]
    term = f"{page.text('meeting.term')} {page.text('meeting.academic_year')}".strip()
    head = words_of(Audience.CHILD).head
    document = Document(
        title="My Personal Education Plan",
        subtitle=" · ".join(one for one in (name, term) if one),
        marking=record.authority.marking if record.authority else "OFFICIAL-SENSITIVE",
        footer=f"{head}{', a draft' if draft else ''} · printed {long_date(created[:10])}",
        version=str(record.version),
        created=created,
        blocks=tuple(blocks),
    )
    return document, frozenset(page.used)


def _helpers(trusted: str, others: str) -> str:
    """Whom to talk to: the one the child named, if that is a name, and the others."""
    named = trusted.strip().rstrip(".")
    return f"{named}, or to {others}" if named[:1].isupper() and len(named) <= LONGEST_NAME else others


class _ChildsPage:
    """Answers as the child's copy shows them; notes in ``used`` which it has shown."""

    def __init__(self, copy: Copy, picture: Pictures) -> None:
        self._record, self._seen, self._picture = copy.record, copy.assessment, picture
        self.used: set[Address] = set()

    def text(self, place: str, *rows: str, words: Mapping[str, str] | None = None) -> str:
        """The answer at ``tab.question`` in words; "" for none, for "not applicable" and for "not known yet"."""
        address = Address.parse(place)._replace(rows=rows)
        form, answer = self._record.form, self._record.answers.get(address)
        absent = answer is None or isinstance(answer, NotApplicable | NotKnown)
        if absent or not form.has(address.tab, address.field) or address not in self._seen.shown:
            return ""
        self.used.add(address)
        return (words or {}).get(text_of(answer)) or shown(form.field(address.tab, address.field), form, answer)

    def part(self, part: Mapping[str, Any]) -> Iterator[Block]:
        """What stands under one title; nothing when there is no answer for it."""
        if "said_by" in part:
            yield from self._said(part["said_by"], frozenset(part.get("without", ())))
        elif "each" in part:
            pieces = [piece for row in self._rows(part["each"]) if (piece := list(self._piece(part, row)))]
            if pieces and "intro" in part:
                yield Paragraph(part["intro"])
            for number, piece in enumerate(pieces, 1):
                yield Heading(3, f"{part['noun']} {number}" if len(pieces) > 1 else part["noun"])
                yield from piece
        else:
            yield from self._answers(part["questions"], part["title"], ())

    def _rows(self, place: str, *rows: str) -> tuple[str, ...]:
        tab, _, group = place.partition(".")
        return self._seen.rows.get(RowsAt(tab, group, rows), ())

    def _piece(self, part: Mapping[str, Any], row: str) -> Iterator[Block]:
        yield from self._answers(part["questions"], part["noun"], (row,))
        if "list" not in part:
            return
        columns = part["columns"]
        lines = [[self.text(one["at"], row, line) for one in columns] for line in self._rows(part["list"], row)]
        lines = [line for line in lines if any(line)]
        used = [place for place in range(len(columns)) if any(line[place] for line in lines)]
        if used:
            header = tuple(columns[place]["label"] for place in used)
            cells = tuple(tuple(line[place] or "–" for place in used) for line in lines)
            weights = tuple(float(max(len(word) for line in (header, *cells) for word in line[i].split()) + 6)
                            for i in range(len(used)))  # fmt: skip
            yield Table(part["list_title"], header, cells, weights)

    def _answers(self, questions: list[Mapping[str, Any]], caption: str, rows: tuple[str, ...]) -> Iterator[Block]:
        asked = ((one, self.text(one["at"], *rows, words=one.get("words"))) for one in questions)
        yield from _laid_out(
            [self._answer(one["at"], one["label"], words, rows) for one, words in asked if words], caption
        )

    def _answer(self, place: str, label: str, words: str, rows: tuple[str, ...] = ()) -> Answer:
        address = Address.parse(place)._replace(rows=rows)
        own = self._record.form.field(address.tab, address.field).owner is Role.CHILD
        source = said_to_the_child(self._record.answers.get(address))
        return Answer(label, words, "", Tone.QUOTE if own else Tone.BODY, source)

    def _said(self, tab_id: str, without: frozenset[str]) -> Iterator[Block]:
        """Everything the child said on a tab, as far as a carer may read it too: what was picked, then their words."""
        form = self._record.form
        picked: list[Answer] = []
        told: list[Block] = []
        for field in form.tab(tab_id).fields if tab_id in {tab.id for tab in form.tabs} else ():
            place = f"{tab_id}.{field.id}"
            if field.owner is not Role.CHILD or field.depth or place in without:
                continue
            if not sees(form, field, Audience.CARER):
                continue
            if field.type is FieldType.ATTACHMENT:
                told += self._pictures(field)
            elif words := self.text(place):
                answer = self._answer(place, field.label, words)
                picked += [answer] if field.type in _PICKED else []
                told += [] if field.type in _PICKED else [LongAnswer(answer)]
        yield from _laid_out(picked, "What you said")
        yield from told

    def _pictures(self, field: Field) -> Iterator[Block]:
        address = Address(field.tab, field.id)
        answer = self._record.answers.get(address)
        if not isinstance(answer, Attached) or address not in self._seen.shown:
            return
        self.used.add(address)
        for file in answer.files:
            data = self._picture(file.sha256) if file.kind.startswith("image/") else None
            if data is not None:
                yield Picture(file.says or "Your picture", file.says, data)


def _laid_out(answers: list[Answer], caption: str) -> Iterator[Block]:
    """Short answers beside their questions, in a run; long ones below theirs."""
    run: list[Answer] = []
    for answer in answers:
        if len(answer.text) <= SHORT and "\n" not in answer.text:
            run.append(answer)
            continue
        if run:
            yield Answers(caption, tuple(run))
            run = []
        yield LongAnswer(answer)
    if run:
        yield Answers(caption, tuple(run))

"""A form filled in Word comes back whole: whatever was put in, however Word left it, and nothing that was not."""

from __future__ import annotations

import contextlib
import re
import string
import tempfile
import time
import zipfile
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pepdesk.app.documents import sample_plan
from pepdesk.export.form_names import PLACEHOLDERS, TICKED, WRITE, bookmark
from pepdesk.export.form_sheet import Ask, form_sheet
from pepdesk.form.address import Address
from pepdesk.form.model import FieldType, Form
from pepdesk.intake.filled import Filled, Found
from pepdesk.intake.proposal import Kind, propose
from pepdesk.intake.read import read_filled
from pepdesk.intake.word_form import BESIDE, BY_LABEL, LEFTOVER, OUTSIDE, TRACKED
from pepdesk.problem import ImportProblem
from pepdesk.record.answers import Answer, NotApplicable, NotKnown, Value
from pepdesk.record.record import PepRecord, new_record
from tests.intake.word_forms import CREATED, blank, changed, of_plan, put, read_here, run
from tests.small_form import small_form

FORMS = ("early_years", "year_r_11", "post_16")
NAME, HELP, SCORE = Address("about", "name"), Address("about", "help_given"), Address("about", "score")
CAME = Address("about", "came", ("child",))


@cache
def small() -> Form:
    with tempfile.TemporaryDirectory() as folder:
        return small_form(Path(folder))


@cache
def small_blank() -> bytes:
    return blank(small())


def at(filled: Filled, address: Address) -> Found:
    (found,) = [one for one in filled.found if one.address == address]
    return found


def asked(record: PepRecord) -> set[Address]:
    """Where the plan has answers to what its form to fill in asks: hidden answers and pictures stay out of it."""
    return {ask.address for ask in form_sheet(record.form, None, record).asks()} & record.answers.keys()


@pytest.mark.parametrize("form_id", FORMS)
def test_a_full_plan_goes_into_word_and_back_without_a_change(form_id: str) -> None:
    record = sample_plan(form_id, date(2026, 11, 22))
    filled = read_filled(of_plan(record), record)
    proposal = propose(record, filled)
    assert [one for one in proposal.items if one.kind is not Kind.SAME] == []
    assert {one.address for one in proposal.items} == asked(record)
    assert len(asked(record)) > 380
    assert (filled.plan_id, filled.form_id, filled.source) == (record.plan_id, form_id, "word")
    assert (filled.not_understood, filled.remarks, proposal.warnings) == ((), (), ())


@pytest.mark.parametrize("form_id", FORMS)
def test_into_an_empty_plan_it_becomes_the_same_plan_and_the_same_document_again(form_id: str) -> None:
    record = sample_plan(form_id, date(2026, 11, 22))
    record.answers = {at: record.answers[at] for at in asked(record)}
    record.rows = {
        at: rows
        for at, rows in record.rows.items()
        if any(one.rows[: len(at.rows)] == at.rows for one in record.answers)
    }
    empty = PepRecord(record.plan_id, record.form, record.created, authority=record.authority)
    proposal = propose(empty, read_here(of_plan(record), record.form, empty))
    empty.apply(proposal.batch(proposal.of(Kind.NEW)))
    words = [[(at.tab, at.field, str(_sorted(one))) for at, one in each.answers.items()] for each in (record, empty)]
    assert sorted(words[0]) == sorted(words[1])
    again = PepRecord(record.plan_id, record.form, record.created, authority=record.authority)
    second = propose(again, read_here(of_plan(empty), record.form, again))
    again.apply(second.batch(second.of(Kind.NEW)))
    assert _texts(of_plan(again)) == _texts(of_plan(empty))


def _sorted(answer: Answer) -> Answer:
    return (
        Value(tuple(sorted(answer.value))) if isinstance(answer, Value) and isinstance(answer.value, tuple) else answer
    )


def _texts(data: bytes) -> list[str]:
    source = zipfile.ZipFile(BytesIO(data)).read("word/document.xml").decode()
    return re.findall(r"<w:t[^>]*>([^<]*)", source)


LETTERS = st.sampled_from(string.ascii_letters + string.digits + " .,;:!?£%&<>\"'()-–“”ŁŴżğ中م\u00a0\u200d\t")
LINE = st.text(LETTERS, min_size=1, max_size=40)


def _meant(words: str) -> bool:
    """Whether words are an answer in words, and not empty, a placeholder, or another way to say that there is none."""
    lowered = words.strip().casefold()
    return (
        bool(lowered) and words.strip() not in PLACEHOLDERS and not lowered.startswith(("not ", "n/", "n /", "write h"))
    )


def answer_for(ask: Ask) -> st.SearchStrategy[Answer]:
    texts = LINE.filter(_meant).map(lambda words: Value(words))
    several = st.lists(LINE.filter(_meant), min_size=1, max_size=3).map(lambda lines: Value("\n".join(lines)))
    kinds: dict[FieldType, st.SearchStrategy[Answer]] = {
        FieldType.PARAGRAPH: several,
        FieldType.DATE: st.dates(date(1990, 1, 1), date(2059, 12, 31)).map(lambda day: Value(day.isoformat())),
        FieldType.NUMBER: st.integers(0, 40).map(lambda number: Value(str(number))),
        FieldType.MONEY: st.decimals(0, 99999, places=2).map(lambda sum_: Value(f"{sum_:.2f}")),
        FieldType.YES_NO: st.sampled_from(["yes", "no"]).map(Value),
    }
    values = [one.value for one in ask.choices]
    if ask.field.type is FieldType.CHOICES:
        picked = st.sets(st.sampled_from(values), min_size=1)
        chosen = picked.map(lambda some: Value(tuple(one for one in values if one in some)))
        return chosen | absences(ask)
    if values and ask.field.type is not FieldType.YES_NO:
        return st.sampled_from(values).map(Value) | absences(ask)
    return kinds.get(ask.field.type, texts) | absences(ask)


def absences(ask: Ask) -> st.SearchStrategy[Answer]:
    reason = LINE.map(lambda words: " ".join(words.split())).filter(lambda words: bool(words) and words[0].isalnum())
    unknown: st.SearchStrategy[Answer] = st.just(NotKnown()) | reason.map(NotKnown)
    return unknown | (st.just(NotApplicable()) | reason.map(NotApplicable)) if ask.field.not_applicable else unknown


@given(st.data())
@settings(max_examples=30, phases=[Phase.generate])
def test_any_answers_put_in_come_back(data: st.DataObject) -> None:
    record = new_record(small(), CREATED)
    for ask in form_sheet(small(), None, record).asks():
        answer = data.draw(st.none() | answer_for(ask))
        if answer is not None and not any(row.startswith("new") for row in ask.address.rows):
            record.answers[ask.address] = answer
    proposal = propose(record, read_here(of_plan(record), small(), record))
    assert [one for one in proposal.items if one.kind is not Kind.SAME] == []
    assert {one.address for one in proposal.items} == asked(record)
    empty = PepRecord(record.plan_id, small(), CREATED, rows=dict(record.rows))
    back = propose(empty, read_here(of_plan(record), small(), empty))
    empty.apply(back.batch(back.of(Kind.NEW)))
    assert {address: plain(one) for address, one in empty.answers.items()} == {
        address: plain(one) for address, one in record.answers.items() if address in asked(record)
    }


def plain(answer: Answer) -> tuple[str, object]:
    """An answer as documents can hold it: without blanks round it, without letters nobody sees."""
    match answer:
        case Value(str() as text):
            lines = (line.rstrip() for line in text.replace("\u00a0", " ").replace("\t", " ").split("\n"))
            return "value", "\n".join(lines).strip()
        case Value(several):
            return "value", several
        case NotApplicable(words) | NotKnown(words):
            return type(answer).__name__, " ".join(words.replace("\u00a0", " ").split())
        case _:
            return "other", answer


# What Word does ---------------------------------------------------------------------------------------------------


def test_an_empty_form_says_nothing() -> None:
    filled = read_here(small_blank(), small())
    assert {one.text for one in filled.found} == {""}
    assert (filled.not_understood, filled.remarks) == ((), ())


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (run("Łucja Ŵyn"), "Łucja Ŵyn"),
        (run("One ") + run("two"), "One two"),
        ("<w:r><w:t>First</w:t><w:br/><w:t>second</w:t></w:r>", "First\nsecond"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>", "a b"),
        (f"<w:hyperlink>{run('mail@example.org')}</w:hyperlink>", "mail@example.org"),
        (f"<w:smartTag>{run('London')}</w:smartTag>", "London"),
        ("<w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>op</w:t></w:r>", "co-op"),
        (run("Click or tap here to enter text."), ""),
        (run(f"{WRITE}Ada"), "Ada"),
    ],
)
def test_text_comes_back_however_word_cuts_it_up(inner: str, text: str) -> None:
    found = at(read_here(changed(small_blank(), put(NAME, inner)), small()), NAME)
    assert (found.text, found.how) == (text, "tag")
    assert (found.doubtful == LEFTOVER) is (WRITE in inner)


def _as_block(source: str) -> str:
    """Enter pressed in a field: Word makes it one of paragraphs."""
    name = bookmark(HELP)
    start = source.index(f'w:name="{name}"')
    opening = source.rindex("<w:p>", 0, start)
    closing = source.index("</w:p>", start) + len("</w:p>")
    control = source[source.index("<w:sdt>", start) : source.index("</w:sdt>", start) + len("</w:sdt>")]
    properties = control[: control.index("<w:sdtContent>")]
    inside = f"<w:p>{run('One line')}</w:p><w:p>{run('and another')}</w:p>"
    return f"{source[:opening]}{properties}<w:sdtContent>{inside}</w:sdtContent></w:sdt>{source[closing:]}"


def _round_the_cell(source: str) -> str:
    start = source.rindex("<w:tc>", 0, source.index(f'w:name="{bookmark(HELP)}"'))
    end = source.index("</w:tc>", start) + len("</w:tc>")
    field = '<w:sdt><w:sdtPr><w:tag w:val="about.help_given"/></w:sdtPr><w:sdtContent>'
    cell = f'<w:tc><w:tcPr><w:tcW w:w="100" w:type="dxa"/></w:tcPr><w:p>{run("In a cell of its own")}</w:p></w:tc>'
    return f"{source[:start]}{field}{cell}</w:sdtContent></w:sdt>{source[end:]}"


def _round_the_row(source: str) -> str:
    start = source.rindex("<w:tr>", 0, source.index(f'w:name="{bookmark(HELP)}"'))
    end = source.index("</w:tr>", start) + len("</w:tr>")
    row = put(HELP, run("In a row"))(source[start:end])
    return f"{source[:start]}<w:sdt><w:sdtPr/><w:sdtContent>{row}</w:sdtContent></w:sdt>{source[end:]}"


@pytest.mark.parametrize(
    ("change", "text"),
    [(_as_block, "One line\nand another"), (_round_the_cell, "In a cell of its own"), (_round_the_row, "In a row")],
)
def test_fields_of_paragraphs_cells_and_rows_are_understood(change: object, text: str) -> None:
    assert callable(change)
    assert at(read_here(changed(small_blank(), change), small()), HELP).text == text


def _without(pattern: str, source: str) -> str:
    return re.sub(pattern, "", source)


def test_without_tags_the_bookmarks_tell_and_without_those_the_questions() -> None:
    named = changed(small_blank(), put(NAME, run("Ada")))
    no_tags = changed(named, lambda source: _without(r"<w:tag [^>]*/>", source))
    assert (at(read_here(no_tags, small()), NAME).text, at(read_here(no_tags, small()), NAME).how) == (
        "Ada",
        "bookmark",
    )
    bare = changed(no_tags, lambda source: _without(r"<w:bookmark(Start|End) [^>]*/>", source))
    filled = read_here(bare, small())
    found = at(filled, NAME)
    assert (found.text, found.how, found.doubtful) == ("Ada", "label", BY_LABEL)
    assert {one.address for one in filled.found} == {ask.address for ask in form_sheet(small()).asks()}


def test_rows_of_the_plan_are_known_by_bookmark_alone() -> None:
    record = new_record(small(), CREATED)
    (goal, *_) = record.rows[next(where for where in record.rows if where.group == "goal")]
    place = Address("goals", "outcome", (goal,))
    record.answers[place] = Value("Reads 16 of 20 words by 12 December.")
    no_tags = changed(of_plan(record), lambda source: _without(r"<w:tag [^>]*/>", source))
    assert at(read_here(no_tags, small(), record), place).text == "Reads 16 of 20 words by 12 December."


def _tick(address: Address, option: str) -> object:
    name = bookmark(address, option)

    def change(source: str) -> str:
        start = source.index(f'w:name="{name}"')
        end = source.index("</w:sdt>", start)
        field = source[start:end].replace('w14:checked w14:val="0"', 'w14:checked w14:val="1"').replace("☐", TICKED)
        return source[:start] + field + source[end:]

    return change


def test_boxes_are_read_and_both_ticked_is_no_answer() -> None:
    yes, no = _tick(CAME, "yes"), _tick(CAME, "no")
    assert callable(yes)
    assert callable(no)
    filled = read_here(changed(small_blank(), yes), small())
    assert at(filled, CAME).text == "Yes"
    both = read_here(changed(changed(small_blank(), yes), no), small())
    (one,) = propose(new_record(small(), CREATED), both).items
    assert (one.kind, one.new, one.text) == (Kind.NOT_UNDERSTOOD, None, "Yes\nNo")
    drawn = changed(small_blank(), lambda source: yes(source).replace('w14:val="1"', 'w14:val="0"'))
    assert at(read_here(drawn, small()), CAME).doubtful


def test_words_beside_boxes_are_kept_and_shown() -> None:
    yes = _tick(CAME, "yes")
    assert callable(yes)

    def write_beside(source: str) -> str:
        ticked = yes(source)
        end = ticked.index("</w:p>", ticked.index(f'w:name="{bookmark(CAME, "no")}"'))
        return ticked[:end] + run(" for half of it") + ticked[end:]

    filled = read_here(changed(small_blank(), write_beside), small())
    assert at(filled, CAME).text == "Yes"
    assert [(one.text, one.why) for one in filled.not_understood] == [("for half of it", BESIDE)]


def test_tracked_changes_are_accepted_openly() -> None:
    inner = (
        f'{run("Reads ")}<w:del w:id="901" w:author="A" w:date="2026-11-22T09:00:00Z"><w:r><w:delText>badly</w:delText>'
        f'</w:r></w:del><w:ins w:id="902" w:author="A" w:date="2026-11-22T09:00:00Z">{run("well")}</w:ins>'
    )
    filled = read_here(changed(small_blank(), put(NAME, inner)), small())
    assert (at(filled, NAME).text, at(filled, NAME).doubtful) == ("Reads well", TRACKED)
    assert filled.remarks == (
        "Tracked change at “Name”: put in “well” (kept).",
        "Tracked change at “Name”: struck out “badly” (left out).",
    )
    (one,) = propose(new_record(small(), CREATED), filled).items
    assert not one.suggested


def test_comments_and_pictures_are_told() -> None:
    inner = run("Ada") + '<w:r><w:commentReference w:id="0"/></w:r><w:r><w:drawing/></w:r>'
    words = "<w:p><w:r><w:t>Is that right?</w:t></w:r></w:p>"
    comments = (
        '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:comment w:id="0" w:author="Sam">{words}</w:comment></w:comments>'
    )
    data = changed(small_blank(), put(NAME, inner), **{"word/comments.xml": comments.encode()})
    told = read_here(data, small()).remarks
    assert told[0] == "Comment by Sam at “Name”: “Is that right?”"
    assert "picture" in told[1]


def test_what_is_written_outside_the_fields_is_shown() -> None:
    def add(source: str) -> str:
        return source.replace("</w:tbl>", f"</w:tbl><w:p>{run('Please ring me about this')}</w:p>", 1)

    (strange,) = read_here(changed(small_blank(), add), small()).not_understood
    assert (strange.text, strange.why) == ("Please ring me about this", OUTSIDE)
    (one,) = propose(new_record(small(), CREATED), read_here(changed(small_blank(), add), small())).items
    assert (one.kind, one.can_be_taken, one.text) == (Kind.NOT_UNDERSTOOD, False, "Please ring me about this")


# What is hostile --------------------------------------------------------------------------------------------------


def _bomb() -> bytes:
    swollen = "<w:p>" + "<w:r><w:t>a</w:t></w:r>" * 400_000 + "</w:p>"
    return changed(small_blank(), lambda source: source.replace("<w:sectPr", f"{swollen}<w:sectPr", 1))


def _laughs() -> bytes:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    doctype = f'<!DOCTYPE w:document [<!ENTITY e0 "ha">{entities}]>'
    return changed(small_blank(), lambda source: re.sub(r"(<\?xml[^>]*\?>)?", rf"\1{doctype}", source, count=1))


def _deep() -> bytes:
    nested = "<w:sdt><w:sdtContent>" * 5_000 + "</w:sdtContent></w:sdt>" * 5_000
    return changed(small_blank(), lambda source: source.replace("<w:sectPr", f"{nested}<w:sectPr", 1))


def _twice() -> bytes:
    target = BytesIO(small_blank())
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(target, "a") as package:
        package.writestr("word/document.xml", "<w:document/>")
    return target.getvalue()


def _climbing() -> bytes:
    return changed(small_blank(), lambda source: source, **{"../evil.xml": b"<a/>"})


HOSTILE = {"laughs": _laughs, "deep": _deep, "twice": _twice, "climbing": _climbing,
           "cut": lambda: small_blank()[:-300], "nothing": lambda: b"", "a letter": lambda: b"a"}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_is_refused_soon_and_in_words(name: str) -> None:
    data, start = HOSTILE[name](), time.process_time()
    with pytest.raises(ImportProblem) as refused:
        read_filled(data)
    assert time.process_time() - start < 2
    assert refused.value.title.endswith(".")
    assert refused.value.advice


def test_a_document_that_swells_is_read_within_its_limits_or_refused() -> None:
    start = time.monotonic()
    with contextlib.suppress(ImportProblem):
        assert read_filled(_bomb()).not_understood
    assert time.monotonic() - start < 20  # two seconds of the processor, on a machine that does other things too


def test_a_word_file_that_is_no_form_is_said_to_be_none() -> None:
    plain_file = changed(
        changed(small_blank(), lambda _: '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/'
                'main"><w:body><w:p/></w:body></w:document>'),
        lambda source: re.sub(r"<property .*</property>", "", source), "docProps/custom.xml",
    )  # fmt: skip
    with pytest.raises(ImportProblem, match="not a form"):
        read_filled(plain_file)

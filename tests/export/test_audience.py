"""What a reader must not see is not in the file: not drawn, not tagged, not in metadata or fonts, not inferred."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from pepdesk import paths
from pepdesk.app.documents import Documents, make_documents, narrower, sample_plan
from pepdesk.export.audience import COMMAND_WORDS, audience_faults, audiences, hidden_for, sees
from pepdesk.export.blocks import Paragraph, Tone
from pepdesk.export.child_copy import layout
from pepdesk.export.copying import copy_for, seen_by
from pepdesk.form.address import Address
from pepdesk.form.loader import embedded_form, form_ids, load_form
from pepdesk.form.model import NARROWER, Audience, Field, FieldType, Form
from pepdesk.record.answers import Answer, Attached, Attachment, NotApplicable, Value
from pepdesk.record.record import PepRecord, new_row
from pepdesk.rules.assess import assess

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
FORMS = ("year_r_11", "early_years", "post_16")
RARE = "Ǻ"
"""A letter that no sample plan has: if a font of a copy knows it, the font was made for something hidden."""


@cache
def plan(form_id: str) -> PepRecord:
    return sample_plan(form_id, TODAY)


def with_secrets(record: PepRecord, audience: Audience, mark: str) -> tuple[PepRecord, dict[str, bytes]]:
    """The plan with ``mark`` and a number in every answer that ``audience`` must not see; and the pictures it names."""
    form, follows = record.form, audiences().copies[audience].follows
    full = PepRecord(record.plan_id, form, record.created, dict(record.answers), dict(record.rows),
                     authority=record.authority)  # fmt: skip
    pictures: dict[str, bytes] = {}
    for tab in form.tabs:
        for field in tab.fields:
            if field.type is FieldType.NOTE or sees(form, field, audience) or (tab.id, field.id) in follows:
                continue
            for address in places(full, field):
                secret = f"{mark}{RARE}{len(full.answers)}x{tab.id}x{field.id}x{mark}"
                full.answers[address] = answer_with(field, secret, pictures)
    return full, pictures


def places(record: PepRecord, field: Field) -> list[Address]:
    """Every place there is for answers to a question."""
    tab = record.form.tab(field.tab)
    group = tab.group(field.group) if field.group else None
    chain = [one for one in (tab.group(group.parent) if group.parent else None, group) if one] if group else []
    lines: list[tuple[str, ...]] = [()]
    for one in chain:
        if one.repeat is not None:
            lines = [(*path, row) for path in lines for row in record.rows_at(one, tab.id, path)]
    return [Address(tab.id, field.id, path) for path in lines]


def answer_with(field: Field, secret: str, pictures: dict[str, bytes]) -> Answer:
    """An answer that holds the secret, of a kind that fits the question; any can be "not applicable, because…"."""
    if field.type in (FieldType.LINE, FieldType.PARAGRAPH, FieldType.PERSON):
        return Value(secret)
    if field.type is FieldType.ATTACHMENT:
        drawn = io.BytesIO()
        Image.new("RGB", (40, 40), (200, 30, len(pictures) % 256)).save(drawn, "PNG")
        sha = f"{len(pictures):064x}"
        pictures[sha] = drawn.getvalue()
        return Attached((Attachment(sha, f"{secret}.png", "image/png", len(drawn.getvalue()), secret),))
    return NotApplicable(secret)


def documents(record: PepRecord, audience: Audience, pictures: dict[str, bytes] | None = None) -> Documents:
    return make_documents(record, NOW, pdf=True, word=True, draft=True, audience=audience, picture=(pictures or {}).get)


def everything_in(made: Documents, folder: Path) -> str:
    """All that the two files say in any way: raw, unpacked, metadata, fonts, file names, and the words as drawn."""
    assert made.pdf is not None
    assert made.word is not None
    said = [made.stem]
    with pikepdf.open(io.BytesIO(made.pdf)) as opened:
        plain = io.BytesIO()
        opened.save(plain, stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False, qdf=True)
        for thing in opened.objects:
            if isinstance(thing, pikepdf.Stream):
                said.append(thing.read_bytes().decode("latin-1") if "/Filter" not in thing or
                            thing.get("/Filter") == "/FlateDecode" else "")  # fmt: skip
            said.append(repr(thing))
    (folder / "copy.pdf").write_bytes(made.pdf)
    drawn = subprocess.run(["pdftotext", "-raw", folder / "copy.pdf", "-"], check=True, capture_output=True)
    binary = [made.pdf, plain.getvalue()]
    with zipfile.ZipFile(io.BytesIO(made.word)) as package:
        for name in package.namelist():
            said.append(name)
            binary.append(package.read(name))
    said.append(re.sub(r"\s", "", drawn.stdout.decode()))
    for data in binary:
        said += [data.decode("latin-1"), data.decode("utf-8", "replace"), data.decode("utf-16-be", "replace"),
                 data.decode("utf-16-le", "replace")]  # fmt: skip
        text = data.decode("latin-1")
        said += [bytes.fromhex(found).decode("utf-16-be", "replace") for found in hex_strings(text)]
    return "\n".join(said)


def letters_of_fonts(made: Documents) -> set[str]:
    """The letters that the fonts in the PDF say they can draw."""
    assert made.pdf is not None
    with pikepdf.open(io.BytesIO(made.pdf)) as opened:
        maps = [one.ToUnicode.read_bytes().decode("latin-1") for one in opened.objects
                if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one]  # fmt: skip
    found = re.findall(r"<([0-9A-Fa-f]+)>", " ".join(maps))
    return {chr(int(one, 16)) for one in found if len(one) == 4}


def hex_strings(text: str) -> list[str]:
    return re.findall(r"<((?:[0-9A-Fa-f]{2}){2,})>", text)


@pytest.mark.checker("pdftotext")
@pytest.mark.parametrize("form_id", FORMS)
@pytest.mark.parametrize("audience", NARROWER)
def test_nothing_of_a_hidden_answer_is_in_the_bytes(form_id: str, audience: Audience, tmp_path: Path) -> None:
    record, pictures = with_secrets(plan(form_id), audience, "Zqj")
    made = documents(record, audience, pictures)
    said = everything_in(made, tmp_path)
    assert "Zqj" not in said
    assert letters_of_fonts(made) >= set("Plan")
    assert RARE not in letters_of_fonts(made)
    assert "plan.json" not in said
    secrets = [at for at, answer in record.answers.items() if "Zqj" in repr(answer)]
    assert len(secrets) > 40
    told = {(one.tab, one.question) for one in made.removed}
    shown = assess(record, TODAY).shown
    assert {(at.tab, at.field) for at in secrets if at in shown} <= told


@pytest.mark.checker("pdftotext")
def test_the_same_search_finds_the_secrets_in_the_full_copy(tmp_path: Path) -> None:
    record, pictures = with_secrets(plan("year_r_11"), Audience.PARENT, "Zqj")
    said = everything_in(documents(record, Audience.FULL, pictures), tmp_path)
    assert said.count("Zqj") > 200
    assert RARE in letters_of_fonts(documents(record, Audience.FULL, pictures))


@pytest.mark.parametrize("form_id", FORMS)
@pytest.mark.parametrize("audience", NARROWER)
def test_a_copy_is_the_same_to_the_last_byte_whatever_the_hidden_answers_are(form_id: str, audience: Audience) -> None:
    record = plan(form_id)
    one, pictures = with_secrets(record, audience, "Zqj")
    hidden = hidden_for(record.form, audience).questions - audiences().copies[audience].follows
    none = PepRecord(record.plan_id, record.form, record.created, {}, dict(record.rows), authority=record.authority)
    none.answers = {at: answer for at, answer in record.answers.items() if (at.tab, at.field) not in hidden}
    first, second = documents(one, audience, pictures), documents(none, audience)
    assert first.pdf == second.pdf
    assert first.word == second.word
    assert first.stem == second.stem


def test_of_every_question_somebody_has_decided_who_sees_it() -> None:
    forms = [load_form(paths.forms_dir(), one) for one in FORMS]
    assert audience_faults(paths.forms_dir(), forms) == ()
    assert audience_faults(paths.forms_dir(), [with_new_question(forms[0], "sen", {"hide_from": []})]) == ()
    new = with_new_question(forms[0], "sen", {})
    (fault,) = audience_faults(paths.forms_dir(), [new])
    assert "sen.nor_new" in str(fault)
    assert "child, carer, parent, class_teacher, receiving_school" in str(fault)


def test_the_list_names_only_questions_and_copies_that_there_are() -> None:
    forms = [load_form(paths.forms_dir(), one) for one in form_ids(paths.forms_dir())]
    for (tab, question), readers in audiences().shown.items():
        asking = [form.field(tab, question) for form in forms if form.has(tab, question)]
        assert asking, f"{tab}.{question}"
        for reader in readers:
            assert any(reader not in field.hide_from for field in asking), f"{tab}.{question} for {reader}"


def with_new_question(form: Form, tab_id: str, table: dict[str, object]) -> Form:
    raw = {**form.raw, "tabs": [dict(tab) for tab in form.raw["tabs"]]}
    tab = next(one for one in raw["tabs"] if one["id"] == tab_id)
    tab["fields"] = [*tab["fields"], {"id": "nor_new", "table": {"label": "New", "type": "line", **table}}]
    return embedded_form(raw)


@pytest.mark.parametrize("form_id", FORMS)
def test_a_new_question_is_in_no_copy_until_somebody_says_from_whom_it_is_hidden(form_id: str) -> None:
    form = load_form(paths.forms_dir(), form_id)
    for tab in form.tabs[::3]:
        changed = with_new_question(form, tab.id, {})
        assert not any(sees(changed, changed.field(tab.id, "nor_new"), one) for one in NARROWER), tab.id
    said = with_new_question(form, "meeting", {"hide_from": ["parent"]})
    field = said.field("meeting", "nor_new")
    assert [one for one in NARROWER if not sees(said, field, one)] == [Audience.PARENT]


def test_an_old_plan_whose_form_hides_less_shows_no_more() -> None:
    form = load_form(paths.forms_dir(), "year_r_11")
    for name in ("lead", "strategy_who"):
        old = replace(form.field("targets", name), hide_from=frozenset())
        assert not sees(form, old, Audience.PARENT)


def test_a_page_that_a_hidden_answer_calls_up_is_left_out_with_it() -> None:
    record = plan("year_r_11")
    record = replace_answer(record, "school.move_planned", Value("both"))
    record = replace_answer(record, "transition.plan", Value("Three visits in June"))
    assert "transition" in assess(record, TODAY).tabs
    for audience, there in ((Audience.CHILD, False), (Audience.PARENT, False), (Audience.RECEIVING_SCHOOL, True)):
        copy = copy_for(record, audience, TODAY)
        assert ("transition" in copy.assessment.tabs) is there, audience
    removed = {(one.tab, one.question): one.why for one in copy_for(record, Audience.CHILD, TODAY).removed}
    assert removed["transition", "plan"] == "It is only asked because of an answer that is left out."


def replace_answer(record: PepRecord, place: str, answer: Answer) -> PepRecord:
    return replace(record, answers={**record.answers, Address.parse(place): answer})


def test_lines_with_nothing_to_show_leave_no_gap_in_the_numbers() -> None:
    record = plan("year_r_11")
    record = replace(record, answers=dict(record.answers), rows=dict(record.rows))
    at = next(at for at in record.rows if at.group == "target")
    change = new_row(record, at, 0)
    record.apply(change)
    record.answers[Address("targets", "lead", (change.row,))] = Value("Ms Hill")
    copy = copy_for(record, Audience.PARENT, TODAY)
    assert change.row not in copy.assessment.rows[at]
    assert change.row in copy_for(record, Audience.CARER, TODAY).assessment.rows[at]


def test_a_copy_says_at_its_head_for_whom_it_is_and_has_no_place_to_sign() -> None:
    for audience in NARROWER:
        made = documents(plan("year_r_11"), audience)
        assert made.pdf is not None
        assert COMMAND_WORDS[audience].replace("-", "_") in made.stem
        assert b"/Sig" not in made.pdf
        with pikepdf.open(io.BytesIO(made.pdf)) as opened:
            assert "/AcroForm" not in opened.Root


def test_free_text_that_names_somebody_hidden_is_told_for_a_person_to_look_at() -> None:
    record = replace_answer(plan("year_r_11"), "contacts.carer_name", Value("Wilhelmina Quenby"))
    record = replace_answer(record, "strengths.strengths", Value("Good at chess, as Mrs Quenby says."))
    told = {str(one.address): one.why for one in documents(record, Audience.PARENT).look}
    assert "“Quenby”" in told["strengths.strengths"]
    clear = replace_answer(record, "strengths.strengths", Value("Good at chess."))
    assert "strengths.strengths" not in {str(one.address) for one in documents(clear, Audience.PARENT).look}


def test_on_screen_only_what_is_also_wrong_with_the_whole_plan_is_told() -> None:
    record = plan("year_r_11")
    whole = assess(record, TODAY)
    for audience in NARROWER:
        seen = seen_by(whole, record, audience, None)
        hidden = hidden_for(record.form, audience)
        assert set(seen.issues) <= set(whole.issues)
        assert not {(at.tab, at.field) for at in seen.shown | seen.by_address.keys()} & hidden.questions
        assert not seen.tabs.keys() & hidden.tabs
    assert seen_by(whole, record, Audience.FULL, None) is whole


# The child's copy -----------------------------------------------------------------------------------------------


def test_the_childs_copy_holds_what_the_child_said_their_targets_and_who_helps_when() -> None:
    made = documents(plan("year_r_11"), Audience.CHILD)
    assert made.pdf is not None
    with pikepdf.open(io.BytesIO(made.pdf)) as opened:
        titles = [str(item.title) for item in opened.open_outline().root]
        inside = [str(item.title) for item in opened.open_outline().root[0].children]
    assert titles == ["My Personal Education Plan"]
    assert inside == ["Hello Lusia", "What you are good at", "Your new targets", "People who help you", "Dates for you",
                      "How your last targets went", "What you said", "Is something wrong?"]  # fmt: skip


def test_the_words_of_the_childs_copy_are_for_readers_of_eleven_or_twelve() -> None:
    told = layout()
    sentences = [told["hello"], told["opening"], told["closing"].format(helpers=told["somebody"])]
    labels = []
    for part in told["part"]:
        labels.append(part["title"])
        sentences.append(part.get("intro", ""))
        for question in (*part.get("questions", ()), *part.get("columns", ())):
            labels.append(question["label"])
            sentences += list(question.get("words", {}).values())
    assert max(len(label.split()) for label in labels) <= 9
    text = " ".join(one if one.rstrip().endswith((".", "?", "!")) else f"{one}." for one in sentences if one)
    assert grade(text) <= 5, grade(text)  # Flesch-Kincaid grade 5: ten to eleven years old
    assert grade(". ".join(labels) + ".") <= 5


def grade(text: str) -> float:
    """Flesch-Kincaid grade level (Kincaid et al. 1975): years of school, age less five; syllables by vowel groups."""
    words = re.findall(r"[A-Za-z']+", text)
    sentences = len(re.findall(r"[.!?]+(?:\s|$)", text))
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e\b", "", word.lower())))) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


ASKED = {
    Audience.CHILD: ("This is your copy", "not the whole plan", "ask your social worker or a teacher you trust"),
    Audience.CARER: ("Copy for the carer", "not the whole plan", "ask the child’s social worker or the designated"),
    Audience.PARENT: ("Copy for the parent", "not the whole plan", "ask the child’s social worker."),
    Audience.CLASS_TEACHER: ("Copy for the class teacher", "not the whole plan", "ask the designated teacher"),
    Audience.RECEIVING_SCHOOL: ("Copy for the receiving school", "not the whole plan", "the virtual school"),
}


@pytest.mark.parametrize("audience", ASKED)
@pytest.mark.parametrize("form_id", FORMS)
def test_a_copy_says_first_of_all_what_it_is_that_parts_are_left_out_and_whom_to_ask(
    form_id: str, audience: Audience
) -> None:
    """In the same words for every plan, so that they tell nothing of this one; before anything of the plan."""
    record = plan(form_id)
    empty = PepRecord(record.plan_id, record.form, record.created, authority=record.authority)
    told = []
    for one in (record, empty):
        document, _, _ = narrower(one, audience, "2026-11-22T10:00:00+00:00")
        blocks = [block for block in document.blocks if not getattr(block, "text", "").startswith("Hello")]
        notice = next(block for block in blocks if getattr(block, "tone", None) is not Tone.WARNING)
        assert isinstance(notice, Paragraph)
        told.append(notice.text)
        for words in ASKED[audience]:
            assert words in notice.text
    assert told[0] == told[1]

"""The list of a form's questions: every question once, with its address, its choices and its condition in words."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import docx
import pytest

from pepdesk import paths
from pepdesk.export.blocks import Table
from pepdesk.export.question_list import KINDS, answer_words, condition_words, question_list
from pepdesk.export.word import render
from pepdesk.form.loader import form_ids, load_form
from pepdesk.form.model import FieldType
from tests.small_form import small_form

NOW = "2026-11-22T10:00:00+00:00"


def test_every_kind_of_question_has_its_words() -> None:
    assert KINDS.keys() == set(FieldType)


@pytest.mark.parametrize("form_id", form_ids(paths.forms_dir()))
def test_every_question_of_a_shipped_form_stands_once_in_the_list(form_id: str) -> None:
    form = load_form(paths.forms_dir(), form_id)
    document = question_list(form, NOW, "Northshire")
    cells = [row[0] for block in document.blocks if isinstance(block, Table) for row in block.rows]
    listed = Counter(cell.rpartition("[")[2].rstrip("]") for cell in cells)
    assert listed == Counter(f"{tab.id}.{field.id}" for tab in form.tabs for field in tab.fields)


def test_conditions_and_answers_are_said_in_words(tmp_path: Path) -> None:
    form = small_form(tmp_path)
    words = {one.id: condition_words(form, one.visible_when) for one in form.tab("about").fields}
    assert words["help_given"] == '"Score" is at least 17'
    assert words["after_help"] == '"Help given" is answered'
    assert words["gcse"] == '"Year" is at least Year 10'
    assert words["why_not"] == '"Came?" for Child is No'
    assert words["anyone"] == '"Came?" in any row is Yes'
    assert words["name"] == ""
    assert answer_words(form, form.field("goals", "kind")) == "any of: Costs money; Costs nothing"
    assert answer_words(form, form.field("about", "score")) == "a number, 0 to 40"


def test_the_word_file_opens_with_the_addresses_in_real_tables(tmp_path: Path) -> None:
    package = docx.Document(io.BytesIO(render(question_list(small_form(tmp_path), NOW))))
    firsts = [row.cells[0].text for table in package.tables for row in table.rows]
    assert any("about.help_given" in text for text in firsts)
    assert any("goals.cost" in text for text in firsts)

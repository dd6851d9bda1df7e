"""Beside typing a target: starting from an example, and building it step by step; nothing written is lost by either."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from pepdesk.form.address import Address
from pepdesk.record.answers import Value
from pepdesk.ui.parts.theme import theme
from pepdesk.ui.plan.plan_view import PlanView
from pepdesk.ui.targets.examples_dialog import ExamplesDialog
from pepdesk.ui.targets.guide_dialog import GuideDialog
from pepdesk.ui.targets.guide_plan import KEEP
from pepdesk.ui.targets.target_row import TargetRow
from tests.rules.views import rows, sample
from tests.ui.audit import markup, nameless
from tests.ui.plan_sample import forget_sessions, on_screen

OUTCOME = Address("targets", "outcome", ("r1",))
NEED = Address("targets", "need", ("r1",))


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[PlanView]:
    """The sample with one target that only says its area, and has no line of help or cost."""
    record = rows(sample(), "targets.target", "r1")
    record = rows(rows(record, "targets.strategy@r1"), "targets.cost_line@r1")
    for address in [one for one in record.answers if one.tab == "targets" and one.rows]:
        del record.answers[address]
    record.answers[Address("targets", "area", ("r1",))] = Value("english")
    made = PlanView(on_screen(record))
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    made.go_to(OUTCOME)
    yield made
    forget_sessions()


def examples(view: PlanView) -> ExamplesDialog:
    view.go_to(OUTCOME)
    view.at_hand.look_up()
    (dialog,) = [one for one in view.findChildren(ExamplesDialog) if one.isVisible()]
    return dialog


def guide(view: PlanView) -> GuideDialog:
    view.go_to(OUTCOME)
    view.at_hand.build()
    (dialog,) = [one for one in view.findChildren(GuideDialog) if one.isVisible()]
    return dialog


def fill(dialog: GuideDialog, **answers: str) -> None:
    """Answer these steps and go on to the last look."""
    while dialog._index < len(dialog._questions):
        question = dialog._questions[dialog._index]
        if text := answers.get(question.asked.step.id):
            edit = question.edit
            assert isinstance(edit, QLineEdit | QPlainTextEdit)
            edit.selectAll()
            QTest.keyClicks(edit, text)
        dialog.go_on()


def test_examples_begin_with_the_targets_area_and_the_childs_stage_and_are_found_by_words(view: PlanView) -> None:
    dialog = examples(view)
    assert (dialog._about.value, dialog._stage.value) == ("english", "ks3")
    first = dialog._list.lines()[0].text(0)
    assert "English and reading, Key stage 3" in first
    assert "Lusia" in first
    assert "{" not in first
    QTest.keyClicks(dialog._search, "library")
    assert all("librar" in line.text(0).lower() for line in dialog._list.lines())
    QTest.keyClicks(dialog._search, " zzz")
    assert dialog._list.lines() == []
    assert not any(one.isEnabled() for one in dialog._buttons)
    dialog.reject()


def test_an_example_goes_in_as_one_step_and_beside_what_is_written(view: PlanView) -> None:
    dialog = examples(view)
    text = dialog._text()
    dialog._buttons[0].click()
    assert view.session.answer(OUTCOME) == Value(text)
    dialog = examples(view)
    assert dialog._buttons[-1].isDefault()
    dialog._buttons[-1].click()
    assert view.session.answer(OUTCOME) == Value(f"{text}\n{text}")
    view.undo()
    assert view.session.answer(OUTCOME) == Value(text)
    view.undo()
    assert view.session.answer(OUTCOME) is None


def test_the_guide_fills_the_card_in_one_step_and_makes_the_lines_it_needs(view: PlanView) -> None:
    dialog = guide(view)
    fill(dialog, need="Guesses long words", what="Cards", who="Mrs Lowe", skill="read long words",
         measure="at least 16 of 20", by="half-term", lead="Mr Shah")  # fmt: skip
    steps = view.session.undo_stack.count()
    dialog.go_on()
    session = view.session
    assert session.undo_stack.count() == steps + 1
    assert session.answer(NEED) == Value("Guesses long words")
    assert session.answer(OUTCOME) == Value("By half-term Lusia will read long words, at least 16 of 20.")
    rows_of_help = session.assessment.view.rows("targets", "strategy", "r1")
    assert [session.answer(Address("targets", "strategy_who", ("r1", row))) for row in rows_of_help] == [
        Value("Mrs Lowe")
    ]
    assert session.assessment.view.rows("targets", "cost_line", "r1") == (), "nothing was said about costs"
    view.undo()
    assert session.answer(NEED) is None
    assert session.assessment.view.rows("targets", "strategy", "r1") == ()


def test_the_guide_overwrites_nothing_unseen(view: PlanView) -> None:
    view.session.set_answer(OUTCOME, Value("My own words"))
    view.session.set_answer(NEED, Value("A need"))
    dialog = guide(view)
    assert dialog.typed()["need"] == "A need"
    fill(dialog, need="Another need", skill="read long words")
    before = {str(one.address): (one.before, one.ways[0]) for one in dialog._look.fillings}
    assert before == {str(NEED): ("A need", "replace"), str(OUTCOME): ("My own words", "after")}
    dialog._look._pickers[NEED].pick(KEEP)
    dialog.go_on()
    assert view.session.answer(NEED) == Value("A need")
    outcome = view.session.answer(OUTCOME)
    assert isinstance(outcome, Value)
    assert outcome.value == "My own words\nBy … Lusia will read long words, …"


def test_a_guide_that_is_left_goes_on_later_and_a_lock_saves_it_where_nothing_stands(view: PlanView) -> None:
    view.session.set_answer(NEED, Value("A need"))
    dialog = guide(view)
    fill(dialog, need="Another need", lead="Mr Shah")
    dialog.reject()
    assert view.session.answer(Address("targets", "lead", ("r1",))) is None
    dialog = guide(view)
    assert dialog.typed()["lead"] == "Mr Shah"
    dialog.close()  # as the window does when it locks
    assert view.session.answer(Address("targets", "lead", ("r1",))) == Value("Mr Shah")
    assert view.session.answer(NEED) == Value("A need")


@pytest.mark.parametrize("zoom", [100, 200])
def test_both_are_named_plain_and_fit_a_small_laptop(view: PlanView, zoom: int) -> None:
    theme().set_zoom(zoom)
    try:
        for open_one in (examples, guide):
            dialog = open_one(view)
            room = dialog.screen().availableGeometry()
            assert dialog.height() <= room.height()
            assert dialog.width() <= room.width()
            assert nameless(dialog) == []
            assert markup(dialog) == []
            while isinstance(dialog, GuideDialog) and dialog._index < len(dialog._questions):
                assert nameless(dialog) == [], dialog._index
                assert dialog._area.horizontalScrollBar().maximum() == 0
                dialog.skip()
            dialog.reject()
        page = view.pages.page("targets")
        assert page.horizontalScrollBar().maximum() == 0
        place = view.plan.place(OUTCOME)
        assert isinstance(place, TargetRow)
        assert nameless(place) == []
    finally:
        theme().set_zoom(100)

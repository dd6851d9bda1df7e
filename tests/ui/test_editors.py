"""The editors by themselves: there is one for every kind of question, and none changes what it shows by itself."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from pepdesk.form.model import FieldType
from pepdesk.ui.editors import EDITORS, make_editor
from pepdesk.ui.editors.editor import Editor, Question, Stored, differing_middle
from tests.ui.desks import WAIT_MS
from tests.ui.plan_sample import form


def editor(qtbot: QtBot, name: str, *, compact: bool = False) -> Editor:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = make_editor(Question(form().field("first", name), form(), parent, compact, {}))
    made.fit()
    parent.show()
    return made


def test_there_is_an_editor_for_every_kind_of_question() -> None:
    assert EDITORS.keys() == set(FieldType)


@pytest.mark.parametrize("compact", [False, True])
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("line", "a & b"), ("paragraph", "one\ntwo\u00a0three 😀"), ("few", "f1"), ("many", "m7"),
        ("many", "gone_since"), ("few", "gone_since"), ("ticks", ("m1", "m3")), ("ticks", ("m1", "gone_since")),
        ("yes_no", "no"), ("date", "2026-11-22"), ("date", "soon"), ("datetime", "2026-11-22T14:00"),
        ("number", "95.5"), ("number", "most of it"), ("money", "1520.00"), ("scale", "m2"), ("year", "R"),
        ("person", "Mr Shah"), ("line", "two\nlines"), ("line", "x" * 40_000),
    ],
)  # fmt: skip
def test_a_stored_value_shown_is_the_value_read_back_and_nothing_counts_as_edited(
    qtbot: QtBot, name: str, value: Stored, compact: bool
) -> None:
    made = editor(qtbot, name, compact=compact)
    edits: list[Stored] = []
    made.edited.connect(edits.append)
    made.name("Name", "id")
    made.show_value(value)
    assert made.value() == value
    made.tidy()
    assert made.value() == value
    made.show_value(() if isinstance(value, tuple) else "")
    assert made.value() in ("", ())
    assert edits == []


@pytest.mark.parametrize("name", ["few", "many", "year", "number", "date", "ticks", "paragraph"])
@pytest.mark.parametrize("at_hand", [True, False])
def test_the_wheel_changes_nothing_in_an_editor(qtbot: QtBot, name: str, at_hand: bool) -> None:
    made = editor(qtbot, name)
    target = made.focus_target()
    if at_hand:
        made.window().activateWindow()
        target.setFocus()
        qtbot.waitUntil(target.hasFocus, timeout=WAIT_MS)
    else:
        target.clearFocus()
    before = made.value()
    middle = QPointF(target.rect().center())
    event = QWheelEvent(
        middle, target.mapToGlobal(middle), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    event.ignore()
    QApplication.sendEvent(target, event)
    assert made.value() == before
    assert not (isinstance(target, QComboBox) and event.isAccepted())  # the page gets it, and scrolls


@pytest.mark.parametrize("keys", [(Qt.Key.Key_Down, Qt.Key.Key_Up), (Qt.Key.Key_Right, Qt.Key.Key_Left)])
def test_both_pairs_of_arrows_go_through_radio_buttons_however_they_stand(
    qtbot: QtBot, keys: tuple[Qt.Key, Qt.Key]
) -> None:
    made = editor(qtbot, "yes_no")  # side by side
    edits: list[Stored] = []
    made.edited.connect(edits.append)
    for key in (keys[0], keys[0], keys[1]):
        QTest.keyClick(made.focus_target(), key)
    assert edits == ["no", "yes"], "from the first to the second, no further, and back"


def test_long_texts_make_the_box_grow_up_to_twenty_lines(qtbot: QtBot) -> None:
    made = editor(qtbot, "paragraph")
    heights = []
    for lines in (1, 3, 10, 20, 60):
        made.show_value("\n".join(["line"] * lines))
        heights.append(made.focus_target().minimumHeight())
    assert heights[0] == heights[1] < heights[2] < heights[3] == heights[4]


def test_only_what_differs_is_replaced() -> None:
    assert differing_middle("one two three", "one 2 three") == (4, 7, "2")
    assert differing_middle("aa", "aaa") == (2, 2, "a")
    assert differing_middle("same", "same") == (4, 4, "")


@pytest.mark.parametrize("compact", [False, True])
@pytest.mark.parametrize(
    ("name", "chosen", "other"), [("few", "f1", "f2"), ("many", "m7", "m2"), ("ticks", "m7", "m2")]
)
def test_what_is_no_longer_offered_goes_but_for_the_answer_given(
    qtbot: QtBot, name: str, chosen: str, other: str, compact: bool
) -> None:
    made = editor(qtbot, name, compact=compact)
    edits: list[Stored] = []
    made.edited.connect(edits.append)
    made.name("Name", "id")
    several = name == "ticks"
    made.show_value((chosen,) if several else chosen)
    everything = _offered(made)
    made.offer((other,))
    assert made.value() == ((chosen,) if several else chosen)
    assert sorted(_offered(made)) == sorted([words for words in everything if words.endswith(other[1:])] + [
        f"{words} (no longer offered)" for words in everything if words.endswith(chosen[1:])])  # fmt: skip
    made.show_value((other,) if several else other)
    made.offer(())
    made.offer((chosen, other))
    assert [words[-1] for words in _offered(made)] == sorted((chosen[1:], other[1:]))
    assert made.value() == ((other,) if several else other)
    assert edits == []


def _offered(made: Editor) -> list[str]:
    """The words of what can be chosen, as they stand there."""
    target = made.focus_target()
    if isinstance(target, QComboBox):
        return [target.itemText(row) for row in range(1, target.count())]
    buttons = made.findChildren(QAbstractButton)
    return [one.text().replace("&&", "&") for one in buttons if not one.isHidden() and one.text() != "Clear"]

"""“My voice, full screen”: by keyboard alone, in plain words, nothing the adults wrote, nothing lost, locked."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pepdesk.app.documents import sample_plan
from pepdesk.app.session import Session
from pepdesk.form.address import Address
from pepdesk.record.answers import Attached, NotKnown, Value
from pepdesk.ui.frame.main_window import MainWindow
from pepdesk.ui.meeting.voice_answers import Drawing
from pepdesk.ui.meeting.voice_window import VoiceWindow
from pepdesk.ui.parts.theme import theme
from pepdesk.ui.start import application
from tests.ui.desks import PASSPHRASE, WAIT_MS, all_words, button, start_sample, unlocked_window

DAY = date(2026, 11, 22)
BEST = Address("voice", "young_best")
KEY = Qt.Key


def young(year: str = "4", form: str = "year_r_11") -> Session:
    """A plan whose child has said nothing yet."""
    record = sample_plan(form, DAY)
    for address in [one for one in record.answers if one.tab == "voice"]:
        del record.answers[address]
    if form == "year_r_11":
        record.answers[Address("child", "year_group")] = Value(year)
    return Session(record)


def opened(qtbot: QtBot, session: Session) -> VoiceWindow:
    application()
    voice = VoiceWindow(session)
    qtbot.addWidget(voice)
    voice.show_large()
    qtbot.waitUntil(voice.isVisible)
    return voice


def press(qtbot: QtBot, voice: VoiceWindow, key: KEY, modifier: Qt.KeyboardModifier | None = None) -> None:
    qtbot.keyClick(voice.focusWidget() or voice, key, modifier or Qt.KeyboardModifier.NoModifier)


def go_to(voice: VoiceWindow, name: str) -> None:
    for _ in range(60):
        if voice.question is not None and voice.question.id == name:
            return
        voice.go_on()
    raise AssertionError(name)


def test_a_child_goes_through_all_of_it_with_the_keyboard_alone(qtbot: QtBot) -> None:
    session = young()
    voice = opened(qtbot, session)
    press(qtbot, voice, KEY.Key_Return)  # Start
    assert voice.question is not None
    assert voice.question.id == "young_school"
    press(qtbot, voice, KEY.Key_Right)
    press(qtbot, voice, KEY.Key_Space)
    assert session.answer(Address("voice", "young_school")) == Value("good", "own")
    press(qtbot, voice, KEY.Key_Return)
    press(qtbot, voice, KEY.Key_4)
    press(qtbot, voice, KEY.Key_Return)
    assert session.answer(Address("voice", "young_class")) == Value("bad", "own")
    asked = 2
    while voice.question is not None:
        if voice.question.id == "young_best":
            qtbot.keyClicks(voice.focusWidget(), "lunch & 3 friends")
        asked += 1
        press(qtbot, voice, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert asked < 60
    assert "Thank you" in all_words(voice)
    assert asked > 20
    press(qtbot, voice, KEY.Key_Return)  # Finish
    qtbot.waitUntil(lambda: not voice.isVisible())
    assert session.answer(BEST) == Value("lunch & 3 friends", "own")
    assert session.answer(Address("voice", "method")) == Value(("wrote",))


def test_every_part_of_each_page_is_reached_by_tab_and_has_a_name(qtbot: QtBot) -> None:
    voice = opened(qtbot, young())
    voice.go_on()
    while voice.question is not None:
        wanted = {
            one
            for one in voice.findChildren(QWidget)
            if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        }
        assert all(one.accessibleName() or (isinstance(one, QPushButton) and one.text()) for one in wanted)
        reached = set()
        for _ in range(len(wanted) + 2):
            reached.add(voice.focusWidget())
            press(qtbot, voice, KEY.Key_Tab)
        assert wanted <= reached, voice.question.id
        voice.go_on()


@pytest.mark.parametrize(
    ("form", "year"), [("year_r_11", "2"), ("year_r_11", "9"), ("post_16", ""), ("early_years", "")]
)
def test_no_word_of_the_adults_is_on_the_screen(qtbot: QtBot, form: str, year: str) -> None:
    session = young(year, form)
    adults = {
        str(answer.value)
        for address, answer in session.read().answers.items()
        if address.tab != "voice" and isinstance(answer, Value) and len(str(answer.value)) > 12
    }
    voice = opened(qtbot, session)
    for _ in range(60):
        voice.go_on()
        seen = all_words(voice) + "".join(one.toPlainText() for one in voice.findChildren(QPlainTextEdit))
        assert not [one for one in adults if one in seen]
        if voice.question is None:
            break


@pytest.mark.parametrize(("form", "year"), [("year_r_11", "2"), ("year_r_11", "9")])
def test_what_a_child_reads_is_for_twelve_year_olds_at_most(qtbot: QtBot, form: str, year: str) -> None:
    voice = opened(qtbot, young(year, form))
    for _ in range(60):
        words = all_words(voice).replace("\n", ". ").replace("&", "")
        assert reading_age(words) <= 12, (voice.question, words)
        if voice.question is None and "Thank you" in words:
            break
        voice.go_on()


def reading_age(text: str) -> float:
    """Flesch and Kincaid's grade of school in years of age (grade 1 is read at six)."""
    sentences = max(len(re.findall(r"[^.!?:…]+[.!?:…]", text + ".")), 1)
    words = re.findall(r"[A-Za-z’']+", text)
    beats = sum(max(len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", one.lower()))), 1) for one in words)
    return 0.39 * len(words) / sentences + 11.8 * beats / max(len(words), 1) - 15.59 + 5


def test_the_word_in_hand_is_kept_when_esc_is_pressed(qtbot: QtBot) -> None:
    session = young()
    voice = opened(qtbot, session)
    go_to(voice, "young_best")
    paper = voice.focusWidget()
    assert isinstance(paper, QPlainTextEdit)
    qtbot.keyClicks(paper, "I like ")
    QApplication.sendEvent(paper, QInputMethodEvent("swimmi", []))
    press(qtbot, voice, KEY.Key_Escape)
    qtbot.waitUntil(lambda: not voice.isVisible())
    assert session.answer(BEST) == Value("I like swimmi", "own")


def test_a_lock_in_the_middle_of_a_line_keeps_words_and_drawing_and_shows_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path) as window:
        start_sample(qtbot, window)
        voice = window.meetings.voice()
        assert voice is not None
        go_to(voice, "going_well")
        qtbot.keyClicks(voice.focusWidget(), "Drums. ")
        go_to(voice, "pictures")
        draw_a_line(qtbot, voice, end=False)
        window.lock_now()
        qtbot.waitUntil(lambda: window.desk.session is None and window.desk.library is None, timeout=WAIT_MS)
        assert not any(isinstance(one, VoiceWindow) for one in QApplication.topLevelWidgets() if one.isVisible())
        drawn, words = open_again(qtbot, window)
        assert "Drums." in words
        image = Image.open(io.BytesIO(drawn)).convert("L")
        assert image.size == (1200, 750)
        assert image.getextrema()[0] < 60
        assert image.getpixel((5, 5)) == 255


def open_again(qtbot: QtBot, window: MainWindow) -> tuple[bytes, str]:
    page = window.page
    assert page is not None
    with qtbot.waitSignal(window.desk.opened, timeout=WAIT_MS):
        from PySide6.QtWidgets import QLineEdit

        line = page.findChild(QLineEdit)
        assert line is not None
        line.setText(PASSPHRASE)
        button(page, "Unlock").click()
    session = window.desk.session
    assert session is not None
    answer = session.answer(Address("voice", "pictures"))
    said = session.answer(Address("voice", "going_well"))
    assert isinstance(answer, Attached)
    assert answer.whose == "own"
    assert isinstance(said, Value)
    mine = next(one for one in answer.files if one.name == "My drawing.png")
    return session.attachments.read(mine.sha256), str(said.value)


def draw_a_line(qtbot: QtBot, voice: VoiceWindow, *, end: bool = True) -> Drawing:
    drawing = voice.box
    assert isinstance(drawing, Drawing)
    pad = drawing.pad
    middle = pad.rect().center()
    qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=middle)
    for step in range(1, 8):
        qtbot.mouseMove(pad, middle + QPoint(step * 5, step * 3))
    if end:
        qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=middle + QPoint(40, 24))
    return drawing


def test_a_drawing_is_gone_on_with_told_of_and_taken_back(qtbot: QtBot) -> None:
    session = young()
    voice = opened(qtbot, session)
    go_to(voice, "pictures")
    at = Address("voice", "pictures")
    drawing = draw_a_line(qtbot, voice)
    drawing.begin()
    qtbot.keyClicks(voice.focusWidget(), "my dog")
    voice.go_on()
    first = session.answer(at)
    assert isinstance(first, Attached)
    assert first.files[0].says == "my dog"
    voice.go_back()
    again = draw_a_line(qtbot, voice)
    again.finish()
    second = session.answer(at)
    assert isinstance(second, Attached)
    assert len(second.files) == 1
    assert second.files != first.files
    assert second.files[0].says == "my dog"
    again.pad.wipe()
    voice.close()
    assert session.answer(at) is None


def test_what_an_adult_writes_for_the_child_says_so(qtbot: QtBot) -> None:
    session = young()
    voice = opened(qtbot, session)
    go_to(voice, "going_well")
    button(voice, "Ask an adult to write it for me").click()
    assert "An adult is writing now" in all_words(voice)
    qtbot.keyClicks(voice.focusWidget(), "PE and Nia")
    voice.go_on()
    voice.close()
    assert session.answer(Address("voice", "going_well")) == Value("PE and Nia", "told")
    assert session.answer(Address("voice", "method")) == Value(("talked",))


def test_in_the_plan_the_childs_words_are_locked_and_say_why_until_the_child_takes_them_back(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with unlocked_window(qtbot, tmp_path) as window:
        start_sample(qtbot, window)
        view, session = window.plan_view, window.desk.session
        assert view is not None
        assert session is not None
        at = Address("voice", "going_well")
        view.go_to(at)
        place = view.plan.place(at)
        assert place is not None
        paper = place.editor.focus_target()
        assert isinstance(paper, QPlainTextEdit)
        assert not paper.isReadOnly()
        voice = window.meetings.voice()
        assert voice is not None
        go_to(voice, "going_well")
        box = voice.focusWidget()
        assert isinstance(box, QPlainTextEdit)
        box.selectAll()
        qtbot.keyClicks(box, "Art")
        voice.close()
        assert paper.isReadOnly()
        assert paper.toPlainText() == "Art"
        assert "In the child’s own words; add a note instead." in all_words(place)
        paper.setPlainText("He enjoys art.")  # as dictation does, which asks nobody
        assert paper.toPlainText() == "Art"
        assert session.answer(at) == Value("Art", "own")
        place.say_not_applicable()
        place.clear_answer()
        assert session.answer(at) == Value("Art", "own")
        session.set_own_answer(at, None)
        assert not paper.isReadOnly()
        assert "own words" not in all_words(place)


def test_a_child_who_says_i_am_not_sure_is_not_overruled_but_an_adult_who_writes_it_down_may_ask_again(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with unlocked_window(qtbot, tmp_path) as window:
        with qtbot.waitSignal(window.desk.saved, timeout=WAIT_MS):
            window.plans.start(young("", "post_16").read())
        view, session = window.plan_view, window.desk.session
        assert view is not None
        assert session is not None
        unsure = NotKnown("The young person")
        at = Address("voice", "meeting_lead")
        view.go_to(at)
        place = view.plan.place(at)
        assert place is not None
        for told in (False, True):
            voice = window.meetings.voice()
            assert voice is not None
            go_to(voice, at.field)
            if told:
                button(voice, "Ask an adult to write it for me").click()
            button(voice, "I’m not sure").click()
            voice.close()
            assert session.answer(at) == (unsure if told else replace(unsure, whose="own"))
            who = place.answer_widget().findChildren(QLineEdit)[0]
            assert who.isReadOnly() is not told
            assert ("In the child’s own words; add a note instead." in all_words(place)) is not told
            assert [on for text, _, on in place.menu_lines() if "Answer after all" in text] == [told]
            who.setText("Ms Shaw")  # as dictation does, which asks nobody
            place.answer_after_all()
            assert session.answer(at) == (None if told else replace(unsure, whose="own"))
            session.set_own_answer(at, None)


@pytest.mark.parametrize("zoom", [100, 200])
@pytest.mark.parametrize("year", ["4", "9"])
def test_letters_are_large_and_no_button_is_cut(qtbot: QtBot, zoom: int, year: str) -> None:
    application()
    theme().set_zoom(zoom)
    try:
        voice = opened(qtbot, young(year))
        voice.showNormal()
        voice.resize(1366, 768)
        for _ in range(60):
            voice.go_on()
            QApplication.processEvents()
            titles = [one for one in voice.findChildren(QWidget) if one.font().pointSizeF() >= 28 and one.isVisible()]
            assert titles
            assert voice.width() <= 1366
            assert voice.height() <= 768
            for one in voice.findChildren(QPushButton):
                if one.isVisible():
                    where = QRect(one.mapTo(voice, QPoint(0, 0)), one.size())
                    assert one.width() >= one.sizeHint().width(), one.text()
                    assert one.height() >= 40, one.text()
                    assert where.left() >= 0, one.text()
                    assert where.right() <= 1366, one.text()
            if voice.question is None:
                break
    finally:
        theme().set_zoom(100)

"""A plan with more rows than any form has room for opens soon, says what it does not show, and shows it when asked."""

from __future__ import annotations

import json
import time
from datetime import date

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pepdesk.app.documents import sample_plan
from pepdesk.app.session import Session
from pepdesk.form.address import Address, RowsAt
from pepdesk.record.codec import read_record, write_record
from pepdesk.ui.page.cards_view import CardsView
from pepdesk.ui.page.group_view import MOST_SHOWN
from pepdesk.ui.plan.plan_view import PlanView
from pepdesk.ui.start import application
from tests.ui.desks import all_words, button

AT = RowsAt("targets", "target")


def test_rows_beyond_the_first_forty_are_told_and_shown_when_asked(qtbot: QtBot) -> None:
    application()
    raw = json.loads(write_record(sample_plan("year_r_11", date(2026, 11, 22))))
    raw["rows"][str(AT)] = [f"x{number}" for number in range(100)]
    session = Session(read_record(json.dumps(raw).encode()))
    view = PlanView(session)
    qtbot.addWidget(view)
    view.show()
    start = time.process_time()
    view.go_to(Address("targets", "outcome", ("x99",)))
    assert time.process_time() - start < 10  # about one second on an idle computer
    group = view.plan.group(AT)
    assert isinstance(group, CardsView)
    assert len(group.rows) == MOST_SHOWN
    assert "The first 40 of 100 are shown here. The others are kept" in all_words(group)
    more = button(group, "Show more")
    assert QApplication.focusWidget() is more or view.focusWidget() is more
    assert not button(group, f"Add {group.repeat.noun}").isEnabled()
    more.click()
    assert len(group.rows) == 2 * MOST_SHOWN
    more.click()
    assert len(group.rows) == 100
    assert not more.isVisible()
    assert len(session.read().rows[AT]) == 100

"""Dates: typed in any British way or picked from a calendar. What is no date stays as it was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QIcon, QKeyEvent, QPalette, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from pepdesk.form.model import FieldType
from pepdesk.record.values import long_date, read_date, shown_value, stored
from pepdesk.ui.editors.editor import Editor, Question, field_height
from pepdesk.ui.editors.typed_line import TypedLine
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.ui.editors.editor import Stored


class DateEditor(Editor):
    """A line for the date (and time) with a button that opens a calendar."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self._kind = question.field.type
        self._line = TypedLine(self)
        if not question.compact:
            self._line.setPlaceholderText(
                tr("e.g. 3/9/2026") if self._kind is FieldType.DATE else tr("e.g. 3/9/2026 at 2pm")
            )
        self._button = QToolButton(self)
        self._button.setText("▾")
        self._button.setToolTip(tr("Pick from a calendar (Alt+Down)"))
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setAutoRaise(True)
        self._calendar: CalendarPopup | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._line)
        layout.addWidget(self._button)
        if not question.compact:
            layout.addStretch(1)
        self._line.typed.connect(self._typed)
        self._button.clicked.connect(self.open_calendar)

    def focus_target(self) -> QWidget:
        """The line."""
        return self._line

    def value(self) -> Stored:
        """The date in its stored form, or the text as typed."""
        return stored(self._kind, self._line.text())

    def show_value(self, value: Stored) -> None:
        """Show a date in words; leave alone what already means the same."""
        if value != self.value():
            self._line.show_text(self._in_words(str(value)))

    def tidy(self) -> None:
        """Show the date in words, whichever way it was typed."""
        self._line.show_text(self._in_words(str(self.value())))

    def freeze(self, frozen: bool) -> None:
        """Make it read-only and take the calendar away."""
        self._line.setReadOnly(frozen)
        self._button.setEnabled(not frozen)

    def name(self, name: str, identifier: str) -> None:
        """Name the line, and the button after it."""
        super().name(name, identifier)
        self._button.setAccessibleName(tr("Calendar for {name}", name=name))
        self._button.setAccessibleIdentifier(f"{identifier} calendar")

    def fit(self) -> None:
        """Wide enough for the longest date."""
        self._line.fit()
        side = field_height(self._line)
        self._button.setFixedSize(side, side)
        letters = {True: tr("30 Sep 2026"), False: tr("30 September 2026 at 14:00")}[self.question.compact]
        if self._kind is FieldType.DATE and not self.question.compact:
            letters = tr("30 September 2026")
        width = self._line.fontMetrics().horizontalAdvance(letters) + 28
        self._line.setMinimumWidth(width)
        if not self.question.compact:
            self._line.setMaximumWidth(width + 24)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Down opens the calendar, as it opens lists."""
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def put_today(self, today: QDate) -> None:
        """Answer with today's date."""
        self._pick(today)

    def open_calendar(self) -> None:
        """Open the calendar under the line."""
        if self._line.isReadOnly():
            return
        if self._calendar is None:
            self._calendar = CalendarPopup(self)
            self._calendar.calendar.activated.connect(self._pick)
            self._calendar.calendar.clicked.connect(self._pick)
        self._calendar.open_at(self._line, read_date(self._line.text()))

    def _in_words(self, value: str) -> str:
        if not self.question.compact:
            return shown_value(self.question.field, self.question.form, value)
        words = long_date(value)
        day, _, rest = words.partition(" ")
        month, _, year = rest.partition(" ")
        return f"{day} {month[:3]} {year}" if words != value else value

    def _typed(self, _text: str) -> None:
        self.edited.emit(self.value())

    def _pick(self, day: QDate) -> None:
        if self._calendar is not None:
            self._calendar.close()
        self._line.show_text(self._in_words(day.toString(Qt.DateFormat.ISODate)))
        self._line.setFocus()
        self.edited.emit(self.value())


class CalendarPopup(QFrame):
    """A calendar under a date; a click or Enter picks, Esc closes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.calendar = QCalendarWidget(self)
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setAccessibleName(tr("Calendar"))
        self._make_plain()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.calendar)

    def _make_plain(self) -> None:
        """Week-ends in ordinary ink, and arrows that can be seen on their bar."""
        weekend = QTextCharFormat()
        weekend.setForeground(self.palette().brush(QPalette.ColorRole.Text))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, weekend)
        ink = self.palette().color(QPalette.ColorRole.HighlightedText)
        arrows = {"prevmonth": ("◀", tr("Month before")), "nextmonth": ("▶", tr("Month after"))}
        for name, (arrow, words) in arrows.items():
            button = self.calendar.findChild(QToolButton, f"qt_calendar_{name}")
            if isinstance(button, QToolButton):
                palette = button.palette()
                palette.setColor(QPalette.ColorRole.ButtonText, ink)
                button.setPalette(palette)
                button.setIcon(QIcon())
                button.setText(arrow)
                button.setAccessibleName(words)

    def open_at(self, line: QWidget, day: object) -> None:
        """Open under ``line`` at ``day`` (a date, or None for today)."""
        iso = day.isoformat() if hasattr(day, "isoformat") else ""
        self.calendar.setSelectedDate(QDate.fromString(iso, Qt.DateFormat.ISODate) if iso else QDate.currentDate())
        self.adjustSize()
        corner = line.mapToGlobal(QPoint(0, line.height()))
        room = line.screen().availableGeometry()
        corner.setX(max(room.left(), min(corner.x(), room.right() - self.width())))
        if corner.y() + self.height() > room.bottom():
            corner.setY(line.mapToGlobal(QPoint(0, -self.height())).y())
        self.move(corner)
        self.show()
        self.calendar.setFocus()

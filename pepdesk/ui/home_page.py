"""My plans: the list in an unlocked vault, and the ways to begin."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from pepdesk.record.values import long_date
from pepdesk.ui.focus_ring import FocusRing
from pepdesk.ui.labels import button, primary
from pepdesk.ui.plan_menu import PlanMenu
from pepdesk.ui.texts import GroupTitle, PageTitle, PlainLabel, ShouldText, TipText

if TYPE_CHECKING:
    from pepdesk.app.library import Card, Entry

_COLUMNS = ("Child", "Year", "Term", "Meeting", "Answered", "State", "Last saved")


class HomePage(QWidget):
    """What people ask for: ``open_wanted(draft id)``, ``next_wanted(draft id)``, and the others without a plan."""

    new_wanted = Signal()
    open_wanted = Signal(str)
    next_wanted = Signal(str)
    sample_wanted = Signal()
    sheet_wanted = Signal()
    old_wanted = Signal()
    package_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        FocusRing(self)  # first, so that it goes before what it rings
        self._entries: tuple[Entry, ...] = ()
        self._banner = self._make_banner()
        self._old_words = TipText()
        self._old_banner = self._make_old_banner()
        self._table = self._make_table()
        self._open = button("&Continue", self._open_current, "Open the marked plan (Enter)")
        self._next = button(
            "Start ne&xt term…", self._start_next, "A new plan from the marked one, which stays as it is"
        )
        self.more = PlanMenu(self._table, self)
        self._table.currentCellChanged.connect(self._mark)
        self._body = QStackedWidget()
        self._body.addWidget(self._table)
        self._body.addWidget(self._make_empty())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 24, 32, 24)
        layout.setSpacing(16)
        layout.addWidget(PageTitle("My plans"))
        layout.addWidget(self._banner)
        layout.addWidget(self._old_banner)
        row = QHBoxLayout()
        new = primary("&New plan", self._ask_for_new, "Start a plan (Ctrl+N)")
        self.setFocusProxy(new)
        row.addWidget(new)
        row.addWidget(self._open)
        row.addWidget(self._next)
        row.addWidget(button("Open the &sample", self._ask_for_sample, "An invented child; nothing you do is kept"))
        row.addWidget(button("Open a &package…", self._ask_for_package, "A .pepx file from a colleague"))
        row.addStretch(1)
        row.addWidget(self.more)
        layout.addLayout(row)
        layout.addWidget(self._body, 1)
        self.list_plans((), "")

    def list_plans(self, entries: tuple[Entry, ...], current: str) -> None:
        """Show the plans, ``current`` (a draft id, or "") marked; else the first."""
        self._entries = entries
        self._table.setRowCount(0)
        self._table.setRowCount(len(entries))
        beside = {entry.beside for entry in entries}
        for row, entry in enumerate(entries):
            for place, words in enumerate(row_words(entry, has_other=entry.draft_id in beside)):
                item = QTableWidgetItem(words)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{_COLUMNS[place]}: {words or 'not answered'}")
                self._table.setItem(row, place, item)
        self._body.setCurrentIndex(0 if entries else 1)
        self._open.setVisible(bool(entries))
        self._next.setVisible(bool(entries))
        self._mark()
        if entries:
            ids = [entry.draft_id for entry in entries]
            self._table.setCurrentCell(ids.index(current) if current in ids else 0, 0)
            self._fit_columns()

    def remind_of_sheet(self, needed: bool) -> None:
        """Show or hide the reminder that nobody has put a recovery sheet away yet."""
        self._banner.setVisible(needed)

    def remind_of_old(self, count: int) -> None:
        """Show that so many signed plans have stayed long, or nothing for none."""
        plans = "One plan was" if count == 1 else f"{count} plans were"
        self._old_words.say(f"{plans} signed some time ago. If the authority has the record, your copies may go.")
        self._old_banner.setVisible(count > 0)

    def take_focus(self) -> None:
        """Put the keyboard on the list, if there is one."""
        if self._entries:
            self._table.setFocus()

    def _make_banner(self) -> QFrame:
        banner = QFrame()
        row = QHBoxLayout(banner)
        row.setContentsMargins(0, 0, 0, 0)
        words = "You have not put a recovery sheet away yet. If you forget the passphrase, your plans are lost."
        row.addWidget(ShouldText(words), 1)
        row.addWidget(button("&Make a recovery sheet", self._ask_for_sheet))
        banner.hide()
        return banner

    def _make_old_banner(self) -> QFrame:
        banner = QFrame()
        row = QHBoxLayout(banner)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._old_words, 1)
        row.addWidget(button("&Look through them…", self._ask_for_old))
        banner.hide()
        return banner

    def _ask_for_old(self) -> None:
        self.old_wanted.emit()

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, len(_COLUMNS))
        table.setHorizontalHeaderLabels(list(_COLUMNS))
        table.setAccessibleName("My plans")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 18)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(table.fontMetrics().averageCharWidth() * 12)
        header.setStretchLastSection(True)
        table.itemActivated.connect(self._open_item)
        return table

    def _fit_columns(self) -> None:
        """As wide as the widest words, with room between the columns."""
        self._table.resizeColumnsToContents()
        room = self._table.fontMetrics().averageCharWidth() * 3
        for place in range(len(_COLUMNS) - 1):
            self._table.setColumnWidth(place, self._table.columnWidth(place) + room)

    def _make_empty(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 24, 0, 0)
        layout.addWidget(GroupTitle("No plans yet"))
        layout.addWidget(
            PlainLabel(
                "A new plan asks for the child’s name, date of birth, year group and school. Everything else can "
                "wait, and is saved as you type. To see how a plan looks first, open the sample."
            )
        )
        layout.addStretch(1)
        return page

    def _mark(self, *_cells: int) -> None:
        row = self._table.currentRow()
        self.more.mark(self._entries[row] if 0 <= row < len(self._entries) else None, self._entries)

    def _open_item(self, item: QTableWidgetItem) -> None:
        self.open_wanted.emit(self._entries[item.row()].draft_id)

    def _open_current(self) -> None:
        if 0 <= self._table.currentRow() < len(self._entries):
            self.open_wanted.emit(self._entries[self._table.currentRow()].draft_id)

    def _start_next(self) -> None:
        if 0 <= self._table.currentRow() < len(self._entries):
            self.next_wanted.emit(self._entries[self._table.currentRow()].draft_id)

    def _ask_for_new(self) -> None:
        self.new_wanted.emit()

    def _ask_for_sample(self) -> None:
        self.sample_wanted.emit()

    def _ask_for_package(self) -> None:
        self.package_wanted.emit()

    def _ask_for_sheet(self) -> None:
        self.sheet_wanted.emit()


def row_words(entry: Entry, *, has_other: bool = False) -> tuple[str, ...]:
    """What the list says of one plan, a text for each column; ``has_other``: a version was kept beside it."""
    card = entry.card
    return (
        f"{card.first_name or 'No name yet'} ({card.initials}){', other version' if entry.is_sibling else ''}",
        card.year_group,
        card.term,
        long_date(card.meeting),
        f"{card.answered} of {card.needed}",
        _state(card, " – kept beside another" if entry.is_sibling else " – two versions" if has_other else ""),
        _when(entry.saved_at),
    )


def _state(card: Card, versions: str) -> str:
    words = "Draft" if card.version == 1 else f"Draft, version {card.version}"
    if card.signed:
        words = "Signed" if card.signed == 1 else f"Signed by {card.signed}"
    turn = f": {card.turn[0].lower()}{card.turn[1:]}" if card.turn else ""
    return f"{words}{turn}{versions}"


def _when(moment: datetime) -> str:
    here, now = moment.astimezone(), datetime.now().astimezone()
    if here.date() == now.date():
        return f"Today at {here:%H:%M}"
    return f"{long_date(here.date().isoformat())} at {here:%H:%M}"

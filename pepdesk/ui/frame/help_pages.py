"""Help: a list of topics that narrows while somebody types, and the text of the chosen one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from pepdesk.app.help import Topic, search, topics
from pepdesk.ui.parts.labels import button, primary
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.read_only_text import ReadOnlyText
from pepdesk.ui.parts.scrolling import with_plain_bars
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import GroupTitle, Hint
from pepdesk.words import tr, trn

PAGES = (
    ("first-plan", tr("A &first plan, step by step")),
    ("data-protection", tr("&Data protection: answers for your assessment")),
    ("threat-model", tr("What PepDesk &protects, and what it cannot")),
    ("for-it", tr("For the people who look after the &computers")),
)
"""Pages that have a line of their own in the menu: file (without its ending) and words."""
_TOPIC = Qt.ItemDataRole.UserRole


class HelpPage(Sheet):
    """All of Help, open at ``page`` ("" for the first)."""

    def __init__(self, page: str, parent: QWidget) -> None:
        super().__init__(tr("Help"), parent, letters=110, tall=True)
        self._topics = topics()
        self._edit = QLineEdit()
        self._edit.setAccessibleName(tr("Search Help"))
        self._edit.setClearButtonEnabled(True)
        self._list = QListWidget()
        with_plain_bars(self._list)
        self._list.setAccessibleName(tr("Topics"))
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._none = Hint("")
        self._name, self._text = GroupTitle(), ReadOnlyText(tr("Help"), 10)
        self._lay_out()
        self._edit.textChanged.connect(self._narrow)
        self._edit.installEventFilter(self)
        self._list.currentItemChanged.connect(self._show)
        self._fill(self._topics)
        at = next((at for at, one in enumerate(self._topics) if one.page == page), 0)
        self._list.setCurrentRow(at)
        self._none.setVisible(not self._topics)
        if not self._topics:
            self._none.say(tr("These pages are not here. PepDesk may not be installed completely."))
        self._edit.setFocus()

    def _lay_out(self) -> None:
        label = QLabel(tr("&Search"))
        label.setBuddy(self._edit)
        left, columns = QVBoxLayout(), QHBoxLayout()
        for widget in (label, self._edit, self._none):
            left.addWidget(widget)
        left.addWidget(self._list, 1)
        right = QVBoxLayout()
        right.addWidget(self._name)
        right.addWidget(self._text, 1)
        columns.addLayout(left, 2)
        columns.addLayout(right, 3)
        columns.setSpacing(16)
        self.body.addLayout(columns, 1)
        self.foot.addWidget(button(tr("Save a one-page &guide to print…"), self._save_guide))
        self.foot.addStretch(1)
        self.foot.addWidget(primary(tr("&Close"), self.accept))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down in the search go through the topics."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self._list.count():
                self._list.setCurrentRow(min(max(self._list.currentRow() + step, 0), self._list.count() - 1))
                return True
        return super().eventFilter(watched, event)

    def _narrow(self, words: str) -> None:
        found = search(words, self._topics)
        self._fill(found)
        self._list.setCurrentRow(0)
        told = trn("1 topic found.", "{count} topics found.", len(found)) if words.strip() else ""
        self._none.say(told if found else tr("Nothing found. Try another word, or fewer."))
        self._none.setVisible(bool(self._none.text()))
        if told:
            announce(self, told)

    def _fill(self, found: tuple[Topic, ...]) -> None:
        self._list.clear()
        indent = QIcon(self._nothing_to_see())
        for topic in found:
            item = QListWidgetItem(topic.heading or topic.title, self._list)
            if topic.heading:
                item.setIcon(indent)  # so that its second line stands under the first
            item.setData(_TOPIC, topic)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, topic.name)

    def _nothing_to_see(self) -> QPixmap:
        """As wide as a heading is set in."""
        picture = QPixmap(self.fontMetrics().averageCharWidth() * 2, 1)
        picture.fill(Qt.GlobalColor.transparent)
        self._list.setIconSize(picture.size())
        return picture

    def _show(self, item: QListWidgetItem | None, _before: object = None) -> None:
        topic = item.data(_TOPIC) if item is not None else None
        if isinstance(topic, Topic):
            self._name.say(topic.name)
            self._text.say(topic.text)
            self._text.setAccessibleName(topic.name)

    def _save_guide(self) -> None:
        from pepdesk.ui.frame.guide_saving import save_guide

        save_guide(self)

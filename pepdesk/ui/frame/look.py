"""How large and in which colours the person wants everything, kept between runs; and the pages of Help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from pepdesk.ui.parts.theme import LETTERS, THEMES, ZOOMS, theme
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.ui.frame.main_window import MainWindow

_ZOOM, _COLOURS, _LETTERS = "look/zoom", "look/colours", "look/letters"
_SHOW_MS = 3000


class Look(QObject):
    """The verbs of the View and Help menus that are not a plan's."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        theme().choose(self.chosen)
        theme().use_letters(self.letters)
        theme().set_zoom(window.settings.whole(_ZOOM, 100, ZOOMS[0], ZOOMS[-1]))
        self._kept = theme().zoom
        theme().changed.connect(self._keep_zoom)

    @property
    def chosen(self) -> str:
        """The colours the person chose; "" follows the computer."""
        return self._window.settings.text(_COLOURS, "", ("", *THEMES))

    @property
    def letters(self) -> str:
        """The letters the person chose."""
        return self._window.settings.text(_LETTERS, next(iter(LETTERS)), tuple(LETTERS))

    def choose_letters(self, action: QAction) -> None:
        """Use the letters that ``action`` stands for."""
        self.use_letters(str(action.data()))

    def use_letters(self, name: str) -> None:
        """Use these letters and remember it."""
        self._window.settings.keep(_LETTERS, name)
        theme().use_letters(name)

    def zoom_in(self) -> None:
        """Larger text."""
        self._zoom(next((step for step in ZOOMS if step > theme().zoom), ZOOMS[-1]))

    def zoom_out(self) -> None:
        """Smaller text."""
        self._zoom(next((step for step in reversed(ZOOMS) if step < theme().zoom), ZOOMS[0]))

    def zoom_usual(self) -> None:
        """Text as large as it comes."""
        self._zoom(100)

    def choose(self, action: QAction) -> None:
        """Use the colours that ``action`` stands for."""
        self.use_colours(str(action.data()))

    def use_colours(self, name: str) -> None:
        """Use these colours ("" for the computer's) and remember it."""
        self._window.settings.keep(_COLOURS, name)
        theme().choose(name)

    def about(self) -> None:
        """Version and licences."""
        from pepdesk.ui.frame.about import AboutDialog

        AboutDialog(self._window).open()

    def show_keys(self) -> None:
        """Every key there is."""
        from pepdesk.ui.frame.about import KeysDialog

        KeysDialog(self._window).open()

    def show_help_page(self) -> None:
        """The page of Help whose name the action carries."""
        from pepdesk.ui.frame.help_pages import HelpPage

        action = self.sender()
        if isinstance(action, QAction):
            HelpPage(str(action.data()), self._window).open()

    def _zoom(self, percent: int) -> None:
        theme().set_zoom(percent)

    def _keep_zoom(self) -> None:
        """Whoever zoomed, the window or a plan's view: remember it."""
        if (percent := theme().zoom) != self._kept:
            self._kept = percent
            self._window.settings.keep(_ZOOM, percent)
            self._window.status.showMessage(tr("Text size {percent} %", percent=percent), _SHOW_MS)

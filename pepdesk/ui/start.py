"""Opens the window: the program's look, the last net under bugs, one main window. Heavy libraries come later."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMessageBox

import pepdesk
from pepdesk import paths
from pepdesk.app.errors import ErrorHook
from pepdesk.app.jobs import Jobs
from pepdesk.app.settings import Settings
from pepdesk.problem import PepDeskProblem
from pepdesk.ui.frame.another_start import AnotherStart, read_plan
from pepdesk.ui.frame.collector import Collector
from pepdesk.ui.frame.main_window import MainWindow
from pepdesk.ui.frame.one_window import OneWindow
from pepdesk.ui.parts.problem_box import CrashDialog, message_box
from pepdesk.ui.parts.theme import theme
from pepdesk.words import tr

_PACKAGE = ".pepx"
WRONG_WORDS = 2
"""Exit status when the words after the program's name make no sense."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command line asks for: the vault's folder, a plan in clear or a package to look at (None for none)."""

    folder: Path
    plan: Path | None = None
    package: Path | None = None


def no_core_dumps() -> None:
    """After a crash the system must not write this process's memory, with names in it, to the disk."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def open_window(words: Sequence[str]) -> int:
    """Show the window until it is closed; gives the exit status. ``words`` are those of ``read_words``."""
    no_core_dumps()
    app = application()
    try:
        wish = read_words(words)
    except PepDeskProblem as problem:
        message_box(None, problem.title, problem.advice, QMessageBox.Icon.Warning).exec()
        return WRONG_WORDS
    one = OneWindow(wish.folder)
    if not one.is_first() and one.hand_on(wish.plan, wish.package):
        return 0
    collector = Collector()
    net = Net()
    jobs = Jobs(bug=net.hook.bug)
    window = MainWindow(wish.folder, jobs, Settings())
    net.window = window
    window.show()
    opening = _Opening(window, wish)
    QTimer.singleShot(0, opening.begin)
    more = AnotherStart(window)
    one.wanted.connect(more.come)
    status = app.exec()
    window.desk.put_away()
    jobs.close()
    collector.stop()
    one.let_go()
    window.deleteLater()
    return status


def read_words(words: Sequence[str]) -> Wish:
    """The wish in ``[[--vault] FOLDER] [--plan F.json] [F.pepx]``. Raises ``PepDeskProblem`` for anything else."""
    rest = list(words)
    plan = _named(rest, "--plan", "plan.json")
    vault = _named(rest, "--vault", "Documents/plans")
    package = next((Path(one) for one in rest if one.lower().endswith(_PACKAGE)), None)
    rest = [one for one in rest if package is None or one != str(package)]
    if vault is not None:
        rest.insert(0, str(vault))
    if len(rest) > 1 or (rest and rest[0].startswith("-")):
        raise PepDeskProblem(tr("PepDesk does not know what to do with these words."), tr("pepdesk --help lists them."))
    return Wish(Path(rest[0]) if rest else paths.default_vault_dir(), plan, package)


def _named(words: list[str], option: str, example: str) -> Path | None:
    """What is named after an option, both taken out of ``words``; None without the option."""
    if option not in words:
        return None
    at = words.index(option)
    if at + 1 >= len(words):
        raise PepDeskProblem(
            tr("After {option} a name must follow.", option=option),
            tr("For example: pepdesk {option} {example}", option=option, example=example),
        )
    name = words[at + 1]
    del words[at : at + 2]
    return Path(name)


def application() -> QApplication:
    """The program's QApplication with its language and look; the one there is, if there is one already."""
    app = QApplication.instance() or QApplication([sys.argv[0] or "pepdesk"])
    assert isinstance(app, QApplication)
    app.setApplicationName("PepDesk")
    app.setApplicationDisplayName("")
    app.setApplicationVersion(pepdesk.__version__)
    app.setDesktopFileName("org.pepdesk.PepDesk")
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(QLocale(), "qtbase", "_", folder):
        app.installTranslator(translator)
    theme()
    icons = paths.resources_dir() / "icons"
    if icons.is_dir():
        app.setWindowIcon(QIcon(str(icons / "pepdesk.svg")))
    return app


class Net:
    """Shows a bug over the window, once at a time."""

    def __init__(self) -> None:
        self.window: MainWindow | None = None
        self.hook = ErrorHook(self._show)
        self.hook.install()
        self._shown = False

    def _show(self, report: str) -> None:
        if self._shown:
            return
        self._shown = True
        dialog = CrashDialog(report, self.window)
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self, _result: int) -> None:
        self._shown = False


class _Opening:
    """The first things the window does once it is on the screen."""

    def __init__(self, window: MainWindow, wish: Wish) -> None:
        self._window, self._wish = window, wish

    def begin(self) -> None:
        """Show the plan in clear, or the page in front of the vault; then load what unlocking will need."""
        if self._wish.package is not None:
            self._window.together.receive_later(str(self._wish.package))
        if self._wish.plan is None:
            self._window.front.show_start()
            self._window.front.try_keyring()
            self._window.jobs.run(_load_for_unlocking, self._loaded, self._window.refuse)
            return
        try:
            self._window.desk.look_at(read_plan(self._wish.plan))
        except PepDeskProblem as problem:
            self._window.front.show_start()
            self._window.refuse(problem)

    def _loaded(self, _nothing: None) -> None:
        """Nothing more to do."""


def _load_for_unlocking() -> None:
    """Work for the job: what unlocking and the first plan need is loaded while the person types."""
    import pepdesk.handover.standing
    import pepdesk.storage.unlocking  # noqa: F401

"""The menu bar: every verb of the window in one place, with its keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from pepdesk.ui.frame.help_pages import PAGES as HELP_PAGES
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.ui.frame.main_window import MainWindow

Actions = Sequence[QAction | None]
_LOOKS = ((tr("&As the computer says"), ""), (tr("&Light"), "light"), (tr("&Dark"), "dark"),
          (tr("&High contrast, light"), "contrast light"), (tr("High &contrast, dark"), "contrast dark"))  # fmt: skip


_LETTERS = ((tr("&Atkinson Hyperlegible: clear shapes"), "atkinson"), (tr("&Noto Sans: plain"), "noto"),
            (tr("&OpenDyslexic: heavy at the foot"), "dyslexic"))  # fmt: skip


class Menus(QObject):
    """Builds the menus of ``window`` and knows which verbs make sense when."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._bar = window.menuBar()
        self._with_vault: list[QAction] = []
        self._with_plan: list[QAction] = []
        self._with_saved_plan: list[QAction] = []
        self._harmless: list[QAction] = []  # with a plan, also while somebody looks on who must not see all of it
        self._make_file()
        self._edit = self._bar.addMenu(tr("&Edit"))
        self._edit.aboutToShow.connect(self._make_room)
        self._plan = self._make_plan()
        self._go = self._bar.addMenu(tr("&Go"))
        self._view = self._bar.addMenu(tr("&View"))
        self._own_go = self._make_go()
        self._zoom = self._make_zoom()
        self._looks = self._make_looks()
        self._make_settings()
        self._make_help()
        self._plan_actions: list[QAction] = []
        self._somebody_looks_on = False
        self._may = (False, False, False)
        self.show_plan((), (), ())
        self.allow(vault=False, plan=False, saved=False)

    def allow(self, *, vault: bool, plan: bool, saved: bool) -> None:
        """Enable what makes sense: with an unlocked vault, an open plan, an open plan that is kept."""
        self._may = (vault, plan, saved)
        for actions, on in (
            (self._with_vault, vault), (self._with_plan, plan), (self._with_saved_plan, plan and saved),
        ):  # fmt: skip
            for action in actions:
                rests = self._somebody_looks_on and actions is not self._with_vault and action not in self._harmless
                action.setEnabled(on and not rests)
        self._plan.menuAction().setVisible(plan)

    def look_on(self, somebody: bool) -> None:
        """Rest what may tell of the whole plan while somebody looks on who must not see all of it."""
        self._somebody_looks_on = somebody
        vault, plan, saved = self._may
        self.allow(vault=vault, plan=plan, saved=saved)

    def show_plan(self, edit: Actions, go: Actions, view: Actions) -> None:
        """Put a plan view's own actions into the menus (None is a separator); none takes them out again.

        The view has its own zoom with the same keys, so the window's rests meanwhile.
        """
        for action in self._zoom:
            action.setEnabled(not view)
        own_view = self._looks if view else [*self._zoom, None, *self._looks]
        for menu, theirs, ours in ((self._edit, edit, []), (self._go, go, self._own_go), (self._view, view, own_view)):
            for action in menu.actions():
                menu.removeAction(action)
                if action.isSeparator():
                    action.deleteLater()
            for action in [*theirs, None, *ours]:
                menu.addAction(action or self._separator(menu))
            menu.menuAction().setVisible(bool(theirs or ours))

    def _separator(self, menu: QMenu) -> QAction:
        line = QAction(menu)
        line.setSeparator(True)
        return line

    def _action(
        self, text: str, slot: Callable[..., object], *keys: QKeySequence.StandardKey | str, tip: str = ""
    ) -> QAction:
        action = QAction(text, self._window)
        action.setShortcuts([QKeySequence(key) for key in keys])
        if tip:
            action.setStatusTip(tip)
        action.triggered.connect(slot)
        return action

    def _make_file(self) -> None:
        window, menu = self._window, self._bar.addMenu(tr("&File"))
        key = QKeySequence.StandardKey
        new = self._action(tr("&New plan…"), window.plans.new_plan, key.New)
        plans = self._action(tr("&Open… (my plans)"), window.go_home, key.Open)
        sample = self._action(tr("Open the sa&mple"), window.plans.open_sample)
        save = self._action(tr("&Save"), window.desk.save_now, key.Save, tip=tr("Saves now and keeps this version"))
        copy = self._action(tr("Save a sealed cop&y elsewhere…"), window.plans.save_elsewhere, "Ctrl+Shift+S")
        close = self._action(tr("&Close the plan"), window.go_home, "Ctrl+W")
        export = self._action(tr("&Export as PDF or Word…"), window.plans.export, "Ctrl+E")
        preview = self._action(tr("Preview and pr&int…"), window.plans.preview, key.Print)
        paper = self._action(tr("Paper sheet for the child’s &voice…"), window.plans.paper_sheet)
        to_fill = self._action(tr("Form to fill in &with Word or as PDF…"), window.forms.form_to_fill)
        filled = self._action(tr("&Read a filled form…"), window.forms.read_filled)
        sign = self._action(tr("Add a si&gnature to a file…"), window.plans.sign_file)
        verify = self._action(tr("Check the signatures of a &file…"), window.plans.verify_files)
        known = self._action(tr("&Known signers…"), window.plans.known_signers)
        package = self._action(tr("Open a p&ackage from a colleague…"), window.together.open_package)
        merge = self._action(tr("Merge a colleag&ue’s copy…"), window.together.merge_copy)
        people = self._action(tr("My card and con&tacts…"), window.together.people)
        lock = self._action(tr("&Lock now"), window.lock_now, "Ctrl+L")
        leave = self._action(tr("&Quit"), window.close, key.Quit if QKeySequence(key.Quit).toString() else "Ctrl+Q")
        leave.setMenuRole(QAction.MenuRole.QuitRole)
        self._with_vault += [new, plans, sign, known, lock, package, people]
        self._with_plan += [close, preview, export, filled, merge]
        self._harmless += [close, save, copy]
        self._with_saved_plan += [save, copy]
        menu.addActions([new, plans, sample])
        menu.addSeparator()
        menu.addActions([save, copy, close])
        menu.addSeparator()
        menu.addActions([preview, export, to_fill, filled, paper, sign, verify, known])
        menu.addSeparator()
        menu.addActions([package, merge, people])
        menu.addSeparator()
        menu.addMenu(self._make_drafts(menu))
        menu.addMenu(self._make_keys(menu))
        menu.addActions([lock])
        menu.addSeparator()
        menu.addActions([leave])

    def _make_drafts(self, parent: QMenu) -> QMenu:
        """What concerns all saved plans."""
        window, menu = self._window, QMenu(tr("&Drafts"), parent)
        actions = [
            self._action(tr("&Check my drafts…"), window.drafts.check),
            self._action(tr("Make a &backup copy…"), window.drafts.back_up),
            self._action(tr("O&pen a backup or another folder…"), window.drafts.open_backup),
            self._action(tr("&Old and deleted plans…"), window.deleting.old_plans),
        ]
        self._with_vault += actions
        menu.addActions(actions)
        return menu

    def _make_keys(self, parent: QMenu) -> QMenu:
        """What belongs to opening the vault."""
        window, menu = self._window, QMenu(tr("&Passphrase and recovery"), parent)
        actions = [
            self._action(tr("Change the &passphrase…"), window.keys.change_passphrase),
            self._action(tr("Make a new &recovery sheet…"), window.keys.new_sheet),
            self._action(tr("&Open without the passphrase on this computer"), window.keys.remember),
            self._action(tr("Always &ask for the passphrase"), window.keys.forget),
            self._action(tr("&Give the school a way in…"), window.keys.give_school_a_way_in),
            self._action(tr("Change the &key…"), window.keys.change_key),
            self._action(tr("&My card as the school’s data lead…"), window.keys.make_own_card),
            self._action(tr("Take over a &leaver’s plans…"), window.keys.take_over),
        ]
        self._with_vault += actions
        menu.addActions(actions)
        return menu

    def _make_plan(self) -> QMenu:
        """What concerns the open plan as a whole."""
        window, menu = self._window, self._bar.addMenu(tr("&Plan"))
        rules = self._action(tr("&Authority’s rules…"), window.rules.show_rules)
        following = self._action(tr("Start &next term’s plan…"), window.plans.next_term)
        self._with_plan.append(rules)
        history = self._action(tr("&History…"), window.drafts.history, "Ctrl+Shift+H")
        join = self._action(tr("&Compare with the other version…"), window.drafts.join)
        self._with_saved_plan += [following, history, join]
        self._harmless.append(rules)
        menu.addActions([history, join, following, rules])
        menu.addSeparator()
        together = window.together
        both = [
            self._action(tr("Hand &over to a colleague…"), together.hand_over, "Ctrl+Shift+O"),
            self._action(tr("My &part is ready"), together.ready),
            self._action(tr("Choose between &two versions…"), together.choose),
            self._action(tr("&Return for amendment…"), together.return_plan),
            self._action(tr("Ne&w colleague or new school…"), together.change_hands),
        ]
        self._sent = self._action(tr("I have &sent it…"), self._window.sent.ask)
        self._not_sent = self._action(tr("Not sent after a&ll"), self._window.sent.take_back)
        both += [self._sent, self._not_sent]
        self._with_saved_plan += both
        menu.addActions(both)
        menu.addSeparator()
        present = [
            self._action(tr("&Meeting mode…"), window.meetings.meeting, "F11"),
            self._action(tr("My &voice, full screen…"), window.meetings.voice, "Shift+F11"),
        ]
        self._with_plan += present
        self._harmless += present
        menu.addActions(present)
        menu.aboutToShow.connect(self._offer_sent)
        menu.aboutToShow.connect(self._make_room)
        return menu

    def _offer_sent(self) -> None:
        """Only a final plan can have been sent; one that was can be taken back."""
        may, sent = self._window.sent.standing()
        self._sent.setVisible(may and not sent)
        self._not_sent.setVisible(sent)

    def _make_settings(self) -> None:
        """What holds for every plan on this computer."""
        window, menu = self._window, self._bar.addMenu(tr("Sett&ings"))
        menu.addAction(self._action(tr("&School dates…"), window.rules.school_dates))
        menu.addAction(self._action(tr("&Install an authority’s rules…"), window.rules.install_pack))
        menu.addAction(self._action(tr("An authority’s own &Word form…"), window.rules.own_form))
        menu.aboutToShow.connect(self._make_room)

    def _make_room(self) -> None:
        """Fusion cuts the longest words of a menu at large zooms (6.11): give them a letter more."""
        menu = self.sender()
        if isinstance(menu, QMenu):
            menu.setMinimumWidth(0)
            menu.setMinimumWidth(menu.sizeHint().width() + menu.fontMetrics().height())

    def _make_go(self) -> list[QAction]:
        home = self._action(tr("&My plans"), self._window.go_home, "Ctrl+Shift+M")
        self._with_vault.append(home)
        return [home]

    def _make_zoom(self) -> list[QAction]:
        look, key = self._window.look, QKeySequence.StandardKey
        return [
            self._action(tr("Zoom &in"), look.zoom_in, key.ZoomIn, "Ctrl+="),
            self._action(tr("Zoom &out"), look.zoom_out, key.ZoomOut),
            self._action(tr("&Actual size"), look.zoom_usual, "Ctrl+0"),
        ]

    def _make_looks(self) -> list[QAction]:
        look = self._window.look
        colours = self._choice(tr("&Colours"), _LOOKS, look.chosen, look.choose)
        letters = self._choice(tr("Letters (&font)"), _LETTERS, look.letters, look.choose_letters)
        sharing = self._window.capture.action
        return [colours, letters, *([sharing] if sharing else [])]

    def _choice(
        self, title: str, lines: Sequence[tuple[str, str]], now: str, slot: Callable[[QAction], object]
    ) -> QAction:
        """A menu of which one line holds; ``slot`` gets the action chosen."""
        menu = QMenu(title, self._window)
        group = QActionGroup(self)
        for text, name in lines:
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setData(name)
            action.setChecked(name == now)
            group.addAction(action)
        group.triggered.connect(slot)
        return menu.menuAction()

    def _make_help(self) -> None:
        window, menu = self._window, self._bar.addMenu(tr("&Help"))
        about = self._action(tr("&About PepDesk and its licences"), window.look.about)
        about.setMenuRole(QAction.MenuRole.AboutRole)
        search = self._action(tr("&Search Help…"), window.look.show_help_page, "Ctrl+F1")
        search.setData("")
        keys = self._action(tr("&Keys"), window.look.show_keys, "Shift+F1")
        pages = [self._action(words, window.look.show_help_page) for _, words in HELP_PAGES]
        for action, (page, _) in zip(pages, HELP_PAGES, strict=True):
            action.setData(page)
        menu.addActions([search, keys, *pages, about])
        menu.aboutToShow.connect(self._make_room)
        self._window.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

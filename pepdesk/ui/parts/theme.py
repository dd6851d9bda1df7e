"""How PepDesk looks: one palette and a few colours with a meaning, for light, dark and high contrast, and the zoom.

Nothing is styled widget by widget and there is no style sheet (with one, 420 editors took 290 ms to build instead of
76 ms, measured): roles of the palette and fonts by class name do it, so a change of zoom or scheme is one call.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QLocale, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from pepdesk import paths
from pepdesk.form.model import Role

TARGET = 26
"""The least height of anything to click or type in, pixels (product design, section 5.9, asks for 24)."""
ZOOMS = (80, 90, 100, 110, 125, 150, 175, 200)
"""The zoom steps, per cent."""
BASE_POINTS = 11.0
LETTERS = {
    "atkinson": ("Atkinson Hyperlegible Next", "AtkinsonHyperlegibleNext"),
    "noto": ("Noto Sans", "NotoSans-"),
    "dyslexic": ("OpenDyslexic3", "OpenDyslexic3"),
}
"""The letters to choose from: family, and how its files in ``resources/fonts`` begin. The first is the usual one."""
_GREY_SLIDE = "#8A8A8A"  # 5.9:1 on black
_HALF = 128
TEXT_WIDTH = 75
"""The most characters a line of prose is wide (product design, section 5.1)."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours with a meaning. Every text colour is at least 4.5:1 on ``window`` and ``base``; lines at least 3:1."""

    window: str
    base: str
    raised: str
    text: str
    muted: str
    border: str
    hairline: str
    focus: str
    chosen: str
    on_chosen: str
    error: str
    should: str
    tip: str
    good: str
    school: str
    social_worker: str
    both: str
    child: str
    virtual_school: str
    face: str = "#FFD75E"
    face_ink: str = "#1A1D21"

    def owner(self, role: Role) -> QColor:
        """The colour of whoever completes a part (product design, section 5.4)."""
        return QColor(getattr(self, _OWNER_TOKENS[role]))


_OWNER_TOKENS = {
    Role.DESIGNATED_TEACHER: "school",
    Role.SOCIAL_WORKER: "social_worker",
    Role.BOTH: "both",
    Role.CHILD: "child",
    Role.CARER: "child",
    Role.PARENT: "child",
    Role.VIRTUAL_SCHOOL: "virtual_school",
}

LIGHT = Tokens(
    window="#F4F5F7", base="#FFFFFF", raised="#FFFFFF", text="#1A1D21", muted="#505963", border="#6F7883",
    hairline="#D5D9DE", focus="#0B0C0C", chosen="#1F4E79", on_chosen="#FFFFFF", error="#9B1C1C", should="#7A4B00",
    tip="#1F4E79", good="#1D6437", school="#D90E00", social_worker="#005EEB", both="#4B174C", child="#3D4450",
    virtual_school="#3D4450",
)  # fmt: skip
DARK = Tokens(
    window="#1A1D21", base="#22262B", raised="#22262B", text="#EDF0F3", muted="#B3BBC5", border="#8C96A3",
    hairline="#3C434B", focus="#FFFFFF", chosen="#9CC3EC", on_chosen="#10151B", error="#FFA39B", should="#F0C060",
    tip="#9CC3EC", good="#86D3A2", school="#FF6B66", social_worker="#6FAFD0", both="#CE84FF", child="#C5CBD3",
    virtual_school="#C5CBD3",
)  # fmt: skip
CONTRAST_LIGHT = Tokens(
    window="#FFFFFF", base="#FFFFFF", raised="#FFFFFF", text="#000000", muted="#000000", border="#000000",
    hairline="#000000", focus="#000000", chosen="#00006E", on_chosen="#FFFFFF", error="#8B0000", should="#5C3500",
    tip="#00006E", good="#004D1A", school="#B00C00", social_worker="#0047B3", both="#4B174C", child="#000000",
    virtual_school="#000000", face="#FFFFFF", face_ink="#000000",
)  # fmt: skip
CONTRAST_DARK = Tokens(
    window="#000000", base="#000000", raised="#000000", text="#FFFFFF", muted="#FFFFFF", border="#FFFFFF",
    hairline="#FFFFFF", focus="#FFD500", chosen="#FFD500", on_chosen="#000000", error="#FFB4AD", should="#FFD98A",
    tip="#A8D1FF", good="#9FF0BC", school="#FF8A85", social_worker="#8ECBE8", both="#DDA6FF", child="#FFFFFF",
    virtual_school="#FFFFFF", face="#000000", face_ink="#FFFFFF",
)  # fmt: skip
THEMES = {"light": LIGHT, "dark": DARK, "contrast light": CONTRAST_LIGHT, "contrast dark": CONTRAST_DARK}


class Theme(QObject):
    """The look of the whole program. ``changed`` – colours or sizes did; what paints itself must paint again."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._chosen = ""
        self._zoom = 100
        self._letters = next(iter(LETTERS))
        self.tokens = LIGHT
        app.setStyle("Fusion")
        QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
        self._hints = app.styleHints()  # kept: Qt deletes the wrapped object otherwise
        self._accessibility = self._hints.accessibility()
        self._hints.colorSchemeChanged.connect(self._follow)
        self._accessibility.contrastPreferenceChanged.connect(self._follow)
        self._follow()

    @property
    def zoom(self) -> int:
        """The zoom in per cent."""
        return self._zoom

    def set_zoom(self, percent: int) -> None:
        """Set the zoom, kept within 80 to 200 per cent."""
        self._zoom = min(max(percent, ZOOMS[0]), ZOOMS[-1])
        self._apply()

    def zoom_in(self) -> None:
        """One step larger."""
        self.set_zoom(next((step for step in ZOOMS if step > self._zoom), ZOOMS[-1]))

    def zoom_out(self) -> None:
        """One step smaller."""
        self.set_zoom(next((step for step in reversed(ZOOMS) if step < self._zoom), ZOOMS[0]))

    def zoom_usual(self) -> None:
        """As large as it comes."""
        self.set_zoom(100)

    def use_letters(self, name: str) -> None:
        """Write everything in one of ``LETTERS``."""
        self._letters = name
        self._apply()

    def choose(self, name: str) -> None:
        """Use one of ``THEMES`` whatever the system says; "" follows the system again."""
        self._chosen = name
        self._follow()

    def _follow(self) -> None:
        dark = self._hints.colorScheme() is Qt.ColorScheme.Dark
        high = self._accessibility.contrastPreference() is Qt.ContrastPreference.HighContrast
        system = ("contrast " if high else "") + ("dark" if dark else "light")
        self.tokens = THEMES[self._chosen or system]
        self._apply()

    def _apply(self) -> None:
        _set_fonts(self._app, BASE_POINTS * self._zoom / 100, _loaded(self._letters))
        _set_palettes(self._app, self.tokens)
        QApplication.sendPostedEvents()  # Qt posts the news of fonts: whoever measures text below needs it first
        self.changed.emit()


def theme() -> Theme:
    """The program's theme, put on at the first call (needs a ``QApplication``)."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    found = app.findChild(Theme)
    return found if isinstance(found, Theme) else Theme(app)


def prose_width(font_width: int) -> int:
    """The most pixels a question is wide, for a font whose average character is ``font_width`` pixels wide."""
    return (TEXT_WIDTH + 4) * font_width


def _loaded(letters: str) -> str:
    """The family of some letters, read from their files at the first call."""
    family, begins = LETTERS[letters]
    if family not in QFontDatabase.families():
        for file in sorted((paths.resources_dir() / "fonts").glob(f"{begins}*.ttf")):
            QFontDatabase.addApplicationFont(str(file))
    return family


def _font(family: str, points: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    font = QApplication.font()
    if family in QFontDatabase.families():
        font.setFamilies([family, "Noto Sans", "DejaVu Sans"])
    font.setPointSizeF(points)
    font.setWeight(weight)
    return font


def _named(name: str) -> Any:  # noqa: ANN401 - the stubs are wrong
    """The name of a class for ``setFont`` and ``setPalette``: PySide6's stubs ask for bytes, the calls for text."""
    return name


def _set_fonts(app: QApplication, points: float, family: str) -> None:
    """Fonts by class name: the general one, and those of the labels in ``texts``."""
    bold = QFont.Weight.Bold
    app.setFont(_font(family, points))
    app.setFont(_font(family, points * 1.6, bold), _named("PageTitle"))
    app.setFont(_font(family, points * 1.2, bold), _named("GroupTitle"))
    app.setFont(_font(family, points, bold), _named("StrongText"))
    app.setFont(_font(family, points * 0.92), _named("SmallText"))


def _set_palettes(app: QApplication, tokens: Tokens) -> None:
    """The general palette, then those of a few classes that differ in one colour."""
    palette = _palette(tokens)
    app.setPalette(palette)
    for name, colour in (
        ("Hint", tokens.muted),
        ("ErrorText", tokens.error),
        ("ShouldText", tokens.should),
        ("TipText", tokens.tip),
    ):
        app.setPalette(_with(palette, QPalette.ColorRole.WindowText, colour), _named(name))
    # Fusion draws the frame of a field as its palette's window colour, darker by 1.4: 2.3:1 on white as it comes
    # (measured), so fields get a "window" that makes the frame our border colour.
    framed = _with(palette, QPalette.ColorRole.Window, _before_darker(tokens.border))
    field = _with(framed, QPalette.ColorRole.Button, tokens.base)
    for name in (
        "QLineEdit",
        "QTextEdit",
        "QPlainTextEdit",
        "QComboBox",
        "QCheckBox",
        _named("QRadioButton"),
        _named("QSpinBox"),
    ):
        app.setPalette(field, _named(name))
    for name in ("QListView", "QTreeView", "QTableView", _named("QMenu")):  # their frames, boxes to tick in their lines
        app.setPalette(framed, _named(name))
    app.setPalette(_with(framed, QPalette.ColorRole.Button, tokens.raised), _named("QPushButton"))
    app.setPalette(_linked(palette, tokens), _named("QToolButton"))
    if tokens.hairline == tokens.text:  # high contrast: Fusion would draw it in shades of the ground
        # On white a white slide with black edges, on black a grey one: in black or white, slide or arrows vanish.
        on_black = QColor(tokens.base).lightness() < _HALF
        bars = _with(framed, QPalette.ColorRole.Button, _GREY_SLIDE if on_black else tokens.base)
        app.setPalette(bars, _named("QScrollBar"))
    else:
        app.setPalette(palette, _named("QScrollBar"))


def _palette(tokens: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette(QColor(tokens.window))
    for which, colour in (
        (role.Window, tokens.window), (role.WindowText, tokens.text), (role.Base, tokens.base),
        (role.AlternateBase, tokens.window), (role.Text, tokens.text), (role.Button, tokens.raised),
        (role.ButtonText, tokens.text), (role.PlaceholderText, tokens.muted), (role.ToolTipBase, tokens.raised),
        (role.ToolTipText, tokens.text), (role.Highlight, tokens.chosen), (role.HighlightedText, tokens.on_chosen),
        (role.Link, tokens.tip), (role.LinkVisited, tokens.tip), (role.BrightText, tokens.error),
        (role.Mid, tokens.hairline), (role.Accent, tokens.chosen),
    ):  # fmt: skip
        palette.setColor(which, QColor(colour))
    disabled = QPalette.ColorGroup.Disabled
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(disabled, which, QColor(tokens.muted))
    return palette


def _with(palette: QPalette, role: QPalette.ColorRole, colour: QColor | str) -> QPalette:
    changed = QPalette(palette)
    changed.setColor(role, QColor(colour))
    return changed


def _linked(palette: QPalette, tokens: Tokens) -> QPalette:
    """For buttons without an edge: their words in the colour of links, or nobody would know that they do something."""
    changed = QPalette(palette)
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
        changed.setColor(group, QPalette.ColorRole.ButtonText, QColor(tokens.tip))
    return changed


def _before_darker(colour: str) -> QColor:
    """The colour that ``darker(140)`` turns into ``colour``, or the lightest there is."""
    wanted = QColor(colour)
    return QColor.fromHsv(max(wanted.hue(), 0), wanted.saturation(), min(round(wanted.value() * 1.4), 255))

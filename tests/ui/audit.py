"""What must be true of every screen for everybody who uses it: each rule takes a window and gives its faults in words.

WCAG 2.2 by number: 1.4.3 and 1.4.11 (contrast, from the pixels drawn), 1.4.4 (nothing cut), 2.1.1 and 2.1.2 (keys,
no trap), 2.4.7 and 2.4.11 (the focus is seen), 2.5.3 (label in name), 2.5.8 (targets), 4.1.2 (name and role).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from PIL import Image
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QSplitterHandle,
    QTabBar,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from tests.ui.test_plain_words import marked_up

LEAST_TARGET = 24
_AIR = 4
_PATIENCE = 5
TEXT, LARGE_TEXT, LINE = 4.5, 3.0, 3.0
LARGE_PIXELS = 18 * 96 / 72
_ROLES_WITHOUT_SENSE = {QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Window}
_QTS_OWN = (QMenu, QMenuBar, QScrollBar, QSplitterHandle, QDialogButtonBox, QHeaderView)


def what(widget: QWidget) -> str:
    """A widget in a word or two, for a person who looks for it; never an answer."""
    text = getattr(widget, "text", None)
    words = str(text()) if callable(text) and isinstance(widget, QAbstractButton | QLabel) else widget.accessibleName()
    return f"{type(widget).__name__} {words[:50]!r}"


def inside(window: QWidget) -> Iterator[QWidget]:
    """The visible widgets of a window, without other windows it owns."""
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.window() is window.window():
            yield widget


def controls(window: QWidget) -> list[QWidget]:
    """What a person can act on: not the parts that Qt makes of them."""
    return [one for one in inside(window) if _is_control(one)]


def _is_control(widget: QWidget) -> bool:
    if widget.objectName().startswith("qt_") or isinstance(widget, _QTS_OWN):
        return False
    around = widget.parentWidget()
    if isinstance(around, QTabBar | QComboBox | QAbstractSpinBox | QLineEdit) or _in_popup(widget):
        return False
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractItemView, QAbstractSpinBox)
    takes_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    return isinstance(widget, (*kinds, QTabBar)) or (takes_tab and not isinstance(widget, QScrollArea))


def _in_popup(widget: QWidget) -> bool:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QComboBox):
            return True
        above = above.parentWidget()
    return False


# Names and roles ------------------------------------------------------------------------------------------------------


def nameless(window: QWidget) -> list[str]:
    """Controls without a name or label (4.1.2), or whose name does not hold the words they show (2.5.3)."""
    faults = []
    for one in controls(window):
        seen = QAccessible.queryAccessibleInterface(one)
        name = seen.text(QAccessible.Text.Name)
        labels = seen.relations(QAccessible.RelationFlag.Label)
        own = one.accessibleName() or (one.text() if isinstance(one, QAbstractButton) else "")
        if not (own.strip("& ") or labels) or not (name or labels):
            faults.append(f"no name: {what(one)} in {type(one.parentWidget()).__name__}")
        shown = one.text().replace("&", "").rstrip("…. ") if isinstance(one, QAbstractButton) else ""
        if len(shown) > 1 and _letters(shown) not in _letters(name):
            faults.append(f"the name {name!r} does not hold the words shown: {what(one)}")
    return faults


def _letters(words: str) -> str:
    return "".join(sign for sign in words.lower() if sign.isalnum())


def senseless_roles(window: QWidget) -> list[str]:
    """Controls that are nothing in particular to a screen reader (4.1.2)."""
    return [
        f"role {QAccessible.queryAccessibleInterface(one).role().name}: {what(one)}"
        for one in controls(window)
        if QAccessible.queryAccessibleInterface(one).role() in _ROLES_WITHOUT_SENSE
    ]


def markup(window: QWidget) -> list[str]:
    """What would read text as markup."""
    return [fault for fault in marked_up(window) if fault != "PreviewText"]  # filled word by word, for its headings


def doubled_letters(window: QWidget) -> list[str]:
    """Letters for Alt that two things of one window share."""
    texts = []
    for one in inside(window):
        if (isinstance(one, QAbstractButton) and one.isEnabled()) or (isinstance(one, QLabel) and one.buddy()):
            texts.append(one.text())
        elif isinstance(one, QMenuBar):
            texts += [action.text() for action in one.actions() if action.isVisible()]
        elif isinstance(one, QTabBar):
            texts += [one.tabText(at) for at in range(one.count())]
    if isinstance(window, QMenu):
        texts = [action.text() for action in window.actions() if action.isVisible()]
    letters = Counter(letter for text in texts if (letter := _letter(text)))
    return [
        f"Alt+{letter.upper()} twice: {[text for text in texts if _letter(text) == letter]}"
        for letter, times in letters.items()
        if times > 1
    ]


def _letter(text: str) -> str:
    plain = text.replace("&&", "")
    at = plain.find("&")
    return plain[at + 1 : at + 2].lower() if at >= 0 else ""


# Sizes ----------------------------------------------------------------------------------------------------------------


def small_targets(window: QWidget) -> list[str]:
    """Controls less than 24 pixels high or wide (2.5.8), save for links in a line of text."""
    kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox)
    return [
        f"{one.width()} × {one.height()}: {what(one)}"
        for one in controls(window)
        if isinstance(one, kinds) and min(one.width(), one.height()) < LEAST_TARGET
    ]


def cut(window: QWidget) -> list[str]:
    """Texts that do not fit where they stand, and pages that must be pushed sideways to be read (1.4.4, 1.4.10)."""
    faults = []
    for one in inside(window):
        if isinstance(one, QLabel) and one.pixmap().isNull() and one.text():
            faults += _cut_label(one)
        elif isinstance(one, QPushButton | QCheckBox | QRadioButton):
            if one.text() and (one.width() < _least_width(one) or one.height() < _line(one)):
                faults.append(f"cut, {one.width()} × {one.height()} for {_least_width(one)}: {what(one)}")
        elif isinstance(one, QLineEdit | QComboBox | QAbstractSpinBox) and one.height() < _line(one):
            faults.append(f"too low, {one.height()}: {what(one)}")
        elif isinstance(one, QScrollArea) and one.horizontalScrollBar().maximum() > 0:
            faults.append(f"sideways by {one.horizontalScrollBar().maximum()}: {what(one)}")
        elif isinstance(one, QPlainTextEdit | QAbstractItemView) and one.viewport().height() < _line(one):
            faults.append(f"no line of it is seen, {one.viewport().height()}: {what(one)}")
    return faults + _beyond_the_screen(window)


def _least_width(button: QAbstractButton) -> int:
    """What its words and its mark need; Qt's own hint has more air than a button with one sign needs."""
    return button.fontMetrics().horizontalAdvance(button.text().replace("&", "")) + 2 * _AIR


def _line(widget: QWidget) -> int:
    return widget.fontMetrics().height() - 2


def _cut_label(label: QLabel) -> list[str]:
    wraps = label.wordWrap()
    needed = label.heightForWidth(label.width()) if wraps else label.sizeHint().height()
    wide = 0 if wraps else label.sizeHint().width()
    if label.height() < needed or label.width() < wide:
        return [f"cut, {label.width()} × {label.height()} for {wide} × {needed}: {what(label)}"]
    words = max(label.text().split(), key=label.fontMetrics().horizontalAdvance, default="")
    room = label.contentsRect().width()
    if wraps and label.fontMetrics().horizontalAdvance(words) > room + 1:
        return [f"a word is wider than its place, {room}: {what(label)}"]
    return []


def _beyond_the_screen(window: QWidget) -> list[str]:
    room, size = window.screen().availableGeometry().size(), window.size()
    if size.width() > room.width() or size.height() > room.height():
        return [f"larger than the screen: {size.width()} × {size.height()}"]
    return []


# Keys -----------------------------------------------------------------------------------------------------------------


def unreached(window: QWidget) -> list[str]:
    """Controls that Tab does not come to, that keep it, or that are hidden while they have the focus (2.1, 2.4.11)."""
    wanted = {id(one): one for one in controls(window) if _stops(one)}
    faults = [] if window.isActiveWindow() else ["the window has lost the keyboard"]
    seen: dict[int, QWidget] = {}
    first, kept = QApplication.focusWidget(), 0
    for _ in range(len(wanted) * 2 + 20):
        if wanted.keys() <= seen.keys() and not kept:
            break
        now = QApplication.focusWidget()
        if now is not None and id(now) not in seen:
            seen[id(now)] = now
            faults += [f"not in sight with the focus: {what(now)}"] * (now is not first and _is_hidden(now))
        QTest.keyClick(now or window, Qt.Key.Key_Tab)
        kept = kept + 1 if now is not None and QApplication.focusWidget() is now and len(wanted) > 1 else 0
        if kept == _PATIENCE:
            return [*faults, f"keeps Tab: {what(now) if now else 'nothing'}"]
    left = [one for key, one in wanted.items() if key not in seen and isValid(one)]
    return faults + [f"not reached by Tab: {what(one)}" for one in left]


def _is_hidden(widget: QWidget) -> bool:
    """Whether nothing of it can be seen. (What just came up may still be scrolling into sight.)"""
    shown = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
    for _ in range(_PATIENCE):
        if not shown.visibleRegion().isEmpty():
            break
        QTest.qWait(100)
    if isinstance(widget, QScrollArea) and widget.isVisible():
        return False  # its viewport is covered by the page in it
    return widget.isVisible() and shown.visibleRegion().isEmpty()


def _stops(widget: QWidget) -> bool:
    """Whether Tab should stop at it: a group of radio buttons is one stop, at the chosen one.

    A card may be built anew while a screen is looked over; what stood in the one before is passed over.
    """
    if not isValid(widget) or not widget.isEnabled():
        return False
    if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus or widget.focusProxy() is not None:
        return False
    one_of_many = isinstance(widget, QRadioButton) or (
        isinstance(widget, QAbstractButton) and widget.group() is not None and widget.group().exclusive()
    )
    return not one_of_many or (isinstance(widget, QAbstractButton) and widget.isChecked())


# Colours, from the pixels ---------------------------------------------------------------------------------------------


@lru_cache(maxsize=1 << 16)
def luminance(colour: tuple[int, ...]) -> float:
    """WCAG 2.2, relative luminance, of red, green, blue from 0 to 255."""
    parts = [value / 255 for value in colour[:3]]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """WCAG 2.2, contrast ratio."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def picture(window: QWidget, area: QRect | None = None) -> Image.Image:
    """The window, or a part of it, as it is drawn."""
    drawn = window.grab(area or window.rect()).toImage().convertToFormat(QImage.Format.Format_RGB888)
    size = (drawn.width(), drawn.height())
    return Image.frombuffer("RGB", size, bytes(drawn.constBits()), "raw", "RGB", drawn.bytesPerLine(), 1)


def _pixels(drawn: Image.Image) -> Iterator[tuple[int, int, int]]:
    data = drawn.tobytes()
    return zip(data[0::3], data[1::3], data[2::3], strict=True)


def faint(window: QWidget) -> list[str]:
    """Texts whose strongest pixel stands out too little from the ground round it (1.4.3)."""
    drawn = picture(window)
    faults = []
    for one in inside(window):
        if (place := _text_place(one, window)) is None or place.width() < 3 or place.height() < 8:
            continue
        box = (place.left(), place.top(), place.right() + 1, place.bottom() + 1)
        found = drawn.crop(box).getcolors(1 << 22) or []
        ground = max(found)[1]
        lightest = max(found, key=lambda one: luminance(one[1]))[1]
        darkest = min(found, key=lambda one: luminance(one[1]))[1]
        strongest = max(contrast(lightest, ground), contrast(darkest, ground))
        font = one.font()
        high = one.fontMetrics().height() * 0.75 >= LARGE_PIXELS or (font.bold() and font.pointSizeF() >= 14)
        if strongest < (LARGE_TEXT if high else TEXT):
            faults.append(f"{strongest:.1f}:1 {what(one)}")
    return faults


def _text_place(widget: QWidget, window: QWidget) -> QRect | None:
    """Where a widget's words stand in the window's picture, as far as they can be seen; None for none to be read."""
    if isinstance(widget, QLabel):
        if not widget.text().strip() or not widget.isEnabled():
            return None
        area = widget.contentsRect()
    elif isinstance(widget, QAbstractButton | QComboBox | QLineEdit):
        said = widget.currentText() if isinstance(widget, QComboBox) else widget.text()
        if not said.strip() or not widget.isEnabled() or widget.objectName().startswith("qt_"):
            return None
        edge = widget.height() // 4
        area = widget.rect().adjusted(edge, edge, -edge, -edge)
    else:
        return None
    seen = widget.visibleRegion().boundingRect().intersected(area)
    if seen.height() < widget.fontMetrics().ascent():
        return None
    return QRect(widget.mapTo(window, seen.topLeft()), seen.size())


def faint_focus(window: QWidget, tried: set[str]) -> list[str]:
    """One control of each kind not yet ``tried``: what the focus changes must stand out 3:1 all round (1.4.11)."""
    faults = []
    for one in controls(window):
        kind = type(one).__name__
        if kind in tried or not _stops(one) or one.visibleRegion().isEmpty():
            continue
        one.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.qWait(5)
        if (
            not isValid(one)
            or QApplication.focusWidget() is not one
            or one.visibleRegion().boundingRect().size() != one.size()
        ):
            continue
        tried.add(kind)
        area = QRect(one.mapTo(window, QPoint(0, 0)), one.size()).adjusted(-5, -5, 5, 5)
        on = picture(window, area)
        if not isValid(one):
            continue
        one.clearFocus()
        QTest.qWait(5)
        off = picture(window, area)
        pairs = zip(_pixels(on), _pixels(off), strict=True)
        changed = Counter((new, old) for new, old in pairs if new != old)
        strong = sum(times for (new, old), times in changed.items() if contrast(new, old) >= LINE)
        if strong < 2 * (one.width() + one.height()) * 0.9:
            faults.append(f"{strong} strong pixels round {one.width()} × {one.height()}: {what(one)}")
    return faults

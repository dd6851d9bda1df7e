"""The money of a plan against its authority's cap: the words for it, a painted bar, and the strip above two pages."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from pepdesk.rules.money import TOTAL, balance, cap_for, cost_lines, pounds
from pepdesk.ui.parts.texts import SmallText, StrongText, as_tip
from pepdesk.ui.parts.theme import theme
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.session import Session
    from pepdesk.rules.view import View

MONEY_TABS = ("targets", TOTAL.tab)
"""The pages on which sums are typed."""
PAUSE_MS = 200
"""What is not typed in itself follows typing after this pause."""
_CAP_OF = {"term": tr("{cap} a term"), "year": tr("{cap} a year")}


@dataclass(frozen=True, slots=True)
class MoneyWords:
    """What is asked for. ``share`` is asked and used in % of the cap, None without a cap; it may be above 100."""

    headline: str
    left: str
    source: str
    share: int | None

    @property
    def spoken(self) -> str:
        """All of it for a screen reader."""
        return " ".join(part for part in (f"{self.headline}.", f"{self.left}." if self.left else "") if part)


def money_words(view: View) -> MoneyWords | None:
    """The money of this plan in words; None where the form has no money, or there is neither cap nor cost."""
    found = balance(view)
    unpaid = _without_payer(view)
    if not view.asks(TOTAL.tab, TOTAL.field) or (found.cap is None and not found.asked and not unpaid):
        return None
    if found.cap is None or found.remaining is None:
        return MoneyWords(
            tr("{asked} asked for", asked=pounds(found.asked)),
            unpaid,
            tr("PepDesk knows of no cap for this plan."),
            None,
        )
    asked, cap_of = pounds(found.asked), _CAP_OF[found.per].format(cap=pounds(found.cap))
    headline = tr("{asked} asked for, of {cap}", asked=asked, cap=cap_of)
    if found.used:
        headline = tr("{asked} asked for after {used} earlier this year, of {cap}", asked=asked, cap=cap_of,
                      used=pounds(found.used))  # fmt: skip
    over = found.remaining < 0
    left = (
        tr("{amount} more than the usual most", amount=pounds(-found.remaining))
        if over
        else tr("{amount} left", amount=pounds(found.remaining))
    )
    left = f"{left}. {unpaid}" if unpaid else left
    share = round((found.asked + found.used) * 100 / found.cap) if found.cap else (100 if over else 0)
    cap = cap_for(view, found.per)
    dated = f" ({cap.about.dated})" if cap and cap.about.dated else ""
    source = tr("Source of the cap: {source}.", source=f"{found.source}{dated}") if found.source else ""
    if found.earlier:
        source += " " + tr("It is from {earlier}: ask whether it still holds.", earlier=found.earlier)
    return MoneyWords(headline, left, source.strip(), share)


def _without_payer(view: View) -> str:
    """What costs something but does not say who pays, and so is in no sum yet; "" for nothing."""
    if view.money(TOTAL.tab, TOTAL.field) is not None:
        return ""  # the sum was typed: it counts whatever the lines say
    costs = (line.cost for line in cost_lines(view) if not line.source)
    amount = round(sum((cost for cost in costs if cost), Decimal(0)), 2)
    return (
        tr("Not counted yet: {amount} in cost lines that do not say who pays", amount=pounds(amount)) if amount else ""
    )


class MoneyBar(QProgressBar):
    """How much of the cap is asked for; what is over it is hatched, so that colour is not needed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setRange(0, 100)
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._share = 0

    def tell(self, words: MoneyWords) -> None:
        """Show this much."""
        self._share = words.share or 0
        self.setValue(min(self._share, 100))
        self.setAccessibleName(words.spoken)
        self.setToolTip(as_tip(words.spoken))
        self.update()

    def sizeHint(self) -> QSize:
        """As high as a letter."""
        return QSize(200, self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        """The same height, as narrow as need be."""
        return QSize(40, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A frame as wide as the cap, or as the sum if that is more; the sum within it; a mark where the cap is."""
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 2.5, -0.5, -2.5)
        whole = max(self._share, 100)
        asked, cap = (frame.width() * part / whole for part in (self._share, 100))
        painter.fillRect(frame, QColor(tokens.base))
        within = QRectF(frame.left(), frame.top(), min(asked, cap), frame.height())
        painter.fillRect(within, QColor(tokens.chosen))
        if self._share > 100:
            over = QRectF(frame.left() + cap, frame.top(), asked - cap, frame.height())
            painter.fillRect(over, QBrush(QColor(tokens.error), Qt.BrushStyle.BDiagPattern))
            painter.setPen(QPen(QColor(tokens.error), 3))
            painter.drawLine(over.topLeft(), over.bottomLeft())
        painter.setPen(QPen(QColor(tokens.border), 1))
        painter.drawRect(frame)
        painter.end()


class MoneyStrip(QWidget):
    """The bar with its words, above the pages on which sums are typed; hidden where there is no cap."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._words = StrongText("", self)
        self._left = SmallText("", self)
        self._bar = MoneyBar(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self._words, self._bar, self._left):
            column.addWidget(widget)
        self._soon = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._soon.timeout.connect(self.refresh)
        session.changed.connect(self._wait)
        session.assessed.connect(self._wait)
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Show what holds now: nothing was worked out while nobody saw it."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Show what the plan says now."""
        words = money_words(self._session.on_screen.view)
        self.setVisible(words is not None and words.share is not None)
        if words is not None and words.share is not None:
            self._words.say(words.headline)
            self._left.say(words.left)
            self._bar.tell(words)

    def _wait(self, _addresses: object) -> None:
        self._soon.start()

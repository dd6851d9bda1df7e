"""The cards of the overview: what to do next, who can sign, likely rating, law, money and dates."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from pepdesk.rules.statutory import StatutoryPoint
from pepdesk.ui.overview.overview_card import OverviewCard
from pepdesk.ui.overview.overview_dates import DueLine
from pepdesk.ui.overview.overview_money import MoneyBar, MoneyWords
from pepdesk.ui.overview.overview_parts import Signer, Standing
from pepdesk.ui.overview.overview_rating import AreaWords, RatingWords
from pepdesk.ui.overview.overview_steps import Step
from pepdesk.ui.parts.jump import Fold, LinkButton, indent
from pepdesk.ui.parts.labels import button
from pepdesk.ui.parts.texts import Hint, PlainLabel, SmallText, StrongText
from pepdesk.words import tr

_STILL_FAR = 4
"""So many dates are shown at once; the others unfold."""


class NextCard(OverviewCard):
    """What to do next."""

    def part(self, standing: Standing) -> object:
        """The steps."""
        return standing.steps or "nothing"

    def fill(self, standing: Standing) -> None:
        """Each step with its reason."""
        self.title(tr("What to do next"))
        if not standing.steps:
            self.say(PlainLabel, tr("Nothing that PepDesk can see is left to do."))
        for step in standing.steps:
            self._step(step)

    def _step(self, step: Step) -> None:
        lines = self.close_lines()
        self.jump(step.what, step.address, lines)
        if step.why:
            why = SmallText(step.why, self._home())
            why.setIndent(indent(self))
            lines.addWidget(why)


class SignCard(OverviewCard):
    """Who can sign, and what the others wait for. ``problems_wanted()`` – show all that stands in the way."""

    problems_wanted = Signal()

    def part(self, standing: Standing) -> object:
        """The signers."""
        return standing.signers or None

    def fill(self, standing: Standing) -> None:
        """One after the other, in the order in which they sign."""
        self.title(tr("Who can sign, and when"))
        for signer in standing.signers:
            self._signer(signer)

    def _signer(self, signer: Signer) -> None:
        glyph = "✓" if signer.signed else "●" if signer.ready else "○"
        self.two(f"{glyph} {signer.who}", signer.state)
        for wait in signer.waits:
            lines = self.close_lines(inner=True)
            lines.addWidget(PlainLabel(wait.says, self._home()))
            for words, address in wait.questions:
                self.jump(words, address, lines)
            if wait.more:
                more = LinkButton(tr("{more} more: show the list of problems", more=wait.more), self._home())
                more.clicked.connect(self.problems_wanted)
                lines.addWidget(more)


class RatingCard(OverviewCard):
    """The likely rating, area by area, and how to get further."""

    def part(self, standing: Standing) -> object:
        """The rating in words."""
        return standing.rating

    def fill(self, standing: Standing) -> None:
        """The shortest way up, the areas with something to gain, then the others in one line."""
        words = standing.rating
        if words is None:
            return
        self.title(tr("Likely rating: {rating}", rating=words.rating))
        self.say(Hint, tr("By the rules of {authority}, as far as a machine can see. The rating itself is the "
"virtual school’s.", authority=words.rules_of))  # fmt: skip
        if not words.pays:
            self.say(PlainLabel, tr("By these rules this is not yet enough for the money."))
        if words.goal:
            self._way(words)
        for area in words.areas:
            self._area(area)
        for line in words.best:
            self.say(PlainLabel, line)
        self._by_people(words)

    def _way(self, words: RatingWords) -> None:
        lines = self.close_lines()
        lines.addWidget(PlainLabel(tr("The shortest way to {goal}:", goal=words.goal), self._home()))
        for step in words.steps:
            self.jump(step.what, step.address, lines)

    def _area(self, area: AreaWords) -> None:
        inside = self.fold(f"{area.title}: {area.rating}")
        for reason in area.reasons:
            inside.addWidget(PlainLabel(reason, self._home()))
        inside.addWidget(StrongText(tr("How to get to {goal}", goal=area.goal), self._home()))
        for step in area.steps:
            self.jump(step.what, step.address, inside)

    def _by_people(self, words: RatingWords) -> None:
        if words.by_people:
            inside = self.fold(tr("What only people can judge"))
            for line in words.by_people:
                inside.addWidget(PlainLabel(line, self._home()))


class LawCard(OverviewCard):
    """What the law asks of every plan."""

    def part(self, standing: Standing) -> object:
        """The points."""
        return standing.law or None

    def fill(self, standing: Standing) -> None:
        """What is missing, to go to; what is there, folded."""
        asked = [one for one in standing.law if one.asked]
        there = [one for one in asked if one.met]
        self.title(tr("Asked by law: {count} of {total} points are there", count=len(there), total=len(asked)))
        for point in asked:
            if not point.met:
                self.jump(tr("Still to come: {says}", says=point.says), point.missing[0])
        inside = self.fold(tr("Show every point"))
        for point in standing.law:
            inside.addWidget(PlainLabel(_point_words(point), self._home()))
        inside.addWidget(SmallText(tr("Care Planning Regulations 2010, Schedule 1, paragraph 2."), self._home()))


def _point_words(point: StatutoryPoint) -> str:
    if not point.asked:
        return tr("– {says}: not asked for this child", says=point.says)
    return f"✓ {point.says}" if point.met else tr("○ {says}: still to come", says=point.says)


class MoneyCard(OverviewCard):
    """What is asked for against the cap."""

    def part(self, standing: Standing) -> object:
        """The sums in words."""
        return standing.money

    def fill(self, standing: Standing) -> None:
        """Words, bar, source."""
        words: MoneyWords | None = standing.money
        if words is None:
            return
        self.title(tr("Money"))
        self.say(StrongText, words.headline)
        if words.share is not None:
            bar = MoneyBar(self._home())
            bar.tell(words)
            self._lines.addWidget(bar)
        if words.left:
            self.say(PlainLabel, words.left)
        self.say(SmallText, words.source)


class DatesCard(OverviewCard):
    """What is due, each day explained on demand, and all of it as a calendar file. ``save_wanted(str)`` – a path."""

    save_wanted = Signal(str)

    def part(self, standing: Standing) -> object:
        """The lines and what to know about them."""
        return (standing.dates, standing.dates_note) if standing.dates or standing.dates_note else None

    def fill(self, standing: Standing) -> None:
        """The days, then the button."""
        self.title(tr("Dates"))
        for due in standing.dates[:_STILL_FAR]:
            self._due(due, self._lines)
        if rest := standing.dates[_STILL_FAR:]:
            inside = self.fold(tr("Show {count} more", count=len(rest)))
            for due in rest:
                self._due(due, inside)
        if standing.dates_note:
            self.say(Hint, standing.dates_note)
        if any(not due.passed for due in standing.dates):
            self._button(self._choose)

    def _due(self, due: DueLine, lines: QVBoxLayout) -> None:
        together = QVBoxLayout()
        together.setSpacing(0)
        together.addWidget(StrongText(f"{due.day} ({due.when})", self._home()))
        together.addWidget(PlainLabel(due.what, self._home()))
        why = Fold(tr("Why this day?"), self._home())
        why.button.setAccessibleName(tr("Why this day? {what}, {day}", what=due.what, day=due.day))
        for line in due.why:
            why.inside.addWidget(PlainLabel(line, self._home()))
        together.addWidget(why)
        lines.addLayout(together)

    def _button(self, slot: Callable[[], None]) -> None:
        row = QHBoxLayout()
        row.addWidget(button(tr("Save dates as calendar file (.ics)…"), slot, tr("For Outlook and other calendars")))
        row.addStretch(1)
        self._lines.addLayout(row)

    def _choose(self) -> None:
        dialog = QFileDialog(self, tr("Save dates as calendar file"), "PEP-dates.ics", tr("Calendar") + " (*.ics)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("ics")
        dialog.fileSelected.connect(self.save_wanted)
        dialog.open()

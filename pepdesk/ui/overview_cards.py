"""The cards of the overview: each shows one part of where the plan stands, and is built anew only when that differs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from pepdesk.form.address import Address
from pepdesk.rules.quality import AreaRating, Rating, WayUp
from pepdesk.rules.statutory import StatutoryPoint
from pepdesk.ui.jump import Fold, Jump, LinkButton
from pepdesk.ui.labels import button
from pepdesk.ui.overview_dates import DueLine
from pepdesk.ui.overview_money import MoneyBar, MoneyWords
from pepdesk.ui.overview_parts import Signer, Standing, Step
from pepdesk.ui.prose import Card
from pepdesk.ui.tab_order import put_in_reading_order
from pepdesk.ui.texts import GroupTitle, Hint, PlainLabel, SmallText, StrongText

_INDENT = 26
"""How far in what belongs to a line stands, pixels."""
_STILL_FAR = 4
"""So many dates are shown at once; the others unfold."""


class OverviewCard(Card):
    """A titled card. ``wanted(Address)`` – somebody wants to go to a question."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.column.setSpacing(8)
        self._shown: object = None
        self._inside: QWidget | None = None
        self.hide()

    def part(self, standing: Standing) -> object:
        """What of the whole this card shows; compared to see whether anything is new. None hides the card."""
        raise NotImplementedError

    def fill(self, standing: Standing) -> None:
        """Put the widgets in."""
        raise NotImplementedError

    def show_standing(self, standing: Standing) -> None:
        """Show this; the same as before leaves the card, and the focus in it, alone."""
        part = self.part(standing)
        if part == self._shown:
            return
        self._shown, focus, opened = part, self._focused_words(), self._opened()
        if self._inside is not None:
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = QWidget(self)
        self._lines = QVBoxLayout(self._inside)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(8)
        self.column.addWidget(self._inside)
        if part is not None:
            self.fill(standing)
        self.setVisible(part is not None)
        self._take_back(focus, opened)
        put_in_reading_order(self)

    # For subclasses -----------------------------------------------------------------------------------------------

    def title(self, words: str) -> None:
        """The card's heading."""
        self.setAccessibleName(words)
        self._lines.addWidget(GroupTitle(words, self._home()))

    def say(self, label: type[PlainLabel], words: str) -> None:
        """A line of text."""
        self._lines.addWidget(label(words, self._home()))

    def jump(self, words: str, address: Address | None, into: QVBoxLayout | None = None) -> None:
        """A link to a question; plain words where there is none to go to."""
        lines = self._lines if into is None else into
        if address is None:
            lines.addWidget(PlainLabel(words, self._home()))
            return
        made = Jump(words, address, self._home())
        made.wanted.connect(self.wanted)
        lines.addWidget(made)

    def fold(self, words: str, into: QVBoxLayout | None = None) -> QVBoxLayout:
        """Words that unfold what is put into the layout given back."""
        made = Fold(words, self._home())
        (self._lines if into is None else into).addWidget(made)
        return made.inside

    def close_lines(self, *, indent: int = 0) -> QVBoxLayout:
        """Room for lines that belong together, ``indent`` pixels in."""
        inner = QVBoxLayout()
        inner.setContentsMargins(indent, 0, 0, 4)
        inner.setSpacing(2)
        self._lines.addLayout(inner)
        return inner

    def two(self, left: str, right: str) -> None:
        """A strong line, and a remark after it."""
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(StrongText(left, self._home()), 3)
        line.addWidget(PlainLabel(right, self._home()), 2)
        self._lines.addLayout(line)

    def _home(self) -> QWidget:
        assert self._inside is not None
        return self._inside

    # Internal -----------------------------------------------------------------------------------------------------

    def _links(self) -> list[LinkButton]:
        found = self._inside.findChildren(LinkButton) if self._inside is not None else []
        return [one for one in found if isinstance(one, LinkButton)]

    def _focused_words(self) -> str:
        return next((one.text() for one in self._links() if one.hasFocus()), "")

    def _opened(self) -> set[str]:
        return {one.text() for one in self._links() if one.isChecked()}

    def _take_back(self, focus: str, opened: set[str]) -> None:
        for one in self._links():
            if one.text() in opened:
                one.setChecked(True)
            if focus and one.text() == focus:
                one.setFocus()


class NextCard(OverviewCard):
    """What to do next."""

    def part(self, standing: Standing) -> object:
        """The steps."""
        return standing.steps or "nothing"

    def fill(self, standing: Standing) -> None:
        """Each step with its reason."""
        self.title("What to do next")
        if not standing.steps:
            self.say(PlainLabel, "Nothing that PepDesk can see is left to do.")
        for step in standing.steps:
            self._step(step)

    def _step(self, step: Step) -> None:
        lines = self.close_lines()
        self.jump(step.what, step.address, lines)
        if step.why:
            why = SmallText(step.why, self._home())
            why.setIndent(_INDENT)
            lines.addWidget(why)


class SignCard(OverviewCard):
    """Who can sign, and what the others wait for. ``problems_wanted()`` – show all that stands in the way."""

    problems_wanted = Signal()

    def part(self, standing: Standing) -> object:
        """The signers."""
        return standing.signers or None

    def fill(self, standing: Standing) -> None:
        """One after the other, in the order in which they sign."""
        self.title("Who can sign, and when")
        for signer in standing.signers:
            self._signer(signer)

    def _signer(self, signer: Signer) -> None:
        glyph = "✓" if signer.signed else "●" if signer.ready else "○"
        self.two(f"{glyph} {signer.who}", signer.state)
        for wait in signer.waits:
            lines = self.close_lines(indent=_INDENT)
            lines.addWidget(PlainLabel(wait.says, self._home()))
            for words, address in wait.questions:
                self.jump(words, address, lines)
            if wait.more:
                more = LinkButton(f"{wait.more} more: show the list of problems", self._home())
                more.clicked.connect(self.problems_wanted)
                lines.addWidget(more)


class RatingCard(OverviewCard):
    """The likely rating, area by area, and how to get further."""

    def part(self, standing: Standing) -> object:
        """The rating and whose rules it follows."""
        return (standing.rating, standing.rules_of) if standing.rating else None

    def fill(self, standing: Standing) -> None:
        """The shortest way up, the areas with something to gain, then the others in one line."""
        rating = standing.rating
        if rating is None or rating.rating is None:
            return
        self.title(f"Likely rating: {rating.rating.label}")
        self.say(Hint, f"By the rules of {standing.rules_of}, as far as a machine can see. "
                       "The rating itself is the virtual school’s.")  # fmt: skip
        if rating.pays is False:
            self.say(PlainLabel, "By these rules this is not yet enough for the money.")
        if rating.lifts_to is not None:
            self._way(rating, rating.lifts_to.label)
        for area in rating.areas:
            if area.way_up is not None:
                self._area(area, area.way_up)
        self._rest(rating)

    def _way(self, rating: Rating, goal: str) -> None:
        lines = self.close_lines()
        lines.addWidget(PlainLabel(f"The shortest way to {goal}:", self._home()))
        for way in rating.cheapest:
            for step in way.steps:
                self.jump(step.what, step.address, lines)

    def _area(self, area: AreaRating, way: WayUp) -> None:
        inside = self.fold(f"{area.area.title}: {area.rating.label}")
        for reason in area.reasons:
            inside.addWidget(PlainLabel(reason, self._home()))
        inside.addWidget(StrongText(f"How to get to {way.after.label}", self._home()))
        for step in way.steps:
            self.jump(step.what, step.address, inside)

    def _rest(self, rating: Rating) -> None:
        best = [one for one in rating.areas if one.way_up is None]
        for word in dict.fromkeys(one.rating.label for one in best):
            titles = ", ".join(one.area.title for one in best if one.rating.label == word)
            self.say(PlainLabel, f"{word}, as nothing that PepDesk can see is missing: {titles}.")
        seen_by_people = [one.area for one in rating.areas if one.area.human]
        if seen_by_people:
            inside = self.fold("What only people can judge")
            for area in seen_by_people:
                inside.addWidget(PlainLabel(f"{area.title}: {area.human}", self._home()))


class LawCard(OverviewCard):
    """What the law asks of every plan."""

    def part(self, standing: Standing) -> object:
        """The points."""
        return standing.law or None

    def fill(self, standing: Standing) -> None:
        """What is missing, to go to; what is there, folded."""
        asked = [one for one in standing.law if one.asked]
        there = [one for one in asked if one.met]
        self.title(f"Asked by law: {len(there)} of {len(asked)} points are there")
        for point in asked:
            if not point.met:
                self.jump(f"Still to come: {point.says}", point.missing[0])
        inside = self.fold("Show every point")
        for point in standing.law:
            inside.addWidget(PlainLabel(_point_words(point), self._home()))
        inside.addWidget(SmallText("Care Planning Regulations 2010, Schedule 1, paragraph 2.", self._home()))


def _point_words(point: StatutoryPoint) -> str:
    if not point.asked:
        return f"– {point.says}: not asked for this child"
    return f"✓ {point.says}" if point.met else f"○ {point.says}: still to come"


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
        self.title("Pupil Premium Plus")
        self.say(StrongText, words.headline)
        if words.share is not None:
            bar = MoneyBar(self._home())
            bar.tell(words)
            self._lines.addWidget(bar)
            self.say(PlainLabel, words.left)
        self.say(SmallText, words.source)


class DatesCard(OverviewCard):
    """What is due, each day explained on demand, and all of it as a calendar file. ``save_wanted(str)`` – a path."""

    save_wanted = Signal(str)

    def part(self, standing: Standing) -> object:
        """The lines."""
        return standing.dates or None

    def fill(self, standing: Standing) -> None:
        """The days, then the button."""
        self.title("Dates")
        for due in standing.dates[:_STILL_FAR]:
            self._due(due, self._lines)
        if rest := standing.dates[_STILL_FAR:]:
            inside = self.fold(f"Show {len(rest)} more")
            for due in rest:
                self._due(due, inside)
        if any(not due.passed for due in standing.dates):
            self._button(self._choose)

    def _due(self, due: DueLine, lines: QVBoxLayout) -> None:
        together = QVBoxLayout()
        together.setSpacing(0)
        together.addWidget(StrongText(f"{due.day} ({due.when})", self._home()))
        together.addWidget(PlainLabel(due.what, self._home()))
        why = Fold("Why this day?", self._home())
        why.button.setAccessibleName(f"Why this day? {due.what}, {due.day}")
        for line in due.why:
            why.inside.addWidget(PlainLabel(line, self._home()))
        together.addWidget(why)
        lines.addLayout(together)

    def _button(self, slot: Callable[[], None]) -> None:
        row = QHBoxLayout()
        row.addWidget(button("Save dates as calendar file (.ics)…", slot, "For Outlook and other calendars"))
        row.addStretch(1)
        self._lines.addLayout(row)

    def _choose(self) -> None:
        dialog = QFileDialog(self, "Save dates as calendar file", "PEP-dates.ics", "Calendar (*.ics)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("ics")
        dialog.fileSelected.connect(self.save_wanted)
        dialog.open()

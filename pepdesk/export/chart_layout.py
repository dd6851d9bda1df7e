"""Where everything of a chart stands, for a width and a size of letters. Knows nothing of who draws it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from pepdesk.export.chart_marks import Box, Drawing, Form, Ink, Mark, Measure, Shape, Stroke, Words
from pepdesk.rules.series import Chart, Kind, Point, Series

if TYPE_CHECKING:
    from collections.abc import Sequence

_PLOT: Final = 7.0
"""How high the room for lines and bars is, and all that follows, in letter heights."""
_LINE: Final = 1.3
_ROW: Final = 2.4
_RISE: Final = 0.36
"""How far the best step stands above the middle of its row, and the worst below."""
_R: Final = 0.42
_THICK: Final = 0.14
_WIDEST_BAR: Final = 6.5
_NARROW: Final = 0.42
"""The share of the width that the names of rows may take; with longer ones they stand above their rows."""


def lay_out(chart: Chart, wide: float, em: float, measure: Measure) -> Drawing:
    """The marks of ``chart``; ``em`` is the size of letters, ``measure`` tells how wide words are at that size."""
    if chart.kind is Kind.STEPS:
        return _Rows(chart, wide, em, measure).drawing()
    return _Plot(chart, wide, em, measure).drawing()


class _Plot:
    """Lines or bars over a time scale."""

    def __init__(self, chart: Chart, wide: float, em: float, measure: Measure) -> None:
        self._chart, self._wide, self._em, self._measure = chart, wide, em, measure
        self._bars = chart.kind is Kind.BARS
        ends = [self._tick(value) for value in self._scale()]
        self._left = max(measure(words, False) for words in ends) + 0.8 * em
        self._columns = self._that_fit()
        self._across = (wide - self._left) / max(len(self._columns), 1)
        legend = bool(chart.limit) + (len(chart.series) > 1) * len(chart.series)
        self._top = legend * _LINE * em + 1.8 * em
        self._bottom = self._top + _PLOT * em

    def drawing(self) -> Drawing:
        """Grid, limit, what is known, and when."""
        marks = [*self._legend(), *self._grid(), *self._limit()]
        marks += self._all_bars() if self._bars else self._lines()
        marks += self._times()
        return Drawing(self._wide, self._bottom + (2 * _LINE + 0.5) * self._em, tuple(marks))

    def _that_fit(self) -> tuple[tuple[str, str], ...]:
        """The latest times whose headings fit beside each other, at least two."""
        columns = self._chart.columns
        widest = max(self._measure(line, False) for _, term in columns for line in _two_lines(term))
        widest = max(widest, *(self._measure(one.words, True) for each in self._chart.series for one in each.points))
        if self._bars:
            widest = max(widest, len(self._chart.series) * self._bar_wide())
        room = int((self._wide - self._left) / (widest + 0.8 * self._em))
        return columns[-max(room, 2) :]

    def _bar_wide(self) -> float:
        said = (one.words for each in self._chart.series for one in each.points)
        return min(max(self._measure(words, True) for words in said) + 0.5 * self._em, _WIDEST_BAR * self._em)

    def _scale(self) -> tuple[float, ...]:
        chart = self._chart
        if self._bars:
            return (0.0, chart.high)
        return (chart.low, (chart.low + chart.high) / 2, chart.high)

    def _tick(self, value: float) -> str:
        return f"£{value:,.0f}" if self._bars else f"{value:g}"

    def _y(self, value: float) -> float:
        share = (value - self._chart.low) / ((self._chart.high - self._chart.low) or 1)
        return self._bottom - min(max(share, 0.0), 1.0) * _PLOT * self._em

    def _x(self, when: str) -> float:
        place = next(place for place, (found, _) in enumerate(self._columns) if found == when)
        return self._left + (place + 0.5) * self._across

    def _shown(self, series: Series) -> list[Point]:
        there = {when for when, _ in self._columns}
        return [point for point in series.points if point.when in there]

    def _grid(self) -> Iterator[Mark]:
        for value in self._scale():
            y = self._y(value)
            yield Stroke(self._left, y, self._wide, y, Ink.GRID, 1.0)
            yield Words(self._left - 0.5 * self._em, y + 0.35 * self._em, self._tick(value), Ink.MUTED, 1.0)

    def _legend(self) -> Iterator[Mark]:
        em, y = self._em, 0.9 * self._em
        if len(self._chart.series) > 1:
            for number, each in enumerate(self._chart.series):
                yield Box(0, y - 0.7 * em, 1.6 * em, 0.8 * em, Ink.MAIN, hatched=number > 0)
                yield Words(2.2 * em, y, each.name, Ink.TEXT)
                y += _LINE * em
        if self._chart.limit:
            yield Stroke(0, y - 0.3 * em, 1.6 * em, y - 0.3 * em, Ink.LIMIT, _THICK * em, dashed=True)
            yield Words(2.2 * em, y, self._chart.limit.words, Ink.TEXT)

    def _limit(self) -> Iterator[Mark]:
        if self._chart.limit:
            y, em = self._y(self._chart.limit.value), self._em
            yield Stroke(self._left, y, self._wide, y, Ink.LIMIT, _THICK * em, dashed=True)

    def _times(self) -> Iterator[Mark]:
        for when, term in self._columns:
            for number, line in enumerate(_two_lines(term), 1):
                y = self._bottom + (number * _LINE + 0.1) * self._em
                yield Words(self._x(when), y, line, Ink.MUTED, 0.5)

    def _lines(self) -> Iterator[Mark]:
        em = self._em
        for each in self._chart.series:
            points = self._shown(each)
            spots = [(self._x(one.when), self._y(one.value)) for one in points]
            for (x1, y1), (x2, y2) in pairwise(spots):
                yield Stroke(x1, y1, x2, y2, Ink.MAIN, _THICK * em)
            for place, (one, (x, y)) in enumerate(zip(points, spots, strict=True)):
                yield Shape(x, y, _R * em, Form.DISC, Ink.MAIN)
                beside = [spots[near][1] for near in (place - 1, place + 1) if 0 <= near < len(spots)]
                under = len(beside) > 1 and max(beside) < y and y + 1.7 * em < self._bottom
                yield from self._said(x, y + 1.35 * em if under else y - 0.75 * em, one.words)

    def _said(self, x: float, y: float, words: str) -> Iterator[Mark]:
        """The words of a value, on a patch of ground where a line of the grid or the limit would run through them."""
        limit, em = self._chart.limit, self._em
        across = [self._y(value) for value in (*self._scale(), *([limit.value] if limit else ()))]
        if any(y - 0.9 * em < line < y + 0.3 * em for line in across):
            wide = self._measure(words, True) + 0.4 * em
            yield Box(x - wide / 2, y - 0.85 * em, wide, 1.05 * em, Ink.GROUND)
        yield Words(x, y, words, Ink.TEXT, 0.5, bold=True)

    def _all_bars(self) -> Iterator[Mark]:
        count = len(self._chart.series)
        wide = min(self._bar_wide(), (self._across - 0.4 * self._em) / count)
        known = [{one.when for one in each.points} for each in self._chart.series]
        for number, each in enumerate(self._chart.series):
            for one in self._shown(each):
                alone = sum(one.when in times for times in known) == 1
                place = -0.5 if alone else number - count / 2  # one bar stands in the middle over its time
                x, y = self._x(one.when) + place * wide, self._y(one.value)
                yield Box(x, y, wide * 0.92, self._bottom - y, Ink.MAIN, hatched=number > 0)
                yield from self._said(x + wide * 0.46, y - 0.45 * self._em, one.words)


class _Rows:
    """A row for each subject, in it a shape for each time, higher or lower in the row, with its words."""

    def __init__(self, chart: Chart, wide: float, em: float, measure: Measure) -> None:
        self._chart, self._wide, self._em, self._measure = chart, wide, em, measure
        names = max(measure(each.name, True) for each in chart.series) + em
        widest = max(measure(one.words, False) for each in chart.series for one in each.points) + 3.4 * em
        widest = max(widest, *(measure(term, False) + em for _, term in chart.columns))
        # The names stand above their rows rather than take the room of a time.
        self._above = names > wide * _NARROW or wide - names < widest * min(len(chart.columns), 3)
        self._left = 0.4 * em if self._above else names
        room = int((wide - self._left) / widest)
        self._columns = chart.columns[-max(room, 2) :]
        self._across = min((wide - self._left) / len(self._columns), widest * 1.6)
        self._row = (_ROW + (_LINE if self._above else 0)) * em

    def drawing(self) -> Drawing:
        """The times, then row by row."""
        em = self._em
        marks: list[Mark] = [Words(self._x(when), em, term, Ink.MUTED) for when, term in self._columns]
        top = 1.7 * em
        for number, each in enumerate(self._chart.series):
            begins = top + number * self._row
            marks.append(Stroke(0, begins, self._wide, begins, Ink.GRID, 1.0))
            middle = begins + self._row - _ROW * em / 2
            name_y = begins + 1.2 * em if self._above else middle + 0.35 * em
            marks.append(Words(0, name_y, self._fitting(each.name), Ink.TEXT, bold=True))
            marks += self._steps(each, middle)
        return Drawing(self._wide, top + len(self._chart.series) * self._row + 0.3 * em, tuple(marks))

    def _fitting(self, name: str) -> str:
        """The name, cut where even its own line is too short for it; the table has all of it."""
        while len(name) > 4 and self._measure(name, True) > self._wide:
            name = name[:-2].rstrip() + "…"
        return name

    def _x(self, when: str) -> float:
        return self._left + next(n for n, (found, _) in enumerate(self._columns) if found == when) * self._across

    def _steps(self, series: Series, middle: float) -> Iterator[Mark]:
        em, there = self._em, {when for when, _ in self._columns}
        before: tuple[float, float] | None = None
        last: Point | None = None
        for point in series.points:
            if point.when in there:
                x, y = self._x(point.when) + _R * em, middle - self._rise(series, point) * em
                if before is not None:
                    yield from _joined(before, (x - 0.8 * em, y), _THICK * em * 0.75, dashed=point.goal)
                yield Shape(x, y, _R * em, _form(self._chart, point, last), Ink.MAIN)
                yield Words(x + 0.8 * em, y + 0.35 * em, point.words, Ink.TEXT, bold=False)
                before = (x + 1.2 * em + self._measure(point.words, False), y)
            last = point

    def _rise(self, series: Series, point: Point) -> float:
        """How far above the middle of its row, in letter heights."""
        low, high = self._chart.low, self._chart.high
        if not self._chart.bands:
            values = [one.value for one in series.points]
            low, high = min(values), max(values)
        return (2 * (point.value - low) / (high - low) - 1) * _RISE if high > low else 0.0


def _joined(start: tuple[float, float], end: tuple[float, float], wide: float, *, dashed: bool) -> Iterator[Stroke]:
    """A step from one point to the next."""
    turn = end[0] - min((end[0] - start[0]) / 2, 20.0)
    if end[0] <= start[0]:
        return
    flat = Stroke(start[0], start[1], end[0], end[1], Ink.MAIN, wide, dashed)
    if start[1] == end[1]:
        yield flat
        return
    yield replace(flat, x2=turn, y2=start[1])
    yield replace(flat, x1=turn, x2=turn)
    yield replace(flat, x1=turn, y1=end[1])


def _form(chart: Chart, point: Point, last: Point | None) -> Form:
    """Steps have a shape each; of grades it says whether they went up."""
    if point.goal:
        return Form.RING
    if chart.bands:
        away = int(point.value) - (chart.bands - 2)
        return Form.DISC if away == 0 else Form.UP if away > 0 else Form.LITTLE_DOWN if away == -1 else Form.DOWN
    if last is None or point.value == last.value:
        return Form.DISC
    return Form.UP if point.value > last.value else Form.DOWN


def _two_lines(term: str) -> Sequence[str]:
    """The heading of a column, its last word below the others."""
    first, _, last = term.rpartition(" ")
    return (first, last) if first else (last,)

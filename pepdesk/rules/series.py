"""Figures of one child in the order of time, as plain values: a picture, its words, and the same as a table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How a chart is drawn."""

    LINE = "line"
    STEPS = "steps"  # a row for each series; every point says its own words
    BARS = "bars"


@dataclass(frozen=True, slots=True)
class Point:
    """One figure. ``when`` sorts; ``term`` heads its column, ``told`` is it in a sentence; ``words`` is the value.

    ``goal`` marks what is hoped for, not what was.
    """

    when: str
    term: str
    told: str
    value: float
    words: str
    goal: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of one thing, such as a subject, in order; ``name`` may be "" where a chart has only one."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Limit:
    """A figure of the authority to compare with."""

    value: float
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of ``series``, which belongs to the tab ``tab``. ``low`` and ``high`` are the ends of its scale.

    ``bands`` is how many steps there are from worst to best, 0 where values are not steps; the last but one of them is
    what is expected.
    """

    tab: str
    title: str
    kind: Kind
    series: tuple[Series, ...]
    low: float
    high: float
    limit: Limit | None = None
    bands: int = 0

    @property
    def columns(self) -> tuple[tuple[str, str], ...]:
        """``when`` and ``term`` of every time at which anything is known, in order."""
        return tuple(sorted({(one.when, one.term) for each in self.series for one in each.points}))

    def sentence(self) -> str:
        """All of it in words, for who cannot see the picture: "Attendance: 88% in autumn 2025/26, 92% in …"."""
        told = "; ".join(
            (f"{each.name}: " if each.name else "") + ", ".join(f"{one.words} {one.told}" for one in each.points)
            for each in self.series
        )
        return f"{self.title}{'. ' if self.series[0].name else ': '}{told}." + (
            f" {self.limit.words}." if self.limit else ""
        )

    def table(self) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        """The same as header and rows: a row for each time, or for each series where there are several subjects."""
        times = self.columns
        found = {(each.name, one.when): one.words for each in self.series for one in each.points}
        if self.kind is Kind.STEPS:
            rows = [(each.name, *(found.get((each.name, when), "–") for when, _ in times)) for each in self.series]
            return ("Subject", *(term for _, term in times)), tuple(rows)
        names = [each.name for each in self.series]
        lines = [(term, *(found.get((name, when), "–") for name in names)) for when, term in times]
        return ("When", *(name or self.title for name in names)), tuple(lines)


@dataclass(frozen=True, slots=True)
class Across:
    """What can be drawn of a plan, and of which things only one figure is known, so that there is nothing to draw."""

    charts: tuple[Chart, ...] = ()
    too_few: tuple[str, ...] = ()

    def of(self, tab: str) -> tuple[Chart, ...]:
        """The charts that belong to a tab."""
        return tuple(chart for chart in self.charts if chart.tab == tab)

"""The colours of a chart on paper."""

from __future__ import annotations

from typing import Final

from pepdesk.export import look
from pepdesk.export.chart_marks import Ink

PAPER: Final = {
    Ink.TEXT: look.INK,
    Ink.MUTED: look.MUTED,
    Ink.GRID: look.RULE,
    Ink.MAIN: look.NAVY,
    Ink.LIMIT: look.AMBER,
    Ink.GROUND: look.WHITE,
}
SIZE: Final = 9.5
"""Points of a chart's letters in ordinary print."""

"""Fusion with boxes to tick as large as the letters beside them: its own stay at 14 pixels at every zoom.

Qt asks for a size about 20,000 times while the fullest plan is built; answering from Python costs some 2 % of that time.
"""

from __future__ import annotations

from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleOption, QWidget

_SIZE = QStyle.PixelMetric
_BOXES = frozenset(
    (
        _SIZE.PM_IndicatorWidth, _SIZE.PM_IndicatorHeight,
        _SIZE.PM_ExclusiveIndicatorWidth, _SIZE.PM_ExclusiveIndicatorHeight,
    )
)  # fmt: skip
_BESIDE = frozenset((_SIZE.PM_CheckBoxLabelSpacing, _SIZE.PM_RadioButtonLabelSpacing))
_SMALLEST = 15
"""The least a box is wide, pixels."""


class RoomyStyle(QProxyStyle):
    """The style of the whole program."""

    def __init__(self) -> None:
        super().__init__("Fusion")
        self._box = _SMALLEST
        self._gap = 6

    def fit(self, letter_height: int) -> None:
        """Take the size of boxes from the height of a line of text, pixels."""
        self._box = max(_SMALLEST, round(letter_height * 0.78))
        self._gap = max(6, round(letter_height * 0.35))

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """Ours for boxes to tick, else Fusion's."""
        if metric in _BOXES:
            return self._box
        if metric in _BESIDE:
            return self._gap
        return super().pixelMetric(metric, option, widget)

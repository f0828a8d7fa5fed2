"""The points of a figure over time and the marks above them: what keys and pointer come to."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right

from PySide6.QtCore import QPointF, Qt

from facilitator.charts.chart import Series
from facilitator.charts.sketch import Frame, Target
from facilitator.charts.spoken import describe_mark, describe_point
from facilitator.language import Language
from facilitator.ui.charts.walk import walk_along

_REACH, _MARK_REACH = 14.0, 5.0
"""How near the pointer comes to a point or a mark, in design pixels."""


class Stops:
    """They are numbered together, the points first. Places are those of a frame, which shows the
    days in sight."""

    def __init__(self, series: Series, lang: Language) -> None:
        self._series, self._lang = series, lang
        self.days = [point.at.toordinal() for point in series.points]

    def say(self, at: int) -> str:
        """What is told of one."""
        points = self._series.points
        if at < len(points):
            return describe_point(points[at], self._lang, self._series.unit)
        return describe_mark(self._series.marks[at - len(points)], self._lang)

    def day_of(self, at: int) -> int:
        """The day of one, as an ordinal."""
        points, marks = self._series.points, self._series.marks
        return self.days[at] if at < len(points) else marks[at - len(points)].at.toordinal()

    def target(self, at: int, frame: Frame) -> Target:
        """Where one lies; the marks are a row above the points."""
        points = self._series.points
        if at >= len(points):
            x = frame.x(self.day_of(at))
            return Target(x - 3, frame.top, 6, frame.bottom - frame.top, 0, self.say(at))
        point = points[at]
        is_drawn = point.value is not None and not point.hidden
        x, y = frame.x(self.days[at]), frame.y(point.value or 0.0) if is_drawn else frame.bottom
        return Target(x - 8, y - 8, 16, 16, 1, "")

    def next(self, key: int, at: int | None) -> int | None:
        """Where a key leads: along the points, along the marks, or from one row to the other."""
        points, marks = len(self.days), len(self._series.marks)
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and at is not None:
            there = range(points, points + marks) if key == Qt.Key.Key_Up else range(points)
            is_there = at in there or not there
            return at if is_there else min(there, key=lambda n: self._far(n, at))
        row = range(points, points + marks) if at is not None and at >= points else range(points)
        to = walk_along(key, None if at is None else at - row.start, len(row))
        return None if to is None else row.start + to

    def _far(self, one: int, other: int) -> int:
        return abs(self.day_of(one) - self.day_of(other))

    def nearest(self, place: QPointF, frame: Frame) -> int | None:
        """The point within reach of a place in design pixels, else the mark at it."""
        days = (frame.sight.last - frame.sight.first) / max(1.0, frame.right - frame.left)
        day = frame.sight.first + (place.x() - frame.left) * days
        start = bisect_left(self.days, day - _REACH * days)
        near = range(start, bisect_right(self.days, day + _REACH * days))

        def far(at: int) -> float:
            target = self.target(at, frame)
            return math.hypot(target.x + 8 - place.x(), target.y + 8 - place.y())

        nearest = min(near, key=far, default=None)
        if nearest is not None and far(nearest) < _REACH:
            return nearest
        marks = enumerate(self._series.marks, len(self.days))
        at_mark = (
            n for n, mark in marks if abs(frame.x(mark.at.toordinal()) - place.x()) < _MARK_REACH
        )
        return next(at_mark, None)

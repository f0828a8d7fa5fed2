"""The days of a figure over time that are in sight, and the way back from each zoom."""

from __future__ import annotations

_LEAST = 14.0
"""The fewest days in sight."""


class DaysInSight:
    """From day `first` to day `last`, as ordinals with parts, of all from `low` to `high`."""

    def __init__(self, low: float, high: float) -> None:
        self._whole = low, high
        self.first, self.last = low, high
        self._before: list[tuple[float, float]] = []

    @property
    def is_whole(self) -> bool:
        """Whether all days are in sight."""
        return (self.first, self.last) == self._whole

    def keep(self) -> None:
        """Remember what is in sight, so that `go_back` returns to it."""
        self._before.append((self.first, self.last))

    def zoom(self, by: float, around: float, *, goes_on: bool = False) -> None:
        """Show `by` times as many days; the day `around` stays where it is.

        A zoom that `goes_on` is undone together with the one before.
        """
        if not (goes_on and self._before):
            self.keep()
        wide = self.last - self.first
        whole = self._whole[1] - self._whole[0]
        new = min(max(wide * by, min(_LEAST, whole)), whole)
        self._show(around - (around - self.first) / wide * new, new)

    def move(self, days: float) -> None:
        """Show as many days, so many later; never beyond the first and the last."""
        self._show(self.first + days, self.last - self.first)

    def reveal(self, day: float) -> None:
        """Move until a day is in sight, if it is not."""
        edge = (self.last - self.first) / 20
        if day < self.first:
            self.move(day - edge - self.first)
        elif day > self.last:
            self.move(day + edge - self.last)

    def go_back(self) -> bool:
        """Undo the last zoom; whether there was one."""
        now = self.first, self.last
        while self._before and now == (self.first, self.last):
            self.first, self.last = self._before.pop()
        if now == (self.first, self.last):
            self.first, self.last = self._whole
        return now != (self.first, self.last)

    def show_all(self) -> None:
        """Undo every zoom."""
        self._before.clear()
        self.first, self.last = self._whole

    def _show(self, first: float, wide: float) -> None:
        low, high = self._whole
        self.first = min(max(low, first), high - wide)
        self.last = self.first + wide
        if wide >= high - low:
            self.show_all()

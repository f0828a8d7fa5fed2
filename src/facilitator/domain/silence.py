"""A clock inside an item: a silent minute, or two in which pairs tell each other."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Silence:
    """Begun at a reading of the monotonic clock, in seconds, for so many seconds."""

    item: str
    began: float
    seconds: int

    def left(self, item: str | None, mono: float) -> float | None:
        """The seconds left; None once it is over or another item runs."""
        left = self.began + self.seconds - mono
        return left if left > 0 and item == self.item else None

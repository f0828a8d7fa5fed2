"""How a person has divided a series: phases, the points its centre comes from, points left out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypedDict, TypeVar

T = TypeVar("T")


class Cuts(TypedDict, total=False):
    """The arguments with which every chart over time is divided, as `divide` explains them."""

    freeze: int | None
    splits: Collection[int]
    left_out: Collection[int]


@dataclass(frozen=True, slots=True)
class Stretch(Generic[T]):
    """The points of one phase from the position `start`, none where missing or left out.

    The centre and the limits come from `baseline`, its first points or all of them.
    """

    start: int
    values: tuple[T | None, ...]
    baseline: tuple[T | None, ...]

    @property
    def stop(self) -> int:
        """The position after its last point."""
        return self.start + len(self.values)


def divide(
    values: Sequence[T | None],
    *,
    freeze: int | None = None,
    splits: Collection[int] = (),
    left_out: Collection[int] = (),
) -> tuple[Stretch[T], ...]:
    """The phases of a series, in order; one empty phase of an empty series.

    A new phase begins at each position in `splits`. Its baseline is its first `freeze` points,
    missing ones counted, else all of them. Points at `left_out` are taken as missing. ValueError
    for a position outside the series and for a baseline without a point.
    """
    size = len(values)
    if not all(0 < at < size for at in splits) or not all(0 <= at < size for at in left_out):
        raise ValueError("a position lies outside the series")
    if freeze is not None and freeze < 1:
        raise ValueError("a median is frozen after at least one point")
    hidden = set(left_out)
    shown = tuple(None if at in hidden else value for at, value in enumerate(values))
    parts = (
        (start, shown[start:stop]) for start, stop in pairwise([0, *sorted(set(splits)), size])
    )
    return tuple(Stretch(start, part, part[:freeze]) for start, part in parts)

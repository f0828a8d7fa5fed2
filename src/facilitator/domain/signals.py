"""The four signals of Making Data Count."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

_LONG = 7
"""Points in a trend or on one side of the centre from which they are a signal."""


class Rule(StrEnum):
    """The signals, in the order in which a point that shows several is named."""

    OUTSIDE = "outside"
    TREND = "trend"
    TWO_OF_THREE = "two_of_three"
    ONE_SIDE = "one_side"


@dataclass(frozen=True, slots=True)
class Signal:
    """A signal at a point; `upward` is above the centre or, of a trend, rising."""

    rule: Rule
    upward: bool


def find_signals(values: Sequence[int | None], zones: Sequence[int]) -> list[Signal | None]:
    """The signal of each point of a phase, none for most.

    `values` in any whole unit, none for a gap; `zones` say how far a value lies from the centre:
    0 on it, ±1, ±2 between the limits of two and three standard deviations, ±3 outside. Gaps are
    bridged. A trend is 6 strict steps one way; an equal neighbour breaks it. Two of three
    neighbours in zone 2, all three on one side of the centre, mark only the two. 7 points on one
    side are broken by one on the centre. All points of a trend or a run are marked. NHS England,
    Making Data Count; as reckoned by the R package NHSRplotthedots 0.2.2.
    """
    there = [at for at, value in enumerate(values) if value is not None]
    heights = [value for value in values if value is not None]
    lying = [zones[at] for at in there]
    found: list[Signal | None] = [None] * len(values)
    # The first rule is named: it is written last, over the others.
    for rule, find in reversed(_RULES):
        for at, upward in find(heights, lying):
            found[there[at]] = Signal(rule, upward)
    return found


def _find_outside(_: Sequence[int], zones: Sequence[int]) -> Iterator[tuple[int, bool]]:
    return ((at, zone > 0) for at, zone in enumerate(zones) if abs(zone) == 3)


def _find_trends(values: Sequence[int], _: Sequence[int]) -> Iterator[tuple[int, bool]]:
    steps = [(b > a) - (b < a) for a, b in pairwise(values)]
    for start, stop, way in _find_runs(steps):
        if stop - start >= _LONG - 1:
            yield from ((at, way > 0) for at in range(start, stop + 1))


def _find_two_of_three(_: Sequence[int], zones: Sequence[int]) -> Iterator[tuple[int, bool]]:
    for at in range(len(zones) - 2):
        three = zones[at : at + 3]
        near = [at + place for place, zone in enumerate(three) if abs(zone) == 2]
        if len(near) >= 2 and (min(three) > 0 or max(three) < 0):
            yield from ((place, zones[place] > 0) for place in near)


def _find_one_side(_: Sequence[int], zones: Sequence[int]) -> Iterator[tuple[int, bool]]:
    for start, stop, side in _find_runs([(zone > 0) - (zone < 0) for zone in zones]):
        if stop - start >= _LONG:
            yield from ((at, side > 0) for at in range(start, stop))


def _find_runs(signs: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Where each longest row of equal signs other than 0 begins and stops, and its sign."""
    start = 0
    for at in range(1, len(signs) + 1):
        if at == len(signs) or signs[at] != signs[start]:
            if signs[start]:
                yield start, at, signs[start]
            start = at


_Finder = Callable[[Sequence[int], Sequence[int]], Iterator[tuple[int, bool]]]
_RULES: tuple[tuple[Rule, _Finder], ...] = (
    (Rule.OUTSIDE, _find_outside),
    (Rule.TREND, _find_trends),
    (Rule.TWO_OF_THREE, _find_two_of_three),
    (Rule.ONE_SIDE, _find_one_side),
)

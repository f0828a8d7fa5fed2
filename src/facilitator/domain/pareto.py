"""Which causes are named most often."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

ENOUGH_MENTIONS = 20
"""Mentions in all from which a line of running shares says anything."""


@dataclass(frozen=True, slots=True)
class Pareto:
    """Causes with their mentions, most first, and the running shares (0 to 1) of all mentions.

    The line is empty below 20 mentions; the bars stand alone then.
    """

    bars: tuple[tuple[str, int], ...]
    line: tuple[Fraction, ...]


def sort_mentions(mentions: Mapping[str, int]) -> Pareto:
    """The causes in `mentions` from the most named to the least, ties by name.

    One that nobody names is left out. ValueError for fewer mentions than none.
    """
    if any(count < 0 for count in mentions.values()):
        raise ValueError("a cause cannot be mentioned fewer times than never")
    bars = sorted(
        ((name, count) for name, count in mentions.items() if count),
        key=lambda bar: (-bar[1], bar[0]),
    )
    total = sum(count for _, count in bars)
    line = accumulate(Fraction(count, total) for _, count in bars)
    return Pareto(tuple(bars), tuple(line) if total >= ENOUGH_MENTIONS else ())

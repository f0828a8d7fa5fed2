"""The difference of two shares, with its interval, and a change in the same people."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from facilitator.domain.shares import Comparison, Share, find_interval


@dataclass(frozen=True, slots=True)
class Difference:
    """A share less another, from -1 to 1, and the ends of its 95 % interval.

    Times 100 it is in percentage points.
    """

    value: Fraction
    low: float
    high: float

    @property
    def stands(self) -> Comparison:
        """Where the first share stands against the other, by the interval."""
        if self.high < 0:
            return Comparison.BELOW
        return Comparison.ABOVE if self.low > 0 else Comparison.NOT_TOLD_APART


def find_difference(share: Share, other: Share, *, cautious: bool = False) -> Difference | None:
    """`share` less `other`, asked of different people; none if one of them is of nothing.

    The interval is Newcombe's hybrid score interval, built from the two Wilson intervals: method
    10 of Newcombe 1998 (Statistics in Medicine 17:873-890). Where it is to be `cautious` it is
    built in the same way from the two exact ones: Zou and Donner 2008 (27:1693-1702).
    """
    first = find_interval(share, cautious=cautious)
    second = find_interval(other, cautious=cautious)
    if share.value is None or other.value is None or first is None or second is None:
        return None
    value = share.value - other.value
    p, q = float(share.value), float(other.value)
    return Difference(
        value,
        max(-1.0, float(value) - math.hypot(p - first.low, second.high - q)),
        min(1.0, float(value) + math.hypot(first.high - p, q - second.low)),
    )


def is_part(part: Share, whole: Share) -> bool:
    """Whether those `part` counts can be among those `whole` counts, the yes and the no alike."""
    return part.k <= whole.k and part.n - part.k <= whole.n - whole.k


def find_difference_to_rest(
    part: Share, whole: Share, *, cautious: bool = False
) -> Difference | None:
    """A cluster's share less that of the rest of the country, which `whole` counts it into.

    None if the cluster or the rest is of nothing. ValueError if the part cannot lie in the whole.
    As `find_difference`.
    """
    rest = Share(whole.k - part.k, whole.n - part.n)
    return find_difference(part, rest, cautious=cautious)


def find_mcnemar_chance(to_yes: int, to_no: int) -> Fraction:
    """The exact two-sided chance of a change at least as lopsided, if either way were as likely.

    Of people asked twice, `to_yes` went from no to yes and `to_no` from yes to no; those who
    answered the same count nowhere. 1 if nobody changed. ValueError for fewer than none. McNemar
    1947, by the binomial distribution of one half.
    """
    if to_yes < 0 or to_no < 0:
        raise ValueError("fewer than nobody cannot have changed")
    changed = to_yes + to_no
    ways = sum(math.comb(changed, at) for at in range(min(to_yes, to_no) + 1))
    return min(Fraction(1), Fraction(2 * ways, 2**changed))


def may_have_changed(before: Share, after: Share, to_yes: int, to_no: int) -> bool:
    """Whether so many can have changed their answer between two shares, of which not all need be
    the same people: who went to yes said no before, and who went to no says no now."""
    said_no, say_no = before.n - before.k, after.n - after.k
    return 0 <= to_yes <= min(said_no, after.k) and 0 <= to_no <= min(before.k, say_no)


def compare_twice(to_yes: int, to_no: int) -> Comparison:
    """Whether more of the same people say yes than before, fewer, or that cannot be told, at 5 %.

    As `find_mcnemar_chance`.
    """
    if find_mcnemar_chance(to_yes, to_no) >= Fraction(5, 100):
        return Comparison.NOT_TOLD_APART
    return Comparison.ABOVE if to_yes > to_no else Comparison.BELOW

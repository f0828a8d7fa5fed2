"""What the signals of Making Data Count say about variation and a target."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from facilitator.domain.individuals import IndividualsChart


class Better(StrEnum):
    """Which way is good."""

    UP = "up"
    DOWN = "down"
    NEITHER = "neither"


class Variation(StrEnum):
    """What the last point is part of."""

    COMMON = "common"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    HIGH = "high"
    LOW = "low"


class Assurance(StrEnum):
    """Whether a target will be met if nothing changes."""

    PASS = "pass"
    FAIL = "fail"
    INCONSISTENT = "inconsistent"


def name_variation(chart: IndividualsChart, better: Better) -> Variation:
    """What the last point that was measured is part of; common variation without any signal.

    A point left out counts as not measured. NHS England, Making Data Count.
    """
    signal = chart.signals[chart.last] if chart.last is not None else None
    if signal is None:
        return Variation.COMMON
    if better is Better.NEITHER:
        return Variation.HIGH if signal.upward else Variation.LOW
    good = signal.upward == (better is Better.UP)
    return Variation.IMPROVEMENT if good else Variation.CONCERN


def judge_target(chart: IndividualsChart, target: Fraction, better: Better) -> Assurance | None:
    """Whether the limits of the last phase lie wholly, strictly, on one side of `target`.

    None where neither way is good and where the last phase has no limits. NHS England, Making
    Data Count.
    """
    limits = chart.phases[-1].limits
    if limits is None or better is Better.NEITHER:
        return None
    if limits.low <= target <= limits.high:
        return Assurance.INCONSISTENT
    good = (target < limits.low) == (better is Better.UP)
    return Assurance.PASS if good else Assurance.FAIL

"""Indicators: what is measured in clinics, for which period, and the codes that stand for clinics.

What a period is in words comes from the Language; nothing here reads what people write.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from facilitator.domain.content import Occasion
from facilitator.domain.shares import Share
from facilitator.language import N_

if TYPE_CHECKING:
    from facilitator.language import Language

Level = Literal["clinic", "cluster", "national"]
Kind = Literal["share", "number"]
Better = Literal["", "up", "down"]
TargetOp = Literal["", ">=", "<="]
PeriodKind = Literal["month", "quarter", "half", "year", "days"]
Cell = tuple[Level, str | None, "Period"]
"""Where one value of an indicator stands: at a level, of which clinic, for which period."""

_MONTHS: Mapping[PeriodKind, int] = MappingProxyType(
    {"month": 1, "quarter": 3, "half": 6, "year": 12}
)
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from `first` to `last`, both included; in order of time. ValueError when `last` is
    before `first`."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"{self.first} to {self.last} is not a period")

    @property
    def kind(self) -> PeriodKind:
        """The part of the calendar that it is exactly, or days."""
        whole = (kind for kind in _MONTHS if period_of(kind, self.first) == self)
        return next(whole, "days")

    def words(self, lang: Language) -> str:
        """sep. 2025, 3. kvt. 2025, 1. halvår 2025, 2025, or the first and the last day."""
        kind, year = self.kind, self.first.year
        if kind == "month":
            return lang.month_axis(self.first)
        if kind == "quarter":
            number = (self.first.month + 2) // 3
            return lang.text(N_("Q{number} {year}"), number=number, year=year)
        if kind == "half":
            number = (self.first.month + 5) // 6
            return lang.text(N_("H{number} {year}"), number=number, year=year)
        if kind == "year":
            return str(year)
        days = (lang.date_short(day) for day in (self.first, self.last))
        return "–".join(dict.fromkeys(days))


def period_of(kind: PeriodKind, day: date) -> Period:
    """The month, quarter, half or whole year with this day in it; of days, the day alone."""
    if kind == "days":
        return Period(day, day)
    months = _MONTHS[kind]
    first = date(day.year, day.month - (day.month - 1) % months, 1)
    return Period(first, _end_of_months(first, months))


def following(period: Period) -> Period:
    """The period of the same kind that begins when this one is over; of days, as many.

    OverflowError at the end of the calendar.
    """
    day = period.last + timedelta(days=1)
    if period.kind != "days":
        return period_of(period.kind, day)
    return Period(day, day + (period.last - period.first))


def _end_of_months(first: date, months: int) -> date:
    """The last day of so many months, the first of which begins on `first`."""
    month = first.month + months - 1
    if month == 12:
        return date(first.year, 12, 31)
    return date(first.year, month + 1, 1) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Indicator:
    """Something that is measured in clinics.

    Attributes:
        package: the id of the cluster package it belongs to, and its title.
        unit: of a number: days, kroner; empty for a share.
        numerator: what is counted, and `denominator` among whom, in words.
        better: which way is good; empty where neither is.
        target: a share from 0 to 1, or a number; it can be met only where `target_op` says how.
        questions: for the talk about it.
        source: where the figures come from.
        occasions: the items of one cluster that are about it, the latest first.
    """

    id: str
    title: str
    kind: Kind = "share"
    package: str | None = None
    package_title: str = ""
    unit: str = ""
    numerator: str = ""
    denominator: str = ""
    better: Better = ""
    target: float | None = None
    target_op: TargetOp = ""
    questions: tuple[str, ...] = ()
    source: str = ""
    occasions: tuple[Occasion, ...] = ()

    def meets(self, value: Fraction) -> bool | None:
        """Whether a value meets the target; none without a target, or a word of how to meet it."""
        if self.target is None or not self.target_op:
            return None
        target = Fraction(repr(self.target))
        return value >= target if self.target_op == ">=" else value <= target


@dataclass(frozen=True, slots=True)
class Value:
    """An indicator of a clinic, of the cluster or of the country, for a period.

    Either the counts are known, `share`, or only the figure that was told: `value`, from 0 to 1
    for a share, of which `decimals` are told in percent, or a number with so many decimals.
    ValueError for both or neither, for a value that is no number, and for a clinic at another
    level than its own.
    """

    indicator: str
    clinic: str | None
    level: Level
    period: Period
    share: Share | None = None
    value: float | None = None
    decimals: int | None = None

    def __post_init__(self) -> None:
        if (self.share is None) == (self.value is None):
            raise ValueError("a value is either counts or one figure")
        if self.value is not None and not math.isfinite(self.value):
            raise ValueError(f"{self.value} is not a figure")
        if (self.level == "clinic") != (self.clinic is not None):
            raise ValueError(f"a value of level {self.level} and of clinic {self.clinic}")

    @property
    def cell(self) -> Cell:
        """Where it stands; an indicator has one value there in a cluster."""
        return self.level, self.clinic, self.period

    @property
    def exact(self) -> Fraction | None:
        """The value as it was told or counted; none of nobody. A float counts as it prints."""
        if self.share is not None:
            return self.share.value
        return Fraction(Decimal(repr(self.value)))


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator in a list: how many of the cluster's clinics have values, for how many periods,
    and the newest of them."""

    indicator: Indicator
    clinics: int = 0
    periods: int = 0
    newest: Period | None = None


def code_clinics(clinics: Iterable[str], seed: int) -> Mapping[str, str]:
    """A code for each clinic, by its id: A, B … Z, AA, AB …, shuffled by `seed`.

    The same clinics and seed give the same codes, in whatever order the clinics come; a code
    tells nothing of size, value, name or number. Take a new seed that nobody can guess for each
    report, so that two reports do not tell which clinic is which. In a cluster of few a code is
    a pseudonym and not anonymous.
    """
    shuffled = sorted(set(clinics))
    Random(seed).shuffle(shuffled)
    return MappingProxyType({clinic: _letters(place) for place, clinic in enumerate(shuffled)})


def code_words(code: str, lang: Language) -> str:
    """Klinik A."""
    return lang.text(N_("Clinic {code}"), code=code)


def _letters(place: int) -> str:
    """A for 0 … Z for 25, AA for 26."""
    rest, last = divmod(place, len(_ALPHABET))
    return (_letters(rest - 1) if rest else "") + _ALPHABET[last]

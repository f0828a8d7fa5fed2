"""What is typed in a row of figures: sound and to be stored, half written, or wrong somewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from facilitator.domain.differences import is_part
from facilitator.domain.indicators import Cell, Indicator, Kind, Level, Value
from facilitator.domain.number_words import Mark, Number, mark_of, read_number
from facilitator.domain.patient_columns import is_patient
from facilitator.domain.shares import Share, pool_shares, round_percent
from facilitator.language import N_

if TYPE_CHECKING:
    from facilitator.language import Language

HIGHEST = 2**31 - 1
MOST_DECIMALS = 6

NUMERATOR, DENOMINATOR, FIGURE = range(3)
"""The places in a row of a share; a number has its figure alone."""

_NOT_A_NUMBER = N_("This is not a number.")
_PATIENT = N_("This looks like a CPR number.")


@dataclass(frozen=True, slots=True)
class Sound:
    """What can be stored: counts, or one figure with its decimals; nothing where all is empty."""

    share: Share | None = None
    value: float | None = None
    decimals: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in the row."""
        return self.share is None and self.value is None

    def at(self, indicator: str, cell: Cell) -> Value:
        """The value of an indicator that stands in a cell; not of an empty row."""
        level, clinic, period = cell
        return Value(indicator, clinic, level, period, self.share, self.value, self.decimals)


@dataclass(frozen=True, slots=True)
class Flaw:
    """Why a row cannot be stored, and at which place; `is_open`: it may only be half written."""

    place: int
    text: str
    is_open: bool = False
    fields: tuple[tuple[str, int | Decimal], ...] = ()

    def words(self, lang: Language) -> str:
        """The reason as a sentence; among its fields whole numbers are counts, others percents."""
        return lang.text(self.text, **{name: _say(one, lang) for name, one in self.fields})


def _say(one: int | Decimal, lang: Language) -> str:
    if isinstance(one, int):
        return lang.number(one)
    return lang.percent_text(one, max(0, -int(one.as_tuple().exponent)))


def places_of(kind: Kind) -> tuple[int, ...]:
    """The places that are written in a row of an indicator."""
    return (NUMERATOR, DENOMINATOR, FIGURE) if kind == "share" else (FIGURE,)


def read_row(texts: Sequence[str], indicator: Indicator, mark: Mark) -> Sound | Flaw:
    """What three texts say: numerator, denominator and figure, the figure of a share in percent.

    `mark` is the decimal mark where a text could be read with either. Counts are whole and not
    below 0, the numerator at most the denominator, and this at least 1; a share is from 0 to 100
    per cent. A figure beside counts is the check of them. Nothing like a CPR number is a figure.
    """
    counted, of, told = (" ".join(text.split()) for text in texts)
    for place, text in enumerate((counted, of, told)):
        if is_patient(text):
            return Flaw(place, _PATIENT)
    if indicator.kind == "number":
        return _read_figure(told, mark) if told else Sound()
    if not counted and not of:
        return _read_percent(told, mark) if told else Sound()
    for place, text in ((NUMERATOR, counted), (DENOMINATOR, of)):
        wrong = _find_wrong_count(place, text, mark)
        if text and wrong is not None:
            return wrong
    if not counted:
        return Flaw(NUMERATOR, N_("The numerator is missing."), is_open=True)
    if not of:
        return Flaw(DENOMINATOR, N_("The denominator is missing."), is_open=True)
    k, n = (_read(text, mark) for text in (counted, of))
    assert k is not None
    assert n is not None
    return _read_share(int(k.value), int(n.value), told, mark)


def find_misfit(cell: Cell, share: Share, beside: Mapping[Cell, Share]) -> Flaw | None:
    """Why counts cannot stand in a cell beside those of its period: a country counts its clusters
    too, and is not smaller than what is known of this one."""
    level, _, period = cell
    there = {**beside, cell: share}
    country = there.get(("national", None, period))
    if country is None:
        return None
    own = {place: one for place, one in there.items() if place[2] == period}
    together = pool_shares(one for place, one in own.items() if place[0] == "clinic")
    told = own.get(("cluster", None, period), together)
    parts = {"national": (together, told), "cluster": (told,)}.get(level, (together,))
    wrong = (part for part in parts if not is_part(part, country))
    return next((_say_misfit(level, part, country) for part in wrong), None)


def _say_misfit(level: Level, part: Share, country: Share) -> Flaw:
    place = DENOMINATOR if part.n > country.n else NUMERATOR
    words = N_("The country cannot be smaller than the cluster, {k} of {n}.")
    if level == "national":
        return Flaw(place, words, fields=(("k", part.k), ("n", part.n)))
    words = N_("The cluster would be larger than the country, {k} of {n}.")
    return Flaw(place, words, fields=(("k", country.k), ("n", country.n)))


def _read_share(k: int, n: int, told: str, mark: Mark) -> Sound | Flaw:
    if n == 0:
        words = N_("Nobody was counted: leave the row empty.")
        return Flaw(DENOMINATOR, words)
    if k > n:
        return Flaw(NUMERATOR, N_("More than the denominator, {n}."), fields=(("n", n),))
    share = Share(k, n)
    return _check_percent(share, told, mark) if told else Sound(share)


def _check_percent(share: Share, told: str, mark: Mark) -> Sound | Flaw:
    """The share, where the percentage beside it is what the counts give."""
    number, value = _read(told, mark), share.value
    assert value is not None
    if number is None:
        return Flaw(FIGURE, _NOT_A_NUMBER)
    exact = Fraction(repr(number.value))
    if abs(exact - 100 * value) <= Fraction(1, 10**number.decimals):
        return Sound(share)
    given = round_percent(value, min(number.decimals, MOST_DECIMALS))
    words = N_("Does not fit the counts, which give {percent}.")
    return Flaw(FIGURE, words, fields=(("percent", given),))


def _read_percent(told: str, mark: Mark) -> Sound | Flaw:
    number = _read(told, mark)
    if number is None:
        return Flaw(FIGURE, _NOT_A_NUMBER)
    if not 0 <= number.value <= 100:
        return Flaw(FIGURE, N_("A share lies from 0 to 100 per cent."))
    if number.decimals > MOST_DECIMALS:
        return Flaw(FIGURE, N_("At most six decimals."))
    share = float(Fraction(repr(number.value)) / 100)
    return Sound(value=share, decimals=number.decimals)


def _read_figure(told: str, mark: Mark) -> Sound | Flaw:
    number = _read(told, mark)
    if number is None or number.is_percent:
        return Flaw(FIGURE, _NOT_A_NUMBER)
    if number.decimals > MOST_DECIMALS:
        return Flaw(FIGURE, N_("At most six decimals."))
    return Sound(value=number.value, decimals=number.decimals)


def _find_wrong_count(place: int, text: str, mark: Mark) -> Flaw | None:
    number = _read(text, mark)
    if text.startswith("<"):
        return Flaw(place, N_("A small number is hidden here: leave the row empty."))
    if number is None or number.is_percent:
        return Flaw(place, _NOT_A_NUMBER)
    if number.whole is None:
        return Flaw(place, N_("Write a whole number."))
    if number.value < 0:
        return Flaw(place, N_("A count is not below 0."))
    return Flaw(place, N_("This is too large.")) if number.value > HIGHEST else None


def _read(text: str, mark: Mark) -> Number | None:
    """A number with the mark expected, or with the other where it can be nothing else."""
    told = mark_of(text)
    return read_number(text, mark if told in ("", "either") else told)

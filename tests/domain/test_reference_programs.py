"""The statistics against other programs, on the same counts, to a millionth.

The figures were printed with fifteen digits by R 4.2.2 (base: binom.test, prop.test, qbinom and
pbinom; the functions qic.p, qic.pp, qic.u, qic.c, qic.g and qic.t of the package qicharts2) and by
statsmodels 0.15.0 (confint_proportions_2indep, method "newcomb").
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest

from facilitator.domain.control_limits import (
    Level,
    Rate,
    chart_cases_between,
    chart_counts,
    chart_days_between,
    chart_laney,
    chart_rates,
    chart_shares,
)
from facilitator.domain.differences import (
    find_difference,
    find_difference_to_rest,
    find_mcnemar_chance,
)
from facilitator.domain.dispersion import find_dispersion
from facilitator.domain.funnel import find_funnel_limits
from facilitator.domain.shares import Share, find_cautious_interval, find_interval

SHARES = tuple(
    Share(k, n)
    for k, n in zip(
        (12, 18, 9, 22, 15, 30, 11, 19, 25, 14),
        (40, 52, 33, 61, 47, 80, 35, 55, 70, 44),
        strict=True,
    )
)
CENTRE = 0.338491295938104


def ends(levels: Sequence[Level | None], at: int) -> tuple[float, float, float]:
    level = levels[at]
    assert level is not None
    return level.low, level.centre, level.high


def near(*values: float) -> object:
    return pytest.approx(values, abs=1e-6)


def test_shares_with_limits_as_qicharts2_has_them() -> None:
    levels = chart_shares(SHARES).levels
    assert ends(levels, 0) == near(0.1140344823519369, CENTRE, 0.562948109524272)
    assert ends(levels, 2) == near(0.0913724773440117, CENTRE, 0.585610114532197)
    assert ends(levels, 5) == near(0.1797763609678006, CENTRE, 0.497206230908408)


def test_limits_of_laney_as_qicharts2_has_them() -> None:
    levels = chart_laney(SHARES).chart.levels
    assert ends(levels, 0) == near(0.193307753545010, CENTRE, 0.483674838331199)
    assert ends(levels, 5) == near(0.235831028595263, CENTRE, 0.441151563280946)
    many = (140, 142, 138, 144, 138, 142, 140, 136, 142, 140)
    large = chart_laney([Share(1_000 * k, 280_000) for k in many]).chart.levels
    assert ends(large, 0) == near(0.462720364741641, 0.500714285714286, 0.53870820668693)


def test_rates_counts_and_cases_between_as_qicharts2_has_them() -> None:
    sizes = ((3, 100), (5, 120), (9, 400), (30, 100), (7, 250))
    rates = chart_rates([Rate(count, size) for count, size in sizes]).levels
    centre = 0.0556701030927835
    assert ends(rates, 0) == near(0, centre, 0.1264536412803488)
    assert ends(rates, 2) == near(0.0202783339990009, centre, 0.0910618721865662)
    assert ends(rates, 4) == near(0.0109026627891409, centre, 0.1004375433964261)
    assert ends(chart_counts([4, 7, 2, 30, 5, 6]).levels, 0) == near(0, 9, 18)
    cases = chart_cases_between([3, 0, 12, 5, 2, 80]).levels
    assert ends(cases, 0) == near(0, 4, 69.4785670536077)


def test_days_between_as_qicharts2_has_them_but_for_the_rounded_constant() -> None:
    """2.66, as in the literature, stands where that program has 3 / 1.128 = 2.6596."""
    days = [Fraction(one) for one in (12, 30, 7, 45, 22, 9, 31, 18)]
    low, centre, high = (one ** (1 / 3.6) for one in ends(chart_days_between(days).levels, 0))
    unrounded = 3 / 1.128 / 2.66
    theirs = [(centre + (one - centre) * unrounded) ** 3.6 for one in (low, centre, high)]
    assert theirs == pytest.approx(
        (0.065255460329704, 19.2467497868501, 157.789981425932), abs=1e-6
    )


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        (5, 17, 0.103135514370320, 0.559582718754337),
        (0, 7, 0, 0.409616397225003),
        (7, 7, 0.590383602774997, 1),
    ],
)
def test_the_cautious_interval_as_r_has_it(k: int, n: int, low: float, high: float) -> None:
    found = find_cautious_interval(Share(k, n))
    assert found is not None
    assert (found.low, found.high) == near(low, high)


def test_the_interval_of_wilson_as_r_has_it() -> None:
    found = find_interval(Share(5, 17))
    assert found is not None
    assert (found.low, found.high) == near(0.132799896102952, 0.531331100665398)


def test_the_change_of_the_same_people_as_r_has_it() -> None:
    assert find_mcnemar_chance(6, 1) == Fraction(1, 8)


@pytest.mark.parametrize(
    ("share", "other", "low", "high"),
    [
        ((56, 70), (48, 80), 0.05243147240236498, 0.33387265403690614),
        ((9, 10), (3, 10), 0.1705227239345029, 0.809017973535488),
        ((10, 10), (0, 20), 0.6790860371419145, 1),
        ((5, 17), (20, 60), -0.2439694967849357, 0.22062052457132436),
    ],
)
def test_the_difference_of_two_shares_as_statsmodels_has_it(
    share: tuple[int, int], other: tuple[int, int], low: float, high: float
) -> None:
    found = find_difference(Share(*share), Share(*other))
    assert found is not None
    assert (found.low, found.high) == near(low, high)


@pytest.mark.parametrize(
    ("n", "centre", "limits"),
    [
        (20, "0.37", (0.039623367123831, 0.138848118417641, 0.614144418817568, 0.741336871328104)),
        (123, "0.37", (0.235139076123137, 0.281447337642115, 0.460554303605309, 0.511098162385452)),
        (600, "0.9", (0.859460010078302, 0.874519404283874, 0.924230641127054, 0.936655134087451)),
    ],
)
def test_the_limits_of_a_funnel_by_the_exact_tails_of_r(
    n: int, centre: str, limits: tuple[float, ...]
) -> None:
    found = find_funnel_limits(n, Fraction(centre))
    assert (found.far_low, found.low, found.high, found.far_high) == near(*limits)


def test_the_spread_between_practices_as_r_has_it() -> None:
    counts = (30, 72, 28, 70, 29, 71, 30, 70, 30, 70, 28, 72, 30, 71, 29, 70, 28, 72, 30, 70)
    there = [Share(k, 100) for k in counts]
    there += [Share(31, 90), Share(68, 110), Share(45, 100), Share(52, 120)]
    found = find_dispersion(there, Fraction(1, 2))
    assert found is not None
    assert (found.phi, found.extra_variance) == near(15.065145791245788, 0.036500038648720347)


def test_a_cautious_difference_is_built_from_the_exact_intervals_as_r_has_them() -> None:
    found = find_difference_to_rest(Share(5, 17), Share(2511, 5190), cautious=True)
    assert found is not None
    assert (found.low, found.high) == near(-0.3817951649566, 0.0754977379872)
    usual = find_difference_to_rest(Share(72, 131), Share(657, 1000))
    assert usual is not None
    assert (usual.low, usual.high) == near(-0.2142084240080, -0.0350510678498)

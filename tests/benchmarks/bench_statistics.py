"""Charts of 10,000 points, n up to 500, their rules and limits worked out anew; in milliseconds."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from statistics import median
from time import perf_counter

from facilitator.domain.control_limits import (
    Rate,
    chart_cases_between,
    chart_counts,
    chart_days_between,
    chart_laney,
    chart_rates,
    chart_shares,
)
from facilitator.domain.funnel import chart_funnel
from facilitator.domain.individuals import chart_individuals
from facilitator.domain.runchart import analyse, find_limits
from facilitator.domain.shares import Share, find_interval

POINTS, ROUNDS, LIMIT = 10_000, 9, 50.0
"""The last in milliseconds, asked of run, XmR, p and funnel; the others are only measured."""

SHARES = [Share(at * 7919 % (n + 1), n) for at in range(POINTS) for n in [at * 31 % 500 + 1]]
NEARLY_EVEN = [
    Share(n // 2 + at * 7919 % 7 - 3, n) for at in range(POINTS) for n in [at * 31 % 490 + 10]
]
VALUES = [Fraction(share.k, share.n) for share in SHARES]
COUNTS = [at * 7919 % 17 for at in range(POINTS)]
DAYS = [Fraction(at * 7919 % 90 + 1) for at in range(POINTS)]
RATES = [Rate(share.k, share.n) for share in SHARES]

ASKED: tuple[tuple[str, Callable[[], object]], ...] = (
    ("a run chart", lambda: analyse(VALUES)),
    ("an XmR chart", lambda: chart_individuals(VALUES)),
    ("an XmR chart by medians", lambda: chart_individuals(VALUES, by_medians=True)),
    ("a p chart", lambda: chart_shares(SHARES)),
    ("a funnel", lambda: chart_funnel(NEARLY_EVEN)),
    ("a funnel of shares all over", lambda: chart_funnel(SHARES)),
)
MEASURED: tuple[tuple[str, Callable[[], object]], ...] = (
    ("a p′ chart", lambda: chart_laney(SHARES)),
    ("a u chart", lambda: chart_rates(RATES)),
    ("a c chart", lambda: chart_counts(COUNTS)),
    ("a g chart", lambda: chart_cases_between(COUNTS)),
    ("a t chart", lambda: chart_days_between(DAYS)),
    ("Wilson's intervals", lambda: [find_interval(share) for share in SHARES]),
)


def time_once(work: Callable[[], object]) -> float:
    find_limits.cache_clear()
    began = perf_counter()
    work()
    return 1000 * (perf_counter() - began)


def main() -> None:
    for name, work in ASKED:
        took = median(time_once(work) for _ in range(ROUNDS))
        print(f"{name} of 10,000 points, ms  {took:.1f}  {LIMIT}")
    for name, work in MEASURED:
        took = median(time_once(work) for _ in range(ROUNDS))
        print(f"{name} of 10,000 points, ms  {took:.1f}")


if __name__ == "__main__":
    main()

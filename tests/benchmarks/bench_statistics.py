"""A run chart of 10,000 points, its rules and limits worked out anew."""

from __future__ import annotations

from fractions import Fraction
from time import perf_counter

from facilitator.domain.runchart import analyse, find_limits

POINTS, ROUNDS, LIMIT = 10_000, 9, 50.0
"""The last in milliseconds."""


def main() -> None:
    values: list[Fraction | None] = [
        Fraction(at * 7919 % (n + 1), n) for at in range(POINTS) for n in [at * 31 % 500 + 1]
    ]
    took = []
    for _ in range(ROUNDS):
        find_limits.cache_clear()
        began = perf_counter()
        analyse(values)
        took.append(1000 * (perf_counter() - began))
    print(f"a run chart of 10,000 points, ms  {min(took):.1f}  {LIMIT}")


if __name__ == "__main__":
    main()

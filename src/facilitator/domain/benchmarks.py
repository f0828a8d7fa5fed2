"""The figures of the eKVIS fact sheets of March 2026, and their counts where they can be known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from facilitator.language import N_

Level = Literal["national", "specialty", "lowest_cluster", "highest_cluster"]

SOURCE = N_("eKVIS fact sheet, March 2026 (survey of September 2025)")
PUBLISHED = date(2026, 3, 1)
SURVEYED = date(2025, 9, 1)


@dataclass(frozen=True, slots=True)
class Measure:
    """Something the survey asked: its id and the question as it was put.

    `answers` is what several measures are answers to, of which a person gives one; else “”.
    """

    id: str
    question: str
    answers: str = ""


MEASURES = (
    Measure("response_rate", N_("How many of the members have answered?")),
    Measure(
        "supports",
        N_(
            "To what extent do you judge that cluster work can support quality work in specialist"
            " practice? To a very great or great extent"
        ),
        answers="support",
    ),
    Measure(
        "supports_some",
        N_(
            "To what extent do you judge that cluster work can support quality work in specialist"
            " practice? To some extent"
        ),
        answers="support",
    ),
    Measure(
        "improved",
        N_("Have you, as a result of a cluster meeting, introduced improvements in your clinic?"),
    ),
)


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One published percentage, with the decimals it was published with.

    `n` is how many it was computed from, if published. `parts` are the members listed for each
    cluster beside a figure computed from all of them. The two dates are exact to the month.
    """

    measure: str
    value: Decimal
    level: Level
    specialty: str | None = None
    n: int | None = None
    parts: tuple[int, ...] = ()
    note: str = ""
    unit: str = "percent"
    source: str = SOURCE
    published: date = PUBLISHED
    surveyed: date = SURVEYED

    @property
    def decimals(self) -> int:
        """The decimals it was published with."""
        return max(0, -int(self.value.as_tuple().exponent))

    @property
    def share(self) -> Fraction:
        """The published figure taken as exact, from 0 to 1."""
        return Fraction(self.value) / 100


ORTHOPAEDICS = "Ortopædkirurgi"
ENT = "Oto-rhino-laryngologi"

_ONE_OFF = N_(
    "A single survey in which doctors reported for themselves; the number of answers is not given."
)
_NO_COUNT = N_("No number of 17 doctors gives 64%; shown as published, without counts.")
_CLUSTERS_OF_ENT = N_(
    "The fact sheet lists clusters with 169 members in all but computes from 167; shown as"
    " published."
)
_UNNAMED = N_("The number of answers in the cluster is not given.")

BENCHMARKS = (
    Benchmark("supports", Decimal("65.7"), "national", note=_ONE_OFF),
    Benchmark("improved", Decimal("48"), "national", note=_ONE_OFF),
    Benchmark("response_rate", Decimal("58.6"), "specialty", ORTHOPAEDICS, n=29, parts=(17, 12)),
    Benchmark("supports", Decimal("64"), "specialty", ORTHOPAEDICS, n=17, note=_NO_COUNT),
    Benchmark("supports_some", Decimal("12"), "specialty", ORTHOPAEDICS, n=17),
    Benchmark("improved", Decimal("29"), "specialty", ORTHOPAEDICS, n=17),
    Benchmark(
        "response_rate",
        Decimal("78.4"),
        "specialty",
        ENT,
        n=167,
        parts=(15, 14, 15, 15, 14, 13, 15, 11, 11, 17, 17, 12),
        note=_CLUSTERS_OF_ENT,
    ),
    Benchmark("supports", Decimal("55"), "specialty", ENT, n=131),
    Benchmark("supports_some", Decimal("37"), "specialty", ENT, n=131),
    Benchmark("improved", Decimal("40"), "specialty", ENT, n=131),
    Benchmark("supports", Decimal("36"), "lowest_cluster", ENT, note=_UNNAMED),
    Benchmark("supports", Decimal("80"), "highest_cluster", ENT, note=_UNNAMED),
)


_ALSO_CALLED = {
    "ortopædkirurgi": ORTHOPAEDICS,
    "ortopædi": ORTHOPAEDICS,
    "ortopæd": ORTHOPAEDICS,
    "orthopaedics": ORTHOPAEDICS,
    "orthopaedic surgery": ORTHOPAEDICS,
    "oto-rhino-laryngologi": ENT,
    "otorhinolaryngologi": ENT,
    "øre-næse-hals": ENT,
    "ønh": ENT,
    "ent": ENT,
}


def find_specialty(name: str) -> str | None:
    """The specialty of a published figure by one of its usual names; none of another one."""
    return _ALSO_CALLED.get(" ".join(name.casefold().split()))


def find_benchmark(measure: str, level: Level, specialty: str | None = None) -> Benchmark:
    """The published figure of that measure and level; KeyError if there is none."""
    for benchmark in BENCHMARKS:
        if (benchmark.measure, benchmark.level, benchmark.specialty) == (measure, level, specialty):
            return benchmark
    raise KeyError((measure, level, specialty))


def rebuild_counts(benchmark: Benchmark) -> tuple[int, ...]:
    """Every k of its n that rounds, half up, to the published percentage.

    One count is the count; several are "about"; none with an n means the figure cannot have come
    from whole answers, none without an n that it cannot be known.
    """
    # The first page shows published figures and counts none: it need not wait for the formulas.
    from facilitator.domain.shares import round_percent

    if not benchmark.n:
        return ()
    return tuple(
        k
        for k in range(benchmark.n + 1)
        if round_percent(Fraction(k, benchmark.n), benchmark.decimals) == benchmark.value
    )


def count_excess(benchmark: Benchmark) -> int:
    """How many more its listed parts hold than the number it was computed from."""
    return sum(benchmark.parts) - (benchmark.n or 0) if benchmark.parts else 0

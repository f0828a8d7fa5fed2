"""The published figures a cluster is held beside: country, specialty and the range of clusters."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from facilitator.charts.chart import Row, View
from facilitator.charts.words import describe_comparison
from facilitator.domain.benchmarks import (
    Benchmark,
    Level,
    find_benchmark,
    find_specialty,
    rebuild_counts,
)
from facilitator.domain.shares import Comparison, Share, compare, find_interval
from facilitator.language import N_, Language

# With 12 clusters of about 11 answers and one true share of 55 %, two samples in three spread at
# least as much as the published 36 to 80 %.
_RANGE = N_(
    "The range of the clusters is published without their numbers of answers; it is no greater than"
    " chance alone would give."
)


@dataclass(frozen=True, slots=True)
class Beside:
    """The published figures of one measure that a cluster is held beside, as far as there are any.

    `answered`: the response rate behind the figure of the specialty.
    """

    measure: str
    national: Benchmark | None = None
    specialty: Benchmark | None = None
    answered: Benchmark | None = None
    lowest: Benchmark | None = None
    highest: Benchmark | None = None

    @classmethod
    def of(cls, measure: str, specialty: str, view: View) -> Beside:
        if not view.national:
            return cls(measure)
        name = find_specialty(specialty)
        return cls(
            measure,
            _find(measure, "national"),
            _find(measure, "specialty", name),
            _find("response_rate", "specialty", name),
            _find(measure, "lowest_cluster", name),
            _find(measure, "highest_cluster", name),
        )

    @property
    def decimals(self) -> int | None:
        """How many decimals a share beside the published ones has; none published: as usual."""
        return max((one.decimals for one in self._known()), default=None)

    @property
    def band(self) -> tuple[float, float] | None:
        """The range of the clusters of the specialty."""
        if self.lowest is None or self.highest is None:
            return None
        return float(self.lowest.share), float(self.highest.share)

    def band_label(self, lang: Language) -> str:
        if self.lowest is None or self.highest is None:
            return ""
        low = lang.number(self.lowest.value, self.lowest.decimals)
        high = lang.percent_text(self.highest.value, self.highest.decimals)
        return lang.text(N_("clusters of the specialty {low}–{high}"), low=low, high=high)

    def sources(self, lang: Language) -> tuple[str, ...]:
        return tuple(dict.fromkeys(lang.text(one.source) for one in self._known()))

    def notes(self, lang: Language) -> tuple[str, ...]:
        """What is to be known of the published figures."""
        notes = [lang.text(one.note) for one in (self.national, self.specialty) if one]
        if self.specialty and self.answered:
            notes += [_say_response(self.answered, lang), lang.text(self.answered.note)]
        if self.lowest and self.highest:
            notes.append(lang.text(_RANGE))
        return tuple(note for note in notes if note)

    def _known(self) -> tuple[Benchmark, ...]:
        every = (self.national, self.specialty, self.lowest, self.highest)
        return tuple(one for one in every if one)


def _find(measure: str, level: Level, specialty: str | None = None) -> Benchmark | None:
    if level != "national" and specialty is None:
        return None
    try:
        return find_benchmark(measure, level, specialty)
    except KeyError:
        return None


def draw_published(
    figure: Benchmark, national: Benchmark | None, lang: Language, view: View
) -> Row:
    """The specialty as published: with counts where just one number gives the percentage, flagged
    if it is below or above the country by every number that gives the percentage."""
    counts, n = rebuild_counts(figure), figure.n
    find = partial(find_interval, cautious=view.cautious)
    low = find(Share(counts[0], n)) if counts and n else None
    high = find(Share(counts[-1], n)) if counts and n else None
    return Row(
        label=f"{figure.specialty}, {lang.month_axis(figure.surveyed)}",
        k=counts[0] if len(counts) == 1 else None,
        n=n,
        value=float(figure.share),
        low=low.low if low else None,
        high=high.high if high else None,
        said=say_published(figure, lang),
        flag=_flag(figure, national, lang, view),
    )


def _flag(figure: Benchmark, national: Benchmark | None, lang: Language, view: View) -> str:
    if national is None or not figure.n:
        return ""
    shares = [Share(k, figure.n) for k in rebuild_counts(figure)]
    stands = {compare(share, national.share, cautious=view.cautious) for share in shares}
    told = [one for one in (Comparison.BELOW, Comparison.ABOVE) if stands == {one}]
    return describe_comparison(told[0], lang) if told else ""


def say_published(figure: Benchmark, lang: Language) -> str:
    """A published percentage with its own decimals, and the counts as far as it gives them."""
    counts = rebuild_counts(figure)
    percent = lang.percent_text(figure.value, figure.decimals)
    if not counts:
        return lang.text(N_("{percent}, without counts"), percent=percent)
    n = lang.number(figure.n or 0)
    if len(counts) == 1:
        words = N_("{k} of {n} ({percent})")
        return lang.text(words, k=lang.number(counts[0]), n=n, percent=percent)
    k = f"{lang.number(counts[0])}–{lang.number(counts[-1])}"
    return lang.text(N_("about {k} of {n} ({percent})"), k=k, n=n, percent=percent)


def _say_response(answered: Benchmark, lang: Language) -> str:
    words = N_("Response rate in the specialty: {share}.")
    return lang.text(words, share=say_published(answered, lang))

"""What the charts say in words: the latest number, what it is held against, and the verdict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from facilitator.charts.chart import View
from facilitator.charts.spoken import say_end
from facilitator.domain.benchmarks import Benchmark
from facilitator.domain.differences import Difference, find_difference_to_rest, is_part
from facilitator.domain.disclosure import Audience
from facilitator.domain.history import Counted, MeetingCount
from facilitator.domain.runchart import ENOUGH, Phase, Verdict
from facilitator.domain.shares import Comparison, Share, compare, find_interval
from facilitator.language import N_, Language

_OF: dict[Counted, str] = {
    "member": N_("{k} of {n} ({percent}, {low}–{high})"),
    "clinic": N_("{k} of {n} clinics ({percent}, {low}–{high})"),
    "commitment": N_("{k} of {n} commitments ({percent}, {low}–{high})"),
}
_UNKNOWN: dict[Counted, str] = {
    "member": N_(
        "Members of whom nothing is known are part of the total; the share may be higher."
    ),
    "clinic": N_(
        "Clinics of which nothing is known are part of the total; the share may be higher."
    ),
    "commitment": N_(
        "Unknown are the commitments of which nobody could say how they stand; that is not a no."
    ),
}


def join(parts: Iterable[str]) -> str:
    """Sentences one after another; empty ones leave no trace."""
    return " ".join(part for part in parts if part)


def describe_days(counted: str, days: Sequence[date], lang: Language) -> str:
    """What was counted and from when to when, the oldest first: “3 meetings, 5 Mar 2025 – …”."""
    if not days:
        return ""
    ends = dict.fromkeys((lang.date_axis(days[0]), lang.date_axis(days[-1])))
    return f"{counted}, {' – '.join(ends)}"


def describe_meetings(days: Sequence[date], lang: Language) -> str:
    """How many meetings and from when to when; empty without any."""
    return describe_days(lang.plural("{n} meeting", "{n} meetings", len(days)), days, lang)


def describe_sizes(sizes: Iterable[int | None], lang: Language) -> str:
    """How many the numbers are of: “n = 15”, “n = 12–15”; empty of nobody."""
    there = sorted({size for size in sizes if size})
    if not there:
        return ""
    ends = dict.fromkeys((lang.number(there[0]), lang.number(there[-1])))
    return f"n = {'–'.join(ends)}"


def describe_latest(
    row: MeetingCount,
    lang: Language,
    view: View,
    benchmark: Benchmark | None = None,
    *,
    first: bool = False,
    says_unknown: bool = True,
) -> str:
    """A meeting in counts, and how it stands against `benchmark`; the only one if it is `first`.

    Where the answers of those unknown could change how it stands, that is said in its place. How
    many they are is named if it `says_unknown`, and never told outside the cluster, by no word.
    """
    share = Share(row.k, row.n)
    words = describe_share(share, lang, view, row.of)
    is_told = not row.unknown or view.audience is not Audience.OUTSIDE
    if row.unknown and says_unknown and is_told:
        words += f" ({lang.text('{count} unknown', count=lang.number(row.unknown))})"
    if not first:
        words = lang.text("Latest: {share}", share=words)
    if benchmark is None or not is_told:
        return f"{words}."
    stands = compare(share, benchmark.share, row.unknown, cautious=view.cautious)
    return f"{words}, {describe_comparison(stands, lang)}." if stands else f"{words}."


def describe_share(share: Share, lang: Language, view: View, of: Counted = "member") -> str:
    """“2 of 15 (13%, 4–38)”: the counts, the percentage, and its 95 % interval; of nobody empty."""
    interval = find_interval(share, cautious=view.cautious)
    if interval is None:
        return ""
    return lang.text(
        _OF[of],
        k=lang.number(share.k),
        n=lang.number(share.n),
        percent=lang.percent(share.k, share.n),
        low=say_end(interval.low, lang),
        high=say_end(interval.high, lang),
    )


def describe_share_against(
    share: Share, benchmark: Benchmark, lang: Language, view: View, unknown: int = 0
) -> str:
    """The interval of a share and how it stands against a figure, whatever the `unknown` would
    answer; empty without anybody."""
    interval = find_interval(share, cautious=view.cautious)
    stands = compare(share, benchmark.share, unknown, cautious=view.cautious)
    if interval is None or stands is None:
        return ""
    return lang.text(
        "{percent} ({low}–{high}), {comparison}, which is {national}",
        percent=lang.percent(share.k, share.n),
        low=say_end(interval.low, lang),
        high=say_end(interval.high, lang),
        comparison=describe_comparison(stands, lang),
        national=lang.percent_text(benchmark.value, benchmark.decimals),
    )


def describe_comparison(stands: Comparison, lang: Language) -> str:
    """How a share stands against the national figure."""
    match stands:
        case Comparison.BELOW:
            return lang.text("below the national average")
        case Comparison.ABOVE:
            return lang.text("above the national average")
        case Comparison.NOT_TOLD_APART:
            return lang.text("cannot be told apart from the national average")
        case Comparison.UNKNOWN:
            return lang.text(N_("too many unknown for a comparison with the national average"))


AGAINST = N_("against {national} in the whole country")
"""What a share is held against, where the country is known by its counts."""


def describe_rest(share: Share, country: Share | None, lang: Language, view: View) -> str:
    """How a cluster's share differs from that of the rest of the country, in percentage points.

    Empty where the country is not known by counts that the cluster's can be part of, or has no
    rest. Newcombe 1998.
    """
    if country is None or not is_part(share, country):
        return ""
    found = find_difference_to_rest(share, country, cautious=view.cautious)
    if found is None:
        return ""
    words = N_(
        "The difference from the rest of the country is {points} percentage points ({low} to"
        " {high}), more than chance would give."
    )
    if found.stands is Comparison.NOT_TOLD_APART:
        words = N_(
            "The difference from the rest of the country is {points} percentage points ({low} to"
            " {high}), which may be chance."
        )
    return lang.text(words, **say_points(found, lang))


def say_points(found: Difference, lang: Language) -> dict[str, str]:
    """A difference and the ends of its interval in percentage points, each with its sign."""
    ends = {"points": found.value, "low": Fraction(found.low), "high": Fraction(found.high)}
    return {name: _sign(end * 100, lang) for name, end in ends.items()}


def _sign(points: Fraction, lang: Language) -> str:
    """With a decimal where it would read 0 and is not."""
    said = lang.number(points, 1 if points and abs(points) < Fraction(1, 2) else 0)
    return f"+{said}" if points >= Fraction(1, 20) else said


def describe_verdict(phase: Phase, lang: Language, verdict: Verdict | None = None) -> str:
    """What can and cannot be concluded from the measurements, in a sentence or two.

    `verdict` where it is not that of the runs alone.
    """
    measured = phase.measured
    match verdict or phase.verdict:
        case Verdict.EMPTY | Verdict.NUMBER | Verdict.DOTS:
            return describe_few(measured, lang)
        case Verdict.FEW_USEFUL:
            ties = measured - phase.useful
            useful = lang.plural(
                "Only {n} useful measurement", "Only {n} useful measurements", phase.useful
            )
            return (
                f"{useful} ({lang.plural('{n} is on the median', '{n} are on the median', ties)})."
            )
        case Verdict.PRELIMINARY_NO_CHANGE:
            words = lang.text("Preliminary: no signs of change.")
        case Verdict.PRELIMINARY_CHANGE:
            words = lang.text("Preliminary: signs of change.")
        case Verdict.RANDOM:
            words = lang.text("Random variation.")
        case Verdict.NON_RANDOM:
            words = lang.text("Non-random variation.")
    return f"{words} {_describe_runs(phase, lang)}"


def describe_few(measured: int, lang: Language) -> str:
    """What so few measurements, below ten, can show."""
    if measured == 0:
        return lang.text("No data yet.")
    if measured == 1:
        return lang.text("One measurement.")
    if measured == 2:
        return lang.text("Two measurements cannot show a development.")
    return lang.text(
        "{measured} of at least {enough} measurements – too few to tell development from random"
        " variation.",
        measured=measured,
        enough=ENOUGH,
    )


def describe_since(last: date, lang: Language, view: View) -> str:
    """When the last improvement was introduced, and how long ago if it is known which day it is:
    the date stays true in a file that is read another day."""
    day = lang.date_text(last)
    if view.today is None or view.today <= last:
        return lang.text(N_("The latest improvement is from {day}."), day=day)
    return lang.plural(
        "{n} day since the latest improvement ({day}).",
        "{n} days since the latest improvement ({day}).",
        (view.today - last).days,
        day=day,
    )


def hide_events(number: int, lang: Language, view: View) -> str:
    """What is said of so few events that they are not shown."""
    if number == 0:
        return describe_few(0, lang)
    if number < view.least:
        return lang.text(
            N_("Fewer than {least} improvements; their numbers are not shown."), least=view.least
        )
    return lang.plural("{n} improvement.", "{n} improvements.", number)


def warn_of_unknown(rows: Sequence[MeetingCount], lang: Language) -> tuple[str, ...]:
    """The caveat that belongs to those of whom nothing is known, if there are any."""
    if not any(row.unknown for row in rows):
        return ()
    return (lang.text(_UNKNOWN[rows[0].of]),)


CAUTIOUS = N_("Cautious 95% intervals (Clopper–Pearson).")


def say_cautious(is_used: bool, lang: Language, view: View) -> tuple[str, ...]:
    """The caveat that names the cautious interval, where it `is_used` and not Wilson's."""
    if not is_used or not view.cautious:
        return ()
    return (lang.text(CAUTIOUS),)


def own_records(lang: Language, *others: str) -> str:
    """Where the numbers come from: the cluster itself, and what stands beside them."""
    return "; ".join((lang.text(N_("The cluster’s own records")), *filter(None, others)))


def _describe_runs(phase: Phase, lang: Language) -> str:
    assert phase.limits is not None
    return lang.text(
        "Longest run {run} (at most {run_limit}), crossings {crossings} (at least"
        " {crossing_limit}), {useful} useful measurements of {measured}.",
        run=phase.longest_run,
        run_limit=phase.limits.longest_run,
        crossings=phase.crossings,
        crossing_limit=phase.limits.crossings,
        useful=phase.useful,
        measured=phase.measured,
    )

"""What a chart is before it is drawn: points, lines and the words that belong to them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from facilitator.domain.benchmarks import Benchmark
from facilitator.domain.cells import plain_cell
from facilitator.domain.history import Counted, MeetingCount
from facilitator.domain.runchart import ENOUGH, Phase, RunChart, Verdict, analyse
from facilitator.domain.shares import Comparison, Share, compare, find_interval, round_percent
from facilitator.language import N_, Language

LineKind = Literal["median", "national", "progress"]


@dataclass(frozen=True, slots=True)
class Point:
    """One measurement. Shares go from 0 to 1; none is a gap.

    `low` and `high` are the ends of the 95 % interval. `useful` points do not lie on the median;
    `excluded` ones are seen but count nowhere.
    """

    label: str
    at: date
    k: int | None
    n: int | None
    value: float | None
    low: float | None
    high: float | None
    useful: bool
    excluded: bool
    unknown: int


@dataclass(frozen=True, slots=True)
class Line:
    """A level to hold the points against, or, with `values`, a second series (one for each point).

    `value` is the level, or the last value of the series; no rules are ever run on a series.
    """

    kind: LineKind
    value: float | None
    label: str
    source: str = ""
    date: str = ""
    values: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class ChartData:
    """A whole chart in one language; everything printed with it stands in it.

    The axis of shares goes from 0 to 100 %, more is better.
    """

    title: str
    subtitle: str
    sentence: str
    verdict: Verdict
    caveats: tuple[str, ...]
    points: tuple[Point, ...]
    lines: tuple[Line, ...]
    axis: Literal["share"] = "share"
    counted: Counted = "member"


def analyse_rows(rows: Sequence[MeetingCount]) -> RunChart:
    """The runs analysis of the shares of `rows`; a meeting with nobody is a gap."""
    return analyse([Share(row.k, row.n).value for row in rows])


def draw_points(rows: Sequence[MeetingCount], runs: RunChart, lang: Language) -> tuple[Point, ...]:
    """A point for each meeting, in the order given; a meeting with nobody is a gap.

    Where there is no median yet, every measurement is useful.
    """
    judged = runs.phases[0].measured >= ENOUGH
    return tuple(
        _draw_point(row, useful if judged else row.n > 0, lang)
        for row, useful in zip(rows, runs.useful, strict=True)
    )


def draw_median(phase: Phase, lang: Language) -> tuple[Line, ...]:
    """The median line, or nothing while there are too few measurements for one."""
    if phase.centre is None or phase.measured < ENOUGH:
        return ()
    percent = lang.percent_text(phase.centre * 100, 0)
    return (Line("median", float(phase.centre), lang.text("Median {percent}", percent=percent)),)


def draw_national(benchmark: Benchmark, lang: Language) -> Line:
    """The national figure with its source and the month it was asked for."""
    percent = lang.percent_text(benchmark.value, benchmark.decimals)
    return Line(
        kind="national",
        value=float(benchmark.share),
        label=lang.text(
            "Denmark {percent}, {month}",
            percent=percent,
            month=lang.month_axis(benchmark.surveyed),
        ),
        source=lang.text(benchmark.source),
        date=f"{benchmark.surveyed:%Y-%m}",
    )


def describe_period(rows: Sequence[MeetingCount], lang: Language) -> str:
    """How many meetings and from when to when; empty without any."""
    if not rows:
        return ""
    meetings = lang.plural("{n} meeting", "{n} meetings", len(rows))
    first, last = lang.date_axis(rows[0].held), lang.date_axis(rows[-1].held)
    if len(rows) == 1:
        return f"{meetings}, {first}"
    return f"{meetings}, {first} – {last}"


def describe_latest(
    rows: Sequence[MeetingCount], lang: Language, benchmark: Benchmark | None = None
) -> str:
    """The last meeting with anybody, in counts, and how it stands against `benchmark`."""
    measured = [row for row in rows if row.n]
    if not measured:
        return ""
    row = measured[-1]
    share = Share(row.k, row.n)
    words = _describe_share(share, lang, row.of)
    if row.unknown:
        words += f" ({lang.text('{count} unknown', count=lang.number(row.unknown))})"
    if len(measured) > 1:
        words = lang.text("Latest: {share}", share=words)
    stands = compare(share, benchmark.share) if benchmark else None
    return f"{words}, {_describe_comparison(stands, lang)}." if stands else f"{words}."


def describe_share_against(share: Share, benchmark: Benchmark, lang: Language) -> str:
    """The interval of a share and how it stands against a figure; empty without anybody."""
    interval, stands = find_interval(share), compare(share, benchmark.share)
    if interval is None or stands is None:
        return ""
    return lang.text(
        "{percent} ({low}–{high}), {comparison}, which is {national}",
        percent=lang.percent(share.k, share.n),
        low=_end_of_interval(interval.low, lang),
        high=_end_of_interval(interval.high, lang),
        comparison=_describe_comparison(stands, lang),
        national=lang.percent_text(benchmark.value, benchmark.decimals),
    )


def describe_verdict(phase: Phase, lang: Language) -> str:
    """What can and cannot be concluded from the measurements, in a sentence or two."""
    measured = phase.measured
    match phase.verdict:
        case Verdict.EMPTY:
            return lang.text("No data yet.")
        case Verdict.NUMBER if measured == 1:
            return lang.text("One measurement.")
        case Verdict.NUMBER:
            return lang.text("Two measurements cannot show a development.")
        case Verdict.DOTS:
            return lang.text(
                "{measured} of at least {enough} measurements – too few to tell development from"
                " random variation.",
                measured=measured,
                enough=ENOUGH,
            )
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


def warn_of_unknown(rows: Sequence[MeetingCount], lang: Language) -> tuple[str, ...]:
    """The caveat that belongs to those of whom nothing is known, if there are any."""
    if not any(row.unknown for row in rows):
        return ()
    if rows[0].of == "clinic":
        caveat = lang.text(
            "Clinics of which nothing is known are part of the total; the share may be higher."
        )
    else:
        caveat = lang.text(
            "Members of whom nothing is known are part of the total; the share may be higher."
        )
    return (caveat,)


def as_json(chart: ChartData) -> dict[str, object]:
    """The chart as a row of plain values: shares 0 to 1, dates ISO, null for gaps."""
    return {
        "title": chart.title,
        "subtitle": chart.subtitle,
        "sentence": chart.sentence,
        "verdict": chart.verdict.value,
        "caveats": list(chart.caveats),
        "points": [_point_as_json(point) for point in chart.points],
        "lines": [_line_as_json(line) for line in chart.lines],
    }


def as_csv(chart: ChartData, lang: Language) -> bytes:
    """The plotted numbers and, below them, every word of the chart; UTF-8 with a byte order mark.

    Cells are parted by semicolons, percentages have one decimal and the decimal mark of `lang`,
    dates are ISO. A text that a spreadsheet would take for a formula gets an apostrophe in front
    (OWASP ASVS 1.2.10).
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([plain_cell(text) for text in _columns(chart, lang)])
    for at, point in enumerate(chart.points):
        series = (line.values[at] for line in chart.lines if line.kind == "progress")
        writer.writerow([*_point_as_cells(point, lang), *(_percent(v, lang) for v in series)])
    writer.writerow([])
    for line in chart.lines:
        writer.writerow(
            [plain_cell(line.label), _percent(line.value, lang), plain_cell(line.source)]
        )
    for text in (chart.title, chart.subtitle, chart.sentence, *chart.caveats):
        writer.writerow([plain_cell(text)])
    return out.getvalue().encode("utf-8-sig")


def _draw_point(row: MeetingCount, useful: bool, lang: Language) -> Point:
    share = Share(row.k, row.n)
    interval = find_interval(share)
    return Point(
        label=lang.text("Meeting {number}", number=row.number),
        at=row.held,
        k=row.k,
        n=row.n,
        value=None if share.value is None else float(share.value),
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        useful=useful,
        excluded=False,
        unknown=row.unknown,
    )


def _describe_share(share: Share, lang: Language, of: Counted) -> str:
    interval = find_interval(share)
    assert interval is not None
    words = N_("{k} of {n} ({percent}, {low}–{high})")
    if of == "clinic":
        words = N_("{k} of {n} clinics ({percent}, {low}–{high})")
    return lang.text(
        words,
        k=lang.number(share.k),
        n=lang.number(share.n),
        percent=lang.percent(share.k, share.n),
        low=_end_of_interval(interval.low, lang),
        high=_end_of_interval(interval.high, lang),
    )


def _end_of_interval(end: float, lang: Language) -> str:
    """A whole percentage; with a decimal where 0 or 100 would claim what is not so."""
    whole = round_percent(Fraction(end))
    decimals = 1 if whole in (0, 100) and end not in (0, 1) else 0
    return lang.number(100 * Fraction(end), decimals)


def _describe_comparison(stands: Comparison, lang: Language) -> str:
    match stands:
        case Comparison.BELOW:
            return lang.text("below the national average")
        case Comparison.ABOVE:
            return lang.text("above the national average")
        case Comparison.NOT_TOLD_APART:
            return lang.text("cannot be told apart from the national average")


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


def _point_as_json(point: Point) -> dict[str, object]:
    return {
        "label": point.label,
        "at": point.at.isoformat(),
        "k": point.k,
        "n": point.n,
        "value": point.value,
        "low": point.low,
        "high": point.high,
        "useful": point.useful,
        "excluded": point.excluded,
        "unknown": point.unknown,
    }


def _line_as_json(line: Line) -> dict[str, object]:
    row: dict[str, object] = {
        "kind": line.kind,
        "value": line.value,
        "label": line.label,
        "source": line.source or None,
        "date": line.date or None,
    }
    return row | {"values": list(line.values)} if line.values else row


def _columns(chart: ChartData, lang: Language) -> list[str]:
    return [
        lang.text("Meeting"),
        lang.text("Date"),
        lang.text("Count"),
        lang.text("Of clinics") if chart.counted == "clinic" else lang.text("Of"),
        lang.text("Unknown"),
        lang.text("Share (%)"),
        lang.text("Interval from (%)"),
        lang.text("Interval to (%)"),
        *(lang.text("So far (%)") for line in chart.lines if line.kind == "progress"),
    ]


def _point_as_cells(point: Point, lang: Language) -> list[str]:
    return [
        plain_cell(point.label),
        point.at.isoformat(),
        "" if point.k is None else str(point.k),
        "" if point.n is None else str(point.n),
        str(point.unknown),
        _percent(point.value, lang),
        _percent(point.low, lang),
        _percent(point.high, lang),
    ]


def _percent(value: float | None, lang: Language) -> str:
    return "" if value is None else lang.number(_tenths(value), 1)


def _tenths(value: float) -> Decimal:
    # A share of counts is told apart from its neighbours by far fewer digits than a float holds.
    return round_percent(Fraction(value).limit_denominator(10**6), 1)

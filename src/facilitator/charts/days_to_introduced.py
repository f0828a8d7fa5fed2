"""How long it takes from a commitment to an improvement: a dot for each, on its day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from facilitator.charts.chart import ChartData, Line, Point, Series, View
from facilitator.charts.covering import cover_events, cover_share
from facilitator.charts.cuts import (
    Division,
    cuts_of,
    divide_days,
    draw_marks,
    is_within,
    warn_of_cuts,
)
from facilitator.charts.words import (
    describe_days,
    describe_few,
    describe_since,
    hide_events,
    join,
    own_records,
)
from facilitator.domain.history import Change
from facilitator.domain.runchart import ENOUGH, choose_verdict, find_median
from facilitator.domain.shares import Share
from facilitator.language import N_, Language

TITLE = N_("How long does it take from a commitment to an improvement?")


def draw_days_to_introduced(rows: Sequence[Change], lang: Language, view: View) -> ChartData:
    """A dot for each commitment that stands as introduced: its day, and as high as the days it
    took. No rules are run: those still open may take longer and are not among them."""
    taken = [
        (row.since, max((row.since - row.agreed).days, 0))
        for row in rows
        if row.since and row.agreed and is_within(row.since, view)
    ]
    is_hidden = cover_events(len(taken), view)
    cuts = cuts_of("days_to_introduced", view, has_baseline=False)
    division = divide_days([day for day, _ in taken], cuts)
    counted = [one for at, one in enumerate(taken) if at not in division.left_out]
    size = len(counted)
    definition = lang.text(
        N_("Days from the day it was agreed until it was introduced, wholly or partly.")
    )
    return ChartData(
        name="days_to_introduced",
        title=lang.text(TITLE),
        subtitle=join((definition, "" if is_hidden else _describe_period(taken, lang))),
        sentence=_hide(counted, lang, view) if is_hidden else _describe(counted, rows, lang, view),
        verdict=choose_verdict(size, size, signal=False) if size < 3 and not is_hidden else None,
        caveats=(
            *_warn_of_waiting(size, sum(row.since is None for row in rows), lang, view),
            *(() if is_hidden else _warn_of_unagreed(rows, lang, view)),
            *(() if is_hidden else warn_of_cuts(division, cuts, lang, view)),
        ),
        figure=Series(
            () if is_hidden else tuple(_draw_points(taken, division, lang)),
            () if is_hidden else _draw_median(counted, lang),
            draw_marks(cuts, lang, view),
            unit="days",
            joined=False,
        ),
        better="down",
        source=own_records(lang),
        audience=view.audience,
    )


def _draw_points(
    taken: Sequence[tuple[date, int]], division: Division, lang: Language
) -> Iterator[Point]:
    label, alike = lang.text(N_("Improvement")), Counter(taken)
    for at, (day, took) in enumerate(taken):
        is_out = at in division.left_out
        yield Point(
            label,
            day,
            None,
            None,
            float(took),
            None,
            None,
            useful=not is_out,
            excluded=is_out,
            others=alike[day, took] - 1,
        )


def _draw_median(taken: Sequence[tuple[date, int]], lang: Language) -> tuple[Line, ...]:
    median = _find_median(taken)
    if median is None or len(taken) < ENOUGH:
        return ()
    label = lang.text(N_("Median {days}"), days=_say_days(median, lang))
    return (Line("median", float(median), label),)


def _find_median(taken: Sequence[tuple[date, int]]) -> Fraction | None:
    return find_median([Fraction(took) for _, took in taken])


def _say_days(days: Fraction, lang: Language) -> str:
    if days.denominator == 1:
        return lang.plural("{n} day", "{n} days", int(days))
    return lang.text(N_("{number} days"), number=lang.number(days, 1))


def _describe_period(taken: Sequence[tuple[date, int]], lang: Language) -> str:
    number = lang.plural("{n} improvement", "{n} improvements", len(taken))
    return describe_days(number, [day for day, _ in taken], lang)


def _describe(
    taken: Sequence[tuple[date, int]], rows: Sequence[Change], lang: Language, view: View
) -> str:
    if not taken:
        return describe_few(0, lang)
    latest = max(row.since for row in rows if row.since and is_within(row.since, view))
    return join((describe_since(latest, lang, view), _describe_days(taken, lang)))


def _describe_days(taken: Sequence[tuple[date, int]], lang: Language) -> str:
    size, days = len(taken), [took for _, took in taken]
    if size == 1:
        return lang.plural("It took {n} day.", "It took {n} days.", days[0])
    span = "–".join(dict.fromkeys(lang.number(end) for end in (min(days), max(days))))
    median = _find_median(taken)
    if size < ENOUGH or median is None:
        return lang.text(N_("The {n} took {span} days."), n=lang.number(size), span=span)
    words = N_("Half of the {n} took at most {days} (all: {span}).")
    return lang.text(words, n=lang.number(size), days=_say_days(median, lang), span=span)


def _hide(taken: Sequence[tuple[date, int]], lang: Language, view: View) -> str:
    """Single events of single people are not told; how many and their median are, of enough."""
    median = _find_median(taken)
    if median is None or len(taken) < view.least:
        return hide_events(len(taken), lang, view)
    return lang.text(
        N_("{n} have been introduced, half of them within {days}."),
        n=lang.number(len(taken)),
        days=_say_days(median, lang),
    )


def _warn_of_unagreed(rows: Sequence[Change], lang: Language, view: View) -> tuple[str, ...]:
    number = sum(
        row.since is not None and row.agreed is None and is_within(row.since, view) for row in rows
    )
    if not number:
        return ()
    return (
        lang.plural(
            "{n} improvement that nobody had agreed on before is not among them.",
            "{n} improvements that nobody had agreed on before are not among them.",
            number,
        ),
    )


def _warn_of_waiting(introduced: int, waiting: int, lang: Language, view: View) -> tuple[str, ...]:
    if not waiting:
        return ()
    if cover_share(Share(waiting, introduced + waiting), view):
        words = N_("Commitments that are still open are not among them and may take longer.")
        return (lang.text(words),)
    return (
        lang.plural(
            "{n} commitment is still open and is not among them; it may take longer.",
            "{n} commitments are still open and are not among them; they may take longer.",
            waiting,
        ),
    )

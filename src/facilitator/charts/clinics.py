"""One indicator for one period: the clinics side by side, never ranked and never numbered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from facilitator.charts.chart import ChartData, Dots, FunnelFigure, Line, Row, View
from facilitator.charts.clinics_said import (
    say_flags,
    say_hidden,
    say_met,
    say_range,
    say_together,
    warn_of_limits,
)
from facilitator.charts.funnels import FAR, Unit, draw_funnel_figure, suits_funnel
from facilitator.charts.indicator_words import (
    draw_country,
    draw_nothing,
    draw_target,
    find_large,
    is_hidden,
    join_sentences,
    name_whole,
    pool_clinics,
    say_definition,
    say_figure,
    say_share,
    say_value,
    unit_of,
)
from facilitator.charts.words import say_cautious
from facilitator.domain.clinic_spread import find_middle, find_spread
from facilitator.domain.disclosure import Audience
from facilitator.domain.funnel import Flag, chart_funnel
from facilitator.domain.indicator_report import Report
from facilitator.domain.indicators import Indicator, Period, Value
from facilitator.domain.runchart import find_median
from facilitator.domain.shares import Share, find_interval, pool_shares
from facilitator.language import N_, Language

TITLE = N_("How do the clinics lie beside each other?")
FUNNEL_TITLE = N_("Funnel plot")


def draw_clinics(rows: Sequence[Report], lang: Language, view: View) -> ChartData:
    """Dots with Wilson intervals in the order of their values, for the newest of `rows`' periods.

    Clinics of fewer than `view.least` patients are shown without a number. They go by codes unless
    the cluster is open; outside only all of them together are shown. The band is the middle half
    of the clinics. Wilson 1927; for small groups Brown, Cai and DasGupta 2001.
    """
    if not rows or rows[0].shown_period is None:
        return draw_nothing("clinics", TITLE, Dots(()), rows, lang, view)
    report, period = rows[0], rows[0].shown_period
    if view.audience is Audience.OUTSIDE or not report.of_clinics(period):
        return _draw_together(report, period, lang, view)
    shown, hidden = _part(report.of_clinics(period), view)
    names = report.name_clinics(view.audience, lang)
    figure = _draw_dots(report, period, (shown, hidden), names, lang, view)
    return _with_words(report, period, (shown, hidden), figure, lang, view)


def draw_funnel(rows: Sequence[Report], lang: Language, view: View) -> ChartData:
    """A funnel plot where it shows more than dots, on one's own screen; else as `draw_clinics`.

    Its axis tells how many patients each clinic has, by which anybody knows the largest.
    """
    if not can_draw_funnel(rows, view):
        return draw_clinics(rows, lang, view)
    report, period = rows[0], rows[0].shown_period
    assert period is not None
    shown, hidden = _part(report.of_clinics(period), view)
    names = report.name_clinics(view.audience, lang)
    figure = _draw_funnel(report, period, shown, names, lang, view)
    return _with_words(report, period, (shown, hidden), figure, lang, view)


def can_draw_funnel(rows: Sequence[Report], view: View) -> bool:
    """Whether a funnel plot of the first of `rows` shows more than dots do, and may be shown."""
    if not rows or rows[0].shown_period is None or view.audience is not Audience.OWN_SCREEN:
        return False
    shown, _ = _part(rows[0].of_clinics(rows[0].shown_period), view)
    return suits_funnel(_shares(shown))


def _part(values: Sequence[Value], view: View) -> tuple[tuple[Value, ...], tuple[Value, ...]]:
    """The values that are shown, from lowest to highest, and those of too few patients."""
    shown = [one for one in values if not is_hidden(one, view.audience, view.least)]
    hidden = [one for one in values if is_hidden(one, view.audience, view.least)]
    return tuple(sorted(shown, key=_height)), tuple(hidden)


def _height(value: Value) -> tuple[Fraction, str]:
    return value.exact or Fraction(0), value.clinic or ""


def _shares(values: Sequence[Value]) -> list[Share]:
    return [one.share for one in values if one.share is not None]


# -- the figures


def _draw_dots(
    report: Report,
    period: Period,
    parted: tuple[Sequence[Value], Sequence[Value]],
    names: Mapping[str, str],
    lang: Language,
    view: View,
) -> Dots:
    shown, hidden = parted
    figures = [one.exact for one in shown if one.exact is not None]
    shares = _shares(shown)
    flags = dict(zip(map(_clinic, shown), chart_funnel(shares).flags, strict=False))
    if len(shares) < len(shown):
        flags = {}
    rows = [_draw_row(report, one, names, flags.get(_clinic(one)), lang, view) for one in shown] + [
        _hide_row(report, one, names, lang, view) for one in hidden
    ]
    middle = find_middle(figures)
    return Dots(
        tuple(rows),
        (
            *_draw_middle(report.indicator, shown, lang),
            *_draw_levels(report, period, lang, view),
        ),
        (float(middle[0]), float(middle[1])) if middle else None,
        lang.text("the middle half of the clinics") if middle else "",
        unit_of(report.indicator),
    )


def _draw_levels(report: Report, period: Period, lang: Language, view: View) -> tuple[Line, ...]:
    """The country, if it is to be seen, and the target."""
    country = draw_country(report, period, lang) if view.national else ()
    return (*country, *draw_target(report.indicator, lang))


def _clinic(value: Value) -> str:
    return value.clinic or ""


def _draw_row(
    report: Report,
    value: Value,
    names: Mapping[str, str],
    flag: Flag | None,
    lang: Language,
    view: View,
) -> Row:
    share = value.share
    interval = find_interval(share, cautious=view.cautious) if share is not None else None
    return Row(
        _label(report, value, names, lang, view),
        share.k if share else None,
        share.n if share else None,
        float(value.exact) if value.exact is not None else None,
        interval.low if interval else None,
        interval.high if interval else None,
        say_value(report.indicator, value, lang),
        own=_is_own(report, value, view),
        flag=lang.text("outside 99.8%") if flag in FAR else "",
    )


def _hide_row(
    report: Report, value: Value, names: Mapping[str, str], lang: Language, view: View
) -> Row:
    label, own = _label(report, value, names, lang, view), _is_own(report, value, view)
    said = f"<{view.least}"
    return Row(label, None, None, None, None, None, said, own=own, hidden=True)


def _is_own(report: Report, value: Value, view: View) -> bool:
    return view.audience is Audience.OWN_SCREEN and value.clinic == report.own


def _label(
    report: Report, value: Value, names: Mapping[str, str], lang: Language, view: View
) -> str:
    return lang.text("My clinic") if _is_own(report, value, view) else names[_clinic(value)]


def _draw_middle(indicator: Indicator, shown: Sequence[Value], lang: Language) -> tuple[Line, ...]:
    """The median of three clinics or more, else what all of them have together."""
    figures = [one.exact for one in shown if one.exact is not None]
    if len(figures) > 2:
        median = find_median(figures)
        assert median is not None
        said = say_figure(indicator, median, _told_decimals(indicator, median), lang)
        return (Line("median", float(median), lang.text("Median {percent}", percent=said)),)
    pooled = pool_shares(_shares(shown))
    if len(figures) != 2 or pooled.value is None:
        return ()
    label = lang.text("Together {figure}", figure=say_share(pooled, lang))
    return (Line("centre", float(pooled.value), label),)


def _told_decimals(indicator: Indicator, figure: Fraction) -> int | None:
    """None: a number with as many as it takes, at most one more than needed to see it."""
    if indicator.kind == "share":
        return 0
    return 0 if figure.denominator == 1 else 1


def _draw_funnel(
    report: Report,
    period: Period,
    shown: Sequence[Value],
    names: Mapping[str, str],
    lang: Language,
    view: View,
) -> FunnelFigure:
    units = [
        Unit(_label(report, one, names, lang, view), _is_own(report, one, view), one.share)
        for one in shown
        if one.share is not None and one.share.n
    ]
    pooled = pool_shares([unit.share for unit in units])
    together = lang.text("Together {figure}", figure=say_share(pooled, lang))
    levels = _draw_levels(report, period, lang, view)
    return draw_funnel_figure(units, together, lang.text("outside 99.8%"), levels)


# -- the words


def _with_words(
    report: Report,
    period: Period,
    parted: tuple[Sequence[Value], Sequence[Value]],
    figure: Dots | FunnelFigure,
    lang: Language,
    view: View,
) -> ChartData:
    shown, hidden = parted
    shares = _shares(shown)
    spread = find_spread(shares) if len(shares) == len(shown) and shares else None
    return ChartData(
        name="clinics" if isinstance(figure, Dots) else "clinics_funnel",
        title=report.indicator.title,
        subtitle=_describe(report, period, shown, lang, view),
        sentence=join_sentences(
            say_range(report.indicator, shown, spread, lang),
            say_together(report, period, shares, lang, view),
            say_met(report.indicator, shares, lang, view),
        ),
        verdict=None,
        caveats=(
            *say_flags(spread, lang),
            *warn_of_limits(shown, spread, lang),
            *say_hidden(hidden, lang, view),
            *say_cautious(bool(shares), lang, view),
        ),
        figure=figure,
        better=report.indicator.better,
        source=report.indicator.source,
        audience=view.audience,
    )


def _draw_together(report: Report, period: Period, lang: Language, view: View) -> ChartData:
    """All clinics as one row: what may be told outside, or all that is known of a period."""
    whole, about = pool_clinics(report, period, view), report.indicator
    outside = (lang.text("The clinics’ own figures are not shown outside the cluster."),)
    return ChartData(
        name="clinics",
        title=about.title,
        subtitle=_describe(report, period, _in_whole(report, period, whole, view), lang, view),
        sentence=_say_whole(report, period, whole, lang, view),
        verdict=None,
        caveats=(
            *(outside if view.audience is Audience.OUTSIDE else ()),
            *say_cautious(whole is not None and whole.share is not None, lang, view),
        ),
        figure=Dots(
            (_draw_whole(about, whole, lang, view),),
            _draw_levels(report, period, lang, view),
            unit=unit_of(about),
        ),
        better=about.better,
        source=about.source,
        audience=view.audience,
    )


def _in_whole(report: Report, period: Period, whole: Value | None, view: View) -> tuple[Value, ...]:
    return find_large(report, period, view) if whole is not None else ()


def _draw_whole(indicator: Indicator, whole: Value | None, lang: Language, view: View) -> Row:
    label = name_whole(indicator, lang)
    if whole is None or whole.exact is None:
        return Row(label, None, None, None, None, None, "–", hidden=True)
    share = whole.share
    interval = find_interval(share, cautious=view.cautious) if share is not None else None
    return Row(
        label,
        share.k if share else None,
        share.n if share else None,
        float(whole.exact),
        interval.low if interval else None,
        interval.high if interval else None,
        say_value(indicator, whole, lang),
    )


def _say_whole(
    report: Report, period: Period, whole: Value | None, lang: Language, view: View
) -> str:
    if whole is None:
        return lang.text("Too few patients to be shown outside the cluster.")
    if whole.share is None:
        figure = say_value(report.indicator, whole, lang)
        return join_sentences(f"{name_whole(report.indicator, lang)}: {figure}.")
    shares = [whole.share]
    return join_sentences(
        say_together(report, period, shares, lang, view),
        say_met(report.indicator, shares, lang, view),
    )


def _describe(
    report: Report, period: Period, shown: Sequence[Value], lang: Language, view: View
) -> str:
    """The period, how many, that the clinics go by codes, and what is counted."""
    patients = sum(share.n for share in _shares(shown))
    is_coded = view.audience is not Audience.OUTSIDE and not report.is_open
    parts = (
        period.words(lang),
        lang.plural("{n} clinic", "{n} clinics", len(shown)) if shown else "",
        lang.plural("{n} patient", "{n} patients", patients) if patients else "",
        lang.text("the clinics are shown by codes") if is_coded else "",
        say_definition(report.indicator, lang),
    )
    return " · ".join(filter(None, parts))

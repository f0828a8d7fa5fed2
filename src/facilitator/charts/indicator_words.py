"""What the charts of an indicator share: its figures in words, and the lines beside them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from facilitator.charts.chart import ChartData, Figure, Line, Unit, View
from facilitator.charts.covering import cover_share
from facilitator.domain.disclosure import Audience, may_show
from facilitator.domain.indicator_report import Report
from facilitator.domain.indicators import Indicator, Period, Value
from facilitator.domain.shares import Share, pool_shares
from facilitator.language import N_, Language

_SIGNS = {">=": "≥ ", "<=": "≤ ", "": ""}


def unit_of(indicator: Indicator) -> Unit:
    """The unit of the axis."""
    return "share" if indicator.kind == "share" else "number"


def say_figure(indicator: Indicator, figure: Fraction, decimals: int | None, lang: Language) -> str:
    """A share as "38 pct.", a number with its unit: "12,5 dage"."""
    if indicator.kind == "share":
        return lang.percent_text(figure * 100, decimals or 0)
    places = _decimals_of(figure) if decimals is None else decimals
    return " ".join(filter(None, (lang.number(figure, places), indicator.unit)))


def say_value(indicator: Indicator, value: Value, lang: Language) -> str:
    """Counts as "7 af 41 (17 pct.)", a figure without counts as it was told."""
    if value.share is not None:
        return lang.share(value.share.k, value.share.n)
    assert value.exact is not None
    return say_figure(indicator, value.exact, value.decimals, lang)


def join_sentences(*sentences: str) -> str:
    """The sentences that say something; "pct." ends one without another full stop."""
    return " ".join(one.replace("pct..", "pct.") for one in sentences if one)


def say_share(share: Share, lang: Language) -> str:
    """A share alone: "17 pct."."""
    return lang.percent(share.k, share.n, 0)


def is_hidden(value: Value, audience: Audience, least: int) -> bool:
    """Whether a clinic's value is of too few patients to be shown, or of nobody.

    Also on one's own screen: a share of one or two patients says nothing.
    """
    if value.share is None:
        return False
    return value.share.n < least or not may_show(value.share, audience, least=least)


def find_large(report: Report, period: Period, view: View) -> tuple[Value, ...]:
    """The clinics' values in a period but those of too few patients: the same for all audiences."""
    values = report.of_clinics(period)
    return tuple(one for one in values if one.share is None or one.share.n >= view.least)


def pool_clinics(report: Report, period: Period, view: View) -> Value | None:
    """What stands for the whole cluster in a period, if anything may.

    All clinics that are large enough to be shown together, by their counts, the same for every
    audience, or who has seen two charts could take one from the other; else what was told of the
    cluster; of numbers without counts else the mean of the clinics, outside the cluster only of
    `view.least` clinics or more.
    """
    is_outside = view.audience is Audience.OUTSIDE
    values = find_large(report, period, view)
    shares = [one.share for one in values if one.share is not None]
    pooled, told = pool_shares(shares), report.of_level("cluster", period)
    if pooled.n or told is not None or report.indicator.kind == "share":
        pool = Value(report.indicator.id, None, "cluster", period, pooled) if pooled.n else told
        return None if pool is not None and cover_share(pool.share, view) else pool
    figures = [one.exact for one in values if one.exact is not None]
    if len(figures) < (view.least if is_outside else 1):
        return None
    mean = round(float(sum(figures, Fraction(0)) / len(figures)), 2)
    return Value(report.indicator.id, None, "cluster", period, value=mean, decimals=1)


def name_whole(indicator: Indicator, lang: Language) -> str:
    """What stands for the cluster: its patients together; of numbers the mean of its clinics."""
    if indicator.kind == "share":
        return lang.text(N_("The whole cluster"))
    return lang.text(N_("Mean of the clinics"))


def say_definition(indicator: Indicator, lang: Language) -> str:
    """What is counted, of how many; empty where nobody has said it."""
    if indicator.numerator and indicator.denominator:
        fields = {"counted": indicator.numerator, "of": _continue(indicator.denominator)}
        return lang.text(N_("{counted} of {of}"), **fields)
    return indicator.numerator or indicator.denominator


def _continue(text: str) -> str:
    """Words that go on with a sentence: no capital but that of a name such as HbA1c."""
    word = text.partition(" ")[0]
    return text[:1].lower() + text[1:] if word[1:].islower() else text


def draw_nothing(
    name: str, title: str, figure: Figure, rows: Sequence[Report], lang: Language, view: View
) -> ChartData:
    """A chart without anything in it: `title` where there is no indicator to name it."""
    indicator = rows[0].indicator if rows else None
    return ChartData(
        name=name,
        title=indicator.title if indicator else lang.text(title),
        subtitle=say_definition(indicator, lang) if indicator else "",
        sentence=lang.text("No data yet."),
        verdict=None,
        caveats=(),
        figure=figure,
        better=indicator.better if indicator else "",
        audience=view.audience,
    )


def say_target(indicator: Indicator, lang: Language) -> str:
    """≥ 85 pct.; without the sign where nobody has said how it is met; empty without a target."""
    if indicator.target is None:
        return ""
    figure = Fraction(repr(indicator.target))
    sign = _SIGNS[indicator.target_op]
    places = _decimals_of(figure * 100) if indicator.kind == "share" else None
    return sign + say_figure(indicator, figure, places, lang)


def draw_target(indicator: Indicator, lang: Language) -> tuple[Line, ...]:
    """The line of the target, if there is one."""
    if indicator.target is None:
        return ()
    label = lang.text(N_("Target {target}"), target=say_target(indicator, lang))
    return (Line("target", indicator.target, label),)


def draw_country(report: Report, period: Period, lang: Language) -> tuple[Line, ...]:
    """The line of the country with its source, if its figure for the period is known."""
    value = report.of_level("national", period)
    if value is None or value.exact is None:
        return ()
    said = say_country(report.indicator, value, lang)
    return (
        Line(
            "national",
            float(value.exact),
            lang.text(N_("Denmark {figure}"), figure=said),
            source=report.indicator.source,
            date=period.words(lang),
        ),
    )


def say_country(indicator: Indicator, value: Value, lang: Language) -> str:
    """The figure of the country as it was told, without its counts."""
    if value.share is not None:
        return lang.percent(value.share.k, value.share.n)
    assert value.exact is not None
    return say_figure(indicator, value.exact, value.decimals, lang)


def _decimals_of(figure: Fraction) -> int:
    """As many decimals as it takes, at most two."""
    return next((n for n in (0, 1) if (figure * 10**n).denominator == 1), 2)

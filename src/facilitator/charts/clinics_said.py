"""What is said of clinics side by side: range and chance, never a grade and never a rank."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from facilitator.charts.chart import View
from facilitator.charts.indicator_words import say_country, say_share, say_target, say_value
from facilitator.charts.words import AGAINST, describe_rest
from facilitator.domain.clinic_spread import Spread
from facilitator.domain.indicator_report import Report
from facilitator.domain.indicators import Indicator, Period, Value
from facilitator.domain.shares import Comparison, Share, compare, pool_shares
from facilitator.language import N_, Language


def say_range(
    indicator: Indicator, shown: Sequence[Value], spread: Spread | None, lang: Language
) -> str:
    """From lowest to highest, and whether they lie further apart than chance puts them."""
    if not shown:
        return lang.text("No clinic has figures that can be shown.")
    if len(shown) == 1:
        return lang.text("Only one clinic has figures that can be shown.")
    low, high = (_say_end(indicator, one, lang) for one in (shown[0], shown[-1]))
    if shown[0].exact == shown[-1].exact:
        return lang.text("All clinics lie at {figure}.", figure=low)
    said = lang.text("The clinics lie from {low} to {high}.", low=low, high=high)
    if spread is None or spread.is_wide is None:
        untold = N_("Without counts it cannot be said whether they differ more than by chance.")
        return f"{said} {lang.text(untold)}"
    if spread.is_wide:
        return f"{said} {lang.text('The difference is larger than chance can explain.')}"
    return f"{said} {lang.text('The difference is no larger than random variation.')}"


def _say_end(indicator: Indicator, value: Value, lang: Language) -> str:
    if value.share is not None:
        return say_share(value.share, lang)
    return say_value(indicator, value, lang)


def say_together(
    report: Report, period: Period, shares: Sequence[Share], lang: Language, view: View
) -> str:
    """All clinics together, if the country is to be seen, and against it where it is known: of a
    figure by itself, of counts against the rest of it."""
    pooled = pool_shares(shares)
    if not pooled.n or not view.national:
        return ""
    told = lang.text("Together: {share}", share=lang.share(pooled.k, pooled.n))
    country = report.of_level("national", period)
    figure = country.exact if country is not None else None
    if country is None or figure is None:
        return f"{told}."
    rest = describe_rest(pooled, country.share, lang, view)
    if rest:
        against = lang.text(AGAINST, national=say_value(report.indicator, country, lang))
        return f"{told}, {against}. {rest}"
    said = say_country(report.indicator, country, lang)
    stands = compare(pooled, figure, cautious=view.cautious)
    assert stands is not None
    return lang.text(
        "{together}, {comparison}, which is {national}.",
        together=told,
        comparison=lang.text(_STANDS[stands]),
        national=said,
    )


_STANDS = {
    Comparison.BELOW: N_("below the national average"),
    Comparison.ABOVE: N_("above the national average"),
    Comparison.NOT_TOLD_APART: N_("cannot be told apart from the national average"),
}


def say_met(indicator: Indicator, shares: Sequence[Share], lang: Language, view: View) -> str:
    """Whether all clinics together meet the target; “met” is said only where it is known how."""
    pooled = pool_shares(shares)
    if indicator.target is None or indicator.kind != "share" or pooled.value is None:
        return ""
    figure = Fraction(repr(indicator.target))
    target = say_target(indicator, lang)
    stands = compare(pooled, figure, cautious=view.cautious)
    if stands is Comparison.NOT_TOLD_APART:
        return lang.text("This cannot be told apart from the target, {target}.", target=target)
    met = indicator.meets(pooled.value)
    if met is None:
        words = N_("Above the target, {target}.")
        if stands is Comparison.BELOW:
            words = N_("Below the target, {target}.")
    else:
        words = (
            N_("The target, {target}, is met.") if met else N_("The target, {target}, is not met.")
        )
    return lang.text(words, target=target)


def say_flags(spread: Spread | None, lang: Language) -> tuple[str, ...]:
    """How many lie outside the limits around the common share."""
    if spread is None or spread.is_wide is None:
        return ()
    if not spread.far and not spread.near:
        return (lang.text("No clinic lies outside the 95% limits around the common share."),)
    said = []
    if spread.far:
        said.append(
            lang.plural(
                "{n} clinic lies outside the 99.8% limits around the common share.",
                "{n} clinics lie outside the 99.8% limits around the common share.",
                spread.far,
            )
        )
    if spread.near and spread.far:
        said.append(
            lang.plural(
                "{n} more lies outside the 95% limits, as 1 in 20 does by chance.",
                "{n} more lie outside the 95% limits, as 1 in 20 does by chance.",
                spread.near,
            )
        )
    elif spread.near:
        said.append(
            lang.plural(
                "{n} clinic lies outside the 95% limits, as 1 in 20 does by chance, and none"
                " outside the 99.8% ones.",
                "{n} clinics lie outside the 95% limits, as 1 in 20 does by chance, and none"
                " outside the 99.8% ones.",
                spread.near,
            )
        )
    said.append(lang.text("With small numbers the place of a single clinic says little."))
    return (" ".join(said),)


def warn_of_limits(
    shown: Sequence[Value], spread: Spread | None, lang: Language
) -> tuple[str, ...]:
    """What the figures are not corrected for, and what their spread may come from."""
    if len(shown) < 2:
        return ()
    said = [lang.text("Not corrected for how ill or how old the patients are.")]
    if spread is not None and spread.is_adjusted:
        said.append(
            lang.text("The limits are widened, because the clinics spread more than by chance.")
        )
    elif spread is not None and spread.is_wide:
        said.append(lang.text("Wide spread: it may come from different patients."))
    uncounted = sum(one.share is None for one in shown)
    if uncounted and any(one.share is not None for one in shown):
        said.append(
            lang.plural(
                "{n} clinic is shown without an interval: its counts are not known.",
                "{n} clinics are shown without intervals: their counts are not known.",
                uncounted,
            )
        )
    return tuple(said)


def say_hidden(hidden: Sequence[Value], lang: Language, view: View) -> tuple[str, ...]:
    """How many clinics are of too few patients to be shown."""
    if not hidden:
        return ()
    return (
        lang.plural(
            "{n} clinic with fewer than {least} patients is not shown.",
            "{n} clinics with fewer than {least} patients are not shown.",
            len(hidden),
            least=view.least,
        ),
    )

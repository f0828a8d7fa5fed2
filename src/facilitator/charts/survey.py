"""The cluster's own answers to the survey beside the published figures: country, specialty and the
range of its clusters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from facilitator.charts.chart import ChartData, Dots, Line, Row, View
from facilitator.charts.covering import cover_parts, cover_share, hide_row, warn_of_hidden
from facilitator.charts.cuts import is_within
from facilitator.charts.published import Beside, draw_published
from facilitator.charts.runs import draw_national
from facilitator.charts.spoken import say_end
from facilitator.charts.words import (
    AGAINST,
    describe_comparison,
    describe_days,
    describe_rest,
    describe_sizes,
    join,
    own_records,
    say_cautious,
    say_points,
)
from facilitator.domain.benchmarks import MEASURES
from facilitator.domain.differences import compare_twice, find_difference, may_have_changed
from facilitator.domain.history import Changed, Wave
from facilitator.domain.runchart import Verdict
from facilitator.domain.shares import Comparison, Share, compare, find_interval
from facilitator.language import N_, Language

TITLES = {
    "supports": N_("Can cluster work support quality work in the clinics?"),
    "supports_some": N_("How many find that cluster work can support quality work to some extent?"),
    "improved": N_("How many say that they have introduced improvements?"),
}
"""What is drawn, by the id of its measure."""

NAMES = {"supports": "survey", "supports_some": "survey_some", "improved": "survey_improved"}
"""The names of the charts, by the id of the measure each draws."""

_QUESTIONS = {measure.id: measure.question for measure in MEASURES}
_LOW_RESPONSE = Fraction(60, 100)


def draw_survey(
    rows: Sequence[Wave], lang: Language, view: View, *, measure: str = "supports"
) -> ChartData:
    """A dot with its interval for each wave of the cluster, oldest first, then one for the
    specialty as published; the country as a line, the clusters of the specialty as a band.

    A published share gets an interval only from counts that can be rebuilt. Where the country's
    counts are typed, the newest wave is held against the rest of it, else against the published
    figure. Two waves are one difference, never a trend: of different people (Newcombe 1998), or
    of the same ones where it is known how many changed their answer (McNemar 1947).
    """
    waves = tuple(_pick(rows, measure, lang, view))
    beside = Beside.of(measure, rows[-1].specialty if rows else "", view)
    country = waves[-1].country if waves and view.national else None
    if country is not None:
        beside = replace(beside, national=None)
    own = tuple(_draw_wave(one, beside.decimals, lang, view) for one in waves)
    published = (
        (draw_published(beside.specialty, beside.national, lang, view),) if beside.specialty else ()
    )
    drawn = (*own, *published)
    return ChartData(
        name=NAMES[measure],
        title=lang.text(TITLES[measure]),
        subtitle=join((_ask(measure, lang), _describe_period(waves, own, lang))),
        sentence=_describe(waves, beside, lang, view),
        verdict=None if waves or published else Verdict.EMPTY,
        caveats=(
            *_warn_of_waves(waves, lang, view),
            *_describe_response(waves, beside, lang, view),
            *beside.notes(lang),
            *warn_of_hidden((one.hidden for one in waves), lang),
            *say_cautious(any(row.low is not None for row in drawn), lang, view),
        ),
        figure=Dots(
            drawn,
            _draw_country(country, waves, beside, lang),
            beside.band,
            beside.band_label(lang),
        ),
        better="" if measure == "supports_some" else "up",
        source=own_records(lang, *beside.sources(lang)),
        audience=view.audience,
    )


@dataclass(frozen=True, slots=True)
class _Own:
    """One wave of the cluster, what it counted, when, and whether it is hidden; the same of the
    country, and of those who changed their answer, where that is known."""

    wave: Wave
    share: Share
    when: str
    hidden: bool
    country: Share | None
    changed: Changed | None


def _pick(rows: Sequence[Wave], measure: str, lang: Language, view: View) -> Iterator[_Own]:
    """The waves that counted a measure; by their months, or by their days where two share one."""
    found = [(one, share) for one in rows if (share := one.share(measure)) and share.n]
    there = [(one, share) for one, share in found if is_within(one.held, view)]
    months = {lang.month_axis(one.held) for one, _ in there}
    say = lang.month_axis if len(months) == len(there) else lang.date_axis
    for one, share in there:
        hidden = _is_hidden(one, share, measure, view)
        beside = dict(one.national).get(measure), dict(one.changed).get(measure)
        yield _Own(one, share, say(one.held), hidden, *beside)


def _is_hidden(wave: Wave, share: Share, measure: str, view: View) -> bool:
    """Whether a wave is hidden; of the middle answer also where those left would be few."""
    top = wave.share("supports")
    if cover_share(share, view) or measure != "supports_some" or top is None:
        return cover_share(share, view)
    rests = [max(n - share.k - top.k, 0) for n in {share.n, top.n}]
    return any(cover_parts([(share.k, top.k, rest) for rest in rests], view))


def _draw_country(
    country: Share | None, waves: Sequence[_Own], beside: Beside, lang: Language
) -> tuple[Line, ...]:
    """The country by the counts of the newest wave, else as published."""
    if country is None:
        return (draw_national(beside.national, lang),) if beside.national else ()
    held = waves[-1].wave.held
    percent = lang.percent(country.k, country.n)
    label = lang.text("Denmark {percent}, {month}", percent=percent, month=lang.month_axis(held))
    return (Line("national", country.k / country.n, label, date=f"{held:%Y-%m}"),)


def _draw_wave(one: _Own, decimals: int | None, lang: Language, view: View) -> Row:
    share, interval = one.share, find_interval(one.share, cautious=view.cautious)
    row = Row(
        label=lang.text(N_("The cluster, {wave}"), wave=one.when),
        k=share.k,
        n=share.n,
        value=share.k / share.n,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        said=_say_share(share, decimals, lang),
        own=True,
    )
    return hide_row(row) if one.hidden else row


def _say_share(share: Share, decimals: int | None, lang: Language) -> str:
    return lang.text(
        "{k} of {n} ({percent})",
        k=lang.number(share.k),
        n=lang.number(share.n),
        percent=lang.percent(share.k, share.n, decimals),
    )


def _ask(measure: str, lang: Language) -> str:
    """The question as it was put, as a sentence."""
    question = lang.text(_QUESTIONS[measure])
    return question if question.endswith(("?", ".")) else f"{question}."


def _describe_period(waves: Sequence[_Own], own: Sequence[Row], lang: Language) -> str:
    number = lang.plural("{n} survey", "{n} surveys", len(waves))
    days = describe_days(number, [one.wave.held for one in waves], lang)
    return ", ".join(filter(None, (days, describe_sizes((row.n for row in own), lang))))


def _describe(waves: Sequence[_Own], beside: Beside, lang: Language, view: View) -> str:
    if not waves:
        return lang.text(N_("No survey of your own has been entered yet."))
    if waves[-1].hidden:
        return lang.text(N_("The latest measurement is hidden."))
    first = _describe_wave(waves[-1], beside, lang, view)
    if len(waves) < 2 or waves[-2].hidden:
        return first
    return join((first, _describe_difference(waves[-2], waves[-1], lang, view)))


def _describe_wave(one: _Own, beside: Beside, lang: Language, view: View) -> str:
    """“The cluster, Sep 2025: 5 of 17 (29%, 13–53), below the national average.”"""
    share, interval = one.share, find_interval(one.share, cautious=view.cautious)
    assert interval is not None
    said = lang.text(
        "{k} of {n} ({percent}, {low}–{high})",
        k=lang.number(share.k),
        n=lang.number(share.n),
        percent=lang.percent(share.k, share.n, beside.decimals),
        low=say_end(interval.low, lang),
        high=say_end(interval.high, lang),
    )
    whose, against = lang.text(N_("The cluster, {wave}"), wave=one.when), ""
    if one.country is not None and view.national:
        against = lang.text(AGAINST, national=lang.share(one.country.k, one.country.n))
    elif beside.national:
        stands = compare(share, beside.national.share, cautious=view.cautious)
        against = describe_comparison(stands, lang) if stands else ""
    told = ", ".join(filter(None, (said, against)))
    rest = describe_rest(share, one.country, lang, view) if view.national else ""
    return join((f"{whose}: {told}.", rest))


def _describe_difference(before: _Own, after: _Own, lang: Language, view: View) -> str:
    found = find_difference(after.share, before.share, cautious=view.cautious)
    assert found is not None
    points = say_points(found, lang)
    changed = _find_changed(before, after, view)
    if changed is not None:
        return _describe_changed(changed, before.when, points["points"], lang)
    if found.stands is Comparison.NOT_TOLD_APART:
        words = N_(
            "Since {wave} it differs by {points} percentage points ({low} to {high}), which may"
            " be chance."
        )
    else:
        words = N_(
            "Since {wave} it differs by {points} percentage points ({low} to {high}), more than"
            " chance would give."
        )
    return lang.text(words, wave=before.when, **points)


def _find_changed(before: _Own, after: _Own, view: View) -> Changed | None:
    """Those who changed their answer between two waves, where that is known, can be and may be
    told; the two are then of the same people."""
    changed, least = after.changed, min(before.share.n, after.share.n)
    if changed is None or changed.since != before.wave.held:
        return None
    if not may_have_changed(before.share, after.share, changed.to_yes, changed.to_no):
        return None
    told = (Share(changed.to_yes, least), Share(changed.to_no, least))
    return None if any(cover_share(one, view) for one in told) else changed


def _describe_changed(changed: Changed, when: str, points: str, lang: Language) -> str:
    """What a change in the same people may be called, by McNemar's exact test."""
    words = N_(
        "Since {wave} it differs by {points} percentage points. Of those who answered both times,"
        " {to_yes} went from no to yes and {to_no} from yes to no; that is more than chance would"
        " give."
    )
    if compare_twice(changed.to_yes, changed.to_no) is Comparison.NOT_TOLD_APART:
        words = N_(
            "Since {wave} it differs by {points} percentage points. Of those who answered both"
            " times, {to_yes} went from no to yes and {to_no} from yes to no; that may be chance."
        )
    counts = {"to_yes": lang.number(changed.to_yes), "to_no": lang.number(changed.to_no)}
    return lang.text(words, wave=when, points=points, **counts)


def _describe_response(
    waves: Sequence[_Own], beside: Beside, lang: Language, view: View
) -> tuple[str, ...]:
    """How many of those asked answered the latest wave, and that it is few where it is."""
    if not waves or not waves[-1].wave.invited:
        return ()
    share = Share(waves[-1].wave.answered, waves[-1].wave.invited)
    if cover_share(share, view):
        return ()
    words = N_("Response rate: {share}.")
    if Fraction(share.k, share.n) < _LOW_RESPONSE:
        words = N_(
            "Response rate: {share}. That is below 60%; those who did not answer may think"
            " otherwise."
        )
    decimals = beside.answered.decimals if beside.answered else None
    return (lang.text(words, share=_say_share(share, decimals, lang)),)


def _warn_of_waves(waves: Sequence[_Own], lang: Language, view: View) -> tuple[str, ...]:
    if sum(not one.hidden for one in waves) < 2:
        return ()
    words = N_("Two surveys are one difference, not a development; the answers are not paired.")
    is_told = not waves[-1].hidden and not waves[-2].hidden
    if is_told and _find_changed(waves[-2], waves[-1], view) is not None:
        words = N_("Two surveys are one difference, not a development.")
    return (lang.text(words),)

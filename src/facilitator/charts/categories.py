"""What the improvements are about: sorted bars, and from twenty of them a Pareto line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from facilitator.charts.chart import Bar, Bars, ChartData, View
from facilitator.charts.covering import cover_counts, hide_bar, warn_of_hidden
from facilitator.charts.cuts import is_within
from facilitator.charts.words import describe_days, describe_few, join, own_records
from facilitator.domain.categories import category
from facilitator.domain.history import Mention
from facilitator.domain.pareto import ENOUGH_MENTIONS, Pareto, sort_mentions
from facilitator.domain.runchart import Verdict
from facilitator.domain.suppression import Cover
from facilitator.language import N_, Language

TITLE = N_("What are the improvements about?")
_VITAL = Fraction(8, 10)
"""The part of all improvements that the few most named subjects are said to make up."""


def draw_categories(rows: Sequence[Mention], lang: Language, view: View) -> ChartData:
    """A bar for each category that somebody named, most first; hidden ones last, by name."""
    there = [row for row in rows if is_within(row.since, view)]
    counts = Counter(lang.text(category(row.category).title) for row in there)
    pareto = sort_mentions(counts)
    covers, total = cover_counts([number for _, number in pareto.bars], view)
    is_open = all(cover is Cover.SHOWN for cover in covers)
    tells_total = total is Cover.SHOWN
    drawn = [
        hide_bar(Bar(name, (float(number),), (lang.number(number),)), cover, lang, view)
        for (name, number), cover in zip(pareto.bars, covers, strict=True)
    ]
    definition = lang.text(
        N_(
            "Commitments introduced or partly introduced, and improvements written down without"
            " one, by what they are about; each counts once."
        )
    )
    return ChartData(
        name="categories",
        title=lang.text(TITLE),
        subtitle=join((definition, _describe_period(there, lang, tells_total=tells_total))),
        sentence=_describe(pareto, covers, lang),
        verdict=None if there else Verdict.EMPTY,
        caveats=(
            *_warn_of_few(len(there), lang, tells_total=tells_total),
            *warn_of_hidden((cover is Cover.HIDDEN for cover in covers), lang),
        ),
        figure=Bars(
            tuple(sorted(drawn, key=lambda bar: _rank_hidden(bar, lang))),
            cumulative=tuple(float(part) for part in pareto.line) if is_open else (),
        ),
        better="",
        source=own_records(lang),
        audience=view.audience,
    )


def _rank_hidden(bar: Bar, lang: Language) -> tuple[object, ...]:
    """Those shown as they are, then the hidden by name, so that no order tells their numbers."""
    return (bar.hidden, lang.sort_key(bar.label)) if bar.hidden else (bar.hidden,)


def _describe_period(there: Sequence[Mention], lang: Language, *, tells_total: bool) -> str:
    if not there or not tells_total:
        return ""
    number = lang.plural("{n} improvement", "{n} improvements", len(there))
    days = sorted(row.since for row in there if row.since)
    return describe_days(number, days, lang) or number


def _describe(pareto: Pareto, covers: Sequence[Cover], lang: Language) -> str:
    if not pareto.bars:
        return describe_few(0, lang)
    shown = [bar for bar, cover in zip(pareto.bars, covers, strict=True) if cover is Cover.SHOWN]
    if not shown or Cover.HIDDEN in covers:
        return lang.text(N_("Some of the numbers are too small to be shown."))
    most = _describe_most(shown, sum(number for _, number in pareto.bars), lang)
    return join((most, _describe_vital(pareto, lang) if len(shown) == len(covers) else ""))


def _describe_most(shown: Sequence[tuple[str, int]], total: int, lang: Language) -> str:
    """What most improvements are about; where several are named as often, all of them."""
    most = shown[0][1]
    first = [name for name, number in shown if number == most]
    names, k = lang.list_and([lang.quote(name) for name in first]), lang.number(most)
    if len(first) == 1 and most == total:
        return lang.plural(
            "{n} improvement, about {name}.",
            "{n} improvements, all about {name}.",
            total,
            name=names,
        )
    if len(first) == 1:
        share = lang.share(most, total)
        return lang.text(N_("Most are about {name}: {share}."), name=names, share=share)
    if most * len(first) == total:
        return lang.text(N_("As many are about {names}: {k} each."), names=names, k=k)
    words = N_("Most are about {names}: {k} each of {n}.")
    return lang.text(words, names=names, k=k, n=lang.number(total))


def _describe_vital(pareto: Pareto, lang: Language) -> str:
    """The few subjects that make up most, as the Pareto line shows."""
    if not pareto.line:
        return ""
    few = next(at for at, part in enumerate(pareto.line, 1) if part >= _VITAL)
    if few == len(pareto.bars):
        return ""
    total = sum(number for _, number in pareto.bars)
    return lang.plural(
        "{n} of {all} subjects makes up {share}.",
        "{n} of {all} subjects make up {share}.",
        few,
        all=lang.number(len(pareto.bars)),
        share=lang.share(sum(number for _, number in pareto.bars[:few]), total),
    )


def _warn_of_few(mentions: int, lang: Language, *, tells_total: bool) -> tuple[str, ...]:
    if not tells_total or not 0 < mentions < ENOUGH_MENTIONS:
        return ()
    words = N_("Of fewer than {enough} improvements the order may be chance.")
    return (lang.text(words, enough=ENOUGH_MENTIONS),)

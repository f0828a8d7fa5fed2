"""The clusters of one data file beside each other: range and spread, no names, never a ranking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from facilitator.charts.chart import (
    ChartData,
    Dots,
    Figure,
    FunnelFigure,
    Line,
    Row,
    View,
)
from facilitator.charts.covering import cover_share
from facilitator.charts.funnels import Unit, draw_funnel_figure, suits_funnel
from facilitator.charts.runs import draw_national
from facilitator.charts.words import describe_share, say_cautious
from facilitator.domain.benchmarks import find_benchmark
from facilitator.domain.clinic_spread import Spread, find_spread
from facilitator.domain.compared import ENOUGH_CLUSTERS, ComparedCluster, pick_measure
from facilitator.domain.disclosure import Audience
from facilitator.domain.shares import Share, find_interval, pool_shares, round_share
from facilitator.language import N_, Language


@dataclass(frozen=True, slots=True)
class Compared:
    """A measure that clusters are held beside each other by: its id, title and definition.

    `published` is the question of the national survey that counts the same, if one does.
    """

    id: str
    title: str
    definition: str
    published: str = ""

    @property
    def name(self) -> str:
        """The name of its chart."""
        return f"clusters_{self.id}"

    def draw(self, rows: Sequence[ComparedCluster], lang: Language, view: View) -> ChartData:
        """Dots with Wilson intervals, shuffled, or on one's own screen a funnel where it shows
        more; one's own cluster marked, the others without names.

        Clusters with fewer than `view.least` are left out, and nothing is drawn of fewer than 3.
        """
        found = pick_measure(rows, self.id, view.least)
        if len(found) < ENOUGH_CLUSTERS:
            return self._chart(_Words(_say_too_few(lang, view)), Dots(()), lang, view)
        shares = [share for _, share in found]
        seen = [one for one in found if not cover_share(one[1], view)]
        is_whole = len(seen) == len(found)
        is_funnel = view.audience is Audience.OWN_SCREEN and suits_funnel(shares)
        figure = _draw_funnel(found, lang) if is_funnel else _draw_dots(seen, is_whole, lang, view)
        figure = replace(figure, lines=(*figure.lines, *self._draw_country(lang, view)))
        return self._chart(_say(found, len(seen), len(rows), lang, view), figure, lang, view)

    def _draw_country(self, lang: Language, view: View) -> tuple[Line, ...]:
        if not self.published or not view.national:
            return ()
        return (draw_national(find_benchmark(self.published, "national"), lang),)

    def _chart(self, words: _Words, figure: Figure, lang: Language, view: View) -> ChartData:
        return ChartData(
            name=self.name,
            title=lang.text(self.title),
            subtitle=" · ".join(filter(None, (lang.text(self.definition), words.subtitle))),
            sentence=words.sentence,
            verdict=None,
            caveats=words.caveats,
            figure=figure,
            audience=view.audience,
        )


COMPARED = (
    Compared(
        "improved",
        N_("Members with an improvement, cluster by cluster"),
        N_("Members who have ever introduced a change, wholly or partly, of all members"),
    ),
    Compared(
        "followed_up",
        N_("Commitments followed up, cluster by cluster"),
        N_("Commitments that somebody has answered, of those agreed in the year before"),
    ),
    Compared(
        "attendance",
        N_("Attendance, cluster by cluster"),
        N_("Members present, of all who belonged, at the meetings of the latest year"),
    ),
    Compared(
        "survey_supports",
        N_("Can cluster work support quality work? Cluster by cluster"),
        N_("Answered to a very great or great extent, of all who answered the latest survey"),
        "supports",
    ),
    Compared(
        "survey_improved",
        N_("Answered that they have introduced improvements, cluster by cluster"),
        N_("Answered yes, of all who answered the latest survey"),
        "improved",
    ),
)


@dataclass(frozen=True, slots=True)
class _Words:
    sentence: str
    subtitle: str = ""
    caveats: tuple[str, ...] = ()


# -- the figures


def _draw_dots(
    seen: Sequence[tuple[bool, Share]], is_whole: bool, lang: Language, view: View
) -> Dots:
    shares = [share for _, share in seen]
    rows = tuple(_draw_row(own, share, lang, view) for own, share in seen)
    # What all are together would tell of the one that is not shown.
    return Dots(rows, (_draw_together(shares, lang),) if is_whole else ())


def _draw_row(own: bool, share: Share, lang: Language, view: View) -> Row:
    interval = find_interval(share, cautious=view.cautious)
    assert interval is not None
    return Row(
        _name(own, lang),
        share.k,
        share.n,
        share.k / share.n,
        interval.low,
        interval.high,
        lang.share(share.k, share.n),
        own=own,
    )


def _name(own: bool, lang: Language) -> str:
    return lang.text(N_("Our cluster")) if own else lang.text(N_("Another cluster"))


def _draw_together(shares: Sequence[Share], lang: Language) -> Line:
    pooled = pool_shares(shares)
    percent = lang.percent(pooled.k, pooled.n, 0)
    label = lang.text("Together {figure}", figure=percent)
    return Line("centre", pooled.k / pooled.n, label)


def _draw_funnel(found: Sequence[tuple[bool, Share]], lang: Language) -> FunnelFigure:
    units = [Unit(_name(own, lang), own, share) for own, share in found]
    together = _draw_together([unit.share for unit in units], lang).label
    return draw_funnel_figure(units, together, lang.text("outside the 99.8% limits"))


# -- the words


def _say_too_few(lang: Language, view: View) -> str:
    return lang.text(
        N_("At least {enough} clusters with {least} or more each are needed to be compared."),
        enough=ENOUGH_CLUSTERS,
        least=view.least,
    )


def _say(
    found: Sequence[tuple[bool, Share]], seen: int, there: int, lang: Language, view: View
) -> _Words:
    shares = [share for _, share in found]
    own = next((share for is_own, share in found if is_own), None)
    spread = find_spread(shares)
    is_whole = seen == len(found)
    sentence = " ".join(
        filter(
            None,
            (
                _say_range(shares, lang) if is_whole else "",
                "" if own is None or cover_share(own, view) else _say_own(own, lang, view),
                _say_spread(spread, lang),
            ),
        )
    )
    return _Words(
        sentence,
        lang.plural("{n} cluster", "{n} clusters", len(found)),
        (
            *_say_left_out(there - len(found), len(found) - seen, lang, view),
            lang.text(N_("The clusters are shown without names. The order is not a ranking.")),
            *_warn(spread, lang),
            *say_cautious(True, lang, view),
        ),
    )


def _say_range(shares: Sequence[Share], lang: Language) -> str:
    pooled = pool_shares(shares)
    together = lang.share(pooled.k, pooled.n)
    low, high = min(shares, key=_exact), max(shares, key=_exact)
    if low.value == high.value:
        words = N_("All clusters lie at {percent}, together {share}.")
        return lang.text(words, percent=lang.percent(low.k, low.n, 0), share=together)
    return lang.text(
        N_("The clusters lie at {low}–{high}, together {share}."),
        low=_number(low, lang),
        high=lang.percent(high.k, high.n, 0),
        share=together,
    )


def _exact(share: Share) -> Fraction:
    return Fraction(share.k, share.n)


def _number(share: Share, lang: Language) -> str:
    """A percentage without its sign, rounded as the language rounds it."""
    rounded = round_share(share, 0)
    assert rounded is not None
    return lang.number(rounded, max(0, -int(rounded.as_tuple().exponent)))


def _say_own(own: Share, lang: Language, view: View) -> str:
    return lang.text(N_("Our cluster: {share}."), share=describe_share(own, lang, view))


def _say_spread(spread: Spread, lang: Language) -> str:
    if spread.is_wide:
        return lang.text(N_("The difference between the clusters is larger than random variation."))
    return lang.text(N_("The difference between the clusters is no larger than random variation."))


def _say_left_out(small: int, covered: int, lang: Language, view: View) -> tuple[str, ...]:
    """How many clusters have too few, or no figure; and how many are hidden from outsiders."""
    said = []
    if small:
        few = lang.plural(
            "{n} cluster without figures, or with fewer than {least}, is left out.",
            "{n} clusters without figures, or with fewer than {least}, are left out.",
            small,
            least=view.least,
        )
        said.append(few)
    if covered:
        hidden = lang.plural(
            "{n} cluster is hidden for reasons of discretion, and the range with it.",
            "{n} clusters are hidden for reasons of discretion, and the range with them.",
            covered,
        )
        said.append(hidden)
    return tuple(said)


def _warn(spread: Spread, lang: Language) -> tuple[str, ...]:
    if not spread.is_wide:
        return ()
    return (lang.text(N_("The clusters have different specialties, members and tasks.")),)

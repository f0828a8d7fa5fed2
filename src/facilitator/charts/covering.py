"""What of a chart its audience may see. A chart asks here before it draws or says a number.

Alone, in a sentence or as a big number: `cover_share`. Over time, each measurement of its own
group: `cover_shares`, or `cover_series`, which also takes away what would give the hidden away. A
running total of the same people: `cover_progress`. Answers to a question, also shares of the same
people that leave a rest: `cover_parts`. People counted in bars: `cover_counts`. One event of one
person each: `cover_events`. Typed text: `cover_text`. For one's own screen alone:
`refuse_private`. What these find hidden is replaced by `hide_point`, `hide_row`, `hide_part` and
`hide_bar`, and `warn_of_hidden` is the caveat that belongs to it. Where some of several clinics are
hidden, what all of them are together is told of the others alone, and to everybody alike.
Every answer is whether something is hidden: True where it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import partial

from facilitator.charts.chart import Bar, Mark, Part, Point, Row, Series, Stage, View
from facilitator.charts.spoken import HIDDEN
from facilitator.domain.disclosure import Audience, may_show, may_show_again
from facilitator.domain.refusal import Refusal
from facilitator.domain.shares import Share
from facilitator.domain.suppression import Cover, cover_row
from facilitator.language import N_, Language

_OF_MEASUREMENTS = ("median", "centre", "low_limit", "high_limit")


def cover_share(share: Share | None, view: View, *, sensitive: bool = False) -> bool:
    """Whether a share is hidden, and with it every word that says where it lies: what it is held
    against, the latest one, the best one. A share of nobody is no secret.
    """
    if share is None or share.n == 0:
        return False
    return not may_show(share, view.audience, least=view.least, sensitive=sensitive)


def cover_shares(
    shares: Sequence[Share | None], view: View, *, sensitive: bool = False
) -> tuple[bool, ...]:
    """Which measurements over time are hidden, each of its own group of people.

    Where most are hidden outside the cluster, all are: those left would be the zeros and the
    hundreds, a false picture.
    """
    hidden = [cover_share(share, view, sensitive=sensitive) for share in shares]
    return _hide_most(hidden, [share is not None and share.n > 0 for share in shares], view)


def cover_series(series: Series, view: View, *, sensitive: bool = False) -> Series:
    """A series of shares as its audience may see it, each point of its own group of people.

    Where a point is hidden, so is what was reckoned from it: the median, the centre, limits, and
    the medians of phases. Outside the cluster no typed text is shown, and not how many are unknown.
    A running total among the lines is hidden by `cover_progress` before.
    """
    hidden = cover_shares([_share(point) for point in series.points], view, sensitive=sensitive)
    points = tuple(
        hide_point(point, view) if is_hidden else _cover_unknown(point, view)
        for point, is_hidden in zip(series.points, hidden, strict=True)
    )
    marks = cover_marks(series.marks, view)
    if not any(hidden):
        return replace(series, points=points, marks=marks)
    return replace(
        series,
        points=points,
        marks=marks,
        lines=tuple(line for line in series.lines if line.kind not in _OF_MEASUREMENTS),
        stages=tuple(_cover_stage(stage) for stage in series.stages),
    )


def cover_progress(shares: Sequence[Share | None], view: View) -> tuple[bool, ...]:
    """Which measurements of a running total are hidden, oldest first.

    Outside the cluster also those that, beside the nearest later one shown, would tell of 1 to
    `least` - 1 people. The latest that may be shown is.
    """
    hidden = [cover_share(share, view) for share in shares]
    later: Share | None = None
    for at in reversed(range(len(shares))):
        share = shares[at]
        if share is None or share.n == 0 or hidden[at]:
            continue
        if view.audience is Audience.OUTSIDE and later is not None:
            hidden[at] = not may_show_again(share, later, least=view.least)
        later = later if hidden[at] else share
    return tuple(hidden)


def cover_parts(
    questions: Sequence[Sequence[int]], view: View, *, sensitive: Collection[int] = ()
) -> tuple[bool, ...]:
    """Which questions are hidden, each given as how many gave each answer, all answers together.

    Of fewer than `least` answers nothing is shown, and outside the cluster nothing where an answer
    was given by 1 to `least` - 1, or by nobody if the place of the question is in `sensitive`.
    Where most questions are hidden there, all are: those left would be the ones all agree on.
    """
    hidden = [
        _is_part_hidden(counts, view, sensitive=at in sensitive)
        for at, counts in enumerate(questions)
    ]
    return _hide_most(hidden, [any(counts) for counts in questions], view)


def cover_counts(
    counts: Sequence[int], view: View, *, with_total: bool = True
) -> tuple[tuple[Cover, ...], Cover]:
    """How people counted in bars, and their total, are shown to those outside the cluster.

    As `cover_row`; `with_total` unless nobody can know what the bars are together. Beside a hidden
    bar no line of running shares is drawn. To others all is shown.
    """
    if view.audience is not Audience.OUTSIDE or not counts:
        return (Cover.SHOWN,) * len(counts), Cover.SHOWN
    return cover_row(counts, with_total=with_total, least=view.least)


def cover_events(number: int, view: View) -> bool:
    """Whether single events of single people, `number` in all, are hidden: outside the cluster
    always, at a meeting where they are fewer than `least`. Their median may then be said from
    `least` on.
    """
    if number == 0 or view.audience is Audience.OWN_SCREEN:
        return False
    return view.audience is Audience.OUTSIDE or number < view.least


def cover_text(text: str, view: View) -> str:
    """A typed text, or nothing outside the cluster: it may name somebody."""
    return "" if view.audience is Audience.OUTSIDE else text


def cover_marks(marks: Iterable[Mark], view: View) -> tuple[Mark, ...]:
    """Marks as the audience may see them: outside the cluster without their words, and no notes."""
    covered = (replace(mark, text=cover_text(mark.text, view)) for mark in marks)
    return tuple(mark for mark in covered if mark.text or mark.kind != "note")


def refuse_private(view: View) -> None:
    """Raise Refusal where a chart for one's own screen alone is to be shown to others."""
    if view.audience is not Audience.OWN_SCREEN:
        raise Refusal(
            N_("This chart is for your own screen only."),
            N_("Nothing was shown or written."),
        )


def hide_point(point: Point, view: View) -> Point:
    """The point without its numbers; how many it is of stays where these are not few."""
    n = point.n if point.n is not None and point.n >= view.least else None
    return replace(
        point,
        k=None,
        n=n,
        value=None,
        low=None,
        high=None,
        useful=False,
        unknown=0,
        outside=False,
        hidden=True,
    )


def hide_row(row: Row) -> Row:
    """The row without its numbers and without what they say of it."""
    return replace(
        row, k=None, n=None, value=None, low=None, high=None, said=HIDDEN, flag="", hidden=True
    )


def hide_part(part: Part) -> Part:
    """The question without its counts."""
    return replace(part, counts=(), hidden=True)


def hide_bar(bar: Bar, cover: Cover, lang: Language, view: View) -> Bar:
    """The bar without its values where they are hidden: “<5” or “–”."""
    if cover is Cover.SHOWN:
        return bar
    said = (_say_cover(cover, lang, view),) * len(bar.said)
    return replace(bar, values=(None,) * len(bar.values), said=said, hidden=True)


def warn_of_hidden(hidden: Iterable[bool], lang: Language) -> tuple[str, ...]:
    """The caveat that belongs to what is hidden; nothing where nothing is."""
    if not any(hidden):
        return ()
    return (lang.text(N_("“–” is hidden for reasons of discretion: it is of few people.")),)


def _hide_most(hidden: Sequence[bool], there: Sequence[bool], view: View) -> tuple[bool, ...]:
    is_most = view.audience is Audience.OUTSIDE and 2 * sum(hidden) > sum(there)
    return tuple(there) if is_most else tuple(hidden)


def _share(point: Point) -> Share | None:
    return None if point.k is None or point.n is None else Share(point.k, point.n)


def _cover_unknown(point: Point, view: View) -> Point:
    return replace(point, unknown=0) if view.audience is Audience.OUTSIDE else point


def _cover_stage(stage: Stage) -> Stage:
    return replace(stage, median=None, words=stage.label)


def _is_part_hidden(counts: Sequence[int], view: View, *, sensitive: bool) -> bool:
    whole = sum(counts)
    if whole == 0:
        return False
    is_hidden = partial(cover_share, view=view, sensitive=sensitive)
    return any(is_hidden(Share(count, whole)) for count in counts)


def _say_cover(cover: Cover, lang: Language, view: View) -> str:
    """What stands in the place of a hidden number: “<5” for a small one, “–” for another."""
    return f"<{lang.number(view.least)}" if cover is Cover.SMALL else HIDDEN

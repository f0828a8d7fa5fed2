"""What a chart shows to whom: few people are hidden, and nothing beside them gives them away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.charts.chart import Bar, Line, Mark, Part, Point, Row, Series, Stage, View
from facilitator.charts.covering import (
    cover_counts,
    cover_events,
    cover_parts,
    cover_progress,
    cover_series,
    cover_share,
    cover_text,
    hide_bar,
    hide_part,
    hide_row,
    refuse_private,
    warn_of_hidden,
)
from facilitator.domain.disclosure import Audience
from facilitator.domain.refusal import Refusal
from facilitator.domain.shares import Share
from facilitator.domain.suppression import Cover
from facilitator.language import Language

OWN, MEETING, OUTSIDE = (View(audience) for audience in Audience)
DANISH = Language("da")
DAY = date(2025, 3, 5)

shares = st.integers(0, 9).flatmap(
    lambda n: st.builds(Share, st.integers(0, n), st.just(n)) if n else st.none()
)


def series(counts: Sequence[tuple[int, int]]) -> Series:
    points = tuple(
        Point(f"m{at}", DAY + timedelta(at), k, n, k / n, 0.1, 0.9, True, False, unknown=1)
        for at, (k, n) in enumerate(counts)
    )
    lines = (Line("median", 0.4, "Median 40 pct."), Line("national", 0.48, "Landet 48 pct."))
    stages = (Stage(DAY, DAY, "Før", 0.4, "Før 40 pct. (n=2)"),)
    marks = (Mark(DAY, "note", "Anna fik ny telefon"), Mark(DAY, "pdsa", "Annas prøve", 1))
    return Series(points, lines, marks, stages)


def test_on_ones_own_screen_nothing_is_hidden() -> None:
    few = series([(1, 2), (3, 4)])
    assert cover_series(few, OWN) == few
    assert not cover_share(Share(1, 2), OWN)
    assert cover_parts([(1, 1, 0)], OWN) == (False,)
    assert cover_counts((1, 20), OWN) == ((Cover.SHOWN, Cover.SHOWN), Cover.SHOWN)
    assert not cover_events(1, OWN)
    refuse_private(OWN)


def test_outside_a_point_of_few_takes_the_median_with_it_and_no_text_is_told() -> None:
    counts = [(2, 15), (14, 17), (7, 15), (3, 4), (8, 15), (0, 12)]
    seen = cover_series(series(counts), OUTSIDE)
    assert [point.hidden for point in seen.points] == [True, True, False, True, False, False]
    assert [(point.k, point.n) for point in seen.points[:4]] == [
        (None, 15),
        (None, 17),
        (7, 15),
        (None, None),
    ]
    assert all(point.value is point.low is point.high is None for point in seen.points[:2])
    assert {point.unknown for point in seen.points} == {0}
    assert [line.kind for line in seen.lines] == ["national"]
    assert [(stage.median, stage.words) for stage in seen.stages] == [(None, "Før")]
    assert [(mark.kind, mark.text) for mark in seen.marks] == [("pdsa", "")]


def test_where_most_are_hidden_outside_the_zeros_do_not_stand_alone() -> None:
    seen = cover_series(series([(2, 15), (0, 15), (1, 15), (3, 15), (0, 14)]), OUTSIDE)
    assert all(point.hidden and point.value is None for point in seen.points)
    assert cover_parts([(12, 0, 0), (9, 2, 1), (8, 3, 1)], OUTSIDE) == (True, True, True)


def test_at_the_meeting_only_groups_below_five_are_hidden() -> None:
    seen = cover_series(series([(2, 15), (3, 4)]), MEETING)
    assert [point.hidden for point in seen.points] == [False, True]
    assert seen.points[0].unknown == 1
    assert len(seen.marks) == 2


def test_where_nothing_is_hidden_the_median_stays_outside_too() -> None:
    seen = cover_series(series([(7, 15), (0, 15), (9, 15)]), OUTSIDE)
    assert [line.kind for line in seen.lines] == ["median", "national"]
    assert seen.stages[0].median == 0.4


def test_a_gap_is_no_secret() -> None:
    assert not cover_share(Share(0, 0), OUTSIDE)
    assert not cover_share(None, OUTSIDE)
    gap = Point("m", DAY, 0, 0, None, None, None, False, False)
    assert not cover_series(Series((gap,)), OUTSIDE).points[0].hidden


@given(st.lists(shares, max_size=8), st.sampled_from([3, 5, 8]))
def test_two_shown_measurements_of_a_running_total_do_not_tell_of_a_few(
    found: list[Share | None], least: int
) -> None:
    view = replace(OUTSIDE, least=least)
    hidden = cover_progress(found, view)
    seen = [one for one, is_hidden in zip(found, hidden, strict=True) if one and not is_hidden]
    for before, after in pairwise(seen):
        assert abs(after.k - before.k) not in range(1, least)
        assert abs((after.n - after.k) - (before.n - before.k)) not in range(1, least)
    alone = [one for one in found if one and not cover_share(one, view)]
    assert seen[-1:] == alone[-1:], "the latest that may be shown is"


def test_answers_are_hidden_outside_where_any_was_given_by_few() -> None:
    found = [(11, 5, 1), (9, 0, 6), (5, 5, 5), (2, 2, 0)]
    assert cover_parts(found, OUTSIDE) == (True, False, False, True)
    assert cover_parts([(11, 5, 1), (2, 2, 0)], MEETING) == (False, True)
    assert cover_parts([(9, 0, 6)], OUTSIDE, sensitive={0}) == (True,)


def test_single_events_never_leave_the_cluster_and_few_are_not_shown_at_a_meeting() -> None:
    assert cover_events(40, OUTSIDE)
    assert cover_events(4, MEETING)
    assert not cover_events(5, MEETING)
    assert cover_text("Anna tager det op", OUTSIDE) == ""
    assert cover_text("Anna tager det op", MEETING) == "Anna tager det op"


@pytest.mark.parametrize("view", [MEETING, OUTSIDE])
def test_a_private_chart_is_refused_everywhere_but_on_ones_own_screen(view: View) -> None:
    with pytest.raises(Refusal) as refused:
        refuse_private(view)
    assert "til din egen skærm" in refused.value.in_words(DANISH)


def test_what_is_hidden_says_so_and_holds_no_number() -> None:
    covers, total = cover_counts((8, 2, 11, 6), OUTSIDE)
    assert covers.count(Cover.SHOWN) == 2
    assert total is Cover.SHOWN
    bar = hide_bar(Bar("Medicin", (2,), ("2",)), Cover.SMALL, DANISH, OUTSIDE)
    assert (bar.values, bar.said, bar.hidden) == ((None,), ("<5",), True)
    row = hide_row(Row("Klinik A", 2, 3, 0.67, 0.1, 0.9, "2 af 3", flag="low"))
    assert (row.k, row.n, row.value, row.said, row.flag) == (None, None, None, "–", "")
    assert hide_part(Part("Trygt?", (1, 2, 0))).counts == ()
    assert warn_of_hidden([False], DANISH) == ()
    assert "diskretion" in warn_of_hidden([False, True], DANISH)[0]

"""What leaves the cluster or is shown at a meeting tells of no few people, in any chart of the
history: whatever is hidden could have been another number, and the chart would be the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.charts.test_clinics import report

from facilitator.charts.attendance import draw_attendance
from facilitator.charts.categories import draw_categories
from facilitator.charts.chart import Bars, ChartData, View
from facilitator.charts.clinics import draw_clinics
from facilitator.charts.clinics_over_time import draw_clinics_over_time
from facilitator.charts.covering import cover_parts, cover_progress, cover_share
from facilitator.charts.days_to_introduced import draw_days_to_introduced
from facilitator.charts.followup_completed import draw_followup_completed
from facilitator.charts.members_ever import draw_members_ever
from facilitator.charts.members_improved import draw_members_improved
from facilitator.charts.pulse import draw_pulse
from facilitator.charts.pulse_over_time import draw_pulse_over_time
from facilitator.charts.survey import draw_survey
from facilitator.domain.categories import CATEGORIES
from facilitator.domain.disclosure import Audience
from facilitator.domain.history import Answered, Change, Cut, MeetingCount, Mention, Wave
from facilitator.domain.pulse import QUESTIONS
from facilitator.domain.shares import Share
from facilitator.language import Language

LANG = Language("en")
FIRST = date(2023, 3, 1)
CUTS = (
    Cut("1", "", FIRST + timedelta(200), "phase", "Anna changed the letter"),
    Cut("2", "", FIRST + timedelta(300), "note", "Bo was ill"),
)
OTHERS = st.sampled_from(
    (View(Audience.MEETING), View(Audience.OUTSIDE), View(Audience.OUTSIDE, 3))
)
Draw = Callable[[Sequence[Any], Language, View], ChartData]
over_time = pytest.mark.parametrize(
    "draw", [draw_members_improved, draw_attendance, draw_followup_completed]
)


def day(at: int) -> date:
    return FIRST + timedelta(days=97 * at)


def counted(shares: Iterable[tuple[int, int]]) -> list[MeetingCount]:
    return [MeetingCount(f"{at}", at, day(at), k, n) for at, (k, n) in enumerate(shares)]


def is_open(draw: Draw, rows: Sequence[Any], others: Iterable[Sequence[Any]], view: View) -> bool:
    """Whether at least one of the others would look the same."""
    seen = draw(rows, LANG, view)
    return any(draw(other, LANG, view) == seen for other in others)


share = st.sampled_from((3, 6, 11, 15)).flatmap(
    lambda n: st.tuples(st.sampled_from((0, 1, 2, n // 2, n - 1, n)), st.just(n))
)
shares = st.one_of(st.lists(share, max_size=5), st.lists(share, min_size=10, max_size=12))


@over_time
@settings(max_examples=30)
@given(shares, OTHERS)
def test_a_hidden_measurement_could_be_another_one(
    draw: Draw, found: list[tuple[int, int]], view: View
) -> None:
    rows = counted(found)
    view = replace(view, cuts=CUTS)
    for at, row in enumerate(rows):
        if cover_share(Share(row.k, row.n), view):
            others = (changed(rows, at, k=k) for k in range(row.n + 1) if k != row.k)
            assert is_open(draw, rows, others, view)


def changed(rows: Sequence[MeetingCount], at: int, **values: int) -> list[MeetingCount]:
    return [replace(row, **values) if place == at else row for place, row in enumerate(rows)]  # type: ignore[arg-type]


@settings(max_examples=25)
@given(shares, OTHERS)
def test_a_hidden_step_of_a_running_total_could_be_another_one(
    found: list[tuple[int, int]], view: View
) -> None:
    rows = [replace(row, k=0, so_far=row.k) for row in counted(found)]
    hidden = cover_progress([Share(row.so_far or 0, row.n) for row in rows], view)
    for at, is_hidden in enumerate(hidden):
        if is_hidden:
            totals = (n for n in range(rows[at].n + 1) if n != rows[at].so_far)
            others = (changed(rows, at, so_far=total) for total in totals)
            assert is_open(draw_members_ever, rows, others, view)


@over_time
def test_outside_how_many_are_unknown_is_not_told(draw: Draw) -> None:
    rows = counted([(6, 15), (7, 15), (6, 12)])
    seen = [
        draw([replace(row, unknown=unknown) for row in rows], LANG, View(Audience.OUTSIDE))
        for unknown in (1, 2, 3)
    ]
    assert seen[0] == seen[1] == seen[2]
    assert "unknown" not in seen[0].sentence


answers = st.tuples(*(st.sampled_from((0, 1, 2, 5, 7)) for _ in range(3)))


@settings(max_examples=25)
@given(st.lists(answers, min_size=1, max_size=5), OTHERS)
def test_hidden_answers_could_be_others(found: list[tuple[int, int, int]], view: View) -> None:
    asked = [one.id for one in QUESTIONS[: len(found)]]
    rows = [
        Answered("m", 1, FIRST, *one) for one in zip(asked, *zip(*found, strict=True), strict=True)
    ]
    sensitive = {at for at, question in enumerate(asked) if question == "safe"}
    for at, is_hidden in enumerate(cover_parts(found, view, sensitive=sensitive)):
        if is_hidden:
            assert is_open(draw_pulse, rows, shifted(rows, at), view)
        if cover_share(Share(rows[at].yes, rows[at].n), view, sensitive=at in sensitive):
            assert is_open(draw_pulse_over_time, rows, shifted(rows, at), view)


def shifted(rows: Sequence[Answered], at: int) -> Iterator[list[Answered]]:
    """The same number of answers to one question, given otherwise."""
    whole = rows[at].n
    for yes in range(whole + 1):
        for partly in range(whole - yes + 1):
            other = replace(rows[at], yes=yes, partly=partly, no=whole - yes - partly)
            if other != rows[at]:
                yield [*rows[:at], other, *rows[at + 1 :]]


@settings(max_examples=50)
@given(st.lists(st.integers(0, 9), min_size=2, max_size=4))
def test_a_hidden_bar_could_be_another_one(found: list[int]) -> None:
    seen = draw_categories(mentioned(found), LANG, View(Audience.OUTSIDE))
    figure, total = seen.figure, sum(found)
    assert isinstance(figure, Bars)
    hidden = [bar for bar in figure.bars if bar.hidden]
    left = total - sum(int(value) for bar in figure.bars for value in bar.values if value)
    assert all(bar.values == (None,) for bar in hidden)
    if hidden:
        assert figure.cumulative == ()
        assert [bar.label for bar in hidden] == sorted(bar.label for bar in hidden)
    if hidden and f"{total} improvement" in seen.subtitle:
        roofs = (4 if bar.said == ("<5",) else left for bar in hidden)
        could_be = [
            one for one in product(*(range(1, roof + 1) for roof in roofs)) if sum(one) == left
        ]
        assert all(len({one[at] for one in could_be}) > 1 for at in range(len(hidden)))


def mentioned(counts: Sequence[int]) -> list[Mention]:
    named = zip(CATEGORIES, counts, strict=False)
    return [Mention(category.id, FIRST) for category, count in named for _ in range(count)]


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(3, 9)), min_size=2, max_size=5))
def test_a_hidden_clinic_could_be_another_one_also_for_who_sees_two_charts(
    found: list[tuple[int, int]],
) -> None:
    for at, (k, n) in enumerate(found):
        if n < View().least:
            other = [*found[:at], (k + 1 if k < n else 0, n), *found[at + 1 :]]
            larger = [*found[:at], (k, 3 if n == 4 else 4), *found[at + 1 :]]
            assert beside(found) == beside(other) == beside(larger)


def beside(found: Sequence[tuple[int, int]]) -> list[ChartData]:
    """The clinics as a meeting and as outsiders see them, now and over time."""
    clinics = [report([Share(k, n) for k, n in found])]
    views = (View(Audience.MEETING), View(Audience.OUTSIDE))
    draws: tuple[Draw, ...] = (draw_clinics, draw_clinics_over_time)
    return [draw(clinics, LANG, view) for draw in draws for view in views]


@settings(max_examples=40)
@given(st.lists(share, min_size=1, max_size=3), OTHERS)
def test_a_hidden_survey_could_be_another_one(found: list[tuple[int, int]], view: View) -> None:
    def waves(given: Sequence[tuple[int, int]]) -> list[Wave]:
        return [
            Wave(day(at), "Ortopædkirurgi", n + 6, n, (("supports", Share(k, n)),))
            for at, (k, n) in enumerate(given)
        ]

    for at, (k, n) in enumerate(found):
        if cover_share(Share(k, n), view):
            others = ([*found[:at], (other, n), *found[at + 1 :]] for other in range(n + 1))
            same = (waves(other) for other in others if other != found)
            assert is_open(draw_survey, waves(found), same, view)


@given(st.lists(st.integers(1, 400), min_size=1, max_size=7), OTHERS)
def test_the_days_of_one_commitment_could_be_others(found: list[int], view: View) -> None:
    rows = [Change(FIRST, FIRST + timedelta(days)) for days in sorted(found)]
    seen = draw_days_to_introduced(rows, LANG, view)
    if view.audience is Audience.OUTSIDE:
        assert seen.points == ()
        assert str(rows[-1].since) not in repr(seen)
    elif len(rows) < view.least:
        assert seen.points == ()
        assert not any(str(days) in seen.sentence for days in found if days > 10)


@over_time
def test_what_was_typed_on_a_chart_does_not_leave_the_cluster(draw: Draw) -> None:
    rows, view = counted([(7, 15)] * 12), View(Audience.OUTSIDE, cuts=CUTS)
    assert "Anna" not in repr(draw(rows, LANG, view))
    assert "Bo was ill" not in repr(draw(rows, LANG, view))
    assert "Anna" in repr(draw(rows, LANG, replace(view, audience=Audience.MEETING)))

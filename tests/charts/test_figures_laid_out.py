"""What each figure shows, and where: true time, direct labels, shapes that say what colours say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from facilitator.charts.chart import (
    Bar,
    Bars,
    Better,
    ChartData,
    Dots,
    Figure,
    FunnelFigure,
    Line,
    Mark,
    Panel,
    Panels,
    Part,
    Parts,
    Point,
    Row,
    Series,
    Spot,
    Stage,
    View,
)
from facilitator.charts.days_to_introduced import draw_days_to_introduced
from facilitator.charts.layout import find_height, lay_out, lay_out_page, lay_out_picture
from facilitator.charts.layout.axis import round_ticks
from facilitator.charts.layout.desk import Desk, spread
from facilitator.charts.measure import measure
from facilitator.charts.sketch import Shape, Sight, Sketch, Stroke, Text
from facilitator.domain.history import Change
from facilitator.domain.runchart import Verdict
from facilitator.language import Language

DANISH = Language("da")
ENGLISH = Language("en")
FIRST = date(2025, 3, 5)
AGREED = date(2024, 9, 11)


def points(*counts: int | None, every: int = 95) -> tuple[Point, ...]:
    return tuple(
        Point(
            f"{at + 1}. møde",
            FIRST + timedelta(days=at * every),
            k,
            None if k is None else 15,
            None if k is None else k / 15,
            None if k is None else max(0, k / 15 - 0.2),
            None if k is None else min(1, k / 15 + 0.2),
            useful=True,
            excluded=False,
        )
        for at, k in enumerate(counts)
    )


def chart(figure: Figure, better: Better = "up", verdict: Verdict | None = None) -> ChartData:
    caveats = ("Landstallet er fra én undersøgelse.", "Få svar.")
    words = ("Hvor mange?", "Andel af medlemmer", "Senest 4 af 15.")
    return ChartData("x", *words, verdict, caveats, figure, better)


def drawn(figure: Figure, lang: Language = DANISH, **fields: object) -> Sketch:
    return lay_out(chart(figure, **fields), 900, 400, measure, lang)  # type: ignore[arg-type]


def texts(sketch: Sketch) -> list[str]:
    return [text.text.replace("\N{NO-BREAK SPACE}", " ") for text in sketch.texts]


def find(sketch: Sketch, words: str) -> Text:
    return next(text for text in sketch.texts if text.text == words)


def shapes(sketch: Sketch, kind: str = "circle") -> list[Shape]:
    return [item for item in sketch.items if isinstance(item, Shape) and item.kind == kind]


def strokes(sketch: Sketch, colour: str) -> list[Stroke]:
    return [item for item in sketch.items if isinstance(item, Stroke) and item.colour == colour]


# Over time


def test_the_number_of_measurements_decides_what_is_drawn() -> None:
    assert texts(drawn(Series(()))) == ["Ingen data endnu."]
    assert texts(drawn(Series(points(None, None)))) == ["Ingen data endnu."]
    hidden = replace(points(1)[0], value=None, hidden=True)
    assert texts(drawn(Series((hidden,)))) == ["For få personer til at vise tal."]
    assert "5 af 15 (33 pct.)" in texts(drawn(Series(points(5))))
    both = texts(drawn(Series(points(5, 9))))
    assert {"5 af 15 (33 pct.)", "9 af 15 (60 pct.)"} <= set(both)
    assert "n" in texts(drawn(Series(points(5, 9, 7))))


def test_a_big_number_stands_over_its_interval_and_the_levels() -> None:
    sketch = drawn(Series(points(5), (Line("national", 0.48, "Landet 48 pct."),)))
    assert find(sketch, "5 af 15 (33 pct.)").size == 34
    assert {"0 %", "50 %", "100 %", "Landet 48 pct."} <= set(texts(sketch))
    (interval,) = strokes(sketch, "accent~42")
    (tick,) = strokes(sketch, "warn")
    (left, _), (right, _) = interval.points
    assert left < shapes(sketch)[0].x < right
    assert tick.points[0][0] == tick.points[1][0]


def test_time_is_true_and_shares_go_from_none_to_all() -> None:
    uneven = points(5, 5, 5, 5)
    days = [0, 10, 100, 400]
    moved = tuple(
        replace(point, at=FIRST + timedelta(days=by))
        for point, by in zip(uneven, days, strict=True)
    )
    sketch = drawn(Series(moved))
    x = [shape.x for shape in shapes(sketch)]
    steps = [(b - a) / (x[-1] - x[0]) for a, b in pairwise(x)]
    assert steps == pytest.approx([10 / 400, 90 / 400, 300 / 400])
    assert {"0 %", "20 %", "40 %", "60 %", "80 %", "100 %"} <= set(texts(sketch))
    assert "jul. 2025" in texts(sketch)
    assert "Jul 2025" in texts(drawn(Series(moved), ENGLISH))


def test_the_axis_of_days_begins_at_nought_and_names_its_unit() -> None:
    days = tuple(replace(point, value=7.0 * at) for at, point in enumerate(points(1, 2, 3, 4)))
    sketch = drawn(Series(days, unit="days"), better="down")
    assert {"dage · ↓ bedre", "0", "21 dage"} <= set(texts(sketch))
    assert "100 %" not in texts(sketch)


@pytest.mark.parametrize(("better", "words"), [("up", "↑ bedre"), ("down", "↓ bedre"), ("", None)])
def test_it_is_said_which_way_is_good(better: Better, words: str | None) -> None:
    said = [
        text for text in texts(drawn(Series(points(1, 2, 3)), better=better)) if "bedre" in text
    ]
    assert said == ([words] if words else [])


def test_a_gap_stays_a_gap() -> None:
    nobody = replace(points(None)[0], n=0)
    found = points(5, 6, None, 7, 8)
    sketch = drawn(Series((*found[:2], replace(nobody, at=found[2].at), *found[3:])))
    joined = strokes(sketch, "accent~65")
    assert [len(stroke.points) for stroke in joined] == [2, 2]
    assert len(shapes(sketch)) == 4
    assert [text.text for text in sketch.texts if text.role == "number"] == [
        *("15", "15", "0", "15", "15")
    ]
    assert "–" not in texts(sketch)


def test_what_is_hidden_has_a_dash_for_its_number_and_no_dot() -> None:
    series = points(5, 6, 7, 8)
    hidden = replace(series[1], k=None, n=None, value=None, low=None, high=None, hidden=True)
    sketch = drawn(Series((series[0], hidden, *series[2:])))
    assert len(shapes(sketch)) == 3
    assert texts(sketch).count("–") == 1


@pytest.mark.parametrize(("size", "numbered"), [(60, True), (61, False)])
def test_numbers_stand_at_no_more_than_sixty_points(size: int, numbered: bool) -> None:
    sketch = drawn(Series(points(*(at % 16 for at in range(size)))))
    assert ("n" in texts(sketch)) is numbered
    assert bool(strokes(sketch, "accent~38")) is numbered
    few = Sight(FIRST.toordinal() - 1, FIRST.toordinal() + 95 * 30, 0, 1)
    series = Series(points(*(at % 16 for at in range(size))))
    assert "n" in texts(lay_out(chart(series), 900, 400, measure, DANISH, range=few))


def test_a_point_is_told_by_its_shape_as_well_as_its_colour() -> None:
    given = points(1, 5, 9, 14, 0)
    series = (
        replace(given[0], useful=False),
        replace(given[1], excluded=True),
        given[2],
        replace(given[3], outside=True),
        replace(given[4], outside=True),
    )
    sketch = drawn(Series(series, (Line("centre", 0.5, "Midtlinje"),)))
    tie, left_out, common = shapes(sketch)
    assert (tie.fill, tie.edge) == ("surface", "accent")
    assert (left_out.fill, left_out.edge) == ("surface", "ink3")
    assert (common.fill, common.edge) == ("accent", "accent")
    assert [shape.fill for shape in shapes(sketch, "diamond")] == ["accent"]
    assert [shape.fill for shape in shapes(sketch, "triangle")] == ["warn"]


def test_a_point_beyond_a_limit_is_good_or_bad_only_where_one_way_is() -> None:
    high, low = (replace(one, outside=True) for one in points(14, 0))
    series = Series((high, low, *points(7, 8)[1:]), (Line("centre", 0.5, "Midtlinje"),))
    for better, colours in (("up", ["accent"]), ("down", ["accent"]), ("", [])):
        sketch = drawn(series, better=better)
        good = shapes(sketch, "diamond")
        assert [shape.fill for shape in good] == colours
        assert all((shape.y < 200) == (better == "up") for shape in good)
        assert len(shapes(sketch, "triangle")) == len(colours)
    assert [shape.fill for shape in shapes(sketch, "square")] == ["ink", "ink"]


def test_a_point_beyond_a_limit_is_judged_by_the_centre_of_its_own_days() -> None:
    given = tuple(replace(one, outside=at == 1) for at, one in enumerate(points(2, 6, 12, 13)))
    steps = Line("centre", 0.8, "Midtlinje", values=(0.2, 0.2, 0.8, 0.8))
    stages = (
        Stage(given[0].at, given[1].at, "Før", 0.2, "Før"),
        Stage(given[2].at, given[3].at, "Efter", 0.8, "Efter"),
    )
    for series in (Series(given, (steps,)), Series(given, stages=stages)):
        sketch = drawn(series)
        assert len(shapes(sketch, "diamond")) == 1
        assert not shapes(sketch, "triangle")


def test_labels_that_wish_for_the_same_place_are_pushed_apart_with_leaders() -> None:
    lines = (Line("median", 0.4, "Median 40 pct."), Line("national", 0.4, "Landet 40 pct."))
    sketch = drawn(Series(points(4, 5, 6), lines))
    labels = [find(sketch, words) for words in ("40 pct. (6 af 15)", *(n.label for n in lines))]
    assert len({label.x for label in labels}) == 1
    y = sorted(label.y for label in labels)
    assert all(b - a > 12.5 for a, b in pairwise(y))
    leaders = strokes(sketch, "ink2~60") + strokes(sketch, "warn~60")
    assert len(leaders) == 2
    assert any(stroke.points[0][1] != stroke.points[-1][1] for stroke in leaders)


@pytest.mark.parametrize(
    ("wished", "placed"),
    [
        ([(50.0, 10.0), (50.0, 10.0)], (45.0, 55.0)),
        ([(20.0, 10.0), (80.0, 10.0)], (20.0, 80.0)),
        ([(98.0, 10.0), (99.0, 10.0)], (85.0, 95.0)),
        ([(2.0, 10.0), (0.0, 10.0)], (15.0, 5.0)),
        ([], ()),
    ],
)
def test_pieces_lie_as_near_their_wish_as_all_can(
    wished: Sequence[tuple[float, float]], placed: tuple[float, ...]
) -> None:
    assert spread(wished, 0, 100) == placed


@pytest.mark.parametrize(
    "text",
    [
        "Median 24 pct.",
        "Brugt 1 t. 35 min. (31 pct.)",
        "Øvre grænse 123 dage",
        "95 % 2 hours 5 days",
    ],
)
def test_no_line_ends_between_a_number_and_its_unit_while_both_have_room(text: str) -> None:
    desk = Desk(900, 560, measure, DANISH)
    pieces = re.findall(r"\(?\d+ \S+", text)
    least = desk.widest([*pieces, *text.split()])
    for room in range(int(least) + 1, 260, 3):
        lines = desk.wrap(text, room)
        assert " ".join(lines) == text
        assert all(any(piece in line for line in lines) for piece in pieces)
    assert len(desk.wrap("24 pct.", desk.wide("24 p"))) > 1


def test_a_median_that_no_longer_holds_is_broken_up() -> None:
    median = (Line("median", 0.4, "Median 40 pct."),)
    series = Series(points(4, 5, 6), median)
    assert strokes(drawn(series, verdict=Verdict.RANDOM), "ink2")[0].dash == ""
    assert strokes(drawn(series, verdict=Verdict.NON_RANDOM), "ink2")[0].dash == "dashdot"


def test_each_phase_has_its_words_and_its_own_median_for_its_own_days() -> None:
    found = points(*range(1, 13), *range(2, 8))
    cut = found[12].at
    stages = (
        Stage(FIRST, found[11].at, "Før", 0.4, "Før 40 pct. (n=12)"),
        Stage(cut, found[-1].at, "Efter", 0.3, "Efter 30 pct. (n=6)"),
    )
    sketch = drawn(Series(found, (Line("median", 0.4, "Median 30 pct."),), stages=stages))
    assert {"Før 40 pct. (n=12)", "Efter 30 pct. (n=6)"} <= set(texts(sketch))
    (before,), (after,) = strokes(sketch, "ink2"), strokes(sketch, "ink3~60")[-1:]
    assert sketch.frame is not None
    assert before.points[1][0] == sketch.frame.x(found[11].at.toordinal())
    assert after.points[0][0] == sketch.frame.x(cut.toordinal())


def test_what_happened_has_a_thin_line_down_and_its_number_and_words_above() -> None:
    found = points(4, 5, 6, 7)
    marks = (
        Mark(found[1].at, "pdsa", "Påmindelse", 1),
        Mark(found[2].at, "note", "Ny overenskomst"),
    )
    sketch = drawn(Series(found, marks=marks))
    assert {"1", "Påmindelse", "Ny overenskomst"} <= set(texts(sketch))
    assert sketch.frame is not None
    drops = [stroke for stroke in strokes(sketch, "ink3~70") if stroke.dash == "dot"]
    assert [drop.points[1] for drop in drops] == [
        (sketch.frame.x(mark.at.toordinal()), sketch.frame.bottom) for mark in marks
    ]
    assert find(sketch, "Påmindelse").y < sketch.frame.top


def test_without_the_data_the_words_and_axes_are_the_same() -> None:
    series = Series(points(4, 5, 6, 7), (Line("median", 0.4, "Median 40 pct."),))
    whole = lay_out(chart(series), 900, 400, measure, DANISH)
    around = lay_out(chart(series), 900, 400, measure, DANISH, drawn=False)
    assert around.texts == whole.texts
    assert around.frame == whole.frame
    assert not shapes(around)
    assert not around.targets


def test_every_measurement_can_be_pointed_at_and_says_itself() -> None:
    sketch = drawn(Series(points(4, 5, 6)))
    for target, shape in zip(sketch.targets, shapes(sketch), strict=True):
        assert target.x < shape.x < target.x + target.w
        assert target.y < shape.y < target.y + target.h
    assert sketch.targets[0].words == (
        "1. møde, 5. mar. 2025: 4 af 15 (27 pct.), 95 %-sikkerhedsinterval 7–47"
    )


def test_dots_that_lie_on_one_another_are_counted_beside_and_by_word() -> None:
    taken = [Change(AGREED, AGREED + timedelta(days=days)) for days in (90, 90, 90, 91, 200)]
    figure = draw_days_to_introduced(taken, DANISH, View()).figure
    assert isinstance(figure, Series)
    for is_drawn in (True, False):
        sketch = lay_out(chart(figure), 900, 400, measure, DANISH, drawn=is_drawn)
        assert [text for text in texts(sketch) if text.startswith("×")] == ["×3"]
    whole = drawn(figure)
    assert len(shapes(whole)) == len(whole.targets) == 5
    assert {shape.edge for shape in shapes(whole)} == {"surface"}
    assert [target.words.partition(": ")[2] for target in whole.targets] == [
        *["90 dage, 3 på samme sted"] * 3,
        "91 dage",
        "200 dage",
    ]
    many = draw_days_to_introduced(taken * 20, DANISH, View()).figure
    assert {text for text in texts(drawn(many)) if text.startswith("×")} == {"×60", "×20"}


# Rows, bars, answers, funnels and panels


def row(label: str, value: float, *, own: bool = False, flag: str = "") -> Row:
    said = f"{round(10 * value)} af 10"
    return Row(
        label, round(10 * value), 10, value, value - 0.1, value + 0.1, said, own, False, flag
    )


def test_ones_own_row_is_told_by_shape_and_weight_and_the_others_are_quiet() -> None:
    rows = (row("Klinik A", 0.2), row("Min klinik", 0.4, own=True), row("Klinik B", 0.7))
    sketch = drawn(Dots(rows, (Line("median", 0.4, "Median 40 pct."),), (0.3, 0.5), "de midterste"))
    assert [shape.fill for shape in shapes(sketch, "diamond")] == ["accent"]
    assert {shape.fill for shape in shapes(sketch)} == {"ink3"}
    assert find(sketch, "Min klinik").weight == 600
    assert {"Median 40 pct.", "de midterste", "4 af 10", "0 %", "100 %"} <= set(texts(sketch))
    alone = drawn(Dots((row("Klinik A", 0.2), row("Klinik B", 0.7, flag="over"))))
    assert {shape.fill for shape in shapes(alone)} == {"accent"}
    assert [shape.fill for shape in shapes(alone, "triangle")] == ["warn"]
    assert "7 af 10 · over" in texts(alone)


def test_bars_say_their_values_and_the_first_pair_what_is_what() -> None:
    bars = (
        Bar("Case", (45, 60), ("45 min.", "60 min.")),
        Bar("Data", (20, 0), ("20 min.", "0 min.")),
    )
    said = texts(drawn(Bars(bars, ("Planlagt", "Brugt"))))
    assert {"Planlagt 45 min.", "Brugt 60 min.", "20 min.", "0 min."} <= set(said)


def test_a_pareto_line_is_drawn_only_if_it_is_given() -> None:
    bars = (Bar("Case", (15,), ("15",)), Bar("Data", (5,), ("5",)))
    assert not shapes(drawn(Bars(bars)), "square")
    sketch = drawn(Bars(bars, cumulative=(0.75, 1.0)))
    assert len(shapes(sketch, "square")) == 2
    assert {"75 pct.", "100 pct.", "15", "5"} <= set(texts(sketch))


def test_answers_have_their_counts_inside_and_how_many_answered_beside() -> None:
    answers = Parts(
        (Part("Relevant?", (11, 3, 1)), Part("Tryg?", (), True)), ("ja", "delvist", "nej")
    )
    said = texts(drawn(answers))
    assert {"Relevant?", "11", "3", "1", "n = 15", "ja", "delvist", "nej"} <= set(said)
    assert said.count("–") == 2


def test_a_funnel_has_colour_only_outside_its_outer_limits() -> None:
    sizes = tuple(range(1, 41))
    spots = (
        *(Spot("A", 20, 12, 0.6, ""), Spot("B", 30, 2, 2 / 30, "under 99,8 %")),
        Spot("Min klinik", 25, 14, 0.56, "", own=True),
    )
    low, high, far_low, far_high = ((one,) * 40 for one in (0.3, 0.8, 0.2, 0.9))
    funnel = FunnelFigure(spots, 0.59, "Klyngen 59 pct.", sizes, low, high, far_low, far_high)
    sketch = drawn(funnel)
    assert [shape.edge for shape in shapes(sketch)] == ["ink3"]
    assert [shape.fill for shape in shapes(sketch, "triangle")] == ["warn"]
    assert [shape.fill for shape in shapes(sketch, "diamond")] == ["accent"]
    said = texts(sketch)
    assert {"B · under 99,8 %", "Min klinik", "Klyngen 59 pct.", "99,8 %", "antal (n)"} <= set(said)
    assert "A" not in said


def test_small_figures_share_one_axis_and_one_period() -> None:
    panels = tuple(Panel(f"Klinik {at}", Series(points(at, 9, 12)), at == 2) for at in range(6))
    sketch = drawn(Panels(panels))
    said = texts(sketch)
    assert {f"Klinik {at}" for at in range(6)} <= set(said)
    assert find(sketch, "Klinik 2").weight == 600
    assert {"mar. 2025", "sep. 2025"} <= set(said)
    first = [target for target in sketch.targets if target.words.startswith("Klinik 0")]
    other = [target for target in sketch.targets if target.words.startswith("Klinik 1")]
    assert [t.x - first[0].x for t in first] == pytest.approx([t.x - other[0].x for t in other])
    assert [t.y for t in first][1:] == [t.y for t in other][1:]


def test_the_centre_of_each_phase_is_a_line_of_its_own_without_marks() -> None:
    given = points(3, 4, 3, 12, 13, 12)
    level = Line("median", 0.8, "Median 80 pct.", values=(0.2, 0.2, 0.2, 0.8, 0.8, 0.8))
    sketch = drawn(Series(given, (level,)))
    assert not shapes(sketch, "square")
    lines = [one for one in strokes(sketch, "ink2") if one.width == 1.5]
    assert [len({y for _, y in one.points}) for one in lines] == [1, 1]


def test_only_the_median_that_no_longer_holds_is_broken_up_among_small_figures() -> None:
    lines = Line("median", 0.5, "Median 50 pct."), Line("target", 0.6, "Mål ≥ 60 pct.")
    series = Series(points(4, 9, 12), lines)
    verdicts = (Verdict.RANDOM, Verdict.NON_RANDOM, None)
    panels = tuple(Panel(f"Klinik {at}", series, verdict=one) for at, one in enumerate(verdicts))
    sketch = drawn(Panels(panels), verdict=Verdict.NON_RANDOM)
    medians = [one for one in strokes(sketch, "ink2") if one.width == 1.5]
    # The last one stands before its name, below them all.
    assert [one.dash for one in medians] == ["", "dashdot", "", ""]
    assert [said for said in texts(sketch) if "M" in said] == ["Median", "Mål ≥ 60 pct."]


def test_of_many_rows_ones_own_and_the_outermost_outside_the_limits_have_words() -> None:
    rows = [row(f"Klinik {at}", at / 200, flag="uden for 99,8 %") for at in range(200)]
    plain = [replace(one, flag="") for one in rows]
    few = [*rows[:1], *plain[1:90], replace(plain[90], own=True), *plain[91:190], *rows[190:]]
    sketch = lay_out(chart(Dots(tuple(few))), 1000, 400, measure, DANISH)
    said = texts(sketch)
    assert {"Klinik 0", "Klinik 90", "Klinik 199"} <= set(said)
    assert 10 < sum(text.startswith("Klinik") for text in said) < 25
    (own,) = shapes(sketch, "diamond")
    assert own.size > max(shape.size for shape in shapes(sketch))
    strong = [one for one in sketch.items if isinstance(one, Stroke) and "~40" in one.colour]
    faint = [one for one in sketch.items if isinstance(one, Stroke) and "~14" in one.colour]
    assert len(strong) == sum(text.startswith("Klinik") for text in said)
    assert len(strong) + len(faint) == 200


def test_the_names_in_a_funnel_lie_beside_the_spots_and_not_on_them() -> None:
    sizes = tuple(range(1, 41))
    crowd = tuple(Spot("A", 22 + at % 9, 12, 0.56 + at / 300, "") for at in range(9))
    spots = (
        *crowd,
        Spot("B", 21, 12, 0.57, "over 99,8 %"),
        Spot("Min klinik", 20, 11, 0.55, "", True),
    )
    low, high, far_low, far_high = ((one,) * 40 for one in (0.3, 0.8, 0.2, 0.9))
    funnel = FunnelFigure(spots, 0.59, "", sizes, low, high, far_low, far_high)
    sketch = drawn(funnel)
    for name in ("B · over 99,8 %", "Min klinik"):
        text = find(sketch, name)
        right = text.x + measure(text.text, text.size, text.weight)
        beside = (one for one in shapes(sketch) if text.x < one.x < right)
        assert all(not text.y - text.size < one.y < text.y for one in beside)


LONG = "Var det trygt at sige det, man ikke ved?"


def test_a_long_question_has_two_lines_over_its_small_figure_or_all_have_short_ones() -> None:
    panels = tuple(Panel(LONG, Series(points(4, 9, 12)), short="Trygt") for _ in range(4))
    roomy = [text.text for text in drawn(Panels(panels)).texts]
    assert "…" not in "".join(roomy)
    small = lay_out(chart(Panels(panels)), 234, 130, measure, DANISH)
    assert texts(small).count("Trygt") == 4
    two = lay_out(chart(Panels(panels)), 420, 300, measure, DANISH)
    assert "…" not in "".join(texts(two))
    assert sum(text.endswith("ikke ved?") for text in texts(two)) == 4
    assert LONG not in texts(two)
    assert all(LONG in target.words for target in small.targets)


def test_in_a_small_figure_numbers_are_whole_and_what_can_go_goes() -> None:
    limits = (
        Line("high_limit", 0.9, "Øvre grænse 259 dage"),
        Line("centre", 0.5, "Midtlinje 59 dage"),
        Line("low_limit", 0.1, "Nedre grænse 5 dage"),
        Line("national", 0.48, "Landet 48 pct., sep. 2025"),
    )
    for height in (130, 175, 220):
        sketch = lay_out(chart(Series(points(4, 9, 12), limits)), 234, height, measure, DANISH)
        assert not [text for text in texts(sketch) if "…" in text]
    time = Bars(
        (Bar("Case", (25, 108), ("25 min.", "1 t. 48 min. (67 pct.)")),), ("Planlagt", "Brugt")
    )
    said = texts(lay_out(chart(time), 234, 130, measure, DANISH))
    assert {"Planlagt", "Brugt", "25 min.", "1 t. 48 min."} <= set(said)
    asked = Parts(tuple(Part(LONG, (4, 2, 1), short="Trygt") for _ in range(5)), ("Ja", "?", "Nej"))
    assert texts(lay_out(chart(asked), 234, 130, measure, DANISH)).count("Trygt") == 5
    assert texts(lay_out(chart(asked), 700, 190, measure, DANISH)).count(LONG) == 5


# The whole picture


def test_every_word_of_a_chart_is_in_its_picture() -> None:
    marks = (Mark(FIRST, "pdsa", "Påmindelse", 1),)
    lines = (Line("national", 0.48, "Landet 48 pct.", "Faktaark 2026"),)
    whole = replace(chart(Series(points(4, 5, 6), lines, marks)), source="Egne tal")
    said = " ".join(texts(lay_out_picture(whole, measure, DANISH)))
    for words in (whole.title, whole.subtitle, whole.sentence, *whole.caveats):
        assert words in said
    assert "Kilde: Egne tal; Faktaark 2026" in said
    assert "1 Påmindelse (5. mar. 2025)" in said


def test_a_small_picture_has_every_word_in_smaller_type() -> None:
    long = replace(chart(Series(points(4, 5, 6))), caveats=("Få svar. " * 40,))
    sketch = lay_out_page(long, 320, 220, measure, DANISH)
    assert " ".join(texts(sketch)).count("Få svar.") == 40
    assert find(sketch, "Hvor mange?").size < 18
    assert len(shapes(sketch)) == 3


def test_a_picture_is_as_high_as_its_rows() -> None:
    few, many = (Dots(tuple(row(f"Klinik {n}", 0.5) for n in range(size))) for size in (3, 60))
    assert lay_out_picture(chart(few), measure, DANISH).height < 400
    assert lay_out_picture(chart(many), measure, DANISH).height > 1_500
    assert find_height(chart(Series(points(4, 5, 6))), 900, measure, DANISH) is None


# Ticks and widths


@pytest.mark.parametrize(
    ("low", "high", "most", "ticks"),
    [
        (0, 1, 6, (0, 0.2, 0.4, 0.6, 0.8, 1)),
        (0, 1, 3, (0, 0.5, 1)),
        (0, 377, 8, (0, 50, 100, 150, 200, 250, 300, 350)),
        (3, 3, 4, (3,)),
    ],
)
def test_ticks_are_round(low: float, high: float, most: int, ticks: Sequence[float]) -> None:
    assert round_ticks(low, high, most) == pytest.approx(ticks)


def test_widths_are_those_of_the_font_with_all_figures_alike() -> None:
    assert measure("11", 20, 400) == measure("80", 20, 400) == 2 * measure("4", 20, 400)
    assert measure("Landet", 10, 400) < measure("Landet", 10, 700)
    assert measure("Landet", 20, 400) == pytest.approx(2 * measure("Landet", 10, 400))
    assert measure("\U0001f600", 20, 400) == 20
    assert measure("", 20, 400) == 0

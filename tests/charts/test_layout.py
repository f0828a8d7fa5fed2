"""Every figure at every size: no two texts touch, none leaves the picture, every number is one."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from random import Random

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.charts.figures import FIRST, make_chart, make_series

from facilitator.charts.layout import lay_out, lay_out_page
from facilitator.charts.layout.desk import ASCENT, DESCENT
from facilitator.charts.measure import measure
from facilitator.charts.sketch import Area, Box, Item, Shape, Sight, Sketch, Stroke, Text
from facilitator.language import Code, Language

SIZES = ((234, 130), (320, 220), (520, 300), (900, 560), (1280, 720), (1920, 1080))
LANGUAGES: dict[Code, Language] = {"da": Language("da"), "en": Language("en")}

Edges = tuple[float, float, float, float]


def edges(text: Text) -> Edges:
    wide = measure(text.text, text.size, text.weight)
    left = text.x - {"start": 0.0, "middle": wide / 2, "end": wide}[text.anchor]
    return left, text.y - ASCENT * text.size, left + wide, text.y + DESCENT * text.size


def touching(sketch: Sketch) -> list[tuple[str, str]]:
    boxes = [(text.text, edges(text)) for text in sketch.texts]
    return [(one, other) for (one, a), (other, b) in combinations(boxes, 2) if touch(a, b)]


def touch(a: Edges, b: Edges) -> bool:
    slack = 0.01
    apart = a[2] <= b[0] + slack or b[2] <= a[0] + slack
    return not (apart or a[3] <= b[1] + slack or b[3] <= a[1] + slack)


def outside(sketch: Sketch) -> list[tuple[str, Edges]]:
    boxes = ((text.text, edges(text)) for text in sketch.texts)
    return [(text, box) for text, box in boxes if not inside(box, sketch)]


def inside(box: Edges, sketch: Sketch) -> bool:
    slack = 0.5
    left, top, right, bottom = box
    sides = left >= -slack and right <= sketch.width + slack
    return sides and top >= -slack and bottom <= sketch.height + slack


def numbers(item: Item) -> Iterator[float]:
    match item:
        case Stroke() | Area():
            yield from (value for point in item.points for value in point)
        case Box():
            yield from (item.x, item.y, item.x + item.w, item.y + item.h)
            yield from (item.w + 1, item.h + 1)
        case Text() | Shape():
            yield from (item.x, item.y, item.size)


def sound(sketch: Sketch) -> None:
    assert touching(sketch) == []
    assert outside(sketch) == []
    assert all(text.text.strip() for text in sketch.texts)
    largest = max(sketch.width, sketch.height) + 30
    for item in sketch.items:
        assert all(math.isfinite(n) and -30 <= n <= largest for n in numbers(item)), item


seeds = st.integers(0, 2**32 - 1)
sizes = st.sampled_from(SIZES)
codes = st.sampled_from(tuple(LANGUAGES))


@settings(max_examples=80)
@given(seed=seeds, size=sizes, code=codes)
def test_texts_of_a_figure_never_touch_or_leave_it(
    seed: int, size: tuple[int, int], code: Code
) -> None:
    sound(lay_out(make_chart(seed), *size, measure, LANGUAGES[code]))


@settings(max_examples=50)
@example(seed=136, day=1.0, wide=0.3)
@given(seed=seeds, day=st.floats(-100, 3000), wide=st.sampled_from((0.3, 2, 40, 900, 90_000)))
def test_texts_never_touch_whatever_part_of_the_data_is_in_sight(
    seed: int, day: float, wide: float
) -> None:
    chance = Random(seed)
    chart = replace(make_chart(seed), figure=make_series(chance))
    low = chance.uniform(-0.2, 0.8)
    first = FIRST.toordinal() + day
    sight = Sight(first, first + wide, low, low + chance.choice((0.01, 0.1, 1)))
    drawn = chance.random() < 0.5
    size = chance.choice(SIZES)
    sound(lay_out(chart, *size, measure, LANGUAGES["da"], range=sight, drawn=drawn))


@settings(max_examples=50)
@given(seed=seeds, size=sizes, code=codes)
def test_texts_of_a_whole_picture_never_touch_or_leave_it(
    seed: int, size: tuple[int, int], code: Code
) -> None:
    sound(lay_out_page(make_chart(seed), *size, measure, LANGUAGES[code]))

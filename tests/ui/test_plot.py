"""The chart drawn: what may be concluded decides the drawing; every word is in the picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QStackedWidget, QTableView, QWidget
from pytestqt.qtbot import QtBot

from facilitator.charts.chart import ChartData, Line, Point
from facilitator.domain.runchart import Verdict
from facilitator.language import Language
from facilitator.ui import parts, plot, theme

FIRST = date(2025, 3, 12)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    theme.apply(qapp, "light")


@pytest.fixture
def lang() -> Language:
    return Language("da")


@pytest.fixture
def view(qtbot: QtBot, lang: Language) -> plot.ChartView:
    made = plot.ChartView(lang)
    qtbot.addWidget(made)
    made.resize(800, 460)
    made.show()
    made.activateWindow()
    return made


def _point(at: int, k: int | None, n: int | None = 15, every: int = 95) -> Point:
    value = None if k is None or not n else k / n
    return Point(
        label=f"{at + 1}. møde",
        at=FIRST + timedelta(days=every * at),
        k=k,
        n=n,
        value=value,
        low=None if value is None else max(0.0, value - 0.2),
        high=None if value is None else min(1.0, value + 0.2),
        useful=True,
        excluded=False,
        unknown=0,
    )


def _chart(
    counts: Sequence[int | None],
    lines: tuple[Line, ...] = (Line("national", 0.48, "Landet 48 pct.", "Kilde", "2025-09"),),
    verdict: Verdict = Verdict.DOTS,
    every: int = 95,
) -> ChartData:
    return ChartData(
        title="Hvor mange har indført en forbedring?",
        subtitle="Andel af medlemmer",
        sentence="Senest: 4 af 15 (27 pct.).",
        verdict=verdict,
        caveats=("Landstallet er fra én undersøgelse.",),
        points=tuple(_point(at, k, every=every) for at, k in enumerate(counts)),
        lines=lines,
    )


def _figure(view: plot.ChartView) -> QWidget:
    stack = view.findChild(QStackedWidget)
    assert stack is not None
    figure = stack.currentWidget()
    assert figure is not None
    return figure


def test_no_measurement_is_an_empty_state(view: plot.ChartView) -> None:
    view.show_chart(_chart([], verdict=Verdict.EMPTY))
    assert view.findChild(parts.EmptyState) is not None


def test_meetings_without_anybody_are_no_measurement(view: plot.ChartView) -> None:
    view.show_chart(_chart([None, None], verdict=Verdict.EMPTY))
    assert view.findChild(parts.EmptyState) is not None


@pytest.mark.parametrize("counts", [[5], [5, 6], [5, None, 6]])
def test_one_or_two_measurements_are_numbers_and_no_curve(
    view: plot.ChartView, counts: list[int | None]
) -> None:
    view.show_chart(_chart(counts, verdict=Verdict.NUMBER))
    figure = _figure(view)
    assert "af 15" in figure.accessibleDescription()
    assert not hasattr(figure, "walk")


def test_the_words_of_the_chart_stand_around_it(view: plot.ChartView) -> None:
    chart = _chart([1, 2, 3, 4])
    view.show_chart(chart)
    texts = {label.text() for label in view.findChildren(QLabel)}
    assert {chart.title, chart.subtitle, chart.sentence, *chart.caveats} <= texts
    assert view.accessibleName() == chart.title
    assert chart.caveats[0] in _figure(view).accessibleDescription()


def test_the_arrows_walk_from_point_to_point_and_say_each(
    view: plot.ChartView, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(parts, "announce", lambda _widget, text: said.append(text))
    view.show_chart(_chart([1, None, 3, 4]))
    figure = _figure(view)
    figure.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Right):
        QTest.keyClick(figure, key)
    QTest.keyClick(figure, Qt.Key.Key_Home)
    assert said[0].startswith("1. møde, 12. mar. 2025: 1 af 15 (7 pct.)")
    assert said[1].endswith("ingen måling")
    assert said[2] == said[3]
    assert said[4] == said[0]


def test_what_is_left_out_is_said(lang: Language) -> None:
    point = replace(_point(0, 4), excluded=True, unknown=3)
    words = plot.describe_point(point, lang)
    assert words == (
        "1. møde, 12. mar. 2025: 4 af 15 (27 pct.), 95 % sikkerhedsinterval 7–47, 3 ukendt, udeladt"
    )


def test_the_numbers_can_be_read_in_a_table(view: plot.ChartView) -> None:
    progress = Line("progress", 0.4, "Indtil nu", values=(0.2, None, 0.4))
    view.show_chart(replace(_chart([3, None, 6], (progress,)), counted="clinic"))
    view.show_table(True)
    table = view.findChild(QTableView)
    assert table is not None
    assert table.isVisible()
    model = table.model()
    shown = [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]
    assert model.headerData(3, Qt.Orientation.Horizontal) == "Ud af klinikker"
    assert shown[0][:5] == ["1. møde", "12. mar. 2025", "3", "15", "0"]
    assert shown[0][5:] == ["20\u00a0%", "0\u00a0%", "40\u00a0%", "20\u00a0%"]
    assert shown[1][5:] == ["–", "–", "–", "–"]
    view.show_table(False)
    assert not table.isVisible()


def test_the_same_chart_again_is_not_drawn_again(view: plot.ChartView) -> None:
    view.show_chart(_chart([1, 2, 3]))
    figure = _figure(view)
    view.show_chart(_chart([1, 2, 3]))
    assert _figure(view) is figure


def test_a_newer_chart_takes_the_place_of_the_former(view: plot.ChartView) -> None:
    view.show_chart(_chart([1, 2, 3]))
    view.show_table(True)
    view.show_chart(_chart([1, 2, 3, 4]))
    table = next(made for made in view.findChildren(QTableView) if made.isVisible())
    assert table.model().rowCount() == 4


@given(
    st.lists(st.floats(0, 500, allow_nan=False), max_size=6),
    st.floats(1, 40),
)
def test_labels_at_the_right_never_lie_on_each_other(wished: list[float], height: float) -> None:
    placed = plot.spread(wished, height, 0, 500)
    assert all(low + height <= high + 1e-6 for low, high in pairwise(sorted(placed)))
    assert all(height / 2 - 1e-6 <= y <= 500 - height / 2 + 1e-6 for y in placed)
    order = sorted(range(len(wished)), key=wished.__getitem__)
    assert [placed[at] for at in order] == sorted(placed)


def test_labels_with_room_enough_stay_where_they_belong() -> None:
    assert plot.spread((100.0, 20.0, 300.0), 14, 0, 500) == (100.0, 20.0, 300.0)


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(0, 12_000), st.integers(1, 12))
def test_months_on_the_axis_are_few_and_within(first: date, days: int, most: int) -> None:
    last = first + timedelta(days=days)
    ticks = plot.month_ticks(first, last, most)
    assert len(ticks) <= most
    assert all(first <= day <= last and day.day == 1 for day in ticks)
    assert list(ticks) == sorted(set(ticks))


def test_half_years_are_anchored_to_the_calendar() -> None:
    ticks = plot.month_ticks(date(2025, 3, 12), date(2027, 2, 1), 5)
    assert ticks == (date(2025, 7, 1), date(2026, 1, 1), date(2026, 7, 1), date(2027, 1, 1))


@pytest.mark.parametrize("counts", [[], [5], [5, 6], [1, None, 3, 4], [at % 9 for at in range(24)]])
def test_the_picture_has_every_word_of_the_chart(
    lang: Language, counts: list[int | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    write = plot._write

    def listen(painter: QPainter, box: object, text: str, *rest: object) -> float:
        written.append(text)
        return write(painter, box, text, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(plot, "_write", listen)
    chart = _chart(counts)
    image = plot.draw_picture(chart, lang, 800, 500, 2)
    assert (image.width(), image.height()) == (1600, 1000)
    assert {chart.title, chart.subtitle, chart.sentence, *chart.caveats, "Kilde"} <= set(written)
    assert image.text("Description").endswith(chart.caveats[0])


def test_a_picture_is_light_even_in_a_dark_program(qapp: QApplication, lang: Language) -> None:
    light = plot.draw_picture(_chart([1, 2, 3]), lang, 400, 300, 1)
    theme.apply(qapp, "dark")
    assert plot.draw_picture(_chart([1, 2, 3]), lang, 400, 300, 1) == light
    assert light.pixelColor(2, 2) == QColor("#ffffff")


def test_a_picture_is_saved_as_png(lang: Language) -> None:
    image = QImage()
    assert image.loadFromData(plot.picture_bytes(_chart([1, 2, 3]), lang))
    assert (image.width(), image.height()) == (1800, 1120)
    assert image.text("Title") == _chart([]).title


def test_a_view_without_a_chart_has_no_picture(view: plot.ChartView) -> None:
    with pytest.raises(ValueError, match="No chart"):
        view.picture(100, 100)


def test_nobody_at_all_is_drawn_as_a_dot_on_the_floor_and_a_gap_as_nothing(
    lang: Language,
) -> None:
    accent = theme.LIGHT.accent
    zero = plot.draw_picture(_chart([3, 0, 3, 3], ()), lang, 700, 400, 1)
    gap = plot.draw_picture(_chart([3, None, 3, 3], ()), lang, 700, 400, 1)
    assert _count(zero, accent) > _count(gap, accent) + 20


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_can_be_drawn_in_both_themes(
    qapp: QApplication,
    qtbot: QtBot,
    lang: Language,
    name: theme.Theme,
    verdict: Verdict,
) -> None:
    theme.apply(qapp, name)
    made = plot.ChartView(lang)
    qtbot.addWidget(made)
    median = Line("median", 0.4, "Median 40 pct.")
    made.show_chart(_chart([4, 5, 6, 7, 8, 9, 10, 3, 2, 1], (median,), verdict))
    made.resize(640, 420)
    accent = (theme.DARK if name == "dark" else theme.LIGHT).accent
    assert _count(made.grab().toImage(), accent) > 50


def test_ten_thousand_points_are_drawn_without_their_numbers(
    view: plot.ChartView, monkeypatch: pytest.MonkeyPatch
) -> None:
    view.show_chart(_chart([at % 16 for at in range(10_000)], every=7))
    texts: list[str] = []
    paint_row: Callable[..., None] = plot._Plot._paint_row

    def listen(
        self: plot._Plot, painter: QPainter, row: Sequence[tuple[int, str]], y: float
    ) -> None:
        texts.extend(text for _, text in row)
        paint_row(self, painter, row, y)

    monkeypatch.setattr(plot._Plot, "_paint_row", listen)
    view.grab()
    assert texts
    assert "15" not in texts


def _count(image: QImage, colour: str) -> int:
    wanted = QColor(colour).rgb()
    return sum(
        image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height())
    )

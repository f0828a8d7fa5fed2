"""A chart on the screen: the right drawing, every part within reach, every zoom undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.charts import FIRST, make_chart, make_figures, make_series, wrap
from tests.ui.conftest import dress_light
from tests.ui.mouse import double_click, drag, move_to

from facilitator.charts.chart import ChartData, Mark, Panel, Panels, Series
from facilitator.charts.layout import lay_out
from facilitator.charts.sketch import Target
from facilitator.language import Language
from facilitator.ui import parts, theme
from facilitator.ui.charts.days_in_sight import DaysInSight
from facilitator.ui.charts.figure import FigureView
from facilitator.ui.charts.plot import Plot
from facilitator.ui.charts.sketch_painter import measure
from facilitator.ui.charts.table import ChartTable
from facilitator.ui.charts.view import ChartView
from facilitator.ui.charts.walk import RING, find_nearest, step
from facilitator.ui.history.chart_large import LargeChart

pytestmark = pytest.mark.bare

LANG = Language("da")
MARKS = (
    Mark(FIRST + timedelta(days=100), "pdsa", "Påmindelse i journalen", 1),
    Mark(FIRST + timedelta(days=280), "phase", "Opfølgning som fast åbning"),
)


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> None:
    dress_light(qapp)


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[ChartData], ChartView]:
    """A chart in a window of its own, painted, its figure in focus."""

    def show(chart: ChartData) -> ChartView:
        made = ChartView(LANG)
        qtbot.addWidget(made)
        made.show_chart(chart)
        made.resize(800, 520)
        made.show()
        made.activateWindow()
        QApplication.processEvents()
        figure_of(made).setFocus()
        return made

    return show


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader is told."""
    heard: list[str] = []
    monkeypatch.setattr(parts, "announce", lambda _widget, text: heard.append(text))
    return heard


def figure_of(view: ChartView) -> QWidget:
    figure = view._figure()
    assert figure is not None
    return figure


def plot_of(view: ChartView) -> Plot:
    figure = figure_of(view)
    assert isinstance(figure, Plot)
    return figure


def press(widget: QWidget, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(widget, key)


def turn(widget: Plot, by: int, held: Qt.KeyboardModifier, moment: int = 0) -> bool:
    """The wheel turned in the middle of a figure; whether the figure took it."""
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        *(middle, middle, QPoint(), QPoint(0, by)),
        *(Qt.MouseButton.NoButton, held, Qt.ScrollPhase.NoScrollPhase, False),
    )
    event.setTimestamp(moment)
    widget.wheelEvent(event)
    return event.isAccepted()


def takes_escape(figure: Plot) -> bool:
    """Whether Escape is for the figure, and not for the page around it."""
    asked = QKeyEvent(
        QEvent.Type.ShortcutOverride, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier
    )
    asked.ignore()
    figure.event(asked)
    return asked.isAccepted()


# What is drawn


@pytest.mark.parametrize(
    ("counts", "kind"),
    [
        ([], parts.EmptyState),
        ([None, None], parts.EmptyState),
        ([5], FigureView),
        ([5, None, 6], FigureView),
        ([5, 6, 7], Plot),
    ],
)
def test_the_number_of_measurements_decides_the_drawing(
    show: Callable[[ChartData], ChartView], counts: list[int | None], kind: type[QWidget]
) -> None:
    assert isinstance(figure_of(show(make_chart(counts))), kind)


def test_the_words_of_a_chart_stand_around_it(show: Callable[[ChartData], ChartView]) -> None:
    chart = make_chart([1, 2, 3, 4], MARKS)
    view = show(chart)
    texts = "\n".join(label.text() for label in view.findChildren(QLabel))
    for words in (chart.title, chart.subtitle, chart.sentence, *chart.caveats):
        assert words in texts
    assert "Kilde: en undersøgelse" in texts
    assert "1 · 20. jun. 2025: Påmindelse i journalen" in texts
    for widget in (view, figure_of(view)):
        assert widget.accessibleName() == chart.title
        assert chart.caveats[0] in widget.accessibleDescription()
    small = make_chart([1, 2, 3, 4], MARKS).figure
    assert isinstance(small, Series)
    view.show_chart(wrap(Panels((Panel("Klinik A", small), Panel("Klinik B", small)))))
    # What happened is listed once, not for each of the small figures.
    assert view._notes.text().count("1 · 20. jun. 2025: Påmindelse i journalen") == 1


def test_a_figure_alone_still_tells_a_screen_reader_its_words(qtbot: QtBot) -> None:
    view = ChartView(LANG, words=False)
    qtbot.addWidget(view)
    chart = make_chart([1, 2, 3])
    view.show_chart(chart)
    view.show()
    assert not [label for label in view.findChildren(QLabel) if label.isVisible()]
    assert chart.sentence in view.accessibleDescription()


def test_an_equal_chart_is_not_drawn_again_and_another_keeps_the_focus(
    show: Callable[[ChartData], ChartView],
) -> None:
    view = show(make_chart([1, 2, 3]))
    before = figure_of(view)
    view.show_chart(make_chart([1, 2, 3]))
    assert figure_of(view) is before
    view.show_chart(make_chart([1, 2, 3, 4]))
    QApplication.processEvents()
    assert figure_of(view) is not before
    assert figure_of(view).hasFocus()


def test_ten_thousand_points_are_drawn_without_their_numbers(
    show: Callable[[ChartData], ChartView],
) -> None:
    series = make_series([at % 16 for at in range(10_000)], every=7)
    figure = plot_of(show(wrap(series)))
    assert "15" not in {text.text for text in figure.sketch().texts}
    last = len(series.points) - 1
    press(figure, *[Qt.Key.Key_Plus] * 14, Qt.Key.Key_End)
    assert "15" in {text.text for text in figure.sketch().texts}
    assert figure.walk.at == last


@pytest.mark.dressed
def test_screen_and_picture_have_each_point_in_one_place_in_both_themes(
    qapp: QApplication, show: Callable[[ChartData], ChartView]
) -> None:
    chart = make_chart([1, None, 3, 4, 12, 0], MARKS)
    figure = plot_of(show(chart))
    sketch = figure.sketch()
    drawn = lay_out(chart, sketch.width, sketch.height, measure, LANG).targets
    for name, tokens in (("dark", theme.dark()), ("light", theme.LIGHT)):
        theme.apply(qapp, cast(theme.Theme, name))
        QApplication.processEvents()
        image = figure.grab().toImage()
        assert image.pixelColor(3, 30) == QColor(tokens.surface)
        for at, target in enumerate(drawn):
            mine = figure.target(at)
            assert mine.x == pytest.approx(target.x)
            assert mine.y == pytest.approx(target.y)
            place = (round(mine.x + 8 + RING), round(mine.y + 8 + RING))
            is_dot = image.pixelColor(*place) == QColor(tokens.accent)
            assert is_dot == (chart.points[at].value is not None)


# Every part within reach


def test_the_arrows_walk_from_point_to_point_and_to_what_happened(
    show: Callable[[ChartData], ChartView], said: list[str]
) -> None:
    figure = plot_of(show(make_chart([1, None, 3, 4], MARKS)))
    press(figure, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Right)
    assert said[0].startswith("1. møde, 12. mar. 2025: 1 af 15 (7 pct.), 95 %")
    assert said[1].endswith("ingen måling")
    assert said[2] == said[3]
    press(figure, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Home)
    assert said[4] == "17. dec. 2025: Opfølgning som fast åbning"
    assert said[5] == "1 · 20. jun. 2025: Påmindelse i journalen"
    assert said[6].startswith("2. møde")
    assert said[7] == said[0]


@pytest.mark.parametrize("name", ["numbers", "dots", "bars", "pairs", "parts", "funnel", "panels"])
def test_every_part_of_a_figure_is_reached_by_keys_and_by_pointer(
    show: Callable[[ChartData], ChartView], said: list[str], name: str
) -> None:
    figure = figure_of(show(wrap(make_figures()[name])))
    assert isinstance(figure, FigureView)
    targets = figure.sketch().targets
    assert targets
    press(figure, *[Qt.Key.Key_Right] * len(targets))
    assert said == [target.words for target in targets]
    for at, target in enumerate(targets):
        middle = QPointF(target.x + target.w / 2, target.y + target.h / 2)
        assert find_nearest(middle, targets) == at


def test_each_answer_of_a_bar_is_said_with_its_share() -> None:
    targets = lay_out(wrap(make_figures()["parts"]), 700, 400, measure, LANG).targets
    assert [(target.row, target.words) for target in targets[:4]] == [
        (0, "Tryg?: ja 8, lidt 4, nej 1"),
        (0, "Tryg?: ja 8 af 13 (62 pct.)"),
        (0, "Tryg?: lidt 4 af 13 (31 pct.)"),
        (0, "Tryg?: nej 1 af 13 (8 pct.)"),
    ]


def test_the_pointer_shows_a_point_and_leaves_the_voice_alone(
    show: Callable[[ChartData], ChartView], said: list[str]
) -> None:
    figure = plot_of(show(make_chart([1, 2, 3, 4], MARKS)))
    for at in (2, 4):
        target = figure.target(at)
        place = QPoint(round(target.x + target.w / 2 + 6), round(target.y + target.h / 2 + 6))
        move_to(figure.viewport(), place)
        assert figure.walk.at == at
    assert said == []


_GRID = tuple(Target(10 * column, 10 * row, 8, 8, row, "") for row in (0, 1) for column in range(3))


@pytest.mark.parametrize(
    ("key", "at", "to"),
    [
        (Qt.Key.Key_Right, None, 0),
        (Qt.Key.Key_Left, None, 5),
        (Qt.Key.Key_Right, 5, 5),
        (Qt.Key.Key_Left, 3, 2),
        (Qt.Key.Key_Home, 4, 0),
        (Qt.Key.Key_End, None, 5),
        (Qt.Key.Key_Down, None, 0),
        (Qt.Key.Key_Up, None, 5),
        (Qt.Key.Key_Down, 1, 4),
        (Qt.Key.Key_Up, 5, 2),
        (Qt.Key.Key_Up, 1, 1),
        (Qt.Key.Key_A, 1, None),
    ],
)
def test_each_arrow_leads_to_the_part_it_points_to(key: Qt.Key, at: int | None, to: int) -> None:
    assert step(key, at, _GRID) == to


def test_the_menu_is_asked_for_with_the_day_of_the_point(
    show: Callable[[ChartData], ChartView],
) -> None:
    view = show(make_chart([1, 2, 3, 4]))
    asked: list[object] = []
    view.menu_wanted.connect(lambda day, _place: asked.append(day))
    figure = plot_of(view)
    press(figure, Qt.Key.Key_Right, Qt.Key.Key_Right)
    by_keys = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    figure.contextMenuEvent(by_keys)
    beside = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(1, 1), QPoint())
    figure.contextMenuEvent(beside)
    assert asked == [FIRST + timedelta(days=95), None]


# Zoom


def test_each_zoom_is_undone_by_escape_and_all_by_one_key(
    show: Callable[[ChartData], ChartView], said: list[str]
) -> None:
    view = show(wrap(make_series([at % 9 for at in range(80)], every=30)))
    figure, sight = plot_of(view), plot_of(view).sight
    whole = (sight.first, sight.last)
    press(figure, Qt.Key.Key_Plus)
    once = (sight.first, sight.last)
    assert once[1] - once[0] < whole[1] - whole[0]
    assert " – " in said[-1]
    press(figure, Qt.Key.Key_Plus)
    assert takes_escape(figure)
    press(figure, Qt.Key.Key_Escape)
    assert (sight.first, sight.last) == once
    assert view._all.isVisible()
    press(figure, Qt.Key.Key_Escape)
    assert (sight.first, sight.last) == whole
    assert not view._all.isVisible()
    assert not view.go_back()
    assert not takes_escape(figure)
    press(figure, Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_0)
    assert sight.is_whole
    press(figure, Qt.Key.Key_Plus, Qt.Key.Key_Plus)
    view._all.click()
    assert sight.is_whole


def test_the_wheel_zooms_in_the_figure_in_focus_and_scrolls_the_page_elsewhere(
    show: Callable[[ChartData], ChartView],
) -> None:
    figure = plot_of(show(make_chart([1, 2, 3, 4, 5, 6])))
    none, control = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
    assert turn(figure, 120, none, 1000)
    assert turn(figure, 120, none, 1100)
    assert not figure.sight.is_whole
    press(figure, Qt.Key.Key_Escape)
    assert figure.sight.is_whole
    figure.clearFocus()
    assert not turn(figure, 120, none)
    assert turn(figure, 120, control)


def test_a_drag_moves_what_is_zoomed_and_a_double_click_shows_all(
    show: Callable[[ChartData], ChartView],
) -> None:
    figure = plot_of(show(make_chart([1, 2, 3, 4, 5, 6])))
    press(figure, Qt.Key.Key_Plus)
    before, wide = figure.sight.first, figure.sight.last - figure.sight.first
    view, at = figure.viewport(), figure.rect().center()
    drag(view, at, at + QPoint(60, 0))
    assert figure.sight.first < before
    assert figure.sight.last - figure.sight.first == pytest.approx(wide)
    double_click(view, at)
    assert figure.sight.is_whole


def test_walking_brings_what_is_out_of_sight_into_it(
    show: Callable[[ChartData], ChartView],
) -> None:
    figure = plot_of(show(wrap(make_series([at % 9 for at in range(200)], every=30))))
    press(figure, *[Qt.Key.Key_Plus] * 5, Qt.Key.Key_End)
    last = FIRST + timedelta(days=30 * 199)
    assert figure.sight.first <= last.toordinal() <= figure.sight.last
    words = {text.text for text in figure.sketch().texts}
    assert "jul. 2041" in words or "2041" in words


_MOVES = st.lists(
    st.tuples(st.booleans(), st.floats(0.3, 3), st.floats(0, 1), st.floats(-900, 900)), max_size=12
)


@given(_MOVES)
def test_every_zoom_has_a_way_back_to_the_whole(
    moves: list[tuple[bool, float, float, float]],
) -> None:
    sight = DaysInSight(0, 1000)
    for zooms, by, part, days in moves:
        if zooms:
            sight.zoom(by, sight.first + part * (sight.last - sight.first))
        else:
            sight.move(days)
        assert sight.first >= -1e-6
        assert sight.last <= 1000 + 1e-6
        assert sight.last - sight.first >= 14 - 1e-6
    steps = 0
    while sight.go_back():
        steps += 1
    assert sight.is_whole
    assert steps <= len(moves) + 1


# The numbers, and the chart alone


def test_the_numbers_can_be_read_and_copied_in_a_table(
    show: Callable[[ChartData], ChartView],
) -> None:
    view = show(make_chart([3, None, 6]))
    view.show_table(True)
    table = view.findChild(ChartTable)
    assert table is not None
    assert table.isVisible()
    assert table.accessibleName() == "Hvor mange har indført en forbedring?"
    assert table.model().rowCount() == 3
    assert table.model().index(0, 0).data() == "1. møde"
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QApplication.clipboard().mimeData()
    assert copied.text().splitlines()[1].startswith("1. møde\t")
    assert "<table" in copied.html()
    view.show_chart(make_chart([1, 2, 3, 4]))
    shown = [one for one in view.findChildren(ChartTable) if one.isVisible()]
    assert [one.model().rowCount() for one in shown] == [4]
    view.show_table(False)
    assert not shown[0].isVisible()


def test_the_large_chart_is_left_by_escape_and_turned_by_keys(qtbot: QtBot) -> None:
    large = LargeChart(LANG)
    qtbot.addWidget(large)
    large.show_chart(make_chart([1, 2, 3, 4]))
    large.set_place(1, 3)
    large.show()
    large.activateWindow()
    turned: list[int] = []
    left: list[bool] = []
    large.turned.connect(turned.append)
    large.left.connect(lambda: left.append(True))
    QApplication.processEvents()
    large.setFocus()
    press(large, Qt.Key.Key_Left, Qt.Key.Key_Right)
    figure = plot_of(large.view)
    press(figure, Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_Plus, Qt.Key.Key_Escape)
    assert turned == [-1, 1, 1]
    assert left == []
    press(figure, Qt.Key.Key_Escape)
    assert left == [True]
    assert [button.accessibleName() for button in large.buttons] == [
        "Forrige diagram",
        "Næste diagram",
    ]


@pytest.mark.dressed
def test_rows_are_drawn_larger_where_a_chart_has_the_room(qtbot: QtBot) -> None:
    made: dict[bool, FigureView] = {}
    for grows in (False, True):
        view = ChartView(LANG, eager=grows, grows=grows)
        qtbot.addWidget(view)
        view.show_chart(wrap(make_figures()["bars"]))
        view.resize(1400, 1000)
        view.show()
        QApplication.processEvents()
        made[grows] = cast(FigureView, figure_of(view))
    small, large = made[False], made[True]
    assert large.height() > 1.5 * small.height()
    # Twice the pixels are as many design pixels: the words are larger too.
    assert large.sketch().height < 1.1 * small.sketch().height
    last = large.sketch().targets[-1]
    place = QPointF(last.x + last.w / 2, last.y + last.h / 2) * large._scale()
    move_to(large, place.toPoint())
    assert large.walk.at == len(large.sketch().targets) - 1

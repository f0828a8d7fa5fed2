"""Every chart on the screen: its words, its figure, and the numbers as a table."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from facilitator.charts.chart import Bars, ChartData, Dots, Parts, Series
from facilitator.charts.spoken import count_measured, describe_mark, say_sources
from facilitator.charts.whole import has_something
from facilitator.charts.words import describe_few
from facilitator.language import N_, Language
from facilitator.ui import parts
from facilitator.ui.charts.figure import CLOSEST, FigureView

ENOUGH_TO_PLOT = 3
"""Measurements of a series; with fewer the numbers themselves are shown."""

# Qt's own word for no limit.
_ENDLESS = 16_777_215


class ChartView(QWidget):
    """A chart with its words: title, definition, figure or table, sentence, source and caveats.

    Without `words` the figure alone, for a card that writes them itself; screen readers are told
    them all the same; without `marks` where what happened is listed elsewhere. In an `eager` one
    the wheel zooms at once, what the keys do is said, and rows are never pressed together; where
    it `grows`, they are drawn larger where there is room. `menu_wanted` says at which day (or none)
    and at which place of the screen a menu is wanted.
    """

    menu_wanted = Signal(object, QPoint)

    def __init__(
        self,
        lang: Language,
        *,
        words: bool = True,
        eager: bool = False,
        marks: bool = True,
        grows: bool = False,
    ) -> None:
        super().__init__()
        self._grows = grows
        self._lang, self._has_words, self._eager, self._has_marks = lang, words, eager, marks
        self._chart: ChartData | None = None
        self._title = parts.label("", "h2")
        self._subtitle = parts.label("", "small")
        self._sentence = parts.label("", selectable=True)
        self._notes = parts.label("", "small", selectable=True)
        self._hint = parts.label("", "small")
        self._stack = QStackedWidget()
        text = lang.text
        self._all = parts.button(
            text(N_("Show it all")), self._show_all, icon="rotate-ccw", small=True
        )
        self._toggle = parts.button(
            text(N_("Table")), self._turn, icon="table-2", small=True, plain=True
        )
        self._toggle.setCheckable(True)
        self._arrange()

    def _arrange(self) -> None:
        self._head = QHBoxLayout()
        self._head.addWidget(self._title, 1)
        self._head.addWidget(self._toggle, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addLayout(self._head)
        words.addWidget(self._subtitle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(words)
        column.addWidget(self._stack, 1)
        column.addWidget(self._sentence)
        column.addWidget(self._notes)
        column.addWidget(self._hint)
        column.addStretch(0)
        self._hint.hide()
        for part in (self._title, self._subtitle, self._sentence, self._notes, self._toggle):
            part.setVisible(self._has_words)
        self._all.setParent(self)
        self._all.hide()

    def _on_zoom(self, zoomed: bool) -> None:
        """Offer the way back beside the axis, where nothing is written."""
        corner = self._stack.geometry().bottomRight()
        size = self._all.sizeHint()
        self._all.setGeometry(QRect(corner - QPoint(size.width(), size.height()), size))
        self._all.setVisible(zoomed)
        self._all.raise_()

    @property
    def chart(self) -> ChartData | None:
        """The chart shown."""
        return self._chart

    def show_chart(self, chart: ChartData) -> None:
        """Draw a chart in place of the former; an equal chart again costs nothing."""
        if chart == self._chart:
            return
        self._chart = chart
        is_drawn = not is_empty(chart)
        marks = _list_marks(chart, self._lang) if is_drawn else []
        rest = (*say_sources(chart), *chart.caveats)
        notes = (*(marks if self._has_marks else ()), *rest)
        if self._has_words:
            self._title.setText(chart.title)
            self._subtitle.setText(chart.subtitle)
            self._subtitle.setVisible(bool(chart.subtitle))
            self._sentence.setText(chart.sentence)
            # In place of an empty figure stands that there are no data yet.
            self._sentence.setVisible(is_drawn or chart.sentence != describe_few(0, self._lang))
            self._notes.setText("\n".join(notes))
            self._notes.setVisible(bool(notes))
        self._toggle.setVisible(self._has_words and is_drawn)
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(" ".join((chart.sentence, *marks, *rest)))
        for made in (self._all, self._toggle):
            made.setAccessibleDescription(chart.title)
        self._fill(chart)

    def show_table(self, shown: bool) -> None:
        """Turn between the figure and the numbers it is drawn from."""
        self._toggle.setChecked(shown)
        self._turn()

    def add_button(self, button: QWidget) -> None:
        """Put a button beside those at the right of the title."""
        self._head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def focus_figure(self) -> None:
        """Let the keys walk in the figure, if there is one."""
        figure = self._figure()
        if figure is not None and figure.focusPolicy() & Qt.FocusPolicy.TabFocus:
            figure.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_back(self) -> bool:
        """Undo the last zoom of the figure; whether there was one."""
        go_back = getattr(self._figure(), "go_back", None)
        return go_back is not None and bool(go_back())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc undoes a zoom also from the buttons around the figure."""
        if event.key() != Qt.Key.Key_Escape or not self.go_back():
            event.ignore()

    def _figure(self) -> QWidget | None:
        return self._stack.widget(0)

    def _turn(self) -> None:
        if self._toggle.isChecked() and self._chart is not None and self._stack.count() == 1:
            from facilitator.ui.charts.table import ChartTable

            self._stack.addWidget(ChartTable(self._chart, self._lang))
        is_table = self._toggle.isChecked() and self._stack.count() > 1
        self._stack.setCurrentIndex(int(is_table))
        figure = self._figure()
        self._hint.setVisible(self._eager and not is_table and bool(self._hint.text()))
        most = figure.most_height() if isinstance(figure, FigureView) and not is_table else None
        self._stack.setMaximumHeight(_ENDLESS if most is None else most)

    def _show_all(self) -> None:
        figure = self._figure()
        show_all = getattr(figure, "show_all", None)
        if figure is not None and show_all is not None:
            show_all()
            figure.setFocus()

    def _fill(self, chart: ChartData) -> None:
        focused = self.focusWidget()
        had_focus = focused is not None and self._stack.isAncestorOf(focused)
        while (old := self._stack.widget(0)) is not None:
            self._stack.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._all.hide()
        figure = self._make_figure(chart)
        self._stack.addWidget(figure)
        self.setTabOrder(figure, self._all)
        if had_focus:
            figure.setFocus()
        self._turn()

    def _make_figure(self, chart: ChartData) -> QWidget:
        self._hint.clear()
        if is_empty(chart):
            sentence = self._lang.text(N_("The chart is drawn when there is something to count."))
            return parts.EmptyState("chart-line", self._lang.text(N_("No data yet")), sentence)
        figure = chart.figure
        if not isinstance(figure, Series) or count_measured(figure) < ENOUGH_TO_PLOT:
            self._hint.setText(self._lang.text(N_("Arrow keys go through the figure.")))
            closest = 1.0 if self._eager else CLOSEST
            made = FigureView(chart, self._lang, grows=self._grows, closest=closest)
            made.menu_wanted.connect(self.menu_wanted)
            return made
        # Numpy and pyqtgraph come along, which only a figure over time needs.
        from facilitator.ui.charts.plot import Plot

        words = N_(
            "Arrow keys go from point to point · + and − zoom · Esc goes back · 0 shows it all"
        )
        self._hint.setText(self._lang.text(words))
        plot = Plot(chart, figure, self._lang, eager=self._eager)
        plot.zoomed.connect(self._on_zoom)
        plot.menu_wanted.connect(self.menu_wanted)
        return plot


def is_empty(chart: ChartData) -> bool:
    """Whether there is nothing to see, not even that something is hidden."""
    match chart.figure:
        case Series(points=points):
            return all(point.value is None and not point.hidden for point in points)
        case Dots(rows=parts) | Bars(bars=parts) | Parts(parts=parts):
            return not (has_something(chart) or any(part.hidden for part in parts))
    return not has_something(chart)


def _list_marks(chart: ChartData, lang: Language) -> list[str]:
    return [describe_mark(mark, lang) for mark in chart.marks]

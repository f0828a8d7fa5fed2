"""A chart on the history page: its title, its figure, what it says now, and the way to more."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton

from facilitator.charts import Chart
from facilitator.charts.chart import Bars, ChartData, Parts
from facilitator.language import N_, Language
from facilitator.ui import parts, theme
from facilitator.ui.charts.view import ChartView
from facilitator.ui.history.export import Taker
from facilitator.ui.history.source import is_survey
from facilitator.ui.history.summary import Line

MAIN_HEIGHT, OTHER_HEIGHT = 430, 350
MOST_ROWS = 7
"""Bars on a card; a chart with more has them all where it is shown large."""


def shorten(chart: ChartData) -> tuple[ChartData, int]:
    """A chart as it stands on a card, and how many of its rows it is without.

    Of many bars the first ones stay, which are the largest; of many meetings the latest.
    """
    match chart.figure:
        case Bars(bars=bars, cumulative=cumulative) as figure:
            few: Bars | Parts = replace(
                figure, bars=bars[:MOST_ROWS], cumulative=cumulative[:MOST_ROWS]
            )
            more = len(bars) - MOST_ROWS
        case Parts(parts=parts) as figure:
            few = replace(figure, parts=parts[-MOST_ROWS:])
            more = len(parts) - MOST_ROWS
        case _:
            return chart, 0
    return (replace(chart, figure=few), more) if more > 0 else (chart, 0)


class ChartCard(parts.Card):
    """One chart. Its figure is made when it is first shown.

    `opened`: it is wanted large; `menu_wanted`: the day of a point, and where; `surveys_wanted`:
    its numbers are to be typed.
    """

    opened = Signal(str)
    menu_wanted = Signal(str, object, QPoint)
    surveys_wanted = Signal()

    def __init__(self, lang: Language, row: Chart, taker: Taker, *, is_main: bool = False) -> None:
        super().__init__()
        self.row, self._lang, self._is_main = row, lang, is_main
        self.view: ChartView | None = None
        self.chart: ChartData | None = None
        text = lang.text
        self._title = parts.label(text(row.title), "h2")
        self._said = parts.label("", "small")
        self.open_button = parts.button(
            "",
            lambda: self.opened.emit(row.name),
            icon="maximize-2",
            small=True,
            plain=True,
            name=text(N_("Show large")),
        )
        self.take_button = parts.button(
            "",
            lambda: None,
            icon="download",
            small=True,
            plain=True,
            name=text(N_("Save or copy")),
        )
        self.type_button = parts.button(
            text(N_("Enter…")),
            self.surveys_wanted.emit,
            icon="pencil",
            small=True,
            name=text(N_("Enter surveys…")),
        )
        for button in self.buttons:
            button.setAccessibleDescription(text(row.title))
        menu = QMenu(self.take_button)
        taker.fill(menu, lambda: self.chart)
        self.take_button.setMenu(menu)
        parts.style_by(self.take_button, "narrow", "true")
        self.setMinimumHeight(theme.px(MAIN_HEIGHT if is_main else OTHER_HEIGHT))
        self.setAccessibleName(text(row.title))
        self._lay()
        self.type_button.setVisible(is_survey(row))

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """What can be pressed on the card."""
        return self.type_button, self.open_button, self.take_button

    def _lay(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self._title, 1, Qt.AlignmentFlag.AlignTop)
        for button in self.buttons:
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._room = parts.label(self._lang.text(N_("Being drawn …")), "small")
        self._room.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.body.addLayout(head)
        self.body.addWidget(self._room, 1)
        self.body.addWidget(self._said)

    def show_chart(self, chart: ChartData, line: Line) -> None:
        """Draw a chart in place of the former; the same chart again costs nothing."""
        self.chart = chart
        self._title.setText(chart.title)
        self.setAccessibleName(chart.title)
        short, more = (chart, 0) if self._is_main else shorten(chart)
        rest = self._lang.plural("{n} more when shown large", "{n} more when shown large", more)
        # A sentence that no rules were run for tells the latest number itself.
        latest = line.latest if chart.verdict is not None else ""
        said = (latest, line.verdict, rest if more else "")
        self._said.setText(" · ".join(filter(None, said)))
        if self.view is None:
            self.view = self._make_view()
        self.view.show_chart(short)

    def show_trouble(self, words: str) -> None:
        """Say why there is no chart."""
        self._said.setText(words)
        if self.view is None:
            self._room.clear()

    def _make_view(self) -> ChartView:
        made = ChartView(self._lang, words=self._is_main)
        made.menu_wanted.connect(self._want_menu)
        self.body.replaceWidget(self._room, made)
        self._room.hide()
        self._room.deleteLater()
        if self._is_main:
            # It writes all its words itself, and has room for the buttons beside them.
            self._title.hide()
            self._said.hide()
            for button in self.buttons:
                made.add_button(button)
        return made

    def _want_menu(self, day: object, where: QPoint) -> None:
        self.menu_wanted.emit(self.row.name, day, where)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self.row.name)

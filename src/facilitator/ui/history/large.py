"""One chart of the history with room for all of it, and the marks on it below."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from facilitator.charts import Chart
from facilitator.charts.chart import ChartData, FunnelFigure, Panels, Series, View
from facilitator.domain.history import CutKind
from facilitator.language import N_
from facilitator.ui import theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.history.chart_large import LargeChart
from facilitator.ui.history.export import Taker
from facilitator.ui.history.marks import MarksPanel
from facilitator.ui.history.source import is_survey
from facilitator.ui.page import PAGE_MARGINS
from facilitator.ui.parts import Card, button, page_scroll

_LEAST_HEIGHT, _PEEK = 380, 92

# Qt's own word for no limit.
_ENDLESS = 16_777_215


class LargeView(QWidget):
    """One chart among several. `left`: back to all of them; `turned`: to the one before or after.

    `form_turned`: a mark is being written, or not any more.
    """

    left = Signal()
    turned = Signal(int)
    surveys_wanted = Signal()
    form_turned = Signal()

    def __init__(self, bridge: Bridge, taker: Taker) -> None:
        super().__init__()
        self._bridge, self._taker = bridge, taker
        self.row: Chart | None = None
        text = bridge.lang.text
        self.back = button(text(N_("All charts")), self.left.emit, icon="arrow-left", small=True)
        self.survey_button = button(
            text(N_("Enter surveys…")), self.surveys_wanted.emit, icon="pencil", small=True
        )
        self.chart_view = LargeChart(bridge.lang, marks=False)
        self.chart_view.left.connect(self.left)
        self.chart_view.turned.connect(self.turned)
        self.chart_view.menu_wanted.connect(self.open_menu)
        self.marks = MarksPanel(bridge)
        self.marks.form_turned.connect(self._on_form)
        # What is below the chart has its place when the chart has its new height.
        self._placed = QTimer(self, singleShot=True, interval=0)
        self._placed.timeout.connect(self._show_form)
        self._lay()

    def _lay(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.back)
        head.addStretch(1)
        head.addWidget(self.survey_button)
        self._card = Card()
        self._card.body.addWidget(self.chart_view, 1)
        inner = QWidget()
        column = QVBoxLayout(inner)
        left, top, right, bottom = PAGE_MARGINS
        column.setContentsMargins(left, top - 6, right, bottom)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._card)
        column.addWidget(self.marks)
        column.addStretch(1)
        self._scroll = page_scroll(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)

    def show_row(self, row: Chart, chart: ChartData, view: View, at: int, of: int) -> None:
        """Show a chart, the one with the number `at` from 0 among `of`, and the marks on it."""
        is_new = self.chart is None or self.chart.name != chart.name
        self.row = row
        self.chart_view.show_chart(chart)
        self.chart_view.set_place(at, of)
        self.survey_button.setVisible(is_survey(row))
        self.marks.setVisible(isinstance(chart.figure, Series) and bool(chart.points))
        self.marks.show_marks(chart, view)
        self._fit()
        if is_new:
            self._scroll.verticalScrollBar().setValue(0)

    @property
    def chart(self) -> ChartData | None:
        """The chart shown."""
        return self.chart_view.chart

    def focus_chart(self) -> None:
        """Let the keys walk in the chart, or from it to its neighbours."""
        self.chart_view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.chart_view.view.focus_figure()

    def primary(self) -> QPushButton | None:
        """The button that Ctrl+Enter presses while a mark is being written."""
        return self.marks.primary() if self.marks.is_writing else None

    def begin_mark(self, kind: CutKind, day: date) -> None:
        """Write a mark on the chart shown."""
        self.marks.begin(kind, day)

    def open_menu(self, day: object, where: QPoint) -> None:
        """What can be done at a point of the chart."""
        menu = self.make_menu(day)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(where)

    def make_menu(self, day: object) -> QMenu:
        """What can be done with the chart and, on a day of it, marked."""
        menu = QMenu(self)
        if isinstance(day, date) and not self.marks.isHidden():
            self.marks.fill_menu(menu, day)
            menu.addSeparator()
        self._taker.fill(menu, lambda: self.chart)
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The chart fills what is in sight, but for the beginning of what stands below it."""
        _, top, _, bottom = PAGE_MARGINS
        peek = theme.px(_PEEK) if not self.marks.isHidden() else bottom
        if self.marks.is_writing:
            peek = self.marks.head_height() + 12
        head = self.back.sizeHint().height() + top + 12
        tall = max(theme.px(_LEAST_HEIGHT), self.height() - head - peek)
        figure = self.chart.figure if self.chart is not None else None
        fills = isinstance(figure, Series | FunnelFigure | Panels)
        self._card.setMinimumHeight(tall if fills else 0)
        # Rows are drawn larger where there is room in sight, and scrolled where there is not.
        least = self._card.minimumSizeHint().height()
        self._card.setMaximumHeight(_ENDLESS if fills else max(tall, least))

    def _on_form(self) -> None:
        self._fit()
        self._placed.start()
        self.form_turned.emit()

    def _show_form(self) -> None:
        if self.marks.is_writing:
            self._scroll.ensureWidgetVisible(self.marks.form, 0, theme.px(14))

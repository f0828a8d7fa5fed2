"""All of the history at a glance: what matters first, every measure in a list, and its charts."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from facilitator.charts import Chart
from facilitator.charts.chart import ChartData
from facilitator.charts.overview import find
from facilitator.domain.history import Figures
from facilitator.language import N_, Language
from facilitator.log import log
from facilitator.ui import parts, theme
from facilitator.ui.charts.view import is_empty
from facilitator.ui.history.card import ChartCard
from facilitator.ui.history.export import Taker
from facilitator.ui.history.figures import KeyFigures
from facilitator.ui.history.source import HISTORY, Source, is_survey
from facilitator.ui.history.summary import Line, SummaryTable
from facilitator.ui.page import PAGE_MARGINS

_BESIDE, _TWO, _THREE = 820, 700, 1240
"""Design pixels from which the figures stand beside the main chart, and charts in columns."""

CANNOT = N_("This chart cannot be shown; the log in the data folder says why.")


class Overview(QWidget):
    """Charts are drawn one at a time while nothing else waits: those in sight first.

    `opened`: a chart is wanted large; `menu_wanted`: the chart, the day of a point or none, and
    where; `surveys_wanted`: surveys are to be typed.
    """

    opened = Signal(str)
    menu_wanted = Signal(str, object, QPoint)
    surveys_wanted = Signal()

    def __init__(self, lang: Language, source: Source, taker: Taker) -> None:
        super().__init__()
        self._lang, self._source = lang, source
        self._lines: dict[str, Line] = {}
        self._waiting: list[Chart] = []
        self._was_painted = False
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._draw_next)
        self._placed: tuple[int, tuple[str, ...], bool] | None = None
        # Charts with nothing to see stand in the list alone; of those with a fault it tells.
        self._bare: frozenset[str] = frozenset()
        self._broken: frozenset[str] = frozenset()
        self.figures = KeyFigures(lang)
        self.summary = SummaryTable(lang)
        self.summary.opened.connect(self.opened)
        self.cards = {
            row.name: ChartCard(lang, row, taker, is_main=row is HISTORY[0]) for row in HISTORY
        }
        for card in self.cards.values():
            card.opened.connect(self.opened)
            card.menu_wanted.connect(self.menu_wanted)
            card.surveys_wanted.connect(self.surveys_wanted)
        self._lay()

    def _lay(self) -> None:
        inner = QWidget()
        for card in (*self.cards.values(), *self.figures.cards):
            card.setParent(inner)  # shown without one it would be a window
        column = QVBoxLayout(inner)
        column.setContentsMargins(*PAGE_MARGINS)
        column.setSpacing(16)
        self._top = QGridLayout()
        self._top.setSpacing(16)
        self._grid = QGridLayout()
        self._grid.setSpacing(16)
        measures = parts.Card(self._lang.text(N_("All measures")))
        measures.add(self.summary)
        column.addLayout(self._top)
        column.addWidget(measures)
        column.addLayout(self._grid)
        column.addStretch(1)
        self._scroll = parts.page_scroll(inner, self._lang.text(N_("Charts")))
        self._scroll.verticalScrollBar().valueChanged.connect(lambda _at: self._begin_drawing())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)

    # -- what is shown

    @property
    def rows(self) -> tuple[Chart, ...]:
        """The charts that may be shown to those who see them now."""
        return tuple(row for row in HISTORY if self._source.may_show(row))

    @property
    def is_drawing(self) -> bool:
        """Whether there are charts still to be drawn."""
        return self._idle.isActive() or bool(self._waiting and self.isVisible())

    def show_history(self, figures: Figures) -> None:
        """Show what the source answers now, as soon as it is drawn."""
        self.figures.show_figures(figures, self._source.view)
        self._waiting, self._broken = list(self.rows), frozenset()
        self._place_cards()
        self._show_lines()
        self._begin_drawing()

    def forget(self) -> None:
        """Another cluster: what was told of the former is not for this one."""
        self._lines.clear()
        self._bare = frozenset()

    def title(self, row: Chart) -> str:
        """What a chart is called, as far as it is known."""
        known = self._lines.get(row.name)
        return known.title if known else self._lang.text(row.title)

    def focus_card(self, name: str) -> None:
        """Let one go on from the card of a chart."""
        self.cards[name].open_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_lines(self) -> None:
        text = self._lang.text
        self.summary.show_lines(
            [self._lines.get(row.name, Line(row.name, text(row.title))) for row in self.rows]
        )

    def _begin_drawing(self) -> None:
        # What draws charts is loaded when the page itself is on the screen.
        if self._was_painted and self.isVisible():
            self._idle.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self._begin_drawing()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._begin_drawing()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._idle.stop()

    def _draw_next(self) -> None:
        """Bring one chart further, those in sight first: what it says, and then its card."""
        waiting = self._waiting or self._unshown()
        if not waiting:
            self._idle.stop()
            self._order_tabs()
            return
        row = next((row for row in waiting if self._is_in_sight(row)), waiting[0])
        if row in self._waiting:
            self._waiting.remove(row)
        drawn = self.draw(row)
        if drawn is None:
            return
        if is_empty(drawn) != (row.name in self._bare):
            self._bare ^= {row.name}
            self._place_cards()
        if self._is_in_sight(row) or not self._waiting:
            self.cards[row.name].show_chart(drawn, self._lines[row.name])

    def draw(self, row: Chart) -> ChartData | None:
        """A chart, whose line is then told; none where there is a fault in it, which is told in
        its place alone."""
        lang = self._lang
        try:
            drawn = self._source.chart(row)
            finding = find(drawn, lang)
        except Exception:
            log.exception("the chart %s could not be drawn", row.name)
        else:
            can_say = finding.verdict or drawn.sentence
            self._tell(Line(row.name, drawn.title, finding.latest, can_say))
            return drawn
        words = lang.text(CANNOT)
        self._tell(Line(row.name, lang.text(row.title), "", words))
        self._broken |= {row.name}
        if row.name in self.cards:
            self.cards[row.name].show_trouble(words)
        return None

    def _unshown(self) -> list[Chart]:
        """Charts that are drawn, and whose card shows another one or none yet."""
        return [
            row
            for row in self.rows
            if self._has_card(row)
            and row.name not in self._broken
            and self._source.has(row)
            and self.cards[row.name].chart is not self._source.chart(row)
        ]

    def _order_tabs(self) -> None:
        """Tab goes as one reads, also to figures that were made later than what follows them."""
        main = self.cards[HISTORY[0].name]
        others = [card for card in self.cards.values() if card is not main]
        stops = [
            widget
            for part in (main, self.summary, *others)
            for widget in (part, *part.findChildren(QWidget))
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _tell(self, line: Line) -> None:
        if line.id in self.cards and self._lines.get(line.id) != line:
            self._lines[line.id] = line
            self._show_lines()

    def _has_card(self, row: Chart) -> bool:
        """Whether a chart has a card of its own: the main one, each with something to see, and one
        for the survey where none has been entered, which leads there."""
        surveys = [one for one in HISTORY if is_survey(one)]
        if row.name not in self._bare or row is HISTORY[0]:
            return True
        return row in surveys[:1] and all(one.name in self._bare for one in surveys)

    def _is_in_sight(self, row: Chart) -> bool:
        return not self.cards[row.name].visibleRegion().isEmpty()

    # -- where things stand

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_cards()

    def _place_cards(self) -> None:
        """Two or three columns of charts; the figures beside the main chart or below it."""
        wide = self.width()
        columns = 3 if wide >= theme.px(_THREE) else 2 if wide >= theme.px(_TWO) else 1
        shown = [self.cards[row.name] for row in self.rows if self._has_card(row)]
        place = (columns, tuple(card.row.name for card in shown), wide >= theme.px(_BESIDE))
        if place == self._placed:
            return
        self._placed = place
        main, others = shown[0], shown[1:]
        for at, figure in enumerate(self.figures.cards):
            self._top.addWidget(figure, *((at, 1) if place[2] else (1, at)))
            figure.setMinimumWidth(theme.px(250) if place[2] else 0)
        if place[2]:
            self._top.addWidget(main, 0, 0, 3, 1)
        else:
            self._top.addWidget(main, 0, 0, 1, 3)
        for column, stretch in enumerate((4, 1, 0) if place[2] else (1, 1, 1)):
            self._top.setColumnStretch(column, stretch)
        for card in self.cards.values():
            card.setVisible(card in shown)
        for at, card in enumerate(others):
            self._grid.addWidget(card, at // columns, at % columns)
        for column in range(3):
            self._grid.setColumnStretch(column, int(column < columns))

"""Every chart on the screen and in a picture: draws ChartData; the one place with pyqtgraph."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import pyqtgraph as pg
from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QSizePolicy,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from facilitator.charts.chart import ChartData, Line, Point
from facilitator.domain.runchart import Verdict
from facilitator.language import N_, Language
from facilitator.ui import parts, theme
from facilitator.ui.row_model import Column, RowModel

# Width and height of a picture for mail and paper, in design pixels.
PICTURE_SIZE = 900, 560
# Beyond this many points numbers stand in the table and at the point in focus only.
_MOST_NUMBERED = 60
_SHARES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)


@dataclass(frozen=True, slots=True)
class _Style:
    """What a chart is drawn with; scale is device pixels to a design pixel."""

    lang: Language
    tokens: theme.Tokens
    scale: float

    def font(self, size: float = 12.5, weight: int = 400) -> QFont:
        made = theme.font("small", number=True, weight=weight)
        made.setPixelSize(max(1, round(size * self.scale)))
        return made

    def px(self, size: float) -> float:
        return size * self.scale

    def pen(self, colour: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
        made = QPen(QColor(colour), self.px(width), style)
        made.setCosmetic(True)
        return made

    def line(self, line: Line, verdict: Verdict) -> tuple[str, Qt.PenStyle]:
        """The colour and the dashes of a line; a median that no longer holds is broken up."""
        now = self.tokens
        if line.kind == "national":
            return now.warn, Qt.PenStyle.DashLine
        if line.kind == "progress":
            return now.kinds["goals"], Qt.PenStyle.DotLine
        moved = verdict in (Verdict.NON_RANDOM, Verdict.PRELIMINARY_CHANGE)
        return now.ink2, Qt.PenStyle.DashDotLine if moved else Qt.PenStyle.SolidLine


def describe_point(point: Point, lang: Language) -> str:
    """A point in words: where and when, the counts and the interval."""
    head = f"{point.label}, {lang.date_axis(point.at)}"
    if point.value is None or point.k is None or point.n is None:
        return f"{head}: {lang.text('no measurement')}"
    words = f"{head}: {lang.share(point.k, point.n)}"
    if point.low is not None and point.high is not None:
        low, high = (_rounded(end, point.n, lang) for end in (point.low, point.high))
        words += f", {lang.text('95 % confidence interval {low}–{high}', low=low, high=high)}"
    if point.unknown:
        words += f", {lang.text('{count} unknown', count=lang.number(point.unknown))}"
    if point.excluded:
        words += f", {lang.text('left out')}"
    return words


def _rounded(share: float, n: int, lang: Language) -> str:
    """A share in per cent: whole below n = 100; 0 and 100 only where it is exactly that."""
    decimals = 0 if n < 100 else 1
    if share not in (0, 1) and round(100 * share) in (0, 100):
        decimals = 1
    return lang.number(100 * share, decimals)


def spread(wished: Sequence[float], height: float, top: float, bottom: float) -> tuple[float, ...]:
    """Centres near those wished, at least a height apart and within top and bottom if they fit."""
    order = sorted(range(len(wished)), key=lambda at: wished[at])
    placed = [0.0] * len(wished)
    floor = top + height / 2
    for at in order:
        placed[at] = max(wished[at], floor)
        floor = placed[at] + height
    ceiling = bottom - height / 2
    for at in reversed(order):
        placed[at] = min(placed[at], ceiling)
        ceiling = placed[at] - height
    return tuple(placed)


def month_ticks(first: date, last: date, most: int) -> tuple[date, ...]:
    """Month starts from first to last, at most `most`, anchored to the calendar year."""
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    for step in _MONTH_STEPS:
        days = (date(m // 12, m % 12 + 1, 1) for m in months if m % step == 0)
        ticks = tuple(day for day in days if first <= day <= last)
        if len(ticks) <= most:
            return ticks
    return ()


class _Plot(pg.PlotWidget):  # type: ignore[misc]
    """Points in true time; texts are painted on top, so that none lies under a line."""

    walked = Signal(str)

    def __init__(self, chart: ChartData, style: _Style) -> None:
        super().__init__(background=QColor(style.tokens.surface))
        self._chart, self._style = chart, style
        self._at: int | None = None
        self._measured = [point for point in chart.points if point.value is not None]
        self._days = [point.at.toordinal() for point in chart.points]
        self._numbered = len(chart.points) <= _MOST_NUMBERED
        self.setFrameShape(self.Shape.NoFrame)
        self.setMenuEnabled(False)
        self.setMouseEnabled(False, False)
        self.hideButtons()
        self.setMouseTracking(True)
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(" ".join((chart.sentence, *chart.caveats)))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._draw()

    def minimumSizeHint(self) -> QSize:
        return QSize(round(self._style.px(240)), round(self._style.px(190)))

    def sizeHint(self) -> QSize:
        return QSize(round(self._style.px(640)), round(self._style.px(320)))

    # The figure itself

    def _draw(self) -> None:
        style, plot, days = self._style, self.getPlotItem(), self._days
        pad = max(12, (days[-1] - days[0]) * 0.03)
        self.setRange(xRange=(days[0] - pad, days[-1] + pad), yRange=(-0.03, 1.03), padding=0)
        plot.layout.setContentsMargins(0, round(style.px(22)), 0, 0)
        self._draw_axes()
        for level in _SHARES:
            self.addItem(pg.InfiniteLine(level, 0, pen=style.pen(style.tokens.line, 1)))
        for line in self._chart.lines:
            self._draw_line(line)
        self._draw_points()

    def _draw_axes(self) -> None:
        style, plot = self._style, self.getPlotItem()
        metrics = QFontMetrics(style.font())
        wide = max(metrics.horizontalAdvance(style.lang.percent_axis(share)) for share in _SHARES)
        plot.showAxis("right")
        for side in ("left", "bottom", "right"):
            plot.getAxis(side).setPen(QPen(Qt.PenStyle.NoPen))
            plot.getAxis(side).setTicks([])
        plot.getAxis("left").setWidth(wide + style.px(14))
        plot.getAxis("bottom").setHeight(style.px(46 if self._numbered else 24))

    def _draw_line(self, line: Line) -> None:
        colour, dashes = self._style.line(line, self._chart.verdict)
        pen = self._style.pen(colour, 1.5, dashes)
        if line.values:
            values = [math.nan if value is None else value for value in line.values]
            curve = pg.PlotCurveItem(self._days, values, pen=pen, connect="finite", antialias=True)
            self.addItem(curve)
            ends = {"symbol": "s", "size": self._style.px(4), "brush": QColor(colour), "pen": None}
            if self._numbered:
                self.addItem(pg.ScatterPlotItem(self._days, values, **ends))
        elif line.value is not None:
            self.addItem(pg.InfiniteLine(line.value, 0, pen=pen))

    def _draw_points(self) -> None:
        style, points = self._style, self._chart.points
        accent, quiet = style.tokens.accent, style.tokens.ink3
        values = [math.nan if p.value is None or p.excluded else p.value for p in points]
        # Qt draws thousands of pieces fast only by the thinnest pen.
        pen = style.pen(theme.mixed(accent, style.tokens.surface, 0.6), 1.2)
        if not self._numbered:
            pen.setWidthF(1)
        joined = pg.PlotCurveItem(
            self._days, values, pen=pen, connect="finite", antialias=self._numbered
        )
        if self._numbered:
            self._draw_intervals()
        self.addItem(joined)
        kept = [point for point in self._measured if not point.excluded]
        self._draw_dots([p for p in kept if p.useful], accent, accent)
        self._draw_dots([p for p in kept if not p.useful], accent, style.tokens.surface)
        left_out = [point for point in self._measured if point.excluded]
        self._draw_dots(left_out, quiet, style.tokens.surface)

    def _draw_intervals(self) -> None:
        soft = theme.mixed(self._style.tokens.accent, self._style.tokens.surface, 0.42)
        for point in self._measured:
            if point.low is not None and point.high is not None:
                day = point.at.toordinal()
                pen = self._style.pen(soft, 3)
                self.addItem(pg.PlotCurveItem([day, day], [point.low, point.high], pen=pen))

    def _draw_dots(self, points: Sequence[Point], edge: str, fill: str) -> None:
        dots = pg.ScatterPlotItem(
            [point.at.toordinal() for point in points],
            [point.value for point in points],
            size=self._style.px(10 if self._numbered else 5),
            pen=self._style.pen(edge, 1.6),
            brush=QColor(fill),
            antialias=True,
        )
        self.addItem(dots)

    # The words around it

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        # pyqtgraph resizes itself while it is being built.
        if hasattr(self, "_style"):
            self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        style, plot = self._style, self.getPlotItem()
        metrics = QFontMetricsF(style.font(weight=600))
        longest = max((metrics.horizontalAdvance(text) for _, text, _ in self._ends()), default=0)
        right = min(longest + style.px(18), self.width() * 0.4)
        plot.getAxis("right").setWidth(right)
        room = self.width() - right - plot.getAxis("left").width()
        (first, last), _ = plot.getViewBox().viewRange()
        ticks = month_ticks(
            date.fromordinal(math.ceil(first)),
            date.fromordinal(math.floor(last)),
            max(1, int(room // style.px(92))),
        )
        self._months = [(day.toordinal(), style.lang.month_axis(day)) for day in ticks]

    def _ends(self) -> list[tuple[float, str, str]]:
        """What is written at the right end: level, text, colour."""
        lang = self._style.lang
        ends = []
        for line in self._chart.lines:
            if line.value is not None:
                colour, _ = self._style.line(line, self._chart.verdict)
                ends.append((line.value, line.label, colour))
        if self._measured:
            last = self._measured[-1]
            assert last.value is not None
            ends.append((last.value, _counted(last, lang), self._style.tokens.accent))
        return ends

    def _place(self, day: float, level: float) -> QPointF:
        box = self.getPlotItem().getViewBox()
        at: QPointF = box.mapViewToScene(QPointF(day, level))
        return at

    def drawForeground(self, painter: QPainter, _rect: QRectF) -> None:
        # A scene of pyqtgraph is as large as its view in pixels.
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_words(painter)
        painter.restore()

    def _paint_words(self, painter: QPainter) -> None:
        self._paint_shares(painter)
        self._paint_ends(painter)
        self._paint_below(painter)
        if self._at is not None:
            self._paint_point(painter, self._chart.points[self._at])
        if self.hasFocus():
            theme.draw_focus(painter, QRectF(self.rect()), self._style.tokens.accent)

    def _paint_shares(self, painter: QPainter) -> None:
        style, lang = self._style, self._style.lang
        painter.setFont(style.font())
        painter.setPen(QColor(style.tokens.ink2))
        metrics = QFontMetricsF(painter.font())
        left = self.getPlotItem().getAxis("left").width()
        middle = (metrics.ascent() - metrics.descent()) / 2
        for level in _SHARES:
            text = lang.percent_axis(level)
            x = left - style.px(8) - metrics.horizontalAdvance(text)
            painter.drawText(QPointF(x, self._place(0, level).y() + middle), text)
        painter.drawText(QPointF(left, style.px(16)), f"↑ {lang.text(N_('better'))}")

    def _paint_ends(self, painter: QPainter) -> None:
        ends, style = self._ends(), self._style
        font = style.font()
        metrics = QFontMetricsF(font)
        top, bottom = self._place(0, 1).y(), self._place(0, 0).y()
        (_, day), _ = self.getPlotItem().getViewBox().viewRange()
        levels = [self._place(day, level) for level, _, _ in ends]
        tall = metrics.height() + style.px(1)
        placed = spread([at.y() for at in levels], tall, top - tall / 2, bottom + tall / 2)
        for (_, text, colour), at, y in zip(ends, levels, placed, strict=True):
            room = self.width() - at.x() - style.px(12)
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.setFont(style.font(weight=600) if colour == style.tokens.accent else font)
            painter.setPen(style.pen(colour, 1))
            painter.drawLine(at, QPointF(at.x() + style.px(8), y))
            middle = (metrics.ascent() - metrics.descent()) / 2
            painter.drawText(QPointF(at.x() + style.px(11), y + middle), shown)

    def _paint_below(self, painter: QPainter) -> None:
        style = self._style
        metrics = QFontMetricsF(style.font())
        painter.setFont(style.font())
        painter.setPen(QColor(style.tokens.ink2))
        floor = self._place(0, 0).y()
        row = floor + style.px(6) + metrics.ascent()
        if self._numbered:
            painter.setFont(style.font(11))
            self._paint_row(painter, self._counts(), row)
            painter.setFont(style.font())
            head = "n"
            left = self.getPlotItem().getAxis("left").width() - style.px(6)
            painter.drawText(QPointF(left - metrics.horizontalAdvance(head), row), head)
            row += style.px(20)
        self._paint_row(painter, self._months, row)

    def _counts(self) -> list[tuple[int, str]]:
        number = self._style.lang.number
        return [(p.at.toordinal(), number(p.n) if p.n else "–") for p in self._chart.points]

    def _paint_row(self, painter: QPainter, texts: Sequence[tuple[int, str]], base: float) -> None:
        metrics = QFontMetricsF(painter.font())
        free = -math.inf
        for day, text in texts:
            wide = metrics.horizontalAdvance(text)
            left = self._place(day, 0).x() - wide / 2
            if left > free:
                painter.drawText(QPointF(left, base), text)
                free = left + wide + self._style.px(2)

    def _paint_point(self, painter: QPainter, point: Point) -> None:
        style, text = self._style, describe_point(point, self._style.lang)
        at = self._place(point.at.toordinal(), point.value or 0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(style.pen(style.tokens.ink, 2))
        if point.value is not None:
            painter.drawEllipse(at, style.px(9), style.px(9))
        painter.setFont(style.font())
        room = QRectF(0, 0, self.width() - style.px(36), self.height())
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        box = painter.boundingRect(room, int(flags), text)
        box.adjust(0, 0, style.px(16), style.px(10))
        x = min(max(style.px(4), at.x() - box.width() / 2), self.width() - box.width() - 4)
        above = at.y() - box.height() - style.px(16)
        y = above if above > 0 else at.y() + style.px(16)
        box.moveTo(x, y)
        painter.setBrush(QColor(style.tokens.surface))
        painter.setPen(style.pen(style.tokens.ink3, 1))
        painter.drawRoundedRect(box, style.px(6), style.px(6))
        painter.setPen(QColor(style.tokens.ink))
        inner = box.adjusted(style.px(8), style.px(5), -style.px(8), -style.px(5))
        painter.drawText(inner, int(flags), text)

    # Walking from point to point

    def walk(self, to: int) -> None:
        """Bring a point into focus and say it."""
        self._at = min(max(0, to), len(self._chart.points) - 1)
        text = describe_point(self._chart.points[self._at], self._style.lang)
        parts.announce(self, text)
        self.walked.emit(text)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._chart.points) - 1
        now = -1 if self._at is None else self._at
        places = {
            Qt.Key.Key_Right: now + 1,
            Qt.Key.Key_Left: last if self._at is None else now - 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        place = places.get(Qt.Key(event.key()))
        if place is None:
            event.ignore()
        else:
            self.walk(place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._leave()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._at = self._nearest(event.position())
        self.viewport().update()

    def leaveEvent(self, event: object) -> None:
        super().leaveEvent(event)
        self._leave()

    def _leave(self) -> None:
        self._at = None
        self.viewport().update()

    def _nearest(self, place: QPointF) -> int | None:
        def far(at: int) -> float:
            point = self._chart.points[at]
            there = self._place(point.at.toordinal(), point.value or 0)
            return math.hypot(there.x() - place.x(), there.y() - place.y())

        reach = self._style.px(14)
        box = self.getPlotItem().getViewBox()
        first, last = (box.mapSceneToView(place + QPointF(by, 0)).x() for by in (-reach, reach))
        near = range(bisect_left(self._days, first), bisect_right(self._days, last))
        nearest = min(near, key=far, default=None)
        return nearest if nearest is not None and far(nearest) < reach else None


def _counted(point: Point, lang: Language) -> str:
    """40 % (6 af 15)."""
    counts = lang.text("{k} of {n}", k=lang.number(point.k or 0), n=lang.number(point.n or 0))
    return f"{lang.percent(point.k or 0, point.n or 0)} ({counts})"


class _Numbers(QWidget):
    """One or two measurements: each as a big number over its interval and the levels."""

    def __init__(self, chart: ChartData, style: _Style) -> None:
        super().__init__()
        self._chart, self._style = chart, style
        self._points = [point for point in chart.points if point.value is not None]
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(
            " ".join((*(describe_point(p, style.lang) for p in self._points), chart.sentence))
        )
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumSize(round(style.px(240)), round(style.px(150 * len(self._points))))

    def sizeHint(self) -> QSize:
        return QSize(round(self._style.px(640)), round(self._style.px(150 * len(self._points))))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tall = min(self.height() / len(self._points), self._style.px(190))
        for at, point in enumerate(self._points):
            self._paint(painter, point, at * tall)
        if self.hasFocus():
            theme.draw_focus(painter, QRectF(self.rect()), self._style.tokens.accent)

    def _paint(self, painter: QPainter, point: Point, top: float) -> None:
        style, lang, now = self._style, self._style.lang, self._style.tokens
        left, right = style.px(10), self.width() - style.px(24)
        painter.setFont(style.font(12.5))
        painter.setPen(QColor(now.ink2))
        head = f"{point.label}, {lang.date_axis(point.at)}"
        painter.drawText(QPointF(left, top + style.px(20)), head)
        painter.setFont(style.font(34, 700))
        painter.setPen(QColor(now.ink))
        big = lang.share(point.k or 0, point.n or 0)
        painter.drawText(QPointF(left, top + style.px(58)), big)
        self._paint_scale(painter, point, left, right, top + style.px(84))

    def _paint_scale(
        self, painter: QPainter, point: Point, left: float, right: float, y: float
    ) -> None:
        style, now = self._style, self._style.tokens
        wide = right - left
        painter.setPen(style.pen(now.line, 6))
        painter.drawLine(QPointF(left, y), QPointF(right, y))
        if point.low is not None and point.high is not None:
            soft = theme.mixed(now.accent, now.surface, 0.42)
            painter.setPen(style.pen(soft, 6))
            ends = (left + wide * point.low, left + wide * point.high)
            painter.drawLine(QPointF(ends[0], y), QPointF(ends[1], y))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(now.accent))
        painter.drawEllipse(QPointF(left + wide * (point.value or 0), y), style.px(7), style.px(7))
        self._paint_levels(painter, left, wide, y)

    def _paint_levels(self, painter: QPainter, left: float, wide: float, y: float) -> None:
        style, now = self._style, self._style.tokens
        painter.setFont(style.font(12))
        metrics = QFontMetricsF(painter.font())
        painter.setPen(QColor(now.ink2))
        marks = [line for line in self._chart.lines if line.kind == "national"]
        near = any(abs((line.value or 0) - 0.5) * wide < style.px(50) for line in marks)
        for level in (0.0, 1.0) if near else (0.0, 0.5, 1.0):
            text = style.lang.percent_axis(level)
            x = left + wide * level - metrics.horizontalAdvance(text) / 2
            x = min(max(0, x), self.width() - metrics.horizontalAdvance(text))
            painter.drawText(QPointF(x, y + style.px(24)), text)
        for line in marks:
            if line.value is not None:
                painter.setPen(style.pen(now.warn, 2))
                x = left + wide * line.value
                painter.drawLine(QPointF(x, y - style.px(10)), QPointF(x, y + style.px(32)))
                room = metrics.horizontalAdvance(line.label)
                x = min(max(0, x - room / 2), self.width() - room)
                painter.drawText(QPointF(x, y + style.px(46)), line.label)


@dataclass(frozen=True, slots=True)
class _TableRow:
    id: str
    point: Point
    so_far: float | None


def _table(chart: ChartData, lang: Language) -> QTableView:
    """The plotted numbers as a table."""
    series = next((line.values for line in chart.lines if line.values), ())
    view = QTableView()
    view.setProperty("look", "bare")
    of = N_("Of clinics") if chart.counted == "clinic" else N_("Of")
    model = RowModel(_columns(lang, of, bool(series)), lang, view)
    model.set_rows(
        [
            _TableRow(str(at), point, series[at] if series else None)
            for at, point in enumerate(chart.points)
        ]
    )
    view.setModel(model)
    view.setAccessibleName(chart.title)
    view.setShowGrid(False)
    view.verticalHeader().hide()
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    return view


def _columns(lang: Language, of: str, with_series: bool) -> tuple[Column, ...]:
    def share(title: str, pick: Callable[[_TableRow], float | None]) -> Column:
        def shown(row: _TableRow) -> str:
            value = pick(row)
            if value is None or not row.point.n:
                return "–"
            return lang.percent_axis(0).replace("0", _rounded(value, row.point.n, lang))

        return Column(title, shown, "right", "number")

    def count(title: str, pick: Callable[[Point], int | None]) -> Column:
        def shown(row: _TableRow) -> str:
            value = pick(row.point)
            return "–" if value is None else lang.number(value)

        return Column(title, shown, "right", "number")

    columns = (
        Column(N_("Meeting"), lambda row: row.point.label),
        Column(N_("Date"), lambda row: lang.date_axis(row.point.at), role="number"),
        count(N_("Count"), lambda point: point.k),
        count(of, lambda point: point.n),
        count(N_("Unknown"), lambda point: point.unknown),
        share(N_("Share"), lambda row: row.point.value),
        share(N_("Interval from"), lambda row: row.point.low),
        share(N_("Interval to"), lambda row: row.point.high),
    )
    return (*columns, share(N_("So far"), lambda row: row.so_far)) if with_series else columns


def _figure(chart: ChartData, style: _Style) -> QWidget:
    """The drawing that the number of measurements allows."""
    measured = sum(point.value is not None for point in chart.points)
    if not measured:
        sentence = style.lang.text(N_("The chart is drawn when there is something to count."))
        return parts.EmptyState("chart-line", style.lang.text(N_("No data yet")), sentence)
    return _Numbers(chart, style) if measured < 3 else _Plot(chart, style)


class ChartView(QWidget):
    """A chart with its words: title, definition, figure or table, sentence and caveats."""

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self._lang = lang
        self._chart: ChartData | None = None
        self._title = parts.label("", "h2")
        self._subtitle = parts.label("", "small")
        self._sentence = parts.label("", selectable=True)
        self._caveats = parts.label("", "small", selectable=True)
        self._stack = QStackedWidget()
        self._toggle = parts.button(
            lang.text(N_("Table")), self._turn, icon="table-2", small=True, plain=True
        )
        self._toggle.setCheckable(True)
        self._arrange()

    def _arrange(self) -> None:
        head, words = QHBoxLayout(), QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        head.addLayout(words, 1)
        head.addWidget(self._toggle, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        column.addWidget(self._sentence)
        column.addWidget(self._caveats)

    @property
    def chart(self) -> ChartData | None:
        """The chart shown."""
        return self._chart

    def show_chart(self, chart: ChartData) -> None:
        """Draw a chart in place of the former; the same chart again costs nothing."""
        if chart == self._chart:
            return
        self._chart = chart
        self._title.setText(chart.title)
        self._subtitle.setText(chart.subtitle)
        self._sentence.setText(chart.sentence)
        self._caveats.setText("\n".join(chart.caveats))
        self._caveats.setVisible(bool(chart.caveats))
        self._toggle.setVisible(bool(chart.points))
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(" ".join((chart.sentence, *chart.caveats)))
        self._toggle.setAccessibleDescription(chart.title)
        self._fill()

    def show_table(self, shown: bool) -> None:
        """Turn between the figure and the numbers it is drawn from."""
        self._toggle.setChecked(shown)
        self._turn()

    def _turn(self) -> None:
        if self._toggle.isChecked() and self._chart is not None and self._stack.count() == 1:
            self._stack.addWidget(_table(self._chart, self._lang))
        self._stack.setCurrentIndex(int(self._toggle.isChecked()))

    def _fill(self) -> None:
        assert self._chart is not None
        while (old := self._stack.widget(0)) is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
        style = _Style(self._lang, theme.tokens_of(self), theme.text_scale())
        self._stack.addWidget(_figure(self._chart, style))
        self._turn()

    def picture(self, width: int, height: int, scale: float = 2.0) -> QImage:
        """The chart with every word of it, in light colours; width × height at the scale.

        ValueError when no chart is shown.
        """
        if self._chart is None:
            raise ValueError("No chart is shown.")
        return draw_picture(self._chart, self._lang, width, height, scale)


def draw_picture(
    chart: ChartData, lang: Language, width: int, height: int, scale: float = 2.0
) -> QImage:
    """A chart as a picture for paper or mail: title, definition, figure, sentence, caveats."""
    style = _Style(lang, theme.LIGHT, scale)
    image = QImage(round(width * scale), round(height * scale), QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(scale * 96 / 0.0254))
    image.setDotsPerMeterY(round(scale * 96 / 0.0254))
    image.fill(QColor(style.tokens.surface))
    image.setText("Title", chart.title)
    image.setText("Description", " ".join((chart.sentence, *chart.caveats)))
    painter = QPainter(image)
    box = QRectF(image.rect()).adjusted(style.px(20), style.px(16), -style.px(20), -style.px(16))
    box = _write_above(painter, box, chart, style)
    box = _write_below(painter, box, chart, style)
    _draw_figure(painter, box.toRect(), chart, style)
    painter.end()
    return image


def picture_bytes(chart: ChartData, lang: Language) -> bytes:
    """The picture of a chart as PNG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    draw_picture(chart, lang, *PICTURE_SIZE).save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _write_above(painter: QPainter, box: QRectF, chart: ChartData, style: _Style) -> QRectF:
    texts = (
        (chart.title, style.font(17, 700), style.tokens.ink),
        (chart.subtitle, style.font(12.5), style.tokens.ink2),
    )
    for text, font, colour in texts:
        used = _write(painter, box, text, font, colour)
        box = box.adjusted(0, used + style.px(4), 0, 0)
    return box.adjusted(0, style.px(4), 0, 0)


def _write_below(painter: QPainter, box: QRectF, chart: ChartData, style: _Style) -> QRectF:
    texts = [(chart.sentence, style.font(13.5), style.tokens.ink)]
    texts += [(line.source, style.font(12), style.tokens.ink2) for line in chart.lines]
    texts += [(caveat, style.font(12), style.tokens.ink2) for caveat in chart.caveats]
    for text, font, colour in reversed(texts):
        if not text:
            continue
        tall = _height(painter, box, text, font)
        foot = QRectF(box.x(), box.bottom() - tall, box.width(), tall)
        _write(painter, foot, text, font, colour)
        box = box.adjusted(0, 0, 0, -tall - style.px(5))
    return box.adjusted(0, 0, 0, -style.px(4))


_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


def _height(painter: QPainter, box: QRectF, text: str, font: QFont) -> float:
    painter.setFont(font)
    return painter.boundingRect(box, _WRAPPED, text).height() if text else 0


def _write(painter: QPainter, box: QRectF, text: str, font: QFont, colour: str) -> float:
    tall = _height(painter, box, text, font)
    painter.setPen(QColor(colour))
    painter.drawText(box, _WRAPPED, text)
    return tall


def _draw_figure(painter: QPainter, box: QRect, chart: ChartData, style: _Style) -> None:
    if not any(point.value is not None for point in chart.points):
        painter.setFont(style.font(22, 600))
        painter.setPen(QColor(style.tokens.ink3))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, style.lang.text(N_("No data yet")))
        return
    figure = _figure(chart, style)
    palette = theme.palette(style.tokens)
    palette.setColor(palette.ColorRole.Window, QColor(style.tokens.surface))
    figure.setPalette(palette)
    figure.resize(box.size())
    painter.drawPixmap(box.topLeft(), figure.grab())
    figure.deleteLater()

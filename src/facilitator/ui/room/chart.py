"""A chart on the room screen: large, many rows in columns, with a line that explains it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from PySide6.QtCore import QRectF

from facilitator.charts.chart import ChartData, Dots, LineKind, Row
from facilitator.charts.layout import lay_out
from facilitator.charts.sketch import Sketch, Text
from facilitator.charts.words import CAUTIOUS
from facilitator.language import N_, Code, Language
from facilitator.ui import theme
from facilitator.ui.charts.sketch_painter import measure
from facilitator.ui.room.drawn import Drawing, Part, Words
from facilitator.ui.room.text import SMALL, cut, height

_CHART_TEXT = 11.5
_ROW, _AROUND_ROWS, _AXIS = 37.0, 170.0, 60.0
"""The least height of a row with words, and what stands around all rows: with the labels of band
and lines, and with the axis alone."""
_BETWEEN, _LEGEND, _COLUMNS_AT_MOST = 48.0, 40.0, 3
_SILENT = "\u200b"
"""A flag that is the shape of a row's dot and no words."""

_EMPTY = Row("", None, None, None, None, None, "", hidden=True)
_LINES: dict[LineKind, str] = {
    "median": N_("line: {label}"),
    "centre": N_("line: {label}"),
    "national": N_("dashed: {label}"),
    "target": N_("dashed: {label}"),
}


def lay_chart(lang: Language, chart: ChartData, box: QRectF) -> list[Part]:
    """The chart in its box. Rows that have no room below each other stand in columns; what their
    lines and shapes mean then stands in a line above them, as where it has no room beside them."""
    figure, tall = chart.figure, box.height()
    if not isinstance(figure, Dots):
        return [_draw(chart, box, lang.code)]
    if len(figure.rows) * _ROW <= tall - _AROUND_ROWS:
        drawing = _draw(chart, box, lang.code)
        if _says_all(drawing, figure):
            return [drawing]
    columns = _part(chart, tall - _LEGEND, lang.code)
    said = cut(_explain(figure, lang), SMALL, 400, box.width(), _LEGEND)
    line = QRectF(box.x(), box.y(), box.width(), height(said, SMALL, 400, box.width()))
    width = (box.width() - (len(columns) - 1) * _BETWEEN) / len(columns)
    parts: list[Part] = [Words(said, line, SMALL, theme.ROOM.ink2)]
    for at, column in enumerate(columns):
        x = box.x() + at * (width + _BETWEEN)
        place = QRectF(x, box.y() + _LEGEND, width, tall - _LEGEND)
        parts.append(_draw(column, place, lang.code))
    return parts


def _says_all(drawing: Drawing, figure: Dots) -> bool:
    """Whether each row has room for its words and those of its flag."""
    texts = [one.text for one in drawing.sketch.texts]
    flags = [row.flag for row in figure.rows if row.flag]
    said = sum(any(text.endswith(flag) for flag in set(flags)) for text in texts)
    return said == len(flags) and not any(text.endswith("…") for text in texts)


def caveat(lang: Language, chart: ChartData) -> str:
    """What is always said beside the figures of clinics and of cautious intervals; else empty."""
    words = (N_("Not corrected for how ill or how old the patients are."), CAUTIOUS)
    return " ".join(said for said in map(lang.text, words) if said in chart.caveats)


@lru_cache(maxsize=8)
def _part(chart: ChartData, tall: float, code: Code) -> tuple[ChartData, ...]:
    """The chart in as many columns as its rows need, all with as many rows."""
    figure, lang = chart.figure, Language(code)
    assert isinstance(figure, Dots)
    fit = max(1, int((tall - _AXIS) / _ROW))
    number = min(_COLUMNS_AT_MOST, -(-len(figure.rows) // fit))
    each = -(-len(figure.rows) // number)
    rows = [_shorten(row, lang) for row in figure.rows]
    rows += [_EMPTY] * (number * each - len(rows))
    lines = tuple(replace(line, label="") for line in figure.lines)
    return tuple(
        replace(
            chart,
            figure=replace(figure, rows=tuple(rows[at : at + each]), lines=lines, band_label=""),
        )
        for at in range(0, number * each, each)
    )


def _shorten(row: Row, lang: Language) -> Row:
    """A row with its counts alone; its dot says the share, and its shape the flag."""
    if row.k is None or row.n is None:
        return row
    k, n = lang.number(row.k), lang.number(row.n)
    flag = _SILENT if row.flag else ""
    return replace(row, said=lang.text("{k} of {n}", k=k, n=n), flag=flag)


def _explain(figure: Dots, lang: Language) -> str:
    return " · ".join(_explanations(figure, lang))


def _explanations(figure: Dots, lang: Language) -> Iterator[str]:
    # What claims most comes first, where there is room for some of them only.
    flag = next((row.flag for row in figure.rows if row.flag), "")
    if flag:
        yield lang.text(N_("triangle: {label}"), label=flag)
    for line in figure.lines:
        if line.value is not None and line.kind in _LINES:
            yield lang.text(_LINES[line.kind], label=line.label)
    if figure.band and figure.band_label:
        yield lang.text(N_("band: the middle half"))


def _draw(chart: ChartData, box: QRectF, code: Code) -> Drawing:
    sketch, scale = _lay_out(chart, box.width(), box.height(), code)
    return Drawing(box, sketch, scale)


@lru_cache(maxsize=16)
def _lay_out(chart: ChartData, width: float, tall: float, code: Code) -> tuple[Sketch, float]:
    """A chart laid out so that its smallest text is as large as any other here, and its scale."""
    scale = SMALL / _CHART_TEXT
    for _ in range(2):
        sketch = lay_out(chart, width / scale, tall / scale, measure, Language(code))
        scale = SMALL / min((one.size for one in sketch.texts), default=_CHART_TEXT)
    return _darken(sketch), width / sketch.width


def _darken(sketch: Sketch) -> Sketch:
    """The sketch with every text on the ground as dark as texts are here."""
    items = (
        _darken_text(one) if isinstance(one, Text) and one.colour != "on_accent" else one
        for one in sketch.items
    )
    return replace(sketch, items=tuple(items))


def _darken_text(one: Text) -> Text:
    return replace(one, colour="ink", text=one.text.removesuffix(f" · {_SILENT}"))

"""The plotted numbers of a chart as a table, once, and every form it is taken along in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from html import escape
from typing import Any

from facilitator.charts.chart import (
    Bars,
    ChartData,
    Dots,
    Figure,
    FunnelFigure,
    Line,
    LineKind,
    Panels,
    Parts,
    Point,
    Series,
    Unit,
)
from facilitator.charts.spoken import HIDDEN, describe_mark, say_sources
from facilitator.domain.cells import plain_cell
from facilitator.domain.history import Counted
from facilitator.domain.shares import round_percent
from facilitator.language import N_, Language

Cell = str | int | Decimal | date | None
"""None is a gap; a Decimal is a percentage, days or a number as it is shown."""

_OF: dict[Counted, str] = {
    "member": N_("Of"),
    "clinic": N_("Of clinics"),
    "commitment": N_("Of commitments"),
}
_VALUES: dict[Unit, str] = {
    "share": N_("Share (%)"),
    "days": N_("Days"),
    "number": N_("Value"),
}
_BARS = {**_VALUES, "number": N_("Count")}
_LOWS: dict[Unit, str] = {
    "share": N_("Interval from (%)"),
    "days": N_("Interval from"),
    "number": N_("Interval from"),
}
_HIGHS: dict[Unit, str] = {
    "share": N_("Interval to (%)"),
    "days": N_("Interval to"),
    "number": N_("Interval to"),
}
_SERIES: dict[LineKind, str] = {
    "progress": N_("So far (%)"),
    "low_limit": N_("Lower limit (%)"),
    "high_limit": N_("Upper limit (%)"),
}


@dataclass(frozen=True, slots=True)
class Table:
    """The plotted numbers; `rows` as a person reads them, `values` the same as a program does.

    `levels` are the lines that are one level each, with their value and source; `words` is all
    else that is printed with the chart. What is hidden stands as "<5" or "–" in both.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    values: tuple[tuple[Cell, ...], ...]
    levels: tuple[tuple[str, Cell, str], ...]
    words: tuple[str, ...]


def cells(chart: ChartData, lang: Language) -> Table:
    """The table of a chart: a row for each point, row, bar, question or unit, in their order."""
    columns, values = _lay_out(chart.figure, chart.counted, lang)
    columns, values = _drop_empty(columns, values)
    lines = _lines(chart.figure)
    unit = _unit(chart.figure)
    return Table(
        columns=columns,
        rows=tuple(tuple(_say(value, lang) for value in row) for row in values),
        values=values,
        levels=tuple(
            (line.label, _measure(line.value, unit), line.source)
            for line in lines
            if not line.values or line.kind == "progress"
        ),
        words=_words(chart, lang),
    )


def as_csv(chart: ChartData, lang: Language) -> bytes:
    """The table and, below it, every word of the chart; UTF-8 with a byte order mark.

    Cells are parted by semicolons, percentages have one decimal and the decimal mark of `lang`,
    dates are ISO. A text that a spreadsheet would take for a formula gets an apostrophe in front
    (OWASP ASVS 1.2.10).
    """
    table, out = cells(chart, lang), io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for row in (table.columns, *table.values, *_below(table)):
        writer.writerow([_write(value, lang) for value in row])
    return out.getvalue().encode("utf-8-sig")


def as_tabbed(chart: ChartData, lang: Language) -> str:
    """The table alone, parted by tabs, to be pasted into a spreadsheet."""
    table = cells(chart, lang)
    lines = ((_write(value, lang) for value in row) for row in (table.columns, *table.values))
    return "\n".join("\t".join(" ".join(text.split()) for text in line) for line in lines)


def as_html(chart: ChartData, lang: Language) -> str:
    """The table with its title and words, to be pasted into a letter."""
    table = cells(chart, lang)
    head = "".join(f"<th>{escape(text)}</th>" for text in table.columns)
    rows = "".join(
        f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in row)}</tr>" for row in table.rows
    )
    levels = (
        " · ".join(part for part in (label, source) if part) for label, _, source in table.levels
    )
    words = "".join(f"<p>{escape(text)}</p>" for text in (*levels, *table.words[1:]) if text)
    return (
        f"<table><caption>{escape(chart.title)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{words}"
    )


def as_xlsx(chart: ChartData, lang: Language) -> bytes:
    """The table and, below it, every word, as a workbook: numbers as numbers, texts as texts.

    Its properties name the title alone.
    """
    import xlsxwriter  # type: ignore[import-untyped]

    table, made = cells(chart, lang), io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "default_date_format": "dd-mm-yyyy"})
    book.set_properties({"title": chart.title, "created": datetime(1980, 1, 1)})
    sheet = book.add_worksheet(lang.text(N_("Numbers")))
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    forms = {
        Decimal: book.add_format({"num_format": "0.0"}),
        date: book.add_format({"num_format": "dd-mm-yyyy", "align": "left"}),
    }
    for column, text in enumerate(table.columns):
        sheet.write_string(0, column, text, bold)
        sheet.set_column(column, column, 28 if column == 0 else 13)
    sheet.freeze_panes(1, 1)
    for at, row in enumerate((*table.values, *_below(table)), 1):
        for column, value in enumerate(row):
            _write_xlsx(sheet, at, column, value, forms)
    book.close()
    return made.getvalue()


def _below(table: Table) -> tuple[tuple[Cell, ...], ...]:
    """What stands below the numbers, after an empty row."""
    return ((), *table.levels, *((word,) for word in table.words))


def as_json(chart: ChartData) -> dict[str, object]:
    """The chart as a row of plain values: shares 0 to 1, dates ISO, null for gaps and the hidden.

    `points` and `lines` are there whatever the figure; the rest of it follows under its own names.
    """
    figure = _as_plain(asdict(chart.figure))
    rest = {name: value for name, value in figure.items() if name not in ("points", "lines")}
    return {
        "title": chart.title,
        "subtitle": chart.subtitle,
        "sentence": chart.sentence,
        "verdict": chart.verdict.value if chart.verdict else None,
        "caveats": list(chart.caveats),
        "points": [_point_as_json(point) for point in chart.points],
        "lines": [_line_as_json(line) for line in _lines(chart.figure)],
        "name": chart.name,
        "figure": _FIGURES[type(chart.figure)],
        "better": chart.better or None,
        "source": chart.source or None,
        "audience": chart.audience.value,
        **rest,
    }


# The rows of each figure


def _lay_out(
    figure: Figure, counted: Counted, lang: Language
) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    """Columns and values, with columns that may turn out to be empty."""
    match figure:
        case Series():
            runs = _find_runs((figure,))
            columns = _series_columns(figure.unit, runs, counted)
            values = tuple(_series_rows(figure, runs, lang))
        case Dots():
            columns = (N_("Name"), *_value_columns(figure.unit, counted), N_("Remark"))
            values = tuple(_dots_rows(figure))
        case Bars():
            columns = (N_("Name"), *(figure.series or (_BARS[figure.unit],)))
            columns = (*columns, N_("Running share (%)"))
            values = tuple(_bars_rows(figure))
        case Parts():
            columns = (N_("Question"), *figure.answers, N_("Answered"))
            values = tuple(_parts_rows(figure))
        case FunnelFigure():
            columns = (N_("Name"), N_("Count"), N_("Of"), N_("Share (%)"), *_LIMITS, N_("Remark"))
            values = tuple(_funnel_rows(figure))
        case Panels():
            runs = _find_runs([panel.series for panel in figure.panels])
            columns = (N_("Name"), *_series_columns(_unit(figure), runs, counted))
            values = tuple(
                (panel.label, *row)
                for panel in figure.panels
                for row in _series_rows(panel.series, runs, lang)
            )
    return tuple(lang.text(text) for text in columns), values


_LIMITS = (
    *(N_("99.8% limit from (%)"), N_("95% limit from (%)")),
    *(N_("95% limit to (%)"), N_("99.8% limit to (%)")),
)


def _value_columns(unit: Unit, counted: Counted) -> tuple[str, ...]:
    counts = (N_("Count"), _OF[counted])
    return (*counts, _VALUES[unit], _LOWS[unit], _HIGHS[unit])


def _find_runs(figures: Sequence[Series]) -> tuple[str, ...]:
    """The names of all second series in figures that share a table."""
    lines = (line for series in figures for line in series.lines if line.values)
    return tuple(dict.fromkeys(map(_name_run, lines)))


def _name_run(line: Line) -> str:
    return _SERIES.get(line.kind, line.label)


def _series_columns(unit: Unit, runs: tuple[str, ...], counted: Counted) -> tuple[str, ...]:
    counts = (N_("Count"), _OF[counted])
    return (
        N_("Measurement"),
        N_("Date"),
        *counts,
        N_("Unknown"),
        *(_VALUES[unit], _LOWS[unit], _HIGHS[unit]),
        *runs,
        N_("Phase"),
        N_("Remark"),
    )


def _series_rows(
    series: Series, runs: tuple[str, ...], lang: Language
) -> Iterator[tuple[Cell, ...]]:
    lines = {_name_run(line): line for line in series.lines if line.values}
    with_unknown = any(point.unknown for point in series.points)
    for at, point in enumerate(series.points):
        yield (
            point.label,
            point.at,
            *_cover(point.hidden, point.k),
            HIDDEN if point.hidden and point.n is None else point.n,
            *_cover(point.hidden and with_unknown, point.unknown if with_unknown else None),
            *_cover(
                point.hidden,
                *(_measure(v, series.unit) for v in (point.value, point.low, point.high)),
            ),
            *(_measure(_value_at(lines.get(run), at), series.unit) for run in runs),
            next((s.label for s in series.stages if s.start <= point.at <= s.stop), None),
            _remark(point, lang),
        )


def _value_at(line: Line | None, at: int) -> float | None:
    return line.values[at] if line is not None and at < len(line.values) else None


def _remark(point: Point, lang: Language) -> str | None:
    if point.hidden:
        return None
    said = [lang.text(N_("left out"))] if point.excluded else []
    said += [lang.text(N_("outside the limits"))] if point.outside else []
    return ", ".join(said) or None


def _dots_rows(dots: Dots) -> Iterator[tuple[Cell, ...]]:
    for row in dots.rows:
        numbers = (_measure(value, dots.unit) for value in (row.value, row.low, row.high))
        yield (row.label, *_cover(row.hidden, row.k, row.n, *numbers), row.flag or None)


def _bars_rows(bars: Bars) -> Iterator[tuple[Cell, ...]]:
    for at, bar in enumerate(bars.bars):
        said = (text or HIDDEN for text in bar.said)
        values = tuple(said) if bar.hidden else (_measure(v, bars.unit) for v in bar.values)
        total = bars.cumulative[at] if at < len(bars.cumulative) else None
        yield (bar.label, *values, _measure(total, "share"))


def _parts_rows(parts: Parts) -> Iterator[tuple[Cell, ...]]:
    for part in parts.parts:
        if part.hidden:
            yield (part.label, *(HIDDEN for _ in parts.answers), HIDDEN)
        else:
            yield (part.label, *part.counts, sum(part.counts))


def _funnel_rows(figure: FunnelFigure) -> Iterator[tuple[Cell, ...]]:
    places = {size: at for at, size in enumerate(figure.sizes)}
    limits = (figure.low998, figure.low95, figure.high95, figure.high998)
    for spot in figure.spots:
        at = places.get(spot.n)
        levels = (None if at is None else _measure(limit[at], "share") for limit in limits)
        share = _measure(spot.value, "share")
        yield (spot.label, spot.k, spot.n, share, *levels, spot.flag or None)


def _cover(hidden: bool, *values: Cell) -> tuple[Cell, ...]:
    return (HIDDEN,) * len(values) if hidden else values


def _drop_empty(
    columns: tuple[str, ...], values: tuple[tuple[Cell, ...], ...]
) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    """Without the columns that say nothing in any row; the first, and one value, always stay."""
    if not values:
        return columns, values
    kept = [
        at
        for at in range(len(columns))
        if at == 0 or any(row[at] not in (None, "") for row in values)
    ]
    return (
        tuple(columns[at] for at in kept),
        tuple(tuple(row[at] for at in kept) for row in values),
    )


# Values and words


def _measure(value: float | None, unit: Unit) -> Cell:
    """A share in per cent and whatever is no whole number with one decimal, rounded half up.

    A share of counts is told apart from its neighbours by far fewer digits than a float holds.
    """
    if value is None:
        return None
    exact = Fraction(value).limit_denominator(10**6)
    if unit == "share":
        return round_percent(exact, 1)
    return int(exact) if exact.denominator == 1 else round_percent(exact / 100, 1)


def _unit(figure: Figure) -> Unit:
    if isinstance(figure, Panels):
        return figure.panels[0].series.unit if figure.panels else "share"
    return figure.unit if isinstance(figure, (Series, Dots, Bars)) else "share"


def _lines(figure: Figure) -> tuple[Line, ...]:
    return figure.lines if isinstance(figure, (Series, Dots, FunnelFigure)) else ()


def _words(chart: ChartData, lang: Language) -> tuple[str, ...]:
    said = (describe_mark(mark, lang) for mark in chart.marks)
    words = (chart.title, chart.subtitle, chart.sentence, *chart.caveats)
    return (*(word for word in words if word), *said, *say_sources(chart))


def _say(value: Cell, lang: Language) -> str:
    """A value as a person reads it; a gap is blank."""
    match value:
        case None:
            return ""
        case str():
            return value
        case date():
            return lang.date_axis(value)
        case Decimal():
            return lang.number(value, 1)
        case int():
            return lang.number(value)


def _write(value: Cell, lang: Language) -> str:
    """A value as a spreadsheet of this language takes it in."""
    match value:
        case None:
            return ""
        case str():
            return plain_cell(value)
        case date():
            return value.isoformat()
        case Decimal():
            return str(value).replace(".", "," if lang.code == "da" else ".")
        case int():
            return str(value)


def _write_xlsx(sheet: Any, row: int, column: int, value: Cell, forms: dict[type, Any]) -> None:
    match value:
        case str():
            sheet.write_string(row, column, value)
        case date():
            sheet.write_datetime(row, column, value, forms[date])
        case Decimal():
            sheet.write_number(row, column, float(value), forms[Decimal])
        case int():
            sheet.write_number(row, column, value)


# JSON

_FIGURES: dict[type, str] = {
    Series: "series",
    Dots: "dots",
    Bars: "bars",
    Parts: "parts",
    FunnelFigure: "funnel",
    Panels: "panels",
}
_SECRET = ("k", "n", "value", "low", "high", "values", "counts")


def _as_plain(value: Any) -> Any:
    """Dates as ISO texts, tuples as lists, and nothing of the numbers of what is hidden."""
    if isinstance(value, dict):
        hidden = value.get("hidden", False)
        return {
            name: None if hidden and name in _SECRET else _as_plain(one)
            for name, one in value.items()
        }
    if isinstance(value, (tuple, list)):
        return [_as_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def _point_as_json(point: Point) -> dict[str, object]:
    row: dict[str, object] = _as_plain(asdict(point)) | {"n": point.n}
    return {name: value for name, value in row.items() if value or name not in _FLAGS}


_FLAGS = ("outside", "hidden", "others")


def _line_as_json(line: Line) -> dict[str, object]:
    row: dict[str, object] = {
        "kind": line.kind,
        "value": line.value,
        "label": line.label,
        "source": line.source or None,
        "date": line.date or None,
    }
    return row | {"values": list(line.values)} if line.values else row

"""A chart laid out as a Sketch: the figure alone, or the whole picture with every word of it."""

from __future__ import annotations

from facilitator.charts.chart import Bars, ChartData, Dots, FunnelFigure, Panels, Parts, Series
from facilitator.charts.layout.bars import lay_out_bars
from facilitator.charts.layout.desk import Desk, Laid
from facilitator.charts.layout.dots import lay_out_dots
from facilitator.charts.layout.empty import NOTHING, TOO_FEW, lay_out_empty
from facilitator.charts.layout.funnel import lay_out_funnel
from facilitator.charts.layout.numbers import lay_out_numbers
from facilitator.charts.layout.panels import lay_out_panels
from facilitator.charts.layout.parts import lay_out_parts
from facilitator.charts.layout.series import lay_out_series
from facilitator.charts.layout.sheet import SIDE, find_sheet_height, lay_out_sheet
from facilitator.charts.sketch import Measure, Sight, Sketch, Text
from facilitator.charts.spoken import count_measured
from facilitator.language import Language

PICTURE = 900.0, 560.0
"""Width and usual height of a chart as a picture, in design pixels."""
_ENDLESS = 100_000.0


def lay_out(
    chart: ChartData,
    width: float,
    height: float,
    measure: Measure,
    lang: Language,
    *,
    range: Sight | None = None,
    drawn: bool = True,
) -> Sketch:
    """The figure of a chart with the words inside it, in `width` × `height` design pixels.

    `range` is the part of a figure over time or a funnel that is in sight, else all of it. With
    `drawn` false such a figure has its words, axes and marks only, for whoever draws curves,
    intervals and dots into the sketch's frame.
    """
    laid = _lay_out(chart, Desk(width, height, measure, lang), range, drawn)
    return _sketch(chart, width, height, laid)


def lay_out_page(
    chart: ChartData, width: float, height: float, measure: Measure, lang: Language
) -> Sketch:
    """The whole picture that leaves the program, in `width` × `height` design pixels.

    Title, subtitle, figure, sentence, what the marks are, source and caveats; all words are
    smaller where they would leave the figure no room.
    """
    desk = Desk(width, height, measure, lang)
    laid = lay_out_sheet(chart, desk, lambda inner: _lay_out(chart, inner, None, True))
    return _sketch(chart, width, height, laid)


def lay_out_picture(chart: ChartData, measure: Measure, lang: Language) -> Sketch:
    """As `lay_out_page`, of the size a chart is given away in: as high as its rows and words."""
    width, height = PICTURE
    rows = find_height(chart, width - 2 * SIDE, measure, lang)
    high = find_sheet_height(chart, Desk(width, height, measure, lang), rows)
    return lay_out_page(chart, width, high, measure, lang)


def find_height(chart: ChartData, width: float, measure: Measure, lang: Language) -> float | None:
    """How high a figure is that gets all the room it wishes for; none where it takes any."""
    return _lay_out(chart, Desk(width, _ENDLESS, measure, lang), None, False).height


def _sketch(chart: ChartData, width: float, height: float, laid: Laid) -> Sketch:
    words = " ".join(word for word in (chart.sentence, *chart.caveats) if word)
    items = tuple(item for item in laid.items if not isinstance(item, Text) or item.text.strip())
    return Sketch(width, height, chart.title, words, items, laid.frame, laid.targets)


def _lay_out(chart: ChartData, desk: Desk, sight: Sight | None, drawn: bool) -> Laid:
    match chart.figure:
        case Series() as series:
            return _lay_out_by_ladder(chart, series, desk, sight, drawn)
        case Dots() as dots if dots.rows:
            return lay_out_dots(chart, dots, desk)
        case Bars() as bars if bars.bars:
            return lay_out_bars(bars, desk)
        case Parts() as parts if parts.parts:
            return lay_out_parts(parts, desk)
        case FunnelFigure() as funnel if funnel.spots:
            return lay_out_funnel(funnel, desk, sight, drawn)
        case Panels() as panels if any(count_measured(panel.series) for panel in panels.panels):
            return lay_out_panels(chart, panels, desk)
    return lay_out_empty(NOTHING, desk)


def _lay_out_by_ladder(
    chart: ChartData, series: Series, desk: Desk, sight: Sight | None, drawn: bool
) -> Laid:
    """No measurement is said, one or two are numbers, three or more a figure over time."""
    measured = count_measured(series, 3)
    if measured > 2:
        return lay_out_series(chart, series, desk, sight, drawn)
    if measured:
        return lay_out_numbers(chart, series, desk)
    return lay_out_empty(TOO_FEW if any(p.hidden for p in series.points) else NOTHING, desk)

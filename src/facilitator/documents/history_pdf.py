"""The improvement history as a tagged PDF on A4, its charts drawn; and its pages as pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from facilitator.documents.document import Asked
from facilitator.documents.history import NOTHING, Sheet, describe, say_rest, write_sheet
from facilitator.documents.typesetting import Source, set_pdf, set_pictures, source
from facilitator.domain.charted import Charted
from facilitator.language import N_, Language

if TYPE_CHECKING:
    from facilitator.charts.chart import ChartData
    from facilitator.charts.sketch import Item, Sketch


@dataclass(frozen=True, slots=True)
class _Look:
    """How the page may be set: the sizes of charts in their own pixels, four to three points; of
    three beside each other, five to three."""

    first: tuple[float, float]
    columns: int
    other: tuple[float, float]


# The roomiest first.
_LOOKS = (
    _Look((657, 280), 2, (318, 170)),
    _Look((657, 220), 2, (318, 130)),
    _Look((657, 190), 3, (240, 175)),
    _Look((657, 190), 3, (240, 130)),
)
_MARGIN = 6.0
"""Pixels to the right of what is drawn, for a letter that is painted wider than it is."""


def as_pdf(of: Charted, lang: Language, asked: Asked) -> bytes:
    """The page as PDF/UA-1. Raises Refusal where Typst is missing."""
    return set_pdf(_source(of, lang, asked), asked.now)


def as_pictures(of: Charted, lang: Language, asked: Asked, ppi: float = 144) -> tuple[bytes, ...]:
    """A PNG of each page at `ppi` dots per inch. Raises Refusal where Typst is missing."""
    return set_pictures(_source(of, lang, asked), ppi)


def _source(of: Charted, lang: Language, asked: Asked) -> Source:
    sheet = write_sheet(of, lang, asked)
    lang = Language(lang.code, of.zone)
    given = {
        "code": sheet.code,
        "title": sheet.title,
        "cluster": sheet.cluster,
        "heading": sheet.heading,
        "period": sheet.period,
        "first": [_words_of(chart) for chart in _first(sheet)],
        "others": [_words_of(chart) for chart in sheet.others],
        "best": sheet.best,
        "findings": [asdict(one) for one in sheet.findings],
        "rest": say_rest(sheet, lang),
        "caveats": sheet.caveats,
        "sources": sheet.sources,
        "audience": sheet.audience,
        "made": sheet.made,
        "looks": [_draw(sheet, look, lang) for look in _LOOKS],
        "words": {
            "measures": lang.text(N_("All measures")),
            "measure": lang.text(N_("Measure")),
            "latest": lang.text(N_("Latest")),
            "said": lang.text(N_("What can be said")),
            "others": lang.text(N_("More charts")),
            "caveats": lang.text(N_("What to bear in mind")),
            "sources": lang.text(N_("Sources")),
            "nothing": lang.text(NOTHING),
            "page": lang.text("Page {page} of {pages}"),
        },
    }
    return source("history", given)


def _first(sheet: Sheet) -> tuple[ChartData, ...]:
    return () if sheet.first is None else (sheet.first,)


def _words_of(chart: ChartData) -> dict[str, str]:
    return {
        "title": chart.title,
        "subtitle": chart.subtitle,
        "sentence": chart.sentence,
        "alt": describe(chart),
    }


def _draw(sheet: Sheet, look: _Look, lang: Language) -> dict[str, object]:
    return {
        "columns": look.columns,
        "first": _draw_all(_first(sheet), look.first, lang),
        "others": _draw_all(sheet.others, look.other, lang),
    }


def _draw_all(
    charts: Sequence[ChartData], size: tuple[float, float], lang: Language
) -> tuple[str, ...]:
    return tuple(draw_svg(chart, *size, lang) for chart in charts)


def draw_svg(chart: ChartData, width: float, height: float, lang: Language) -> str:
    """A chart in its own pixels as SVG, without the words around it: they are set as text."""
    from facilitator.charts.svg import as_svg

    return as_svg(_lay_out(chart, width, height, lang)).decode("utf-8")


def _lay_out(chart: ChartData, width: float, height: float, lang: Language) -> Sketch:
    """The figure of a chart, no taller than what is drawn."""
    from facilitator.charts.layout import lay_out
    from facilitator.charts.measure import measure

    sketch = lay_out(chart, width - _MARGIN, height, measure, lang)
    return replace(sketch, width=width, height=min(height, _find_bottom(sketch) + _MARGIN))


def _find_bottom(sketch: Sketch) -> float:
    return max((_bottom_of(item) for item in sketch.items), default=0.0)


def _bottom_of(item: Item) -> float:
    from facilitator.charts.sketch import Area, Box, Shape, Stroke, Text

    match item:
        case Text():
            return item.y + 0.3 * item.size
        case Shape():
            return item.y + item.size / 2
        case Box():
            return item.y + item.h
        case Stroke() | Area():
            return max(y for _, y in item.points)

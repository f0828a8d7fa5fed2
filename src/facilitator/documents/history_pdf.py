"""The improvement history as a tagged PDF on A4, its charts drawn; and its pages as pictures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from facilitator.documents.document import Asked
from facilitator.documents.history import NOTHING, Sheet, describe, say_rest, write_sheet
from facilitator.documents.typesetting import Source, set_pdf, set_pictures, source_of
from facilitator.domain.charted import Charted
from facilitator.language import N_, Language

if TYPE_CHECKING:
    from facilitator.charts.chart import ChartData
    from facilitator.charts.sketch import Item, Sketch


@dataclass(frozen=True, slots=True)
class _Look:
    """How the page may be set: heights of charts in their own pixels, four to three points. One
    made of rows is as high as it wishes, but no higher than `rows`."""

    first: float
    other: float
    rows: float


# The roomiest first.
_LOOKS = (_Look(280, 170, 260), _Look(220, 170, 220), _Look(190, 130, 200))
# What all of it on one page is left with.
_TIGHT = (_Look(210, 150, 190), _Look(170, 122, 190), _Look(148, 110, 190))
_COUNTS = (6, 4, 2)
"""Charts beside the first one on such a page, as many as there is room for."""
_WIDE, _NARROW = 657, 318
"""Pixels across the page, and across one of two charts beside each other."""
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
        "period": sheet.period,
        "first": [_words_of(chart, sheet) for chart in _first(sheet)],
        "others": [_words_of(chart, sheet) for chart in sheet.others],
        "best": sorted(sheet.ranked[: _COUNTS[0]]),
        "findings": [asdict(one) for one in sheet.findings],
        "rest": say_rest(sheet, lang),
        "caveats": sheet.caveats,
        "sources": sheet.sources,
        "audience": sheet.audience,
        "made": sheet.made,
        "looks": [_draw(sheet, look, lang) for look in _LOOKS],
        "tight": [_draw(sheet, look, lang) for look in _TIGHT],
        "choices": _choose(sheet, lang),
    }
    return source_of("history", sheet, _words(lang), given)


def _words(lang: Language) -> dict[str, str]:
    return {
        "measures": lang.text(N_("All measures")),
        "measure": lang.text(N_("Measure")),
        "latest": lang.text(N_("Latest")),
        "said": lang.text(N_("What can be said")),
        "others": lang.text(N_("More charts")),
        "more": lang.text(N_("The other measures")),
        "caveats": lang.text(N_("What to bear in mind")),
        "sources": lang.text(N_("Sources")),
        "nothing": lang.text(NOTHING),
    }


def _first(sheet: Sheet) -> tuple[ChartData, ...]:
    return () if sheet.first is None else (sheet.first,)


def _words_of(chart: ChartData, sheet: Sheet) -> dict[str, object]:
    """`notes`: the numbers of its caveats among those of the page, `marks`: their places; `found`:
    its line among all measures."""
    marks = [sheet.caveats.index(text) for text in chart.caveats]
    found = next((one for one in sheet.findings if one.name == chart.name), None)
    # A sentence that no rules were run for tells the latest number itself.
    latest = found.latest if found is not None and chart.verdict is not None else ""
    return {
        "name": chart.name,
        "title": chart.title,
        "subtitle": chart.subtitle,
        "sentence": chart.sentence,
        "alt": describe(chart),
        "notes": say_numbers(1 + mark for mark in marks),
        "marks": marks,
        "found": " · ".join(filter(None, (latest, found.verdict if found else ""))),
    }


def _choose(sheet: Sheet, lang: Language) -> list[list[int]]:
    """The places of the charts that may stand on one page with all the rest, more of them first:
    none with more rows than can be read there."""
    from facilitator.charts.layout import find_height
    from facilitator.charts.measure import measure

    places = [
        at
        for at in sheet.ranked
        if (find_height(sheet.others[at], _NARROW, measure, lang) or 0) <= _TIGHT[0].rows
    ]
    return [sorted(places[:count]) for count in _COUNTS]


def say_numbers(numbers: Iterable[int]) -> str:
    """1, 3, 5–8: in their order, three or more in a row as a span."""
    spans: list[list[int]] = []
    for number in sorted(set(numbers)):
        if spans and number == spans[-1][-1] + 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    return ", ".join(
        f"{span[0]}–{span[-1]}" if len(span) > 2 else ", ".join(map(str, span)) for span in spans
    )


def _draw(sheet: Sheet, look: _Look, lang: Language) -> dict[str, object]:
    return {
        "first": [draw_svg(chart, _WIDE, look.first, lang) for chart in _first(sheet)],
        "others": [
            draw_svg(chart, _NARROW, find_height(chart, _NARROW, look.other, look.rows, lang), lang)
            for chart in sheet.others
        ],
    }


def find_height(chart: ChartData, width: float, usual: float, most: float, lang: Language) -> float:
    """How high a chart is drawn in this width: the usual height, or of one made of rows what they
    wish for, but no more than `most`."""
    from facilitator.charts import layout
    from facilitator.charts.measure import measure

    wished = layout.find_height(chart, width - _MARGIN, measure, lang)
    return usual if wished is None else min(wished, most)


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

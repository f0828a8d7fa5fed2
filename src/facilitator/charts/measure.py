"""How wide a text is in the program's own font, where there is no screen to ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from facilitator.paths import resources

_FILES = {400: "Inter-Regular.otf", 600: "Inter-SemiBold.otf", 700: "Inter-Bold.otf"}


@lru_cache(maxsize=4096)
def measure(text: str, size: float, weight: int) -> float:
    """The width in pixels of a text of `size` pixels in Inter; figures are as wide as the 0.

    A weight between those there are is taken as the next bolder. A sign the font lacks counts as
    wide as the text is high.
    """
    widths = _widths(min((one for one in _FILES if one >= weight), default=700))
    return size * sum(widths.get(ord(sign), 1.0) for sign in text)


@lru_cache(maxsize=len(_FILES))
def _widths(weight: int) -> Mapping[int, float]:
    """The advance of each character, in parts of the size."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    with TTFont(resources() / "fonts" / _FILES[weight], lazy=True) as font:
        unit, advances = font["head"].unitsPerEm, font["hmtx"].metrics
        widths = {code: advances[name][0] / unit for code, name in font.getBestCmap().items()}
        return widths | {ord(sign): width / unit for sign, width in _tabular(font)}


def _tabular(font: Any) -> Iterator[tuple[str, int]]:
    """Figures and the signs among them as wide as they are in tables (the feature tnum)."""
    names, rules, advances = font.getBestCmap(), font["GSUB"].table, font["hmtx"].metrics
    records = rules.FeatureList.FeatureRecord
    found = next(record.Feature for record in records if record.FeatureTag == "tnum")
    (table,) = rules.LookupList.Lookup[found.LookupListIndex[0]].SubTable
    for sign in "0123456789,.:":
        yield sign, advances[table.mapping[names[ord(sign)]]][0]

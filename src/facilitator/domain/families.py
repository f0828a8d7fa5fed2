"""The families of agenda items, each with its one colour: on screens, in charts and on paper."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "follow_up": "#7b4fb5",
        "goals": "#2464b4",
        "data": "#0b7d74",
        "guideline": "#4a7a1f",
        "talk": "#b04a78",
        "case": "#b86a00",
        "exchange": "#c2491d",
        "break": "#8a94a2",
        "summary": "#27364b",
    }
)
"""The colour of each family on white, as “#rrggbb”."""

FAMILIES = tuple(COLOURS)

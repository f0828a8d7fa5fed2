"""The names of colours in a sketch, and what they are on white paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from facilitator.domain import families

LIGHT: Mapping[str, str] = MappingProxyType(
    {
        "surface": "#ffffff",
        "line": "#dfe3e8",
        "ink": "#1c2430",
        "ink2": "#5b6675",
        "ink3": "#66707e",
        "accent": "#0b6e79",
        "on_accent": "#ffffff",
        "accent_soft": "#e2f1f2",
        "warn": "#9a5b00",
        "warn_soft": "#fdf1dc",
        **{f"kind:{family}": colour for family, colour in families.COLOURS.items()},
    }
)
"""Each token as “#rrggbb” in the light theme."""


def resolve(name: str, token: Callable[[str], str] = LIGHT.__getitem__) -> str:
    """The “#rrggbb” of a colour by its name; “accent~40” is 40 hundredths of it on the surface.

    `token` gives the colour of a plain name. KeyError for a name it does not know.
    """
    plain, mixed, part = name.partition("~")
    colour = token(plain)
    if not mixed:
        return colour
    share, ground = int(part) / 100, token("surface")
    pairs = ((int(colour[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(share * a + (1 - share) * b):02x}" for a, b in pairs)

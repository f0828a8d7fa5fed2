"""Texts of the room screen: their sizes, how much room they take, and what is left when cut."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from math import ceil

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from facilitator.ui import theme

SMALL, TEXT, LARGE, TIME = 27.0, 30.0, 36.0, 108.0
SIZES = (50.0, 44.0, 40.0, LARGE, 32.0, TEXT, SMALL)
"""Heights of a font on a screen 900 tall; running text has one of SIZES."""

WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
WRAP_RIGHT = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop

_SOFT, HARD = "\u00ad", "\u00a0"
"""A hyphen that is seen only where a line ends with it, and a space where no line ends."""

_WORD = re.compile(r"[^ \t\r\n]+")


def font(size: float, weight: int) -> QFont:
    """The font of a text, by its height on a screen 900 tall."""
    made = QFont(theme.FAMILY)
    made.setPixelSize(round(size))
    made.setWeight(QFont.Weight(weight))
    made.setFeature(QFont.Tag("tnum"), 1)
    # It is scaled to the display, where hinting for another size would space it unevenly.
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if size >= 38:
        made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 98)
    return made


@lru_cache(maxsize=512)
def height(text: str, size: float, weight: int, width: float) -> float:
    """How tall a text is, wrapped at a width."""
    room = QRectF(0, 0, width, 10_000)
    return ceil(QFontMetricsF(font(size, weight)).boundingRect(room, WRAP, text).height())


@lru_cache(maxsize=512)
def _widest(text: str, size: float, weight: int) -> float:
    """The width of its longest word."""
    metrics = QFontMetricsF(font(size, weight))
    return max((metrics.horizontalAdvance(word) for word in _WORD.findall(text)), default=0.0)


def fits(text: str, size: float, weight: int, width: float, room: float) -> bool:
    """Whether a text stands whole in a room of this width and height, no word broken."""
    return _widest(text, size, weight) <= width and height(text, size, weight, width) <= room


def fitted(
    text: str, sizes: Sequence[float], weight: int, width: float, room: float
) -> tuple[str, float]:
    """The text in the first of these sizes in which it fits, else cut in the last."""
    size = next((one for one in sizes if fits(text, one, weight, width, room)), sizes[-1])
    return cut(text, size, weight, width, room), size


def common_size(texts: Sequence[str], largest: float, width: float, room: float) -> float:
    """The largest size in which all of them fit, else the smallest."""
    sizes = (size for size in SIZES if size <= largest)
    fitting = (size for size in sizes if all(fits(one, size, 400, width, room) for one in texts))
    return next(fitting, SMALL)


@lru_cache(maxsize=512)
def cut(text: str, size: float, weight: int, width: float, room: float) -> str:
    """The text, or as many of its words as there is room for and “…”."""
    text = _breakable(text, size, weight, width)
    if height(text, size, weight, width) <= room:
        return text
    ends = [0, *(word.end() for word in _WORD.finditer(text))]
    low, high = 0, len(ends) - 1
    while low < high:
        middle = (low + high + 1) // 2
        is_short = height(text[: ends[middle]] + " …", size, weight, width) <= room
        low, high = (middle, high) if is_short else (low, middle - 1)
    return f"{text[: ends[low]]} …".strip()


def _breakable(text: str, size: float, weight: int, width: float) -> str:
    """The text with places to break in words that are longer than a line."""
    if _widest(text, size, weight) <= width:
        return text
    metrics = QFontMetricsF(font(size, weight))

    def broken(word: re.Match[str]) -> str:
        said = word.group()
        return _SOFT.join(said) if metrics.horizontalAdvance(said) > width else said

    return _WORD.sub(broken, text)

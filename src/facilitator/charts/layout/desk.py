"""What a figure is laid out with, and texts made to fit: broken, shortened, pushed apart."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from facilitator.charts.sketch import Area, Box, Frame, Item, Measure, Shape, Stroke, Target, Text
from facilitator.language import Language

LABEL, TICK, SMALL = 12.5, 12.0, 11.0
_UNITS = r"(?:pct\.|%|(?:min|t)\.|(?:min|hrs?|hours?|days?|timer?|dage?|points?|procentpoint)\b)"
LINE = 1.3
"""From one line of text to the next, in sizes."""
ASCENT, DESCENT = 0.78, 0.24
"""What a line of text takes above and below its baseline, in sizes."""


# A line ends between words, better not after a number, within “5 of 9”, around "=", before a dash
# or a year, and never between a number and its unit as long as they fit on one.
_BREAKS = (
    re.compile(r"(?<![=\d])(?<!\d\.)(?<!\d t\.)(?<!\d af)(?<!\d of) (?!pct\.|%|=|–|\d{4}\b)"),
    re.compile(rf"(?<!\d) | (?!{_UNITS})"),
    re.compile(" "),
)


@dataclass(frozen=True, slots=True)
class Laid:
    """A figure laid out: what is painted, the frame of its plot and its measurements.

    `height` is what it takes of its room; none where it takes all.
    """

    items: tuple[Item, ...]
    frame: Frame | None = None
    targets: tuple[Target, ...] = ()
    height: float | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """The size to lay out in, how wide texts are, and the language."""

    width: float
    height: float
    measure: Measure
    lang: Language

    def wide(self, text: str, size: float = LABEL, weight: int = 400) -> float:
        """The width of a text in pixels."""
        return self.measure(text, size, weight)

    def widest(self, texts: Iterable[str], size: float = LABEL, weight: int = 400) -> float:
        """The width of the widest; 0 without any."""
        return max((self.wide(text, size, weight) for text in texts), default=0.0)

    def elide(self, text: str, room: float, size: float = LABEL, weight: int = 400) -> str:
        """The text, or as much of its beginning as fits with "…"; empty where nothing does."""
        if self.wide(text, size, weight) <= room:
            return text
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            fits = self.wide(_cut(text, middle), size, weight) <= room
            low, high = (middle, high) if fits else (low, middle - 1)
        return _cut(text, low) if low else ""

    def wrap(
        self, text: str, room: float, size: float = LABEL, weight: int = 400, most: int = 99
    ) -> tuple[str, ...]:
        """The text in lines no wider than `room`; what `most` lines cannot hold ends with "…"."""
        lines: list[str] = []
        rest = text.strip()
        while rest and len(lines) < most - 1:
            line = self._break(rest, room, size, weight)
            if not line:
                return tuple(lines)
            lines.append(line.rstrip())
            rest = rest[len(line) :].lstrip()
        last = self.elide(rest, room, size, weight)
        return (*lines, last) if last else tuple(lines)

    def fit(
        self,
        texts: Sequence[str],
        room: float,
        size: float = LABEL,
        weight: int = 400,
        most: int = 1,
    ) -> tuple[str, ...]:
        """The lines of the first of the texts, the longest first, that `most` lines hold whole;
        where they hold none, as much as they can of the last."""
        lines: tuple[str, ...] = ()
        for text in texts:
            lines = self.wrap(text, room, size, weight, most)
            if " ".join(lines) == text:
                break
        return lines

    def halve(self, text: str, size: float = LABEL, weight: int = 400) -> float:
        """How wide two lines must be to hold a text with its words whole."""
        words = text.split()
        halves = ((" ".join(words[:at]), " ".join(words[at:])) for at in range(len(words)))
        return min((self.widest(half, size, weight) for half in halves), default=0.0)

    def _break(self, text: str, room: float, size: float, weight: int) -> str:
        """The first line: whole words, or the beginning of a word that is wider than the room."""
        if self.wide(text, size, weight) <= room:
            return text
        for places in _BREAKS:
            fits = ""
            for space in places.finditer(text):
                if self.wide(text[: space.start()], size, weight) > room:
                    break
                fits = text[: space.start()]
            if fits:
                return fits
        end = next(
            (end for end in range(1, len(text)) if self.wide(text[:end], size, weight) > room),
            len(text),
        )
        return text[: end - 1]


def shorten(text: str) -> tuple[str, ...]:
    """A text, without what stands in brackets or after a comma at its end, and of that the number
    it ends with alone: “Upper limit 258 days”, “258 days”."""
    short = re.sub(r"( \(|, ).*", "", text)
    number = re.search(rf"(?<![\w.,])\d[\d.,]*(?: ?{_UNITS})?$", short)
    return (text, *(one for one in (short, number[0] if number else "") if one and one != text))


def _cut(text: str, length: int) -> str:
    return text if length >= len(text) else text[:length].rstrip() + "…"


def spread(wished: Sequence[tuple[float, float]], top: float, bottom: float) -> tuple[float, ...]:
    """Centres for pieces of (centre, height): as near their wish as all can be without touching.

    They lie within top and bottom; pieces that wish for the same keep their order. Those that
    cannot fit begin at `top` and go beyond `bottom`.
    """
    order = sorted(range(len(wished)), key=lambda at: wished[at][0])
    piles: list[_Pile] = []
    for at in order:
        centre, height = wished[at]
        pile = _Pile([at], height, centre - height / 2)
        while piles and piles[-1].place(top, bottom) + piles[-1].height > pile.place(top, bottom):
            pile = piles.pop().under(pile)
        piles.append(pile)
    placed = [0.0] * len(wished)
    for pile in piles:
        upper = pile.place(top, bottom)
        for at in pile.members:
            placed[at] = upper + wished[at][1] / 2
            upper += wished[at][1]
    return tuple(placed)


@dataclass(frozen=True, slots=True)
class _Pile:
    """Pieces that lie on one another; `wish` is the sum of where each would have the pile begin."""

    members: list[int]
    height: float
    wish: float

    def place(self, top: float, bottom: float) -> float:
        return max(top, min(self.wish / len(self.members), bottom - self.height))

    def under(self, other: _Pile) -> _Pile:
        """This pile with another below it."""
        wish = self.wish + other.wish - self.height * len(other.members)
        return _Pile([*self.members, *other.members], self.height + other.height, wish)


def shelve(
    wished: Sequence[tuple[float, float]], left: float, right: float, gap: float = 10.0
) -> tuple[tuple[float, int], ...]:
    """Centres and rows for labels of (centre, width): the first row where each has room."""
    rows: list[list[tuple[float, float]]] = []
    placed = []
    for centre, width in wished:
        middle = max(left + width / 2, min(centre, right - width / 2))
        ends = middle - width / 2 - gap, middle + width / 2 + gap
        free = (
            at
            for at, row in enumerate(rows)
            if all(ends[1] <= low or high <= ends[0] for low, high in row)
        )
        row = next(free, len(rows))
        if row == len(rows):
            rows.append([])
        rows[row].append((middle - width / 2, middle + width / 2))
        placed.append((middle, row))
    return tuple(placed)


Room = tuple[float, float, float, float]
"""A box by its left, upper, right and lower edge."""


def find_place(
    spot: tuple[float, float],
    wide: float,
    frame: Frame,
    taken: Sequence[Room],
    *,
    size: float = LABEL,
    away: float = 10.0,
) -> Room | None:
    """A box for a text `wide` pixels long, clear of those taken: right of the spot, left of it,
    above or below; none where there is none within the frame."""
    (x, y), tall = spot, size * LINE
    corners = (
        (x + away, y - tall / 2),
        (x - away - wide - 2, y - tall / 2),
        (x - wide / 2, y - away - tall),
        (x - wide / 2, y + away),
    )
    for left, top in corners:
        box = (left, top, left + wide + 2, top + tall)
        inside = left >= frame.left and box[2] <= frame.right and box[3] <= frame.bottom
        if inside and top >= frame.top - 8 and not any(_touch(box, one) for one in taken):
            return box
    return None


def _touch(one: Room, other: Room) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def move(item: Item, x: float, y: float) -> Item:
    """The item, so much further right and down."""
    match item:
        case Stroke() | Area():
            return replace(item, points=tuple((px + x, py + y) for px, py in item.points))
        case Text() | Shape() | Box():
            return replace(item, x=item.x + x, y=item.y + y)


def scale(item: Item, by: float) -> Item:
    """The item larger or smaller, with its place."""
    match item:
        case Stroke():
            points = tuple((x * by, y * by) for x, y in item.points)
            return replace(item, points=points, width=item.width * by)
        case Area():
            return replace(item, points=tuple((x * by, y * by) for x, y in item.points))
        case Text() | Shape():
            return replace(item, x=item.x * by, y=item.y * by, size=item.size * by)
        case Box():
            place = replace(item, x=item.x * by, y=item.y * by, w=item.w * by, h=item.h * by)
            return replace(place, radius=item.radius * by)


def has_room(at: int, pitch: float) -> bool:
    """Whether the row `at` of rows that are `pitch` pixels high has words; few of low ones have."""
    return at % count_rows(pitch) == 0


def find_pitch(wished: float, rows: int) -> float:
    """How high a row is that has room: as wished, lower where there are many."""
    return wished if rows <= 8 else max(0.7 * wished, 28.0)


def count_rows(pitch: float) -> int:
    """How many rows of `pitch` pixels one row of words needs."""
    return 1 if pitch >= LABEL * LINE else math.ceil(2 * LABEL / pitch)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row lies: its middle, its height, and the frame its words may not leave."""

    y: float
    pitch: float
    frame: Frame


def lay_out_name(
    name: Sequence[str],
    right: float,
    place: Place,
    desk: Desk,
    *,
    colour: str = "ink",
    weight: int = 400,
) -> Iterator[Text]:
    """The name of a row before it, up to `right`, in as many lines as the row has room for; `name`
    as it is, and shorter ones for where it has none."""
    tall = LABEL * 1.2
    most = max(1, int((place.pitch - 3) / tall))
    lines = desk.fit(name, right, LABEL, weight, most)
    upper = row_line(place.y, place.frame) - (len(lines) - 1) * tall / 2
    for at, line in enumerate(lines):
        yield Text(right, upper + at * tall, line, "label", colour, "end", LABEL, weight)


def row_line(y: float, frame: Frame) -> float:
    """As `centre_line` for a label, kept within the frame."""
    lowest = frame.bottom - LABEL * DESCENT
    return max(frame.top + LABEL * ASCENT, min(centre_line(y, LABEL), lowest))


def centre_line(y: float, size: float) -> float:
    """The baseline of a line of text whose middle lies at `y`."""
    return y + size * 0.36

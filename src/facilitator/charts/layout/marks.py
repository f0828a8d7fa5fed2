"""What stands above a figure over time: its header, its phases and what happened when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from facilitator.charts.chart import Mark, Series
from facilitator.charts.layout.desk import LABEL, LINE, SMALL, TICK, Desk, shorten
from facilitator.charts.sketch import Frame, Item, Shape, Stroke, Text

_NUMBER = 15.0
_WIDEST, _WIDEST_PART = 210.0, 0.32
"""How wide the words of a mark are at most: in pixels, and of a wide figure as a part of it."""
_ROW = LABEL * LINE + 1
_NO_ROW = -1


@dataclass(frozen=True, slots=True)
class _Label:
    """A mark with the text there is room for, and the row its text stands in, from above.

    One without room has neither text nor number and stands in no row: only its line is drawn.
    """

    mark: Mark
    x: float
    text: str
    row: int

    def right(self, desk: Desk) -> float:
        """Where it ends."""
        number = _NUMBER if self.mark.number is not None else 0.0
        words = desk.wide(self.text, TICK) + 5 if self.text else 0.0
        return self.x + (number / 2 if number else 0.0) + words


@dataclass(frozen=True, slots=True)
class Above:
    """What stands above a figure, `height` pixels in all."""

    height: float
    texts: tuple[Item, ...]
    labels: tuple[_Label, ...]
    first_row: float

    def items(self, frame: Frame) -> tuple[Item, ...]:
        """All of it, each mark with a thin line down to the foot of the frame."""
        drops = (item for label in self.labels for item in self._drop(label, frame))
        return (*self.texts, *drops)

    def _drop(self, label: _Label, frame: Frame) -> Iterator[Item]:
        base = self.first_row + label.row * _ROW + TICK
        x, number = label.x, label.mark.number
        top = base + 4 if number is not None else base - TICK * 0.72
        if label.row == _NO_ROW:
            top = frame.top
        yield Stroke(((x, min(top, frame.bottom)), (x, frame.bottom)), "ink3~70", 1, "dot")
        start = x + 5
        if number is not None:
            yield Shape("circle", x, base - 4, _NUMBER, "surface", "ink2")
            yield Text(x, base - 0.4, str(number), "label", "ink", "middle", SMALL - 1, 600)
            start = x + _NUMBER / 2 + 4
        if label.text:
            yield Text(start, base, label.text, "label", "ink2", "start", TICK)


def lay_out_marks(series: Series, header: str, frame: Frame, room: float, desk: Desk) -> Above:
    """The header and the phases in the first rows, then the marks; in `room` pixels at most."""
    rows = int(room / _ROW)
    if not rows:
        return Above(0.0, (), (), 0.0)
    beside = desk.wide(header, TICK) + 12 if header else 0.0
    stages, lines = _lay_out_stages(series, beside, min(2, rows), frame, desk)
    upper = max(1 if header else 0, lines)
    most = 1 if desk.height < 230 else 2 if desk.height < 300 else 3
    inside = (m for m in series.marks if frame.left <= frame.x(m.at.toordinal()) <= frame.right)
    marks = sorted(inside, key=lambda mark: mark.at)
    labels = _place(marks, min(most, rows - upper + (not stages)), frame, desk)
    shared = not stages and all(label.x - _NUMBER / 2 - 4 > beside for label in labels)
    if not shared:
        labels = _place(marks, min(most, rows - upper), frame, desk)
    first = 0 if shared else upper
    used = max(upper, first + max((label.row + 1 for label in labels), default=0))
    items = [Text(0, TICK, desk.elide(header, desk.width, TICK), size=TICK), *stages]
    return Above(used * _ROW, tuple(items), labels, first * _ROW)


def _lay_out_stages(
    series: Series, header: float, rows: int, frame: Frame, desk: Desk
) -> tuple[list[Item], int]:
    """The words of each phase over it, in `rows` lines at most, and how many lines were needed."""
    starts = [max(frame.left, frame.x(stage.start.toordinal())) for stage in series.stages]
    stops = [*starts, desk.width][1:]
    items: list[Item] = []
    most = 0
    for stage, left, right in zip(series.stages, starts, stops, strict=True):
        start = max(left, header)
        if frame.x(stage.stop.toordinal()) < frame.left or left > frame.right:
            continue
        lines = desk.fit(shorten(stage.words)[:2], right - start - 10, LABEL, 600, rows)
        if right - start < 34 or not lines:
            continue
        most = max(most, len(lines))
        items += [
            Text(start, TICK + at * _ROW, line, "label", "ink", "start", LABEL, 600)
            for at, line in enumerate(lines)
        ]
    return items, most


def _place(marks: list[Mark], most: int, frame: Frame, desk: Desk) -> tuple[_Label, ...]:
    """Each text to the right of its line, in a row that no line of another comes through.

    A line goes down from its text, so what begins under the text of another stands a row lower;
    where there are no more rows the texts before it are shortened to make room.
    """
    placed: list[_Label] = []
    for mark in marks:
        x = frame.x(mark.at.toordinal())
        if most < 1 or _is_bare(mark):
            placed.append(_Label(replace(mark, number=None), x, "", _NO_ROW))
            continue
        widest = max(_WIDEST, _WIDEST_PART * desk.width)
        label = _shorten(_Label(mark, x, mark.text, 0), min(x + widest, desk.width), desk)
        left = x - (_NUMBER / 2 + 3 if mark.number is not None else 5)
        over = [one for one in placed if one.right(desk) > left]
        row = 1 + max((one.row for one in over), default=-1)
        if row >= most:
            placed = [_shorten(one, left, desk) if one in over else one for one in placed]
            row = 0
            if any(one.right(desk) > left for one in placed):
                label, row = _Label(replace(mark, number=None), x, "", 0), _NO_ROW
        placed.append(replace(label, row=row))
    return tuple(placed)


def _is_bare(mark: Mark) -> bool:
    return mark.number is None and not mark.text.strip()


def _shorten(label: _Label, right: float, desk: Desk) -> _Label:
    start = _NUMBER / 2 + 4 if label.mark.number is not None else 5.0
    text = desk.elide(label.text, right - label.x - start - 1, TICK)
    kept = text if len(text) > 3 or text == label.mark.text else ""
    return replace(label, text=kept)

"""Bars of 100 %: how the answers to each question fell, counts inside, answers in fixed order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from facilitator.charts.chart import Part, Parts
from facilitator.charts.layout.desk import (
    LABEL,
    LINE,
    SMALL,
    TICK,
    Desk,
    Laid,
    Place,
    centre_line,
    find_pitch,
    has_room,
    lay_out_name,
    row_line,
)
from facilitator.charts.sketch import Box, Frame, Item, Sight, Target, Text
from facilitator.charts.spoken import HIDDEN, describe_answer, describe_part

_TALLEST, _ROOMY = 56.0, 360.0
_SHADES = ("accent", "accent~52", "accent~30", "accent~15", "accent~6")
_SWATCH = 10.0


def lay_out_parts(parts: Parts, desk: Desk) -> Laid:
    """The answers above in their order, then a bar for each question with how many answered."""
    labels = _find_labels(parts, desk)
    names = min(desk.widest(labels), _find_most(parts, desk))
    answered = [_say_answered(part, desk) for part in parts.parts]
    right = desk.width - desk.widest(answered, LABEL) - 12
    left = min(names + 12, right - 20)
    sight = Sight(0, 1, 0, 1)
    head, top = _lay_out_head(parts, Frame(left, 0, right, 0, sight), desk)
    pitch = min(find_pitch(_TALLEST, len(parts.parts)), (desk.height - top - 2) / len(parts.parts))
    frame = Frame(left, top, right, top + pitch * len(parts.parts), sight)
    items: list[Item] = [*head]
    for at, (part, label, said) in enumerate(zip(parts.parts, labels, answered, strict=True)):
        place = Place(top + (at + 0.5) * pitch, pitch, frame)
        if has_room(at, pitch):
            items += _lay_out_words(label, said, names, place, desk)
        items += _draw_part(part, place, desk)
    targets = (
        target
        for at, part in enumerate(parts.parts)
        for target in _targets(at, part, parts, Place(top + (at + 0.5) * pitch, pitch, frame), desk)
    )
    return Laid(tuple(items), frame, tuple(targets), frame.bottom + 2)


def _find_most(parts: Parts, desk: Desk) -> float:
    """How much room the questions may have: more where the rows hold a single line each."""
    is_low = desk.height / len(parts.parts) < 3 * LABEL * LINE
    return (0.52 if desk.width < _ROOMY else 0.45 if is_low else 0.36) * desk.width


def _find_labels(parts: Parts, desk: Desk) -> tuple[str, ...]:
    """The questions, or their short forms where low rows have no room for all of them."""
    whole = tuple(part.label for part in parts.parts)
    is_low = desk.height / len(parts.parts) < 3 * LABEL * LINE
    is_cut = is_low and desk.widest(whole) > _find_most(parts, desk)
    return tuple(part.short or part.label for part in parts.parts) if is_cut else whole


def _targets(at: int, part: Part, parts: Parts, place: Place, desk: Desk) -> Iterator[Target]:
    """The question with all its answers, and then each part of its bar."""
    frame, upper = place.frame, place.y - place.pitch / 2
    end = desk.width if part.hidden or not any(part.counts) else frame.left
    words = describe_part(part, parts.answers, desk.lang)
    yield Target(0, upper, end, place.pitch, at, words)
    if end == frame.left:
        for answer, (start, stop, count) in zip(parts.answers, _bounds(part.counts), strict=False):
            if count:
                x, words = frame.x(start), describe_answer(part, answer, count, desk.lang)
                yield Target(x, upper, frame.x(stop) - x, place.pitch, at, words)


def _say_answered(part: Part, desk: Desk) -> str:
    return HIDDEN if part.hidden else f"n = {desk.lang.number(sum(part.counts))}"


def _shade(at: int, answers: int) -> str:
    """From dark to light in the order of the answers; few answers lie far apart."""
    step = (len(_SHADES) - 1) / max(1, answers - 1) if answers <= len(_SHADES) else 1.0
    return _SHADES[min(round(at * step), len(_SHADES) - 1)]


def _lay_out_head(parts: Parts, frame: Frame, desk: Desk) -> tuple[list[Item], float]:
    """The answers over their places in the first bar if they fit there, else side by side."""
    direct = _lay_out_over_bar(parts, frame, desk)
    if direct:
        return direct, TICK * LINE + 4
    items: list[Item] = []
    x, row = 0.0, 0
    for at, answer in enumerate(parts.answers):
        text = desk.elide(answer, desk.width - _SWATCH - 6, TICK)
        wide = _SWATCH + 5 + desk.wide(text, TICK)
        if x and x + wide > desk.width:
            x, row = 0.0, row + 1
        base = TICK + row * TICK * LINE
        if base > desk.height / 3:
            break
        shade = _shade(at, len(parts.answers))
        items.append(Box(x, base - _SWATCH + 1, _SWATCH, _SWATCH, shade, "ink3", 2))
        items.append(Text(x + _SWATCH + 5, base, text, "label", "ink2", "start", TICK))
        x += wide + 16
    return items, (row + 1) * TICK * LINE + 6


def _lay_out_over_bar(parts: Parts, frame: Frame, desk: Desk) -> list[Item]:
    first = parts.parts[0]
    total = sum(first.counts)
    if first.hidden or not all(first.counts) or len(first.counts) != len(parts.answers):
        return []
    items: list[Item] = []
    start = 0
    for answer, count in zip(parts.answers, first.counts, strict=True):
        room = (frame.right - frame.left) * count / total
        if desk.wide(answer, TICK) > room - 6:
            return []
        middle = frame.x((start + count / 2) / total)
        items.append(Text(middle, TICK, answer, "label", "ink2", "middle", TICK))
        start += count
    return items


def _lay_out_words(label: str, said: str, names: float, place: Place, desk: Desk) -> Iterator[Item]:
    """The question before its bar and how many answered it behind."""
    yield from lay_out_name((label,), names, place, desk)
    base = row_line(place.y, place.frame)
    yield Text(place.frame.right + 12, base, said, "number", "ink2", "start", LABEL)


def _draw_part(part: Part, place: Place, desk: Desk) -> Iterator[Item]:
    frame, thick = place.frame, place.pitch * 0.66
    upper, base = place.y - thick / 2, centre_line(place.y, LABEL)
    if part.hidden or not any(part.counts):
        yield Box(frame.left, upper, frame.right - frame.left, thick, None, "line", 2)
        if thick >= SMALL:
            middle = (frame.left + frame.right) / 2
            yield Text(middle, base, HIDDEN, "number", "ink2", "middle", LABEL)
        return
    for at, (start, stop, count) in enumerate(_bounds(part.counts)):
        if not count:
            continue
        left, right = frame.x(start), frame.x(stop)
        gap = 1.0 if right - left > 3 else 0.0
        yield Box(left, upper, right - left - gap, thick, _shade(at, len(part.counts)), None, 2)
        text = desk.lang.number(count)
        if thick >= SMALL and desk.wide(text, LABEL, 600) + 4 <= right - left:
            colour = "on_accent" if at == 0 else "ink"
            middle = (left + right - gap) / 2
            yield Text(middle, base, text, "number", colour, "middle", LABEL, 600)


def _bounds(counts: Sequence[int]) -> Iterator[tuple[float, float, int]]:
    total, start = sum(counts), 0
    for count in counts:
        yield start / total, (start + count) / total, count
        start += count

"""What the room screen shows and where: from agenda, reading and log to words and strokes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF

from facilitator.domain.agenda import Agenda, AgendaItem
from facilitator.domain.kinds import kind
from facilitator.domain.meeting_clock import ItemReading, Phase, Reading
from facilitator.domain.outcomes import Insight, Log
from facilitator.domain.room import is_shown
from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.room.drawn import Part, Stroke, Words
from facilitator.ui.room.step_words import StepWords, back_words, step_words
from facilitator.ui.room.text import (
    HARD,
    LARGE,
    SIZES,
    SMALL,
    TEXT,
    TIME,
    common_size,
    cut,
    fits,
    fitted,
    font,
    height,
)

if TYPE_CHECKING:
    from facilitator.charts.chart import ChartData
    from facilitator.domain.content import Case
    from facilitator.domain.topics import Ballot

TALL = 900
"""Everything is laid out on a screen this tall and scaled to the real one."""

NARROWEST = 1200
"""The least width of that screen, as on a display of 4:3; narrower windows scale it down."""

EDGE, TOP, BOTTOM = 84.0, 64.0, 836.0

_ABOVE_TIME = BOTTOM - 160
_HEADLINES = (62.0, 56.0, 50.0, 44.0, 38.0)
_ASKED = (44.0, 38.0, 34.0)
_IDEAS_AT_MOST = 8
_GAP, _LINE = 18.0, 34.0
"""Between two texts, and the height of a line of the smallest one."""


@dataclass(frozen=True, slots=True)
class Shown:
    """All the room screen is painted from."""

    agenda: Agenda
    reading: Reading
    log: Log
    cluster: str
    quiet: float | None = None
    """Seconds left of a silence."""
    aloud: float | None = None
    """Seconds left in which pairs say their commitments aloud."""
    each: float | None = None
    """Seconds everybody has, while a round goes on."""
    cases: tuple[Case, ...] = ()
    """What the running item is about."""
    ideas: tuple[Ballot, ...] = ()
    """Ideas for coming meetings with their votes."""
    present: tuple[str, ...] = ()
    """The names of those who are here."""
    figure: ChartData | None = None
    """The chart the room is to see, drawn for a meeting."""
    is_rehearsal: bool = False
    """Whether it is to say so in a corner."""


def compose(lang: Language, shown: Shown, wide: float) -> tuple[Part, ...]:
    """Lay the screen out, `wide` units wide and 900 tall.

    Of the running item it has the parts the room is to see, and of nothing else a name, a note, a
    text of a case or who is here.
    """
    parts = _phase(lang, shown, wide)
    return (*parts, *_corner(lang, wide)) if shown.is_rehearsal else parts


def _corner(lang: Language, wide: float) -> tuple[Part, ...]:
    """That nobody may take this for the meeting."""
    said = lang.text(N_("Rehearsal"))
    room = QFontMetricsF(font(SMALL, 700)).horizontalAdvance(said) + 48
    box = QRectF(wide - EDGE - room, 8, room, 44)
    return (
        Stroke(box, theme.ROOM.ink, 22),
        Words(said, box.adjusted(24, 5, 0, 0), SMALL, theme.ROOM.ground, 700),
    )


# -- the phases


def _phase(lang: Language, shown: Shown, wide: float) -> tuple[Part, ...]:
    reading, item = shown.reading, shown.agenda.item(shown.reading.running)
    if not reading.started:
        return _before(lang, shown, wide)
    if reading.ended:
        return _after(lang, shown, wide)
    return _between(lang, shown, wide) if item is None else _running(lang, shown, item, wide)


def _before(lang: Language, shown: Shown, wide: float) -> tuple[Part, ...]:
    agenda = shown.agenda
    asked = N_("When we go home, we can …") if agenda.goals else N_("Welcome")
    head, y = _headline(lang.text(asked), wide, 200)
    goals, _ = _goals(agenda, wide, y + 40, BOTTOM - 80)
    begins = _begins(lang, shown, wide)
    return (*_top(lang, _meeting(lang, shown), shown.reading, wide), head, *goals, *begins)


def _begins(lang: Language, shown: Shown, wide: float) -> tuple[Part, ...]:
    """When it begins; of a meeting planned for another day the hour says nothing."""
    start, now = (
        at.astimezone(lang.zone) for at in (shown.agenda.meeting.start, shown.reading.now)
    )
    if start.date() != now.date():
        return ()
    said = lang.text(N_("We begin at {clock}"), clock=lang.clock(start))
    box = QRectF(EDGE, BOTTOM - 44, wide - 2 * EDGE, 44)
    return (Words(said, box, 34, theme.ROOM.ink2),)


def _after(lang: Language, shown: Shown, wide: float) -> tuple[Part, ...]:
    official, thanks = shown.log.official, lang.text(N_("Thank you for today"))
    if not official:
        head, _ = _headline(thanks, wide, 380)
        return (*_top(lang, _meeting(lang, shown), shown.reading, wide), head)
    head, y = _headline(lang.text(N_("This is what we take home")), wide, 200)
    largest = {1: 50.0, 2: 44.0}.get(len(official), LARGE)
    insights = _insights(lang, official, wide, (y + 56, BOTTOM), len(official), largest)
    return (*_top(lang, thanks, shown.reading, wide), head, *insights)


def _between(lang: Language, shown: Shown, wide: float) -> tuple[Part, ...]:
    """The item that ran was taken off the agenda."""
    head, _ = _headline(lang.text(N_("One moment …")), wide, 200)
    return (*_top(lang, _meeting(lang, shown), shown.reading, wide), head)


def _running(lang: Language, shown: Shown, item: AgendaItem, wide: float) -> tuple[Part, ...]:
    if shown.figure is not None:
        return _charted(lang, shown, item, shown.figure, wide)
    reading, sees = shown.reading, partial(is_shown, item.room)
    lines = _lines(lang, shown, item)
    step = None
    if sees("step"):
        step = step_words(lang, reading, quiet=shown.quiet, each=shown.each, aloud=shown.aloud)
    is_beside = item.is_last or item.kind == "goals"
    floor = _ABOVE_TIME if sees("clock") or (step and is_beside) else BOTTOM
    heading, asked = _headings(lang, item, reading, asks=sees("question"))
    names = _names(shown.log) if item.is_last and sees("names") else {}
    is_full = item.is_last and (lines or names)
    head, y = _headline(asked, wide, 100 if is_full else 190 if lines or is_beside else 380)
    parts = [*_top(lang, heading, reading, wide), head]
    if step is not None and is_beside:
        parts.append(_step_beside(step, wide))
    elif step is not None:
        parts += _step(step, wide, y + 30, then=not lines)
        y += 30 + 48 + (0 if lines else 46)
    left_for_lines = floor - len(lines) * (_LINE + _GAP)
    if item.is_last:
        room = y + 50, floor if names else left_for_lines
        made = _insights(lang, shown.log.official, wide, room, 3, TEXT, names)
        y = max(part.box.bottom() for part in made)
        parts += made
    elif item.kind == "goals":
        goals, y = _goals(shown.agenda, wide, y + 36, left_for_lines)
        parts += goals
    parts += _stacked(lines, wide, y + 30, floor)
    return (*parts, *_time(lang, item, reading, wide)) if sees("clock") else tuple(parts)


def _charted(
    lang: Language, shown: Shown, item: AgendaItem, chart: ChartData, wide: float
) -> tuple[Part, ...]:
    """A chart as large as the room allows, with what it asks above and what it says below."""
    # Charts are loaded when one is shown.
    from facilitator.ui.room.chart import caveat, lay_chart

    sees, width = partial(is_shown, item.room), wide - 2 * EDGE
    step = None
    if sees("step"):
        step = step_words(
            lang, shown.reading, quiet=shown.quiet, each=shown.each, aloud=shown.aloud
        )
    floor = BOTTOM - (80 if sees("clock") or step else 0)
    asks = item.kind == "data" and sees("question") and item.question
    over, asked = (f"{chart.title} · {chart.subtitle}", item.question)
    if not asks:
        over, asked = item.title, chart.title
    asked, size = fitted(asked, _ASKED, 700, width, 104)
    y, tall = TOP + 60, height(asked, size, 700, width)
    head = Words(asked, QRectF(EDGE, y, width, tall), size, weight=700)
    aside = caveat(lang, chart)
    # Three lines in all, whatever they say: the rest is the chart's.
    rest = 3 * _LINE + 4 - max(height(aside, SMALL, 400, width), _LINE)
    said = "\n".join(filter(None, (cut(chart.sentence, SMALL, 400, width, rest), aside)))
    below = height(said, SMALL, 400, width)
    words = Words(said, QRectF(EDGE, floor - below, width, below), SMALL, theme.ROOM.ink2)
    y += tall + _GAP
    box = QRectF(EDGE, y, width, floor - below - 0.5 * _GAP - y)
    parts: list[Part] = [*_top(lang, over, shown.reading, wide), head]
    parts += [*lay_chart(lang, chart, box), words]
    if sees("clock"):
        parts += _time_below(lang, item, shown.reading, wide)
    return (*parts, _step_beside(step, wide)) if step is not None else tuple(parts)


def _meeting(lang: Language, shown: Shown) -> str:
    number = lang.text(N_("Meeting {number}"), number=shown.agenda.meeting.number)
    return f"{number} · {shown.cluster}"


def _headings(lang: Language, item: AgendaItem, reading: Reading, *, asks: bool) -> tuple[str, str]:
    """What stands small at the top, and large below."""
    name = lang.text(kind(item.kind).title)
    if not asks:
        return name, item.title
    if item.kind == "break" and reading.current is not None:
        return item.title, back_words(lang, reading.current)
    return (item.title, item.question) if item.question else (name, item.title)


# -- what is the same in several phases


def _top(lang: Language, title: str, reading: Reading, wide: float) -> tuple[Part, Part]:
    tall, clock = 40.0, 140.0
    room = wide - 2 * EDGE - clock
    metrics = QFontMetricsF(font(SMALL, 400))
    shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, room)
    hour = QRectF(wide - EDGE - clock, TOP, clock, tall)
    return (
        Words(shown, QRectF(EDGE, TOP, room, tall), SMALL, theme.ROOM.ink2),
        Words(lang.clock(reading.now), hour, SMALL, theme.ROOM.ink2, right=True, ticks=True),
    )


def _headline(text: str, wide: float, room: float) -> tuple[Words, float]:
    """The large line in the largest size that fits, and where it ends."""
    y, width = TOP + 80, min(wide - 2 * EDGE, 1250.0)
    shown, size = fitted(text, _HEADLINES, 700, width, room)
    tall = height(shown, size, 700, width)
    return Words(shown, QRectF(EDGE, y, width, tall), size, weight=700), y + tall


def _goals(agenda: Agenda, wide: float, y: float, floor: float) -> tuple[list[Part], float]:
    """The goals below each other, and where they end."""
    width, parts = wide - 2 * EDGE - 40, list[Part]()
    texts = [goal.text for goal in agenda.goals]
    room = (floor - y) / max(1, len(texts)) - 22
    size = common_size(texts, 44, width, room)
    dot = 0.4 * size
    for text in texts:
        said = cut(text, size, 400, width, room)
        tall = height(said, size, 400, width)
        parts.append(Stroke(QRectF(EDGE, y + 0.4 * size, dot, dot), _colour("goals"), dot / 2))
        parts.append(Words(said, QRectF(EDGE + 40, y, width, tall), size))
        y += tall + 22
    return parts, y - 22


def _insights(
    lang: Language,
    official: Sequence[Insight],
    wide: float,
    room: tuple[float, float],
    places: int,
    largest: float,
    names: Mapping[str, str] | None = None,
) -> list[Part]:
    """The chosen insights beside each other, between two heights; `names`: of those who try one,
    by its id."""
    (y, floor), gap = room, 26.0
    width = (wide - 2 * EDGE - (places - 1) * gap) / places
    under = 50 + (2 * _LINE + 8 if names else 0)
    tall = max(floor - y - 68 - under, _LINE)
    size = common_size([one.text for one in official], largest, width, tall)
    parts: list[Part] = []
    for place in range(places):
        one = official[place] if place < len(official) else None
        box = QRectF(EDGE + place * (width + gap), y, width, tall)
        parts += _insight(lang, place, one, box, size, (names or {}).get(one.id if one else "", ""))
    return parts


def _insight(
    lang: Language, place: int, one: Insight | None, box: QRectF, size: float, names: str
) -> list[Part]:
    x, y, width = box.x(), box.y(), box.width()
    line = theme.LIGHT.kind("summary") if one else theme.ROOM.line
    title = lang.text(N_("Insight {number}"), number=place + 1)
    text = cut(one.text, size, 400, width, box.height()) if one else "…"
    tall = height(text, size, 400, width)
    parts: list[Part] = [
        Stroke(QRectF(x, y, width, 6), line),
        Words(title, QRectF(x, y + 24, width, 36), SMALL, theme.ROOM.ink2),
        Words(
            text,
            QRectF(x, y + 68, width, tall),
            size,
            theme.ROOM.ink if one else theme.ROOM.ink2,
        ),
    ]
    y += 68 + tall + 14
    if one is not None and one.tried_by:
        tried, green = lang.plural("{n} tries it", "{n} try it", one.tried_by), _green()
        under, number = QRectF(x, y, width, 36), tried.find(" ")
        parts.append(Words(tried, under, SMALL, green, heavy=number))
        who = cut(names, SMALL, 400, width, 2 * _LINE + 4)
        if who:
            tall = height(who, SMALL, 400, width)
            parts.append(Words(who, QRectF(x, y + 40, width, tall), SMALL, theme.ROOM.ink2))
    return parts


def _names(log: Log) -> Mapping[str, str]:
    """Who tries each insight, by its id."""
    keys = {one.insight for one in log.commitments if one.insight}
    return {
        key: _listed(dict.fromkeys(one.owner for one in log.commitments if one.insight == key))
        for key in keys
    }


def _listed(names: Iterable[str]) -> str:
    """The names behind each other; a line ends between two, not within one."""
    return ", ".join(name.replace(" ", HARD) for name in names)


# -- the parts of an item


def _lines(lang: Language, shown: Shown, item: AgendaItem) -> list[Words]:
    """The texts below each other that the room is to see of an item; their boxes are to come."""
    texts = {
        "who": (item.who, TEXT, theme.ROOM.ink2),
        "case": (_case_text(shown.cases), LARGE, theme.ROOM.ink),
        "topics": (_idea_text(lang, shown.ideas), LARGE, theme.ROOM.ink),
        "notes": (item.notes.strip(), TEXT, theme.ROOM.ink),
        "attendance": (_present(lang, shown.present), SMALL, theme.ROOM.ink2),
    }
    return [
        Words(text, QRectF(), size, colour)
        for part, (text, size, colour) in texts.items()
        if text and is_shown(item.room, part)
    ]


def _case_text(cases: Sequence[Case]) -> str:
    """What was written of the patients, and nothing of who wrote it."""
    texts = (text.strip() for case in cases for text in (case.doubt, case.course))
    return "\n".join(text for text in texts if text)


def _idea_text(lang: Language, ideas: Sequence[Ballot]) -> str:
    """An idea in a line, with its votes before it once there are any."""
    is_voted = any(one.votes for one in ideas)
    lines = (f"{lang.number(one.votes)} · {one.title}" if is_voted else one.title for one in ideas)
    return "\n".join(islice(lines, _IDEAS_AT_MOST))


def _present(lang: Language, names: Sequence[str]) -> str:
    return lang.text(N_("Here: {names}"), names=_listed(names)) if names else ""


def _stacked(lines: Sequence[Words], wide: float, y: float, floor: float) -> list[Part]:
    """The lines below each other, each with room for at least one line of those after it."""
    parts, width = list[Part](), wide - 2 * EDGE
    for place, line in enumerate(lines):
        room = floor - y - (len(lines) - place - 1) * (_LINE + _GAP)
        sizes = tuple(size for size in SIZES if size <= line.size)
        text, size = fitted(line.text, sizes, 400, width, room)
        tall = height(text, size, 400, width)
        if tall > room:
            break
        parts.append(replace(line, text=text, size=size, box=QRectF(EDGE, y, width, tall)))
        y += tall + _GAP
    return parts


def _step(step: StepWords, wide: float, y: float, *, then: bool) -> list[Part]:
    box = QRectF(EDGE, y, wide - 2 * EDGE, 48)
    under = QRectF(EDGE, y + 54, wide - 2 * EDGE, 40)
    words = _step_line(step, LARGE, box)
    line = Words(words, box, LARGE, _green(), 600, ticks=True)
    after = cut(step.then, TEXT, 400, under.width(), under.height()) if then else ""
    return [line, Words(after, under, TEXT, theme.ROOM.ink2)] if after else [line]


def _step_beside(step: StepWords, wide: float) -> Part:
    """At the right of the time, in one line where there is room for one."""
    width, size, text = wide / 2 - EDGE, TEXT, step.line
    if not fits(text.replace(" ", HARD), size, 600, width, 40):
        size = SMALL
        title = cut(step.title, size, 600, width, 2 * _LINE)
        text = "\n".join(part for part in (title, step.left) if part)
    tall = height(text, size, 600, width)
    box = QRectF(wide / 2, BOTTOM - 46 - tall, width, tall)
    return Words(text, box, size, _green(), 600, right=True, ticks=True)


def _step_line(step: StepWords, size: float, box: QRectF) -> str:
    """The step and its time; a long title gives way to the time."""
    width = box.width() - 5 * size
    return replace(step, title=cut(step.title, size, 600, width, box.height())).line


def _time(lang: Language, item: AgendaItem, reading: Reading, wide: float) -> list[Part]:
    now = reading.current
    if now is None:
        return []
    figures = lang.countdown(now.remaining)
    width = QFontMetricsF(font(TIME, 700)).horizontalAdvance(figures)
    base = BOTTOM - 32
    words = _said_of_time(lang, reading)
    said_width = QFontMetricsF(font(SMALL, 400)).horizontalAdvance(words) + 4
    beside = QRectF(EDGE + width + 30, base - 54, said_width, 36)
    figures_box = QRectF(EDGE, base - 112, width + 20, 112)
    return [
        Words(figures, figures_box, TIME, weight=700, ticks=True),
        Words(words, beside, SMALL, theme.ROOM.ink2, ticks=True),
        *_bar(item, now, wide),
    ]


def _time_below(lang: Language, item: AgendaItem, reading: Reading, wide: float) -> list[Part]:
    """The time in a line, where something else is large."""
    now = reading.current
    if now is None:
        return []
    figures = lang.countdown(now.remaining)
    width = QFontMetricsF(font(LARGE, 700)).horizontalAdvance(figures) + 8
    words = _said_of_time(lang, reading)
    said_width = QFontMetricsF(font(SMALL, 400)).horizontalAdvance(words) + 4
    return [
        Words(figures, QRectF(EDGE, BOTTOM - 66, width, 48), LARGE, weight=700, ticks=True),
        Words(
            words,
            QRectF(EDGE + width + 12, BOTTOM - 58, said_width, 36),
            SMALL,
            theme.ROOM.ink2,
            ticks=True,
        ),
        *_bar(item, now, wide),
    ]


def _said_of_time(lang: Language, reading: Reading) -> str:
    said = N_("paused") if reading.paused else _SAID.get(reading.phase, N_("left"))
    return lang.text(said)


def _bar(item: AgendaItem, now: ItemReading, wide: float) -> list[Part]:
    # The bar moves with the figures and not between them.
    left = ceil(now.remaining) / now.allotted if now.allotted else 0.0
    share = min(1.0, max(0.0, 1 - left))
    full = wide - 2 * EDGE
    return [
        Stroke(QRectF(EDGE, BOTTOM - 12, full, 12), theme.ROOM.line, 6),
        Stroke(QRectF(EDGE, BOTTOM - 12, full * share, 12), _colour(item.kind), 6),
    ]


_SAID: dict[Phase | None, str] = {Phase.OVER: N_("over time")}


def _colour(of: str) -> str:
    return theme.LIGHT.kind(kind(of).family)


def _green() -> str:
    return theme.ROOM.accent_text

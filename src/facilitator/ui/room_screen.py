"""The room screen: what everybody may see, large, painted from agenda, reading and log alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.domain.agenda import Agenda, AgendaItem
from facilitator.domain.kinds import kind
from facilitator.domain.meeting_clock import Phase, Reading
from facilitator.domain.outcomes import Insight, Log
from facilitator.language import N_, Language
from facilitator.ui import theme

TALL = 900
"""Everything is laid out on a screen this tall and scaled to the real one."""

SMALL, TEXT, TIME = 27.0, 30.0, 108.0
EDGE, TOP, BOTTOM = 84.0, 64.0, 836.0
_HEADLINES = (62.0, 56.0, 50.0, 44.0, 38.0)
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True, slots=True)
class Words:
    """A text in its box; `size` is the height of its font on a screen 900 tall."""

    text: str
    box: QRectF
    size: float
    colour: str = theme.ROOM.ink
    weight: int = 400
    right: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    """A filled bar, with rounded ends or not."""

    box: QRectF
    colour: str
    radius: float = 0.0


Part = Words | Stroke


@dataclass(frozen=True, slots=True)
class Shown:
    """All the room screen is painted from."""

    agenda: Agenda
    reading: Reading
    log: Log
    cluster: str


def compose(lang: Language, shown: Shown, wide: float) -> tuple[Part, ...]:
    """Lay the screen out, `wide` units wide and 900 tall.

    Titles, questions, steps, goals, chosen insights and times; never an owner, a note, a text of
    a case or who is here.
    """
    agenda, reading = shown.agenda, shown.reading
    item = agenda.item(reading.running)
    if not reading.started:
        return _before(lang, shown, wide)
    if reading.ended or item is None:
        return _after(lang, shown, wide)
    parts = [*_top(lang, _heading(lang, item), reading, wide)]
    asked = _asked(lang, item, reading)
    head, y = _headline(asked, wide, 300 if item.is_last else 380)
    parts.append(head)
    if item.is_last:
        parts += _insights(lang, shown.log.official, wide, y + 50)
    elif item.kind == "goals":
        parts += _goals(agenda, wide, y + 36)
    elif reading.step is not None and reading.current is not None:
        step = reading.current.steps[reading.step.index]
        box = QRectF(EDGE, y + 30, wide - 2 * EDGE, 48)
        parts.append(Words(step.title, box, 36, theme.ROOM.accent_text, 600))
    return (*parts, *_time(lang, item, reading, wide))


def _before(lang: Language, shown: Shown, wide: float) -> tuple[Part, ...]:
    agenda = shown.agenda
    title = lang.text(N_("Meeting {number}"), number=agenda.meeting.number)
    parts = [*_top(lang, f"{title} · {shown.cluster}", shown.reading, wide)]
    asked = N_("When we go home, we can …") if agenda.goals else N_("Welcome")
    head, y = _headline(lang.text(asked), wide, 300)
    clock = lang.clock(agenda.meeting.start)
    begins = Words(
        lang.text(N_("We begin at {clock}"), clock=clock),
        QRectF(EDGE, BOTTOM - 44, wide - 2 * EDGE, 44),
        34,
        theme.ROOM.ink2,
    )
    return (*parts, head, *_goals(agenda, wide, y + 36), begins)


def _after(lang: Language, shown: Shown, wide: float) -> tuple[Part, ...]:
    title = lang.text(N_("Thank you for today"))
    parts = [*_top(lang, title, shown.reading, wide)]
    head, y = _headline(lang.text(N_("This is what we take home")), wide, 300)
    return (*parts, head, *_insights(lang, shown.log.official, wide, y + 56))


def _heading(lang: Language, item: AgendaItem) -> str:
    return item.title if item.question else lang.text(kind(item.kind).title)


def _asked(lang: Language, item: AgendaItem, reading: Reading) -> str:
    if item.kind == "break" and reading.current is not None and reading.current.expected_end:
        clock = lang.clock(reading.current.expected_end)
        return lang.text(N_("We start again at {time}."), time=clock)
    return item.question or item.title


def _top(lang: Language, title: str, reading: Reading, wide: float) -> tuple[Part, Part]:
    tall, clock = 40.0, 140.0
    room = wide - 2 * EDGE - clock
    metrics = QFontMetricsF(_font(SMALL, 400))
    shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, room)
    return (
        Words(shown, QRectF(EDGE, TOP, room, tall), SMALL, theme.ROOM.ink2),
        Words(
            lang.clock(reading.now),
            QRectF(wide - EDGE - clock, TOP, clock, tall),
            SMALL,
            theme.ROOM.ink2,
            right=True,
        ),
    )


def _headline(text: str, wide: float, room: float) -> tuple[Words, float]:
    """The large line in the largest size that fits, and where it ends."""
    y, width = TOP + 80, min(wide - 2 * EDGE, 1250.0)
    for size in _HEADLINES:
        tall = _height(text, size, 700, width)
        if tall <= room:
            break
    shown = _cut(text, size, 700, width, room)
    tall = _height(shown, size, 700, width)
    return Words(shown, QRectF(EDGE, y, width, tall), size, weight=700), y + tall


def _goals(agenda: Agenda, wide: float, y: float) -> list[Part]:
    parts: list[Part] = []
    for goal in agenda.goals:
        width = wide - 2 * EDGE - 40
        text = _cut(goal.text, 36, 400, width, 100)
        tall = _height(text, 36, 400, width)
        parts.append(Stroke(QRectF(EDGE, y + 15, 14, 14), theme.LIGHT.kind("goals"), 7))
        parts.append(Words(text, QRectF(EDGE + 40, y, width, tall), 36))
        y += tall + 22
    return parts


def _insights(lang: Language, official: Sequence[Insight], wide: float, y: float) -> list[Part]:
    gap, places = 26.0, 3
    width = (wide - 2 * EDGE - (places - 1) * gap) / places
    parts: list[Part] = []
    for place in range(places):
        one = official[place] if place < len(official) else None
        parts += _insight(lang, place, one, QRectF(EDGE + place * (width + gap), y, width, 300))
    return parts


def _insight(lang: Language, place: int, one: Insight | None, box: QRectF) -> list[Part]:
    x, y, width = box.x(), box.y(), box.width()
    line = theme.LIGHT.kind("summary") if one else theme.ROOM.line
    title = lang.text(N_("Insight {number}"), number=place + 1)
    text = _cut(one.text if one else "…", TEXT, 400, width, 172)
    tall = _height(text, TEXT, 400, width)
    parts: list[Part] = [
        Stroke(QRectF(x, y, width, 6), line),
        Words(title, QRectF(x, y + 24, width, 36), SMALL, theme.ROOM.ink2),
        Words(text, QRectF(x, y + 68, width, tall), TEXT),
    ]
    if one is not None and one.tried_by:
        tried = lang.plural("{n} tries it", "{n} try it", one.tried_by)
        under = QRectF(x, y + 68 + tall + 14, width, 36)
        parts.append(Words(tried, under, SMALL, theme.ROOM.accent_text, 600))
    return parts


def _time(lang: Language, item: AgendaItem, reading: Reading, wide: float) -> list[Part]:
    now = reading.current
    if now is None:
        return []
    figures = lang.countdown(now.remaining)
    metrics = QFontMetricsF(_font(TIME, 700))
    width = metrics.horizontalAdvance(figures)
    base = BOTTOM - 32
    said = N_("paused") if reading.paused else _SAID.get(reading.phase, N_("left"))
    share = min(1.0, max(0.0, now.elapsed / now.allotted)) if now.allotted else 1.0
    full = wide - 2 * EDGE
    bar = QRectF(EDGE, BOTTOM - 12, full, 12)
    used = QRectF(EDGE, BOTTOM - 12, full * share, 12)
    colour = theme.LIGHT.kind(kind(item.kind).family)
    return [
        Words(figures, QRectF(EDGE, base - 112, width + 20, 112), TIME, weight=700),
        Words(
            lang.text(said),
            QRectF(EDGE + width + 30, base - 54, full - width - 30, 36),
            SMALL,
            theme.ROOM.ink2,
        ),
        Stroke(bar, theme.ROOM.line, 6),
        Stroke(used, colour, 6),
    ]


_SAID: dict[Phase | None, str] = {Phase.OVER: N_("over time")}


def _font(size: float, weight: int) -> QFont:
    made = QFont(theme.FAMILY)
    made.setPixelSize(round(size))
    made.setWeight(QFont.Weight(weight))
    made.setFeature(QFont.Tag("tnum"), 1)
    if size >= 38:
        made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 98)
    return made


def _height(text: str, size: float, weight: int, width: float) -> float:
    room = QRectF(0, 0, width, 10_000)
    return ceil(QFontMetricsF(_font(size, weight)).boundingRect(room, _WRAP, text).height())


def _cut(text: str, size: float, weight: int, width: float, room: float) -> str:
    """The text, or as many of its words as there is room for and “…”."""
    if _height(text, size, weight, width) <= room:
        return text
    words = text.split()
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        fits = _height(" ".join(words[:middle]) + " …", size, weight, width) <= room
        low, high = (middle, high) if fits else (low, middle - 1)
    return " ".join(words[:low]) + " …"


class RoomScreen(QWidget):
    """Paints what it is handed. As a window it passes its keys on; as a preview it is small."""

    steered = Signal(object)

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self._lang = lang
        self._shown: Shown | None = None
        self._parts: tuple[Part, ...] = ()
        self._is_black = False
        self.setWindowTitle(lang.text(N_("Room screen")))
        self.setAccessibleName(lang.text(N_("Room screen")))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text that is painted now."""
        return tuple(p.text for p in self.parts if isinstance(p, Words))

    @property
    def parts(self) -> tuple[Part, ...]:
        """What is painted now, laid out on a screen 900 tall; nothing while it is black."""
        if self._is_black or self._shown is None:
            return ()
        return compose(self._lang, self._shown, self._wide())

    def show_state(self, shown: Shown) -> None:
        """Paint this from now on."""
        self._shown = shown
        parts = compose(self._lang, shown, self._wide())
        if parts != self._parts:
            self._parts = parts
            self.setAccessibleDescription("\n".join(self.texts))
            self.update()

    def set_black(self, black: bool) -> None:
        """Show nothing but black, or what was there."""
        self._is_black = black
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(180))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return width * 9 // 16

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#000000" if self._is_black else theme.ROOM.ground))
        scale = self.height() / TALL
        painter.scale(scale, scale)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for part in self.parts:
            _paint(painter, part)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.steered.emit(event)

    def _wide(self) -> float:
        return self.width() * TALL / max(1, self.height())


def _paint(painter: QPainter, part: Part) -> None:
    if isinstance(part, Stroke):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(part.colour))
        painter.drawRoundedRect(part.box, part.radius, part.radius)
        return
    painter.setFont(_font(part.size, part.weight))
    painter.setPen(QColor(part.colour))
    if part.size == TIME:
        painter.drawText(QPointF(part.box.x(), part.box.bottom() - 22), part.text)
    elif part.right:
        painter.drawText(part.box, Qt.AlignmentFlag.AlignRight, part.text)
    else:
        painter.drawText(part.box, _WRAP, part.text)

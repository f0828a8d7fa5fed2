"""A card of the follow-up board: what is on it, where it lies, and how it is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QPainter,
    QPen,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from facilitator.domain import categories, followup, statuses
from facilitator.domain.board import Card
from facilitator.domain.outcomes import Commitment
from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.parts import tooltip
from facilitator.ui.parts.due import day_words, due_words
from facilitator.ui.parts.status_look import (
    FAMILIES,
    chip_size,
    introduced_words,
    owner_words,
    paint_chip,
)

CHIPS_SHOWN = 8
TITLE_LINES, ACTION_LINES, QUOTE_LINES = 4, 2, 2
_EDGE, _GAP = 12, 8
_USUAL = {"planned": "planned", "trying": "trying", "introduced": "introduced"}

Index = QModelIndex | QPersistentModelIndex


DECIDE, CLOSE = "decide", "close"
"""The two answers of a commitment that was carried over too often."""


@dataclass(frozen=True, slots=True)
class Around:
    """What cards say that is not theirs.

    Attributes:
        today: the day overdue is counted to.
        clinics: how many the cluster has.
        effects: of commitments that came to something, what was measured, in words.
    """

    today: date
    clinics: int = 0
    effects: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Chip:
    box: QRect
    text: str
    family: str
    commitment: str


@dataclass(frozen=True, slots=True)
class _Drawing:
    """Where everything on a card stands, from the card's own corner."""

    title: tuple[QRect, str]
    chips: tuple[_Chip, ...]
    lines: tuple[tuple[QRect, str, str], ...]
    answers: tuple[tuple[QRect, str, str], ...]
    height: int


class CardDelegate(QStyledItemDelegate):
    """Paints cards and knows which chip or answer lies where.

    `chosen` is the commitment shown in detail, `marked` those picked to be put together.
    """

    def __init__(self, lang: Language, today: date, parent: QWidget) -> None:
        super().__init__(parent)
        self._lang, self._around = lang, Around(today)
        self._fonts: dict[str, QFont] = {}
        self._drawings: dict[tuple[Card, int], _Drawing] = {}
        self.chosen: str | None = None
        self.marked: frozenset[str] = frozenset()
        self.renew_fonts()

    def renew_fonts(self) -> None:
        """Take the fonts of the look in use; what was laid with others is forgotten."""
        self._fonts = {
            "title": theme.font("strong"),
            "small": theme.font("small"),
            "chip": theme.font("small", size=12),
        }
        self._drawings.clear()

    def set_around(self, around: Around) -> bool:
        """What cards say besides what is theirs; whether any card looks otherwise by that."""
        before, self._around = self._around, around
        if before == around:
            return False
        if before.today != around.today or before.clinics != around.clinics:
            self._drawings.clear()
            return True
        old, new = before.effects, around.effects
        other = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
        for card, width in list(self._drawings):
            if other.intersection(one.id for one in card.commitments):
                del self._drawings[card, width]
        return bool(other)

    def drawing(self, card: Card, width: int) -> _Drawing:
        """The card laid out at a width; laid once and then remembered."""
        key = card, width
        if key not in self._drawings:
            self._drawings[key] = self._lay(card, width)
        return self._drawings[key]

    def chip_at(self, card: Card, width: int, pos: QPoint) -> str | None:
        """The commitment whose chip lies at a place on the card, or none."""
        chips = self.drawing(card, width).chips
        return next((chip.commitment for chip in chips if chip.box.contains(pos)), None)

    def answer_at(self, card: Card, width: int, pos: QPoint) -> str | None:
        """The answer that lies at a place on the card, or none."""
        answers = self.drawing(card, width).answers
        return next((key for box, _, key in answers if box.contains(pos)), None)

    def promised_at(self, card: Card, width: int, pos: QPoint) -> str:
        """What was promised by whoever's chip lies at a place; “” where the title says it."""
        chips = self.drawing(card, width).chips
        chip = next((one for one in chips if one.box.contains(pos)), None)
        if chip is None or not card.actions:
            return ""
        if chip.family:
            return next(one.action for one in card.commitments if one.id == chip.commitment)
        hidden = card.commitments[len(chips) - 1 :]
        return "\n".join(f"{owner_words(one, self._lang)}: {one.action}" for one in hidden)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        card = index.model().row_at(index) if index.isValid() else None  # type: ignore[attr-defined]
        if card is not None and event.type() == QEvent.Type.ToolTip:
            box = option.rect
            told = self.promised_at(card, box.width(), event.pos() - box.topLeft())
            if told:
                QToolTip.showText(event.globalPos(), tooltip(told), view)
                return True
        return super().helpEvent(event, view, option, index)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = option.widget
        assert isinstance(view, QListView)
        width = view.viewport().width()
        card = index.model().row_at(index)  # type: ignore[attr-defined]
        return QSize(width, self.drawing(card, width).height + theme.px(_GAP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        card = index.model().row_at(index)  # type: ignore[attr-defined]
        box, view = option.rect, option.widget
        now, drawing = theme.tokens_of(view), self.drawing(card, box.width())
        held = bool(option.state & QStyle.StateFlag.State_Selected)
        marked = any(one.id in self.marked for one in card.commitments)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = theme.mixed(now.accent, now.surface, 0.08) if marked else now.surface
        line = now.accent if held or marked else now.line
        frame = QRect(box.x(), box.y(), box.width(), drawing.height)
        painter.setPen(QPen(QColor(line), 2 if held else 1))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(frame.adjusted(1, 1, -1, -1), 9, 9)
        painter.translate(box.topLeft())
        self._paint_words(painter, drawing, now)
        painter.setFont(self._fonts["chip"])
        for chip in drawing.chips:
            ring = held and chip.commitment == self.chosen and len(card.commitments) > 1
            ring = ring or chip.commitment in self.marked
            paint_chip(painter, chip.box, chip.text, chip.family, now, ring=ring)
        for place, text, _ in drawing.answers:
            _paint_answer(painter, place, text, now)
        painter.restore()

    def _paint_words(self, painter: QPainter, drawing: _Drawing, now: theme.Tokens) -> None:
        flags = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextDontClip
        box, title = drawing.title
        painter.setFont(self._fonts["title"])
        painter.setPen(QColor(now.ink))
        painter.drawText(box, flags, title)
        painter.setFont(self._fonts["small"])
        for line, text, tone in drawing.lines:
            painter.setPen(QColor(getattr(now, tone)))
            painter.drawText(line, flags, text)

    def _lay(self, card: Card, width: int) -> _Drawing:
        edge = theme.px(_EDGE)
        room, y = max(40, width - 2 * edge), theme.px(10)
        title = wrap_lines(card.title, self._fonts["title"], room, TITLE_LINES)
        title_box = QRect(edge, y, room, title[1])
        y += title[1] + theme.px(5)
        lines, actions = [], card.actions
        if len(actions) == 1:
            shown, height = wrap_lines(actions[0], self._fonts["small"], room, ACTION_LINES)
            lines.append((QRect(edge, y - theme.px(2), room, height), shown, "ink"))
            y += height + theme.px(4)
        chips = tuple(self._flow(card, edge, y, room))
        y = max((chip.box.bottom() + 1 for chip in chips), default=y) + theme.px(4)
        for text, tone, most in self._sentences(card):
            shown, height = wrap_lines(text, self._fonts["small"], room, most)
            lines.append((QRect(edge, y, room, height), shown, tone))
            y += height + theme.px(2)
        answers = tuple(self._answers(card, edge, y + theme.px(4), room))
        y = max((box.bottom() + 1 for box, _, _ in answers), default=y)
        return _Drawing((title_box, title[0]), chips, tuple(lines), answers, y + theme.px(8))

    def _answers(
        self, card: Card, left: int, top: int, room: int
    ) -> Iterator[tuple[QRect, str, str]]:
        if not card.undecided:
            return
        metrics, x = QFontMetrics(self._fonts["chip"]), left
        for key, words in ((DECIDE, N_("Decide")), (CLOSE, N_("Close it"))):
            text = self._lang.text(words)
            wide = metrics.horizontalAdvance(text) + theme.px(20)
            tall = metrics.height() + theme.px(8)
            if x + wide > left + room:
                x, top = left, top + tall + theme.px(4)
            yield QRect(x, top, min(wide, room), tall), text, key
            x += wide + theme.px(6)

    def _flow(self, card: Card, left: int, top: int, room: int) -> Iterator[_Chip]:
        metrics, x, y = QFontMetrics(self._fonts["chip"]), left, top
        gap, deep = theme.px(4), 0
        for said, family, key in self._chips(card):
            text = fit_chip(said, metrics, room)
            wide, tall = chip_size(text, metrics)
            wide = min(wide, room)
            if x > left and x + wide > left + room:
                x, y, deep = left, y + deep + gap, 0
            yield _Chip(QRect(x, y, wide, tall), text, family, key)
            x, deep = x + wide + gap, max(deep, tall)

    def _chips(self, card: Card) -> Iterator[tuple[tuple[str, str], str, str]]:
        shown = card.commitments
        if len(shown) > CHIPS_SHOWN:
            shown = shown[: CHIPS_SHOWN - 1]
        for one in shown:
            yield chip_words(one, card.column, self._lang), FAMILIES[one.status], one.id
        left = len(card.commitments) - len(shown)
        if left:
            yield (f"+{left}", ""), "", card.first.id

    def _sentences(self, card: Card) -> Iterator[tuple[str, str, int]]:
        lang, today = self._lang, self._around.today
        due, tone = due_words(card.due, today, lang)
        yield from ((due, tone, 2),) if tone else ()
        meta = " · ".join(filter(None, (*self._origin(card), "" if tone else due)))
        yield from ((meta, "ink2", 2),) if meta else ()
        for one in card.commitments:
            if one.introduced_by:
                yield introduced_words(one, lang), "ink2", 2
        if followup.is_snoozed(card.snoozed, today) and card.snoozed is not None:
            yield snoozed_words(card.snoozed, lang, today), "accent", 1
        carried = max((one.carried for one in card.undecided), default=0)
        yield from ((carried_words(carried, lang), "warn", 2),) if carried else ()
        effects = [self._around.effects.get(one.id, "") for one in card.commitments]
        yield from ((said, "ink", 2) for said in dict.fromkeys(filter(None, effects)))
        said = tried_words(card, lang) or lang.quote(card.experience) * bool(card.experience)
        yield from ((said, "ink", QUOTE_LINES),) if said else ()

    def _origin(self, card: Card) -> Iterator[str]:
        lang, number = self._lang, card.first.meeting_number
        better = [one for one in card.commitments if statuses.status(one.status).improves]
        k, n = len(better), self._around.clinics
        if card.column == "introduced" and 1 < k <= n and all(one.clinic for one in better):
            yield lang.text(N_("{k} of {n} clinics"), k=lang.number(k), n=lang.number(n))
        elif number is not None:
            yield lang.text(N_("from meeting {number}"), number=number)
        about = next((one.category for one in card.commitments if one.category), "")
        if about:
            yield lang.text(categories.category(about).title)


def tried_words(card: Card, lang: Language) -> str:
    """“PDSA 2: …”: what the latest small test taught, or what it is to show; empty without one."""
    if card.tried is None:
        return ""
    number, test = card.tried
    said = test.learnt or test.did or test.plan
    told = lang.quote(said) if test.learnt else said
    return lang.text(N_("PDSA {number}: {said}"), number=number, said=told) if said else ""


def snoozed_words(until: date, lang: Language, today: date | None = None) -> str:
    """“set aside until 9 December”, with the year when that is not today's."""
    return lang.text(N_("set aside until {day}"), day=day_words(until, today, lang))


def _paint_answer(painter: QPainter, box: QRect, text: str, now: theme.Tokens) -> None:
    painter.setPen(QPen(QColor(now.button_line), 1))
    painter.setBrush(QColor(now.surface))
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    painter.setPen(QColor(now.ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def wrap_lines(text: str, font: QFont, room: int, most: int) -> tuple[str, int]:
    """The text in at most so many lines, the last one ending in “…” if need be; its height."""
    text, metrics = text.replace("\n", " "), QFontMetrics(font)
    if metrics.horizontalAdvance(text) <= room:
        return text, metrics.lineSpacing()
    layout = QTextLayout(text, font)
    layout.setTextOption(_wrapping())
    layout.beginLayout()
    lines: list[str] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(room)
        start = line.textStart()
        lines.append(layout.text()[start : start + line.textLength()].rstrip())
        if len(lines) == most and start + line.textLength() < len(layout.text()):
            lines[-1] = layout.text()[start:]
            break
    layout.endLayout()
    mode = Qt.TextElideMode.ElideRight
    shown = "\n".join(metrics.elidedText(line, mode, room + 2) for line in lines)
    return shown, len(lines) * metrics.lineSpacing()


def _wrapping() -> QTextOption:
    made = QTextOption()
    made.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return made


def carried_words(times: int, lang: Language) -> str:
    """“carried 3 times”; from three times on what that asks for."""
    said = lang.plural("carried {n} time", "carried {n} times", times)
    if times < followup.CARRIED_TOO_OFTEN:
        return said
    return lang.text(N_("{carried}: decide or close"), carried=said)


def chip_words(one: Commitment, column: str, lang: Language) -> tuple[str, str]:
    """The owner, and the status where the column does not say it."""
    is_usual = one.status == _USUAL.get(column)
    said = "" if is_usual else lang.text(statuses.status(one.status).title)
    return owner_words(one, lang), said


def fit_chip(words: tuple[str, str], metrics: QFontMetrics, room: int) -> str:
    """An owner and a status as one chip says them: in two lines where one is too short."""
    line = " · ".join(filter(None, words))
    return line if chip_size(line, metrics)[0] <= room else "\n".join(filter(None, words))


def spoken(card: Card, lang: Language) -> str:
    """A card as a screen reader says it: what is promised once, or with each who promised it."""
    actions = card.actions
    is_shared = len(actions) == 1
    chips = (
        f"{owner_words(one, lang)}: {lang.text(statuses.status(one.status).title)}"
        + (f", {one.action}" if actions and not is_shared else "")
        for one in card.commitments
    )
    times = max((one.carried for one in card.undecided), default=0)
    told = (
        card.title,
        actions[0] if is_shared else "",
        (", " if is_shared or not actions else "; ").join(chips),
        carried_words(times, lang) if times else "",
    )
    return ". ".join(filter(None, told))


def stands(one: Commitment, lang: Language) -> str:
    """How a commitment stands, with what was last said of it."""
    said = lang.text(statuses.status(one.status).title)
    aside = snoozed_words(one.snoozed, lang) if one.snoozed else ""
    quoted = lang.quote(one.experience) if one.experience else ""
    return " · ".join(filter(None, (said, aside, quoted)))

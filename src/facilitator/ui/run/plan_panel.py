"""The plan beside the clock: what was planned, what is expected, and what is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from facilitator.domain.agenda import Agenda, AgendaItem
from facilitator.domain.meeting_clock import ItemReading, ItemState, Reading
from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.parts import Card, button, scroll_area
from facilitator.ui.parts.key_button import KeyButton

_WIDTHS = (0, 56, 112, -34)
"""Where the columns begin in design pixels; minutes end at the right edge."""

_NARROW, _ALL_COLUMNS = (0, 0, 56, -34), 230
"""The same in a line narrower than this, which leaves the planned time out."""

LEAST_TO_GIVE = 2
"""Minutes ahead from which it is offered to give them to an item."""


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One line as it is shown; `look` is done, now, waiting, off or end; `gains`: what is below
    tells of more time, not of less."""

    planned: str
    now: str
    title: str
    below: str
    minutes: str
    look: str
    gains: bool = False


class PlanRow(QAbstractButton):
    """A line of the plan; a click, Enter or Space asks what to do with it.

    `skipping`: Del was pressed. ↑ and ↓ go to the lines beside it.
    """

    skipping = Signal()

    def __init__(self, on_click: Callable[[], object]) -> None:
        super().__init__()
        self.line = PlanLine("", "", "", "", "", "waiting")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: on_click())

    def show_line(self, line: PlanLine) -> None:
        """Show a line; nothing is painted when it is the same."""
        if line == self.line:
            return
        taller = bool(line.below) != bool(self.line.below)
        self.line = line
        said = (line.title, line.below, line.planned, line.now, line.minutes)
        self.setAccessibleName(" · ".join(part for part in said if part))
        if taller:
            self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.skipping.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(key == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(260), theme.px(52 if self.line.below else 34))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(150), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, line = theme.tokens_of(self), self.line
        painter = QPainter(self)
        if line.look == "now":
            painter.fillRect(self.rect(), QColor(now.accent_soft))
        elif self.underMouse() and self.isEnabled():
            painter.fillRect(self.rect(), QColor(theme.mixed(now.ink, now.surface, 0.05)))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(now.line))
        quiet = line.look in ("done", "off", "end")
        ink = now.ink2 if quiet else now.ink
        bold = 600 if line.look == "now" else 400
        top = QRectF(theme.px(6), theme.px(8), self.width() - theme.px(12), theme.px(18))
        self._write(painter, top, 0, line.planned, now.ink2 if quiet else now.ink, 400)
        strong = 600 if line.look in ("now", "end") else bold
        self._write(painter, top, 1, line.now, now.ink if line.look == "end" else ink, strong)
        self._write(painter, top, 2, line.title, ink, bold, struck=line.look == "off")
        self._write(painter, top, 3, line.minutes, ink, bold)
        if line.below:
            lower = top.translated(0, theme.px(18))
            below = now.accent if line.gains else now.warn
            self._write(painter, lower, 2, line.below, below, 400)
        if self.hasFocus():
            theme.draw_focus(painter, QRectF(self.rect()), now.accent, 4)

    def _write(
        self,
        painter: QPainter,
        row: QRectF,
        column: int,
        text: str,
        colour: str,
        weight: int,
        *,
        struck: bool = False,
    ) -> None:
        font = theme.font("small", number=True, size=13, weight=weight)
        font.setStrikeOut(struck)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        is_narrow = self.width() < theme.px(_ALL_COLUMNS)
        if is_narrow and column == 0:
            return
        at, side = (_NARROW if is_narrow else _WIDTHS)[column], Qt.AlignmentFlag.AlignVCenter
        if at < 0:
            painter.drawText(row, side | Qt.AlignmentFlag.AlignRight, text)
            return
        box = QRectF(row)
        box.setLeft(row.left() + theme.px(at))
        if column == 2:
            box.setRight(row.right() + theme.px(_WIDTHS[3]))
            mode = Qt.TextElideMode.ElideRight
            text = QFontMetrics(font).elidedText(text, mode, int(box.width()))
        painter.drawText(box, side, text)


class PlanPanel(Card):
    """All items with their times. `on_item(id, what)`: start, skip, unskip, more or less."""

    def __init__(
        self,
        lang: Language,
        do: Callable[[str], object],
        on_item: Callable[[str, str], object],
    ) -> None:
        super().__init__()
        self.setAccessibleName(lang.text(N_("The plan")))
        self._lang, self._on_item = lang, on_item
        self._rows: dict[str, PlanRow] = {}
        self._states: dict[str, ItemState] = {}
        self._protected: str | None = None
        self._running: str | None = None
        self._agenda: Agenda | None = None
        self._seen: tuple[object, ...] = ()
        self.body.setContentsMargins(14, 12, 14, 12)
        self._heading = PlanRow(lambda: None)
        self._heading.setEnabled(False)
        titles = (N_("Plan"), N_("Now"), N_("Item"), N_("Min"))
        plan, now, item, minutes = (lang.text(title) for title in titles)
        self._heading.show_line(PlanLine(plan, now, item, "", minutes, "done"))
        self._heading.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.add(self._heading)
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._end = PlanRow(lambda: None)
        self._end.setEnabled(False)
        self._end.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._column.addWidget(self._end)
        self._column.addStretch(1)
        self._scroll = scroll_area(holder)
        self.body.addWidget(self._scroll, 1)
        self._acts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.take = KeyButton(lang.text(N_("Take minutes from …")), "R", lambda: do("replan"))
        self._move = button(lang.text(N_("Move the end")), lambda: do("move_end"))
        self._acts.addWidget(self.take, 1)
        self._acts.addWidget(self._move, 1)
        self.body.addLayout(self._acts)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wanted = self.take.minimumSizeHint().width() + self._move.sizeHint().width()
        fit = wanted + self._acts.spacing() <= self.body.contentsRect().width()
        ways = QBoxLayout.Direction
        self._acts.setDirection(ways.LeftToRight if fit else ways.TopToBottom)

    @property
    def lines(self) -> tuple[PlanLine, ...]:
        """What is shown, in order, the end included."""
        return (*(row.line for row in self._rows.values()), self._end.line)

    def row(self, item: str) -> PlanRow:
        """The line of an item."""
        return self._rows[item]

    def show_reading(self, agenda: Agenda, reading: Reading) -> None:
        """Show the plan as it stands now; what does not change within the minute costs nothing."""
        seen = _seen(reading)
        if agenda is self._agenda and seen == self._seen:
            return
        self._agenda, self._seen = agenda, seen
        if list(self._rows) != [item.id for item in agenda.items]:
            self._lay(agenda)
        self._states = {one.id: one.state for one in reading.items}
        self._protected = next((item.id for item in agenda.items if item.is_last), None)
        for item, one in zip(agenda.items, reading.items, strict=True):
            self._rows[item.id].show_line(_line(self._lang, item, one))
        lang, end = self._lang, agenda.meeting.end
        expected = reading.ended_at or reading.expected_end
        said = lang.text(N_("End"))
        self._end.show_line(PlanLine(lang.clock(end), lang.clock(expected), said, "", "", "end"))
        self.take.say(_offer(lang, reading))
        if reading.running != self._running:
            self._running = reading.running
            if reading.running in self._rows:
                self._scroll.ensureWidgetVisible(self._rows[reading.running], 0, theme.px(60))

    def _lay(self, agenda: Agenda) -> None:
        for row in self._rows.values():
            row.hide()
            row.deleteLater()
        self._rows = {}
        for place, item in enumerate(agenda.items):
            row = PlanRow(partial(self.open_menu, item.id))
            row.skipping.connect(partial(self._skip, item.id))
            self._rows[item.id] = row
            self._column.insertWidget(place, row)

    def open_menu(self, item: str) -> None:
        """Offer at its line what can be done with an item."""
        row = self._rows[item]
        self.menu_of(item).popup(row.mapToGlobal(row.rect().bottomLeft()))

    def menu_of(self, item: str) -> QMenu:
        """What can be done with an item."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for what, words in self._choices(item):
            menu.addAction(self._lang.text(words)).triggered.connect(
                lambda _on=False, what=what: self._on_item(item, what)
            )
        return menu

    def _skip(self, item: str) -> None:
        """Skip an item, or take it in again; what has run, and the summary, stay."""
        whats = [what for what, _words in self._choices(item)]
        for what in ("skip", "unskip"):
            if what in whats:
                self._on_item(item, what)

    def _choices(self, item: str) -> list[tuple[str, str]]:
        state, keeps = self._states.get(item), item == self._protected
        more, less = ("more", N_("5 minutes more")), ("less", N_("5 minutes less"))
        start = ("start", N_("Start this item now"))
        if state is ItemState.RUNNING:
            return [more] if keeps else [more, less]
        if state is ItemState.DONE:
            return [("start", N_("Go back to this item"))]
        if state is ItemState.SKIPPED:
            return [start, ("unskip", N_("Do not skip it after all"))]
        return [start, more] if keeps else [start, ("skip", N_("Skip this item")), more, less]


def _seen(reading: Reading) -> tuple[object, ...]:
    """What the plan shows of a reading, times in whole minutes."""
    items = (
        (
            *(one.state, one.allotted, _minute(one.actual_start or one.expected_start)),
            one.elapsed if one.state is ItemState.DONE else None,
        )
        for one in reading.items
    )
    end = _minute(reading.ended_at or reading.expected_end)
    return (*items, end, reading.running, reading.ended, int(-reading.overrun // 60))


def _minute(at: datetime | None) -> datetime | None:
    return at.replace(second=0, microsecond=0) if at else None


def _offer(lang: Language, reading: Reading) -> str:
    """What the button says that takes minutes, or gives them."""
    ahead = int(-reading.overrun // 60)
    if ahead < LEAST_TO_GIVE or reading.ended:
        return lang.text(N_("Take minutes from …"))
    return lang.text(N_("{length} to give …"), length=lang.duration(ahead))


def changed_words(lang: Language, agenda: Agenda, changes: Mapping[str, int]) -> str:
    """Who gives how much, short enough for the head: “2 × 2 min taken from cases”.

    changes: the seconds each gives, by its id; those above 0 count.
    """
    gives = {key: seconds // 60 for key, seconds in changes.items() if seconds >= 60}
    items = [item for item in agenda.items if item.id in gives]
    if not items:
        return ""
    minutes, each = sum(gives.values()), set(gives.values())
    if len(items) == 1:
        length = lang.duration(minutes)
        return lang.text(N_("{length} taken from {title}"), length=length, title=items[0].title)
    many = N_("{length} taken from cases")
    if any(item.kind != "case" for item in items):
        many = N_("{length} taken from several items")
    length = lang.duration(minutes)
    if len(each) == 1:
        length = f"{lang.number(len(items))} × {lang.duration(each.pop())}"
    return lang.text(many, length=length)


def _line(lang: Language, item: AgendaItem, one: ItemReading) -> PlanLine:
    looks = {ItemState.DONE: "done", ItemState.RUNNING: "now", ItemState.SKIPPED: "off"}
    at = one.actual_start or one.expected_start
    ran = one.state is ItemState.DONE
    minutes = round((one.elapsed if ran else one.allotted) / 60)
    return PlanLine(
        lang.clock(one.planned_start),
        lang.clock(at) if at and one.state is not ItemState.SKIPPED else "–",
        f"✓ {item.title}" if ran else _title(lang, item),
        "" if ran else _below(lang, item, one),
        lang.number(minutes) if one.state is not ItemState.SKIPPED else "–",
        looks.get(one.state, "off" if one.state is ItemState.PASSED else "waiting"),
        one.allotted > item.planned and one.state in (ItemState.RUNNING, ItemState.WAITING),
    )


def _below(lang: Language, item: AgendaItem, one: ItemReading) -> str:
    if one.state is ItemState.SKIPPED:
        return lang.text(N_("skipped"))
    if one.state is ItemState.PASSED:
        return lang.text(N_("not reached"))
    if one.allotted != item.planned:
        was, is_now = lang.number(item.planned // 60), lang.duration(one.allotted // 60)
        return f"{was} → {is_now}"
    return ""


def _title(lang: Language, item: AgendaItem) -> str:
    return f"{item.title} · {lang.text(N_('protected'))}" if item.is_last else item.title

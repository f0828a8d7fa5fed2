"""The plan beside the clock: what was planned, what is expected, and what is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
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
from facilitator.ui.parts import Card, button, plain_tooltip, scroll_area
from facilitator.ui.parts.key_button import KeyButton
from facilitator.ui.room.step_words import nearest

_WIDTHS, _MINUTES = (0, 56, 112, -34), 34
"""Where the columns begin in design pixels; minutes end at the right edge."""

_NARROW, _ALL_COLUMNS = (None, 0, 56, -34), 275
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

    `like`: the one whose columns it has. `skipping`: Del was pressed. ↑ and ↓ go to the lines
    beside it.
    """

    skipping = Signal()

    def __init__(self, on_click: Callable[[], object], like: PlanRow | None = None) -> None:
        super().__init__()
        self._like = like or self
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
        self._tell()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    def _tell(self) -> None:
        """A title that is cut is told in full."""
        begins = theme.px(self.columns()[2] or 0)
        room = self._like.width() - theme.px(12) - begins - theme.px(_MINUTES)
        wide = QFontMetrics(theme.font("small", number=True, size=13, weight=600))
        is_cut = wide.horizontalAdvance(self.line.title) > room
        plain_tooltip(self, self.line.title if is_cut else "")

    def columns(self) -> tuple[int | None, ...]:
        """Where the columns begin, in design pixels from the left, or the right where it is below
        0; None for one that is left out."""
        return _NARROW if self._like.width() < theme.px(_ALL_COLUMNS) else _WIDTHS

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
        wide = self._like.width() - theme.px(12)
        top = QRectF(theme.px(6), theme.px(8), wide, theme.px(18))
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
        at, side = self.columns()[column], Qt.AlignmentFlag.AlignVCenter
        if at is None:
            return
        if at < 0:
            painter.drawText(row, side | Qt.AlignmentFlag.AlignRight, text)
            return
        box = QRectF(row)
        box.setLeft(row.left() + theme.px(at))
        if column == 2:
            box.setRight(row.right() - theme.px(_MINUTES))
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
        self._end = PlanRow(lambda: None)
        self._end.setEnabled(False)
        self._end.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._heading = PlanRow(lambda: None, like=self._end)
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
        self._column.addWidget(self._end)
        self._column.addStretch(1)
        self._scroll = scroll_area(holder)
        bar = self._scroll.verticalScrollBar()
        bar.rangeChanged.connect(self._on_range)
        self.body.addWidget(self._scroll, 1)
        self._acts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        take, give = lang.text(N_("Take minutes from …")), lang.text(N_("Give minutes to …"))
        self.take = KeyButton(take, "R", lambda: do("replan"), also=give)
        self._move = button(lang.text(N_("Move the end")), lambda: do("move_end"))
        self._acts.addWidget(self.take, 1)
        self._acts.addWidget(self._move)
        self.body.addLayout(self._acts)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit_acts()
        return done

    def _fit_acts(self) -> None:
        """Put the buttons one above the other where there is no room for both and a key."""
        wanted = self.take.sizeHint().width() + self._move.sizeHint().width()
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
        clocks, said = (lang.clock(end), lang.clock(_ends(reading))), lang.text(N_("End"))
        self._end.show_line(PlanLine(*clocks, said, "", "", "end"))
        self.take.say(_offer(lang, reading))
        if reading.running != self._running:
            self._running = reading.running
            self._seek()

    def _on_range(self) -> None:
        self._heading.update()
        # Lines that have grown, or less room for them, lead it out of sight; and they have their
        # places only after the next look at the layout.
        QTimer.singleShot(0, self, self._seek)

    def _seek(self) -> None:
        """Bring what runs into sight."""
        row = self._rows.get(self._running or "")
        if row is not None:
            self._scroll.ensureWidgetVisible(row, 0, theme.px(60))

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
            *(one.state, one.allotted, _began(one)),
            one.elapsed if one.state is ItemState.DONE else None,
        )
        for one in reading.items
    )
    end = _ends(reading)
    return (*items, end, reading.running, reading.ended, int(-reading.overrun // 60))


def _began(one: ItemReading) -> datetime | None:
    """The minute in which an item began, or the one nearest to when it is expected to."""
    if one.actual_start is not None:
        return one.actual_start.replace(second=0, microsecond=0)
    return nearest(one.expected_start) if one.expected_start else None


def _ends(reading: Reading) -> datetime:
    return reading.ended_at or nearest(reading.expected_end)


def _offer(lang: Language, reading: Reading) -> str:
    """What the button says that takes minutes, or gives them."""
    ahead = int(-reading.overrun // 60)
    if ahead < LEAST_TO_GIVE or reading.ended:
        return lang.text(N_("Take minutes from …"))
    return lang.text(N_("Give minutes to …"))


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
    at = _began(one)
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

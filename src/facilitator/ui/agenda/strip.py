"""The strip over an agenda, whose borders are moved: minutes go from one item to the next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip

from facilitator.domain.agenda import Agenda
from facilitator.domain.borders import Border, borders, move, to_next, to_round
from facilitator.domain.schedule import Plan, Schedule
from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.agenda.border_handle import BorderHandle
from facilitator.ui.agenda.rows import strip
from facilitator.ui.parts import TimeStrip, announce, tooltip

STEP = 5
"""Minutes of the clock at which a border comes to rest; with Shift each single one."""

_NEAR = 6
_Key = Qt.Key


@dataclass(frozen=True, slots=True)
class _Drag:
    """A border held by the mouse, where it was taken, and how far a minute is."""

    border: Border
    x: float
    minute: float
    minutes: dict[str, int]


class AgendaStrip(TimeStrip):
    """Shows an agenda. It changes nothing: it says what a person asks for.

    The border that the keys move is told to a screen reader by `handle`.

    `trying` carries the minutes by item while a border is held, none when it is let go unmoved;
    `given` those that are wanted, and the item before the border.
    """

    trying = Signal(dict)
    given = Signal(dict, str)

    def __init__(self, lang: Language) -> None:
        super().__init__(lang.text(N_("The agenda as a strip")))
        self._lang = lang
        self._agenda: Agenda | None = None
        self._plan: Plan | None = None
        self._borders: tuple[Border, ...] = ()
        self._chosen = ""
        self._drag: _Drag | None = None
        self.handle = BorderHandle(self)
        self.handle.hide()
        self.handle.wanted.connect(self._take)
        self.handle.entered.connect(self._show_chosen)
        self.handle.left.connect(lambda: self._let_go({}))
        self.setFocusProxy(self.handle)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)

    def show_agenda(self, agenda: Agenda, plan: Plan, schedule: Schedule) -> None:
        """Show an agenda; its borders can be moved unless it is read-only."""
        self.set_pieces(*strip(self._lang, agenda, schedule))
        if self._drag is not None:
            return
        self._agenda, self._plan = agenda, plan
        self._borders = () if agenda.meeting.is_read_only else borders(plan, schedule)
        policy = Qt.FocusPolicy.TabFocus if self._borders else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)
        self.handle.setVisible(bool(self._borders))
        if self.hasFocus():
            self._say_chosen()
        else:
            self._tell_chosen()

    # -- borders

    @property
    def current(self) -> Border | None:
        """The border that the keys move."""
        found = (one for one in self._borders if one.before == self._chosen)
        return next(found, self._borders[0] if self._borders else None)

    def x_of(self, border: Border) -> float:
        """Where a border is drawn."""
        pairs = zip(self._pieces, self.boxes(), strict=True)
        return next((box.right() for piece, box in pairs if piece.id == border.before), 0.0)

    def border_at(self, pos: QPointF) -> Border | None:
        """The border that the mouse would take there, or none."""
        if pos.y() > theme.px(26) or not self._borders:
            return None
        ends = {p.id: b.right() for p, b in zip(self._pieces, self.boxes(), strict=True)}
        near = min(self._borders, key=lambda one: abs(ends.get(one.before, -99.0) - pos.x()))
        return near if abs(ends.get(near.before, -99.0) - pos.x()) <= _NEAR else None

    def words(self, border: Border, minutes: dict[str, int]) -> str:
        """The clock time of a border and the minutes at its sides, were they so."""
        assert self._agenda is not None
        lang = self._lang
        items = [self._agenda.item(key) for key in (border.before, border.after)]
        lengths = [
            lang.text(
                N_("{item}: {length}"),
                item=lang.quote(item.title),
                length=lang.duration(minutes.get(item.id, item.minutes)),
            )
            for item in items
            if item is not None
        ]
        before = items[0]
        assert before is not None
        by = minutes.get(before.id, before.minutes) - before.minutes
        clock = lang.clock(border.at + timedelta(minutes=by))
        return " · ".join((clock, *lengths))

    # -- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        border = self.border_at(event.position())
        if event.button() != Qt.MouseButton.LeftButton or border is None:
            super().mousePressEvent(event)
            return
        whole = sum(piece.length for piece in self._pieces) / 60
        self._chosen = border.before
        self._drag = _Drag(border, event.position().x(), (self.width() - 2) / whole, {})
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._show_chosen()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is None:
            near = self.border_at(event.position()) is not None
            shape = Qt.CursorShape.SplitHCursor if near else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            return
        drag, fine = self._drag, event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        by = (event.position().x() - drag.x) / drag.minute
        self._try(to_round(drag.border, by, 1 if fine else STEP), event.globalPosition().toPoint())

    def _try(self, minutes: int, at: QPoint) -> None:
        if self._drag is None or self._plan is None:
            return
        wanted = move(self._plan, self._drag.border, minutes)
        if wanted != self._drag.minutes:
            self._drag = replace(self._drag, minutes=wanted)
            self.trying.emit(wanted)
        said = self.words(self._drag.border, wanted)
        QToolTip.showText(at, tooltip(said), self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._drag is None:
            super().mouseReleaseEvent(event)
            return
        self._let_go(self._drag.minutes)

    def _let_go(self, minutes: dict[str, int]) -> None:
        drag, self._drag = self._drag, None
        QToolTip.hideText()
        self.update()
        if drag is None:
            return
        if minutes:
            self.given.emit(minutes, "")
        else:
            self.trying.emit({})

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, mods = _Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        fine = mods == Qt.KeyboardModifier.ShiftModifier
        if self._drag is not None and key == _Key.Key_Escape:
            self._let_go({})
        elif mods and not fine:
            super().keyPressEvent(event)
        elif key in (_Key.Key_Left, _Key.Key_Right):
            self._step(1 if key == _Key.Key_Right else -1, 1 if fine else STEP)
        elif key in _TURNS:
            self._choose(_TURNS[key])
        else:
            super().keyPressEvent(event)

    def _step(self, steps: int, size: int) -> None:
        border = self.current
        if border is None or self._plan is None or self._drag is not None:
            return
        wanted = move(self._plan, border, to_next(border, steps, size))
        if wanted:
            self._chosen = border.before
            self.given.emit(wanted, border.before)
        else:
            self._say_chosen()

    def _take(self, minutes: int) -> None:
        """Give the item before the border the minutes that a screen reader has set."""
        border, plan = self.current, self._plan
        if border is not None and plan is not None and self._drag is None:
            self._chosen = border.before
            wanted = move(plan, border, minutes - self._minutes_before(border))
            self.given.emit(wanted, border.before)
        # Where the minutes were refused the slider goes back.
        self._tell_chosen()

    def _choose(self, turn: int) -> None:
        keys = [one.before for one in self._borders]
        if self.current is None:
            return
        at = keys.index(self.current.before)
        place = {-2: 0, 2: len(keys) - 1}.get(turn, at + turn)
        self._chosen = keys[max(0, min(place, len(keys) - 1))]
        self._say_chosen()

    def _say_chosen(self) -> None:
        """Show the border chosen, and say it where it is another one or stands elsewhere."""
        was = self.handle.accessibleDescription()
        self._show_chosen()
        said = self.handle.accessibleDescription()
        if said != was:
            announce(self.handle, said)

    def _show_chosen(self) -> None:
        self._tell_chosen()
        if self.current is not None:
            self.handle.setGeometry(self._grip(self.current))
        self.update()

    def _tell_chosen(self) -> None:
        border = self.current
        if border is not None:
            at = self._minutes_before(border)
            bounds = at - border.back, at + border.forth
            self.handle.show_border(self._name(border), self.words(border, {}), at, *bounds)

    def _minutes_before(self, border: Border) -> int:
        item = self._agenda.item(border.before) if self._agenda else None
        return item.minutes if item else 0

    def _name(self, border: Border) -> str:
        assert self._agenda is not None
        quote, text = self._lang.quote, self._lang.text
        before, after = (self._agenda.item(key) for key in (border.before, border.after))
        assert before is not None
        if after is None:
            return text(N_("Border behind {item}"), item=quote(before.title))
        between = N_("Border between {before} and {after}")
        return text(between, before=quote(before.title), after=quote(after.title))

    def _grip(self, border: Border) -> QRect:
        return QRect(round(self.x_of(border)) - 6, 1, 11, theme.px(26) - 2)

    # -- looks

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_chosen()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            border = self.border_at(QPointF(event.pos()))
            if border is not None:
                how = self._lang.text(N_("Drag, or press ← →, to move minutes. Shift: one minute."))
                QToolTip.showText(
                    event.globalPos(), tooltip(f"{self.words(border, {})}\n{how}"), self
                )
                return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        border = self._drag.border if self._drag else self.current if self.hasFocus() else None
        if border is None:
            return
        now = theme.tokens_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        grip = QRectF(self._grip(border))
        painter.setPen(QPen(QColor(now.surface), 2))
        painter.setBrush(QColor(now.accent))
        painter.drawRoundedRect(grip, 5, 5)


_TURNS = {_Key.Key_Up: -1, _Key.Key_Down: 1, _Key.Key_Home: -2, _Key.Key_End: 2}

"""The course of a meeting: every press in words with its clock time, to be corrected there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from facilitator.domain.agenda import Agenda
from facilitator.domain.meeting_clock import EventKind
from facilitator.domain.press_lines import PressLine
from facilitator.language import N_, Language, parse_clock
from facilitator.ui.line_table import dress_lines
from facilitator.ui.parts import FlowLayout, button, label
from facilitator.ui.row_model import Column, RowModel
from facilitator.ui.run.side_panel import SidePanel
from facilitator.ui.run.turns import MeetingTurns
from facilitator.ui.run.watch import MeetingWatch

_TIME, _WORDS = range(2)
_MORE = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_TRIGGERS = (
    QAbstractItemView.EditTrigger.DoubleClicked
    | QAbstractItemView.EditTrigger.EditKeyPressed
    | QAbstractItemView.EditTrigger.AnyKeyPressed
)


class PressList(QTableView):
    """The list. + and − move the chosen press a minute, Delete takes it back or brings it back,
    a digit begins a clock time, Z undoes; Esc leaves it."""

    moved = Signal(int)
    turned = Signal()
    undone = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._act(event)
        if act is not None:
            act()
        elif event.text().isdigit():
            self.setCurrentIndex(self.currentIndex().siblingAtColumn(_TIME))
            super().keyPressEvent(event)
        elif not event.text().isprintable() or not event.text() or event.modifiers() & _MORE:
            super().keyPressEvent(event)

    def _act(self, event: QKeyEvent) -> Callable[[], object] | None:
        acts: dict[int, Callable[[], object]] = {
            Qt.Key.Key_Escape: self.left.emit,
            Qt.Key.Key_Plus: lambda: self.moved.emit(60),
            Qt.Key.Key_Minus: lambda: self.moved.emit(-60),
            Qt.Key.Key_Delete: self.turned.emit,
            Qt.Key.Key_Backspace: self.turned.emit,
            Qt.Key.Key_Z: self.undone.emit,
        }
        return None if event.modifiers() & _MORE else acts.get(event.key())

    def keyboardSearch(self, search: str) -> None:
        """Digits begin a clock time, so nothing searches."""


class PressLog(SidePanel):
    """Every press, the newest last. In a closed meeting it can only be read."""

    def __init__(self, watch: MeetingWatch) -> None:
        super().__init__(watch)
        self._turns = MeetingTurns(watch)
        self._is_stale = False
        self._lines: tuple[PressLine, ...] = ()
        lang = self.lang
        self.model = RowModel(
            (
                Column(N_("Clock"), self._clock, role="number", tone=_tone, edit=self._type_clock),
                Column(N_("What happened"), self.words, tone=_tone),
            ),
            lang,
            self,
        )
        self.list = PressList()
        self._dress_list()
        self.list.moved.connect(self.step)
        self.list.turned.connect(self.turn)
        self.list.undone.connect(self._turns.undo)
        self.list.left.connect(self.left.emit)
        self.list.selectionModel().currentRowChanged.connect(lambda _now, _old: self._say())
        self.limits = label("", "small", number=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        column.addWidget(self.limits)
        column.addWidget(self._buttons())

    def _dress_list(self) -> None:
        view = self.list
        view.setProperty("look", "bare")
        view.setModel(self.model)
        view.setAccessibleName(self.lang.text(N_("The course of the meeting")))
        dress_lines(view, 30)
        head = view.horizontalHeader()
        head.hide()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(_WORDS, QHeaderView.ResizeMode.Stretch)

    def _buttons(self) -> QWidget:
        self.holder, text = QWidget(), self.lang.text
        flow = FlowLayout(self.holder)
        self.earlier = button(text(N_("Earlier")), partial(self.step, -60), small=True)
        self.later = button(text(N_("Later")), partial(self.step, 60), small=True)
        self.earlier.setAccessibleName(text(N_("1 min. earlier")))
        self.later.setAccessibleName(text(N_("1 min. later")))
        self.take = button(text(N_("Take back")), self.turn, small=True)
        for made in (self.earlier, self.later, self.take):
            made.clicked.connect(self.left)
            flow.addWidget(made)
        return self.holder

    # -- showing

    def stored(self) -> tuple[object, ...]:
        return self.watch.events, self.watch.agenda

    def show_stored(self) -> None:
        """Show the presses; out of sight, when it next comes into it."""
        self._is_stale = not self.isVisible()
        if not self._is_stale:
            self._show_lines()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.show_stored()

    def _show_lines(self) -> None:
        at_the_end = self.list.currentIndex().row() >= self.model.rowCount() - 1
        self._lines = self.watch.press_lines()
        self.model.set_rows(self._lines)
        if at_the_end and self._lines:
            self.list.setCurrentIndex(self.model.index(len(self._lines) - 1, _TIME))
            self.list.scrollToBottom()
        self.list.setEnabled(bool(self._lines))
        self.holder.setVisible(not self._is_closed)
        none = QAbstractItemView.EditTrigger.NoEditTriggers
        self.list.setEditTriggers(none if self._is_closed else _TRIGGERS)
        self._say()

    @property
    def _is_closed(self) -> bool:
        agenda = self.watch.agenda
        return agenda is None or agenda.meeting.status == "closed"

    def _chosen(self) -> PressLine | None:
        """The chosen press, with how far it may be moved now."""
        one: PressLine | None = self.model.row_at(self.list.currentIndex())
        fresh = self.watch.press_lines()
        return next((line for line in fresh if one is not None and line.id == one.id), None)

    def _say(self) -> None:
        one, text = self._chosen(), self.lang.text
        can_turn = one is not None and not self._is_closed
        can_move = can_turn and one is not None and one.is_movable
        self.earlier.setEnabled(can_move)
        self.later.setEnabled(can_move)
        self.take.setEnabled(can_turn)
        is_gone = one is not None and not one.stands
        self.take.setText(text(N_("Bring back")) if is_gone else text(N_("Take back")))
        said = self._limits_of(one) if can_move and one is not None else ""
        self.limits.setText(said)
        self.limits.setVisible(not self._is_closed)

    def _limits_of(self, one: PressLine) -> str:
        """How far it may be moved."""
        text, clock = self.lang.text, self.lang.clock
        if one.latest is None:
            return ""
        until = clock(one.latest)
        if one.earliest is None:
            return text(N_("May be moved back as far as need be, and until {until}."), until=until)
        since = clock(one.earliest)
        return text(N_("May be moved between {since} and {until}."), since=since, until=until)

    def _clock(self, one: PressLine) -> str:
        return self.lang.clock(one.at)

    def words(self, one: PressLine) -> str:
        """A press in words, with what was done to it since."""
        lang = self.lang
        said = in_words(lang, one, self.watch.agenda)
        if not one.stands:
            return lang.text(N_("Taken back · {what}"), what=said)
        if one.moved and one.is_movable:
            was = lang.clock(one.at - timedelta(seconds=one.moved))
            return lang.text(N_("Corrected from {clock} · {what}"), clock=was, what=said)
        return said

    # -- correcting

    def step(self, seconds: int) -> None:
        """Move the chosen press so many seconds, as far as there is room."""
        one = self._chosen()
        if one is None or self._is_closed or not one.is_movable:
            return
        going = one.step(seconds)
        if abs(going) < 1:
            self._refuse(one)
        else:
            self._turns.move(one, going)

    def turn(self) -> None:
        """Take the chosen press back, or bring it back."""
        one = self._chosen()
        if one is None or self._is_closed:
            return
        if one.stands:
            self._turns.take_back(one)
        else:
            self._turns.bring_back(one)

    def _type_clock(self, row: PressLine, typed: object) -> bool:
        said, one = parse_clock(str(typed)), self._chosen()
        if said is None or one is None or one.id != row.id or self._is_closed:
            return False
        going = one.step_to(said, self.lang.zone)
        if going is None:
            self._refuse(one)
            return False
        return abs(going) < 1 or self._turns.move(one, going)

    def _refuse(self, one: PressLine) -> None:
        bridge = self.watch.bridge
        if one.is_movable:
            bridge.say(self._limits_of(one), key="limits")
        else:
            said = N_("The time of this press cannot be moved, but it can be taken back.")
            bridge.say(self.lang.text(said), key="limits")


def in_words(lang: Language, one: PressLine, agenda: Agenda | None) -> str:
    """A press in words: “Guideline began”, “5 min. more for Case 1”."""
    event = one.event
    found = agenda.item(event.item) if agenda else None
    item = found.title if found else lang.text(N_("(a removed item)"))
    length = lang.duration(max(1, round(abs(event.seconds) / 60)))
    if event.kind is EventKind.REPLANNED:
        return lang.text(N_("New minutes: {items}"), items=_replanned(lang, one, agenda))
    if event.kind is EventKind.STARTED and one.again:
        return lang.text(N_("{item} was taken up again"), item=item)
    if event.kind is EventKind.EXTENDED and event.seconds < 0:
        return lang.text(N_("{length} less for {item}"), item=item, length=length)
    if event.kind is EventKind.CLOCK_SET and event.seconds < 0:
        return lang.text(N_("The computer’s clock was put right, {length} forward"), length=length)
    if event.item is None and event.kind in _OF_THE_RUNNING:
        return lang.text(_OF_THE_RUNNING[event.kind], length=length)
    return lang.text(_SAID[event.kind], item=item, length=length)


_SAID = {
    EventKind.STARTED: N_("{item} began"),
    EventKind.PAUSED: N_("Paused"),
    EventKind.RESUMED: N_("Went on after the pause"),
    EventKind.EXTENDED: N_("{length} more for {item}"),
    EventKind.SKIPPED: N_("{item} was skipped"),
    EventKind.UNSKIPPED: N_("{item} was not skipped after all"),
    EventKind.BACKDATED: N_("{item} began {length} earlier"),
    EventKind.NOT_COUNTED: N_("{length} left out of {item}"),
    EventKind.ENDED: N_("The meeting ended"),
    EventKind.GAP: N_("The computer was asleep or off for {length}"),
    EventKind.CLOCK_SET: N_("The computer’s clock was set back {length}"),
}
_OF_THE_RUNNING = {
    EventKind.BACKDATED: N_("Began {length} earlier"),
    EventKind.NOT_COUNTED: N_("{length} left out"),
}


def _replanned(lang: Language, one: PressLine, agenda: Agenda | None) -> str:
    given = one.event.allotted or {}
    items = agenda.items if agenda else ()
    parts = [
        f"{item.title} {lang.duration(given[item.id] // 60)}" for item in items if item.id in given
    ]
    return lang.list_and(parts) if parts else lang.text(N_("(a removed item)"))


def _tone(one: PressLine) -> str:
    return "" if one.stands else "ink3"

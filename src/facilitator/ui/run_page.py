"""Running a meeting: one page that is steered by keys and never asks anything."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from facilitator.domain.meeting_clock import EventKind, Phase, Reading
from facilitator.domain.overview import COMING
from facilitator.edits import running
from facilitator.language import N_
from facilitator.store import queries
from facilitator.store.queries import Way
from facilitator.ui.actions import ACTIONS
from facilitator.ui.awake import Awake
from facilitator.ui.before_panel import BeforePanel
from facilitator.ui.bridge import Bridge
from facilitator.ui.ended_panel import EndedPanel
from facilitator.ui.meeting_watch import MeetingWatch
from facilitator.ui.page import Header, Page
from facilitator.ui.parts import EmptyState, button
from facilitator.ui.room_display import RoomDisplay
from facilitator.ui.room_screen import Shown
from facilitator.ui.running_view import RunningView

DISCUSSION_WARNING = 300
"""Seconds of discussion left at which it is said once."""

_KEYS = {
    QKeySequence.fromString(key)[0].key(): row.handler  # type: ignore[index]
    for row in ACTIONS
    if row.where == "run"
    for key in row.keys
}
_OWN_KEYS = (QLineEdit, QPlainTextEdit, QAbstractItemView, QAbstractSpinBox, QComboBox, QMenu)
_PRESSES = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_BEFORE, _RUNNING, _ENDED, _EMPTY = range(4)


class RunPage(Page):
    """The meeting that runs, else the next one; once ended, what it became."""

    tables = frozenset(
        {
            *("meeting", "goal", "item", "item_step", "press", "attendance", "guest", "pulse"),
            *("insight", "commitment", "follow_up", "parked", "member", "clinic", "cluster"),
        }
    )

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._wanted: str | None = None
        self._reading: Reading | None = None
        self._filtered: QWidget | None = None
        self._is_watching = self._has_missed = self._was_seen = False
        self.watch = MeetingWatch(bridge, self)
        self.watch.slept.connect(self._say_slept)
        self.awake = Awake()
        self.room = RoomDisplay(bridge, self)
        self.room.changed.connect(self._say_room)
        self.room.steered.connect(self._steer_from_room)
        self.before = BeforePanel(self.watch, self.do)
        self.view = RunningView(self.watch, self.do, self.room.preview)
        self.ended = EndedPanel(self.watch, self.do, self.reopen)
        self._stack = QStackedWidget()
        for part in (self.before, self.view, self.ended, self._nothing()):
            self._stack.addWidget(part)
        self._stack.setCurrentIndex(_EMPTY)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(bridge.lang.text(N_("Run")))
        self._listen()

    def _listen(self) -> None:
        self.before.started.connect(self.begin)
        self.before.attendance.left.connect(self.setFocus)
        self.view.left.connect(self.setFocus)
        self.view.backdated.connect(self.backdate)
        self.view.item_wanted.connect(self._do_with_item)
        self.view.replan.applied.connect(self.apply_replan)
        self.view.replan.left.connect(self._close_replan)
        self.view.replan.skipped.connect(lambda item: self._do_with_item(item, "skip"))
        self.view.replan.end_moved.connect(self._move_end)
        self.bridge.reading.connect(self._on_reading)
        self.bridge.changed.connect(self._on_changed)
        self.destroyed.connect(self.awake.release)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    def _nothing(self) -> EmptyState:
        text = self.bridge.lang.text
        plan = button(
            text(N_("Plan a meeting")), lambda: self.bridge.open_place("meetings"), primary=True
        )
        return EmptyState(
            "calendar-plus",
            text(N_("No meeting is planned")),
            text(N_("Plan the next meeting, and it can be run from here.")),
            plan,
        )

    # -- as a page

    def refresh(self) -> None:
        news = self.bridge.news
        tables = news.tables if news is not None and not self._has_missed else None
        self._has_missed = False
        meeting = self.watch.meeting
        if tables is None or "meeting" in tables:
            meeting = self._still_wanted() or self._next()
        if meeting is None:
            self.watch.show(None)
        elif meeting != self.watch.meeting:
            self.watch.show(meeting)
            self._reading = None
        else:
            self.watch.load(meeting, tables)
        self._show()

    def _on_changed(self) -> None:
        self._has_missed = self._has_missed or not self.isVisible()

    def show_subject(self, subject: str | None) -> None:
        self._wanted = subject
        if self.bridge.store is not None and subject is not None:
            self.refresh()

    def subject(self) -> str | None:
        return None if self._is_of_an_earlier_day() else self.watch.meeting

    def shows(self, way: Way) -> bool:
        seen = {_BEFORE: ("meeting", "goal"), _ENDED: ("meeting", "goal", "item")}
        is_of_this = ("meeting", self.watch.meeting) in way.rows
        return is_of_this and way.table in seen.get(self._stack.currentIndex(), ())

    def show_row(self, table: str, key: str) -> bool:
        if table == "meeting" and key != self.watch.meeting:
            self.show_subject(key)
        return table == "meeting"

    def header(self) -> Header | None:
        agenda, lang = self.watch.agenda, self.bridge.lang
        if agenda is None:
            return None
        number = lang.text(N_("Meeting {number}"), number=agenda.meeting.number)
        states = {_BEFORE: N_("Not begun"), _ENDED: N_("Held")}
        said = states.get(self._stack.currentIndex(), "")
        if agenda.meeting.status == "closed":
            said = N_("The meeting is closed")
        return Header(f"{number} · {self.watch.cluster_name}", lang.text(said))

    def primary(self) -> QPushButton | None:
        at = self._stack.currentIndex()
        if at == _RUNNING:
            return self.view.clock.next
        return {_BEFORE: self.before.primary, _ENDED: self.ended.primary}.get(at)

    def fills_window(self) -> bool:
        return self._stack.currentIndex() == _RUNNING

    def _is_past(self) -> bool:
        """Whether the meeting shown is closed, or ended on an earlier day."""
        agenda = self.watch.agenda
        is_closed = agenda is not None and agenda.meeting.status == "closed"
        return is_closed or self._is_of_an_earlier_day()

    def _is_of_an_earlier_day(self) -> bool:
        if self.watch.agenda is None or not self.watch.agenda.meeting.is_over:
            return False
        ended, zone = self.watch.agenda.meeting.ended, self.bridge.lang.zone
        return ended is not None and ended.astimezone(zone).date() < self.bridge.today()

    def _still_wanted(self) -> str | None:
        """The meeting asked for, while it is there: another data file has others."""
        if self._wanted is None:
            return None
        return self.bridge.ask(queries.meeting_of, "meeting", self._wanted)

    def _next(self) -> str | None:
        cluster = self.bridge.cluster
        if cluster is None:
            return None
        rows = self.bridge.ask(queries.meetings, cluster)
        running_ones = [row for row in rows if row.status == "running"]
        coming = running_ones or [row for row in rows if row.status in COMING]
        return min(coming, key=lambda row: row.start).id if coming else None

    # -- showing

    def _show(self) -> None:
        reading = self.watch.reading()
        before = self._stack.currentIndex()
        if reading is None or self.watch.agenda is None:
            self._stack.setCurrentIndex(_EMPTY)
        else:
            status = self.watch.agenda.meeting.status
            places = {"running": _RUNNING, "held": _ENDED, "closed": _ENDED}
            self._stack.setCurrentIndex(places.get(status, _BEFORE))
            self._show_panels(reading)
        self._watch_clock()
        if self.watch.is_running:
            self.awake.hold()
        else:
            self.awake.release()
        if before != self._stack.currentIndex():
            self.header_changed.emit()
            self.room.look()
            if self.isVisible():
                self.setFocus()

    def _show_panels(self, reading: Reading) -> None:
        at = self._stack.currentIndex()
        if at == _BEFORE:
            self.before.show_meeting()
        elif at == _RUNNING:
            self.view.show_meeting(reading)
        else:
            self.ended.show_meeting(reading)
        self._show_reading(reading)

    def _show_reading(self, reading: Reading) -> None:
        at = self._stack.currentIndex()
        if at == _BEFORE:
            self.before.show_reading(reading)
        elif at == _RUNNING:
            self.view.show_reading(reading)
            self._say_thresholds(reading)
        if self.watch.agenda is not None:
            watch = self.watch
            self.room.show_state(Shown(self.watch.agenda, reading, watch.log, watch.cluster_name))
        self._reading = reading

    def _watch_clock(self) -> None:
        if not self._is_watching:
            self._is_watching = True
            self.bridge.watch(self._look)

    def _look(self) -> Reading | None:
        # The meeting goes on while another page is in sight; a plan does not.
        return self.watch.look() if self.isVisible() or self.watch.is_running else None

    def _on_reading(self, reading: object) -> None:
        if isinstance(reading, Reading) and self.watch.agenda is not None:
            self._show_reading(reading)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # The first time it is where the program was left.
        comes_back, self._was_seen = self._was_seen and not event.spontaneous(), True
        if comes_back and self._is_past() and self.bridge.store is not None:
            self._wanted = None
            self.refresh()
        self.setFocus()

    # -- what is said of itself

    def _say_thresholds(self, reading: Reading) -> None:
        last = self._reading
        self._say_discussion(last, reading)
        sound = self.bridge.settings.get
        crossed = last is not None and last.running == reading.running
        if crossed and last is not None and reading.phase is not last.phase:
            if reading.phase is Phase.SOON and sound("sound_soon"):
                QApplication.beep()
            if reading.phase is Phase.OVER and sound("sound_over"):
                QApplication.beep()

    def _say_discussion(self, last: Reading | None, reading: Reading) -> None:
        left, before = reading.discussion_left, last.discussion_left if last else None
        text, say = self.bridge.lang.text, self.bridge.say
        if left is None:
            if before is not None:
                self.bridge.unsay("discussion")
            return
        is_new = before is None
        if left <= 0 and (is_new or (before or 0) > 0):
            go = text(N_("Go to the summary (S)")), self.go_to_summary
            said = N_("It is time for the summary.")
            say(text(said), "warn", seconds=0, key="discussion", answers=(go,))
        elif 0 < left <= DISCUSSION_WARNING and (is_new or (before or 0) > DISCUSSION_WARNING):
            said = N_("The discussion ends in five minutes.")
            if left < DISCUSSION_WARNING - 60:
                said = N_("The discussion ends in less than five minutes.")
            say(text(said), key="discussion", seconds=60)
            if not is_new and self.bridge.settings.get("sound_discussion"):
                QApplication.beep()

    def _say_slept(self, seconds: float) -> None:
        if self._reading is not None and self._reading.paused:
            return
        lang = self.bridge.lang
        minutes = max(1, round(seconds / 60))
        words = lang.plural(
            "The computer was asleep or off for {n} minute.",
            "The computer was asleep or off for {n} minutes.",
            minutes,
        )
        self.bridge.say(
            words,
            seconds=0,
            key="slept",
            answers=(
                (lang.text(N_("Count it")), self.setFocus),
                (lang.text(N_("Leave it out")), lambda: self._leave_out(seconds)),
            ),
        )

    def _leave_out(self, seconds: float) -> None:
        label = N_("Leave out the time the computer slept")
        self.watch.press(label, EventKind.NOT_COUNTED, seconds=seconds)
        self.setFocus()

    def _say_room(self) -> None:
        text, room = self.bridge.lang.text, self.room
        words = N_("Room screen: not shown")
        if room.is_black:
            words = N_("Room screen: black")
        elif room.is_frozen:
            words = N_("Room screen: frozen")
        elif room.is_shown:
            words = N_("Room screen: shown")
        elif room.is_wanted:
            words = N_("Room screen: preview")
        self.view.room.setText(text(words))
        self.view.room.setAccessibleName(text(words))

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.steer(event):
            super().keyPressEvent(event)

    def _steer_from_room(self, event: QKeyEvent) -> None:
        self.window().activateWindow()
        self.steer(event)

    def steer(self, event: QKeyEvent) -> bool:
        """Do what a key means here. False when it means nothing."""
        if event.modifiers() & ~_PLAIN or event.isAutoRepeat():
            return event.isAutoRepeat()
        if event.key() in _PRESSES[1:] and self.view.shows_replan and self.fills_window():
            self.view.replan.press()
            return True
        handler = _KEYS.get(Qt.Key(event.key()))
        if handler is None:
            return False
        self.do(handler)
        return True

    def do(self, handler: str) -> None:
        """Do what an action names; the keys are the page's afterwards, unless it is for writing."""
        if handler not in ("write_insight", "write_commitment", "park"):
            self.setFocus()
        getattr(self, handler)()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and watched is self._filtered:
            key = cast(QKeyEvent, event)
            if not (
                isinstance(watched, QAbstractButton) and key.key() in (*_PRESSES, Qt.Key.Key_Tab)
            ):
                return self.steer(key)
        return super().eventFilter(watched, event)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        # A button would take the arrows for itself; a field, list or menu may.
        if self._filtered is not None:
            self._filtered.removeEventFilter(self)
            self._filtered = None
        if new is None or new is self or isinstance(new, _OWN_KEYS) or not self.isAncestorOf(new):
            return
        self._filtered = new
        new.installEventFilter(self)

    # -- what the keys do

    def start(self) -> None:
        """Begin, or go on after a pause or an end."""
        reading = self.watch.reading()
        if reading is None:
            return
        if not reading.started:
            self.begin(0)
        elif reading.paused:
            self.watch.press(N_("Resume"), EventKind.RESUMED)
        elif reading.ended:
            self._go_on(reading)

    def begin(self, ago: float) -> None:
        """Begin the meeting, `ago` seconds back."""
        if self.watch.is_running or self.watch.begin(ago) is None:
            return
        reading = self.watch.reading()
        if reading is not None and reading.overrun >= 60 and self.watch.agenda is not None:
            started = reading.began_at or reading.now
            late = int((started - self.watch.agenda.meeting.start).total_seconds() // 60)
            self._offer_replan(late)

    def _offer_replan(self, late: int) -> None:
        lang = self.bridge.lang
        if late < 1:
            return
        said = lang.plural("We began {n} minute late.", "We began {n} minutes late.", late)
        take = lang.text(N_("Take the minutes back (R)")), self.replan
        self.bridge.say(said, "warn", seconds=0, key="late", answers=(take,))

    def _go_on(self, reading: Reading) -> None:
        ran = [one for one in reading.items if one.actual_end is not None]
        if ran and self.watch.agenda is not None and self.watch.agenda.meeting.status == "held":
            last = max(ran, key=lambda one: one.actual_end or reading.now)
            self.watch.press(N_("Go on with the meeting"), EventKind.STARTED, item=last.id)

    def pause(self) -> None:
        """Pause, go on, or begin."""
        reading = self.watch.reading()
        if reading is not None and reading.running is not None and not reading.paused:
            self.watch.press(N_("Pause"), EventKind.PAUSED)
        else:
            self.start()

    def next_item(self) -> None:
        """Go to the next item; at the last one only say so."""
        self._step(
            N_("Next item"), 1, N_("This is the last item. End the meeting when you are done.")
        )

    def previous_item(self) -> None:
        """Go back to the item before; its time runs on."""
        self._step(N_("Back to the item before"), -1, N_("This is the first item."))

    def _step(self, label: str, by: int, at_the_end: str) -> None:
        reading = self.watch.reading()
        if reading is None or reading.running is None:
            return
        item = self.watch.item_after(reading, by)
        if item is None:
            self.bridge.say(self.bridge.lang.text(at_the_end), key="ends")
        else:
            self.watch.press(label, EventKind.STARTED, item=item.id)

    def more_time(self) -> None:
        """Give the running item a minute."""
        self._extend(N_("One minute more"), 60)

    def less_time(self) -> None:
        """Take a minute from the running item; never from the summary."""
        self._extend(N_("One minute less"), -60)

    def _extend(self, label: str, seconds: int) -> None:
        reading, agenda = self.watch.reading(), self.watch.agenda
        item = agenda.item(reading.running) if agenda and reading else None
        if item is None:
            return
        if item.is_last and seconds < 0:
            said = N_("The summary keeps its minutes.")
            self.bridge.say(self.bridge.lang.text(said), key="protected")
            return
        self.watch.press(label, EventKind.EXTENDED, item=item.id, seconds=seconds)

    def backdate(self, minutes: int) -> None:
        """The running item began so many minutes earlier."""
        self.watch.press(N_("We began earlier"), EventKind.BACKDATED, seconds=60 * minutes)
        self.setFocus()

    def write_insight(self) -> None:
        """Put the cursor in the line for an insight."""
        if self.fills_window():
            self.view.show_summary(False)
            self.view.capture.write("insight")

    def write_commitment(self) -> None:
        """Put the cursor in the line for a commitment."""
        if not self.fills_window():
            return
        if self.view.shows_summary:
            self.view.summary.entry.action.setFocus()
        else:
            self.view.capture.write("commitment")

    def park(self) -> None:
        """Put the cursor in the line for the parking lot."""
        if self.fills_window():
            self.view.show_summary(False)
            self.view.capture.write("parked")

    def replan(self) -> None:
        """Show who would give minutes, or the plan again."""
        reading = self.watch.reading()
        if not self.fills_window() or reading is None:
            return
        self.bridge.unsay("late")
        if self.view.shows_replan:
            self.view.close_replan()
        else:
            self.view.open_replan(reading)

    move_end = replan

    def apply_replan(self, allotted: dict[str, int]) -> None:
        """Take the minutes as shown."""
        self.watch.press(N_("Take minutes back"), EventKind.REPLANNED, allotted=allotted)
        self._close_replan()

    def _close_replan(self) -> None:
        self.view.close_replan()
        self.setFocus()

    def _move_end(self, minutes: int) -> None:
        self.watch.move_end(minutes)
        self.setFocus()

    def go_to_summary(self) -> None:
        """Start the summary; what was not reached is shown there. During it, show or hide it."""
        agenda, reading = self.watch.agenda, self.watch.reading()
        if agenda is None or reading is None or not self.fills_window():
            return
        last = next((item for item in agenda.items if item.is_last), None)
        self.bridge.unsay("discussion")
        if last is None:
            self.view.show_summary(not self.view.shows_summary)
        elif reading.running == last.id:
            self.view.show_summary(True)
        else:
            self.watch.press(N_("Go to the summary"), EventKind.STARTED, item=last.id)

    def black(self) -> None:
        """Black the room screen, or bring it back."""
        self.room.set_black(not self.room.is_black)

    def freeze(self) -> None:
        """Let the room screen stand still, or follow again."""
        self.room.set_frozen(not self.room.is_frozen)

    def leave(self) -> None:
        """Leave black, freeze or a panel that lies over another, and nothing else."""
        if self.room.is_black:
            self.room.set_black(False)
        elif self.room.is_frozen:
            self.room.set_frozen(False)
        elif self.view.shows_replan:
            self._close_replan()

    def can_undo(self) -> str | None:
        """The label of what `undo` would take back, or none."""
        store = self.bridge.store
        if self.watch.meeting is None:
            return store.can_undo(self.bridge.cluster) if store is not None else None
        deed = self.watch.last_deed()
        return deed.label if deed is not None else None

    def undo(self) -> None:
        """Take back what was done last; without a meeting, as any page does."""
        if self.watch.meeting is None:
            self.bridge.undo()
            return
        label = self.watch.undo()
        lang = self.bridge.lang
        if label == "":
            return
        if label is None:
            said = lang.text(N_("There is nothing more to undo or redo."))
        else:
            said = lang.text(N_("Undone: {what}"), what=lang.text(label))
        self.bridge.say(said, key="undo")

    def show_room(self) -> None:
        """Show the room screen on the other display, or stop; with none, preview it."""
        others, room = self.room.others(), self.room
        if room.is_wanted:
            room.choose("")
        elif len(others) > 1:
            self._choose_display([one.name() for one in others])
        else:
            room.choose(others[0].name() if others else _NO_DISPLAY)
        if room.is_wanted and not room.is_shown:
            self.view.show_side("room")

    def _choose_display(self, names: Sequence[str]) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in names:
            act = menu.addAction(name.replace("&", "&&"))
            act.triggered.connect(lambda _on=False, name=name: self.room.choose(name))
        at = self.view.room
        menu.popup(at.mapToGlobal(at.rect().bottomLeft()))

    def _do_with_item(self, item: str, what: str) -> None:
        presses = {
            "start": (N_("Start an item"), EventKind.STARTED, 0),
            "skip": (N_("Skip an item"), EventKind.SKIPPED, 0),
            "unskip": (N_("Do not skip an item"), EventKind.UNSKIPPED, 0),
            "more": (N_("Five minutes more"), EventKind.EXTENDED, 300),
        }
        label, kind, seconds = presses[what]
        self.watch.press(label, kind, item=item, seconds=seconds)
        self.setFocus()

    # -- the end

    def end_meeting(self) -> None:
        """The meeting is held; it can be taken up again."""
        self._wanted = self.watch.meeting
        if self.watch.press(N_("End the meeting"), EventKind.ENDED) is not None:
            for key in ("discussion", "late", "slept"):
                self.bridge.unsay(key)

    def close_meeting(self) -> None:
        """Close the held meeting: what happened is read-only, and undo does not go back beyond."""
        self._wanted = self.watch.meeting
        at = self.bridge.clock.utc()
        label = N_("Close the meeting")
        self.bridge.do(label, running.close_meeting, self.watch.meeting, at, barrier=True)

    def reopen(self, note: str) -> None:
        """Open a closed meeting again, with a note."""
        self.bridge.do(N_("Reopen the meeting"), running.reopen_meeting, self.watch.meeting, note)


# No display has this name, so the room screen is only previewed until there is another.
_NO_DISPLAY = "preview"

"""Running a meeting: one page that is steered by keys and never asks anything."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from facilitator.domain.meeting_clock import EventKind, Reading
from facilitator.domain.next_to_run import find_next_to_run
from facilitator.edits import running
from facilitator.language import N_
from facilitator.store import queries
from facilitator.ui.bridge import Bridge
from facilitator.ui.page import Header, Page
from facilitator.ui.parts import EmptyState, button, scroll_area
from facilitator.ui.room.display import RoomDisplay
from facilitator.ui.run.awake import Awake
from facilitator.ui.run.clock_notices import ClockNotices
from facilitator.ui.run.clock_presses import ClockPresses
from facilitator.ui.run.compact_strip import Compact
from facilitator.ui.run.keys import RunKeys
from facilitator.ui.run.room_aside import RoomAside
from facilitator.ui.run.room_source import RoomSource
from facilitator.ui.run.room_steps import RoomSteps
from facilitator.ui.run.turns import MeetingTurns
from facilitator.ui.run.view import RunningView
from facilitator.ui.run.view_steps import ViewSteps
from facilitator.ui.run.watch import MeetingWatch

if TYPE_CHECKING:
    from facilitator.domain.agenda import Meeting, MeetingRow
    from facilitator.store.queries import Way
    from facilitator.ui.run.before_panel import BeforePanel
    from facilitator.ui.run.ended_panel import EndedPanel

_BEFORE, _RUNNING, _ENDED, _EMPTY = range(4)

_LINES = ("insight", "commitment", "parked")
"""The tables of what is written down at a meeting."""

_BREATH = 2.0
"""Seconds without a key after which nobody types on who wrote when the meeting ended elsewhere."""

_TOLD_SECONDS = 60


class RunPage(Page):
    """The meeting that runs, else the next one; once ended, what it became."""

    tables = frozenset(
        {
            *("meeting", "goal", "item", "item_step", "press", "attendance", "guest", "pulse"),
            *("setting", "use", "speaker", "topic", "topic_vote"),
            *("insight", "commitment", "follow_up", "cycle", "parked"),
            *("member", "clinic", "cluster"),
        }
    )

    doers = (ClockPresses, RoomSteps, ViewSteps)
    """Whose methods the keys do, besides the page's own."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._seen: tuple[object, ...] = ()
        self._wanted: str | None = None
        self._is_watching = self._has_missed = self._was_seen = self._is_taking_up = False
        self._is_ours = False
        self._deaf_until = -inf
        self.watch = MeetingWatch(bridge, self)
        self.notices = ClockNotices(self.watch, self.do, self.setFocus)
        self.presses = ClockPresses(self.watch, self.notices, self.setFocus)
        self.turns = MeetingTurns(self.watch)
        self.keys = RunKeys(self, self.do, self._take)
        self.awake = Awake()
        self.room = RoomDisplay(bridge, self)
        self.room_source = RoomSource(self.watch)
        self.aside = RoomAside(self.room, self.watch)
        self.room.steered.connect(self._steer_from_room)
        self.view = RunningView(self.watch, self.do, self.room.preview)
        self.room_steps = RoomSteps(self.room, self.view)
        self.view_steps = ViewSteps(self.watch, self.view)
        self.compact = Compact(self.watch, self, self.do)
        self._at = _EMPTY
        self._stack = QStackedWidget()
        # With large text in a low window it is taller than that.
        self._scrolled = scroll_area(self.view)
        self._stack.addWidget(self._scrolled)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(bridge.lang.text(N_("Run")))
        self._listen()

    def _listen(self) -> None:
        self.watch.slept.connect(self.notices.say_slept)
        self.watch.set_back.connect(self.notices.say_set_back)
        self.view.left.connect(self.setFocus)
        self.view.backdated.connect(self.presses.backdate)
        self.view.item_wanted.connect(self.presses.do_with_item)
        self.bridge.reading.connect(self._on_reading)
        self.bridge.changed.connect(self._on_changed)
        self.destroyed.connect(self.awake.release)

    # Panels are made when first wanted: a meeting that runs is to be on the screen sooner.

    @cached_property
    def before(self) -> BeforePanel:
        """What is shown before the meeting begins."""
        from facilitator.ui.run.before_panel import BeforePanel

        made = BeforePanel(self.watch, self.do)
        made.started.connect(self.presses.begin)
        made.attendance.left.connect(self.setFocus)
        self._stack.addWidget(made)
        return made

    @cached_property
    def ended(self) -> EndedPanel:
        """What is shown once the meeting was held."""
        from facilitator.ui.run.ended_panel import EndedPanel

        made = EndedPanel(self.watch, self.do, self.reopen)
        self._stack.addWidget(made)
        return made

    @cached_property
    def _nothing(self) -> EmptyState:
        made = self._make_nothing()
        self._stack.addWidget(made)
        return made

    def _make_nothing(self) -> EmptyState:
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
        before = self.watch.agenda.meeting if self.watch.agenda else None
        meeting = self.watch.meeting
        if tables is None or "meeting" in tables:
            meeting = self._still_wanted() or self._still_shown() or self._next()
        if meeting is not None and meeting == self.watch.meeting:
            self.watch.load(meeting, tables)
        else:
            self._take_up(meeting)
        if not self._is_taking_up:
            self.aside.meet()
            self._show()
            self._tell_end(before)

    def _take_up(self, meeting: str | None) -> None:
        # What the clocks did meanwhile is recorded then, and told to this page as well.
        self._is_taking_up = True
        try:
            self.aside.stay()
            self.watch.show(meeting)
        finally:
            self._is_taking_up = False
        self.notices.forget()

    def _on_changed(self) -> None:
        self._has_missed = self._has_missed or not self.isVisible()

    def show_subject(self, subject: str | None) -> None:
        self._wanted = subject
        # Another program's change has made the page stale, and that was seen to before.
        is_shown = subject == self.watch.meeting
        if self.bridge.store is not None and subject is not None and not is_shown:
            self.refresh()

    def subject(self) -> str | None:
        return None if self._is_of_an_earlier_day() else self.watch.meeting

    def shows(self, way: Way) -> bool:
        seen = {_BEFORE: ("meeting", "goal"), _ENDED: ("meeting", "goal", "item")}
        is_of_this = ("meeting", self.watch.meeting) in way.rows
        return is_of_this and way.table in seen.get(self._at, ())

    def show_row(self, table: str, key: str) -> bool:
        if table in _LINES:
            return self._show_line(table, key)
        if table == "meeting" and key != self.watch.meeting:
            self.show_subject(key)
        if table == "follow_up" and self._at == _RUNNING:
            self.view.follow_up()
        return table in ("meeting", "follow_up")

    def _show_line(self, table: str, key: str) -> bool:
        meeting = self.bridge.ask(queries.meeting_of, table, key)
        if meeting is None:
            return False
        self.show_row("meeting", meeting)
        if self._at == _RUNNING:
            return self.view.show_line(key)
        return self._at == _ENDED and self.ended.show_line(key)

    def header(self) -> Header | None:
        agenda, lang = self.watch.agenda, self.bridge.lang
        if agenda is None:
            return None
        number = lang.text(N_("Meeting {number}"), number=agenda.meeting.number)
        states = {_BEFORE: N_("Not begun"), _ENDED: N_("Held")}
        said = states.get(self._at, "")
        if agenda.meeting.status == "closed":
            said = N_("The meeting is closed")
        return Header(f"{number} · {self.watch.cluster_name}", lang.text(said))

    def primary(self) -> QPushButton | None:
        if self._at == _RUNNING:
            return self.view.clock.next
        if self._at == _BEFORE:
            return self.before.primary
        return self.ended.primary if self._at == _ENDED else None

    def fills_window(self) -> bool:
        return self._at == _RUNNING

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

    def _still_shown(self) -> str | None:
        """The meeting that goes on here, or waits to be closed, whatever others do with it."""
        agenda = self.watch.agenda
        is_amid = self._at == _RUNNING or (self._at == _ENDED and not self._is_past())
        if agenda is None or not is_amid or agenda.meeting.cluster != self.bridge.cluster:
            return None
        there = self.bridge.ask(queries.meeting_of, "meeting", agenda.meeting.id)
        if there is None or self.bridge.ask(queries.meeting, there).status == "cancelled":
            return None
        return there

    def _next(self) -> str | None:
        cluster = self.bridge.cluster
        if cluster is None:
            return None
        return find_next_to_run(self.bridge.ask(queries.meetings, cluster), self._was_today)

    def _was_today(self, row: MeetingRow) -> bool:
        ended = self.bridge.ask(queries.meeting, row.id).ended or row.end
        return ended.astimezone(self.bridge.lang.zone).date() >= self.bridge.today()

    # -- showing

    def _show(self) -> None:
        reading, before = self.watch.reading(), self._at
        self._at = self._place()
        if before != self._at:
            # The window dresses the page before anything of it is on the screen.
            self.header_changed.emit()
        if reading is None or self._at == _EMPTY:
            if not self.aside.is_on:
                self.room.show_state(None)
        else:
            self._show_panels(reading)
        self._stack.setCurrentWidget(self._panel())
        self._watch_clock()
        if self.watch.is_running or self.aside.is_running:
            self.awake.hold()
        else:
            self.awake.release()
        if before != self._at:
            self.room.look()
            if self.isVisible():
                self.setFocus()

    def _place(self) -> int:
        if self.watch.agenda is None:
            return _EMPTY
        places = {"running": _RUNNING, "held": _ENDED, "closed": _ENDED}
        return places.get(self.watch.agenda.meeting.status, _BEFORE)

    def _panel(self) -> QWidget:
        if self._at == _RUNNING:
            return self._scrolled
        if self._at == _BEFORE:
            return self.before
        return self.ended if self._at == _ENDED else self._nothing

    def _show_panels(self, reading: Reading) -> None:
        at = self._at
        if at == _BEFORE:
            self.before.show_meeting()
            self.before.show_reading(reading)
        elif at == _RUNNING:
            self.view.show_meeting(reading)
        else:
            self.ended.show_meeting(reading)
        self._show_elsewhere(reading)

    def _show_reading(self, reading: Reading) -> None:
        at = self._at
        if at == _BEFORE:
            self.before.show_reading(reading)
        elif at == _RUNNING:
            self.view.show_reading(reading)
        self._show_elsewhere(reading)

    def _show_elsewhere(self, reading: Reading) -> None:
        """What the clock says, on all that is not the page itself."""
        if not self.aside.is_on:
            self.room.show_state(self.room_source.shown(reading))
            self.room.look_over()
        self.compact.show_reading(reading)
        self.notices.show_reading(reading, is_running=self._at == _RUNNING)

    def _watch_clock(self) -> None:
        if not self._is_watching:
            self._is_watching = True
            self.bridge.watch(self._look)

    def _look(self) -> Reading | None:
        self.aside.look()
        # The meeting goes on while another page is in sight; a plan does not.
        is_seen = self.isVisible() or self.room.is_seen
        return self.watch.look() if is_seen or self.watch.is_running else None

    def _on_reading(self, reading: object) -> None:
        if not isinstance(reading, Reading) or self.watch.agenda is None:
            return
        # Four looks a second are for the second to change in time; most show nothing new.
        seen = self.watch.sight(reading)
        if seen != self._seen:
            self._seen = seen
            self._show_reading(reading)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # The first time it is where the program was left.
        comes_back, self._was_seen = self._was_seen and not event.spontaneous(), True
        if comes_back and self._is_past() and self.bridge.store is not None:
            self._wanted = None
            self.refresh()
        self.setFocus()

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        now = self.bridge.clock.mono()
        if now < self._deaf_until:
            self._deaf_until = now + _BREATH
        elif not self.keys.press(event):
            super().keyPressEvent(event)

    def _steer_from_room(self, event: QKeyEvent) -> None:
        if self.aside.is_on:
            return  # the page, which is steered, has another meeting than the room
        self.window().activateWindow()
        self.keys.steer(event)

    def _take(self, key: Qt.Key) -> bool:
        def take() -> bool:
            return self.view.right.takes(key) or self.view.side.takes(key)

        return self.fills_window() and bool(self.bridge.guarded(take))

    def do(self, handler: str) -> None:
        """Do what an action names; the keys are the page's afterwards, unless it is for writing."""
        if handler not in ("write_insight", "write_commitment", "park"):
            self.setFocus()
        doers = (self.presses, self.room_steps, self.view_steps, self)
        self.bridge.guarded(getattr(next(one for one in doers if hasattr(one, handler)), handler))

    # -- what the keys do

    def take_attendance(self) -> None:
        """Give the keys to the list of who is here."""
        if self.fills_window():
            self.view.take_attendance()
        elif self._at == _BEFORE:
            self.before.attendance.take()

    def show_compact(self) -> None:
        """Show the small clock over other programs, or go back from it."""
        self.compact.turn()

    def keep_silence(self) -> None:
        """Begin a silent minute, or end it."""
        self.watch.begin_silence()
        self._on_reading(self.watch.reading())

    def leave(self) -> None:
        """Leave black, freeze or a panel that lies over another, and nothing else."""
        if self.room_steps.leave_state():
            return
        if not self.view.right.shows_plan:
            self.view.right.close_panel()
        elif self._at == _ENDED and self.ended.is_sharing:
            self.ended.show_cards()

    def can_undo(self) -> str | None:
        """The label of what `undo` would take back, or none."""
        return self.turns.can_undo()

    def can_redo(self) -> str | None:
        """The label of what `redo` would bring back, or none."""
        return self.turns.can_redo()

    def undo(self) -> None:
        """Take back what was done last."""
        with self._own_deed():
            self.turns.undo()

    def redo(self) -> None:
        """Bring back what was last undone."""
        with self._own_deed():
            self.turns.redo()

    # -- the end

    @contextmanager
    def _own_deed(self) -> Iterator[None]:
        """What becomes of the meeting meanwhile is done here, and nobody need be told."""
        self._is_ours = True
        try:
            yield
        finally:
            self._is_ours = False

    def end_meeting(self) -> None:
        """The meeting is held; it can be taken up again."""
        self._wanted = self.watch.meeting
        with self._own_deed():
            done = self.watch.press(N_("End the meeting"), EventKind.ENDED)
        if done is not None:
            self.notices.be_quiet()
            self.view.forget_round()
            self.view.capture.ask_about_rest()

    def _tell_end(self, before: Meeting | None) -> None:
        """Say that somebody else has ended or closed the meeting that goes on here."""
        now = self.watch.agenda.meeting if self.watch.agenda else None
        if before is None or now is None or before.id != now.id:
            return
        if before.is_over and now.status == "running":
            self.bridge.unsay("ended")
        was_running = before.status == "running"
        is_news = was_running or (before.status, now.status) == ("held", "closed")
        if not now.is_over or not is_news or self._is_ours:
            return
        self._wanted = now.id
        self.notices.be_quiet()
        if self.bridge.store is not None and self.bridge.store.is_shared:
            said = N_("The meeting was ended on another computer.")
            if now.status == "closed":
                said = N_("The meeting was closed on another computer.")
            self.bridge.say(self.bridge.lang.text(said), "warn", seconds=_TOLD_SECONDS, key="ended")
        if was_running:
            # Who is writing a line would take the meeting up again with its next space.
            self._deaf_until = self.bridge.clock.mono() + _BREATH
            self.view.capture.ask_about_rest()

    def close_meeting(self) -> None:
        """Close the held meeting: what happened is read-only, and undo does not go back beyond."""
        self._wanted = self.watch.meeting
        at = self.bridge.clock.utc()
        self.view.forget_round()
        label = N_("Close the meeting")
        with self._own_deed():
            self.bridge.do(label, running.close_meeting, self.watch.meeting, at, barrier=True)

    def reopen(self, note: str) -> None:
        """Open a closed meeting again, with a note."""
        reopen, label = self.ended.unstored.do, N_("Reopen the meeting")
        reopen(label, running.reopen_meeting, self.watch.meeting, note)
        if self.watch.agenda is not None and self.watch.agenda.meeting.status == "held":
            # The field that had the keys is gone, and they went on to what lies far below.
            self.setFocus()
            self.ended.show_top()

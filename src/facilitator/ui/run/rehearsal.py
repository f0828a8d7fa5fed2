"""A rehearsal: the run page over a meeting in memory, with a fast clock and invented overruns."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from facilitator.clock import FastClock
from facilitator.domain.meeting_clock import Reading
from facilitator.domain.refusal import Refusal
from facilitator.domain.rehearsal import ends, overruns
from facilitator.language import N_, Language
from facilitator.store import queries
from facilitator.store.journal import StepInfo
from facilitator.store.rehearsal import rehearsal_of
from facilitator.ui.bridge import Bridge, Notice
from facilitator.ui.notices import Notices
from facilitator.ui.page import PAGE_MARGINS, Page
from facilitator.ui.run.page import RunPage
from facilitator.ui.run.rehearsal_band import RehearsalBand, apart
from facilitator.ui.run.rehearsal_pilot import Pilot

_TOLD_SECONDS = 30
_LEAST_NOTICE = 5
"""Seconds a notice stays however fast the clock goes."""


class RehearsalPage(Page):
    """Runs a meeting of `real` and stores nothing; ends for good when it goes out of sight.

    `left`: back to where it was begun, whose subject is `subject`.
    """

    left = Signal()

    def __init__(self, real: Bridge, meeting: str, subject: str | None = None) -> None:
        assert real.store is not None
        agenda = real.ask(queries.agenda, meeting)
        clock = FastClock(real.clock, agenda.meeting.start)
        bridge = Bridge(real.lang, clock, real.settings.unkept(), real.screens)
        bridge.is_rehearsal = True
        super().__init__(bridge)
        bridge.setParent(self)
        self._real, self._clock, self._agenda, self._subject = real, clock, agenda, subject
        self._is_over = False
        bridge.open(rehearsal_of(real.store, meeting, clock), agenda.meeting.cluster)
        self.run = RunPage(bridge)
        # What the shell asks of a page for its keys.
        self.keys, self.keys_of = self.run.keys, "run"
        self.band = RehearsalBand(real.lang)
        self.notices = Notices(real.lang)
        self.pilot = Pilot(self.run, clock)
        self._lay_out()
        self._listen()
        self.run.show_subject(meeting)
        self._choose_course(self.band.course.choice)

    def _lay_out(self) -> None:
        top = QWidget()
        row = QVBoxLayout(top)
        row.setContentsMargins(PAGE_MARGINS[0], 8, PAGE_MARGINS[2], 0)
        row.addWidget(self.band)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(self.run, 1)
        column.addWidget(self.notices)
        self.setFocusProxy(self.run)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def _listen(self) -> None:
        self.bridge.changed.connect(self._on_changed)
        self.bridge.reading.connect(self._on_reading)
        self.bridge.notice.connect(self._show_notice)
        self.bridge.foot_made.connect(self.notices.lie_at_the_foot)
        self.run.header_changed.connect(self._dress)
        self.band.speed_chosen.connect(self._choose_speed)
        self.band.course_chosen.connect(self._choose_course)
        self.band.piloted.connect(self._set_pilot)
        self.band.stopped.connect(self.left)

    def _dress(self) -> None:
        self.notices.lie_over(self.run if self.run.fills_window() else None, self._column)
        self.header_changed.emit()

    # -- as a page

    def subject(self) -> str | None:
        return self._subject

    def primary(self) -> QPushButton | None:
        return self.run.primary()

    def fills_window(self) -> bool:
        return self.run.fills_window()

    def can_undo(self) -> str | None:
        """As the page of a meeting."""
        return self.run.can_undo()

    def can_redo(self) -> str | None:
        """As the page of a meeting."""
        return self.run.can_redo()

    def undo(self) -> None:
        """Take back what was done last in the rehearsal."""
        self.run.undo()

    def redo(self) -> None:
        """Bring back what was last undone in the rehearsal."""
        self.run.redo()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # The band has no use for the keys of a meeting.
        if not self.run.keys.press(event):
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self._leave()

    # -- what is chosen

    def _choose_speed(self, times: int) -> None:
        if self._clock.rate:
            self._clock.go(times)
        self._show_band()
        self.pilot.look()
        self.run.setFocus()

    def _choose_course(self, course: str) -> None:
        self.pilot.invented = overruns(self._agenda, course)
        if not self.run.watch.events:
            late = timedelta(seconds=self.pilot.invented.late)
            self._clock.set_to(self._agenda.meeting.start + late)
        self._show_band()
        self.run.setFocus()

    def _set_pilot(self, on: bool) -> None:
        self.pilot.is_on = on
        self.pilot.look()
        self.run.setFocus()

    # -- what happens

    def _on_changed(self, step: StepInfo) -> None:
        if self._is_over:
            return
        if self.run.tables & step.tables:
            self.bridge.guarded(self.run.refresh)
        agenda = self.run.watch.agenda
        if agenda is not None and agenda.meeting.is_over:
            self._clock.go(0)
            # The page must not go while it is still being told of its last press.
            QTimer.singleShot(0, self.left.emit)
            return
        # Until the meeting begins its clock stands, so that nobody is late for reading the page.
        self._clock.go(self.band.times if self.run.watch.is_running else 0)
        self._show_band()
        self.pilot.look()

    def _on_reading(self, reading: object) -> None:
        if isinstance(reading, Reading) and not self._is_over:
            self.pilot.look()

    def _show_band(self) -> None:
        planned = self._agenda.meeting.end
        last = max(ends(self._agenda, self.pilot.invented).values(), default=planned)
        over = (last - planned).total_seconds()
        self.band.show_state(begun=self.run.watch.is_running, end=last, over=over)

    def _show_notice(self, notice: Notice) -> None:
        seconds = notice.seconds and max(_LEAST_NOTICE, notice.seconds // self.band.times)
        self.notices.show_notice(notice._replace(seconds=seconds))

    # -- the end

    def _leave(self) -> None:
        """Say how it went and forget it."""
        if self._is_over:
            return
        self._is_over = True
        said = said_after(self.bridge.lang, self.run.watch.reading())
        self.run.room.close_all()
        self.run.compact.close()
        self.run.awake.release()
        store = self.bridge.close()
        if store is not None:
            store.close()
        again = self.bridge.lang.text(N_("Once more")), lambda: self._real.act("rehearse")
        self._real.say(said, seconds=_TOLD_SECONDS, key="rehearsal", answers=(again,))


def said_after(lang: Language, reading: Reading | None) -> str:
    """How a rehearsal went, in words: when the meeting would have been over."""
    if reading is None or not reading.started:
        return lang.text(N_("The rehearsal was stopped, and nothing was stored."))
    return lang.text(
        N_("So went the rehearsal: the meeting would have ended at {clock}, {apart}."),
        clock=lang.clock(reading.ended_at or reading.expected_end),
        apart=apart(lang, reading.overrun),
    )


def open_rehearsal(bridge: Bridge, subject: str | None) -> RehearsalPage:
    """A rehearsal of the meeting a page is about, or of the one that comes. Raises Refusal."""
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        return RehearsalPage(bridge, _meeting(bridge, subject), subject)
    finally:
        QGuiApplication.restoreOverrideCursor()


def _meeting(bridge: Bridge, subject: str | None) -> str:
    if bridge.ask(queries.running_meeting) is not None:
        raise Refusal(N_("A meeting is running. Rehearse when it has ended."))
    found = bridge.ask(queries.meeting_of, "meeting", subject) if subject else None
    if found is None and bridge.cluster is not None:
        found = bridge.ask(queries.coming_meeting, bridge.cluster, bridge.clock.utc())
    if found is None:
        raise Refusal(N_("No meeting is planned"))
    return found

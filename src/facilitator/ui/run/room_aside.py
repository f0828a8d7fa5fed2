"""The meeting the room is at, while the page shows another one."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QObject

from facilitator.store import queries
from facilitator.store.journal import StepInfo
from facilitator.ui.room.display import RoomDisplay
from facilitator.ui.run.room_source import RoomSource
from facilitator.ui.run.watch import MeetingWatch

_CLOCKS = ("silence", "aloud", "round")
"""What a watch counts by itself, and nobody stores."""


class RoomAside(QObject):
    """Keeps the room screen with a meeting that runs and the page has left, its clock going.

    As when another cluster is chosen meanwhile: nobody in the room has chosen anything.
    """

    def __init__(self, room: RoomDisplay, watch: MeetingWatch) -> None:
        super().__init__(watch)
        self._room, self._page = room, watch
        self._seen: tuple[object, ...] = ()
        self.is_on = False
        watch.bridge.changed.connect(self._on_changed)

    @cached_property
    def _watch(self) -> MeetingWatch:
        return MeetingWatch(self._page.bridge, self)

    @cached_property
    def _source(self) -> RoomSource:
        return RoomSource(self._watch)

    @property
    def is_running(self) -> bool:
        """Whether a meeting runs that the page does not show."""
        return self.is_on and self._watch.is_running

    def stay(self) -> None:
        """The page is about to leave its meeting; the room stays with it if it runs on."""
        left = self._page.meeting
        if left is None or not self._page.is_running or not self._is_there(left):
            return
        clocks = {name: getattr(self._page, name) for name in _CLOCKS}
        self._watch.show(left)
        vars(self._watch).update(clocks)
        self.is_on, self._seen = self._watch.is_running, ()

    def meet(self) -> None:
        """The page shows its meeting: one that runs is what the room sees, from now on."""
        if not self.is_on:
            return
        if self._page.meeting == self._watch.meeting:
            vars(self._page).update({name: getattr(self._watch, name) for name in _CLOCKS})
            self._leave()
        elif self._page.is_running:
            self._leave()

    def look(self) -> None:
        """Read the clock of the meeting, and show the room what is new."""
        reading = self._watch.look() if self.is_on else None
        if reading is None:
            return
        seen = self._watch.sight(reading)
        if seen != self._seen:
            self._seen = seen
            self._room.show_state(self._source.shown(reading))
            self._room.look_over()

    def _is_there(self, meeting: str) -> bool:
        return self._page.bridge.ask(queries.meeting_of, "meeting", meeting) is not None

    def _leave(self) -> None:
        self.is_on = False
        self._watch.show(None)

    def _on_changed(self, step: StepInfo) -> None:
        meeting = self._watch.meeting if self.is_on else None
        if meeting is None:
            return
        if self._is_there(meeting):
            self._watch.load(meeting, step.tables)
            self._seen = ()
            status = self._watch.agenda.meeting.status if self._watch.agenda else ""
            if status in ("running", "held", "closed"):
                return
        self._leave()
        self._room.show_state(None)

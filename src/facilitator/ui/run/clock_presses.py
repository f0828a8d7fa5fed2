"""The presses of the meeting clock that keys, buttons and menus make."""

from __future__ import annotations

from collections.abc import Callable

from facilitator.domain.meeting_clock import EventKind, Reading
from facilitator.language import N_
from facilitator.ui.run.clock_notices import ClockNotices
from facilitator.ui.run.watch import MeetingWatch


class ClockPresses:
    """Steers the clock of the meeting watched. `free()` gives the page the keys."""

    def __init__(
        self, watch: MeetingWatch, notices: ClockNotices, free: Callable[[], object]
    ) -> None:
        self._watch, self._notices, self._free = watch, notices, free

    def start(self) -> None:
        """Begin, or go on after a pause, an end, or an item that was taken off the agenda."""
        reading = self._watch.reading()
        if reading is None:
            return
        if not reading.started:
            self.begin(0)
        elif reading.paused:
            self._watch.press(N_("Resume"), EventKind.RESUMED)
        elif reading.ended:
            self._go_on(reading)
        elif reading.running is None:
            self.next_item()

    def begin(self, ago: float) -> None:
        """Begin the meeting, `ago` seconds back."""
        watch = self._watch
        if watch.is_running or watch.begin(ago) is None:
            return
        self._say_late()

    def _say_late(self) -> None:
        """Offer to take back at once what the meeting began too late, if that makes it end late."""
        watch, reading = self._watch, self._watch.reading()
        if reading is None or watch.agenda is None:
            return
        if reading.overrun < 60:
            watch.bridge.unsay("late")
            return
        started = reading.began_at or reading.now
        late = (started - watch.agenda.meeting.start).total_seconds()
        self._notices.say_late(int(late // 60))

    def _go_on(self, reading: Reading) -> None:
        ran = [one for one in reading.items if one.actual_end is not None]
        agenda = self._watch.agenda
        if ran and agenda is not None and agenda.meeting.status == "held":
            last = max(ran, key=lambda one: one.actual_end or reading.now)
            self._watch.press(N_("Go on with the meeting"), EventKind.STARTED, item=last.id)

    def pause(self) -> None:
        """Pause, go on, or begin."""
        reading = self._watch.reading()
        if reading is not None and reading.running is not None and not reading.paused:
            self._watch.press(N_("Pause"), EventKind.PAUSED)
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
        reading = self._watch.reading()
        if reading is None or not reading.started or reading.ended:
            return
        item = self._watch.item_after(reading, by)
        if item is None:
            bridge = self._watch.bridge
            bridge.say(bridge.lang.text(at_the_end), key="ends")
        else:
            self._watch.press(label, EventKind.STARTED, item=item.id)

    def more_time(self) -> None:
        """Give the running item a minute."""
        self._extend(N_("One minute more"), 60)

    def less_time(self) -> None:
        """Take a minute from the running item; never from the summary."""
        self._extend(N_("One minute less"), -60)

    def _extend(self, label: str, seconds: int) -> None:
        reading, agenda = self._watch.reading(), self._watch.agenda
        item = agenda.item(reading.running) if agenda and reading else None
        if item is None:
            return
        if item.is_last and seconds < 0:
            bridge = self._watch.bridge
            bridge.say(bridge.lang.text(N_("The summary keeps its minutes.")), key="protected")
            return
        self._watch.press(label, EventKind.EXTENDED, item=item.id, seconds=seconds)

    def backdate(self, minutes: int) -> None:
        """The running item began so many minutes earlier."""
        self._watch.press(N_("We began earlier"), EventKind.BACKDATED, seconds=60 * minutes)
        reading = self._watch.reading()
        if reading is not None and sum(one.elapsed > 0 for one in reading.items) == 1:
            self._say_late()
        self._free()

    def do_with_item(self, item: str, what: str) -> None:
        """Start, skip, unskip an item, or give it minutes (what: "more", "less")."""
        presses = {
            "start": (N_("Start an item"), EventKind.STARTED, 0),
            "skip": (N_("Skip an item"), EventKind.SKIPPED, 0),
            "unskip": (N_("Do not skip an item"), EventKind.UNSKIPPED, 0),
            "more": (N_("Five minutes more"), EventKind.EXTENDED, 300),
            "less": (N_("Five minutes less"), EventKind.EXTENDED, -300),
        }
        label, kind, seconds = presses[what]
        self._watch.press(label, kind, item=item, seconds=seconds)
        self._free()

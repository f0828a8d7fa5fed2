"""What lets a rehearsal go on by itself: the next item when the running one would end."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QObject, Qt, QTimer

from facilitator.clock import FastClock
from facilitator.domain.meeting_clock import Reading
from facilitator.domain.rehearsal import Overruns, left
from facilitator.ui.run.page import RunPage


class Pilot(QObject):
    """Presses where nobody does. An item a person goes back to when its time was used stays."""

    def __init__(self, run: RunPage, clock: FastClock) -> None:
        super().__init__(run)
        self._run, self._clock = run, clock
        self.invented = Overruns()
        self.is_on = True
        self._item: str | None = None
        self._stands_aside = False
        self._due = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._due.timeout.connect(self.look)

    def look(self) -> None:
        """Go on if the running item would have ended; else be back when it would."""
        self._due.stop()
        reading = self._run.watch.reading()
        rest = self._rest(reading) if reading is not None else None
        if reading is None or rest is None or self._stands_aside or not self._clock.rate:
            return
        if rest > 0:
            self._due.start(ceil(1000 * rest / self._clock.rate))
        elif self._run.watch.item_after(reading, 1) is None:
            self._run.end_meeting()
        else:
            self._run.presses.next_item()

    def _rest(self, reading: Reading) -> float | None:
        agenda, now = self._run.watch.agenda, reading.current
        item = agenda.item(reading.running) if agenda else None
        if item is None or now is None:
            self._item = None
            return None
        rest = left(now, item, self.invented)
        if item.id != self._item:
            self._item, self._stands_aside = item.id, rest <= 0 < rest + now.elapsed
        return None if reading.paused or not self.is_on else rest

"""Python's search for garbage, done in the thread of the windows alone.

By itself it comes in whichever thread just made an object, and takes down there what it finds: a
timer or a model of Qt that is taken down outside its own thread may bring the program down.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1_000
"""So often it is asked whether there is anything to look for; most often there is not."""


class GarbageRounds(QObject):
    """From now on garbage is looked for by a timer; what is there already is kept to the end."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Look through the oldest generation that has had its number, as Python itself does."""
        counts, limits = gc.get_count(), gc.get_threshold()
        due = [n for n, limit in enumerate(limits) if counts[n] > limit]
        if due:
            gc.collect(max(due))

"""Ways to another data file: one that is chosen, the demo, a backup, a cluster handed over."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from facilitator.clock import Clock
from facilitator.domain.refusal import Refusal
from facilitator.language import N_
from facilitator.paths import DEMO
from facilitator.ui.backups import put_back
from facilitator.ui.behind import work_behind
from facilitator.ui.handover.visit import HANDED_OVER
from facilitator.ui.opening import FAULT

if TYPE_CHECKING:
    from facilitator.ui.app import Program

_FILES = N_("Data files of Facilitator (*.sqlite)")
_HANDOVERS = N_("Hand-overs of Facilitator (*.facilitator)")
_FILES_AND_HANDOVERS = N_("Backups and hand-overs (*.sqlite *.facilitator)")


class OtherFiles:
    """Lets a person choose, and has the program leave its store for the one chosen."""

    def __init__(self, program: Program, clock: Clock) -> None:
        self._program, self._clock = program, clock

    def open_file(self) -> None:
        """Open a data file that is chosen."""
        chosen = self._choose(N_("Open a data file"))
        if chosen:
            self._program.switch(chosen)

    def choose_handover(self) -> None:
        """Show what a handed over cluster that is chosen would bring."""
        chosen = self._choose(N_("Open a hand-over"), (_HANDOVERS,))
        if chosen:
            self._program.open_handover(Path(chosen))

    def open_demo(self) -> None:
        """Open the demo beside the settings; the first time it is made."""
        program = self._program
        place = program.settings.path.parent / DEMO
        if not place.exists():
            text, cancelled = program.bridge.lang.text, threading.Event()
            raised = work_behind(
                text(N_("Making the demo cluster …")),
                lambda: _write(place, self._clock, cancelled.is_set),
                skip=text(N_("Cancel")),
                cancel=cancelled.set,
                parent=program.window,
            )
            if raised is not None:
                self._say(raised)
            if raised is not None or cancelled.is_set():
                return
        program.switch(str(place))

    def restore(self) -> None:
        """Put a backup that is chosen in the place of the store, or open what was handed over."""
        program = self._program
        title = N_("Open a backup or a hand-over")
        chosen = Path(self._choose(title, (_FILES_AND_HANDOVERS, _FILES, _HANDOVERS)))
        if chosen.suffix == HANDED_OVER:
            program.open_handover(chosen)
            return
        if not chosen.name or not program.close_window():
            return
        said = program.bridge.lang.text(N_("Putting the backup in place …"))
        place = Path(program.place)
        raised = work_behind(said, lambda: put_back(chosen, place, self._clock))
        program.open(program.place)
        if raised is not None:
            self._say(raised)

    def _choose(self, title: str, patterns: Sequence[str] = (_FILES,)) -> str:
        program = self._program
        text, folder = program.bridge.lang.text, str(program.settings.path.parent)
        known = ";;".join(text(pattern) for pattern in patterns)
        return QFileDialog.getOpenFileName(program.window, text(title), folder, known)[0]

    def _say(self, raised: BaseException) -> None:
        refusal = raised if isinstance(raised, Refusal) else FAULT
        bridge = self._program.bridge
        bridge.say(refusal.in_words(bridge.lang), "bad", seconds=0)


def _write(place: Path, clock: Clock, cancelled: Callable[[], bool]) -> None:
    from facilitator.store.demo import make_demo

    place.parent.mkdir(parents=True, exist_ok=True)
    make_demo(place, clock, cancelled=cancelled)

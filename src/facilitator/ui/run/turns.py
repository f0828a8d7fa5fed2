"""Undo and redo on the run page, and corrections of presses made before."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from facilitator.domain.meeting_clock import EventKind, standing
from facilitator.domain.press_lines import PressLine
from facilitator.edits import running
from facilitator.language import N_
from facilitator.store.deeds import REDO, UNDO, Deed, last_deed, last_undone
from facilitator.ui.run.watch import MeetingWatch


class MeetingTurns:
    """Takes back and brings back what was done in the meeting watched: a press by a press, all
    else by its Step. Without a meeting, as any page does."""

    def __init__(self, watch: MeetingWatch) -> None:
        self._watch, self._bridge = watch, watch.bridge

    # -- what was done last

    def can_undo(self) -> str | None:
        """The label of what `undo` would take back, or none."""
        store = self._bridge.store
        if self._watch.meeting is None:
            return store.can_undo(self._bridge.cluster) if store is not None else None
        deed = self._find(last_deed)
        return deed.label if deed is not None else None

    def can_redo(self) -> str | None:
        """The label of what `redo` would bring back, or none."""
        store = self._bridge.store
        if self._watch.meeting is None:
            return store.can_redo(self._bridge.cluster) if store is not None else None
        deed = self._find(last_undone)
        return deed.label if deed is not None else None

    def undo(self) -> None:
        """Take back what was done last, and say what it was."""
        if self._watch.meeting is None:
            self._bridge.undo()
        else:
            self._turn(last_deed, UNDO, N_("Undone: {what}"))

    def redo(self) -> None:
        """Bring back what was last undone, unless something was done since; and say what."""
        if self._watch.meeting is None:
            self._bridge.redo()
        else:
            self._turn(last_undone, REDO, N_("Redone: {what}"))

    def _turn(self, find: Callable[..., Deed | None], label: str, said: str) -> None:
        bridge, lang = self._bridge, self._bridge.lang
        bridge.leaving.emit()
        deed = self._find(find)
        if deed is None:
            bridge.say(lang.text(N_("There is nothing more to undo or redo.")), key="undo")
            return
        if deed.presses:
            done = self._undo(label, deed.presses)
        else:
            done = self._turn_step(deed.step, back=label == UNDO)
        if done:
            bridge.say(lang.text(said, what=lang.text(deed.label)), key="undo")

    def _turn_step(self, step: int, *, back: bool) -> bool:
        store = self._bridge.store
        if store is None:
            return False
        turn = store.take_back if back else store.bring_back
        done = self._bridge.guarded(lambda: turn(step))
        if done is not None:
            self._bridge.undone.emit(done)
        return done is not None

    def _find(self, find: Callable[..., Deed | None]) -> Deed | None:
        store, watch = self._bridge.store, self._watch
        if watch.meeting is None or store is None:
            return None
        stands = {event.seq for event in standing(watch.events)}
        asked = store.installation, self._bridge.cluster, watch.meeting, stands
        return self._bridge.ask(find, *asked)

    # -- corrections

    def move(self, line: PressLine, seconds: float) -> bool:
        """Let a press have been so many seconds later, earlier ones negative."""
        label, target = N_("Correct the time of a press"), line.event.seq
        done = self._watch.press(label, EventKind.MOVED, seconds=seconds, target=target)
        return done is not None

    def take_back(self, line: PressLine) -> bool:
        """Let a press never have been, whatever was pressed after it."""
        return self._undo(N_("Take back a press in the course"), line.seqs)

    def bring_back(self, line: PressLine) -> bool:
        """Let a press stand again that was taken back."""
        return self._undo(N_("Bring back a press in the course"), line.undoing)

    def _undo(self, label: str, presses: Sequence[int]) -> bool:
        watch = self._watch
        was_running, slept = watch.is_running, watch.catch_up()
        undo, meeting = running.undo_presses, watch.meeting
        done = self._bridge.do(label, undo, meeting, presses, watch.now(), fact=True)
        if done is not None and watch.is_running and not was_running:
            watch.tell_slept(slept)
        return done is not None

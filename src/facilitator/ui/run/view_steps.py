"""What keys do with the panels of a meeting that runs; before and after it they do nothing."""

from __future__ import annotations

from facilitator.domain.meeting_clock import EventKind
from facilitator.language import N_
from facilitator.ui.run.view import RunningView
from facilitator.ui.run.watch import MeetingWatch


class ViewSteps:
    """The handlers of the keys for lines, minutes and the summary."""

    def __init__(self, watch: MeetingWatch, view: RunningView) -> None:
        self._watch, self._view = watch, view

    def write_insight(self) -> None:
        """Put the cursor in the line for an insight."""
        if self._watch.is_running:
            self._view.show_summary(False)
            self._view.capture.write("insight")

    def write_commitment(self) -> None:
        """Put the cursor in the line for a commitment."""
        if not self._watch.is_running:
            return
        if self._view.shows_summary:
            self._view.summary.entry.action.setFocus()
        else:
            self._view.capture.write("commitment")

    def park(self) -> None:
        """Put the cursor in the line for the parking lot."""
        if self._watch.is_running:
            self._view.show_summary(False)
            self._view.capture.write("parked")

    def replan(self) -> None:
        """Show who would give or get minutes; take them; or show the plan again."""
        if self._watch.is_running:
            self._view.right.turn()

    def move_end(self) -> None:
        """Show when the meeting could end instead."""
        self._view.right.offer_other_end()

    def go_to_summary(self) -> None:
        """Start the summary; what was not finished is shown there. During it, show it."""
        watch, view, reading = self._watch, self._view, self._watch.reading()
        if watch.agenda is None or reading is None or not watch.is_running:
            return
        last = next((item for item in watch.agenda.items if item.is_last), None)
        watch.bridge.unsay("discussion")
        if last is None:
            view.show_summary(not view.shows_summary)
        elif reading.running == last.id:
            view.show_summary(True)
        else:
            watch.press(N_("Go to the summary"), EventKind.STARTED, item=last.id)

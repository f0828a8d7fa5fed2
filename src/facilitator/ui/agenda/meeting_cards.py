"""A meeting itself beside its agenda: moved, called off, deleted, opened again."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from facilitator.domain.agenda import Meeting
from facilitator.edits import agenda as edits
from facilitator.edits import running
from facilitator.language import N_
from facilitator.store.rows import Session
from facilitator.ui.agenda.meeting_times import Times, TimesForm
from facilitator.ui.bridge import Bridge
from facilitator.ui.number_bar import Unstored
from facilitator.ui.parts import Card, button, label


def delete_meeting(bridge: Bridge, meeting: str) -> bool:
    """Delete a meeting and offer to take that back; whether it is gone. Why it is not, is said."""
    label_ = N_("Delete the meeting")
    done = bridge.guarded(lambda: (bridge.attempt(label_, edits.delete_meeting, meeting),))
    if done is not None:
        undo = (bridge.lang.text(N_("Undo")), bridge.undo)
        said = bridge.lang.text(N_("The meeting is deleted."))
        bridge.say(said, key="undo", answers=(undo,))
    return done is not None


class TimesCard(Card):
    """Move, cancel or delete a meeting. `gone`: it was deleted."""

    left = Signal()
    gone = Signal()

    def __init__(self, bridge: Bridge) -> None:
        lang = bridge.lang
        super().__init__(lang.text(N_("Time and place")))
        self._bridge, self._meeting = bridge, ""
        self._shown: Times | None = None
        self.form = TimesForm(lang, bridge.today)
        self._unstored = Unstored(bridge, self._move, self.form.place)
        self.add(self.form)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(button(lang.text(N_("Cancel")), self.left.emit, small=True))
        self.save_button = button(
            lang.text(N_("Save time and place")), self._move, primary=True, small=True
        )
        row.addWidget(self.save_button)
        self.body.addLayout(row)
        gone = QHBoxLayout()
        self.cancel_button = button(
            lang.text(N_("Call the meeting off")), self._cancel, danger=True, small=True
        )
        self.delete_button = button(
            lang.text(N_("Delete the meeting")), self._delete, danger=True, small=True
        )
        for made in (self.cancel_button, self.delete_button):
            gone.addWidget(made)
        gone.addStretch()
        self.body.addLayout(gone)
        self.hide()

    def show_meeting(self, meeting: Meeting) -> None:
        """Show when and where; what is being typed for the same meeting stays."""
        times = Times(meeting.start, meeting.minutes, meeting.place)
        if (meeting.id, times) != (self._meeting, self._shown):
            self._meeting, self._shown = meeting.id, times
            self.form.set_times(times)
        begun = meeting.started is not None or meeting.is_over
        self.save_button.setEnabled(not meeting.is_read_only)
        self.cancel_button.setVisible(not begun and meeting.status != "cancelled")
        self.delete_button.setVisible(not begun)

    def _move(self) -> None:
        times = self.form.read()
        if times is None or self._shown is None:
            return

        def move(session: Session) -> bool:
            what = {"start": times.start, "end": times.end, "place": times.place}
            edits.change_meeting(session, self._meeting, **what)
            return True

        moved = (times.start, times.end) != (self._shown.start, self._shown.end)
        step = N_("Move the meeting") if moved else N_("Change the place")
        if self._unstored.do(step, move):
            self.left.emit()

    def _cancel(self) -> None:
        self._bridge.do(N_("Call the meeting off"), edits.cancel_meeting, self._meeting)
        self.left.emit()

    def _delete(self) -> None:
        if delete_meeting(self._bridge, self._meeting):
            self.gone.emit()


class StateBar(Card):
    """Says that a meeting is closed or called off, and how it is taken up again."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge, self._meeting = bridge, ""
        lang = bridge.lang
        self.body.setContentsMargins(14, 8, 14, 8)
        self.said = label("")
        self.note = QLineEdit()
        self.note.setPlaceholderText(lang.text(N_("Why is it opened again?")))
        self.note.setAccessibleName(lang.text(N_("Why is it opened again?")))
        self.note.returnPressed.connect(self._reopen)
        self._unstored = Unstored(bridge, self._reopen, self.note)
        self.reopen_button = button(lang.text(N_("Reopen")), self._reopen, small=True)
        self.restore_button = button(lang.text(N_("Hold it after all")), self._restore, small=True)
        row = QHBoxLayout()
        row.addWidget(self.said, 1)
        row.addWidget(self.note, 1)
        row.addWidget(self.reopen_button)
        row.addWidget(self.restore_button)
        self.body.addLayout(row)

    def show_meeting(self, meeting: Meeting) -> None:
        """Shown only for a meeting that is closed or called off."""
        closed = meeting.status == "closed"
        if meeting.id != self._meeting or not closed:
            self.note.clear()
        self._meeting = meeting.id
        self.setVisible(meeting.is_read_only)
        said = (
            N_("The meeting is closed; agenda and minutes are read-only.")
            if closed
            else N_("The meeting was called off.")
        )
        self.said.setText(self._bridge.lang.text(said))
        self.note.setVisible(closed)
        self.reopen_button.setVisible(closed)
        self.restore_button.setVisible(meeting.status == "cancelled")

    def _reopen(self) -> None:
        if not self.note.text().strip():
            self.note.setFocus()
        self._unstored.do(
            N_("Reopen the meeting"), running.reopen_meeting, self._meeting, self.note.text()
        )

    def _restore(self) -> None:
        self._bridge.do(N_("Hold the meeting after all"), edits.restore_meeting, self._meeting)

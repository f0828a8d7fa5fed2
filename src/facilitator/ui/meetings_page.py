"""The meetings of a cluster: the list, the form for a new one, and the agenda of one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton, QStackedLayout, QVBoxLayout, QWidget

from facilitator.domain.agenda import AgendaItem, MeetingRow
from facilitator.domain.overview import HELD
from facilitator.edits import agenda as edits
from facilitator.language import N_
from facilitator.store import queries
from facilitator.ui.agenda_page import AgendaPage
from facilitator.ui.bridge import Bridge
from facilitator.ui.meeting_list import MeetingList, meeting_lines
from facilitator.ui.meeting_times import Times
from facilitator.ui.new_meeting import NewMeeting
from facilitator.ui.page import Header, Page
from facilitator.ui.parts import EmptyState, button
from facilitator.ui.template_picker import LAST


class MeetingsPage(Page):
    """Shows the list until a meeting is opened; then its agenda, in the same place."""

    tables = AgendaPage.tables | {"insight"}

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        lang = bridge.lang
        self._meetings: tuple[MeetingRow, ...] = ()
        self.list = MeetingList(lang)
        self.form = NewMeeting(lang, bridge.today)
        self.agenda = AgendaPage(bridge)
        self.empty_button = button(lang.text(N_("New meeting")), self.new_meeting, primary=True)
        self.empty = EmptyState(
            "calendar",
            lang.text(N_("No meetings yet")),
            lang.text(N_("Make the first one. A template gives you an agenda to begin with.")),
            self.empty_button,
        )
        self.new_button = button(
            lang.text(N_("New meeting")), self.new_meeting, primary=True, icon="calendar-plus"
        )
        self._agenda_buttons = self.agenda.header_buttons()
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._board = _framed(self.list)
        for place in (self._board, self.form, self.agenda, self.empty):
            self._stack.addWidget(place)
        self.list.opened.connect(self.show_subject)
        self.form.submitted.connect(self._make)
        self.form.left.connect(lambda: self.show_subject(None))
        self.agenda.left.connect(lambda: self.show_subject(None))
        self.agenda.header_changed.connect(self.header_changed)
        # Shown before it stands in the header, a button would be a window of its own.
        for made in self.header_buttons():
            made.hide()

    # -- what the shell asks

    def refresh(self) -> None:
        bridge = self.bridge
        if bridge.cluster is None:
            return
        self._meetings = bridge.ask(queries.meetings, bridge.cluster)
        self.list.lines.set_rows(meeting_lines(bridge.lang, self._meetings, bridge.clock.utc()))
        if self._place is self.agenda and self._is_there(self.agenda.subject()):
            self.agenda.refresh()
        elif self._place is not self.form:
            self._show_list()

    def show_subject(self, subject: str | None) -> None:
        was = self.agenda.subject()
        if subject is not None and self._is_there(subject):
            self.agenda.show_meeting(subject)
            self._go(self.agenda)
            self.agenda.view.setFocus()
        else:
            self._show_list()
            self.list.choose(was or "")
            self.list.setFocus()

    def subject(self) -> str | None:
        return self.agenda.subject() if self._place is self.agenda else None

    def show_row(self, table: str, key: str) -> bool:
        meeting = self.bridge.ask(queries.meeting_of, table, key)
        if meeting is None:
            return False
        if meeting != self.subject():
            self.show_subject(meeting)
        self.agenda.show_row(table, key)
        return True

    def header(self) -> Header | None:
        lang = self.bridge.lang
        if self._place is self.agenda:
            return self.agenda.header()
        if self._place is self.form:
            return Header(lang.text(N_("New meeting")), crumb=lang.text(N_("Meetings")))
        count = lang.plural("{n} meeting", "{n} meetings", len(self._meetings))
        return Header(lang.text(N_("Meetings")), count if self._meetings else "")

    def header_buttons(self) -> Sequence[QWidget]:
        return (*self._agenda_buttons, self.new_button)

    def primary(self) -> QPushButton | None:
        if self._place is self.agenda:
            return self.agenda.primary()
        if self._place is self.form:
            return self.form.make_button
        return self.empty_button if self._place is self.empty else self.new_button

    def new_meeting(self) -> None:
        """Begin the form for a new meeting."""
        if self.bridge.cluster is None:
            return
        self.form.begin(self._meetings, self._latest(), is_first=not self._has_held())
        self._go(self.form)
        self.form.times.date.setFocus()

    # -- the rest

    @property
    def _place(self) -> QWidget | None:
        return self._stack.currentWidget()

    def _show_list(self) -> None:
        self._go(self._board if self._meetings else self.empty)

    def _go(self, place: QWidget) -> None:
        self._stack.setCurrentWidget(place)
        self._show_buttons()
        self.header_changed.emit()

    def _show_buttons(self) -> None:
        for made in self._agenda_buttons:
            made.setVisible(self._place is self.agenda and made.isEnabled())
        self.new_button.setVisible(self._place is self._board)

    def _is_there(self, meeting: str | None) -> bool:
        return any(one.id == meeting for one in self._meetings)

    def _has_held(self) -> bool:
        return any(one.status in HELD for one in self._meetings)

    def _latest(self) -> tuple[AgendaItem, ...]:
        kept = [one for one in self._meetings if one.status != "cancelled"]
        return self.bridge.ask(queries.agenda, kept[0].id).items if kept else ()

    def _make(self, times: Times, template: str) -> None:
        where = self.bridge.cluster, times.start, times.minutes
        if template == LAST:
            source = next(one.id for one in self._meetings if one.status != "cancelled")
            made = self.bridge.do(
                N_("New meeting"), edits.make_meeting_as, source, *where, times.place
            )
        else:
            made = self.bridge.do(
                N_("New meeting"), edits.make_meeting, *where, template or None, times.place
            )
        if made is not None:
            self.refresh()
            self.show_subject(made)


def _framed(widget: QWidget) -> QWidget:
    frame = QWidget()
    column = QVBoxLayout(frame)
    column.setContentsMargins(26, 20, 26, 20)
    column.addWidget(widget)
    return frame

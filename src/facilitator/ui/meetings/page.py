"""The meetings of a cluster: the list, the form for a new one, and the agenda of one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QPushButton, QStackedLayout, QVBoxLayout, QWidget

from facilitator.domain.agenda import AgendaItem, MeetingRow, Revisit
from facilitator.domain.overview import HELD
from facilitator.edits import agenda as edits
from facilitator.edits import patterns
from facilitator.language import N_
from facilitator.store import queries
from facilitator.ui.bridge import Bridge
from facilitator.ui.meetings.board import MeetingBoard
from facilitator.ui.meetings.list import MeetingList, meeting_lines
from facilitator.ui.number_bar import Unstored
from facilitator.ui.page import Header, Page
from facilitator.ui.parts import EmptyState, button

if TYPE_CHECKING:
    from facilitator.store.queries import Way
    from facilitator.ui.agenda.meeting_times import Times
    from facilitator.ui.agenda.page import AgendaPage
    from facilitator.ui.agenda.template_picker import Choice
    from facilitator.ui.meetings.new_meeting import NewMeeting

_OF_ONE_AGENDA = frozenset({"item", "item_step", "goal", "preparation"})


class MeetingsPage(Page):
    """Shows the list until a meeting is opened; then its agenda, in the same place.

    The agenda is made when the first one is opened, and the form when a meeting is to be made: the
    list need not wait for them.
    """

    tables = frozenset(
        {"cluster", "meeting", "item", "attendance", "insight", "commitment"}
        | {"topic", "template", "setting"}
    )

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        lang = bridge.lang
        self._meetings: tuple[MeetingRow, ...] = ()
        self._is_old = False
        self.list = MeetingList(lang)
        self._form: NewMeeting | None = None
        self._agenda: AgendaPage | None = None
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
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self.board = MeetingBoard(bridge, self.list)
        self.board.opened.connect(self.show_subject)
        self.board.wanted.connect(self._new_in)
        self._board = _framed(self.board)
        for place in (self._board, self.empty):
            self._stack.addWidget(place)
        self.list.opened.connect(self.show_subject)
        self.list.deleting.connect(self._delete)
        self.new_button.hide()

    @property
    def form(self) -> NewMeeting:
        """The form for a new meeting, made when it is first asked for."""
        if self._form is None:
            from facilitator.ui.meetings.new_meeting import NewMeeting

            self._form = made = NewMeeting(self.bridge.lang, self.bridge.today)
            self._unstored = Unstored(self.bridge, made.submit, made.times.place)
            made.submitted.connect(self._make)
            made.left.connect(lambda: self.show_subject(None))
            self._stack.addWidget(made)
        return self._form

    @property
    def agenda(self) -> AgendaPage:
        """The agenda of one meeting, made when it is first asked for."""
        if self._agenda is None:
            from facilitator.ui.agenda.page import AgendaPage

            self._agenda = made = AgendaPage(self.bridge)
            self.tables = MeetingsPage.tables | made.tables
            made.left.connect(lambda: self.show_subject(None))
            # Shown before it stands in the header, a button would be a window of its own.
            for one in made.header_buttons():
                one.hide()
            made.header_changed.connect(self.header_changed)
            self._stack.addWidget(made)
            self.header_changed.emit()
        return self._agenda

    # -- what the shell asks

    def refresh(self) -> None:
        news = self.bridge.news
        if self.bridge.cluster is None:
            return
        if self._is_in_agenda and news is not None and news.tables <= _OF_ONE_AGENDA:
            # The list is behind the agenda; it is asked for again when it comes into sight.
            self._is_old = True
            self.agenda.refresh()
            return
        self._renew_list()
        if self._is_in_agenda and self._is_there(self.agenda.subject()):
            self.agenda.refresh()
        elif not self._is_in_form:
            self._show_list()

    def _renew_list(self) -> None:
        bridge, self._is_old = self.bridge, False
        self._meetings = bridge.ask(queries.meetings, bridge.cluster)
        self.list.lines.set_rows(meeting_lines(bridge.lang, self._meetings, bridge.clock.utc()))
        self.board.refresh()

    def show_subject(self, subject: str | None) -> None:
        was = self._agenda.subject() if self._agenda else None
        if subject is not None and self._is_there(subject):
            self.agenda.show_meeting(subject)
            self._go(self.agenda)
            self.agenda.view.setFocus()
        elif subject is not None and self._begin_about(subject):
            return
        else:
            self._show_list()
            self.list.choose(was or "")
            self.list.setFocus()

    def _begin_about(self, topic: str) -> bool:
        """Begin a new meeting about the topic with this id, if there is one."""
        bridge = self.bridge
        bank = bridge.ask(queries.topics, bridge.cluster) if bridge.cluster is not None else ()
        is_there = any(one.id == topic for one in bank)
        if is_there:
            self.new_meeting()
            self.form.about(topic)
        return is_there

    def subject(self) -> str | None:
        return self.agenda.subject() if self._is_in_agenda else None

    def things(self) -> Sequence[tuple[str, str]]:
        """The material that is open, the meeting in sight and the item chosen in it, for what is
        told of one thing."""
        if not self._is_in_agenda:
            return ()
        found = (("meeting", self.agenda.subject()), ("item", self.agenda.view.current()))
        there = ((table, key) for table, key in found if key)
        return (*self.agenda.beside.things(), *there)

    def shows(self, way: Way) -> bool:
        thing = next(iter(way.rows), None)
        return thing is not None and self.subject() is not None and self.agenda.beside.shows(*thing)

    def show_row(self, table: str, key: str) -> bool:
        meeting = self.bridge.ask(queries.meeting_of, table, key)
        meeting = meeting or self.agenda.beside.meeting_using(table, key, self.subject())
        if meeting is None:
            return False
        if table == "meeting" and self._place is self._board and self.board.shows(meeting):
            return True
        if meeting != self.subject():
            self.show_subject(meeting)
        return self.agenda.show_row(table, key) or table == "meeting"

    def header(self) -> Header | None:
        lang = self.bridge.lang
        if self._is_in_agenda:
            return self.agenda.header()
        if self._is_in_form:
            return Header(lang.text(N_("New meeting")), crumb=lang.text(N_("Meetings")))
        count = lang.plural("{n} meeting", "{n} meetings", len(self._meetings))
        return Header(lang.text(N_("Meetings")), count if self._meetings else "")

    def header_buttons(self) -> Sequence[QWidget]:
        return (*self._agenda_buttons(), self.new_button)

    def primary(self) -> QPushButton | None:
        if self._is_in_agenda:
            return self.agenda.primary()
        if self._is_in_form:
            return self.form.make_button
        return self.empty_button if self._place is self.empty else self.new_button

    def new_meeting(self) -> None:
        """Begin the form for a new meeting."""
        if self.bridge.cluster is None:
            return
        own = self.bridge.ask(queries.own_templates, is_block=False)
        self.form.offer(self.bridge.ask(queries.topics, self.bridge.cluster))
        self.form.begin(self._meetings, self._latest(), own, is_first=not self._has_held())
        self._go(self.form)
        self.form.times.date.setFocus()

    def share(self) -> None:
        """Share the meeting in sight; from the list the one that comes."""
        if self._go_to_agenda():
            self.agenda.share()

    def print_out(self) -> None:
        """As `share`, to print."""
        if self._go_to_agenda():
            self.agenda.print_out()

    def write_line(self) -> None:
        """Go to the line of the agenda in sight that becomes an item."""
        if self._is_in_agenda:
            self.agenda.write_line()

    # -- the rest

    def _go_to_agenda(self) -> bool:
        bridge = self.bridge
        if not self._is_in_agenda and bridge.cluster is not None:
            coming = bridge.ask(queries.coming_meeting, bridge.cluster, bridge.clock.utc())
            if coming is None:
                bridge.say(bridge.lang.text(N_("No meeting lies ahead in this cluster.")), "warn")
            else:
                self.show_subject(coming)
        return self._is_in_agenda

    @property
    def _is_in_agenda(self) -> bool:
        return self._agenda is not None and self._place is self._agenda

    @property
    def _is_in_form(self) -> bool:
        return self._form is not None and self._place is self._form

    def _agenda_buttons(self) -> Sequence[QWidget]:
        return self._agenda.header_buttons() if self._agenda else ()

    @property
    def _place(self) -> QWidget | None:
        return self._stack.currentWidget()

    def _show_list(self) -> None:
        if self._is_old:
            self._renew_list()
        self._go(self._board if self._meetings else self.empty)

    def _go(self, place: QWidget) -> None:
        self._stack.setCurrentWidget(place)
        self._show_buttons()
        self.header_changed.emit()

    def _show_buttons(self) -> None:
        for made in self._agenda_buttons():
            has_use = made.isEnabled() or made is self.agenda.buttons.undo
            made.setVisible(self._is_in_agenda and has_use)
        self.new_button.setVisible(self._place is self._board)

    def _is_there(self, meeting: str | None) -> bool:
        return any(one.id == meeting for one in self._meetings)

    def _has_held(self) -> bool:
        return any(one.status in HELD for one in self._meetings)

    def _latest(self) -> tuple[AgendaItem, ...]:
        kept = [one for one in self._meetings if one.status != "cancelled"]
        return self.bridge.ask(queries.agenda, kept[0].id).items if kept else ()

    def _new_in(self, month: date, topic: Revisit | None) -> None:
        """Begin a meeting in the month that begins on this day, perhaps about a topic."""
        self.new_meeting()
        self.form.suggest_month(self._meetings, month)
        if topic is not None:
            self.form.about(topic.id)

    def _delete(self, meeting: str) -> None:
        """Delete a meeting of the list, as its own page does; the next one is chosen then."""
        from facilitator.ui.agenda.meeting_cards import delete_meeting

        at = self.list.currentIndex().row()
        if delete_meeting(self.bridge, meeting) and self._meetings:
            self.list.selectRow(min(at, len(self._meetings) - 1))

    def _do_about_topic(
        self, name: str, verb: Callable[..., str], *args: object, **kw: Any
    ) -> str | None:
        from facilitator.ui.meetings.year_view import with_topic

        return self._unstored.do(name, with_topic(verb, self.form.topic), *args, **kw)

    def _make(self, times: Times, choice: Choice) -> None:
        from facilitator.ui.agenda.template_picker import LAST

        do, name = self._do_about_topic, N_("New meeting")
        where = self.bridge.cluster, times.start, times.minutes
        if choice.id == LAST:
            source = next(one.id for one in self._meetings if one.status != "cancelled")
            made = do(name, edits.make_meeting_as, source, *where, times.place)
        elif choice.own is not None:
            is_scaled = self.form.picker.is_scaled
            own = choice.id, *where, times.place
            made = do(name, patterns.make_meeting_of, *own, is_scaled=is_scaled)
        else:
            made = do(name, edits.make_meeting, *where, choice.id or None, times.place)
        if made is not None:
            self.refresh()
            self.show_subject(made)


def _framed(widget: QWidget) -> QWidget:
    frame = QWidget()
    column = QVBoxLayout(frame)
    column.setContentsMargins(26, 20, 26, 20)
    column.addWidget(widget)
    return frame

"""The head of an agenda: what its page is called, and its buttons."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton

from facilitator.domain.agenda import Meeting
from facilitator.language import N_, Language
from facilitator.ui.actions import UNDO, shown_keys
from facilitator.ui.agenda.sheet import Sheet
from facilitator.ui.bridge import Bridge
from facilitator.ui.page import Header
from facilitator.ui.parts import button, plain_tooltip

_START = {
    "draft": N_("Start the meeting"),
    "ready": N_("Start the meeting"),
    "running": N_("Go to the meeting"),
    "held": N_("Show the meeting"),
    "closed": N_("Show the meeting"),
}


class AgendaButtons(QObject):
    """The buttons, one signal each; undo is the bridge's."""

    left = Signal()
    laying = Signal()
    timing = Signal()
    sharing = Signal()
    starting = Signal()

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._lang = bridge.lang
        text = bridge.lang.text
        self.back = button(text(N_("All meetings")), self.left.emit, icon="arrow-left")
        self.undo = button(text(N_("Undo")), bridge.undo, icon="undo-2")
        self.template = button(text(N_("Template")), self.laying.emit)
        self.times = button(text(N_("Time and place")), self.timing.emit)
        self.share = button(text(N_("Share")), self.sharing.emit)
        rehearse = partial(bridge.act, "rehearse")
        self.rehearse = button(text(N_("Rehearse")), rehearse, icon="skip-forward")
        self.start = button(text(N_("Start the meeting")), self.starting.emit, primary=True)
        bridge.turned.connect(self._name_undo)

    @property
    def all(self) -> tuple[QPushButton, ...]:
        """The buttons in the order in which they stand."""
        shown = self.back, self.undo, self.template, self.times, self.share
        return (*shown, self.rehearse, self.start)

    def make_narrow(self, is_narrow: bool) -> None:
        """Where the day would not fit beside them, three are known by their pictures."""
        text = self._lang.text
        rehearse = self.rehearse, N_("Rehearse")
        for made, words in ((self.back, N_("All meetings")), (self.undo, N_("Undo")), rehearse):
            made.setText("" if is_narrow else text(words))
        plain_tooltip(self.back, text(N_("All meetings")))
        plain_tooltip(self.rehearse, text(N_("Rehearse the meeting: nothing is stored")))

    def show_meeting(self, meeting: Meeting) -> None:
        """Offer what can be done with a meeting."""
        self.template.setEnabled(not meeting.is_read_only)
        start = self._lang.text(_START.get(meeting.status, _START["draft"]))
        self.start.setText(start)
        self.start.setAccessibleName(start)
        self.rehearse.setVisible(meeting.status in ("draft", "ready"))

    def _name_undo(self, what: str, _redo: str) -> None:
        lang = self._lang
        named = lang.text(N_("Undo: {what}"), what=what) if what else lang.text(N_("Undo"))
        self.undo.setAccessibleName(named)
        plain_tooltip(self.undo, f"{named} ({shown_keys(UNDO, self._lang)})")
        self.undo.setEnabled(bool(what))


def can_start(meeting: Meeting) -> bool:
    """Whether there is anything to run: a meeting that is called off is not."""
    return meeting.status in _START


def header_of(lang: Language, sheet: Sheet) -> Header:
    """Møder / 7. møde; the day and the times; what is known of the agenda."""
    meeting = sheet.agenda.meeting
    day = meeting.start.astimezone(lang.zone).date()
    named = f"{lang.date_day(day)} {day.year}"
    title = f"{named[:1].upper()}{named[1:]}, {lang.clock(meeting.start)}–{lang.clock(meeting.end)}"
    number = lang.text(N_("Meeting {n}"), n=lang.number(meeting.number))
    crumb = f"{lang.text(N_('Meetings'))} / {number}"
    return Header(title, " · ".join(filter(None, _known(lang, sheet))), crumb)


def _known(lang: Language, sheet: Sheet) -> tuple[str, ...]:
    meeting = sheet.agenda.meeting
    apologies = sum(one.state in ("apology", "absent") for one in sheet.attendees)
    said = any(one.state for one in sheet.attendees)
    expected = ""
    if said and not meeting.is_over:
        n = len(sheet.attendees)
        expected = lang.text(
            N_("{k} of {n} expected"), k=lang.number(n - apologies), n=lang.number(n)
        )
    return (
        lang.text(N_("Agenda")),
        lang.plural("{n} item", "{n} items", len(sheet.agenda.items)),
        lang.duration(meeting.minutes),
        expected,
        meeting.place,
    )

"""A meeting as the screens see it: its agenda, presses and lines, and what the clock says of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from PySide6.QtCore import QObject, Signal

from facilitator.domain.agenda import Agenda, AgendaItem
from facilitator.domain.capture import Owner
from facilitator.domain.meeting_clock import (
    Event,
    EventKind,
    ItemState,
    Now,
    Proposal,
    Reading,
    look,
    propose,
    read,
    standing,
)
from facilitator.domain.outcomes import Commitment, Log
from facilitator.domain.people import Attendee, Clinic, Guest
from facilitator.domain.pulse import Answers
from facilitator.domain.refusal import Refusal
from facilitator.edits import agenda as planning
from facilitator.edits import running
from facilitator.language import N_
from facilitator.log import log as note
from facilitator.store import queries
from facilitator.store.deeds import Deed, last_deed
from facilitator.store.signs import sign
from facilitator.ui.bridge import Bridge

SIGN_EVERY = 5.0
SHORTEST_GAP_TOLD = 30.0
"""Seconds of sleep below which nobody is bothered; they count all the same."""

_NO_LOG = Log((), (), ())


class MeetingWatch(QObject):
    """One meeting: loads it, reads its clock, presses it.

    `slept(seconds)` tells of a gap that was just recorded.
    """

    slept = Signal(float)

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.agenda: Agenda | None = None
        self.cluster_name = ""
        self.events: tuple[Event, ...] = ()
        self.log = _NO_LOG
        self.attendees: tuple[Attendee, ...] = ()
        self.guests: tuple[Guest, ...] = ()
        self.pulse: Mapping[str, Answers] = {}
        self.clinics: tuple[Clinic, ...] = ()
        self.follow_ups: tuple[Commitment, ...] = ()
        self._last: Now | None = None
        self._signed: float | None = None

    # -- what is known

    def show(self, meeting: str | None) -> None:
        """Watch another meeting, or none; one that runs is taken up where it was left."""
        self._last = self._signed = None
        self.agenda, self.events, self.log = None, (), _NO_LOG
        if meeting is not None:
            self.load(meeting)
            self._catch_up()

    def load(self, meeting: str, tables: frozenset[str] | None = None) -> None:
        """Ask the store for what depends on these tables, or for all of a meeting.

        What does not depend on them stays the same object.
        """

        def depends(*on: str) -> bool:
            return tables is None or not tables.isdisjoint((*on, "member", "clinic"))

        ask = self.bridge.ask
        if self.agenda is None or depends("meeting", "goal", "item", "item_step", "cluster"):
            self.agenda = ask(queries.agenda, meeting)
        cluster = self.agenda.meeting.cluster
        if depends("press"):
            self.events = ask(queries.presses, meeting)
        if depends("insight", "commitment", "parked", "follow_up"):
            self.log = ask(queries.log, meeting)
        if depends("attendance"):
            self.attendees = ask(queries.attendance, meeting)
        if depends("guest"):
            self.guests = ask(queries.guests, meeting)
        if depends("pulse"):
            self.pulse = ask(queries.pulse, meeting)
        if depends("commitment", "follow_up", "meeting"):
            self.follow_ups = ask(queries.commitments_to_follow_up, meeting)
        if depends("cluster"):
            self.clinics = ask(queries.clinics, cluster)
            self.cluster_name = ask(queries.cluster, cluster, self.bridge.today()).name

    @property
    def meeting(self) -> str | None:
        return self.agenda.meeting.id if self.agenda else None

    @property
    def is_running(self) -> bool:
        return self.agenda is not None and self.agenda.meeting.status == "running"

    def now(self) -> Now:
        clock = self.bridge.clock
        return Now(clock.utc(), clock.mono(), self.bridge.run)

    def reading(self) -> Reading | None:
        """What the clock says now; None without a meeting."""
        return read(self.agenda.plan, self.events, self.now()) if self.agenda else None

    def proposal(self, donors: frozenset[str] | None = None) -> Proposal | None:
        """How the meeting could end in time; `donors` narrows who gives."""
        if self.agenda is None:
            return None
        return propose(self.agenda.plan, self.events, self.now(), donors=donors)

    def item_after(self, reading: Reading, by: int) -> AgendaItem | None:
        """The item so many places after the running one, skipped ones passed over."""
        if self.agenda is None or reading.running is None:
            return None
        states = {item.id: item.state for item in reading.items}
        there = [i for i in self.agenda.items if states[i.id] is not ItemState.SKIPPED]
        keys = [item.id for item in there]
        at = keys.index(reading.running) + by
        return there[at] if 0 <= at < len(there) else None

    def unfinished(self, reading: Reading) -> tuple[AgendaItem, ...]:
        """The content the meeting did not come to, and that is not on the parking lot yet."""
        if self.agenda is None:
            return ()
        parked = {line.text for line in self.log.parked}
        left = (ItemState.PASSED, ItemState.SKIPPED, ItemState.WAITING)
        states = {item.id: item.state for item in reading.items}
        return tuple(
            item
            for item in self.agenda.items
            if states[item.id] in left and item.kind not in _NOT_PARKED and item.title not in parked
        )

    def owners(self) -> tuple[Owner, ...]:
        """Who a commitment may belong to."""
        people = (Owner(one.name, member=one.id) for one in self.attendees)
        return (*people, *(Owner(one.name, clinic=one.id) for one in self.clinics))

    # -- the clock goes on

    def look(self) -> Reading | None:
        """Read the clock, after recording what the computer did meanwhile."""
        self._catch_up()
        self._sign()
        return self.reading()

    def _catch_up(self) -> None:
        """Record what the clocks of a running meeting did since they were last looked at."""
        if self.is_running:
            self._record(self._last or self._last_known())

    def _last_known(self) -> Now | None:
        """How far this run of the program is known to have come with the meeting; before it has
        joined in, how far any has."""
        # A page out of sight does not follow what others press.
        self.events = self.bridge.ask(queries.presses, self.meeting)
        own = [event for event in self.events if event.run == self.bridge.run]
        if not self.events:
            return None
        press = (own or self.events)[-1]
        last = Now(press.utc, press.mono, press.run)
        seen = self.bridge.ask(queries.sign_of_life, self.meeting)
        if seen is None or (own and seen.run != last.run):
            return last
        return seen if _is_later(seen, last) else last

    def _record(self, last: Now | None) -> None:
        # Storing tells the pages, which look again: this look is then over.
        now = self._last = self.now()
        found = look(last, now, running=True) if last else ()
        if not found:
            return
        label = N_("Record that the computer slept")
        self.bridge.do(label, running.record, self.meeting, found, fact=True)
        for one in found:
            if one.kind is EventKind.GAP and one.seconds >= SHORTEST_GAP_TOLD:
                self.slept.emit(one.seconds)

    def _sign(self) -> None:
        now, store = self.now(), self.bridge.store
        if store is None or self.meeting is None or not self.is_running:
            return
        if self._signed is not None and now.mono - self._signed < SIGN_EVERY:
            return
        self._signed = now.mono
        if all(event.run != now.run for event in self.events):
            # A sign of a run that has not joined in tells nobody how far the meeting came.
            self._last = None
            return
        try:
            store.live(sign(self.meeting, now))
        except Refusal as refusal:
            note.warning("no sign of life could be written: %s", type(refusal).__name__)

    # -- presses

    def press(
        self,
        label: str,
        kind: EventKind,
        *,
        item: str | None = None,
        seconds: float = 0,
        allotted: Mapping[str, int] | None = None,
        target: int | None = None,
    ) -> int | None:
        """Store one press; None when it was refused, which has then been said."""
        self._catch_up()
        return self.bridge.do(
            label,
            running.press,
            self.meeting,
            kind,
            self.now(),
            item=item,
            seconds=seconds,
            allotted=allotted,
            target=target,
            fact=True,
        )

    def begin(self, ago: float = 0) -> int | None:
        """Start the meeting with its first item, which began `ago` seconds before now."""
        if self.agenda is None or not self.agenda.items:
            return None
        first, label = self.agenda.items[0].id, N_("Start the meeting")
        return self.bridge.do(
            label, running.begin, self.meeting, first, self.now(), ago=ago, fact=True
        )

    def move_end(self, minutes: int) -> None:
        """Let the meeting end so many minutes later."""
        if self.agenda is not None:
            end = self.agenda.meeting.end + timedelta(minutes=minutes)
            label = N_("Move the end of the meeting")
            self.bridge.do(label, planning.change_meeting, self.meeting, end=end)

    def last_deed(self) -> Deed | None:
        """What `undo` would take back, or none."""
        store = self.bridge.store
        if self.meeting is None or store is None:
            return None
        stands = {event.seq for event in standing(self.events)}
        return self.bridge.ask(
            last_deed, store.installation, self.bridge.cluster, self.meeting, stands
        )

    def undo(self) -> str | None:
        """Take back what was done last: a press by a press, all else by its Step.

        Answers its label; “” when it could not be done, which has then been said; None when there
        is nothing.
        """
        bridge = self.bridge
        bridge.leaving.emit()
        deed, store = self.last_deed(), bridge.store
        if deed is None or store is None:
            return None
        step = deed.step
        if not deed.presses:
            done: object = bridge.guarded(lambda: store.take_back(step))
            if done is not None:
                bridge.undone.emit(done)
        else:
            done = bridge.do(
                N_("Undo a press"),
                running.undo_presses,
                self.meeting,
                deed.presses,
                self.now(),
                fact=True,
            )
        return deed.label if done is not None else ""


_NOT_PARKED = ("follow_up", "goals", "check_in", "break", "summary", "evaluation", "ground_rules")


def _is_later(one: Now, other: Now) -> bool:
    if one.run == other.run:
        return one.mono > other.mono
    return one.utc > other.utc

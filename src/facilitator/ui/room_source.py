"""What the room screen is painted from, brought together from a meeting that is watched."""

from __future__ import annotations

from PySide6.QtCore import QObject

from facilitator.domain.agenda import AgendaItem
from facilitator.domain.content import Case
from facilitator.domain.meeting_clock import Reading
from facilitator.domain.room import is_shown
from facilitator.domain.topics import Ballot
from facilitator.store import queries
from facilitator.store.journal import StepInfo
from facilitator.ui.meeting_watch import MeetingWatch
from facilitator.ui.room_layout import Shown

_OF_CASES = frozenset({"use", "case"})
_OF_IDEAS = frozenset({"topic", "topic_vote", "meeting"})


class RoomSource(QObject):
    """Answers what is to be seen; what is private is asked for only where it is switched on."""

    def __init__(self, watch: MeetingWatch) -> None:
        super().__init__(watch)
        self._watch = watch
        self._known: tuple[str, tuple[Case, ...]] | None = None
        self._ballots: tuple[Ballot, ...] | None = None
        watch.bridge.changed.connect(self._on_changed)

    def shown(self, reading: Reading) -> Shown | None:
        """All there is to be seen now; none without a meeting."""
        watch = self._watch
        if watch.agenda is None:
            return None
        item, turn = watch.agenda.item(reading.running), watch.turn(reading)
        return Shown(
            watch.agenda,
            reading,
            watch.log,
            watch.cluster_name,
            quiet=watch.silence_left(reading),
            aloud=watch.aloud_left(reading),
            each=turn.share if turn else None,
            cases=self._cases(item) if _sees(item, "case") else (),
            ideas=self._ideas() if _sees(item, "topics") else (),
            present=self._present() if _sees(item, "attendance") else (),
            is_rehearsal=watch.bridge.is_rehearsal,
        )

    def _cases(self, item: AgendaItem | None) -> tuple[Case, ...]:
        if item is None:
            return ()
        if self._known is None or self._known[0] != item.id:
            asked = self._watch.bridge.guarded(lambda: self._ask(item.id))
            self._known = item.id, asked or ()
        return self._known[1]

    def _ask(self, item: str) -> tuple[Case, ...]:
        ask = self._watch.bridge.ask
        used = ask(queries.used_at_item, item)
        return tuple(ask(queries.case, one.thing) for one in used if one.sort == "case")

    def _ideas(self) -> tuple[Ballot, ...]:
        """The ideas that got votes, most first, and then the others."""
        if self._ballots is None:
            watch = self._watch
            found = watch.bridge.guarded(lambda: watch.bridge.ask(queries.ballots, watch.meeting))
            self._ballots = tuple(sorted(found or (), key=lambda one: -one.votes))
        return self._ballots

    def _present(self) -> tuple[str, ...]:
        members, guests = self._watch.attendees, self._watch.guests
        here = (one.name for one in members if one.state == "present" and one.left is None)
        return (*here, *(one.name for one in guests if one.left is None))

    def _on_changed(self, step: StepInfo) -> None:
        if step.tables & _OF_CASES:
            self._known = None
        if step.tables & _OF_IDEAS:
            self._ballots = None


def _sees(item: AgendaItem | None, part: str) -> bool:
    return item is not None and is_shown(item.room, part)

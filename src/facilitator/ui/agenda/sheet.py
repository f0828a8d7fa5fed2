"""What is shown of one agenda, read at one moment, and the meeting that is open with its edits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject

from facilitator.domain.agenda import Agenda, Revisit
from facilitator.domain.duration_memory import Memory, remember
from facilitator.domain.outcomes import Commitment
from facilitator.domain.people import Attendee
from facilitator.store import queries
from facilitator.store.rows import Session
from facilitator.ui.bridge import Bridge
from facilitator.ui.content.sorts import TABLES as CONTENT

if TYPE_CHECKING:
    from facilitator.store.journal import StepInfo

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that the page shows, read at one moment."""

    agenda: Agenda
    names: tuple[str, ...]
    commitments: tuple[Commitment, ...]
    clinics: Mapping[str, str]
    revisits: tuple[Revisit, ...]
    cases: frozenset[str]
    attendees: tuple[Attendee, ...]
    before: str | None
    memory: Mapping[str, Memory]
    prepared: frozenset[str]

    @property
    def due(self) -> tuple[Revisit, ...]:
        """Topics, cases and parked lines that can be put on the agenda and are not there yet."""
        if self.agenda.meeting.is_read_only:
            return ()
        there = {item.topic for item in self.agenda.items} | self.cases
        titles = {item.title for item in self.agenda.items}
        return tuple(
            one
            for one in self.revisits
            if (one.title not in titles if one.sort == "parked" else one.id not in there)
        )


def read_sheet(
    session: Session, meeting: str, today: date, remembered: dict[str, Mapping[str, Memory]]
) -> Sheet:
    """Ask everything about one meeting. Raises NotFound.

    remembered: of each cluster, how long things take; it is asked for only when it is not there.
    """
    agenda = queries.agenda(session, meeting)
    home = agenda.meeting.cluster
    if home not in remembered:
        remembered[home] = remember(queries.durations_of(session, home))
    people = queries.members(session, home, today)
    names = [one.name for one in queries.clinics(session, home)]
    names += [one.name for one in people if one.is_active(today)]
    return Sheet(
        agenda,
        tuple(dict.fromkeys(names)),
        queries.commitments_to_follow_up(session, meeting),
        {one.id: one.clinic_name for one in people},
        (
            *queries.parked_before(session, meeting),
            *queries.due_revisits(session, meeting),
            *queries.cases_to_hear_of(session, meeting),
        ),
        frozenset(one.thing for one in queries.used_at_meeting(session, meeting)),
        queries.attendance(session, meeting),
        queries.last_held(session, home, agenda.meeting.start),
        remembered[home],
        frozenset(one.item for one in queries.preparations(session, meeting) if one.item),
    )


class OpenAgenda(QObject):
    """The meeting that is open, what was read of it last, and the one way to change its items."""

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.meeting: str | None = None
        self.sheet: Sheet | None = None
        self._remembered: dict[str, Mapping[str, Memory]] = {}
        self._only_items = False
        bridge.changed.connect(self._forget)

    @property
    def agenda(self) -> Agenda | None:
        """What was read last; none while nothing is."""
        return self.sheet.agenda if self.sheet else None

    @property
    def can_change(self) -> bool:
        """Whether there is an agenda that is not read-only."""
        return self.sheet is not None and not self.sheet.agenda.meeting.is_read_only

    def open(self, meeting: str) -> bool:
        """Turn to a meeting, which is then to be read; False when it is open already."""
        if meeting == self.meeting:
            return False
        self.meeting, self.sheet = meeting, None
        return True

    # -- reading

    @property
    def is_content_news(self) -> bool:
        """Whether what just changed hangs on an item, and the agenda is as it was read."""
        news = self.bridge.news
        return self.sheet is not None and news is not None and news.tables <= CONTENT - {"topic"}

    def read(self) -> Sheet:
        """Read the meeting that is open; after an edit of its items no more than those items."""
        ask, news = self.bridge.ask, self.bridge.news
        if news is not None:
            self._forget(news)
        touched = self._touched()
        if self.sheet is not None and touched is not None:
            agenda = ask(queries.agenda_again, self.sheet.agenda, touched)
            self.sheet = replace(self.sheet, agenda=agenda)
        else:
            today = self.bridge.today()
            self.sheet = ask(read_sheet, self.meeting, today, self._remembered)
        return self.sheet

    @property
    def is_own_news(self) -> bool:
        """Whether what just changed is items of this agenda alone, changed by `do`."""
        return self._touched() is not None

    def _touched(self) -> frozenset[str] | None:
        news = self.bridge.news
        if not self._only_items or news is None or news.tables - {"item_step"} != {"item"}:
            return None
        return frozenset(row.key for row in news.rows if row.table == "item")

    def _forget(self, step: StepInfo) -> None:
        """Forget how long things take when a meeting that was held is no longer the same."""
        is_past = self.sheet is not None and self.sheet.agenda.meeting.is_over
        if step.tables & {"press", "meeting"} or (is_past and "item" in step.tables):
            self._remembered.clear()

    # -- changing

    def do(self, label: str, verb: Callable[..., T], *args: object, **kw: Any) -> T | None:
        """As `Bridge.do`, for an edit of items and nothing else: nothing else is read again."""
        self._only_items = True
        try:
            return self.bridge.do(label, verb, *args, **kw)
        finally:
            self._only_items = False

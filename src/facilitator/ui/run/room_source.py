"""What the room screen is painted from, brought together from a meeting that is watched."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from facilitator.domain.agenda import AgendaItem
from facilitator.domain.disclosure import LEAST, Audience
from facilitator.domain.meeting_clock import Reading
from facilitator.domain.room import history_chart, is_shown, may_have
from facilitator.store import queries
from facilitator.store.journal import StepInfo
from facilitator.ui.room.layout import Shown
from facilitator.ui.run.watch import MeetingWatch

if TYPE_CHECKING:
    from facilitator.charts.chart import ChartData, View
    from facilitator.domain.content import Case
    from facilitator.domain.topics import Ballot

_OF_CASES = frozenset({"use", "case"})
_OF_IDEAS = frozenset({"topic", "topic_vote", "meeting"})
_OF_FIGURES = frozenset({"use", "indicator", "indicator_value", "clinic", "setting"})
_OF_HISTORY = frozenset(
    {"meeting", "item", "press", "attendance", "commitment", "follow_up", "improvement", "goal"}
    | {"pulse", "member", "clinic", "mark", "survey", "survey_count", "setting"}
)


class RoomSource(QObject):
    """Answers what is to be seen; what is private is asked for only where it is switched on."""

    def __init__(self, watch: MeetingWatch) -> None:
        super().__init__(watch)
        self._watch = watch
        self._known: tuple[str, tuple[Case, ...]] | None = None
        self._ballots: tuple[Ballot, ...] | None = None
        self._history: dict[str, ChartData | None] = {}
        self._drawn: tuple[str, ChartData | None] | None = None
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
            figure=self._figure(item),
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

    def _figure(self, item: AgendaItem | None) -> ChartData | None:
        """The chart the room is to see while an item runs, if any."""
        if item is None:
            return None
        if _sees(item, "history"):
            return self._of_history(history_chart(item.room))
        is_seen = may_have(item.kind, "figure") and _sees(item, "figure")
        return self._of_item(item) if is_seen else None

    def _of_item(self, item: AgendaItem) -> ChartData | None:
        """The indicator the item uses, its clinics by codes; asked once while the item runs."""
        if self._drawn is None or self._drawn[0] != item.id:
            self._drawn = item.id, self._watch.bridge.guarded(lambda: self._draw_item(item.id))
        return self._drawn[1]

    def _draw_item(self, item: str) -> ChartData | None:
        bridge = self._watch.bridge
        report = bridge.ask(queries.report_at_item, item)
        if report is None:
            return None
        from facilitator.charts.clinics import draw_clinics

        return draw_clinics([report], bridge.lang, self._view())

    def _view(self) -> View:
        """How the cluster has set that its figures are shown at a meeting."""
        from facilitator.charts.chart import View

        bridge, agenda = self._watch.bridge, self._watch.agenda
        assert agenda is not None
        kept = bridge.ask(queries.settings, agenda.meeting.cluster, bridge.today())
        least = int(kept.get("least_shown", LEAST))
        return View(Audience.MEETING, least, cautious=bool(kept.get("cautious")))

    def _of_history(self, name: str) -> ChartData | None:
        """A chart of the history, as a meeting may see it; the first where none was chosen."""
        if name not in self._history:
            self._history[name] = self._watch.bridge.guarded(lambda: self._draw_history(name))
        return self._history[name]

    def _draw_history(self, name: str) -> ChartData:
        from facilitator.charts import CHARTS

        bridge, agenda = self._watch.bridge, self._watch.agenda
        assert agenda is not None
        named = (one for one in CHARTS if one.name == name and not one.private)
        row, cluster = next(named, CHARTS[0]), agenda.meeting.cluster
        view = replace(self._view(), cuts=bridge.ask(queries.marks, cluster))
        return row.draw(bridge.ask(getattr(queries, row.needs), cluster), bridge.lang, view)

    def _on_changed(self, step: StepInfo) -> None:
        if step.tables & _OF_CASES:
            self._known = None
        if step.tables & _OF_IDEAS:
            self._ballots = None
        if step.tables & _OF_FIGURES:
            self._drawn = None
        if step.tables & _OF_HISTORY:
            self._history.clear()


def _sees(item: AgendaItem | None, part: str) -> bool:
    return item is not None and is_shown(item.room, part)

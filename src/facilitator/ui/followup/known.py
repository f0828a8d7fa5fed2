"""What the follow-up page knows of a cluster, asked of the store once after each change."""

from __future__ import annotations

from datetime import date

from facilitator.domain import board
from facilitator.domain.agenda import MeetingRow
from facilitator.domain.followup import Opening
from facilitator.domain.improvements import Improvement
from facilitator.domain.outcomes import Commitment
from facilitator.domain.overview import HELD
from facilitator.domain.people import Clinic, Member
from facilitator.store import queries
from facilitator.ui.bridge import Bridge


class Known:
    """The commitments of a cluster and whom they concern; the rest is asked when wanted."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge
        self.commitments: tuple[Commitment, ...] = ()
        self.clinics: tuple[Clinic, ...] = ()
        self.opening: Opening | None = None
        self.running: str | None = None
        # Asked for after the cards are on the screen, or when somebody wants them.
        self._members: tuple[Member, ...] | None = None
        self._improvements: tuple[Improvement, ...] | None = None
        self._meetings: tuple[MeetingRow, ...] | None = None

    def ask(self, cluster: str) -> None:
        """Ask the store again."""
        ask, today = self._bridge.ask, self._bridge.today()
        self.commitments = board.in_order(ask(queries.commitments, cluster), today)
        self._members = self._improvements = self._meetings = None
        self.clinics = ask(queries.clinics, cluster)
        self.opening = ask(queries.opening, cluster)
        running = ask(queries.running_meeting)
        self.running = running[0] if running and running[1] == cluster else None

    @property
    def members(self) -> tuple[Member, ...]:
        """The members of the cluster, those who have left too."""
        cluster = self._bridge.cluster
        if self._members is None:
            today = self._bridge.today()
            found = self._bridge.ask(queries.members, cluster, today) if cluster is not None else ()
            self._members = found
        return self._members

    @property
    def improvements(self) -> tuple[Improvement, ...]:
        """The improvements of the cluster, the newest first."""
        cluster = self._bridge.cluster
        if self._improvements is None:
            found = self._bridge.ask(queries.improvements, cluster) if cluster is not None else ()
            self._improvements = found
        return self._improvements

    @property
    def meetings(self) -> tuple[MeetingRow, ...]:
        """The meetings an improvement may have come from, the latest first."""
        cluster = self._bridge.cluster
        if self._meetings is None:
            found = self._bridge.ask(queries.meetings, cluster) if cluster is not None else ()
            begun = (*HELD, "running")
            self._meetings = tuple(one for one in found if one.status in begun)
        return self._meetings

    @property
    def topics(self) -> tuple[tuple[str, str], ...]:
        """The topics of the cluster: ids and titles."""
        cluster = self._bridge.cluster
        found = self._bridge.ask(queries.topics, cluster) if cluster is not None else ()
        return tuple((topic.id, topic.title) for topic in found)

    def commitment(self, key: str | None) -> Commitment | None:
        """The commitment with this key, if there is one."""
        return next((one for one in self.commitments if one.id == key), None)

    def named(self, table: str, key: str) -> list[Commitment]:
        """The commitment with this key, or those of the insight or the small test with it."""
        return [
            one
            for one in self.commitments
            if key in {"commitment": (one.id,), "insight": (one.insight,)}.get(table, ())
            or (table == "cycle" and any(cycle.id == key for cycle in one.cycles))
        ]

    def improvement_of(self, commitment: str) -> Improvement | None:
        """What a commitment came to, if it did."""
        return next((one for one in self.improvements if one.commitment == commitment), None)

    @property
    def me(self) -> Member | None:
        """The member who sits here, as the settings say."""
        me = self._bridge.settings.get("i_am", self._bridge.cluster)
        return next((one for one in self.members if one.id == me), None) if me else None

    @property
    def active(self) -> tuple[Member, ...]:
        """The members who belong to the cluster today."""
        today = self._bridge.today()
        return tuple(one for one in self.members if one.is_active(today))

    @property
    def next_meeting(self) -> date | None:
        """The day of the coming meeting."""
        if self.opening is None:
            return None
        return self.opening.start.astimezone(self._bridge.lang.zone).date()

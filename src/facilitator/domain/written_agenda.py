"""An agenda as it is handed out: everything its documents say, as plain values."""

from __future__ import annotations

from dataclasses import dataclass

from facilitator.domain.agenda import Agenda, Meeting
from facilitator.domain.content import Attachment, Usage
from facilitator.domain.outcomes import Commitment
from facilitator.domain.preparation import Preparation


@dataclass(frozen=True, slots=True)
class Recipient:
    """A member of the cluster that day; `email` as it was typed, perhaps empty."""

    id: str
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class WrittenAgenda:
    """What is written out before one meeting; its instants are shown in `zone`.

    `open`: the commitments the first item lists. `revision` grows with every change, so that a
    calendar knows which of two entries is the later.
    """

    cluster: str
    zone: str
    agenda: Agenda
    open: tuple[Commitment, ...]
    recipients: tuple[Recipient, ...]
    revision: int
    used: tuple[Usage, ...] = ()
    attached: tuple[Attachment, ...] = ()
    preparations: tuple[Preparation, ...] = ()

    @property
    def meeting(self) -> Meeting:
        return self.agenda.meeting

    @property
    def chair(self) -> Recipient | None:
        """The member who facilitates the meeting, or none."""
        wanted = self.meeting.facilitator
        return next((one for one in self.recipients if one.id == wanted), None)

"""What members answer between two meetings, stored as words of theirs."""

from __future__ import annotations

from facilitator.domain.between import Answer, Met
from facilitator.edits import followup
from facilitator.store import rows
from facilitator.store.rows import Session
from facilitator.store.tables import Commitment, FollowUp


def store_answers(session: Session, *replies: Met) -> str:
    """Store the answers that are new, and those that are to count all the same.

    Where several answer about the same commitment, the last says how it stands. Returns the id of
    the member whose reply came last. Raises Overtaken when somebody wrote meanwhile.
    """
    member = ""
    stored: set[str] = set()
    for met in replies:
        for line in met.to_store:
            assert line.commitment is not None
            key = line.commitment.id
            _store(session, line.answer, met, None if key in stored else line.commitment.version)
            stored.add(key)
        member = met.member
    return member


def _store(session: Session, answer: Answer, met: Met, seen: int | None) -> None:
    row = rows.get(session, Commitment, answer.commitment)
    status = answer.status or (None if row.whole_cluster else row.status)
    words = {
        "experience": answer.experience,
        "obstacle": answer.obstacle,
        "next_step": answer.next_step,
    }
    if status is None:
        # Of the whole cluster somebody tells alone, without saying how far they have come.
        session.add(FollowUp(commitment_id=row.id, at=met.at, said_by_id=met.member, **words))
        return
    followup.set_status(session, row.id, status, met.at, said_by=met.member, seen=seen, **words)

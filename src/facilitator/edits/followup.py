"""What a user says of a commitment afterwards: how far it has come, and what was learnt."""

from __future__ import annotations

from datetime import datetime

from facilitator.domain.followup import SITTING
from facilitator.store import rows
from facilitator.store.rows import Session
from facilitator.store.tables import Commitment, FollowUp


def set_status(
    session: Session,
    commitment: str,
    status: str,
    at: datetime,
    *,
    meeting: str | None = None,
    said_by: str | None = None,
    experience: str = "",
) -> str:
    """Say where a commitment stands. Each word is a dated row. Returns the row's id.

    At one meeting the last word counts: it is written over the one said there before.
    """
    row = rows.get(session, Commitment, commitment)
    row.status = status
    said = rows.of(session, FollowUp, commitment_id=commitment, meeting_id=meeting)
    if meeting is not None and said:
        word = said[-1]
        word.status, word.at = status, at
        word.said_by_id = said_by or word.said_by_id
        word.experience = experience.strip() or word.experience
    else:
        word = FollowUp(
            commitment_id=commitment,
            meeting_id=meeting,
            at=at,
            status=status,
            said_by_id=said_by,
            experience=experience.strip(),
        )
        session.add(word)
    session.flush()
    return word.id


def write_experience(
    session: Session, commitment: str, text: str, at: datetime, *, meeting: str | None = None
) -> str:
    """Write an experience in a line; the status stays as it is. Returns the row's id.

    It goes with the latest word when that was said at this meeting, or outside meetings in this
    sitting; else it is a word of its own.
    """
    row = rows.get(session, Commitment, commitment)
    said = rows.of(session, FollowUp, commitment_id=commitment)
    word = max(said, key=lambda one: (one.at, one.id), default=None)
    if word is not None and word.meeting_id == meeting and _is_now(word, at, meeting):
        word.experience = text
        return word.id
    word = FollowUp(
        commitment_id=commitment, meeting_id=meeting, at=at, status=row.status, experience=text
    )
    session.add(word)
    session.flush()
    return word.id


def _is_now(word: FollowUp, at: datetime, meeting: str | None) -> bool:
    return meeting is not None or at - word.at < SITTING

"""What a user says of a commitment afterwards: how far it has come, and what was learnt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from facilitator.domain.followup import SITTING, introducers
from facilitator.domain.refusal import Refusal
from facilitator.language import N_
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

    At one meeting the last word counts: it is written over the one said there before. Of a
    commitment of the whole cluster a member speaks for themselves alone: it stands as it did.
    """
    row = rows.get(session, Commitment, commitment)
    alone = said_by if row.whole_cluster else None
    if alone is None:
        row.status = status
    said = [word for word in _said(session, row, alone) if word.meeting_id == meeting]
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


def say_introduced(
    session: Session,
    commitment: str,
    members: Iterable[str],
    at: datetime,
    *,
    introduced: bool,
    meeting: str | None = None,
) -> None:
    """Say which members have, or have not, introduced a commitment of the whole cluster.

    What was said in this sitting is taken back; what was said before it stays, and a word of
    today says otherwise. Raises Refusal for a commitment that has an owner.
    """
    row = rows.get(session, Commitment, commitment)
    if not row.whole_cluster:
        raise Refusal(
            N_("Somebody tries this by themselves, so it is not asked who has introduced it."),
            N_("Nothing was changed."),
            N_("Say how far it has come instead."),
        )
    for member in members:
        said = _said(session, row, member)
        if _is_introduced(said) != introduced and said and _is_now(said[-1], at, meeting):
            rows.remove(session, said.pop())
            session.flush()
        if _is_introduced(said) != introduced:
            word = "introduced" if introduced else "not_introduced"
            set_status(session, commitment, word, at, meeting=meeting, said_by=member)


def write_experience(
    session: Session, commitment: str, text: str, at: datetime, *, meeting: str | None = None
) -> str:
    """Write an experience in a line; the status stays as it is. Returns the row's id.

    It goes with the latest word when that was said at this meeting, or outside meetings in this
    sitting; else it is a word of its own.
    """
    row = rows.get(session, Commitment, commitment)
    said = _said(session, row, None)
    if said and _is_now(said[-1], at, meeting):
        said[-1].experience = text
        return said[-1].id
    word = FollowUp(
        commitment_id=commitment, meeting_id=meeting, at=at, status=row.status, experience=text
    )
    session.add(word)
    session.flush()
    return word.id


def _said(session: Session, row: Commitment, alone: str | None) -> list[FollowUp]:
    """What was said of a commitment, oldest first; of the whole cluster's by one member alone,
    or for all of it."""
    said = rows.of(session, FollowUp, commitment_id=row.id)
    if row.whole_cluster:
        said = [word for word in said if word.said_by_id == alone]
    return sorted(said, key=lambda word: (word.at, word.id))


def _is_introduced(said: Sequence[FollowUp]) -> bool:
    return bool(introducers((word.said_by_id, word.status) for word in said))


def _is_now(word: FollowUp, at: datetime, meeting: str | None) -> bool:
    """Whether a word was said at this meeting, or outside meetings in this sitting."""
    return word.meeting_id == meeting and (meeting is not None or at - word.at < SITTING)

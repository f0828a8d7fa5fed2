"""What a user says of a commitment afterwards: how far it has come, and what was learnt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import chain
from types import MappingProxyType

from facilitator.clock import new_id
from facilitator.domain.followup import SITTING, introducers, is_snoozed
from facilitator.domain.refusal import Refusal
from facilitator.edits.line_order import next_place
from facilitator.edits.outcomes import look_again
from facilitator.language import N_
from facilitator.store import queries, rows
from facilitator.store.rows import Session
from facilitator.store.tables import Commitment, Cycle, FollowUp, Improvement, Insight

NOTHING_SEEN: Mapping[str, int] = MappingProxyType({})
"""Of no commitment it is asked whether it is as somebody saw it."""

_UNCHANGED = N_("Nothing was changed.")
_OF_IT = "situation", "sign", "category", "confidence", "insight_id"
_ORIGIN = "agreed", "meeting_id", "item_id", "position"


def set_status(
    session: Session,
    commitment: str,
    status: str,
    at: datetime,
    *,
    meeting: str | None = None,
    said_by: str | None = None,
    experience: str = "",
    obstacle: str = "",
    next_step: str = "",
    seen: int | None = None,
) -> str:
    """Say where a commitment stands. Each word is a dated row. Returns the row's id.

    At one meeting the last word counts: it is written over the one said there before. Of a
    commitment of the whole cluster a member speaks for themselves alone: it stands as it did.
    Raises Overtaken when `seen`, the version that was looked at, is no longer its version.
    """
    row = look_again(session, commitment, seen)
    alone = said_by if row.whole_cluster else None
    if alone is None:
        row.status = status
    said = [word for word in _said(session, row, alone) if word.meeting_id == meeting]
    if meeting is not None and said:
        word = said[-1]
        word.status, word.at = status, at
        word.said_by_id = said_by or word.said_by_id
    else:
        word = FollowUp(
            id=new_id(),
            commitment_id=commitment,
            meeting_id=meeting,
            at=at,
            status=status,
            said_by_id=said_by,
        )
        session.add(word)
    word.experience = experience.strip() or word.experience or ""
    word.obstacle = obstacle.strip() or word.obstacle or ""
    word.next_step = next_step.strip() or word.next_step or ""
    session.flush()
    return word.id


def set_statuses(
    session: Session,
    said: Iterable[tuple[str, str, str | None, int | None]],
    at: datetime,
    *,
    meeting: str | None = None,
) -> None:
    """Say where several commitments stand, as `set_status`: each with its status, who said it, and
    the version that was looked at."""
    for commitment, status, by, seen in said:
        set_status(session, commitment, status, at, meeting=meeting, said_by=by, seen=seen)


def name_speaker(
    session: Session,
    commitment: str,
    said_by: str | None,
    at: datetime,
    *,
    meeting: str | None = None,
) -> None:
    """Put right who said the latest word of this meeting, or of this sitting outside meetings.

    Without such a word, and of what the whole cluster tries, nothing is changed.
    """
    row = rows.hold(session, Commitment, commitment)
    said = [] if row.whole_cluster else _said(session, row, None)
    if said and _is_now(said[-1], at, meeting):
        said[-1].said_by_id = said_by
        session.flush()


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
    row = rows.hold(session, Commitment, commitment)
    if not row.whole_cluster:
        raise Refusal(
            N_("Somebody tries this by themselves, so it is not asked who has introduced it."),
            _UNCHANGED,
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
    session: Session,
    commitment: str,
    text: str,
    at: datetime,
    *,
    meeting: str | None = None,
    said_by: str | None = None,
    seen: int | None = None,
) -> str:
    """Write an experience in a line; the status stays as it is. Returns the row's id.

    It goes with the latest word when that was said at this meeting, or outside meetings in this
    sitting; else it is a word of its own, by `said_by`. Raises Overtaken as `set_status`.
    """
    return write_word(
        session, commitment, at, meeting=meeting, said_by=said_by, seen=seen, experience=text
    )


def write_word(
    session: Session,
    commitment: str,
    at: datetime,
    *,
    meeting: str | None = None,
    said_by: str | None = None,
    seen: int | None = None,
    **texts: str,
) -> str:
    """Write experience, obstacle or next_step, as `write_experience`. Returns the row's id."""
    row = look_again(session, commitment, seen)
    said = _said(session, row, None)
    if said and _is_now(said[-1], at, meeting):
        rows.change(said[-1], **texts)
        return said[-1].id
    word = FollowUp(
        commitment_id=commitment,
        meeting_id=meeting,
        at=at,
        status=row.status,
        said_by_id=None if row.whole_cluster else said_by,
    )
    rows.change(word, **texts)
    session.add(word)
    session.flush()
    return word.id


# -- set aside


def snooze(
    session: Session,
    commitment: str,
    until: date | None,
    at: datetime,
    *,
    meeting: str | None = None,
    said_by: str | None = None,
    seen: int | None = None,
) -> None:
    """Set a commitment aside until a day, from which it is asked about again; none: from now on.

    It is a dated word like any other; one of this sitting is taken back. Raises Refusal for a
    day that is not to come, and Overtaken as `set_status`.
    """
    row = look_again(session, commitment, seen)
    today = at.astimezone(queries.zone_of(session, row.cluster_id)).date()
    if until is not None and not is_snoozed(until, today):
        raise Refusal(N_("This day has passed."), _UNCHANGED, N_("Choose a day that is to come."))
    said = [word for word in _words(session, row) if word.until is not None]
    if said and _is_now(said[-1], at, meeting):
        rows.remove(session, said.pop())
    if until is not None or is_snoozed(said[-1].until if said else None, today):
        session.add(
            FollowUp(
                commitment_id=commitment,
                meeting_id=meeting,
                at=at,
                said_by_id=said_by,
                until=until or today,
            )
        )
    row.snoozed = until
    session.flush()


# -- more than one


def merge(
    session: Session,
    kept: str,
    others: Iterable[str],
    *,
    seen: Mapping[str, int] = NOTHING_SEEN,
) -> None:
    """Make one of commitments that are the same: what was said of the others goes to the kept one.

    It stands as the last word says, is as old as the oldest, and takes over what it left empty.
    An action in other words is kept as an experience. Raises Refusal for different owners, and
    where more than one has an improvement written down; and Overtaken when one of them has another
    version than the one that was `seen` of it.
    """
    held = _hold_all(session, {kept, *others}, seen)
    row = held.pop(kept)
    for other in sorted(held.values(), key=lambda one: (one.agreed, one.id)):
        _take_over(session, row, other)
    said = _words(session, row)
    statuses = [one.status for one in said if one.status and not _is_alone(row, one)]
    row.status = statuses[-1] if statuses else row.status
    aside = [one.until for one in said if one.until is not None]
    row.snoozed = aside[-1] if aside else row.snoozed
    session.flush()


def _hold_all(
    session: Session, keys: Iterable[str], seen: Mapping[str, int]
) -> dict[str, Commitment]:
    """The rows, held in one order, so that two who do this do not wait for each other."""
    return {key: look_again(session, key, seen.get(key)) for key in sorted(keys)}


def _take_over(session: Session, row: Commitment, other: Commitment) -> None:
    if _owner(row) != _owner(other):
        raise Refusal(
            N_("They are tried by different people, each with a status of their own."),
            _UNCHANGED,
            N_("Gather them on one card instead."),
        )
    _take_improvement(session, row, other)
    for word in rows.of(session, FollowUp, commitment_id=other.id):
        word.commitment_id = row.id
    for cycle in rows.of(session, Cycle, commitment_id=other.id):
        cycle.position = rows.next_position(session, Cycle, commitment_id=row.id)
        cycle.commitment_id = row.id
        session.flush()
    _take_words(session, row, other)
    session.flush()
    rows.remove(session, other)
    session.flush()


def _take_words(session: Session, row: Commitment, other: Commitment) -> None:
    if _sentence(other) != _sentence(row):
        word = FollowUp(
            commitment_id=row.id,
            meeting_id=other.meeting_id,
            at=other.agreed,
            experience=" – ".join(filter(None, (other.situation, other.action, other.sign))),
        )
        session.add(word)
    for name in _OF_IT:
        if not getattr(row, name):
            setattr(row, name, getattr(other, name))
    if row.due is None and not row.due_next_meeting:
        row.due, row.due_next_meeting = other.due, other.due_next_meeting
    if other.agreed < row.agreed:
        for name in _ORIGIN:
            setattr(row, name, getattr(other, name))


def _take_improvement(session: Session, row: Commitment, other: Commitment) -> None:
    written = rows.of(session, Improvement, commitment_id=other.id)
    if written and rows.of(session, Improvement, commitment_id=row.id):
        raise Refusal(
            N_("An improvement is written down for more than one of them."),
            _UNCHANGED,
            N_("Keep one of the improvements, and remove the others first."),
        )
    for one in written:
        one.commitment_id = row.id
    session.flush()


def _owner(row: Commitment) -> tuple[str | None, str | None, bool]:
    return row.member_id, row.clinic_id, row.whole_cluster


def _sentence(row: Commitment) -> tuple[str, ...]:
    said = row.situation, row.action, row.sign
    return tuple(" ".join(text.split()).casefold() for text in said)


def hang_together(
    session: Session,
    commitments: Iterable[str],
    insight: str | None = None,
    *,
    seen: Mapping[str, int] = NOTHING_SEEN,
) -> str:
    """Let commitments of several owners hang on one insight. Returns its id.

    Without one given it is the first that any of them hangs on; where there is none, one is made
    from the first commitment's text, at the meeting where it was agreed. Raises Refusal where
    there is no such meeting, and Overtaken as `merge`.
    """
    keys = list(dict.fromkeys(commitments))
    held = _hold_all(session, keys, seen)
    chosen = [held[key] for key in keys]
    known = chain([insight], (one.insight_id for one in chosen))
    key = next((one for one in known if one), None) or _make_insight(session, chosen)
    for one in chosen:
        one.insight_id = key
    session.flush()
    return key


def _make_insight(session: Session, chosen: Sequence[Commitment]) -> str:
    agreed = next((one for one in chosen if one.meeting_id), None)
    if agreed is None or agreed.meeting_id is None:
        raise Refusal(
            N_("None of them was agreed at a meeting, so there is no insight to hang them on."),
            _UNCHANGED,
            N_("Choose an insight."),
        )
    row = Insight(
        id=new_id(),
        meeting_id=agreed.meeting_id,
        item_id=agreed.item_id,
        position=next_place(session, agreed.meeting_id),
        at=agreed.agreed,
        text=chosen[0].action,
        category=chosen[0].category,
    )
    session.add(row)
    session.flush()
    return row.id


# -- small tests


def add_cycle(session: Session, commitment: str, begun: datetime, **texts: str) -> str:
    """Begin a small test of a commitment. Returns its id.

    `texts`: plan, did, learnt and next_step, as far as they are known.
    """
    rows.hold(session, Commitment, commitment)
    row = Cycle(
        id=new_id(),
        commitment_id=commitment,
        position=rows.next_position(session, Cycle, commitment_id=commitment),
        begun=begun,
    )
    rows.change(row, **texts)
    session.add(row)
    session.flush()
    return row.id


def change_cycle(session: Session, cycle: str, **texts: str) -> None:
    """Write what was planned, done or learnt, or what comes next; as in `add_cycle`."""
    rows.change(rows.get(session, Cycle, cycle), **texts)


def remove_cycle(session: Session, cycle: str) -> None:
    """Remove a small test."""
    rows.remove(session, rows.get(session, Cycle, cycle))


# -- what was said


def _words(session: Session, row: Commitment) -> list[FollowUp]:
    """Everything that was said of a commitment, oldest first."""
    said = rows.of(session, FollowUp, commitment_id=row.id)
    return sorted(said, key=lambda word: (word.at, word.id))


def _said(session: Session, row: Commitment, alone: str | None) -> list[FollowUp]:
    """What was said of how a commitment stands, oldest first; of the whole cluster's by one member
    alone, or for all of it."""
    said = [word for word in _words(session, row) if word.until is None]
    if row.whole_cluster:
        said = [word for word in said if word.said_by_id == alone]
    return said


def _is_alone(row: Commitment, word: FollowUp) -> bool:
    """Whether a member spoke for themselves alone of what the whole cluster tries."""
    return row.whole_cluster and word.said_by_id is not None


def _is_introduced(said: Sequence[FollowUp]) -> bool:
    return bool(introducers((word.said_by_id, word.status) for word in said))


def _is_now(word: FollowUp, at: datetime, meeting: str | None) -> bool:
    """Whether a word was said at this meeting, or outside meetings in this sitting."""
    return word.meeting_id == meeting and (meeting is not None or at - word.at < SITTING)

"""What a user writes down: insights, what is taken home, and who tries what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from facilitator.clock import new_id
from facilitator.domain.capture import Owner
from facilitator.domain.outcomes import Overtaken
from facilitator.domain.refusal import Refusal
from facilitator.edits.closed import open_meeting
from facilitator.edits.line_order import next_place
from facilitator.language import N_
from facilitator.store import queries, rows
from facilitator.store.rows import Session
from facilitator.store.tables import Commitment, FollowUp, Insight

OFFICIAL_AT_MOST = 3


def add_insight(
    session: Session,
    meeting: str,
    text: str,
    at: datetime,
    *,
    item: str | None = None,
    kind: str = "insight",
    topic: str | None = None,
    key: str | None = None,
) -> str:
    """Write an insight into the log. Returns its id: `key` if given, as when it was vouched for."""
    refuse_empty(text)
    open_meeting(session, meeting)
    row = Insight(
        id=key or new_id(),
        meeting_id=meeting,
        item_id=item,
        topic_id=topic,
        position=next_place(session, meeting),
        at=at,
        text=text.strip(),
        kind=kind,
    )
    session.add(row)
    session.flush()
    return row.id


def change_insight(session: Session, insight: str, **values: Any) -> None:
    """Change fields of an insight by their column names."""
    rows.change(_open_insight(session, insight), **values)


def sort_insight(session: Session, insight: str, kind: str) -> None:
    """Say what an insight is, by its id in TAKEAWAYS."""
    change_insight(session, insight, kind=kind)


def remove_insight(session: Session, insight: str) -> None:
    """Remove an insight; commitments that hung on it stay."""
    row = _open_insight(session, insight)
    place, meeting = row.official, row.meeting_id
    rows.remove(session, row)
    if place is not None:
        session.flush()
        _close_ranks(session, meeting)


def choose_insight(session: Session, insight: str, *, instead_of: str | None = None) -> None:
    """Make an insight one of the two or three that are taken home.

    A fourth must take the place of one: without `instead_of` it is refused.
    """
    row = _open_insight(session, insight)
    if row.official is not None:
        return
    chosen = _chosen(session, row.meeting_id)
    if instead_of is not None:
        other = rows.get(session, Insight, instead_of)
        row.official, other.official = other.official, None
    elif len(chosen) >= OFFICIAL_AT_MOST:
        raise Refusal(
            N_("Three insights are taken home already."),
            N_("Nothing was changed."),
            N_("Choose which of them this one is to replace."),
        )
    else:
        row.official = len(chosen) + 1


def unchoose_insight(session: Session, insight: str) -> None:
    """Take an insight out of those that are taken home; it stays in the log."""
    row = _open_insight(session, insight)
    row.official = None
    session.flush()
    _close_ranks(session, row.meeting_id)


def add_commitment(
    session: Session,
    cluster: str,
    action: str,
    at: datetime,
    *,
    meeting: str | None = None,
    insight: str | None = None,
    item: str | None = None,
    member: str | None = None,
    clinic: str | None = None,
    whole_cluster: bool = False,
    situation: str = "",
    sign: str = "",
    due: date | None = None,
    due_next_meeting: bool = False,
    key: str | None = None,
) -> str:
    """Write down who tries what. Returns its id, `key` if given. The owner may be said later."""
    refuse_empty(action)
    row = Commitment(
        id=key or new_id(),
        cluster_id=cluster,
        meeting_id=meeting,
        insight_id=insight,
        item_id=item,
        member_id=member,
        clinic_id=clinic,
        whole_cluster=whole_cluster,
        position=_place(session, cluster, meeting),
        agreed=at,
        situation=situation.strip(),
        action=action.strip(),
        sign=sign.strip(),
        due=due,
        due_next_meeting=due_next_meeting,
    )
    session.add(row)
    session.flush()
    return row.id


def add_commitments(
    session: Session,
    cluster: str,
    owners: Sequence[Owner],
    action: str,
    at: datetime,
    **about: Any,
) -> list[str]:
    """Write the same commitment down for each of these, or once for nobody yet. Returns their
    ids; `about` as in `add_commitment`."""
    return [
        add_commitment(
            session,
            cluster,
            action,
            at,
            member=one.member,
            clinic=one.clinic,
            whole_cluster=one.whole_cluster,
            **about,
        )
        for one in owners or (Owner(""),)
    ]


def change_actions(session: Session, commitments: tuple[str, ...], text: str) -> None:
    """Change what is tried in commitments that say the same; an empty text changes nothing."""
    for key in commitments if text.strip() else ():
        change_commitment(session, key, action=text)


def actions_of(session: Session, commitments: tuple[str, ...]) -> tuple[str, ...]:
    """What is tried in some commitments, each text once, which nobody else changes until this edit
    is stored."""
    held = [rows.hold(session, Commitment, key) for key in sorted(commitments)]
    return tuple(dict.fromkeys(row.action for row in held))


def remove_commitments(session: Session, commitments: Sequence[str]) -> None:
    """Remove commitments written by mistake, as `remove_commitment`."""
    for key in commitments:
        remove_commitment(session, key)


def change_commitment(
    session: Session, commitment: str, *, seen: int | None = None, **values: Any
) -> None:
    """Change fields of a commitment by their column names.

    Raises Overtaken when `seen`, the version that was looked at, is no longer its version.
    """
    rows.change(look_again(session, commitment, seen), **values)


def assign(
    session: Session,
    commitment: str,
    *,
    member: str | None = None,
    clinic: str | None = None,
    whole_cluster: bool = False,
    seen: int | None = None,
) -> None:
    """Say who tries it: a member, a clinic, the whole cluster, or nobody yet.

    Raises Overtaken as `change_commitment`.
    """
    row = look_again(session, commitment, seen)
    row.member_id, row.clinic_id, row.whole_cluster = member, clinic, whole_cluster


def assign_all(
    session: Session, commitments: Sequence[tuple[str, int | None]], owner: Owner
) -> None:
    """Say who tries these, each with the version that was looked at, as `assign`."""
    for key, seen in commitments:
        assign(
            session,
            key,
            member=owner.member,
            clinic=owner.clinic,
            whole_cluster=owner.whole_cluster,
            seen=seen,
        )


def remove_commitment(session: Session, commitment: str) -> None:
    """Remove a commitment written by mistake. One that has been followed up is dropped instead."""
    row = rows.get(session, Commitment, commitment)
    if any(word.status for word in rows.of(session, FollowUp, commitment_id=commitment)):
        raise Refusal(
            N_("A commitment that has been followed up is not deleted."),
            N_("Nothing was changed."),
            N_("Mark it as dropped instead."),
        )
    rows.remove(session, row)


def look_again(session: Session, commitment: str, seen: int | None) -> Commitment:
    """The row of a commitment, which nobody else changes until this edit is stored.

    Raises Overtaken when it has another version than the one that was `seen`; none asks nothing.
    """
    row = rows.hold(session, Commitment, commitment)
    if seen is not None:
        now = queries.commitment(session, commitment)
        if now.version != seen:
            raise Overtaken(now)
    return row


def _open_insight(session: Session, key: str) -> Insight:
    insight = rows.get(session, Insight, key)
    open_meeting(session, insight.meeting_id)
    return insight


def _chosen(session: Session, meeting: str) -> list[Insight]:
    insights = rows.of(session, Insight, meeting_id=meeting)
    return sorted((i for i in insights if i.official), key=lambda i: i.official or 0)


def _close_ranks(session: Session, meeting: str) -> None:
    for number, insight in enumerate(_chosen(session, meeting), start=1):
        insight.official = number


def _place(session: Session, cluster: str, meeting: str | None) -> int:
    if meeting is None:
        return rows.next_position(session, Commitment, cluster_id=cluster)
    return next_place(session, meeting)


def refuse_empty(text: str) -> None:
    """Refuse a line that says nothing."""
    if not text.strip():
        raise Refusal(N_("There is nothing to write down yet."), N_("Nothing was changed."))

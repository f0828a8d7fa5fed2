"""The home page by plain SQL, before SQLAlchemy is loaded: the same answer, sooner or not at all.

Held equal to `queries.overview` by a test.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from facilitator.clock import with_hyphens
from facilitator.domain.overview import (
    COMING,
    DUE_READ,
    HELD,
    ClusterName,
    DueCommitment,
    ItemBrief,
    LastMeeting,
    NextMeeting,
    Overview,
)
from facilitator.domain.statuses import CHANGED, OPEN
from facilitator.store import driver

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_ACTIVE = """(member.joined IS NULL OR member.joined <= :today)
    AND (member."left" IS NULL OR member."left" >= :today)"""

_CLUSTERS = f"""SELECT cluster.id, cluster.name, coalesce(specialty.name, ''),
        (SELECT count(*) FROM member WHERE cluster_id = cluster.id AND {_ACTIVE})
    FROM cluster LEFT JOIN specialty ON specialty.id = cluster.specialty_id
    ORDER BY cluster.name, cluster.id"""

_RUNNING = """SELECT id FROM meeting WHERE status = 'running' AND cluster_id = :cluster
    ORDER BY start LIMIT 1"""

_RUNNING_CLUSTER = """SELECT cluster_id FROM meeting WHERE status = 'running'
    ORDER BY started DESC LIMIT 1"""

_MEMBERS = f"SELECT count(*) FROM member WHERE cluster_id = :cluster AND {_ACTIVE}"

_NEXT = f"""SELECT id, number, start, "end", status,
        (SELECT count(*) FROM goal WHERE meeting_id = meeting.id),
        (SELECT count(*) FROM preparation WHERE meeting_id = meeting.id),
        (SELECT count(done) FROM preparation WHERE meeting_id = meeting.id)
    FROM meeting WHERE cluster_id = :cluster AND status IN {COMING}
    ORDER BY start, id LIMIT 1"""

_ITEMS = """SELECT id, kind, title, planned,
        who != '' OR member_id IS NOT NULL OR clinic_id IS NOT NULL
    FROM item WHERE meeting_id = :meeting ORDER BY position, id"""

_LAST = f"""SELECT id, number, start, "end", ended,
        (SELECT count(*) FROM insight WHERE meeting_id = meeting.id),
        (SELECT count(*) FROM "commitment" WHERE meeting_id = meeting.id),
        (SELECT count(*) FROM attendance WHERE meeting_id = meeting.id AND state = 'present'),
        (SELECT zone FROM cluster WHERE id = :cluster), status
    FROM meeting WHERE cluster_id = :cluster AND status IN {HELD}
    ORDER BY start DESC, id DESC LIMIT 1"""

_OPEN = f"""c.cluster_id = :cluster AND c.status IN {OPEN}
    AND (c.snoozed IS NULL OR c.snoozed <= :today)"""

_DUE = f"""SELECT c.id, c.action, coalesce(member.name, clinic.name, ''), c.due, c.status,
        c.whole_cluster
    FROM "commitment" AS c
    LEFT JOIN member ON member.id = c.member_id LEFT JOIN clinic ON clinic.id = c.clinic_id
    WHERE {_OPEN} ORDER BY c.due IS NULL, c.due, c.agreed, c.id LIMIT {DUE_READ}"""

_NEW_TOPICS = "SELECT count(*) FROM topic WHERE cluster_id = :cluster AND state = 'new'"
_IMPROVED = f"""SELECT count(*) FROM member WHERE cluster_id = :cluster AND {_ACTIVE} AND (EXISTS (
        SELECT * FROM "commitment" AS c
        WHERE c.cluster_id = :cluster AND c.status IN {CHANGED}
            AND (c.member_id = member.id OR c.clinic_id = member.clinic_id))
    OR EXISTS (
        SELECT * FROM follow_up JOIN "commitment" AS c ON c.id = follow_up.commitment_id
        WHERE follow_up.said_by_id = member.id AND follow_up.status IN {CHANGED}
            AND c.whole_cluster))"""


def glance(place: str | Path, cluster: str | None, today: date) -> Overview | None:
    """What the home page shows, or none where the ordinary query must be waited for.

    Only for a file of exactly this revision that was closed cleanly, while its lock is held and
    before it is opened otherwise.

    Args:
        cluster: the one shown last; a running meeting goes before it, the first by name after.
        today: where the clock times are shown.
    """
    path = Path(place)
    try:
        if not _is_current(path):
            return None
        with driver.immutable(path) as connection:
            return _overview(connection, cluster, today)
    except (OSError, driver.sqlite_module().Error):
        return None


def _is_current(path: Path) -> bool:
    header = driver.read_header(path)
    return (
        header is not None
        and header.application_id == driver.APPLICATION_ID
        and header.user_version == len(driver.REVISIONS)
        and not driver.is_unfinished(path, "-wal")
        and not driver.is_unfinished(path, "-journal")
    )


def _overview(connection: Any, wanted: str | None, today: date) -> Overview | None:
    names: dict[str, object] = {"today": today.isoformat()}
    rows = connection.execute(_CLUSTERS, names).fetchall()
    clusters = tuple(ClusterName(_key(key), *rest) for key, *rest in rows)
    cluster = _choose(connection, wanted, clusters)
    if cluster is None:
        return None
    names["cluster"] = cluster.replace("-", "")
    running = connection.execute(_RUNNING, names).fetchone()
    return Overview(
        cluster,
        clusters,
        _next_meeting(connection, names),
        _last_meeting(connection, names),
        tuple(_due(*row) for row in connection.execute(_DUE, names)),
        _count(connection, f'SELECT count(*) FROM "commitment" AS c WHERE {_OPEN}', names),
        _count(connection, _IMPROVED, names),
        _count(connection, _MEMBERS, names),
        _key(running[0]) if running else None,
        _count(connection, _NEW_TOPICS, names),
    )


def _choose(connection: Any, wanted: str | None, clusters: tuple[ClusterName, ...]) -> str | None:
    running = connection.execute(_RUNNING_CLUSTER).fetchone()
    if running:
        return _key(running[0])
    there = [one.id for one in clusters]
    return wanted if wanted in there else next(iter(there), None)


def _next_meeting(connection: Any, names: dict[str, object]) -> NextMeeting | None:
    row = connection.execute(_NEXT, names).fetchone()
    if row is None:
        return None
    key, number, start, end, status, goals, tasks, ready = row
    items = connection.execute(_ITEMS, {"meeting": key})
    return NextMeeting(
        _key(key),
        number,
        _instant(start),
        _instant(end),
        status,
        goals,
        tuple(ItemBrief(_key(one), kind, said, s, bool(who)) for one, kind, said, s, who in items),
        tasks,
        ready,
    )


def _last_meeting(connection: Any, names: dict[str, object]) -> LastMeeting | None:
    row = connection.execute(_LAST, names).fetchone()
    if row is None:
        return None
    key, number, start, end, ended, insights, commitments, present, zone, status = row
    day = _instant(start).astimezone(ZoneInfo(zone or "Europe/Copenhagen")).date()
    return LastMeeting(
        _key(key),
        number,
        _instant(start),
        _instant(end),
        None if ended is None else _instant(ended),
        insights,
        commitments,
        present,
        _count(connection, _MEMBERS, {**names, "today": day.isoformat()}),
        status == "closed",
    )


def _due(
    key: str, action: str, owner: str, due: str | None, status: str, everybodys: int
) -> DueCommitment:
    day = None if due is None else date.fromisoformat(due)
    return DueCommitment(_key(key), action, owner, day, status, bool(everybodys))


def _count(connection: Any, query: str, names: dict[str, object]) -> int:
    return int(connection.execute(query, names).fetchone()[0])


def _key(stored: str) -> str:
    return with_hyphens(stored)


def _instant(microseconds: int) -> datetime:
    return _EPOCH + timedelta(microseconds=microseconds)

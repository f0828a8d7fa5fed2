"""What is handed over: a cluster with everything in it, and which clusters there are."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain.handover import Handover
from facilitator.domain.refusal import NotFound, Refusal
from facilitator.language import N_
from facilitator.store import handover as rows_of
from facilitator.store.driver import REVISIONS
from facilitator.store.tables import Attachment, Blob, Cluster, Meeting, StoreInfo


@dataclass(frozen=True, slots=True)
class ClusterTitle:
    """A cluster by its name."""

    id: str
    title: str


def clusters_there(session: Session) -> tuple[ClusterTitle, ...]:
    """The clusters of the store, by name."""
    found = session.execute(select(Cluster.id, Cluster.name).order_by(Cluster.name, Cluster.id))
    return tuple(ClusterTitle(*row) for row in found)


def handover(session: Session, cluster: str) -> Handover:
    """Everything of one cluster; copied files are read one by one while the session is open.

    Raises NotFound, and Refusal while one of its meetings runs.
    """
    _refuse_running(session, cluster)
    rows = rows_of.gather(session, cluster)
    if ("cluster", cluster) not in rows:
        raise NotFound(
            N_("This is not there any more; perhaps it was removed elsewhere."),
            N_("Nothing was changed."),
        )
    files = {row["sha256"]: row["size"] for (table, _), row in rows.items() if table == _FILES}

    def content(digest: str) -> bytes:
        return session.scalar(select(Blob.bytes).where(Blob.sha256 == digest)) or b""

    return Handover(
        store=session.scalar(select(StoreInfo.id)) or "",
        schema=REVISIONS[-1],
        cluster=cluster,
        name=rows["cluster", cluster]["name"],
        rows=rows,
        known=rows_of.known(session, cluster),
        defaults=rows_of.shape().defaults,
        files={digest: size for digest, size in files.items() if digest},
        content=content,
    )


_FILES = Attachment.__tablename__


def _refuse_running(session: Session, cluster: str) -> None:
    runs = select(Meeting.id).where(Meeting.cluster_id == cluster, Meeting.status == "running")
    if session.scalar(runs.limit(1)) is not None:
        raise Refusal(
            N_("A meeting of this cluster is running, so it cannot be handed over now."),
            N_("Nothing was written."),
            N_("End the meeting, then try again."),
        )

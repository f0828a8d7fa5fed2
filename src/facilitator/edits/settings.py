"""Settings of one cluster, each with where it comes from and since when it holds."""

from __future__ import annotations

from datetime import date
from typing import Any

from facilitator.store import rows
from facilitator.store.rows import Session
from facilitator.store.tables import Setting


def change_setting(
    session: Session,
    cluster: str,
    key: str,
    value: Any,
    source: str = "",
    valid_from: date | None = None,
) -> None:
    """Set a cluster's setting; the value of the same day is written over, earlier ones stay."""
    known = rows.of(session, Setting, cluster_id=cluster, key=key, valid_from=valid_from)
    row = known[0] if known else Setting(cluster_id=cluster, key=key, valid_from=valid_from)
    row.value, row.source = value, source
    if not known:
        session.add(row)

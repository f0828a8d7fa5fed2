"""Who has something to do: a member or a clinic by its name, else whoever is written."""

from __future__ import annotations

from facilitator.store import rows
from facilitator.store.rows import Session
from facilitator.store.tables import Clinic, Item, Member, Preparation


def write_who(session: Session, row: Item | Preparation, cluster: str, name: str) -> None:
    """Point the row at the member or clinic with this name; another name is kept as written."""
    named = name.strip()
    members = rows.of(session, Member, cluster_id=cluster, name=named)
    clinics = rows.of(session, Clinic, cluster_id=cluster, name=named)
    row.member_id = members[0].id if members else None
    row.clinic_id = clinics[0].id if clinics and not members else None
    row.who = "" if members or clinics else name

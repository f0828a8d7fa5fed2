"""What a user does with clusters, clinics and members."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from facilitator.domain.refusal import Refusal
from facilitator.language import N_
from facilitator.store import rows
from facilitator.store.queries import has_history, specialty_named
from facilitator.store.rows import Session
from facilitator.store.tables import SPACING, Clinic, Cluster, Member, Role, Specialty


def make_cluster(
    session: Session,
    name: str,
    specialty: str = "",
    members: Sequence[tuple[str, str]] = (),
    *,
    language: str = "da",
    first_number: int = 1,
) -> str:
    """Make a cluster with its members. Returns its id.

    Args:
        members: pairs of name and clinic; members with the same clinic share it, and a member
            without one belongs to none.
        first_number: the running number of its first meeting in this program.
    """
    if not name.strip():
        raise Refusal(N_("A cluster needs a name."), N_("Nothing was made."))
    cluster = Cluster(
        name=name.strip(),
        specialty_id=_specialty(session, specialty.strip()),
        language=language,
        first_number=first_number,
    )
    session.add(cluster)
    session.flush()
    for member, clinic in members:
        add_member(session, cluster.id, member, clinic)
    return cluster.id


def change_cluster(session: Session, cluster: str, **values: Any) -> None:
    """Change fields of a cluster by their column names; `specialty` by its name."""
    row = rows.get(session, Cluster, cluster)
    if "specialty" in values:
        row.specialty_id = _specialty(session, values.pop("specialty").strip())
    if not values.get("name", row.name).strip():
        raise Refusal(N_("A cluster needs a name."), N_("Nothing was changed."))
    rows.change(row, **values)


def add_member(
    session: Session, cluster: str, name: str, clinic: str = "", joined: date | None = None
) -> str:
    """Add a member, last in the list, with a clinic by its name. Returns the member's id."""
    if not name.strip():
        raise Refusal(N_("A member needs a name."), N_("Nothing was made."))
    member = Member(
        cluster_id=cluster,
        clinic_id=_clinic(session, cluster, clinic.strip()),
        name=name.strip(),
        joined=joined,
        position=rows.next_position(session, Member, cluster_id=cluster),
    )
    session.add(member)
    session.flush()
    return member.id


def add_members(
    session: Session,
    cluster: str,
    people: Sequence[tuple[str, str]],
    joined: date | None = None,
) -> tuple[str, ...]:
    """Add several members as one Step, each with a clinic by its name. Returns their ids."""
    return tuple(add_member(session, cluster, name, clinic, joined) for name, clinic in people)


def change_member(session: Session, member: str, **values: Any) -> None:
    """Change fields of a member by their column names; `clinic` by its name."""
    row = rows.get(session, Member, member)
    if "clinic" in values:
        row.clinic_id = _clinic(session, row.cluster_id, values.pop("clinic").strip())
    if not values.get("name", row.name).strip():
        raise Refusal(N_("A member needs a name."), N_("Nothing was changed."))
    rows.change(row, **values)


def leave(session: Session, member: str, last_day: date | None) -> None:
    """The member's last day in the cluster; none takes it back. History stays."""
    rows.get(session, Member, member).left = last_day


def delete_member(session: Session, member: str) -> None:
    """Delete a member entered by mistake. Who has a history leaves instead."""
    if has_history(session, member):
        raise Refusal(
            N_("A member with a history is not deleted."),
            N_("Nothing was changed."),
            N_("Write the day the member left instead."),
        )
    rows.remove(session, rows.get(session, Member, member))


def appoint(session: Session, member: str, role: str | None, day: date) -> None:
    """Make the member coordinator or substitute from a day on, or neither.

    A cluster has one coordinator at a time: the one before ends the day before.
    """
    row = rows.get(session, Member, member)
    ending = rows.of(session, Role, member_id=member)
    if role == "coordinator":
        for other in rows.of(session, Member, cluster_id=row.cluster_id):
            ending += rows.of(session, Role, member_id=other.id, role=role)
    for term in {term.id: term for term in ending}.values():
        _end(session, term, day)
    if role is not None:
        session.add(Role(member_id=member, role=role, since=day))


def _end(session: Session, term: Role, day: date) -> None:
    if term.until is not None and term.until < day:
        return
    if term.since is not None and term.since >= day:
        session.delete(term)
    else:
        term.until = date.fromordinal(day.toordinal() - 1)


def _specialty(session: Session, name: str) -> str | None:
    if not name:
        return None
    known = specialty_named(session, name)
    if known is not None:
        return known
    row = Specialty(name=name)
    session.add(row)
    session.flush()
    return row.id


def _clinic(session: Session, cluster: str, name: str) -> str | None:
    if not name:
        return None
    known = rows.of(session, Clinic, cluster_id=cluster, name=name)
    if known:
        return known[0].id
    count = len(rows.of(session, Clinic, cluster_id=cluster))
    clinic = Clinic(cluster_id=cluster, name=name, position=(count + 1) * SPACING)
    session.add(clinic)
    session.flush()
    return clinic.id

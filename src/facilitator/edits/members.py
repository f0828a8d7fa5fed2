"""What a user does with clusters, clinics and members."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from facilitator.domain.names import name_pattern
from facilitator.domain.refusal import Refusal
from facilitator.language import N_, Language
from facilitator.store import rows
from facilitator.store.journal import RowChange
from facilitator.store.queries import former_names, has_history, specialty_named, texts_of
from facilitator.store.rows import Session
from facilitator.store.scrubbing import scrub, scrub_words
from facilitator.store.tables import (
    SPACING,
    TABLES,
    Clinic,
    Cluster,
    Member,
    Role,
    Specialty,
)

Text = tuple[str, str, str]
"""A table, the key of a row in it, and a column of text."""


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
        clinic_id=put_clinic(session, cluster, clinic.strip()),
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
    if row.anonymised is not None and not _WITHOUT.isdisjoint(values):
        raise Refusal(N_("This member is anonymous, and gets no name again."), _UNCHANGED)
    if "left" in values:
        leave(session, member, values.pop("left"))
    if "clinic" in values:
        row.clinic_id = put_clinic(session, row.cluster_id, values.pop("clinic").strip())
    if not values.get("name", row.name).strip():
        raise Refusal(N_("A member needs a name."), N_("Nothing was changed."))
    rows.change(row, **values)


def leave(session: Session, member: str, last_day: date | None) -> None:
    """The member's last day in the cluster; none takes it back. History stays.

    A role ends the same day, and goes on when leaving is taken back.
    """
    row = rows.get(session, Member, member)
    if row.anonymised is not None:
        raise Refusal(N_("A former member without a name cannot come back."), _UNCHANGED)
    if last_day is not None and row.joined is not None and last_day < row.joined:
        raise Refusal(
            N_("The last day lies before the day the member joined."),
            _UNCHANGED,
        )
    for term in rows.of(session, Role, member_id=member):
        if term.until == row.left or (
            last_day is not None and (term.until is None or term.until > last_day)
        ):
            term.until = last_day
    row.left = last_day


_UNCHANGED = N_("Nothing was changed.")
_WITHOUT = frozenset({"name", "initials", "email"})
"""What is gone of a member who is anonymous."""


def anonymise(session: Session, member: str, at: datetime, texts: Iterable[Text] = ()) -> str:
    """Take the name of a member who left out of the store, for good. Returns what stands instead.

    Name, initials and e-mail address go from the member, from who does something, from the given
    texts of others, and from every Step kept; what the member did stays, as done by a former
    member with a number. It cannot be undone: run it as a fact, which Ctrl+Z passes by, and
    afterwards `Store.wipe`, which clears what deleting leaves on the disk.
    """
    row = rows.get(session, Member, member)
    if row.left is None:
        raise Refusal(
            N_("Only somebody who has left the cluster is made anonymous."),
            _UNCHANGED,
            N_("Write the day the member left first."),
        )
    if row.anonymised is not None:
        raise Refusal(N_("This member is anonymous already."), _UNCHANGED)
    names = Names((row.name, row.email, *former_names(session, member)), row.initials)
    instead = _without_name(session, row)
    own = {"name": instead, "initials": "", "email": ""}
    rows.change(row, **own, anonymised=at)
    # Nor does undoing an earlier Step let somebody without a name come back.
    stays = {**own, "left": row.left.isoformat()}
    for table, key, column, text in texts_of(session, row.cluster_id):
        if column == "who" and names.alone.fullmatch(text.strip()):
            rows.change(rows.get(session, TABLES[table], key), who=instead)
    for place in texts:
        _replace(session, names, instead, place)
    scrub(session, row.__tablename__, member, stays)
    forget_name(session, member, names)
    return instead


@dataclass(frozen=True, slots=True)
class Names:
    """What a member was known by: names and addresses, and initials, which count only alone."""

    texts: tuple[str, ...]
    initials: str = ""

    @property
    def known(self) -> re.Pattern[str]:
        """Finds them in what people have written."""
        found = name_pattern(self.texts)
        assert found is not None
        return found

    @property
    def alone(self) -> re.Pattern[str]:
        """Finds them, and the initials, where they stand alone for who does something."""
        return name_pattern((*self.texts, self.initials)) or self.known


def forget_name(session: Session, member: str, names: Names) -> int:
    """Take the names of a member who is anonymous out of every Step kept. Returns how many had it.

    For texts that were changed by hand after `anonymise`: their Steps hold what stood there.
    """
    row = rows.get(session, Member, member)
    if row.anonymised is None:
        return 0

    def is_of_another(change: RowChange) -> bool:
        return change.table == Member.__tablename__ and change.key != member

    return scrub_words(
        session,
        names.known,
        row.name,
        row.cluster_id,
        touching=member,
        alone=names.alone,
        apart=is_of_another,
    )


def replace_name(session: Session, member: str, names: Names, text: Text) -> None:
    """Put what stands instead of an anonymous member's name into one text of others, for good."""
    _replace(session, names, rows.get(session, Member, member).name, text)
    forget_name(session, member, names)


def _replace(session: Session, names: Names, instead: str, text: Text) -> None:
    table, key, column = text
    row: Any = rows.get(session, TABLES[table], key)
    setattr(row, column, names.known.sub(lambda _: instead, getattr(row, column)))


def _without_name(session: Session, row: Member) -> str:
    """Former member 7, in the language of the cluster: the first number that nobody has."""
    cluster = rows.get(session, Cluster, row.cluster_id)
    lang = Language("da" if cluster.language == "da" else "en", cluster.zone)
    taken = {other.name for other in rows.of(session, Member, cluster_id=row.cluster_id)}
    number = 1
    while (name := lang.text(N_("Former member {n}"), n=number)) in taken:
        number += 1
    return name


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
    if role is not None and row.left is not None and row.left < day:
        raise Refusal(N_("Somebody who has left has no role any more."), _UNCHANGED)
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


def put_clinic(session: Session, cluster: str, name: str) -> str | None:
    """The id of the clinic with this name, which is made if it is new; none without a name."""
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

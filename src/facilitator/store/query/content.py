"""Cases, guidelines, cluster packages and speakers, each with where it was used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from facilitator.domain import content as c
from facilitator.domain.agenda import Revisit
from facilitator.domain.overview import HELD
from facilitator.domain.refusal import NotFound
from facilitator.language import N_
from facilitator.store import tables as t
from facilitator.store.query.calendar import meeting, zone_of

T = TypeVar("T")
R = TypeVar("R", bound=t.Row)
Occasions = dict[str, list[c.Occasion]]
"""By the key of the thing, the latest first."""


def cases(session: Session, cluster: str, part: str = "") -> tuple[c.Case, ...]:
    """The cases of a cluster with `part` in their title, the latest first."""
    found = _cases(session, cluster, t.Case.cluster_id == cluster)
    return tuple(one for one in found if has_part(part, one.title))


def case(session: Session, key: str) -> c.Case:
    """One case. Raises NotFound."""
    home = session.scalar(select(t.Case.cluster_id).where(t.Case.id == key))
    return _only(_cases(session, home or "", t.Case.id == key))


def _cases(session: Session, cluster: str, which: ColumnElement[bool]) -> list[c.Case]:
    used = occasions(session, cluster, t.Use.case_id)
    rows = session.execute(
        select(t.Case, func.coalesce(t.Member.name, ""))
        .outerjoin(t.Member, t.Member.id == t.Case.presenter_id)
        .where(which)
        .order_by(t.Case.created.desc(), t.Case.id.desc())
    )
    return [
        c.Case(
            one.id,
            one.title,
            one.doubt,
            one.age_band,
            one.sex,
            one.course,
            one.nature,
            one.presenter_id,
            presenter,
            one.learning,
            one.present_again,
            one.created,
            one.text_deleted,
            tuple(used[one.id]),
        )
        for one, presenter in rows
    ]


def guidelines(session: Session, cluster: str, part: str = "") -> tuple[c.Guideline, ...]:
    """All guidelines with `part` in their title or publisher, by title, and where the cluster used
    them."""
    used = occasions(session, cluster, t.Use.guideline_id)
    rows = session.scalars(select(t.Guideline).order_by(t.Guideline.title, t.Guideline.id))
    return tuple(_guideline(one, used) for one in rows if has_part(part, one.title, one.publisher))


def guideline(session: Session, cluster: str, key: str) -> c.Guideline:
    """One guideline and where the cluster used it. Raises NotFound."""
    used = occasions(session, cluster, t.Use.guideline_id)
    return _guideline(_get(session, t.Guideline, key), used)


def _guideline(one: t.Guideline, used: Occasions) -> c.Guideline:
    return c.Guideline(
        one.id,
        one.title,
        one.publisher,
        one.edition,
        one.published,
        one.link,
        one.recommendations,
        one.differently,
        one.next_check,
        tuple(used[one.id]),
        one.newer,
        one.newer_link,
    )


def packages(session: Session, cluster: str, part: str = "") -> tuple[c.Package, ...]:
    """The packages for all and for the specialty of the cluster, with `part` in their title or
    publisher, by title; and where the cluster used them."""
    specialty = session.scalar(select(t.Cluster.specialty_id).where(t.Cluster.id == cluster))
    own = or_(t.Package.specialty_id.is_(None), t.Package.specialty_id == specialty)
    found = _packages(session, cluster, own)
    return tuple(one for one in found if has_part(part, one.title, one.publisher))


def package(session: Session, cluster: str, key: str) -> c.Package:
    """One cluster package and where the cluster used it. Raises NotFound."""
    return _only(_packages(session, cluster, t.Package.id == key))


def _packages(session: Session, cluster: str, which: ColumnElement[bool]) -> list[c.Package]:
    used = occasions(session, cluster, t.Use.package_id)
    rows = session.execute(
        select(t.Package, func.coalesce(t.Specialty.name, ""))
        .outerjoin(t.Specialty, t.Specialty.id == t.Package.specialty_id)
        .where(which)
        .order_by(t.Package.title, t.Package.id)
    )
    return [
        c.Package(
            one.id,
            one.title,
            one.publisher,
            one.specialty_id,
            specialty,
            one.period,
            one.link,
            one.file_name,
            tuple(line.strip() for line in one.questions.splitlines() if line.strip()),
            tuple(used[one.id]),
        )
        for one, specialty in rows
    ]


def speakers(session: Session, cluster: str, part: str = "") -> tuple[c.Speaker, ...]:
    """The speakers of a cluster with `part` in name, organisation or topic, by name."""
    used = occasions(session, cluster, t.Use.speaker_id)
    rows = session.scalars(
        select(t.Speaker)
        .where(t.Speaker.cluster_id == cluster)
        .order_by(t.Speaker.name, t.Speaker.id)
    )
    return tuple(
        _speaker(one, used) for one in rows if has_part(part, one.name, one.organisation, one.topic)
    )


def speaker(session: Session, key: str) -> c.Speaker:
    """One speaker. Raises NotFound."""
    one = _get(session, t.Speaker, key)
    return _speaker(one, occasions(session, one.cluster_id, t.Use.speaker_id))


def _speaker(one: t.Speaker, used: Occasions) -> c.Speaker:
    known = tuple(used[one.id])
    return c.Speaker(one.id, one.name, one.organisation, one.topic, one.email, known)


def used_at_item(session: Session, item: str) -> tuple[c.Usage, ...]:
    """What an item is about, in the order it was chosen."""
    return usages(session, t.Use.item_id == item)


def used_at_meeting(session: Session, meeting: str) -> tuple[c.Usage, ...]:
    """What the items of a meeting are about, in the order of the agenda."""
    return usages(session, t.Item.meeting_id == meeting)


def usages(session: Session, which: ColumnElement[bool]) -> tuple[c.Usage, ...]:
    """The uses of things at items that fit, in the order of the agenda."""
    rows = session.execute(
        select(t.Use, t.Case, t.Guideline, t.Package, t.Speaker, t.Indicator)
        .join(t.Item, t.Item.id == t.Use.item_id)
        .outerjoin(t.Case, t.Case.id == t.Use.case_id)
        .outerjoin(t.Guideline, t.Guideline.id == t.Use.guideline_id)
        .outerjoin(t.Package, t.Package.id == t.Use.package_id)
        .outerjoin(t.Speaker, t.Speaker.id == t.Use.speaker_id)
        .outerjoin(t.Indicator, t.Indicator.id == t.Use.indicator_id)
        .where(which)
        .order_by(t.Item.position, t.Item.id, t.Use.id)
    )
    return tuple(_usage(use, next(filter(None, things))) for use, *things in rows)


def _usage(use: t.Use, thing: Any) -> c.Usage:
    sort, title, note, link = _said(thing)
    news = (thing.newer, thing.next_check) if sort == "guideline" else ("", None)
    return c.Usage(use.id, use.item_id, sort, thing.id, title, note, link, use.fee, *news)


def _said(thing: Any) -> tuple[c.Sort, str, str, str]:
    """Sort, title, what goes with it, and link."""
    match thing:
        case t.Case():
            return "case", thing.title, thing.doubt, ""
        case t.Guideline():
            note = ", ".join(filter(None, (thing.publisher, thing.edition)))
            return "guideline", thing.title, note, thing.link
        case t.Package():
            note = ", ".join(filter(None, (thing.publisher, thing.period)))
            return "package", thing.title, note, thing.link
        case t.Indicator():
            return "indicator", thing.title, thing.numerator or thing.unit, ""
    return "speaker", thing.name, ", ".join(filter(None, (thing.organisation, thing.topic))), ""


def cases_to_hear_of(session: Session, key: str) -> tuple[Revisit, ...]:
    """Cases to be presented again by the day of a meeting and not since, the latest due first.

    Those that stand on the meeting's own agenda are among them.
    """
    one = meeting(session, key)
    zone = zone_of(session, one.cluster)
    found = []
    for each in cases(session, one.cluster):
        others = (at.start for at in each.occasions if at.meeting != key)
        last = max((start.astimezone(zone).date() for start in others), default=None)
        again, day = each.present_again, one.start.astimezone(zone).date()
        if again is not None and again <= day and (last is None or last < again):
            found.append(Revisit(each.id, each.title, again, "case"))
    return tuple(sorted(found, key=lambda case: case.since, reverse=True))


def is_used_at_held(session: Session, sort: str, key: str) -> bool:
    """Whether a thing ("guideline", "package", …) was used at a meeting that has been held."""
    column = getattr(t.Use, f"{sort}_id")
    held = (
        select(t.Use.id)
        .join(t.Item, t.Item.id == t.Use.item_id)
        .join(t.Meeting, t.Meeting.id == t.Item.meeting_id)
        .where(column == key, t.Meeting.status.in_(HELD))
        .limit(1)
    )
    return session.scalar(held) is not None


MEETING = (t.Meeting.id, t.Meeting.number, t.Meeting.start, t.Meeting.status)
"""What is said of the meeting of an Occasion."""


def happens(cluster: str) -> tuple[ColumnElement[bool], ...]:
    """The meetings of a cluster that were not cancelled."""
    return t.Meeting.cluster_id == cluster, t.Meeting.status != "cancelled"


def occasions(session: Session, cluster: str, thing: Any) -> Occasions:
    """Where a cluster used the things that a column of Use names."""
    rows = session.execute(
        select(thing, *MEETING, t.Item.id, t.Item.title)
        .join(t.Item, t.Item.id == t.Use.item_id)
        .join(t.Meeting, t.Meeting.id == t.Item.meeting_id)
        .where(*happens(cluster), thing.is_not(None))
        .order_by(t.Meeting.start.desc(), t.Item.position, t.Item.id)
    )
    return by_thing(rows)


def by_thing(rows: Iterable[Any]) -> Occasions:
    """Occasions by the first of each row; MEETING, the item and its title are the rest."""
    found: Occasions = defaultdict(list)
    for thing, *occasion in rows:
        found[thing].append(c.Occasion(*occasion))
    return found


def has_part(part: str, *texts: str) -> bool:
    """Whether one of the texts holds `part`, capitals or not; also where SQLite knows no Ø."""
    return any(part.strip().casefold() in text.casefold() for text in texts)


def _get(session: Session, kind: type[R], key: str) -> R:
    return _only([] if (row := session.get(kind, key)) is None else [row])


def _only(found: list[T]) -> T:
    if not found:
        raise NotFound(N_("This is not there any more; perhaps it was removed elsewhere."))
    return found[0]

"""What hangs on an agenda item: what it is about, its attachments, and what is to be prepared."""

from __future__ import annotations

from collections.abc import Sequence

from facilitator.store import rows
from facilitator.store.rows import Session
from facilitator.store.tables import Attachment, Item, Meeting, Preparation, Use

_OF_THE_STORE = ("guideline_id", "package_id", "indicator_id")
_OF_A_CLUSTER = ("case_id", "speaker_id")


def repeat(session: Session, item: Item, copy: Item) -> None:
    """Give a later meeting's item what is used again: guidelines, packages, indicators, what to
    prepare.

    A case and a speaker were there for that one time.
    """
    _copy_uses(session, item, copy, _OF_THE_STORE)
    for preparation in rows.of(session, Preparation, item_id=item.id):
        _prepare_again(session, preparation, copy.meeting_id, copy.id)


def repeat_preparations(session: Session, source: str, meeting: str) -> None:
    """Prepare again for a meeting what was prepared for another one as a whole."""
    there = {one.text for one in rows.of(session, Preparation, meeting_id=meeting, item_id=None)}
    for preparation in rows.of(session, Preparation, meeting_id=source, item_id=None):
        if preparation.text not in there:
            _prepare_again(session, preparation, meeting, None)


def duplicate(session: Session, item: Item, copy: Item) -> None:
    """Give a copy what its item is about, and its attachments; a speaker is paid only once."""
    is_at_home = _are_of_one_cluster(session, item, copy)
    things = (*_OF_THE_STORE, *_OF_A_CLUSTER) if is_at_home else _OF_THE_STORE
    _copy_uses(session, item, copy, things)
    for one in rows.of(session, Attachment, item_id=item.id):
        place = {"item_id": copy.id, "meeting_id": copy.meeting_id}
        file = {"name": one.name, "link": one.link, "sha256": one.sha256, "size": one.size}
        session.add(Attachment(**place, **file))


def carry(session: Session, item: Item, copy: Item) -> None:
    """Take everything from an item to the one that stands for it in another meeting."""
    is_at_home = _are_of_one_cluster(session, item, copy)
    for use in rows.of(session, Use, item_id=item.id):
        if is_at_home or any(getattr(use, thing) for thing in _OF_THE_STORE):
            use.item_id = copy.id
    hanging: tuple[type[Attachment] | type[Preparation], ...] = (Attachment, Preparation)
    for kind in hanging:
        for row in rows.of(session, kind, item_id=item.id):
            row.item_id, row.meeting_id = copy.id, copy.meeting_id


def _copy_uses(session: Session, item: Item, copy: Item, things: Sequence[str]) -> None:
    for use in rows.of(session, Use, item_id=item.id):
        found = {thing: getattr(use, thing) for thing in things if getattr(use, thing)}
        if found:
            session.add(Use(item_id=copy.id, **found))


def _prepare_again(session: Session, one: Preparation, meeting: str, item: str | None) -> None:
    who = {"who": one.who, "member_id": one.member_id, "clinic_id": one.clinic_id}
    session.add(Preparation(meeting_id=meeting, item_id=item, text=one.text, **who))


def _are_of_one_cluster(session: Session, *items: Item) -> bool:
    homes = {rows.get(session, Meeting, one.meeting_id).cluster_id for one in items}
    return len(homes) == 1
